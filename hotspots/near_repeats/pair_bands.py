"""Half-open bands of distance and of time, as someone writes their edges."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from ...safeguards.messages import refused

if TYPE_CHECKING:
    from numpy.typing import NDArray

SAME_PLACE = 0.01  # m
ROUNDING = 1e-6  # m: coordinates of a millimetre make a distance of 100 m this much less
_MOST = 50  # bands each way: more make a table nobody reads


@dataclass(frozen=True)
class InFigures:
    """A band in figures, with the mark of decimals of each language."""

    en: str
    nl: str


def in_figures(band: str) -> InFigures:
    """Give a band as it stands in the table in both languages."""
    return InFigures(band, band.replace(".", ","))


@dataclass(frozen=True, eq=False)
class Bands:
    """Half-open bands [a, b) of metres and of days.

    Attributes:
        metres: (r + 1,) rising edges, 0 or more, finite.
        days: (c + 1,) rising edges, 0 or more; the last may be infinite.

    """

    metres: NDArray[np.float64]
    days: NDArray[np.float64]

    @property
    def shape(self) -> tuple[int, int]:
        """Number of bands in space and in time."""
        return len(self.metres) - 1, len(self.days) - 1

    def row(self, apart: NDArray[np.float64]) -> NDArray[np.int64]:
        """Give the space band of each distance in metres; -1 below the first edge, r from the last on."""
        edges = np.where(self.metres > 0, self.metres - ROUNDING, 0.0)
        return np.searchsorted(edges, apart, side="right") - 1

    @property
    def metre_words(self) -> list[str]:
        """Name the bands of metres in figures."""
        return _words(self.metres, "m")

    @property
    def day_words(self) -> list[str]:
        """Name the bands of days in figures; d is day and dag."""
        return _words(self.days, "d")


def _words(edges: NDArray[np.float64], unit: str) -> list[str]:
    return [
        f"≥ {low:g} {unit}" if np.isinf(high) else _ranged(low, high, unit) for low, high in pairwise(edges.tolist())
    ]


def _ranged(low: float, high: float, unit: str) -> str:
    """Say a band; nobody reads a hundredth of a metre."""
    if unit == "m" and SAME_PLACE in (low, high):
        return "0–1 cm" if high == SAME_PLACE else f"1 cm–{high:g} m"  # noqa: RUF001  a range in print
    return f"{low:g}–{high:g} {unit}"  # noqa: RUF001  the same


def edges(text: str, parameter: str, *, opened: bool = False) -> NDArray[np.float64]:
    """Read the edges of bands, as in `0,100,200`.

    Args:
        text: Rising numbers, 0 or more, between commas, semicolons or blanks.
        parameter: Where they were given.
        opened: Whether the last may be `inf`, for a band without an end.

    Raises:
        RefusedError: These are no edges.

    """
    words = [word for word in re.split(r"[;,\s]+", text.strip()) if word]
    try:
        found = np.array([float(word) for word in words])
    except ValueError:
        found = np.empty(0)
    finite = found[:-1] if opened else found
    rising = len(found) > 1 and np.isfinite(finite).all() and found[0] >= 0 and (np.diff(found) > 0).all()
    if not rising or np.isnan(found[-1]) or len(found) > _MOST + 1:
        raise refused("bands_edges", parameter=parameter, value=text, most=_MOST)
    return found


def with_same_place(metres: NDArray[np.float64]) -> NDArray[np.float64]:
    """Let what lies on one spot be a band of its own, where the bands begin at 0."""
    if metres[0] > 0 or metres[1] <= SAME_PLACE:
        return metres
    return np.insert(metres, 1, SAME_PLACE)
