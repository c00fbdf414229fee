"""How far the WOZ value per square metre lies from that of the nearest of the same kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.spatial import cKDTree

from ..missing import unknown
from ..model import Direction, Evidence, Indicator, Kind, Level, Measured, Rollup, Text, Theme
from ..robust import ROUNDING, rowwise_centre_and_scale
from ..woz_codes import levels, log_price, narrowest, of_units, once

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from ..units import Units


def compute(units: Units, *, neighbours: int = 10, mode: str = "low") -> Measured:
    """Robust z of ln(v/m²) against the nearest objects of the same kind; the median over the objects of a unit.

    z = (own - median of the neighbours) / (1.4826 MAD of the neighbours). Mode "low" gives -z, so that cheaper than
    the neighbours is higher; "absolute" gives |z|. NaN where the neighbours are all worth the same and the object
    is not, and where even all objects together are no more than `neighbours`.

    Args:
        units: The units.
        neighbours: How many of the nearest objects; a kind with fewer is merged upward as in `low_value`.
        mode: "low" or "absolute".

    """
    if units.woz is None or units.place.woz is None:
        return unknown(units.index)
    objects = once(units.place.woz)
    z = _robust_z(objects, neighbours)
    value = of_units(np.abs(z) if mode == "absolute" else -z, objects, units.woz)
    per_unit = value.groupby(units.woz["unit"]).median().reindex(range(len(units.index)))
    return Measured(units.series(per_unit.to_numpy()))


def _robust_z(objects: pd.DataFrame, neighbours: int) -> NDArray[np.float64]:
    price = log_price(objects)
    places = objects[["x", "y"]].to_numpy(dtype="float64")
    known = ~np.isnan(price) & ~np.isnan(places).any(axis=1)
    kinds = levels(objects)
    chosen = narrowest(known, kinds, neighbours + 1)
    z = np.full(len(price), np.nan)
    for level, kind in enumerate(kinds):
        asked = chosen == level
        for code in np.unique(kind[asked]):
            group = np.flatnonzero(known & (kind == code))
            seekers = np.flatnonzero(asked & (kind == code))
            near = _others(places, group, seekers, neighbours)
            centre, scale = rowwise_centre_and_scale(price[near])
            away = price[seekers] - centre
            same = np.abs(away) < ROUNDING
            z[seekers] = np.where(same, 0.0, away / np.where(scale > 0, scale, np.nan))
    return z


def _others(
    places: NDArray[np.float64], group: NDArray[np.int64], seekers: NDArray[np.int64], count: int
) -> NDArray[np.int64]:
    """Give for each seeker the `count` nearest of its group, itself left out; (m, count) positions."""
    _, found = cKDTree(places[group]).query(places[seekers], k=count + 1)
    near = group[found]
    own = near == seekers[:, None]
    # Where many lie at one place the seeker may not be among those found: then the farthest is left out.
    own[~own.any(axis=1), -1] = True
    others: NDArray[np.int64] = near[~own].reshape(len(seekers), count)
    return others


INDICATOR = Indicator(
    id="value_deviation",
    label=Text("Value beside neighbours", "Waarde ten opzichte van de buren"),
    formula=Text(
        en="Minus the robust z of ln(WOZ value/m²) against the 10 nearest objects of the same kind",
        nl=(
            "Min de robuuste z van ln(WOZ-waarde/m²) ten opzichte van de 10 dichtstbijzijnde objecten van "
            "dezelfde soort"
        ),
    ),
    unit="z",
    level=Level.UNIT,
    kind=Kind.CONTINUOUS,
    rollup=Rollup.MEDIAN,
    themes=frozenset({Theme.VASTGOED, Theme.WITWASSEN}),
    direction=Direction.HIGHER_IS_RISKIER,
    requires={
        "woz_objecten": ("wozobjectnummer", "oppervlakte", "soortobjectcode", "gebruikscode"),
        "woz_waarden": ("waardepeildatum", "vastgestelde_waarde"),
    },
    evidence=Evidence.C,
    source="Zicht op Ondermijning",
    innocent=Text(
        en="A special building has no equals nearby, and where neighbours are few they lie far away.",
        nl="Een bijzonder gebouw heeft geen gelijke in de buurt, en waar weinig buren zijn liggen ze ver weg.",
    ),
    compute=compute,
)
