"""How wide to spread a point: the normal rules of thumb, and the radius that foretells left-out points best.

All are rules for a Gaussian kernel. Its sigma becomes the radius of another kernel by equal spread, which makes a
quartic kernel sqrt(8) sigma wide.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.spatial import cKDTree
from scipy.special import logsumexp

from ...safeguards.messages import CancelledError, note, refused, warn
from ...safeguards.watch import Watch
from .kernels import KERNELS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ...safeguards.messages import Message

RULES = ("silverman", "scott", "cross_validation")
_MOST_LEFT_OUT = 2_000
_SEED = 1
_STEP, _STEPS = 1.2, 24
_WIDEST = 1.5  # of Scott's sigma
_REACH = 6.0  # sigma
_CELLS_A_SIGMA = 4
_NEAREST = 8
_AT_ONCE = 200  # places left out between two looks at cancel
# A distribution in the plane whose median distance is this many times its sigma is the normal one.
_MEDIAN_DISTANCE = np.sqrt(2 * np.log(2))


@dataclass(frozen=True, eq=False)
class Places:
    """Points that coincide taken as one.

    Attributes:
        points: (n, 2) coordinates, metres.
        weights: (n,) what they count for together, above 0.

    """

    points: NDArray[np.float64]
    weights: NDArray[np.float64]

    @classmethod
    def of(cls, points: NDArray[np.float64], weights: NDArray[np.float64]) -> Places:
        """Take points within the same centimetre as one place."""
        counted = weights > 0
        places, which = np.unique(np.round(points[counted], 2), axis=0, return_inverse=True)
        together = np.bincount(which.ravel(), weights=weights[counted], minlength=len(places))
        return cls(places, together.astype(np.float64))


def radius_by(
    rule: str,
    points: NDArray[np.float64],
    weights: NDArray[np.float64],
    *,
    kernel: str = "quartic",
    watch: Watch | None = None,
) -> tuple[float, list[Message]]:
    """Choose the radius of a kernel.

    Args:
        rule: A name of `RULES`.
        points: (n, 2) coordinates, metres.
        weights: (n,) what each counts for.
        kernel: A key of `KERNELS`.
        watch: Told of progress, asked for cancel.

    Returns:
        The radius in metres, and messages.

    Raises:
        RefusedError: Fewer than two places.

    """
    watch = watch or Watch()
    places = Places.of(points, weights)
    if len(places.points) < 2:  # noqa: PLR2004  one spot has no spread
        raise refused("density_one_spot", n=len(points))
    if rule == "cross_validation":
        sigma, messages = _foretelling(places, watch)
    elif rule == "silverman":
        sigma, messages = silverman(points, weights), []
    else:
        sigma, messages = scott(points, weights), []
    radius = sigma / float(KERNELS[kernel].spread)
    told = {"radius": round(radius, 1), "sigma": round(sigma, 1), "n": len(points)}
    first = {
        "silverman": lambda: note("density_by_silverman", **told),
        "scott": lambda: note("density_by_scott", **told),
        "cross_validation": lambda: note("density_by_cross_validation", **told),
    }[rule]()
    return radius, [first, *messages]


def scott(points: NDArray[np.float64], weights: NDArray[np.float64]) -> float:
    """Give sigma by Scott (1992): the standard deviation along an axis times n^(-1/6).

    n is (Σw)² / Σw², and the deviation the root of the mean variance of both axes.
    """
    return _deviation(points, weights) * _shrinking(weights)


def silverman(points: NDArray[np.float64], weights: NDArray[np.float64]) -> float:
    """Give sigma by Silverman (1986): as Scott, with the smaller of the deviation and a robust one.

    In the plane Silverman's factor (4 / (d + 2))^(1/(d + 4)) n^(-1/(d + 4)) is Scott's. The robust deviation, the
    median distance to the centre over sqrt(2 ln 2), keeps a few faraway points from widening the kernel; it does not
    count where half the points lie on the centre.
    """
    middle = np.average(points, axis=0, weights=weights)
    distance = np.hypot(*(points - middle).T)
    order = np.argsort(distance)
    half = np.searchsorted(np.cumsum(weights[order]), weights.sum() / 2)
    robust = float(distance[order][min(half, len(order) - 1)] / _MEDIAN_DISTANCE)
    deviation = _deviation(points, weights)
    return (min(deviation, robust) if robust > 0 else deviation) * _shrinking(weights)


def _deviation(points: NDArray[np.float64], weights: NDArray[np.float64]) -> float:
    total = weights.sum()
    middle = np.average(points, axis=0, weights=weights)
    squares = (weights[:, None] * (points - middle) ** 2).sum(axis=0)
    return float(np.sqrt(squares.mean() / (total - (weights**2).sum() / total)))


def _shrinking(weights: NDArray[np.float64]) -> float:
    return float((weights.sum() ** 2 / (weights**2).sum()) ** (-1 / 6))


def _foretelling(places: Places, watch: Watch) -> tuple[float, list[Message]]:
    """Give the sigma of a grid under which the places left out one by one are the least surprising."""
    widest = _WIDEST * scott(places.points, places.weights)
    sigmas = widest / _STEP ** np.arange(_STEPS)[::-1]
    left_out = np.arange(len(places.points))
    messages: list[Message] = []
    if len(left_out) > _MOST_LEFT_OUT:
        left_out = np.sort(np.random.default_rng(_SEED).choice(len(left_out), _MOST_LEFT_OUT, replace=False))
        messages.append(note("density_left_out", n=len(left_out), total=len(places.points), seed=_SEED))
    likelihood = np.empty(len(sigmas))
    for number, sigma in enumerate(sigmas):
        watch.at(number / len(sigmas))
        likelihood[number] = log_likelihood(places, left_out, float(sigma), watch)
    best = int(likelihood.argmax())
    if best in (0, len(sigmas) - 1):
        low, high = (round(float(sigma), 1) for sigma in (sigmas[0], sigmas[-1]))
        messages.append(warn("density_at_end_of_range", low=low, high=high))
    return float(sigmas[best]), messages


def log_likelihood(places: Places, left_out: NDArray[np.int64], sigma: float, watch: Watch) -> float:
    """Give Σ w log f of places under the Gaussian density of all others.

    A place is left out with all that lies on it: incidents written on one address would otherwise foretell each
    other perfectly, and the best sigma would be 0. The others are taken together in squares of a quarter sigma, each
    at its own middle, which changes the density by well under 1 %; a place with nothing within six sigma is told
    by its nearest ones.

    Args:
        places: All places.
        left_out: (m,) numbers of those that are left out in turn.
        sigma: Of the Gaussian, metres.
        watch: Asked for cancel.

    """
    square = np.floor(places.points / (sigma / _CELLS_A_SIGMA)).astype(np.int64)
    square -= square.min(axis=0)
    _, cell = np.unique(square[:, 0] * (square[:, 1].max() + 1) + square[:, 1], return_inverse=True)
    held = np.bincount(cell, weights=places.weights)
    alone = np.bincount(cell) == 1
    moment = np.column_stack([np.bincount(cell, weights=places.weights * axis) for axis in places.points.T])
    centre = moment / held[:, None]
    sources = cKDTree(centre)
    here, weight, own = places.points[left_out], places.weights[left_out], cell[left_out]
    total = np.empty(len(left_out))
    for first in range(0, len(here), _AT_ONCE):
        if watch.cancelled():
            raise CancelledError
        some = slice(first, first + _AT_ONCE)
        tree = cKDTree(here[some])
        pairs = tree.sparse_distance_matrix(sources, _REACH * sigma, output_type="ndarray")
        other = pairs["j"] != own[some][pairs["i"]]
        pairs = pairs[other]
        height = np.exp(-0.5 * (pairs["v"] / sigma) ** 2) * held[pairs["j"]]
        total[some] = np.bincount(pairs["i"], weights=height, minlength=tree.n)
    rest = np.where(alone[own], 0.0, held[own] - weight)
    shared = rest > 0
    middle = (moment[own] - weight[:, None] * here)[shared] / rest[shared, None]
    away = np.hypot(*(middle - here[shared]).T)
    total[shared] += rest[shared] * np.exp(-0.5 * (away / sigma) ** 2)
    told = np.log(total, out=np.full(len(total), -np.inf), where=total > 0)
    lonely = total == 0
    if lonely.any():
        told[lonely] = _by_the_nearest(places, left_out[lonely], sigma)
    others = places.weights.sum() - weight
    return float((weight * (told - np.log(2 * np.pi * sigma**2 * others))).sum())


def _by_the_nearest(places: Places, left_out: NDArray[np.int64], sigma: float) -> NDArray[np.float64]:
    """Give the log of the sum over the nearest others, which are so far that their heights are no numbers."""
    nearest = min(_NEAREST + 1, len(places.points))
    distance, which = cKDTree(places.points).query(places.points[left_out], k=nearest)
    logs: NDArray[np.float64] = logsumexp(-0.5 * (distance[:, 1:] / sigma) ** 2, b=places.weights[which[:, 1:]], axis=1)
    return logs
