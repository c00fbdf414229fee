"""Simulated incidents: where the rate of a place says, when the kind of incident says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from numpy.typing import NDArray

MONTHS = 40  # before the peildatum
# kind: share on estates, in shopping streets, in the countryside, among homes; hours it may have lasted unseen
_KINDS: dict[str, tuple[tuple[float, float, float, float], float]] = {
    "drugsafval dumping": ((0.06, 0.01, 0.30, 0.01), 30.0),
    "hennepkwekerij": ((0.12, 0.04, 0.16, 0.08), 0.0),
    "drugshandel": ((0.06, 0.14, 0.04, 0.08), 0.0),
    "mensenhandel signaal": ((0.04, 0.03, 0.05, 0.01), 0.0),
    "illegale bewoning": ((0.10, 0.04, 0.10, 0.03), 0.0),
    "vastgoedfraude": ((0.04, 0.03, 0.02, 0.02), 0.0),
    "witwassen signaal": ((0.04, 0.06, 0.02, 0.01), 0.0),
    "inbraak bedrijf": ((0.34, 0.20, 0.16, 0.04), 40.0),
    "overlast": ((0.06, 0.25, 0.05, 0.42), 0.0),
    "vernieling": ((0.14, 0.20, 0.10, 0.30), 20.0),
}
ZONES = ("estate", "shop", "farm", "home")


def simulate(
    places: pd.DataFrame, rate: NDArray[np.float64], n: int, peildatum: pd.Timestamp, rng: np.random.Generator
) -> pd.DataFrame:
    """Draw `n` incidents over the places in proportion to their rates.

    Args:
        places: `x`, `y`, `reach` (m an incident may lie from the middle) and `zone`, one of `ZONES`.
        rate: (p,) relative rates.
        n: Number of incidents.
        peildatum: The first day without incidents.
        rng: Where chance comes from.

    Returns:
        incident_id, soort, begin, eind, herkomst, x, y, and `place`, the position of its place.

    """
    place = np.repeat(np.arange(len(places)), rng.multinomial(n, rate / rate.sum()))
    zone = np.searchsorted(np.sort(ZONES), places["zone"].to_numpy(dtype=str)[place])
    zone = np.argsort(ZONES)[zone]
    names = np.array(list(_KINDS), dtype=object)
    soort = np.empty(n, dtype=object)
    for k in range(len(ZONES)):
        here = zone == k
        share = np.array([mix[k] for mix, _ in _KINDS.values()])
        soort[here] = rng.choice(names, here.sum(), p=share / share.sum())
    far = np.sqrt(rng.random(n)) * places["reach"].to_numpy()[place]
    turn = rng.uniform(0, 2 * np.pi, n)
    begin, eind = _times(soort, peildatum, rng)
    order = np.argsort(begin, kind="stable")
    made = pd.DataFrame(
        {
            "soort": soort,
            "begin": begin,
            "eind": eind,
            "herkomst": rng.choice(["gemeld", "ontdekt", "onbekend"], n, p=[0.8, 0.13, 0.07]),
            "x": (places["x"].to_numpy()[place] + far * np.cos(turn)).round(1),
            "y": (places["y"].to_numpy()[place] + far * np.sin(turn)).round(1),
            "place": place,
        }
    ).iloc[order]
    made.insert(0, "incident_id", [f"I{k:07d}" for k in range(1, n + 1)])
    return made.reset_index(drop=True)


def _times(
    soort: NDArray[np.object_], peildatum: pd.Timestamp, rng: np.random.Generator
) -> tuple[NDArray[np.datetime64], NDArray[np.datetime64]]:
    """Begin on any day, more in the evening and at night; some kinds are found later, which leaves a window."""
    n = len(soort)
    start = peildatum - pd.DateOffset(months=MONTHS)
    day = rng.integers(0, (peildatum - start).days - 4, n)
    hour = np.where(rng.random(n) < 0.55, rng.normal(22, 3.5, n) % 24, rng.uniform(0, 24, n))  # noqa: PLR2004 - share by night
    minutes = np.round(day * 1440 + hour * 60).astype("timedelta64[m]")
    begin = np.datetime64(start, "m") + minutes
    unseen = np.array([_KINDS[k][1] for k in _KINDS])[pd.Series(soort).map({k: i for i, k in enumerate(_KINDS)})]
    window = (unseen > 0) & (rng.random(n) < 0.75)  # noqa: PLR2004 - the rest is caught in the act
    length = np.where(window, np.minimum(rng.gamma(1.5, np.maximum(unseen, 1) / 1.5, n), 72), 0)
    return begin, begin + np.round(length * 60).astype("timedelta64[m]")


def background(n: int, rng: np.random.Generator) -> NDArray[np.float64]:
    """Draw how prone each of `n` places is of itself: gamma of shape one half, mean 1."""
    return rng.gamma(0.5, 2.0, n)
