"""The quality report as an algorithm: in the background, with layers that join the project."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyogrio
import pytest
import qgis.utils
from qgis.core import QgsApplication, QgsProcessingContext, QgsProcessingFeedback, QgsProject, QgsVectorLayer

from locatierisico.layers.quality_group import add_quality
from locatierisico.registers import store

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., tuple[bool, dict[str, Any], Any]]

COLUMNS = [
    "register",
    "check",
    "family",
    "figure",
    "total",
    "unit",
    "share",
    "severity",
    "nl",
    "en",
    "ask_nl",
    "ask_en",
]


@pytest.fixture(scope="session")
def dirty_file(registers_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the estate with 3 panden without bouwjaar, 12 verblijfsobjecten far from theirs and a vacancy astray."""
    held = store.read(registers_file)
    panden, vbo, vacant = held.panden.copy(), held.verblijfsobjecten.copy(), held.leegstand.copy()
    panden.loc[:2, "bouwjaar"] = np.nan
    vbo.loc[30:, "geometry"] = vbo.geometry[30:].translate(20).to_numpy()
    vacant.loc[0, "adresseerbaar_object_identificatie"] = "0001010000999999"
    path = tmp_path_factory.mktemp("dirty") / "registers.gpkg"
    store.write(replace(held, panden=panden, verblijfsobjecten=vbo, leegstand=vacant), path)
    return path


def _report(in_background: Run, registers: Path, folder: Path, **more: Any) -> dict[str, Any]:
    wanted = {"OUTPUT_HTML": str(folder / "kwaliteit é.html"), "OUTPUT": str(folder / "kwaliteit.gpkg"), **more}
    fine, results, feedback = in_background("qualityreport", {"REGISTERS": str(registers), **wanted})
    assert fine, feedback.textLog()
    return results


def _bytes(path: str) -> str:
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()


def test_twice_in_a_row_in_the_background_gives_the_same_bytes(
    in_background: Run, registers_file: Path, tmp_path: Path
) -> None:
    first = _report(in_background, registers_file, tmp_path)
    made = {name: _bytes(path) for name, path in first.items()}
    assert {name: _bytes(path) for name, path in _report(in_background, registers_file, tmp_path).items()} == made
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kwaliteit é.html", "kwaliteit.gpkg"]


def test_the_table_and_the_layers_say_the_same(in_background: Run, dirty_file: Path, tmp_path: Path) -> None:
    table = _report(in_background, dirty_file, tmp_path)["OUTPUT"]
    checks = pyogrio.read_dataframe(table, layer="checks").set_index("check", drop=False)
    assert list(checks.columns) == COLUMNS
    # 40 incidents on 40 different points, all at exactly midnight, which is a time.
    assert checks.loc["incidents_date_only", ["figure", "total", "severity"]].tolist() == [0, 40, "ok"]
    assert checks.loc["bag_bouwjaar_filler", "severity"] == "not checked"
    layers = {name for name, _ in pyogrio.list_layers(table)} - {"checks"}
    for name in layers:
        assert len(pyogrio.read_dataframe(table, layer=name)) == checks.loc[name, "figure"], name
    assert {"panden_bouwjaar_missing", "bag_vbo_far_from_pand", "leegstand_not_in_bag"} <= layers
    far = pyogrio.read_dataframe(table, layer="bag_vbo_far_from_pand")
    # A home of 8 m is moved by 20 m, just into the middle of its neighbour: 16 m from its own.
    assert far["detail"].tolist() == ["16.00 m"] * 12
    assert far.geometry.geom_type.unique().tolist() == ["Point"]
    lost = pyogrio.read_dataframe(table, layer="leegstand_not_in_bag")
    assert lost["identificatie"].tolist() == ["0001010000999999"]


