from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest

from locatierisico.hotspots.timing.week import share_of_hours
from locatierisico.indicators.catalogue.night_share import QUIET, compute

if TYPE_CHECKING:
    from collections.abc import Callable

    from locatierisico.indicators.units import Areas, Units

# 3 June 2024 is a Monday.
DAY, NIGHT, SATURDAY = "2024-06-03T12:00", "2024-06-04T02:00", "2024-06-08T12:00"


@pytest.mark.parametrize(
    ("begin", "end", "share"),
    [
        (DAY, DAY, 0),
        (NIGHT, NIGHT, 1),
        (SATURDAY, None, 1),
        ("2024-06-03T06:00", "2024-06-03T06:00", 0),
        ("2024-06-03T22:00", "2024-06-03T22:00", 1),
        ("2024-06-03T20:00", "2024-06-04T00:00", 0.5),  # 2 of 4 hours
        ("2024-06-07T18:00", "2024-06-10T10:00", 56 / 64),  # Friday 18 to Monday 10: all but 4 + 4 hours
        ("2024-06-03T00:00", "2024-06-17T00:00", 88 / 168),  # two whole weeks: 5 x 8 + 48 hours of 168
        (None, DAY, np.nan),
    ],
)
def test_quiet_part_of_a_window(begin: Any, end: Any, share: float) -> None:
    moments = [
        pd.to_datetime(pd.Series([moment], dtype="object")).to_numpy("datetime64[ms]") for moment in (begin, end)
    ]
    assert share_of_hours(*moments, QUIET)[0] == pytest.approx(share, nan_ok=True)


def test_lower_bound_of_wilson(
    make_units: Callable[..., Units], make_areas: Callable[..., Areas], make_incidents: Callable[..., Any]
) -> None:
    rows = [{"at": (5, 5), "begin": moment} for moment in [NIGHT] * 3 + [SATURDAY] * 2 + [DAY] * 5]
    rows += [{"at": (505, 5), "begin": NIGHT}] * 4
    units = make_units([{"id": "P", "box": (0, 0, 10, 10)}], [{"pand": "P"}], incidenten=make_incidents(rows))
    areas = make_areas(units, {"A": (0, 0, 100, 100), "B": (500, 0, 600, 100)})
    # 5 of 10: Wilson's interval is .2366 to .7634; 4 incidents are too few.
    assert compute(areas).values.to_list() == pytest.approx([0.236593, np.nan], abs=1e-6, nan_ok=True)
