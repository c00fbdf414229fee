from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from locatierisico.hotspots.period import Period
from locatierisico.hotspots.trends.steps import cut_steps
from locatierisico.safeguards.messages import RefusedError


def _days(moments: np.ndarray) -> list[str]:
    return [str(day) for day in moments.astype("datetime64[D]")]


def test_months_of_a_calendar_year_are_calendar_months() -> None:
    steps, messages = cut_steps(Period.of_days(date(2019, 1, 1), date(2019, 12, 31)), "month")
    assert _days(steps.edges) == [f"2019-{month:02d}-01" for month in range(1, 13)] + ["2020-01-01"]
    assert steps.lengths.tolist() == [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    assert [message.code for message in messages] == ["emerging_steps", "emerging_rates"]


def test_steps_are_counted_back_so_that_the_last_is_whole() -> None:
    period = Period.of_days(date(2023, 1, 5), date(2023, 12, 14))
    for unit in ("week", "month"):
        steps, _ = cut_steps(period, unit)
        assert steps.edges[-1] == period.end
        assert steps.edges[0] >= period.start
        assert (np.diff(steps.edges) > np.timedelta64(0)).all()
    assert _days(steps.edges)[0] == "2023-01-15"
    weeks, _ = cut_steps(period, "week")
    assert (weeks.lengths == 7).all()
    assert len(weeks) == 344 // 7


def test_a_month_that_ends_on_its_30th_loses_no_february() -> None:
    steps, _ = cut_steps(Period.of_days(date(2023, 1, 1), date(2023, 5, 29)), "month")
    assert _days(steps.edges) == ["2023-01-28", "2023-02-28", "2023-03-28", "2023-04-28", "2023-05-30"]


@pytest.mark.parametrize(
    ("first", "last", "unit", "number"),
    [
        (date(2010, 1, 1), date(2021, 12, 31), "year", 12),
        (date(2019, 1, 1), date(2023, 12, 31), "quarter", 20),
        (date(2023, 1, 1), date(2023, 12, 31), "month", 12),
        (date(2023, 1, 1), date(2023, 3, 31), "week", 12),
        (date(2023, 1, 1), date(2023, 2, 4), "days", 11),
        (date(2023, 1, 1), date(2023, 1, 5), "days", 5),
    ],
)
def test_automatic_takes_the_longest_unit_with_ten_steps(first: date, last: date, unit: str, number: int) -> None:
    steps, messages = cut_steps(Period.of_days(first, last))
    assert (steps.unit, len(steps)) == (unit, number)
    # Of days it is no longest of year, quarter, month and week.
    assert messages[0].code == ("emerging_steps_tenth" if unit == "days" else "emerging_steps_automatic")
    assert any(message.code == "emerging_few_steps" for message in messages) == (number < 10)


def test_too_few_steps_and_a_step_without_length_are_refused() -> None:
    with pytest.raises(RefusedError, match="gives 3 whole steps; at least 4"):
        cut_steps(Period.of_days(date(2023, 1, 1), date(2023, 3, 31)), "month")
    with pytest.raises(RefusedError, match="Fill in the length of a step"):
        cut_steps(Period.of_days(date(2023, 1, 1), date(2023, 3, 31)), "days")
