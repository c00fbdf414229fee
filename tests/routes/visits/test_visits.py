from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from locatierisico.registers.raw import Raw
from locatierisico.routes.visits.field import COLUMNS
from locatierisico.routes.visits.outcomes import OUTCOMES, outcomes, truths
from locatierisico.routes.visits.visits import CAP, Visits, visits_of
from locatierisico.safeguards.messages import Message, RefusedError, say

DAY = "2026-12-03"


def _stops(*rows: tuple[Any, ...], columns: str = "stop_id outcome visited", placed: bool = True, **more: Any) -> Raw:
    frame = pd.DataFrame(list(rows), columns=columns.split()).astype(object)
    frame = frame.assign(**({"day": DAY} | more))
    points = shapely.points(155_000.0 + np.arange(len(frame)), 463_000.0) if placed else None
    return Raw("route.gpkg", frame, points, "EPSG:28992", layer="stops")


def _planner(*rows: tuple[str, bool, float]) -> Raw:
    return Raw(
        "planner.gpkg", pd.DataFrame(list(rows), columns=["stop_id", "control", "probability"]), layer="controls"
    )


def _import(*filled: Raw, planner: Raw | None = None, earlier: Raw | None = None) -> tuple[Visits, dict[str, Message]]:
    visits, messages = visits_of(filled, planner, earlier)
    for message in messages:
        assert "{" not in say(message, "nl")
        assert "{" not in say(message, "en")
    return visits, {message.code: message for message in messages}


def test_words_of_every_form_are_outcomes() -> None:
    said = pd.Series(["violation", "Overtreding ", "NADER  ONDERZOEK", "further_inquiry", "niets bijzonders",
                      "niemand aanwezig, of gesloten", "Niemand aanwezig of gesloten", "niet_binnengelaten",
                      "Niet toegelaten", None, "", "eigenaar Jan de Vries boos"])  # fmt: skip
    assert outcomes(said).tolist() == ["violation", "violation", "further_inquiry", "further_inquiry",
        "nothing_remarkable", "closed", "closed", "refused", "refused", None, None, None]  # fmt: skip
    assert truths(pd.Series([True, "ja", "0", 1, "nee", None, "misschien"], dtype=object)).tolist() == [
        True, True, False, True, False, pd.NA, pd.NA]  # fmt: skip


def test_a_small_day_by_hand() -> None:
    filled = _stops(
        ("a", "violation", True),
        ("b", "nothing_remarkable", True),
        ("c", "further_inquiry", True),
        ("d", "closed", True),
        ("e", None, None),
        ("f", "refused", True),
        ("g", "violation", True),
    )
    planner = _planner(("a", False, 1.0), ("b", False, 1.0), ("c", True, 0.25), ("d", True, 0.25), ("e", False, 1.0),
                       ("f", False, 1.0), ("g", True, 0.02), ("h", True, 0.25))  # fmt: skip
    visits, told = _import(filled, planner=planner)
    assert tuple(visits.table.columns) == COLUMNS
    assert visits.table["stop_id"].tolist() == ["a", "b", "c", "d", "f", "g"]  # e was not visited
    assert visits.table["visited"].tolist() == [True, True, True, False, True, True]
    assert visits.rates.set_index("group")[["stops", "hits"]].to_numpy().tolist() == [[2, 1], [2, 2]]
    assert visits.controls == 2  # d was closed
    # Of the eight places four had chance 1, three 0.25 and one 0.02.
    mean = (4 + 3 * 0.25 + 0.02) / 8
    assert visits.incidents["incident_id"].tolist() == [f"a_{DAY}", f"c_{DAY}", f"g_{DAY}"]
    assert visits.incidents["weight"].tolist() == pytest.approx([mean, mean / 0.25, CAP])
    assert visits.incidents["herkomst"].tolist() == ["ontdekt"] * 3
    assert visits.incidents.geometry.x.tolist() == [155_000, 155_002, 155_006]
    assert visits.incidents["begin"].dt.strftime("%Y-%m-%d").tolist() == [DAY] * 3
    assert told["visits_weights"].values == {"mean": 0.596, "capped": 1, "cap": 10}
    assert told["visits_not_visited"].objects == ("e",)
    assert told["visits_not_returned"].values == {"n": 1, "total": 8}
    assert told["visits_controls_few"].values["n"] == 2
    assert {"visits_too_few", "visits_refused", "visits_ticked_closed"} <= set(told)


def test_free_text_goes_nowhere() -> None:
    filled = _stops(
        ("a", "violation", True, "Dhr. Jansen, 06-12345678", "DCIM/a.jpg"),
        ("b", "Jansen deed open", True, None, None),
        columns="stop_id outcome visited remark photo",
        team="Noord",
        name="Dorpsstraat 1",
    )
    visits, told = _import(filled, planner=_planner(("a", False, 1.0), ("b", False, 1.0)))
    written = visits.table.to_csv() + visits.incidents.drop(columns="geometry").to_csv() + visits.rates.to_csv()
    written += " ".join(say(one, "nl") + say(one, "en") for one in told.values())
    for word in ("Jansen", "06-1", "DCIM", "Dorpsstraat"):
        assert word not in written
    assert told["visits_remarks_left"].values["n"] == 1
    assert told["visits_unknown_outcome"].values["n"] == 1
    assert visits.table["visited"].tolist() == [True, True]
    assert visits.table["outcome"].tolist() == ["violation", None]


