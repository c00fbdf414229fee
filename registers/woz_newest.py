"""What the newest rows of a WOZ object say of it, where a delivery has several."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ..safeguards.messages import note, warn
from .order import ranked

if TYPE_CHECKING:
    from ..safeguards.messages import Message

_KINDS = ("vbo", "address", "panden")  # of a row the first of these says what it is about


def newest_last(rows: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    """Sort rows by object, the one of the last waardepeildatum and ingangsdatum up to the day last.

    Rows without a date come first and those of dates after the day next, the latest of them first.
    """
    rank = rows["date"].where(rows["date"] <= day, pd.Timestamp.min.ceil("D"))
    after = -(rows["date"] - day).dt.days.clip(lower=0).fillna(np.inf).to_numpy()
    return rows.iloc[np.lexsort((ranked(rows["since"]), after, ranked(rank), ranked(rows["number"])))]


def lasting(rows: pd.DataFrame, day: pd.Timestamp, messages: list[Message]) -> pd.DataFrame:
    """Leave out the objects that ended by the day, as their newest row says; earlier rows may have ended before.

    A row without a date or value is of the object itself, so an end it states is the object's. Of equally new rows
    one without an end is enough for the object to last.

    Args:
        rows: number, value, date, since, ended, and ends: whether the row can say that its object ended; sorted by
            `newest_last`.
        day: The peildatum.
        messages: What was done is added to it.

    """
    saying = rows[rows["ends"].astype(bool)]
    has_ended = saying["ended"] <= day
    if not has_ended.any():
        return rows
    of_object = saying[["date", "since", "value"]].isna().all(axis=1) & has_ended
    newest = _as_new(saying, saying.drop_duplicates("number", keep="last").set_index("number"))
    lasts = ~has_ended[newest.index]
    past = newest.loc[~lasts.groupby(newest["number"]).transform("any"), "number"]
    ended = pd.unique(pd.concat([saying.loc[of_object, "number"], past]))
    if not len(ended):
        return rows
    messages.append(note("woz_ended", n=len(ended)).about(ended))
    return rows[~rows["number"].isin(ended)]


def areas(rows: pd.DataFrame, links: pd.DataFrame, messages: list[Message]) -> pd.Series:
    """Give the area of each object, by its newest waardepeildatum and ingangsdatum for which one is stated.

    One area, on one row or the same on all, is the object's own and counts once, also where the rows name different
    verblijfsobjecten. Different areas are each of what their row names, and are added up over the different
    verblijfsobjecten (or panden, where no row names one). Where a row names nothing, two rows state different areas
    of the same, rows overlap, or one of the things named has no area, the area is missing and a warning says so.

    Args:
        rows: number, row, date, since, decided, area (m²), sorted by `newest_last`.
        links: number, row, kind, id.
        messages: What was done is added to it.

    Returns:
        m² by number; objects without an area are not in it.

    """
    stated = rows[rows["area"].notna()]
    newest = stated.drop_duplicates("number", keep="last").set_index("number")
    found = newest["area"].astype("float64").copy()
    differing = stated.groupby("number")["area"].nunique()
    several = rows[rows["number"].isin(differing.index[differing > 1])]
    several = _as_new(several, newest)
    differing = several.groupby("number")["area"].nunique()
    several = several[several["number"].isin(differing.index[differing > 1])]
    if several.empty:
        return found
    sums = _summed(several, links[links["row"].isin(several["row"])])
    found[sums.index] = sums
    if n := int(sums.notna().sum()):
        messages.append(note("woz_areas_summed", n=n).about(sums.index[sums.notna()]))
    if n := int(sums.isna().sum()):
        messages.append(warn("woz_areas_differ", n=n).about(sums.index[sums.isna()]))
    return found


def _as_new(rows: pd.DataFrame, newest: pd.DataFrame) -> pd.DataFrame:
    """Take the rows of the waardepeildatum and ingangsdatum that the newest row of their object has."""
    for column in ("date", "since"):
        then = rows["number"].map(newest[column])
        rows = rows[(rows[column] == then) | (rows[column].isna() & then.isna())]
    return rows


def _summed(rows: pd.DataFrame, links: pd.DataFrame) -> pd.Series:
    """Add up what the rows of each object state of different things; NaN where that cannot be said."""
    links = links.assign(rank=links["kind"].map(_KINDS.index)).drop_duplicates(["row", "rank", "id"])
    links = links[links["rank"] == links.groupby("row")["rank"].transform("min")].sort_values(["row", "id"])
    named = links.groupby("row").agg(rank=("rank", "min"), about=("id", ",".join))
    rows = rows.join(named, on="row")
    # A row with neither an area nor ids adds nothing and contradicts nothing.
    rows = rows[rows["area"].notna() | rows["about"].notna()]
    stated = rows[rows["area"].notna()]
    last = stated[stated["decided"].isna() | (stated["decided"] == _last_decided(stated))]
    once = last.drop_duplicates(["number", "about", "area"])
    doubtful = [
        stated.loc[stated["about"].isna(), "number"],
        once.loc[once.duplicated(["number", "about"]), "number"],
        rows.loc[~_pairs(rows).isin(_pairs(stated)), "number"],
        rows.loc[rows["rank"] != rows.groupby("number")["rank"].transform("min"), "number"],
    ]
    parts = links.assign(about=links["row"].map(named["about"])).drop_duplicates(["number", "about", "id"])
    doubtful.append(parts.loc[parts.duplicated(["number", "id"]), "number"])
    sums = once.groupby("number")["area"].sum()
    return sums.mask(sums.index.isin(pd.concat(doubtful)))


def _last_decided(rows: pd.DataFrame) -> pd.Series:
    return rows.groupby(["number", "about"], dropna=False)["decided"].transform("max")


def _pairs(rows: pd.DataFrame) -> pd.MultiIndex:
    return pd.MultiIndex.from_frame(rows[["number", "about"]])
