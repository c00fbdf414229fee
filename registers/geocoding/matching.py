"""Where an address is: one place, or the reason why none was given.

How sure a place is, is 1 minus what every doubt costs:

    doubt                                                                                     cost
    abbreviation written out (Hoogstr., Dr./Doctor)                                           0.02
    spelling (ij or y, c or k, ch or g, s or z, double letters)                               0.05
    title or initials left out, first names shortened                                         0.05
    former address or old name of a street                                                    0.05
    every typing error in the name of the street or the town                                  0.10
    postcode: one character wrong                                                             0.10
    postcode: unknown to this BAG, the four digits of the town right                          0.20
    no town and no postcode                                                                   0.10
    town unknown or another one, while street and postcode agree                              0.10
    letter and addition in another order or other words (A3 or 3A, boven or bov)              0.05
    no letter or addition, and all that the number has lie within 25 m of each other          0.15
    two numbers (12-14) within 25 m of each other                                             0.15
    beside, opposite or near the address (t.h.v., tegenover)                                  0.15

Of several addresses the cheapest counts; where several are as cheap and further apart than 25 m, none does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from .distance import typing_errors
from .fields import read_fields
from .outcome import Reason, Route, reasons_of, suggestions
from .parsing import suffix_meaning
from .streets import ANYWHERE, UNKNOWN, find_streets, find_towns, likeness

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from .index import AddressIndex

THRESHOLD: Final = 0.75
TOGETHER: Final = 25.0  # metres within which addresses are one place
_FORMER, _POSTCODE_ERROR, _POSTCODE_UNKNOWN, _NO_TOWN, _OTHER_TOWN = 0.05, 0.1, 0.2, 0.1, 0.1
_OTHER_ORDER, _COMMON, _RANGE, _NEAR = 0.05, 0.15, 0.15, 0.15
_ALIKE = 0.05  # up to this a name of a street is no typing error
_DISTRICT = 4
_POSTCODE = 6
_SAME = 1e-9
_WEIGHED = ["ask", "address", "route", "by_street", "street_cost", "other_cost", "fits", "suffix", "meaning",
            "suffix_held", "meaning_held", "former", "near", "town_cost", "town", "postcode"]  # fmt: skip


def locate(
    given: pd.DataFrame,
    index: AddressIndex,
    *,
    threshold: float = THRESHOLD,
    look: Callable[[float], None] = lambda _: None,
) -> pd.DataFrame:
    """Find the place of every row, or the reason why there is none.

    Args:
        given: Columns of `fields.FIELDS`, any of them; text, None where nothing is said.
        index: The addresses of the BAG.
        threshold: Places less sure than this are not given.
        look: Told the fraction done; may raise to stop.

    Returns:
        On the index of `given`: x and y in RD New (NaN where not placed), object (identification of the
        adresseerbaar object, None where several share the place), match_score (0 to 1; of what was not placed that
        of the best candidate, NaN without one), route (of `Route`), reason (of `Reason`, None where placed) and
        candidate (text of what it may have meant).

    """
    asked, which = _asked(given, index, lambda done: look(done / 2))
    streets = _streets(asked, index, lambda done: look(0.5 + done / 2))
    found = _candidates(asked, streets, index)
    placed = _chosen(found[found["valid"]], index)
    ranges = _ranges(asked, streets, index, placed)
    placed = pd.concat([placed[~placed.index.isin(ranges.index)], ranges]).reindex(asked.index)
    sure = placed["together"].eq(other=True) & (1 - placed["cost"] >= threshold - _SAME)
    reason = reasons_of(asked, streets, found, index)
    reason = reason.mask(placed["together"].eq(other=True), Reason.UNCERTAIN.value)
    reason = reason.mask(placed["together"].eq(other=False), Reason.AMBIGUOUS.value)
    made = pd.DataFrame(
        {
            "x": placed["x"].where(sure),
            "y": placed["y"].where(sure),
            "object": placed["object"].where(sure, None),
            "match_score": 1 - placed["cost"],
            "route": placed["route"].where(sure, None),
            "reason": reason.where(~sure, None),
            "candidate": suggestions(asked.index[~sure], found, placed, streets, index).reindex(asked.index),
        }
    )
    made["candidate"] = made["candidate"].where(made["candidate"].notna(), None)
    return made.iloc[which].set_index(given.index)


def _asked(
    given: pd.DataFrame, index: AddressIndex, look: Callable[[float], None]
) -> tuple[pd.DataFrame, NDArray[np.int64]]:
    """Read what is asked, every distinct address once, and which of these every row asks."""
    streets, towns = frozenset(index.names["exact"]), frozenset(index.towns["exact"]) - {""}
    asked, which = read_fields(given, streets, towns, look)
    town = find_towns(asked["town"], index)
    known = frozenset(index.postcodes["postcode"])
    asked = asked.rename(columns={"town": "town_text"}).assign(
        town=town["town"],
        town_cost=town["town_cost"],
        meaning=[suffix_meaning(one) for one in asked["suffix"]],
        whole=asked["postcode"].str.len() == _POSTCODE,
        district=asked["postcode"].str[:_DISTRICT],
        code_known=asked["postcode"].isin(known),
    )
    asked["district_known"] = asked["district"].isin(index.districts)
    return asked, which


def _streets(asked: pd.DataFrame, index: AddressIndex, look: Callable[[float], None]) -> pd.DataFrame:
    """Give the streets each address may mean: ask, street, cost, certain."""
    use = asked[(asked["street"] != "") & ~asked["corner"] & (asked["town"] != UNKNOWN)]
    pairs = use[["street", "town"]]
    found = find_streets(pairs.drop_duplicates(ignore_index=True), index, look)
    row = pairs.groupby(["street", "town"], sort=False).ngroup()
    return pd.DataFrame({"ask": use.index, "row": row}).merge(found, on="row").drop(columns="row")


def _candidates(asked: pd.DataFrame, streets: pd.DataFrame, index: AddressIndex) -> pd.DataFrame:
    """Give every address that postcode and number, or street and number, point at, and what it costs to believe it.

    Returns:
        Columns ask, address (position in the index), route, cost, valid, agrees (all but letter and addition fits).

    """
    numbered = asked[asked["number"] > 0].rename_axis("ask").reset_index()
    held = index.addresses.rename_axis("address").reset_index()
    names = streets.rename(columns={"cost": "street_cost"})
    by_code = numbered[numbered["whole"]].merge(held, on=["postcode", "number"], suffixes=("", "_held"))
    by_code = _by_postcode(by_code.assign(postcode_held=by_code["postcode"]), names, index)
    by_name = numbered.drop(columns="street").merge(names, on="ask")
    by_name = by_name.merge(held, on=["street", "number"], suffixes=("", "_held"))
    by_name = _by_street(by_name, index)
    both = pd.concat([by_code[_WEIGHED], by_name[_WEIGHED]], ignore_index=True)
    both["street_cost"] = both["street_cost"].astype("float64")
    suffix = _suffix_cost(both)
    nowhere = (both["town"] == ANYWHERE) & (both["postcode"] == "")
    cost = both["street_cost"] + both["other_cost"] + suffix + both["town_cost"]
    cost += _FORMER * both["former"] + _NEAR * both["near"] + _NO_TOWN * nowhere
    agrees = both["fits"].astype(bool) & both["street_cost"].notna()
    return both[["ask", "address", "route", "by_street"]].assign(
        cost=cost, agrees=agrees, valid=agrees & suffix.notna()
    )


def _by_postcode(pairs: pd.DataFrame, names: pd.DataFrame, index: AddressIndex) -> pd.DataFrame:
    """Weigh what postcode and number point at."""
    named = pairs["street"] != ""
    distinct = pairs.loc[named, ["street", "street_held"]].drop_duplicates()
    distinct.columns = pd.Index(["written", "street"])
    distinct["street_cost"] = likeness(distinct, index)
    pairs = pairs.merge(
        distinct.rename(columns={"written": "street", "street": "street_held"}),
        on=["street", "street_held"],
        how="left",
    )
    named = pairs["street"] != ""
    # A name that is itself a street of the town, though another one, is no typing error of this one.
    exact = names[names["certain"] & (names["street_cost"] <= _ALIKE)]
    elsewhere = pairs["ask"].isin(exact["ask"]) & (pairs["street_cost"] > _ALIKE + _SAME)
    other_town = (pairs["town"] == UNKNOWN) | ((pairs["town"] >= 0) & (pairs["town"] != pairs["town_held"]))
    alike = named & (pairs["street_cost"] <= _ALIKE + _FORMER)
    return pairs.assign(
        street_cost=pairs["street_cost"].where(named, 0.0),
        by_street=False,
        other_cost=_OTHER_TOWN * other_town,
        fits=~(named & elsewhere) & (~other_town | alike),
        route=np.where(named, Route.BOTH.value, Route.POSTCODE.value),
    )


def _by_street(pairs: pd.DataFrame, index: AddressIndex) -> pd.DataFrame:
    """Weigh what street and number point at."""
    pairs = pairs[~(pairs["whole"] & (pairs["postcode"] == pairs["postcode_held"]))]
    coded, held = pairs["postcode"] != "", pairs["postcode_held"].fillna("")
    errors = pd.Series(typing_errors(pairs["postcode"].tolist(), held.tolist()), index=pairs.index)
    of_street = pd.MultiIndex.from_frame(pairs[["street", "postcode"]]).isin(
        pd.MultiIndex.from_frame(index.postcodes[["street", "postcode"]])
    )
    slip = pairs["whole"] & (errors == 1) & ~of_street
    district = (held == "") | (held.str[:_DISTRICT] == pairs["district"])
    alike = pairs["street_cost"] <= _ALIKE + _SAME
    unknown = pairs["whole"] & ~pairs["code_known"] & district & alike & (pairs["town"] >= 0)
    part = coded & ~pairs["whole"] & district
    return pairs.assign(
        by_street=True,
        route=np.where(slip | part, Route.BOTH.value, Route.STREET.value),
        other_cost=np.select([slip, unknown], [_POSTCODE_ERROR, _POSTCODE_UNKNOWN], 0.0),
        fits=pairs["certain"] & (~coded | slip | unknown | part),
    )


def _suffix_cost(pairs: pd.DataFrame) -> pd.Series:
    """Give what it costs to take the letter and addition of an address for those that were written; NaN for others."""
    asked, held = pairs["suffix"], pairs["suffix_held"]
    begins = np.array([_begins(one, other) for one, other in zip(asked, held, strict=True)], dtype=bool)
    means = (pairs["meaning"] == pairs["meaning_held"]) & (pairs["meaning"] != "")
    cost = np.select([asked == held, means, begins], [0.0, _OTHER_ORDER, _COMMON], np.nan)
    return pd.Series(cost, index=pairs.index)


def _begins(short: str, long: str) -> bool:
    """Tell whether a suffix is another one without its last parts: A of A1, but not 1 of 12."""
    follows = long[len(short) :]
    return long.startswith(short) and (not short or not follows or short[-1].isdigit() != follows[0].isdigit())


def _cheapest(found: pd.DataFrame) -> pd.DataFrame:
    return found[found["cost"] <= found.groupby("ask")["cost"].transform("min") + _SAME]


def _chosen(valid: pd.DataFrame, index: AddressIndex) -> pd.DataFrame:
    """Take the cheapest candidates of every address, and tell whether they are one place.

    Returns:
        By ask: cost, route, x, y, object (None where there are several), together.

    """
    best = _cheapest(valid).join(index.addresses[["x", "y", "object"]], on="address")
    groups = best.groupby("ask")
    made = groups.agg(
        cost=("cost", "min"),
        route=("route", "first"),
        x=("x", "mean"),
        y=("y", "mean"),
        object=("object", "first"),
        objects=("object", "nunique"),
    )
    spread = groups[["x", "y"]].max() - groups[["x", "y"]].min()
    made["together"] = np.hypot(spread["x"], spread["y"]) <= TOGETHER
    return made.assign(object=made["object"].where(made["objects"] == 1, None))


def _ranges(asked: pd.DataFrame, streets: pd.DataFrame, index: AddressIndex, placed: pd.DataFrame) -> pd.DataFrame:
    """Place numbers such as 12-14, of which no address has the second as its addition, between the two."""
    rest = asked[(asked["until"] > asked["number"]) & ~asked.index.isin(placed.index)]
    rest = rest.assign(suffix="", meaning="")
    first = _candidates(rest, streets[streets["ask"].isin(rest.index)], index)
    last = _candidates(rest.assign(number=rest["until"]), streets[streets["ask"].isin(rest.index)], index)
    ends = [_cheapest(found[found["valid"]]) for found in (first, last)]
    both = pd.concat([end[end["ask"].isin(other["ask"])] for end, other in (ends, ends[::-1])])
    # The two ends may differ in what they cost; the dearest tells how sure the place is.
    dearest = both.groupby("ask")["cost"].transform("max")
    return _chosen(both.assign(cost=dearest + _RANGE), index)
