"""The account a run gives of itself: what it stands on, what it left out, what to weigh when reading it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..safeguards.messages import note, warn
from .aggregate import alike
from .area_table import COMPOSITE_FROM, FEW_UNITS
from .coverage import LEAST_INDICATORS, LEAST_REFERENCE, State, Why, present_share
from .model import Evidence, Text
from .set_files import Role
from .wording import preset_label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..safeguards.messages import Message
    from .assessment import TypeResult


def account(result: TypeResult) -> list[Message]:
    """Give the messages of one area type, those of its indicators first."""
    found = [*result.measured.values(), *result.measured_areas.values()]
    said = [message for one in found for message in one.messages]
    return [*said, *_of_set(result), *_of_units(result), *_of_areas(result)]


def _of_set(result: TypeResult) -> Iterator[Message]:
    kind, index = result.units.area_type, result.index
    lacking = _lacking(result)
    if lacking:
        yield note("index_registers_absent", area_type=kind, missing=lacking)
    for name, why in index.why.items():
        if why is Why.LOW_COVERAGE:
            percent = round(100 * present_share(result.measured[name].scored))
            yield warn("index_low_coverage", area_type=kind, indicator=result.indicators[name].label, percent=percent)
        elif why is Why.FLAT:
            yield note("index_flat", area_type=kind, indicator=result.indicators[name].label)
    base = index.standing
    facts = {
        "area_type": kind,
        "preset": preset_label(result.preset),
        "n": base.indicators,
        "of": len(index.nominal),
        "dimensions": base.dimensions,
        "percent": round(100 * base.set_completeness),
    }
    if not base.is_enough:
        yield warn("index_values_only", **facts, missing=lacking or "-")
    elif len(result.units.index) >= LEAST_REFERENCE:
        yield note("index_completeness", **facts)
        if base.indicators < LEAST_INDICATORS:
            yield warn("index_narrow", area_type=kind, preset=preset_label(result.preset), n=base.indicators)
        if not any(result.indicators[name].evidence is Evidence.A for name in index.used):
            yield note("index_evidence", area_type=kind)
    if result.method.normalisation == "goalposts" and not any(e.goalposts for e in result.chosen.entries):
        yield warn("index_no_goalposts", area_type=kind)


def _of_units(result: TypeResult) -> Iterator[Message]:
    kind, index, count = result.units.area_type, result.index, len(result.units.index)
    if count < LEAST_REFERENCE:
        yield warn("index_reference_small", area_type=kind, n=count, least=LEAST_REFERENCE)
        return
    short = int((index.state == State.INSUFFICIENT).sum())
    if index.standing.is_enough and short:
        yield note("index_insufficient", area_type=kind, n=short, of=count)
    if index.interval is None and index.scored.any():
        yield warn("index_no_draws", area_type=kind)
    seen = np.where(index.scored[:, None], index.scores, np.nan)
    labels = [result.indicators[name].label for name in index.used]
    for first, second, rho in alike(seen):
        yield warn("index_alike", area_type=kind, first=labels[first], second=labels[second], rho=round(float(rho), 2))


def _of_areas(result: TypeResult) -> Iterator[Message]:
    kind, units = result.units.area_type, result.top.units
    few = int(((units > 0) & (units < FEW_UNITS)).sum())
    if few:
        yield note("index_few_units", area_type=kind, n=few, least=FEW_UNITS)
    if result.area_index is None and result.is_scored:
        yield note("index_no_composite", area_type=kind, n=len(result.area_rows), least=COMPOSITE_FROM)


def _lacking(result: TypeResult) -> list[Text]:
    """List the indicators without their register, those of the area table too: "Vacancy (leegstand)", …."""
    found = {**result.measured_areas, **result.measured}
    shown = [found[e.id] for e in result.chosen.entries if e.role is not Role.WEIGHED or e.id in result.index.nominal]
    without = [(one.indicator.label, ", ".join(one.lacking)) for one in shown if one.lacking]
    return [Text(f"{label.en} ({registers})", f"{label.nl} ({registers})") for label, registers in without]
