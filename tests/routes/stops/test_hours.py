"""Opening hours and windows, as people write them."""

from __future__ import annotations

from datetime import date, datetime, time

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from locatierisico.routes.stops.hours import longest, opening_hours
from locatierisico.routes.stops.windows import minutes_of, printed, read_windows
from locatierisico.routes.stops.wishes import Wishes, working_days
from locatierisico.safeguards.messages import RefusedError

NONE: tuple[tuple[float, float], ...] = ()
OFFICE = ((540.0, 1020.0),)
THURSDAY, FRIDAY = date(2026, 12, 3), date(2026, 12, 4)


@pytest.mark.parametrize(
    ("written", "week"),
    [
        ("ma-vr 09:00-17:00; za 10:00-16:00; zo gesloten", [OFFICE] * 5 + [((600.0, 960.0),), NONE]),
        ("Mo-Fr 9:00-17:00, Sa 10:00-16:00; PH off", [OFFICE] * 5 + [((600.0, 960.0),), NONE]),
        ("ma t/m do 9.00 tot 17.00 uur, vr 9-12", [OFFICE] * 4 + [((540.0, 720.0),), NONE, NONE]),
        ("maandag tot en met vrijdag van 0900 tot 1700", [OFFICE] * 5 + [NONE, NONE]),
        ("Monday: closed\nTuesday: 9 am \u2013 5 pm", [NONE, OFFICE, NONE, NONE, NONE, NONE, NONE]),
        ("ma, wo en vr 9-12 en 13u30-17", [((540.0, 720.0), (810.0, 1020.0)), NONE] * 2
         + [((540.0, 720.0), (810.0, 1020.0)), NONE, NONE]),
        ("dagelijks 9-17; zo gesloten", [OFFICE] * 6 + [NONE]),
        ("werkdagen 9-17; wo 9-12", [OFFICE, OFFICE, ((540.0, 720.0),), OFFICE, OFFICE, NONE, NONE]),
        ("ma-vr 9-12; ma-vr 13-17", [((540.0, 720.0), (780.0, 1020.0))] * 5 + [NONE, NONE]),
        ("za-ma 9-17", [OFFICE, NONE, NONE, NONE, NONE, OFFICE, OFFICE]),
        ("do 17:00-02:00", [NONE, NONE, NONE, ((1020.0, 1560.0),), NONE, NONE, NONE]),
        ("24/7", [((0.0, 1440.0),)] * 7),
        ("09:00-17:00", [OFFICE] * 7),
    ],
)  # fmt: skip
def test_opening_hours_are_read_as_they_are_meant(written: str, week: list[tuple[tuple[float, float], ...]]) -> None:
    assert opening_hours(written) == tuple(week)


@pytest.mark.parametrize(
    "written",
    ["op afspraak", "ma-vr", "ma 9", "", "ma-vr 17:00-09:00", "25:00-26:00", "ma 9-17 (even weken)", "9-17-18", "ma-"],
)
def test_what_is_half_said_is_not_guessed(written: str) -> None:
    assert opening_hours(written) is None


@given(st.text(alphabet="mavrdizo 0123456789:-;,.tu/", max_size=30))
def test_any_text_gives_spans_in_order_or_nothing(written: str) -> None:
    week = opening_hours(written)

    if week is not None:
        assert len(week) == 7
        for spans in week:
            ends = [moment for span in spans for moment in span]
            assert ends == sorted(ends)
            assert all(0 <= begin < end <= 1800 for begin, end in spans)


def test_of_several_spans_the_longest_count() -> None:
    assert longest(((480.0, 700.0), (720.0, 740.0), (780.0, 960.0)), 2) == ((480.0, 700.0), (780.0, 960.0))
    assert longest((), 2) == ()


@pytest.mark.parametrize(
    ("values", "minutes"),
    [
        (["9:00", "0900", "9.30", "13u45", None, "24:00"], [540, 540, 570, 825, np.nan, 1440]),
        ([9, 17], [540, 1020]),
        ([9.0, np.nan], [540, np.nan]),
        ([900, 930, 1715], [540, 570, 1035]),
        ([9.5, 17.25], [570, 1035]),
        ([9.3, 17.45], [570, 1065]),
        ([9.37, 17.0], [np.nan, np.nan]),
        ([0.375, 0.5], [540, 720]),
        ([time(9, 15), None], [555, np.nan]),
        ([datetime(2026, 12, 3, 8, 30), datetime(2026, 12, 3, 17, 0)], [510, 1020]),  # noqa: DTZ001 - local time
        (["straks"], [np.nan]),
    ],
)
def test_times_are_read_in_every_form_a_field_may_hold(values: list[object], minutes: list[float]) -> None:
    np.testing.assert_allclose(minutes_of(pd.Series(values)), minutes)


