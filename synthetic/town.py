"""The made-up municipality, true and clean."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

from ..safeguards.messages import refused
from ..safeguards.watch import Watch
from . import ground, incidents, outlines, planting, stock, worth
from .containment import held_by
from .layout import STAGES, laid_out
from .lines import joined, nodes
from .names import street_names
from .plan import ORIGIN

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .layout import Layout
    from .lines import Lines
    from .plan import Plan

PEILDATUM = date(2026, 1, 1)
LEAST, MOST = 2_000, 1_000_000


@dataclass(frozen=True, eq=False)
class Town:
    """A municipality whose truth is known; tables in register words, geometry in a column of shapely objects.

    Attributes:
        addresses: Number of addresses: verblijfsobjecten, ligplaatsen and standplaatsen in stock.
        seed: What chance started from.
        null: Whether nothing is planted.
        plan: Main roads and faces.
        panden: In stock; with `kind`, `zone`, `planted`, and how many `homes` and `business` each holds.
        vbo: Verblijfsobjecten in stock; `pand` is the position of their pand.
        coming: Planned panden; `gone`: panden pulled down; both with what stood or will stand in them.
        ligplaatsen: Houseboats, `standplaatsen`: pitches of a recreation park.
        streets: Openbare ruimten: number, naam, woonplaats.
        tables: The other registers by canonical name.
        traits: Normal scores of each pand, one column per trait.
        places: Where incidents come from: x, y, zone, pand, rate.
        hotspots: x, y, radius, times.

    """

    addresses: int
    seed: int
    null: bool
    plan: Plan
    panden: pd.DataFrame
    vbo: pd.DataFrame
    coming: pd.DataFrame
    gone: pd.DataFrame
    ligplaatsen: pd.DataFrame
    standplaatsen: pd.DataFrame
    streets: pd.DataFrame
    tables: dict[str, pd.DataFrame]
    traits: pd.DataFrame
    places: pd.DataFrame
    hotspots: pd.DataFrame
    peildatum: date = PEILDATUM


def make_town(addresses: int, seed: int, *, null: bool = False, watch: Watch | None = None) -> Town:
    """Make up a Dutch municipality of a given size; the same seed gives the same town.

    Args:
        addresses: Number of addresses, 2,000 to 1,000,000.
        seed: Where chance starts.
        null: Plant nothing.
        watch: How cancel and progress are told.

    Raises:
        RefusedError: The size is outside the bounds.
        CancelledError: The user cancelled.

    """
    if not LEAST <= addresses <= MOST:
        raise refused("synthetic_size", n=addresses, least=LEAST, most=MOST)
    listen = watch or Watch()
    layout = laid_out(addresses, seed, null=null, watch=listen.part(0, 0.35))
    rng = np.random.default_rng([seed, STAGES.index("stock")])
    panden = stock.make_panden(layout.buildings, layout.traits, layout.plan.radius, ORIGIN, rng)
    panden["planted"] = layout.planted
    vbo = stock.make_vbo(panden, layout.traits["size"], rng)
    listen.at(0.45)
    names = _named_streets(layout, rng)
    places = outlines.woonplaatsen(layout.plan)
    vbo, lig, sta, streets = _addressed(layout, panden, vbo, names, places, listen.part(0.45, 0.55))
    listen.at(0.55)
    tables, empty = worth.registers(
        panden, vbo, layout.traits, PEILDATUM, np.random.default_rng([seed, STAGES.index("worth")])
    )
    listen.at(0.65)
    roads = joined(layout.roads, layout.motorway)
    chance = np.random.default_rng([seed, STAGES.index("incidents")])
    origin, spots, events = _incidents(panden, addresses, chance, null=null)
    listen.at(0.7)
    below = np.random.default_rng([seed, STAGES.index("ground")])
    wegdelen = ground.wegdelen(roads, below)
    strip = shapely.union_all(wegdelen["geometry"].to_numpy()[roads.kind == "motorway"])
    built = panden[["x", "y"]].to_numpy()
    paved, land = ground.terrain(layout.plan, layout.roads, strip, layout.yards, built, below, listen.part(0.72, 0.95))
    xy = np.concatenate([vbo[["x", "y"]].to_numpy(), _middle(lig), _middle(sta)])
    tables |= {
        "woonplaatsen": places,
        "buurten": outlines.buurten(layout.plan, xy),
        "gebieden": outlines.gebieden(layout.plan, panden),
        "wegvakken": _wegvakken(roads, names),
        "wegdelen": pd.concat([wegdelen, paved], ignore_index=True),
        "terreindelen": land,
        "incidenten": events,
    }
    listen.at(1.0)
    gone = panden.iloc[np.sort(rng.choice(len(panden), max(3, len(panden) // 150), replace=False))]
    traits = pd.DataFrame(layout.traits)
    return Town(
        addresses,
        seed,
        null,
        layout.plan,
        panden,
        vbo.assign(vacant=empty),
        layout.coming,
        gone.reset_index(drop=True),
        lig,
        sta,
        streets,
        tables,
        traits,
        origin,
        spots,
    )


def _named_streets(layout: Layout, rng: np.random.Generator) -> NDArray[np.object_]:
    own = (layout.roads.street >= 0) & (layout.roads.kind != "ramp")
    number, first = np.unique(layout.roads.street[own], return_index=True)
    kind = layout.roads.kind[own][first]
    kind = np.where(np.isin(kind, ["country", "provincial"]), "country", kind)
    names = np.full(int(number.max()) + 1, None, dtype=object)
    names[number] = street_names(kind, rng)
    return names


def _middle(frame: pd.DataFrame) -> NDArray[np.float64]:
    middle: NDArray[np.float64] = shapely.get_coordinates(shapely.centroid(frame["geometry"].to_numpy())).reshape(-1, 2)
    return middle


def _addressed(
    layout: Layout,
    panden: pd.DataFrame,
    vbo: pd.DataFrame,
    names: NDArray[np.object_],
    places: pd.DataFrame,
    watch: Watch,
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Give verblijfsobjecten, ligplaatsen and standplaatsen their addresses in one go."""
    used = panden.index[(panden["homes"] + panden["business"]) > 0].to_numpy()
    back = np.full(len(panden), -1)
    back[used] = np.arange(len(used))
    lig = pd.DataFrame({"identificatie": stock.identifiers("02", len(layout.boats)), "geometry": layout.boats})
    sta = pd.DataFrame({"identificatie": stock.identifiers("03", len(layout.stands)), "geometry": layout.stands})
    own = panden.iloc[used]
    house = own[["x", "y"]].to_numpy()
    reach = own["depth"].to_numpy() / 2 + 3
    front = house + np.column_stack([np.sin(own["angle"]), -np.cos(own["angle"])]) * reach[:, None]
    xy = np.concatenate([house, _middle(lig), _middle(sta)])
    ahead = np.concatenate([front, _middle(lig), _middle(sta)])
    loose = np.arange(len(used), len(xy))
    parts = np.concatenate([back[vbo["pand"]], loose])
    rank = np.concatenate([vbo["rank"], np.zeros(len(loose), dtype=int)])
    total = np.bincount(parts, minlength=len(xy))[parts]
    watch.at(0.1)
    made = stock.addresses(xy, ahead, parts, rank, total, layout.roads, names)
    watch.at(0.7)
    face = np.maximum(0, held_by(xy, places["geometry"].to_numpy()))
    made["woonplaats_naam"] = places["naam"].to_numpy()[face[parts]]
    made["woonplaats_identificatie"] = places["identificatie"].to_numpy()[face[parts]]
    watch.at(0.9)
    spaces = made.drop_duplicates(["street", "woonplaats_identificatie"])[
        ["street", "openbare_ruimte_naam", "woonplaats_identificatie"]
    ]
    spaces = spaces.sort_values(["street", "woonplaats_identificatie"]).reset_index(drop=True)
    spaces["openbare_ruimte_identificatie"] = stock.identifiers("30", len(spaces))
    made = made.merge(
        spaces.drop(columns="openbare_ruimte_naam"), on=["street", "woonplaats_identificatie"], how="left"
    )
    made["nummeraanduiding_identificatie"] = stock.identifiers("20", len(made))
    made = made.drop(columns="street")
    cuts = np.cumsum([len(vbo), len(lig), len(sta)])
    split = [made.iloc[a:b].reset_index(drop=True) for a, b in zip([0, *cuts[:-1]], cuts, strict=True)]
    vbo, lig, sta = (pd.concat([frame, part], axis=1) for frame, part in zip((vbo, lig, sta), split, strict=True))
    return vbo, lig, sta, spaces


