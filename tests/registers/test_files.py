"""Files of every kind, read as they were delivered."""

from __future__ import annotations

import json
import math
import sqlite3
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from locatierisico.registers.dates import moments
from locatierisico.registers.files import read_file
from locatierisico.safeguards.messages import RefusedError, say

if TYPE_CHECKING:
    from pathlib import Path

POINTS = gpd.GeoDataFrame(
    {"code": ["001", "002", None], "n": [1, 2, 3]},
    geometry=[shapely.Point(131000, 481000), None, shapely.Point(131001, 481001)],
    crs="EPSG:28992",
)


def _written(path: Path, layer: str = "punten") -> Path:
    POINTS.to_file(path, layer=layer, driver="GPKG", engine="pyogrio")
    return path


def _refusal(path: Path) -> str:
    with pytest.raises(RefusedError) as caught:
        read_file(path)
    assert say(caught.value.message, "nl")
    return str(caught.value)


def test_every_layer_with_nulls_and_text_as_they_are(tmp_path: Path) -> None:
    path = _written(tmp_path / "een gemeenté.gpkg")
    POINTS.drop(columns="geometry").pipe(pd.DataFrame).pipe(_append, path)
    points, table = read_file(path)
    assert (points.name, table.name) == ("een gemeenté.gpkg (punten)", "een gemeenté.gpkg (tabel)")
    assert points.crs == "EPSG:28992"
    assert points.frame["code"].tolist() == ["001", "002", None]
    assert shapely.is_missing(points.geometry).tolist() == [False, True, False]
    assert table.geometry is None
    assert table.frame["n"].tolist() == [1, 2, 3]


def _append(frame: pd.DataFrame, path: Path) -> None:
    import pyogrio  # noqa: PLC0415 - only this writes a table without places

    pyogrio.write_dataframe(frame, path, layer="tabel", driver="GPKG")


def test_one_layer_goes_by_the_name_of_its_file(tmp_path: Path) -> None:
    (raw,) = read_file(_written(tmp_path / "a.gpkg"))
    assert (raw.name, raw.layer, raw.path) == ("a.gpkg", "punten", tmp_path / "a.gpkg")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("mark", [";", ",", "\t", "|"])
def test_a_table_stays_text_whatever_its_marks(tmp_path: Path, encoding: str, mark: str) -> None:
    lines = [["id", "straat", "waarde"], ["0457", "Café-straat", "1.5"], ["0001", "", "NA"]]
    path = tmp_path / "t.csv"
    path.write_bytes("\r\n".join(mark.join(line) for line in lines).encode(encoding))
    (raw,) = read_file(path)
    assert raw.geometry is None
    assert raw.frame.to_dict("list") == {
        "id": ["0457", "0001"],
        "straat": ["Café-straat", None],
        "waarde": ["1.5", "NA"],
    }


