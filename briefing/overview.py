"""The sheet of the municipality: what was looked at, where it asks for attention, and what it does not say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..hotspots.shared import not_told
from .blocks import Block, Heading, Sentences
from .charts import Span, spans
from .figures import number
from .overview_incidents import hotspot_blocks, period_blocks
from .sheet import SHARED, Sheet, words
from .small import is_told
from .standing import kinds_of, lacking_words, spoken, standing_words
from .strip import Key, Strip
from .touching import standing_out
from .views import whole_view
from .whole import Whole, counted, named_area

if TYPE_CHECKING:
    from .results import Results

TOP_FIFTH = 0.2
MANY = 10  # intervals from which chance alone puts one beside the line
_WAYS = {"above": "overview_above", "below": "overview_below"}
_STATES = ("insufficient data", "reference set too small", "dwelling", "cluster")


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
    whole = Whole(results, language, shared, areas, told, cells[standing_out(cells, shared=shared)])
    apart = _apart(whole)
    blocks: list[Block] = [
        _figures(whole),
        Sentences(_counted(whole)),
        *_types(whole),
        *_shares(whole),
        *hotspot_blocks(whole),
        *period_blocks(whole),
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


def _states(whole: Whole) -> dict[str, int]:
    found = whole.results["units"]["state"].value_counts()
    return {str(state): int(n) for state, n in found.items()}


def _figures(whole: Whole) -> Strip:
    states, shared, tested = _states(whole), whole.shared, len(whole.results["cells"])
    told = whole.told.shown & (whole.results["areas"]["n_units"].fillna(0).to_numpy() > 0)
    keys = [
        Key(number(int(told.sum()), whole.language), whole.say("overview_key_areas")),
        Key(counted(whole, states.get("scored", 0)), whole.say("overview_key_scored")),
        Key(
            counted(whole, sum(states.get(one, 0) for one in _STATES[:2])),
            whole.say("overview_key_unscored"),
        ),
        Key(counted(whole, sum(states.get(one, 0) for one in _STATES[2:])), whole.say("overview_key_never")),
        Key(counted(whole, len(whole.results["incidents"])), whole.say("overview_key_incidents")),
    ]
    if tested:
        code = "overview_key_hot_shared" if shared else "overview_key_hot"
        keys.append(Key(number(len(whole.hot), whole.language), whole.say(code)))
    return Strip(keys)


def _counted(whole: Whole) -> list[str]:
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


def _types(whole: Whole) -> list[Block]:
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


def _apart(whole: Whole) -> dict[str, list[int]]:
    """Give the areas whose whole interval lies above a fifth, or below it, among those that are told."""
    # The whole percentages that are drawn may lie on a fifth where the interval does not.
    low, high = (whole.results["areas"][name].to_numpy(dtype=np.float64) for name in ("share_low", "share_high"))
    return {
        "above": np.flatnonzero(whole.told.shares & (low > TOP_FIFTH)).tolist(),
        "below": np.flatnonzero(whole.told.shares & (high < TOP_FIFTH)).tolist(),
    }


def _names(whole: Whole, rows: list[int]) -> str:
    return "; ".join(named_area(whole.areas.iloc[at]) for at in rows)


def _shares(whole: Whole) -> list[Block]:
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


def _span(whole: Whole, at: int) -> Span:
    row = whole.areas.iloc[at]
    told = whole.say("overview_of", k=round(row["top_fifth_units"]), n=round(whole.told.locations[at]))
    return Span(named_area(row), float(row["share_top_fifth"]), float(row["share_low"]), float(row["share_high"]), told)


def _told_apart(whole: Whole, n: int) -> list[str]:
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


def _lacking(whole: Whole) -> list[Block]:
    said = lacking_words(whole.results, whole.language)
    return [
        Heading(whole.say("lacking_title")),
        Sentences(said or [whole.say("lacking_nothing")], listed=bool(said)),
    ]
