"""What the report draws of incidents: their kinds, and the hours of the day they fall in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..charts.markup import Markup, joined
from ..hotspots.timing.week import HOURS, by_week_hour
from ..indicators.kinds import read_kinds
from . import page_words as w
from .catalogue.incidents import at_midnight, date_only, kinds, other_kinds
from .charts import Bar, bars, columns, key
from .words import number, tell

if TYPE_CHECKING:
    import pandas as pd

    from .given import Given


def incident_charts(given: Given, language: str) -> Markup | None:
    """Draw the kinds and the hours; None without incidents."""
    table = given.tables.get("incidenten")
    if table is None or not len(table):
        return None
    return joined(_kinds(table, language), _hours_of_day(table, language))


def _kinds(table: pd.DataFrame, language: str) -> Markup:
    counted, known = kinds(table), read_kinds()
    named = [(kind, n) for kind, n in counted if isinstance(kind, str)]
    most = max(n for _, n in counted)
    rows = [Bar(kind, n / most, number(n, language), pale=kind.lower() not in known) for kind, n in named[: w.TOP]]
    rest = sum(n for _, n in counted) - sum(n for _, n in named[: w.TOP])
    if rest:
        more = table["soort"].fillna("-").nunique() - len(named[: w.TOP])
        rows.append(Bar(tell(other_kinds(more), language), rest / most, number(rest, language), pale=True))
    return joined(bars(tell(w.KINDS, language), rows), key(*(tell(one, language) for one in w.KIND_KEY)))


def _hours_of_day(table: pd.DataFrame, language: str) -> Markup:
    days = date_only(table)
    timed = table[~days & table["begin"].notna().to_numpy()]
    window = (timed["eind"] > timed["begin"]).to_numpy()
    exact = np.bincount(timed.loc[~window, "begin"].dt.hour.to_numpy(dtype=np.int64), minlength=HOURS)
    spread = by_week_hour(*(timed.loc[window, name].to_numpy() for name in ("begin", "eind"))).sum(axis=0)
    figures = {"exact": int(exact.sum()), "windows": int(window.sum()), "days": int(days.sum())}
    figures["midnight"] = int(at_midnight(table).sum())
    said = tell(w.HOURS_SAID, language).format(**{name: number(n, language) for name, n in figures.items()})
    drawn = columns(f"{tell(w.HOURS, language)}. {said}", said, exact.tolist(), spread.tolist())
    return joined(drawn, key(*(tell(one, language) for one in w.HOUR_KEY)))
