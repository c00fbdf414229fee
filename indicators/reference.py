"""The reference of a run, kept so that a later run can be measured by the same rod."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from . import aggregate
from .coverage import UNIT_COVERAGE, unit_coverage
from .measure import measurement
from .model import Direction
from .scores import fit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from .measure import Measurement

COLUMNS = ("area_type", "indicator", "position", "value", "shrunk_to")


def reference_of(area_type: str, measured: Mapping[str, Measurement]) -> pd.DataFrame:
    """Make the reference of one area type: per indicator the values that were ranked, sorted.

    Returns:
        Columns `area_type`, `indicator`, `position` (from 1), `value`, and `shrunk_to`: the mean share that k of n
        was shrunk to, NaN for what is no share.

    """
    parts = []
    for name in sorted(measured):
        value = np.sort(measured[name].scored)
        value = value[~np.isnan(value)]
        parts.append(
            pd.DataFrame(
                {
                    "area_type": area_type,
                    "indicator": name,
                    "position": np.arange(1, len(value) + 1),
                    "value": value,
                    "shrunk_to": measured[name].shrunk_to,
                }
            )
        )
    return together(parts)


def together(parts: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Put references of several area types, or indicators, under one another."""
    filled = [part for part in parts if len(part)]
    return pd.concat(filled, ignore_index=True) if filled else pd.DataFrame(columns=list(COLUMNS))


def rescore(
    area_type: str,
    newer: Mapping[str, Measurement],
    units: pd.Index,
    older_reference: pd.DataFrame,
    older_sets: pd.DataFrame,
) -> pd.DataFrame:
    """Score the units of a newer run against the reference and the set of an older one.

    Args:
        area_type: bedrijventerrein, buitengebied or winkelgebied.
        newer: What the newer run measured, by indicator; its formulas must have had the older set's parameters.
        units: Ids of its eligible units, in the order measured.
        older_reference: The older run's `reference`.
        older_sets: The older run's `sets`, with its weights, directions and method.

    Returns:
        Index `unit_id`; `risk_score` and `coverage`. A unit is scored where it has two thirds of the weight of the
        indicators the older run used.

    """
    used = older_sets[(older_sets["area_type"] == area_type) & (older_sets["status"] == "used")]
    stored = older_reference[older_reference["area_type"] == area_type]
    columns = [_against(newer.get(row.indicator), row, stored, units) for row in used.itertuples()]
    table = np.column_stack(columns) if columns else np.empty((len(units), 0))
    weights = used["nominal_weight"].to_numpy(dtype="float64")
    coverage = unit_coverage(table, weights)
    enough = coverage >= UNIT_COVERAGE - 1e-9
    aggregation = used["aggregation"].iloc[0] if len(used) else "arithmetic"
    total = aggregate.index(np.where(enough[:, None], table, np.nan), weights, aggregation)
    return pd.DataFrame({"risk_score": total, "coverage": coverage}, index=units)


def change(older: pd.DataFrame, newer: pd.DataFrame) -> pd.DataFrame:
    """Set two dates side by side, for the units that both scored.

    Args:
        older: The older run's units: `unit_id` (column or index) and `risk_score`.
        newer: What `rescore` gave.

    Returns:
        Index `unit_id`, sorted; `older`, `newer` and `change`, the newer less the older.

    """
    first = older.set_index("unit_id") if "unit_id" in older.columns else older
    both = pd.DataFrame({"older": first["risk_score"], "newer": newer["risk_score"]}).dropna().sort_index()
    return both.assign(change=both["newer"] - both["older"]).rename_axis("unit_id")


def _against(one: Measurement | None, row: Any, stored: pd.DataFrame, units: pd.Index) -> NDArray[np.float64]:
    own = stored[stored["indicator"] == row.indicator]
    if one is None or one.raw is None or own.empty:
        return np.full(len(units), np.nan)
    shrunk_to = float(own["shrunk_to"].iloc[0])
    again = measurement(one.entry, one.indicator, one.raw, units, None if np.isnan(shrunk_to) else shrunk_to)
    posts = None if np.isnan(row.goalpost_low) else (row.goalpost_low, row.goalpost_high)
    scale = fit(
        own["value"].to_numpy(dtype="float64"),
        one.indicator.kind,
        Direction(row.direction),
        row.normalisation,
        posts,
    )
    return scale.score(again.scored)
