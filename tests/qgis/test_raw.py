from __future__ import annotations

import subprocess
import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd
import pyogrio
import pytest
import shapely
from qgis.core import (
    NULL,
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QByteArray, QDate, QDateTime

from locatierisico.layers.raw import Snapshot, plain
from locatierisico.registers.files import read_file
from locatierisico.safeguards.messages import CancelledError, RefusedError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from qgis.core import QgsApplication


@pytest.fixture
def point_layer(qgis_app: QgsApplication) -> QgsVectorLayer:  # noqa: ARG001  QGIS must run
    layer = QgsVectorLayer(
        "Point?crs=EPSG:28992&field=naam:string&field=aantal:integer&field=dag:date", "Meldingen 2023", "memory"
    )
    rows = [("a", 3, QDate(2023, 5, 1), (130_000, 480_000)), (NULL, NULL, NULL, None)]
    for *values, place in rows:
        feature = QgsFeature(layer.fields())
        feature.setAttributes(values)
        if place:
            feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(*place)))
        layer.dataProvider().addFeature(feature)
    return layer


def _never() -> bool:
    return False


def test_values_missing_values_and_places_come_over(point_layer: QgsVectorLayer) -> None:
    raw = Snapshot.of(point_layer).read(_never)
    assert (raw.name, raw.crs) == ("Meldingen 2023", "EPSG:28992")
    assert list(raw.frame.columns) == ["naam", "aantal", "dag"]
    assert raw.frame["naam"].tolist() == ["a", None]
    assert raw.frame["aantal"].isna().tolist() == [False, True]
    assert raw.frame["dag"].iloc[0] == date(2023, 5, 1)
    assert raw.geometry is not None
    assert raw.geometry[0] == shapely.Point(130_000, 480_000)
    assert raw.geometry[1] is None


def test_edits_that_were_not_saved_are_seen(point_layer: QgsVectorLayer) -> None:
    point_layer.startEditing()
    point_layer.changeAttributeValue(1, 0, "gewijzigd")
    point_layer.deleteFeature(2)
    raw = Snapshot.of(point_layer).read(_never)
    point_layer.rollBack()
    assert raw.frame["naam"].tolist() == ["gewijzigd"]


def test_an_undeclared_reference_system_stays_undeclared(point_layer: QgsVectorLayer) -> None:
    point_layer.setCrs(QgsCoordinateReferenceSystem())
    assert Snapshot.of(point_layer).read(_never).crs is None


def test_a_reference_system_of_ones_own_comes_as_wkt(point_layer: QgsVectorLayer) -> None:
    point_layer.setCrs(QgsCoordinateReferenceSystem.fromProj("+proj=sterea +lat_0=52 +lon_0=5 +ellps=bessel +units=m"))
    assert "Oblique Stereographic" in str(Snapshot.of(point_layer).read(_never).crs)


def test_curves_become_straight(qgis_app: QgsApplication) -> None:  # noqa: ARG001  QGIS must run
    curved_layer = QgsVectorLayer("CurvePolygon?crs=EPSG:28992", "bochten", "memory")
    feature = QgsFeature()
    feature.setGeometry(QgsGeometry.fromWkt("CURVEPOLYGON(CIRCULARSTRING(0 0, 10 10, 20 0, 10 -10, 0 0))"))
    curved_layer.dataProvider().addFeature(feature)
    raw = Snapshot.of(curved_layer).read(_never)
    assert raw.geometry is not None
    assert raw.geometry[0].geom_type == "Polygon"
    assert raw.geometry[0].area == pytest.approx(314.16, rel=0.01)  # a circle with radius 10


