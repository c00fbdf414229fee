"""An index in words: what weighed most for a unit, what is missing, what an area's share means."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..safeguards.messages import note, say
from .coverage import Why
from .model import Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from .area_table import TopShare
    from .model import Indicator
    from .type_index import Index

    Words = NDArray[np.object_]

REASONS = 3
PRESETS = {
    "equal": Text("equal weights", "gelijke gewichten"),
    "without_incidents": Text("without incidents", "zonder incidenten"),
    "incidents_only": Text("incidents only", "alleen incidenten"),
    "uitbuiting": Text("exploitation", "uitbuiting"),
    "vastgoed": Text("misuse of real estate", "misbruik van vastgoed"),
    "witwassen": Text("money laundering", "witwassen"),
    "kwetsbaarheid": Text("vulnerability in general", "kwetsbaarheid in het algemeen"),
}


def preset_label(name: str) -> Text:
    """Call a preset of the shipped sets, or a theme, by its words; what a municipality named keeps its name."""
    return PRESETS.get(name, Text(name, name))


def reason_words(index: Index, indicators: Mapping[str, Indicator], language: str) -> Words:
    """Name the strongest contributions of each scored unit, most first: "Small units +12.1; Isolation -8.0".

    Returns:
        (n,) of str; None where there is no index.

    """
    words = np.full(len(index.total), None, dtype=object)
    rows = np.flatnonzero(index.scored)
    if not len(rows):
        return words
    parts = index.contributions[rows]
    labels = np.array([_label(indicators[name], language) for name in index.used], dtype=object)
    order = np.argsort(-np.abs(parts), axis=1, kind="stable")[:, :REASONS]  # NaN, what is missing, comes last
    strongest = np.take_along_axis(parts, order, axis=1)
    numbers = np.char.mod(" %+.1f", np.nan_to_num(strongest))
    if language == "nl":
        numbers = np.char.replace(numbers, ".", ",")
    phrases = np.where(np.isnan(strongest), "", labels[order] + numbers.astype(object))
    joined: Words = phrases[:, 0]
    for phrase in phrases.T[1:]:
        joined = joined + np.where(phrase == "", "", "; ") + phrase
    words[rows] = joined
    return words


def missing_words(index: Index, indicators: Mapping[str, Indicator], language: str) -> Words:
    """Name what each unit has no value for, of all that the preset weighs: "Vacancy; Turnover".

    Returns:
        (n,) of str; None where nothing is missing.

    """
    names = [name for name, why in index.why.items() if why is not Why.FLAT]
    column = {name: position for position, name in enumerate(index.used)}
    missing = np.ones((len(index.total), len(names)), dtype=bool)
    for position, name in enumerate(names):
        if name in column:
            missing[:, position] = np.isnan(index.scores[:, column[name]])
    if not missing.size:
        return np.full(len(index.total), None, dtype=object)
    patterns, pattern = np.unique(missing, axis=0, return_inverse=True)
    labels = [_label(indicators[name], language) for name in names]
    spoken = ["; ".join(np.compress(row, np.array(labels, dtype=object))) or None for row in patterns]
    words: Words = np.array(spoken, dtype=object)[pattern.reshape(-1)]
    return words


def area_words(top: TopShare, language: str) -> Sequence[str | None]:
    """Say of each area how many of its locations are in the top fifth; None where none is scored."""
    return [
        say(
            note(
                "index_area_words",
                k=int(k),
                n=int(n),
                share=round(100 * share),
                low=round(100 * low),
                high=round(100 * high),
            ),
            language,
        )
        if n
        else None
        for k, n, share, low, high in zip(top.k, top.units, top.share, top.low, top.high, strict=True)
    ]


def _label(indicator: Indicator, language: str) -> str:
    return indicator.label.nl if language == "nl" else indicator.label.en