def _incidents(
    panden: pd.DataFrame, addresses: int, rng: np.random.Generator, *, null: bool
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Draw incidents, half as many as addresses: places with their rate, hotspots, incidents."""
    kind = panden["kind"].to_numpy()
    zone = panden["zone"].str.split("-").str[0].to_numpy(dtype=object)
    unit = np.isin(kind, stock.UNIT_KINDS) & (zone != "") & (panden["business"] > 0).to_numpy()
    home = ~unit & (panden["homes"] > 0).to_numpy()
    used = np.flatnonzero(unit | home)
    places = pd.DataFrame(
        {
            "x": panden["x"].to_numpy()[used],
            "y": panden["y"].to_numpy()[used],
            "reach": np.minimum(panden["width"], panden["depth"]).to_numpy()[used] / 2,
            "zone": np.where(kind == "farmhouse", "farm", np.where(unit, zone, "home"))[used],
            "pand": used,
        }
    )
    base = np.where(
        unit, np.sqrt(panden["business"]), np.where(kind == "farmhouse", 1.2, 0.25 * panden["homes"] ** 0.7)
    )
    rate = planting.doubled(base[used] * incidents.background(len(used), rng), panden["planted"].to_numpy()[used])
    spots = planting.hotspots(places, rng)[: 0 if null else None]
    rate = planting.heated(rate, places, spots)
    events = incidents.simulate(places, rate, round(addresses / 2), pd.Timestamp(PEILDATUM), rng)
    return places.assign(rate=rate), spots, events.drop(columns="place")


def _wegvakken(roads: Lines, names: NDArray[np.object_]) -> pd.DataFrame:
    """Number junctions and wegvakken in the words of the NWB."""
    ends = nodes(roads.geometry) + 1
    manager = pd.Series(roads.kind).map({"motorway": "R", "ramp": "R", "provincial": "P", "track": "T"}).fillna("G")
    sort = pd.Series(roads.kind).map({"motorway": "HR", "ramp": "OPR", "cycle": "FP"}).fillna("RB")
    known = (roads.street >= 0) & (roads.street < len(names))
    return pd.DataFrame(
        {
            "wvk_id": np.arange(1, len(ends) + 1) + 600_000_000,
            "jte_id_beg": ends[:, 0] + 700_000_000,
            "jte_id_end": ends[:, 1] + 700_000_000,
            "wegbehsrt": manager.to_numpy(),
            "bst_code": sort.to_numpy(),
            "rijrichtng": np.where(np.isin(roads.kind, ["motorway", "ramp"]), "H", "B"),
            "stt_naam": pd.Series(names[np.where(known, roads.street, 0)]).where(known, None),
            "wegnummer": pd.Series("A99", index=range(len(ends))).where(
                np.isin(roads.kind, ["motorway", "ramp"]), None
            ),
            "rel_hoogte": np.where(roads.kind == "motorway", 1, 0),
            "kind": roads.kind,
            "geometry": roads.geometry,
        }
    )