def test_what_does_not_fit_is_counted() -> None:
    one = _stops(("a", None, True), ("a", "violation", True), ("z", "violation", True), (None, "violation", True),
                 ("b", "nothing_remarkable", False))  # fmt: skip
    other = _stops(("a", "nothing_remarkable", True), ("c", None, True))
    visits, told = _import(one, other, planner=_planner(("a", False, 1.0), ("b", False, 1.0), ("c", True, 0.5)))
    table = visits.table.set_index("stop_id")
    assert table["outcome"].to_dict() == {"a": "nothing_remarkable", "b": "nothing_remarkable", "c": None,
                                          "z": "violation"}  # fmt: skip
    assert table.loc["b", "visited"]
    assert told["visits_duplicates"].values == {"n": 2}
    assert told["visits_differ"].objects == ("a",)
    assert told["visits_differ"].severity == "warning"
    assert told["visits_unknown_stops"].objects == ("z",)
    assert told["visits_no_stop_id"].values["n"] == 1
    assert told["visits_not_ticked"].values["n"] == 1
    assert visits.rates["stops"].tolist() == [2, 0]  # the unknown stop is in no rate
    assert told["visits_no_weight"].values["n"] == 1


def test_without_a_planner_there_are_visits_but_no_rates_and_no_weights() -> None:
    visits, told = _import(_stops(("a", "violation", True)))
    assert visits.table["control"].isna().all()
    assert visits.incidents["weight"].isna().all()
    assert "visits_no_planner" in told
    assert not {"visits_rate_top", "visits_beats", "visits_too_few", "visits_weights"} & set(told)


def test_hits_without_a_place_are_told_and_dates_in_dutch_are_read() -> None:
    filled = _stops(("a", "overtreding", "ja"), placed=False, day="3-12-2026")
    visits, told = _import(filled, planner=_planner(("a", False, 1.0)))
    assert visits.table["day"].tolist() == [DAY]
    assert len(visits.incidents) == 0
    assert told["visits_hits_nowhere"].values["n"] == 1
    _, told = _import(_stops(("a", "overtreding", "ja"), day="donderdag"), planner=_planner(("a", False, 1.0)))
    assert told["visits_bad_day"].values["n"] == 1


def test_a_list_is_judged_by_the_difference_with_its_interval() -> None:
    def day(top_hits: int, control_hits: int) -> set[str]:
        names = [f"t{i}" for i in range(10)] + [f"c{i}" for i in range(10)]
        found = ["violation" if i < top_hits else "nothing_remarkable" for i in range(10)]
        found += ["further_inquiry" if i < control_hits else "nothing_remarkable" for i in range(10)]
        filled = _stops(*[(name, one, True) for name, one in zip(names, found, strict=True)])
        planner = _planner(*[(name, name[0] == "c", 0.2 if name[0] == "c" else 1.0) for name in names])
        visits, told = _import(filled, planner=planner)
        if (top_hits, control_hits) == (9, 3):  # Newcombe 1998, example (b)
            assert told["visits_beats"].values == {"value": 60, "low": 17, "high": 81}
            assert visits.rates["low"].tolist() == pytest.approx([0.5958, 0.1078], abs=1e-4)
            assert visits.rates["high"].tolist() == pytest.approx([0.9821, 0.6032], abs=1e-4)
        return set(told)

    assert "visits_beats" in day(9, 3)
    assert "visits_below" in day(3, 9)
    assert "visits_undecided" in day(5, 3)


def test_earlier_visits_are_kept_replaced_and_counted_for_the_controls() -> None:
    planner = _planner(("a", False, 1.0), ("c", True, 0.2))
    first, _ = _import(_stops(("a", "violation", True), ("c", "closed", True)), planner=planner)
    again, told = _import(
        _stops(("a", "violation", True), ("c", "nothing_remarkable", True)),
        planner=planner,
        earlier=Raw("visits", first.table, layer="visits"),
    )
    assert told["visits_replaced"].values["n"] == 2
    assert len(again.table) == 2
    assert again.controls == 1
    later, told = _import(
        _stops(("c", "violation", True), day="2026-12-10"),
        planner=planner,
        earlier=Raw("visits", again.table, layer="visits"),
    )
    assert later.table[["stop_id", "day"]].to_numpy().tolist() == [["a", DAY], ["c", DAY], ["c", "2026-12-10"]]
    assert later.controls == 2
    # Of each stop the last time counts.
    assert later.rates[["stops", "hits"]].to_numpy().tolist() == [[1, 1], [1, 1]]
    assert later.incidents["incident_id"].tolist() == ["c_2026-12-10"]
    assert later.incidents["weight"].tolist() == pytest.approx([(1 + 0.2) / 2 / 0.2])


