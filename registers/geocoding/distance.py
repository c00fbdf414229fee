"""How many typing errors apart words are: letters inserted, dropped, changed or swapped with their neighbour."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.spatial.distance import cdist

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]

_AT_ONCE = 2_000_000  # pairs looked at together
_LETTERS = 64


def typing_errors(one: Sequence[str], other: Sequence[str]) -> Numbers:
    """Count the typing errors between words, pair by pair (optimal string alignment).

    Args:
        one: (n,) words.
        other: (n,) words to compare them with.

    Returns:
        (n,) numbers of errors.

    """
    distances = np.zeros(len(one), dtype=np.int64)
    step = 100_000
    for start in range(0, len(one), step):
        part = slice(start, start + step)
        distances[part] = _aligned(_codes(one[part]), _codes(other[part]), *_lengths(one[part], other[part]))
    return distances


def _lengths(one: Sequence[str], other: Sequence[str]) -> tuple[Numbers, Numbers]:
    return np.array([len(word) for word in one]), np.array([len(word) for word in other])


def _codes(words: Sequence[str]) -> NDArray[np.uint32]:
    width = max(1, max((len(word) for word in words), default=1))
    return np.array(words, dtype=f"U{width}").view(np.uint32).reshape(len(words), width)


def _aligned(a: NDArray[np.uint32], b: NDArray[np.uint32], ends: Numbers, others: Numbers) -> Numbers:
    """Fill the table of distances row by row, for all pairs at once."""
    pairs, width = b.shape
    places = np.arange(width + 1)
    row = np.broadcast_to(places, (pairs, width + 1)).astype(np.int64)
    before = row
    found = others.copy()
    for i in range(1, a.shape[1] + 1):
        letter = a[:, i - 1 : i]
        made = np.empty_like(row)
        made[:, 0] = i
        made[:, 1:] = np.minimum(row[:, 1:] + 1, row[:, :-1] + (letter != b))
        if i > 1 and width > 1:
            swapped = (letter == b[:, :-1]) & (a[:, i - 2 : i - 1] == b[:, 1:])
            made[:, 2:] = np.where(swapped, np.minimum(made[:, 2:], before[:, :-2] + 1), made[:, 2:])
        # A letter more costs one: the running minimum of what stands to the left.
        made = np.minimum.accumulate(made - places, axis=1) + places
        before, row = row, made
        at_end = ends == i
        found[at_end] = row[at_end, others[at_end]]
    return found


def similar_pairs(
    written: Sequence[str], known: Sequence[str], most: NDArray[np.int64], look: Callable[[float], None]
) -> tuple[Numbers, Numbers, Numbers]:
    """Find the known words that differ little from each written one.

    No pair is missed: words that differ in more letters than allowed, in whatever order, differ in more errors.

    Args:
        written: (n,) words as they were written.
        known: (m,) words they may mean.
        most: (m,) errors allowed in each known word.
        look: Told the fraction done; may raise to stop.

    Returns:
        Positions in `written`, positions in `known`, and the number of errors, of every pair within bounds.

    """
    letters, known_letters = _histograms(written), _histograms(known)
    length, known_length = _lengths(written, known)
    firsts, seconds = [], []
    step = max(1, _AT_ONCE // max(1, len(known)))
    for start in range(0, len(written), step):
        look(start / len(written))
        apart = cdist(letters[start : start + step], known_letters, "cityblock")
        longer = np.abs(length[start : start + step, None] - known_length[None, :])
        first, second = np.nonzero((apart + longer) / 2 <= most[None, :])
        firsts.append(first + start)
        seconds.append(second)
    if not firsts:
        nothing = np.zeros(0, dtype=np.int64)
        return nothing, nothing, nothing
    one, other = np.concatenate(firsts), np.concatenate(seconds)
    errors = typing_errors([written[i] for i in one.tolist()], [known[j] for j in other.tolist()])
    near = errors <= most[other]
    return one[near], other[near], errors[near]


def _histograms(words: Sequence[str]) -> NDArray[np.float64]:
    """Count the letters of words, folded into a few bins: two letters in one bin only let more pairs through."""
    made = np.zeros((len(words), _LETTERS))
    if len(words):
        codes = _codes(words)
        row, column = np.nonzero(codes)
        np.add.at(made, (row, codes[row, column] % _LETTERS), 1)
    return made
