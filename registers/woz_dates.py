"""The waardepeildatum of WOZ values: in a column of its own, as a year, or in the name of a column of values."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pandas as pd

from ..safeguards.messages import note, refused, warn
from .columns import find, texts
from .woz_decisions import days

if TYPE_CHECKING:
    from datetime import date

    from ..safeguards.messages import Message
    from .raw import Raw

DATE = ("waardepeildatum", "peildatum", "waarde_peildatum", "datum_waardepeil", "wpd", "peiljaar", "waardepeiljaar")
# A value of tax year 2021 is of 1 January 2020.
_TAX_YEAR = ("belastingjaar", "belasting_jaar", "tijdvakjaar", "tijdvak_jaar", "belastingtijdvak", "heffingsjaar",
             "aanslagjaar")  # fmt: skip
_SOME_YEAR = ("jaar", "tijdvak", "woz_jaar")  # the year of the tax or the one before it

_DAY = r"(?P<day>\d{1,2})[-_/. ](?P<month>\d{1,2})[-_/. ](?P<year>(?:19|20)\d{2})"
_ISO_DAY = r"(?P<year2>(?:19|20)\d{2})(?:[-_/. ]?(?P<month2>\d{2})[-_/. ]?(?P<day2>\d{2}))?"
_OF = (
    r"per|op|wpd|peildatum|waardepeildatum|(?P<tax>belasting[\s_\-]*jaar|tijdvak[\s_\-]*jaar|heffingsjaar|aanslagjaar)"
)
_OF_DATE = rf"[\s_\-]*[(\[]?[\s_\-]*(?:{_OF})?[\s_\-:]*(?:{_DAY}|{_ISO_DAY})[\s_\-]*[)\]]?$"
WIDE_VALUE = re.compile(
    r"^(?:vastgestelde|getaxeerde)?[\s_\-]*(?:woz)?[\s_\-]*(?:waarde|woz)" + _OF_DATE, re.IGNORECASE
)
WIDE_USE = re.compile(r"^(?:woz)?[\s_\-]*gebruiks?[\s_\-]*code" + _OF_DATE, re.IGNORECASE)


def wide(raw: Raw, pattern: re.Pattern[str]) -> dict[str, pd.Timestamp]:
    """Give the columns that hold a figure for one date, with that date."""
    found = {str(column): pattern.match(str(column).strip()) for column in raw.frame.columns}
    return {column: _date_of(match.groupdict()) for column, match in found.items() if match is not None}


def _date_of(parts: dict[str, str | None]) -> pd.Timestamp:
    year = parts["year"] or parts["year2"]
    month = parts["month"] or parts["month2"] or "1"
    day = parts["day"] or parts["day2"] or "1"
    if parts["tax"]:
        year, month, day = f"{int(year or 0) - 1}", "1", "1"
    return pd.to_datetime(f"{year}-{int(month):02d}-{int(day):02d}", errors="coerce")


def is_of_tax_year(column: str) -> bool:
    """Tell whether the name of a column of values says a tax year."""
    match = WIDE_VALUE.match(column.strip())
    return match is not None and match["tax"] is not None


def waardepeildata(
    raw: Raw, frame: pd.DataFrame, number: pd.Series, written: pd.Series, peildatum: date, messages: list[Message]
) -> pd.Series:
    """Give the waardepeildatum of each row.

    Args:
        raw: The table as delivered.
        frame: Its rows that are read.
        number: The wozobjectnummer of each of them.
        written: Whether each states a value.
        peildatum: Where nothing says a date, it is the first of January of the year before this one.
        messages: What was done is added to it.

    Raises:
        RefusedError: No date can be read, or there is only a year that may be the tax year or the one before it.

    """
    stated = find(frame.columns, *DATE)
    column = stated or find(frame.columns, *_TAX_YEAR)
    if column is None:
        either = find(frame.columns, *_SOME_YEAR)
        if either is not None and texts(frame[either])[written].notna().any():
            raise refused("woz_which_year", file=raw.name, column=either)
        messages.append(warn("woz_no_date", file=raw.name, year=peildatum.year - 1))
        return pd.Series(pd.Timestamp(peildatum.year - 1, 1, 1), index=frame.index)
    found, partial = days(frame[column])
    if stated is None:
        found = _year_before(found)
        messages.append(note("woz_tax_year", file=raw.name, column=column))
    if found.isna().all() and written.any():
        raise refused("columns_no_values", file=raw.name, column=column)
    for code, told in (("woz_undated", found.isna() & written), ("woz_partial_dates", partial)):
        if told.any():
            messages.append(warn(code, file=raw.name, n=int(told.sum())).about(number[told].unique()))
    return found


def _year_before(days_: pd.Series) -> pd.Series:
    """Give the first of January of the year before."""
    years = days_.to_numpy().astype("datetime64[Y]") - 1
    return pd.Series(years.astype("datetime64[ms]"), index=days_.index)
