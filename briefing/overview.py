"""The sheet of the municipality: what was looked at, where it asks for attention, and what it does not say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely
from scipy.stats import binomtest

from ..hotspots.shared import not_told
from .blocks import Block, Field, Heading, Sentences, Table
from .charts import Span, spans
from .figures import number, percent
from .sheet import SHARED, Sheet, words
from .small import count, is_told
from .standing import kinds_of, lacking_words, register_name, sources_of, spoken, standing_words
from .strip import Key, Strip
from .touching import groups_of, standing_out
from .views import whole_view

if TYPE_CHECKING:
    import geopandas as gpd

    from .inside import ToldAreas
    from .results import Results

TOP_FIFTH = 0.2
MANY = 10  # intervals from which chance alone puts one beside the line
_MONTHS = 36  # of an assessment, before its peildatum
_YEAR = 12
_ENOUGH = 30  # incidents from which a change of their number can be told
_EDGE = 2  # months at the begin of the period that may hold none
_SIGNIFICANT = 0.05
_GROUPS = 6  # groups of cells in the table
_WAYS = {"above": "overview_above", "below": "overview_below"}
_STATES = ("insufficient data", "reference set too small", "dwelling", "cluster")


@dataclass(frozen=True, eq=False)
class _Whole:
    """The municipality, with what may be told of it."""

    results: Results
    language: str
    shared: bool
    areas: gpd.GeoDataFrame
    told: ToldAreas
    hot: gpd.GeoDataFrame

    def say(self, code: str, **values: object) -> str:
        """Say a sentence of this sheet."""
        return words(code, self.language, **values)


def overview_sheet(results: Results, language: str, mode: str) -> Sheet:
    """Make the sheet of the municipality.

    Args:
        results: Of the run.
        language: nl or en.
        mode: internal, or shared: small numbers, and what gives them back, are not told.

    """
    shared = mode == SHARED
    told, cells = results.told(shared=shared), results["cells"]
    areas = told.table
    whole = _Whole(results, language, shared, areas, told, cells[standing_out(cells, shared=shared)])
    apart = _apart(whole)
    blocks: list[Block] = [
        _figures(whole),
        Sentences(_counted(whole)),
        *_types(whole),
        *_shares(whole),
        *_hotspots(whole),
        *_period(whole),
        *_lacking(whole),
        Heading(words("overview_not_title", language)),
        Sentences([words("overview_not", language), words("overview_not_relative", language)]),
    ]
    named = results.municipality
    title = words("overview_title", language, name=named) if named else words("overview_title_none", language)
    subtitle = words("overview_subtitle", language, day=results.recipe["peildatum"])
    n = int(told.shares.sum())
    score = words("overview_score", language, n=len(apart["above"]), of=n) if n else ""
    return Sheet("overview", "overview", title, subtitle, blocks, whole_view(results, shared=shared), score)


def _states(whole: _Whole) -> dict[str, int]:
    found = whole.results["units"]["state"].value_counts()
    return {str(state): int(n) for state, n in found.items()}


def _figures(whole: _Whole) -> Strip:
    states, shared, tested = _states(whole), whole.shared, len(whole.results["cells"])
    told = whole.told.shown & (whole.results["areas"]["n_units"].fillna(0).to_numpy() > 0)
    keys = [
        Key(number(int(told.sum()), whole.language), whole.say("overview_key_areas")),
        Key(_count(whole, states.get("scored", 0)), whole.say("overview_key_scored")),
        Key(
            _count(whole, sum(states.get(one, 0) for one in _STATES[:2])),
            whole.say("overview_key_unscored"),
        ),
        Key(_count(whole, sum(states.get(one, 0) for one in _STATES[2:])), whole.say("overview_key_never")),
        Key(_count(whole, len(whole.results["incidents"])), whole.say("overview_key_incidents")),
    ]
    if tested:
        code = "overview_key_hot_shared" if shared else "overview_key_hot"
        keys.append(Key(number(len(whole.hot), whole.language), whole.say(code)))
    return Strip(keys)


def _count(whole: _Whole, value: int) -> str:
    told = count(value, shared=whole.shared)
    return number(value, whole.language) if told == str(value) else told


def _counted(whole: _Whole) -> list[str]:
    """Say why some have no score; of others than the two sums above, only what gives no small number back."""
    states = _states(whole)
    made = []
    for codes, names in (
        (("overview_insufficient", "overview_too_few"), _STATES[:2]),
        (("overview_dwellings", "overview_clusters"), _STATES[2:]),
    ):
        counts = np.array([states.get(one, 0) for one in names], dtype=np.float64)
        if whole.shared and not is_told(counts):
            continue
        said = [whole.say(code, n=round(n)) for code, n in zip(codes, counts.tolist(), strict=True) if n]
        made += said
    return made or [whole.say("overview_no_dwelling")]


def _types(whole: _Whole) -> list[Block]:
    said = []
    names = kinds_of(whole.results)
    scored = np.array([whole.results["areas"].loc[whole.areas["area_type"] == one, "n_scored"].sum() for one in names])
    # Their sum stands above: a small number takes another with it.
    hidden = not_told(scored.astype(np.float64)) if whole.shared else np.zeros(len(names), dtype=np.bool_)
    for at, kind in enumerate(names):
        rows = (whole.areas["area_type"] == kind).to_numpy()
        units = whole.results["areas"].loc[rows, "n_units"].fillna(0).to_numpy()
        filled = int((whole.told.shown[rows] & (units > 0)).sum())
        if not rows.any():
            said.append(whole.say("overview_type_none", kind=spoken(kind, whole.language)))
            continue
        named = _first(spoken(kind, whole.language))
        kinds = (
            whole.say("overview_type_hidden", kind=named, n=filled)
            if hidden[at]
            else whole.say("overview_type", kind=named, n=filled, scored=round(float(scored[at])))
        )
        said.append(f"{kinds} {standing_words(whole.results, kind, whole.language)}")
    return [Heading(whole.say("overview_types_title")), Sentences(said, listed=True)]


def _first(said: str) -> str:
    return said[:1].upper() + said[1:]


def _apart(whole: _Whole) -> dict[str, list[int]]:
    """Give the areas whose whole interval lies above a fifth, or below it, among those that are told."""
    # The whole percentages that are drawn may lie on a fifth where the interval does not.
    low, high = (whole.results["areas"][name].to_numpy(dtype=np.float64) for name in ("share_low", "share_high"))
    return {
        "above": np.flatnonzero(whole.told.shares & (low > TOP_FIFTH)).tolist(),
        "below": np.flatnonzero(whole.told.shares & (high < TOP_FIFTH)).tolist(),
    }


def _names(whole: _Whole, rows: list[int]) -> str:
    return "; ".join(area_name(whole.areas.iloc[at]) for at in rows)


def area_name(row: pd.Series) -> str:
    """Name an area; one without a name has its id."""
    return str(row["name"] if isinstance(row["name"], str) and row["name"] else row["area_id"])


def _shares(whole: _Whole) -> list[Block]:
    made: list[Block] = [Heading(whole.say("share_title"))]
    rows = np.flatnonzero(whole.told.shares)
    has = np.isfinite(whole.results["areas"]["share_top_fifth"].to_numpy(dtype=np.float64))
    if not has.any():
        return [*made, Sentences([whole.say("overview_no_shares")])]
    made.append(Sentences(_told_apart(whole, len(rows))))
    charts = []
    for kind in kinds_of(whole.results):
        mine = [at for at in rows if whole.areas["area_type"].iloc[at] == kind]
        mine.sort(key=lambda at: -float(whole.areas["share_top_fifth"].iloc[at]))
        if mine:
            title = whole.say("overview_chart", kind=_first(spoken(kind, whole.language)))
            charts.append((title, [_span(whole, int(at)) for at in mine]))
    for title, drawn in charts:
        last = title == charts[-1][0]
        caption = whole.say("share_caption") if last else ""
        made.append(spans(drawn, whole.language, title=title, caption=caption, expected=TOP_FIFTH))
    few = [int(at) for at in rows if whole.areas["state"].iloc[at] == "few units"]
    notes = [whole.say("overview_few", names=_names(whole, few))] if few else []
    if whole.shared and (has & ~whole.told.shares).any():
        notes.append(whole.say("overview_hidden", n=int((has & whole.told.shown & ~whole.told.shares).sum())))
    return [*made, *([Sentences(notes)] if notes else [])]


def _span(whole: _Whole, at: int) -> Span:
    row = whole.areas.iloc[at]
    told = whole.say("overview_of", k=round(row["top_fifth_units"]), n=round(whole.told.locations[at]))
    return Span(area_name(row), float(row["share_top_fifth"]), float(row["share_low"]), float(row["share_high"]), told)


def _told_apart(whole: _Whole, n: int) -> list[str]:
    if not n:
        return [whole.say("overview_all_hidden")]
    apart = _apart(whole)
    said = [whole.say(code, names=_names(whole, apart[way])) for way, code in _WAYS.items() if apart[way]]
    others = n - sum(map(len, apart.values()))
    if not said:
        said = [whole.say("overview_none_apart", n=n)]
    elif others:
        said.append(whole.say("overview_others", n=others))
    if n >= MANY and any(apart.values()):
        said.append(whole.say("overview_chance", n=n))
    return said


def _hotspots(whole: _Whole) -> list[Block]:
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
        where = area_name(whole.areas.iloc[one.area]) if named else whole.say("overview_nowhere")
        least = number(one.expected, whole.language, 0 if one.expected >= MANY else 1)
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


def _period(whole: _Whole) -> list[Block]:
    peildatum = pd.Timestamp(whole.results.recipe["peildatum"])
    first = peildatum - pd.DateOffset(months=_MONTHS)
    incidents = whole.results["incidents"]
    said = []
    if len(incidents):
        days = {
            "first": first.strftime("%d-%m-%Y"),
            "last": (peildatum - pd.Timedelta(days=1)).strftime("%d-%m-%Y"),
        }
        said = [whole.say("overview_period", n=_count(whole, len(incidents)), months=_MONTHS, **days)]
        said += _trend(whole, first, peildatum)
    sources = [_source(whole, one) for _, one in sources_of(whole.results).iterrows()]
    said.append(whole.say("sources", sources=", ".join(sources)) + ".")
    said.append(whole.say("overview_undated", day=peildatum.strftime("%d-%m-%Y")))
    return [Heading(whole.say("overview_period_title")), Sentences(said)]


def _source(whole: _Whole, row: pd.Series) -> str:
    newest = f"; {whole.say('overview_newest', day=row['newest'])}" if row["newest"] else ""
    return f"{register_name(str(row['register']), whole.language)} ({row['name']}{newest})"


def _trend(whole: _Whole, first: pd.Timestamp, peildatum: pd.Timestamp) -> list[str]:
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


def _lacking(whole: _Whole) -> list[Block]:
    said = lacking_words(whole.results, whole.language)
    return [
        Heading(whole.say("lacking_title")),
        Sentences(said or [whole.say("lacking_nothing")], listed=bool(said)),
    ]
