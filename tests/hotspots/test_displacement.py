from __future__ import annotations

from datetime import date

import numpy as np
import pytest
import shapely

from locatierisico.hotspots.events import Events
from locatierisico.hotspots.period import Period
from locatierisico.hotspots.trial.displacement import displacement, weighted_displacement
from locatierisico.safeguards.messages import RefusedError, say

HERE, THERE = shapely.box(0, 0, 100, 100), shapely.box(100, 0, 200, 100)


def _events(places: list[tuple[float, float]], days: list[str]) -> Events:
    begin = np.array(days, dtype="datetime64[s]")
    one = np.ones(len(days))
    period = Period.of_days(date(2024, 1, 1), date(2024, 1, 30))
    return Events(np.array(places), begin, begin, one, one, np.array(days, dtype=object), period)


def test_the_published_row() -> None:
    found = weighted_displacement(20, 10, 20, 20)
    assert (found.difference, found.error) == (-10, pytest.approx(8.3666, abs=5e-5))
    assert found.z == pytest.approx(-1.195229, abs=5e-7)
    assert np.isnan(weighted_displacement(0, 0, 0, 0).z)


def test_equally_long_stretches_before_and_after_the_day() -> None:
    # The 21st leaves ten days after it, so only the ten days before count: the 5th does not.
    days = ["2024-01-05", "2024-01-12", "2024-01-20", "2024-01-21", "2024-01-30"]
    events = _events([(50, 50), (50, 50), (50, 50), (150, 50), (150, 50)], days)
    found, messages = displacement(events, HERE, THERE, date(2024, 1, 21))
    assert found == weighted_displacement(2, 0, 0, 2)
    assert messages[0].values["days"] == 10
    assert "van 2 naar 0 incidenten" in say(messages[0], "nl")


def test_without_a_day_it_is_halfway_and_what_lies_in_both_is_treated() -> None:
    events = _events([(50, 50), (50, 50)], ["2024-01-15", "2024-01-16"])
    found, messages = displacement(events, HERE, shapely.union(HERE, THERE), None)
    assert found == weighted_displacement(1, 1, 0, 0)
    assert [message.code for message in messages] == ["accuracy_areas_overlap", "accuracy_not_displaced"]


def test_nothing_around_the_change_in_either_area_is_said_and_no_number() -> None:
    events = _events([(50, 50), (150, 50)], ["2024-01-05", "2024-01-06"])
    found, messages = displacement(events, HERE, THERE, date(2024, 1, 21))
    assert np.isnan(found.z)
    assert messages[0].code == "accuracy_displacement_empty"


def test_an_area_that_never_held_an_incident_is_told_and_compared_with_nothing() -> None:
    far = shapely.box(50_000, 0, 50_100, 100)
    events = _events([(50, 50), (150, 50), (150, 60)], ["2024-01-05", "2024-01-20", "2024-01-21"])
    for treated, control, code in (
        (far, THERE, "accuracy_treated_elsewhere"),
        (HERE, far, "accuracy_control_elsewhere"),
    ):
        found, messages = displacement(events, treated, control, None)
        assert np.isnan([found.difference, found.error, found.z]).all()
        assert [message.code for message in messages] == [code]
    assert len(displacement(events, far, far, None)[1]) == 2


@pytest.mark.parametrize("day", [date(2023, 12, 31), date(2024, 1, 1), date(2024, 1, 31)])
def test_a_day_outside_the_period_is_refused(day: date) -> None:
    with pytest.raises(RefusedError, match="does not lie inside the period"):
        displacement(_events([(50, 50)], ["2024-01-15"]), HERE, THERE, day)
