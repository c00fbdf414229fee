"""A day that is larger than what is drawn."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

from locatierisico.routes.day import Break, Day, Team

sys.path.insert(0, str(Path(__file__).parent))
from made_days import stops


@pytest.fixture
def town() -> Day:
    """Thirty stops in a square of half an hour's drive, two teams."""
    random = np.random.default_rng(7)
    points = random.uniform(0, 20, (31, 2))
    minutes = np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1))
    made = stops(30, points=points[:30], service=np.full(30, 18), priority=random.uniform(1, 100, 30))
    teams = tuple(Team(name, 0, 30, 30, (540.0, 990.0), Break(30, 720, 780)) for name in ("Noord", "Zuid"))
    return Day(made, teams, minutes)
