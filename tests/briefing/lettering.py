"""How wide words are, guessed: for tests that lay out pages without a font."""

from __future__ import annotations

_LETTER = 0.56  # average width of a letter of Open Sans, in sizes


def estimated(words: str, size: float, bold: bool) -> float:  # noqa: FBT001  a `Measure`
    """Estimate the width of words without knowing their font, on the wide side."""
    return len(words) * size * _LETTER * (1.08 if bold else 1.0)
