"""Control stops: the right number, each with just the chance that is written down."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locatierisico.registers.raw import Raw
from locatierisico.routes.stops.controls import chances, draw, drawn_before, sampled, share_of, visits_in
from locatierisico.routes.stops.prepare import prepare
from locatierisico.routes.stops.wishes import Wishes
from locatierisico.safeguards.messages import RefusedError

if TYPE_CHECKING:
    from locatierisico.routes.stops.prepare import Prepared

sys.path.insert(0, str(Path(__file__).parent))
from made_layers import HOME, SHOP, addresses, pand, panden, points


def town(n: int, top: int, areas: Any, **given: Any) -> Prepared:
    """Panden of falling priority, in the areas that are given."""
    raw = panden(n, p=np.arange(n, 0, -1), area_id=areas, **given)
    wishes = Wishes((date(2026, 12, 3),), priority="p", top=top)
    return prepare(raw, wishes, addresses=addresses(*[(at, SHOP) for at in range(n)]))


def test_a_quarter_of_all_stops_until_sixty_control_visits_are_in_and_then_less() -> None:
    def visits(n: int) -> Raw:
        return Raw("v", pd.DataFrame({"control": [True] * n + [False] * 9, "stop_id": "a"}))

    assert share_of("auto")[0] == 0.25
    assert share_of("auto", visits(59))[0] == 0.25
    assert share_of("auto", visits(60))[0] == 0.15
    assert share_of("12,5 %")[0] == 0.125
    assert [one.code for one in share_of("0")[1]] == ["stops_no_controls_asked"]
    for wrong in ("veel", "95", "-3", "nan"):
        with pytest.raises(RefusedError):
            share_of(wrong)


def test_a_control_visit_that_was_not_made_is_not_in() -> None:
    frame = pd.DataFrame({"controle": ["ja", "ja", "nee", None], "bezocht": ["ja", "nee", "ja", "ja"]})

    assert visits_in(Raw("v", frame)) == 1
    assert visits_in(None) == 0


def test_controls_lie_in_the_areas_of_the_top_outside_the_top_and_are_no_homes() -> None:
    n = 40
    area = ["a"] * 20 + ["b"] * 10 + ["c"] * 10
    raw = panden(n, p=[100] * 3 + [1] * 17 + [90] + [1] * 19, area_id=area)
    uses = [(at, HOME if at in (5, 6, 25) else SHOP) for at in range(n)]
    wishes = Wishes((date(2026, 12, 3),), priority="p", top=4)
    drawn = draw(prepare(raw, wishes, addresses=addresses(*uses)), 0.5, seed=3)

    controls = drawn.controls.set_index("stop_id")
    chosen = set(controls.index[controls["control"]])
    assert len(chosen) == 4
    assert chosen <= {pand(at) for at in range(3, 30)} - {pand(at) for at in (5, 6, 20, 25)}
    assert len(chosen & {pand(at) for at in range(20)}) == 3  # three of the four of the top lie in a
    assert controls["probability"][pand(0)] == 1
    assert controls["probability"][pand(10)] == pytest.approx(3 / 15)
    assert controls["probability"][pand(27)] == pytest.approx(1 / 8)
    assert controls["probability"][pand(35)] == 0
    assert pand(5) not in controls.index
    assert len(drawn.prepared.stops) == 8


def test_nothing_in_the_plan_tells_a_control_stop_from_another() -> None:
    drawn = draw(town(40, 6, "a"), 0.25, seed=1)
    stops, table = drawn.prepared.stops, drawn.prepared.table

    assert stops.stop_id.tolist() == sorted(stops.stop_id)
    assert set(stops.priority) <= set(range(35, 41))  # what the six of the top have
    assert table["priority"].tolist() == stops.priority.tolist()
    assert not stops.mandatory.any()


def test_the_same_seed_gives_the_same_draw_whatever_is_pinned_or_how_the_layer_is_ordered() -> None:
    pinned = Raw("p", pd.DataFrame({"stop_id": [pand(30), pand(0)], "team": "a"}))
    one, again = draw(town(40, 6, "a"), 0.25, 7), draw(town(40, 6, "a"), 0.25, 7)
    raw = panden(40, p=np.arange(40, 0, -1), area_id="a")
    wishes = Wishes((date(2026, 12, 3),), priority="p", top=6)
    there = addresses(*[(at, SHOP) for at in range(40)])
    held = draw(prepare(raw, wishes, addresses=there, pinned=pinned), 0.25, 7)

    pd.testing.assert_frame_equal(one.controls, again.controls)
    assert one.controls["control"].tolist() == held.controls["control"].tolist()
    assert pand(30) in held.prepared.stops.stop_id
    assert any(
        draw(town(40, 6, "a"), 0.25, seed).controls["control"].tolist() != one.controls["control"].tolist()
        for seed in range(3)
    )


def test_without_areas_the_street_counts_and_without_streets_what_lies_near() -> None:
    wishes = Wishes((date(2026, 12, 3),), priority="p", top=1)
    layer = {"p": [9, 1, 1], "straat": ["Dijk", "Dijk", "Weg"]}
    spots = [(180_000, 500_000), (189_000, 500_000), (180_010, 500_000)]
    by_street = draw(prepare(points(spots, **layer), wishes), 0.5, 1)
    near = draw(prepare(points(spots, p=layer["p"]), wishes), 0.5, 1)

    assert by_street.controls["probability"].tolist() == [1, 1, 0]
    assert near.controls["probability"].tolist() == [1, 0, 1]


def test_every_location_is_drawn_as_often_as_its_chance_says() -> None:
    group = np.repeat([0, 1, 2], [30, 5, 12])
    chance = chances(group, np.array([6, 2, 3]), 7)
    assert chance.sum() == pytest.approx(7)
    np.testing.assert_allclose(chance, np.repeat([7 * 6 / 11 / 30, 7 * 2 / 11 / 5, 7 * 3 / 11 / 12], [30, 5, 12]))

    rounds, counted = 20_000, np.zeros(47)
    random = np.random.default_rng(5)
    for _ in range(rounds):
        drawn = sampled(chance, np.arange(47), group, random)
        assert len(drawn) == len(set(drawn.tolist())) == 7
        counted[drawn] += 1
    spread = np.sqrt(rounds * chance * (1 - chance))
    assert (np.abs(counted - rounds * chance) < 4.5 * spread).all()


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 12), st.integers(1, 9)), min_size=1, max_size=6),
    st.integers(0, 60),
    st.integers(0, 1000),
)
def test_chances_sum_to_what_is_wanted_and_so_does_the_draw(
    groups: list[tuple[int, int]], wanted: int, seed: int
) -> None:
    group = np.repeat(np.arange(len(groups)), [size for size, _ in groups])
    chance = chances(group, np.array([tops for _, tops in groups]), wanted)
    drawn = sampled(chance, np.arange(len(group)), group, np.random.default_rng(seed))

    assert (chance >= 0).all()
    assert (chance <= 1 + 1e-9).all()
    assert chance.sum() == pytest.approx(min(wanted, len(group)))
    assert len(drawn) == min(wanted, len(group))
    for number in range(len(groups)):
        part = chance[group == number].sum()
        assert abs((group[drawn] == number).sum() - part) < 1 + 1e-6


@pytest.mark.parametrize(
    ("n", "top", "share", "codes"),
    [
        (10, 0, 0.25, ["stops_nothing_to_draw"]),
        (10, 2, 0.1, ["stops_too_few_for_controls"]),
        (10, 9, 0.25, ["stops_controls_drawn", "stops_fewer_controls"]),
        (40, 20, 0.25, ["stops_controls_drawn"]),
    ],
)
def test_it_is_said_how_many_are_drawn(n: int, top: int, share: float, codes: list[str]) -> None:
    drawn = draw(town(n, top, "a"), share, 1)

    assert [message.code for message in drawn.messages] == codes
    assert replace(drawn.prepared, messages=()).stops.stop_id.size == len(drawn.prepared.table)


def test_what_no_team_can_visit_is_not_drawn_from() -> None:
    able = np.arange(40) % 2 == 0
    drawn = draw(town(40, 6, "a"), 0.5, 3, able)
    controls = drawn.controls

    assert controls["control"].sum() == 6
    assert not controls.loc[~able, "control"].any()
    assert (controls.loc[~able & (controls["probability"] < 1), "probability"] == 0).all()


def test_what_was_put_in_by_hand_has_no_chance_and_is_no_control() -> None:
    pinned = Raw("plan", pd.DataFrame({"stop_id": [pand(39)], "team": ["Noord"]}))
    raw = panden(40, p=np.arange(40, 0, -1), area_id="a")
    there = addresses(*[(at, SHOP) for at in range(40)])
    prepared = prepare(raw, Wishes((date(2026, 12, 3),), priority="p", top=4), addresses=there, pinned=pinned)
    row = draw(prepared, 0.2, 1).controls.set_index("stop_id").loc[pand(39)]

    assert row["chosen"]
    assert row["control"] or np.isnan(row["probability"])


def test_an_earlier_plan_keeps_its_control_stops_whatever_the_seed() -> None:
    first = draw(town(40, 6, "a"), 0.25, 7)
    again = drawn_before(town(40, 6, "a"), Raw("planner.gpkg", first.controls.sample(frac=1, random_state=1)))

    pd.testing.assert_frame_equal(again.controls, first.controls)
    assert again.prepared.stops.priority.tolist() == first.prepared.stops.priority.tolist()
    without = town(39, 6, "a")
    gone = first.controls.set_index("stop_id").loc[[pand(39)], "control"].to_numpy()
    assert drawn_before(without, Raw("p", first.controls)).controls["control"].sum() == 2 - gone.sum()
    with pytest.raises(RefusedError):
        drawn_before(without, Raw("p", first.controls.drop(columns="chosen")))
