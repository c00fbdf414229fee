"""A small made-up town for sheets: six areas, a square of cells and incidents where the test puts them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from locatierisico.briefing.blocks import Table
from locatierisico.briefing.results import Results

if TYPE_CHECKING:
    from numpy.typing import NDArray

SIDE = 125.0
WEST, SOUTH = 180_000.0, 510_000.0
AREA = 4  # cells along a side of an area
KIND = "bedrijventerrein"
CRS = "EPSG:28992"


def town(
    n_scored: list[int],
    top: list[int],
    points: NDArray[np.float64],
    begin: NDArray[np.datetime64],
    classes: NDArray[np.int64] | None = None,
    *,
    length: int = 0,
) -> Results:
    """Give results: areas stand in a row from west to east, with cells over them all and one row of cells north.

    Args:
        n_scored: Scored locations of each area.
        top: Of which in the top fifth.
        points: (n, 2) incidents, metres from the south-west corner.
        begin: (n,) moments.
        classes: (rows, columns) hot_class of the cells.
        length: Seconds each incident may have lasted.

    """
    rows, columns = AREA + 1, AREA * len(n_scored)
    classes = np.zeros((rows, columns), dtype=np.int64) if classes is None else classes
    row, col = (at.ravel() for at in np.indices((rows, columns)))
    west, south = WEST + col * SIDE, SOUTH + row * SIDE
    counts = np.zeros((rows, columns))
    at = np.floor(points / SIDE).astype(int)
    np.add.at(counts, (at[:, 1], at[:, 0]), 1)
    expected = np.full(len(row), len(points) / len(row))
    cells = gpd.GeoDataFrame(
        {
            "count": counts.ravel().astype(int),
            "expected": expected,
            "window_count": np.full(len(row), 9),
            "p_adjusted": np.array([0.5, 0.08, 0.03, 0.002])[classes.ravel()] + np.arange(len(row)) * 1e-6,
            "hot_class": classes.ravel(),
        },
        geometry=shapely.box(west, south, west + SIDE, south + SIDE),
        crs=CRS,
    )
    wide = AREA * SIDE
    areas = gpd.GeoDataFrame(
        {
            "area_id": [f"A{number}" for number in range(len(n_scored))],
            "name": [f"Terrein {number}" for number in range(len(n_scored))],
            "area_type": KIND,
            "state": "scored",
            "n_units": n_scored,
            "n_scored": n_scored,
            "top_fifth_units": np.array(top, dtype=float),
            "share_top_fifth": [one / max(n, 1) for one, n in zip(top, n_scored, strict=True)],
            "share_low": 0.05,
            "share_high": 0.5,
            "words_nl": [f"{one} van de {n} locaties" for one, n in zip(top, n_scored, strict=True)],
            "words_en": [f"{one} of {n} locations" for one, n in zip(top, n_scored, strict=True)],
            "vacancy": np.linspace(0.02, 0.4, len(n_scored)),
        },
        geometry=[shapely.box(WEST + at * wide, SOUTH, WEST + (at + 1) * wide, SOUTH + wide) for at in range(len(top))],
        crs=CRS,
    )
    owner = np.repeat(np.arange(len(n_scored)), n_scored)
    units = gpd.GeoDataFrame(
        {
            "unit_id": [f"U{number:03d}" for number in range(len(owner))],
            "area_id": [f"A{number}" for number in owner],
            "area_type": KIND,
            "state": "scored",
            "contains_dwelling": False,
            "risk_score": np.linspace(1, 99, len(owner)),
            "rank_p05": 1.0,
            "rank_p95": 9.0,
            "reasons_nl": "Leegstand +3,0",
            "reasons_en": "Vacancy +3.0",
        },
        geometry=shapely.points(WEST + (owner + 0.5) * wide, np.full(len(owner), SOUTH + 10.0)),
        crs=CRS,
    )
    incidents = gpd.GeoDataFrame(
        {
            "incident_id": [f"I{number}" for number in range(len(points))],
            "soort": np.where(np.arange(len(points)) % 3 == 0, "hennepkwekerij", "drugshandel"),
            "herkomst": "gemeld",
            "begin": pd.to_datetime(begin),
            "eind": pd.to_datetime(begin + np.timedelta64(length, "s")),
        },
        geometry=shapely.points(WEST + points[:, 0], SOUTH + points[:, 1]),
        crs=CRS,
    )
    scores = pd.DataFrame(
        {"level": "unit", "id": units["unit_id"], "indicator": "vacancy", "contribution": 2.0, "area_type": KIND}
    )
    sets = pd.DataFrame(
        {"area_type": [KIND], "indicator": ["vacancy"], "status": ["used"], "effective_weight": [1.0], "why_nl": [None]}
    )
    messages = pd.DataFrame({"severity": [], "code": [], "nl": [], "en": []}, dtype=object)
    tables = {
        "cells": cells,
        "areas": areas,
        "units": units,
        "incidents": incidents,
        "scores": scores,
        "sets": sets,
        "messages": messages,
    }
    recipe = {"peildatum": "2026-01-01", "simulated": [], "municipality": "Oosterlinge", "sha256": "0" * 64}
    return Results(Path("run"), recipe, tables)


def said(blocks: list[object]) -> list[str]:
    """Give all that blocks say in words."""
    made: list[str] = []
    for block in blocks:
        made += [block.words] if hasattr(block, "words") else []
        made += list(getattr(block, "sentences", ()))
        made += [cell for row in block.rows for cell in row] if isinstance(block, Table) else []
        made += [block.title, block.caption] if hasattr(block, "caption") else []
    return made
