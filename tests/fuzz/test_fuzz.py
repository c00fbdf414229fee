"""Every form of every register, damaged hundreds of times: a clear refusal or a counted repair, and nothing else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
TIMES = int(os.environ.get("LOCATIERISICO_FUZZ", "200"))
FORMS = (
    "bag_extract",
    "bag_light",
    "bag_wfs_geojson",
    "bag_wfs_gml",
    "bgt_gpkg",
    "bgt_geojson",
    "bgt_citygml",
    "bgt_gmllight",
    "bgt_zip",
    "woz_csv",
    "woz_xlsx",
    "woz_stuf",
    "woz_bevragen",
    "woz_loket",
    "incidents_csv",
    "incidents_xlsx",
    "areas_gpkg",
    "areas_geojson",
    "nwb_gpkg",
    "nwb_gml",
    "buurten_gpkg",
    "buurten_shape",
    "leegstand_csv",
    "vestigingen_csv",
    "lists_csv",
)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """Damage every form, as many at once as there are processors."""
    folder = tmp_path_factory.mktemp("fuzz")
    plugins, sound = folder / "plugins", folder / "sound"
    plugins.mkdir()
    (plugins / "locatierisico").symlink_to(ROOT)
    _run(plugins, sound)

    def damaged(form: str) -> dict[str, Any]:
        scratch = folder / form
        scratch.mkdir()
        return {**json.loads(_run(plugins, sound, form, TIMES, scratch)), "folder": scratch}

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return dict(zip(FORMS, pool.map(damaged, FORMS), strict=True))


def _run(*words: Any) -> str:
    command = [sys.executable, str(HERE / "run.py"), *map(str, words)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=3600)
    if done.returncode:
        return json.dumps({"outcomes": {}, "failures": [f"ended with {done.returncode}: {done.stderr[-4000:]}"]})
    return (done.stdout.strip().splitlines() or ["{}"])[-1]


@pytest.mark.parametrize("form", FORMS)
def test_damage_gives_a_sentence_or_a_counted_repair(form: str, found: dict[str, dict[str, Any]]) -> None:
    one = found[form]
    assert one["failures"] == []
    # Damage that never reached the reader, or that no reader minds, would prove nothing.
    assert one["outcomes"]["read"] > 0
    assert one["outcomes"]["refused"] > 0
    assert sum(one["outcomes"].values()) == TIMES
    assert {path.name for path in one["folder"].iterdir()} <= {"damaged", "temporary"}
