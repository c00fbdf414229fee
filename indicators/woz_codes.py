"""WOZ objects beside others of their kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from .robust import centre_and_scale

if TYPE_CHECKING:
    from numpy.typing import NDArray


def log_price(woz: pd.DataFrame) -> NDArray[np.float64]:
    """Give ln(waarde / oppervlakte) of each object; NaN where either is missing or not above 0."""
    worth = woz["waarde"].to_numpy(dtype="float64")
    size = woz["oppervlakte"].to_numpy(dtype="float64")
    known = (worth > 0) & (size > 0)
    price: NDArray[np.float64] = np.log(np.where(known, worth, np.nan) / np.where(known, size, np.nan))
    return price


def once(woz: pd.DataFrame) -> pd.DataFrame:
    """Give every object once, in the order of its wozobjectnummer."""
    return woz.drop_duplicates("wozobjectnummer").sort_values("wozobjectnummer").reset_index(drop=True)


def levels(woz: pd.DataFrame) -> list[NDArray[np.int64]]:
    """Number the kinds of object from narrow to wide.

    Soortobjectcode, then ever shorter beginnings of it, then gebruikscode, then all objects together.

    Returns:
        One (n,) array a level; -1 where the code is missing.

    """
    code = woz["soortobjectcode"].astype("string").str.strip()
    longest = int(code.str.len().max()) if code.notna().any() else 0
    keys = [code.str[:length] for length in range(longest, 0, -1)]
    keys.append(woz["gebruikscode"].astype("string").str.strip())
    numbered = [pd.factorize(key.where(key != ""))[0].astype(np.int64) for key in keys]
    return [*numbered, np.zeros(len(woz), dtype=np.int64)]


def narrowest(known: NDArray[np.bool_], kinds: list[NDArray[np.int64]], smallest: int) -> NDArray[np.int64]:
    """Find for each object the narrowest level at which its kind has enough known objects.

    Args:
        known: (n,) which objects count and are asked for.
        kinds: Levels as `levels` gives them.
        smallest: Fewest objects of a kind.

    Returns:
        (n,) position in `kinds`; -1 where even all objects together are too few, or the object is not known.

    """
    chosen = np.full(len(known), -1, dtype=np.int64)
    for level, kind in enumerate(kinds):
        used = known & (kind >= 0)
        if not used.any():
            continue
        size = np.bincount(kind[used], minlength=int(kind.max()) + 1)
        chosen[(chosen < 0) & used & (size[kind] >= smallest)] = level
    return chosen


def beside_own_kind(
    values: NDArray[np.float64], kinds: list[NDArray[np.int64]], smallest: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Give the median and robust scale of the kind of each object, merged upward where it is too small.

    Args:
        values: (n,) values, NaN where missing.
        kinds: Levels as `levels` gives them.
        smallest: Fewest values of a kind.

    Returns:
        (n,) medians and (n,) scales; NaN where there is no kind to stand beside.

    """
    known = ~np.isnan(values)
    chosen = narrowest(known, kinds, smallest)
    centre = np.full(len(values), np.nan)
    scale = np.full(len(values), np.nan)
    for level, kind in enumerate(kinds):
        here = chosen == level
        if here.any():
            medians, scales = centre_and_scale(values, kind, int(kind.max()) + 1)
            centre[here], scale[here] = medians[kind[here]], scales[kind[here]]
    return centre, scale


def of_units(values: NDArray[np.float64], objects: pd.DataFrame, woz: pd.DataFrame) -> pd.Series:
    """Bring a value per object of `objects` to the rows of `woz`, by wozobjectnummer."""
    return woz["wozobjectnummer"].map(pd.Series(values, index=objects["wozobjectnummer"], dtype="float64"))
