"""Inspectors who go two by two."""

from __future__ import annotations

from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING

from ...safeguards.messages import note, refused, warn
from ..day import Break
from .teams import TeamWish

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from ...safeguards.messages import Message

_LITTLE = 1e-3
_EVERY_WAY = 14  # up to so many inspectors every way to pair them is compared


def in_pairs(
    wishes: Sequence[TeamWish], dates: Sequence[date], asked: Mapping[frozenset[str], float] | None = None
) -> tuple[list[TeamWish], list[Message]]:
    """Combine inspectors two by two, so that as many minutes as possible are shared and of use.

    Minutes count for the share of what is asked that the two may do together. A pair leaves from where its first
    inspector does, works while both are there, and may what either may. Who is left over does not go out.

    Args:
        wishes: The inspectors, in the order of the table.
        dates: The days of the plan.
        asked: What stops ask for, and how much priority asks for it; by default they ask for nothing.

    Raises:
        RefusedError: No two of them are there at one time.

    """
    n = len(wishes)
    shared = {
        (i, j): _shared(wishes[i], wishes[j], dates) * _of_use(wishes[i].skills | wishes[j].skills, asked or {})
        for i, j in combinations(range(n), 2)
    }
    found = _every_way(n, shared) if n <= _EVERY_WAY else _one_by_one(n, shared)
    if not found:
        raise refused("stops_no_pairs", n=n)
    pairs = [_pair(wishes[i], wishes[j], dates) for i, j in sorted(found)]
    alone = [wishes[i].name for i in range(n) if not any(i in pair for pair in found)]
    messages = [note("stops_pairs", n=len(pairs), pairs="; ".join(pair.name for pair in pairs))]
    if alone:
        messages.append(warn("stops_left_over", n=len(alone), names=", ".join(alone)))
    return pairs, messages


def _shared(one: TeamWish, other: TeamWish, dates: Sequence[date]) -> float:
    """Give the minutes two are there together, over all days."""
    days = set(one.there(dates)) & set(other.there(dates))
    return len(days) * max(0.0, min(one.shift[1], other.shift[1]) - max(one.shift[0], other.shift[0]))


def _of_use(skills: frozenset[str], asked: Mapping[frozenset[str], float]) -> float:
    """Give the share of what is asked that these skills allow; a little where it is none, for two are still two."""
    whole = sum(asked.values())
    held = sum(worth for need, worth in asked.items() if need <= skills)
    return max(held / whole, _LITTLE) if whole > 0 else 1.0


def _every_way(n: int, shared: dict[tuple[int, int], float]) -> list[tuple[int, int]]:
    """Give the pairs that share most together; two who share nothing are no pair."""

    @cache
    def best(left: tuple[int, ...]) -> tuple[float, tuple[tuple[int, int], ...]]:
        if len(left) < 2:  # noqa: PLR2004 - a pair
            return 0.0, ()
        first, rest = left[0], left[1:]
        most = best(rest)
        for other in rest:
            if shared[first, other] <= 0:
                continue
            minutes, pairs = best(tuple(one for one in rest if one != other))
            if minutes + shared[first, other] > most[0]:
                most = (minutes + shared[first, other], ((first, other), *pairs))
        return most

    return list(best(tuple(range(n)))[1])


def _one_by_one(n: int, shared: dict[tuple[int, int], float]) -> list[tuple[int, int]]:
    """Give pairs by taking who share most first."""
    free, found = set(range(n)), []
    for pair in sorted(shared, key=lambda pair: (-shared[pair], pair)):
        if shared[pair] > 0 and free.issuperset(pair):
            found.append(pair)
            free -= set(pair)
    return found


def _pair(one: TeamWish, other: TeamWish, dates: Sequence[date]) -> TeamWish:
    days = sorted(set(one.there(dates)) & set(other.there(dates)))
    everyday = len(days) == len(dates)
    return TeamWish(
        name=f"{one.name} + {other.name}",
        start=one.start or other.start,
        end=one.end or one.start or other.end,
        shift=(max(one.shift[0], other.shift[0]), min(one.shift[1], other.shift[1])),
        pause=_pause(one.pause, other.pause),
        skills=one.skills | other.skills,
        most=min(one.most, other.most),
        days=frozenset() if everyday else frozenset(str(day + 1) for day in days),
    )


def _pause(one: Break, other: Break) -> Break:
    """Give a break both can have; where they share no moment, that of the first."""
    if not one.minutes or not other.minutes:
        return one if one.minutes else other
    earliest, latest = max(one.earliest, other.earliest), min(one.latest, other.latest)
    minutes = max(one.minutes, other.minutes)
    return Break(minutes, earliest, latest) if earliest <= latest else Break(minutes, one.earliest, one.latest)
