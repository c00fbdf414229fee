"""The cells of a sheet, read as a stream; empty cells leave nothing behind, however many there are."""

from __future__ import annotations

import math
import re
from array import array
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, Any
from xml.parsers import expat

import numpy as np

from ..safeguards.messages import refused
from .workbook_formats import NUMBER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ..safeguards.watch import Watch
    from .workbook_formats import Stamps

_PIECE = 1 << 20
_BETWEEN = "\x1f"
_EXACT = 10**15  # Excel keeps fifteen digits of a number
_WHOLE = 2**53  # up to here a float holds every whole number
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_MOST_MERGED = 100_000
_LETTERS = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_SPOKEN = ("v", "t")
_YES, _NO = "WAAR", "ONWAAR"


@dataclass
class Cells:
    """What a sheet says.

    Attributes:
        rows: Line of every filled cell, from 1.
        columns: Its column, from 1.
        values: Its value: text, int or float.
        merged: Merged cells as top, left, bottom and right.
        blurred: Column -> how many numbers had more digits than Excel keeps; they are left out of the values.
        errors: How many cells hold an error instead of a value.
        uncalculated: How many formulas have no result in the file.
        hidden_rows: How many lines with something in them are hidden, by a filter or by hand.

    """

    rows: NDArray[np.int32] = field(default_factory=lambda: np.empty(0, np.int32))
    columns: NDArray[np.int32] = field(default_factory=lambda: np.empty(0, np.int32))
    values: NDArray[np.object_] = field(default_factory=lambda: np.empty(0, object))
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    blurred: dict[int, int] = field(default_factory=dict)
    errors: int = 0
    uncalculated: int = 0
    hidden_rows: int = 0


def read_cells(
    source: IO[bytes], file: str, texts: Sequence[str], stamps: Stamps, most: int | None, watch: Watch
) -> Cells:
    """Read the cells of a sheet.

    Args:
        source: Its XML.
        file: What the user knows the workbook by.
        texts: The texts that cells refer to by number.
        stamps: Turns numbers into dates where their style says so.
        most: How many lines are enough; None is all.
        watch: Asked for cancel after every piece.

    Raises:
        RefusedError: The XML is broken or declares entities.
        CancelledError: The user cancelled.

    """
    reader = _Reader(file, texts, stamps)
    while piece := source.read(_PIECE):
        watch.at(0)
        reader.take(piece, last=False)
        if most is not None and reader.filled > most:
            return reader.cells()
    reader.take(b"", last=True)
    watch.at(1)
    return reader.cells()


