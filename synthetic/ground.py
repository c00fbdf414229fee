"""The ground of the town as the BGT draws it: wegdelen, terreindelen and water that together fill the territory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import shapely

from .containment import held_by

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..safeguards.watch import Watch
    from .lines import Lines
    from .plan import Plan

# kind of road: half its width (m), functie, fysiek voorkomen
_ROADS = {
    "ring": (3.3, "rijbaan lokale weg", "gesloten verharding"),
    "radial": (3.2, "rijbaan lokale weg", "gesloten verharding"),
    "local": (2.5, "rijbaan lokale weg", "open verharding"),
    "centre": (2.8, "voetgangersgebied", "open verharding"),
    "estate": (3.5, "rijbaan lokale weg", "gesloten verharding"),
    "country": (2.5, "rijbaan lokale weg", "gesloten verharding"),
    "provincial": (3.6, "rijbaan regionale weg", "gesloten verharding"),
    "cycle": (1.5, "fietspad", "gesloten verharding"),
    "track": (1.7, "inrit", "half verhard"),
    "motorway": (6.0, "rijbaan autosnelweg", "gesloten verharding"),
    "ramp": (3.0, "rijbaan autosnelweg", "gesloten verharding"),
}
_PAVEMENT = 1.8  # m
_VERGE = 2.0  # m
_FIELDS = (
    ("grasland agrarisch", 0.52),
    ("bouwland", 0.24),
    ("grasland overig", 0.06),
    ("loofbos", 0.05),
    ("houtwal", 0.04),
    ("struiken", 0.03),
    ("boomteelt", 0.03),
    ("fruitteelt", 0.03),
)


def wegdelen(roads: Lines, rng: np.random.Generator) -> pd.DataFrame:
    """Draw the carriageway of every wegvak: functie, fysiek_voorkomen, relatieve_hoogteligging, geometry."""
    half = np.array([_ROADS[k][0] for k in roads.kind])
    surface = np.array([_ROADS[k][2] for k in roads.kind], dtype=object)
    functie = np.array([_ROADS[k][1] for k in roads.kind], dtype=object)
    track = roads.kind == "track"
    functie[track & (rng.random(len(half)) < 0.4)] = "rijbaan lokale weg"  # noqa: PLR2004 - a track that is a road of its own
    surface[track & (rng.random(len(half)) < 0.3)] = "onverhard"  # noqa: PLR2004 - the rest is half verhard
    return pd.DataFrame(
        {
            "functie": functie,
            "fysiek_voorkomen": surface,
            "relatieve_hoogteligging": np.where(roads.kind == "motorway", 1, 0),
            "geometry": _whole(shapely.buffer(roads.geometry, half, cap_style="flat", join_style="mitre")),
        }
    )


def _whole(shapes: NDArray[np.object_]) -> NDArray[np.object_]:
    """Keep the largest part of what fell apart: a flat end beside a sharp bend can leave a splinter."""
    parts, source = shapely.get_parts(shapes, return_index=True)
    order = np.lexsort((-shapely.area(parts), source))
    held, first = np.unique(source[order], return_index=True)
    made = shapes.copy()
    made[held] = parts[order][first]
    return made


def _along(blocks: NDArray[np.object_], roads: Lines) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pair each road with the blocks it runs along or inside: positions of roads and of blocks, by block."""
    road, block = shapely.STRtree(blocks).query(roads.geometry, predicate="covered_by")
    order = np.argsort(block, kind="stable")
    return road[order], block[order]


def _carriageways(
    roads: Lines, pairs: tuple[NDArray[np.int64], NDArray[np.int64]], extra: NDArray[np.float64], watch: Watch
) -> NDArray[np.object_]:
    """What the roads along each block take of it, on either side wider by the `extra` of the block, (b,) metres."""
    road, block = pairs
    half = np.array([_ROADS[k][0] for k in roads.kind])[road] + extra[block]
    taken: NDArray[np.object_] = np.full(len(extra), shapely.Polygon(), dtype=object)
    widths = np.unique(half)
    for k, width in enumerate(widths):
        watch.at(k / len(widths))
        of = half == width
        held = np.unique(block[of])
        lines = shapely.multilinestrings(roads.geometry[road[of]], indices=np.searchsorted(held, block[of]))
        taken[held] = shapely.union(taken[held], shapely.buffer(lines, width, quad_segs=2))
    return taken


