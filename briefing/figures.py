"""Values as people read them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from ..indicators.model import Indicator

UNKNOWN = "–"
_METRES_FROM = 1000.0
_NO_DECIMALS = 100.0
_YES = {"nl": ("nee", "ja"), "en": ("no", "yes")}
_OF_AREA = {"multi_tenant": "per ha", "barn_stock": "m² per ha"}  # where an area has another unit than a location
_WORDS = {
    "jaar": {"nl": "jaar", "en": "years"},
    "per jaar": {"nl": "per jaar", "en": "a year"},
    "per ha": {"nl": "per ha", "en": "per ha"},
}


def number(value: float, language: str, decimals: int | None = None) -> str:
    """Write a number with a decimal comma in Dutch; without decimals asked for in three figures."""
    if not math.isfinite(value):
        return UNKNOWN
    if decimals is None:
        size = abs(value)
        decimals = 0 if size >= _NO_DECIMALS or value == round(value) else 1 if size >= 10 else 2  # noqa: PLR2004  figures
    text = f"{value:,.{decimals}f}"
    if decimals and float(text.replace(",", "")) == 0:
        text = f"{0:.{decimals}f}"
    return text.translate(str.maketrans(",.", ".,")) if language == "nl" else text


def percent(share: float, language: str, decimals: int = 0) -> str:
    """Write a share as a percentage."""
    return UNKNOWN if not math.isfinite(share) else f"{number(100 * share, language, decimals)} %"


def indicated(indicator: Indicator, value: float | None, language: str, *, of_area: bool = False) -> str:
    """Write the value of an indicator in a unit people know: logarithms are taken back.

    Args:
        indicator: Which.
        value: As it stands in the tables; None or NaN is not known.
        language: Of the words.
        of_area: Whether it is the value of an area, where yes or no becomes a share of the locations.

    """
    if value is None or not math.isfinite(value):
        return UNKNOWN
    unit = indicator.unit
    if of_area and indicator.id in _OF_AREA:
        return f"{number(value, language)} {_OF_AREA[indicator.id]}"
    if unit == "%":
        return percent(value, language)
    if unit == "0/1":
        return percent(value, language) if of_area else _YES[language][round(value)]
    if unit in ("ln m", "-ln km"):
        metres = float(np.exp(value)) if unit == "ln m" else 1000 * float(np.exp(-value))
        long = metres >= _METRES_FROM
        return f"{number(metres / 1000 if long else round(metres), language, 1 if long else 0)} {'km' if long else 'm'}"
    if unit == "ln m²":
        return f"{number(round(float(np.exp(value))), language, 0)} m²"
    words = _WORDS.get(unit, {}).get(language, "")
    return f"{number(value, language)} {words}".strip()
