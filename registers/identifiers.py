"""Identifications of registers: digits as text, with the zeros a spreadsheet took off."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from pandas import Series

BAG_DIGITS = 16
WOZ_DIGITS = 12

_NUMBER_AS_FLOAT = r"^(\d+)\.0*$"
_PREFIX = r"^\D.*[./](?=\d+$)"


def pad(values: Series, digits: int) -> Series:
    """Give identifications as text of the full length.

    Restores lost leading zeros, strips prefixes such as `NL.IMBAG.Pand.` and the `.0` of a number that went through
    a float. Text that holds other characters than digits is left as it is, so that it can be shown to the user.

    Args:
        values: Identifications as text or numbers.
        digits: Full length, 16 for the BAG and 12 for WOZ objects.

    Returns:
        Series of text on the same index; None where there was nothing.

    """
    text = as_text(values)
    odd = _odd(text, digits)
    if not odd.any():
        return text
    made = text.to_numpy(copy=True)
    made[odd] = _padded(text[odd], digits).to_numpy()
    return pd.Series(made, index=text.index, dtype=object, name=text.name)


def _padded(text: Series, digits: int) -> Series:
    tail = text.str[-digits:]
    if _complete(tail, digits) and text.str[-digits - 1 : -digits].isin(("", ".", None)).all():
        return tail.astype(object).where(tail.notna(), None)
    bare = text.str.replace(_NUMBER_AS_FLOAT, r"\1", regex=True).str.replace(_PREFIX, "", regex=True)
    short = bare.str.isdigit().eq(other=True)
    padded = bare.where(~short, bare.str.zfill(digits)).astype(object)
    return padded.where(padded.notna() & (padded != ""), None)


def count_short(values: Series, digits: int) -> int:
    """Count the identifications that lost leading zeros: digits only, and fewer than there should be."""
    text = as_text(values)
    text = text[_odd(text, digits)]
    if text.empty:
        return 0
    bare = text.str.replace(_NUMBER_AS_FLOAT, r"\1", regex=True).str.replace(_PREFIX, "", regex=True)
    return int((bare.str.isdigit().eq(other=True) & (bare.str.len() < digits)).sum())


def as_text(values: Series) -> Series:
    """Give values as stripped text, whole numbers without a decimal point, None where empty."""
    if pd.api.types.is_float_dtype(values.dtype):
        whole = values.notna() & (values % 1 == 0)
        made = values.astype(object)
        made[whole] = values[whole].astype("int64").astype(str).astype(object)
        made[~whole] = made[~whole].map(str, na_action="ignore")
    else:
        made = values.astype(object)
        if _is_bare(made):
            return made.where(made.notna(), None)
        if pd.api.types.infer_dtype(made, skipna=True) not in ("string", "empty"):
            made = made.map(str, na_action="ignore")
    made = made.where(made.notna(), None).astype(object)
    if made.notna().any():
        made = made.str.strip().astype(object)
    return made.where(made.notna() & (made != ""), None)


def _odd(text: Series, digits: int) -> NDArray[np.bool_]:
    """Tell which texts are there, and are not just digits of the full length."""
    words = text.tolist()
    return np.array([word is not None and not (len(word) == digits and word.isdigit()) for word in words], dtype=bool)


def _complete(text: Series, digits: int) -> bool:
    return all_digits(text[text.notna()].tolist(), digits)


def all_digits(words: Sequence[str], digits: int) -> bool:
    """Tell whether every word is digits of the full length; one look at them joined is faster than one at each."""
    joined = "".join(words)
    return not words or (joined.isdigit() and set(map(len, words)) == {digits})


def _is_bare(values: Series) -> bool:
    """Tell whether every value is text without any white space, so that there is nothing to strip."""
    words = values[values.notna()].tolist()
    if set(map(type, words)) != {str}:
        return False
    joined = "".join(words)
    return all(words) and joined.split(None, 1) == [joined]
