"""Which places are called hot or cold, and how that is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ...safeguards.messages import note, warn
from .one_address import BESIDE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ...safeguards.messages import Message

CLASSES = (0.10, 0.05, 0.01)  # hot_class 1, 2, 3
HIGH_AMONG_HIGH = 1


def classes(adjusted: NDArray[np.float64], among: NDArray[np.bool_] | None = None) -> NDArray[np.int64]:
    """Give 1, 2, 3 for an adjusted p up to .10, .05, .01, else 0, as (n,); `among` may leave some places out."""
    found = sum((adjusted <= level).astype(np.int64) for level in CLASSES)
    return np.asarray(found if among is None else np.where(among, found, 0), dtype=np.int64)


def tell_called(
    method: str, adjusted: NDArray[np.float64], quadrant: NDArray[np.int64], *, alpha: float, cells: bool, rates: bool
) -> Message:
    """Tell how many places are called.

    Args:
        method: "exposure", "gistar" or "localmoran".
        adjusted: (n,) adjusted p.
        quadrant: (n,) quadrant of the local Moran; not looked at for the other methods.
        alpha: Adjusted p up to which a place is called.
        cells: Whether the places are cells of a grid; else the sentence speaks of places.
        rates: Whether rates were compared, not counts.

    """
    called = adjusted <= alpha
    told = {"n": int(called.sum()), "total": len(adjusted), "alpha": alpha}
    if method == "localmoran":
        kinds = np.bincount(quadrant[called], minlength=5)
        names = ("high_high", "low_high", "low_low", "high_low")
        code = "places_called_localmoran_rates" if rates else "places_called_localmoran"
        return warn(code, **told, **dict(zip(names, kinds[1:].tolist(), strict=True)))
    if method == "gistar" and rates:
        return warn("places_called_gistar_rates", **told)
    if method == "gistar":
        return warn("hotspots_called_gistar" if cells else "places_called_gistar", **told)
    return note("hotspots_called" if cells else "places_called", **told)


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
