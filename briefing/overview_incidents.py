"""What the sheet of the municipality says of incidents: where they concentrate, when, and whether they changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely
from scipy.stats import binomtest

from .blocks import Block, Field, Heading, Sentences, Table
from .figures import number, percent
from .small import is_told
from .standing import register_name, sources_of
from .touching import groups_of
from .whole import counted, named_area

if TYPE_CHECKING:
    from .whole import Whole

_MONTHS = 36  # of an assessment, before its peildatum
_YEAR = 12
_ENOUGH = 30  # incidents from which a change of their number can be told
_EDGE = 2  # months at the begin of the period that may hold none
_SIGNIFICANT = 0.05
_GROUPS = 6  # groups of cells in the table
_WHOLE_FROM = 10  # expected incidents from which they are written without decimals


def hotspot_blocks(whole: Whole) -> list[Block]:
    """Tell where incidents concentrate, and in which area."""
    made: list[Block] = [Heading(whole.say("overview_hot_title"))]
    if not len(whole.results["incidents"]):
        return [*made, Sentences([whole.say("incidents_none")])]
    if not len(whole.results["cells"]):
        return [*made, Sentences([whole.say("overview_hot_untested")])]
    groups = groups_of(whole.hot, whole.areas)
    if not groups:
        return [*made, Sentences([whole.say("overview_hot_none")])]
    shapes = whole.hot.geometry.to_numpy()
    shown = whole.areas.geometry.to_numpy()[whole.told.shown]
    cell, _ = shapely.STRtree(shown).query(shapes, predicate="intersects")
    inside = len(np.unique(cell))
    said = [
        whole.say(
            "overview_hot",
            n=len(shapes),
            groups=len(groups),
            inside=inside,
            share=percent(inside / len(shapes), whole.language),
        ),
        whole.say("overview_hot_what"),
    ]
    rows = []
    for one in groups[:_GROUPS]:
        named = one.area >= 0 and whole.told.shown[one.area]
        where = named_area(whole.areas.iloc[one.area]) if named else whole.say("overview_nowhere")
        least = number(one.expected, whole.language, 0 if one.expected >= _WHOLE_FROM else 1)
        numbers = [] if whole.shared else [number(one.incidents, whole.language, 0), least]
        rows.append([where, str(one.cells), *numbers])
    fields = [
        Field(whole.say("overview_where"), 0.5),
        Field(whole.say("overview_cells"), 0.14, right=True),
    ]
    if not whole.shared:
        fields += [
            Field(whole.say("overview_counted"), 0.18, right=True),
            Field(whole.say("overview_explained"), 0.26, right=True),
        ]
    made += [Sentences(said), Table(fields, rows)]
    if len(groups) > _GROUPS:
        made.append(Sentences([whole.say("overview_more_groups", n=len(groups) - _GROUPS)]))
    return made


def period_blocks(whole: Whole) -> list[Block]:
    """Tell over which period incidents count, whether they changed, and from which registers all of it comes."""
    peildatum = pd.Timestamp(whole.results.recipe["peildatum"])
    first = peildatum - pd.DateOffset(months=_MONTHS)
    incidents = whole.results["incidents"]
    said = []
    if len(incidents):
        days = {
            "first": first.strftime("%d-%m-%Y"),
            "last": (peildatum - pd.Timedelta(days=1)).strftime("%d-%m-%Y"),
        }
        said = [whole.say("overview_period", n=counted(whole, len(incidents)), months=_MONTHS, **days)]
        said += _trend(whole, first, peildatum)
    sources = [_source(whole, one) for _, one in sources_of(whole.results).iterrows()]
    said.append(whole.say("sources", sources=", ".join(sources)) + ".")
    said.append(whole.say("overview_undated", day=peildatum.strftime("%d-%m-%Y")))
    return [Heading(whole.say("overview_period_title")), Sentences(said)]


def _source(whole: Whole, row: pd.Series) -> str:
    newest = f"; {whole.say('overview_newest', day=row['newest'])}" if row["newest"] else ""
    return f"{register_name(str(row['register']), whole.language)} ({row['name']}{newest})"


def _trend(whole: Whole, first: pd.Timestamp, peildatum: pd.Timestamp) -> list[str]:
    """Compare the last year with what went before, where the incidents fill the period and are enough for it."""
    begin = pd.to_datetime(whole.results["incidents"]["begin"]).dt.tz_localize(None)
    begin = begin[(begin >= first) & (begin < peildatum)]
    since = peildatum - pd.DateOffset(months=_YEAR)
    recent, n = int((begin >= since).sum()), len(begin)
    filled = n >= _ENOUGH and begin.min() < first + pd.DateOffset(months=_EDGE)
    if not filled or (whole.shared and not is_told(np.array([recent, n - recent], dtype=np.float64))):
        return [whole.say("overview_no_trend")]
    p = binomtest(recent, n, _YEAR / _MONTHS).pvalue
    more = recent > n * _YEAR / _MONTHS
    way = "overview_trend_same" if p > _SIGNIFICANT else "overview_trend_more" if more else "overview_trend_less"
    yearly = number((n - recent) * _YEAR / (_MONTHS - _YEAR), whole.language, 0)
    return [whole.say("overview_trend", n=recent, yearly=yearly) + " " + whole.say(way)]
