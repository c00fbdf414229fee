"""What a check of a register is: data plus one pure function."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import geopandas as gpd

    from ..indicators.model import Text
    from .given import Given


class Register(StrEnum):
    """The registers, by the keys of `registers.load.SOURCES`."""

    BAG = "BAG"
    BGT = "BGT"
    WOZ = "WOZ"
    INCIDENTS = "INCIDENTS"
    AREAS = "AREAS"
    ROADS = "ROADS"
    BUURTEN = "BUURTEN"
    LEEGSTAND = "LEEGSTAND"
    VESTIGINGEN = "VESTIGINGEN"
    LISTS = "LISTS"


class Family(StrEnum):
    """What a check looks at."""

    COMPLETENESS = "completeness"
    FILLERS = "fillers"
    DUPLICATES = "duplicates"
    CURRENCY = "currency"
    GEOMETRY = "geometry"
    READING = "reading"
    CONTENT = "content"
    LINKS = "links"


class Grade(StrEnum):
    """How much a finding asks of its reader, least first."""

    OK = "ok"
    NOTE = "note"
    ATTENTION = "attention"
    SERIOUS = "serious"


GRADES = tuple(Grade)


@dataclass(frozen=True)
class Rule:
    """From what figure on a finding is a note, asks attention, is serious: above the bound, None is never.

    Attributes:
        by_share: Whether the bounds are shares of what was looked at, or figures in the unit of the check.

    """

    note: float | None = 0.0
    attention: float | None = None
    serious: float | None = None
    by_share: bool = True

    def grade(self, finding: Finding) -> Grade:
        """Grade a finding; what is unknown is a note."""
        if math.isnan(finding.n):
            return Grade.NOTE
        figure = finding.share if self.by_share else finding.n
        if math.isnan(figure):
            return Grade.OK
        bounds = ((Grade.SERIOUS, self.serious), (Grade.ATTENTION, self.attention), (Grade.NOTE, self.note))
        return next((grade for grade, bound in bounds if bound is not None and figure > bound), Grade.OK)


NEVER = Rule(note=None)
ANY = Rule(note=0.0, attention=0.01, serious=0.1)  # what should not occur at all
SOME = Rule(note=0.01, attention=0.1, serious=0.5)  # what occurs in every register


@dataclass(frozen=True, eq=False)
class Finding:
    """What a check found.

    Attributes:
        n: The figure: how many objects, or in the unit of the check; NaN where it cannot be known.
        of: How much was looked at, in the same unit; None where the figure is no part of anything.
        objects: The objects concerned: identificatie, detail, geometry (None where it has none); None where they are
            not known one by one.
        parts: The figure taken apart, by name, largest first.
        says: A sentence that takes the place of the usual one, with `values` to fill in.
        values: For `says` and `headline`.
        headline: What takes the place of the label and its figure in a question.
        ask: What takes the place of the question of the check.
        artefact: Why this comes of the form of the delivery, and what to do; its keeper is asked nothing then.

    """

    n: float
    of: float | None = None
    objects: gpd.GeoDataFrame | None = None
    parts: tuple[tuple[str | Text, float], ...] = ()
    says: Text | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    headline: Text | None = None
    ask: Text | None = None
    artefact: Text | None = None

    @property
    def share(self) -> float:
        """The part of what was looked at; NaN where there is none."""
        return self.n / self.of if self.of else math.nan


@dataclass(frozen=True)
class Check:
    """One check of a register, or of the link between two.

    Attributes:
        id: Name of its layer and its row; a promise.
        register: Whose keeper can mend it.
        family: What it looks at.
        label: What is counted.
        means: What it means for the results.
        ask: What to ask of the keeper; None where nothing can be asked.
        rule: How severe which figure is.
        needs: Canonical tables without which it cannot be done.
        compute: The finding, or why there can be none.
        how: How it is counted, where the label does not say all.
        unit: Of the figure; empty for a count.
        from_messages: Whether it counts what was told while loading.
        link: The registers it says how well they link: which refers to which.
        field: (table, column) of a check of completeness.

    """

    id: str
    register: Register
    family: Family
    label: Text
    means: Text
    ask: Text | None
    rule: Rule
    needs: tuple[str, ...]
    compute: Callable[[Given], Finding | Text]
    how: Text | None = None
    unit: str = ""
    from_messages: bool = False
    link: tuple[Register, Register] | None = None
    field: tuple[str, str] | None = None
