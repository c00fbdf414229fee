"""When incidents happened: by the hour, the weekday and the quarter, and whether that changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd
import shapely

from ..hotspots.events import Events
from ..hotspots.period import Period
from ..hotspots.shared import small
from ..hotspots.timing.profile import profile_of
from ..hotspots.timing.words import SHORT_DAYS
from ..indicators.incident_account import MONTHS
from .blocks import Block, Heading, Sentences
from .charts import columns
from .sheet import words
from .small import is_told
from .trend import Quarters, parts_of, quarter_at, quarters_of, taken_together, trend_words, years_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd
    from numpy.typing import NDArray

    from .results import Results

    Floats = NDArray[np.float64]

FEW = 30  # incidents under which a chart of hours shows chance
_HOURS_SHOWN = 3
_AWAY = 31  # days without incidents at either end of the period, from which the delivery is taken to be shorter
_SECOND, _DAY = np.timedelta64(1, "s"), np.timedelta64(1, "D")
_BLOCKS = (1, 6, 12)  # hours in a bar; where a number is small, more hours are taken together
_QUARTERS = {"incidents_quarters_2": 2, "incidents_quarters_4": 4}  # in a bar, where a number of one is small
_BY_QUARTER = "incidents_quarters"
_WORKDAYS = 5


class Bars(NamedTuple):
    """What a chart shows.

    Attributes:
        code: Of its title.
        values: Of each bar.
        names: Below each bar.
        rest: What is counted but in no bar.

    """

    code: str
    values: Floats
    names: Sequence[str]
    rest: float = 0.0

    @property
    def is_told(self) -> bool:
        """Whether no bar, nor what is in none, is 1 to 4."""
        return is_told(np.append(self.values, round(self.rest, 6)))


class Counted(NamedTuple):
    """Incidents of a place, counted in time.

    Attributes:
        n: How many.
        hourless: Of how many the hour is not known.
        spread: Whether these are spread over the day, because they are too few to be told.
        charts: For each chart what it may show, from the most to the least detail.
        quarters: By calendar quarter.

    """

    n: int
    hourless: int
    spread: bool
    charts: Sequence[Sequence[Bars]]
    quarters: Quarters


def period_of(results: Results) -> Period:
    """Give the period in which incidents count: 36 months before the reference date, or less where less was given."""
    end = pd.Timestamp(results.recipe["peildatum"])
    start = end - pd.DateOffset(months=MONTHS)
    period = Period(np.datetime64(start, "s"), np.datetime64(end, "s"))
    incidents = results["incidents"]
    if not len(incidents):
        return period
    begin, _ = _times(incidents)
    first, last = begin.min().astype("datetime64[D]"), begin.max().astype("datetime64[D]") + _DAY
    far, ended = first - period.start > _AWAY * _DAY, period.end - last > _AWAY * _DAY
    # What lies outside was counted all the same: an assessment with another period is not refused.
    return Period(
        first.astype("datetime64[s]") if far or first < period.start else period.start,
        last.astype("datetime64[s]") if ended or last > period.end else period.end,
    )


def years_told(incidents: gpd.GeoDataFrame, period: Period) -> tuple[NDArray[np.int64], int]:
    """Give of each incident in which part of the period it began that a trend tells of, and how many parts there are.

    The parts are the two years that are compared and what lies outside them.
    """
    begin = _times(incidents)[0]
    quarters = quarters_of(begin, period)
    part = np.full(len(quarters.counts), 2, dtype=np.int64)
    for at, year in enumerate(years_of(quarters) or ()):
        part[year] = at
    return part[quarter_at(begin, quarters)], 3


def counted_of(inside: gpd.GeoDataFrame, period: Period, language: str, *, shared: bool) -> Counted:
    """Count incidents by the hour, the weekday and the quarter."""
    begin, _ = _times(inside)
    profile, _ = profile_of(_events(inside, period), period)
    quarters = quarters_of(begin, period)
    spread = shared and bool(small(np.array([float(profile.hourless)]))[0])
    hours, days = profile.week.sum(axis=0), profile.weekdays
    charts = [
        [_hours(hours, block, len(inside), spread=spread) for block in _BLOCKS],
        [
            Bars("incidents_weekdays", days, [day.spoken(language) for day in SHORT_DAYS]),
            Bars(
                "incidents_weekends",
                np.array([days[:_WORKDAYS].sum(), days[_WORKDAYS:].sum()]),
                [words(name, language) for name in ("incidents_workdays", "incidents_weekend")],
            ),
        ],
        [
            Bars("incidents_quarters", quarters.counts.astype(np.float64), quarters.names),
            *(Bars(code, *taken_together(quarters, size, language)) for code, size in _QUARTERS.items()),
        ],
    ]
    return Counted(len(inside), profile.hourless, spread, charts, quarters)


def _hours(hours: Floats, block: int, n: int, *, spread: bool) -> Bars:
    """Take hours together; a number without an hour that is too small to be told is spread over the day."""
    values, rest = hours.reshape(-1, block).sum(axis=1), float(n - hours.sum())
    if spread:
        values, rest = _rounded(values + rest * block / len(hours), n), 0.0
    if block == 1:
        names = [str(hour) if hour % _HOURS_SHOWN == 0 else "" for hour in range(24)]
    else:
        names = [f"{hour}-{hour + block}" for hour in range(0, 24, block)]
    return Bars("incidents_hours" if block == 1 else "incidents_blocks", values, names, rest)


def _rounded(values: Floats, n: int) -> Floats:
    """Round to whole numbers that add up to n, so that parts do not tell how many have no hour."""
    whole = np.floor(values)
    most = np.argsort(whole - values, kind="stable")[: n - int(whole.sum())]
    whole[most] += 1
    return np.asarray(whole, dtype=np.float64)


def moments_of(
    inside: gpd.GeoDataFrame,
    results: Results,
    language: str,
    *,
    shared: bool,
    hidden: bool = False,
    by_year: bool = True,
    around: Sequence[gpd.GeoDataFrame] = (),
) -> list[Block]:
    """Say how many incidents there are, when, and whether that changed.

    Args:
        inside: The incidents the sheet is about: begin and eind, EPSG:28992.
        results: All that counted.
        language: nl or en.
        shared: Whether small numbers are not told; bars are taken together until none is small.
        hidden: Whether not even their number may be told.
        by_year: Whether their numbers by year and by quarter may be told.
        around: What is known of other sheets as well, less what is inside: no small number of these may follow.

    """
    period = period_of(results)
    first, last = (pd.Timestamp(moment).strftime("%d-%m-%Y") for moment in (period.start, period.end - _SECOND))
    made: list[Block] = [Heading(words("incidents_title", language))]
    if shared and hidden:
        return [*made, Sentences([words("incidents_hidden", language, first=first, last=last)])]
    if not len(inside):
        return [*made, Sentences([words("incidents_none_here", language, first=first, last=last)])]
    told = [words("incidents_count", language, n=len(inside), first=first, last=last)]
    if len(inside) < FEW:
        told.append(words("incidents_few", language))
    here = counted_of(inside, period, language, shared=shared)
    others = [counted_of(one, period, language, shared=shared) for one in around] if shared else []
    charts: list[Block] = []
    for at, steps in enumerate(here.charts):
        may = by_year or not steps[0].code.startswith(_BY_QUARTER)
        step = next((step for step in range(len(steps)) if not shared or _is_told((here, *others), at, step)), None)
        if step is None or (shared and not may):
            title = words(steps[0].code, language)
            told.append(words("incidents_chart_hidden", language, chart=title.lower()))
            continue
        charts.append(_chart(steps[step], here, language, step=step))
    parts = [parts_of(one.quarters) for one in (here, *others)]
    safe = not shared or (by_year and all(is_told(np.array(one, dtype=np.float64)) for one in parts))
    everywhere = quarters_of(_times(results["incidents"])[0], period)
    changed = trend_words(here.quarters, everywhere, language, told=safe)
    return [*made, Sentences(told), *charts, Sentences(changed)]


def _is_told(counted: Sequence[Counted], at: int, step: int) -> bool:
    return all(one.charts[at][step].is_told for one in counted)


def _chart(bars: Bars, here: Counted, language: str, *, step: int) -> Block:
    caption = [words("incidents_together", language)] if step else []
    if bars.code in ("incidents_hours", "incidents_blocks") and here.hourless:
        code = "incidents_spread" if here.spread else "incidents_hourless"
        caption.append(words(code, language, **({} if here.spread else {"n": here.hourless})))
    if bars.code.startswith(_BY_QUARTER) and not here.quarters.whole.all():
        caption.append(words("incidents_part_quarter", language))
    title = words(bars.code, language)
    return columns(bars.values.tolist(), bars.names, language, title=title, caption=" ".join(caption))


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


def within(shape: Any, frame: gpd.GeoDataFrame) -> NDArray[np.bool_]:
    """Tell which points lie in a shape or on its edge, (n,)."""
    shapely.prepare(shape)
    return np.asarray(shapely.intersects(frame.geometry.to_numpy(), shape), dtype=np.bool_)
