"""Dates and times as Dutch registers and spreadsheets write them."""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np
import pandas as pd
from pandas.api.types import infer_dtype, is_datetime64_any_dtype

from .columns import texts

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan januari january",
            "feb februari february",
            "mrt maart mar march",
            "apr april",
            "mei may",
            "jun juni june",
            "jul juli july",
            "aug augustus august",
            "sep sept september",
            "okt oktober oct october",
            "nov november",
            "dec december",
        ),
        start=1,
    )
    for name in names.split()
}
_WEEKDAY = r"(?:(?:ma|di|wo|do|vr|za|zo|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag)\.?,?\s+)?"
DAY_PATTERN = rf"{_WEEKDAY}(?:\d{{4}}-\d{{1,2}}-\d{{1,2}}|\d{{1,2}}[-/. ](?:\d{{1,2}}|[a-z]{{3,9}})\.?[-/. ]\d{{4}})"
_TIME = (
    r"(?:[T ,]+(?:om\s+)?(?P<hour>\d{1,2})[:.uh](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,]\d+)?)?"
    r"(?:\s*(?:uur|u))?)?"
)
_OFFSET = r"\s*(?P<offset>Z|[+-]\d{2}:?\d{2})?"
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?")
_DUTCH = re.compile(r"[0-9]{2}-[0-9]{2}-[0-9]{4}(?: [0-9]{2}:[0-9]{2}(?::[0-9]{2})?)?")
_ISO_DAY = 10  # characters of 2021-12-31
_YEAR_FIRST = (
    r"^(?=\d{4}[-/.]|\d{8})(?P<year>\d{4})[-/.]?(?P<month>\d{1,2})[-/.]?(?P<day>\d{1,2})" + _TIME + _OFFSET + "$"
)
_DAY_FIRST = (
    rf"^{_WEEKDAY}(?P<day>\d{{1,2}})[-/. ](?P<month>\d{{1,2}}|[a-z]{{3,9}})\.?[-/. ](?P<year>\d{{4}}){_TIME}{_OFFSET}$"
)
# ISO 8601 without signs between the digits, such as 20211231T2359.
_BASIC = r"^(\d{8})[T ](\d{2})(\d{2})(\d{2})?(Z|[+-]\d{2}:?\d{2})?$"
# PostgreSQL writes an offset of whole hours behind the seconds.
_SHORT_OFFSET = r"(\d:\d{2}:\d{2}(?:\.\d+)?\s?[+-](?:0\d|1[0-4]))$"
_TWO_NUMBERS = rf"^{_WEEKDAY}(\d{{1,2}})[-/. ](\d{{1,2}})[-/. ]\d{{4}}(?!\d)"
_MONTHS_OF_A_YEAR, _DAYS_OF_A_MONTH = 12, 31
_PARTS = ("year", "month", "day", "hour", "minute", "second", "offset")
# A day as a spreadsheet counts it, from 1970 to 2099, where the format of the cell got lost.
_SERIAL = r"^(?P<serial>(?:2(?:5569|55[7-9]\d|5[6-9]\d\d|[6-9]\d{3})|[3-6]\d{4}|7[0-2]\d{3})(?:[.,]\d+)?)$"
_ZONE = "Europe/Amsterdam"
_DAY_ZERO = pd.Timestamp("1899-12-30")
_CLOCK = r"(?:^|\d[T ])(\d{1,2})(?:[:.uh]?(\d{2})(?:[:.]?(\d{2}))?(?:[.,]\d+)?(?:\s*(?:uur|u|h))?|\s*(?:uur|u|h))\.?$"
_NOON = 12
_HALF = r"^(.*\d)\s*([ap])\.?m\.?$"  # of the day, before noon or after
_FRACTION = r"^0?[.,]\d$|^0?,\d+$|^0?\.\d{3,}(?:E-\d+)?$|^\d(?:\.\d+)?E-\d+$"


class Order(NamedTuple):
    """How a column writes day and month: month_first, and how many values could be either and were not read."""

    month_first: bool
    undecided: int


