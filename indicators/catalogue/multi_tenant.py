"""Many businesses under one roof, or a row of garage boxes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from ..missing import unknown
from ..model import Direction, Evidence, Indicator, Kind, Level, Measured, Rollup, Text, Theme

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..units import Areas, Place, Units

ADJOINING = 0.3  # m; outlines of a row do not always touch


def compute(
    units: Units, *, min_row: int = 8, min_size: float = 12, max_size: float = 30, from_dwelling: float = 15
) -> Measured:
    """ln(1 + business verblijfsobjecten in the pand); in a row of garage boxes ln(1 + panden of the row).

    Args:
        units: The units.
        min_row: Fewest adjoining panden that make a row.
        min_size: Smallest footprint of a pand of a row, m².
        max_size: Largest footprint of a pand of a row, m².
        from_dwelling: Panden of a row lie farther than this from any dwelling, metres.

    """
    business = units.business_vbo
    tenants = units.total(pd.Series(1.0, index=business.index), business["unit"]).to_numpy()
    row = garage_rows(units.place, min_row, min_size, max_size, from_dwelling)
    size = pd.Series(np.where(row >= 0, np.bincount(row[row >= 0], minlength=1)[row], 0), dtype="float64")
    in_row = units.panden["identificatie"].map(size.set_axis(units.place.panden["identificatie"]))
    largest = in_row.groupby(units.panden["unit"]).max().reindex(range(len(units.index))).fillna(0).to_numpy()
    return Measured(units.series(np.log1p(np.maximum(tenants, largest))))


def area(
    units: Units,
    areas: Areas,
    *,
    tenants: int = 5,
    min_row: int = 8,
    min_size: float = 12,
    max_size: float = 30,
    from_dwelling: float = 15,
) -> Measured:
    """Panden with at least `tenants` business verblijfsobjecten, a row of garage boxes as one, per hectare.

    A row lies in the area of most of its panden, and counts where it has at least `tenants` panden.

    Args:
        units: The units.
        areas: Their areas.
        tenants: Fewest business verblijfsobjecten of a pand that counts.
        min_row: As in `compute`.
        min_size: As in `compute`.
        max_size: As in `compute`.
        from_dwelling: As in `compute`.

    """
    if not len(areas.index):
        return unknown(areas.index)
    place = units.place
    row = garage_rows(place, min_row, min_size, max_size, from_dwelling)
    panden = place.panden
    rowed = set(panden["identificatie"].to_numpy()[row >= 0])
    business = units.business_vbo
    count = units.total(pd.Series(1.0, index=business.index), business["unit"])
    single = ~units.series(
        np.bincount(units.panden["unit"], weights=units.panden["identificatie"].isin(rowed), minlength=len(units.index))
    ).astype(bool)
    many = units.table["area_id"][(count >= tenants) & single].value_counts()
    members = pd.DataFrame({"row": row, "area_id": panden["area_id"].to_numpy()})[row >= 0]
    home = members.groupby("row")["area_id"].agg(lambda held: held.mode().iloc[0])
    long = home[members.groupby("row").size() >= tenants].value_counts()
    found = many.reindex(areas.index, fill_value=0) + long.reindex(areas.index, fill_value=0)
    return Measured(found / areas.hectares)


def garage_rows(
    place: Place, min_row: int, min_size: float, max_size: float, from_dwelling: float
) -> NDArray[np.int64]:
    """Number the rows of garage boxes; (n,) row of each pand of the municipality, -1 for none."""
    key = ("garage_rows", min_row, min_size, max_size, from_dwelling)
    if key not in place.shared:
        place.shared[key] = _rows(place, min_row, min_size, max_size, from_dwelling)
    row: NDArray[np.int64] = place.shared[key]
    return row


def _rows(place: Place, min_row: int, min_size: float, max_size: float, from_dwelling: float) -> NDArray[np.int64]:
    outlines = place.panden.geometry.to_numpy()
    row = np.full(len(outlines), -1, dtype=np.int64)
    footprint = place.panden["footprint"].to_numpy()
    boxes = np.flatnonzero((footprint >= min_size) & (footprint <= max_size))
    boxes = boxes[~_near_dwelling(place, outlines[boxes], from_dwelling)]
    if len(boxes) < min_row:
        return row
    one, other = shapely.STRtree(outlines[boxes]).query(outlines[boxes], predicate="dwithin", distance=ADJOINING)
    links = coo_matrix((np.ones(len(one)), (one, other)), shape=(len(boxes), len(boxes)))
    _, chain = connected_components(links, directed=False)
    long = np.bincount(chain)[chain] >= min_row
    _, row[boxes[long]] = np.unique(chain[long], return_inverse=True)
    return row


def _near_dwelling(place: Place, outlines: NDArray[np.object_], distance: float) -> NDArray[np.bool_]:
    """Tell which outlines lie within `distance` of a dwelling or of a pand that holds one."""
    homes = place.panden.geometry.to_numpy()[place.panden["n_dwellings"].to_numpy() > 0]
    tree = shapely.STRtree(np.concatenate([homes, shapely.points(place.dwellings)]))
    near = np.zeros(len(outlines), dtype=np.bool_)
    near[np.unique(tree.query(outlines, predicate="dwithin", distance=distance)[0])] = True
    return near


INDICATOR = Indicator(
    id="multi_tenant",
    label=Text("Many tenants", "Veel gebruikers in één pand"),
    formula=Text(
        en=(
            "ln(1 + business verblijfsobjecten in the pand); a row of 8 or more garage boxes counts as one "
            "pand. Area: panden with 5 or more, per hectare"
        ),
        nl=(
            "ln(1 + zakelijke verblijfsobjecten in het pand); een rij van 8 of meer garageboxen telt als één "
            "pand. Gebied: panden met 5 of meer, per hectare"
        ),
    ),
    unit="ln",
    level=Level.UNIT,
    kind=Kind.COUNT,
    rollup=Rollup.OWN,
    themes=frozenset({Theme.DRUGS, Theme.UITBUITING}),
    direction=Direction.HIGHER_IS_RISKIER,
    requires={"panden": ("identificatie",), "verblijfsobjecten": ("gebruiksdoelen", "pand_identificaties")},
    evidence=Evidence.B,
    source="Handreiking ondermijning op bedrijventerreinen; garage boxes",
    innocent=Text(
        en="A business centre brings many small firms together.",
        nl="Een bedrijfsverzamelgebouw brengt veel kleine bedrijven bij elkaar.",
    ),
    compute=compute,
    area=area,
)
