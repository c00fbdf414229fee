"""Take the pictures of the README: the menu action on a synthetic municipality, in a real QGIS."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ADDRESSES = 6000
REGISTERS = ("BAG", "BGT", "WOZ", "INCIDENTS", "AREAS", "ROADS", "BUURTEN", "LEEGSTAND", "VESTIGINGEN", "LISTS")


def main(root: Path) -> None:
    """Make the town, let QGIS do the tour, and put the pictures where they are kept."""
    (root / "build").mkdir(exist_ok=True)
    # Not in the system's temporary folder: QGIS would mark every layer from there as temporary.
    with tempfile.TemporaryDirectory(dir=root / "build") as folder:
        work = Path(folder)
        made = _town(work / "town")
        pictures = root / "build" / "screenshots"
        pictures.mkdir(parents=True, exist_ok=True)
        tour = {
            "files": {key: made[f"{key}_FILE"] for key in REGISTERS},
            "peildatum": "2026-01-01",
            "output": str(work / "results"),
            "pictures": str(pictures),
        }
        (work / "tour.json").write_text(json.dumps(tour), encoding="utf-8")
        _qgis(root / ".ci" / "desktop.py", work / "tour.json")
    told = json.loads((pictures / "told.json").read_text(encoding="utf-8"))
    if "error" in told:
        sys.exit(told["error"])
    shutil.copy(pictures / "estate.png", root / "docs" / "screenshot.png")
    sys.stdout.write(f"The pictures lie in {pictures}\n")


def _town(folder: Path) -> dict[str, str]:
    words = ["qgis_process", "--json", "run", "locatierisico:syntheticmunicipality", "-"]
    inputs = json.dumps({"inputs": {"ADDRESSES": ADDRESSES, "SEED": 1, "OUTPUT": str(folder)}})
    bare = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(words, input=inputs, capture_output=True, text=True, check=True, env=bare)  # noqa: S603
    results: dict[str, str] = json.loads(done.stdout[done.stdout.index("{") :])["results"]
    return results


def _qgis(script: Path, tour: Path) -> None:
    profile = os.environ["LOCATIERISICO_PROFILE"]
    words = ["qgis", "--nologo", "--noversioncheck", "--profiles-path", profile, "--code", str(script)]
    subprocess.run(words, check=True, env={**os.environ, "LOCATIERISICO_TOUR": str(tour)})  # noqa: S603


if __name__ == "__main__":
    main(Path(sys.argv[1]))
