"""Events of BAG objects, told from a history written out by hand."""

from __future__ import annotations

from datetime import date

import pandas as pd

from locatierisico.registers.bag_events import events

IN_USE, FORMED, GONE = "Verblijfsobject in gebruik", "Verblijfsobject gevormd", "Verblijfsobject ingetrokken"


def _history(*rows: tuple[str, str, str, list[str]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["identificatie", "begin", "status", "gebruiksdoel"])
    frame["begin"] = pd.to_datetime(frame["begin"]).astype("datetime64[ms]")
    frame["eind"] = frame.groupby("identificatie")["begin"].shift(-1)
    frame["registratie"] = frame["begin"]
    frame["voorkomen"] = frame.groupby("identificatie").cumcount() + 1
    return frame


def _told(history: pd.DataFrame, until: date = date(2021, 1, 1)) -> list[tuple[str, str, str]]:
    found = events(history, "verblijfsobject", until)
    rows = zip(found["identificatie"], found["datum"].dt.strftime("%Y"), found["gebeurtenis"], strict=True)
    return sorted(rows)


def test_a_life_from_plan_to_withdrawal() -> None:
    history = _history(
        ("a", "2010-01-01", FORMED, ["kantoorfunctie"]),
        ("a", "2011-01-01", IN_USE, ["kantoorfunctie"]),
        ("a", "2012-01-01", IN_USE, ["woonfunctie"]),
        ("a", "2013-01-01", IN_USE, ["woonfunctie"]),
        ("a", "2014-01-01", GONE, ["woonfunctie"]),
    )
    assert _told(history) == [
        ("a", "2010", "overig"),
        ("a", "2011", "in_gebruik"),
        ("a", "2012", "gebruiksdoel_gewijzigd"),
        ("a", "2013", "overig"),
        ("a", "2014", "ingetrokken"),
    ]


def test_the_first_occurrence_never_borrows_from_the_object_before_it() -> None:
    history = _history(
        ("a", "2010-01-01", FORMED, ["kantoorfunctie"]),
        ("b", "2011-01-01", IN_USE, ["woonfunctie"]),
        ("c", "2012-01-01", GONE, ["woonfunctie"]),
    )
    assert {event for _, _, event in _told(history)} == {"overig"}


def test_row_order_does_not_matter_and_the_future_is_unknown() -> None:
    history = _history(
        ("a", "2010-01-01", FORMED, ["woonfunctie"]),
        ("a", "2011-01-01", IN_USE, ["woonfunctie"]),
        ("a", "2022-01-01", GONE, ["woonfunctie"]),
    )
    assert _told(history.iloc[::-1]) == [("a", "2010", "overig"), ("a", "2011", "in_gebruik")]


def test_the_order_of_uses_is_no_change() -> None:
    history = _history(
        ("a", "2010-01-01", IN_USE, ["woonfunctie", "kantoorfunctie"]),
        ("a", "2011-01-01", IN_USE, ["kantoorfunctie", "woonfunctie"]),
    )
    assert _told(history) == [("a", "2010", "overig"), ("a", "2011", "overig")]
