from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest
from qgis.core import QgsApplication, QgsProcessingFeedback

from locatierisico.algorithms import job
from locatierisico.algorithms.job import Pace, in_own_thread
from locatierisico.algorithms.untouched import DEFAULTS, untouched
from locatierisico.safeguards.messages import say

if TYPE_CHECKING:
    from locatierisico.safeguards.watch import Watch


def _algorithm(provider: Any, name: str) -> Any:  # noqa: ARG001  it must be registered
    return QgsApplication.processingRegistry().algorithmById(f"locatierisico:{name}")


def _told(provider: Any, name: str, **parameters: Any) -> str:
    messages = untouched(_algorithm(provider, name), parameters)
    assert len(messages) <= 1
    return say(messages[0], "en") if messages else ""


@pytest.mark.parametrize("name", DEFAULTS)
def test_every_choice_that_is_told_is_one_of_the_algorithm_and_says_its_value(provider: Any, name: str) -> None:
    algorithm = _algorithm(provider, name)
    for choice in DEFAULTS[name]:
        names = [choice.name, *choice.matters, *filter(None, [choice.needs])]
        assert all(algorithm.parameterDefinition(one) is not None for one in names)
    (message,) = untouched(algorithm, {})
    for tongue in ("en", "nl"):
        assert "{" not in say(message, tongue)


def test_what_the_user_changed_is_not_told_and_what_a_dialog_repeats_is(provider: Any) -> None:
    everything = _told(provider, "hotspots")
    assert "cells of 125 m (SIZE)" in everything
    assert _told(provider, "hotspots", SIZE=125.0, METHOD="exposure", FIELD="") == everything
    assert "(SIZE)" not in _told(provider, "hotspots", SIZE=100)
    assert "(SIZE)" not in _told(provider, "hotspots", SIZE=None)
    assert "(CORRECTION)" not in _told(provider, "hotspots", CORRECTION="bonferroni")


def test_a_choice_that_plays_no_part_is_not_told(provider: Any) -> None:
    assert "(VALUE)" not in _told(provider, "hotspots")
    assert "(VALUE)" in _told(provider, "hotspots", METHOD="gistar")
    assert "(SIZE)" not in _told(provider, "hotspots", GRID="polygons")
    assert "(RADIUS)" not in _told(provider, "density", BANDWIDTH="scott")
    assert "(EDGE)" not in _told(provider, "density")
    assert "(EDGE)" in _told(provider, "density", STUDY_AREA="gemeente")


def test_nothing_is_told_where_every_choice_was_made(provider: Any) -> None:
    chosen = {"EPS_SPACE": 100, "EPS_TIME": 7, "MIN": 4, "PERMUTATIONS": 199}
    assert _told(provider, "stclusters", **chosen) == ""


def test_a_number_is_written_as_each_language_does(provider: Any) -> None:
    (message,) = untouched(_algorithm(provider, "emerginghotspots"), {})
    assert "0,05" in say(message, "nl")
    assert "0.05" in say(message, "en")


def test_the_pace_looks_past_a_quick_begin_and_answers_once() -> None:
    pace = Pace()
    assert pace.whole(1.0, 0.1) is None
    assert pace.whole(6.0, 0.1) is None
    assert pace.whole(10.0, 0.104) is None
    # A hundredth in ten seconds: what is left, .89, takes 890 more.
    assert pace.whole(16.0, 0.11) == pytest.approx(16 + 890)
    assert pace.whole(30.0, 0.2) is None


def test_work_that_stands_still_has_no_pace_yet() -> None:
    pace = Pace()
    assert pace.whole(6.0, 0.1) is None
    assert pace.whole(60.0, 0.1) is None
    assert pace.whole(106.0, 0.6) == pytest.approx(106 + 80)


class _Heard(QgsProcessingFeedback):
    def __init__(self) -> None:
        super().__init__()
        self.told: list[str] = []

    def pushInfo(self, text: str) -> None:  # noqa: N802  name of QGIS
        self.told.append(text)


@pytest.mark.parametrize(("paced", "times"), [(True, 1), (False, 0)])
def test_long_work_says_how_long_it_takes_where_it_is_asked_to(
    monkeypatch: pytest.MonkeyPatch, *, paced: bool, times: int
) -> None:
    for name, value in (("_SETTLED", 0.0), ("_MEASURED", 0.2), ("_LONG", 0.1)):
        monkeypatch.setattr(job, name, value)

    def work(watch: Watch) -> int:
        for step in range(12):
            watch.at(step / 12)
            time.sleep(0.05)
        return 3

    heard = _Heard()
    assert in_own_thread(work, heard, paced=paced) == 3
    assert len(heard.told) == times
