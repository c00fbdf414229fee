"""The sheet of a route: the day in short beside the map, then every stop with room to write at the door."""

from __future__ import annotations

import math
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd
import shapely

from ..routes.left_out import reason_words
from ..routes.visits.outcomes import OUTCOMES
from ..safeguards.messages import refused
from .blocks import Block, Field, Heading, NewPage, Sentences, Table
from .figures import number
from .letters import SMALL, STRONG
from .plan import Plan, read_plan
from .sheet import SHARED, Sheet, View, words

if TYPE_CHECKING:
    from ..routes.outcome import Trip

__all__ = ["Plan", "read_plan", "route_sheets"]

ROLES = ("stops", "parkings", "ends", "legs", "routes")
OPEN = "?"
_MOST_ADDRESSES, _LONGEST = 8, 240  # so that a row is never higher than a page
_ROOM, _BELOW = 0.06, 0.2  # of the extent: around a route, and below it where the scale bar stands
_LEAST = 300.0  # metres a map shows at least
_ROW = 52.0  # points, room for a few lines by hand
_CODES = {
    "nothing_remarkable": "sheets_route_nothing",
    "further_inquiry": "sheets_route_inquiry",
    "violation": "sheets_route_violation",
    "closed": "sheets_route_closed",
    "refused": "sheets_route_refused",
}
_ASKED = {
    "statutory_basis": "sheets_route_basis",
    "binnentreden": "sheets_route_entering",
    "partners": "sheets_route_partners",
    "safety_note": "sheets_route_safety",
    "last_visit": "sheets_route_last",
}
_DAYS = {
    "nl": ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"],
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
}
_MONTHS = {
    "nl": [
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}


def route_sheets(plan: Plan, language: str, mode: str) -> list[Sheet]:
    """Make a sheet of every route with stops: a team on a day.

    Args:
        plan: Of routes.
        language: nl or en.
        mode: internal. A route is a list of single addresses, and without them nothing of it is left to use.

    Raises:
        RefusedError: The mode is shared.

    """
    if mode == SHARED:
        raise refused("sheets_route_shared")
    return [_sheet(plan, trip, key, language) for trip, key in plan.trips().items() if len(plan.of("stops", trip))]


def day_words(day: str, language: str) -> str:
    """Write a day in full, as in "donderdag 3 december 2026"; as it stands where it is no day."""
    try:
        read = date.fromisoformat(day)
    except ValueError:
        return day
    return f"{_DAYS[language][read.weekday()]} {read.day} {_MONTHS[language][read.month - 1]} {read.year}"


def _sheet(plan: Plan, trip: Trip, key: str, language: str) -> Sheet:
    stops = plan.of("stops", trip)
    title = words("route_title", language, team=trip.team)
    title += f", {day_words(trip.day, language)}" if trip.day else ""
    blocks: list[Block] = [
        *([Sentences([words("simulated", language)], hand=STRONG)] if plan.simulated else []),
        *_day(plan, trip, stops, language),
        *_known(plan, trip, stops, language),
        *_outcomes(language),
        *_left_out(plan, language),
        Sentences([words("route_made", language, day=plan.peildatum, hash=plan.short_hash)], hand=SMALL),
    ]
    if len(stops):
        blocks += [NewPage(), _table(stops, language)]
    view = View(_extent(plan, trip), ROLES, None, dict.fromkeys(ROLES, _only(trip)))
    said = {"plan_recipe": plan.short_hash, "plan_peildatum": plan.peildatum, "team": trip.team, "day": trip.day}
    return Sheet("route", key, title, _subtitle(plan, trip, stops, language), blocks, view, words=said, wide=True)


def _only(trip: Trip) -> str:
    return f'"team" = {_quoted(trip.team)} AND coalesce("day", \'\') = {_quoted(trip.day)}'


def _quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'"


def _extent(plan: Plan, trip: Trip) -> tuple[float, float, float, float]:
    shapes = [shape for role in ("routes", "legs", "stops", "parkings") for shape in plan.of(role, trip).geometry]
    shapes = [shape for shape in shapes if shape is not None and not shape.is_empty]
    left, bottom, right, top = shapely.total_bounds(shapes).tolist() if shapes else (0.0, 0.0, 0.0, 0.0)
    room = _ROOM * max(right - left, top - bottom)
    room = max(room, (_LEAST - max(right - left, top - bottom)) / 2)
    below = max(room, _BELOW * max(right - left, top - bottom))
    return (left - room, bottom - below, right + room, top + room)


def _subtitle(plan: Plan, trip: Trip, stops: pd.DataFrame, language: str) -> str:
    route = plan.of("routes", trip).iloc[0]
    legs = plan.of("legs", trip)
    walked = legs.loc[_true(legs["on_foot"]), "metres"].sum()
    told = [words("route_stops", language, n=len(stops))]
    if _text(route["leaves"]) and _text(route["returns"]):
        told.append(words("route_hours", language, begin=_text(route["leaves"]), end=_text(route["returns"])))
    if pd.notna(route["metres"]):
        told.append(words("route_km", language, km=number(float(route["metres"]) / 1000, language, 1)))
    if walked:
        told.append(words("route_walked", language, km=number(float(walked) / 1000, language, 1)))
    return " · ".join(told)


def _day(plan: Plan, trip: Trip, stops: pd.DataFrame, language: str) -> list[Block]:
    route = plan.of("routes", trip).iloc[0]
    known = [
        (words("route_leaves", language), _text(route["leaves"])),
        (words("route_returns", language), _text(route["returns"])),
        (words("route_pause", language), _text(route["pause"]).replace("-", " - ")),
        (words("route_first", language), _text(stops["begin"].iloc[0]) if len(stops) else ""),
        (words("route_last_stop", language), _text(stops["departure"].iloc[-1]) if len(stops) else ""),
    ]
    rows = [list(pair) for pair in known if pair[1]]
    parked = [
        [
            words("route_parking", language, parking=_text(one.parking)),
            words("route_parked", language, begin=_text(one.arrival), end=_text(one.departure), n=int(one.n_stops)),
        ]
        for one in plan.of("parkings", trip).itertuples()
    ]
    return [Heading(words("route_day", language)), Table([Field("", 0.4), Field("", 0.6)], rows + parked)]


def _known(plan: Plan, trip: Trip, stops: pd.DataFrame, language: str) -> list[Block]:
    """Say what to know before one leaves."""
    told = []
    dwellings = int(_true(stops["contains_dwelling"]).sum())
    if dwellings:
        told.append(words("route_dwellings", language, n=dwellings))
    questions = sum(not _text(value) for name in _ASKED for value in stops[name])
    if questions:
        told.append(words("route_questions", language, n=questions))
    waits = int((stops["waiting_minutes"].fillna(0) > 0).sum())
    if waits:
        told.append(words("route_waits", language, n=waits))
    messages = plan["messages"]
    about = messages[messages["code"].astype(str).str.startswith("left_out_team")]
    told += [said for said in about[language].astype(str) if trip.team in said]
    told.append(words("route_no_names", language))
    return [Heading(words("route_know", language)), Sentences(told, listed=True)]


def _outcomes(language: str) -> list[Block]:
    rows = [[str(at), words(_short(one), language)] for at, one in enumerate(OUTCOMES, start=1)]
    return [
        Heading(words("route_outcomes", language)),
        Sentences([words("route_circle", language)]),
        Table([Field("", 0.06), Field("", 0.94)], rows),
    ]


def _short(outcome: str) -> str:
    return _CODES[outcome].removeprefix("sheets_")


def _left_out(plan: Plan, language: str) -> list[Block]:
    """Count what no team visits, by reason; which stops they are is for the planner."""
    stops = plan["stops"]
    left = stops[stops["number"].isna()]
    heading = Heading(words("route_left", language))
    if not len(left):
        return [heading, Sentences([words("route_left_none", language, n=len(stops))])]
    reasons = Counter(left["reason"].dropna().astype(str)).most_common()
    told = "; ".join(f"{n} x {reason_words(reason, math.nan, language)}" for reason, n in reasons)
    return [heading, Sentences([words("route_left_count", language, n=len(left), total=len(stops), reasons=told)])]


def _table(stops: pd.DataFrame, language: str) -> Table:
    fields = [
        Field(words("route_number", language), 0.045, right=True),
        Field(words("route_address", language), 0.25),
        Field(words("route_times", language), 0.1),
        Field(words("route_told", language), 0.24),
        Field(words("route_outcome", language), 0.07),
        Field(words("route_notes", language), 0.295),
    ]
    codes = "\n".join(str(at) for at in range(1, len(OUTCOMES) + 1))
    rows = [
        [
            str(int(stop["number"])),
            _address(stop, language),
            _times(stop, language),
            _told(stop, language),
            codes,
            "",
        ]
        for _, stop in stops.iterrows()
    ]
    return Table(fields, rows, least=_ROW, ruled=True)


def _address(stop: pd.Series, language: str) -> str:
    where = [_cut(_text(stop["name"]) or _text(stop["stop_id"]))]
    others = [one.strip() for one in _text(stop["addresses"]).split(";")]
    others = [one for one in others if one not in ("", where[0]) and not one.startswith("…")]
    if others:
        where.append(words("route_also", language, addresses=_cut("; ".join(others[:_MOST_ADDRESSES]))))
    count = max(int(stop["n_addresses"]) if pd.notna(stop["n_addresses"]) else 0, len(others) + 1)
    if (left := count - 1 - min(len(others), _MOST_ADDRESSES)) > 0:
        where.append(words("route_more", language, n=left))
    if _text(stop["parking"]):
        where.append(words("route_parking", language, parking=_text(stop["parking"])))
    if _text(stop["window"]):
        where.append(words("route_window", language, window=_text(stop["window"])))
    if pd.notna(stop["contains_dwelling"]) and stop["contains_dwelling"]:
        where.append(words("route_dwelling", language))
    return "\n".join(where)


def _times(stop: pd.Series, language: str) -> str:
    arrival, begin, departure = (_text(stop[name]) for name in ("arrival", "begin", "departure"))
    said = " - ".join(filter(None, (arrival, departure)))
    if begin and begin != arrival:
        said += "\n" + words("route_begin", language, begin=begin)
    return said


def _told(stop: pd.Series, language: str) -> str:
    lines = [(words(code.removeprefix("sheets_"), language), _cut(_text(stop[name]))) for name, code in _ASKED.items()]
    return "\n".join(f"{asked}: {known or OPEN}" for asked, known in lines)


def _true(told: pd.Series) -> pd.Series:
    """Tell where a yes stands; what is not known is no."""
    return told.notna() & told.eq(other=True)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"


def _text(value: Any) -> str:
    """Write a value on one line; what is missing is nothing."""
    return "" if value is None or pd.isna(value) else " ".join(str(value).split())
