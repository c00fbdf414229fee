"""A plan as the tables it comes to: stops, routes, ways, parking places, teams."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..registers.tables import RD_NEW
from .left_out import reason_words
from .outcome import Outcome, clock
from .route_times import Times
from .timetable import timetable

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..safeguards.recipe import Recipe
    from .day import Team
    from .planning import Planned
    from .timetable import Timetable
    from .travel.afoot import Afoot


def outcome_of(
    planned: Planned, recipe: Recipe, roads: gpd.GeoDataFrame | None = None, language: str = "en"
) -> Outcome:
    """Give the tables of a plan.

    Args:
        planned: The plan.
        recipe: What it was made from.
        roads: To find one's way by, or None.
        language: In which reasons are told, "nl" or "en".

    """
    legs = _legs(planned)
    return Outcome(
        stops=_stops(planned, language),
        routes=_routes(planned, legs),
        legs=legs,
        parkings=_parkings(planned),
        teams=pd.DataFrame([_team(planned, team) for team in planned.day.teams]),
        controls=planned.controls,
        recipe=recipe,
        messages=planned.messages,
        roads=roads,
    )


def _named(planned: Planned, team: int) -> dict[str, str]:
    who = planned.day.teams[team]
    return {"team": who.name, "day": planned.dates[who.day].isoformat()}


def _team(planned: Planned, team: Team) -> dict[str, Any]:
    return {
        "team": team.name,
        "day": planned.dates[team.day].isoformat(),
        "shift_from": clock(team.shift[0]),
        "shift_to": clock(team.shift[1]),
        "skills": ", ".join(sorted(team.skills)),
        "max_stops": team.most if isfinite(team.most) else None,
    }


def _stops(planned: Planned, language: str) -> gpd.GeoDataFrame:
    table = planned.prepared.table.copy()
    place = planned.unfolded.visits.set_index("stop").reindex(range(len(table)))
    served = place["team"].notna().to_numpy()
    for name in ("arrival", "begin", "departure"):
        table[name] = [clock(moment) if np.isfinite(moment) else None for moment in place[name].astype(float)]
    named = [_named(planned, int(team)) if ok else {} for team, ok in zip(place["team"], served, strict=True)]
    table["team"] = [one.get("team") for one in named]
    table["day"] = [one.get("day") for one in named]
    table["number"] = place["number"].to_numpy()
    table["waiting_minutes"] = place["waiting"].to_numpy()
    table["parking"] = place["parking"].to_numpy()
    table["served"] = served
    table["reason"] = [reason or None for reason in planned.reasons]
    pairs = zip(planned.reasons, planned.to_road, strict=True)
    table["reason_text"] = [reason_words(reason, metres, language) if reason else None for reason, metres in pairs]
    table["metres_to_road"] = np.where(np.isfinite(planned.to_road), planned.to_road.round(), np.nan)
    if planned.travel.graph is None:
        table["metres_to_road"] = np.nan
    table["pinned"] = planned.day.stops.pinned >= 0
    return gpd.GeoDataFrame(table, geometry="geometry", crs=RD_NEW)


def _legs(planned: Planned) -> gpd.GeoDataFrame:
    """Give every way, by car along the roads and on foot stay by stay."""
    legs = planned.unfolded.legs.copy()
    named = [_named(planned, int(team)) for team in legs["team"]]
    driven = ~legs["on_foot"].to_numpy(dtype=bool)
    ways = planned.travel.legs(planned.places, legs.loc[driven, ["begin", "end"]].to_numpy(dtype=np.int64))
    lines = np.full(len(legs), None, dtype=object)
    lines[driven] = ways.lines
    lines[~driven] = _walked(planned.afoot, legs)
    minutes = legs["minutes"].to_numpy(dtype=np.float64).copy()
    metres = minutes * planned.afoot.pace
    minutes[driven] += ways.minutes
    metres[driven] = ways.metres
    columns = {
        "team": [one["team"] for one in named],
        "day": [one["day"] for one in named],
        "number": legs["number"].to_numpy(),
        "on_foot": ~driven,
        "minutes": minutes,
        "metres": metres,
    }
    return gpd.GeoDataFrame(pd.DataFrame(columns), geometry=list(lines), crs=RD_NEW)


def _walked(afoot: Afoot, legs: pd.DataFrame) -> NDArray[np.object_]:
    """Draw the ways on foot, those between two drives at a time, so that few roads are looked at."""
    on_foot = legs["on_foot"].to_numpy(dtype=bool)
    stay = np.cumsum(~on_foot)[on_foot]
    ends = legs.loc[on_foot, ["x1", "y1", "x2", "y2"]].to_numpy(dtype=np.float64).reshape(-1, 2)
    pairs = np.arange(len(ends)).reshape(-1, 2)
    lines = np.full(len(pairs), None, dtype=object)
    for number in np.unique(stay):
        rows = np.flatnonzero(stay == number)
        lines[rows] = afoot.lines(ends[pairs[rows].ravel()], np.arange(2 * len(rows)).reshape(-1, 2))
    return lines


def _routes(planned: Planned, legs: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    times = Times.of(planned.day)
    rows: list[dict[str, Any]] = []
    lines: list[Any] = []
    for team, route in enumerate(planned.plan.routes):
        table = timetable(times, team, route)
        if not route or table is None:
            continue
        named = _named(planned, team)
        mine = legs[(legs["team"] == named["team"]) & (legs["day"] == named["day"]) & ~legs["on_foot"].astype(bool)]
        parts = [line for line in mine.geometry if line is not None and not line.is_empty]
        lines.append(shapely.line_merge(shapely.multilinestrings(parts)) if parts else None)
        rows.append(
            {
                **named,
                "minutes": table.lasts,
                "metres": float(mine["metres"].sum()),
                "n_stops": len(route),
                "leaves": clock(table.leaves),
                "returns": clock(table.returns),
                "pause": _pause(planned.day.teams[team], table),
            }
        )
    return gpd.GeoDataFrame(pd.DataFrame(rows), geometry=lines, crs=RD_NEW)


def _pause(team: Team, table: Timetable) -> str | None:
    if not isfinite(table.pause):
        return None
    return f"{clock(table.pause)}-{clock(table.pause + team.pause.minutes)}"


def _parkings(planned: Planned) -> gpd.GeoDataFrame:
    stays = planned.unfolded.stays
    rows = [
        {
            "parking": stay.parking,
            **_named(planned, int(stay.team)),
            "number": stay.number,
            "arrival": clock(stay.arrival),
            "departure": clock(stay.departure),
            "n_stops": stay.n_stops,
        }
        for stay in stays.itertuples()
    ]
    return gpd.GeoDataFrame(pd.DataFrame(rows), geometry=shapely.points(stays[["x", "y"]].to_numpy(float)), crs=RD_NEW)
