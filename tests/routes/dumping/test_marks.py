from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
import shapely

from locatierisico.registers.files import read_file
from locatierisico.registers.raw import Raw
from locatierisico.registers.roads import read as read_roads
from locatierisico.routes.dumping.ground import dwellings_of, grown, road_surface_of, terrain_of, unpaved
from locatierisico.routes.dumping.marks import Distances, Ground, motorways_of, score_segments
from locatierisico.routes.dumping.patrol import Pace, patrol
from locatierisico.safeguards.messages import RefusedError
from locatierisico.safeguards.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import geopandas as gpd

X, Y = 180_000.0, 450_000.0
PEILDATUM = date(2026, 1, 1)
# A provincial road to the north of a country lane with three side roads; a ring road keeps the edge of the data away.
LINES = [
    [(-3000, 900), (3000, 900)],  # 0: provincial
    [(-3000, -3000), (3000, -3000)],  # 1: far to the south
    [(-3000, 900), (-3000, -3000)],
    [(3000, 900), (3000, -3000)],
    [(-3000, -101), (0, -101)],  # 4: the lane, 1001 m from the provincial road
    [(0, -101), (0, -600)],  # 5: a dead end
    [(0, -101), (500, -101)],  # 6
    [(500, -101), (3000, -101)],  # 7
    [(500, -101), (500, -100), (1000, -100), (1000, -99), (500, -99)],  # 8: exactly 999 m away, ends in a dead end
]
KEEPERS = ["P", "G", "G", "G", "G", "G", "G", "G", "G"]


@pytest.fixture
def lanes(roads: Callable[..., gpd.GeoDataFrame]) -> gpd.GeoDataFrame:
    return roads(LINES, wegbeheerdersoort=KEEPERS)


def _box(west: float, south: float, east: float, north: float) -> shapely.Polygon:
    return shapely.box(X + west, Y + south, X + east, Y + north)


def _terrain() -> tuple[Any, Any]:
    """Draw a wood 25 m east of the dead end, another 25.5 m south of the lane, and a field under everything."""
    areas = [_box(25, -600, 100, -500), _box(-2000, -400, -1000, -126.5), _box(-3000, -3000, 3000, 900)]
    return np.array(areas, dtype=object), np.array([True, True, False])


def _score(wegvakken: gpd.GeoDataFrame, **given: Any) -> tuple[pd.DataFrame, list[str]]:
    areas, motorways = given.pop("areas", None), given.pop("motorways", frozenset())
    segments, messages = score_segments(
        wegvakken, Ground(**given), Distances(), motorways=motorways, areas=areas, watch=Watch()
    )
    return segments.table.set_index("wegvak_id"), [one.code for one in messages]


def test_near_is_up_to_the_distance_itself(lanes: gpd.GeoDataFrame) -> None:
    table, _ = _score(lanes, terrain=_terrain())
    assert table.index[table["forest_near"].fillna(value=False)].tolist() == ["5"]
    # 4, 6 and 7 lie 1001 m from the provincial road; 8 comes within 999 m, 2 and 3 touch it.
    assert table.index[table["regional_road_near"].fillna(value=False)].tolist() == ["0", "2", "3", "8"]


def test_a_dwelling_at_exactly_the_distance_is_near(lanes: gpd.GeoDataFrame) -> None:
    addresses = shapely.points(X + np.array([-300.0, -3000, 3000]), Y + np.array([-600.0, -3000, 900]))
    lived = np.array([True, False, False])
    table, _ = _score(lanes, addresses=(addresses, addresses[lived]))
    assert not table.loc["5", "no_dwelling_near"]
    assert table.loc["6", "no_dwelling_near"]
    addresses = shapely.points(X + np.array([-300.5, -3000, 3000]), Y + np.array([-600.0, -3000, 900]))
    table, _ = _score(lanes, addresses=(addresses, addresses[lived]))
    assert table.loc["5", "no_dwelling_near"]


def test_what_is_not_given_is_not_known_and_not_counted(lanes: gpd.GeoDataFrame) -> None:
    table, codes = _score(lanes)
    assert table["forest_near"].isna().all()
    assert table["no_dwelling_near"].isna().all()
    # A dead end is known; of a through road it stays open whether it is paved.
    assert table["dead_end_or_unpaved"].notna().to_dict() == {str(i): i in (5, 8) for i in range(9)}
    assert table.loc["8", ["score", "known"]].tolist() == [2, 2]
    assert table.loc["4", ["score", "known"]].tolist() == [0, 1]
    assert {"dumping_without_terrain", "dumping_without_addresses", "dumping_without_surface"} <= set(codes)
    assert "dumping_coverage" in codes


