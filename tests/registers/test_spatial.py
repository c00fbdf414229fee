"""Geometries brought to RD New, mended, and everything left out counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyproj
import pytest
import shapely

from locatierisico.registers.raw import Raw
from locatierisico.registers.spatial import is_rd, to_rd
from locatierisico.registers.tables import Shape
from locatierisico.safeguards.messages import Message, RefusedError, say

if TYPE_CHECKING:
    from collections.abc import Sequence

RD = "EPSG:28992"
# The tower of Onze Lieve Vrouw in Amersfoort, origin of the national grid, as the Kadaster publishes it.
TOWER_RD = (155000.0, 463000.0)
TOWER_DEGREES = (5.387203657, 52.155172897)


def _raw(geometry: Sequence[Any], crs: str | None = RD) -> Raw:
    return Raw("laag.gpkg", pd.DataFrame(index=range(len(geometry))), np.array(geometry, dtype=object), crs)


def _counts(messages: list[Message]) -> dict[str, int]:
    assert all(say(message, "nl") and say(message, "en") for message in messages)
    return {message.code: message.values["n"] for message in messages if "n" in message.values}


def _refusal(geometry: Sequence[Any], crs: str | None, shape: Shape = Shape.POINT) -> str:
    with pytest.raises(RefusedError) as caught:
        to_rd(_raw(geometry, crs), shape)
    assert say(caught.value.message, "nl")
    return str(caught.value)


@pytest.mark.parametrize("crs", ["EPSG:4326", "OGC:CRS84", "EPSG:4258"])
def test_degrees_reach_the_tower_of_amersfoort(crs: str) -> None:
    geometry, usable, messages = to_rd(_raw([shapely.Point(TOWER_DEGREES)], crs), Shape.POINT)
    assert usable.all()
    np.testing.assert_allclose(shapely.get_coordinates(geometry)[0], TOWER_RD, atol=1)
    assert [message.code for message in messages] == ["spatial_reprojected"]


def test_there_and_back_again() -> None:
    back = pyproj.Transformer.from_crs(RD, "EPSG:25831", always_xy=True)
    corners = np.array([[130000, 480000], [130100, 480000], [130100, 480100], [130000, 480100]], dtype=float)
    moved = shapely.Polygon(np.column_stack(back.transform(*corners.T)))
    geometry, _, _ = to_rd(_raw([moved], "EPSG:25831"), Shape.AREA)
    np.testing.assert_allclose(shapely.area(geometry), [10_000], rtol=1e-6)


@pytest.mark.parametrize(
    "crs",
    [RD, "EPSG:7415", pyproj.CRS(28992).to_wkt("WKT1_ESRI"), pyproj.CRS(28992).to_wkt(), "urn:ogc:def:crs:EPSG::28992"],
)
def test_rd_in_any_guise_stays_as_it_is_and_loses_its_height(crs: str) -> None:
    assert is_rd(crs)
    geometry, _, messages = to_rd(_raw([shapely.Point(131000.123, 481000.456, 7)], crs), Shape.POINT)
    assert geometry[0].wkt == "POINT (131000.123 481000.456)"
    assert messages == []


def test_the_old_grid_is_another_one() -> None:
    assert not is_rd("EPSG:28991")
    assert not is_rd(None)


@pytest.mark.parametrize("crs", [None, "", 'LOCAL_CS["Undefined Cartesian SRS"]', "no system"])
def test_undeclared_within_the_bounds_is_rd_and_said(crs: str | None) -> None:
    _, usable, messages = to_rd(_raw([shapely.Point(131000, 481000)], crs), Shape.POINT)
    assert usable.all()
    assert [message.code for message in messages] == ["spatial_assumed_rd"]


@pytest.mark.parametrize(
    ("at", "crs", "says"),
    [
        ((5.0, 52.0), None, "does not say its coordinate system, and its coordinates (5, 52)"),
        ((5.0, 52.0), RD, "are degrees"),
        ((52.0, 5.0), RD, "are degrees"),
        ((131000, 481000), "EPSG:4326", "are metres in RD New"),
        ((52.0, 5.0), "EPSG:4326", "changed places"),
        ((10.0, 45.0), "EPSG:4326", "outside the Netherlands"),
    ],
)
def test_coordinates_that_contradict_what_is_declared(at: tuple[float, float], crs: str | None, says: str) -> None:
    assert says in _refusal([shapely.Point(at)], crs)


def test_one_stray_makes_an_undeclared_layer_unknown() -> None:
    assert "does not say" in _refusal([shapely.Point(131000, 481000), shapely.Point(0, 0)], None)


def test_a_stray_in_a_declared_layer_is_left_out() -> None:
    points = [shapely.Point(131000, 481000), shapely.Point(0, 0), shapely.Point(131001, 481000)]
    geometry, usable, messages = to_rd(_raw(points), Shape.POINT)
    assert usable.tolist() == [True, False, True]
    assert geometry[1] is None
    assert _counts(messages) == {"spatial_outside": 1}


def test_nothing_there_is_left_out_and_counted() -> None:
    points = [None, shapely.Point(), shapely.Point(131000, 481000), shapely.Point(np.inf, 481000)]
    _, usable, messages = to_rd(_raw(points), Shape.POINT)
    assert usable.tolist() == [False, False, True, False]
    assert _counts(messages) == {"spatial_null": 2, "spatial_infinite": 1}
    assert "none of the 2 rows" in _refusal([None, shapely.Point()], RD)


def test_areas_are_multipolygons_and_broken_ones_are_mended() -> None:
    square = shapely.box(131000, 481000, 131010, 481010)
    bow_tie = shapely.Polygon([(131000, 481000), (131010, 481010), (131010, 481000), (131000, 481010)])
    spike = shapely.Polygon([(131000, 481000), (131010, 481000), (131010, 481010), (131010, 481000), (131000, 481000)])
    both = shapely.MultiPolygon([square, shapely.box(131020, 481000, 131030, 481010)])
    mixed = shapely.GeometryCollection([both, shapely.Point(131000, 481000)])
    geometry, usable, messages = to_rd(_raw([square, bow_tie, spike, both, mixed]), Shape.AREA)
    assert usable.tolist() == [True, True, False, True, True]
    assert set(shapely.get_type_id(geometry[usable])) == {shapely.GeometryType.MULTIPOLYGON}
    # The bow tie is two triangles of 10 x 5 / 2 m².
    np.testing.assert_allclose(shapely.area(geometry[usable]), [100, 50, 200, 200])
    assert shapely.is_valid(geometry[usable]).all()
    assert _counts(messages) == {"spatial_repaired": 1, "spatial_beyond_repair": 1}


def test_lines_in_parts() -> None:
    joined = shapely.MultiLineString([[(131000, 481000), (131001, 481000)], [(131001, 481000), (131005, 481000)]])
    loose = shapely.MultiLineString([[(131000, 481000), (131001, 481000)], [(131010, 481000), (131017, 481000)]])
    single = shapely.MultiLineString([[(131000, 481000), (131003, 481000)]])
    point_like = shapely.LineString([(131000, 481000), (131000, 481000)])
    geometry, usable, messages = to_rd(_raw([joined, loose, single, point_like]), Shape.LINE)
    assert set(shapely.get_type_id(geometry[usable])) == {shapely.GeometryType.LINESTRING}
    np.testing.assert_allclose(shapely.length(geometry[usable]), [5, 7, 3])
    assert _counts(messages) == {"spatial_longest_part": 1, "spatial_no_length": 1}


def test_points_in_parts() -> None:
    one = shapely.MultiPoint([(131000, 481000)])
    two = shapely.MultiPoint([(131000, 481000), (131010, 481000)])
    geometry, _, messages = to_rd(_raw([one, two]), Shape.POINT)
    assert [g.wkt for g in geometry] == ["POINT (131000 481000)", "POINT (131005 481000)"]
    assert _counts(messages) == {"spatial_centre": 1}


def test_the_wrong_type() -> None:
    point, line = shapely.Point(131000, 481000), shapely.LineString([(131000, 481000), (131001, 481000)])
    assert "holds linestring, where point geometry is needed" in _refusal([line], RD)
    _, usable, messages = to_rd(_raw([point, line]), Shape.POINT)
    assert usable.tolist() == [True, False]
    assert _counts(messages) == {"spatial_dropped_type": 1}


def test_no_rows_and_no_places() -> None:
    geometry, usable, messages = to_rd(_raw([]), Shape.AREA)
    assert (len(geometry), len(usable), messages) == (0, 0, [])
    with pytest.raises(RefusedError, match="holds no places"):
        to_rd(Raw("tabel.csv", pd.DataFrame({"a": [1]})), Shape.POINT)


def test_what_was_delivered_is_not_touched() -> None:
    delivered = _raw([shapely.Point(0, 0), shapely.Point(131000, 481000, 3)])
    before = shapely.to_wkt(delivered.geometry).tolist()
    to_rd(delivered, Shape.POINT)
    assert shapely.to_wkt(delivered.geometry).tolist() == before
