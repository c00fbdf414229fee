"""Holiday homes and other lodging in an area."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

from ..gebruiksdoel import holds
from ..missing import unknown
from ..model import Direction, Evidence, Indicator, Kind, Level, Measured, Rollup, Text, Theme

if TYPE_CHECKING:
    from ..units import Areas


def compute(areas: Areas) -> Measured:
    """Verblijfsobjecten with logiesfunctie per hectare of the area.

    Standplaatsen are left out: they would count only inside recreation parks, and no register says where those are.
    """
    vbo = areas.place.vbo
    if not len(areas.index):
        return unknown(areas.index)
    lodging = vbo.geometry.to_numpy()[holds(vbo["gebruiksdoelen"], "logiesfunctie")]
    at = areas.position_of(shapely.get_coordinates(lodging))
    count = np.bincount(at[at >= 0], minlength=len(areas.index))
    return Measured(pd.Series(count, index=areas.index) / areas.hectares)


INDICATOR = Indicator(
    id="recreation_density",
    label=Text("Recreation and lodging", "Recreatie en logies"),
    formula=Text("Verblijfsobjecten with logiesfunctie per hectare", "Verblijfsobjecten met logiesfunctie per hectare"),
    unit="per ha",
    level=Level.AREA,
    kind=Kind.CONTINUOUS,
    rollup=Rollup.NONE,
    themes=frozenset({Theme.UITBUITING, Theme.WITWASSEN}),
    direction=Direction.HIGHER_IS_RISKIER,
    requires={"verblijfsobjecten": ("gebruiksdoelen",)},
    evidence=Evidence.C,
    source="Reasoned",
    innocent=Text("Most holiday parks are just that.", "De meeste vakantieparken zijn gewoon vakantieparken."),
    compute=compute,
)