def test_outside_the_box_of_a_layer_nothing_is_known(lanes: gpd.GeoDataFrame) -> None:
    wood = np.array([_box(-50, -700, 600, -50)], dtype=object)
    table, codes = _score(lanes, terrain=(wood, np.array([True])))
    assert table["forest_near"].isna().to_dict() == {str(i): i in (0, 1, 2, 3) for i in range(9)}
    assert "dumping_beyond" in codes


def test_a_road_is_unpaved_where_most_of_what_lies_on_wegdelen_is(lanes: gpd.GeoDataFrame) -> None:
    parts = np.array([_box(-1, -300, 1, -100), _box(-1, -610, 1, -300), _box(0, -103, 500, -100)], dtype=object)
    table, _ = _score(lanes, surface=(parts, np.array([False, True, True])))
    assert table.loc["5", "unpaved"]
    assert table.loc["6", "unpaved"]
    assert table.loc["6", "dead_end_or_unpaved"]
    assert pd.isna(table.loc["1", "unpaved"])
    table, _ = _score(lanes, surface=(parts, np.array([True, False, False])))
    assert not table.loc["5", "unpaved"]
    assert table.loc["5", "dead_end_or_unpaved"]  # for it is a dead end
    assert not table.loc["6", "dead_end_or_unpaved"]


def test_dead_ends_at_the_edge_of_the_data_do_not_count(roads: Callable[..., gpd.GeoDataFrame]) -> None:
    table, _ = _score(roads(LINES[4:8], wegbeheerdersoort=["P", "G", "G", "G"]))
    assert table["dead_end"].sum() == 0


def test_cycle_paths_are_no_roads_and_make_no_road_go_on(roads: Callable[..., gpd.GeoDataFrame]) -> None:
    lines = [*LINES, [(0, -600), (-3000, -600)]]
    table, codes = _score(roads(lines, wegbeheerdersoort=[*KEEPERS, "P"], baansubsoort=[*["HR"] * 9, "FP"]))
    assert "9" not in table.index
    assert table.loc["5", "dead_end"]
    assert not table.loc["5", "regional_road_near"]
    assert "dumping_not_for_cars" in codes
    with pytest.raises(RefusedError, match="0 of 9"):
        _score(roads(LINES, baansubsoort=["FP"] * 9))


def test_without_a_keeper_or_with_motorways_only_regional_roads_are_not_known(
    roads: Callable[..., gpd.GeoDataFrame], lanes: gpd.GeoDataFrame
) -> None:
    table, codes = _score(roads(LINES))
    assert table["regional_road_near"].isna().all()
    assert "dumping_no_keeper" in codes
    ids = pd.Series(["0", "1", None])
    motorways = motorways_of(ids, pd.Series(["A12", "N224", "A1"]))
    assert motorways == {"0"}
    table, codes = _score(lanes, motorways=motorways)
    assert table["regional_road_near"].isna().all()
    assert "dumping_no_regional" in codes


def test_areas_choose_what_is_told_not_what_counts(lanes: gpd.GeoDataFrame) -> None:
    whole, _ = _score(lanes, terrain=_terrain())
    some, _ = _score(lanes, terrain=_terrain(), areas=np.array([_box(-10, -620, 10, -500)], dtype=object))
    assert some.index.tolist() == ["5"]
    pd.testing.assert_frame_equal(pd.DataFrame(some), pd.DataFrame(whole.loc[["5"]]))
    with pytest.raises(RefusedError, match="touches an area"):
        _score(lanes, areas=np.array([_box(9000, 9000, 9100, 9100)], dtype=object))


def test_marks_agree_with_distances_one_by_one(roads: Callable[..., gpd.GeoDataFrame]) -> None:
    random = np.random.default_rng(5)
    ends = random.uniform(-3000, 3000, (120, 2))
    lines = [[tuple(end), tuple(end + random.uniform(-400, 400, 2))] for end in ends]
    wegvakken = roads(lines, wegbeheerdersoort=np.where(random.random(120) < 0.03, "P", "G").tolist())
    corners = random.uniform(-3500, 3500, (60, 2))
    woods = np.array([_box(x, y, x + 90, y + 60) for x, y in corners], dtype=object)
    homes = shapely.points(random.uniform(-3500, 3500, (150, 2)) + np.array([X, Y]))
    is_wood = random.random(60) < 0.7
    table, _ = _score(wegvakken, terrain=(woods, is_wood), addresses=(homes, homes))
    regional = wegvakken.geometry[wegvakken["wegbeheerdersoort"] == "P"]
    for row, line in zip(table.itertuples(), wegvakken.geometry, strict=True):
        if not pd.isna(row.forest_near):
            assert row.forest_near == any(line.distance(one) <= 25 for one in woods[is_wood])
        assert row.regional_road_near == any(line.distance(one) <= 1000 for one in regional)
        if not pd.isna(row.no_dwelling_near):
            assert row.no_dwelling_near == all(line.distance(one) > 300 for one in homes)


