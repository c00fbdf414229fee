"""A clean municipality of ten buildings in which no check finds anything, to spoil one thing at a time."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import shapely

from locatierisico.registers.tables import Registers, canonical

if TYPE_CHECKING:
    from collections.abc import Callable

PEILDATUM = date(2026, 1, 1)
N = 10
PAND = [f"99011000000000{n:02d}" for n in range(N)]
VBO = [f"99010100000000{n:02d}" for n in range(N)]
WOZ = [f"9901000000{n:02d}" for n in range(N)]
LEFT = 130_000 + 40.0 * np.arange(N)
BORDER = shapely.multipolygons([shapely.box(129_000, 479_000, 132_000, 481_000)])


def boxes(left: Any, low: float, wide: float, high: float) -> Any:
    """Draw multipolygons side by side."""
    return shapely.multipolygons([[one] for one in np.atleast_1d(shapely.box(left, low, left + wide, low + high))])


def columns_of() -> dict[str, tuple[dict[str, Any], Any]]:
    """Give the columns and the geometry of every table of the clean municipality."""
    address = {
        "nummeraanduiding_identificatie": [f"99012000000000{n:02d}" for n in range(N)],
        "openbare_ruimte_naam": ["Dorpsstraat"] * N,
        "huisnummer": np.arange(1.0, N + 1),
        "postcode": ["1234AB"] * N,
        "woonplaats_naam": ["Dorp"] * N,
    }
    day = ["2025-12-20"] * N
    roads = shapely.linestrings([[(x, 480_020), (x + 40, 480_020)] for x in LEFT])
    return {
        "panden": (
            {"identificatie": PAND, "bouwjaar": [1980.0] * N, "status": ["Pand in gebruik"] * N},
            boxes(LEFT, 480_000, 10, 10),
        ),
        "verblijfsobjecten": (
            {
                "identificatie": VBO,
                "pand_identificaties": [(one,) for one in PAND],
                "gebruiksdoelen": [["industriefunctie"]] * N,
                "oppervlakte": [100.0] * N,
                "status": ["Verblijfsobject in gebruik"] * N,
                "begin_geldigheid": day,
                **address,
            },
            shapely.points(LEFT + 5, 480_005),
        ),
        "mutaties": (
            {"identificatie": PAND, "objecttype": ["pand"] * N, "gebeurtenis": ["overig"] * N, "datum": day},
            None,
        ),
        "woonplaatsen": ({"identificatie": ["1234"], "naam": ["Dorp"]}, BORDER),
        "gemeentegrens": ({"identificatie": ["GM9901"], "naam": ["Dorp"]}, BORDER),
        "wegdelen": (
            {
                "lokaal_id": ["W1"],
                "functie": ["rijbaan lokale weg"],
                "fysiek_voorkomen": ["open verharding"],
                "relatieve_hoogteligging": [0.0],
            },
            boxes(129_000, 480_015, 2_000, 10),
        ),
        "bouwwerken": ({"lokaal_id": ["B1"], "type": ["muur"]}, boxes(129_000, 479_990, 5, 5)),
        "terreindelen": (
            {"lokaal_id": ["T1"], "klasse": ["begroeid"], "fysiek_voorkomen": ["bouwland"]},
            boxes(129_000, 479_000, 2_000, 900),
        ),
        "bgt_panden": (
            {"lokaal_id": [f"P{n}" for n in range(N)], "pand_identificatie": PAND, "status": ["bestaand"] * N},
            boxes(LEFT, 480_000, 10, 10),
        ),
        "woz_objecten": (
            {
                "wozobjectnummer": WOZ,
                "adresseerbaar_object_identificaties": [(one,) for one in VBO],
                "pand_identificaties": [(one,) for one in PAND],
                "gebruikscode": ["30"] * N,
                "soortobjectcode": ["3000"] * N,
                "oppervlakte": [100.0] * N,
            },
            None,
        ),
        "woz_waarden": (
            {
                "wozobjectnummer": WOZ,
                "waardepeildatum": ["2025-01-01"] * N,
                "vastgestelde_waarde": [100_000.0] * N,
                "gebruikscode": ["30"] * N,
            },
            None,
        ),
        "incidenten": (
            {
                "incident_id": [f"I{n}" for n in range(N)],
                "soort": ["hennepkwekerij"] * N,
                "begin": ["2025-12-20T21:30:00"] * N,
                "eind": ["2025-12-20T21:30:00"] * N,
                "herkomst": ["gemeld"] * N,
            },
            shapely.points(LEFT + 5, 480_005),
        ),
        "gebieden": (
            {
                "gebied_id": ["a", "b"],
                "naam": ["Noord", "Zuid"],
                "gebiedstype": ["bedrijventerrein"] * 2,
                "bron": ["gemeente"] * 2,
            },
            boxes(np.array([129_900, 130_190.0]), 479_900, 290, 300),
        ),
        "wegvakken": (
            {
                "wegvak_id": [f"w{n}" for n in range(N)],
                "knoop_begin": [f"k{n}" for n in range(N)],
                "knoop_eind": [f"k{n + 1}" for n in range(N - 1)] + ["k0"],
                "rijrichting": ["B"] * N,
                "wegbeheerdersoort": ["G"] * N,
                "baansubsoort": ["HR"] * N,
                "hoogte": [0.0] * N,
                "straatnaam": ["Dorpsstraat"] * N,
                "lengte": [40.0] * N,
            },
            roads,
        ),
        "buurten": (
            {
                "buurtcode": ["BU99010000"],
                "buurtnaam": ["Dorp"],
                "gemeentecode": ["GM9901"],
                "stedelijkheidsklasse": [5.0],
            },
            BORDER,
        ),
        "leegstand": ({"adresseerbaar_object_identificatie": VBO[:2], "leeg_sinds": ["2025-01-01"] * 2}, None),
        "vestigingen": (
            {
                "adresseerbaar_object_identificatie": VBO,
                "sbi": ["4711"] * N,
                "datum_vestiging": ["2020-01-01"] * N,
            },
            None,
        ),
        "lijsten": (
            {
                "lijst": ["stoppers"],
                "adresseerbaar_object_identificatie": VBO[:1],
                "datum": ["2025-01-01"],
                "bron": ["gemeente"],
            },
            None,
        ),
    }


@pytest.fixture
def spoiled() -> Callable[..., Registers]:
    """Make the clean municipality, with some tables made by a function of their columns and geometry."""

    def make(**changes: Callable[[dict[str, Any], Any], Any]) -> Registers:
        tables = {}
        for name, (columns, geometry) in columns_of().items():
            held = {column: list(values) for column, values in columns.items()}
            drawn = None if geometry is None else list(np.atleast_1d(geometry))
            if name in changes:
                drawn = changes[name](held, drawn) or drawn
            tables[name] = canonical(name, held, drawn)
        return Registers(PEILDATUM, **tables)

    return make
