"""When it happened, in all the ways it is written down; every window worked out by hand."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locatierisico.registers.incident_times import read_times
from locatierisico.registers.raw import Raw
from locatierisico.safeguards.messages import Message, say


def times(**columns: list[Any]) -> tuple[list[tuple[str, str] | None], dict[str, Any]]:
    messages: list[Message] = []
    begin, eind = read_times(Raw("i.csv", pd.DataFrame(columns, dtype=object)), messages)
    for message in messages:
        assert say(message, "nl") != say(message, "en")
    read = [
        None if pd.isna(one) else (f"{one:%d-%m-%Y %H:%M}", f"{other:%d-%m-%Y %H:%M}")
        for one, other in zip(begin, eind, strict=True)
    ]
    return read, {message.code: message.values["n"] for message in messages if "n" in message.values}


@pytest.mark.parametrize(
    ("written", "begin", "end"),
    [
        ("21-11-2026 22:00", "21-11-2026 22:00", "21-11-2026 22:00"),
        ("21 nov 2026 om 22.00 uur", "21-11-2026 22:00", "21-11-2026 22:00"),
        ("zaterdag 21 november 2026", "21-11-2026 00:00", "21-11-2026 23:59"),
        ("za 21 nov 2026 22:00 - zo 22 nov 2026 06:00", "21-11-2026 22:00", "22-11-2026 06:00"),
        ("21-11-2026 22:00 / 22-11-2026 06:00", "21-11-2026 22:00", "22-11-2026 06:00"),
        ("tussen 21-11-2026 22:00 en 22-11-2026 06:00", "21-11-2026 22:00", "22-11-2026 06:00"),
        ("2026-11-21 22:00 tot 2026-11-22 06:00", "21-11-2026 22:00", "22-11-2026 06:00"),
        ("tussen 21-11-2026 en 24-11-2026", "21-11-2026 00:00", "24-11-2026 23:59"),
        ("21-11-2026 t/m 24-11-2026", "21-11-2026 00:00", "24-11-2026 23:59"),
        ("21-11-2026 tussen 22:00 en 06:00", "21-11-2026 22:00", "22-11-2026 06:00"),
        ("21/11/2026, 20.00-23.30 uur", "21-11-2026 20:00", "21-11-2026 23:30"),
        ("21-11-2026 's nachts", "21-11-2026 00:00", "21-11-2026 06:00"),
        ("21-11-2026 avond", "21-11-2026 18:00", "22-11-2026 00:00"),
        ("21-11-2026 24:00", "22-11-2026 00:00", "22-11-2026 00:00"),
        ("46347,9166667", "21-11-2026 22:00", "21-11-2026 22:00"),
    ],
)  # fmt: skip
def test_one_cell_says_all(written: str, begin: str, end: str) -> None:
    # Beside a moment of another day, so that the column states times.
    read, _ = times(datum=[written, "1-1-2026 12:34"])
    assert read == [(begin, end), ("01-01-2026 12:34", "01-01-2026 12:34")]


@pytest.mark.parametrize("column", ["tijd", "tijdvak", "pleegtijd"])
@pytest.mark.parametrize(
    ("written", "begin", "end"),
    [
        ("tussen 22:00 en 06:00", "21-11-2026 22:00", "22-11-2026 06:00"),
        ("22.00-06.00 uur", "21-11-2026 22:00", "22-11-2026 06:00"),
        ("van 22:00 tot 06:00", "21-11-2026 22:00", "22-11-2026 06:00"),
        ("22:00 \u2013 23:00", "21-11-2026 22:00", "21-11-2026 23:00"),
        ("van 22 uur tot 6 uur", "21-11-2026 22:00", "22-11-2026 06:00"),
        ("tussen 22 en 6 uur", "21-11-2026 22:00", "22-11-2026 06:00"),
        ("20:00 - 24:00", "21-11-2026 20:00", "22-11-2026 00:00"),
        ("ochtend", "21-11-2026 06:00", "21-11-2026 12:00"),
        ("Middag", "21-11-2026 12:00", "21-11-2026 18:00"),
        ("\u2019s avonds", "21-11-2026 18:00", "22-11-2026 00:00"),
        ("in de nacht", "21-11-2026 00:00", "21-11-2026 06:00"),
        ("omstreeks 22:15 uur", "21-11-2026 22:15", "21-11-2026 22:15"),
        ("22u15", "21-11-2026 22:15", "21-11-2026 22:15"),
        ("2215", "21-11-2026 22:15", "21-11-2026 22:15"),
        (0.75, "21-11-2026 18:00", "21-11-2026 18:00"),
        (0.25, "21-11-2026 06:00", "21-11-2026 06:00"),
        ("0,9166667", "21-11-2026 22:00", "21-11-2026 22:00"),
        ("onbekend", "21-11-2026 00:00", "21-11-2026 23:59"),
        ("10:00 PM", "21-11-2026 22:00", "21-11-2026 22:00"),
        ("12:15 a.m.", "21-11-2026 00:15", "21-11-2026 00:15"),
        ("9 pm", "21-11-2026 21:00", "21-11-2026 21:00"),
        ("13:00 PM", "21-11-2026 00:00", "21-11-2026 23:59"),
        ("voor 06:00", "21-11-2026 00:00", "21-11-2026 06:00"),
        ("na 22:00 uur", "21-11-2026 22:00", "22-11-2026 00:00"),
        ("5-6", "21-11-2026 00:00", "21-11-2026 23:59"),
        ("25:00", "21-11-2026 00:00", "21-11-2026 23:59"),
    ],
)
def test_a_column_with_a_window_beside_the_day(column: str, written: Any, begin: str, end: str) -> None:
    read, _ = times(datum=["21-11-2026"], **{column: [written]})
    assert read == [(begin, end)]


def test_midnight_as_a_part_of_a_day() -> None:
    read, _ = times(datum=["21-11-2026"] * 4, tijd=[0, 0.5, 1, "0.30"])
    assert [begin for begin, _ in read] == [
        "21-11-2026 00:00", "21-11-2026 12:00", "22-11-2026 00:00", "21-11-2026 00:30",
    ]  # fmt: skip


def test_times_in_columns_of_their_own_cross_midnight() -> None:
    read, told = times(
        begin_datum=["21-11-2026", "21-11-2026", "21-11-2026", "21-11-2026"],
        begin_tijd=["22:00", "20:00", "22:00", None],
        eind_datum=[None, None, "21-11-2026", None],
        eind_tijd=["06:00", "24:00", "06:00", "06:00"],
    )
    assert read == [
        ("21-11-2026 22:00", "22-11-2026 06:00"),
        ("21-11-2026 20:00", "22-11-2026 00:00"),
        ("21-11-2026 22:00", "21-11-2026 22:00"),  # the day of the end was stated, so this is a mistake
        ("21-11-2026 00:00", "21-11-2026 06:00"),
    ]
    assert told == {"incidents_past_midnight": 1, "incidents_end_before_begin": 1}


def test_a_midnight_beside_a_column_with_the_time_is_a_bare_day() -> None:
    read, told = times(datum=["05-03-2021 00:00", "07-03-2021 22:10", "08-03-2021 00:00"], tijd=["23:30", None, None])
    assert read == [
        ("05-03-2021 23:30", "05-03-2021 23:30"),
        ("07-03-2021 22:10", "07-03-2021 22:10"),
        ("08-03-2021 00:00", "08-03-2021 00:00"),
    ]
    assert told == {}
    workbook, _ = times(
        datum=[datetime(2021, 3, 5), datetime(2021, 3, 7, 22, 10)],  # noqa: DTZ001 - registers write naive local time
        Tijd=[time(23, 30), None],
    )
    assert workbook == read[:2]


def test_a_midnight_of_the_end_or_beside_a_window_is_a_bare_day() -> None:
    read, _ = times(
        datum=["05-03-2021 00:00", "07-03-2021 22:10"],
        tijdvak=["22:00-06:00", None],
    )
    assert read == [("05-03-2021 22:00", "06-03-2021 06:00"), ("07-03-2021 22:10", "07-03-2021 22:10")]
    read, _ = times(
        begin=["05-03-2021 00:00", "07-03-2021 22:10"],
        begin_tijd=["23:30", None],
        eind=["06-03-2021 00:00", "07-03-2021 23:10"],
        eind_tijd=["01:15", None],
    )
    assert read == [("05-03-2021 23:30", "06-03-2021 01:15"), ("07-03-2021 22:10", "07-03-2021 23:10")]


def test_an_end_time_without_a_column_for_its_day() -> None:
    read, _ = times(datum=["21-11-2026"], tijd_van=["22:00"], tijd_tot=["02:00"])
    assert read == [("21-11-2026 22:00", "22-11-2026 02:00")]


def test_an_end_of_its_own_goes_before_the_window_beside_the_begin() -> None:
    read, _ = times(datum=["21-11-2026"], tijdvak=["22:00-06:00"], einde=["24-11-2026 08:00"])
    assert read == [("21-11-2026 22:00", "24-11-2026 08:00")]


def test_a_window_with_its_days_needs_no_other_column() -> None:
    read, _ = times(periode=["21-11-2026 22:00 - 22-11-2026 06:00", None])
    assert read == [("21-11-2026 22:00", "22-11-2026 06:00"), None]


def test_hours_of_summer_time_are_left_as_written() -> None:
    # 02:30 does not exist on 29-3-2026 and comes twice on 25-10-2026.
    read, _ = times(datum=["29-3-2026 02:30", "25-10-2026 02:30"])
    assert [begin for begin, _ in read] == ["29-03-2026 02:30", "25-10-2026 02:30"]


def test_day_numbers_of_a_spreadsheet_are_told() -> None:
    # 46347 days after 30-12-1899; a number of another size is no date.
    read, told = times(datum=[46347, "46347.5", "123", "99999", "2026"])
    assert read == [
        ("21-11-2026 00:00", "21-11-2026 23:59"),
        ("21-11-2026 12:00", "21-11-2026 12:00"),
        None,
        None,
        None,
    ]
    assert told["incidents_serial_dates"] == 2
    assert told["incidents_unreadable_date"] == 3


def test_what_is_unreadable_is_shown_by_three_shapes_of_that_column_alone() -> None:
    messages: list[Message] = []
    written = ["Jan Jansen 06-12345678", "Pim Pietje 06-87654321", "?", "ooit", "laat", "7 mei"]
    columns = {"datum": written, "melding": ["Jan heeft het gezien"] * 6}
    read_times(Raw("i.csv", pd.DataFrame(columns)), messages)
    (told,) = [message for message in messages if message.code == "incidents_unreadable_date"]
    shapes = "xxx xxxxxx 99-999999, ?, xxxx"
    assert told.values == {"file": "i.csv", "column": "datum", "n": 6, "examples": shapes}


def test_the_order_of_day_and_month_is_told() -> None:
    messages: list[Message] = []
    read_times(Raw("i.csv", pd.DataFrame({"datum": ["1/2/2020", "1/25/2020"]})), messages)
    assert "incidents_month_first" in [message.code for message in messages]
    read, told = times(datum=["1/2/2020", "1/25/2020", "25/1/2020"])
    assert (read[0], told["incidents_either_order"]) == (None, 1)
    read, _ = times(periode=["1/2/2020 - 1/3/2020", "1/25/2020 - 1/26/2020"])
    assert read[0] == ("02-01-2020 00:00", "03-01-2020 23:59")


def test_a_bare_number_is_an_hour_in_a_column_of_times_only() -> None:
    assert times(datum=["21-11-2026"], tijd=["9"])[0] == [("21-11-2026 09:00", "21-11-2026 09:00")]
    read, told = times(datum=["21-11-2026"], dagdeel=["3"])
    assert (read, told) == ([("21-11-2026 00:00", "21-11-2026 23:59")], {"incidents_unreadable_time": 1})
    # Beside 930 a bare 15 may be a quarter past midnight.
    assert times(datum=["21-11-2026"] * 2, tijd=[930, 15])[1] == {"incidents_unreadable_time": 1}


def test_an_end_before_or_after_a_time() -> None:
    read, told = times(
        datum=["21-11-2026"] * 3, tijd_van=["21:00", None, None], tijd_tot=["na 22:00", "na 22:00", "voor 06:00"]
    )
    assert read == [
        ("21-11-2026 21:00", "22-11-2026 00:00"),
        ("21-11-2026 22:00", "22-11-2026 00:00"),
        ("21-11-2026 00:00", "21-11-2026 06:00"),
    ]
    assert told == {}


def test_times_that_cannot_be_read_are_told_by_themselves() -> None:
    read, told = times(datum=["21-11-2026"] * 3, tijd=["weet Jan", None, "22:00"], eind_tijd=[None, None, "laat"])
    assert read[0] == read[1] == ("21-11-2026 00:00", "21-11-2026 23:59")
    assert told == {"incidents_unreadable_time": 1, "incidents_whole_day": 1}


def test_parts_of_the_day_are_told() -> None:
    assert times(datum=["21-11-2026", "22-11-2026"], dagdeel=["nacht", "10:00"])[1] == {"incidents_dayparts": 1}


@settings(deadline=None)  # another program may have the processor
@given(
    st.datetimes(datetime(1970, 1, 1), datetime(2100, 1, 1)),  # noqa: DTZ001 - registers write naive local time
    st.integers(0, 5_000),
    st.sampled_from(["%d-%m-%Y %H:%M", "%Y-%m-%d %H:%M", "%d/%m/%Y %H.%M uur"]),
    st.sampled_from([" - ", " tot ", " / ", " t/m "]),
)
def test_every_window_reads_back(begin: datetime, minutes: int, form: str, until: str) -> None:
    end = begin + pd.Timedelta(minutes=minutes)
    written = begin.strftime(form) + until + end.strftime(form)
    read, _ = times(datum=[written, "1-1-2000 12:34"])
    assert read[0] == (f"{begin:%d-%m-%Y %H:%M}", f"{end:%d-%m-%Y %H:%M}")
