"""The whole way in a real QGIS: plugin loaded, menu action, dialog, run, styled group, and out again with code 0."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pyogrio
import pytest

from locatierisico.synthetic.deliver import deliver
from locatierisico.synthetic.town import make_town

ROOT = Path(__file__).resolve().parents[2]
REGISTERS = ("BAG", "BGT", "WOZ", "INCIDENTS", "AREAS", "ROADS", "BUURTEN", "LEEGSTAND", "VESTIGINGEN", "LISTS")
PATIENCE = 180  # seconds


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    # A space and an accent in the path, as on the disks of municipalities.
    return deliver(make_town(2000, 1), tmp_path_factory.mktemp("leveringen") / "gemeente Súdwâld")


def _environment(**more: str) -> dict[str, str]:
    """The environment as `dev` prepared it; pytest-qgis has put settings of its own in its place."""
    profile = os.environ["LOCATIERISICO_PROFILE"]
    kept = {key: value for key, value in os.environ.items() if key not in {"QT_QPA_PLATFORM", "QGIS_OPTIONS_PATH"}}
    return {**kept, "QGIS_CUSTOM_CONFIG_PATH": profile, **more}


@pytest.mark.skipif("LOCATIERISICO_PROFILE" not in os.environ, reason="only ./dev prepares a QGIS profile")
@pytest.mark.skipif("DISPLAY" not in os.environ, reason="needs a screen; ./dev test brings a virtual one")
def test_menu_action_gives_styled_layers_and_qgis_ends_with_zero(town: dict[str, Path], tmp_path: Path) -> None:
    pictures = tmp_path / "pictures"
    pictures.mkdir()
    tour = {
        "files": {key: str(town[key]) for key in REGISTERS},
        "peildatum": "2026-01-01",
        "output": str(tmp_path / "résultaten"),
        "pictures": str(pictures),
    }
    (tmp_path / "tour.json").write_text(json.dumps(tour), encoding="utf-8")
    profiles = tmp_path / "profiles"
    shutil.copytree(os.environ["LOCATIERISICO_PROFILE"], profiles)
    words = ["qgis", "--nologo", "--noversioncheck", "--profiles-path", str(profiles)]
    done = subprocess.run(
        [*words, "--code", str(ROOT / ".ci" / "desktop.py")],
        env=_environment(LOCATIERISICO_TOUR=str(tmp_path / "tour.json")),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads((pictures / "told.json").read_text(encoding="utf-8"))
    assert "error" not in told, told["error"]
    assert told["menu"] == ["Locatierisico"]
    assert told["dialog"][1] <= 580
    assert told["ended"]
    assert told["scored"] > 50
    assert "Locations: attention" in told["layers"]
    assert "Incidents: density" in told["layers"]
    assert {"municipality.png", "estate.png", "dialog.png", "tip.png"} <= {path.name for path in pictures.iterdir()}
    run = next((tmp_path / "résultaten").iterdir())
    assert {path.name for path in run.iterdir()} >= {"results.gpkg", "density.tif", "project.qgz", "recipe.json"}


@pytest.mark.skipif("LOCATIERISICO_PROFILE" not in os.environ, reason="only ./dev prepares a QGIS profile")
def test_qgis_process_assesses_every_delivered_form_and_ends_with_zero(town: dict[str, Path], tmp_path: Path) -> None:
    scored = {}
    for bag in ("BAG", "BAG_EXTRACT"):
        inputs = {key: str(town[key]) for key in REGISTERS} | {"BAG": str(town[bag])}
        inputs |= {"PEILDATUM": "2026-01-01", "DRAWS": 50, "OUTPUT": str(tmp_path / bag)}
        done = subprocess.run(
            ["qgis_process", "--json", "run", "locatierisico:assessmunicipality", "-"],
            input=json.dumps({"inputs": inputs}),
            env=_environment(QT_QPA_PLATFORM="offscreen"),
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert "Warning: " not in done.stderr.replace("QStandardPaths", "")
        results = json.loads(done.stdout[done.stdout.index("{") :])["results"]
        scored[bag] = _scores(Path(results["RESULTS"]))
    assert scored["BAG"].keys() == scored["BAG_EXTRACT"].keys()


def _scores(results: Path) -> dict[str, float]:
    units = pyogrio.read_dataframe(results, layer="units", read_geometry=False)
    return dict(zip(units["unit_id"], units["risk_score"], strict=True))
