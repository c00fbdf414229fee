"""What a Knox table means, in sentences, and the choices it was made with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ...safeguards.messages import note, warn
from .pair_bands import in_figures

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from ...safeguards.messages import Message
    from .knox import Knox
    from .moments import Moments
    from .pair_bands import Bands

# Of many pairs a few per cent too many are significant too, and would mark nearly every incident. The Near Repeat
# Calculator (Ratcliffe 2009) calls a band meaningful from the same ratio on.
LEAST_RATIO = 1.2
METRICS = ("euclidean", "manhattan", "network")
LINKS = ("significant", "first")
_BANDS_BY = {
    "euclidean": "repeat_bands_euclidean",
    "manhattan": "repeat_bands_manhattan",
    "network": "repeat_bands_network",
}


@dataclass(frozen=True)
class Repeats:
    """How near repeats are looked for.

    Attributes:
        bands: Of metres and days.
        metric: One of METRICS.
        snap: Metres within which an incident must have a street, for `network`.
        permutations: Times the moments are shuffled over the places.
        seed: Of the shuffling.
        alpha: Highest adjusted p that is called more than chance.
        links: Whose events are given: of the bands called that hold at least `LEAST_RATIO` times the expected
            number, or of the first band whatever the test says.

    """

    bands: Bands
    metric: str = "euclidean"
    snap: float = 100.0
    permutations: int = 999
    seed: int = 1
    alpha: float = 0.05
    links: str = "significant"


def band_told(ratio: float, p: float, adjusted: float, significant: bool) -> Message:  # noqa: FBT001  a row of the table
    """Say what one band means."""
    if np.isnan(ratio):
        return note("repeat_words_nothing")
    if np.isnan(p):
        return note("repeat_words_untested", ratio=_figures(ratio))
    if significant:
        return note("repeat_words_more", ratio=_figures(ratio), p=_figures(p))
    return note("repeat_words_chance", ratio=_figures(ratio), p=_figures(p), adjusted=_figures(adjusted))


def _figures(number: float) -> float:
    """Keep three figures."""
    return float(f"{number:.3g}")


def on_time(moments: Moments, bands: Bands) -> list[Message]:
    """Tell how differences in time were taken."""
    if moments.calendar:
        return [note("repeat_calendar")]
    if moments.length is None:
        return [note("repeat_exact")]
    windows = moments.length > 0
    first = float(np.diff(bands.days)[0])
    told = [note("repeat_windows", n=int(windows.sum()), total=len(windows))]
    if n := int((moments.length > first * moments.ticks).sum()):
        told.append(warn("repeat_windows_long", n=n, total=len(windows), days=_figures(first)))
    return told


def on_table(table: pd.DataFrame, found: Knox, choices: Repeats) -> list[Message]:
    """Tell which bands were tested, how, and which stand out."""
    bands = choices.bands
    told = [
        note(
            _BANDS_BY[choices.metric],
            total=len(table),
            metres=[in_figures(band) for band in bands.metre_words],
            days=[in_figures(band) for band in bands.day_words],
        )
    ]
    if not found.in_space.any():
        told.append(warn("repeat_no_pairs", reach=float(bands.metres[-1])))
        return told
    if not found.expected.any():
        told.append(warn("repeat_nothing_expected", days=float(choices.bands.days[-1])))
        return told
    if not choices.permutations:
        told.append(warn("repeat_not_tested"))
        return told
    tested = int(table["p"].notna().sum())
    told.append(note("repeat_permutations", n=choices.permutations, seed=choices.seed, tested=tested))
    if tested > choices.alpha * (choices.permutations + 1):
        needed = int(np.ceil(tested / choices.alpha)) - 1
        told.append(warn("repeat_few_permutations", n=choices.permutations, tested=tested, needed=needed))
    called = table[table["significant"]]
    if not len(called):
        told.append(note("repeat_none", alpha=choices.alpha, tested=tested))
        return told
    most = called.loc[called["ratio"].idxmax()]
    told.append(
        note(
            "repeat_found",
            n=len(called),
            tested=tested,
            alpha=choices.alpha,
            metres=in_figures(most["space_band"]),
            days=in_figures(most["time_band"]),
            ratio=_figures(most["ratio"]),
        )
    )
    return told


def meaningful(table: pd.DataFrame) -> NDArray[np.bool_]:
    """Tell of each band whether it stands out and holds enough more pairs than expected to mark its incidents."""
    return np.asarray(table["significant"] & (table["ratio"] >= LEAST_RATIO), dtype=np.bool_)


def on_links(chain: pd.DataFrame, choices: Repeats, *, called: int, linked: int) -> list[Message]:
    """Tell how many incidents have which role.

    Args:
        chain: The incidents with a role.
        choices: How.
        called: Bands that stand out.
        linked: Those whose incidents are given.

    """
    counts = chain["role"].value_counts()
    numbers = {
        "originators": int(counts.get("originator", 0)),
        "follow_ups": int(counts.get("follow-up", 0)),
        "both": int(counts.get("both", 0)),
        "same": int(counts.get("same moment", 0)),
    }
    if choices.links == "first":
        band = {
            "metres": in_figures(choices.bands.metre_words[0]),
            "days": in_figures(choices.bands.day_words[0]),
        }
        return [note("repeat_links_first", **band, **numbers)]
    if not choices.permutations:
        return [note("repeat_links_untested")]
    if not called:
        return [note("repeat_links_none")]
    least = {"least": LEAST_RATIO, "weak": called - linked, "n": called}
    if not linked:
        return [warn("repeat_links_weak", **least)]
    return [note("repeat_links", linked=linked, **least, **numbers)]
