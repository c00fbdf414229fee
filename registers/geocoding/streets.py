"""Which streets and towns of the BAG a written name may mean, and what it costs to believe so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from .distance import similar_pairs, typing_errors
from .names import are_abbreviated, are_left_out, exact_key, name_keys, telling_length

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from .index import AddressIndex

ABBREVIATED, SPELLED, SHORTENED, PER_ERROR = 0.02, 0.05, 0.05, 0.1
OLD_NAME = 0.05
_LEVELS = (("exact", 0.0), ("full", ABBREVIATED), ("sound", SPELLED))
ANYWHERE = -1  # no town was said
UNKNOWN = -2  # a town was said that this BAG does not have
_SUGGESTED = 2  # errors more than are allowed, for a name that is only suggested
_CONFIRMED = 3  # one error in so many letters is allowed where postcode and number say the same
_TELLING = (4, 8, 13)  # letters from which one, two and three errors are allowed
_LONG_TOWN = (5, 10)  # letters a town must have for one and for two errors


def find_towns(written: pd.Series, index: AddressIndex) -> pd.DataFrame:
    """Find the town each text names.

    Returns:
        On the index of `written`: town (position, `ANYWHERE` or `UNKNOWN`) and cost of its typing errors.

    """
    distinct = pd.Series(written.unique(), dtype=object)
    keys = distinct.map(exact_key)
    known = pd.Series(index.towns.index, index=index.towns["exact"])
    town = keys.map(known[~known.index.duplicated()]).fillna(UNKNOWN).astype("int64")
    town[keys == ""] = ANYWHERE
    cost = pd.Series(0.0, index=distinct.index)
    lost = np.flatnonzero(town == UNKNOWN)
    names = index.towns["exact"].tolist()
    most = np.searchsorted(np.array(_LONG_TOWN), [len(name) for name in names], side="right").astype(np.int64)
    one, other, errors = similar_pairs(keys.iloc[lost].tolist(), names, most, _unwatched)
    near = pd.DataFrame({"row": lost[one], "town": other, "errors": errors})
    near = near[near["errors"] == near.groupby("row")["errors"].transform("min")]
    near = near[~near["row"].duplicated(keep=False)]
    town.iloc[near["row"]] = near["town"].to_numpy()
    cost.iloc[near["row"]] = PER_ERROR * near["errors"].to_numpy()
    found = pd.DataFrame({"town": town.to_numpy(), "town_cost": cost.to_numpy()}, index=distinct)
    return found.reindex(written).set_index(written.index)


def find_streets(asked: pd.DataFrame, index: AddressIndex, look: Callable[[float], None]) -> pd.DataFrame:
    """Find the streets each written name may mean: those of the strictest comparison that finds any.

    Args:
        asked: Columns street (as written) and town (a position or `ANYWHERE`); distinct rows.
        index: The addresses.
        look: Told the fraction done.

    Returns:
        Columns row (position in `asked`), street, cost, certain (False for one that is only suggested).

    """
    keys = name_keys(asked["street"]).reindex(asked["street"]).reset_index(drop=True)
    left = keys.assign(row=np.arange(len(asked)), asked_town=asked["town"].to_numpy())
    left = left[left["sound"] != ""]
    parts = []
    for level, cost in (*_LEVELS, ("core", SHORTENED), ("first", SHORTENED)):
        joined = left.merge(index.names, on=level, suffixes=("", "_known"))
        joined = joined[(joined["asked_town"] == ANYWHERE) | (joined["asked_town"] == joined["town"])]
        joined = joined[_holds(joined, level)]
        parts.append(_costed(joined, cost))
        left = left[~left["row"].isin(joined["row"])]
    parts.append(_with_errors(left, index, look))
    return pd.concat(parts, ignore_index=True)


def _costed(joined: pd.DataFrame, cost: float | pd.Series) -> pd.DataFrame:
    made = pd.DataFrame({"row": joined["row"], "street": joined["street"], "cost": cost, "certain": True})
    made["cost"] += OLD_NAME * joined["old"].to_numpy()
    return made.sort_values("cost", kind="stable").drop_duplicates(["row", "street"])


def _holds(joined: pd.DataFrame, level: str) -> NDArray[np.bool_]:
    """Tell which pairs that agree in a lenient key agree in what it leaves out."""
    if level == "core":
        pairs = zip(joined["initials"], joined["initials_known"], strict=True)
        return np.array([are_left_out(one, other) for one, other in pairs], dtype=bool)
    if level == "first":
        both = zip(joined["words"], joined["words_known"], strict=True)
        return np.array([are_abbreviated(one, other) for one, other in both], dtype=bool)
    return np.ones(len(joined), dtype=bool)


def _with_errors(left: pd.DataFrame, index: AddressIndex, look: Callable[[float], None]) -> pd.DataFrame:
    """Find the names with the fewest typing errors, and where there are too many the nearest, as a suggestion."""
    known = index.names
    most = _allowed(known["full"])
    near = pd.concat(
        [
            _near(left, known, most, "full", lambda done: look(done / 2)),
            _near(left, known, most, "sound", lambda done: look(0.5 + done / 2)),
        ]
    )
    near = near.sort_values("errors", kind="stable").drop_duplicates(["row", "name"])
    town, street = (known[column].to_numpy()[near["name"]] for column in ("town", "street"))
    near = near.assign(street=street)[(near["asked_town"] == ANYWHERE) | (near["asked_town"] == town)]
    least = near.groupby("row")["errors"].transform("min")
    # Of several errors one cannot be sure where another street is nearly as near.
    close = near[near["errors"] <= least + 1].groupby("row")["street"].nunique()
    clear = (least <= 1) | (near["row"].map(close) == 1)
    near["certain"] = (near["errors"] <= most[near["name"]]) & near["same_begin"] & clear
    near = near[(near["errors"] == least)]
    made = pd.DataFrame(
        {
            "row": near["row"].to_numpy(),
            "street": near["street"].to_numpy(),
            "cost": PER_ERROR * near["errors"].to_numpy() + OLD_NAME * known["old"].to_numpy()[near["name"]],
            "certain": near["certain"].to_numpy(dtype=bool),
        }
    )
    return made.drop_duplicates(["row", "street"])


def _near(
    left: pd.DataFrame, known: pd.DataFrame, most: NDArray[np.int64], way: str, look: Callable[[float], None]
) -> pd.DataFrame:
    """Compare all names in one of their forms; every distinct one once."""
    words, position = np.unique(left[way].to_numpy(dtype=object).astype(str), return_inverse=True)
    one, other, errors = similar_pairs(words.tolist(), known[way].tolist(), most + _SUGGESTED, look)
    near = pd.DataFrame({"word": one, "name": other, "errors": errors})
    # The first letter is the one that people get right.
    begins = known[way].str[:1].to_numpy()
    near["same_begin"] = np.array([word[:1] for word in words.tolist()], dtype=object)[one] == begins[other]
    rows = pd.DataFrame({"word": position, "row": left["row"].to_numpy(), "asked_town": left["asked_town"].to_numpy()})
    return rows.merge(near, on="word")


def likeness(pairs: pd.DataFrame, index: AddressIndex) -> pd.Series:
    """Tell what it costs to believe that a written name means a street that postcode and number point at.

    Args:
        pairs: Columns written (name) and street (position); distinct rows.
        index: The addresses.

    Returns:
        Cost on the index of `pairs`; NaN where the names are not alike.

    """
    asked = name_keys(pairs["written"]).reindex(pairs["written"]).reset_index(drop=True)
    asked = asked.assign(row=np.arange(len(pairs)), street=pairs["street"].to_numpy())
    both = asked.merge(index.names, on="street", suffixes=("", "_known"))
    errors = np.minimum(
        *(typing_errors(both[way].tolist(), both[f"{way}_known"].tolist()) for way in ("full", "sound"))
    )
    most = np.maximum(_allowed(both["full_known"]), both["full_known"].str.len().to_numpy() // _CONFIRMED)
    cost = np.where(errors <= most, PER_ERROR * errors, np.nan)
    for level in ("first", "core"):
        same = (both[level] == both[f"{level}_known"]).to_numpy()
        same[same] = _holds(both[same], level)
        cost = np.where(same, np.fmin(cost, SHORTENED), cost)
    for level, price in reversed(_LEVELS):
        cost = np.where(both[level] == both[f"{level}_known"], price, cost)
    best = pd.Series(cost + OLD_NAME * both["old"].to_numpy()).groupby(both["row"].to_numpy()).min()
    return pd.Series(best.reindex(np.arange(len(pairs))).to_numpy(), index=pairs.index)


def _allowed(names: pd.Series) -> NDArray[np.int64]:
    """Give the typing errors allowed in names, by the letters that tell them from others."""
    lengths = [telling_length(name) for name in names]
    return np.searchsorted(np.array(_TELLING), lengths, side="right").astype(np.int64)


def _unwatched(_: float) -> None:
    """Look nowhere: there are few towns."""
