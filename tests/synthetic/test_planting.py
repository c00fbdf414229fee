"""The truth of the town: who is planted, by how much, and a null town in which nobody is."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from locatierisico.registers.load import load
from locatierisico.synthetic import incidents, planting
from locatierisico.synthetic.deliver import deliver, truth_of
from locatierisico.synthetic.stock import UNIT_KINDS
from locatierisico.synthetic.town import make_town

if TYPE_CHECKING:
    from locatierisico.registers.tables import Registers
    from locatierisico.synthetic.town import Town


@pytest.fixture(scope="module")
def large() -> Town:
    return make_town(50_000, 3)


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


@pytest.fixture(scope="module")
def registers(large: Town, tmp_path_factory: pytest.TempPathFactory) -> Registers:
    """The large town as our readers find it in its delivery."""
    files = deliver(large, tmp_path_factory.mktemp("large"))
    sources = {key: [files[key]] for key in ("BAG", "WOZ", "LEEGSTAND", "VESTIGINGEN")}
    return load(sources, date(2026, 1, 1)).registers


@pytest.fixture(scope="module")
def features(large: Town, registers: Registers) -> pd.DataFrame:
    """What a register shows of every unit; higher is what is planted."""
    panden = registers.panden.set_index("identificatie")
    vbo = registers.verblijfsobjecten
    doelen = vbo["gebruiksdoelen"].map(",".join)
    business = vbo[(doelen != "woonfunctie") & (doelen != "")]
    pand = business["pand_identificaties"].str[0]
    area = business["oppervlakte"]
    empty = business["identificatie"].isin(_of(registers.leegstand)["adresseerbaar_object_identificatie"])
    firms = _of(registers.vestigingen)
    recent = [firms[d].between("2023-01-01", "2026-01-01").astype(int) for d in ("datum_vestiging", "datum_opheffing")]
    moves = sum(recent).groupby(firms["adresseerbaar_object_identificatie"]).sum()
    shown = pd.DataFrame(
        {
            "age": 2026 - panden["bouwjaar"].astype(float),
            "tenants": pand.value_counts().astype(float),
            "small units": -np.log(area).groupby(pand).mean(),
            "vacancy": (area * empty).groupby(pand).sum() / area.groupby(pand).sum(),
            "turnover": business["identificatie"].map(moves).fillna(0).groupby(pand).mean(),
            **_worth(registers),
        }
    )
    units = large.panden[_units(large)].set_index("identificatie")
    return shown.reindex(units.index).assign(zone=units["zone"].str.split("-").str[0], planted=units["planted"])


def _of(table: pd.DataFrame | None) -> pd.DataFrame:
    assert table is not None
    return table


def _worth(registers: Registers) -> dict[str, pd.Series]:
    """Per pand: how far its business objects lie below the price of their kind, and what share of them jumped."""
    objects = _of(registers.woz_objecten).set_index("wozobjectnummer")
    objects = objects[~objects["gebruikscode"].isin(["10", "20"])]
    value = np.log(_of(registers.woz_waarden).pivot_table("vastgestelde_waarde", "wozobjectnummer", "waardepeildatum"))
    old, new = (value[day].reindex(objects.index) for day in sorted(value.columns))
    kind, pand = objects["soortobjectcode"], objects["pand_identificaties"].str[0]
    price, change = new - np.log(objects["oppervlakte"]), new - old
    low = price.groupby(kind).transform("median") - price
    # the values move 2.5 % around 4.5 %, so that a tenth is a jump
    jumped = ((change - change.median()).abs() > 0.1).where(change.notna()).astype(float)
    return {"low value": low.groupby(pand).mean(), "value jump": jumped.groupby(pand).mean()}


_SHOWN = ("age", "tenants", "small units", "vacancy", "turnover", "low value", "value jump")


def _shift(features: pd.DataFrame, name: str, zone: str) -> float:
    here = features[(features["zone"] == zone) & features[name].notna()]
    return _difference(here[name].rank(), here["planted"])


@pytest.mark.parametrize("name", _SHOWN)
def test_the_shift_shows_in_the_delivered_registers(features: pd.DataFrame, name: str) -> None:
    # Half a standard deviation of the trait; of what a register shows chance and kind of building make up a part, so
    # that 0.25 to 0.55 is left. With some 100 planted units on estates its standard error is 0.1.
    assert _shift(features, name, "estate") > 0.1
    if name != "tenants":  # a shop has one
        assert _shift(features, name, "shop") > -0.2  # some 25 planted: a standard error of 0.2


def test_the_truth_names_every_trait_that_is_shifted(large: Town) -> None:
    assert set(planting.SHOWN) == {*large.traits.columns, "place"}


def test_planted_units_stand_apart(large: Town) -> None:
    for zone in ("estate", "shop"):
        here = _units(large) & large.panden["zone"].str.startswith(zone)
        apart = pd.Series(planting.seclusion(large.panden, zone), index=large.panden.index)[here]
        # some 90 planted on estates and 30 in shopping zones: standard errors of 0.1 and 0.2
        assert _difference(apart, large.panden["planted"][here]) == pytest.approx(0.5, abs=0.4), zone


def test_the_shift_of_shops_shows_over_all_registers(features: pd.DataFrame) -> None:
    shifts = [_shift(features, name, "shop") for name in _SHOWN if name != "tenants"]
    assert np.mean(shifts) > 0.2


def test_every_kind_of_building_is_planted_in_its_share(large: Town) -> None:
    units = large.panden[_units(large)]
    estates = units[units["zone"].str.startswith("estate")]
    for kind, of in estates.groupby("kind"):
        # one in twenty, give or take a unit: by chance it would be give or take eight
        assert of["planted"].sum() == pytest.approx(0.05 * len(of), abs=2), kind


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
    assert truth["shifted"] == {}


def test_incidents_fall_before_the_peildatum_and_mostly_were_reported(large: Town) -> None:
    events = large.tables["incidenten"]
    assert events["begin"].min() >= pd.Timestamp("2022-09-01")
    assert events["eind"].max() <= pd.Timestamp("2026-01-02")
    assert (events["eind"] >= events["begin"]).all()
    assert 0.1 < (events["eind"] > events["begin"]).mean() < 0.5
    assert events["herkomst"].value_counts(normalize=True)["gemeld"] == pytest.approx(0.8, abs=0.02)
    assert events["soort"].nunique() == 10
