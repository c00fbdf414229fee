"""GML geometries: every shape a register uses, against answers worked by hand and against GDAL."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import numpy as np
import pyogrio
import pytest
import shapely

from locatierisico.registers.gml_geometry import Sketch
from locatierisico.registers.xml_elements import elements

if TYPE_CHECKING:
    from pathlib import Path

GML = 'xmlns:gml="http://www.opengis.net/gml" xmlns:xlink="http://www.w3.org/1999/xlink"'
SQUARE = "<gml:LinearRing><gml:posList>0 0 10 0 10 10 0 10 0 0</gml:posList></gml:LinearRing>"
HOLE = "<gml:LinearRing><gml:posList>2 2 2 4 4 4 4 2 2 2</gml:posList></gml:LinearRing>"
POLYGON = f"<gml:Polygon><gml:exterior>{SQUARE}</gml:exterior><gml:interior>{HOLE}</gml:interior></gml:Polygon>"
FAR = (
    "<gml:Polygon><gml:exterior><gml:LinearRing><gml:posList>20 0 30 0 30 10 20 0</gml:posList></gml:LinearRing>"
    "</gml:exterior></gml:Polygon>"
)
# A square with half a disc of radius 5 on its right side: two pieces of straight line around an arc.
SEGMENTS = (
    "<gml:Curve><gml:segments><gml:LineStringSegment><gml:posList>0 0 10 0</gml:posList></gml:LineStringSegment>"
    "<gml:Arc><gml:posList>10 0 15 5 10 10</gml:posList></gml:Arc>"
    "<gml:LineStringSegment><gml:posList>10 10 0 10 0 0</gml:posList></gml:LineStringSegment>"
    "</gml:segments></gml:Curve>"
)
BULGE = (
    f"<gml:Polygon><gml:exterior><gml:Ring><gml:curveMember>{SEGMENTS}</gml:curveMember></gml:Ring></gml:exterior>"
    "</gml:Polygon>"
)


def _ring(inner: str) -> str:
    return (
        "<gml:Polygon><gml:exterior><gml:Ring><gml:curveMember><gml:Curve><gml:segments>"
        f"{inner}</gml:segments></gml:Curve></gml:curveMember></gml:Ring></gml:exterior></gml:Polygon>"
    )


def _sketch(*geometries: str) -> Sketch:
    sketch = Sketch()
    held = "".join(f"<one>{geometry}</one>" for geometry in geometries)
    for element in elements(io.BytesIO(f"<list {GML}>{held}</list>".encode()), "x.gml", "one".__eq__):
        sketch.add(element)
    return sketch


def _made(*geometries: str) -> np.ndarray:
    return _sketch(*geometries).made()


def test_polygons_with_holes_and_several_together() -> None:
    hole = shapely.Polygon([(0, 0), (10, 0), (10, 10), (0, 10)], [[(2, 2), (2, 4), (4, 4), (4, 2)]])
    far = shapely.Polygon([(20, 0), (30, 0), (30, 10)])
    both = shapely.MultiPolygon([hole, far])
    member = f"<gml:surfaceMember>{POLYGON}</gml:surfaceMember><gml:surfaceMember>{FAR}</gml:surfaceMember>"
    patches = POLYGON.replace("Polygon", "PolygonPatch") + FAR.replace("Polygon", "PolygonPatch")
    cases = {
        POLYGON: hole,
        f"<gml:MultiSurface>{member}</gml:MultiSurface>": both,
        f"<gml:CompositeSurface>{member}</gml:CompositeSurface>": both,
        f"<gml:MultiSurface><gml:surfaceMembers>{POLYGON}{FAR}</gml:surfaceMembers></gml:MultiSurface>": both,
        f"<gml:Surface><gml:patches>{patches}</gml:patches></gml:Surface>": both,
        member.join(["<gml:MultiPolygon>", "</gml:MultiPolygon>"]).replace("surfaceMember", "polygonMember"): both,
    }
    for made, expected in zip(_made(*cases), cases.values(), strict=True):
        assert shapely.normalize(made) == shapely.normalize(expected)


@pytest.mark.parametrize(
    "ring",
    [
        "<gml:posList>0 0 4 0 4 3 0 0</gml:posList>",
        '<gml:posList srsDimension="3">0 0 9 4 0 9 4 3 9 0 0 9</gml:posList>',
        "<gml:pos>0 0</gml:pos><gml:pos>4 0</gml:pos><gml:pos>4 3</gml:pos><gml:pos>0 0</gml:pos>",
        '<gml:pos srsDimension="3">0 0 1</gml:pos><gml:pos srsDimension="3">4 0 1</gml:pos>'
        '<gml:pos srsDimension="3">4 3 1</gml:pos><gml:pos srsDimension="3">0 0 1</gml:pos>',
        "<gml:coordinates>0,0 4,0 4,3 0,0</gml:coordinates>",
        '<gml:coordinates cs="," ts=";">0,0,1;4,0,1;4,3,1;0,0,1</gml:coordinates>',
        "<gml:posList>\n 0 0\t4 0 \n4e0 3.0 0 0 </gml:posList>",
    ],
)
def test_every_way_of_writing_points(ring: str) -> None:
    polygon = f"<gml:Polygon><gml:exterior><gml:LinearRing>{ring}</gml:LinearRing></gml:exterior></gml:Polygon>"
    (made,) = _made(polygon)
    assert made.equals(shapely.Polygon([(0, 0), (4, 0), (4, 3)]))
    assert not made.has_z


def test_heights_are_told_by_the_element_around() -> None:
    polygon = f'<gml:Polygon srsDimension="3"><gml:exterior>{SQUARE}</gml:exterior></gml:Polygon>'
    flat = "0 0 10 0 10 10 0 10 0 0"
    tall = " ".join(f"{x} {y} 5.5" for x, y in zip(flat.split()[::2], flat.split()[1::2], strict=True))
    (made,) = _made(polygon.replace(flat, tall))
    assert made.equals(shapely.box(0, 0, 10, 10))


def test_a_ring_of_lines_and_an_arc() -> None:
    (made,) = _made(BULGE)
    assert made.area == pytest.approx(100 + np.pi * 25 / 2, abs=5 * np.pi * 0.01)
    assert made.is_valid
    corners = shapely.get_coordinates(made).tolist()
    assert len(corners) == len({tuple(one) for one in corners}) + 1  # the points where pieces meet stand once
    assert [15.0, 5.0] in corners


def test_a_string_of_arcs_is_the_same_as_its_arcs() -> None:
    wave = "<gml:{0}><gml:posList>{1}</gml:posList></gml:{0}>"
    straight = wave.format("LineStringSegment", "8 0 8 9 0 9 0 0")
    one = wave.format("ArcString", "0 0 2 2 4 0 6 -2 8 0")
    two = wave.format("Arc", "0 0 2 2 4 0") + wave.format("Arc", "4 0 6 -2 8 0")
    string, arcs = _made(_ring(one + straight), _ring(two + straight))
    assert shapely.equals_exact(string, arcs, 0)
    assert string.area == pytest.approx(72, abs=1e-9)  # what one arc takes the other gives


def test_a_circle_and_a_disc_of_two_arcs() -> None:
    circle = _ring("<gml:Circle><gml:posList>5 0 0 5 -5 0</gml:posList></gml:Circle>")
    disc = _ring(
        "<gml:Arc><gml:posList>5 0 0 5 -5 0</gml:posList></gml:Arc>"
        "<gml:Arc><gml:posList>-5 0 0 -5 5 0</gml:posList></gml:Arc>"
    )
    for made in _made(circle, disc):
        assert made.area == pytest.approx(25 * np.pi, abs=10 * np.pi * 0.01)
        assert made.bounds == pytest.approx((-5, -5, 5, 5), abs=0.01)


def test_points_and_lines() -> None:
    line = "<gml:LineString><gml:posList>0 0 3 4</gml:posList></gml:LineString>"
    point = "<gml:Point><gml:pos>1 2</gml:pos></gml:Point>"
    curves = f"<gml:curveMember>{line}</gml:curveMember><gml:curveMember>{SEGMENTS}</gml:curveMember>"
    made = _made(
        line,
        SEGMENTS,
        f"<gml:MultiCurve>{curves}</gml:MultiCurve>",
        f"<gml:CompositeCurve>{curves}</gml:CompositeCurve>",
        point,
        f"<gml:MultiPoint><gml:pointMember>{point}</gml:pointMember></gml:MultiPoint>",
        f"<gml:OrientableCurve><gml:baseCurve>{line}</gml:baseCurve></gml:OrientableCurve>",
    )
    assert [one.geom_type for one in made] == [
        "LineString", "LineString", "MultiLineString", "LineString", "Point", "Point", "LineString",
    ]  # fmt: skip
    assert made[0].length == 5
    assert made[1].length == pytest.approx(30 + 5 * np.pi, abs=0.05)
    assert made[2].length == pytest.approx(made[0].length + made[1].length)
    assert (made[4].x, made[4].y) == (1, 2)


@pytest.mark.parametrize(
    "geometry",
    [
        "",
        POLYGON.replace("0 0 10 0 10 10 0 10 0 0", "0 0 10 0 0 0"),  # two points and back
        POLYGON.replace("0 0 10 0 10 10 0 10 0 0", ""),
        POLYGON.replace("10 10", "10 tien"),
        POLYGON.replace("10 10", "10 nan"),
        POLYGON.replace("10 10", "10 10 10"),  # an odd number of numbers
        POLYGON.replace("2 2 2 4 4 4 4 2 2 2", "2 2 2 4"),  # the hole fails: the whole is not drawn
        POLYGON.replace("exterior", "buitenkant"),
        POLYGON.replace("<gml:posList>", '<gml:posList srsDimension="4">'),
        f"<gml:Polygon>{POLYGON}</gml:Polygon>",
        "<gml:Polygon/>",
        "<gml:Solid/>",
        '<gml:MultiSurface><gml:surfaceMember xlink:href="#x"/></gml:MultiSurface>',
        "<gml:LineString><gml:posList>0 0</gml:posList></gml:LineString>",
        "<gml:Point><gml:pos>1</gml:pos></gml:Point>",
        "<gml:Point/>",
        _ring("<gml:Arc><gml:posList>0 0 1 1</gml:posList></gml:Arc>"),
        _ring("<gml:ArcString><gml:posList>0 0 1 1 2 0 3 3</gml:posList></gml:ArcString>"),
        _ring("<gml:CubicSpline><gml:posList>0 0 1 1 2 0</gml:posList></gml:CubicSpline>"),
        BULGE.replace("Curve>", "OrientableCurve>"),
        "<gml:coordinates>1,2</gml:coordinates>",
    ],
)
def test_what_cannot_be_read_is_none_and_harms_no_neighbour(geometry: str) -> None:
    made = _made(POLYGON, geometry, BULGE)
    assert made[1] is None
    assert made[0].area == 96
    assert made[2].area > 130


def test_a_sketch_begins_anew() -> None:
    sketch = _sketch(POLYGON, FAR)
    assert len(sketch.made()) == 2
    assert len(sketch.made()) == 0
    assert _sketch("").made().tolist() == [None]


@pytest.mark.parametrize(
    ("declared", "crs"),
    [
        ("urn:ogc:def:crs:EPSG::28992", "EPSG:28992"),
        ("urn:ogc:def:crs:EPSG:6.9:7415", "EPSG:7415"),
        ("http://www.opengis.net/gml/srs/epsg.xml#4258", "EPSG:4258"),
        ("http://www.opengis.net/def/crs/EPSG/0/28992", "EPSG:28992"),
        ("lokaal", "lokaal"),
    ],
)
def test_the_declared_reference_system(declared: str, crs: str) -> None:
    assert _sketch(FAR, POLYGON.replace("<gml:Polygon>", f'<gml:Polygon srsName="{declared}">')).crs == crs
    assert _sketch(FAR).crs is None


def test_gdal_draws_the_same_arcs(tmp_path: Path) -> None:
    """GDAL's own points of the same arcs, a half degree apart, lie within a centimetre of ours, and ours of its."""
    rng = np.random.default_rng(1)
    shapes = []
    for radius in (0.3, 2.0, 15.0, 120.0, 900.0):
        angle = np.sort(rng.uniform(0, 2 * np.pi, 4))
        x, y = (181_000 + radius * np.cos(angle)).round(3), (457_000 + radius * np.sin(angle)).round(3)
        arc = " ".join(f"{a} {b}" for a, b in zip(x[:3], y[:3], strict=True))
        back = f"{x[2]} {y[2]} {x[3]} {y[3]} {x[0]} {y[0]}"
        shapes.append(
            _ring(
                f"<gml:Arc><gml:posList>{arc}</gml:posList></gml:Arc>"
                f"<gml:LineStringSegment><gml:posList>{back}</gml:posList></gml:LineStringSegment>"
            )
        )
    members = "".join(
        f"<f:m><f:S><f:g>{shape}</f:g><f:a>1</f:a></f:S></f:m>".replace("f:m", "gml:featureMember") for shape in shapes
    )
    path = tmp_path / "arcs.gml"
    path.write_text(f'<gml:FeatureCollection {GML} xmlns:f="urn:f">{members}</gml:FeatureCollection>', encoding="utf-8")
    before = pyogrio.get_gdal_config_option("OGR_ARC_STEPSIZE")
    pyogrio.set_gdal_config_options({"OGR_ARC_STEPSIZE": "0.5"})
    try:
        gdal = shapely.from_wkb(pyogrio.raw.read(path, WRITE_GFS="NO")[2])
    finally:
        pyogrio.set_gdal_config_options({"OGR_ARC_STEPSIZE": before})
    assert len(gdal) == len(shapes)
    for theirs, ours in zip(gdal, _made(*shapes), strict=True):
        assert shapely.get_num_coordinates(theirs) > shapely.get_num_coordinates(ours)
        assert shapely.distance(shapely.points(shapely.get_coordinates(theirs)), ours.boundary).max() <= 0.0101
        fine = 900 * (1 - np.cos(np.radians(0.25)))
        assert shapely.distance(shapely.points(shapely.get_coordinates(ours)), theirs.boundary).max() <= fine
