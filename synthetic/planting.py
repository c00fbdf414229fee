"""What is planted: which units, and by how much each of their traits is shifted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy.spatial import cKDTree

from .stock import TRAITS

if TYPE_CHECKING:
    from numpy.typing import NDArray

SHARE = 0.05
SHIFT = 0.5  # standard deviations
_NOISE = 0.25
SHOWN = {  # trait -> what of a planted unit is shifted, as its registers show it
    "age": "earlier bouwjaar",
    "value": "lower value per m2; farms: more often stopped",
    "size": "smaller verblijfsobjecten",
    "count": "estates: more tenants; farms: bigger barns",
    "vacancy": "more often vacant",
    "turnover": "more vestigingen that come and go",
    "jump": "value that jumped more often",
    "place": "estates: farther from homes; shopping zones: farther from the middle; farms: farther from others",
}
_TIMES = 2.0  # incidents at a planted unit
_HOT_TIMES, _HOT_RADIUS, _HOTSPOTS = 5.0, 150.0, 3


def choose(
    eligible: NDArray[np.bool_],
    tilt: NDArray[np.float64],
    rng: np.random.Generator,
    kind: NDArray[np.object_] | None = None,
) -> NDArray[np.bool_]:
    """Choose one in twenty of the eligible, and of every kind among them as near to that as whole numbers go.

    Were the kinds left to chance, a few hundred chosen could hold so few multi-tenant buildings that they look like
    single-tenant ones whatever their traits.

    Args:
        eligible: (n,) which may be chosen.
        tilt: (n,) normal scores of a trait that cannot be changed afterwards; choosing with weight exp(shift · score)
            moves the mean of the chosen by just `SHIFT`.
        rng: Where chance comes from.
        kind: (n,) kinds that are each to be chosen from; none is one kind.

    """
    chosen = np.zeros(len(eligible), dtype=bool)
    position = np.flatnonzero(eligible)
    if not len(position):
        return chosen
    keys = SHIFT * tilt[position] + rng.gumbel(size=len(position))
    names = np.zeros(len(position)) if kind is None else kind[position].astype(str)
    _, of, size = np.unique(names, return_inverse=True, return_counts=True)
    order = np.lexsort((-keys, of))
    place = np.arange(len(order)) - np.repeat(np.cumsum(size) - size, size)  # within its kind, first chosen first
    turn = (place + rng.random(len(size))[of[order]]) / size[of[order]]
    first = order[np.argsort(turn, kind="stable")[: max(1, round(SHARE * len(position)))]]
    chosen[position[first]] = True
    return chosen


def seclusion(buildings: pd.DataFrame, zone: str) -> NDArray[np.float64]:
    """Score how far from the eyes of others a unit stands: from homes, or in a shopping zone from its middle.

    Args:
        buildings: x, y, zone, and how many `homes` and `business` each holds.
        zone: "estate" or "shop".

    Returns:
        (n,) normal scores over the buildings of the zone, 0 for all others.

    """
    here = buildings["zone"].str.startswith(zone).to_numpy(dtype=bool)
    score = np.zeros(len(buildings))
    xy = buildings[["x", "y"]].to_numpy()
    if zone == "shop":
        middle = buildings.loc[here].groupby("zone")[["x", "y"]].transform("mean").to_numpy()
        far = np.hypot(*(xy[here] - middle).T)
    else:
        far, _ = cKDTree(xy[buildings["homes"].to_numpy() > 0]).query(xy[here])
    score[here] = normal_scores(far)
    return score


def draw_traits(n: int, rng: np.random.Generator) -> dict[str, NDArray[np.float64]]:
    """Draw a normal score per trait for `n` units; higher is what the indicators call riskier."""
    return {trait: rng.normal(size=n) for trait in TRAITS}


def shifted(
    traits: dict[str, NDArray[np.float64]], planted: NDArray[np.bool_], rng: np.random.Generator
) -> dict[str, NDArray[np.float64]]:
    """Shift every trait of the planted by half a standard deviation, give or take."""
    return {
        trait: score + np.where(planted, rng.normal(SHIFT, _NOISE, len(planted)), 0) for trait, score in traits.items()
    }


def normal_scores(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Standardise values of any spread by their logarithm."""
    logs = np.log1p(values)
    scores: NDArray[np.float64] = (logs - logs.mean()) / (logs.std() or 1.0)
    return scores


def hotspots(places: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Choose three middles of hotspots, far apart, where many places lie: x, y, radius, times."""
    xy = places[["x", "y"]].to_numpy()
    some = xy[rng.choice(len(xy), min(400, len(xy)), replace=False)]
    crowd = (np.hypot(*(some[:, None, :] - some[None, :, :]).transpose(2, 0, 1)) < 4 * _HOT_RADIUS).sum(axis=1)
    chosen: list[int] = []
    score = crowd.astype(float)
    for _ in range(_HOTSPOTS):
        chosen.append(int(score.argmax()))
        score[np.hypot(*(some - some[chosen[-1]]).T) < 5 * _HOT_RADIUS] = -1.0 - len(chosen)
    middle = some[chosen].round(1)
    return pd.DataFrame({"x": middle[:, 0], "y": middle[:, 1], "radius": _HOT_RADIUS, "times": _HOT_TIMES})


def heated(rate: NDArray[np.float64], places: pd.DataFrame, spots: pd.DataFrame) -> NDArray[np.float64]:
    """Multiply the rates inside the hotspots."""
    inside = np.zeros(len(rate), dtype=bool)
    for x, y, radius in spots[["x", "y", "radius"]].to_numpy():
        inside |= np.hypot(places["x"].to_numpy() - x, places["y"].to_numpy() - y) <= radius
    return np.where(inside, rate * _HOT_TIMES, rate)


def doubled(rate: NDArray[np.float64], planted: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Double the rates of the planted."""
    return np.where(planted, rate * _TIMES, rate)
