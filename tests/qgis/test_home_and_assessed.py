"""The whole circle: a plan goes out, is filled in, comes home, and what was found does not feed the next list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import pyogrio
import pytest
import rasterio
from qgis.core import QgsProject, QgsVectorLayer

from locatierisico.registers.store import read
from locatierisico.synthetic.deliver import deliver
from locatierisico.synthetic.town import make_town

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., Any]

PEILDATUM = "2027-01-01"
FOUND = ("violation", "further_inquiry", "nothing_remarkable", "closed")


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return deliver(make_town(2000, 3), tmp_path_factory.mktemp("town"))


def _run(in_background: Run, name: str, **values: Any) -> tuple[dict[str, Any], str]:
    fine, results, feedback = in_background(name, values)
    assert fine, feedback.textLog()
    return results, feedback.textLog()


def _assessed(in_background: Run, town: dict[str, Path], folder: Path, incidents: list[Path]) -> tuple[Path, Path]:
    folder.mkdir()
    given = {key: [str(town[key])] for key in ("BAG", "AREAS", "WOZ")}
    registers = folder / "registers.gpkg"
    given["INCIDENTS"] = [str(path) for path in incidents]
    _run(in_background, "loadregisters", **given, PEILDATUM=PEILDATUM, OUTPUT=str(registers))
    results, _ = _run(in_background, "assess", REGISTERS=str(registers), DRAWS=20, OUTPUT=str(folder))
    return registers, results["RESULTS"]


def _scores(results: Path) -> pd.Series:
    units = pyogrio.read_dataframe(results, layer="units", read_geometry=False)
    return units.set_index("unit_id")["risk_score"]


def _filled_in(package: Path) -> None:
    """Fill the package in as a phone does: at every stop another of the outcomes, the last stop not visited."""
    field = QgsVectorLayer(f"{package}|layername=stops", "stops", "ogr")
    assert field.startEditing()
    names = field.fields()
    features = sorted(field.getFeatures(), key=lambda feature: feature["stop_id"])
    for number, feature in enumerate(features[:-1]):
        field.changeAttributeValue(feature.id(), names.indexOf("outcome"), FOUND[number % len(FOUND)])
        field.changeAttributeValue(feature.id(), names.indexOf("visited"), True)  # noqa: FBT003  Qt takes positions
        field.changeAttributeValue(feature.id(), names.indexOf("remark"), "mevrouw De Boer")
    assert field.commitChanges()


@pytest.mark.parametrize("mode", ["action", "tour"])
def test_what_was_found_by_a_plan_is_counted_once_and_feeds_no_next_list(
    in_background: Run, new_project: QgsProject, town: dict[str, Path], tmp_path: Path, mode: str
) -> None:
    _, results = _assessed(in_background, town, tmp_path / "eerst", [town["INCIDENTS"]])
    units = f"{results}|layername=units"
    _run(
        in_background, "planroutes", STOPS=units, PRIORITY="risk_score", TOP=24, MODE=mode, DATE="2026-12-03",
        TIME_LIMIT=1, OUTPUT=str(tmp_path / "uit"),
    )  # fmt: skip
    (run,) = (tmp_path / "uit").iterdir()
    controls = pyogrio.read_dataframe(run / "planner.gpkg", layer="controls").set_index("stop_id")
    stops = pyogrio.read_dataframe(run / "routes.gpkg", layer="stops")
    served = stops.loc[stops["served"].astype(bool), "stop_id"]
    assert controls["control"].astype(bool).any()
    assert len(controls) > len(stops)
    package = run / "qfield" / "route.gpkg"
    _filled_in(package)

    names = ("bezoeken", "gevonden", "trefkans")
    files = {name: tmp_path / f"{name}.gpkg" for name in names}
    outputs = dict(zip(("OUTPUT", "INCIDENTS", "RATES"), map(str, files.values()), strict=True))
    given = {"FIELD": [str(package)], "PLANNER": str(run / "planner.gpkg")}
    home, log = _run(in_background, "importvisits", **given, **outputs)
    visits = pyogrio.read_dataframe(files["bezoeken"])
    assert set(visits["stop_id"]) == set(served) - {max(served)}
    assert "did not come back" not in log
    inside = visits[visits["outcome"].isin(FOUND[:3])]
    rates = pyogrio.read_dataframe(files["trefkans"]).set_index("group")
    is_control = inside["control"].astype(bool)
    assert rates["stops"].to_dict() == {"top": int((~is_control).sum()), "control": int(is_control.sum())}
    assert home["CONTROL_VISITS"] == (visits["visited"].astype(bool) & visits["control"].astype(bool)).sum()
    found = pyogrio.read_dataframe(files["gevonden"])
    chance = controls["probability"].reindex(found["incident_id"].str[:-11]).to_numpy()
    mean = controls.loc[controls["probability"] > 0, "probability"].mean()
    assert found["weight"].to_numpy() == pytest.approx((mean / chance).clip(max=10))
    assert set(found["herkomst"]) == {"ontdekt"}
    for path in files.values():
        assert b"De Boer" not in path.read_bytes()

    # Named as a kind that counts, only its herkomst keeps what was found out of the next assessment.
    scores = []
    for source in ("ontdekt", "gemeld"):
        target = tmp_path / f"als {source}.gpkg"
        found.assign(soort="hennepkwekerij", herkomst=source).to_file(target, layer="gevonden")
        registers, again = _assessed(in_background, town, tmp_path / source, [town["INCIDENTS"], target])
        kept = read(registers).incidenten
        assert kept is not None
        assert set(kept.loc[kept["incident_id"].isin(found["incident_id"]), "herkomst"]) == {source}
        scores.append(_scores(again))
    pd.testing.assert_series_equal(_scores(results), scores[0])
    assert not scores[0].equals(scores[1])

    _counts_for_its_weight(in_background, new_project, files["gevonden"], tmp_path)


def _counts_for_its_weight(in_background: Run, project: QgsProject, found: Path, folder: Path) -> None:
    """A method on incidents leaves out what inspectors discovered; asked for, each counts for its weight."""
    layer = QgsVectorLayer(str(found), "gevonden", "ogr")
    project.addMapLayer(layer)
    values = {"INPUT": layer.id(), "PEILDATUM": PEILDATUM, "PIXEL": 25, "EDGE": False}
    fine, _, feedback = in_background("density", {**values, "OUTPUT": str(folder / "geen.tif")})
    assert not fine
    assert "discovered" in feedback.textLog()
    volume = {}
    for weight in ("", "weight"):
        target = folder / f"dichtheid {weight}.tif"
        _run(in_background, "density", **values, DISCOVERED=True, WEIGHT=weight, OUTPUT=str(target))
        with rasterio.open(target) as file:
            volume[weight] = float(file.read(1, masked=True).sum())
    assert volume["weight"] / volume[""] == pytest.approx(pyogrio.read_dataframe(found)["weight"].mean(), rel=0.01)
