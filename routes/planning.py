"""One plan from begin to end: stops, teams, travel, the search, and the tables it comes to."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import inf
from typing import TYPE_CHECKING

import numpy as np

from ..safeguards.messages import note
from ..safeguards.watch import Watch
from .day import Day
from .left_out import exact, told_of_left_out, told_of_teams
from .route_times import Times
from .solving.reasons import unserved
from .stops.addresses import read_addresses
from .stops.controls import draw, drawn_before, share_of
from .stops.crew import default_team, teams_on_days, too_light
from .stops.one_team import solve_together
from .stops.pairs import in_pairs
from .stops.pins import pin, without_left_out
from .stops.prepare import prepare
from .stops.teams import read_teams
from .stops.unfolding import unfold
from .stops.walks import each_by_itself, on_foot_from_few
from .travel.afoot import Afoot
from .travel.travel import Travel

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    import geopandas as gpd
    import pandas as pd
    from numpy.typing import NDArray

    from ..registers.raw import Raw
    from ..safeguards.messages import Message
    from .day import Plan, Team
    from .stops.controls import Drawn
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
    team_wishes, told = _team_wishes(raws, asked, wishes, _demand(prepared))
    messages += told
    crew, told = teams_on_days(team_wishes, wishes.dates, prepared.candidates.points)
    messages += told
    drawn, told = _drawn(prepared, crew.teams, asked, given)
    messages += told
    prepared, told = without_left_out(drawn.prepared)
    messages += told
    stops, table = prepared.stops, prepared.table
    crew, _ = teams_on_days(team_wishes, wishes.dates, stops.points)
    stops, told = pin(stops, table, crew.teams, wishes.dates)
    messages += told
    watch.at(_PREPARED)
    travel = Travel.straight(speeds) if wegvakken is None else Travel.by_road(wegvakken, speeds)
    messages += travel.messages
    afoot = Afoot(speeds, wegvakken)
    roadside = travel.snapped(stops.points)
    messages += roadside.told(stops.stop_id.astype(str))
    messages += told_of_teams(crew.teams, travel.snapped(crew.places), len(stops))
    walks = each_by_itself(stops.points)
    if wishes.mode == "action":
        walks = on_foot_from_few(
            stops,
            table,
            roadside=travel.roadside(stops.points),
            reached=np.isin(roadside.reason, ("", "far")),
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
    reasons = exact(unserved(day, plan), roadside.reason)
    messages += told_of_left_out(stops.stop_id, reasons, stops.mandatory, stops.pinned >= 0)
    return Planned(
        prepared,
        drawn.controls.assign(chosen=prepared.chosen),
        day,
        plan,
        unfolded,
        places,
        travel,
        afoot,
        wishes.dates,
        reasons,
        roadside.snap.offset,
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


def _demand(prepared: Prepared) -> dict[frozenset[str], float]:
    """Give how much priority asks for which skills."""
    made: dict[frozenset[str], float] = {}
    for need, worth in zip(prepared.stops.skills, prepared.stops.priority.tolist(), strict=True):
        made[need] = made.get(need, 0.0) + worth
    return made


def _team_wishes(
    raws: Mapping[str, Raw | None], asked: Asked, wishes: Wishes, demand: Mapping[frozenset[str], float]
) -> tuple[list[TeamWish], list[Message]]:
    teams, messages = _given_teams(raws, asked, wishes, demand)
    return teams, [*messages, *(too_light(teams, wishes.dates) if wishes.round == "dark" else [])]


def _given_teams(
    raws: Mapping[str, Raw | None], asked: Asked, chosen: Wishes, demand: Mapping[frozenset[str], float]
) -> tuple[list[TeamWish], list[Message]]:
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
        wishes, told = in_pairs(wishes, dates, demand)
        messages += told
    return wishes, messages
