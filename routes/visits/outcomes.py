"""The fixed outcomes of a visit, by every word they may be filled in with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ...registers.columns import texts

if TYPE_CHECKING:
    from collections.abc import Sequence

NOTHING, INQUIRY, VIOLATION, CLOSED, REFUSED = OUTCOMES = (
    "nothing_remarkable",
    "further_inquiry",
    "violation",
    "closed",
    "refused",
)
HITS = (INQUIRY, VIOLATION)
SEEN = (NOTHING, *HITS)  # somebody was inside
# As in forms in either language, reduced by `_plain`.
_WORDS = {
    **dict.fromkeys(("nothing remarkable", "niets bijzonders", "geen bijzonderheden"), NOTHING),
    **dict.fromkeys(("further inquiry", "nader onderzoek"), INQUIRY),
    **dict.fromkeys(("violation", "overtreding"), VIOLATION),
    **dict.fromkeys(
        (
            *("closed", "gesloten", "niet thuis", "niet thuis of gesloten", "niemand aanwezig"),
            *("niemand aanwezig of gesloten", "nobody there or closed", "nobody there"),
        ),
        CLOSED,
    ),
    **dict.fromkeys(("refused", "niet toegelaten", "niet binnengelaten", "geweigerd", "not let in"), REFUSED),
}
_YES = ("true", "t", "1", "1.0", "yes", "y", "ja", "j", "waar", "x")
_NO = ("false", "f", "0", "0.0", "no", "n", "nee", "onwaar")


def outcomes(values: pd.Series) -> pd.Series:
    """Give the code of each outcome, None where there is none or the value is no outcome."""
    found = _plain(values).map(_WORDS)
    return found.where(found.notna(), None).astype(object)


def unknown(values: pd.Series) -> pd.Series:
    """Tell which values say something that is no outcome."""
    return texts(values).notna() & outcomes(values).isna()


def truths(values: pd.Series) -> pd.Series:
    """Read yes and no in the words of forms, spreadsheets and databases; None where it is neither."""
    return _either(_plain(values), _YES, _NO)


def _either(words: pd.Series, yes: Sequence[str], no: Sequence[str]) -> pd.Series:
    found = np.select([words.isin(yes), words.isin(no)], [1.0, 0.0], default=np.nan)
    return pd.Series(found, index=words.index).astype("boolean")


def _plain(values: pd.Series) -> pd.Series:
    words = texts(values).astype("string").str.casefold()
    return words.str.replace(r"[\s_,]+", " ", regex=True).str.strip().astype(object)
