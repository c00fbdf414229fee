"""The overlay of incidents: which places hold more of them than their exposure explains, or where they concentrate."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd

from ...registers.tables import RD_NEW
from ...safeguards.messages import note, refused, warn
from ...safeguards.watch import Watch
from ..exposure import excess
from ..gistar import gi_star_on_grid
from ..grid import Grid, square_grid
from ..points import with_place
from .bayes import empirical_bayes
from .called import CLASSES, Called, tell_called, tell_one_address, tell_uncorrected
from .hexagons import Hexagons
from .neighbourhood import Wanted, neighbourhood
from .one_address import by_one_address, largest_piles, largest_share, not_without
from .place_exposure import Exposed, area_of, points_in
from .places import counted_in
from .spots import Spots
from .tested import METHODS, VALUES, Asked, compared, concentrated, over_exposure, refuse_unknown

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely import MultiPolygon, Polygon

    from ...safeguards.messages import Message
    from .places import Places

    Floats = NDArray[np.float64]

__all__ = ["CLASSES", "METHODS", "VALUES", "Asked", "incident_cells", "stand_out", "told_apart"]

_DIFFER = 0.05  # share of points that must count for another amount than most do
_OF_CELLS = ("count", "expected", "window_count", "window_expected", "p", "p_adjusted", "hot_class", "gi_z", "geometry")


def incident_cells(
    points: NDArray[np.float64],
    exposure_points: NDArray[np.float64] | None,
    territory: Polygon | MultiPolygon,
    *,
    size: float = 125.0,
    alpha: float = 0.05,
    method: str = "exposure",
    weights: NDArray[np.float64] | None = None,
    band: float | None = None,
    watch: Watch | None = None,
) -> tuple[gpd.GeoDataFrame, list[Message]]:
    """Count incidents in square cells and tell which cells are hot.

    A cell is hot where it and its neighbours together hold more incidents than one rate per address (or per m²)
    explains, p = P(Bin(N, E_window/ΣE) >= O_window), adjusted over all cells with exposure (Benjamini & Hochberg).
    Method "gistar" takes the upper tail of the analytic Gi* instead: where incidents concentrate, which homes and
    shops alone explain as well.

    Args:
        points: (n, 2) coordinates of incidents, metres.
        exposure_points: (m, 2) coordinates of what is exposed, such as addresses; None takes area.
        territory: Cells whose centre lies in it take part, empty ones included.
        size: Side of a cell, metres.
        alpha: Adjusted p up to which the messages count a cell as hot; the classes are fixed.
        method: A name of `METHODS`.
        weights: (n,) how many incidents each point stands for; 1 by default. Whole numbers for "exposure".
        band: Reach of the window in metres; by default the eight cells around.
        watch: Told of progress, asked for cancel.

    Returns:
        One row per cell, from south to north and west to east: `count` and `expected` of the cell itself,
        `window_count` and `window_expected` of it and its neighbours, `p` and `p_adjusted` of the window, `hot_class`
        (1, 2, 3 for p_adjusted up to .10, .05, .01; else 0), `gi_z`, and the square as geometry. And messages.
        `p` is NaN for a cell without exposure.

    Raises:
        RefusedError: No cell, too many cells, an unknown method, or weights that cannot be counted.

    """
    watch = watch or Watch()
    refuse_unknown(method, VALUES[0])
    points, weights, messages = with_place(points, weights)
    if method == "exposure":
        messages += whole_counts(weights)
    grid = square_grid(territory, size)
    watch.at(0.2)
    if exposure_points is None:
        exposed, told = area_of(grid), [note("hotspots_exposure_area")]
    else:
        exposed, told = points_in(grid, exposure_points)
    asked = Asked(method, alpha=alpha, wanted=Wanted("contiguity" if band is None else "band", band))
    cells, found = stand_out(grid, points, weights, exposed, asked, watch.part(0.2, 1))
    # What the incidents gave comes before what the addresses gave.
    placed = [message for message in found if message.code in ("hotspots_no_points", "hotspots_points_outside")]
    rest = [message for message in found if message not in placed]
    return cells[list(_OF_CELLS)], [*messages, *placed, *told, *rest]


def whole_counts(weights: Floats) -> list[Message]:
    """Check that weights are numbers of incidents.

    Raises:
        RefusedError: Some are no whole numbers.

    """
    broken = weights != np.round(weights)
    if broken.any():
        raise refused("hotspots_weight_not_whole", n=int(broken.sum()), value=float(weights[broken][0]))
    several = int((weights > 1).sum())
    return [warn("hotspots_weight_several", n=several)] if several else []


def stand_out(
    places: Places,
    points: Floats,
    counted: Floats,
    exposed: Exposed | None,
    asked: Asked,
    watch: Watch | None = None,
    *,
    addresses: Floats | None = None,
) -> tuple[gpd.GeoDataFrame, list[Message]]:
    """Tell which places stand out, as `told_apart`, with the places drawn."""
    table, messages = told_apart(places, points, counted, exposed, asked, watch, addresses=addresses)
    return gpd.GeoDataFrame(table, geometry=places.boxes(), crs=RD_NEW), messages


def told_apart(
    places: Places,
    points: Floats,
    counted: Floats,
    exposed: Exposed | None,
    asked: Asked,
    watch: Watch | None = None,
    *,
    addresses: Floats | None = None,
    instead: Floats | None = None,
) -> tuple[pd.DataFrame, list[Message]]:
    """Count incidents per place and tell which places stand out; nothing is drawn, which takes the most memory.

    Args:
        places: The n places.
        points: (k, 2) coordinates of incidents, metres.
        counted: (k,) what each counts for.
        exposed: What is exposed in each place; None for points, which have no exposure.
        asked: The method, its neighbours and its correction.
        watch: Told of progress, asked for cancel.
        addresses: (m, 2) coordinates of addresses where known, to which incidents within 25 m belong.
        instead: (n,) counts to test in the place of those of the points.

    Returns:
        One row per place: `count`, `window_count` with its neighbours, `p`, `p_adjusted`, `hot_class` (1, 2, 3 for
        p_adjusted up to .10, .05, .01, for localmoran only high among high), `gi_z`, `largest_share` of the window's
        count at one address and `one_address` (see `by_one_address`). With exposure also `expected`,
        `window_expected`, `exposure` and `rate` (per 1,000, per km or per km²). For gistar `z` and `cold_class` (as
        hot_class, by the lower tail adjusted on its own); for localmoran `moran_i`, `z` and `quadrant`, with p to
        both sides. With permutations `p_permuted`, which nothing is adjusted by; `rate_smoothed` where it was asked.

    Raises:
        RefusedError: The method or value is unknown or cannot be had on these places, or nothing can be compared.

    """
    watch = watch or Watch()
    refuse_unknown(asked.method, asked.value)
    if exposed is None and (asked.method == "exposure" or asked.value != VALUES[0]):
        raise refused("places_points_no_exposure")
    counts, cell = counted_in(places, points, counted)
    counts = counts if instead is None else instead
    messages = _placed(len(points), int((cell < 0).sum()))
    if isinstance(places, Spots):
        _refuse_alike(counts)
    value, known, told = compared(counts, exposed, asked)
    messages += told
    watch.at(0.2)
    around, told = neighbourhood(
        places,
        np.where(known, value, np.nan),
        asked.wanted,
        watch.part(0.2, 0.3),
        known=None if asked.method == "exposure" else known,
    )
    messages += told
    gi_z = gi_star_on_grid(counts, around)
    window_count = around.window_sums(counts)
    columns: dict[str, NDArray[np.float64] | NDArray[np.int64]] = {"count": counts}
    if exposed is not None:
        found = excess(counts, exposed.amount, around)
        columns |= {
            "expected": found.expected,
            "window_count": found.window_count,
            "window_expected": found.window_expected,
        }
        window_count = found.window_count
        if asked.method == "exposure":
            messages += _unexposed(counts, exposed)
    columns["window_count"] = window_count
    watch.at(0.4)
    if asked.method == "exposure":
        tested = over_exposure(found.p, asked.correction)
    else:
        tested = concentrated(value, known, around, asked, watch.part(0.4, 0.8))
    messages += _permuted(asked)
    piles = largest_piles(points, counted, cell, len(places), addresses)
    share, largest = largest_share(piles, window_count, around), around.window_max(piles)
    hot = tested.called(asked.alpha)
    needed = np.zeros(len(places), dtype=np.bool_)
    if asked.method == "exposure":
        needed = not_without(found, hot, largest, correction=asked.correction, alpha=asked.alpha)
    one_address = by_one_address(hot, share, piles, largest, needed)
    watch.at(0.9)
    messages += tell_uncorrected(asked.correction, tested.p, asked.alpha)
    quadrant = tested.columns.get("quadrant", np.zeros(0, dtype=np.int64)).astype(np.int64)
    rates = asked.value != VALUES[0]
    of_grid = isinstance(places, Grid | Hexagons)
    words = Called(asked.method, asked.alpha, corrected=asked.correction != "none", cells=of_grid, rates=rates)
    messages.append(tell_called(words, tested.adjusted, quadrant))
    messages += tell_one_address(one_address, hot)
    columns |= {"p": tested.p, "p_adjusted": tested.adjusted, "hot_class": tested.hot, "gi_z": gi_z, **tested.columns}
    columns |= {"largest_share": share, "one_address": one_address, **_rates(counts, exposed, asked)}
    watch.at(1)
    return pd.DataFrame(columns), messages


def _unexposed(counts: Floats, exposed: Exposed) -> list[Message]:
    n = round(float(counts[exposed.amount == 0].sum()))
    code = "hotspots_unexposed" if exposed.unit == "points" else "places_unexposed"
    return [note(code, n=n, total=round(float(counts.sum())))] if n else []


def _refuse_alike(counts: Floats) -> None:
    """Refuse points of which nearly all count for the same: the few that differ would make hot all around them."""
    value, often = np.unique(counts, return_counts=True)
    same = int(often.max(initial=0))
    if same > (1 - _DIFFER) * len(counts):
        raise refused("places_points_alike", same=same, n=len(counts), value=float(value[often.argmax()]))


def _placed(total: int, outside: int) -> list[Message]:
    if total == outside:
        return [warn("hotspots_no_points", outside=outside)]
    return [note("hotspots_points_outside", n=outside, total=total)] if outside else []


def _permuted(asked: Asked) -> list[Message]:
    if not asked.permutations:
        return []
    if asked.method == "exposure":
        return [note("places_permutations_not_needed")]
    code = "places_permuted_gistar" if asked.method == "gistar" else "places_permuted_localmoran"
    return [note(code, n=asked.permutations, seed=asked.seed, least=1 / (asked.permutations + 1))]


def _rates(counts: Floats, exposed: Exposed | None, asked: Asked) -> dict[str, Floats]:
    if exposed is None:
        return {}
    held = exposed.amount > 0
    rate = np.full(len(counts), np.nan)
    rate[held] = counts[held] / exposed.amount[held] * exposed.per
    columns = {"exposure": exposed.amount, "rate": rate}
    if asked.value == "smoothed" and asked.method != "exposure":
        columns["rate_smoothed"] = empirical_bayes(counts, exposed.amount) * exposed.per
    return columns
