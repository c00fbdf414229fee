from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from locatierisico.hotspots.clusters import st_clusters as module
from locatierisico.hotspots.clusters.st_clusters import Density, st_clusters
from locatierisico.hotspots.events import Choices, Events, read_events
from locatierisico.registers.raw import Raw
from locatierisico.safeguards.messages import RefusedError
from locatierisico.safeguards.watch import Watch

if TYPE_CHECKING:
    from pathlib import Path

CORNER = (130_000.0, 480_000.0)


def _events(points: np.ndarray, begin: list[str]) -> Events:
    frame = pd.DataFrame({"incident_id": [f"i{k}" for k in range(len(begin))], "begin": begin})
    raw = Raw("meldingen", frame, np.array(shapely.points(points)), "EPSG:28992")
    return read_events(raw, Choices(date(2026, 1, 1)), timed=True)[0]


def _town() -> Events:
    """Spread 300 over a year, with a wave of 12 on one corner in June and 6 on another spot in March."""
    rng = np.random.default_rng(5)
    points = np.concatenate(
        [rng.uniform(0, 12_000, (300, 2)), rng.normal((3_000, 3_000), 40, (12, 2)), np.full((6, 2), 9_000.0)]
    )
    day = np.concatenate([rng.integers(0, 365, 300), 155 + np.arange(12), 65 + np.arange(6)])
    begin = np.datetime64("2024-01-01T12:00", "s") + day * np.timedelta64(86_400, "s")
    return _events(points + CORNER, [str(moment) for moment in begin])


def test_waves_are_found_with_their_span_and_what_chance_gives_is_said() -> None:
    hulls, points, index, messages = st_clusters(_town(), Density(), None, Watch())
    assert hulls["cluster"].tolist() == [1, 2]
    assert hulls["n"].tolist() == [6, 12]
    assert hulls["begin"].dt.strftime("%m-%d").tolist() == ["03-06", "06-04"]
    assert hulls["days"].tolist() == [5, 11]
    assert hulls["p"].tolist() == [0.02, 0.01]
    assert hulls["centre_x"].iloc[0] == 139_000
    # A cluster on one spot is a circle of a tenth of the distance.
    assert hulls.area.iloc[0] == pytest.approx(np.pi * 25**2, rel=0.01)
    inside = points[points["cluster"] == 2]
    assert shapely.covers(hulls.geometry.iloc[1], inside.geometry.to_numpy()).all()
    assert points["role"].value_counts().to_dict() == {"noise": 300, "core": 18}
    assert points["cluster"].isna().sum() == 300
    assert hulls["words_nl"].iloc[0] == (
        "Cluster 1: 6 incidenten van 06-03-2024 tot en met 11-03-2024, groter dan toeval geeft (p 0,02)."
    )
    told = {message.code: message.values for message in messages}
    assert told["clusters_found"]["inside"] == 18
    assert told["clusters_tested"]["n"] == 2
    assert told["nearest_spots"] == {"n": 5, "total": 318}
    assert index is not None
    assert points.columns.tolist() == ["incident_id", "begin", "eind", "cluster", "role", "geometry"]


def test_a_place_that_is_always_busy_is_not_called_larger_than_chance() -> None:
    rng = np.random.default_rng(6)
    points = np.array(CORNER) + np.concatenate([rng.normal(0, 30, (150, 2)), rng.uniform(0, 9_000, (150, 2))])
    begin = np.datetime64("2024-01-01", "s") + rng.integers(0, 365 * 86_400, 300)
    hulls, _, _, messages = st_clusters(_events(points, [str(m) for m in begin]), Density(), None, Watch())
    assert len(hulls)
    assert hulls["p"].min() > 0.05
    assert "clusters_tested_none" in {message.code for message in messages}


def test_nothing_clusters_among_three_points_and_one_cluster_of_all_is_told() -> None:
    three = _events(np.array([[0, 0], [400, 0], [0, 900.0]]) + CORNER, ["2024-01-01", "2024-02-01", "2024-03-01"])
    hulls, points, index, messages = st_clusters(three, Density(), None, Watch())
    assert not len(hulls)
    assert points["role"].tolist() == ["noise"] * 3
    assert index is not None
    assert "clusters_none" in {message.code for message in messages}
    spot = _events(np.tile(CORNER, (20, 1)), ["2024-01-01"] * 20)
    hulls, _, index, messages = st_clusters(spot, Density(), None, Watch())
    told = {message.code: message.values for message in messages}
    assert told["clusters_one"] == {"share": 100}
    assert hulls["p"].tolist() == [1]
    assert index is None
    assert told["nearest_none"] == {"n": 20}


def test_the_index_is_over_the_study_area_and_what_lies_in_it() -> None:
    events = _town()
    ground = shapely.box(130_000, 480_000, 136_000, 492_000)
    _, _, index, messages = st_clusters(events, Density(permutations=0), ground, Watch())
    told = {message.code: message.values for message in messages}
    inside = int((events.points[:, 0] <= 136_000).sum())
    assert told["nearest_area"]["n"] == inside
    assert told["nearest_area"]["area"] == 72
    assert index is not None
    assert index.index == pytest.approx(index.mean * 2 * np.sqrt(inside / 72e6))
    assert "clusters_not_tested" in told


def test_too_much_to_compare_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_COMPARISONS", 10)
    with pytest.raises(RefusedError, match="too many to compare 99 times"):
        st_clusters(_town(), Density(), None, Watch())


def test_robberies_in_memphis_form_no_cluster_that_chance_does_not_give(shared: Path) -> None:
    robberies = pd.read_csv(shared / "data" / "incidents" / "sfhotspot_memphis_robberies_2019.csv")
    places = gpd.GeoSeries.from_xy(robberies["longitude"], robberies["latitude"], crs=4326).to_crs(32616)
    points = places.get_coordinates().to_numpy()
    events = _events(points - points.min(axis=0) + (120_000, 450_000), robberies["date"].tolist())
    hulls, _, index, _ = st_clusters(events, Density(permutations=19), None, Watch())
    assert len(hulls) == 4
    assert hulls["p"].min() > 0.05
    assert index is not None
    assert index.index < 0.6


@pytest.mark.parametrize(("n", "told"), [(3, True), (29, True), (30, False)])
def test_an_index_of_a_few_points_comes_with_a_caution(n: int, told: bool) -> None:  # noqa: FBT001  a row of the table
    points = np.random.default_rng(1).uniform(0, 1_000, (n, 2)) + CORNER
    events = _events(points, ["2024-01-01"] * n)
    ground = shapely.box(130_000, 480_000, 131_000, 481_000)
    for area, code in ((None, "nearest_few_hull"), (ground, "nearest_few")):
        codes = {one.code for one in st_clusters(events, Density(permutations=0), area, Watch())[3]}
        assert (code in codes) == told


def test_permutations_too_few_to_show_anything_are_told_and_nothing_is_said_of_chance() -> None:
    def told(permutations: int) -> set[str]:
        return {one.code for one in st_clusters(_town(), Density(permutations=permutations), None, Watch())[3]}

    assert "clusters_few_permutations" in told(18)
    assert not {"clusters_tested", "clusters_tested_none"} & told(18)
    assert "clusters_few_permutations" not in told(19)
