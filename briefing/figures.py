"""Values as people read them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..indicators.model import Indicator

UNKNOWN = "-"
_METRES_FROM = 1000.0
_NO_DECIMALS = 100.0
_YES = {"nl": ("nee", "ja"), "en": ("no", "yes")}
OF_AREA = {"multi_tenant": "per ha", "barn_stock": "m² per ha"}  # where an area has another unit than a location
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
    if of_area and indicator.id in OF_AREA:
        return f"{number(value, language)} {OF_AREA[indicator.id]}"
    if unit == "%" or (of_area and unit == "0/1"):
        return percent(value, language)
    if unit == "0/1":
        return _YES[language][round(value)]
    if unit in _TAKEN_BACK:
        return _TAKEN_BACK[unit](value, language)
    return f"{number(value, language)} {_WORDS.get(unit, {}).get(language, '')}".strip()


def _metres(metres: float, language: str) -> str:
    long = metres >= _METRES_FROM
    return f"{number(metres / 1000 if long else round(metres), language, 1 if long else 0)} {'km' if long else 'm'}"


_TAKEN_BACK: dict[str, Callable[[float, str], str]] = {
    "ln": lambda value, language: number(round(math.expm1(value), 1), language),
    "ln m": lambda value, language: _metres(math.expm1(value), language),
    "-ln km": lambda value, language: _metres(1000 * math.exp(-value), language),
    "ln m²": lambda value, language: f"{number(round(math.expm1(value)), language, 0)} m²",
}
