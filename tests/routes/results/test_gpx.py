"""GPX as a navigator reads it: by GDAL, and held against the order that GPX 1.1 asks for."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

import geopandas as gpd
import numpy as np
import pyogrio
import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent.parent))
from made_outcome import outcome

from locatierisico.routes.dutch_clock import utc
from locatierisico.routes.gpx import gpx, moments

SPACE = "{http://www.topografix.com/GPX/1/1}"
ORDER = {
    "gpx": ["metadata", "wpt", "rte", "trk"],
    "metadata": ["name", "desc"],
    "wpt": ["time", "name", "cmt", "desc", "type"],
    "rtept": ["time", "name", "cmt", "desc", "type"],
    "rte": ["name", "cmt", "desc", "number", "rtept"],
    "trk": ["name", "cmt", "desc", "number", "trkseg"],
    "trkseg": ["trkpt"],
}


def _written(tmp_path: Path, **chosen: object) -> Path:
    made = outcome(**chosen).ordered()  # type: ignore[arg-type]
    path = tmp_path / "route.gpx"
    path.write_text(gpx(made, made.trips()[0], "nl"), encoding="utf-8")
    return path


def test_the_structure_is_that_of_gpx_1_1(tmp_path: Path) -> None:
    root = ET.parse(_written(tmp_path)).getroot()  # noqa: S314  our own
    assert (root.tag, root.get("version")) == (f"{SPACE}gpx", "1.1")
    for element in root.iter():
        name = element.tag.removeprefix(SPACE)
        children = [child.tag.removeprefix(SPACE) for child in element]
        assert set(children) <= set(ORDER.get(name, [])), name
        assert children == sorted(children, key=ORDER.get(name, []).index), name
        if name in ("wpt", "rtept", "trkpt"):
            assert 50 < float(element.attrib["lat"]) < 54
            assert 3 < float(element.attrib["lon"]) < 8


def test_gdal_reads_stops_route_and_track(tmp_path: Path) -> None:
    path = _written(tmp_path)
    points = pyogrio.read_dataframe(path, layer="waypoints")
    assert points["name"].tolist()[0] == "1. Molenweg 1"
    assert points["desc"][0] == "Aankomst 09:05, bezoek vanaf 09:05, vertrek 09:23"
    assert points["name"].tolist()[3] == '4. Café-pad <"Noord" & Zuid> 4'
    assert points["time"].iloc[0] == datetime(2026, 12, 3, 8, 5, tzinfo=UTC)
    assert len(points) == 6, "five stops and where the car stands"
    assert pyogrio.read_dataframe(path, layer="route_points")["name"].tolist() == points["name"].tolist()[:5]
    track = pyogrio.read_dataframe(path, layer="tracks")
    made = outcome().ordered()
    back = gpd.GeoSeries(track.geometry, crs="EPSG:4326").to_crs(28992).iloc[0]
    assert back.hausdorff_distance(made.routes.geometry[0]) < 0.1


def test_the_tower_of_amersfoort_stands_where_it_stands() -> None:
    # RDNAPTRANS 2018: the origin of RD New is 52.15517440 N, 5.38720621 E (Bessel), 52.1551723 N 5.3872036 E (ETRS89).
    made = outcome(n=1, teams=("Noord",))
    made.stops.loc[made.stops["served"], "geometry"] = gpd.points_from_xy([155_000.0], [463_000.0])[0]
    made = made.ordered()
    root = ET.fromstring(gpx(made, made.trips()[0], "en"))  # noqa: S314  our own
    point = root.find(f"{SPACE}wpt")
    assert point is not None
    metres = np.array([111_000, 68_000]) * (
        np.array([float(point.attrib["lat"]), float(point.attrib["lon"])]) - [52.1551723, 5.3872036]
    )
    assert np.hypot(*metres) < 1.5


# Schreutelkamp and Strang van Hees, Geodesia 2001: RD to WGS84 without a grid, good to some decimetres.
LATITUDE = {
    (0, 1): 3235.65389,
    (2, 0): -32.58297,
    (0, 2): -0.24750,
    (2, 1): -0.84978,
    (0, 3): -0.06550,
    (2, 2): -0.01709,
    (1, 0): -0.00738,
    (4, 0): 0.00530,
}
LONGITUDE = {
    (1, 0): 5260.52916,
    (1, 1): 105.94684,
    (1, 2): 2.45656,
    (3, 0): -0.81885,
    (1, 3): 0.05594,
    (3, 1): -0.05607,
    (0, 1): 0.01199,
}


def _degrees(terms: dict[tuple[int, int], float], x: float, y: float) -> float:
    east, north = (x - 155_000) / 1e5, (y - 463_000) / 1e5
    return sum(term * east**p * north**q for (p, q), term in terms.items()) / 3600


def test_all_over_the_country_a_stop_lies_within_a_metre_of_where_it_is() -> None:
    made = outcome(n=9, teams=("Noord",))
    points = [(x, y) for x in (20_000.0, 155_000.0, 270_000.0) for y in (310_000.0, 463_000.0, 610_000.0)]
    served = made.stops["served"]
    made.stops.loc[served, "geometry"] = gpd.points_from_xy(*zip(*points, strict=True), crs=28992)
    wanted = {row.number: row.geometry for row in made.stops[served].itertuples()}
    made = made.ordered()
    root = ET.fromstring(gpx(made, made.trips()[0], "en"))  # noqa: S314  our own
    for number, point in enumerate(root.findall(f"{SPACE}rte/{SPACE}rtept"), start=1):
        at = wanted[number]
        north = (float(point.attrib["lat"]) - 52.15517440 - _degrees(LATITUDE, at.x, at.y)) * 111_200
        east = (float(point.attrib["lon"]) - 5.38720621 - _degrees(LONGITUDE, at.x, at.y)) * 68_000
        assert np.hypot(north, east) < 1, (at, north, east)


def test_nothing_of_priorities_or_of_what_the_visit_is_about_goes_along(tmp_path: Path) -> None:
    text = _written(tmp_path).read_text(encoding="utf-8")
    for word in ("87.31", "control", "priorit", "Opiumwet", "hond", "politie", "reason"):
        assert word not in text
    assert "Indicatie, geen verdenking" in text


def test_without_a_date_there_are_no_times(tmp_path: Path) -> None:
    assert "<time>" not in _written(tmp_path, dated=False).read_text(encoding="utf-8")


def test_marks_that_xml_does_not_know_are_left_out() -> None:
    made = outcome(teams=("No\x0bord\x00",)).ordered()
    root = ET.fromstring(gpx(made, made.trips()[0], "nl"))  # noqa: S314  our own
    assert root.findtext(f"{SPACE}metadata/{SPACE}name") == "Inspectieroute Noord, 2026-12-03"


@given(st.dates(date(2000, 1, 1), date(2090, 12, 31)), st.times(), st.booleans())
def test_dutch_clocks_are_those_of_the_time_zone(day: date, local: time, around: bool) -> None:  # noqa: FBT001  hypothesis
    if around:  # the days on which the clock is changed
        sunday = date(day.year, 3 if day.month < 7 else 10, 31)
        day = sunday - timedelta(days=(sunday.weekday() - 6) % 7)
    zone = ZoneInfo("Europe/Amsterdam")
    wanted = datetime.combine(day, local, zone)
    if wanted.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != wanted.replace(tzinfo=None):
        return  # an hour that does not exist
    if day.year <= 2037:  # beyond it the tables of some systems end
        assert utc(day, local) == wanted.astimezone(UTC)


@pytest.mark.parametrize(
    ("day", "clocks", "wanted"),
    [
        ("2026-07-01", ["09:00"], ["07-01 07:00"]),
        ("2026-12-03", ["09:00"], ["12-03 08:00"]),
        ("2026-03-28", ["23:30", "03:30"], ["03-28 22:30", "03-29 01:30"]),
        ("2026-10-24", ["23:30", "03:30"], ["10-24 21:30", "10-25 02:30"]),
        ("2026-12-31", ["22:00", None, "01:00"], ["12-31 21:00", None, "01-01 00:00"]),
    ],
)
def test_after_midnight_it_is_the_next_day(day: str, clocks: list[str | None], wanted: list[str | None]) -> None:
    assert [None if m is None else f"{m:%m-%d %H:%M}" for m in moments(day, clocks)] == wanted
