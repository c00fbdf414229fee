"""When incidents happened, by the hour, the weekday and the quarter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

from ..hotspots.events import Events
from ..hotspots.period import Period
from ..hotspots.timing.profile import profile_of
from ..hotspots.timing.words import SHORT_DAYS
from .blocks import Block, Heading, Sentences
from .charts import columns
from .sheet import words
from .small import count, is_told

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

FEW = 30  # incidents under which a chart of hours shows chance
_HOURS_SHOWN = 3
_MONTHS = 3
_SECOND = np.timedelta64(1, "s")


def moments_of(inside: gpd.GeoDataFrame, whole: gpd.GeoDataFrame, language: str, *, shared: bool) -> list[Block]:
    """Say how many incidents there are, and when.

    Args:
        inside: The incidents the sheet is about: begin and eind, EPSG:28992.
        whole: All that counted, whose period it is.
        language: nl or en.
        shared: Whether small numbers are not told; a chart that would show one is left out.

    """
    period = _period(whole)
    first, last = (pd.Timestamp(moment).strftime("%d-%m-%Y") for moment in (period.start, period.end - _SECOND))
    said = {"n": count(len(inside), shared=shared), "first": first, "last": last}
    made: list[Block] = [Heading(words("incidents_title", language))]
    if not len(inside):
        return [*made, Sentences([words("incidents_none_here", language, first=first, last=last)])]
    told = [words("incidents_count", language, **said)]
    if len(inside) < FEW:
        told.append(words("incidents_few", language))
    profile, _ = profile_of(_events(inside, period), period)
    hourless = profile.hourless
    charts: list[Block] = []
    quarters, names = _quarters(profile.month, profile.monthly)
    week = profile.week
    for code, values, labels in (
        ("hours", week.sum(axis=0), [str(hour) if hour % _HOURS_SHOWN == 0 else "" for hour in range(24)]),
        ("weekdays", profile.weekdays, [day.spoken(language) for day in SHORT_DAYS]),
        ("quarters", quarters, names),
    ):
        title = words(f"incidents_{code}", language)
        if shared and not is_told(values):
            told.append(words("incidents_chart_hidden", language, chart=title.lower()))
            continue
        caption = (
            words("incidents_hourless", language, n=hourless) if code == "hours" and hourless and not shared else ""
        )
        charts.append(columns(values.tolist(), labels, language, title=title, caption=caption))
    return [*made, Sentences(told), *charts]


def _period(whole: gpd.GeoDataFrame) -> Period:
    begin, end = _times(whole)
    return Period.of_days(pd.Timestamp(begin.min()).date(), pd.Timestamp(end.max()).date())


def _times(frame: gpd.GeoDataFrame) -> tuple[NDArray[np.datetime64], NDArray[np.datetime64]]:
    begin = pd.to_datetime(frame["begin"])
    end = pd.to_datetime(frame["eind"]).fillna(begin)
    made = [values.dt.tz_localize(None).to_numpy().astype("datetime64[s]") for values in (begin, end)]
    return made[0], np.maximum(made[1], made[0])


def _events(frame: gpd.GeoDataFrame, period: Period) -> Events:
    begin, end = _times(frame)
    ones = np.ones(len(frame))
    points = shapely.get_coordinates(frame.geometry.to_numpy())
    return Events(points, begin, end, ones, ones, frame["incident_id"].to_numpy(dtype=object), period)


def _quarters(month: NDArray[np.datetime64], monthly: NDArray[np.float64]) -> tuple[NDArray[np.float64], list[str]]:
    """Add up months to quarters of the year; the name of a year stands at its first quarter."""
    number = month.astype("datetime64[M]").astype(np.int64)
    quarter = number // _MONTHS
    first = quarter[0]
    values = np.asarray(np.bincount(quarter - first, monthly), dtype=np.float64)
    years = 1970 + (np.arange(len(values)) + first) // 4
    return values, [str(year) if at == 0 or year != years[at - 1] else "" for at, year in enumerate(years.tolist())]
