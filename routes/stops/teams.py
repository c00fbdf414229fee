"""Who goes out, from a table or JSON."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from math import inf
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import shapely

from ...registers.columns import find, texts
from ...registers.raw import Raw
from ...safeguards.door import without_persons
from ...safeguards.messages import note, refused, warn
from ..day import MIDNIGHT, NO_BREAK, Break
from .choosing import skills
from .starts import place_of
from .windows import minutes_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from ...safeguards.messages import Message
    from .addresses import Addresses

Place = tuple[float, float]
SHIFT = (540.0, 990.0)  # 9:00-16:30
PAUSE = Break(30.0, 720.0, 810.0)  # half an hour, begun between 12:00 and 13:30
_NAMES = {
    "name": ("name", "naam", "team", "ploeg", "inspecteur", "teamnaam"),
    "start": ("start", "begin", "vertrek", "startplaats", "vertrekpunt", "start_adres", "startadres"),
    "end": ("end", "einde", "eind", "terug", "eindplaats", "eindpunt", "eindadres"),
    "start_x": ("start_x", "begin_x", "x", "x_start"),
    "start_y": ("start_y", "begin_y", "y", "y_start"),
    "end_x": ("end_x", "einde_x", "eind_x", "x_end"),
    "end_y": ("end_y", "einde_y", "eind_y", "y_end"),
    "shift_from": ("shift_from", "dienst_van", "van", "from", "shift_start", "begintijd"),
    "shift_to": ("shift_to", "dienst_tot", "tot", "to", "shift_end", "eindtijd"),
    "break_minutes": ("break_minutes", "pauze_minuten", "pauze", "break", "pauzeduur"),
    "break_from": ("break_from", "pauze_van", "pauze_vanaf"),
    "break_to": ("break_to", "pauze_tot"),
    "skills": ("skills", "vaardigheden", "bevoegdheden", "skill", "vaardigheid"),
    "max_stops": ("max_stops", "most", "maximum", "max", "max_bezoeken", "maximum_stops"),
    "days": ("days", "dagen", "dag", "day"),
}
_NOON = 720.0
_JSON = "TEAMS_FILE"
_LONGEST_NAME = 60  # letters that are printed
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (("ma", "mo"), ("di", "tu"), ("wo", "we"), ("do", "th"), ("vr", "fr"), ("za", "sa"), ("zo", "su"))
    )
    for name in names
}


@dataclass(frozen=True)
class TeamWish:
    """A team as it was given.

    Attributes:
        name: As printed.
        start: Where it leaves, RD New; None is the middle of the stops.
        end: Where its day ends; None is where it left.
        shift: Minutes after midnight from departure to return; past 1440 where it ends after midnight.
        pause: Its break.
        skills: In lower case.
        most: The most stops a day.
        days: Weekdays (`ma`), dates (`2026-12-03`) or numbers of the plan's days from 1 on which it is there; empty is
            all.

    """

    name: str
    start: Place | None = None
    end: Place | None = None
    shift: tuple[float, float] = SHIFT
    pause: Break = PAUSE
    skills: frozenset[str] = frozenset()
    most: float = inf
    days: frozenset[str] = frozenset()

    def there(self, dates: Sequence[date]) -> list[int]:
        """Give the numbers of the days, from 0, on which it is there."""
        if not self.days:
            return list(range(len(dates)))
        weekdays = {_WEEKDAYS[day[:2]] for day in self.days if day[:1].isalpha()}
        return [
            number
            for number, day in enumerate(dates)
            if day.weekday() in weekdays or day.isoformat() in self.days or str(number + 1) in self.days
        ]


def read_teams(given: Raw | str, *, addresses: Addresses | None = None) -> tuple[list[TeamWish], list[Message]]:
    """Read teams from a table, or from the text of a JSON file: a list of objects with the same names.

    Args:
        given: Columns name, start, end (x and y, WKT, or an address), shift_from, shift_to, break_minutes, break_from,
            break_to, skills, max_stops, days, or their Dutch names; all but one may be absent. A table with points
            has its places of departure in them.
        addresses: What addresses are looked up in.

    Raises:
        RefusedError: The JSON cannot be read, no column is known, or a value makes no sense: which team, which value.

    """
    raw = _of_json(given) if isinstance(given, str) else given
    frame, messages = without_persons(raw.frame, raw.name)
    frame = frame.reset_index(drop=True)
    if not len(frame):
        raise refused("stops_teams_none", table=raw.name)
    columns = {role: find(frame.columns, *names) for role, names in _NAMES.items()}
    if not any(columns.values()):
        found = ", ".join(map(str, raw.frame.columns)) or "-"
        raise refused("stops_teams_unknown", table=raw.name, n=len(frame), found=found)
    strange = [str(name) for name in frame.columns if name not in columns.values()]
    if strange and raw.name == _JSON:
        messages.append(warn("stops_teams_strange", columns=", ".join(strange)))
    table = pd.DataFrame({role: frame[name] if name else None for role, name in columns.items()}, index=frame.index)
    clocks = {role: _clocks(table, role) for role in ("shift_from", "shift_to", "break_from", "break_to")}
    table = table.assign(**clocks)
    points = _points(raw)
    teams = [_team(row, number, points[number], addresses) for number, row in enumerate(table.to_dict("records"))]
    if n := sum(team.start is None for team in teams):
        messages.append(note("stops_teams_without_start", n=n))
    return _named_apart(teams, messages), messages


def spelled(text: str) -> list[dict[str, str]]:
    """Give the rows of a JSON file as text, under our names, moments as HH:MM; what is empty is left out.

    Raises:
        RefusedError: It holds no teams, or a moment that is none.

    """
    frame, _ = without_persons(_of_json(text).frame, "JSON")
    table = pd.DataFrame({role: frame[name] for role, names in _NAMES.items() if (name := find(frame.columns, *names))})
    if not len(table.columns):
        raise refused(
            "stops_teams_unknown", table="JSON", n=len(frame), found=", ".join(map(str, frame.columns)) or "-"
        )
    named = table if "name" in table else table.assign(name=None)
    for role in ("shift_from", "shift_to", "break_from", "break_to"):
        if role in table:
            table[role] = [_clock(one) if np.isfinite(one) else None for one in _clocks(named, role)]
    rows = []
    for held in table.to_dict("records"):
        row = {str(role): _text(value) for role, value in held.items() if _text(value)}
        for role in ("start", "end"):
            x, y = row.pop(f"{role}_x", ""), row.pop(f"{role}_y", "")
            if x and y and role not in row:
                row[role] = f"{x.replace(',', '.')}, {y.replace(',', '.')}"
        rows.append(row)
    return rows


def _of_json(text: str) -> Raw:
    try:
        held = json.loads(text.removeprefix("\ufeff"), parse_constant=_no_number)
    except ValueError as error:
        raise refused("stops_teams_json", problem=str(error)[:120]) from error
    except RecursionError as error:
        raise refused("stops_teams_json", problem="too deep") from error
    rows = held.get("teams", held) if isinstance(held, dict) else held
    rows = [rows] if isinstance(rows, dict) else rows
    if isinstance(rows, list) and not rows:
        raise refused("stops_teams_none", table="TEAMS_FILE")
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise refused("stops_teams_json", problem=type(held).__name__)
    return Raw(_JSON, pd.DataFrame(rows, dtype=object))


def _no_number(said: str) -> float:
    raise ValueError(said)


def _points(raw: Raw) -> list[Place | None]:
    """Give the point of each row, where the table has any."""
    if raw.geometry is None or not len(raw.geometry):
        return [None] * len(raw.frame)
    held = raw.geometry
    usable = ~shapely.is_missing(held) & ~shapely.is_empty(held)
    return [
        place_of(shapely.to_wkt(shapely.centroid(one), rounding_precision=3), None) if fit else None
        for one, fit in zip(held, usable.tolist(), strict=True)
    ]


def _clocks(table: pd.DataFrame, role: str) -> pd.Series:
    """Give moments as minutes; NaN where nothing is said."""
    read = minutes_of(table[role].infer_objects())
    lost = read.isna() & texts(table[role]).notna()
    if lost.any():
        row = int(np.flatnonzero(lost)[0])
        name = _text(table["name"].iloc[row]) or str(row + 1)
        raise refused("stops_team_value", team=name, field=role, value=str(table[role].iloc[row])[:40])
    return read


def _text(value: Any) -> str:
    if value is None or (isinstance(value, float) and np.isnan(value)):
        return ""
    if isinstance(value, list | tuple | set):
        return ", ".join(map(str, value))
    if isinstance(value, dict):
        return f"{value.get('x', '')}, {value.get('y', '')}"
    said = texts(pd.Series([value], dtype=object))[0]
    return said if isinstance(said, str) else ""


def _number(row: dict[str, Any], role: str, name: str, usual: float) -> float:
    said = _text(row[role])
    if not said:
        return usual
    try:
        value = float(said.replace(",", "."))
    except ValueError:
        value = -1.0
    if not value >= 0:
        raise refused("stops_team_value", team=name, field=role, value=said[:40])
    return value


def _team(row: dict[str, Any], number: int, point: Place | None, addresses: Addresses | None) -> TeamWish:
    if isinstance(row["name"], dict):
        raise refused("stops_team_value", team=str(number + 1), field="name", value=str(row["name"])[:40])
    name = _text(row["name"])[:_LONGEST_NAME].strip() or f"Team {number + 1}"
    shift = _shift(row, name)
    start = _place(row, "start", name, addresses) or point
    return TeamWish(
        name=name,
        start=start,
        end=_place(row, "end", name, addresses) or start,
        shift=shift,
        pause=_pause(row, name, shift),
        skills=skills(_text(row["skills"])),
        most=_number(row, "max_stops", name, inf) or inf,
        days=_days(_text(row["days"]), name),
    )


def _place(row: dict[str, Any], role: str, name: str, addresses: Addresses | None) -> Place | None:
    x, y = _text(row[f"{role}_x"]), _text(row[f"{role}_y"])
    said = _text(row[role]) or (f"{x.replace(',', '.')} {y.replace(',', '.')}" if x and y else "")
    if not said:
        return None
    found = place_of(said, addresses)
    if found is None:
        code = "stops_team_no_address" if addresses is None else "stops_team_no_place"
        raise refused(code, team=name, field=role, value=said[:60])
    return found


def _shift(row: dict[str, Any], name: str) -> tuple[float, float]:
    first, last = float(row["shift_from"]), float(row["shift_to"])
    first = SHIFT[0] if np.isnan(first) else first
    last = max(SHIFT[1], first) if np.isnan(last) else last
    if first == last:
        raise refused("stops_team_no_shift", team=name, first=_clock(first), last=_clock(last))
    if last < first and not (first >= _NOON and last <= _NOON):
        raise refused("stops_team_shift_reversed", team=name, first=_clock(first), last=_clock(last))
    return (first, last if last > first else last + MIDNIGHT)


def _pause(row: dict[str, Any], name: str, shift: tuple[float, float]) -> Break:
    earliest, latest = float(row["break_from"]), float(row["break_to"])
    nothing_said = np.isnan(earliest) and np.isnan(latest) and not _text(row["break_minutes"])
    minutes = _number(row, "break_minutes", name, PAUSE.minutes)
    if not nothing_said and minutes >= shift[1] - shift[0]:
        raise refused(
            "stops_team_break_long", team=name, minutes=minutes, first=_clock(shift[0]), last=_clock(shift[1])
        )
    if minutes == 0:
        return NO_BREAK
    if np.isnan(earliest) and np.isnan(latest):
        if shift[0] <= PAUSE.earliest and shift[1] >= PAUSE.latest + minutes:
            return Break(minutes, PAUSE.earliest, PAUSE.latest)
        if nothing_said:
            return NO_BREAK  # a shift before or after noon
        third = (shift[1] - shift[0]) / 3
        return Break(minutes, shift[0] + third, shift[1] - third)
    earliest = shift[0] if np.isnan(earliest) else earliest + (MIDNIGHT if earliest < shift[0] - MIDNIGHT / 2 else 0)
    latest = shift[1] if np.isnan(latest) else latest
    latest += MIDNIGHT if latest < earliest else 0
    if latest - earliest > MIDNIGHT / 2:
        raise refused("stops_team_break", team=name, first=_clock(earliest), last=_clock(latest))
    return Break(minutes, earliest, latest)


def _clock(minutes: float) -> str:
    return f"{int(minutes // 60) % 24:02d}:{int(minutes % 60):02d}"


def _days(said: str, name: str) -> frozenset[str]:
    """Read weekdays, dates and numbers of days."""
    parts = [part.strip("[]\"' ").lower() for part in re.split(r"[,;|/\s]+", said)]
    found: set[str] = set()
    for part in filter(None, parts):
        if re.fullmatch(r"\d{1,2}|\d{4}-\d{2}-\d{2}", part):
            found.add(part)
        elif re.fullmatch(r"\d{1,2}-\d{1,2}-\d{4}", part):
            day, month, year = part.split("-")
            found.add(f"{year}-{int(month):02d}-{int(day):02d}")
        elif match := re.fullmatch(r"([a-z]+)-([a-z]+)", part):
            found |= _between(match[1], match[2], name)
        elif part[:2] in _WEEKDAYS and part.isalpha():
            found.add(part[:2])
        else:
            raise refused("stops_team_value", team=name, field="days", value=part[:40])
    return frozenset(found)


def _between(first: str, last: str, name: str) -> set[str]:
    """Give the weekdays of `ma-do`."""
    if first[:2] not in _WEEKDAYS or last[:2] not in _WEEKDAYS:
        raise refused("stops_team_value", team=name, field="days", value=f"{first}-{last}"[:40])
    short = [names for names, _ in sorted(_WEEKDAYS.items(), key=lambda pair: pair[1])][::2]
    at, found = _WEEKDAYS[first[:2]], {short[_WEEKDAYS[first[:2]]]}
    while at != _WEEKDAYS[last[:2]]:
        at = (at + 1) % 7
        found.add(short[at])
    return found


def _named_apart(teams: list[TeamWish], messages: list[Message]) -> list[TeamWish]:
    """Give teams of one name a number."""
    held: dict[str, int] = {}
    made = []
    for team in teams:
        held[team.name] = held.get(team.name, 0) + 1
        made.append(team if held[team.name] == 1 else replace(team, name=f"{team.name} ({held[team.name]})"))
    if n := sum(count > 1 for count in held.values()):
        messages.append(note("stops_teams_same_name", n=n))
    return made
