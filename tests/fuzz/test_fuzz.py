"""Every form of every register, damaged hundreds of times: a clear refusal or a counted repair, and nothing else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

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


@pytest.mark.parametrize("form", FORMS)
def test_damage_gives_a_sentence_or_a_counted_repair(form: str, tmp_path: Path) -> None:
    package = tmp_path / "plugins" / "locatierisico"
    package.parent.mkdir()
    package.symlink_to(ROOT)
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    command = [sys.executable, str(HERE / "run.py"), str(package.parent), form, str(TIMES), str(scratch)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=3600)
    assert done.returncode == 0, done.stderr[-4000:]
    found = json.loads(done.stdout.strip().splitlines()[-1])
    assert found["failures"] == []
    # Damage that never reached the reader, or that no reader minds, would prove nothing.
    assert found["outcomes"]["read"] > 0
    assert found["outcomes"]["refused"] > 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["plugins", "scratch"]
