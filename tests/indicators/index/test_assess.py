from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from locatierisico.indicators.assess import Options, assess_formed, chosen_sets
from locatierisico.indicators.catalogue import catalogue
from locatierisico.indicators.measure import measure
from locatierisico.indicators.model import Direction, Kind, Level, Measured, Rollup, Theme
from locatierisico.indicators.reference import change, rescore
from locatierisico.indicators.set_files import Preset
from locatierisico.registers.tables import canonical
from locatierisico.safeguards.messages import CancelledError, RefusedError, say
from locatierisico.safeguards.watch import Watch

if TYPE_CHECKING:
    from pathlib import Path

OPTIONS = Options(sets=("bedrijventerrein",), draws=50)
N = 40
IDS = [f"{number:03d}" for number in range(N)]
AREAS = ["a"] * 25 + ["b"] * 15


def _columns(seed: int = 1) -> Any:
    rng = np.random.default_rng(seed)
    return {"one": rng.normal(size=N), "two": rng.normal(size=N), "three": rng.normal(size=N)}


@pytest.fixture
def town(make: Any) -> Any:
    """Assess units whose indicators are given."""

    def run(
        columns: Any,
        *,
        dimensions: Any = None,
        options: Any = OPTIONS,
        ids: Any = IDS,
        areas: Any = AREAS,
        others: Any = (),
        watch: Any = None,
        **more: Any,
    ) -> Any:
        known = {n: v if hasattr(v, "compute") else make.indicator(n, v) for n, v in columns.items()}
        weighed = [n for n in columns if n not in more.get("context", ()) and n not in more.get("area_only", ())]
        chosen = make.set(dimensions or {"x": weighed[:2], "y": weighed[2:]}, **more)
        units = make.units(ids, areas)
        formed = make.formed(units, others=others)
        return assess_formed(formed, {"bedrijventerrein": chosen}, options, known, watch or Watch())

    return run


def _codes(assessment: Any) -> Any:
    return [message.code for message in assessment.messages]


def _scores(assessment: Any, indicator: Any) -> Any:
    table = assessment.scores
    return table[(table["indicator"] == indicator) & (table["level"] == "unit")].set_index("id")["score"]


def test_tables_have_the_promised_columns(town: Any) -> None:
    found = town(_columns())
    assert list(found.units.columns[:14]) == [
        "unit_id",
        "area_id",
        "area_type",
        "state",
        "contains_dwelling",
        "risk_score",
        "risk_rank",
        "rank_p05",
        "rank_p95",
        "p_top_decile",
        "coverage",
        "one",
        "three",
        "two",
    ]
    assert found.units.columns[-1] == "geometry"
    assert list(found.areas.columns[:11]) == [
        "area_id",
        "name",
        "area_type",
        "state",
        "n_units",
        "share_top_fifth",
        "share_low",
        "share_high",
        "one",
        "three",
        "two",
    ]
    assert {"level", "id", "indicator", "value", "score", "weight", "contribution"} <= set(found.scores.columns)
    assert found.units["unit_id"].tolist() == IDS
    assert found.units.crs == found.areas.crs == "EPSG:28992"


