"""What stands outside the town: farms, villages, houseboats and the motorway with its ramps."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import shapely
from shapely.ops import substring

from .lines import Lines
from .plan import ORIGIN
from .rectangles import lots_frame, rectangles

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .plan import Plan

_APART = 13.0  # half the distance between the two carriageways of the motorway, m
_ERF = (66.0, 78.0)  # a farmyard: along and away from the road, m
_VILLAGE = 190.0  # a village reaches so far from its crossing, m


def motorway(plan: Plan, first: int) -> tuple[Lines, Lines]:
    """Draw the motorway south of the town and the four ramps to the road it crosses nearest to the town.

    Args:
        plan: The plan.
        first: Number of the first street.

    Returns:
        The two carriageways, cut where ramps leave or join, and the ramps.

    """
    reach = float(np.sqrt(plan.territory.area)) * 1.2
    t = np.arange(-reach, reach, 60.0)
    y = -(1.14 * plan.radius + 230) + 70 * np.sin(t / 900)
    axis = shapely.LineString(np.column_stack([ORIGIN[0] + t, ORIGIN[1] + y]))
    axis = max(shapely.get_parts(shapely.intersection(axis, plan.territory)), key=shapely.length)
    roads = plan.roads.where(np.isin(plan.roads.kind, ["country", "provincial"])).geometry
    crossing = roads[shapely.intersects(roads, axis)]
    spots = shapely.get_coordinates(shapely.intersection(crossing, axis))
    spot = shapely.Point(spots[np.hypot(*(spots - ORIGIN).T).argmin()])
    road = crossing[shapely.distance(crossing, spot).argmin()]
    ways, ramps = [], []
    station = float(axis.project(spot))
    for side in (1, -1):
        way = axis.offset_curve(side * _APART)
        marks = [max(5.0, station - 330), min(axis.length - 5, station + 330)]
        leave = [way.interpolate(way.project(axis.interpolate(m))) for m in marks]
        along = float(road.project(spot))
        ends = [road.interpolate(np.clip(along + d, 12, road.length - 12)) for d in (-75, 75)]
        end = ends[int(np.argmax([side * _side(way, p) for p in ends]))]
        ends_at = [way.project(p) for p in leave]
        ramps += [shapely.LineString([p, _bend(p, end), end]) for p in leave]
        cuts = [0.0, *sorted(ends_at), way.length]
        ways += [substring(way, a, b) for a, b in pairwise(cuts)]
    made = [np.array([shapely.set_precision(g, 0.01) for g in group], dtype=object) for group in (ways, ramps)]
    return (
        Lines(made[0], np.full(len(ways), "motorway", dtype=object), np.full(len(ways), first)),
        Lines(made[1], np.full(len(ramps), "ramp", dtype=object), np.full(len(ramps), first + 1)),
    )


def _side(line: Any, point: Any) -> float:
    """Signed distance: positive to the left."""
    s = line.project(point)
    a, b = (np.array(line.interpolate(d).coords[0]) for d in (max(0, s - 5), min(line.length, s + 5)))
    p = np.array(point.coords[0]) - (a + b) / 2
    way = b - a
    return float((way[0] * p[1] - way[1] * p[0]) / np.hypot(*way))


def _bend(a: Any, b: Any) -> tuple[float, float]:
    """Middle of a ramp, drawn a little towards its end on the road."""
    return (a.x * 0.45 + b.x * 0.55, a.y * 0.25 + b.y * 0.75)


def _along(
    roads: NDArray[np.object_], step: float, rng: np.random.Generator
) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64], NDArray[np.int64]]:
    """Stations along roads, on both sides: road, point (n, 2), direction, side."""
    fit = np.maximum(0, (shapely.length(roads) - 24) // step).astype(int)
    r = np.repeat(np.arange(len(roads)), fit)
    k = np.arange(len(r)) - np.repeat(np.cumsum(fit) - fit, fit)
    s = 12 + (k + rng.uniform(0.3, 0.7, len(r))) * step
    a, b = (shapely.get_coordinates(shapely.line_interpolate_point(roads[r], s + d)) for d in (-6, 6))
    angle = np.arctan2(*(b - a).T[::-1])
    side = np.tile([1, -1], len(r))
    return np.repeat(r, 2), np.repeat((a + b) / 2, 2, axis=0), np.repeat(angle, 2), side


def _free(geometry: NDArray[np.object_], plan: Plan, strip: Any, uses: tuple[str, ...]) -> NDArray[np.bool_]:
    """Which shapes lie whole inside one face of these uses, off the motorway and clear of earlier shapes."""
    country = np.flatnonzero(np.isin(plan.use, uses))
    core = shapely.buffer(plan.faces[country], -6.5)
    _, shape = shapely.STRtree(geometry).query(core, predicate="contains")
    free = np.zeros(len(geometry), dtype=bool)
    free[shape] = True
    free &= ~shapely.intersects(strip, geometry)
    left = np.flatnonzero(free)
    one, other = shapely.STRtree(geometry[left]).query(geometry[left], predicate="intersects")
    free[left[np.unique(np.maximum(one, other)[one != other])]] = False
    return free


def villages(plan: Plan, strip: Any, homes: int, rng: np.random.Generator) -> pd.DataFrame:
    """Build up the roads around every village crossing: houses, a church, a school and a few shops."""
    roads = plan.roads.where(np.isin(plan.roads.kind, ["country", "provincial"])).geometry
    _, spot, angle, side = _along(roads, 17.0, rng)
    gap = np.hypot(*(spot[:, None, :] - plan.villages[None, :, :]).transpose(2, 0, 1))
    near = gap.min(axis=1) < _VILLAGE
    spot, angle, side, village = spot[near], angle[near], side[near], gap[near].argmin(axis=1)
    n = len(spot)
    kind = rng.choice(["villagehouse", "shop", "school"], n, p=[0.94, 0.045, 0.015]).astype(object)
    width, depth = rng.uniform(7, 11, n), rng.uniform(8, 11, n)
    angle = angle + np.where(side > 0, 0, np.pi)
    off = 11 + depth / 2
    x, y = spot[:, 0] - off * np.sin(angle), spot[:, 1] + off * np.cos(angle)
    geometry = rectangles(x, y, width, depth, angle, np.where(rng.random(n) < 0.4, 2.5, 0.0))  # noqa: PLR2004 - share built out
    keep = np.flatnonzero(_free(shapely.buffer(geometry, 1.0), plan, strip, ("field", "forest", "camp")))
    keep = keep[:homes] if len(keep) <= homes else np.sort(rng.permutation(keep)[:homes])
    frame = lots_frame(
        n,
        kind=kind,
        face=-1,
        x=x,
        y=y,
        width=width,
        depth=depth,
        angle=angle,
        zone="",
        group=village,
        geometry=geometry,
    )
    return frame.iloc[keep].reset_index(drop=True)


def farms(
    plan: Plan, strip: Any, built: NDArray[np.object_], n_farms: int, rng: np.random.Generator
) -> tuple[pd.DataFrame, NDArray[np.object_]]:
    """Choose the farmyards along the country roads, some at the end of a track.

    Returns:
        One row per farm: x, y (where the yard begins), angle, yard (polygon), deep (m from the road); and the
        tracks, (f,) lines or None.

    """
    country = np.isin(plan.roads.kind, ["country", "provincial"])
    roads = plan.roads.geometry[country]
    _, spot, angle, side = _along(roads, 82.0, rng)
    n = len(spot)
    deep = np.where(rng.random(n) < 0.3, rng.uniform(50, 190, n), 9.0)  # noqa: PLR2004 - share that lies off the road
    angle = angle + np.where(side > 0, 0, np.pi)
    off = deep + _ERF[1] / 2
    x, y = spot[:, 0] - off * np.sin(angle), spot[:, 1] + off * np.cos(angle)
    yard = rectangles(x, y, np.full(n, _ERF[0]), np.full(n, _ERF[1]), angle)
    far = np.hypot(*(spot[:, None, :] - plan.villages[None, :, :]).transpose(2, 0, 1)).min(axis=1) > _VILLAGE + 90
    begin = spot + 11 * np.column_stack([-np.sin(angle), np.cos(angle)])
    lanes = shapely.linestrings(np.stack([begin, np.column_stack([x, y])], axis=1))
    order = rng.permutation(np.flatnonzero(far & ~_near(yard, built, 45)))
    free = order[_free(shapely.union(yard[order], shapely.buffer(lanes[order], 3)), plan, strip, ("field",))]
    chosen = np.sort(free[:n_farms])
    front = np.column_stack([x + _ERF[1] / 2 * np.sin(angle), y - _ERF[1] / 2 * np.cos(angle)])
    tracks = np.full(len(chosen), None, dtype=object)
    is_deep = deep[chosen] > 9.0  # noqa: PLR2004 - the yard lies on the road
    ends = np.stack([spot[chosen], front[chosen]], axis=1)[is_deep]
    tracks[is_deep] = shapely.linestrings(ends)
    frame = pd.DataFrame(
        {
            "x": front[chosen, 0],
            "y": front[chosen, 1],
            "angle": angle[chosen],
            "yard": yard[chosen],
            "deep": deep[chosen],
        }
    )
    return frame, tracks


def _near(geometry: NDArray[np.object_], built: NDArray[np.object_], distance: float) -> NDArray[np.bool_]:
    near = np.zeros(len(geometry), dtype=bool)
    if len(built):
        near[np.unique(shapely.STRtree(built).query(geometry, predicate="dwithin", distance=distance)[0])] = True
    return near


def farm_buildings(sites: pd.DataFrame, big: NDArray[np.float64], rng: np.random.Generator) -> pd.DataFrame:
    """Put a house in front and barns behind it on every farmyard.

    Args:
        sites: As `farms` gave them.
        big: (f,) normal scores; higher is bigger barns.
        rng: Where chance comes from.

    """
    n = len(sites)
    width, depth = rng.uniform(9, 13, n), rng.uniform(9, 12, n)
    front, aside = rng.uniform(5, 8, n), rng.uniform(-12, 12, n)
    parts = [pd.DataFrame({"f": np.arange(n), "u": aside, "v": front + depth / 2, "w": width, "d": depth})]
    size = np.exp(0.16 * big)
    barns = rng.integers(2, 5, n)
    for k, (column, row) in enumerate(((-1, 0), (1, 0), (-1, 1), (1, 1))):
        barn = np.flatnonzero(barns > k)
        m = len(barn)
        width = np.clip(rng.uniform(11, 22, m) * size[barn], 8, 29)
        depth = np.clip(rng.uniform(13, 19, m) * size[barn], 10, 23)
        across, away = column * (3 + width / 2), 23.5 + row * 26 + depth / 2
        parts.append(pd.DataFrame({"f": barn, "u": across, "v": away, "w": width, "d": depth}))
    kinds = np.repeat(np.array(["farmhouse", "barn"], dtype=object), [n, sum(map(len, parts[1:]))])
    f, u, v, w, d = (pd.concat(parts)[name].to_numpy() for name in ("f", "u", "v", "w", "d"))
    angle = sites["angle"].to_numpy()[f]
    x = sites["x"].to_numpy()[f] + u * np.cos(angle) - v * np.sin(angle)
    y = sites["y"].to_numpy()[f] + u * np.sin(angle) + v * np.cos(angle)
    zone = "farm-" + f.astype(str).astype(object)
    return lots_frame(
        len(f),
        kind=kinds,
        face=-1,
        x=x,
        y=y,
        width=w,
        depth=d,
        angle=angle,
        zone=zone,
        group=f,
        geometry=rectangles(x, y, w, d, angle),
    )


def houseboats(plan: Plan, n: int, rng: np.random.Generator) -> NDArray[np.object_]:
    """Moor houseboats along the shore of the lake: outlines of their places."""
    lake = plan.faces[plan.use == "lake"][0]
    shore = shapely.buffer(lake, -16).exterior
    fit = max(1, min(n, int(shore.length // 22)))
    s = (np.arange(fit) + 0.5) * 22
    a, b = (shapely.get_coordinates(shapely.line_interpolate_point(shore, s + d)) for d in (-2, 2))
    angle = np.arctan2(*(b - a).T[::-1])
    middle = (a + b) / 2
    length, width = rng.uniform(13, 18, fit), rng.uniform(4, 5.5, fit)
    return rectangles(middle[:, 0], middle[:, 1], length, width, angle)
