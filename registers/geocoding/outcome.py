"""What becomes of an address: the route to its place, or the reason why it has none and what it may have meant."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from .streets import ANYWHERE, UNKNOWN

if TYPE_CHECKING:
    from .index import AddressIndex

_SUGGESTIONS = 3


class Route(StrEnum):
    """What the place was found by."""

    POSTCODE = "postcode"
    STREET = "street"
    BOTH = "both"


class Reason(StrEnum):
    """Why an address was not given a place."""

    NO_ADDRESS = "no_address"
    NO_NUMBER = "no_number"
    CORNER = "corner"
    OUTSIDE = "outside_this_bag"
    POSTCODE_UNKNOWN = "postcode_unknown"
    STREET_UNKNOWN = "street_unknown"
    NO_SUCH_NUMBER = "no_such_number"
    CONTRADICTION = "contradiction"
    AMBIGUOUS = "ambiguous"
    UNCERTAIN = "uncertain"


def reasons_of(asked: pd.DataFrame, streets: pd.DataFrame, found: pd.DataFrame, index: AddressIndex) -> pd.Series:
    """Give the reason why an address has no place, for all of them as if none had."""

    def has(rows: pd.DataFrame) -> pd.Series:
        return pd.Series(asked.index.isin(rows["ask"]), index=asked.index)

    named, coded, known = asked["street"] != "", asked["postcode"] != "", asked["code_known"]
    outside = coded & ~asked["district_known"]
    street = has(streets[streets["certain"]])
    by_street, by_code = has(found[found["by_street"]]), has(found[~found["by_street"]])
    agrees = _agrees(asked, streets, index)
    choices: list[tuple[pd.Series, Reason]] = [
        (asked["corner"].astype(bool), Reason.CORNER),
        (~named & ~coded, Reason.NO_ADDRESS),
        (asked["number"] == 0, Reason.NO_NUMBER),
        (has(found[found["agrees"]]), Reason.NO_SUCH_NUMBER),
        ((asked["town"] == UNKNOWN) & ~known, Reason.OUTSIDE),
        (outside & ((asked["town"] == ANYWHERE) | ~street), Reason.OUTSIDE),
        (outside, Reason.CONTRADICTION),
        (coded & ~known & ~named, Reason.POSTCODE_UNKNOWN),
        (named & ~street & ~agrees, Reason.STREET_UNKNOWN),
        (named & known & ~agrees & (by_street | by_code), Reason.CONTRADICTION),
        (by_street, Reason.CONTRADICTION),
        (by_code & (~named | ~agrees), Reason.CONTRADICTION),
    ]
    made = np.select([test.to_numpy() for test, _ in choices], [one.value for _, one in choices], Reason.NO_SUCH_NUMBER)
    return pd.Series(made.astype(object), index=asked.index)


def _agrees(asked: pd.DataFrame, streets: pd.DataFrame, index: AddressIndex) -> pd.Series:
    """Tell whether the street that was written has the postcode that was written."""
    certain = streets[streets["certain"]].merge(asked[["postcode"]], left_on="ask", right_index=True)
    both = certain.rename(columns={"street": "at"}).merge(
        index.postcodes.rename(columns={"street": "at"}), on=["at", "postcode"]
    )
    return pd.Series(asked.index.isin(both["ask"]), index=asked.index)


def suggestions(
    rows: pd.Index, found: pd.DataFrame, placed: pd.DataFrame, streets: pd.DataFrame, index: AddressIndex
) -> pd.Series:
    """Word what addresses without a place may have meant: the best addresses, else the nearest streets."""
    order = {"ask": True, "valid": False, "agrees": False, "cost": True, "address": True}
    some = found[found["ask"].isin(rows)].sort_values(list(order), ascending=list(order.values()))
    some = some[some["valid"] | ~some["ask"].isin(placed.index[placed["cost"].notna()])]
    some = some[some.groupby("ask").cumcount() < _SUGGESTIONS]
    at = index.addresses.iloc[some["address"]].reset_index(drop=True)
    code = at["postcode"].fillna("")
    worded = index.streets["name"].to_numpy()[at["street"]] + " " + at["number"].astype(str) + at["suffix"]
    worded = worded + ", " + (code + " " + index.towns["name"].to_numpy()[at["town"]]).str.strip()
    names = streets[streets["ask"].isin(rows) & ~streets["ask"].isin(some["ask"])].sort_values(
        ["ask", "cost", "street"]
    )
    names = names[names.groupby("ask").cumcount() < _SUGGESTIONS]
    on = index.streets.iloc[names["street"]].reset_index(drop=True)
    named = on["name"] + ", " + index.towns["name"].to_numpy()[on["town"]]
    both = pd.DataFrame(
        {
            "ask": np.concatenate([some["ask"].to_numpy(), names["ask"].to_numpy()]),
            "text": pd.concat([worded, named]).to_numpy(),
        }
    )
    return both.drop_duplicates().groupby("ask")["text"].agg("; ".join)