def test_sixty_control_visits_are_enough() -> None:
    names = [f"c{i:02d}" for i in range(60)]
    planner = _planner(*[(name, True, 0.2) for name in names])
    _, told = _import(_stops(*[(name, "nothing_remarkable", True) for name in names[:59]]), planner=planner)
    assert told["visits_controls_few"].values["n"] == 59
    _, told = _import(_stops(*[(name, "nothing_remarkable", True) for name in names]), planner=planner)
    assert told["visits_controls_enough"].values["n"] == 60


def test_locations_that_could_have_been_drawn_and_were_not_are_no_stops_of_the_plan() -> None:
    filled = _stops(
        ("a", "violation", True), ("c", "nothing_remarkable", True), ("p", "violation", True), ("h", "violation", True)
    )
    planner = _planner(
        *[("a", False, 1.0), ("b", False, 1.0), ("c", True, 0.25), ("p", False, 0.25), ("far", False, 0.0)],
        ("h", False, float("nan")),
    )
    visits, told = _import(filled, planner=planner)
    assert told["visits_not_returned"].values == {"n": 1, "total": 4}
    assert told["visits_unknown_stops"].objects == ("p",)
    assert visits.rates["stops"].tolist() == [1, 1]  # what was put there by hand is in neither


def test_tables_without_their_columns_are_refused() -> None:
    filled = _stops(("a", "violation", True))
    broken = Raw("planner.gpkg", pd.DataFrame({"stop_id": ["a"], "control": [True]}))
    with pytest.raises(RefusedError, match="no table with a column probability"):
        _import(filled, planner=broken)
    with pytest.raises(RefusedError, match="1 chance is not between 0 and 1"):
        _import(filled, planner=_planner(("a", True, 0.0)))
    with pytest.raises(RefusedError, match="no column day"):
        _import(filled, earlier=Raw("oud", pd.DataFrame({"stop_id": ["a"]})))


def test_a_day_on_which_nobody_went_out_is_an_empty_table() -> None:
    visits, told = _import(_stops(("a", None, None), ("b", None, False)), planner=_planner(("a", False, 1.0)))
    assert len(visits.table) == len(visits.incidents) == 0
    assert told["visits_not_visited"].values["n"] == 2


row = st.tuples(
    st.sampled_from([f"s{i}" for i in range(8)]),
    st.sampled_from([*OUTCOMES, None, "?"]),
    st.sampled_from([True, False, None]),
)


@settings(deadline=None, max_examples=60)
@given(st.lists(row, min_size=1, max_size=25), st.lists(st.floats(0.001, 1), min_size=8, max_size=8))
def test_every_stop_counts_once_a_day_and_weights_stay_in_bounds(rows: list[Any], chances: list[float]) -> None:
    planner = _planner(*[(f"s{i}", i % 2 == 0, 1.0 if i % 2 else chance) for i, chance in enumerate(chances)])
    visits, _ = _import(_stops(*rows), planner=planner)
    assert not visits.table.duplicated(["stop_id", "day"]).any()
    went = {stop for stop, outcome, ticked in rows if outcome in OUTCOMES or ticked}
    assert set(visits.table["stop_id"]) == went
    assert visits.table.loc[visits.table["outcome"] == "closed", "visited"].eq(other=False).all()
    assert (visits.incidents["weight"] > 0).all()
    assert (visits.incidents["weight"] <= CAP).all()
    assert visits.rates["stops"].sum() <= len(went)
    # Import what was imported, and nothing changes.
    again, _ = _import(_stops(*rows), planner=planner, earlier=Raw("visits", visits.table, layer="visits"))
    pd.testing.assert_frame_equal(again.table, visits.table)
    pd.testing.assert_frame_equal(again.rates, visits.rates)


def test_a_number_that_a_spreadsheet_shortened_is_the_stop_it_was() -> None:
    filled = Raw("dutch.csv", pd.DataFrame({"stop_id": ["99100000006139"], "uitkomst": ["overtreding"], "dag": [DAY]}))
    visits, told = _import(filled, planner=_planner(("0099100000006139", False, 1.0)))

    assert visits.table["stop_id"].tolist() == ["0099100000006139"]
    assert "visits_unknown_stops" not in told


def test_a_visit_without_its_day_is_the_one_with_its_day() -> None:
    rows = {"stop_id": ["a", "a"], "outcome": ["violation", "violation"], "visited": [True, True], "day": [None, DAY]}
    visits, _ = _import(Raw("dutch.csv", pd.DataFrame(rows)))

    assert visits.table["day"].tolist() == [DAY]


def test_what_was_not_chosen_is_no_stop_of_the_plan() -> None:
    frame = pd.DataFrame(
        {"stop_id": ["a", "b"], "control": [False, False], "probability": [1.0, 1.0], "chosen": [True, False]}
    )
    visits, _ = _import(
        _stops(("a", "violation", True), ("b", "violation", True)), planner=Raw("planner.gpkg", frame, layer="controls")
    )

    rated = visits.table.set_index("stop_id")
    assert rated.loc["a", "probability"] == 1
    assert np.isnan(rated.loc["b", "probability"])
