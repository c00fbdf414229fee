from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from locatierisico.hotspots.near_repeats import knox as knox_module
from locatierisico.hotspots.near_repeats.knox import Knox, knox
from locatierisico.hotspots.near_repeats.moments import Moments
from locatierisico.hotspots.near_repeats.near_pairs import Sweep
from locatierisico.hotspots.near_repeats.pair_bands import Bands, edges, with_same_place
from locatierisico.safeguards.messages import RefusedError
from locatierisico.safeguards.watch import Watch

if TYPE_CHECKING:
    from pathlib import Path


def _knox(
    points: np.ndarray,
    moments: Moments,
    bands: Bands,
    *,
    manhattan: bool = False,
    times: int = 0,
    seed: int = 1,
) -> Knox:
    sweep = Sweep.of(points, bands.metres[-1], manhattan=manhattan)
    return knox(sweep.blocks, moments.at(sweep.order), bands, permutations=times, seed=seed, watch=Watch())


def _days(values: list[int] | np.ndarray) -> Moments:
    return Moments(np.asarray(values, dtype=np.int32), None, None, 1)


def test_arson_in_chicago_is_counted_as_published(shared: Path) -> None:
    arson = pd.read_csv(shared / "oracles" / "chicago_arson.csv", header=None, names=["x", "y", "date"])
    day = pd.to_datetime(arson["date"]).to_numpy().astype("datetime64[D]").astype(np.int64)
    bands = Bands(np.array([0, 0.01, 201, 401, 601]), np.array([0, 1, 2, 3, np.inf]))
    found = _knox(arson[["x", "y"]].to_numpy(), _days(day - day.min()), bands, manhattan=True, times=99)
    assert found.observed.tolist() == [[0, 2, 0, 8], [9, 1, 1, 46], [4, 0, 0, 141], [6, 0, 0, 234]]
    assert found.observed[1, 0] / found.expected[1, 0] == pytest.approx(52.113, abs=5e-4)
    assert found.p[1, 0] == 0.01
    n = len(arson)
    assert found.in_time.sum() == n * (n - 1) / 2
    assert found.expected.sum() == pytest.approx(found.in_space.sum())


def test_a_pair_at_just_an_edge_lies_in_the_band_that_begins_there() -> None:
    """(0, 0) on 1 January and (0, 100) on 4 January: in [100, 200) x 3 days and nowhere else."""
    points = np.array([[155_000.0, 463_000], [155_000, 463_100]])
    bands = Bands(np.array([0, 100, 200.0]), np.array([0, 1, 2, 3, 4.0]))
    for shift in (0.0, 0.123, 0.7):  # coordinates of which the difference is not just 100 in the computer
        found = _knox(points + shift, _days([0, 3]), bands)
        assert found.observed.tolist() == [[0, 0, 0, 0], [0, 0, 0, 1]]


def test_expected_is_the_mean_over_every_way_to_deal_the_moments_out() -> None:
    points = np.array([[0, 0], [60, 0], [60, 80], [500, 0], [530, 0.0]])
    middle = np.array([0, 86_400 * 1.5, 86_400 * 2, 86_400 * 6, 86_400 * 6.5])
    length = np.array([86_400, 0, 7_200, 172_800, 0.0])
    bands = Bands(np.array([0, 50, 100, 150.0]), np.array([0, 1, 4.0]))
    for moments in (Moments(middle, length, np.array([1, 0.5, 1, 1, 0.25]), 86_400), _days([0, 1, 1, 4, 9])):
        every = [
            _knox(points, moments.at(np.array(order)), bands).observed for order in permutations(range(len(points)))
        ]
        assert _knox(points, moments, bands).expected == pytest.approx(np.mean(every, axis=0))


def test_windows_of_no_length_are_exact_moments() -> None:
    rng = np.random.default_rng(2)
    points = rng.uniform(0, 1_500, (300, 2))
    seconds = rng.integers(0, 60, 300) * 43_200
    bands = Bands(np.array([0, 100, 300.0]), np.array([1, 2, 7, np.inf]))
    exact = _knox(points, Moments(seconds.astype(np.int32), None, None, 86_400), bands, times=39)
    spread = _knox(points, Moments(seconds.astype(float), np.zeros(300), None, 86_400), bands, times=39)
    for name in ("observed", "expected", "p", "in_space", "in_time"):
        assert getattr(spread, name) == pytest.approx(getattr(exact, name)), name


def test_p_is_as_often_low_as_it_says_when_nothing_is_going_on() -> None:
    rng = np.random.default_rng(11)
    bands = Bands(np.array([0, 300.0]), np.array([0, 10.0]))
    p = np.array(
        [
            _knox(rng.uniform(0, 1_000, (80, 2)), _days(rng.integers(0, 100, 80)), bands, times=19, seed=k).p[0, 0]
            for k in range(400)
        ]
    )
    for level in (0.05, 0.1, 0.25, 0.5, 0.75):
        # Equal counts make p a little higher than uniform, never lower.
        error = 3 * np.sqrt(level * (1 - level) / len(p))
        assert level - 0.05 - error <= (p <= level + 1e-9).mean() <= level + error


def test_a_planted_near_repeat_is_found_in_its_band_and_not_elsewhere() -> None:
    rng = np.random.default_rng(7)
    first = rng.uniform(0, 20_000, (300, 2))
    points = np.concatenate([first, first[:60] + rng.uniform(20, 60, (60, 2))])
    day = rng.integers(0, 365, 300)
    found = _knox(
        points,
        _days(np.concatenate([day, day[:60] + 3])),
        Bands(np.array([0, 100, 1_000.0]), np.array([0, 7, 14, 28.0])),
        times=199,
    )
    assert found.p[0, 0] == 0.005
    assert found.observed[0, 0] >= 60
    assert (np.delete(found.p.ravel(), 0) > 0.01).all()


def test_the_answer_does_not_depend_on_how_many_pairs_are_held(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(3)
    points, moments = rng.uniform(0, 2_000, (500, 2)), _days(rng.integers(0, 60, 500))
    bands = Bands(np.array([0, 0.01, 100, 200.0]), np.array([0, 7, 14.0]))
    whole = _knox(points, moments, bands, times=19)
    monkeypatch.setattr(knox_module, "_BATCH", 10)
    monkeypatch.setattr("locatierisico.hotspots.near_repeats.near_pairs._AT_ONCE", 50)
    monkeypatch.setattr(knox_module, "_SLICE", 7)
    parts = _knox(points, moments, bands, times=19)
    assert (parts.p[1:] == whole.p[1:]).all()
    assert (parts.observed == whole.observed).all()
    assert np.isnan(whole.p[0]).all(), "no pair can lie on one spot"


def test_edges_are_read_as_people_write_them() -> None:
    assert edges("0, 100;200 300", "DISTANCES").tolist() == [0, 100, 200, 300]
    assert edges("0,1,inf", "DAYS", opened=True).tolist() == [0, 1, np.inf]
    assert with_same_place(np.array([0, 100.0])).tolist() == [0, 0.01, 100]
    assert with_same_place(np.array([50, 100.0])).tolist() == [50, 100]
    assert Bands(np.array([0, 0.5]), np.array([0, 7, np.inf])).day_words == ["0–7 d", "≥ 7 d"]  # noqa: RUF001


@pytest.mark.parametrize("text", ["", "100", "0,100,100", "0,200,100", "-5,100", "0,x", "0,inf", "nan,1", "0,nan"])
def test_what_are_no_edges_is_refused(text: str) -> None:
    with pytest.raises(RefusedError, match="DISTANCES"):
        edges(text, "DISTANCES")