class _Reader:
    """What expat calls back."""

    def __init__(self, file: str, texts: Sequence[str], stamps: Stamps) -> None:
        self.file = file
        self.texts = texts
        self.stamps = stamps
        self.held = Cells()
        self.rows, self.columns = array("i"), array("i")
        self.values: list[Any] = []
        self.row = self.column = self.filled = 0
        self.row_hidden = self.row_filled = False
        self.kind = self.style = ""
        self.formula = False
        self.phonetic = 0
        self.said: list[str] = []
        self.names: dict[str, str] = {}
        self.letters: dict[str, int] = {}
        parser = expat.ParserCreate(namespace_separator=_BETWEEN)
        parser.buffer_text = True
        parser.StartElementHandler = self._begun
        parser.EndElementHandler = self._ended
        parser.EntityDeclHandler = self._refuse
        self.parser = parser

    def take(self, piece: bytes, *, last: bool) -> None:
        try:
            self.parser.Parse(piece, last)
        except (expat.ExpatError, LookupError, ValueError) as error:
            raise refused("files_xml_broken", file=self.file, line=self.parser.CurrentLineNumber) from error

    def cells(self) -> Cells:
        values = np.empty(len(self.values), dtype=object)
        values[:] = self.values
        self.held.rows = np.array(self.rows, dtype=np.int32)
        self.held.columns = np.array(self.columns, dtype=np.int32)
        self.held.values = values
        return self.held

    def _refuse(self, *_: object) -> None:
        raise refused("files_xml_entities", file=self.file)

    def _begun(self, name: str, attributes: dict[str, str]) -> None:
        local = self.names.get(name) or self._local(name)
        if local == "c":
            reference = attributes.get("r")
            letters = reference.rstrip("0123456789") if reference else ""
            self.column = (self.letters.get(letters) or self._number_of(letters)) if letters else self.column + 1
            self.kind = attributes.get("t", "n")
            self.style = attributes.get("s", "")
            self.formula = False
            self.said.clear()
        elif local in _SPOKEN:
            if not self.phonetic:
                # Only here: sheets hold more white space between cells than text in them.
                self.parser.CharacterDataHandler = self.said.append
        elif local == "f":
            self.formula = True
        elif local == "row":
            self._begin_row(attributes)
        elif local == "rPh":
            self.phonetic += 1
        elif local == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def _ended(self, name: str) -> None:
        local = self.names[name]
        if local in _SPOKEN:
            self.parser.CharacterDataHandler = None
        elif local == "c":
            self._end_cell()
        elif local == "rPh":
            self.phonetic -= 1
        elif local == "row" and self.row_filled:
            self.filled += 1
            self.held.hidden_rows += self.row_hidden

    def _local(self, name: str) -> str:
        local = self.names[name] = name.rpartition(_BETWEEN)[2]
        return local

    def _begin_row(self, attributes: dict[str, str]) -> None:
        stated = attributes.get("r", "")
        self.row = int(stated) if stated.isascii() and stated.isdigit() else self.row + 1
        if not 1 <= self.row <= _LAST_ROW:
            raise refused("files_xml_broken", file=self.file, line=self.parser.CurrentLineNumber)
        self.column = 0
        self.row_hidden = attributes.get("hidden") in ("1", "true")
        self.row_filled = False

    def _number_of(self, letters: str) -> int:
        """Number a column; every one is worked out once."""
        number = 0
        for letter in letters:
            number = number * 26 + ord(letter) - ord("A") + 1
        if not (letters.isascii() and letters.isupper() and len(letters) <= len("XFD") and number <= _LAST_COLUMN):
            raise refused("files_xml_broken", file=self.file, line=self.parser.CurrentLineNumber)
        self.letters[letters] = number
        return number

    def _end_cell(self) -> None:
        if not self.said:
            self.held.uncalculated += self.formula
            return
        value = self._value("".join(self.said))
        if value is None or value == "":
            return
        self.rows.append(self.row)
        self.columns.append(self.column)
        self.values.append(value)
        self.row_filled = True

    def _value(self, said: str) -> Any:
        if self.kind == "s":
            at = int(said) if said.isascii() and said.isdigit() else len(self.texts)
            return self.texts[at] if at < len(self.texts) else None
        if self.kind == "n":
            return self._number(said)
        if self.kind == "b":
            return _YES if said.strip() == "1" else _NO
        if self.kind == "e":
            self.held.errors += 1
            return None
        if self.kind == "d":
            return said.strip().replace("T", " ").removesuffix("Z")
        return unescaped(said.strip())

    def _number(self, said: str) -> Any:
        try:
            number = float(said)
        except ValueError:
            return said.strip()
        if not math.isfinite(number):
            return None
        kind = self.stamps.kind(self.style) if self.style else NUMBER
        if kind != NUMBER and (stamp := self.stamps.text(number, kind)) is not None:
            return stamp
        if not number.is_integer():
            return number
        if abs(number) >= _EXACT and (number % 10 == 0 or abs(number) >= _WHOLE):
            self.held.blurred[self.column] = self.held.blurred.get(self.column, 0) + 1
            return None
        return int(number)

    def _merge(self, reference: str) -> None:
        ends = [_LETTERS.fullmatch(end) for end in reference.split(":")]
        if len(ends) != 2 or None in ends or len(self.held.merged) >= _MOST_MERGED:  # noqa: PLR2004 - two corners
            return
        top, left, bottom, right = (
            number for end in ends if end is not None for number in (int(end.group(2)), self._number_of(end.group(1)))
        )
        self.held.merged.append((top, left, bottom, right))


def unescaped(text: str) -> str:
    """Put back the letters that XML does not allow; a return among them is white space."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda found: chr(int(found.group(1), 16)), text).replace("\r", " ").strip()
