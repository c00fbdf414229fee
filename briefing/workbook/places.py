"""The worksheets of areas and of locations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from ...charts.classes import ATTENTION, ATTENTION_FROM, SHARES, SHARES_FROM
from ...indicators.catalogue import catalogue
from ...indicators.coverage import State
from ..sheet import SHARED, words
from .words import FIELDS, is_share, of_field, unit_words, word, yes_or_no
from .worksheet import Classes, Column, Kind, Worksheet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray

    from ...indicators.model import Indicator
    from ..results import Results

NEVER_SCORED = (State.DWELLING, State.CLUSTER)
_OF_AREA = ("area_id", "name", "area_type", "state", "n_units", "n_scored", "top_fifth_units")
_SHARE = ("share_top_fifth", "share_low", "share_high")
_INDEX = ("risk_score", "risk_rank", "rank_p05", "rank_p95", "p_top_decile", "coverage")
_OF_UNIT = ("unit_id", "area_id", "name", "area_type", "state", "contains_dwelling", "risk_score", "class", "risk_rank")
_MORE = ("rank_p05", "rank_p95", "rank_median", "p_top_decile", "percentile", "coverage", "set_completeness")
_WOZ = frozenset({"woz_objecten", "woz_waarden"})
_FIGURES = 3


def areas(results: Results, language: str, mode: str) -> Worksheet:
    """Make the worksheet of areas; what others may not know is hidden as on the sheets."""
    shared = mode == SHARED
    told = results.told(shared=shared)
    before, table = (one[told.shown].reset_index(drop=True) for one in (results["areas"], told.table))
    never = (*_INDEX, "n_units") if shared else ()
    fields = [name for name in (*_OF_AREA, *_SHARE, *_INDEX) if name not in never]
    columns = [field(table, name, language, hidden=_kept_back(before, table, name)) for name in fields]
    scored = (of_field("state", language)[0], word(State.SCORED, language))
    columns = [_coloured(one, "share_top_fifth", Classes(SHARES_FROM, SHARES, scored), language) for one in columns]
    known = catalogue()
    for name in [name for name in table.columns if name in known]:
        if shared and _WOZ & set(known[name].requires):
            continue
        kept_back = _kept_back(before, table, name)
        columns.append(indicated(table, known[name], language, of_area=True, hidden=kept_back))
    return Worksheet(words("book_areas", language), words("book_areas_about", language), filled(columns, 5), fixed=2)


def units(results: Results, language: str) -> Worksheet:
    """Make the worksheet of locations, the highest score of each type first; homes have no row."""
    table = scorable(results)
    columns = [field(table, name, language) for name in (*_OF_UNIT, *_MORE)]
    attention = Classes(ATTENTION_FROM, ATTENTION)
    columns = [_coloured(one, "risk_score", attention, language) for one in columns]
    known = catalogue()
    columns += [indicated(table, known[name], language) for name in table.columns if name in known]
    return Worksheet(words("book_units", language), words("book_units_about", language), filled(columns, 7))


def scorable(results: Results) -> pd.DataFrame:
    """Give the locations that could have a score, with the name of their area, in the order of the worksheet."""
    table = pd.DataFrame(results["units"].drop(columns="geometry", errors="ignore"))
    table = table[~table["state"].isin(NEVER_SCORED)]
    names = results["areas"].set_index("area_id")["name"]
    table = table.assign(name=table["area_id"].map(names))
    order = ["area_type", "risk_score", "unit_id"]
    return table.sort_values(order, ascending=[True, False, True], ignore_index=True)


def field(
    table: pd.DataFrame,
    name: str,
    language: str,
    *,
    hidden: NDArray[np.bool_] | None = None,
) -> Column:
    """Make the column of a field of the results; one that the table lacks is empty."""
    meaning = FIELDS[name]
    heading, about = of_field(name, language)
    values = table[name] if name in table else pd.Series(np.nan, index=table.index, dtype=object)
    if meaning.kind in (Kind.NUMBER, Kind.PERCENT):
        made = numbers(values)
        return Column(
            heading,
            about,
            meaning.kind,
            made,
            meaning.decimals,
            hidden,
        )
    return Column(heading, about, meaning.kind, texts(values, _worded(name, language)))


def indicated(
    table: pd.DataFrame,
    indicator: Indicator,
    language: str,
    *,
    of_area: bool = False,
    hidden: NDArray[np.bool_] | None = None,
) -> Column:
    """Make the column of the values of an indicator."""
    label = str(getattr(indicator.label, language))
    about = f"{getattr(indicator.formula, language)}. {getattr(indicator.innocent, language)}"
    values = numbers(table[indicator.id])
    if is_share(indicator, of_area=of_area):
        return Column(f"{label} (%)", about, Kind.PERCENT, values, 0, hidden)
    if indicator.unit == "0/1":
        told = np.array([yes_or_no(yes=bool(one), language=language) for one in (0, 1)], dtype=object)
        known = np.isfinite(values)
        said = np.full(len(values), None, dtype=object)
        said[known] = told[values[known].astype(np.int64)]
        return Column(label, about, Kind.TEXT, said)
    unit = unit_words(indicator, language, of_area=of_area)
    return Column(f"{label} ({unit})", about, Kind.NUMBER, values, _decimals(values), hidden)


def numbers(values: pd.Series) -> NDArray[np.float64]:
    """Give numbers, NaN where they are missing."""
    return np.asarray(pd.to_numeric(values, errors="coerce").to_numpy(dtype=np.float64, na_value=np.nan))


def _decimals(values: NDArray[np.float64]) -> int:
    """Choose how many decimals show three figures of most numbers."""
    known = np.abs(values[np.isfinite(values)])
    if not len(known) or (known == np.round(known)).all():
        return 0
    return int(np.clip(_FIGURES - 1 - np.floor(np.log10(max(float(known.max()), 1e-9))), 1, _FIGURES))


def texts(values: pd.Series, worded: Callable[[Any], str] = str) -> NDArray[np.object_]:
    """Give texts, None where they are missing; each different value is put in words once."""
    codes, different = pd.factorize(values)
    said = np.array([*(worded(one) for one in different), None], dtype=object)
    return np.asarray(said[codes], dtype=object)


def filled(columns: Iterable[Column], always: int = 0) -> list[Column]:
    """Leave out what holds nothing at all, but for the first columns."""
    return [one for at, one in enumerate(columns) if at < always or not one.is_empty]


def _worded(name: str, language: str) -> Callable[[Any], str]:
    if name == "contains_dwelling":
        return lambda value: yes_or_no(yes=bool(value), language=language)
    return lambda value: word(str(value), language) if name in _WORDED else str(value)


_WORDED = frozenset({"state", "level", "status", "dimension", "direction", "severity", "normalisation", "aggregation"})


def _coloured(column: Column, name: str, classes: Classes, language: str) -> Column:
    if column.heading != of_field(name, language)[0]:
        return column
    return Column(column.heading, column.about, column.kind, column.values, column.decimals, column.hidden, classes)


def _kept_back(before: pd.DataFrame, told: pd.DataFrame, name: str) -> NDArray[np.bool_]:
    """Tell where a value is known and not told, (n,)."""
    if name not in before:
        return np.zeros(len(before), dtype=np.bool_)
    return np.asarray((before[name].notna() & told[name].isna()).to_numpy(), dtype=np.bool_)
