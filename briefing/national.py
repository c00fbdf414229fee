"""Values of indicators in the whole country, as the municipality gives them: what an area is held beside."""

from __future__ import annotations

import csv
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..indicators.catalogue import catalogue
from ..safeguards.messages import note, refused, warn

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ..safeguards.messages import Message

_COLUMNS = {
    "area_type": ("area_type", "gebiedstype"),
    "indicator": ("indicator",),
    "value": ("value", "waarde"),
    "date": ("date", "datum"),
    "source": ("source", "bron"),
}
_TYPES = ("bedrijventerrein", "buitengebied", "winkelgebied")
_LARGEST = 1_000_000  # bytes


@dataclass(frozen=True, eq=False)
class National:
    """A table of references.

    Attributes:
        values: By area type and indicator, in the unit of the layer `areas`.
        said: Sources with their dates, in words.

    """

    values: Mapping[tuple[str, str], float]
    said: str

    def of(self, area_type: str, indicator: str) -> float | None:
        """Give a value; None where the table has none."""
        return self.values.get((area_type, indicator))


def read_national(path: Path) -> tuple[National, list[Message]]:
    """Read a table of references.

    Args:
        path: CSV in UTF-8 with the columns area_type, indicator, value, date and source; with semicolons and decimal
            commas, or commas and points.

    Returns:
        The table, and what of it was left out.

    Raises:
        RefusedError: It cannot be read, a column is missing, or a value is no number.

    """
    rows = _rows(path)
    known = catalogue()
    values: dict[tuple[str, str], float] = {}
    sources: dict[str, None] = {}
    strange: list[str] = []
    for number, row in enumerate(rows, start=2):
        kind, name = row["area_type"].lower(), row["indicator"]
        if kind not in _TYPES or name not in known:
            strange.append(f"{kind} {name}".strip())
            continue
        if (kind, name) in values:
            raise refused("sheets_national_twice", file=path.name, row=number, what=f"{kind} {name}")
        values[kind, name] = _number(path, number, row["value"])
        if not (row["source"] and row["date"]):
            raise refused("sheets_national_undated", file=path.name, row=number)
        sources[f"{row['source']}, {row['date']}"] = None
    if not values:
        raise refused("sheets_national_empty", file=path.name)
    messages = [note("sheets_national", file=path.name, n=len(values))]
    if strange:
        messages.append(warn("sheets_national_strange", file=path.name, n=len(strange), first=strange[0]))
    return National(values, "; ".join(sources)), messages


def _rows(path: Path) -> list[dict[str, str]]:
    try:
        text = path.read_text(encoding="utf-8-sig") if path.stat().st_size <= _LARGEST else ""
    except (OSError, UnicodeDecodeError) as error:
        raise refused("sheets_national_unreadable", file=path.name) from error
    lines = text.splitlines()
    delimiter = ";" if lines and ";" in lines[0] else ","
    reader = csv.reader(lines, delimiter=delimiter)
    head = [one.strip().lower() for one in next(reader, [])]
    at = {name: next((head.index(one) for one in words if one in head), None) for name, words in _COLUMNS.items()}
    lacking = [name for name, place in at.items() if place is None]
    if lacking:
        raise refused("sheets_national_columns", file=path.name, columns=lacking)
    return [
        {name: _cell(row, place) for name, place in at.items()} for row in reader if any(cell.strip() for cell in row)
    ]


def _cell(row: list[str], place: Any) -> str:
    return row[place].strip() if place < len(row) else ""


def _number(path: Path, row: int, text: str) -> float:
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise refused("sheets_national_value", file=path.name, row=row, value=text)
    return value
