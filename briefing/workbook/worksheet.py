"""What a worksheet is, before it becomes a part of a workbook or a file of its own."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

HIDDEN = "x"  # stands where a number is not told


class Kind(StrEnum):
    """What the values of a column are."""

    TEXT = "text"
    LONG = "long"  # text that is wrapped
    NUMBER = "number"
    PERCENT = "percent"  # held as a fraction
    ANY = "any"  # each value is what it is: text, a number, a date


@dataclass(frozen=True)
class Classes:
    """Colours of classes of numbers.

    Attributes:
        edges: Number from which each class holds, rising.
        colours: Of the classes, as #rrggbb.
        where: Heading of a column and what it must say for a row to be coloured; None colours all rows.

    """

    edges: tuple[float, ...]
    colours: tuple[str, ...]
    where: tuple[str, str] | None = None


@dataclass(frozen=True, eq=False)
class Column:
    """A column with its values.

    Attributes:
        heading: In words, with its unit.
        about: What it means.
        kind: What its values are.
        values: (n,) numbers, of which NaN is missing, or objects, of which None is missing.
        decimals: Shown of a number; None shows what there is.
        hidden: (n,) which numbers are not told.
        classes: How its numbers are coloured.

    """

    heading: str
    about: str
    kind: Kind
    values: NDArray[Any]
    decimals: int | None = 0
    hidden: NDArray[np.bool_] | None = None
    classes: Classes | None = None

    @property
    def is_number(self) -> bool:
        """Whether it holds numbers alone."""
        return self.kind in (Kind.NUMBER, Kind.PERCENT)

    @property
    def is_empty(self) -> bool:
        """Whether it holds nothing at all."""
        if self.hidden is not None and self.hidden.any():
            return False
        if self.is_number:
            return not np.isfinite(self.values).any()
        return all(value is None for value in self.values)


@dataclass(frozen=True, eq=False)
class Worksheet:
    """A table with its headings.

    Attributes:
        title: Its name, at most 31 characters.
        about: What stands in it, in a sentence.
        columns: All of one length.
        fixed: Columns that stay in view at the left.

    """

    title: str
    about: str
    columns: Sequence[Column]
    fixed: int = 1

    @property
    def rows(self) -> int:
        """How many rows it has."""
        return len(self.columns[0].values)
