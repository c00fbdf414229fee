"""The borders of the town: its areas, buurten and woonplaatsen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely
from scipy.spatial import cKDTree

from .containment import held_by
from .names import GEMEENTECODE, GEMEENTENAAM, place_names

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .plan import Plan

_FEW = 5  # addresses, of which the CBS publishes nothing
_MISSING = -99999999  # how the CBS writes what it does not publish
_LETTERS = {"bedrijventerrein": "BT", "winkelgebied": "WG", "buitengebied": "BG"}
_CLASSES = (2500, 1500, 1000, 500)  # addresses per km²


def _groups(number: NDArray[np.int64], shapes: NDArray[np.object_]) -> tuple[NDArray[np.int64], NDArray[np.object_]]:
    held = np.unique(number)
    merged = [shapely.union_all(part, grid_size=0.01) for part in _split(number, shapes)]
    return held, np.array(merged, dtype=object)


def _split(number: NDArray[np.int64], shapes: NDArray[np.object_]) -> list[NDArray[np.object_]]:
    """Put the shapes of each number together, lowest number first."""
    order = np.argsort(number, kind="stable")
    cuts = np.flatnonzero(np.diff(number[order])) + 1
    parts: list[NDArray[np.object_]] = np.split(shapes[order], cuts)
    return parts


def gebieden(plan: Plan, panden: pd.DataFrame) -> pd.DataFrame:
    """Draw the areas as a municipality would: estates, shopping zones and the countryside.

    Returns:
        gebied_id, naam, gebiedstype, geometry.

    """
    on_estate = plan.estate >= 0
    numbers, estates = _groups(plan.estate[on_estate], plan.faces[on_estate])
    estates = shapely.buffer(estates, -2)
    shops = panden["zone"].str.startswith("shop-").to_numpy(dtype=bool)
    held, zone = np.unique(panden["zone"].to_numpy()[shops].astype(str), return_inverse=True)
    wide = shapely.buffer(panden["geometry"].to_numpy()[shops], 30)
    outline = [shapely.union_all(part).buffer(-12) for part in _split(zone, wide)]
    shells = np.array([shapely.Polygon(max(shapely.get_parts(g), key=lambda p: p.area).exterior) for g in outline])
    village = (
        panden["kind"].isin(["villagehouse"]).to_numpy()
        | ((panden["face"] < 0) & panden["kind"].isin(["shop", "school"])).to_numpy()
    )
    cores = (
        shapely.union_all(shapely.buffer(panden["geometry"].to_numpy()[village], 40))
        if village.any()
        else shapely.Polygon()
    )
    country = plan.territory.difference(plan.town.buffer(25)).difference(cores.buffer(-10))
    names = (
        [f"Bedrijventerrein {n}" for n in place_names(len(numbers))],
        [
            "Centrum" if plan.use[int(z.removeprefix("shop-"))] == "centre" else f"Winkelcentrum {i}"
            for i, z in enumerate(held)
        ],
        ["Buitengebied"],
    )
    types = ("bedrijventerrein", "winkelgebied", "buitengebied")
    geometry = np.concatenate([estates, shells, np.array([country], dtype=object)])
    return pd.DataFrame(
        {
            "gebied_id": [
                f"{_LETTERS[t]}{i + 1:03d}" for t, part in zip(types, names, strict=True) for i in range(len(part))
            ],
            "naam": [n for part in names for n in part],
            "gebiedstype": [t for t, part in zip(types, names, strict=True) for _ in part],
            "geometry": geometry,
        }
    )


def woonplaatsen(plan: Plan) -> pd.DataFrame:
    """Divide the territory over the town and its villages: identificatie (4 digits), naam, geometry."""
    numbers, shapes = _groups(plan.village, plan.faces)
    names = [GEMEENTENAAM, *place_names(int(numbers.max()))]
    return pd.DataFrame(
        {
            "identificatie": [f"{9900 + int(k):04d}" for k in numbers],
            "naam": [names[int(k)] for k in numbers],
            "number": numbers,
            "geometry": shapes,
        }
    )


def buurten(plan: Plan, addresses: NDArray[np.float64]) -> pd.DataFrame:
    """Make the buurten of the CBS: a face of the town each, and the countryside of every village.

    Args:
        plan: The plan.
        addresses: (n, 2) where every address lies.

    """
    town = plan.village == 0
    numbers, country = _groups(plan.village[~town], plan.faces[~town])
    faces = np.concatenate([plan.faces[town], country])
    k = np.arange(town.sum())
    codes = [f"BU{GEMEENTECODE}{1 + i // 60:02d}{i % 60:02d}" for i in k] + [
        f"BU{GEMEENTECODE}00{v:02d}" for v in numbers
    ]
    villages = place_names(int(numbers.max()))
    names = [f"Buurt {1 + i // 60}-{i % 60 + 1}" for i in k] + [f"Buitengebied {villages[v - 1]}" for v in numbers]
    middle = shapely.get_coordinates(shapely.point_on_surface(faces))
    around = cKDTree(addresses).query_ball_point(middle, 1000, return_length=True) / np.pi
    area = shapely.area(faces)
    of = held_by(addresses, faces)
    held = np.bincount(of[of >= 0], minlength=len(faces))
    people = np.where(held < _FEW, _MISSING, np.round(held * 2.1)).astype(int)
    return pd.DataFrame(
        {
            "buurtcode": codes,
            "buurtnaam": names,
            "wijkcode": ["WK" + c[2:8] for c in codes],
            "gemeentecode": "GM" + GEMEENTECODE,
            "gemeentenaam": GEMEENTENAAM,
            "indelingswijziging_wijken_en_buurten": "1",
            "water": "NEE",
            "omgevingsadressendichtheid": np.round(around).astype(int),
            "stedelijkheid_adressen_per_km2": np.where(
                held < _FEW,
                _MISSING,
                1 + np.searchsorted(-np.array(_CLASSES), -around, side="right"),
            ),
            "bevolkingsdichtheid_inwoners_per_km2": np.where(
                people < 0, _MISSING, np.round(people / area * 1e6)
            ).astype(int),
            "aantal_inwoners": people,
            "aantal_huishoudens": np.where(people < 0, _MISSING, held),
            "oppervlakte_totaal_in_ha": np.round(area / 1e4).astype(int),
            "jaar": 2025,
            "geometry": faces,
        }
    )