def test_index_by_hand(town: Any) -> None:
    # Three indicators in dimensions {one, two} and {three}: weights ¼ ¼ ½.
    found = town(_columns())
    rank = {name: pd.Series(values).rank() for name, values in _columns().items()}
    score = {name: 100 * (held - 0.5) / N for name, held in rank.items()}
    expected = 0.25 * score["one"] + 0.25 * score["two"] + 0.5 * score["three"]
    assert found.units["risk_score"].to_numpy() == pytest.approx(expected.to_numpy())
    assert found.units["risk_rank"].to_numpy() == pytest.approx(expected.rank(ascending=False, method="min").to_numpy())
    assert (found.units["class"] == 1 + expected // 20).all()
    assert (found.units["rank_p05"] <= found.units["rank_p95"]).all()


def test_contributions_in_the_table_sum_to_the_index(town: Any) -> None:
    columns = _columns()
    columns["one"][3] = np.nan
    found = town(columns, dimensions={"x": ["one"], "y": ["two"], "z": ["three"]})
    sums = found.scores[found.scores["level"] == "unit"].groupby("id")[["contribution", "weight"]].sum()
    scored = found.units.set_index("unit_id")
    assert sums["contribution"].to_numpy() == pytest.approx(scored["risk_score"].to_numpy() - 50)
    assert sums["weight"].to_numpy() == pytest.approx(1)
    assert (found.scores["id"] == "003").sum() == 2


def test_removing_an_indicator_changes_no_score_of_another(town: Any) -> None:
    columns = {**_columns(), "four": np.arange(N) % 3}
    whole, less = town(columns), town({n: v for n, v in columns.items() if n != "four"})
    for name in ("one", "two", "three"):
        assert _scores(whole, name).equals(_scores(less, name))


def test_permuting_the_units_changes_nothing(town: Any) -> None:
    columns = _columns()
    order = np.random.default_rng(3).permutation(N)
    first = town(columns, options=replace(OPTIONS, draws=0))
    second = town(
        {n: v[order] for n, v in columns.items()},
        ids=[IDS[i] for i in order],
        areas=[AREAS[i] for i in order],
        options=replace(OPTIONS, draws=0),
    )
    same = [c for c in first.units.columns if c != "geometry"]
    assert_frame_equal(pd.DataFrame(first.units[same]), pd.DataFrame(second.units[same]))
    assert_frame_equal(first.scores, second.scores)
    assert_frame_equal(first.sets, second.sets)


def test_the_same_run_gives_the_same_tables(town: Any) -> None:
    first, second = town(_columns()), town(_columns())
    for name in ("units", "areas", "scores", "sets", "reference", "themes"):
        assert_frame_equal(pd.DataFrame(getattr(first, name)), pd.DataFrame(getattr(second, name)))
    assert first.messages == second.messages


def test_dwellings_and_clusters_carry_nothing(town: Any) -> None:
    found = town(_columns(), others=[("900", "dwelling"), ("901", "cluster"), ("000x", "dwelling")])
    unscored = found.units[found.units["state"].isin(["dwelling", "cluster"])]
    assert unscored["unit_id"].tolist() == ["000x", "900", "901"]
    carried = unscored.drop(columns=["unit_id", "area_id", "area_type", "state", "contains_dwelling", "geometry"])
    assert carried.isna().all(axis=None)
    assert not found.scores["id"].isin(unscored["unit_id"]).any()
    assert not found.themes["unit_id"].isin(unscored["unit_id"]).any()


def test_nothing_is_laid_on_a_row_that_is_a_dwelling_even_if_it_was_measured(make: Any) -> None:
    units = make.units(IDS, AREAS)
    formed = make.formed(units)
    formed.table.loc[formed.table["unit_id"] == "007", "state"] = "dwelling"
    known = {n: make.indicator(n, v) for n, v in _columns().items()}
    chosen = make.set({"x": ["one", "two"], "y": ["three"]})
    found = assess_formed(formed, {"bedrijventerrein": chosen}, OPTIONS, known, Watch())
    row = found.units.set_index("unit_id").loc["007"]
    assert row["state"] == "dwelling"
    assert row[["risk_score", "risk_rank", "percentile", "class", "one", "reasons_nl"]].isna().all()


def test_too_few_units_to_compare(town: Any) -> None:
    found = town({n: v[:9] for n, v in _columns().items()}, ids=IDS[:9], areas=AREAS[:9])
    assert set(found.units["state"]) == {"reference set too small"}
    assert found.units["risk_score"].isna().all()
    assert found.units["one"].notna().all()
    assert "index_reference_small" in _codes(found)
    assert found.areas["state"].tolist() == ["reference set too small"]
    assert found.scores.empty


def test_a_unit_with_under_two_thirds_of_the_weight(town: Any) -> None:
    columns = _columns()
    columns["three"][5] = np.nan  # half the weight
    columns["one"][6] = np.nan  # a quarter
    found = town(columns)
    table = found.units.set_index("unit_id")
    assert table.loc["005", "state"] == "insufficient data"
    assert (table.loc["005", "coverage"], table.loc["006", "coverage"]) == (0.5, 0.75)
    assert np.isnan(table.loc["005", "risk_score"])
    assert table.loc["005", "missing_en"] == "three en"
    assert table.loc["006", "state"] == "scored"
    (message,) = [m for m in found.messages if m.code == "index_insufficient"]
    assert "of the 40 locations, 1 get no index" in say(message)


def test_what_leaves_the_set_and_why(town: Any, make: Any) -> None:
    columns = _columns()
    columns["sparse"] = np.where(np.arange(N) < 20, 1.0 * np.arange(N), np.nan)
    columns["flat"] = np.ones(N)
    columns["absent"] = make.indicator("absent", np.ones(N), requires={"leegstand": ("leeg_sinds",)})
    columns["beside"] = np.arange(N)
    sides = {"x": ["one", "two"], "y": ["three", "sparse", "flat", "absent"]}
    found = town(columns, dimensions=sides, context=("beside",))
    table = found.sets.set_index("indicator")
    assert table["status"].to_dict() == {
        "one": "used",
        "two": "used",
        "three": "used",
        "sparse": "left out",
        "flat": "left out",
        "absent": "left out",
        "beside": "context",
    }
    assert table.loc[["sparse", "flat", "absent"], "why"].tolist() == ["low_coverage", "flat", "register_absent"]
    assert "leegstand" in table.loc["absent", "why_nl"]
    # Left: ¼ + ¼ + ½·¼ of the weight; renormalised over the three together.
    assert table["set_completeness"].iloc[0] == pytest.approx(0.625)
    assert table.loc["one", "effective_weight"] == pytest.approx(0.25 / 0.625)
    assert found.units["beside"].tolist() == list(range(N))
    assert {"index_low_coverage", "index_flat", "index_registers_absent", "index_completeness"} <= set(_codes(found))
    assert set(found.units["missing_en"]) == {"sparse en; absent en"}


def test_values_only_where_too_little_of_the_set_is_left(town: Any, make: Any) -> None:
    absent = {n: make.indicator(n, np.ones(N), requires={"vestigingen": ("sbi",)}) for n in ("three", "four")}
    found = town({**_columns(), **absent})
    assert set(found.units["state"]) == {"insufficient data"}
    assert found.units["one"].notna().all()
    (message,) = [m for m in found.messages if m.code == "index_values_only"]
    assert "three nl (vestigingen); four nl (vestigingen)" in say(message, "nl")


def test_shares_are_shown_as_they_are_and_ranked_shrunk(town: Any, make: Any) -> None:
    # k of n: unit 0 has 1 of 1, unit 1 has 19 of 20, the rest 0 of 10. p = 20 / 401.
    # Shrunk: (1 + 2p) / 3 = .367 for unit 0 and (19 + 2p) / 22 = .868 for unit 1, which now ranks above.
    k, n = np.zeros(N), np.full(N, 10.0)
    k[0], n[0], k[1], n[1] = 1, 1, 19, 20
    columns = {**_columns(), "share": make.indicator("share", (k, n), kind=Kind.SHARE, rollup=Rollup.POOLED)}
    found = town(columns)
    assert found.units["share"].tolist()[:3] == [1, 0.95, 0]
    assert _scores(found, "share")["001"] > _scores(found, "share")["000"]
    area = found.areas.set_index("area_id")["share"]
    assert area["a"] == pytest.approx(20 / (21 + 230))
    own = found.reference[found.reference["indicator"] == "share"]
    assert own["value"].max() == pytest.approx((19 + 2 * 20 / 401) / 22)


def test_reasons_name_the_strongest_contributions(town: Any) -> None:
    columns = {name: np.arange(N) + 0.0 for name in ("one", "two", "three")}
    columns["two"] = -columns["two"]
    found = town(columns)
    first = found.units.set_index("unit_id").loc["039"]
    # Scores 98.75, 1.25, 98.75; weights ¼ ¼ ½.
    assert first["reasons_en"] == "three en +24.4; one en +12.2; two en -12.2"
    assert first["reasons_nl"] == "three nl +24,4; one nl +12,2; two nl -12,2"


def test_direction_of_the_indicator_and_of_the_set(town: Any, make: Any) -> None:
    columns = _columns()
    columns["two"] = make.indicator("two", columns["two"], direction=Direction.LOWER_IS_RISKIER)
    found = town(columns, three={"direction": Direction.LOWER_IS_RISKIER})
    assert _scores(found, "one").corr(pd.Series(_columns()["one"], IDS), method="spearman") == pytest.approx(1)
    for name in ("two", "three"):
        assert _scores(found, name).corr(pd.Series(_columns()[name], IDS), method="spearman") == pytest.approx(-1)


def test_area_shares(town: Any) -> None:
    columns = {name: np.arange(N) + 0.0 for name in ("one", "two", "three")}
    found = town(columns)
    table = found.areas.set_index("area_id")
    # The highest fifth of 40 is 8 units, all among the last 15, which lie in b.
    assert table["top_fifth_units"].tolist() == [0, 8]
    assert table["n_units"].tolist() == [25, 15]
    # Mean 8/40 = .2, precision 2: (0 + .4) / 27 and (8 + .4) / 17.
    assert table["share_top_fifth"].tolist() == pytest.approx([0.4 / 27, 8.4 / 17])
    assert table["state"].tolist() == ["scored", "few units"]
    assert "8 of the 15 locations; estimated share 49 %" in table["words_en"]["b"]
    assert table["risk_score"].isna().all()
    assert {"index_few_units", "index_no_composite", "index_alike"} <= set(_codes(found))


def test_from_ten_areas_on_an_area_has_an_index(town: Any) -> None:
    found = town(_columns(), areas=[f"area {i // 4}" for i in range(N)])
    table = found.areas.set_index("area_id")
    assert table["risk_score"].notna().all()
    assert table["risk_score"].mean() == pytest.approx(50)
    rows = found.scores[found.scores["level"] == "area"]
    assert rows.groupby("id")["contribution"].sum().to_numpy() == pytest.approx(table["risk_score"].to_numpy() - 50)
    assert found.scores["level"].is_monotonic_increasing


def test_an_indicator_of_areas_stands_in_the_area_table_alone(town: Any, make: Any) -> None:
    night = replace(
        make.indicator("night", None),
        level=Level.AREA,
        rollup=Rollup.NONE,
        compute=lambda areas: Measured(pd.Series([0.25, 0.5], index=areas.index)),
    )
    found = town({**_columns(), "night": night}, area_only=("night",))
    assert found.areas["night"].tolist() == [0.25, 0.5]
    assert "night" not in found.units.columns
    assert found.sets.set_index("indicator").loc["night", "status"] == "area only"


def test_without_draws_no_rank_is_given(town: Any) -> None:
    found = town(_columns(), options=replace(OPTIONS, draws=0))
    assert found.units["risk_rank"].isna().all()
    assert found.units["risk_score"].notna().all()
    assert "index_no_draws" in _codes(found)


def test_themes(town: Any, make: Any) -> None:
    columns = {n: make.indicator(n, v) for n, v in _columns().items()}
    columns["other"] = make.indicator("other", np.arange(N), themes=frozenset({Theme.WITWASSEN}))
    found = town(columns)
    assert set(found.themes["theme"]) == {"kwetsbaarheid", "drugs"}  # witwassen has one indicator
    general = found.themes[found.themes["theme"] == "kwetsbaarheid"].set_index("unit_id")["risk_score"]
    assert general.equals(found.units.set_index("unit_id")["risk_score"])
    assert found.themes["rank_p05"].notna().all()
    drugs = town(columns, options=replace(OPTIONS, theme=Theme.DRUGS))
    assert drugs.theme is Theme.DRUGS
    own = drugs.sets.set_index("indicator")
    assert (own.loc["other", "status"], own.loc["other", "why"]) == ("context", "no_weight")
    expected = found.themes[found.themes["theme"] == "drugs"].set_index("unit_id")["risk_score"]
    assert drugs.units["risk_score"].to_numpy() == pytest.approx(expected.to_numpy())


def test_incidents_are_counted_anew_for_a_theme(make: Any) -> None:
    incidents = canonical("incidenten", {}, [])
    units = make.units(IDS, AREAS, registers=make.registers(incidenten=incidents))
    rate = make.indicator(
        "rate",
        lambda units: np.arange(N) if units.theme is Theme.DRUGS else -np.arange(N),
        requires={"incidenten": ("soort",)},
    )
    known = {**{n: make.indicator(n, v) for n, v in _columns().items()}, "rate": rate}
    chosen = make.set({"x": ["one", "two"], "y": ["three"], "z": ["rate"]})
    found = assess_formed(make.formed(units), {"bedrijventerrein": chosen}, OPTIONS, known, Watch())
    general, drugs = (
        found.themes[found.themes["theme"] == theme].set_index("unit_id")["risk_score"]
        for theme in ("kwetsbaarheid", "drugs")
    )
    score = 100 * (np.arange(N) + 0.5) / N
    assert (drugs - general).to_numpy() == pytest.approx((score - (100 - score)) / 3)


def test_rates_widen_the_interval(town: Any, make: Any) -> None:
    count = np.arange(N) % 5
    rate = make.indicator("rate", (count, np.full(N, 2.0), 0.5, 0.5))
    fixed = make.indicator("rate", (count + 0.5) / 2.5)
    rated, still = (town({**_columns(), "rate": one}, options=replace(OPTIONS, draws=300)) for one in (rate, fixed))
    width = [(f.units["rank_p95"] - f.units["rank_p05"]).mean() for f in (rated, still)]
    assert rated.units["risk_score"].equals(still.units["risk_score"])
    assert width[0] > width[1] * 1.1


def test_comparing_two_dates_measures_by_the_older_rod(town: Any, make: Any) -> None:
    older = town(_columns())
    moved = _columns()
    moved["three"][0] = moved["three"].max() + 1
    ids = [*IDS[:-1], "new"]
    newer_units = make.units(ids, AREAS)
    chosen = make.set({"x": ["one", "two"], "y": ["three"]})
    known = {n: make.indicator(n, v) for n, v in moved.items()}

    measured = measure(chosen, known, newer_units, Watch())
    again = rescore("bedrijventerrein", measured, newer_units.index, older.reference, older.sets)
    found = change(older.units, again)
    assert found.index.tolist() == IDS[:-1]
    # Only unit 0 moved; beyond all 40 reference values it scores 100, with weight ½. No other changes.
    before = _scores(older, "three")["000"]
    assert found.loc["000", "change"] == pytest.approx(0.5 * (100 - before))
    assert found.loc["001":, "change"].abs().max() == pytest.approx(0)


def test_shares_compare_by_the_older_mean(town: Any, make: Any) -> None:
    k, n = np.arange(N) % 4, np.full(N, 4)
    share = make.indicator("share", (k, n), kind=Kind.SHARE)
    more = make.indicator("share", (np.minimum(k + 1, 4), n), kind=Kind.SHARE)
    older = town({**_columns(), "share": share})
    units = make.units(IDS, AREAS)

    chosen = make.set({"x": ["one", "two"], "y": ["three", "share"]})
    known = {**{i: make.indicator(i, v) for i, v in _columns().items()}, "share": more}
    again = rescore(
        "bedrijventerrein", measure(chosen, known, units, Watch()), units.index, older.reference, older.sets
    )
    # 0 of 4 became 1 of 4, the value a quarter of the older run had: score 12.5 -> 37.5, weight ¼.
    assert change(older.units, again).loc["000", "change"] == pytest.approx(0.25 * 25)


def test_options_are_checked() -> None:
    for wrong, code in [
        (Options(sets=("haven",)), "sets_type_unknown"),
        (Options(sets=()), "sets_none"),
        (Options(preset="best"), "sets_no_preset"),
        (Options(preset="drugs", theme=Theme.VASTGOED), "sets_theme_conflict"),
        (Options(normalisation="z"), "index_normalisation"),
        (Options(aggregation="sum"), "index_aggregation"),
        (Options(draws=-1), "index_draws"),
    ]:
        with pytest.raises(RefusedError) as refusal:
            chosen_sets(wrong, {})
        assert refusal.value.message.code == code
        assert say(refusal.value.message, "nl")


def test_a_set_file_replaces_the_set_of_its_type(tmp_path: Path) -> None:
    path = tmp_path / "eigen.toml"
    path.write_text('area_type = "winkelgebied"\n[dimensions.x]\nindicators = ["vacancy"]\n', encoding="utf-8")
    sets, messages = chosen_sets(Options(set_file=path), catalogue())
    assert [e.id for e in sets["winkelgebied"].entries] == ["vacancy"]
    assert len(sets["bedrijventerrein"].entries) > 5
    assert [m.code for m in messages] == ["sets_replaced"]
    _, messages = chosen_sets(Options(sets=("buitengebied",), set_file=path), catalogue())
    assert [m.code for m in messages] == ["sets_area_type_absent"]


def test_a_preset_of_one_indicator_says_so(town: Any) -> None:
    presets = {"only": Preset({"x": 0.0}, {})}
    found = town(_columns(), presets=presets)
    assert set(found.units["state"]) == {"scored"}
    assert "index_narrow" in _codes(found)


def test_progress_rises_and_cancel_stops(town: Any) -> None:
    told = []
    town(_columns(), watch=Watch(progress=told.append))
    assert told == sorted(told)
    assert told[-1] == 1
    with pytest.raises(CancelledError):
        town(_columns(), watch=Watch(cancelled=lambda: True))