def _polygons(geometry: NDArray[np.object_], least: float) -> tuple[NDArray[np.object_], NDArray[np.int64]]:
    parts, source = shapely.get_parts(geometry, return_index=True)
    inner, back = shapely.get_parts(parts, return_index=True)
    keep = (shapely.get_type_id(inner) == 3) & (shapely.area(inner) > least)  # noqa: PLR2004 - a polygon
    return inner[keep], source[back[keep]]


def terrain(
    plan: Plan,
    roads: Lines,
    motorway: Any,
    yards: NDArray[np.object_],
    built: NDArray[np.float64],
    rng: np.random.Generator,
    watch: Watch,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Divide what the roads leave: pavements, and ground by what each face is for.

    Args:
        plan: The plan.
        roads: Noded roads at ground level.
        motorway: What the motorway takes.
        yards: Farmyards.
        built: (p, 2) where buildings stand: a block without any is green.
        rng: Where chance comes from.
        watch: How cancel is told.

    Returns:
        Pavements and driveways in the columns of `wegdelen`; terreindelen: klasse, fysiek_voorkomen, geometry.

    """
    lines = np.concatenate([roads.geometry, plan.edge.geometry])
    blocks = np.array(shapely.get_parts(shapely.polygonize(lines)), dtype=object)
    watch.at(0.1)
    face = held_by(shapely.get_coordinates(shapely.point_on_surface(blocks)), plan.faces)
    blocks, face = blocks[face >= 0], face[face >= 0]
    use = plan.use[face]
    watch.at(0.15)
    pairs = _along(blocks, roads)
    bare = shapely.difference(blocks, _carriageways(roads, pairs, np.zeros(len(blocks)), watch.part(0.2, 0.45)))
    watch.at(0.5)
    town = np.isin(use, ["housing", "centre", "estate", "camp", "park", "green"])
    beside = np.where(town, _PAVEMENT, _VERGE)
    inside = shapely.difference(blocks, _carriageways(roads, pairs, beside, watch.part(0.5, 0.75)))
    rims, owner = _polygons(shapely.difference(bare, inside), 1.0)
    paved = pd.DataFrame(
        {
            "functie": np.where(town[owner], "voetpad", "berm"),
            "fysiek_voorkomen": np.where(town[owner], "open verharding", "groenvoorziening"),
            "relatieve_hoogteligging": 0,
            "geometry": rims,
        }
    )
    watch.at(0.8)
    ground, owner = _polygons(inside, 2.0)
    has_building = np.zeros(len(ground), dtype=bool)
    held = held_by(built, ground)
    has_building[held[held >= 0]] = True
    land = _land(ground, use[owner], face[owner], has_building, plan, rng)
    for taken, voorkomen in ((np.array([motorway], dtype=object), None), (yards, "erf")):
        land = _cut(land, taken, voorkomen)
    watch.at(1.0)
    return paved, land


def _land(
    ground: NDArray[np.object_],
    use: NDArray[np.object_],
    face: NDArray[np.int64],
    built: NDArray[np.bool_],
    plan: Plan,
    rng: np.random.Generator,
) -> pd.DataFrame:
    """Name the ground; fields are cut into strips with ditches between, the lake gets its shore."""
    wood = np.array(["loofbos", "naaldbos", "gemengd bos"], dtype=object)[rng.integers(0, 3, len(plan.faces))][face]
    voorkomen = np.select(
        [
            np.isin(use, ["housing", "centre", "estate"]),
            use == "forest",
            np.isin(use, ["park", "green"]),
            use == "camp",
        ],
        ["erf", wood, "groenvoorziening", "grasland overig"],
        "",
    ).astype(object)
    voorkomen[np.isin(use, ["housing", "estate", "centre"]) & ~built] = "groenvoorziening"
    parts = [(ground[voorkomen != ""], voorkomen[voorkomen != ""])]
    water = use == "lake"
    shore = shapely.buffer(ground[water], -7)
    parts.append((shore, np.full(water.sum(), "watervlakte", dtype=object)))
    parts.append((shapely.difference(ground[water], shore), np.full(water.sum(), "rietland", dtype=object)))
    strips, ditches = _strips(ground[use == "field"], rng)
    names = rng.choice([k for k, _ in _FIELDS], len(strips), p=[p for _, p in _FIELDS]).astype(object)
    parts += [(strips, names), (ditches, np.full(len(ditches), "waterloop", dtype=object))]
    geometry, owner = _polygons(np.concatenate([p[0] for p in parts]), 1.0)
    named = np.concatenate([p[1] for p in parts])[owner]
    return pd.DataFrame({"klasse": _klasse(named), "fysiek_voorkomen": named, "geometry": geometry})


def _klasse(voorkomen: NDArray[np.object_]) -> NDArray[np.object_]:
    return np.select(
        [np.isin(voorkomen, ["watervlakte", "waterloop"]), np.isin(voorkomen, ["erf", "zand"])],
        ["water", "onbegroeid"],
        "begroeid",
    ).astype(object)


def _strips(fields: NDArray[np.object_], rng: np.random.Generator) -> tuple[NDArray[np.object_], NDArray[np.object_]]:
    """Cut each field into parallel strips of 70 to 150 m, with a ditch of 2.4 m between two of them."""
    middle = shapely.get_coordinates(shapely.centroid(fields))
    reach = shapely.hausdorff_distance(fields, shapely.centroid(fields))
    wide = rng.uniform(70, 150, len(fields))
    turn = 0.4 + np.where(rng.random(len(fields)) < 0.3, np.pi / 2, 0) + rng.normal(0, 0.05, len(fields))  # noqa: PLR2004 - share across
    n = np.ceil(2 * reach / wide).astype(int)
    f = np.repeat(np.arange(len(fields)), n)
    k = np.arange(len(f)) - np.repeat(np.cumsum(n) - n, n)
    made = []
    for low, high in ((1.2, -1.2), (-1.2, 1.2)):
        a = -reach[f] + k * wide[f] + (low if low > 0 else -1.2)
        b = -reach[f] + (k + 1) * wide[f] + high if low > 0 else a + 2.4
        u = np.column_stack([-reach[f], reach[f], reach[f], -reach[f]])
        v = np.column_stack([a, a, b, b])
        cos, sin = np.cos(turn[f])[:, None], np.sin(turn[f])[:, None]
        ring = np.stack([middle[f, :1] + u * cos - v * sin, middle[f, 1:] + u * sin + v * cos], axis=2)
        cut = shapely.intersection(shapely.polygons(ring), fields[f])
        made.append(cut[~shapely.is_empty(cut)])
    return made[0], made[1]


def _cut(land: pd.DataFrame, taken: NDArray[np.object_], voorkomen: str | None) -> pd.DataFrame:
    """Take shapes out of the land, and put them in as ground of their own where they have a name."""
    if not len(taken) or shapely.is_empty(taken).all():
        return land
    geometry = land["geometry"].to_numpy().copy()
    shape, field = shapely.STRtree(geometry).query(taken, predicate="intersects")
    held, position = np.unique(field, return_inverse=True)
    parts, of = _exploded(taken[shape], position)
    gone = shapely.buffer(shapely.multipolygons(parts, indices=of), 0)
    geometry[held] = shapely.difference(geometry[held], gone)
    parts, owner = _polygons(geometry, 1.0)
    left = land.iloc[owner].assign(geometry=parts)
    if voorkomen is None:
        return left.reset_index(drop=True)
    new = pd.DataFrame({"klasse": "onbegroeid", "fysiek_voorkomen": voorkomen, "geometry": taken})
    return pd.concat([left, new], ignore_index=True)


def _exploded(
    shapes: NDArray[np.object_], position: NDArray[np.int64]
) -> tuple[NDArray[np.object_], NDArray[np.int64]]:
    parts, owner = shapely.get_parts(shapes, return_index=True)
    order = np.argsort(position[owner], kind="stable")
    return parts[order], position[owner][order]
