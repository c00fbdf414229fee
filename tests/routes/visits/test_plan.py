"""What came back without a day or a place, and what the plan knows of it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
import shapely

from locatierisico.registers.raw import Raw
from locatierisico.routes.visits.plan import tells_nothing
from locatierisico.routes.visits.visits import Visits, visits_of
from locatierisico.safeguards.messages import Message, Severity, say

DAY, LATER = "2026-12-03", "2026-12-04"


def _csv(**columns: list[Any]) -> Raw:
    return Raw("terug.csv", pd.DataFrame(columns).astype(object))


def _routes(*rows: tuple[str, str | None, bool]) -> Raw:
    frame = pd.DataFrame(list(rows), columns=["stop_id", "day", "served"]).assign(visited=None, outcome=None)
    points = shapely.points(155_000.0 + np.arange(len(frame)), 463_000.0)
    return Raw("routes.gpkg", frame, points, "EPSG:28992", layer="stops")


def _planner(**chances: float) -> Raw:
    frame = pd.DataFrame(
        {
            "stop_id": list(chances),
            "control": [0 < one < 1 for one in chances.values()],
            "probability": [*chances.values()],
        }
    )
    return Raw("planner.gpkg", frame, layer="controls")


def _home(*filled: Raw, **known: Any) -> tuple[Visits, dict[str, Message]]:
    visits, messages = visits_of(filled, known.get("planner"), known.get("earlier"), known.get("stops", ()))
    for message in messages:
        for tongue in ("nl", "en"):
            assert "{" not in say(message, tongue)
    return visits, {message.code: message for message in messages}


def _days(visits: Visits) -> dict[str, str]:
    return dict(zip(visits.table["stop_id"], visits.table["day"], strict=True))


def test_a_row_without_a_readable_day_takes_the_one_day_of_its_stop() -> None:
    back = _csv(
        stop_id=["a", "b", "c", "d", "e"], outcome=["violation"] * 5, day=[None, "31-02-2026", "", "4-12-2026", None]
    )
    # The plan visits c on two days and could not fit e in; of x it says nothing.
    plan = _routes(("a", DAY, True), ("b", LATER, True), ("c", DAY, True), ("c", LATER, True), ("d", DAY, True),
                   ("e", DAY, False))  # fmt: skip
    visits, told = _home(back, stops=[plan])
    assert _days(visits) == {"a": DAY, "b": LATER, "d": LATER}
    assert told["visits_bad_day"].values["n"] == 1
    assert told["visits_day_of_plan"].objects == ("a", "b")
    assert told["visits_without_day"].objects == ("c", "e")


def test_a_visit_that_comes_again_with_its_day_stands_there_once() -> None:
    dayless = _csv(stop_id=["a"], outcome=["nothing_remarkable"], day=[None])
    first, told = _home(dayless)
    assert len(first.table) == 0
    assert "visits_without_day" in told
    # A table of before these were left out may still hold one.
    before = pd.DataFrame({"stop_id": ["a", "b"], "day": [None, None], "outcome": ["violation"] * 2, "visited": True,
                           "control": None, "probability": np.nan})  # fmt: skip
    later = _csv(stop_id=["a"], outcome=["violation"], day=[DAY])
    visits, told = _home(later, earlier=Raw("bezoeken", before, layer="bezoeken"))
    assert visits.table[["stop_id", "day"]].to_numpy().tolist() == [["a", DAY], ["b", None]]
    assert told["visits_replaced"].values["n"] == 1


def test_an_outcome_without_a_day_is_not_lost_to_the_empty_row_of_the_package() -> None:
    package = _routes(("a", DAY, True))
    visits, _ = _home(package, _csv(stop_id=["a"], outcome=["violation"], day=[None]))
    assert visits.table[["day", "outcome"]].to_numpy().tolist() == [[DAY, "violation"]]
    assert visits.incidents.geometry.x.tolist() == [155_000]


def test_hits_of_a_table_lie_where_the_plan_or_its_columns_say() -> None:
    back = _csv(stop_id=["a", "b", "z"], outcome=["violation"] * 3, day=[DAY] * 3)
    visits, told = _home(back, stops=[_routes(("b", DAY, True), ("a", DAY, True))])
    assert visits.incidents.geometry.x.tolist() == [155_001, 155_000]
    assert told["visits_places_of_plan"].values["n"] == 2
    assert told["visits_hits_nowhere"].objects == ("z",)
    back = _csv(stop_id=["a", "b"], outcome=["violation"] * 2, day=[DAY] * 2, x=["181900,5", ""], y=["511500,25", ""])
    visits, told = _home(back)
    assert shapely.get_coordinates(visits.incidents.geometry).tolist() == [[181_900.5, 511_500.25]]
    assert told["visits_hits_nowhere"].objects == ("b",)
    # Panden as a layer: somewhere on the pand.
    pand = shapely.box(155_000, 463_000, 155_020, 463_010)
    units = Raw("units", pd.DataFrame({"unit_id": ["a"]}), np.array([pand]), "EPSG:28992", layer="units")
    visits, _ = _home(_csv(stop_id=["a"], outcome=["violation"], day=[DAY]), stops=[units])
    assert visits.incidents.geometry.iloc[0].within(pand)


def test_only_stops_on_a_route_can_fail_to_come_back() -> None:
    planner = _planner(a=1.0, b=1.0, c=1.0, d=0.25)
    back = _csv(stop_id=["a"], outcome=["violation"], day=[DAY])
    plan = _routes(("a", DAY, True), ("b", DAY, True), ("c", None, False), ("d", DAY, True))
    _, told = _home(back, planner=planner, stops=[plan])
    assert told["visits_not_back"].values == {"n": 2, "total": 3}
    assert told["visits_not_back"].objects == ("b", "d")
    assert "visits_not_returned" not in told
    _, told = _home(back, planner=planner)
    assert told["visits_not_returned"].values == {"n": 3, "total": 4}


def test_two_phones_with_one_package_are_no_warning_unless_they_differ() -> None:
    one = _csv(stop_id=["a", "b", "c"], outcome=["violation", None, "nothing_remarkable"], day=[DAY] * 3)
    other = _csv(stop_id=["a", "b", "c"], outcome=["violation", "closed", "nothing_remarkable"], day=[DAY] * 3)
    visits, told = _home(one, other)
    assert visits.table["outcome"].tolist() == ["violation", "closed", "nothing_remarkable"]
    assert told["visits_duplicates"].values == {"n": 3}
    assert told["visits_duplicates"].severity is Severity.INFO
    assert "visits_differ" not in told
    _, told = _home(one, _csv(stop_id=["a"], outcome=["closed"], day=[DAY]))
    assert told["visits_differ"].severity is Severity.WARNING
    assert told["visits_differ"].objects == ("a",)


def test_closed_and_not_visited_do_not_contradict_each_other() -> None:
    back = _csv(stop_id=["a", "b"], outcome=["closed", "violation"], visited=["nee", "nee"], day=[DAY] * 2)
    _, told = _home(back)
    assert told["visits_not_ticked"].objects == ("b",)


def test_what_a_spreadsheet_did_to_numbers_is_mended_or_told() -> None:
    back = _csv(stop_id=["99100000006139", "0,0991E+15", "9.91E+13", "0099100000006140"],
                outcome=["violation"] * 4, day=[DAY] * 4)  # fmt: skip
    visits, told = _home(back, planner=_planner(**{"0099100000006139": 1.0, "0099100000006140": 1.0}))
    assert visits.table["stop_id"].tolist() == ["0099100000006139", "0099100000006140"]
    assert told["visits_zeros_back"].values["n"] == 1
    assert told["visits_rounded_ids"].values["n"] == 2
    assert "visits_no_stop_id" not in told
    assert "visits_unknown_stops" not in told


def test_weights_of_what_is_drawn_are_one_on_average() -> None:
    """Every place weighs mean / chance: over all draws that sums to the number of visits, whatever the chances."""
    chances = {**{f"t{i}": 1.0 for i in range(6)}, **{f"c{i:02d}": 0.25 for i in range(12)}}
    seen = [*(f"t{i}" for i in range(6)), "c00", "c05", "c10"]  # 12 x 0.25 were drawn
    back = _csv(stop_id=seen, outcome=["violation"] * 9, day=[DAY] * 9, x=[155_000] * 9, y=[463_000] * 9)
    visits, _ = _home(back, planner=_planner(**chances))
    assert visits.incidents["weight"].sum() == pytest.approx(9)
    # What never could be drawn is no place of which anything was to be learnt.
    visits, _ = _home(back, planner=_planner(**chances, far=0.0))
    assert visits.incidents["weight"].sum() == pytest.approx(9)


def test_a_layer_tells_nothing_until_something_is_filled_in() -> None:
    plan = _routes(("a", DAY, True))
    assert tells_nothing(plan)
    assert tells_nothing(Raw("units", pd.DataFrame({"unit_id": ["a"]})))
    assert not tells_nothing(Raw("iets", pd.DataFrame({"naam": ["a"]})))
    for filled in ({"outcome": ["onzin"]}, {"visited": [True]}):
        assert not tells_nothing(Raw("stops", plan.frame.assign(**filled), layer="stops"))
