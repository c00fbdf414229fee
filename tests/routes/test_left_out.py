"""What is not planned: the reason in a row each, and in a sentence that names what had to be."""

from __future__ import annotations

import numpy as np
import pytest

from locatierisico.routes.day import Day, Team
from locatierisico.routes.left_out import exact, reason_words, told_of_left_out
from locatierisico.routes.solving.reasons import unserved
from locatierisico.routes.solving.solve import solve
from locatierisico.safeguards.messages import say

from .made_days import stops


def _told(*reasons: str, mandatory: tuple[int, ...] = ()) -> list[str]:
    ids = np.array([f"L{at}" for at in range(len(reasons))], dtype=object)
    must = np.isin(np.arange(len(reasons)), mandatory)
    held = np.array(reasons, dtype=object)
    return [say(one, "en") for one in told_of_left_out(ids, held, must, np.zeros(len(reasons), dtype=bool))]


def test_what_is_planned_needs_no_word() -> None:
    assert _told("", "") == []


def test_a_mandatory_stop_that_does_not_fit_is_named_with_its_reason() -> None:
    told = _told("", "mandatory_no_room", "no_room", mandatory=(0, 1))
    assert "2 of 3 stops" in told[0]
    assert "1 of 2 mandatory" in told[1]
    assert "L1: mandatory" in told[1]
    assert "L2" not in told[1]


def test_the_road_says_why_a_stop_cannot_be_reached_and_only_that() -> None:
    reason = np.array(["unreachable", "unreachable", "no_room"], dtype=object)
    road = np.array(["island", "far", "no_way_out"], dtype=object)
    assert exact(reason, road).tolist() == ["island", "unreachable", "no_room"]


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_offset_is_told_of_a_stop_in_the_water(language: str) -> None:
    assert "2340" in reason_words("no_road", 2340.2, language)
    assert "inf" not in reason_words("no_road", np.inf, language)


def test_a_shift_too_short_for_a_visit_is_not_called_closed() -> None:
    day = Day(stops(1, service=[18]), (Team("a", 0, 1, 1, (540, 541)),), np.zeros((2, 2)))
    assert unserved(day, solve(day)[0]).tolist() == ["too_long"]


def test_a_stop_pinned_to_a_team_without_its_skill_says_so() -> None:
    made = stops(1, service=[5], skills=np.array([frozenset({"bouw"})], dtype=object), pinned=np.array([0]))
    teams = (Team("a", 0, 1, 1, (540, 990)), Team("b", 0, 1, 1, (540, 990), skills=frozenset({"bouw"})))
    day = Day(made, teams, np.zeros((2, 2)))
    assert unserved(day, solve(day)[0]).tolist() == ["skill"]
