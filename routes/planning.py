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
from ..safeguards.messages import note
from ..safeguards.watch import Watch
from .day import Day
from .left_out import exact, reason_words, told_of_left_out, told_of_teams
from .outcome import Outcome, clock
from .route_times import Times
from .solving.reasons import unserved
from .solving.solve import solve
from .stops.addresses import read_addresses
from .stops.controls import draw, drawn_before, share_of
from .stops.crew import default_team, teams_on_days, too_light
from .stops.pairs import in_pairs
from .stops.pins import pin, without_left_out
from .stops.prepare import prepare
from .stops.teams import read_teams
from .stops.unfolding import unfold
from .stops.walks import each_by_itself, fold, longest_walk
from .timetable import timetable
from .travel.afoot import Afoot
from .travel.travel import Travel

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from numpy.typing import NDArray

    from ..registers.raw import Raw
    from ..safeguards.messages import Message
    from ..safeguards.recipe import Recipe
    from .day import Plan, Team
    from .stops.controls import Drawn
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
    afoot: Afoot
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
    given = {name: raws.get(name) for name in ("ADDRESSES", "AREAS", "LISTS", "VISITS", "PINNED", "EARLIER")}
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
    team_wishes, told = _team_wishes(raws, asked, wishes)
    messages += told
    crew, told = teams_on_days(team_wishes, wishes.dates, prepared.candidates.points)
    messages += told
    drawn, told = _drawn(prepared, crew.teams, asked, given)
    messages += told
    prepared, told = without_left_out(drawn.prepared)
    messages += told
    stops, table = prepared.stops, prepared.table
    stops, told = pin(stops, table, crew.teams, wishes.dates)
    messages += told
    watch.at(_PREPARED)
    travel = Travel.straight(speeds) if wegvakken is None else Travel.by_road(wegvakken, speeds)
    messages += travel.messages
    afoot = Afoot(speeds, wegvakken)
    walks = each_by_itself(stops)
    if wishes.mode == "action":
        roads = None if wegvakken is None else wegvakken.geometry.to_numpy()[drivable(wegvakken)]
        walks, told = fold(
            stops,
            table,
            roads=roads,
            longest=longest_walk(crew.teams),
            most=min(team.most for team in crew.teams),
            pace=afoot.pace,
            on_foot=None if wegvakken is None else afoot.minutes,
        )
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
        afoot,
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


def _drawn(
    prepared: Prepared, teams: Sequence[Team], asked: Asked, given: Mapping[str, Raw | None]
) -> tuple[Drawn, list[Message]]:
    """Draw control stops among what some team may visit, or take those of an earlier plan."""
    if (earlier := given["EARLIER"]) is not None:
        drawn = drawn_before(prepared, earlier)
        return drawn, list(drawn.messages)
    share, messages = share_of(asked.control_share, given["VISITS"])
    nowhere = np.zeros((0, 0))
    able = Day(prepared.candidates, tuple(teams), nowhere).allowed().any(axis=1)
    drawn = draw(prepared, share, asked.seed, able)
    if share and (n := int((~able & ~prepared.top).sum())):
        messages.append(note("stops_not_able", n=n))
    return drawn, [*messages, *drawn.messages]


def _team_wishes(raws: Mapping[str, Raw | None], asked: Asked, wishes: Wishes) -> tuple[list[TeamWish], list[Message]]:
    teams, messages = _given_teams(raws, asked, wishes)
    return teams, [*messages, *(too_light(teams, wishes.dates) if wishes.round == "dark" else [])]


def _given_teams(raws: Mapping[str, Raw | None], asked: Asked, chosen: Wishes) -> tuple[list[TeamWish], list[Message]]:
    dates = chosen.dates
    addresses, messages = None, []
    table, given = raws.get("TEAMS"), raws.get("ADDRESSES")
    if table is None and not asked.teams_json:
        return default_team(dates, chosen.round)
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
    legs, parkings = _legs(planned, tables, visited, on_foot), _parkings(planned, tables, visited)
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


