"""Which sheets a booklet has."""

from __future__ import annotations

from dataclasses import replace

import pytest

from locatierisico.briefing.choice import Choice, Held, Wanted, named, wanted_sheets
from locatierisico.safeguards.messages import RefusedError, say

from .made_premises import ERF, HOME, SHED, SHOP, make_results

HELD = Held(make_results())


def _codes(choice: Choice, mode: str = "internal") -> list[str]:
    return [message.code for message in wanted_sheets(HELD, choice, mode)[1]]


def _keys(choice: Choice, mode: str = "internal") -> list[str]:
    return [one.key for one in wanted_sheets(HELD, choice, mode)[0]]


def test_what_a_user_writes_is_taken_apart_at_semicolons_and_lines() -> None:
    assert named(" De Noord;bt-1\n\n Oost, West ; ") == ["De Noord", "bt-1", "Oost, West"]


def test_kinds_come_in_the_order_of_a_booklet() -> None:
    wanted, messages = wanted_sheets(HELD, Choice(("method", "areas", "overview")), "internal")
    assert wanted == [Wanted("overview", ""), Wanted("areas", "g1"), Wanted("method", "")]
    assert not messages


def test_the_highest_locations_come_first_and_are_scored() -> None:
    units = HELD.results["units"]
    scored = units[units["state"] == "scored"].sort_values("risk_score", ascending=False)["unit_id"]
    assert _keys(Choice(("locations",), top=3)) == list(scored.head(3))
    assert _keys(Choice(("locations",), top=500)) == list(scored)
    assert _codes(Choice(("locations",), top=500)) == ["sheets_choice_fewer"]


def test_a_kind_of_which_there_is_nothing_is_told() -> None:
    tables = {**HELD.results.tables, **{name: HELD.results[name].iloc[:0] for name in ("areas", "units")}}
    empty = Held(replace(HELD.results, tables=tables))
    wanted, messages = wanted_sheets(empty, Choice(("overview", "areas", "locations")), "internal")
    assert wanted == [Wanted("overview", "")]
    assert [one.code for one in messages] == ["sheets_choice_without_areas", "sheets_choice_fewer"]
    with pytest.raises(RefusedError, match="no areas"):
        wanted_sheets(empty, Choice(("areas",)), "internal")


def test_a_home_gets_no_sheet_and_is_counted() -> None:
    choice = Choice(("locations",), units=(SHOP, HOME, SHOP))
    assert _keys(choice) == [SHOP]
    assert _codes(choice) == ["sheets_choice_dwellings"]


def test_others_get_no_location_that_has_a_home_and_none_for_being_high() -> None:
    choice = Choice(("locations",), units=(SHOP, ERF, SHED))
    assert _keys(choice, "shared") == [SHED]
    assert _codes(choice, "shared") == ["sheets_choice_lived_in", "sheets_choice_by_id"]
    with pytest.raises(RefusedError) as caught:
        wanted_sheets(HELD, Choice(("locations",)), "shared")
    assert caught.value.message.code == "sheets_choice_top_shared"


def test_the_order_of_sheets_for_others_is_that_of_ids_and_not_of_scores() -> None:
    units = HELD.results["units"]
    free = units[(units["state"] == "scored") & ~units["contains_dwelling"]]
    by_score = tuple(free.sort_values("risk_score", ascending=False)["unit_id"])
    assert list(by_score) != sorted(by_score)
    for named_so in (by_score, by_score[::-1]):
        assert _keys(Choice(("locations",), units=named_so), "shared") == sorted(by_score)
        assert _keys(Choice(("locations",), units=named_so)) == list(named_so)
    # However many of the highest are asked for, none is made for others.
    for top in (1, 500):
        wanted, messages = wanted_sheets(HELD, Choice(("locations", "method"), top=top), "shared")
        assert [one.kind for one in wanted] == ["method"]
        assert "het hoogst" in say(messages[0], "nl")


def test_areas_under_five_objects_are_not_shown_to_others() -> None:
    areas = HELD.results["areas"].assign(n_units=4, n_scored=4)
    held = Held(replace(HELD.results, tables={**HELD.results.tables, "areas": areas}))
    wanted, messages = wanted_sheets(held, Choice(("areas", "method")), "shared")
    assert wanted == [Wanted("method", "")]
    assert [one.code for one in messages] == ["sheets_choice_small_areas"]
    assert len(wanted_sheets(held, Choice(("areas",)), "internal")[0]) == 1


@pytest.mark.parametrize(
    ("choice", "code"),
    [
        (Choice(areas=("nergens",)), "sheets_choice_no_area"),
        (Choice(("locations",), units=("niets",)), "sheets_choice_no_unit"),
        (Choice(("routes",)), "sheets_choice_no_plan"),
        (Choice(()), "sheets_choice_none"),
    ],
)
def test_what_is_not_there_is_refused(choice: Choice, code: str) -> None:
    with pytest.raises(RefusedError) as caught:
        wanted_sheets(HELD, choice, "internal")
    assert caught.value.message.code == code
