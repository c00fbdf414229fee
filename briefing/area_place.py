"""An area, with what was found in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ..indicators.catalogue import catalogue
from ..safeguards.messages import refused

if TYPE_CHECKING:
    import pandas as pd

    from ..indicators.model import Indicator
    from .inside import ToldAreas
    from .results import Results


@dataclass(frozen=True, eq=False)
class Place:
    """An area with what was found in it.

    Attributes:
        results: Of the run.
        row: The area, as it may be told.
        language: nl or en.
        shared: Whether the sheet is for others.
        alike: Areas of its type, itself included, as they may be told.
        units: Its locations.
        indicators: Those of its set, each with its weight.
        told: What may be told of areas.
        at: Its position among all areas.

    """

    results: Results
    row: pd.Series
    language: str
    shared: bool
    alike: pd.DataFrame
    units: pd.DataFrame
    indicators: list[tuple[Indicator, float]]
    told: ToldAreas
    at: int

    @property
    def name(self) -> str:
        """Its name, or its code where it has none."""
        return named(self.row["name"], self.row["area_id"])


def named(name: object, area_id: object) -> str:
    """Name an area; one without a name has its code."""
    return name if isinstance(name, str) and name.strip() else str(area_id)


def as_number(value: object) -> float:
    """Give a number, NaN where there is none."""
    return float("nan") if value is None else float(value)  # type: ignore[arg-type]


def place_of(results: Results, area_id: str, language: str, *, shared: bool) -> Place:
    """Find an area with what was found in it.

    Args:
        results: Of the run.
        area_id: Which area.
        language: nl or en.
        shared: Whether the sheet is for others.

    Raises:
        RefusedError: There is no such area, or it is too small for a sheet for others.

    """
    areas = results["areas"]
    found_at = np.flatnonzero((areas["area_id"] == area_id).to_numpy())
    if not len(found_at):
        raise refused("sheets_area_unknown", area=area_id, folder=results.folder.name)
    at = int(found_at[0])
    told = results.told(shared=shared)
    if not told.shown[at]:
        raise refused("sheets_area_refused", name=named(areas["name"].iloc[at], area_id))
    areas = told.table
    row = areas.iloc[at]
    units = results["units"]
    found = catalogue()
    weights = results["sets"]
    weights = weights[weights["area_type"] == row["area_type"]].set_index("indicator")["effective_weight"]
    asked = [(found[name], float(weight)) for name, weight in weights.items() if name in found and name in areas]
    return Place(
        results,
        row,
        language,
        shared,
        areas[(areas["area_type"] == row["area_type"]) & told.shown],
        units[units["area_id"] == area_id],
        asked,
        told,
        at,
    )
