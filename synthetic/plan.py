"""The plan of the town: its main roads, the faces between them and what each face is for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from .lines import PAST, Lines, joined, noded

if TYPE_CHECKING:
    from numpy.typing import NDArray

ORIGIN = (182_000.0, 512_000.0)
_PITCH = 640.0  # between two country roads, m


@dataclass(frozen=True)
class Plan:
    """Main roads and faces.

    Attributes:
        roads: Main roads, noded, without the outer edge.
        edge: The municipal border as lines.
        faces: (f,) polygons between the main roads; together they fill the territory.
        use: (f,) centre, housing, park, estate, green, field, forest, lake, camp.
        angle: (f,) direction of the local street grid, radians.
        estate: (f,) number of the estate, -1 for none.
        village: (f,) number of the woonplaats: 0 the town, 1.. the villages.
        villages: (v, 2) middle of each village.
        territory: The municipality.
        town: The town inside its outer ring road.
        radius: Radius of the town, m.

    """

    roads: Lines
    edge: Lines
    faces: NDArray[np.object_]
    use: NDArray[np.object_]
    angle: NDArray[np.float64]
    estate: NDArray[np.int64]
    village: NDArray[np.int64]
    villages: NDArray[np.float64]
    territory: shapely.Polygon
    town: shapely.Polygon
    radius: float


def _wave(theta: NDArray[np.float64], phases: NDArray[np.float64], size: float) -> NDArray[np.float64]:
    waves: NDArray[np.float64] = 1 + size * (
        np.sin(2 * theta + phases[0]) + 0.6 * np.sin(3 * theta + phases[1]) + 0.35 * np.sin(5 * theta + phases[2])
    )
    return waves


def _polar(r: NDArray[np.float64], theta: NDArray[np.float64], phases: NDArray[np.float64]) -> NDArray[np.float64]:
    rho = r * _wave(theta, phases, 0.05)
    return np.column_stack([ORIGIN[0] + rho * np.cos(theta), ORIGIN[1] + rho * np.sin(theta)])


def _rings(needed: int, size: float) -> tuple[NDArray[np.float64], list[int]]:
    """Radii of the ring roads and the number of sectors of each ring, `needed` faces of about one size in all."""
    inner, outer = np.sqrt(size / np.pi), np.sqrt(needed * size / np.pi)
    rings = max(1, round((outer - inner) / np.sqrt(size / 1.15)))
    radii = np.linspace(inner, outer, rings + 1)
    sectors = np.diff(np.round((needed - 1) * (radii**2 - inner**2) / (outer**2 - inner**2)).astype(int))
    return radii, [max(3, int(n)) for n in sectors]


def _town_lines(radii: NDArray[np.float64], sectors: list[int], phases: NDArray[np.float64]) -> Lines:
    lines, kinds = [], []
    for r in radii:
        theta = np.linspace(0, 2 * np.pi, max(48, int(2 * np.pi * r / 28)) + 1)
        ring = _polar(np.full(len(theta), r), theta, phases)
        ring[-1] = ring[0]
        lines.append(shapely.linestrings(ring))
        kinds.append("ring")
    for k, n in enumerate(sectors):
        start = phases[3] + k * 0.7
        for theta in start + np.arange(n) * 2 * np.pi / n:
            bend = np.linspace(0, 1, 6)
            r = radii[k] + bend * (radii[k + 1] - radii[k])
            # a ring is a chain of chords: reach a little past it, so that they surely meet
            r[0], r[-1] = r[0] - PAST, r[-1] + PAST
            lines.append(shapely.linestrings(_polar(r, theta + 0.06 * np.sin(np.pi * bend) / (k + 1), phases)))
            kinds.append("radial")
    return Lines(np.array(lines, dtype=object), np.array(kinds, dtype=object), np.arange(len(lines)))


def _country_lines(
    territory: shapely.Polygon, town: shapely.Polygon, reach: float, alpha: float, rng: np.random.Generator, first: int
) -> Lines:
    n = int(reach / _PITCH) + 1
    t = np.arange(-reach, reach + 1, 40.0)
    turn = np.array([[np.cos(alpha), -np.sin(alpha)], [np.sin(alpha), np.cos(alpha)]])
    lines, kinds = [], []
    for axis in (0, 1):
        for i in range(-n, n + 1):
            across = (i + 0.5) * _PITCH + 45 * np.sin(2 * np.pi * t / rng.uniform(1500, 2600) + rng.uniform(0, 6.3))
            xy = np.column_stack([t, across] if axis else [across, t]) @ turn.T + ORIGIN
            lines.append(shapely.linestrings(xy))
            kinds.append("provincial" if i % 4 == 0 else "country")
    whole = np.array(lines, dtype=object)
    cut = shapely.intersection(shapely.difference(whole, town), territory.buffer(0.02))
    parts, source = shapely.get_parts(cut, return_index=True)
    keep = (shapely.get_type_id(parts) == 1) & (shapely.length(parts) > 150)  # noqa: PLR2004 - m; shorter is a stump
    return Lines(parts[keep], np.array(kinds, dtype=object)[source[keep]], first + source[keep])


def _estates(
    centres: NDArray[np.float64], rank: NDArray[np.int64], candidates: NDArray[np.int64], n_faces: int, n_estates: int
) -> NDArray[np.int64]:
    """Number the faces of each estate: seeds spread around the edge of town, grown to the nearest faces."""
    estate = np.full(len(centres), -1, dtype=np.int64)
    outer = candidates[np.argsort(-rank[candidates], kind="stable")][: max(n_estates * 2, len(candidates) // 2)]
    theta = np.arctan2(*(centres[outer] - ORIGIN).T[::-1])
    wanted = -np.pi / 2 + np.arange(n_estates) * 2 * np.pi / n_estates + 0.2
    share = np.diff(np.linspace(0, n_faces, n_estates + 1).astype(int))
    for number in range(n_estates):
        gap = np.abs(np.angle(np.exp(1j * (theta - wanted[number]))))
        gap[estate[outer] >= 0] = np.inf
        seed = outer[np.argmin(gap)]
        free = candidates[estate[candidates] < 0]
        near = free[np.argsort(np.hypot(*(centres[free] - centres[seed]).T), kind="stable")]
        estate[near[: max(1, share[number])]] = number
    return estate


def make_plan(
    housing: float, estate_faces: int, n_estates: int, face_size: float, country: float, rng: np.random.Generator
) -> Plan:
    """Lay out a town of rings and radials in a polder of winding country roads.

    Args:
        housing: Number of faces for housing.
        estate_faces: Number of faces for industry, over `n_estates` estates.
        n_estates: Number of estates.
        face_size: Size of a face, m².
        country: Size of the countryside, m².
        rng: Where chance comes from.

    """
    phases = rng.uniform(0, 2 * np.pi, 6)
    parks = max(1, round(0.06 * housing))
    greens = max(1, round(0.04 * housing))
    needed = round(1 + housing + parks + greens + estate_faces)
    radii, sectors = _rings(needed, face_size)
    radius = float(radii[-1])
    theta = np.linspace(0, 2 * np.pi, 361)[:-1]
    reach = max(np.sqrt(1.1 * radius**2 + country / np.pi), 1.25 * radius + 750)
    rim = reach * _wave(theta, phases[[4, 5, 0]], 0.06)
    territory = shapely.Polygon(
        np.column_stack([ORIGIN[0] + rim * np.cos(theta), ORIGIN[1] + rim * np.sin(theta)]).round(2)
    )
    streets = _town_lines(radii, sectors, phases)
    town = shapely.Polygon(shapely.get_coordinates(streets.geometry[len(radii) - 1]))
    alpha = rng.uniform(0.1, 0.5)
    roads = _country_lines(territory, town, reach * 1.2, alpha, rng, len(streets.street))
    edge = Lines(np.array([territory.exterior], dtype=object), np.array(["edge"], dtype=object), np.array([-1]))
    network = noded(joined(streets, roads, edge))
    faces = np.array(shapely.get_parts(shapely.polygonize(network.geometry)), dtype=object)
    faces = faces[shapely.area(faces) > 2_000]  # noqa: PLR2004 - m²; smaller is the sliver between two nearly parallel roads
    centres = shapely.get_coordinates(shapely.centroid(faces))
    order = np.lexsort((centres[:, 1].round(), centres[:, 0].round()))
    faces, centres = faces[order], centres[order]
    use, rank, estate = _uses(faces, centres, town, radii, greens, parks, estate_faces, n_estates, rng)
    tangent = np.arctan2(*(centres - ORIGIN).T[::-1]) + np.pi / 2
    angle = np.where(use == "centre", alpha + 0.2, tangent + rng.normal(0, 0.1, len(faces)))
    angle = np.where(estate >= 0, np.round(angle / 0.3) * 0.3, angle)
    villages = _villages(network, territory, town, max(2, round(np.sqrt(housing / 10))), rng)
    village = np.zeros(len(faces), dtype=np.int64)
    outside = rank < 0
    gap = np.hypot(*(centres[outside, None, :] - villages[None, :, :]).transpose(2, 0, 1))
    village[outside] = 1 + gap.argmin(axis=1)
    is_edge = network.kind == "edge"
    return Plan(
        network.where(~is_edge),
        network.where(is_edge),
        faces,
        use,
        angle,
        estate,
        village,
        villages,
        territory,
        town,
        radius,
    )


def _uses(
    faces: NDArray[np.object_],
    centres: NDArray[np.float64],
    town: shapely.Polygon,
    radii: NDArray[np.float64],
    greens: int,
    parks: int,
    estate_faces: int,
    n_estates: int,
    rng: np.random.Generator,
) -> tuple[NDArray[np.object_], NDArray[np.int64], NDArray[np.int64]]:
    inside = shapely.contains_properly(town.buffer(-1), shapely.points(centres))
    distance = np.hypot(*(centres - ORIGIN).T)
    rank = np.full(len(faces), -1, dtype=np.int64)
    rank[inside] = np.argsort(np.argsort(distance[inside], kind="stable"), kind="stable")
    use = np.full(len(faces), "field", dtype=object)
    use[inside] = "housing"
    use[rank == 0] = "centre"
    outer = np.flatnonzero(inside & (distance > (radii[-1] + radii[-2]) / 2 * 0.85) & (rank > 0))
    use[rng.choice(outer, min(greens, len(outer) // 3), replace=False)] = "green"
    candidates = np.flatnonzero((use == "housing") & (distance > (radii[-2] if len(radii) > 1 else 0) * 0.55))
    estate = _estates(centres, rank, candidates, estate_faces, n_estates)
    use[estate >= 0] = "estate"
    housing = np.flatnonzero((use == "housing") & (rank > 1))
    use[rng.choice(housing, min(parks, len(housing) - 1), replace=False)] = "park"
    fields = np.flatnonzero(~inside & (shapely.area(faces) > 60_000))  # noqa: PLR2004 - m²
    near = fields[np.argsort(distance[fields] - 0.8 * (centres[fields, 1] - ORIGIN[1]), kind="stable")]
    use[near[min(3, len(near) - 1)]] = "lake"
    rest = np.setdiff1d(fields, np.flatnonzero(use == "lake"))
    woods = rng.choice(rest, max(2, len(rest) // 7), replace=False)
    use[woods] = "forest"
    camps = np.setdiff1d(rest, woods)
    camps = camps[np.argsort(-centres[camps, 1], kind="stable")][: max(2, len(camps) // 2)]
    use[rng.choice(camps, max(1, len(camps) // 40), replace=False)] = "camp"
    return use, rank, estate


def _villages(
    network: Lines, territory: shapely.Polygon, town: shapely.Polygon, n: int, rng: np.random.Generator
) -> NDArray[np.float64]:
    """Choose crossings of country roads, far from the town and from one another."""
    ends = shapely.get_coordinates(
        shapely.get_point(network.geometry[np.isin(network.kind, ["country", "provincial"])], 0)
    )
    spots, count = np.unique(ends.round(2), axis=0, return_counts=True)
    points = shapely.points(spots)
    good = (count >= 2) & (shapely.distance(points, town) > 380) & (shapely.distance(points, territory.exterior) > 260)  # noqa: PLR2004 - m
    spots = spots[good if good.sum() >= n else count >= 1]
    chosen = [int(rng.integers(len(spots)))]
    while len(chosen) < min(n, len(spots)):
        gap = np.hypot(*(spots[:, None, :] - spots[chosen][None, :, :]).transpose(2, 0, 1)).min(axis=1)
        chosen.append(int(gap.argmax()))
    made: NDArray[np.float64] = spots[chosen]
    return made
