"""Every indicator of a set, measured on the units of one area type and rolled up to its areas."""

from __future__ import annotations

from dataclasses import dataclass, replace
from inspect import signature
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from .model import Kind, Level, Measured, Rate, Share
from .rollup import roll_up
from .scores import shrink
from .set_files import Role

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from ..registers.tables import Registers
    from ..safeguards.messages import Message
    from ..safeguards.watch import Watch
    from .model import Direction, Indicator, Theme, Values
    from .set_files import Entry, Set
    from .units import Areas, Units

    Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Measurement:
    """One indicator as one run measured it on units, or on areas.

    Attributes:
        entry: Its place in the set.
        indicator: What it is.
        direction: Which way it points in this set.
        shown: (n,) what is shown; NaN is missing.
        scored: (n,) what is ranked: shares are shrunk, all else as shown.
        shrunk_to: Mean share of the area type; NaN for what is no share.
        rate: The rate with its posterior, where it is one.
        lacking: Registers it needs and the run does not have.
        messages: What it had to say.

    """

    entry: Entry
    indicator: Indicator
    direction: Direction
    shown: Floats
    scored: Floats
    shrunk_to: float = np.nan
    rate: Rate | None = None
    lacking: tuple[str, ...] = ()
    messages: tuple[Message, ...] = ()
    raw: Values | None = None


def measure(chosen: Set, indicators: Mapping[str, Indicator], units: Units, watch: Watch) -> dict[str, Measurement]:
    """Measure every indicator of level UNIT that a set names, in the order of the set."""
    entries = [entry for entry in chosen.entries if entry.role is not Role.AREA_ONLY]
    measured = {}
    for done, entry in enumerate(entries):
        watch.at(done / len(entries))
        measured[entry.id] = measure_one(entry, indicators[entry.id], units)
    return measured


def measure_one(entry: Entry, indicator: Indicator, units: Units) -> Measurement:
    """Measure one indicator of level UNIT; all of it is missing where a register is."""
    lacking = lacks(indicator, units.place.registers)
    if lacking:
        return absent(entry, indicator, len(units.index), lacking)
    return measurement(entry, indicator, _compute(indicator.compute, entry, units), units.index)


def for_theme(measured: Mapping[str, Measurement], units: Units, theme: Theme) -> dict[str, Measurement]:
    """Measure anew for a theme what counts incidents; the rest is the same for every theme."""
    if theme is units.theme:
        return dict(measured)
    themed = replace(units, theme=theme)
    return {
        name: measure_one(one.entry, one.indicator, themed)
        if "incidenten" in one.indicator.requires and not one.lacking and theme in one.indicator.themes
        else one
        for name, one in measured.items()
    }


def measurement(
    entry: Entry, indicator: Indicator, raw: Values, index: pd.Index, mean: float | None = None
) -> Measurement:
    """Make of what a formula returned what is shown and what is ranked.

    Args:
        entry: Its place in the set.
        indicator: Whose formula.
        raw: What it returned.
        index: Ids of the units or areas, in order.
        mean: Share to shrink to; that of these units, unless given.

    """
    values = _array(raw.values, index)
    scored, shrunk_to = values, np.nan
    if isinstance(raw, Share) and indicator.kind is Kind.SHARE:
        # A share of m² counts its parts; anything else counts itself.
        counted = _array(raw.denominator if raw.parts is None else raw.parts, index)
        counted = np.where(np.isnan(values), np.nan, counted)
        scored, shrunk_to = shrink(counted * values, counted, mean)
    rate = None
    if isinstance(raw, Rate):
        rate = replace(raw, count=raw.count.reindex(index), exposure=raw.exposure.reindex(index))
    return Measurement(
        entry=entry,
        indicator=indicator,
        direction=entry.points(indicator),
        shown=values,
        scored=scored,
        shrunk_to=shrunk_to,
        rate=rate,
        messages=raw.messages,
        raw=raw,
    )


def measure_areas(
    measured: Mapping[str, Measurement],
    chosen: Set,
    indicators: Mapping[str, Indicator],
    areas: Areas,
) -> dict[str, Measurement]:
    """Give every indicator of a set its value per area: rolled up from the units, or measured on the area itself."""
    found = {}
    for entry in chosen.entries:
        indicator = indicators[entry.id]
        lacking = lacks(indicator, areas.place.registers)
        if lacking:
            found[entry.id] = absent(entry, indicator, len(areas.index), lacking)
            continue
        raw, messages = _of_areas(entry, indicator, measured, areas)
        if not isinstance(raw, Share):
            raw = Measured(raw)
        found[entry.id] = replace(measurement(entry, indicator, raw, areas.index), messages=messages)
    return found


def lacks(indicator: Indicator, registers: Registers) -> tuple[str, ...]:
    """Name the registers an indicator needs and the run does not have."""
    return tuple(name for name in indicator.requires if getattr(registers, name) is None)


def absent(entry: Entry, indicator: Indicator, count: int, lacking: tuple[str, ...]) -> Measurement:
    """Make the measurement of what could not be measured."""
    nothing = np.full(count, np.nan)
    return Measurement(entry, indicator, entry.points(indicator), nothing, nothing, lacking=lacking)


def _of_areas(
    entry: Entry, indicator: Indicator, measured: Mapping[str, Measurement], areas: Areas
) -> tuple[Any, tuple[Message, ...]]:
    parameters: dict[str, Any] = dict(entry.parameters or {})
    if indicator.level is Level.AREA:
        raw = _compute(indicator.compute, entry, areas)
        return roll_up(indicator, raw, areas.units, areas, parameters), raw.messages
    held = measured[entry.id].raw
    if held is None:
        return pd.Series(np.nan, index=areas.index), ()
    takes = _taken(indicator.area, parameters) if indicator.area else parameters
    return roll_up(indicator, held, areas.units, areas, takes), ()


def _compute(function: Callable[..., Values], entry: Entry, where: Units | Areas) -> Values:
    return function(where, **_taken(function, dict(entry.parameters or {})))


def _taken(function: Callable[..., Any], parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Keep the parameters a function takes: that of the units and that of the areas may differ in them."""
    takes = signature(function).parameters
    return {name: value for name, value in parameters.items() if name in takes}


def _array(values: pd.Series, index: pd.Index) -> Floats:
    held: Floats = values.reindex(index).to_numpy(dtype="float64")
    return held
