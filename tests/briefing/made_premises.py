"""A made-up place of a few locations: an estate with 80 addresses in one pand, shops with homes, a yard, and a shed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from locatierisico.briefing.results import Results
from locatierisico.registers.tables import RD_NEW, Registers, canonical

PEILDATUM = date(2024, 1, 1)
LONG = (
    "Burgemeester Willem Alexander van Oldenbarneveldt tot Spaarnwoude-Koningshofstraat en de Hoge Waterkering aan Zee"
)
MANY, SHOP, SHED, HOME, FARM = (f"{at:016d}" for at in range(5))
BARNS = (f"{5:016d}", f"{6:016d}")
ERF = f"erf-{BARNS[0]}"
OTHERS = tuple(f"{at:016d}" for at in range(10, 40))
INDICATORS = ("vacancy", "turnover", "street_exposure", "surveillance")
_BOXES = {
    MANY: (0, 0, 80, 40),
    SHOP: (200, 0, 220, 10),
    SHED: (400, 0, 420, 10),
    HOME: (600, 0, 610, 10),
    FARM: (3000, 3000, 3010, 3010),
    BARNS[0]: (3015, 3000, 3045, 3020),
    BARNS[1]: (3015, 3025, 3045, 3045),
    **{one: (40 * at, 500, 40 * at + 20, 520) for at, one in enumerate(OTHERS)},
}
OUTLINES = {
    one: shapely.MultiPolygon([shapely.box(130_000 + a, 480_000 + b, 130_000 + c, 480_000 + d)])
    for one, (a, b, c, d) in _BOXES.items()
}


def _objects() -> list[tuple[str, str, set[str], float, str, int]]:
    """Give per verblijfsobject: identificatie, pand, gebruiksdoelen, oppervlakte, street and number."""
    many = [(f"1{at:015d}", MANY, {"industriefunctie"}, 40.0 + at, LONG, at + 1) for at in range(80)]
    shop = [(f"2{0:015d}", SHOP, {"winkelfunctie"}, 90.0, "Marktplein", 7)]
    shop += [(f"2{at:015d}", SHOP, {"woonfunctie"}, 71.0, "Marktplein", 7 + at) for at in range(1, 4)]
    lived = [(f"3{0:015d}", HOME, {"woonfunctie"}, 120.0, "Woonlaan", 1)]
    lived += [(f"4{0:015d}", FARM, {"woonfunctie"}, 180.0, "Polderweg", 3)]
    others = [(f"5{at:015d}", one, {"kantoorfunctie"}, 200.0, "Ring", at + 1) for at, one in enumerate(OTHERS)]
    return [*many, *shop, *lived, *others]


def make_registers(**changed: Any) -> Registers:
    """Make the registers; `changed` replaces tables."""
    rng = np.random.default_rng(7)
    rows = _objects()
    ids, panden, uses, sizes, streets, numbers = (list(column) for column in zip(*rows, strict=True))
    middles = [shapely.centroid(OUTLINES[pand]) for pand in panden]
    begin = pd.Timestamp("2020-01-01") + pd.to_timedelta(rng.integers(0, 1400, 600), unit="D")
    places = [
        (130_000 + x, 480_000 + y)
        for x, y in zip(rng.uniform(-150, 700, 600), rng.uniform(-150, 600, 600), strict=True)
    ]
    worth = rng.integers(100, 900, len(OTHERS)) * 1000.0
    values = [(f"{at:012d}", one) for at, one in enumerate(worth)]
    values += [
        (f"{100:012d}", 777_000.0),
        (f"{101:012d}", 333_000.0),
        (f"{102:012d}", 555_000.0),
        (f"{103:012d}", 211_000.0),
    ]
    firms = [ids[at] for at in rng.integers(0, len(ids), 300)]
    made: dict[str, Any] = {
        "panden": canonical(
            "panden",
            {
                "identificatie": list(OUTLINES),
                "bouwjaar": [np.nan if one == SHED else 1950 + at for at, one in enumerate(OUTLINES)],
                "status": ["Pand in gebruik"] * len(OUTLINES),
            },
            list(OUTLINES.values()),
        ),
        "verblijfsobjecten": canonical(
            "verblijfsobjecten",
            {
                "identificatie": ids,
                "pand_identificaties": [(one,) for one in panden],
                "gebruiksdoelen": [frozenset(one) for one in uses],
                "oppervlakte": sizes,
                "status": ["Verblijfsobject in gebruik"] * len(ids),
                "openbare_ruimte_naam": streets,
                "huisnummer": numbers,
                "postcode": ["1234AB"] * len(ids),
                "woonplaats_naam": ["Voorbeeld"] * len(ids),
                "begin_geldigheid": [pd.Timestamp("2019-03-04")] * len(ids),
            },
            middles,
        ),
        "woz_objecten": canonical(
            "woz_objecten",
            {
                "wozobjectnummer": [number for number, _ in values],
                "adresseerbaar_object_identificaties": [
                    *((f"5{at:015d}",) for at in range(len(OTHERS))),
                    (f"1{0:015d}",),
                    (f"2{0:015d}",),
                    (f"4{0:015d}",),
                    (f"3{0:015d}",),
                ],
                "gebruikscode": [*["30"] * (len(OTHERS) + 2), "20", "10"],
                "soortobjectcode": ["3110"] * len(values),
                "oppervlakte": [123.0] * len(values),
            },
        ),
        "woz_waarden": canonical(
            "woz_waarden",
            {
                "wozobjectnummer": [number for number, _ in values] * 2,
                "waardepeildatum": [pd.Timestamp("2022-01-01")] * len(values)
                + [pd.Timestamp("2023-01-01")] * len(values),
                "vastgestelde_waarde": [0.8 * value for _, value in values] + [value for _, value in values],
            },
        ),
        "leegstand": canonical(
            "leegstand",
            {
                "adresseerbaar_object_identificatie": [ids[3], ids[5], f"3{0:015d}"],
                "leeg_sinds": [pd.Timestamp("2023-05-06"), pd.NaT, pd.Timestamp("2022-02-02")],
            },
        ),
        "vestigingen": canonical(
            "vestigingen",
            {
                "adresseerbaar_object_identificatie": firms,
                "sbi": rng.choice(["4711", "0141", "52109", "6820"], 300),
                "datum_vestiging": pd.Timestamp("2015-01-01") + pd.to_timedelta(rng.integers(0, 3000, 300), unit="D"),
                "datum_opheffing": [pd.NaT if at % 3 else pd.Timestamp("2023-10-01") for at in range(300)],
            },
        ),
        "lijsten": canonical(
            "lijsten",
            {
                "lijst": ["stoppers", "eerdere controle", "signaal"],
                "adresseerbaar_object_identificatie": [f"4{0:015d}", ids[0], f"2{2:015d}"],
                "datum": [pd.Timestamp("2023-07-08")] * 3,
                "bron": ["gemeente", "toezicht", "meldpunt"],
            },
        ),
        "incidenten": canonical(
            "incidenten",
            {
                "incident_id": [f"I{at}" for at in range(600)],
                "soort": rng.choice(["overlast", "hennepkwekerij", "inbraak bedrijf"], 600),
                "begin": [pd.NaT if at % 50 == 0 else day for at, day in enumerate(begin)],
                "eind": begin,
                "herkomst": rng.choice(["gemeld", "ontdekt"], 600),
            },
            shapely.points(places),
        ),
        "wegdelen": canonical(
            "wegdelen",
            {
                "lokaal_id": ["w1", "w2"],
                "functie": ["rijbaan lokale weg", "voetpad"],
                "fysiek_voorkomen": ["gesloten verharding"] * 2,
                "relatieve_hoogteligging": [0, 0],
            },
            [
                shapely.MultiPolygon([shapely.box(130_300, 480_018, 130_500, 480_030)]),
                shapely.MultiPolygon([shapely.box(130_300, 480_012, 130_500, 480_013)]),
            ],
        ),
        "terreindelen": canonical(
            "terreindelen",
            {"lokaal_id": ["t1", "t2"], "klasse": ["onbegroeid", "water"], "fysiek_voorkomen": ["erf", "waterloop"]},
            [
                shapely.MultiPolygon([shapely.box(130_300, 479_900, 130_500, 480_000)]),
                shapely.MultiPolygon([shapely.box(130_460, 480_000, 130_480, 480_010)]),
            ],
        ),
    }
    return Registers(peildatum=changed.pop("peildatum", PEILDATUM), **{**made, **changed})


def make_results() -> Results:
    """Make results of a run over these locations, with scores drawn at random."""
    rng = np.random.default_rng(11)
    shapes = {one: OUTLINES[one] for one in (MANY, SHOP, SHED, HOME, *OTHERS)}
    shapes[ERF] = shapely.MultiPolygon([part for barn in BARNS for part in OUTLINES[barn].geoms])
    ids = list(shapes)
    n = len(ids)
    parts = rng.normal(0, 4, (n, len(INDICATORS)))
    units = gpd.GeoDataFrame(
        {
            "unit_id": ids,
            "area_id": ["g1"] * n,
            "area_type": ["buitengebied" if one == ERF else "bedrijventerrein" for one in ids],
            "state": ["dwelling" if one == HOME else "insufficient data" if one == SHED else "scored" for one in ids],
            "contains_dwelling": [one in (SHOP, HOME, ERF) for one in ids],
            "risk_score": 50 + parts.sum(axis=1),
            "risk_rank": np.arange(1.0, n + 1),
            "rank_p05": np.arange(1.0, n + 1) * 0.5,
            "rank_p95": np.arange(1.0, n + 1) * 1.5,
            "coverage": 0.87,
            "class": np.clip(np.ceil((50 + parts.sum(axis=1)) / 20), 1, 5),
            "set_completeness": 0.61,
            "missing_nl": ["Lage waarde"] * n,
            "missing_en": ["Low value"] * n,
            "street_exposure": 0.42,
        },
        geometry=list(shapes.values()),
        crs=RD_NEW,
    )
    scores = pd.DataFrame(
        {
            "level": "unit",
            "area_type": "bedrijventerrein",
            "id": np.repeat(ids, len(INDICATORS)),
            "indicator": np.tile(INDICATORS, n),
            "value": rng.uniform(0, 1, n * len(INDICATORS)),
            "score": 60.0,
            "weight": 0.25,
            "contribution": parts.ravel(),
        }
    )
    themes = pd.DataFrame(
        {
            "unit_id": np.repeat(ids, 2),
            "theme": np.tile(["drugs", "kwetsbaarheid"], n),
            "risk_score": rng.uniform(20, 80, 2 * n),
            "rank_p05": 3.0,
            "rank_p95": 19.0,
        }
    )
    counted = make_registers().incidenten
    tables = {
        "units": units,
        "areas": gpd.GeoDataFrame(
            {
                "area_id": ["g1"],
                "name": ["De Hoek"],
                "area_type": "bedrijventerrein",
                "n_units": [n],
                "n_scored": float(n),
                "top_fifth_units": float(n // 5),
                "share_top_fifth": 0.2,
                "share_low": 0.1,
                "share_high": 0.3,
            },
            geometry=[shapely.box(129_000, 479_000, 134_000, 484_000)],
        ),
        "cells": gpd.GeoDataFrame(
            {"hot_class": [3, 0]},
            geometry=[shapely.box(130_000, 480_000, 130_100, 480_100), shapely.box(130_200, 480_000, 130_300, 480_100)],
        ),
        "incidents": counted[(counted["herkomst"] == "gemeld") & (counted["soort"] != "overlast")],
        "scores": scores,
        "themes": themes,
    }
    recipe = {
        "peildatum": PEILDATUM.isoformat(),
        "inputs": [{"register": "BAG", "name": "bag.zip"}, {"register": "WOZ", "name": "woz.csv"}],
        "simulated": [],
    }
    return Results(Path("2024-01-01_made"), recipe, tables)
