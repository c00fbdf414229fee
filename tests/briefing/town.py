"""Results made by hand, for the tests of the sheets of a whole municipality."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
from scipy.stats import beta
from shapely.geometry import Point, box

from locatierisico.briefing.results import Results
from locatierisico.indicators.area_table import prior

KINDS = ("bedrijventerrein", "buitengebied", "winkelgebied")


def areas_of(rows: list[tuple[str, int, int, int]], name: str = "Gebied") -> gpd.GeoDataFrame:
    """Areas of (type, locations, scored, in the top fifth), with the shares that a run gives them."""
    table = pd.DataFrame(rows, columns=["area_type", "n_units", "n_scored", "top_fifth_units"]).astype(
        {"n_units": float, "n_scored": float, "top_fifth_units": float}
    )
    table["area_id"] = [f"A{at}" for at in range(len(table))]
    table["name"] = [f"{name} {at}" for at in range(len(table))]
    table["state"] = np.where(table["n_scored"] < 20, "few units", "scored")
    for column in ("share_top_fifth", "share_low", "share_high"):
        table[column] = np.nan
    for _, mine in table[table["n_scored"] > 0].groupby("area_type"):
        k, n = mine["top_fifth_units"].to_numpy(), mine["n_scored"].to_numpy()
        mean, strength = prior(k.astype(int), n.astype(int))
        a, b = k + strength * mean, n - k + strength * (1 - mean)
        table.loc[mine.index, "share_top_fifth"] = a / (a + b)
        table.loc[mine.index, "share_low"] = beta.ppf(0.05, a, b)
        table.loc[mine.index, "share_high"] = beta.ppf(0.95, a, b)
    table.loc[table["n_scored"] == 0, "top_fifth_units"] = np.nan
    shapes = [box(1000.0 * at, 0, 1000.0 * at + 900, 900) for at in range(len(table))]
    return gpd.GeoDataFrame(table, geometry=shapes, crs=28992)


def results_of(areas: gpd.GeoDataFrame, *, incidents: int = 60, municipality: str = "Voorbeeld") -> Results:
    """Put areas in a run, with locations that agree, incidents and cells of which two touching pairs stand out."""
    units: list[dict[str, Any]] = []
    for row in areas.itertuples():
        for at in range(int(row.n_units)):
            state = "scored" if at < row.n_scored else "insufficient data"
            units.append(
                {"unit_id": f"{row.area_id}-{at}", "area_id": row.area_id, "area_type": row.area_type, "state": state}
            )
    units += [
        {"unit_id": f"d{at}", "area_id": None, "area_type": "winkelgebied", "state": "dwelling"} for at in range(7)
    ]
    begin = pd.date_range("2023-01-02", "2025-12-30", periods=max(incidents, 1))[:incidents]
    inside = gpd.GeoDataFrame(
        {"incident_id": [str(at) for at in range(incidents)], "begin": begin, "eind": begin},
        geometry=[Point(10, 10)] * incidents,
        crs=28992,
    )
    corners = [(0, 0), (125, 125), (625, 0), (750, 0), (375, 625)] if incidents else []
    cells = gpd.GeoDataFrame(
        {
            "count": [20, 10, 1, 2, 9][: len(corners)],
            "expected": [2.5, 2.5, 0.1, 0.1, 9.0][: len(corners)],
            "window_count": [30, 30, 3, 3, 9][: len(corners)],
            "hot_class": [3, 2, 3, 2, 1][: len(corners)],
            "p_adjusted": [0.001, 0.02, 0.004, 0.03, 0.08][: len(corners)],
        },
        geometry=[box(x, y, x + 125, y + 125) for x, y in corners],
        crs=28992,
    )
    tables = {
        "areas": areas,
        "units": pd.DataFrame(units, columns=["unit_id", "area_id", "area_type", "state"]),
        "cells": cells,
        "incidents": inside,
        "sets": sets(),
        "messages": pd.DataFrame(
            [("info", "index_insufficient", "bedrijventerrein: van de 9 krijgen er 3 geen index.", "three of nine")],
            columns=["severity", "code", "nl", "en"],
        ),
    }
    recipe = {
        "peildatum": "2026-01-01",
        "municipality": municipality,
        "version": "0.1.0",
        "sha256": "0123456789abcdef" * 4,
        "simulated": [],
        "options": {"normalisation": "rank", "aggregation": "arithmetic", "draws": 1000, "seed": 1},
        "inputs": [{"register": "BAG", "name": "bag.gpkg", "sha256": "ab" * 32, "rows": 4321}],
        "choices": [],
    }
    return Results(Path("run"), recipe, tables)


def sets() -> pd.DataFrame:
    """Of each type three indicators that weigh and one that fell out."""
    rows = []
    for kind in KINDS:
        for name, status, why, nominal, effective in (
            ("building_age", "used", None, 0.25, 0.3125),
            ("low_value", "used", None, 0.25, 0.3125),
            ("surveillance", "used", None, 0.3, 0.375),
            ("vacancy", "left out", "register_absent", 0.2, np.nan),
            ("minor_road_access", "context", None, np.nan, np.nan),
        ):
            rows.append((kind, name, "object", status, why, why, why, "+", "B", nominal, effective, 0.8))
    names = "area_type indicator dimension status why why_en why_nl direction evidence nominal_weight effective_weight"
    return pd.DataFrame(rows, columns=[*names.split(), "set_completeness"])
