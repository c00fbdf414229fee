"""Incidents of which only the moments matter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from locatierisico.hotspots.events import Events
from locatierisico.hotspots.period import Period, share_within

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def make_events() -> Callable[..., tuple[Events, Period]]:
    """Make incidents from begins and ends, and the period from the first day to the last."""

    def made(begin: list[str] | np.ndarray, end: list[str] | np.ndarray | None = None) -> tuple[Events, Period]:
        start = np.array(begin, dtype="datetime64[s]")
        stop = start if end is None else np.array(end, dtype="datetime64[s]")
        last = max(start.max(), (stop - np.timedelta64(1, "s")).max())
        period = Period.of_days(*(at.astype("datetime64[D]").item() for at in (start.min(), last)))
        n = len(start)
        ids = np.array([str(number) for number in range(n)], dtype=object)
        events = Events(np.zeros((n, 2)), start, stop, np.ones(n), share_within(start, stop, period), ids, period)
        return events, period

    return made
