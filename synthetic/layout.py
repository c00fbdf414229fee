"""Where everything stands, before it has an id: the town laid out until it has room for its addresses."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

from ..safeguards.messages import refused
from . import country, grids, lots, planting, stock
from .lines import Lines, joined, noded
from .plan import ORIGIN, make_plan

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..safeguards.watch import Watch
    from .plan import Plan

STAGES = ("plan", "country", "count", "stock", "worth", "incidents", "ground", "dirt")
_ATTEMPTS = 12
_ROOMY = 1.10  # a layout with more room than this is tried again, and less is asked each time
_BIG = 20_000  # addresses; faces of bigger towns come out fuller than the nominal size allows


@dataclass(frozen=True)
class Layout:
    """Everything that stands, before it has an id.

    Attributes:
        plan: Main roads and faces.
        buildings: What becomes a pand.
        stands: Outlines of pitches; `boats`: of houseboats.
        roads: Roads at ground level, noded once the layout is chosen; `motorway`: its carriageways.
        planted: (n,) which buildings belong to a planted unit.
        traits: Normal scores of the buildings, (n,) each.
        yards: Farmyards.
        coming: Homes that are still to be built.

    """

    plan: Plan
    buildings: pd.DataFrame
    stands: NDArray[np.object_]
    boats: NDArray[np.object_]
    roads: Lines
    motorway: Lines
    planted: NDArray[np.bool_]
    traits: dict[str, NDArray[np.float64]]
    yards: NDArray[np.object_]
    coming: pd.DataFrame


def laid_out(addresses: int, seed: int, *, null: bool, watch: Watch) -> Layout:
    """Lay the town out a little too big, and again where the guess was far off; then leave homes out.

    Args:
        addresses: Number of addresses.
        seed: Where chance starts.
        null: Plant nothing.
        watch: How cancel and progress are told.

    Raises:
        RefusedError: No attempt had room for the addresses.
        CancelledError: The user cancelled.

    """
    scale, best = 1.0 if addresses < _BIG else 1.15, None
    for attempt in range(_ATTEMPTS):
        part = watch.part(0.9 * (1 - 0.5**attempt), 0.9 * (1 - 0.5 ** (attempt + 1)))
        layout, total = _attempt(addresses, seed, scale, part, null=null)
        if total >= addresses and (best is None or total < best[1]):
            best = layout, total
        if best and best[1] <= addresses * (_ROOMY + 0.02 * attempt) + 100:
            break
        scale *= float(np.clip(addresses * (1.03 + 0.01 * attempt) / total, 0.6, 1.7))
    if best is None:
        raise refused("synthetic_seed", n=addresses, seed=seed)
    watch.at(0.9)
    layout = best[0]
    room = addresses - len(layout.stands) - len(layout.boats)
    kept, coming = stock.trimmed(layout.buildings.assign(row=np.arange(len(layout.buildings))), room, ORIGIN)
    row = kept.pop("row").to_numpy()
    watch.at(0.95)
    traits = {name: score[row] for name, score in layout.traits.items()}
    return Layout(
        layout.plan,
        kept,
        layout.stands,
        layout.boats,
        noded(layout.roads),
        layout.motorway,
        layout.planted[row],
        traits,
        layout.yards,
        coming.iloc[: max(3, addresses // 250)].reset_index(drop=True),
    )


def _attempt(addresses: int, seed: int, scale: float, watch: Watch, *, null: bool) -> tuple[Layout, int]:
    """Lay the town out on faces `scale` times as big as they nominally are; also tell how many addresses it holds."""
    rng, out, count = (np.random.default_rng([seed, STAGES.index(name)]) for name in ("plan", "country", "count"))
    plan = _plan(addresses, scale, rng)
    watch.at(0.1)
    ways, ramps = country.motorway(plan, 10_000_000)
    strip = shapely.union_all(shapely.buffer(np.concatenate([ways.geometry, ramps.geometry]), 45))
    town = lots.buildings(plan, max(1, round(addresses / 6_000)), rng, watch)
    watch.at(0.6)
    town, stands = _camp(town, max(20, round(addresses * 0.015)), rng)
    village = country.villages(plan, strip, max(40, round(addresses * 0.05)), out)
    watch.at(0.65)
    sites, tracks = country.farms(plan, strip, village["geometry"].to_numpy(), _farms(addresses), out)
    built = np.concatenate([town["geometry"].to_numpy(), village["geometry"].to_numpy(), sites["yard"].to_numpy()])
    away = _remote(sites["yard"].to_numpy(), built)
    chosen = planting.choose(np.full(len(sites), not null), planting.normal_scores(away), out)
    own = planting.shifted(planting.draw_traits(len(sites), out), chosen, out)
    yard = country.farm_buildings(sites, own["count"], out)
    watch.at(0.7)
    buildings = pd.concat([town, village, yard], ignore_index=True)
    buildings, planted, traits = _planted(buildings, chosen, own, count, null=null)
    watch.at(0.9)
    boats = country.houseboats(plan, max(8, round(addresses * 0.003)), rng)
    local = grids.streets(plan, int(plan.roads.street.max()) + 1)
    lanes = np.array([t for t in tracks if t is not None], dtype=object)
    lane = Lines(lanes, np.full(len(lanes), "track", dtype=object), np.full(len(lanes), -1))
    roads = joined(plan.roads, local, lane, ramps)
    total = int((buildings["homes"] + buildings["business"]).sum()) + len(stands) + len(boats)
    made = Layout(plan, buildings, stands, boats, roads, ways, planted, traits, sites["yard"].to_numpy(), buildings[:0])
    return made, total


def _farms(addresses: int) -> int:
    return round(0.6 * math.pow(addresses, 0.55))


def _plan(addresses: int, scale: float, rng: np.random.Generator) -> Plan:
    nominal = float(np.clip(addresses * 10, 80_000, 140_000))
    n_estates = max(2, round(addresses / 9_000))
    estate_faces = max(n_estates, round(addresses * 0.05 / (nominal * 0.00105)))
    housing = max(4, round(addresses * 0.93 / (nominal * 0.0044)))
    return make_plan(housing, estate_faces, n_estates, nominal * scale, _farms(addresses) * 150_000 + 5e6, rng)


def _planted(
    buildings: pd.DataFrame,
    farms: NDArray[np.bool_],
    own: dict[str, NDArray[np.float64]],
    rng: np.random.Generator,
    *,
    null: bool,
) -> tuple[pd.DataFrame, NDArray[np.bool_], dict[str, NDArray[np.float64]]]:
    """Draw traits, choose the planted units, shift them, and let the shifted traits say how many tenants there are.

    Args:
        buildings: All buildings.
        farms: (f,) which farms are planted.
        own: The traits of the farms, which are those of every building on them.
        rng: Where chance comes from.
        null: Plant nothing.

    Returns:
        The buildings with their counts, (n,) which are planted, and their traits.

    """
    traits = planting.draw_traits(len(buildings), rng)
    dice = int(rng.integers(2**31))
    first = stock.draw_counts(buildings, traits["count"], np.random.default_rng(dice))
    kind = first["kind"].to_numpy()
    eligible = np.isin(kind, stock.UNIT_KINDS) & (first["business"] > 0).to_numpy()
    planted = np.zeros(len(buildings), dtype=bool)
    for zone in () if null else ("estate", "shop"):
        of = eligible & first["zone"].str.startswith(zone).to_numpy(dtype=bool)
        planted |= planting.choose(of, planting.seclusion(first, zone), rng, kind)
    traits = planting.shifted(traits, planted, rng)
    is_farm = np.isin(kind, ["farmhouse", "barn"])
    farm = buildings["group"].to_numpy()[is_farm]
    for name, score in traits.items():
        score[is_farm] = own[name][farm]
    planted[is_farm] = farms[farm]
    return stock.draw_counts(buildings, traits["count"], np.random.default_rng(dice)), planted, traits


def _camp(town: pd.DataFrame, most: int, rng: np.random.Generator) -> tuple[pd.DataFrame, NDArray[np.object_]]:
    """Keep the recreation park in proportion to the town, and take its pitches apart: they are no panden."""
    keep = np.ones(len(town), dtype=bool)
    for kind in ("stand", "chalet"):
        rows = rng.permutation(np.flatnonzero(town["kind"] == kind))
        keep[rows[most:]] = False
    stand = (town["kind"] == "stand").to_numpy()
    return town[keep & ~stand].reset_index(drop=True), town["geometry"].to_numpy()[keep & stand]


def _remote(yards: NDArray[np.object_], built: NDArray[np.object_]) -> NDArray[np.float64]:
    """Distance of each yard to the nearest building or yard of others, m."""
    tree = shapely.STRtree(built)
    far = np.zeros(len(yards))
    for reach in (400.0, 1500.0, 8000.0):
        left = far == 0
        one, other = tree.query(yards[left], predicate="dwithin", distance=reach)
        position = np.flatnonzero(left)[one]
        gap = shapely.distance(yards[position], built[other])
        gap[gap == 0] = np.inf
        nearest = np.full(len(yards), np.inf)
        np.minimum.at(nearest, position, gap)
        far = np.where(left & np.isfinite(nearest), nearest, far)
        if (far > 0).all():
            break
    return far
