"""A real BAG dressed with simulated registers, so that the whole job can be shown where those are confidential."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import shapely

from ..registers.tables import canonical
from . import incidents, planting, values

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..registers.tables import Registers

_SALT = 2


def dress(registers: Registers, seed: int) -> Registers:
    """Fill the registers that are absent with simulated ones; what is there stays.

    Simulated are the WOZ (objects, and values on two waardepeildata before the peildatum), incidents (half as many as
    addresses), leegstand and vestigingen. Nothing is planted.

    Args:
        registers: What the municipality has; panden and verblijfsobjecten at least.
        seed: Where chance starts.

    Returns:
        The same registers with those tables, named in `simulated`.

    """
    vbo, panden = registers.verblijfsobjecten, registers.panden
    pand = _pand_of(vbo, panden)
    doelen = np.array([",".join(sorted(d)) or "woonfunctie" for d in vbo["gebruiksdoelen"]], dtype=object)
    business = doelen != "woonfunctie"
    traits = planting.draw_traits(len(panden) + 1, np.random.default_rng([seed, _SALT]))
    made: dict[str, Any] = {}
    if registers.woz_objecten is None:
        made |= _woz(registers, pand, doelen, traits, np.random.default_rng([seed, _SALT, 1]))
    day = pd.Timestamp(registers.peildatum)
    rng = np.random.default_rng([seed, _SALT, 2])
    empty = business & (rng.random(len(vbo)) < 1 / (1 + np.exp(2.6 - traits["vacancy"][pand])))
    ids = vbo["identificatie"].to_numpy()
    if registers.leegstand is None:
        made["leegstand"] = _canonical("leegstand", values.leegstand(ids[empty], day, rng))
    else:
        empty = np.isin(ids, registers.leegstand["adresseerbaar_object_identificatie"].to_numpy())
    if registers.vestigingen is None:
        rows = values.vestigingen(
            ids[business], doelen[business], empty[business], traits["turnover"][pand[business]], day, rng
        )
        made["vestigingen"] = _canonical("vestigingen", rows)
    if registers.incidenten is None:
        made["incidenten"] = _incidents(registers, pand, business, np.random.default_rng([seed, _SALT, 3]))
    return replace(registers, **made, simulated=registers.simulated | frozenset(made))


def _canonical(name: str, frame: pd.DataFrame, geometry: Any = None) -> pd.DataFrame:
    return canonical(name, dict(frame.items()), geometry)


def _pand_of(vbo: pd.DataFrame, panden: pd.DataFrame) -> NDArray[np.int64]:
    """Position of the first pand of each verblijfsobject; one past the last where it is not in stock."""
    first = vbo["pand_identificaties"].str[0]
    position = pd.Series(np.arange(len(panden)), index=panden["identificatie"])
    found: NDArray[np.int64] = first.map(position).fillna(len(panden)).to_numpy(dtype=np.int64)
    return found


def _points(vbo: pd.DataFrame) -> NDArray[np.float64]:
    points: NDArray[np.float64] = shapely.get_coordinates(vbo.geometry.to_numpy())
    return points


def _woz(
    registers: Registers,
    pand: NDArray[np.int64],
    doelen: NDArray[np.object_],
    traits: dict[str, NDArray[np.float64]],
    rng: np.random.Generator,
) -> dict[str, pd.DataFrame]:
    vbo = registers.verblijfsobjecten
    xy = _points(vbo)
    rows = pd.DataFrame(
        {
            "object": np.arange(len(vbo)),
            "id": vbo["identificatie"],
            "pand_id": registers.panden["identificatie"].reindex(pand).to_numpy(dtype=object),
            "kind": values.object_kind(doelen, np.zeros(len(vbo), dtype=bool)),
            "oppervlakte": vbo["oppervlakte"],
            "x": xy[:, 0],
            "y": xy[:, 1],
        }
    )
    year = registers.peildatum.year
    objecten, waarden = values.woz(
        rows, traits["value"][pand], traits["jump"][pand], rng, (f"{year - 2}-01-01", f"{year - 1}-01-01")
    )
    return {"woz_objecten": _canonical("woz_objecten", objecten), "woz_waarden": _canonical("woz_waarden", waarden)}


def _incidents(
    registers: Registers, pand: NDArray[np.int64], business: NDArray[np.bool_], rng: np.random.Generator
) -> pd.DataFrame:
    """Let incidents happen at panden: more where businesses are, shops more than the rest."""
    vbo = registers.verblijfsobjecten
    n = len(registers.panden) + 1
    shops = np.array(["winkelfunctie" in d for d in vbo["gebruiksdoelen"]], dtype=bool)
    many = np.bincount(pand, weights=business, minlength=n)[:-1]
    homes = np.bincount(pand, weights=~business, minlength=n)[:-1]
    is_shop = np.bincount(pand, weights=shops, minlength=n)[:-1] > 0
    used = np.flatnonzero(many + homes > 0)
    outline = registers.panden.geometry.to_numpy()[used]
    xy = shapely.get_coordinates(shapely.point_on_surface(outline))
    places = pd.DataFrame(
        {
            "x": xy[:, 0],
            "y": xy[:, 1],
            "reach": np.sqrt(shapely.area(outline)) / 3,
            "zone": np.where(many[used] > 0, np.where(is_shop[used], "shop", "estate"), "home"),
        }
    )
    base = np.where(many > 0, np.sqrt(many), 0.25 * homes**0.7)[used]
    rate = base * incidents.background(len(used), rng)
    events = incidents.simulate(places, rate, round(len(vbo) / 2), pd.Timestamp(registers.peildatum), rng)
    return _canonical("incidenten", events, shapely.points(events[["x", "y"]].to_numpy()))