def _numbers(visited: pd.DataFrame, team: int) -> list[int]:
    """Give the order of the first stop of each visit of a team, and the number after the last."""
    mine = visited[visited["team"] == team]
    return [*map(int, mine.groupby("visit", sort=False)["number"].min()), len(mine) + 1]


def _legs(
    planned: Planned, tables: Sequence[Timetable | None], visited: pd.DataFrame, on_foot: pd.DataFrame
) -> gpd.GeoDataFrame:
    pairs: list[tuple[int, int]] = []
    rows: list[dict[str, Any]] = []
    for team, route in enumerate(planned.plan.routes):
        if not route or tables[team] is None:
            continue
        who = planned.day.teams[team]
        path = [who.start, *route, who.end]
        for number, pair in zip(_numbers(visited, team), pairwise(path), strict=True):
            pairs.append(pair)
            rows.append({**_named(planned, team), "number": number, "on_foot": False})
    ways = planned.travel.legs(planned.places, np.array(pairs, dtype=np.int64).reshape(-1, 2))
    driven = gpd.GeoDataFrame(
        pd.DataFrame(rows).assign(minutes=ways.minutes, metres=ways.metres), geometry=list(ways.lines), crs=RD_NEW
    )
    if not len(on_foot):
        return driven
    lines = _walked(planned.afoot, on_foot)
    named = pd.DataFrame([_named(planned, int(team)) for team in on_foot["team"]], index=on_foot.index)
    walked = on_foot[["number", "minutes", "metres"]].assign(on_foot=True)
    return gpd.GeoDataFrame(
        pd.concat([driven, gpd.GeoDataFrame(pd.concat([named, walked], axis=1), geometry=lines, crs=RD_NEW)]),
        crs=RD_NEW,
    ).reset_index(drop=True)


def _walked(afoot: Afoot, on_foot: pd.DataFrame) -> NDArray[np.object_]:
    """Draw the ways on foot, walk by walk."""
    ends = on_foot[["x1", "y1", "x2", "y2"]].to_numpy(dtype=np.float64).reshape(-1, 2)
    pairs = np.arange(len(ends)).reshape(-1, 2)
    lines = np.full(len(pairs), None, dtype=object)
    for rows in on_foot.groupby("visit").indices.values():
        lines[rows] = afoot.lines(ends[pairs[rows].ravel()], np.arange(2 * len(rows)).reshape(-1, 2))
    return lines


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
                "pause": _pause(planned.day.teams[team], table),
            }
        )
    return gpd.GeoDataFrame(pd.DataFrame(rows), geometry=lines, crs=RD_NEW)


def _pause(team: Team, table: Timetable) -> str | None:
    if not isfinite(table.pause):
        return None
    return f"{clock(table.pause)}-{clock(table.pause + team.pause.minutes)}"


def _parkings(planned: Planned, tables: Sequence[Timetable | None], visited: pd.DataFrame) -> gpd.GeoDataFrame:
    rows: list[dict[str, Any]] = []
    points: list[shapely.Point] = []
    for team, (route, table) in enumerate(zip(planned.plan.routes, tables, strict=True)):
        for at, (visit, number) in enumerate(zip(route, _numbers(visited, team), strict=False)):
            walk = planned.walks.walks[visit]
            if table is None or len(walk.stops) < 2:  # noqa: PLR2004  a walk
                continue
            rows.append(
                {
                    "parking": f"P{len(rows) + 1}",
                    **_named(planned, team),
                    "number": number,
                    "arrival": clock(float(table.arrival[at])),
                    "departure": clock(float(table.departure[at])),
                    "n_stops": len(walk.stops),
                }
            )
            points.append(shapely.Point(walk.parking))
    return gpd.GeoDataFrame(pd.DataFrame(rows), geometry=points, crs=RD_NEW)
