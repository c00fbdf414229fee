"""What happened in the months before the peildatum."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from .model import Share

if TYPE_CHECKING:
    from datetime import date

    from .units import Units


def in_window(moments: pd.Series, peildatum: date, months: int) -> pd.Series:
    """Tell which moments lie in the months that end on the peildatum, that day itself not included."""
    end = pd.Timestamp(peildatum)
    return moments.between(end - pd.DateOffset(months=months), end, inclusive="left")


def per_object_year(units: Units, events: pd.Series, months: int) -> Share:
    """Give, per unit, events per business verblijfsobject and year.

    Args:
        units: The units.
        events: Number of events in the window, by identificatie of the adresseerbaar object.
        months: Length of the window.

    """
    business = units.business_vbo
    objects = units.count(business["identificatie"].notna(), business["unit"])
    return Share(
        units.total(business["identificatie"].map(events), business["unit"]),
        objects * (months / 12),
        parts=objects,
    )