@pytest.mark.parametrize(
    ("kind", "delivered", "kept"),
    [
        ("PointM", "POINT M(1 2 9)", "POINT (1 2)"),
        ("PointZ", "POINT Z(1 2 3)", "POINT Z (1 2 3)"),
        ("LineStringZM", "LINESTRING ZM(1 2 3 9, 4 5 6 9)", "LINESTRING Z (1 2 3, 4 5 6)"),
        ("MultiPoint", "MULTIPOINT((1 2), (3 4))", "MULTIPOINT (1 2, 3 4)"),
    ],
)
def test_measures_are_dropped_and_heights_kept(
    qgis_app: QgsApplication,  # noqa: ARG001  QGIS must run
    kind: str,
    delivered: str,
    kept: str,
) -> None:
    measured_layer = QgsVectorLayer(f"{kind}?crs=EPSG:28992", "hectometers", "memory")
    feature = QgsFeature()
    feature.setGeometry(QgsGeometry.fromWkt(delivered))
    measured_layer.dataProvider().addFeature(feature)
    raw = Snapshot.of(measured_layer).read(_never)
    assert raw.geometry is not None
    assert shapely.to_wkt(raw.geometry[0], trim=True) == kept


def test_a_table_without_geometry_has_none(new_project: QgsProject) -> None:
    plain_layer = QgsVectorLayer("NoGeometry?field=bag_id:string", "leegstand", "memory")
    new_project.addMapLayer(plain_layer)
    assert Snapshot.of(plain_layer).read(_never).geometry is None


def test_reading_stops_on_cancel(point_layer: QgsVectorLayer) -> None:
    with pytest.raises(CancelledError):
        Snapshot.of(point_layer).read(lambda: True)


def test_missing_is_none_in_every_guise_of_qt() -> None:
    assert [plain(value) for value in (NULL, None, QDateTime())] == [None, None, None]
    assert plain(QDateTime(2023, 5, 1, 12, 30)) == datetime(2023, 5, 1, 12, 30)  # noqa: DTZ001  registers know no time zone


def _opened(way: str, folder: Path, project: QgsProject) -> QgsVectorLayer:
    """Three reports, one without a place, as a layer of one kind of source."""
    table = pd.DataFrame({"soort": ["inbraak", "brand", None], "aantal": [3, 4, 5], "bedrag": [1.5, None, 2.25]})
    places = gpd.GeoSeries([shapely.Point(130_000, 480_000), None, shapely.Point(130_010.5, 480_000)], crs=28992)
    frame = gpd.GeoDataFrame(table, geometry=places)
    if way == "csv":
        lines = ["soort;aantal;bedrag;x;y", "inbraak;3;1.5;130000;480000", "brand;4;;;", ";5;2.25;130010.5;480000"]
        (folder / "meldingen.csv").write_text("\n".join(lines), encoding="utf-8")
        source = (folder / "meldingen.csv").as_uri() + "?delimiter=;&xField=x&yField=y&crs=EPSG:28992&geomType=point"
        return QgsVectorLayer(source, "meldingen", "delimitedtext")
    path = folder / f"meldingen.{'gpkg' if way == 'virtual' else way}"
    frame.to_file(path, engine="pyogrio")
    layer = QgsVectorLayer(str(path), "meldingen", "ogr")
    if way != "virtual":
        return layer
    project.addMapLayer(layer)
    virtual_layer = QgsVectorLayer("?query=SELECT soort, aantal, bedrag, geometry FROM meldingen", "v", "virtual")
    project.addMapLayer(virtual_layer)
    return virtual_layer


@pytest.mark.parametrize("way", ["gpkg", "shp", "geojson", "csv", "virtual"])
def test_a_layer_of_any_source_gives_the_same_table(new_project: QgsProject, tmp_path: Path, way: str) -> None:
    raw = Snapshot.of(_opened(way, tmp_path, new_project)).read(_never)
    frame = raw.frame
    assert frame["soort"].tolist() == ["inbraak", "brand", None]
    assert frame["aantal"].astype(int).tolist() == [3, 4, 5]
    assert pd.to_numeric(frame["bedrag"]).fillna(-1).tolist() == [1.5, -1, 2.25]
    assert raw.geometry is not None
    assert [None if place is None else (place.x, place.y) for place in raw.geometry] == [
        (130_000, 480_000),
        None,
        (130_010.5, 480_000),
    ]
    assert raw.crs == "EPSG:28992"