def moments(values: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Give a column as moments in Dutch local time, and tell which of them state a time of day.

    Read are `2021-12-31`, `20211231`, `31-12-2021`, `31/12/2021`, `31 december 2021`, each with or without a time,
    and with `Z` or an offset, which is turned into the time in Amsterdam; and days as a spreadsheet counts them. A
    column whose every time is midnight states no times. 24:00 is the midnight that ends the day. Days stand before
    months, unless the column shows the reverse (see `day_order`).

    Returns:
        Moments (datetime64[ms], NaT where unreadable), and a mask of those with a time of day.

    """
    if is_datetime64_any_dtype(values) or infer_dtype(values, skipna=True) in ("datetime", "datetime64", "date"):
        made = _local(values)
        has_time = made.notna()
    else:
        codes, distinct = pd.factorize(texts(values), use_na_sentinel=False)
        once, timed = _parsed(pd.Series(distinct, dtype="string"))
        made = pd.Series(once.to_numpy()[codes], index=values.index)
        has_time = pd.Series(timed.to_numpy(dtype=bool)[codes], index=values.index)
    made = made.astype("datetime64[ms]")
    if bool((made[has_time] == made[has_time].dt.normalize()).all()):
        has_time = pd.Series(data=False, index=values.index)
    return made, has_time


def _local(values: pd.Series) -> pd.Series:
    """Give typed moments in Dutch local time; those of one column may have offsets of their own, or none."""
    if is_datetime64_any_dtype(values):
        made = pd.Series(values)
        return made if made.dt.tz is None else made.dt.tz_convert(_ZONE).dt.tz_localize(None)
    aware = values.map(lambda value: getattr(value, "tzinfo", None) is not None).to_numpy(dtype=bool)
    made = pd.to_datetime(values.mask(aware, None), errors="coerce").astype("datetime64[ms]")
    if aware.any():
        told = pd.to_datetime(values[aware], errors="coerce", utc=True)
        made[aware] = told.dt.tz_convert(_ZONE).dt.tz_localize(None).astype("datetime64[ms]")
    return made


def _parsed(text: pd.Series) -> tuple[pd.Series, pd.Series]:
    words = text[text.notna()].tolist()
    if words and all(map(_DUTCH.fullmatch, words)) and not any(word[3:5] > "12" for word in words):
        words = [f"{word[6:10]}-{word[3:5]}-{word[:2]}{word[10:]}" for word in words]
        text = pd.Series(words, index=text.index[text.notna()], dtype="string").reindex(text.index)
    if all(map(_ISO.fullmatch, words)) and not any(word[_ISO_DAY + 1 :].startswith("24") for word in words):
        made = pd.to_datetime(text, format="ISO8601", errors="coerce")
        return made, made.notna() & (text.str.len() > _ISO_DAY).fillna(value=False)
    parts = _parts(text)
    first, second = _either(text)
    order = _decided(first, second)
    if order.month_first or order.undecided:
        numeric = first.notna()
        swapped = numeric & ((second > _MONTHS_OF_A_YEAR).fillna(value=False).astype(bool) | order.month_first)
        parts["month"] = parts["month"].where(~swapped, first.astype("string"))
        parts["day"] = parts["day"].where(~swapped, second.astype("string"))
        if order.undecided:
            parts["year"] = parts["year"].mask(_is_either(first, second))
    made = _assembled(parts)
    counted = serials(text)
    made = made.where(counted.isna(), _DAY_ZERO + pd.to_timedelta((counted * 86_400).round(), unit="s"))
    return made, made.notna() & (parts["hour"].notna() | (counted % 1 > 0))


def day_order(values: pd.Series) -> Order:
    """Tell in which order a column writes day and month as numbers.

    The column is month-first if some value reads only that way and none only day-first. Where both kinds stand in
    it, nothing decides: what reads either way is then not read.
    """
    text = texts(values).astype("string")
    return _decided(*_either(text))


def _either(text: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Give the two numbers before the year; NaN where no two numbers stand there."""
    found = text.str.lower().str.extract(_TWO_NUMBERS).apply(pd.to_numeric, errors="coerce").astype("Int64")
    return found[0], found[1]


def _decided(first: pd.Series, second: pd.Series) -> Order:
    day_only = (first > _MONTHS_OF_A_YEAR) & first.le(_DAYS_OF_A_MONTH) & second.le(_MONTHS_OF_A_YEAR)
    month_only = (second > _MONTHS_OF_A_YEAR) & second.le(_DAYS_OF_A_MONTH) & first.le(_MONTHS_OF_A_YEAR)
    if not month_only.any():
        return Order(month_first=False, undecided=0)
    if not day_only.any():
        return Order(month_first=True, undecided=0)
    return Order(month_first=False, undecided=int(_is_either(first, second).sum()))


def _is_either(first: pd.Series, second: pd.Series) -> pd.Series:
    within = first.le(_MONTHS_OF_A_YEAR) & second.le(_MONTHS_OF_A_YEAR) & (first != second)
    return within.fillna(value=False).astype(bool)


def serials(values: pd.Series) -> pd.Series:
    """Give the days that stand as a spreadsheet counts them, such as 44197.5; NaN for all others."""
    found = texts(values).astype("string").str.extract(_SERIAL)["serial"].str.replace(",", ".", regex=False)
    return pd.to_numeric(found, errors="coerce").astype("float64")


def _parts(text: pd.Series) -> pd.DataFrame:
    lower = text.str.replace(r"^(\d{8})(\d{2})(\d{2})(\d{2})$", r"\1 \2:\3:\4", regex=True)
    lower = lower.str.replace(_BASIC, _spread, regex=True).str.replace(_SHORT_OFFSET, r"\1:00", regex=True)
    year_first = lower.str.extract(_YEAR_FIRST)
    day_first = lower.str.lower().str.extract(_DAY_FIRST)
    parts = year_first.where(year_first["year"].notna(), day_first[list(year_first.columns)])
    parts["month"] = parts["month"].replace({name: str(number) for name, number in _MONTHS.items()})
    return parts[list(_PARTS)]


def _spread(found: re.Match[str]) -> str:
    day, hour, minute, second, offset = found.groups(default="")
    return f"{day} {hour}:{minute}{':' if second else ''}{second}{offset}"


def _assembled(parts: pd.DataFrame) -> pd.Series:
    read = (
        parts[["year", "month", "day", "hour", "minute", "second"]]
        .apply(pd.to_numeric, errors="coerce")
        .astype("float64")
    )
    day = pd.to_datetime(read[["year", "month", "day"]], errors="coerce")
    clock = read[["hour", "minute", "second"]].fillna(0)
    seconds = clock["hour"] * 3600 + clock["minute"] * 60 + clock["second"]
    sane = _sane(clock["hour"], clock["minute"], clock["second"])
    local = (day + pd.to_timedelta(seconds, unit="s")).where(sane)
    shifted = parts["offset"].notna() & local.notna() & parts["hour"].notna()
    if not shifted.any():
        return local
    offset = parts["offset"].str.upper().replace("Z", "+0000").str.replace(":", "")
    sign = np.where(offset.str.startswith("-").fillna(value=False), -1, 1)
    minutes = sign * (
        pd.to_numeric(offset.str[1:3], errors="coerce") * 60 + pd.to_numeric(offset.str[3:5], errors="coerce")
    )
    universal = (local - pd.to_timedelta(minutes.astype("float64").fillna(0), unit="m")).dt.tz_localize("UTC")
    return local.where(~shifted, universal.dt.tz_convert(_ZONE).dt.tz_localize(None))


def _sane(hour: pd.Series, minute: pd.Series, second: pd.Series) -> pd.Series:
    """Tell which times stand on the clock, from 00:00 to 24:00."""
    within = (hour < 24) & (minute < 60) & (second < 60)  # noqa: PLR2004 - the clock
    return within | ((hour == 24) & (minute == 0) & (second == 0))  # noqa: PLR2004 - the end of the day


def clock(values: pd.Series, *, hours: bool = False) -> pd.Series:
    """Give times of day as time since midnight; NaT where unreadable.

    Read are `13:45`, `13.45`, `13:45:00`, `1345`, `13u45`, `13 uur`, each after a date as well, and parts of a day as
    a spreadsheet keeps them (0.5 is noon), and `10:00 PM`. 24:00 is 24 hours.

    Args:
        values: Times as delivered.
        hours: Whether a bare number such as 9 is a whole hour; not in a column that writes 930 for half past nine,
            where it may be minutes.

    """
    written = texts(values).astype("string")
    if hours and not written.str.fullmatch(r"\d{3,4}").any():
        written = written.str.replace(r"^(\d{1,2})$", r"\1:00", regex=True)
    lower = written.str.lower()
    half = lower.str.extract(_HALF)
    lower = lower.mask(half[0].notna(), half[0].str.replace(r"^(\d{1,2})$", r"\1 uur", regex=True))
    read = lower.str.extract(_CLOCK.replace("T ", "t ")).apply(pd.to_numeric, errors="coerce")
    read = read.astype("float64")
    halved = half[1].notna()
    read[0] = read[0].where(~halved | read[0].between(1, _NOON))
    read[0] = read[0].where(~halved, read[0] % _NOON + _NOON * half[1].eq("p").fillna(value=False).astype(int))
    hour, minute, second = read[0], read[1].fillna(0), read[2].fillna(0)
    seconds = (hour * 3600 + minute * 60 + second).where(_sane(hour, minute, second))
    return pd.to_timedelta(
        seconds.where(~(parts := _fractions(values, texts(values).astype("string"))).notna(), parts * 86_400).round(),
        unit="s",
    )


def _fractions(values: pd.Series, written: pd.Series) -> pd.Series:
    """Give what is a part of a day: a number under one, and 0 and 1 beside those; NaN for all others."""
    numbers = pd.to_numeric(written.str.replace(",", ".", regex=False), errors="coerce").astype("float64")
    real = values.map(lambda value: isinstance(value, float)).astype(bool) & numbers.between(0, 1, inclusive="neither")
    part = real | (written.str.fullmatch(_FRACTION).fillna(value=False).astype(bool) & (numbers < 1))
    if part.any():
        part |= numbers.isin((0, 1))
    return numbers.where(part)
