from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
import shapely

from locatierisico.hotspots.events import Choices, read_events, tell_few
from locatierisico.hotspots.period import Period, length_in_words, share_within, shares_between
from locatierisico.registers.raw import Raw
from locatierisico.safeguards.messages import RefusedError, say
from locatierisico.synthetic.exports import incident_rows
from locatierisico.synthetic.town import make_town

if TYPE_CHECKING:
    from pathlib import Path

NOW = date(2024, 1, 1)


def _raw(n: int = 4, **columns: list[object]) -> Raw:
    points = shapely.points(130_000 + 10.0 * np.arange(n), 480_000)
    return Raw("meldingen", pd.DataFrame(columns, index=range(n)), np.array(points), "EPSG:28992")


def _moments(*texts: str) -> np.ndarray:
    return np.array(texts, dtype="datetime64[s]")


def _codes(messages: list) -> dict[str, dict]:
    return {message.code: message.values for message in messages}


def test_a_window_counts_for_the_part_that_lies_in_the_period() -> None:
    period = Period.of_days(date(2024, 1, 1), date(2024, 1, 1))
    begin = _moments("2023-12-31T18:00", "2024-01-01T00:00", "2024-01-02T00:00", "NaT", "2023-12-31T00:00")
    end = _moments("2024-01-01T06:00", "2024-01-01T00:00", "2024-01-02T00:00", "NaT", "2024-01-03T00:00")
    share = share_within(begin, end, period)
    assert share[:3].tolist() == [0.5, 1, 0]
    assert np.isnan(share[3])
    assert share[4] == pytest.approx(1 / 3)


def test_shares_of_steps_sum_to_one_for_whatever_lies_inside() -> None:
    rng = np.random.default_rng(1)
    start = np.datetime64("2024-01-01", "s")
    begin = start + rng.integers(0, 80_000, 500).astype("timedelta64[s]")
    end = begin + rng.integers(0, 6_000, 500).astype("timedelta64[s]")
    edges = Period(start, start + np.timedelta64(1, "D")).cut(7)
    shares = shares_between(begin, end, edges)
    assert shares.shape == (500, 7)
    assert np.allclose(shares.sum(axis=1), 1)


def test_a_date_alone_is_the_whole_day() -> None:
    events, _ = read_events(_raw(2, datum=["31-12-2023", "1-1-2024"]), Choices(NOW))
    assert ((events.end - events.begin) == np.timedelta64(1, "D")).all()
    assert events.period is not None
    assert events.period.days == 2


def test_what_is_left_out_is_counted() -> None:
    raw = _raw(
        5,
        begin=["2023-06-01 10:00", "2023-06-02 10:00", None, "2025-01-01 10:00", "2022-01-01 10:00"],
        herkomst=["gemeld", "ontdekt", "gemeld", "gemeld", "gemeld"],
    )
    events, messages = read_events(raw, Choices(NOW, first=date(2023, 1, 1)), timed=True)
    told = _codes(messages)
    assert len(events) == 1
    assert told["events_discovered"] == {"n": 1, "total": 5}
    assert told["events_without_date"] == {"n": 1, "total": 4}
    assert told["events_future"] == {"n": 1, "peildatum": "01-01-2024"}
    assert told["events_outside_period"]["n"] == 1
    counted, messages = read_events(raw, Choices(NOW, discovered=True))
    assert len(counted) == 3
    assert _codes(messages)["events_discovered_counted"]["n"] == 1


def test_a_field_that_was_chosen_goes_before_one_with_a_known_name() -> None:
    raw = _raw(2, datum=["1-1-2020", "1-1-2020"], gezien=["1-1-2023", "2-1-2023"])
    events, _ = read_events(raw, Choices(NOW, begin="gezien"))
    assert events.begin.astype("datetime64[Y]").astype(str).tolist() == ["2023", "2023"]


def test_without_dates_every_incident_counts_unless_dates_are_needed() -> None:
    events, messages = read_events(_raw(4), Choices(NOW))
    assert len(events) == 4
    assert events.period is None
    assert "events_undated_layer" in _codes(messages)
    with pytest.raises(RefusedError, match="no field that is known to hold a date"):
        read_events(_raw(4), Choices(NOW), timed=True)
    with pytest.raises(RefusedError, match="no field that is known to hold a date"):
        read_events(_raw(4), Choices(NOW, first=date(2020, 1, 1)))


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(RefusedError, match="ends before it begins"):
        read_events(
            _raw(2, datum=["1-1-2020", "1-1-2021"]), Choices(NOW, first=date(2021, 1, 1), last=date(2020, 1, 1))
        )


