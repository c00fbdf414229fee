"""What there is to plan: stops, teams, and the minutes between them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

MIDNIGHT = 1440.0  # minutes


class Break(NamedTuple):
    """A pause of so many minutes, that begins between two moments; none where it takes 0 minutes."""

    minutes: float = 0.0
    earliest: float = 0.0
    latest: float = MIDNIGHT


NO_BREAK = Break()


@dataclass(frozen=True)
class Team:
    """Who goes out on one day; a team that goes out on two days stands here twice.

    Attributes:
        name: As printed.
        day: Number of the day, from 0.
        start: Position of the place of departure in the matrix of minutes.
        end: Position of the place where the day ends.
        shift: Minutes after midnight between which the team may be under way, from departure to return.
        pause: The break.
        skills: What the team can or may do.
        most: The most it does in a day, of `Stops.load`: so many stops where each counts for 1.

    """

    name: str
    day: int
    start: int
    end: int
    shift: tuple[float, float]
    pause: Break = NO_BREAK
    skills: frozenset[str] = frozenset()
    most: float = np.inf


@dataclass(frozen=True, eq=False)
class Stops:
    """What may be visited, (n,) each; stop i is position i in the matrix of minutes.

    Attributes:
        stop_id: Id of each.
        points: (n, 2) coordinates in RD New, metres.
        service: Minutes a visit takes, 0 or more.
        opens: (n, days) minute of the day from which a visit may begin.
        closes: (n, days) minute up to which it may begin; before `opens` where there is no visit that day.
        load: What a visit counts for in the most a team does in a day; 1 by default of whoever makes the stops.
        priority: What a visit is worth, above 0: whatever fits is visited.
        mandatory: Whether it must be served, before anything else.
        skills: What a team must have, a frozenset each.
        pinned: Position of the team that must serve it, -1 where any may.
        sequence: Order among the stops pinned to that team, lowest first; 0 where the order is free.
        shuts: (n, days) minute after which a visit may not begin until it opens again; inf where it stays open.
        reopens: (n, days) minute from which it may begin again.

    """

    stop_id: NDArray[np.object_]
    points: NDArray[np.float64]
    service: NDArray[np.float64]
    opens: NDArray[np.float64]
    closes: NDArray[np.float64]
    load: NDArray[np.float64]
    priority: NDArray[np.float64]
    mandatory: NDArray[np.bool_]
    skills: NDArray[np.object_]
    pinned: NDArray[np.int64]
    sequence: NDArray[np.int64]
    shuts: NDArray[np.float64] = field(default_factory=lambda: np.zeros((0, 0)))
    reopens: NDArray[np.float64] = field(default_factory=lambda: np.zeros((0, 0)))

    def __post_init__(self) -> None:
        """Let what does not say otherwise stay open in between."""
        for name in ("shuts", "reopens"):
            if getattr(self, name).shape != self.opens.shape:
                object.__setattr__(self, name, np.full(self.opens.shape, np.inf))

    @property
    def any_shuts_between(self) -> bool:
        """Whether any is shut in between its first and its last moment."""
        return bool(np.isfinite(self.shuts).any())

    def __len__(self) -> int:
        """Count the stops."""
        return len(self.stop_id)

    def only(self, kept: NDArray[np.bool_] | NDArray[np.int64]) -> Stops:
        """Give some of them; the matrix must be cut likewise."""
        return replace(self, **{name: getattr(self, name)[kept] for name in self.__dataclass_fields__})


@dataclass(frozen=True, eq=False)
class Day:
    """All there is to plan, of one day or of several.

    Attributes:
        stops: What may be visited.
        teams: Who goes out, one entry per team and day.
        minutes: (m, m) travel from place to place: first the n stops, then the places of departure and return;
            inf where there is no way. Not symmetric where streets have one direction; shortest, so that no way
            round over another place is shorter.
        balance: Whether the work is spread evenly over the teams after priority and before time.
        waiting_counts: Whether waiting and breaks are part of the time that is kept short; else travel alone.

    """

    stops: Stops
    teams: tuple[Team, ...]
    minutes: NDArray[np.float64]
    balance: bool = False
    waiting_counts: bool = True

    def allowed(self) -> NDArray[np.bool_]:
        """Tell which team may serve which stop by skills, pins and windows alone, (n, teams)."""
        stops = self.stops
        able = np.array([[need <= team.skills for team in self.teams] for need in stops.skills], dtype=np.bool_)
        able = able.reshape(len(stops), len(self.teams))
        numbers = np.arange(len(self.teams))
        free = (stops.pinned[:, None] < 0) | (stops.pinned[:, None] == numbers)
        days = [team.day for team in self.teams]
        first = np.array([team.shift[0] for team in self.teams])
        last = np.array([team.shift[1] for team in self.teams])
        opens, closes = stops.opens[:, days], stops.closes[:, days]
        begin = np.maximum(opens, first)
        begin = np.where(
            (begin > stops.shuts[:, days]) & (begin < stops.reopens[:, days]), stops.reopens[:, days], begin
        )
        open_then = begin <= np.minimum(closes, last - stops.service[:, None])
        return np.asarray(able & free & open_then, dtype=np.bool_)


@dataclass(frozen=True)
class Plan:
    """Which team visits what, in which order.

    Attributes:
        routes: Per team the positions of its stops, in order.
        engine: "pyvrp" or "own".
        optimal: Whether every possible plan was compared, which only tiny days allow.
        cut_short: Whether it was stopped before its time, so that it is the best so far.

    """

    routes: tuple[tuple[int, ...], ...]
    engine: str
    optimal: bool = False
    cut_short: bool = False

    @property
    def served(self) -> frozenset[int]:
        """Positions of the stops that are visited."""
        return frozenset(stop for route in self.routes for stop in route)
