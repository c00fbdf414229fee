"""Teams from tables and JSON, on their days, and in pairs."""

from __future__ import annotations

import json
import sys
from datetime import date
from itertools import combinations
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from locatierisico.registers.raw import Raw
from locatierisico.routes.day import NO_BREAK, Break
from locatierisico.routes.stops.addresses import read_addresses
from locatierisico.routes.stops.crew import default_team, teams_on_days, too_light
from locatierisico.routes.stops.darkness import dark_from
from locatierisico.routes.stops.pairs import in_pairs
from locatierisico.routes.stops.teams import TeamWish, read_teams
from locatierisico.safeguards.messages import RefusedError, say

if TYPE_CHECKING:
    from locatierisico.safeguards.messages import Message

sys.path.insert(0, str(Path(__file__).parent))
from made_layers import HOME, SHOP, addresses

THURSDAY, FRIDAY = date(2026, 12, 3), date(2026, 12, 4)
KNOWN = read_addresses(addresses((0, SHOP), (1, HOME), (2, SHOP), huisletter=["", "a", ""]))[0]


def of(*rows: dict[str, Any]) -> list[TeamWish]:
    return read_teams(json.dumps(list(rows)), addresses=KNOWN)[0]


def refusal(given: Raw | str) -> Message:
    with pytest.raises(RefusedError) as caught:
        read_teams(given, addresses=KNOWN)
    for language in ("en", "nl"):
        assert "{team" not in say(caught.value.message, language)
    return caught.value.message


def test_the_same_team_from_json_and_from_a_dutch_table() -> None:
    wanted = TeamWish(
        "Noord", (180_000, 500_000), (181_000, 501_000), (510, 1020), Break(45, 700, 780),
        frozenset({"bouw", "milieu"}), 6, frozenset({"ma", "di", "2026-12-03"}),
    )  # fmt: skip
    english = {
        "name": "Noord", "start": [180_000, 500_000], "end": "181000 501000", "shift_from": "8:30", "shift_to": 17,
        "break_minutes": 45, "break_from": "11:40", "break_to": "13:00", "skills": ["bouw", "Milieu"],
        "max_stops": 6, "days": "ma-di, 3-12-2026",
    }  # fmt: skip
    dutch = pd.DataFrame(
        {
            "naam": ["Noord"], "begin": ["POINT (180000 500000)"], "einde_x": ["181000,0"], "einde_y": [501_000.0],
            "dienst_van": ["0830"], "dienst_tot": ["17:00"], "pauze": ["45"], "pauze_van": ["11.40"],
            "pauze_tot": ["13.00"], "vaardigheden": ["Bouw; milieu"], "max": ["6"], "dagen": ["ma, di, 2026-12-03"],
        }
    )  # fmt: skip

    assert of(english) == [wanted]
    assert read_teams(Raw("ploegen", dutch))[0] == [wanted]


def test_what_is_not_said_is_as_usual() -> None:
    teams, messages = read_teams('{"teams": [{"name": "a"}, {"name": "a", "start": "180000,500000"}]}')

    assert teams[0] == TeamWish("a", None, None, (540, 990), Break(30, 720, 810), frozenset(), inf)
    assert teams[1].name == "a (2)"
    assert teams[1].end == (180_000, 500_000)
    assert [one.code for one in messages] == ["stops_teams_without_start", "stops_teams_same_name"]


@pytest.mark.parametrize(
    ("shift", "pause"),
    [
        ({"shift_from": "8:00", "shift_to": "12:00"}, NO_BREAK),
        ({"shift_from": "18:00", "shift_to": "00:00", "break_minutes": 15}, Break(15, 1200, 1320)),
        ({"break_minutes": 0}, NO_BREAK),
        ({"shift_from": "20:00", "shift_to": "2:00", "break_from": "23:30", "break_to": "0:30"}, Break(30, 1410, 1470)),
        ({"break_minutes": 20, "break_to": "12:30"}, Break(20, 540, 750)),
    ],
)
def test_a_break_falls_in_the_shift(shift: dict[str, Any], pause: Break) -> None:
    assert of({"name": "a", **shift})[0].pause == pause


def test_a_shift_may_run_past_midnight() -> None:
    assert of({"name": "a", "shift_from": "21:00", "shift_to": "1:30"})[0].shift == (1260, 1530)


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("Dorpsstraat 1", (180_005, 500_005)),
        ("dorpsstraat 2A, Waterlinge", (180_105, 500_005)),
        ("Dorpsstraat 2 a Waterlinge", (180_105, 500_005)),
        ("9000ab 3", (180_205, 500_005)),
        ("Dorpsstraat 3, 9000 AB Waterlinge", (180_205, 500_005)),
        ("155000.0 463000.0", (155_000, 463_000)),
        ("SRID=28992;POINT(155000 463000)", (155_000, 463_000)),
    ],
)
def test_a_start_is_coordinates_or_an_address(said: str, place: tuple[float, float]) -> None:
    assert of({"name": "a", "start": said})[0].start == pytest.approx(place)