def _windows(frame: pd.DataFrame, **chosen: object):  # noqa: ANN202
    wishes = Wishes((THURSDAY, FRIDAY), **chosen)  # type: ignore[arg-type]
    ids = np.array([f"s{at}" for at in range(len(frame))], dtype=object)
    windows, messages = read_windows(frame, "laag", ids, wishes)
    return windows, messages, wishes


def test_fields_and_opening_hours_hold_together() -> None:
    frame = pd.DataFrame({"van": ["10:00", None], "tot": ["16:00", None], "uren": ["do 9-12; vr gesloten", None]})
    windows, messages, wishes = _windows(frame, window_start="van", window_end="tot", opening_hours="uren")

    assert windows.opens[0, 0] == 600
    assert windows.until[0, 0] == 720
    assert windows.until[0, 1] < windows.opens[0, 1]
    assert windows.until[1].tolist() == [np.inf, np.inf]
    assert printed(windows, wishes).tolist() == ["2026-12-03 10:00-12:00; 2026-12-04 -", None]
    assert messages == []


def test_a_window_that_ends_before_it_begins_is_told_and_one_past_midnight_is_not() -> None:
    frame = pd.DataFrame({"van": ["16:00", "22:00"], "tot": ["9:00", "2:00"]})
    windows, messages, _ = _windows(frame, window_start="van", window_end="tot")

    assert (windows.until[0] < windows.opens[0]).all()
    assert windows.until[1].tolist() == [1560, 1560]
    assert [(one.code, one.objects) for one in messages] == [("stops_window_reversed", ("s0",))]


def test_hours_that_cannot_be_read_are_shown_and_do_not_close_a_location() -> None:
    frame = pd.DataFrame({"uren": ["op afspraak", "ma-vr 9-10, 11-12, 13-17", None]})
    windows, messages, _ = _windows(frame, opening_hours="uren")

    assert windows.until[0].tolist() == [np.inf, np.inf]
    assert (windows.opens[1, 0], windows.until[1, 0]) == (540, 1020)
    assert (windows.shuts[1, 0], windows.reopens[1, 0]) == (600, 780)
    assert [one.code for one in messages] == ["stops_unreadable_hours", "stops_several_spans"]
    assert messages[0].values["values"] == f"{messages[0].objects[0]}: op afspraak"


def test_a_location_that_is_shut_at_noon_is_open_before_and_after() -> None:
    frame = pd.DataFrame({"van": [None, "10:00", "12:30", None], "tot": [None, None, None, "12:30"]})
    frame["uren"] = "ma-vr 9-12 en 13-17"
    windows, messages, wishes = _windows(frame, window_start="van", window_end="tot", opening_hours="uren")

    assert messages == []
    assert windows.shuts[:, 0].tolist() == [720, 720, np.inf, np.inf]
    assert windows.reopens[:, 0].tolist() == [780, 780, np.inf, np.inf]
    assert windows.opens[:, 0].tolist() == [540, 600, 780, 540]
    assert windows.until[:, 0].tolist() == [1020, 1020, 1020, 720]
    assert printed(windows, wishes).tolist() == [
        "09:00-12:00, 13:00-17:00", "10:00-12:00, 13:00-17:00", "13:00-17:00", "09:00-12:00",
    ]  # fmt: skip


def test_after_dark_nothing_is_closed() -> None:
    windows, messages, _ = _windows(pd.DataFrame({"uren": ["gesloten"]}), opening_hours="uren", round="dark")

    assert windows.until.tolist() == [[np.inf, np.inf]]
    assert [one.code for one in messages] == ["stops_dark"]


def test_working_days_skip_the_weekend_but_not_the_first_day_that_was_chosen() -> None:
    days, told = working_days(FRIDAY, 3)
    assert [day.day for day in days] == [4, 7, 8]
    assert told == []

    days, told = working_days(date(2026, 12, 5), 2)
    assert [day.day for day in days] == [5, 7]
    assert [one.code for one in told] == ["stops_weekend"]


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"mode": "walk"}, "stops_unknown_choice"),
        ({"round": "night"}, "stops_unknown_choice"),
        ({"service_base": -1.0}, "stops_negative_minutes"),
        ({"service_per_address": float("nan")}, "stops_negative_minutes"),
    ],
)
def test_wishes_that_cannot_be_are_refused(wrong: dict[str, object], code: str) -> None:
    with pytest.raises(RefusedError) as caught:
        Wishes((THURSDAY,), **wrong).checked()  # type: ignore[arg-type]
    assert caught.value.message.code == code
