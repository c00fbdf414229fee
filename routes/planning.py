"""One plan from begin to end: stops, teams, travel, the search, and the tables it comes to."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import inf, isfinite
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..registers.tables import RD_NEW
from ..safeguards.messages import note
from ..safeguards.watch import Watch
from .day import Day
from .outcome import Outcome, clock
from .route_times import Times
from .solving.reasons import unserved
from .stops.addresses import read_addresses
from .stops.controls import draw, share_of
from .stops.crew import default_team, teams_on_days
from .stops.one_team import solve_together
from .stops.pairs import in_pairs
from .stops.pins import pin
from .stops.prepare import prepare
from .stops.teams import read_teams
from .stops.unfolding import unfold
from .stops.walks import each_by_itself, on_foot_from_few
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
    from .stops.prepare import Prepared
    from .stops.teams import TeamWish
    from .stops.unfolding import Unfolded
    from .stops.walks import Walks
    from .stops.wishes import Wishes
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
    day: Day
    plan: Plan
    unfolded: Unfolded
    places: NDArray[np.float64]
    travel: Travel
    afoot: Afoot
    dates: Sequence[date]
    reasons: NDArray[np.object_]
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
    afoot = Afoot(speeds, wegvakken)
    snapped = travel.snapped(np.concatenate([stops.points, crew.places]))
    messages += snapped.told([*stops.stop_id.astype(str), *(f"team {at}" for at in range(len(crew.places)))])
    walks = each_by_itself(stops.points)
    if wishes.mode == "action":
        walks = on_foot_from_few(
            stops,
            table,
            roadside=travel.roadside(stops.points),
            reached=np.isin(snapped.reason[: len(stops)], ("", "far")),
            room=_room(crew.teams),
            pace=afoot.pace,
            on_foot=None if wegvakken is None else afoot.minutes,
        )
    places = np.concatenate([walks.spots, crew.places])
    drive = travel.minutes(places, watch=watch.part(_PREPARED, _TRAVELLED))
    day = Day(stops, crew.teams, walks.minutes(drive), balance=asked.balance)
    block = walks.block if wishes.mode == "action" else np.arange(len(stops))
    plan, told = solve_together(
        day, block, engine=asked.engine, seed=asked.seed, seconds=asked.seconds, watch=watch.part(_TRAVELLED, 1.0)
    )
    messages += told
    unfolded = unfold(walks, plan, Times.of(day))
    if wishes.mode == "action":
        messages += _walked_from(unfolded, walks, len(plan.served))
    return Planned(
        prepared,
        drawn.controls,
        day,
        plan,
        unfolded,
        places,
        travel,
        afoot,
        wishes.dates,
        unserved(day, plan),
        messages,
    )


def _room(teams: Sequence[Team]) -> float:
    """Give the minutes of visits that are dealt out as one: half of the shortest day, or all where one team goes."""
    if len(teams) == 1:
        return inf
    return min(team.shift[1] - team.shift[0] - team.pause.minutes for team in teams) / 2


def _walked_from(unfolded: Unfolded, walks: Walks, served: int) -> list[Message]:
    """Say what is walked."""
    stays = unfolded.stays
    if not len(stays):
        return [note("stops_no_walks")]
    walked = int(stays["n_stops"].sum())
    return [note("stops_walks", n=len(stays), stops=walked, total=served, minutes=round(walks.settling))]


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


def outcome_of(planned: Planned, recipe: Recipe, roads: gpd.GeoDataFrame | None = None) -> Outcome:
    """Give the tables of a plan.

    Args:
        planned: The plan.
        recipe: What it was made from.
        roads: To find one's way by, or None.

    """
    legs = _legs(planned)
    return Outcome(
        stops=_stops(planned),
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


def _stops(planned: Planned) -> gpd.GeoDataFrame:
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
    table["reason"] = np.where(planned.reasons == "", None, planned.reasons)  # type: ignore[call-overload]
    table["pinned"] = table["pinned_team"].notna()
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
                "pause": clock(table.pause) if isfinite(table.pause) else None,
            }
        )
    return gpd.GeoDataFrame(pd.DataFrame(rows), geometry=lines, crs=RD_NEW)


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
