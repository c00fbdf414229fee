"""Days made by hand, and drawn by hypothesis, in whole minutes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from hypothesis import strategies as st
from scipy.sparse.csgraph import shortest_path

from locatierisico.routes.day import NO_BREAK, Break, Day, Stops, Team

ANY: frozenset[str] = frozenset()
_SKILLS = ("bouw", "milieu")


def stops(n: int, **given: Any) -> Stops:
    """Stops that are always open, take no time and count the same, but for what is given."""
    held = {
        "stop_id": np.array([f"s{number}" for number in range(n)], dtype=object),
        "points": np.zeros((n, 2)),
        "service": np.zeros(n),
        "opens": np.zeros((n, 1)),
        "closes": np.full((n, 1), 1440.0),
        "load": np.ones(n),
        "priority": np.ones(n),
        "mandatory": np.zeros(n, dtype=bool),
        "skills": np.array([*[ANY] * n, None], dtype=object)[:n],
        "pinned": np.full(n, -1),
        "sequence": np.zeros(n, dtype=int),
        "shuts": np.full((n, 1), np.inf),
        "reopens": np.full((n, 1), np.inf),
    }
    return Stops(**(held | {name: np.asarray(value, dtype=held[name].dtype) for name, value in given.items()}))


@st.composite
def days(draw: Any, least_stops: int = 1, most_stops: int = 5, most_teams: int = 2, size: int = 40) -> Day:
    """Days with windows, skills, priorities, breaks, pins, missing ways, and teams that end elsewhere."""
    n, k = draw(st.integers(least_stops, most_stops)), draw(st.integers(1, most_teams))
    n_days = draw(st.integers(1, 2))
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    minutes = random.integers(1, size // 4, (n + 2, n + 2)).astype(float)
    minutes[random.random((n + 2, n + 2)) < 0.05] = np.inf
    np.fill_diagonal(minutes, 0)
    minutes = shortest_path(minutes, method="FW")  # as over roads, no way round is shorter
    opens = random.integers(0, size, (n, n_days))
    skills = [frozenset(one for one in _SKILLS if random.random() < 0.2) for _ in range(n)]
    pinned = np.where(random.random(n) < 0.2, random.integers(0, k, n), -1)
    made = stops(
        n,
        service=random.integers(0, 6, n),
        opens=opens,
        closes=opens + random.integers(-2, size, (n, n_days)),
        priority=random.integers(1, 5, n),
        load=random.integers(1, 3, n),
        mandatory=random.random(n) < 0.2,
        skills=np.array([*skills, None], dtype=object)[:n],
        pinned=pinned,
        sequence=np.where((pinned >= 0) & (random.random(n) < 0.7), random.integers(1, 4, n), 0),
    )
    shuts = np.where(random.random((n, n_days)) < 0.3, opens + random.integers(-1, size // 2, (n, n_days)), np.inf)
    made = replace(made, shuts=shuts, reopens=shuts + random.integers(1, size // 3, (n, n_days)))
    crew = tuple(_team(number, n, n_days, size, random) for number in range(k))
    return Day(made, crew, minutes, balance=bool(random.random() < 0.2))


def _team(number: int, home: int, n_days: int, size: int, random: np.random.Generator) -> Team:
    first = int(random.integers(0, size // 2))
    rest = NO_BREAK
    if random.random() < 0.5:
        earliest = int(random.integers(0, size))
        rest = Break(int(random.integers(1, 6)), earliest, min(size, earliest + int(random.integers(0, size // 2))))
    able = frozenset(one for one in _SKILLS if random.random() < 0.6)
    shift = (first, first + int(random.integers(0, size)))
    start, end = (home + random.integers(0, 2, 2)).tolist()
    day, most = int(random.integers(0, n_days)), float(random.choice([*range(1, 8), np.inf, np.inf, np.inf]))
    return Team(f"t{number}", day, start, end, shift, rest, able, most)
