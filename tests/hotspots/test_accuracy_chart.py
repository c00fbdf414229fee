from __future__ import annotations

import re

import numpy as np
import pytest

from locatierisico.charts.curves import spaced
from locatierisico.hotspots.period import Period
from locatierisico.hotspots.trial.accuracy_chart import draw
from locatierisico.hotspots.trial.judgement import AREA
from locatierisico.hotspots.trial.rankings import SCORES
from locatierisico.hotspots.trial.rolling import Trial, Window
from locatierisico.safeguards.messages import note


def _trial(w: int) -> Trial:
    starts = np.datetime64("2024-01-01", "s") + np.arange(w + 2) * np.timedelta64(30, "D")
    laid = tuple(Window(Period(a, b), Period(b, c)) for a, b, c in zip(starts, starts[1:], starts[2:], strict=False))
    total, shares = np.full(w, 10.0), np.array([0.05, 0.2])
    n = {name: np.outer(total, shares) * 2 for name in SCORES}
    return Trial(
        laid, shares, n, n, np.array([0.1, 0.2]), {name: np.array([0.2, 0.4]) * total.sum() for name in SCORES},
        np.outer(total, shares) * 3, total, total, np.stack([np.outer(total, shares) * f for f in (0.5, 1, 1.5)]), {},
        np.zeros(4), np.ones(4), 4,
    )  # fmt: skip


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("periods", [3, 40])
def test_every_way_is_named_in_the_language_and_the_sentence_stands_above(language: str, periods: int) -> None:
    svg = draw(_trial(periods), "last", 0, AREA, note("accuracy_places"), language).svg()
    names = {
        "nl": (
            "simpel tellen",
            "meer dan verwacht",
            "tellen met buurcellen",
            "dichtheid",
            "willekeurig",
            "niet personen",
        ),
        "en": ("simple counting", "more than expected", "counting with neighbours", "density", "random", "not persons"),
    }
    for name in names[language]:
        assert name in svg
    # The way that is spoken of stands in the lower chart too.
    assert svg.count("alleen de periode ervoor" if language == "nl" else "only the period before") == 2
    assert "nan" not in svg
    dated = re.findall(r">\d\d-\d\d-\d\d<", svg)
    assert 3 <= len(dated) <= 9


def test_names_keep_apart_and_stay_near() -> None:
    placed = spaced([100, 101, 102, 300], 50, 400)
    assert placed[3] == 300
    assert (np.diff(placed[:3]) >= 14).all()
    assert spaced([395, 399], 50, 400) == pytest.approx([386, 400])
