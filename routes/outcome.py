"""What a plan came to, as the tables that are written, drawn, printed and carried into the field."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from math import isfinite
from typing import TYPE_CHECKING, Any, NamedTuple

import geopandas as gpd
import pandas as pd

from ..registers.tables import RD_NEW

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..safeguards.messages import Message
    from ..safeguards.recipe import Recipe

_TEXT, _NUMBER, _WHOLE, _TRUTH = "object", "float64", "Int32", "boolean"
STOPS = {
    "stop_id": _TEXT,
    "name": _TEXT,
    "team": _TEXT,
    "day": _TEXT,
    "number": _WHOLE,
    "arrival": _TEXT,
    "begin": _TEXT,
    "departure": _TEXT,
    "waiting_minutes": _NUMBER,
    "service_minutes": _NUMBER,
    "served": _TRUTH,
    "reason": _TEXT,
    "reason_text": _TEXT,
    "metres_to_road": _NUMBER,
    "mandatory": _TRUTH,
    "pand_identificatie": _TEXT,
    "addresses": _TEXT,
    "n_addresses": _WHOLE,
    "statutory_basis": _TEXT,
    "contains_dwelling": _TRUTH,
    "binnentreden": _TEXT,
    "partners": _TEXT,
    "safety_note": _TEXT,
    "last_visit": _TEXT,
    "window": _TEXT,
    "skills": _TEXT,
    "pinned": _TRUTH,
    "parking": _TEXT,
    "visited": _TRUTH,
    "outcome": _TEXT,
    "remark": _TEXT,
    "photo": _TEXT,
}
ROUTES = {
    "team": _TEXT,
    "day": _TEXT,
    "minutes": _NUMBER,
    "metres": _NUMBER,
    "n_stops": _WHOLE,
    "leaves": _TEXT,
    "returns": _TEXT,
    "pause": _TEXT,
}
LEGS = {
    "team": _TEXT,
    "day": _TEXT,
    "number": _WHOLE,
    "minutes": _NUMBER,
    "metres": _NUMBER,
    "on_foot": _TRUTH,
}
PARKINGS = {
    "parking": _TEXT,
    "team": _TEXT,
    "day": _TEXT,
    "number": _WHOLE,
    "arrival": _TEXT,
    "departure": _TEXT,
    "n_stops": _WHOLE,
}
CONTROLS = {
    "stop_id": _TEXT,
    "control": _TRUTH,
    "probability": _NUMBER,
    "chosen": _TRUTH,
    "priority": _NUMBER,
}
_ORDERED = ("team", "day", "number", "stop_id", "parking")
_MINUTES_A_DAY = 1440


class Trip(NamedTuple):
    """One team on one day; `day` is yyyy-mm-dd, empty where the date is not known."""

    team: str
    day: str


@dataclass(frozen=True, eq=False)
class Outcome:
    """A plan with all that goes with it.

    Whether a stop is a control stop stands in `controls` and nowhere else; nor do the priorities, for what was drawn
    has one that is below the others.

    Attributes:
        stops: A point per stop, served or not; columns `STOPS`.
        routes: A line per team and day; columns `ROUTES`.
        legs: A line per way from one place to the next; columns `LEGS`.
        parkings: A point per parking place from which stops are walked; columns `PARKINGS`.
        teams: A row per team and day.
        controls: A row per stop; columns `CONTROLS`.
        recipe: What the plan was made from.
        messages: Everything there is to tell, in the order it happened.
        roads: Lines to find one's way by on paper and in the field, or None.
        buildings: Polygons likewise, or None.

    """

    stops: gpd.GeoDataFrame
    routes: gpd.GeoDataFrame
    legs: gpd.GeoDataFrame
    parkings: gpd.GeoDataFrame
    teams: pd.DataFrame
    controls: pd.DataFrame
    recipe: Recipe
    messages: Sequence[Message] = ()
    roads: gpd.GeoDataFrame | None = None
    buildings: gpd.GeoDataFrame | None = None

    def ordered(self) -> Outcome:
        """Give every column its kind and every table one order, in which no stop stands out by where it stands."""
        return replace(
            self,
            stops=formed(self.stops, STOPS),
            routes=formed(self.routes, ROUTES),
            legs=formed(self.legs, LEGS),
            parkings=formed(self.parkings, PARKINGS),
            controls=formed(self.controls, CONTROLS),
        )

    def trips(self) -> list[Trip]:
        """Name every route: team by team, day by day."""
        known = self.routes[["team", "day"]].fillna("").astype(str)
        return [Trip(*row) for row in sorted(set(known.itertuples(index=False, name=None)))]


def formed(frame: pd.DataFrame, columns: dict[str, str]) -> Any:
    """Give a table all of its columns, in order and of one kind; what it does not know is missing.

    Args:
        frame: Any table, with or without geometry; columns that are not asked for are left out.
        columns: Name -> dtype.

    """
    made: dict[str, Any] = {}
    for name, kind in columns.items():
        held = frame[name] if name in frame.columns else pd.Series([None] * len(frame), index=frame.index)
        if kind == _TEXT:
            made[name] = held.astype(object).where(held.notna(), None)
        elif kind == _NUMBER:
            made[name] = pd.to_numeric(held).astype(_NUMBER)
        else:
            made[name] = held.astype(object).where(held.notna(), pd.NA).astype(kind)
    plain = pd.DataFrame(made, index=frame.index)
    order = plain.sort_values([name for name in _ORDERED if name in columns], na_position="last", kind="stable").index
    if "geometry" not in frame.columns:
        return plain.loc[order].reset_index(drop=True)
    shaped = gpd.GeoDataFrame(plain, geometry=gpd.GeoSeries(frame["geometry"], crs=RD_NEW))
    return shaped.loc[order].reset_index(drop=True)


def clock(minutes: float) -> str | None:
    """Write minutes after midnight as HH:MM; after a midnight the hours begin anew, and None is no moment."""
    if not isfinite(minutes):
        return None
    hours, left = divmod(round(minutes) % _MINUTES_A_DAY, 60)
    return f"{hours:02d}:{left:02d}"


def file_names(trips: Sequence[Trip]) -> dict[Trip, str]:
    """Give each route a name that every file system takes; with its day where a team goes out on several."""
    several = {trip.team for trip in trips if sum(other.team == trip.team for other in trips) > 1}
    names: dict[Trip, str] = {}
    for trip in trips:
        plain = unicodedata.normalize("NFKD", trip.team).encode("ascii", "ignore").decode()
        name = "route_" + (re.sub(r"[^A-Za-z0-9]+", "_", plain).strip("_")[:60] or "team")
        name += f"_{trip.day}" if trip.team in several and trip.day else ""
        taken = {other.lower() for other in names.values()}
        tried, number = name, 2
        while tried.lower() in taken:
            tried, number = f"{name}_{number}", number + 1
        names[trip] = tried
    return names
