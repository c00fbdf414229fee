"""What the trial of maps amounts to: a table, and whether each way beats simple counting."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ...safeguards.messages import note, warn
from .accuracy import measures
from .paired import LEAST_PERIODS, difference
from .rankings import COUNTING, NAMES, OURS, RANDOM, Name

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ...safeguards.messages import Message
    from .paired import Difference
    from .rolling import Trial

    Numbers = NDArray[np.float64]

AREA, STREETS = Name("area", "oppervlakte"), Name("street length", "straatlengte")
_TENTH = 0.001
_WITHIN = (2.5, 97.5)  # percentiles between which 95 % of maps by chance lie


def table(trial: Trial, seed: int) -> pd.DataFrame:
    """Give a row for each way, share and period, and one for each way and share over all periods together.

    Rows over all periods weigh each period by its incidents: what was found in all of them of all that happened.

    Args:
        trial: What the maps found.
        seed: Of what is drawn.

    Returns:
        `method`, `share_pct`, `periods` (1, or how many), `first` and `last` day as yyyy-mm-dd, `n`, `total`, `best`,
        `hit_rate`, `pai`, `pei`, `rri`; on rows of maps made at random `hit_rate_low` and `hit_rate_high` between
        which 95 % of them lie; on rows over all periods of the other ways `more`, by how much the hit rate is above
        that of simple counting, with `more_low` and `more_high`. What does not apply to a row is NaN.

    """
    frames = []
    for name in (*NAMES, RANDOM):
        n, before = _found(trial, name)
        frames.append(_rows(trial, name, n, before))
        whole = _rows(trial, name, n, before, together=True)
        if name == RANDOM:
            frames[-1][["hit_rate_low", "hit_rate_high"]] = _chance(trial.by_chance, trial.total)
            together = trial.by_chance.sum(axis=1, keepdims=True)
            whole[["hit_rate_low", "hit_rate_high"]] = _chance(together, trial.total.sum(keepdims=True))
        elif name != COUNTING:
            gains = [against_counting(trial, name, at, seed) for at in range(len(trial.shares))]
            whole[["more", "more_low", "more_high"]] = [(one.share, one.low, one.high) for one in gains]
        frames.append(whole)
    return pd.concat(frames, ignore_index=True)


def against_counting(trial: Trial, name: str, at: int, seed: int) -> Difference:
    """Compare a way with simple counting at one of the shares."""
    return difference(trial.found[name][:, at], trial.found[COUNTING][:, at], trial.total, seed)


def hit_rate(trial: Trial, name: str, at: int) -> float:
    """Give what a way found at one of the shares, of all incidents of all periods."""
    return float(trial.found[name][:, at].sum() / trial.total.sum())


def chance_interval(trial: Trial, at: int) -> tuple[float, float]:
    """Give between which hit rates 95 % of maps made at random lie, over all periods, at one of the shares."""
    low, high = np.percentile(trial.by_chance[:, :, at].sum(axis=1) / trial.total.sum(), _WITHIN)
    return float(low), float(high)


def _found(trial: Trial, name: str) -> tuple[Numbers, Numbers]:
    """Give (w, k) what a way found, and what of the past lay in its maps; of maps made at random what they expect."""
    if name == RANDOM:
        return trial.total[:, None] * trial.shares, trial.total_before[:, None] * trial.shares
    return trial.found[name], trial.before[name]


def _rows(trial: Trial, name: str, n: Numbers, before: Numbers, *, together: bool = False) -> pd.DataFrame:
    """Give the rows of a way, per period and share, or per share over all periods."""
    total, total_before, best = trial.total[:, None], trial.total_before[:, None], trial.best
    periods = [(each.trial, each.trial) for each in trial.windows]
    if together:
        n, before, total, total_before, best = (
            part.sum(axis=0, keepdims=True) for part in (n, before, total, total_before, best)
        )
        periods = [(trial.windows[0].trial, trial.windows[-1].trial)]
    found = measures(n, total, trial.shares, best, before, total_before)
    days = [(_day(first.start), _day(last.end - np.timedelta64(1, "s"))) for first, last in periods]
    k = len(trial.shares)
    return pd.DataFrame(
        {
            "method": name,
            "share_pct": np.tile(np.round(100 * trial.shares, 6), len(n)),
            "periods": len(trial.windows) if together else 1,
            "first": np.repeat([first for first, _ in days], k),
            "last": np.repeat([last for _, last in days], k),
            "n": n.ravel(),
            "total": np.repeat(total.ravel(), k),
            "best": best.ravel(),
            "hit_rate": found.hit_rate.ravel(),
            "pai": found.pai.ravel(),
            "pei": found.pei.ravel(),
            "rri": found.rri.ravel(),
            **dict.fromkeys(("hit_rate_low", "hit_rate_high", "more", "more_low", "more_high"), np.nan),
        }
    )


def _chance(drawn: Numbers, total: Numbers) -> Numbers:
    """Give (w * k, 2) the interval of hit rates by chance; NaN where nothing happened."""
    rates = drawn / np.where(total > 0, total, np.nan)[:, None]
    some = total > 0
    low_high = np.full((2, *drawn.shape[1:]), np.nan)
    low_high[:, some] = np.percentile(rates[:, some], _WITHIN, axis=0)
    return low_high.reshape(2, -1).T


def verdict(trial: Trial, at: int, cost: Name, seed: int) -> list[Message]:
    """Say of each of our ways whether it beats simple counting, and of counting whether it beats chance.

    Args:
        trial: What the maps found.
        at: Which of the shares is spoken of.
        cost: What the share is a share of.
        seed: Of what is drawn.

    """
    if trial.places == 1:
        return [_one_cell(trial), note("accuracy_places")]
    _, high = chance_interval(trial, at)
    messages = [above_chance(trial, at, cost)]
    for name in OURS:
        messages.append(compared(trial, name, at, cost, seed))
        if hit_rate(trial, name, at) <= high:
            share = _percent(trial.shares[at])
            messages.append(warn("accuracy_is_chance", method=NAMES[name], share=share, high=_percent(high)))
    messages.append(note("accuracy_places"))
    return messages


def above_chance(trial: Trial, at: int, cost: Name) -> Message:
    """Say whether simple counting found more than maps made at random."""
    if trial.places == 1:
        return _one_cell(trial)
    low, high = chance_interval(trial, at)
    values = {"low": _percent(low), "high": _percent(high), **_said(trial, at, cost)}
    if hit_rate(trial, COUNTING, at) > high:
        return note("accuracy_counting_above_chance", **values)
    return warn("accuracy_counting_is_chance", **values)


def compared(trial: Trial, name: str, at: int, cost: Name, seed: int) -> Message:
    """Say whether one way beats simple counting, and of counting itself whether it beats chance.

    The arguments are those of `verdict`.
    """
    if name == COUNTING or trial.places == 1:
        return above_chance(trial, at, cost)
    gain = against_counting(trial, name, at, seed)
    values = {**_said(trial, at, cost), "method": NAMES[name], "found": _percent(hit_rate(trial, name, at))}
    if not gain.judged:
        return warn("accuracy_too_few_to_judge", least=LEAST_PERIODS, **values)
    values |= {"low": _percent(gain.low), "high": _percent(gain.high)}
    if gain.low > 0:
        return note("accuracy_beats_counting", **values)
    if gain.high < 0:
        return warn("accuracy_loses_to_counting", **values)
    return note("accuracy_within_chance", **values)


def _one_cell(trial: Trial) -> Message:
    """Say that nothing can be compared where all incidents lie in one cell: a map has it or has it not."""
    return warn("accuracy_one_cell", incidents=round(float(trial.total.sum())), n=len(trial.windows))


def _said(trial: Trial, at: int, cost: Name) -> dict[str, object]:
    return {
        "n": len(trial.windows),
        "days": int(trial.windows[0].trial.days),
        "incidents": round(float(trial.total.sum())),
        "share": _percent(trial.shares[at]),
        "cost": cost,
        "counting": _percent(hit_rate(trial, COUNTING, at)),
    }


def _percent(share: float) -> float:
    """Give per cent, to a tenth or where that is nothing to two figures; -0 is 0."""
    return float(f"{100 * share:.2g}" if abs(share) < _TENTH else f"{100 * share:.1f}") + 0.0


def _day(moment: np.datetime64) -> str:
    return str(moment.astype("datetime64[D]"))
