"""Any lines become a road network, and what is not known of them is said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
import shapely

from locatierisico.network.graph import Graph
from locatierisico.network.uses import drivable
from locatierisico.registers import roads
from locatierisico.registers.files import read_file
from locatierisico.registers.raw import Raw, Read
from locatierisico.registers.road_columns import directions, levels, uses
from locatierisico.safeguards.messages import RefusedError, Severity, say
from locatierisico.synthetic.town import make_town

if TYPE_CHECKING:
    from pathlib import Path

    import geopandas as gpd

PEILDATUM = date(2021, 10, 15)
CROSS = [[(0, 0), (100, 0)], [(50, -40), (50, 40)]]


def layer(drawn: list[Any], file: str = "straten", **columns: list[Any]) -> Raw:
    """Lines in metres from (120, 487) km."""
    made = np.array([shapely.LineString(np.add(line, (120_000, 487_000))) for line in drawn], dtype=object)
    return Raw(file, pd.DataFrame({"volgnr": range(len(drawn)), **columns}), made, "EPSG:28992")


def table(found: Read) -> gpd.GeoDataFrame:
    return found.tables["wegvakken"]


def counts(found: Read) -> dict[str, int]:
    return {message.code: message.values["n"] for message in found.messages if "n" in message.values}


def test_a_layer_without_any_column_of_roads_becomes_a_network() -> None:
    found = roads.read([layer(CROSS)], PEILDATUM)
    made = table(found)
    assert made["wegvak_id"].tolist() == ["1-1", "1-2", "2-1", "2-2"]
    assert made["lengte"].tolist() == [50, 50, 40, 40]
    assert made[["rijrichting", "wegbeheerdersoort", "baansubsoort", "straatnaam"]].isna().all(axis=None)
    graph = Graph.of(made)
    assert graph.messages == ()
    assert len(graph.nodes) == 5
    # From the west end to the north end is over the crossing.
    west, north = np.array([120_000.0, 487_000.0]), np.array([[120_050.0, 487_040.0]])
    assert graph.distance_from(west, north).tolist() == [90]


def test_what_is_not_known_is_said_in_both_languages() -> None:
    found = roads.read([layer(CROSS)], PEILDATUM)
    said = {message.code: message for message in found.messages}
    assert set(said) == {"roads_noded", "roads_no_direction", "roads_no_manager", "roads_no_levels"}
    assert said["roads_noded"].severity is Severity.WARNING
    assert said["roads_noded"].values == {"file": "straten", "n": 2, "segments": 4, "nodes": 5}
    assert "het wegennet hier gemaakt" in say(said["roads_noded"], "nl")
    assert "rijks- en provinciale wegen" in say(said["roads_no_manager"], "nl")


def test_openstreetmap_as_it_is_tagged() -> None:
    raw = layer(
        [*CROSS, [(0, 9), (100, 9)], [(0, 20), (100, 20)], [(0, 60), (9, 60)]],
        osm_id=["10", "11", "12", "13", "14"], highway=["residential", "primary", "cycleway", "proposed", None],
        name=["Dam", None, "Pad", "Later", "Sloot"], oneway=["yes", "-1", "no", None, None],
        layer=[None, 1, None, None, None],
    )  # fmt: skip
    made = table(roads.read([raw], PEILDATUM)).set_index("wegvak_id")
    # Nothing meets: 11 passes over, 13 is planned and 14 is no road at all.
    assert made.index.tolist() == ["10-1", "11-1", "12-1"]
    assert made["rijrichting"].tolist() == ["H", "T", "B"]
    assert made["straatnaam"].tolist() == ["Dam", None, "Pad"]
    assert made["hoogte"].fillna(0).tolist() == [0, 1, 0]
    assert drivable(made).tolist() == [True, True, False]


def test_an_extract_of_openstreetmap_as_shapefiles_write_it() -> None:
    raw = layer(
        CROSS, osm_id=["1", "2"], fclass=["tertiary", "footway"], oneway=["F", "B"], layer=[0, 0], bridge=["T", "F"],
        tunnel=["F", "F"], ref=["", ""], maxspeed=[0, 0],
    )  # fmt: skip
    made = table(roads.read([raw], PEILDATUM))
    assert made["wegvak_id"].tolist() == ["1-1", "2-1"]
    assert made["rijrichting"].tolist() == ["H", "B"]
    assert made["hoogte"].tolist() == [1, 0]
    assert made["baansubsoort"].tolist() == [None, "VP"]


def test_centre_lines_of_top10nl() -> None:
    raw = layer(
        [*CROSS, [(50, 40), (50, 90)], [(0, 200), (100, 200)]], file="top10nl (wegdeel_hartlijn)",
        lokaal_id=["115", "116", "117", "118"], typeweg=["lokale weg", "autosnelweg", "autosnelweg", "lokale weg"],
        hoofdverkeersgebruik=["fietsers, bromfietsers", "snelverkeer", "snelverkeer", "voetgangers"],
        hoogteniveau=[0, 1, 0, 0], naam=["Pad", "A1", None, None],
        objecteindtijd=[None, None, None, "2020-01-01"],
    )  # fmt: skip
    water = layer([[(0, 10), (100, 10)]], file="top10nl (waterdeel_lijn)", typewater=["waterloop"])
    found = roads.read([water, raw], PEILDATUM)
    made = table(found)
    assert made["wegvak_id"].tolist() == ["115-1", "116-1", "117-1"]
    assert made["baansubsoort"].tolist() == ["FP", None, None]
    assert made["knoop_eind"].tolist()[1] == made["knoop_begin"].tolist()[2]
    assert counts(found)["roads_not_there"] == 1
    assert found.messages[0].values["file"] == "top10nl (waterdeel_lijn)"


@pytest.mark.parametrize("column", ["typewater", "typespoorbaan", "waterway"])
def test_water_and_rails_are_no_roads(column: str) -> None:
    with pytest.raises(RefusedError) as refusal:
        roads.read([layer(CROSS, **{column: ["x", "y"]})], PEILDATUM)
    assert refusal.value.message.code == "columns_not_recognised"


@pytest.mark.parametrize("back", [(50, 0), (50, 0.2)])
def test_two_one_way_lines_on_top_of_each_other_are_one_road_both_ways(back: tuple[float, float]) -> None:
    drawn = [[(0, 0), (100, 0)], [(100, 0), back, (0, 0)], [(0, 9), (9, 9)]]
    raw = layer(drawn, rijrichting=["H", "H", "H"])
    found = roads.read([raw], PEILDATUM)
    assert table(found)["rijrichting"].tolist() == ["B", "H"]
    assert counts(found)["roads_twins"] == 1


def test_one_way_lines_drawn_the_same_or_another_way_round() -> None:
    line = [(0, 0), (100, 0)]
    for ways, wanted in ((["H", "H"], "H"), (["H", "T"], "B"), (["T", "B"], "B")):
        assert table(roads.read([layer([line, line], rijrichting=ways)], PEILDATUM))["rijrichting"].tolist() == [wanted]
    turned = layer([line, line[::-1]], rijrichting=["H", "T"])
    assert table(roads.read([turned], PEILDATUM))["rijrichting"].tolist() == ["H"]


def test_a_pile_of_one_line_is_one_line() -> None:
    raw = layer([*[[(0, 0), (100, 0)]] * 3000, [(50, -40), (50, 40)]])
    found = roads.read([raw], PEILDATUM)
    assert (len(table(found)), counts(found)["roads_twins"]) == (4, 2999)


def test_a_road_on_a_road_whose_direction_is_unknown_is_of_unknown_direction() -> None:
    raw = layer([[(0, 0), (100, 0)]] * 2, rijrichting=["T", None])
    assert table(roads.read([raw], PEILDATUM))["rijrichting"].tolist() == [None]


def test_parts_of_one_line_stay_its_parts_and_keep_their_ids_apart() -> None:
    raw = layer(CROSS, straatnaam=["Dam", "Dwars"], id=[7, 7])
    both = np.array([shapely.multilinestrings(raw.geometry)], dtype=object)
    made = table(roads.read([replace(raw, frame=raw.frame.iloc[:1], geometry=both)], PEILDATUM))
    assert made["wegvak_id"].tolist() == ["7-1", "7-2", "7-3", "7-4"]
    assert set(made["straatnaam"]) == {"Dam"}
    assert table(roads.read([raw], PEILDATUM))["wegvak_id"].is_unique


def test_layers_are_noded_together() -> None:
    made = table(roads.read([layer(CROSS[:1], file="a"), layer(CROSS[1:], file="b")], PEILDATUM))
    assert len(made) == 4
    assert made["wegvak_id"].is_unique


@pytest.mark.parametrize(
    ("column", "values", "wanted"),
    [
        ("relatieve_hoogteligging", [1, "0", None], [1, 0, np.nan]),
        ("brunnel", ["bridge", "tunnel", "ford"], [1, -1, np.nan]),
        ("tunnel", ["yes", "no", None], [-1, np.nan, np.nan]),
        ("hoogte", [3.2, 4.1, 0.0], [np.nan] * 3),  # metres
        ("layer", ["wegen_noord", "wegen_zuid", None], [np.nan] * 3),  # QGIS names merged layers so
    ],
)
def test_levels_in_every_wording(column: str, values: list[Any], wanted: list[float]) -> None:
    assert levels(pd.DataFrame({column: values}))[0].tolist() == pytest.approx(wanted, nan_ok=True)


def test_true_and_false_are_not_taken_for_against_and_with() -> None:
    found, column, unknown = directions(pd.DataFrame({"oneway": ["T", "F", "F"]}))
    assert (found.isna().all(), column, unknown) == (True, "oneway", 3)
    assert directions(pd.DataFrame({"oneway": ["T", "F", "B", "x"]}))[0].tolist() == ["T", "H", "B", None]


def test_codes_of_the_nwb_stay_as_they_are() -> None:
    frame = pd.DataFrame({"bst_code": ["HR", "fp", "#", None], "highway": ["steps", "x", "steps", None]})
    assert uses(frame).tolist() == ["HR", "FP", "VP", None]


def test_a_town_without_its_junction_numbers_gets_the_same_network() -> None:
    town = make_town(2000, 1).tables["wegvakken"]
    nwb = Raw("nwb", town.drop(columns="geometry"), town["geometry"].to_numpy(), "EPSG:28992")
    bare = replace(nwb, frame=nwb.frame[["rijrichtng", "rel_hoogte", "stt_naam"]])
    made = table(roads.read([bare], PEILDATUM))
    known, found = Graph.of(table(roads.read([nwb], PEILDATUM))), Graph.of(made)
    assert found.length.sum() == pytest.approx(known.length.sum(), abs=1)
    # Four wegvakken of 1 or 2 cm are within one node, and two roads are cut where another ends on them unnumbered.
    assert int((known.length < 0.5).sum()) == 4
    assert len(made) == len(town) - 4 + 2
    rng = np.random.default_rng(1)
    places = known.nodes[rng.integers(0, len(known.nodes), 40)]
    for directed in (False, True):
        ways = [graph.distance_from(places[0], places, directed=directed) for graph in (known, found)]
        assert ways[1] == pytest.approx(ways[0], abs=1)


def test_roads_of_elsewhere_are_refused(shared: Path) -> None:
    with pytest.raises(RefusedError) as refusal:
        roads.read(read_file(shared / "data/incidents/geodanet/streets.shp"), PEILDATUM)
    assert refusal.value.message.code == "spatial_elsewhere"


def test_lines_of_no_length_null_lines_and_points_leave_nothing() -> None:
    raw = layer(CROSS)
    nothing = np.array([None, shapely.LineString()], dtype=object)
    with pytest.raises(RefusedError):
        roads.read([replace(raw, geometry=nothing)], PEILDATUM)
    points = shapely.points([[120_000.0, 487_000.0]] * 2)
    with pytest.raises(RefusedError) as refusal:
        roads.read([replace(raw, geometry=points)], PEILDATUM)
    assert refusal.value.message.code == "columns_not_recognised"
    half = np.array([raw.geometry[0], None], dtype=object)
    found = roads.read([replace(raw, geometry=half)], PEILDATUM)
    assert (len(table(found)), counts(found)["spatial_null"]) == (1, 1)
    with pytest.raises(RefusedError):
        roads.read([layer([[(0, 0), (0.2, 0)]])], PEILDATUM)
