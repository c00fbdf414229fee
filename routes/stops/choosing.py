"""Which locations come first: priority, the top, and what is mandatory."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ...registers.columns import find, numbers, texts
from ...safeguards.messages import note, warn

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ...safeguards.messages import Message
    from .wishes import Wishes

_RISK = "risk_score"
_LEAST = 1e-3  # of the lowest priority above 0: what says 0 or nothing is visited where it costs nothing else
_TRUE = frozenset({"1", "ja", "j", "yes", "y", "true", "t", "waar", "x", "verplicht"})
_FALSE = frozenset({"0", "nee", "n", "no", "false", "f", "onwaar"})
_SHOWN = 3


def priorities(
    frame: pd.DataFrame, layer: str, ids: NDArray[np.object_], wishes: Wishes
) -> tuple[NDArray[np.float64], NDArray[np.float64], list[Message]]:
    """Give what the layer says and what a visit is worth, which is above 0 for all.

    Returns:
        (n,) priority by the field, NaN where it says nothing; (n,) the same with what is 0 or missing lifted to a
        little; messages.

    """
    field = wishes.priority or find(frame.columns, _RISK) or ""
    if not field:
        even = np.ones(len(frame))
        return even, even.copy(), [note("stops_no_priority")]
    messages: list[Message] = [] if wishes.priority else [note("stops_priority_of_assessment", field=field)]
    said = numbers(frame[field]).to_numpy(dtype=np.float64, copy=True)
    lost = ~np.isfinite(said)
    said[lost] = np.nan
    above = said[said > 0]
    least = _LEAST * float(above.min()) if len(above) else 1.0
    if lost.any():
        messages.append(warn("stops_priority_missing", layer=layer, field=field, n=int(lost.sum())).about(ids[lost]))
    low = said <= 0
    if low.any():
        messages.append(note("stops_priority_lifted", layer=layer, field=field, n=int(low.sum())).about(ids[low]))
    return said, np.where(said > 0, said, least), messages


def choose(
    score: NDArray[np.float64],
    mandatory: NDArray[np.bool_],
    ids: NDArray[np.object_],
    top: int,
    among: NDArray[np.bool_] | None = None,
) -> tuple[NDArray[np.bool_], list[Message]]:
    """Choose the top of the list, and what is mandatory besides; of equals the lowest id comes first.

    Args:
        score: (n,) priority as the layer says it, NaN is last.
        mandatory: (n,).
        ids: (n,) ids.
        top: How many; 0 is all.
        among: (n,) which may be chosen; None is all.

    """
    may = np.ones(len(score), dtype=np.bool_) if among is None else among
    free = np.flatnonzero(~mandatory & may)
    chosen = mandatory & may
    if top <= 0 or len(free) <= top:
        chosen[free] = True
        messages = [note("stops_fewer_than_top", n=len(free), top=top)] if 0 < len(free) < top else []
        return chosen, messages
    worth = np.where(np.isnan(score[free]), -np.inf, score[free])
    order = np.lexsort((ids[free].astype(str), -worth))
    chosen[free[order[:top]]] = True
    edge = worth[order[top - 1]]
    equal = int((worth == edge).sum())
    inside = int((worth[order[:top]] == edge).sum())
    if equal > inside:
        return chosen, [warn("stops_tied_at_edge", n=equal, inside=inside)]
    return chosen, []


def truths(frame: pd.DataFrame, layer: str, field: str) -> tuple[NDArray[np.bool_], list[Message]]:
    """Read which are mandatory: ja or nee, 1 or 0, true or false; what says nothing is not."""
    if not field:
        return np.zeros(len(frame), dtype=np.bool_), []
    said = texts(frame[field]).astype("string").str.lower()
    true = said.isin(_TRUE).fillna(value=False).to_numpy(dtype=bool)
    lost = (said.notna() & ~said.isin(_TRUE | _FALSE)).to_numpy(dtype=bool)
    if not lost.any():
        return true, []
    shown = ", ".join(said[lost].unique()[:_SHOWN])
    return true, [warn("stops_unreadable_truth", layer=layer, field=field, n=int(lost.sum()), values=shown)]


def skills_of(frame: pd.DataFrame, field: str) -> NDArray[np.object_]:
    """Read what a team must have, a frozenset each."""
    made: NDArray[np.object_] = np.empty(len(frame), dtype=object)
    if not field:
        made[:] = [frozenset()] * len(frame)
        return made
    codes, distinct = pd.factorize(texts(frame[field]), use_na_sentinel=True)
    sets = [*map(skills, distinct.tolist()), frozenset()]
    made[:] = [sets[code] for code in codes]
    return made


def skills(words: str) -> frozenset[str]:
    """Part a text into skills, in lower case."""
    parts = (" ".join(part.split()).lower() for part in re.split(r"[,;|/\n]", words.strip("[]")))
    return frozenset(part.strip("\"' ") for part in parts if part.strip("\"' "))
