"""Our own search: strings of neighbouring visits are taken out and put back where they cost least, by insertion.

That moves visits within and between routes (Or-opt, exchange) and finds room for what was left out; whatever is better
than all before is shortened by 2-opt.

After J. Christiaens and G. Vanden Berghe, "Slack Induction by String Removals for Vehicle Routing Problems",
Transportation Science 54 (2020). Nothing that does not fit is ever put in, so every plan on the way can be driven.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import exp, inf, log
from time import monotonic
from typing import TYPE_CHECKING

import numpy as np

from .places import Places
from .turning import turned
from .worth import Worth, minutes_of, together

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from ..route_times import Times

_STRING = 25  # longest string of visits taken out
_REMOVED = 25  # visits taken out at a time, on average
_SPLIT = 0.5  # share of the strings that keep some of their visits
_KEPT = 0.5  # chance that one more visit is kept
_BY_PRIORITY = 0.6  # chance that stops are put back by priority, half of it by priority a minute
_VISIT = 10.0  # minutes that a visit takes on top of its service, about
_EVEN = 0.1  # chance that those who have much to do are passed over
_BLINK = 0.01  # chance that a place is not looked at
_NEIGHBOURS = 100  # nearest stops that are looked at around a removed one
_FILLED = 400  # stops among which the first plan chooses
_TRIED = 12  # stops without a visit that a round tries to find room for
_HOT, _COLD = 0.3, 0.01  # of a mean leg, what a worse plan may cost at the begin and the end
# What a stop of mean priority may cost in minutes, at the begin and the end: at first about what a visit takes, so that
# a little priority is given up where much time is won that others fit into.
_CHEAP, _DEAR = 30.0, 300.0
_DRAWS = 4096


@dataclass
class Found:
    """The best plan of a search, and how it ended."""

    routes: list[list[int]]
    worth: Worth
    rounds: int = 0
    cut_short: bool = False
    out_of_time: bool = False


@dataclass
class _State:
    places: Places
    absent: list[int]
    minutes: list[float]
    worth: Worth = field(default=Worth(0, 0.0, inf))


class _Chance:
    """Numbers between 0 and 1, drawn many at a time."""

    def __init__(self, seed: int) -> None:
        self._from = np.random.default_rng(seed)
        self._drawn: Iterator[float] = iter(())

    def __call__(self) -> float:
        for one in self._drawn:
            return one
        self._drawn = iter(self._from.random(_DRAWS).tolist())
        return next(self._drawn)

    def below(self, n: int) -> int:
        return int(self() * n)


def search(
    times: Times,
    *,
    start: list[list[int]],
    seed: int,
    rounds: int,
    seconds: float,
    cancelled: Callable[[], bool],
    told: Callable[[float], None],
) -> Found:
    """Look for the best plan.

    Args:
        times: What is planned.
        start: Routes to begin with, one a team, that can be driven; stops that are in none are put in where they fit.
        seed: Of the draws; the same seed gives the same plan, unless the time ran out.
        rounds: How often visits are taken out and put back.
        seconds: After which it ends in any case, above 0.
        cancelled: Whether to stop now, with the best plan so far.
        told: Told the fraction done.

    """
    chance = _Chance(seed)
    begun, done = monotonic(), 0.0
    state = _begun(times, start)
    near = _nearest(times)
    key = _sorting(times)
    _fill(state)
    _put_back(state, state.absent, key, chance, blink=False)
    _measure(times, state, range(len(state.minutes)))
    _turn(times, state)
    best = Found(list(state.places.routes), state.worth)
    leg, mean = _mean_leg(times), _mean_priority(times)
    for number in range(rounds):
        if number % 16 == 0:
            passed = (monotonic() - begun) / seconds
            # Where the rounds are done before the time is, as they should be, the clock decides nothing.
            done = max(number / rounds, passed)
            told(min(done, 1.0))
            best.cut_short, best.out_of_time = cancelled(), passed > 1
            if best.cut_short or best.out_of_time:
                break
        before = state.places.laid(), list(state.absent), list(state.minutes), state.worth
        around = near[chance.below(len(near))]
        tried = _without_visit(state, around, chance)
        tried += _take_out(state, around, chance)
        _put_back(state, tried, key, chance, blink=True)
        _measure(times, state, _changed(state.places.routes, before[0].routes))
        heat = leg * _HOT * (_COLD / _HOT) ** done
        price = _CHEAP * (_DEAR / _CHEAP) ** done / mean
        if not _accepted(state.worth, before[3], heat, price, chance()):
            state.places.put_back(before[0])
            state.absent, state.minutes, state.worth = before[1:]
        elif state.worth < best.worth:
            _turn(times, state)
            best.routes, best.worth = list(state.places.routes), state.worth
        best.rounds = number + 1
    return best


def _begun(times: Times, start: list[list[int]]) -> _State:
    places = Places(times)
    for team, route in enumerate(start):
        places.replace(team, list(route))
    served = {stop for route in start for stop in route}
    return _State(places, [stop for stop in range(len(times.day.stops)) if stop not in served], [0.0] * len(start))


def _accepted(new: Worth, old: Worth, heat: float, price: float, drawn: float) -> bool:
    if new.mandatory != old.mandatory:
        return new.mandatory < old.mandatory
    worse = new.minutes - old.minutes + price * (new.missed - old.missed)
    return worse < -heat * log(max(drawn, exp(-50)))


def _measure(times: Times, state: _State, teams: list[int] | range) -> None:
    """Take over what changed routes are worth."""
    for team in teams:
        state.minutes[team] = minutes_of(times, team, state.places.routes[team])
    stops = times.day.stops
    state.worth = Worth(
        int(stops.mandatory[state.absent].sum()),
        round(float(stops.priority[state.absent].sum()), 6),
        together(state.minutes, balance=times.day.balance),
    )


def _turn(times: Times, state: _State) -> None:
    """Shorten every route by turning parts of it."""
    better = [turned(times, team, route) for team, route in enumerate(state.places.routes)]
    changed = _changed(better, state.places.routes)
    for team in changed:
        state.places.replace(team, better[team])
    if changed:
        _measure(times, state, changed)


def _changed(routes: list[list[int]], before: list[list[int]]) -> list[int]:
    return [team for team, route in enumerate(routes) if route != before[team]]


def _mean_leg(times: Times) -> float:
    minutes = times.day.minutes
    finite = minutes[np.isfinite(minutes) & (minutes > 0)]
    return float(np.sort(finite)[: max(len(finite) // 4, 1)].mean()) if len(finite) else 1.0


def _mean_priority(times: Times) -> float:
    priority = times.day.stops.priority
    return max(float(priority.mean()), 1e-9) if len(priority) else 1.0


def _nearest(times: Times) -> list[list[int]]:
    """Give for each stop the stops around it, itself first, at most 100."""
    n = len(times.day.stops)
    both = times.day.minutes[:n, :n] + times.day.minutes[:n, :n].T
    np.fill_diagonal(both, -1)
    near: list[list[int]] = np.argsort(both, axis=1, kind="stable")[:, :_NEIGHBOURS].tolist()
    return near


def _sorting(times: Times) -> list[tuple[float, NDArray[np.float64] | None]]:
    """Give the orders in which stops are put back, with the chance of each; None is a random order."""
    day = times.day
    n = len(day.stops)
    depots = sorted({team.start for team in day.teams})
    away = day.minutes[depots, :n].min(axis=0) if depots else np.zeros(n)
    width = (day.stops.closes - day.stops.opens).max(axis=1)
    until = day.stops.closes.max(axis=1)
    return [(0.35, None), (0.15, -day.stops.load), (0.15, -away), (0.1, away), (0.15, width), (0.1, until)]


def _without_visit(state: _State, around: list[int], chance: _Chance) -> list[int]:
    """Choose stops without a visit: all mandatory ones, and of many others some that lie where room is made."""
    if len(state.absent) <= _TRIED:
        return list(state.absent)
    absent, mandatory = set(state.absent), state.places.times.day.stops.mandatory
    tried = [stop for stop in around if stop in absent]
    while len(tried) > _TRIED:
        tried.pop(chance.below(len(tried)))
    held = set(tried)
    return tried + [stop for stop in state.absent if mandatory[stop] and stop not in held]


def _take_out(state: _State, around: list[int], chance: _Chance) -> list[int]:
    """Take strings of visits out of routes that lie together."""
    places = state.places
    taken: list[int] = []
    routes = [route for route in places.routes if route]
    if not routes:
        return taken
    team_of = places.team.tolist()
    longest = min(_STRING, sum(map(len, routes)) / len(routes))
    strings = int(chance() * (4 * _REMOVED / (1 + longest) - 1)) + 1
    touched: set[int] = set()
    # A stop that is not visited draws room around itself as well.
    for stop in around:
        team = team_of[stop]
        if team < 0 or team in touched:
            continue
        if len(touched) >= strings:
            break
        route = places.routes[team]
        length = int(chance() * min(len(route), longest)) + 1
        gone = _string(route, route.index(stop), min(length, len(route)), chance)
        places.replace(team, [other for other in route if other not in gone])
        taken += [other for other in route if other in gone]
        touched.add(team)
    state.absent += taken
    return taken


def _string(route: list[int], at: int, length: int, chance: _Chance) -> set[int]:
    """Choose a string of visits around one, or a longer one of which the middle stays."""
    kept = 0
    if length > 1 and chance() < _SPLIT:
        while length + kept < len(route) and chance() < _KEPT:
            kept += 1
    whole = length + kept
    first = max(0, at - chance.below(whole))
    first = min(first, len(route) - whole)
    taken = route[first : first + whole]
    if kept:
        from_here = 1 + chance.below(length - 1)
        taken = taken[:from_here] + taken[from_here + kept :]
    return set(taken)


def _fill(state: _State) -> None:
    """Put in what is worth most for the minutes it costs where it fits now, one for each team at a time."""
    places, stops = state.places, state.places.times.day.stops
    absent = np.array(state.absent, dtype=np.intp)
    worth = stops.priority[absent] / (stops.service[absent] + _VISIT)
    order = absent[np.lexsort((-worth, ~stops.mandatory[absent]))][:_FILLED]
    while len(order):
        added = places.least(order)
        order, added = order[added < inf], added[added < inf]
        worth = stops.priority[order] / (stops.service[order] + np.maximum(added, 0) + 1)
        rank = np.lexsort((-worth, ~stops.mandatory[order]))
        for stop in order[rank[: len(places.routes)]].tolist():
            cost = places.cost(stop)
            if cost.min() < inf:
                places.insert(stop, int(cost.argmin()))
        order = order[rank[len(places.routes) :]]
    state.absent = [stop for stop in state.absent if places.team[stop] < 0]


def _put_back(
    state: _State,
    tried: list[int],
    keys: list[tuple[float, NDArray[np.float64] | None]],
    chance: _Chance,
    *,
    blink: bool,
) -> None:
    """Put stops where they cost least, those that weigh most first; what fits nowhere stays absent."""
    places = state.places
    stops = places.times.day.stops
    order = np.array(tried, dtype=np.intp)
    if len(order):
        order = order[places.least(order) < inf]
    if not len(order):
        return
    drawn, key = chance(), None
    for share, other in keys:
        drawn -= share
        if drawn < 0:
            key = other
            break
    rank = np.array([chance() for _ in order]) if key is None else key[order]
    # Mandatory stops first, else one of them could find its place taken; a pinned order is laid in that order.
    order = order[np.lexsort((rank, stops.sequence[order], ~stops.mandatory[order]))]
    drawn = chance()
    if drawn < _BY_PRIORITY:
        weight = stops.priority[order] / (1.0 if drawn < _BY_PRIORITY / 2 else stops.service[order] + _VISIT)
        order = order[np.lexsort((-weight, ~stops.mandatory[order]))]
    found: set[int] = set()
    # Where the work is to be spread, those who have much to do are passed over, now more, now less; elsewhere now and
    # then, for a team more may save the others a break.
    even = chance() if places.times.day.balance or chance() < _EVEN else 0.0
    for stop in order.tolist():
        cost = places.cost(stop)
        if even:
            cost += even * places.spent()
        if blink:
            cost = _blinked(cost, chance)
        place = int(cost.argmin())
        if cost[place] < inf:
            places.insert(stop, place)
            found.add(stop)
    state.absent = [stop for stop in state.absent if stop not in found]


def _blinked(cost: NDArray[np.float64], chance: _Chance) -> NDArray[np.float64]:
    """Overlook the cheapest place now and then."""
    while chance() < _BLINK * 3:
        at = int(cost.argmin())
        if cost[at] == inf:
            break
        cost[at] = inf
    return cost
