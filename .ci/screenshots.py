"""Take the pictures of the README: the menu action on a synthetic municipality, in a real QGIS, and a sheet of it."""

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
        made = _run("syntheticmunicipality", {"ADDRESSES": ADDRESSES, "SEED": 1, "OUTPUT": str(work / "town")})
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
        sheet = _sheet(work, made)
        shutil.copy(sheet, pictures / "sheet.png")
    told = json.loads((pictures / "told.json").read_text(encoding="utf-8"))
    if "error" in told:
        sys.exit(told["error"])
    shutil.copy(pictures / "estate.png", root / "docs" / "screenshot.png")
    shutil.copy(pictures / "sheet.png", root / "docs" / "sheet.png")
    sys.stdout.write(f"The pictures lie in {pictures}\n")


def _sheet(work: Path, town: dict[str, str]) -> Path:
    """Print the first page of an estate."""
    loaded = {key: town[f"{key}_FILE"] for key in REGISTERS}
    registers = _run("loadregisters", {**loaded, "PEILDATUM": "2026-01-01", "OUTPUT": str(work / "registers.gpkg")})
    wanted = {
        "RESULTS": str(work / "results"),
        "WHICH": ["areas"],
        "AREAS": "Bedrijventerrein Oosterlinge",
        "REGISTERS": registers["OUTPUT"],
        "CLASSIFICATION": "EXAMPLE: a made-up municipality",
        "PURPOSE": "the manual",
        "AUTHOR": "Locatierisico",
        "EXPIRES": "2099-01-01",
        "LANGUAGE": "en",
        "FORMATS": ["png"],
        "DPI": 110,
        "OUTPUT": str(work / "sheets"),
    }
    folder = Path(_run("mapsheets", wanted)["FOLDER"])
    return min(folder.glob("*.png"))


def _run(algorithm: str, inputs: dict[str, object]) -> dict[str, str]:
    words = ["qgis_process", "--json", "run", f"locatierisico:{algorithm}", "-"]
    bare = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    given = json.dumps({"inputs": inputs})
    done = subprocess.run(words, input=given, capture_output=True, text=True, check=True, env=bare)  # noqa: S603
    results: dict[str, str] = json.loads(done.stdout[done.stdout.index("{") :])["results"]
    return results


def _qgis(script: Path, tour: Path) -> None:
    profile = os.environ["LOCATIERISICO_PROFILE"]
    words = ["qgis", "--nologo", "--noversioncheck", "--profiles-path", profile, "--code", str(script)]
    subprocess.run(words, check=True, env={**os.environ, "LOCATIERISICO_TOUR": str(tour)})  # noqa: S603


if __name__ == "__main__":
    main(Path(sys.argv[1]))