@pytest.mark.parametrize("said", ["52.155174, 5.387206", "5.387206 52.155174"])
def test_degrees_are_brought_to_rd(said: str) -> None:
    assert of({"name": "a", "start": said})[0].start == pytest.approx((155_000, 463_000), abs=1)


def test_a_table_with_points_has_its_starts_in_them() -> None:
    raw = Raw(
        "p", pd.DataFrame({"naam": ["a", "b"]}), shapely.points([[180_000.0, 500_000.0], [1.0, 1.0]]), "EPSG:28992"
    )
    raw.geometry[1] = None  # type: ignore[index]

    assert [team.start for team in read_teams(raw)[0]] == [(180_000, 500_000), None]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({"shift_from": "9:00", "shift_to": "9:00"}, "stops_team_no_shift"),
        ({"shift_from": "10:00", "shift_to": "9:00"}, "stops_team_shift_reversed"),
        ({"shift_from": "kwart"}, "stops_team_value"),
        ({"max_stops": -1}, "stops_team_value"),
        ({"max_stops": "veel"}, "stops_team_value"),
        ({"days": "ooit"}, "stops_team_value"),
        ({"break_from": "13:00", "break_to": "12:00"}, "stops_team_break"),
        ({"start": "Nergensweg 1"}, "stops_team_no_place"),
        ({"start": "Dorpsstraat 1, Elders"}, "stops_team_no_place"),
        ({"start": "1, 1"}, "stops_team_no_place"),
    ],
)
def test_a_team_that_cannot_be_is_refused_by_name(row: dict[str, Any], code: str) -> None:
    message = refusal(json.dumps([{"name": "Noord", **row}]))

    assert message.code == code
    assert message.values["team"] == "Noord"


@pytest.mark.parametrize("text", ["", "geen json", "3", "[1]", '"a"', "[" * 99_999, '[{"max_stops": NaN}]'])
def test_what_is_no_list_of_teams_is_refused(text: str) -> None:
    assert refusal(text).code == "stops_teams_json"


def test_an_empty_list_of_teams_is_refused_and_a_name_that_is_no_text() -> None:
    assert refusal("[]").code == "stops_teams_none"
    assert refusal('[{"name": {"voor": "A"}}]').code == "stops_team_value"


def test_a_break_as_long_as_the_shift_is_refused() -> None:
    rows = '[{"name": "N", "shift_from": "9:00", "shift_to": "12:00", "break_minutes": %s}]'
    assert refusal(rows % 180).code == "stops_team_break_long"
    read_teams(rows % 60)


def test_what_is_not_known_of_a_team_is_named() -> None:
    _, messages = read_teams('[{"name": "N", "shft_from": "8:00"}]')
    (strange,) = [one for one in messages if one.code == "stops_teams_strange"]
    assert strange.values["columns"] == "shft_from"


def test_a_table_of_something_else_is_refused_and_persons_are_not_read() -> None:
    assert refusal(Raw("t", pd.DataFrame({"foo": [1]}))).code == "stops_teams_unknown"

    table = pd.DataFrame({"naam": ["JdV"], "telefoon": ["0612345678"], "geboortedatum": ["1980-01-01"]})
    teams, messages = read_teams(Raw("t", table))
    assert teams[0].name == "JdV"
    assert messages[0].code == "door_persons"


def test_teams_go_out_on_their_days_from_places_behind_the_stops() -> None:
    wishes = of(
        {"name": "a", "start": "180000,500000"},
        {"name": "b", "start": "180000,500000", "end": "181000,500000", "days": "vr"},
        {"name": "c", "days": "2"},
        {"name": "d", "days": "ma"},
    )
    points = np.array([[0.0, 0.0], [10.0, 10.0], [20.0, 80.0]])
    crew, messages = teams_on_days(wishes, (THURSDAY, FRIDAY), points)

    assert [(team.name, team.day, team.start, team.end) for team in crew.teams] == [
        ("a", 0, 3, 3), ("a", 1, 3, 3), ("b", 1, 3, 4), ("c", 1, 5, 5),
    ]  # fmt: skip
    assert crew.places.tolist() == [[180_000, 500_000], [181_000, 500_000], [10, 10]]
    assert [(one.code, one.values["teams"]) for one in messages] == [("stops_team_absent", "d")]
    with pytest.raises(RefusedError):
        teams_on_days(wishes[3:], (THURSDAY, FRIDAY), points)


