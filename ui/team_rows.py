"""Teams as a table shows them and as a JSON file holds them."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from ..layers.language import spoken, translate
from ..safeguards.messages import RefusedError

if TYPE_CHECKING:
    from collections.abc import Sequence

Row = dict[str, str]
COLUMNS = ("name", "start", "end", "shift_from", "shift_to", "break_minutes", "skills", "max_stops", "days")
_MOMENT = re.compile(r"(\d{1,2})(?:[:.]?(\d{2}))?")
_DAY = 1440


def column_words() -> dict[str, str]:
    """Name the columns."""
    return {
        "name": translate("ui", "Name"),
        "start": translate("ui", "Leaves from"),
        "end": translate("ui", "Ends at"),
        "shift_from": translate("ui", "From"),
        "shift_to": translate("ui", "Until"),
        "break_minutes": translate("ui", "Break (min)"),
        "skills": translate("ui", "Skills"),
        "max_stops": translate("ui", "Most stops"),
        "days": translate("ui", "Days"),
    }


def column_help() -> dict[str, str]:
    """Say what belongs in each column."""
    place = translate("ui", "An address, or coordinates: 155000, 463000. Empty: {empty}.")
    return {
        "name": translate("ui", "As it is printed on the sheet."),
        "start": place.format(empty=translate("ui", "the middle of the stops")),
        "end": place.format(empty=translate("ui", "where the team leaves from")),
        "shift_from": translate("ui", "When the team leaves, such as 09:00."),
        "shift_to": translate("ui", "When the team must be back, such as 16:30."),
        "break_minutes": translate("ui", "Minutes, around noon; 0 is no break."),
        "skills": translate("ui", "Separated by commas, such as: bouw, milieu."),
        "max_stops": translate("ui", "The most visits a day; empty is no limit."),
        "days": translate("ui", "Such as: ma-wo, vr. Empty is every day of the plan."),
    }


def usual_row(number: int) -> Row:
    """Give the row with which a team begins."""
    row = dict.fromkeys(COLUMNS, "")
    name = translate("ui", "Team {number}").format(number=number)
    return row | {"name": name, "shift_from": "09:00", "shift_to": "16:30", "break_minutes": "30"}


def to_json(rows: Sequence[Row]) -> str:
    """Write teams as the parameter for teams takes them; what is empty is left out."""
    return json.dumps(
        [{name: text for name, text in row.items() if text} for row in rows], indent=1, ensure_ascii=False
    )


def from_json(text: str) -> list[Row]:
    """Read teams; what the table has no column for is kept.

    Raises:
        RefusedError: It holds no teams.

    """
    from ..routes.stops.teams import read_teams, spelled  # noqa: PLC0415  loads geopandas

    read = spelled(text)
    read_teams(text_of([_without_addresses(row) for row in read]))
    return [dict.fromkeys(COLUMNS, "") | row for row in read]


def text_of(rows: Sequence[Row]) -> str:
    """Write rows as JSON for a look at them."""
    return json.dumps(list(rows), ensure_ascii=False)


def complaint_about(rows: Sequence[Row], *, addresses: bool) -> tuple[int, str]:
    """Tell the first row that cannot be, and why; -1 where all can.

    Args:
        rows: Of the table.
        addresses: Whether there is a layer in which an address can be looked up.

    """
    from ..routes.stops.teams import read_teams  # noqa: PLC0415  loads geopandas

    if not rows:
        return 0, translate("ui", "Add at least one team.")
    for number, row in enumerate(rows):
        sentence = _complaint(row, addresses=addresses)
        if not sentence:
            try:
                read_teams(text_of([_without_addresses(row)]))
            except RefusedError as error:
                sentence = spoken(error.message)
        if sentence:
            return number, sentence
    names = [row["name"].strip().casefold() for row in rows]
    twice = next((number for number, name in enumerate(names) if name in names[:number]), -1)
    return (twice, translate("ui", "Two teams have the same name.")) if twice >= 0 else (-1, "")


def _complaint(row: Row, *, addresses: bool) -> str:
    team = row["name"].strip()
    if not team:
        return translate("ui", "A team has no name.")
    if not row["shift_from"].strip() or not row["shift_to"].strip():
        return translate("ui", "Team {team} has no shift: fill in from and until.").format(team=team)
    if _minutes(row["shift_from"]) == _minutes(row["shift_to"]) >= 0:
        return translate("ui", "Team {team} ends when it begins.").format(team=team)
    for name in ("shift_from", "shift_to"):
        if _minutes(row[name]) < 0:
            text = translate("ui", "Team {team}: {value} is no time. Write it as 09:00.")
            return text.format(team=team, value=row[name])
    return _complaint_of_number(row, team) or _complaint_of_place(row, team, addresses=addresses)


def _complaint_of_number(row: Row, team: str) -> str:
    for name in ("break_minutes", "max_stops"):
        if row[name].strip() and not re.fullmatch(r"\d+", row[name].strip()):
            text = translate("ui", "Team {team}: {value} is no whole number, at '{column}'.")
            return text.format(team=team, value=row[name], column=column_words()[name])
    return ""


def _complaint_of_place(row: Row, team: str, *, addresses: bool) -> str:
    if addresses or not any(_is_address(row[name]) for name in ("start", "end")):
        return ""
    text = translate("ui", "Team {team}: an address is looked up in the layer Addresses (page 4), which is not chosen.")
    return text.format(team=team)


def _minutes(text: str) -> int:
    found = _MOMENT.fullmatch(text.strip())
    minutes = int(found[1]) * 60 + int(found[2] or 0) if found and int(found[2] or 0) < 60 else -1  # noqa: PLR2004
    return minutes if minutes <= _DAY else -1


def _is_address(text: str) -> bool:
    from ..routes.stops.starts import place_of  # noqa: PLC0415  loads geopandas

    return bool(text.strip()) and place_of(text, None) is None


def _without_addresses(row: Row) -> Row:
    """Leave out what only a layer of addresses can tell."""
    return {name: text for name, text in row.items() if name not in ("start", "end") or not _is_address(text)}
