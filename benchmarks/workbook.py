"""Seconds and peak memory of a workbook, beside `pandas.to_excel` for the same tables without formats or headings.

Made-up results of 20,000 locations with 30 columns, 220,000 rows of scores. Each in a process of its own.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

LOCATIONS, WEIGHED = 20_000, 11
KIND = "bedrijventerrein"


def main() -> None:
    """Time both, or one where it is named."""
    if len(sys.argv) > 1:
        _one(sys.argv[1])
        return
    print(f"{LOCATIONS:,} locations, {LOCATIONS * WEIGHED:,} scores")
    for way in ("ours", "locations alone", "pandas"):
        subprocess.run([sys.executable, str(Path(__file__)), way], check=True)


def _one(way: str) -> None:
    tables = _tables()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "workbook.xlsx"
        from locatierisico.briefing.results import Results
        from locatierisico.briefing.sheet import Marks
        from locatierisico.briefing.workbook import write_workbook

        if way == "locations alone":
            tables["scores"] = tables["scores"].iloc[:0]
        start = time.perf_counter()
        if way == "pandas":
            with pd.ExcelWriter(path, engine="openpyxl") as writer:
                for name in ("units", "scores"):
                    pd.DataFrame(tables[name]).drop(columns="geometry", errors="ignore").to_excel(
                        writer, sheet_name=name
                    )
        else:
            marks = Marks("nl", "internal", "", "", "", "", "2026-01-01", "0", "", simulated=True)
            write_workbook(Results(Path(folder), _recipe(), tables), path, "nl", "internal", marks)
        seconds = time.perf_counter() - start
        size = path.stat().st_size / 1e6
    more = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(f"{way:16} {seconds:6.1f} s  {more:6.0f} MB more  {size:5.1f} MB file")


def _tables() -> dict[str, Any]:
    from locatierisico.indicators.catalogue import catalogue

    random = np.random.default_rng(1)
    names = sorted(catalogue())[:20]
    ids = [f"0099100{at:09d}" for at in range(LOCATIONS)]
    units = gpd.GeoDataFrame(
        {
            "unit_id": ids,
            "area_id": np.repeat([f"BT{at:03d}" for at in range(50)], LOCATIONS // 50),
            "area_type": KIND,
            "state": "scored",
            "contains_dwelling": random.random(LOCATIONS) < 0.5,
            "risk_score": random.uniform(0, 100, LOCATIONS),
            "risk_rank": random.permutation(LOCATIONS) + 1.0,
            "rank_p05": 1.0,
            "rank_p95": 9.0,
            **{name: random.random(LOCATIONS) for name in names},
            "missing_nl": None,
            "missing_en": None,
        },
        geometry=shapely.points(random.uniform(0, 1e4, (LOCATIONS, 2))),
        crs=28992,
    )
    areas = units.drop_duplicates("area_id").drop(columns=["unit_id", "contains_dwelling"]).assign(name="Area")
    areas = areas.assign(n_units=400, n_scored=400, top_fifth_units=80, words_nl="", share_top_fifth=0.2)
    n = LOCATIONS * WEIGHED
    scores = pd.DataFrame(
        {
            "level": "unit",
            "area_type": KIND,
            "id": np.repeat(ids, WEIGHED),
            "indicator": names[:WEIGHED] * LOCATIONS,
            "value": random.random(n),
            "score": random.uniform(0, 100, n),
            "weight": random.random(n),
            "contribution": random.normal(0, 3, n),
        }
    )
    sets = pd.DataFrame({"area_type": [KIND], "preset": "equal", "theme": "drugs", "indicator": names[:1]})
    sets = sets.assign(parameters="{}", why_nl=None)
    told = pd.DataFrame({"number": [1], "severity": "info", "code": "a", "nl": "A", "en": "A"})
    return {
        "units": units,
        "areas": areas,
        "scores": scores,
        "sets": sets,
        "messages": told,
        "incidents": units[["geometry"]],
    }


def _recipe() -> dict[str, Any]:
    return {"version": "", "municipality": "", "sha256": "0" * 64, "inputs": [], "options": {}, "sets": {}}


if __name__ == "__main__":
    main()