def test_a_moment_of_a_geopackage_is_that_of_its_file(qgis_app: QgsApplication, tmp_path: Path) -> None:  # noqa: ARG001  QGIS must run
    zoned = pd.to_datetime(["2023-07-01T10:30:00Z"], utc=True)
    frame = pd.DataFrame({"begin": pd.to_datetime(["2023-07-01T12:30:00"]), "eind": zoned})
    path = tmp_path / "meldingen.gpkg"
    pyogrio.write_dataframe(frame, path, dataset_options={"VERSION": "1.3"})
    raw = Snapshot.of(QgsVectorLayer(str(path), "meldingen", "ogr")).read(_never)
    (from_file,) = read_file(path)
    assert raw.frame[["begin", "eind"]].equals(from_file.frame.astype("datetime64[ns]"))


def test_a_file_that_is_gone_is_no_empty_table(qgis_app: QgsApplication, tmp_path: Path) -> None:  # noqa: ARG001  QGIS must run
    path = tmp_path / "meldingen.csv"
    path.write_text("soort\n", encoding="utf-8")
    empty_layer = QgsVectorLayer(path.as_uri() + "?delimiter=;&geomType=none", "meldingen", "delimitedtext")
    snapshot = Snapshot.of(empty_layer)
    assert len(snapshot.read(_never).frame) == 0
    path.unlink()
    with pytest.raises(RefusedError, match="meldingen: this layer gives no objects"):
        snapshot.read(_never)


def test_a_layer_without_source_is_refused(qgis_app: QgsApplication) -> None:  # noqa: ARG001  QGIS must run
    with pytest.raises(RefusedError, match="weg: this layer of the project cannot be opened"):
        Snapshot.of(QgsVectorLayer("/nowhere/weg.gpkg", "weg", "ogr"))


def test_lists_and_binaries_become_what_a_table_can_hold() -> None:
    assert plain(["één", "b"]) == '["één", "b"]'
    assert plain({"a": 1}) == '{"a": 1}'
    assert plain(QByteArray(b"\xde\xad")) == b"\xde\xad"
    assert plain(QgsGeometry.fromWkt("POINT(1 2)")) is None


@pytest.fixture
def wfs_layer(qgis_app: QgsApplication) -> Iterator[Callable[..., QgsVectorLayer]]:  # noqa: ARG001  QGIS must run
    running: list[subprocess.Popen[str]] = []

    def opened(*words: str) -> QgsVectorLayer:
        program = [sys.executable, str(Path(__file__).with_name("wfs_server.py")), *words]
        server = subprocess.Popen(program, stdout=subprocess.PIPE, text=True)
        running.append(server)
        assert server.stdout is not None
        address = f"http://127.0.0.1:{server.stdout.readline().strip()}/"
        source = f"pagingEnabled='true' srsname='EPSG:28992' typename='p:punt' url='{address}' version='2.0.0'"
        return QgsVectorLayer(source, "punten", "WFS")

    yield opened
    for server in running:
        server.terminate()
        server.communicate()


def test_a_wfs_layer_is_read_to_its_last_page_the_same_twice(wfs_layer: Callable[..., QgsVectorLayer]) -> None:
    snapshot = Snapshot.of(wfs_layer())
    first, again = snapshot.read(_never), snapshot.read(_never)
    assert sorted(first.frame["nummer"]) == [f"{number:06d}" for number in range(2500)]
    assert first.geometry is not None
    assert sorted(shapely.get_x(first.geometry)) == [131_000 + number for number in range(2500)]
    assert first.crs == "EPSG:28992"
    assert first.frame["begin"].equals(again.frame["begin"])  # fetched, and from what QGIS kept


def test_a_wfs_that_fails_on_the_way_is_no_shorter_table(wfs_layer: Callable[..., QgsVectorLayer]) -> None:
    with pytest.raises(RefusedError, match="punten: 1000 objects were read where 2500 are held now"):
        Snapshot.of(wfs_layer("broken")).read(_never)
