"""Registers through the doors users have: files, layers of the project, and areas made from them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pyogrio
import pytest
from qgis.core import QgsProject, QgsVectorLayer

from locatierisico.registers.store import read
from locatierisico.registers.tables import TABLES
from locatierisico.synthetic.deliver import deliver
from locatierisico.synthetic.town import make_town

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., tuple[bool, dict[str, Any], Any]]

PEILDATUM = "2026-01-01"
PANDEN_AND_MORE = ("pand", "verblijfsobject", "ligplaats", "standplaats", "woonplaats")


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return deliver(make_town(2000, 3), tmp_path_factory.mktemp("town"))


def _bag_layers(project: QgsProject, bag: Path) -> list[str]:
    layers = [QgsVectorLayer(f"{bag}|layername={name}", f"{name} layer", "ogr") for name in PANDEN_AND_MORE]
    assert all(layer.isValid() for layer in layers)
    project.addMapLayers(layers)
    return [layer.id() for layer in layers]


def test_loadregisters_writes_canonical_tables_twice_in_a_row(
    in_background: Run, town: dict[str, Path], tmp_path: Path
) -> None:
    given = {key: [str(path)] for key, path in town.items() if key != "BAG_EXTRACT"}
    for number in (1, 2):
        target = tmp_path / f"registers{number}.gpkg"
        fine, _, feedback = in_background("loadregisters", given | {"PEILDATUM": PEILDATUM, "OUTPUT": str(target)})
        assert fine, feedback.textLog()
    assert (tmp_path / "registers1.gpkg").read_bytes() == (tmp_path / "registers2.gpkg").read_bytes()
    layers = {name for name, _ in pyogrio.list_layers(target)}
    assert {"panden", "verblijfsobjecten", "wegdelen", "woz_waarden", "incidenten", "vestigingen"} <= layers
    assert layers <= {*TABLES, "register_meta", "messages", "message_objects"}


def test_project_layers_give_what_their_file_gives(
    in_background: Run, town: dict[str, Path], new_project: QgsProject, tmp_path: Path
) -> None:
    more = {"PEILDATUM": PEILDATUM}
    from_file, from_layers = tmp_path / "file.gpkg", tmp_path / "layers.gpkg"
    fine, _, feedback = in_background("loadregisters", {"BAG": [str(town["BAG"])], "OUTPUT": str(from_file), **more})
    assert fine, feedback.textLog()
    chosen = {"BAG_LAYERS": _bag_layers(new_project, town["BAG"]), "OUTPUT": str(from_layers), **more}
    fine, _, feedback = in_background("loadregisters", chosen)
    assert fine, feedback.textLog()
    one, other = read(from_file), read(from_layers)
    assert one.tables().keys() == other.tables().keys()
    for name in ("panden", "verblijfsobjecten"):
        left, right = (r.tables()[name].sort_values("identificatie", ignore_index=True) for r in (one, other))
        assert left["identificatie"].equals(right["identificatie"])
        assert left.drop(columns="geometry").equals(right.drop(columns="geometry"))
        assert left.geometry.geom_equals_exact(right.geometry, 0.001).all()


def test_assessing_project_layers_in_the_background_scores_units(
    in_background: Run, town: dict[str, Path], new_project: QgsProject, tmp_path: Path
) -> None:
    chosen = {"BAG_LAYERS": _bag_layers(new_project, town["BAG"]), "WOZ": [str(town["WOZ"])], "DRAWS": 20}
    fine, results, feedback = in_background(
        "assessmunicipality", chosen | {"PEILDATUM": PEILDATUM, "OUTPUT": str(tmp_path)}
    )
    assert fine, feedback.textLog()
    units = pyogrio.read_dataframe(results["RESULTS"], layer="units", read_geometry=False)
    assert (units["state"] == "scored").sum() > 30
    lived_in = units[units["state"].isin(["dwelling", "cluster"])]
    assert lived_in[["risk_score", "risk_rank", "coverage", "building_age"]].isna().all(axis=None)


def test_deriveareas_gives_areas_of_all_three_types(in_background: Run, town: dict[str, Path], tmp_path: Path) -> None:
    for number in (1, 2):
        target = tmp_path / f"areas{number}.gpkg"
        parameters = {"BAG": [str(town["BAG"])], "PEILDATUM": PEILDATUM, "OUTPUT": str(target)}
        fine, _, feedback = in_background("deriveareas", parameters)
        assert fine, feedback.textLog()
    areas = pyogrio.read_dataframe(target)
    assert set(areas["gebiedstype"]) == {"bedrijventerrein", "buitengebied", "winkelgebied"}
    assert areas.crs.to_epsg() == 28992
    assert areas.geometry.is_valid.all()


def test_a_synthetic_municipality_lies_in_the_folder_asked_for(in_background: Run, tmp_path: Path) -> None:
    parameters = {"ADDRESSES": 2000, "SEED": 5, "OUTPUT": str(tmp_path / "town")}
    fine, results, feedback = in_background("syntheticmunicipality", parameters)
    assert fine, feedback.textLog()
    truth = json.loads((tmp_path / "town" / "truth.json").read_text(encoding="utf-8"))
    assert truth["seed"] == 5
    assert results["BAG_FILE"] == str(tmp_path / "town" / "bag-light.gpkg")
    assert not [path for path in (tmp_path / "town").iterdir() if path.name.startswith(".")]


def test_a_real_bag_is_dressed_and_every_layer_says_so(
    in_background: Run, town: dict[str, Path], new_project: QgsProject, tmp_path: Path
) -> None:
    parameters = {"BAG": [str(town["BAG"])], "PEILDATUM": PEILDATUM, "SEED": 1, "OUTPUT": str(tmp_path / "dressed")}
    fine, results, feedback = in_background("syntheticmunicipality", parameters)
    assert fine, feedback.textLog()
    assert {"woz_waarden", "incidenten"} <= read(tmp_path / "dressed" / "registers.gpkg").simulated
    chosen = {"REGISTERS": results["REGISTERS_FILE"], "DRAWS": 20, "OUTPUT": str(tmp_path)}
    fine, results, feedback = in_background("assess", chosen)
    assert fine, feedback.textLog()
    assert new_project.read(results["PROJECT"])
    assert all("simulated" in layer.name() for layer in new_project.mapLayers().values())
