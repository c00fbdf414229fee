from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import time
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyogrio
import pytest
import rasterio
from qgis.core import QgsCoordinateTransformContext, QgsProject, QgsVectorFileWriter, QgsVectorLayer

from locatierisico.algorithms import assessing

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., tuple[bool, dict[str, Any], Any]]

PROMISED_UNITS = [
    *("unit_id", "area_id", "area_type", "state", "contains_dwelling", "risk_score", "risk_rank"),
    *("rank_p05", "rank_p95", "p_top_decile", "coverage"),
]
PROMISED_AREAS = ["area_id", "name", "area_type", "state", "n_units", "share_top_fifth", "share_low", "share_high"]


def _assess(in_background: Run, registers: Path, folder: Path, **more: Any) -> Path:
    fine, results, feedback = in_background("assess", {"REGISTERS": str(registers), "OUTPUT": str(folder), **more})
    assert fine, feedback.textLog()
    return Path(results["RUN"])


def _bytes(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_run_holds_what_is_promised(in_background: Run, registers_file: Path, tmp_path: Path) -> None:
    run = _assess(in_background, registers_file, tmp_path)
    assert run.parent == tmp_path
    assert {p.name for p in run.iterdir()} == {
        *("results.gpkg", "density.tif", "project.qgz", "recipe.json", "quality.html", "quality.gpkg")
    }
    layers = {name for name, _ in pyogrio.list_layers(run / "results.gpkg")}
    assert {"units", "areas", "cells", "scores", "sets", "reference", "messages", "recipe"} <= layers
    units = pyogrio.read_dataframe(run / "results.gpkg", layer="units")
    areas = pyogrio.read_dataframe(run / "results.gpkg", layer="areas")
    assert list(units.columns[: len(PROMISED_UNITS)]) == PROMISED_UNITS
    assert list(areas.columns[: len(PROMISED_AREAS)]) == PROMISED_AREAS
    assert (units["state"] == "scored").sum() == 30  # the panden of the estate; its homes lie elsewhere
    cells = pyogrio.read_dataframe(run / "results.gpkg", layer="cells")
    assert {"count", "expected", "p", "p_adjusted", "hot_class", "gi_z"} <= set(cells.columns)
    assert cells["count"].sum() == 40
    assert cells.loc[cells["count"] > 0, "hot_class"].tolist() == [3]
    with rasterio.open(run / "density.tif") as file:
        per_year = file.read(1, masked=True).sum() * 25**2 / 1e6
    assert per_year == pytest.approx(40 / 3, rel=0.01)  # counted over 36 months
    told = pyogrio.read_dataframe(run / "results.gpkg", layer="messages")
    assert "density_per_year" in set(told["code"])


def test_twice_in_a_row_in_the_background_gives_the_same_bytes(
    in_background: Run, registers_file: Path, tmp_path: Path
) -> None:
    first = _assess(in_background, registers_file, tmp_path)
    second = _assess(in_background, registers_file, tmp_path)
    assert second.name == f"{first.name}_2"
    for name in ("results.gpkg", "density.tif", "recipe.json", "quality.gpkg", "quality.html"):
        assert _bytes(first / name) == _bytes(second / name), name


def test_the_recipe_names_its_inputs_and_no_path(in_background: Run, registers_file: Path, tmp_path: Path) -> None:
    run = _assess(in_background, registers_file, tmp_path, PURPOSE="controle", EXPIRES="2025-01-01", SEED=7)
    text = (run / "recipe.json").read_text(encoding="utf-8")
    recipe = json.loads(text)
    assert recipe["inputs"][0]["sha256"] == _bytes(registers_file)
    assert recipe["inputs"][0]["name"] == "registers é.gpkg"
    assert (recipe["purpose"], recipe["expires"], recipe["options"]["seed"]) == ("controle", "2025-01-01", 7)
    assert recipe["peildatum"] == "2024-01-01"
    assert str(tmp_path) not in text
    assert str(registers_file.parent) not in text
    assert run.name == f"2024-01-01_{recipe['sha256'][:8]}"
    kept = pyogrio.read_dataframe(run / "results.gpkg", layer="recipe").set_index("key")["value"]
    assert json.loads(kept["sha256"]) == recipe["sha256"]


def test_the_project_opens_styled_after_it_was_moved(
    in_background: Run, registers_file: Path, tmp_path: Path, new_project: QgsProject
) -> None:
    run = _assess(in_background, registers_file, tmp_path / "here")
    moved = tmp_path / "elders é"
    shutil.move(run, moved)
    assert new_project.read(str(moved / "project.qgz"))
    by_role = {layer.customProperty("locatierisico/role"): layer for layer in new_project.mapLayers().values()}
    assert all(layer.isValid() for layer in by_role.values())
    assert {"units", "areas", "cells", "density", "incidents", "scores"} <= set(by_role)
    ramp = by_role["density"].renderer().shader().rasterShaderFunction().colorRampItemList()
    assert ramp[-1].label.startswith("very many (over ")
    assert ramp[-1].label.endswith(" per km² per year)")
    words = [rule.label() for rule in by_role["units"].renderer().rootRule().children()]
    assert words[0] == "very much attention (80 and over)"
    assert "sensitivity interval" in by_role["units"].mapTipTemplate()
    assert new_project.crs().authid() == "EPSG:28992"
    assert "Proefstad" in new_project.title()
    assert not new_project.viewSettings().defaultViewExtent().isNull()
    with zipfile.ZipFile(moved / "project.qgz") as archive:
        held = b"".join(archive.read(name) for name in archive.namelist())
    assert str(tmp_path).encode() not in held
    assert b'saveUser=""' in held
    assert b'saveUserFull=""' in held


def test_what_was_made_up_says_so_everywhere(
    in_background: Run, simulated_file: Path, tmp_path: Path, new_project: QgsProject
) -> None:
    run = _assess(in_background, simulated_file, tmp_path)
    assert new_project.read(str(run / "project.qgz"))
    assert all(layer.name().endswith("(simulated)") for layer in new_project.mapLayers().values())
    assert new_project.readBoolEntry("TitleLabel", "/Enabled")[0]
    assert "SIMULATED" in new_project.readEntry("TitleLabel", "/Label")[0]


@pytest.mark.parametrize("after", [1, 300, 900])
def test_cancel_acts_within_a_second_and_leaves_nothing_or_all(
    in_background: Run, registers_file: Path, tmp_path: Path, after: int
) -> None:
    began = time.monotonic()
    parameters = {"REGISTERS": str(registers_file), "OUTPUT": str(tmp_path), "DRAWS": 100_000}
    in_background("assess", parameters, cancel_after=after)
    assert time.monotonic() - began < after / 1000 + 1.2
    left = list(tmp_path.iterdir())
    assert left == [] or (len(left) == 1 and (left[0] / "project.qgz").exists())


def test_what_is_no_register_is_refused_in_a_sentence(in_background: Run, tmp_path: Path) -> None:
    other = tmp_path / "anders.gpkg"
    other_layer = QgsVectorLayer("Point?crs=EPSG:28992&field=a:string", "punten", "memory")
    options = QgsVectorFileWriter.SaveVectorOptions()
    QgsVectorFileWriter.writeAsVectorFormatV3(other_layer, str(other), QgsCoordinateTransformContext(), options)
    fine, _, feedback = in_background("assess", {"REGISTERS": str(other), "OUTPUT": str(tmp_path / "out")})
    assert not fine
    assert "anders.gpkg" in feedback.textLog()
    assert "Traceback" not in feedback.textLog()
    assert not (tmp_path / "out").exists()


def test_an_unforeseen_error_becomes_a_sentence(
    in_background: Run, registers_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise KeyError("kolom")

    monkeypatch.setattr(assessing, "assess", broken)
    fine, _, feedback = in_background("assess", {"REGISTERS": str(registers_file), "OUTPUT": str(tmp_path)})
    assert not fine
    assert "was not foreseen (KeyError)" in feedback.textLog()
    assert "Traceback" not in feedback.textLog()
    assert list(tmp_path.iterdir()) == []


def test_qgis_process_ends_with_zero(registers_file: Path, tmp_path: Path) -> None:
    profile = os.environ.get("LOCATIERISICO_PROFILE")
    if shutil.which("qgis_process") is None or profile is None:
        pytest.skip("no qgis_process with this plugin; run through ./dev")
    command = ["qgis_process", "run", "locatierisico:assess", f"--REGISTERS={registers_file}", f"--OUTPUT={tmp_path}"]
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "QGIS_CUSTOM_CONFIG_PATH": profile}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert len(list(tmp_path.glob("2024-01-01_*/project.qgz"))) == 1
