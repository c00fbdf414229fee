"""Maps made from the past, held against the period that followed, again and again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_matrix

from ...safeguards.messages import note, refused, warn
from ...safeguards.watch import Watch
from ..period import Period, share_within
from .accuracy import found, most
from .rankings import SCORES, Past, counted, spread

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from ...safeguards.messages import Message
    from ..events import Events
    from ..grid import Grid

    Numbers = NDArray[np.float64]

LEAST_WINDOWS = 3
MOST_COUNTS = 20_000_000  # cells times windows
DRAWS = 999
_DAY = 86_400


@dataclass(frozen=True)
class Window:
    """A past from which a map is made, and the period in which it is tried; one ends where the other begins."""

    past: Period
    trial: Period


@dataclass(frozen=True)
class Plan:
    """How maps are made and tried.

    Attributes:
        train_days: Length of the past.
        test_days: Length of the period after it, and the step from one to the next.
        radius: Of the kernel density, metres.
        shares: (k,) parts of the whole cost at which maps are compared, rising.
        curve: (m,) parts between them, for a chart.
        seed: Of maps made at random.

    """

    train_days: int
    test_days: int
    radius: float
    shares: Numbers
    curve: Numbers
    seed: int


@dataclass(frozen=True, eq=False)
class Ground:
    """The cells, what each costs to cover (area or street metres; 0 takes no part) and what is exposed in it."""

    grid: Grid
    cost: Numbers
    exposure: Numbers


@dataclass(frozen=True, eq=False)
class Trial:
    """What the maps found, per window (w) and share (k).

    Attributes:
        windows: Oldest first.
        shares: (k,) as asked.
        found: (w, k) incidents of the period in the map, by the way it was made.
        before: (w, k) incidents of the past in the same map.
        curve: (m,) as asked.
        curves: (m,) incidents found over all windows at each part of `curve`, by the way the map was made.
        best: (w, k) the most that could have been found.
        total: (w,) incidents of the period.
        total_before: (w,) incidents of the past.
        by_chance: (draws, w, k) what maps made at random found; each map serves all windows.
        scores: (n,) of each way for the last window; NaN in cells that take no part.
        last: (n,) incidents of the last period per cell.
        cost: (n,) what each cell costs.
        places: Cells that bear incidents in the periods the maps are tried on.

    """

    windows: tuple[Window, ...]
    shares: Numbers
    found: Mapping[str, Numbers]
    before: Mapping[str, Numbers]
    curve: Numbers
    curves: Mapping[str, Numbers]
    best: Numbers
    total: Numbers
    total_before: Numbers
    by_chance: Numbers
    scores: Mapping[str, Numbers]
    last: Numbers
    cost: Numbers
    places: int


def windows(period: Period, train_days: int, test_days: int) -> tuple[Window, ...]:
    """Lay as many windows in a period as fit, the last one up to its end.

    Raises:
        RefusedError: Under 3 fit.

    """
    days = period.days
    n = int((days - train_days) // test_days)
    if n < LEAST_WINDOWS:
        raise refused(
            "accuracy_too_few_windows",
            days=int(days),
            train=train_days,
            test=test_days,
            n=max(n, 0),
            least=LEAST_WINDOWS,
            needed=train_days + LEAST_WINDOWS * test_days,
        )
    step, past = np.timedelta64(test_days * _DAY, "s"), np.timedelta64(train_days * _DAY, "s")
    starts = [period.end - step * (n - number) for number in range(n)]
    return tuple(Window(Period(start - past, start), Period(start, start + step)) for start in starts)


def known(events: Events, period: Period) -> Numbers:
    """Give what each incident counts for in a period for who looks back at its end.

    An incident whose window runs on after that moment could not have been known, and counts for nothing.
    """
    return np.where(events.end <= period.end, share_within(events.begin, events.end, period), 0.0)


def try_maps(events: Events, ground: Ground, plan: Plan, watch: Watch | None = None) -> tuple[Trial, list[Message]]:
    """Make maps in every way from each past, and count what they found in the period after it.

    Nothing of the period after it enters a map.

    Args:
        events: With moments and a period.
        ground: Where maps are made.
        plan: How.
        watch: Told of progress, asked for cancel.

    Raises:
        RefusedError: Too few windows fit, nothing to find, or too large a job.

    """
    watch = watch or Watch()
    if events.period is None:
        raise refused("accuracy_undated")
    laid = windows(events.period, plan.train_days, plan.test_days)
    grid, part = ground.grid, ground.cost > 0
    if len(laid) * len(grid) > MOST_COUNTS:
        raise refused("accuracy_too_large", cells=len(grid), windows=len(laid), most=MOST_COUNTS)
    cell = grid.cell_of(events.points)
    kernel = spread(grid, events.points, plan.radius, watch.part(0, 0.2))
    after = np.stack([counted(grid, cell, share_within(events.begin, events.end, each.trial)) for each in laid])
    if not after[:, part].any():
        raise refused("accuracy_nothing_after", n=len(events))
    cost, at = ground.cost[part], np.concatenate([plan.shares, plan.curve])
    held: dict[str, list[Numbers]] = {name: [] for name in SCORES}
    scores: dict[str, Numbers] = {}
    earlier = np.zeros(len(laid))
    for number, window in enumerate(laid):
        watch.at(0.2 + 0.5 * number / len(laid))
        past = look_back(events, ground, window, cell, kernel)
        earlier[number] = past.counts[part].sum()
        both = np.stack([after[number], past.counts], axis=1)[part]
        for name, score in SCORES.items():
            scores[name] = np.where(part, score(past, grid), np.nan)
            held[name].append(found(scores[name][part], cost, both, at))
    every, k = {name: np.stack(rows) for name, rows in held.items()}, len(plan.shares)
    chance = by_chance(cost, after[:, part], plan, watch.part(0.7, 1))
    trial = Trial(
        windows=laid,
        shares=plan.shares,
        found={name: each[:, :k, 0] for name, each in every.items()},
        before={name: each[:, :k, 1] for name, each in every.items()},
        curve=plan.curve,
        curves={name: each[:, k:, 0].sum(axis=0) for name, each in every.items()},
        best=np.stack([most(cost, row, plan.shares) for row in after[:, part]]),
        total=after[:, part].sum(axis=1),
        total_before=earlier,
        by_chance=chance,
        scores=scores,
        last=after[-1],
        cost=ground.cost,
        places=int(after[:, part].any(axis=0).sum()),
    )
    return trial, [*_told(events, cell, laid), *_without_cost(after, part)]


def look_back(events: Events, ground: Ground, window: Window, cell: NDArray[np.int64], kernel: csr_matrix) -> Past:
    """Count what was known when the map of a window was made.

    Args:
        events: All incidents.
        ground: Where maps are made.
        window: Its past is looked at.
        cell: (e,) cell of each incident.
        kernel: (n, e) as `rankings.spread` gives it.

    """
    weights = known(events, window.past)
    short = Period(window.past.end - (window.trial.end - window.trial.start), window.past.end)
    return Past(
        counts=counted(ground.grid, cell, weights),
        last=counted(ground.grid, cell, known(events, short)),
        density=kernel @ weights,
        exposure=ground.exposure,
    )


def by_chance(cost: Numbers, after: Numbers, plan: Plan, watch: Watch) -> Numbers:
    """Let maps made at random find what they find.

    A map is an order of the cells by chance that serves all windows, as places that stay hot make luck stay too.

    Args:
        cost: (n,) of each cell.
        after: (w, n) incidents per window and cell.
        plan: Shares and seed.
        watch: Asked for cancel.

    Returns:
        (draws, w, k) incidents found.

    """
    rng = np.random.default_rng(plan.seed)
    some = np.flatnonzero(after.any(axis=0))
    there = csr_matrix(after[:, some])
    budget = plan.shares * cost.sum()
    before = np.empty(len(cost))
    drawn = np.empty((DRAWS, len(after), len(budget)))
    for draw in range(DRAWS):
        watch.at(draw / DRAWS)
        order = rng.permutation(len(cost))
        before[order] = np.cumsum(cost[order]) - cost[order]
        part = np.clip((budget - before[some, None]) / cost[some, None], 0, 1)
        drawn[draw] = there @ part
    return drawn


def _told(events: Events, cell: NDArray[np.int64], laid: tuple[Window, ...]) -> list[Message]:
    first, last = laid[0], laid[-1]
    messages = [
        note(
            "accuracy_windows",
            n=len(laid),
            train=int(first.past.days),
            test=int(first.trial.days),
            first=_day(first.trial.start),
            last=_day(last.trial.end - np.timedelta64(1, "s")),
        )
    ]
    if n := int((cell < 0).sum()):
        messages.append(note("hotspots_points_outside", n=n, total=len(events)))
    moments = np.array([each.past.end for each in laid])
    following = np.append(moments, np.datetime64("9999-12-31", "s"))[np.searchsorted(moments, events.begin, "right")]
    if n := int((events.end > following).sum()):
        messages.append(note("accuracy_not_yet_known", n=n, total=len(events)))
    return messages


def _without_cost(after: Numbers, part: NDArray[np.bool_]) -> list[Message]:
    if part.all():
        return []
    missed = float(np.round(after[:, ~part].sum(), 1))
    return [warn("accuracy_cells_without_street", n=int((~part).sum()), total=len(part), missed=missed)]


def _day(moment: np.datetime64) -> str:
    return f"{moment.astype('datetime64[D]').item():%d-%m-%Y}"
