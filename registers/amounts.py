"""Amounts of money as they are written, with either sign between the thousands."""

from __future__ import annotations

import re

_GROUPED_ONCE = re.compile(r"-?[1-9]\d{0,2}[.,]\d{3}")
_GROUPED = re.compile(r"-?[1-9]\d{0,2}([.,])\d{3}(?:\1\d{3})*")
_THREE_DECIMALS = re.compile(r"-?\d{4,}[.,]\d{3}")


def plain_amounts(words: list[str]) -> list[str]:
    """Write amounts of one column without signs between the thousands and with a point for the decimals.

    Each amount tells for itself what its signs are: three digits after a sign are thousands, whichever sign it is,
    unless most amounts show that the column has three decimals. Where the signs of one contradict, it becomes empty.
    """
    # A column of three decimals shows itself by its longer values, which group nothing.
    decimals = sum(map(bool, map(_THREE_DECIMALS.fullmatch, words)))
    is_grouped = decimals <= sum(map(bool, map(_GROUPED_ONCE.fullmatch, words)))
    return [_amount(word, is_grouped=is_grouped) for word in words]


def _amount(word: str, *, is_grouped: bool) -> str:
    at = max(word.rfind("."), word.rfind(","))
    if at < 0:
        return word
    if _GROUPED.fullmatch(word) and (is_grouped or not _GROUPED_ONCE.fullmatch(word)):
        return word.replace(".", "").replace(",", "")
    whole = word[:at]
    if "." in whole or "," in whole:
        if not _GROUPED.fullmatch(whole) or word[at] in whole:
            return ""
        whole = whole.replace(".", "").replace(",", "")
    return f"{whole}.{word[at + 1 :]}"
