"""Which locations become stops, and what is carried with them."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
import shapely

from locatierisico.registers.raw import Raw
from locatierisico.routes.day import Team
from locatierisico.routes.stops.controls import draw
from locatierisico.routes.stops.pins import pin, without_left_out
from locatierisico.routes.stops.prepare import prepare
from locatierisico.routes.stops.wishes import Wishes
from locatierisico.safeguards.messages import RefusedError, say

if TYPE_CHECKING:
    from locatierisico.routes.stops.prepare import Prepared
    from locatierisico.safeguards.messages import Message

sys.path.insert(0, str(Path(__file__).parent))
from made_layers import HOME, RD, SHOP, WORKS, addresses, pand, panden, points, vbo

DAY = (date(2026, 12, 3),)


def wishes(**chosen: Any) -> Wishes:
    return Wishes(DAY, **({"top": 0} | chosen))


def told(prepared: Prepared) -> dict[str, Message]:
    return {message.code: message for message in prepared.messages}


def refusal(raw: Raw, chosen: Wishes, **given: Any) -> Message:
    with pytest.raises(RefusedError) as caught:
        prepare(raw, chosen, **given)
    for language in ("en", "nl"):
        assert "{" not in say(caught.value.message, language)
    return caught.value.message


def test_a_stop_is_a_pand_with_its_businesses_and_a_home_is_none() -> None:
    there = addresses((0, SHOP), (0, HOME), (0, f"{HOME},{WORKS}"), (1, HOME), (2, WORKS))
    prepared = prepare(panden(4), wishes(), addresses=there)

    assert prepared.stops.stop_id.tolist() == [pand(0), pand(2)]
    assert prepared.table["addresses"].tolist() == ["Dorpsstraat 1; Dorpsstraat 3", "Dorpsstraat 5"]
    assert prepared.table["n_addresses"].tolist() == [2, 1]
    assert prepared.table["name"].tolist() == ["Dorpsstraat 1", "Dorpsstraat 5"]
    assert prepared.stops.service.tolist() == [26, 18]  # 10 + 8 for each business
    assert told(prepared)["stops_homes_left_out"].values["n"] == 1
    assert told(prepared)["stops_sheds_left_out"].values["n"] == 1


def test_a_pand_without_an_address_is_visited_where_it_must_be() -> None:
    raw = panden(2, moet=["nee", "ja"])
    prepared = prepare(raw, wishes(mandatory="moet"), addresses=addresses((0, SHOP)))

    assert prepared.stops.mandatory.tolist() == [False, True]
    assert prepared.stops.service.tolist() == [18, 10]
    assert told(prepared)["stops_without_address"].values["n"] == 1


def test_dwellings_and_clusters_of_the_assessment_never_become_stops() -> None:
    states = ["scored", "dwelling", "cluster", "insufficient data"]
    ids = [pand(0), pand(1), f"erf-{pand(2)}", f"erf-{pand(3)}"]
    raw = panden(
        4, unit_id=ids, state=states, risk_score=[9.0, 80.0, 90.0, np.nan], contains_dwelling=[True] + [False] * 3
    )
    prepared = prepare(raw, wishes())

    assert prepared.stops.stop_id.tolist() == [pand(0), f"erf-{pand(3)}"]
    assert prepared.table["pand_identificatie"].tolist() == [pand(0), pand(3)]
    assert prepared.stops.priority.tolist() == pytest.approx([9, 0.009])
    assert {"stops_homes_left_out", "stops_with_home", "stops_priority_missing"} <= set(told(prepared))


@pytest.mark.parametrize("field", ["identificatie", "soort"])
def test_where_people_live_on_water_or_in_a_woonwagen_is_no_stop(field: str) -> None:
    said = {"identificatie": "0099030000000001", "soort": "Woonwagenlocatie"}[field]
    raw = points([(180_000, 500_000), (180_100, 500_000)], **{field: [said, "kantoor"]})

    assert len(prepare(raw, wishes()).stops) == 1


def test_a_point_takes_the_whole_pand_of_the_nearest_address() -> None:
    there = addresses((0, SHOP), (0, WORKS), (1, HOME))
    raw = points([(180_015, 500_005), (180_105, 500_020), (180_060, 500_005)])
    prepared = prepare(raw, wishes(), addresses=there)

    assert prepared.stops.stop_id.tolist() == ["rij 1", "rij 3"]
    assert prepared.table["n_addresses"].tolist() == [2, 0]


def test_addresses_as_stops_are_visited_pand_by_pand() -> None:
    there = addresses((0, SHOP), (0, WORKS), (1, HOME), (2, SHOP))
    prepared = prepare(there, wishes())

    assert prepared.stops.stop_id.tolist() == [pand(0), pand(2)]
    assert prepared.table["n_addresses"].tolist() == [2, 1]
    assert told(prepared)["stops_addresses_of_one_pand"].values["n"] == 1


def test_lost_zeros_of_ids_are_restored() -> None:
    raw = panden(1, identificatie=[int(pand(0))])

    assert prepare(raw, wishes(), addresses=addresses((0, SHOP))).stops.stop_id.tolist() == [pand(0)]


def test_withdrawn_addresses_and_berths_are_no_business() -> None:
    there = addresses(
        (0, SHOP), (1, SHOP), (1, HOME), (2, SHOP),
        status=["Verblijfsobject in gebruik", "Verblijfsobject ingetrokken", "Verblijfsobject in gebruik", ""],
        identificatie=[vbo(0), vbo(1), vbo(2), "0099020000000009"],
    )  # fmt: skip
    assert prepare(panden(3), wishes(), addresses=there).stops.stop_id.tolist() == [pand(0)]


def test_minutes_of_a_field_come_first_and_negative_ones_leave_a_stop_out() -> None:
    raw = panden(4, duur=["45", "", "-5", "lang"])
    there = addresses(*[(at, SHOP) for at in range(4)])
    prepared = prepare(raw, wishes(service="duur", service_base=20, service_per_address=1), addresses=there)

    assert prepared.stops.service.tolist() == [45, 21, 21]
    assert told(prepared)["stops_negative_service"].objects == (pand(2),)
    assert told(prepared)["stops_unreadable_minutes"].objects == (pand(3),)
    lost = refusal(panden(1, duur=[-1]), wishes(service="duur"), addresses=addresses((0, SHOP)))
    assert lost.code == "stops_none_left"


def test_without_addresses_every_visit_counts_for_one_business_and_nobody_pretends_to_know_homes() -> None:
    prepared = prepare(points([(180_000, 500_000)]), wishes())

    assert prepared.stops.service.tolist() == [18]
    assert np.isnan(prepared.table["n_addresses"]).all()
    assert {"stops_homes_not_known", "stops_one_business_each", "stops_no_priority"} <= set(told(prepared))


def test_a_visit_ends_before_the_window_does() -> None:
    raw = panden(2, van=["10:00", "10:00"], tot=["11:00", "10:10"])
    there = addresses((0, SHOP), (1, SHOP))
    stops = prepare(raw, wishes(window_start="van", window_end="tot"), addresses=there).stops

    assert stops.opens[:, 0].tolist() == [600, 600]
    assert stops.closes[:, 0].tolist() == [642, 592]  # the second window is shorter than the visit


def test_after_dark_a_look_from_the_street_is_short() -> None:
    raw = panden(1, uren=["gesloten"], duur=[90])
    prepared = prepare(raw, wishes(round="dark", opening_hours="uren", service="duur"), addresses=addresses((0, SHOP)))

    assert prepared.stops.service.tolist() == [5]
    assert prepared.stops.closes.tolist() == [[np.inf]]


def test_the_top_is_by_priority_and_mandatory_ones_come_besides() -> None:
    raw = panden(5, p=[5, 3, "3", 0, None], moet=[0, 0, 0, 1, 0])
    there = addresses(*[(at, SHOP) for at in range(5)])
    prepared = prepare(raw, wishes(priority="p", mandatory="moet", top=2), addresses=there)

    assert prepared.stops.stop_id.tolist() == [pand(0), pand(1), pand(3)]
    assert (prepared.stops.priority > 0).all()
    assert told(prepared)["stops_tied_at_edge"].values == {"n": 2, "inside": 1}
    assert told(prepared)["stops_priority_lifted"].objects == (pand(3),)
    assert prepared.eligible["stop_id"].tolist() == [pand(2), pand(4)]


def test_the_order_of_the_layer_changes_nothing() -> None:
    there = addresses(*[(at, SHOP) for at in range(6)])
    raw = panden(6, p=[1, 2, 2, 2, 5, 6], uren=["9-12"] * 3 + ["13-17"] * 3)
    back = Raw(raw.name, raw.frame[::-1].reset_index(drop=True), raw.geometry[::-1], RD)
    chosen = wishes(priority="p", top=3, opening_hours="uren")
    one, other = prepare(raw, chosen, addresses=there), prepare(back, chosen, addresses=there)

    pd.testing.assert_frame_equal(pd.DataFrame(one.table), pd.DataFrame(other.table))
    np.testing.assert_array_equal(one.stops.closes, other.stops.closes)


def test_skills_are_parted_and_compared_without_capitals() -> None:
    raw = panden(3, nodig=["Bouw, milieu", None, "BOUW ;"])
    prepared = prepare(raw, wishes(skill="nodig"), addresses=addresses(*[(at, SHOP) for at in range(3)]))

    assert prepared.stops.skills.tolist() == [{"bouw", "milieu"}, set(), {"bouw"}]


def test_of_a_pand_that_does_not_say_what_it_is_for_nobody_guesses() -> None:
    raw = panden(4, gebruiksdoel=["industriefunctie", None, "woonfunctie", None], moet=["", "", "", "ja"])
    prepared = prepare(raw, wishes(mandatory="moet"))

    assert prepared.facts["stop_id"].tolist() == [pand(0)], "who says ja does not know it either"
    assert told(prepared)["stops_use_not_known"].values["n"] == 2
    assert refusal(panden(3), wishes()).code == "stops_only_unknown"


def test_a_pand_that_is_not_there_is_left_out() -> None:
    status = ["Pand in gebruik", "Bouw gestart", "Bouwvergunning verleend", "Pand gesloopt", "Verbouwing pand"]
    prepared = prepare(panden(5, status=status), wishes(), addresses=addresses(*[(at, SHOP) for at in range(5)]))

    assert prepared.facts["stop_id"].tolist() == [pand(0), pand(4)]
    assert told(prepared)["stops_not_there"].values["n"] == 3


def test_a_home_in_or_beside_the_business_is_told() -> None:
    uses = [(0, SHOP), (1, SHOP), (1, HOME), (2, f"{HOME},{SHOP}")]
    prepared = prepare(panden(3), wishes(), addresses=addresses(*uses))

    assert prepared.table["contains_dwelling"].tolist() == [False, True, True]
    assert told(prepared)["stops_with_home"].objects == (pand(1), pand(2))


def test_areas_choose_and_name_and_a_woonwagenlocatie_is_none() -> None:
    boxes = shapely.box([179_990, 180_090], 499_000, [180_050, 180_150], 501_000)
    areas = Raw("gebieden", pd.DataFrame({"gebied_id": ["a", "b"], "naam": ["Terrein", "woonwagenlocatie"]}), boxes, RD)
    there = addresses(*[(at, SHOP) for at in range(3)])
    prepared = prepare(panden(3), wishes(), addresses=there, areas=areas)

    assert prepared.table["area_id"].tolist() == ["a"]
    assert told(prepared)["stops_outside_areas"].values["n"] == 2
    assert refusal(panden(3, apart=1000.0), wishes(), areas=Raw("g", areas.frame[1:], boxes[1:], RD)).code == (
        "stops_none_in_areas"
    )


def test_what_is_known_is_carried_and_what_is_not_stays_open() -> None:
    raw = panden(
        2,
        grondslag=["Omgevingswet", ""],
        veiligheid=["hond op het erf", "hek dicht, bel 0612345678"],
        laatste_controle=["12-03-2025", None],
    )
    there = addresses((0, SHOP), (1, SHOP))
    lists = Raw(
        "lijsten",
        pd.DataFrame(
            {
                "lijst": ["eerdere controle", "grondslag: APV", "grondslag: Alcoholwet", "eerdere controle"],
                "adresseerbaar_object_identificatie": [vbo(0), vbo(1), vbo(1), vbo(1)],
                "datum": ["2025-06-01", None, None, "2027-01-01"],
            }
        ),
    )
    visits = Raw("bezoeken", pd.DataFrame({"stop_id": [pand(1)] * 2, "date": ["2026-02-03", "2026-05-06"],
                                           "visited": [True, False]}))  # fmt: skip
    table = prepare(raw, wishes(), addresses=there, lists=lists, visits=visits).table

    assert table["statutory_basis"].tolist() == ["Omgevingswet", "APV, Alcoholwet"]
    assert table["safety_note"].tolist() == ["hond op het erf", None]
    assert table["last_visit"].tolist() == ["2025-06-01", "2026-02-03"]
    assert table["partners"].tolist() == [None, None]


def test_attributes_of_the_layer_go_no_further() -> None:
    raw = panden(1, eigenaar=["P. Jansen"], opmerking=["vrije tekst"], naam=["Jansen"])
    prepared = prepare(raw, wishes(), addresses=addresses((0, SHOP)))

    assert not prepared.facts.astype(str).apply(lambda column: column.str.contains("Jansen|vrije")).any(axis=None)


def test_pinned_stops_come_besides_and_find_their_team() -> None:
    raw = panden(4, p=[9, 1, 1, 1])
    pinned = Raw(
        "plan",
        pd.DataFrame(
            {
                "stop_id": [pand(0), pand(2), pand(3), "weg"],
                "team": ["Noord", "Zuid", "Oost", "Noord"],
                "day": ["2026-12-04", "", None, None],
                "number": [2, None, 1, 1],
            }
        ),
    )
    chosen = Wishes((date(2026, 12, 3), date(2026, 12, 4)), priority="p", top=1)
    prepared = prepare(raw, chosen, addresses=addresses(*[(at, SHOP) for at in range(4)]), pinned=pinned)
    teams = [Team(name, day, 0, 0, (0, 1)) for day in (0, 1) for name in ("Noord", "Zuid")]
    stops, messages = pin(prepared.stops, prepared.table, teams, chosen.dates)

    assert stops.stop_id.tolist() == [pand(0), pand(2), pand(3)]
    assert stops.pinned.tolist() == [2, 1, -1]
    assert stops.sequence.tolist() == [2, 0, 0]
    assert stops.mandatory.tolist() == [True, True, False]
    assert told(prepared)["stops_pins_unknown"].objects == ("weg",)
    assert [one.code for one in messages] == ["stops_pinned", "stops_pins_no_team"]
    assert messages[0].values["n"] == 2
    assert messages[1].objects == (pand(3),)


def test_of_an_earlier_plan_the_marked_stops_stay_and_without_marks_all_do() -> None:
    layer = pd.DataFrame({"stop_id": [pand(0), pand(1)], "team": ["a", "a"], "number": [1, 2]})
    there = addresses((0, SHOP), (1, SHOP))
    marked = prepare(panden(2), wishes(), addresses=there, pinned=Raw("p", layer.assign(pinned=[False, True])))
    free = prepare(panden(2), wishes(), addresses=there, pinned=Raw("p", layer.assign(pinned=[False, False])))

    assert marked.table["pinned_team"].tolist() == [None, "a"]
    assert free.table["pinned_number"].tolist() == [1, 2]


@pytest.mark.parametrize("said", [True, "ja", 1])
def test_a_stop_that_was_taken_out_is_chosen_and_drawn_for_but_not_visited(said: object) -> None:
    raw = panden(40, value=list(range(40)))
    there = addresses(*[(at, SHOP) for at in range(40)])
    table = pd.DataFrame({"stop_id": [pand(39), pand(38)], "team": ["a", None], "left_out": [said, None]}, dtype=object)
    chosen = wishes(priority="value", top=6)
    whole = draw(prepare(raw, chosen, addresses=there), 0.25, 7)
    held = draw(prepare(raw, chosen, addresses=there, pinned=Raw("p", table)), 0.25, 7)
    prepared, messages = without_left_out(held.prepared)

    assert held.controls["control"].tolist() == whole.controls["control"].tolist()
    assert set(whole.prepared.stops.stop_id) - set(prepared.stops.stop_id) == {pand(39)}
    assert [message.values["n"] for message in messages] == [1]
    assert prepared.table["pinned_team"].isna().all()


def test_nobody_visits_a_plan_from_which_all_was_taken_out() -> None:
    table = pd.DataFrame({"stop_id": [pand(0), pand(1)], "team": "a", "left_out": True})
    prepared = prepare(panden(2), wishes(), addresses=addresses((0, SHOP), (1, SHOP)), pinned=Raw("p", table))
    with pytest.raises(RefusedError) as caught:
        without_left_out(prepared)
    assert caught.value.message.code == "stops_all_left_out"


def test_among_chosen_locations_the_top_counts_and_control_stops_come_from_the_others() -> None:
    raw = panden(12, value=list(range(12)), mine=[at in (2, 4, 6) for at in range(12)])
    there = addresses(*[(at, SHOP) for at in range(12)])
    prepared = prepare(raw, wishes(priority="value", top=2, which="mine"), addresses=there)
    drawn = draw(prepared, 0.4, 1)

    assert prepared.stops.stop_id.tolist() == [pand(4), pand(6)]
    assert drawn.controls["control"].sum() == 1
    assert len(prepared.eligible) == 10
    none = panden(2, mine=[False, False])
    assert refusal(none, wishes(which="mine"), addresses=there).code == "stops_none_chosen"


def test_two_stops_on_one_point_are_both_visited_and_null_geometry_and_far_away_are_not() -> None:
    raw = points([(180_000, 500_000), (180_000, 500_000), (0, 0), (180_500, 500_000)])
    raw.geometry[3] = None
    prepared = prepare(raw, wishes())

    assert prepared.stops.stop_id.tolist() == ["rij 1", "rij 2"]
    assert told(prepared)["stops_one_point"].values["n"] == 2
    assert {"spatial_null", "spatial_outside"} <= set(told(prepared))


def test_lines_are_visited_in_their_middle_and_degrees_are_brought_to_rd() -> None:
    line = np.array([shapely.LineString([(180_000, 500_000), (180_100, 500_000)])])
    assert prepare(Raw("l", pd.DataFrame({"x": [1]}), line, RD), wishes()).stops.points.tolist() == [[180_050, 500_000]]

    degrees = Raw("d", pd.DataFrame({"x": [1]}), shapely.points(np.array([[5.387206, 52.155174]])), "EPSG:4326")
    np.testing.assert_allclose(prepare(degrees, wishes()).stops.points, [[155_000, 463_000]], atol=1)


def test_the_same_id_twice_is_one_stop_and_a_name_is_no_id() -> None:
    raw = points([(180_000, 500_000)] * 3, id=["a", "a", "Jan Jansen"])
    prepared = prepare(raw, wishes())

    assert prepared.stops.stop_id.tolist() == ["a", "rij 3"]
    assert {"stops_same_id", "stops_ids_are_text"} <= set(told(prepared))


@pytest.mark.parametrize(
    ("raw", "chosen", "code"),
    [
        (points([]), wishes(), "stops_none"),
        (panden(1), wishes(priority="score"), "stops_no_field"),
        (panden(1, geboortejaar=[1950]), wishes(priority="geboortejaar"), "stops_personal_field"),
        (panden(1, gebruiksdoel=[HOME]), wishes(), "stops_only_homes"),
        (Raw("plat", pd.DataFrame({"id": [1]})), wishes(), "spatial_no_geometry"),
        (points([(180_000 + at, 500_000) for at in range(2001)]), wishes(), "stops_too_many"),
        (panden(1), Wishes(()), "stops_no_days"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_is_refused_in_a_sentence(raw: Raw, chosen: Wishes, code: str) -> None:
    assert refusal(raw, chosen).code == code


def test_two_thousand_stops_can_be_prepared() -> None:
    prepared = prepare(points([(180_000 + at, 500_000) for at in range(2000)]), wishes())

    assert len(prepared.stops) == 2000


def test_every_message_has_its_sentences() -> None:
    raw = panden(3, p=[0, None, 4], uren=["x", "9-12 en 13-17", None], moet=["soms", "ja", None])
    chosen = wishes(priority="p", opening_hours="uren", mandatory="moet")
    for message in prepare(raw, chosen, addresses=addresses((0, SHOP), (1, SHOP), (2, SHOP))).messages:
        for language in ("en", "nl"):
            assert "{" not in say(message, language)
