from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

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
from qgis.PyQt.QtCore import QDate, QDateTime

from locatierisico.layers.raw import Snapshot, plain
from locatierisico.safeguards.messages import CancelledError

if TYPE_CHECKING:
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
