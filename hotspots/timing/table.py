"""The counts of a profile as one table: a row per hour, day, month or year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from ...safeguards.messages import note, say
from .week import DAYS, HOURS
from .words import MONTHS, WEEKDAYS, month_name, number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ...safeguards.messages import Message
    from .findings import Findings

    Tips = dict[str, list[str]]

KEYS = ("weekday", "hour", "month", "year")
MONTH_LENGTH = 30.4375  # days, a twelfth of a year
_DIGITS = 6


def time_table(findings: Findings, language: str) -> pd.DataFrame:
    """Give the rows of every part, in the order hour_weekday, hour, weekday, month_of_year, year_month, year.

    Returns:
        Columns part, weekday (1 is Monday), hour, month, year (missing where a part does not have them), incidents
        (by fraction), expected (what the time alone would give; for year_month what is usual), ratio of the two,
        share of the part, days (length of time in the period), per_month (incidents per 30.4375 days, of
        months and years), z and outlier (year_month only) and words.

    """
    profile = findings.profile
    parts = [
        _week_hours(findings, language),
        _part(
            "hour",
            {"hour": np.arange(HOURS)},
            profile.week.sum(axis=0),
            profile.exposed.sum(axis=(0, 1)) / HOURS,
            [note("timing_row_hour", hour=hour, end=hour + 1) for hour in range(HOURS)],
            language,
        ),
        _part(
            "weekday",
            {"weekday": np.arange(1, DAYS + 1)},
            profile.weekdays,
            profile.exposed.sum(axis=(0, 2)) / HOURS,
            [note("timing_row_name", name=name) for name in WEEKDAYS],
            language,
        ),
        _part(
            "month_of_year",
            {"month": np.arange(1, len(MONTHS) + 1)},
            profile.by_month(profile.monthly),
            profile.by_month(profile.days),
            [note("timing_row_name", name=name) for name in MONTHS],
            language,
        ),
        _year_months(findings, language),
        _years(findings, language),
    ]
    table = pd.concat(parts, ignore_index=True)
    for name in KEYS:
        table[name] = table[name].astype("Int64")
    numbers = table.select_dtypes("float64").columns
    table[numbers] = table[numbers].round(_DIGITS)
    first = ["part", *KEYS, "incidents", "expected", "ratio", "share", "days", "per_month", "z", "outlier", "words"]
    return table[first]


def tips_of(table: pd.DataFrame, language: str) -> Tips:
    """Give for each part the words of its rows with their number, for charts that show them under the mouse."""
    return {
        str(part): [
            f"{words} ({number(n, language)})" for words, n in zip(rows["words"], rows["incidents"], strict=True)
        ]
        for part, rows in table.groupby("part")
    }


def _part(
    part: str,
    keys: dict[str, NDArray[Any]],
    incidents: NDArray[np.float64],
    days: NDArray[np.float64],
    names: Sequence[Message],
    language: str,
    **more: Any,
) -> pd.DataFrame:
    total, time = incidents.sum(), days.sum()
    usual = more.pop("expected", total * days / time)
    seen, dated = days > 0, bool({"month", "year"} & set(keys))
    expected = np.where(seen, usual, np.nan)
    table = pd.DataFrame(
        {
            "part": part,
            **{name: keys.get(name, np.full(len(days), np.nan)) for name in KEYS},
            "incidents": np.where(seen, incidents, np.nan),
            "expected": expected,
            "ratio": np.where(expected > 0, incidents / np.where(expected > 0, expected, 1), np.nan),
            "share": np.where(seen, incidents / (total or np.nan), np.nan),
            "days": days,
            "per_month": np.where(seen & dated, incidents / np.where(seen, days, 1) * MONTH_LENGTH, np.nan),
            "z": more.get("z", np.full(len(days), np.nan)),
            "outlier": more.get("outlier", np.full(len(days), None)),
        }
    )
    words = more.get("words") or [_compared(ratio) for ratio in table["ratio"]]
    table["words"] = [f"{say(name, language)}: {say(word, language)}" for name, word in zip(names, words, strict=True)]
    return table


def _compared(ratio: float) -> Message:
    if np.isnan(ratio):
        return note("timing_row_unknown")
    return note("timing_row_ratio", ratio=round(float(ratio), 1))


def _week_hours(findings: Findings, language: str) -> pd.DataFrame:
    profile = findings.profile
    day, hour = (at.ravel() for at in np.indices((DAYS, HOURS)))
    names = [
        note("timing_row_day_hour", day=WEEKDAYS[d], hour=int(h), end=int(h) + 1)
        for d, h in zip(day, hour, strict=True)
    ]
    days = profile.exposed.sum(axis=0).ravel() / HOURS
    return _part("hour_weekday", {"weekday": day + 1, "hour": hour}, profile.week.ravel(), days, names, language)


def _year_months(findings: Findings, language: str) -> pd.DataFrame:
    profile, outliers = findings.profile, findings.outliers
    names = [
        note("timing_row_name", name=month_name(int(month), int(year)))
        for month, year in zip(profile.calendar, profile.years, strict=True)
    ]
    keys = {"month": profile.calendar + 1, "year": profile.years}
    if outliers is None:
        return _part("year_month", keys, profile.monthly, profile.days, names, language)
    far = np.select([outliers.high, outliers.low, np.isfinite(outliers.z)], ["high", "low", "no"], "")
    judged = {
        "high": note("timing_row_high"),
        "low": note("timing_row_low"),
        "no": note("timing_row_usual"),
        "": note("timing_row_part_month"),
    }
    return _part(
        "year_month",
        keys,
        profile.monthly,
        profile.days,
        names,
        language,
        expected=outliers.expected,
        z=outliers.z,
        outlier=np.array([one or None for one in far.tolist()], dtype=object),
        words=[judged[one] for one in far],
    )


def _years(findings: Findings, language: str) -> pd.DataFrame:
    profile = findings.profile
    years = np.arange(profile.years[0], profile.years[-1] + 1)
    names = [note("timing_row_name", name=str(year)) for year in years]
    counts, days = profile.by_year(profile.monthly), profile.by_year(profile.days)
    return _part("year", {"year": years}, counts, days, names, language)
