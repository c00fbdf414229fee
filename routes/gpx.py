"""A route as GPX 1.1, the form that every navigator and hiking app reads."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from html import escape
from typing import TYPE_CHECKING, Any

import shapely

from ..safeguards.messages import note, say
from .dutch_clock import utc

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import geopandas as gpd

    from .outcome import Outcome, Trip

WGS84 = "EPSG:4326"
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<gpx version="1.1" creator="Locatierisico" xmlns="http://www.topografix.com/GPX/1/1" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://www.topografix.com/GPX/1/1 '
    'http://www.topografix.com/GPX/1/1/gpx.xsd">\n'
)
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def gpx(outcome: Outcome, trip: Trip, language: str) -> str:
    """Write one route: its stops as waypoints, the visits as a route, and the way along the road as a track.

    Holds no priority and no reason: only where to be, and when.

    Args:
        outcome: The plan, ordered.
        trip: Which route of it.
        language: "nl" or "en".

    """
    stops = _of(outcome.stops, trip)
    stops = stops[stops["served"].fillna(value=False).astype(bool)].sort_values("number").to_crs(WGS84)
    title = say(note("gpx_title", team=trip.team, day=trip.day), language).strip(" ,")
    caveat = say(note("gpx_caveat"), language)
    points = list(_stop_points(stops, trip, language))
    parts = [_HEAD, f"<metadata><name>{_text(title)}</name><desc>{_text(caveat)}</desc></metadata>\n"]
    parts += [f"<wpt {point}</wpt>\n" for point in points]
    for parking in _of(outcome.parkings, trip).to_crs(WGS84).itertuples():
        name = say(note("gpx_parking", parking=parking.parking), language)
        parts.append(f"<wpt {_place(parking.geometry)}><name>{_text(name)}</name><type>parking</type></wpt>\n")
    parts.append(f"<rte><name>{_text(title)}</name><desc>{_text(caveat)}</desc>\n")
    parts += [f"<rtept {point}</rtept>\n" for point in points]
    parts.append("</rte>\n")
    parts += _track(_of(outcome.routes, trip).to_crs(WGS84), title)
    return "".join([*parts, "</gpx>\n"])


def moments(day: str, clocks: Iterable[Any]) -> list[datetime | None]:
    """Give the moments of a route in UTC, each later than the one before: after midnight it is the next day.

    Args:
        day: yyyy-mm-dd; anything else is no date, and there are no moments.
        clocks: HH:MM in the order in which they come, or missing.

    """
    clocks = list(clocks)
    try:
        here = date.fromisoformat(day)
    except ValueError:
        return [None] * len(clocks)
    last, found = time(0, 0), list[datetime | None]()
    for text in clocks:
        if not isinstance(text, str) or not text:
            found.append(None)
            continue
        local = time.fromisoformat(text)
        here += timedelta(days=1) if local < last else timedelta(0)
        last = local
        found.append(utc(here, local))
    return found


def _of(frame: gpd.GeoDataFrame, trip: Trip) -> gpd.GeoDataFrame:
    return frame[(frame["team"].fillna("") == trip.team) & (frame["day"].fillna("") == trip.day)]


def _stop_points(stops: gpd.GeoDataFrame, trip: Trip, language: str) -> Iterator[str]:
    """Give each stop as it stands in a waypoint and in a point of the route, in the order that GPX asks for."""
    for stop, moment in zip(stops.itertuples(), moments(trip.day, stops["arrival"]), strict=True):
        name = f"{stop.number}. {stop.name if isinstance(stop.name, str) else stop.stop_id}"
        desc = say(note("gpx_stop", arrival=stop.arrival, begin=stop.begin, departure=stop.departure), language)
        when = f"<time>{moment:%Y-%m-%dT%H:%M:%SZ}</time>" if moment else ""
        yield f"{_place(stop.geometry)}>{when}<name>{_text(name)}</name><desc>{_text(desc)}</desc>"


def _track(routes: gpd.GeoDataFrame, title: str) -> list[str]:
    lines = [line for line in shapely.get_parts(routes.geometry.dropna().array) if not line.is_empty]
    if not lines:
        return []
    parts = [f"<trk><name>{_text(title)}</name>\n"]
    for line in lines:
        points = "".join(f'<trkpt lat="{y:.7f}" lon="{x:.7f}"/>' for x, y in shapely.get_coordinates(line))
        parts.append(f"<trkseg>{points}</trkseg>\n")
    return [*parts, "</trk>\n"]


def _place(point: shapely.Point) -> str:
    return f'lat="{point.y:.7f}" lon="{point.x:.7f}"'


def _text(text: str) -> str:
    return escape(_NOT_IN_XML.sub("", text))
