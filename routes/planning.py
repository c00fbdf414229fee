"""One plan from begin to end: stops, teams, travel, the search, and the tables it comes to."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import pairwise
from math import isfinite
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..network.uses import drivable
from ..registers.tables import RD_NEW
from ..safeguards.watch import Watch
from .day import Day
from .left_out import exact, reason_words, told_of_left_out, told_of_teams
from .outcome import Outcome, clock
from .route_times import Times
from .solving.reasons import unserved
from .solving.solve import solve
from .stops.addresses import read_addresses
from .stops.controls import draw, share_of
from .stops.crew import default_team, teams_on_days
from .stops.pairs import in_pairs
from .stops.pins import pin
from .stops.prepare import prepare
from .stops.teams import read_teams
from .stops.unfolding import unfold
from .stops.walks import each_by_itself, fold, longest_walk
from .timetable import timetable
from .travel.travel import Travel

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from numpy.typing import NDArray

    from ..registers.raw import Raw
    from ..safeguards.messages import Message
    from ..safeguards.recipe import Recipe
    from .day import Plan, Team
    from .stops.prepare import Prepared
    from .stops.teams import TeamWish
    from .stops.walks import Walks
    from .stops.wishes import Wishes
    from .timetable import Timetable
    from .travel.speeds import Speeds

_PREPARED, _TRAVELLED = 0.2, 0.4  # of the whole, when the stops are known and when the minutes between them are


@dataclass(frozen=True)
class Asked:
    """How a plan is sought.

    Attributes:
        teams_json: Teams as the text of a JSON file; empty takes the table.
        pairs: Whether the teams are inspectors who go two by two.
        balance: Whether the work is spread evenly.
        control_share: "auto" or a percentage.
        engine: "auto", "pyvrp" or "own".
        seed: Of the draw and the search.
        seconds: Most time the search takes.

    """

    teams_json: str = ""
    pairs: bool = False
    balance: bool = False
    control_share: str = "auto"
    engine: str = "auto"
    seed: int = 1
    seconds: float = 10.0


@dataclass(frozen=True, eq=False)
class Planned:
    """What there is when the search is done."""

    prepared: Prepared
    controls: pd.DataFrame
    walks: Walks
    day: Day
    plan: Plan
    places: NDArray[np.float64]
    travel: Travel
    dates: Sequence[date]
    reasons: NDArray[np.object_]
    to_road: NDArray[np.float64]
    messages: list[Message] = field(default_factory=list)


def make_plan(
    raws: Mapping[str, Raw | None],
    wegvakken: gpd.GeoDataFrame | None,
    wishes: Wishes,
    asked: Asked,
    speeds: Speeds,
    watch: Watch | None = None,
) -> Planned:
    """Plan a round.

    Args:
        raws: `STOPS`, and where given `ADDRESSES`, `AREAS`, `LISTS`, `VISITS`, `PINNED`, `TEAMS`.
        wegvakken: Canonical table; None goes by the distance as the crow flies.
        wishes: What was chosen about the stops.
        asked: How the plan is sought.
        speeds: How fast one travels.
        watch: Told of progress; a cancel during the search gives the best plan so far.

    Raises:
        RefusedError: Something that was given cannot be used.

    """
    watch = watch or Watch()
    given = {name: raws.get(name) for name in ("ADDRESSES", "AREAS", "LISTS", "VISITS", "PINNED")}
    stops_raw = raws["STOPS"]
    if stops_raw is None:
        raise KeyError("STOPS")
    prepared = prepare(
        stops_raw,
        wishes,
        addresses=given["ADDRESSES"],
        areas=given["AREAS"],
        lists=given["LISTS"],
        visits=given["VISITS"],
        pinned=given["PINNED"],
    )
    messages = list(prepared.messages)
    watch.at(_PREPARED / 2)
    share, told = share_of(asked.control_share, given["VISITS"])
    drawn = draw(prepared, share, asked.seed)
    messages += [*told, *drawn.messages]
    prepared = drawn.prepared
    team_wishes, told = _team_wishes(raws, asked, wishes.dates)
    messages += told
    stops, table = prepared.stops, prepared.table
    crew, told = teams_on_days(team_wishes, wishes.dates, stops.points)
    messages += told
    stops, told = pin(stops, table, crew.teams, wishes.dates)
    messages += told
    watch.at(_PREPARED)
    travel = Travel.straight(speeds) if wegvakken is None else Travel.by_road(wegvakken, speeds)
    messages += travel.messages
    walks = each_by_itself(stops)
    if wishes.mode == "action":
        roads = None if wegvakken is None else wegvakken.geometry.to_numpy()[drivable(wegvakken)]
        most = min(team.most for team in crew.teams)
        walks, told = fold(stops, table, roads=roads, longest=longest_walk(crew.teams), most=most)
        messages += told
    crew, _ = teams_on_days(team_wishes, wishes.dates, walks.visits.points)
    places = np.concatenate([walks.visits.points, crew.places])
    roadside = travel.snapped(stops.points)
    messages += roadside.told(stops.stop_id.astype(str))
    messages += told_of_teams(crew.teams, travel.snapped(crew.places), len(walks.visits))
    minutes = travel.minutes(places, watch=watch.part(_PREPARED, _TRAVELLED))
    day = Day(walks.visits, crew.teams, minutes, balance=asked.balance)
    plan, told = solve(
        day, engine=asked.engine, seed=asked.seed, seconds=asked.seconds, watch=watch.part(_TRAVELLED, 1.0)
    )
    messages += [_in_stops(one, walks, plan) for one in told if one.code != "routes_mandatory_left"]
    reasons = exact(_of_stops(unserved(day, plan), walks), roadside.reason)
    messages += told_of_left_out(stops.stop_id, reasons, stops.mandatory, stops.pinned >= 0)
    return Planned(
        prepared,
        drawn.controls,
        walks,
        day,
        plan,
        places,
        travel,
        wishes.dates,
        reasons,
        roadside.snap.offset,
        messages,
    )


def _of_stops(reasons: NDArray[np.object_], walks: Walks) -> NDArray[np.object_]:
    """Give every stop the reason of the walk it is part of."""
    held = np.full(len(walks.stops), "", dtype=object)
    for reason, walk in zip(reasons, walks.walks, strict=True):
        held[list(walk.stops)] = reason
    return held


def _in_stops(message: Message, walks: Walks, plan: Plan) -> Message:
    """Say how many stops are planned, where the search counted walks of several."""
    if not message.code.startswith("routes_planned"):
        return message
    served = sum(len(walks.walks[visit].stops) for visit in plan.served)
    return replace(message, values={**message.values, "n": served, "total": len(walks.stops)})


def _team_wishes(
    raws: Mapping[str, Raw | None], asked: Asked, dates: Sequence[date]
) -> tuple[list[TeamWish], list[Message]]:
    addresses, messages = None, []
    table, given = raws.get("TEAMS"), raws.get("ADDRESSES")
    if table is None and not asked.teams_json:
        return default_team()
    if given is not None:
        addresses, _ = read_addresses(given)
    wishes, told = read_teams(asked.teams_json or table, addresses=addresses)  # type: ignore[arg-type]
    messages += told
    if asked.pairs:
        wishes, told = in_pairs(wishes, dates)
        messages += told
    return wishes, messages


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
    times = Times.of(planned.day)
    visited, on_foot = unfold(planned.walks, planned.plan, times)
    tables = [timetable(times, team, route) for team, route in enumerate(planned.plan.routes)]
    legs, parkings = _legs(planned, tables, on_foot), _parkings(planned, tables)
    return Outcome(
        stops=_stops(planned, visited, language),
        routes=_routes(planned, tables, legs, visited),
        legs=legs,
        parkings=parkings,
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


def _stops(planned: Planned, visited: pd.DataFrame, language: str) -> gpd.GeoDataFrame:
    table = planned.prepared.table.copy()
    place = visited.set_index("stop").reindex(range(len(table)))
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
    table["pinned"] = planned.walks.stops.pinned >= 0
    return gpd.GeoDataFrame(table, geometry="geometry", crs=RD_NEW)


def _legs(planned: Planned, tables: Sequence[Timetable | None], on_foot: pd.DataFrame) -> gpd.GeoDataFrame:
    pairs: list[tuple[int, int]] = []
    rows: list[dict[str, Any]] = []
    for team, route in enumerate(planned.plan.routes):
        if not route or tables[team] is None:
            continue
        who = planned.day.teams[team]
        path = [who.start, *route, who.end]
        for number, pair in enumerate(pairwise(path), start=1):
            pairs.append(pair)
            rows.append({**_named(planned, team), "number": number, "on_foot": False})
    ways = planned.travel.legs(planned.places, np.array(pairs, dtype=np.int64).reshape(-1, 2))
    driven = gpd.GeoDataFrame(
        pd.DataFrame(rows).assign(minutes=ways.minutes, metres=ways.metres), geometry=list(ways.lines), crs=RD_NEW
    )
    if not len(on_foot):
        return driven
    lines = shapely.linestrings(on_foot[["x1", "y1", "x2", "y2"]].to_numpy(dtype=float).reshape(-1, 2, 2))
    named = pd.DataFrame([_named(planned, int(team)) for team in on_foot["team"]], index=on_foot.index)
    walked = on_foot[["number", "minutes", "metres"]].assign(on_foot=True)
    return gpd.GeoDataFrame(
        pd.concat([driven, gpd.GeoDataFrame(pd.concat([named, walked], axis=1), geometry=lines, crs=RD_NEW)]),
        crs=RD_NEW,
    ).reset_index(drop=True)


def _routes(
    planned: Planned, tables: Sequence[Timetable | None], legs: gpd.GeoDataFrame, visited: pd.DataFrame
) -> gpd.GeoDataFrame:
    rows: list[dict[str, Any]] = []
    lines: list[Any] = []
    for team, (route, table) in enumerate(zip(planned.plan.routes, tables, strict=True)):
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
                "n_stops": int((visited["team"] == team).sum()),
                "leaves": clock(table.leaves),
                "returns": clock(table.returns),
                "pause": clock(table.pause) if isfinite(table.pause) else None,
            }
        )
    return gpd.GeoDataFrame(pd.DataFrame(rows), geometry=lines, crs=RD_NEW)


def _parkings(planned: Planned, tables: Sequence[Timetable | None]) -> gpd.GeoDataFrame:
    rows: list[dict[str, Any]] = []
    points: list[shapely.Point] = []
    for team, (route, table) in enumerate(zip(planned.plan.routes, tables, strict=True)):
        for at, visit in enumerate(route):
            walk = planned.walks.walks[visit]
            if table is None or len(walk.stops) < 2:  # noqa: PLR2004  a walk
                continue
            rows.append(
                {
                    "parking": f"P{len(rows) + 1}",
                    **_named(planned, team),
                    "number": at + 1,
                    "arrival": clock(float(table.arrival[at])),
                    "departure": clock(float(table.departure[at])),
                    "n_stops": len(walk.stops),
                }
            )
            points.append(shapely.Point(walk.parking))
    return gpd.GeoDataFrame(pd.DataFrame(rows), geometry=points, crs=RD_NEW)
