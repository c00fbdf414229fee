"""Emerging hot spots: which concentrations are new, grow, last or fade."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd

from ...registers.tables import RD_NEW
from ...safeguards.messages import note, refused, warn
from ...safeguards.watch import Watch
from ..grid import square_grid
from ..period import Period, share_within
from ..places.one_address import MOST, largest_piles
from ..shared import INTERNAL, SHARED, SMALL, in_shared, refuse_unknown_mode, spread_in, taken_together
from .cube import LEVELS, check_size, clusters, count_cube, in_grains, rates
from .emerging_classes import NO_PATTERN, Pattern, classify_each_step
from .mann_kendall import mann_kendall
from .steps import AUTOMATIC, FEWEST_STEPS, cut_steps

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely import MultiPolygon, Polygon

    from ...safeguards.messages import Message
    from ..events import Events
    from ..grid import Grid
    from .cube import Clusters
    from .mann_kendall import Trend
    from .steps import Steps

MOST_ROWS = 1_000_000
_ROUND_TO, _SMALLEST, _LARGEST = 25.0, 50.0, 1000.0  # metres
_FEW = 1.0  # incidents expected in a neighbourhood, under which little can be told from chance
_HALF = 0.5


@dataclass(frozen=True)
class Settings:
    """What the user may choose.

    Attributes:
        size: Side of a cell in metres; None takes sqrt(2 x area / incidents).
        step: One of `steps.UNITS`.
        step_days: Length of a step where its unit is days.
        band: Reach of a neighbourhood in metres; None is the eight cells around.
        neighbour_steps: Steps before its own that belong to it.
        window: What a neighbourhood is compared with, one of `cube.WINDOWS`.
        alpha: One of `cube.LEVELS`: false discovery rate of hot and cold steps, and p of trends.
        with_cube: Whether the rows per cell and step are asked for.
        mode: A name of `shared.MODES`: who will see the cells.

    """

    size: float | None = None
    step: str = AUTOMATIC
    step_days: int | None = None
    band: float | None = None
    neighbour_steps: int = 1
    window: str = "cube"
    alpha: float = 0.05
    with_cube: bool = True
    mode: str = INTERNAL


@dataclass(frozen=True, eq=False)
class Emerging:
    """What was found.

    Attributes:
        cells: One row per cell with incidents: `cell`, `class` (a `Pattern`, its negative for cold, or 0),
            `hot_steps`, `cold_steps`, `trend_z`, `trend_p`, `trend_bin` (-3 to 3), `count`, `last_count`, `last_z`,
            `last_bin`, and the square.
        cube: One row per such cell and step: `cell`, `step` from 1, `step_begin`, `step_end` (not in the step),
            `count`, `z`, `bin` (-3 to 3), `class` as it stood then (missing in the first three steps), and the square;
            None where it was not asked for. In the mode shared `cells` holds `cell`, `class` and square of hot ones.
        steps: The steps.

    """

    cells: gpd.GeoDataFrame
    cube: gpd.GeoDataFrame | None
    steps: Steps


def emerging_hotspots(
    events: Events, territory: Polygon | MultiPolygon, settings: Settings, watch: Watch | None = None
) -> tuple[Emerging, list[Message]]:
    """Count incidents per cell and step, find where and when they lie together, and name each cell's pattern.

    All cells of the territory count in mean, spread and number of tests; a pattern is named only where at least one
    incident was.

    Args:
        events: With dates.
        territory: Cells whose centre lies in it take part.
        settings: As chosen.
        watch: Told of progress, asked for cancel.

    Raises:
        RefusedError: No incident in the territory, fewer than four steps, a cube or layer that is too large, or a cube
            that would be shared.

    """
    watch = watch or Watch()
    refuse_unknown_mode(settings.mode)
    if settings.mode == SHARED and settings.with_cube:
        raise refused("shared_no_cube")
    if events.period is None:
        raise refused("emerging_undated")
    steps, messages = cut_steps(events.period, settings.step, settings.step_days)
    size, told = _size(settings.size, territory, len(events))
    messages += told
    check_size(int(territory.area / size**2), len(steps))
    grid = square_grid(territory, size)
    watch.at(0.05)
    counts = count_cube(events, grid, steps, watch.part(0.05, 0.3))
    messages += _placed(events, grid, steps, counts)
    if settings.mode == SHARED:
        counts = _in_blocks(counts, grid)
    filled = np.flatnonzero(counts.sum(axis=0) > 0)
    if settings.with_cube and len(filled) * len(steps) > MOST_ROWS:
        raise refused("emerging_layer_too_large", rows=len(filled) * len(steps), most=MOST_ROWS)
    found = clusters(
        rates(counts, steps.lengths),
        grid,
        band=settings.band,
        neighbour_steps=settings.neighbour_steps,
        window=settings.window,
        watch=watch.part(0.3, 0.7),
    )
    z, bins, counts = found.z[:, filled].T, found.bin[:, filled].T, counts[:, filled].T
    trend = mann_kendall(z, overlap=settings.neighbour_steps)
    watch.at(0.8)
    level = 1 + LEVELS.index(settings.alpha)
    significance = np.where(np.abs(bins) >= level, np.sign(bins), 0).astype(np.int8)
    patterns = classify_each_step(significance, trend.z, trend.p, alpha=settings.alpha)
    watch.at(0.9)
    boxes = grid.boxes()[filled]
    if settings.mode == SHARED:
        shown = (patterns[:, -1] > 0) & ~_by_one_place(events, grid)[filled]
        kept = {"cell": filled[shown] + 1, "class": patterns[shown, -1].astype(np.int64)}
        more = [
            note("shared_emerging", n=int(shown.sum()), cells=len(grid), small=SMALL),
            warn("shared_addresses_unknown", small=SMALL),
            warn("emerging_concentration"),
        ]
        watch.at(1)
        few = gpd.GeoDataFrame(kept, geometry=boxes[shown], crs=RD_NEW)
        return Emerging(few, None, steps), [*in_shared(messages), *more]
    cells = _cells(filled, boxes, patterns, significance, trend, counts, z, bins)
    cube = _cube(filled, boxes, steps, counts, z, bins, patterns) if settings.with_cube else None
    messages += [*_dense(found, counts, steps), *_one_place(events, grid, steps, counts, filled, significance[:, -1])]
    messages += _summary(patterns[:, -1], len(grid), settings)
    watch.at(1)
    return Emerging(cells, cube, steps), messages


def _in_blocks(counts: NDArray[np.float64], grid: Grid) -> NDArray[np.float64]:
    """Spread counts over blocks of cells and steps that together hold no or at least five incidents."""
    if counts.sum() < SMALL:
        raise refused("shared_too_few", small=SMALL)
    step, cell = (at.ravel() for at in np.indices(counts.shape))
    where = np.column_stack([grid.centres()[cell] / grid.size, step])
    flat = counts.ravel()
    spread = spread_in(taken_together(flat, where), flat, np.ones(len(flat)))
    return in_grains(spread.reshape(counts.shape))


def _by_one_place(events: Events, grid: Grid) -> NDArray[np.bool_]:
    """Tell of which cells one coordinate accounts for more than half of what they hold with their neighbours."""
    cell = grid.cell_of(events.points)
    most = grid.window_max(largest_piles(events.points, events.counted, cell, len(grid)))
    held = grid.window_sums(grid.count(events.points, events.counted)[0])
    return np.asarray(most > MOST * held, dtype=np.bool_)


def _size(size: float | None, territory: Polygon | MultiPolygon, n: int) -> tuple[float, list[Message]]:
    """Give the side of a cell: as chosen, or such that a cell would hold two incidents were all spread evenly."""
    if size is not None:
        return size, []
    wanted = _ROUND_TO * round(np.sqrt(2 * territory.area / n) / _ROUND_TO)
    chosen = float(np.clip(wanted, _SMALLEST, _LARGEST))
    return chosen, [note("emerging_size_automatic", size=chosen, area=round(territory.area / 1e6, 1), n=n)]


def _placed(events: Events, grid: Grid, steps: Steps, counts: NDArray[np.float64]) -> list[Message]:
    """Say what lies outside the territory or before the first whole step."""
    outside = int((grid.cell_of(events.points) < 0).sum())
    if outside == len(events):
        raise refused("emerging_none_in_area", n=outside)
    messages = [note("hotspots_points_outside", n=outside, total=len(events))] if outside else []
    if not counts.any():
        raise refused("emerging_none_in_steps", n=len(events) - outside)
    start = events.period.start if events.period else steps.edges[0]
    if start < steps.edges[0]:
        before = (events.begin < steps.edges[0]) & (events.end <= steps.edges[0])
        messages.append(
            note(
                "emerging_begin_dropped",
                days=int((steps.edges[0] - start) / np.timedelta64(1, "D")),
                first=f"{steps.edges[0].astype('datetime64[D]').item():%d-%m-%Y}",
                n=int(before.sum()),
            )
        )
    return messages


def _cells(
    filled: NDArray[np.int64],
    boxes: NDArray[np.object_],
    patterns: NDArray[np.int8],
    significance: NDArray[np.int8],
    trend: Trend,
    counts: NDArray[np.float64],
    z: NDArray[np.float64],
    bins: NDArray[np.int8],
) -> gpd.GeoDataFrame:
    trend_p, trend_z = trend.p[:, -1], trend.z[:, -1]
    return gpd.GeoDataFrame(
        {
            "cell": filled + 1,
            "class": patterns[:, -1].astype(np.int64),
            "hot_steps": (significance > 0).sum(axis=1),
            "cold_steps": (significance < 0).sum(axis=1),
            "trend_z": trend_z,
            "trend_p": trend_p,
            "trend_bin": np.sign(trend_z).astype(np.int64)
            * sum((trend_p <= level).astype(np.int64) for level in LEVELS),
            "count": counts.sum(axis=1),
            "last_count": counts[:, -1],
            "last_z": z[:, -1],
            "last_bin": bins[:, -1].astype(np.int64),
        },
        geometry=boxes,
        crs=RD_NEW,
    )


def _cube(
    filled: NDArray[np.int64],
    boxes: NDArray[np.object_],
    steps: Steps,
    counts: NDArray[np.float64],
    z: NDArray[np.float64],
    bins: NDArray[np.int8],
    patterns: NDArray[np.int8],
) -> gpd.GeoDataFrame:
    """Lay the cube out in rows, step after step."""
    cells, k = len(filled), len(steps)
    number = np.repeat(np.arange(1, k + 1), cells)
    early = number < FEWEST_STEPS
    return gpd.GeoDataFrame(
        {
            "cell": np.tile(filled + 1, k),
            "step": number,
            "step_begin": np.repeat(steps.edges[:-1], cells),
            "step_end": np.repeat(steps.edges[1:], cells),
            "count": counts.T.ravel(),
            "z": z.T.ravel(),
            "bin": bins.T.ravel().astype(np.int64),
            "class": pd.arrays.IntegerArray(patterns.T.ravel().astype(np.int64), early),
        },
        geometry=np.tile(boxes, k),
        crs=RD_NEW,
    )


def _dense(found: Clusters, counts: NDArray[np.float64], steps: Steps) -> list[Message]:
    """Say on how many incidents each step and each neighbourhood stands."""
    per_step = counts.sum(axis=0)
    expected = float(found.expected[-1])
    told = {
        "mean": round(float(per_step.mean()), 1),
        "fewest": round(float(per_step.min()), 1),
        "most": round(float(per_step.max()), 1),
        "steps": len(steps),
        "expected": round(expected, 2),
    }
    messages = [note("emerging_dense", **told)]
    if expected < _FEW:
        messages.append(warn("emerging_sparse", expected=round(expected, 2)))
    return messages


def _one_place(
    events: Events,
    grid: Grid,
    steps: Steps,
    counts: NDArray[np.float64],
    filled: NDArray[np.int64],
    last: NDArray[np.int8],
) -> list[Message]:
    """Say so where one place alone makes its surroundings hot."""
    places, which = np.unique(np.round(events.points), axis=0, return_inverse=True)
    whole = Period(steps.edges[0], steps.edges[-1])
    within = events.weight * share_within(events.begin, events.end, whole)
    borne = np.bincount(which.ravel(), weights=within)
    most = int(borne.argmax())
    cell = int(grid.cell_of(places[most][None])[0])
    if cell < 0:
        return []
    around = np.zeros(len(grid))
    around[cell] = 1
    near = grid.window_sums(around)[filled] > 0
    hot = near & (last > 0)
    total = float(counts[near].sum())
    if not hot.any() or borne[most] < _HALF * total:
        return []
    x, y = (float(part) for part in places[most])
    return [
        warn(
            "emerging_one_place", cells=int(hot.sum()), n=round(float(borne[most]), 1), total=round(total, 1), x=x, y=y
        )
    ]


def _summary(patterns: NDArray[np.int8], cells: int, settings: Settings) -> list[Message]:
    told = {pattern.name.lower(): int((patterns == pattern).sum()) for pattern in Pattern}
    messages = [
        note(
            "emerging_found",
            n=len(patterns),
            cells=cells,
            hot=int((patterns > 0).sum()),
            cold=int((patterns < 0).sum()),
            none=int((patterns == NO_PATTERN).sum()),
            alpha=settings.alpha,
            **told,
        )
    ]
    if settings.neighbour_steps:
        messages.append(note("emerging_trend_corrected", steps=settings.neighbour_steps))
    return [*messages, warn("emerging_concentration")]