def test_incidents_piled_on_one_coordinate_are_told() -> None:
    x = np.concatenate([130_000 + 10.0 * np.arange(40), np.full(20, 131_000.0)])
    raw = Raw("meldingen", pd.DataFrame(index=range(60)), np.array(shapely.points(x, 480_000)), "EPSG:28992")
    told = _codes(read_events(raw, Choices(NOW))[1])
    assert told["events_piled"]["n"] == 20
    assert (told["events_piled"]["x"], told["events_piled"]["most"]) == (131_000, 20)
    flats = np.tile([[131_000.0, 480_000.0]], (60, 1))
    assert "events_piled" not in _codes(read_events(raw, Choices(NOW), addresses=flats)[1])


def test_a_default_point_is_judged_by_all_incidents_and_told_by_those_that_count() -> None:
    x = np.concatenate(
        [130_000 + 10.0 * np.arange(80), np.repeat(140_000 + 10.0 * np.arange(3), 2), np.full(9, 131_000.0)]
    )
    herkomst = ["gemeld"] * 86 + ["ontdekt"] * 2 + ["gemeld"] * 7
    raw = Raw("meldingen", pd.DataFrame({"herkomst": herkomst}), np.array(shapely.points(x, 480_000)), "EPSG:28992")
    told = _codes(read_events(raw, Choices(NOW))[1])
    assert (told["events_piled"]["n"], told["events_piled"]["counted"]) == (9, 7)


@pytest.mark.parametrize("seed", [1, 3])
def test_the_default_point_of_a_made_up_municipality_is_told_and_no_other(seed: int) -> None:
    town = make_town(6_000, seed)
    planted: dict[str, int] = {}
    rows = incident_rows(town, planted)
    points = rows[["x", "y"]].to_numpy(dtype=float)
    placed = np.isfinite(points).all(axis=1)
    geometry = np.full(len(rows), None, dtype=object)
    geometry[placed] = shapely.points(points[placed])
    raw = Raw("meldingen", rows.drop(columns=["x", "y"]), geometry, "EPSG:28992")
    for addresses in (None, town.vbo[["x", "y"]].to_numpy(dtype=float)):
        told = _codes(read_events(raw, Choices(date(2026, 1, 1)), addresses=addresses)[1])["events_piled"]
        assert (told["n"], told["places"]) == (planted["incident on the default point"], 1)


def test_weights_of_a_field_count_and_missing_ones_are_told() -> None:
    events, messages = read_events(_raw(4, aantal=[2, None, 1, 3]), Choices(NOW, weight="aantal"))
    assert events.counted.tolist() == [2, 1, 3]
    assert _codes(messages)["hotspots_points_without_weight"]["n"] == 1
    with pytest.raises(RefusedError, match="negative weight"):
        read_events(_raw(4, aantal=[2, -1, 1, 3]), Choices(NOW, weight="aantal"))


def test_real_robberies_are_read_by_their_own_names(shared: Path) -> None:
    frame = pd.read_csv(shared / "data" / "incidents" / "sfhotspot_memphis_robberies_2019.csv")
    # Their place is in Memphis: laid here at Utrecht, for only names and times matter.
    points = shapely.points(136_000 + 1e4 * (frame["longitude"] + 90), 456_000 + 1e4 * (frame["latitude"] - 35))
    raw = Raw("memphis", frame.drop(columns=["longitude", "latitude"]), np.array(points), "EPSG:28992")
    events, _ = read_events(raw, Choices(NOW), timed=True)
    assert len(events) == len(frame)
    assert events.period == Period.of_days(date(2019, 1, 1), date(2019, 12, 31))
    assert (events.begin == events.end).all()


def test_when_nothing_is_left_the_refusal_itself_says_why() -> None:
    raw = _raw(2, begin=["2023-06-01 10:00", "2030-06-01 10:00"], herkomst=["ontdekt", "gemeld"])
    with pytest.raises(RefusedError) as refusal:
        read_events(raw, Choices(NOW))
    for part in ("discovered themselves: 1 of 2", "after 01-01-2024: 1", "Check the period"):
        assert part in str(refusal.value)
    assert "bij controles zijn ontdekt: 1 van de 2" in say(refusal.value.message, "nl")
    with pytest.raises(RefusedError, match="discovered themselves: 2 of 2"):
        read_events(_raw(2, begin=["2023-06-01"] * 2, herkomst=["ontdekt"] * 2), Choices(NOW))