def test_terrain_is_read_from_the_bgt_or_any_areas_that_say_what_grows(shared: Path) -> None:
    layers = {raw.layer: raw for raw in read_file(shared / "data/bgt/otterlo_bgt.gpkg")}
    terrain = next(raw for name, raw in layers.items() if "begroeidterreindeel" in name and "onbe" not in name)
    outlines, said, _ = terrain_of(terrain, PEILDATUM)
    # Counted in the file by hand: what is current and says it is wood, shrubs or heath.
    assert grown(said).sum() == pd.Series(said).isin(["loofbos", "naaldbos", "gemengd bos", "struiken", "houtwal",
                                                      "heide"]).sum() > 0  # fmt: skip
    assert len(outlines) == len(said)
    roads = next(raw for name, raw in layers.items() if name.endswith("wegdeel") and "onder" not in name)
    _, paved, _ = road_surface_of(roads, PEILDATUM)
    assert 0 < unpaved(paved).sum() < len(paved)
    own = Raw("mijn bos", pd.DataFrame({"fysiek_voorkomen": ["Loofbos", "grasland overig"]}),
              np.array([_box(0, 0, 9, 9), _box(9, 9, 20, 20)], dtype=object), "EPSG:28992")  # fmt: skip
    assert grown(terrain_of(own, PEILDATUM)[1]).tolist() == [True, False]
    with pytest.raises(RefusedError, match="no column fysiek_voorkomen"):
        terrain_of(Raw("leeg", pd.DataFrame({"naam": ["a"]}), own.geometry[:1], "EPSG:28992"), PEILDATUM)
    with pytest.raises(RefusedError, match="not of the class begroeidterreindeel"):
        terrain_of(roads, PEILDATUM)


def test_addresses_without_gebruiksdoel_all_count_as_dwellings() -> None:
    points = np.array([shapely.Point(X, Y), shapely.Point(X, Y + 5)], dtype=object)
    said = Raw("vbo", pd.DataFrame({"gebruiksdoel": ["woonfunctie,winkelfunctie", "kantoorfunctie"]}), points,
               "EPSG:28992")  # fmt: skip
    everything, lived, messages = dwellings_of(said)
    assert (len(everything), len(lived), messages) == (2, 1, [])
    _, lived, messages = dwellings_of(Raw("vbo", pd.DataFrame({"id": [1, 2]}), points, "EPSG:28992"))
    assert len(lived) == 2
    assert [one.code for one in messages] == ["dumping_no_use"]


def test_berths_among_the_addresses_are_dwellings() -> None:
    points = np.array([shapely.Point(X, Y), shapely.Point(X, Y + 5), shapely.Point(X, Y + 9)], dtype=object)
    said = {"identificatie": ["0363020000000001", "0363030000000001", "0363010000000001"], "gebruiksdoel": [None] * 3}
    _, lived, messages = dwellings_of(Raw("adressen", pd.DataFrame(said), points, "EPSG:28992"))
    assert lived.tolist() == points[:2].tolist()
    assert messages[0].values == {"n": 1, "total": 3}


def test_real_wegvakken_are_scored_and_driven(shared: Path) -> None:
    raw = replace(read_file(shared / "data/roads/nwb_wegvakken_amsterdam-noord_2012.gml")[0], crs="EPSG:4326")
    wegvakken = read_roads([raw], PEILDATUM).tables["wegvakken"]
    segments, _ = score_segments(wegvakken, Ground(), Distances(), watch=Watch())
    # Of 13 wegvakken two are cycle paths and two bus lanes; the state and the province keep three of the others.
    assert len(segments.table) == 9
    table = segments.table.set_index("wegvak_id")
    assert table.index[table["regional_road_near"]].tolist() == ["248382013", "248382016", "248382025"]
    # From the corner of the Klaprozenweg three hang together; the rest is one-way or lies apart in this sample.
    start = shapely.get_coordinates(segments.table.geometry.iloc[0])[0]
    driven, messages = patrol(segments, np.ones(9, dtype=bool), start, Pace(), watch=Watch())
    assert len(driven.missed) == 6
    past = driven.legs[driven.legs["kind"] == "segment"]
    assert sorted(past["wegvak_id"]) == ["244380021", "245379017", "245379053"]
    # No other street leads back, so each of the three is driven twice.
    assert driven.legs["total_metres"].iloc[-1] == pytest.approx(2 * past["metres"].sum(), abs=0.3)
    assert messages[-1].code == "dumping_patrol"
