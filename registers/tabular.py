"""The table in a sheet of cells: where its header stands, and which lines around it are none of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from ..safeguards.messages import note, warn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..safeguards.messages import Message

HEAD = 60  # lines among which the header is looked for
_LONGEST_NAME = 100  # characters
_FOOT = 5  # lines under a table that may be none of it
_NOT_A_NAME = re.compile(r"[\d\s.,:;/€%+-]*|\d{1,2}[-/. ]\w{1,9}[-/. ]\d{4}\b.*|\d{4}-\d{2}-\d{2}\b.*", re.DOTALL)
_UNIT = re.compile(
    r"[\[(]?(?:m|m2|m²|km|ha|%|€|eur|euro|jaar|graden|rd|wgs84|tekst|getal|datum|(?:dd|d)[-/](?:mm|m)[-/](?:jjjj|yyyy)"
    r"|(?:jjjj|yyyy)[-/]mm[-/]dd|(?:uu|hh)[:.]mm(?:[:.]ss)?)[\])]?",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    r"(?:sub|eind)?(?:totaal|totalen|total)\b|gemiddelde\b|aantal (?:rijen|records|regels)\b", re.IGNORECASE
)
_CLOSING = re.compile(
    r"bron\s*:|toelichting\s*:|einde\b|opmerking(?:en)?\s*:|noot\s*:|\*|gegenereerd\b|aangemaakt op\b|geselecteerd\b"
    r"|printdatum\b|exportdatum\b|pagina\s+\d",
    re.IGNORECASE,
)
_MOSTLY = 0.8  # of the cells of a header are words; a year may head a column
_WIDE = 3  # columns from which a line with one filled cell stands out


def header_line(rows: Sequence[Sequence[Any]]) -> int | None:
    """Find the line with the names of the columns: the first that fills half the width of the table.

    Where that line is no more than titles over groups of columns, it is the line under it.

    Args:
        rows: The first lines, each a list of cells; None or an empty text is an empty cell.

    Returns:
        Its position, or None where no line holds anything.

    """
    filled = [sum(map(_is_filled, row)) for row in rows]
    widest = max(filled, default=0)
    if widest == 0:
        return None
    if widest == 1:
        return _header_of_one_column(rows)
    found = next(at for at, n in enumerate(filled) if n >= max(widest / 2, 2))
    under = found + 1
    if (
        under + 1 < len(rows)
        and filled[under] > filled[found]
        and all(map(_are_names, (rows[found], rows[under])))
        and not _are_names(rows[under + 1])
    ):
        return under
    return found


def _header_of_one_column(rows: Sequence[Sequence[Any]]) -> int:
    """Take the last name before the first value; a column of texts only begins with its name."""
    held = [at for at, row in enumerate(rows) if any(map(_is_filled, row))]
    values = [at for at in held if not _are_names(rows[at])]
    before = [at for at in held if values and at < values[0]]
    return before[-1] if before else held[0]


def _is_filled(cell: Any) -> bool:
    return cell is not None and not (isinstance(cell, str) and not cell.strip())


def _are_names(row: Sequence[Any]) -> bool:
    """Tell whether most cells that are filled could name a column."""
    held = [cell for cell in row if _is_filled(cell)]
    names = [cell for cell in held if isinstance(cell, str) and _could_name(cell)]
    return bool(held) and len(names) >= _MOSTLY * len(held)


def _could_name(cell: str) -> bool:
    return len(cell) <= _LONGEST_NAME and not _NOT_A_NAME.fullmatch(cell.strip())


def column_names(cells: Sequence[Any], file: str) -> tuple[list[str], list[Message]]:
    """Name columns after their header; a name that is absent or stands twice is made, and told.

    Args:
        cells: The line of the header.
        file: What the user knows the table by.

    """
    words = [" ".join(str(cell).split()) if _is_filled(cell) else "" for cell in cells]
    taken: dict[str, int] = {}
    names: list[str] = []
    doubled: list[str] = []
    for place, word in enumerate(words, start=1):
        # "kolom" with a number is no name that any register is known by, as the letter X would be.
        name = word or f"kolom {place}"
        taken[name] = nth = taken.get(name, 0) + 1
        if nth > 1:
            doubled.append(word)
            name = f"{name} ({nth})"
        names.append(name)
    messages = []
    if doubled:
        messages.append(warn("table_names_doubled", file=file, names=", ".join(dict.fromkeys(doubled))))
    return names, messages


def without_lines_around(frame: pd.DataFrame, file: str) -> tuple[pd.DataFrame, list[Message]]:
    """Leave out empty lines, a line of units, headers that are repeated, totals and closing remarks, and count them.

    Args:
        frame: What stands under the header, missing as None; the index counts its lines.
        file: What the user knows the table by.

    Returns:
        The rows of the table, with a fresh index, and what was left out.

    """
    named = [not re.fullmatch(r"kolom \d+", name) for name in frame.columns]
    filled = frame.notna().to_numpy()
    used = np.array(named, dtype=bool) | filled.any(axis=0)
    held = filled.any(axis=1)
    kept = frame if used.all() and held.all() else frame.loc[held, used]
    messages: list[Message] = []
    if repeated := _repeated(kept):
        messages.append(note("table_header_repeated", file=file, n=len(repeated)))
        kept = kept.drop(index=repeated)
    if len(kept) and _is_units(kept.iloc[0].tolist()):
        messages.append(note("table_units", file=file))
        kept = kept.iloc[1:]
    if foot := _foot(kept):
        messages.append(note("table_foot", file=file, n=foot))
        kept = kept.iloc[:-foot]
    return kept.reset_index(drop=True), messages


def _repeated(frame: pd.DataFrame) -> list[Any]:
    """Find the lines that say what the header says."""
    same = pd.Series(data=True, index=frame.index)
    for name in frame.columns:
        if not same.any():
            return []
        plain = re.sub(r" \(\d+\)$", "", name)
        said = frame.loc[same, name]
        # Few values begin as the name does, so that only these are looked at in full.
        begun = said[said.astype("string").str.startswith(plain.split(" ")[0]).fillna(value=False)]
        alike = begun.index[begun.str.split().str.join(" ") == plain] if len(begun) else begun.index
        same &= same.index.isin(said.index[said.isna()].union(alike))
    return [at for at in frame.index[same] if frame.loc[at].notna().sum() * 2 >= len(frame.columns)]


def _is_units(cells: Sequence[Any]) -> bool:
    held = [str(cell).strip() for cell in cells if _is_filled(cell)]
    return bool(held) and all(map(_UNIT.fullmatch, held))


def _foot(frame: pd.DataFrame) -> int:
    """Count the lines under the table: from the first of the last few that is a total or a remark."""
    found = 0
    for back in range(1, min(_FOOT, len(frame) - 1) + 1):
        held = [cell for cell in frame.iloc[-back].tolist() if _is_filled(cell)]
        if len(held) > max(1, len(frame.columns) / 2):
            break
        first = str(held[0]).strip()
        alone = len(held) == 1 and len(frame.columns) >= _WIDE
        if _TOTAL.match(first) or (alone and _CLOSING.match(first)):
            found = back
    return found