def test_the_language_is_that_of_qgis_unless_chosen(
    in_background: Run, registers_file: Path, tmp_path: Path, dutch: None
) -> None:
    assert dutch is None
    page = Path(_report(in_background, registers_file, tmp_path)["OUTPUT_HTML"])
    assert '<html lang="nl">' in page.read_text(encoding="utf-8")
    page = Path(_report(in_background, registers_file, tmp_path, LANGUAGE="en")["OUTPUT_HTML"])
    assert '<html lang="en">' in page.read_text(encoding="utf-8")


def test_deliveries_themselves_can_be_reported_on(in_background: Run, shared: Path, tmp_path: Path) -> None:
    wanted = {"OUTPUT_HTML": str(tmp_path / "q.html"), "OUTPUT": str(tmp_path / "q.gpkg"), "LANGUAGE": "nl"}
    bag = str(shared / "data" / "bag" / "weesp_bag-light.gpkg")
    fine, _, feedback = in_background("qualityreport", {"BAG": [bag], "PEILDATUM": "2021-10-15", **wanted})
    assert fine, feedback.textLog()
    text = (tmp_path / "q.html").read_text(encoding="utf-8")
    assert "weesp_bag-light.gpkg" in text
    assert _bytes(bag) in text
    assert "10.837" in text


def test_cancel_leaves_nothing(in_background: Run, registers_file: Path, tmp_path: Path) -> None:
    wanted = {"OUTPUT_HTML": str(tmp_path / "out" / "q.html"), "OUTPUT": str(tmp_path / "out" / "q.gpkg")}
    in_background("qualityreport", {"REGISTERS": str(registers_file), **wanted}, cancel_after=0)
    assert not list(tmp_path.rglob("*.*"))


@pytest.mark.parametrize("name", ["OUTPUT", "OUTPUT_HTML"])
@pytest.mark.usefixtures("provider")
def test_registers_are_never_overwritten(registers_file: Path, tmp_path: Path, name: str) -> None:
    values = {"OUTPUT_HTML": str(tmp_path / "q.html"), "OUTPUT": str(tmp_path / "q.gpkg"), name: str(registers_file)}
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("locatierisico:qualityreport")
    fine, sentence = algorithm.checkParameterValues(
        {"REGISTERS": str(registers_file), **values}, QgsProcessingContext()
    )
    assert not fine
    assert registers_file.name in sentence


def test_the_layers_join_as_one_group_most_severe_first(
    in_background: Run, dirty_file: Path, tmp_path: Path, new_project: QgsProject
) -> None:
    table = Path(_report(in_background, dirty_file, tmp_path)["OUTPUT"])
    group = add_quality(new_project, table)
    layers = [node.layer() for node in group.children()]
    assert group.name() == "Quality"
    assert all(layer.isValid() and layer.readOnly() for layer in layers)
    drawn = [layer for layer in layers if isinstance(layer, QgsVectorLayer) and layer.isSpatial()]
    words = [layer.renderer().rootRule().children()[0].label() for layer in drawn]
    order = ["serious", "asks attention", "note", "ok"]
    assert words == sorted(words, key=order.index)
    assert layers[-1].customProperty("locatierisico/role") == "quality/checks"
    assert len(layers) == len(pyogrio.list_layers(table))


def test_only_a_desktop_gets_the_layers(
    provider: Any, dirty_file: Path, tmp_path: Path, new_project: QgsProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert provider is not None
    for iface, load, groups in ((None, True, 0), (object(), False, 0), (object(), True, 1)):
        monkeypatch.setattr(qgis.utils, "iface", iface)
        algorithm = QgsApplication.processingRegistry().createAlgorithmById("locatierisico:qualityreport")
        context, feedback = QgsProcessingContext(), QgsProcessingFeedback(False)  # noqa: FBT003  Qt takes positions
        context.setProject(new_project)
        values = {"REGISTERS": str(dirty_file), "LOAD": load}
        values |= {"OUTPUT_HTML": str(tmp_path / "q.html"), "OUTPUT": str(tmp_path / f"q{iface is None}{load}.gpkg")}
        _, fine = algorithm.run(values, context, feedback)
        assert fine, feedback.textLog()
        assert len(new_project.layerTreeRoot().children()) == groups
