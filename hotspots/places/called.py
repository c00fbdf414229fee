"""Which places are called hot or cold, and how that is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ...safeguards.messages import note, warn
from ..period import Words
from .one_address import BESIDE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ...safeguards.messages import Message

CLASSES = (0.10, 0.05, 0.01)  # hot_class 1, 2, 3
HIGH_AMONG_HIGH = 1
_CORRECTED = Words("adjusted p", "aangepaste p")
_BY_ITSELF = Words("p by itself", "p op zichzelf")


def classes(adjusted: NDArray[np.float64], among: NDArray[np.bool_] | None = None) -> NDArray[np.int64]:
    """Give 1, 2, 3 for an adjusted p up to .10, .05, .01, else 0, as (n,); `among` may leave some places out."""
    found = sum((adjusted <= level).astype(np.int64) for level in CLASSES)
    return np.asarray(found if among is None else np.where(among, found, 0), dtype=np.int64)


@dataclass(frozen=True)
class Called:
    """How places are called, as far as it is told.

    Attributes:
        method: "exposure", "gistar" or "localmoran".
        alpha: p up to which a place is called.
        corrected: Whether that p is corrected for the number of places.
        cells: Whether the places are cells of a grid; else the sentence speaks of places.
        rates: Whether rates were compared, not counts.

    """

    method: str
    alpha: float
    corrected: bool = True
    cells: bool = True
    rates: bool = False


def tell_called(how: Called, adjusted: NDArray[np.float64], quadrant: NDArray[np.int64]) -> Message:
    """Tell how many of the places that were tested are called.

    Args:
        how: How they are called.
        adjusted: (n,) adjusted p; NaN where nothing was tested.
        quadrant: (n,) quadrant of the local Moran; not looked at for the other methods.

    """
    called = adjusted <= how.alpha
    told: dict[str, Any] = {
        "n": int(called.sum()),
        "total": int(np.isfinite(adjusted).sum()),
        "p": _CORRECTED if how.corrected else _BY_ITSELF,
        "alpha": how.alpha,
    }
    if how.method == "localmoran":
        kinds = np.bincount(quadrant[called], minlength=5)
        names = ("high_high", "low_high", "low_low", "high_low")
        code = "places_called_localmoran_rates" if how.rates else "places_called_localmoran"
        return warn(code, **told, **dict(zip(names, kinds[1:].tolist(), strict=True)))
    if how.method == "gistar" and how.rates:
        return warn("places_called_gistar_rates", **told)
    if how.method == "gistar":
        return warn("hotspots_called_gistar" if how.cells else "places_called_gistar", **told)
    return note("hotspots_called" if how.cells else "places_called", **told)


def tell_uncorrected(correction: str, p: NDArray[np.float64], alpha: float) -> list[Message]:
    """Warn of false alarms where nothing is corrected for the number of tests."""
    if correction != "none":
        return []
    tested = int((~np.isnan(p)).sum())
    return [warn("places_uncorrected", tested=tested, alpha=alpha, by_chance=round(alpha * tested))]


def tell_one_address(one_address: NDArray[np.int64], hot: NDArray[np.bool_]) -> list[Message]:
    """Tell which hot places are so by one address."""
    n = int((one_address > 0).sum())
    if not n:
        return []
    beside = int((one_address == BESIDE).sum())
    return [warn("places_one_address", n=n, hot=int(hot.sum()), beside=beside)]
