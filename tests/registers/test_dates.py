from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from locatierisico.registers.dates import clock, day_order, moments

FORMS = ("%Y-%m-%d", "%Y%m%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%Y/%m/%d")


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)), st.sampled_from(FORMS))
def test_a_day_reads_back_in_every_form(day: date, form: str) -> None:
    read, timed = moments(pd.Series([day.strftime(form)]))
    assert read[0].date() == day
    assert not timed[0]


@given(st.datetimes(datetime(1970, 1, 1), datetime(2037, 1, 1)))  # noqa: DTZ001 - registers write naive local time
def test_an_offset_becomes_the_time_in_amsterdam(moment: datetime) -> None:
    moment = moment.replace(microsecond=0)
    expected = moment.replace(tzinfo=ZoneInfo("UTC")).astimezone(ZoneInfo("Europe/Amsterdam")).replace(tzinfo=None)
    read, _ = moments(pd.Series([moment.isoformat() + "Z", "2021-01-01"]))
    assert read[0].to_pydatetime() == expected


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("1-2-2021", "2021-02-01"),
        ("2021-2-1", "2021-02-01"),
        ("1 feb. 2021", "2021-02-01"),
        ("12 maart 2021 13:45", "2021-03-12 13:45"),
        ("31-12-2021 23:59:58", "2021-12-31 23:59:58"),
        ("20211231 101500", "2021-12-31 10:15:00"),
        ("20210701T223000", "2021-07-01 22:30"),
        ("20210701 2230", "2021-07-01 22:30"),
        ("20210701T223000Z", "2021-07-02 00:30"),  # summer time
        ("2021-07-01 22:30:00+00", "2021-07-02 00:30"),
        ("2021-01-01 22:30:00.5-05", "2021-01-02 04:30"),
        ("20210701T2560", None),
        ("2021-07-01-02", None),
        ("20211231101500", "2021-12-31 10:15:00"),
        ("2021-07-01T12:00:00+02:00", "2021-07-01 12:00"),
        ("2021-07-01T12:00:00+00:00", "2021-07-01 14:00"),  # summer time
        ("2021-01-01T12:00:00Z", "2021-01-01 13:00"),  # winter time
        ("31-02-2021", None),
        ("13/31/2021", None),
        ("gisteren", None),
        ("01-01-2021 25:00", None),
    ],
)
def test_forms_of_a_moment(written: str, read: str | None) -> None:
    found = moments(pd.Series([written, "1-1-2000 12:34"]))[0][0]
    assert found == pd.Timestamp(read) if read else pd.isna(found)


def test_midnight_everywhere_is_a_day_and_midnight_among_times_is_midnight() -> None:
    assert not moments(pd.Series(["2021-01-01T00:00:00", "2021-01-02T00:00:00"]))[1].any()
    assert moments(pd.Series(["2021-01-01T00:00:00", "2021-01-02T00:10:00"]))[1].tolist() == [True, True]
    assert not moments(pd.Series(pd.to_datetime(["2021-01-01", None])))[1].any()


def days(*written: str) -> list[str | None]:
    return [None if pd.isna(one) else f"{one:%d-%m-%Y}" for one in moments(pd.Series(written))[0]]


def test_a_column_that_reads_only_month_first_is_read_so() -> None:
    assert days("1/2/2020", "1/25/2020", "12/31/2020") == ["02-01-2020", "25-01-2020", "31-12-2020"]
    assert days("01-02-2020", "12-31-2020") == ["02-01-2020", "31-12-2020"]
    # A value that is readable in neither order decides nothing.
    assert days("1/2/2020", "13/31/2020", "1/32/2020") == ["01-02-2020", None, None]
    assert days("1/2/2020", "25/1/2020", "3 maart 2020") == ["01-02-2020", "25-01-2020", "03-03-2020"]
    assert day_order(pd.Series(["1/2/2020", "1/25/2020 22:00", None])) == (True, 0)


def test_a_column_of_both_orders_is_not_guessed_at() -> None:
    written = ["1/2/2020", "1/25/2020", "25/1/2020", "3/3/2020", "2020-02-01"]
    assert days(*written) == [None, "25-01-2020", "25-01-2020", "03-03-2020", "01-02-2020"]
    assert day_order(pd.Series(written)) == (False, 1)


def test_typed_columns_pass_and_a_time_zone_becomes_local() -> None:
    read, timed = moments(pd.Series(pd.to_datetime(["2021-07-01T12:00"]).tz_localize("UTC")))
    assert (read[0], timed[0]) == (pd.Timestamp("2021-07-01 14:00"), True)
    assert moments(pd.Series([date(2021, 7, 1), None], dtype=object))[0].isna().tolist() == [False, True]
    assert moments(pd.Series([20210701, 20210702]))[0].tolist() == list(pd.to_datetime(["2021-07-01", "2021-07-02"]))


def test_typed_moments_of_several_offsets_become_local() -> None:
    summer = timezone(timedelta(hours=2))
    naive = datetime(2021, 1, 1, 9)  # noqa: DTZ001 - registers write naive local time
    values = [datetime(2021, 7, 1, 12, tzinfo=UTC), datetime(2021, 1, 1, 12, tzinfo=summer), naive, None]
    read, timed = moments(pd.Series(values, dtype=object))
    expected = ["2021-07-01 14:00", "2021-01-01 11:00", "2021-01-01 09:00"]
    assert read[:3].tolist() == [pd.Timestamp(one) for one in expected]
    assert timed.tolist() == [True, True, True, False]


def test_times_of_day() -> None:
    read = clock(pd.Series(["13:45", "9.30", "1345", "00:00:30", "25:00", "?"]))
    assert [None if pd.isna(t) else t.total_seconds() for t in read] == [49500, 34200, 49500, 30, None, None]