def test_without_teams_one_goes_out_from_the_middle() -> None:
    usual, _ = default_team((THURSDAY,), "day")
    crew, _ = teams_on_days(usual, (THURSDAY,), np.array([[1.0, 2.0], [3.0, 4.0], [9.0, 3.0]]))

    assert crew.places.tolist() == [[3, 3]]
    assert crew.teams[0].shift == (540, 990)
    assert crew.teams[0].pause == Break(30, 720, 810)


def test_a_dark_round_begins_when_it_is_dark() -> None:
    (team,), (told,) = default_team((date(2026, 12, 3), date(2026, 6, 22)), "dark")

    assert team.shift == (23 * 60, 26 * 60)
    assert team.pause == NO_BREAK
    assert told.values == {"start": "23:00", "end": "2:00"}


def test_a_team_that_leaves_before_dark_is_named_with_the_day() -> None:
    wishes = [TeamWish("vroeg", shift=(900, 1200)), TeamWish("laat", shift=(1140, 1380))]

    assert [told.values["teams"] for told in too_light(wishes, (THURSDAY,))] == ["vroeg"]
    assert [told.values["teams"] for told in too_light(wishes, (date(2026, 6, 22),))] == ["vroeg, laat"]
    assert too_light(wishes[1:], (THURSDAY,)) == []


@pytest.mark.parametrize(
    ("day", "dusk"),
    [("2026-12-21", "17:08"), ("2026-06-21", "22:53"), ("2026-03-20", "19:25"), ("2026-10-25", "17:58")],
)
def test_civil_twilight_ends_when_the_almanac_says(day: str, dusk: str) -> None:
    hours, minutes = map(int, dusk.split(":"))

    assert dark_from(date.fromisoformat(day)) == pytest.approx(hours * 60 + minutes, abs=4)


def test_pairs_are_made_of_who_together_may_do_most_of_what_is_asked() -> None:
    bouw, milieu, elektra = (frozenset({one}) for one in ("bouw", "milieu", "elektra"))
    inspectors = [TeamWish("A", skills=bouw), TeamWish("B", skills=milieu), TeamWish("C", skills=elektra)]

    (pair,), _ = in_pairs(inspectors, (THURSDAY,), {bouw: 7, milieu: 8, elektra: 1})
    assert pair.name == "A + B"
    (pair,), _ = in_pairs(inspectors, (THURSDAY,), {bouw: 1, milieu: 8, elektra: 7})
    assert pair.name == "B + C"
    assert len(in_pairs(inspectors, (THURSDAY,), {frozenset({"slot"}): 1})[0]) == 1


def test_pairs_share_what_they_can_and_their_skills() -> None:
    inspectors = [
        TeamWish("a", (1, 1), (1, 1), (480, 720), skills=frozenset({"bouw"}), most=8),
        TeamWish("b", (2, 2), (2, 2), (540, 1020), skills=frozenset({"milieu"}), most=5),
        TeamWish("c", None, None, (470, 720), pause=NO_BREAK),
        TeamWish("d", None, None, (600, 1020), pause=Break(45, 750, 800)),
        TeamWish("e", None, None, (1100, 1300)),
    ]
    pairs, messages = in_pairs(inspectors, (THURSDAY,))

    assert [(pair.name, pair.shift, pair.most) for pair in pairs] == [
        ("a + c", (480, 720), 8), ("b + d", (600, 1020), 5),
    ]  # fmt: skip
    assert pairs[1].start == (2, 2)
    assert pairs[1].pause == Break(45, 750, 800)
    assert pairs[0].skills == {"bouw"}
    assert messages[1].values == {"n": 1, "names": "e"}


def test_two_who_are_never_there_together_are_no_pair() -> None:
    early, late = TeamWish("a", shift=(480, 720)), TeamWish("b", shift=(720, 1000))
    on_monday = TeamWish("c", days=frozenset({"ma"}))

    for two in ([early, late], [early, on_monday], [early]):
        with pytest.raises(RefusedError):
            in_pairs(two, (THURSDAY,))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 10)), min_size=2, max_size=6))
def test_no_other_way_to_pair_shares_more(shifts: list[tuple[int, int]]) -> None:
    inspectors = [TeamWish(str(at), shift=(first, first + long)) for at, (first, long) in enumerate(shifts)]

    def shared(one: TeamWish, other: TeamWish) -> float:
        return max(0, min(one.shift[1], other.shift[1]) - max(one.shift[0], other.shift[0]))

    def best(left: list[TeamWish]) -> float:
        found = 0.0
        for one, other in combinations(left, 2):
            rest = [team for team in left if team not in (one, other)]
            found = max(found, shared(one, other) + best(rest))
        return found

    most = best(inspectors)
    if most == 0:
        return
    pairs, _ = in_pairs(inspectors, (THURSDAY,))
    assert sum(pair.shift[1] - pair.shift[0] for pair in pairs) == most
