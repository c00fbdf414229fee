"""Small towns of square panden, and Weesp."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pyogrio
import pytest
import shapely

from locatierisico.registers.tables import Registers, canonical

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import numpy as np

WOON, INDUSTRIE, WINKEL, KANTOOR = "woonfunctie", "industriefunctie", "winkelfunctie", "kantoorfunctie"


def make_town(
    panden: list[tuple[float, float, float]],
    uses: list[tuple[int, set[str]]],
    areas: list[tuple[str, tuple[float, float, float, float]]] = (),
    **tables: Any,
) -> Registers:
    """Make registers of square panden (x, y, side from the lower left corner) and their verblijfsobjecten.

    The pand at position i is called f"{i:016d}". `uses` gives, per verblijfsobject, the pand and the gebruiksdoelen;
    its point is the middle of the pand. `areas` are a gebiedstype and a box each.
    """
    squares = [shapely.box(x, y, x + side, y + side) for x, y, side in panden]
    ids = [f"{i:016d}" for i in range(len(panden))]
    gebieden = canonical(
        "gebieden",
        {
            "gebied_id": [f"g{i}" for i in range(len(areas))],
            "naam": [f"Gebied {i}" for i in range(len(areas))],
            "gebiedstype": [kind for kind, _ in areas],
            "bron": ["gemeente"] * len(areas),
        },
        [shapely.MultiPolygon([shapely.box(*bounds)]) for _, bounds in areas],
    )
    return Registers(
        peildatum=date(2024, 1, 1),
        panden=canonical("panden", {"identificatie": ids}, [shapely.MultiPolygon([square]) for square in squares]),
        verblijfsobjecten=canonical(
            "verblijfsobjecten",
            {
                "identificatie": [f"1{i:015d}" for i in range(len(uses))],
                "pand_identificaties": [(ids[pand],) for pand, _ in uses],
                "gebruiksdoelen": [frozenset(doelen) for _, doelen in uses],
                "oppervlakte": [100.0] * len(uses),
                "openbare_ruimte_naam": ["Dorpsstraat"] * len(uses),
            },
            [shapely.centroid(squares[pand]) for pand, _ in uses],
        ),
        gebieden=gebieden if len(areas) else None,
        **tables,
    )


@pytest.fixture(scope="session")
def town() -> Callable[..., Registers]:
    return make_town


@pytest.fixture(scope="session")
def weesp(shared: Path) -> Registers:
    """Weesp on 15-10-2021 from the bag-light GeoPackage: what is in stock."""
    path = shared / "data" / "bag" / "weesp_bag-light.gpkg"
    pand, vbo, place = (pyogrio.read_dataframe(path, layer=name) for name in ("pand", "verblijfsobject", "woonplaats"))
    pand = pand[~pand["status"].isin(["Bouwvergunning verleend", "Bouw gestart"])]
    return Registers(
        peildatum=date(2021, 10, 15),
        panden=canonical(
            "panden",
            {"identificatie": pand["identificatie"].str.zfill(16), "bouwjaar": pand["bouwjaar"]},
            _areas(pand),
        ),
        verblijfsobjecten=canonical(
            "verblijfsobjecten",
            {
                "identificatie": vbo["identificatie"].str.zfill(16),
                "pand_identificaties": [tuple(i.split(",")) for i in vbo["pand_identificatie"].str.zfill(16)],
                "gebruiksdoelen": [frozenset(d.split(",")) for d in vbo["gebruiksdoel"].str.replace(", ", ",")],
                "oppervlakte": vbo["oppervlakte"],
                "openbare_ruimte_naam": vbo["openbare_ruimte_naam"],
            },
            vbo.geometry.to_numpy(),
        ),
        woonplaatsen=canonical("woonplaatsen", {"identificatie": place["identificatie"].astype(str)}, _areas(place)),
    )


def _areas(frame: Any) -> np.ndarray:
    parts, owner = shapely.get_parts(frame.geometry.to_numpy(), return_index=True)
    return shapely.multipolygons(parts, indices=owner)
