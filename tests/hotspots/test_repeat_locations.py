"""The few places with most of the incidents: what is ranked, what chance would do, and what may not be shown."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
import shapely

from locatierisico.charts.lorenz import Lorenz, Words, draw
from locatierisico.hotspots.events import Events
from locatierisico.hotspots.period import Period
from locatierisico.hotspots.repeats.concentration import by_chance, concentration, generalised_gini
from locatierisico.hotspots.repeats.repeat_locations import Choices, repeat_locations
from locatierisico.hotspots.repeats.repeat_places import addresses_of, along_streets, at_addresses, in_areas, spots
from locatierisico.registers.raw import Raw
from locatierisico.registers.tables import canonical
from locatierisico.safeguards.messages import CancelledError, RefusedError
from locatierisico.safeguards.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Sequence

AT = np.array([130_000.0, 480_000.0])


def _events(points: Any, share: Any = None) -> Events:
    points = AT + np.asarray(points, dtype=np.float64).reshape(-1, 2)
    n = len(points)
    begin = np.datetime64("2024-01-10T13:00:00") + np.arange(n) * np.timedelta64(20 * 86_400, "s")
    ids = np.array([str(one) for one in range(n)], dtype=object)
    counts = np.ones(n) if share is None else np.asarray(share, dtype=np.float64)
    return Events(points, begin, begin, np.ones(n), counts, ids, Period.of_days(date(2024, 1, 1), date(2024, 12, 31)))


def _addresses(uses: Sequence[str | None], *, step: float = 100) -> Raw:
    n = len(uses)
    ids = [f"0001010000{one:06d}" for one in range(n)]
    frame = pd.DataFrame({"identificatie": ids, "gebruiksdoel": uses, "naam_eigenaar": ["P. Ersoon"] * n})
    points = shapely.points(AT[0] + step * np.arange(n), np.full(n, AT[1]))
    return Raw("adressen", frame, points, "EPSG:28992")


def _at(counts: Sequence[int], *, step: float = 100) -> Any:
    return [(step * place, 2) for place, count in enumerate(counts) for _ in range(count)]


def _codes(messages: Any) -> dict[str, dict[str, Any]]:
    return {one.code: dict(one.values) for one in messages}


def test_the_fewest_places_that_carry_the_share_are_found() -> None:
    found = concentration(np.array([1.0, 0, 5, 2, 2, 0]), 0.5)
    assert (found.needed, found.carried, list(found.order)) == (1, 0.5, [2, 3, 4, 0])
    more = concentration(np.array([1.0, 0, 5, 2, 2, 0]), 0.51)
    assert (more.needed, more.carried, more.tied) == (2, 0.7, 1)
    assert concentration(np.array([3.0]), 1.0).needed == 1


def test_the_generalised_gini_is_0_at_the_most_equal_and_the_ordinary_one_with_many_incidents() -> None:
    assert generalised_gini(np.array([0.0, 1, 0, 1, 1, 0, 0, 0])) == pytest.approx(0)
    assert generalised_gini(np.array([4.0, 4, 4])) == pytest.approx(0)
    assert generalised_gini(np.array([0.0] * 99 + [10])) == pytest.approx(1 - 1 / 10)
    counts = np.array([1.0, 5, 9, 30])  # half the mean absolute difference over the mean
    ordinary = np.abs(counts[:, None] - counts).mean() / (2 * counts.mean())
    assert generalised_gini(counts) == pytest.approx(ordinary)


def test_chance_agrees_with_what_can_be_worked_out() -> None:
    # Two incidents on two equal places: one place carries both half of the time, else half.
    chance = by_chance(np.ones(2), np.ones(2), 1, 3, draws=4000)
    assert chance.carried[1] == pytest.approx(0.75, abs=0.02)
    assert chance.carried[[0, 2]] == pytest.approx([0.5, 1.0])
    # A place nine times as large gets nine of ten.
    unequal = by_chance(np.ones(2000), np.array([9.0, 1.0]), 1, 3, draws=50)
    assert unequal.carried[1] == pytest.approx(0.9, abs=0.01)
    again = by_chance(np.ones(2), np.ones(2), 1, 3, draws=4000)
    assert (again.curve == chance.curve).all()


def test_what_falls_at_random_is_not_called_more_than_chance() -> None:
    chooser = np.random.default_rng(11)
    places = [f"{use}" for use in ["kantoorfunctie"] * 200]
    events = _events(np.column_stack([100.0 * chooser.integers(0, 200, 150), np.zeros(150)]))
    addresses, _ = addresses_of(_addresses(places))
    where, _ = at_addresses(events, addresses)
    _, messages = repeat_locations(where, events, Choices("place"))
    assert "repeatlocations_like_chance" in _codes(messages)
    piled = _events(_at([120] + [1] * 30))
    where, _ = at_addresses(piled, addresses)
    _, messages = repeat_locations(where, piled, Choices("place"))
    said = _codes(messages)
    assert said["repeatlocations_found_addresses"]["n"] == 1
    assert said["repeatlocations_found_addresses"]["carried"] == 80.0
    assert said["repeatlocations_found_addresses"]["of_all"] == 0.5
    assert "repeatlocations_beyond_chance" in said


@pytest.mark.parametrize("mode", ["shared", "internal"])
def test_a_place_with_nothing_but_a_dwelling_is_never_ranked(mode: str) -> None:
    uses = ["woonfunctie", "winkelfunctie", "winkelfunctie,woonfunctie", None, "kantoorfunctie"]
    events = _events(_at([40, 9, 8, 7, 6]))
    addresses, _ = addresses_of(_addresses(uses))
    places, _ = at_addresses(events, addresses)
    repeats, messages = repeat_locations(places, events, Choices("place", mode=mode))
    assert _codes(messages)["repeatlocations_dwellings"] == {"n": 40, "total": 70, "places": 1}
    shown = dict(zip(repeats.table["place_id"].str[-1], repeats.table["incidents"], strict=True))
    assert shown == ({"1": 9, "4": 6} if mode == "shared" else {"1": 9, "2": 8, "3": 7, "4": 6})
    assert not {"naam_eigenaar", "n", "addresses"} & set(repeats.table.columns)


def test_a_berth_is_a_dwelling_whatever_its_use_says() -> None:
    raw = _addresses([None, "winkelfunctie"])
    raw.frame["identificatie"] = ["0001020000000001", "0001010000000002"]
    events = _events(_at([9, 9]))
    places, _ = at_addresses(events, addresses_of(raw)[0])
    repeats, _ = repeat_locations(places, events, Choices("place", mode="internal"))
    assert list(repeats.table["place_id"]) == ["0001010000000002"]


def test_only_dwellings_is_refused_with_what_to_do() -> None:
    events = _events(_at([9, 9]))
    places, _ = at_addresses(events, addresses_of(_addresses(["woonfunctie"] * 2))[0])
    with pytest.raises(RefusedError, match="Rank by segment"):
        repeat_locations(places, events, Choices("place"))


def test_spots_are_shown_only_to_those_who_may_see_everything() -> None:
    events = _events([*[(0, 0)] * 6, (0.6, 0), (1.2, 0), (40, 0)])
    places, _ = spots(events, 1.0)
    assert sorted(np.bincount(places.of)) == [1, 8]  # linked over 0.6 m each
    repeats, messages = repeat_locations(places, events, Choices("place"))
    assert len(repeats.table) == 0
    assert {"repeatlocations_use_unknown", "repeatlocations_no_chance"} <= set(_codes(messages))
    repeats, messages = repeat_locations(places, events, Choices("place", mode="internal"))
    assert list(repeats.table["incidents"]) == [8, 1]
    assert list(repeats.table["in_share"]) == ["yes", "no"]
    assert np.isnan(repeats.gini)
    assert "repeatlocations_internal_unknown" in _codes(messages)


def _areas(counts: Sequence[int]) -> Raw:
    n = len(counts)
    boxes = shapely.box(AT[0] + 100 * np.arange(n) - 40, AT[1] - 40, AT[0] + 100 * np.arange(n) + 40, AT[1] + 40)
    frame = pd.DataFrame({"gebied_id": [f"g{one}" for one in range(n)]})
    return Raw("gebieden", frame, np.asarray(boxes, dtype=object), "EPSG:28992")


def test_numbers_under_five_are_hidden_and_never_alone() -> None:
    counts = [12, 9, 7, 3]
    events = _events(_at(counts))
    places, _ = in_areas(events, _areas(counts))
    repeats, messages = repeat_locations(places, events, Choices("polygon"))
    table = repeats.table.set_index("place_id")
    assert dict(table["incidents_words"]) == {"g0": "12", "g1": "9", "g2": "x", "g3": "x"}
    hidden = table.loc[["g2", "g3"]]
    told = ["incidents", "counted", "share", "cumulative_share", "rank", "in_share", "first", "last", "months"]
    assert hidden[told].isna().all(axis=None)
    assert _codes(messages)["repeatlocations_small"] == {"n": 2, "beside": 1, "small": 5}
    everything, _ = repeat_locations(places, events, Choices("polygon", mode="internal"))
    assert list(everything.table["incidents"]) == [12, 9, 7, 3]
    assert everything.table["cumulative_share"].iloc[-1] == pytest.approx(100)


def test_three_hidden_places_that_bear_one_each_need_another_beside_them() -> None:
    events = _events(_at([12, 9, 7, 1, 1, 1]))
    places, _ = in_areas(events, _areas(range(6)))
    repeats, _ = repeat_locations(places, events, Choices("polygon"))
    assert list(repeats.table["incidents_words"]) == ["12", "9", "x", "x", "x", "x"]


def test_the_first_and_last_day_and_the_months_are_those_of_the_place() -> None:
    events = _events(_at([6, 7]))  # 20 days apart: 10 and 30 January, 19 February, 10 and 30 March, 19 April
    places, _ = in_areas(events, _areas(range(2)))
    inside, _ = repeat_locations(places, events, Choices("polygon", mode="internal"))
    row = inside.table.set_index("place_id").loc["g0"]
    assert (row["first"], row["last"]) == (pd.Timestamp("2024-01-10 13:00"), pd.Timestamp("2024-04-19 13:00"))
    assert row["months"] == 4
    outside, _ = repeat_locations(places, events, Choices("polygon"))
    assert outside.table.set_index("place_id").loc["g0", "first"] == pd.Timestamp("2024-01-10")


def test_windows_rank_by_their_part_in_the_period() -> None:
    events = _events(_at([5, 6]), share=[1.0] * 5 + [0.5] * 6)
    places, _ = in_areas(events, _areas(range(2)))
    repeats, _ = repeat_locations(places, events, Choices("polygon", mode="internal"))
    assert list(repeats.table["place_id"]) == ["g0", "g1"]
    assert list(repeats.table["counted"]) == [5.0, 3.0]


def test_streets_with_few_addresses_are_not_shown() -> None:
    lines = [shapely.LineString([AT + (300 * n, 0), AT + (300 * n + 280, 0)]) for n in range(4)]  # noqa: RUF005  arrays
    roads = canonical("wegvakken", {"wegvak_id": list("abcd"), "straatnaam": ["Dorpsstraat"] * 4}, lines)
    events = _events([(10, 3)] * 9 + [(310, 3)] * 8 + [(610, 3)] * 7 + [(911, 3)] * 6 + [(911, 300)])
    raw = _addresses([*["woonfunctie"] * 15], step=20)  # 15 along the first street
    more = Raw("a", raw.frame.iloc[:2], shapely.points(AT[0] + np.array([350.0, 400]), np.full(2, AT[1])), "EPSG:28992")
    known = pd.concat([addresses_of(raw)[0], addresses_of(more)[0]])
    places, messages = along_streets(events, roads, 50, known)
    assert _codes(messages)["networkdensity_far"]["n"] == 1
    repeats, messages = repeat_locations(places, events, Choices("segment"))
    assert list(repeats.table["place_id"]) == ["a"]  # along b lie two; c and d may lie where the addresses end
    assert _codes(messages)["repeatlocations_few_addresses"] == {"n": 3, "small": 5, "none": 2}
    inside, _ = repeat_locations(places, events, Choices("segment", mode="internal"))
    assert list(inside.table["contains_dwelling"]) == ["yes", "yes", "unknown", "unknown"]
    places, _ = along_streets(events, roads, 50, None)
    repeats, messages = repeat_locations(places, events, Choices("segment"))
    assert "repeatlocations_addresses_unknown" in _codes(messages)
    assert repeats.table["contains_dwelling"].isna().all()  # nobody looked


def test_streets_along_which_only_is_worked_say_so() -> None:
    lines = [shapely.LineString([AT, AT + (280, 0)])]  # noqa: RUF005  arrays
    roads = canonical("wegvakken", {"wegvak_id": ["a"], "straatnaam": ["Kade"]}, lines)
    for uses, said in ((["winkelfunctie"] * 5, "no"), (["winkelfunctie", None], "unknown")):
        known = addresses_of(_addresses(uses, step=20))[0]
        assert list(along_streets(_events([(10, 3)]), roads, 50, known)[0].dwelling) == [said]


def test_one_incident_and_all_on_one_spot_are_answered() -> None:
    for n in (1, 3, 2000):
        events = _events([(0, 0)] * n)
        places, _ = spots(events, 1.0)
        repeats, _ = repeat_locations(places, events, Choices("place", mode="internal"))
        assert list(repeats.table["incidents"]) == [n]


def test_what_cannot_work_is_refused() -> None:
    events = _events([(0, 0)] * 6)
    addresses, _ = addresses_of(_addresses(["winkelfunctie"]))
    far = _events([(0, 30)])
    with pytest.raises(RefusedError, match="within 25"):
        at_addresses(far, addresses)
    with pytest.raises(RefusedError, match="lies in an area"):
        in_areas(_events([(0, 900)]), _areas([1]))
    places, _ = at_addresses(events, addresses)
    with pytest.raises(RefusedError, match="share of 0"):
        repeat_locations(places, events, Choices("place", share=0))
    with pytest.raises(CancelledError):
        repeat_locations(places, events, Choices("place"), watch=Watch(cancelled=lambda: True))


def test_the_chart_says_what_it_shows() -> None:
    words = Words(
        "Titel",
        "3 plekken dragen 50 %",
        "plekken",
        "aandeel",
        "gevonden",
        "toeval",
        "Geteld over 2025: 5",
        "Geen verdenking.",
    )
    svg = draw(Lorenz([0.2, 0.4, 0.6, 0.8, 1.0], 3, [(1, 0.1, 0.2, 0.3), (5, 1, 1, 1)]), words)
    assert "<desc>3 plekken dragen 50 %</desc>" in svg
    assert "3 · 60 %" in svg
    for text in ("3 plekken dragen 50 %", "Geteld over 2025: 5", "Geen verdenking."):
        assert f">{text}</text>" in svg
    assert "toeval" in svg
    assert "toeval" not in draw(Lorenz([1.0], 1), words)


@pytest.mark.parametrize("small", [[1, 1, 1, 1, 1, 1], [4, 4]])
def test_hidden_places_that_all_bear_the_least_or_the_most_are_hidden_with_another(small: list[int]) -> None:
    counts = [40, 20, 12, *small]
    events = _events(_at(counts))
    places, _ = in_areas(events, _areas(counts))
    repeats, messages = repeat_locations(places, events, Choices(by="polygon", mode="shared"))
    assert repeats.table["incidents"].dropna().tolist() == [40, 20]
    assert _codes(messages)["repeatlocations_small"]["beside"] == 1


def test_a_coarse_curve_lets_no_single_place_be_read() -> None:
    curve = np.cumsum(np.arange(300, 0, -1)) / np.arange(301).sum()
    at = [n for n, _ in Lorenz(curve.tolist(), 68, coarse=True).drawn()]
    assert min(np.diff(at)) >= 10
    assert 68 in at
    assert [n for n, _ in Lorenz(curve[:6].tolist(), 2, coarse=True).drawn()] == [0, 2, 6]


def test_addresses_that_lie_elsewhere_are_refused_where_streets_are_shared() -> None:
    events = _events([(10, 3)] * 9)
    lines = [shapely.LineString([AT, AT + np.array([280, 0])])]
    roads = canonical("wegvakken", {"wegvak_id": ["a"], "straatnaam": ["Dorpsstraat"]}, lines)
    far = addresses_of(_addresses(["woonfunctie"] * 9))[0].assign(y=AT[1] + 90_000)
    places, _ = along_streets(events, roads, 50, far)
    with pytest.raises(RefusedError, match="None of the addresses"):
        repeat_locations(places, events, Choices(by="segment", mode="shared"))