def test_a_separator_between_quotation_marks_does_not_cut(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text('id;"straat, plaats, land, deel"\n1;"A; B"\n', encoding="utf-8")
    assert read_file(path)[0].frame.iloc[0].tolist() == ["1", "A; B"]


def test_one_column_needs_no_separator(tmp_path: Path) -> None:
    path = tmp_path / "t.txt"
    path.write_text("id\n0001\n", encoding="utf-8")
    assert read_file(path)[0].frame["id"].tolist() == ["0001"]


def test_refusals(tmp_path: Path) -> None:
    (tmp_path / "leeg.gpkg").touch()
    (tmp_path / "tekst.gpkg").write_text("geen kaart", encoding="utf-8")
    (tmp_path / "wit.csv").write_text(" \n\n", encoding="utf-8")
    (tmp_path / "scheef.csv").write_text("a;b\n1;2\n1;2;3\n", encoding="utf-8")
    assert "no such file" in _refusal(tmp_path / "nergens.gpkg")
    assert "is a folder" in _refusal(tmp_path)
    assert "leeg.gpkg is empty" in _refusal(tmp_path / "leeg.gpkg")
    assert "not a file with map data" in _refusal(tmp_path / "tekst.gpkg")
    assert "wit.csv is empty" in _refusal(tmp_path / "wit.csv")
    assert "line 3" in _refusal(tmp_path / "scheef.csv")


@pytest.mark.parametrize("share", [0.01, 0.3, 0.6])
def test_a_geopackage_that_is_cut_off(tmp_path: Path, share: float) -> None:
    many = pd.concat([POINTS] * 2000, ignore_index=True)
    path = tmp_path / "a.gpkg"
    many.to_file(path, layer="punten", driver="GPKG", engine="pyogrio")
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    _refusal(path)


def test_curves_become_segments(tmp_path: Path) -> None:
    # A disc of radius 10 m drawn with two arcs: pi x 100 m², less what the segments cut off.
    path = tmp_path / "bogen.gml"
    path.write_text(
        """<ogr:FeatureCollection xmlns:ogr="http://ogr.maptools.org/" xmlns:gml="http://www.opengis.net/gml">
        <gml:featureMember><ogr:erf><ogr:geometryProperty><gml:Polygon srsName="EPSG:28992"><gml:exterior><gml:Ring>
        <gml:curveMember><gml:Curve><gml:segments>
        <gml:Arc><gml:posList>131000 481000 131010 481010 131020 481000</gml:posList></gml:Arc>
        <gml:Arc><gml:posList>131020 481000 131010 480990 131000 481000</gml:posList></gml:Arc>
        </gml:segments></gml:Curve></gml:curveMember></gml:Ring></gml:exterior></gml:Polygon></ogr:geometryProperty>
        <ogr:naam>rond</ogr:naam></ogr:erf></gml:featureMember></ogr:FeatureCollection>""",
        encoding="utf-8",
    )
    (raw,) = read_file(path)
    assert shapely.get_type_id(raw.geometry[0]) == shapely.GeometryType.POLYGON
    assert math.isclose(shapely.area(raw.geometry[0]), math.pi * 100, rel_tol=1e-3)
    assert [p.name for p in tmp_path.iterdir()] == ["bogen.gml"]


@pytest.mark.parametrize(
    ("crs", "at", "expected"),
    [
        (None, [131000, 481000], None),
        (None, [5.0, 52.0], "EPSG:4326"),
        ("urn:ogc:def:crs:EPSG::28992", [131000, 481000], "EPSG:28992"),
        ("urn:ogc:def:crs:OGC:1.3:CRS84", [131000, 481000], "OGC:CRS84"),
    ],
)
def test_a_geojson_declares_what_it_says(
    tmp_path: Path, crs: str | None, at: list[float], expected: str | None
) -> None:
    feature: dict[str, Any] = {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": at}}
    held: dict[str, Any] = {"type": "FeatureCollection", "features": [feature]}
    if crs:
        held["crs"] = {"type": "name", "properties": {"name": crs}}
    path = tmp_path / "p.geojson"
    path.write_text(json.dumps(held), encoding="utf-8")
    declared = read_file(path)[0].crs
    assert declared == expected or (expected == "OGC:CRS84" and declared in ("OGC:CRS84", "EPSG:4326"))


def test_a_geopackage_in_use_is_left_alone(tmp_path: Path) -> None:
    path = _written(tmp_path / "open.gpkg")
    with sqlite3.connect(path) as editing:
        editing.execute("PRAGMA journal_mode=WAL")
        editing.execute("CREATE TABLE extra (n)")
        editing.commit()
        assert (tmp_path / "open.gpkg-wal").stat().st_size > 0
        assert "open for editing elsewhere" in _refusal(path)
    editing.close()
    before = sorted(p.name for p in tmp_path.iterdir())
    held = path.read_bytes()
    assert len(read_file(path)[0].frame) == 3
    assert sorted(p.name for p in tmp_path.iterdir()) == before == ["open.gpkg"]
    assert path.read_bytes() == held


def test_the_shapefiles_and_geojson_at_hand(shared: Path) -> None:
    (buurten,) = read_file(shared / "data" / "areas" / "cbs_buurten_akersloot_2020.shp")
    assert len(buurten.frame) == 5
    (terreinen,) = read_file(shared / "data" / "areas" / "IBIS_bedrijventerreinen_rijssen-holten_2017.geojson")
    assert len(terreinen.frame) == 22


def test_of_an_unread_layer_only_names_and_rows_are_taken(tmp_path: Path) -> None:
    file = tmp_path / "two.gpkg"
    points = gpd.GeoDataFrame({"a": [1, 2, 3], "b": ["x", "y", "z"]}, geometry=gpd.points_from_xy([0, 1, 2], [0, 1, 2]))
    points.set_crs("EPSG:28992").to_file(file, layer="kept")
    points.set_crs("EPSG:28992").to_file(file, layer="spared")
    kept, spared = read_file(file, unread=lambda layer: layer == "spared")
    assert kept.frame["a"].tolist() == [1, 2, 3]
    assert kept.geometry[2].x == 2
    assert list(spared.frame.columns) == ["a", "b"]
    assert len(spared.frame) == len(spared.geometry) == 3
    assert spared.frame.isna().all(axis=None)
    assert spared.layer == "spared"


def test_a_geojson_keeps_the_zone_of_a_time_and_the_items_of_a_list(tmp_path: Path) -> None:
    path = tmp_path / "meldingen.geojson"
    properties = {"moment": "2021-07-01T22:30:00Z", "ids": ["1", "02"], "kort": None}
    place = {"type": "Point", "coordinates": [5.04, 52.3]}
    features = [{"type": "Feature", "geometry": place, "properties": properties}]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    row = read_file(path)[0].frame.iloc[0]
    assert moments(pd.Series([row["moment"]]))[0].tolist() == [pd.Timestamp("2021-07-02T00:30:00")]
    assert row["ids"] == '["1", "02"]'
