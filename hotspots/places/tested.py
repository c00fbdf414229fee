"""What is asked of places, and what each method finds: the p of every place, corrected, and its class."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtr

from ...safeguards.messages import note, refused
from ..fdr import adjusted as adjust
from ..gistar import gi_star_on_grid
from .bayes import empirical_bayes
from .called import HIGH_AMONG_HIGH, classes
from .moran import local_moran
from .neighbourhood import Wanted
from .permutation import gi_star_permuted, local_moran_permuted
from .weights import row_standardised

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ...safeguards.messages import Message
    from ...safeguards.watch import Watch
    from .neighbourhood import Neighbourhood
    from .place_exposure import Exposed

    Floats = NDArray[np.float64]

METHODS = ("exposure", "gistar", "localmoran")
VALUES = ("count", "rate", "smoothed")


@dataclass(frozen=True)
class Asked:
    """What is asked of the places.

    Attributes:
        method: A name of `METHODS`.
        value: What gistar and localmoran compare, a name of `VALUES`.
        wanted: How neighbours are chosen.
        correction: "fdr", "bonferroni" or "none".
        alpha: Adjusted p up to which the messages count a place as called; the classes are fixed.
        permutations: For the pseudo p that is reported beside; 0 for none.
        seed: Of the permutations.

    """

    method: str = "exposure"
    value: str = "count"
    wanted: Wanted = field(default_factory=Wanted)
    correction: str = "fdr"
    alpha: float = 0.05
    permutations: int = 0
    seed: int = 1


@dataclass(frozen=True, eq=False)
class Tested:
    """What a method found, (n,) each: the upper or two-sided p, its adjusted value, and columns of its own."""

    p: Floats
    adjusted: Floats
    hot: NDArray[np.int64]
    columns: dict[str, NDArray[np.float64] | NDArray[np.int64]]

    def called(self, alpha: float) -> NDArray[np.bool_]:
        """Tell which places are called hot, for localmoran those high among high, (n,)."""
        high = self.columns["quadrant"] == HIGH_AMONG_HIGH if "quadrant" in self.columns else True
        return np.asarray((self.adjusted <= alpha) & high, dtype=np.bool_)


def refuse_unknown(method: str, value: str) -> None:
    """Refuse a method or a value that there is not.

    Raises:
        RefusedError: It is not known.

    """
    if method not in METHODS:
        raise refused("hotspots_method_unknown", method=method, known=", ".join(METHODS))
    if value not in VALUES:
        raise refused("places_value_unknown", value=value, known=", ".join(VALUES))


def compared(counts: Floats, exposed: Exposed | None, asked: Asked) -> tuple[Floats, NDArray[np.bool_], list[Message]]:
    """Choose what is compared per place: counts, rates or smoothed rates.

    Args:
        counts: (n,) incidents per place.
        exposed: What is exposed; None where there is nothing.
        asked: The method and its value.

    Returns:
        (n,) values, (n,) mask of the places that take part, and messages.

    Raises:
        RefusedError: Smoothed rates are all the same.

    """
    everywhere = np.ones(len(counts), dtype=np.bool_)
    if asked.method == "exposure" or asked.value == VALUES[0] or exposed is None:
        return counts, everywhere, []
    known = exposed.amount > 0
    messages = []
    if not known.all():
        messages.append(
            note(
                "places_without_rate",
                n=int((~known).sum()),
                total=len(known),
                incidents=round(float(counts[~known].sum()), 1),
            )
        )
    if asked.value == "rate":
        return np.divide(counts, exposed.amount, out=np.zeros(len(counts)), where=known), known, messages
    smoothed = np.nan_to_num(empirical_bayes(counts, exposed.amount))
    if known.any() and np.ptp(smoothed[known]) == 0:
        raise refused("places_rates_alike", n=int(known.sum()))
    return smoothed, known, messages


def concentrated(value: Floats, known: NDArray[np.bool_], around: Neighbourhood, asked: Asked, watch: Watch) -> Tested:
    """Tell where high values lie together, by Gi* or by the local Moran's I.

    Args:
        value: (n,) one value per place.
        known: (n,) places that take part; the others get NaN.
        around: Their neighbours.
        asked: The method, its correction and permutations.
        watch: Told of progress, asked for cancel.

    Raises:
        RefusedError: There are too many pairs of neighbours, or all values are equal.

    """
    n = len(value)
    columns: dict[str, NDArray[np.float64] | NDArray[np.int64]] = {}
    links = around.links[known][:, known] if asked.permutations or asked.method == "localmoran" else None
    if asked.method == "gistar":
        z = gi_star_on_grid(value, around, known=known)
        p = ndtr(-z)
        adjusted = adjust(p, asked.correction)
        hot = classes(adjusted)
        columns = {"z": z, "cold_class": classes(adjust(ndtr(z), asked.correction))}
        if links is not None:
            columns["p_permuted"] = _all(
                known,
                gi_star_permuted(value[known], links, permutations=asked.permutations, seed=asked.seed, watch=watch),
            )
        return Tested(p, adjusted, hot, columns)
    standard = row_standardised(links)
    moran = local_moran(value[known], standard)
    z = _all(known, moran.z)
    quadrant = np.zeros(n, dtype=np.int64)
    quadrant[known] = moran.quadrant
    p = 2 * ndtr(-np.abs(z))
    adjusted = adjust(p, asked.correction)
    columns = {"moran_i": _all(known, moran.i), "z": z, "quadrant": quadrant}
    if asked.permutations:
        columns["p_permuted"] = _all(
            known,
            local_moran_permuted(value[known], standard, permutations=asked.permutations, seed=asked.seed, watch=watch),
        )
    return Tested(p, adjusted, classes(adjusted, quadrant == HIGH_AMONG_HIGH), columns)


def _all(known: NDArray[np.bool_], some: Floats) -> Floats:
    """Give values of the places that take part to all, NaN to the others."""
    values = np.full(len(known), np.nan)
    values[known] = some
    return values


def over_exposure(p: Floats, correction: str) -> Tested:
    """Correct the exact p of excess over exposure, (n,), and class it."""
    adjusted = adjust(p, correction)
    return Tested(p, adjusted, classes(adjusted), {})
