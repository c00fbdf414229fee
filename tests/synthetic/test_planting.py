"""The truth of the town: who is planted, by how much, and a null town in which nobody is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from locatierisico.synthetic import incidents, planting
from locatierisico.synthetic.deliver import truth_of
from locatierisico.synthetic.stock import UNIT_KINDS
from locatierisico.synthetic.town import make_town

if TYPE_CHECKING:
    from locatierisico.synthetic.town import Town


@pytest.fixture(scope="module")
def large() -> Town:
    return make_town(60_000, 3)


def _units(town: Town) -> pd.Series:
    panden = town.panden
    return panden["kind"].isin(UNIT_KINDS) & (panden["business"] > 0) & (panden["zone"] != "")


def _difference(values: pd.Series, planted: pd.Series) -> float:
    """Difference of the means in standard deviations of the rest."""
    return float((values[planted].mean() - values[~planted].mean()) / values[~planted].std())


def test_one_in_twenty_units_is_planted(large: Town) -> None:
    units = _units(large)
    for zone in ("estate", "shop"):
        here = units & large.panden["zone"].str.startswith(zone)
        assert large.panden["planted"][here].mean() == pytest.approx(0.05, abs=0.003)
    farms = large.panden[large.panden["kind"] == "farmhouse"]
    assert farms["planted"].mean() == pytest.approx(0.05, abs=0.01)
    others = ~units & ~large.panden["kind"].isin(["farmhouse", "barn"])
    assert not large.panden["planted"][others].any()


def test_each_trait_of_the_planted_lies_half_a_standard_deviation_higher(large: Town) -> None:
    units = _units(large)
    planted = large.panden["planted"][units]
    error = 1 / np.sqrt(planted.sum())
    for trait in large.traits.columns:
        assert _difference(large.traits[trait][units], planted) == pytest.approx(0.5, abs=3.5 * error)


def test_the_shift_shows_in_the_registers(large: Town) -> None:
    units = _units(large) & large.panden["zone"].str.startswith("estate")
    panden = large.panden[units]
    age = np.log(2026 - panden["bouwjaar"])
    assert _difference(age, panden["planted"]) == pytest.approx(0.5, abs=0.35)
    pand = large.vbo["pand"]
    empty = large.vbo["vacant"].groupby(pand).mean().reindex(panden.index)
    assert empty[panden["planted"]].mean() > empty[~panden["planted"]].mean()
    objecten = large.tables["woz_objecten"].set_index("wozobjectnummer")
    worth = large.tables["woz_waarden"]
    worth = worth[worth["waardepeildatum"] == pd.Timestamp("2025-01-01")].set_index("wozobjectnummer")
    price = np.log(worth["vastgestelde_waarde"] / objecten["oppervlakte"])
    of = objecten["pand_identificaties"].str[0]
    business = objecten["gebruikscode"] == "30"
    resid = price[business] - price[business].groupby(objecten["soortobjectcode"][business]).transform("median")
    by_pand = resid.groupby(of[business]).mean().reindex(panden["identificatie"]).set_axis(panden.index)
    assert _difference(-by_pand, panden["planted"]) > 0.2


def test_planted_farms_are_more_remote_by_choice() -> None:
    rng = np.random.default_rng(1)
    score = rng.normal(size=20_000)
    chosen = planting.choose(np.ones(len(score), dtype=bool), score, rng)
    assert chosen.sum() == 1_000
    # weights exp(s·z) move the mean of a normal score by s; drawing without replacement takes a little off
    assert score[chosen].mean() == pytest.approx(0.5, abs=0.1)


def test_the_planted_have_twice_the_rate(large: Town) -> None:
    places = large.places
    planted = large.panden["planted"].to_numpy()[places["pand"]]
    cool = np.ones(len(places), dtype=bool)
    for x, y, radius in large.hotspots[["x", "y", "radius"]].to_numpy():
        cool &= np.hypot(places["x"] - x, places["y"] - y).to_numpy() > radius
    here = (places["zone"] == "estate").to_numpy() & cool
    # gamma(1/2) has a coefficient of variation of sqrt 2: the mean of n has one of sqrt(2 / n)
    slack = 3.5 * np.sqrt(2 / (here & planted).sum()) * 2 * 1.3
    ratio = places["rate"][here & planted].mean() / places["rate"][here & ~planted].mean()
    assert ratio == pytest.approx(2, abs=slack)


def test_background_rates_are_gamma_of_shape_one_half() -> None:
    drawn = incidents.background(200_000, np.random.default_rng(2))
    assert drawn.mean() == pytest.approx(1, rel=0.02)
    assert drawn.var() == pytest.approx(2, rel=0.05)  # mean² / shape


def test_hotspots_are_hot(large: Town) -> None:
    assert len(large.hotspots) == 3
    xy, places = large.tables["incidenten"][["x", "y"]].to_numpy(), large.places
    pand = large.panden.iloc[places["pand"]]
    expected = np.sqrt(pand["business"].to_numpy()) + 0.25 * pand["homes"].to_numpy() ** 0.7
    for x, y, radius in large.hotspots[["x", "y", "radius"]].to_numpy():
        inside = np.hypot(places["x"] - x, places["y"] - y).to_numpy() <= radius
        share = expected[inside].sum() / expected.sum()
        seen = (np.hypot(xy[:, 0] - x, xy[:, 1] - y) <= radius).mean()
        assert seen > 2.5 * share


def test_a_null_town_has_nothing_planted() -> None:
    null = make_town(2_000, 8, null=True)
    assert not null.panden["planted"].any()
    assert null.hotspots.empty
    truth = truth_of(null, {})
    assert truth["null"] is True
    assert all(not ids for ids in truth["planted"].values())  # type: ignore[attr-defined]
    assert truth["planted_farms"] == []


def test_incidents_fall_before_the_peildatum_and_mostly_were_reported(large: Town) -> None:
    events = large.tables["incidenten"]
    assert events["begin"].min() >= pd.Timestamp("2022-09-01")
    assert events["eind"].max() <= pd.Timestamp("2026-01-02")
    assert (events["eind"] >= events["begin"]).all()
    assert 0.1 < (events["eind"] > events["begin"]).mean() < 0.5
    assert events["herkomst"].value_counts(normalize=True)["gemeld"] == pytest.approx(0.8, abs=0.02)
    assert events["soort"].nunique() == 10
