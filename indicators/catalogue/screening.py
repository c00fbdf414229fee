"""Trees and shrubs that hide a place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from ..missing import unknown
from ..model import Direction, Evidence, Indicator, Kind, Level, Measured, Rollup, Text, Theme

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..units import Units

GROWTH = ("loofbos", "naaldbos", "gemengd bos", "houtwal", "struiken")


def compute(units: Units, *, inner: float = 25, outer: float = 150) -> Measured:
    """Share of the ring from `inner` to `outer` around the outline under trees or shrubs: the five classes `GROWTH`.

    NaN where no terreindeel of any kind touches the ring.

    Args:
        units: The units.
        inner: Metres.
        outer: Metres.

    """
    terrain = units.place.registers.terreindelen
    if terrain is None or not len(terrain):
        return unknown(units.index)
    outlines = terrain.geometry.to_numpy()
    grown = terrain["fysiek_voorkomen"].isin(GROWTH).to_numpy()
    rings = shapely.difference(shapely.buffer(units.geometry, outer), shapely.buffer(units.geometry, inner))
    covered = _covered(rings, outlines[grown])
    bare = np.flatnonzero(covered == 0)
    charted = np.ones(len(rings), dtype=bool)
    charted[bare] = False
    charted[bare[shapely.STRtree(outlines).query(rings[bare], predicate="intersects")[0]]] = True
    return Measured(units.series(np.where(charted, np.minimum(covered / shapely.area(rings), 1), np.nan)))


def _covered(rings: NDArray[np.object_], growth: NDArray[np.object_]) -> NDArray[np.float64]:
    """Give the area of each ring that the growth covers, m²."""
    tree = shapely.STRtree(growth)
    ring, patch = tree.query(rings, predicate="intersects")
    whole_ring, whole_patch = tree.query(rings, predicate="covers")
    whole = np.isin(ring * len(growth) + patch, whole_ring * len(growth) + whole_patch)
    size = np.empty(len(ring))
    size[whole] = shapely.area(growth[patch[whole]])
    size[~whole] = shapely.area(shapely.intersection(rings[ring[~whole]], growth[patch[~whole]]))
    return np.bincount(ring, weights=size, minlength=len(rings)).astype(np.float64)


INDICATOR = Indicator(
    id="screening",
    label=Text("Screened by trees", "Beschut door bomen"),
    formula=Text(
        en=(
            "Share of the ring of 25 to 150 m around the outline that is loofbos, naaldbos, gemengd bos, "
            "houtwal or struiken"
        ),
        nl=(
            "Deel van de ring van 25 tot 150 m rond de omtrek dat loofbos, naaldbos, gemengd bos, houtwal of "
            "struiken is"
        ),
    ),
    unit="%",
    level=Level.UNIT,
    kind=Kind.CONTINUOUS,
    rollup=Rollup.MEDIAN,
    themes=frozenset({Theme.DRUGS}),
    direction=Direction.HIGHER_IS_RISKIER,
    requires={"terreindelen": ("fysiek_voorkomen",)},
    evidence=Evidence.C,
    source="Reasoned",
    innocent=Text(
        en="That is the landscape; maize, which hides as well, is not in the register.",
        nl="Zo is het landschap; mais, die ook verbergt, staat niet in de registratie.",
    ),
    compute=compute,
)