def test_dates_that_cannot_be_read_keep_only_methods_that_need_them_from_counting() -> None:
    raw = _raw(3, begin=["?", None, "ooit"])
    events, messages = read_events(raw, Choices(NOW))
    assert (len(events), events.period) == (3, None)
    assert _codes(messages)["events_none_dated"]["n"] == 3
    with pytest.raises(RefusedError, match="has a date that can be read"):
        read_events(raw, Choices(NOW), timed=True)


def test_a_field_about_persons_is_never_a_weight_or_a_date() -> None:
    raw = _raw(2, bsn=[111222333, 123456782], begin=["2023-01-01"] * 2)
    with pytest.raises(RefusedError, match="bsn"):
        read_events(raw, Choices(NOW, weight="bsn"))
    with pytest.raises(RefusedError, match="geboortedatum"):
        read_events(raw, Choices(NOW, begin="geboortedatum"))


def test_ids_that_speak_of_persons_never_reach_a_result() -> None:
    numbers = ["Z-2023-001", "Melder Piet Pietersen", "p.pietersen@voorbeeld.nl", "2023000117"]
    events, messages = read_events(_raw(4, zaaknummer=numbers, begin=["2023-01-01"] * 4), Choices(NOW))
    assert not {"Melder Piet Pietersen", "p.pietersen@voorbeeld.nl"} & set(events.incident_id)
    # One address in four makes it a column of contacts, which is dropped whole and named.
    assert {"door_values"} <= set(_codes(messages))
    texts = ["Z-1", "Z-2", "Z-3", "Melder Piet Pietersen"]
    events, messages = read_events(_raw(4, zaaknummer=texts, begin=["2023-01-01"] * 4), Choices(NOW))
    assert events.incident_id.tolist() == ["Z-1", "Z-2", "Z-3", "rij 4"]
    assert _codes(messages)["events_ids_are_text"]["n"] == 1


def test_of_ids_that_are_figures_only_the_long_ones_can_be_a_telephone_or_a_person() -> None:
    # Among sixty the column is not yet one of contacts.
    numbers = ["12345678", "0612345678", "20230001174", "111222333", *map(str, range(56))]
    events, messages = read_events(_raw(60, zaaknummer=numbers, begin=["2023-01-01"] * 60), Choices(NOW))
    assert events.incident_id[:5].tolist() == ["12345678", "rij 2", "20230001174", "rij 4", "0"]
    assert _codes(messages)["events_ids_are_text"]["n"] == 2


def test_a_column_of_persons_is_dropped_and_named() -> None:
    raw = _raw(2, verdachte=["a", "b"], id=["111222333", "123456782"], begin=["2023-01-01"] * 2)
    events, messages = read_events(raw, Choices(NOW))
    assert not {"111222333", "123456782"} & set(events.incident_id)
    assert _codes(messages)["door_persons"]["columns"] == "verdachte"


@pytest.mark.parametrize("chosen", ["begin", "end", "herkomst"])
def test_a_field_that_was_chosen_is_named_as_the_user_knows_it(chosen: str) -> None:
    columns = {"wanneer": ["1-1-2023"] * 3 + [None], "wat": ["x", "y", "3-3-2023", None]}
    fields = {"begin": "wanneer"} | {chosen: "wat"}
    _, messages = read_events(_raw(4, **columns), Choices(NOW, **fields))
    named = [one.values["column"] for one in messages if "column" in one.values]
    assert named == ["wat"]
    assert _codes(messages).keys() & {"incidents_unreadable_date", "incidents_other_herkomst"}


def test_weights_that_are_all_0_are_told() -> None:
    _, messages = read_events(_raw(3, telt=[0, 0, None]), Choices(NOW, weight="telt"))
    assert _codes(messages)["events_weigh_nothing"] == {"field": "telt", "n": 2}
    _, messages = read_events(_raw(3, telt=[0, 0, 1]), Choices(NOW, weight="telt"))
    assert "events_weigh_nothing" not in _codes(messages)


def test_a_length_is_said_in_days_under_a_year_and_in_years_from_there() -> None:
    assert length_in_words(1) == ("1 day", "1 dag")
    assert length_in_words(2.5) == ("2.5 days", "2,5 dagen")
    assert length_in_words(365) == ("365 days", "365 dagen")
    assert length_in_words(548) == ("1.5 years", "1,5 jaar")


def test_too_few_incidents_to_make_something_of_are_told() -> None:
    raw = _raw(40)
    events, _ = read_events(raw, Choices(NOW))
    assert tell_few(events) == []
    assert [one.code for one in tell_few(events.only(np.arange(29)))] == ["events_few"]
