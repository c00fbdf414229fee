"""What an indicator is: data plus one pure function."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd

    from ..safeguards.messages import Message


class Level(StrEnum):
    """What an indicator is measured on."""

    UNIT = "unit"
    AREA = "area"


class Kind(StrEnum):
    """What sort of number an indicator is; it decides how it may be scored."""

    CONTINUOUS = "continuous"
    SHARE = "share"
    COUNT = "count"
    BINARY = "binary"


class Rollup(StrEnum):
    """How the value of an area follows from its units."""

    POOLED = "pooled"  # the units return a Share; the area divides the sums
    SHARE = "share"  # share of the units that are 1
    MEDIAN = "median"
    FOOTPRINT = "footprint"  # mean weighted by footprint
    OUTLINE = "outline"  # mean weighted by length of outline
    SUM_PER_HA = "sum_per_ha"
    OWN = "own"  # the indicator's own `area` function
    NONE = "none"  # an indicator of level AREA


class Theme(StrEnum):
    """Attention for what; every indicator speaks to KWETSBAARHEID, the vulnerability of the location."""

    KWETSBAARHEID = "kwetsbaarheid"
    DRUGS = "drugs"
    UITBUITING = "uitbuiting"
    VASTGOED = "vastgoed"
    WITWASSEN = "witwassen"


class Direction(StrEnum):
    """Which way an indicator points; context is shown and never weighed."""

    HIGHER_IS_RISKIER = "+"
    LOWER_IS_RISKIER = "-"
    CONTEXT = "?"


class Evidence(StrEnum):
    """How well an indicator is founded at its level. Today nothing is A."""

    A = "A"  # an outcome measured at this level
    B = "B"  # expert-label study or official handreiking
    C = "C"  # reasoned, commercial or thesis


@dataclass(frozen=True)
class Text:
    """Words in both languages."""

    en: str
    nl: str


@dataclass(frozen=True)
class Measured:
    """One value per unit or area; NaN is missing."""

    values: pd.Series
    messages: tuple[Message, ...] = ()


@dataclass(frozen=True)
class Share:
    """k of n per unit: the value shown is numerator / denominator, NaN where the denominator is 0 or NaN.

    Where numerator and denominator are not counts but m², `parts` says how many things were counted per unit: the n
    of a shrunk share, of which the k is parts x value.
    """

    numerator: pd.Series
    denominator: pd.Series
    messages: tuple[Message, ...] = ()
    parts: pd.Series | None = None

    @property
    def values(self) -> pd.Series:
        """The quotient; NaN where there is nothing to divide by."""
        return self.numerator / self.denominator.where(self.denominator > 0)


@dataclass(frozen=True)
class Rate:
    """A smoothed rate per unit, (count + alpha) / (exposure + beta), with its gamma posterior.

    Where the rates do not vary more than chance, `alpha` and `beta` are NaN, and so are the values.
    """

    count: pd.Series
    exposure: pd.Series
    alpha: float
    beta: float
    messages: tuple[Message, ...] = ()

    @property
    def values(self) -> pd.Series:
        """Mean of the posterior, events per unit of exposure."""
        return (self.count + self.alpha) / (self.exposure + self.beta)


Values = Measured | Share | Rate


@dataclass(frozen=True)
class Indicator:
    """One indicator of the catalogue.

    Attributes:
        id: File name and column name.
        label: Short name on maps and in tables.
        formula: The formula in words and symbols, as the user reads it.
        unit: Unit of the value shown ("%" means the value is a fraction and is shown times 100).
        level: What it is measured on.
        kind: What sort of number it is.
        rollup: How an area's value follows from its units.
        themes: What it speaks to, besides the general theme.
        direction: Which way it points by default; a set may change it.
        requires: Registers it needs, with the columns used. All must be present.
        evidence: Grade at the level at which it was shown.
        source: Where the idea is published.
        innocent: A lawful reason for a high value.
        compute: For level UNIT `(units: Units, **parameters) -> Values` on the index of `units.table`;
            for level AREA `(areas: Areas, **parameters) -> Values` on the index of `areas.table`.
        area: For rollup OWN, `(units: Units, areas: Areas, **parameters) -> Measured` on the areas' index.

    """

    id: str
    label: Text
    formula: Text
    unit: str
    level: Level
    kind: Kind
    rollup: Rollup
    themes: frozenset[Theme]
    direction: Direction
    requires: Mapping[str, tuple[str, ...]]
    evidence: Evidence
    source: str
    innocent: Text
    compute: Callable[..., Values]
    area: Callable[..., Any] | None = None
