"""What stands on the faces of the town: street grids, and lots with their buildings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

from .grids import GRIDS, grid_of, placed
from .rectangles import lots_frame, rectangles

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..safeguards.watch import Watch
    from .grids import Grid
    from .plan import Plan

_CORE = 9.0  # from the axis of a main road to the nearest building, m
_CHURCH_STREET = 2


@dataclass(frozen=True)
class Row:
    """How a row of buildings stands along its street; metres.

    Attributes:
        lot: Width of a lot, least and most, drawn per row; 0 is one lot as wide as the block allows.
        width: Width of the building within its lot, as a share.
        depth: Depth of the building, least and most.
        setback: From the axis of the street to the front.
        extension: Share of the buildings with a lower part built out at the back.

    """

    lot: tuple[float, float]
    width: tuple[float, float]
    depth: tuple[float, float]
    setback: float
    extension: float = 0.0


ROWS = {
    "terrace": Row((5.2, 6.4), (1, 1), (8.5, 9.5), 8, 0.4),
    "semi": Row((8.6, 10.2), (0.7, 0.7), (8.5, 10), 9, 0.3),
    "detached": Row((14, 18), (0.5, 0.68), (8, 12), 10, 0.5),
    "old": Row((5.0, 7.2), (1, 1), (9, 12), 5.6, 0.4),
    "flat": Row((0, 0), (0.8, 0.94), (11.5, 13.5), 11),
    "school": Row((0, 0), (0.45, 0.7), (14, 17), 10),
    "shop": Row((5.8, 8.0), (1, 1), (12, 15), 5.4, 0.3),
    "church": Row((0, 0), (0.2, 0.3), (15, 18), 5),
    "garage": Row((3, 3), (1, 1), (6, 6), 9),
    "garage back": Row((3, 3), (1, 1), (6, 6), 21.5),
    "hall": Row((40, 42), (0.55, 0.92), (18, 36), 14),
    "multi": Row((40, 42), (0.85, 0.95), (14, 20), 13),
    "unit": Row((6.2, 7.6), (1, 1), (14, 18), 13),
    "office": Row((40, 42), (0.4, 0.65), (12, 16), 12),
    "boxes": Row((3, 3), (1, 1), (6, 6), 16),
    "boxes back": Row((3, 3), (1, 1), (6, 6), 34),
    "chalet": Row((15, 17), (0.4, 0.55), (7, 9), 7),
    "stand": Row((12, 14), (0.75, 0.85), (9, 11), 6),
}
_WITH_SHED = ("terrace", "semi", "detached")
_PAIRED = {"garage": "garage back", "boxes": "boxes back"}
_STYLES = {
    "rijtjes": (("terrace", 0.7), ("semi", 0.12), ("flat", 0.08), ("garage", 0.04), ("detached", 0.03), ("none", 0.03)),
    "villa": (("detached", 0.55), ("semi", 0.35), ("none", 0.1)),
    "hoog": (("flat", 0.5), ("terrace", 0.35), ("garage", 0.1), ("none", 0.05)),
    "oud": (("old", 0.75), ("terrace", 0.15), ("flat", 0.06), ("none", 0.04)),
    "camp": (("stand", 0.5), ("chalet", 0.4), ("none", 0.1)),
    "estate": (("hall", 0.4), ("multi", 0.2), ("unit", 0.2), ("office", 0.08), ("boxes", 0.06), ("none", 0.06)),
}


def buildings(plan: Plan, n_shops: int, rng: np.random.Generator, watch: Watch) -> pd.DataFrame:
    """Fill the built faces with buildings; what would not stand free of the main roads is left out.

    Args:
        plan: The plan.
        n_shops: Number of neighbourhood centres.
        rng: Where chance comes from.
        watch: How cancel is told.

    """
    core = shapely.buffer(plan.faces, -_CORE)
    shapely.prepare(core)
    local = _local_centres(plan, n_shops)
    parts = []
    for use in ("housing", "centre", "estate", "camp"):
        pitch = GRIDS[use]
        faces = np.flatnonzero(plan.use == use)
        if len(faces):
            grid = grid_of(plan, faces, pitch)
            parts += _rows(plan, grid, _block_kinds(plan, grid, use, rng), local, core, rng, watch)
    made = pd.concat(parts, ignore_index=True)
    outline = made["geometry"].to_numpy()
    shed = np.flatnonzero(made["kind"] == "shed")
    one, other = shapely.STRtree(outline).query(outline[shed], predicate="intersects")
    return made.drop(index=shed[one[shed[one] != other]]).reset_index(drop=True)


def _local_centres(plan: Plan, n: int) -> NDArray[np.int64]:
    """Choose the housing faces that get shops: spread, away from the centre."""
    faces = np.flatnonzero(plan.use == "housing")
    xy = shapely.get_coordinates(shapely.centroid(plan.faces[faces]))
    gap = np.hypot(*(xy - shapely.get_coordinates(plan.town.centroid)[0]).T)
    chosen: list[int] = []
    for _ in range(min(n, len(faces))):
        chosen.append(int(gap.argmax()))
        gap = np.minimum(gap, np.hypot(*(xy - xy[chosen[-1]]).T))
        gap[chosen] = -1
    return faces[chosen]


def _block_kinds(plan: Plan, grid: Grid, use: str, rng: np.random.Generator) -> NDArray[np.object_]:
    """Draw what stands in every block; estates draw per side of a block later."""
    kinds = np.empty(len(grid.face), dtype=object)
    middle = shapely.get_coordinates(shapely.centroid(plan.faces))
    far = np.hypot(*(middle - shapely.get_coordinates(plan.town.centroid)[0]).T) / plan.radius
    dice = rng.random(len(plan.faces))
    housing = np.where(far < 0.25, "oud", np.where(dice < 0.68, "rijtjes", np.where(dice < 0.86, "hoog", "villa")))  # noqa: PLR2004 - shares of the styles of quarters
    style = housing if use == "housing" else np.full(len(far), "oud" if use == "centre" else use)
    for name, mix in _STYLES.items():
        here = style[grid.face] == name
        kinds[here] = rng.choice([k for k, _ in mix], here.sum(), p=[p for _, p in mix])
    if use == "housing":
        school = (grid.i == 1) & (grid.j == 1) & (dice[grid.face] * 7 % 1 < 0.35)  # noqa: PLR2004 - every third quarter
        kinds[school] = "school"
    return kinds


def _rows(
    plan: Plan,
    grid: Grid,
    kinds: NDArray[np.object_],
    local: NDArray[np.int64],
    core: NDArray[np.object_],
    rng: np.random.Generator,
    watch: Watch,
) -> list[pd.DataFrame]:
    """Place the rows of both sides of every block; street `j` has blocks on its left (+1) and right (-1)."""
    n = len(grid.face)
    face, i = np.tile(grid.face, 2), np.tile(grid.i, 2)
    side = np.repeat([1, -1], n)
    street = np.tile(grid.j, 2) + (side == -1)
    kind = np.tile(kinds, 2)
    if plan.use[grid.face[0]] == "estate":
        again = rng.permutation(kind)
        kind = np.where(rng.random(2 * n) < 0.5, again, kind)  # noqa: PLR2004 - half the sides differ from the other side
    in_centre = (plan.use[face] == "centre") & (np.abs(street) <= (1 if len(plan.faces) > 120 else 0))  # noqa: PLR2004 - a bigger town has more shopping streets
    in_local = np.isin(face, local) & (street == 0) & np.isin(i, [0, 1] if len(local) > 1 else [0])
    kind[in_centre | in_local] = "shop"
    kind[(plan.use[face] == "centre") & (street == _CHURCH_STREET) & (i == 0) & (side == 1)] = "church"
    block = np.arange(2 * n)
    made = []
    for name in [k for k in ROWS if (kind == k).any()]:
        watch.at(0.5)
        rows = np.flatnonzero(kind == name)
        where = face[rows], i[rows], street[rows], side[rows], block[rows]
        shapes = filter(None, (name, _PAIRED.get(name)))
        made += [_row(plan, name, ROWS[shape], where, grid.pitch, core, rng) for shape in shapes]
        if name in _WITH_SHED:
            made.append(_sheds(made[-1], core, rng))
    return made


def _row(
    plan: Plan,
    name: str,
    row: Row,
    where: tuple[NDArray[np.int64], ...],
    pitch: tuple[float, float],
    core: NDArray[np.object_],
    rng: np.random.Generator,
) -> pd.DataFrame:
    face, i, street, side, block = where
    room = pitch[0] - 2 * (11 if pitch[0] > 100 else 8)  # noqa: PLR2004 - m; wider corners on estates
    lot = rng.uniform(*row.lot, len(face)) if row.lot[1] else np.full(len(face), room)
    fit = np.floor(room / lot).astype(int)
    r = np.repeat(np.arange(len(face)), fit)
    k = np.arange(len(r)) - np.repeat(np.cumsum(fit) - fit, fit)
    n = len(r)
    share = rng.uniform(*row.width, n)
    depth = rng.uniform(*row.depth, len(face))[r] if row.width[0] == 1 else rng.uniform(*row.depth, n)
    width = lot[r] * share
    u = i[r] * pitch[0] - fit[r] * lot[r] / 2 + (k + 0.5) * lot[r]
    if name == "semi":  # two houses share a wall; an odd last one stands alone
        u += np.where(k % 2 == 0, 1, -1) * (lot[r] - width) / 2
    v = street[r] * pitch[1] + side[r] * (row.setback + depth / 2)
    x, y = placed(plan, face[r], u, v)
    angle = plan.angle[face[r]] + np.where(side[r] > 0, 0, np.pi)
    out = np.where(rng.random(n) < row.extension, rng.uniform(2, 3.5, n), 0)
    geometry = rectangles(x, y, width, depth, angle, out)
    keep = shapely.contains_properly(core[face[r]], geometry)
    zone = _zone(plan, name, face[r])
    frame = lots_frame(
        n,
        kind=name,
        face=face[r],
        x=x,
        y=y,
        width=width,
        depth=depth,
        angle=angle,
        zone=zone,
        group=block[r],
        geometry=geometry,
    )
    return frame[keep].reset_index(drop=True)


def _zone(plan: Plan, name: str, face: NDArray[np.int64]) -> NDArray[np.object_]:
    zone = np.full(len(face), "", dtype=object)
    if name == "shop":
        zone = "shop-" + face.astype(str).astype(object)
    on_estate = plan.estate[face] >= 0
    zone[on_estate] = "estate-" + plan.estate[face[on_estate]].astype(str).astype(object)
    return zone


def _sheds(houses: pd.DataFrame, core: NDArray[np.object_], rng: np.random.Generator) -> pd.DataFrame:
    """Put a shed without address at the end of some gardens."""
    some = houses[rng.random(len(houses)) < 0.4].reset_index(drop=True)  # noqa: PLR2004 - share of houses
    n = len(some)
    depth = some["depth"].to_numpy()
    setback = some["kind"].map({name: ROWS[name].setback for name in _WITH_SHED}).to_numpy(dtype="float64")
    back = depth / 2 + np.minimum(9.2, 26 - setback - depth)
    angle = some["angle"].to_numpy()
    aside = (some["width"].to_numpy() / 2 - 1.5) * 0.8
    x = some["x"].to_numpy() - back * np.sin(angle) + aside * np.cos(angle)
    y = some["y"].to_numpy() + back * np.cos(angle) + aside * np.sin(angle)
    width, depth = rng.uniform(2.0, 2.9, n), rng.uniform(2.0, 3.2, n)
    geometry = rectangles(x, y, width, depth, angle)
    frame = lots_frame(
        n,
        kind="shed",
        face=some["face"],
        x=x,
        y=y,
        width=width,
        depth=depth,
        angle=angle,
        zone="",
        group=-1,
        geometry=geometry,
    )
    keep = shapely.contains_properly(core[some["face"].to_numpy()], geometry)
    one, other = shapely.STRtree(geometry).query(geometry, predicate="intersects")
    keep[np.maximum(one, other)[one != other]] = False
    return frame[keep].reset_index(drop=True)
