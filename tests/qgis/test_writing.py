"""A run writes all of its outputs or none, and what stood there before is kept until they are whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from qgis.core import (
    QgsApplication,
    QgsFeature,
    QgsGeometry,
    QgsPointXY,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputLayerDefinition,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)

from locatierisico.algorithms import algorithm as base
from locatierisico.algorithms import outputs
from locatierisico.layers import sinks
from locatierisico.safeguards.messages import refused
from locatierisico.ui.hotspot_dialog import HotspotDialog

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., tuple[bool, dict[str, Any], Any]]

ENDINGS = ("gpkg", "shp", "csv", "geojson")
_FULL = 40_000  # bytes that fit on a disk that is nearly full


@pytest.fixture
def incidents_layer(new_project: QgsProject) -> QgsVectorLayer:
    """Draw 200 incidents and a pile of 25, in 200 days."""
    layer = QgsVectorLayer("Point?crs=EPSG:28992&field=begin:string", "meldingen", "memory")
    rng = np.random.default_rng(4)
    places = [*rng.uniform((130_000, 480_000), (132_000, 482_000), (200, 2)), *([(131_050.0, 481_050.0)] * 25)]
    made = []
    for number, (x, y) in enumerate(places):
        feature = QgsFeature(layer.fields())
        feature.setAttributes([str(np.datetime64("2023-01-01") + number % 200)])
        feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(x, y)))
        made.append(feature)
    layer.dataProvider().addFeatures(made)
    new_project.addMapLayer(layer)
    return layer


@pytest.fixture
def area_layer(new_project: QgsProject) -> QgsVectorLayer:
    layer = QgsVectorLayer("Polygon?crs=EPSG:28992", "gemeente", "memory")
    feature = QgsFeature()
    feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(130_000, 480_000, 132_000, 482_000)))
    layer.dataProvider().addFeature(feature)
    new_project.addMapLayer(layer)
    return layer


class _Stopping(QgsProcessingFeedback):
    """Cancels at the given look at cancel after the work is done, while results are written."""

    def __init__(self, looks: int) -> None:
        super().__init__(False)  # noqa: FBT003  Qt takes positions
        self._looks = looks
        self.worked = False
        self.asked = 0

    def isCanceled(self) -> bool:  # noqa: N802  name of QGIS
        self.asked += self.worked
        if self.asked == self._looks:
            self.cancel()
        return super().isCanceled()


@pytest.fixture
def told_when_worked(monkeypatch: pytest.MonkeyPatch) -> None:
    work = base.IncidentAlgorithm.work

    def told(self: Any, pure: Any, feedback: Any) -> Any:
        made = work(self, pure, feedback)
        feedback.worked = True
        return made

    monkeypatch.setattr(base.IncidentAlgorithm, "work", told)


def _held(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _run(name: str, values: dict[str, Any], feedback: QgsProcessingFeedback) -> tuple[dict[str, Any], bool]:
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    algorithm = QgsApplication.processingRegistry().createAlgorithmById(f"locatierisico:{name}")
    return algorithm.run(values, context, feedback)


def _stop_filling(monkeypatch: pytest.MonkeyPatch, nth: int, *, cancel: QgsProcessingFeedback | None = None) -> None:
    """Let the nth layer of a run be cancelled, or fail, when half of it has been written."""
    filled = []

    def half(sink: Any, frame: Any, cancelled: Any, drawn: Any) -> None:
        filled.append(sink)
        if len(filled) < nth:
            sinks.fill(sink, frame, cancelled, drawn)
            return
        filled.clear()
        sinks.fill(sink, frame.iloc[: len(frame) // 2 + 1], lambda: False, drawn)
        if cancel is None:
            raise refused("layers_sink_not_written", reason="disk full")
        cancel.cancel()
        sinks.fill(sink, frame, cancelled, drawn)

    # Only a sink that is let go of closes its file.
    def halved(sink: Any, frame: Any, cancelled: Any, drawn: Any) -> None:
        try:
            half(sink, frame, cancelled, drawn)
        finally:
            filled[:] = [None] * len(filled)

    monkeypatch.setattr(base, "fill", halved)


@pytest.mark.usefixtures("provider")
@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("cancels", [True, False])
def test_a_run_that_stops_midway_leaves_what_stood_byte_for_byte(
    incidents_layer: QgsVectorLayer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str, *, cancels: bool
) -> None:
    values = {"INPUT": incidents_layer.id(), "METHOD": "gistar", "OUTPUT": str(tmp_path / f"cellen é.{ending}")}
    values["PICTURE"] = str(tmp_path / "cellen é.svg")
    _, fine = _run("hotspots", values, QgsProcessingFeedback())
    assert fine
    before = _held(tmp_path)
    feedback = QgsProcessingFeedback()
    _stop_filling(monkeypatch, 1, cancel=feedback if cancels else None)
    results, fine = _run("hotspots", {**values, "SIZE": 300}, feedback)
    assert fine == cancels
    assert results == {}
    assert _held(tmp_path) == before


@pytest.mark.usefixtures("provider")
@pytest.mark.parametrize("ending", ENDINGS)
def test_a_whole_run_takes_the_place_of_what_stood(
    incidents_layer: QgsVectorLayer, tmp_path: Path, ending: str
) -> None:
    target = tmp_path / f"cellen.{ending}"
    values = {"INPUT": incidents_layer.id(), "METHOD": "gistar", "OUTPUT": str(target)}
    for size in (300, 150):
        results, fine = _run("hotspots", {**values, "SIZE": size}, QgsProcessingFeedback())
        assert fine
        assert results["OUTPUT"] == str(target)
        first = QgsVectorLayer(str(target), "c", "ogr").featureCount()
    fresh = tmp_path / "fresh"
    _run("hotspots", {**values, "SIZE": 150, "OUTPUT": str(fresh / target.name)}, QgsProcessingFeedback())
    assert first == QgsVectorLayer(str(fresh / target.name), "c", "ogr").featureCount()
    assert sorted(_held(fresh)) == sorted(path.name for path in tmp_path.iterdir() if path.is_file())


@pytest.mark.usefixtures("provider", "told_when_worked")
@pytest.mark.parametrize("looks", range(1, 6))
def test_several_outputs_are_all_there_or_none(incidents_layer: QgsVectorLayer, tmp_path: Path, looks: int) -> None:
    values = {"INPUT": incidents_layer.id(), "EPS_SPACE": 100, "EPS_TIME": 14, "PERMUTATIONS": 9}
    values |= {"OUTPUT": str(tmp_path / "a.gpkg"), "EVENTS": str(tmp_path / "b.gpkg")}
    whole = _Stopping(10_000)
    _run("stclusters", values, whole)
    assert whole.asked == 5
    before = _held(tmp_path)
    assert {"a.gpkg", "a.qml", "b.gpkg", "b.qml"} == set(before)
    results, fine = _run("stclusters", {**values, "EPS_SPACE": 200}, _Stopping(looks))
    assert fine
    assert results == {}
    assert _held(tmp_path) == before


@pytest.mark.usefixtures("provider")
def test_the_first_output_goes_when_the_second_fails(
    incidents_layer: QgsVectorLayer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _stop_filling(monkeypatch, 2)
    values = {"INPUT": incidents_layer.id(), "EPS_SPACE": 100, "EPS_TIME": 14, "PERMUTATIONS": 9}
    values |= {"OUTPUT": str(tmp_path / "new" / "deep" / "a.gpkg"), "EVENTS": str(tmp_path / "b.shp")}
    _, fine = _run("stclusters", values, QgsProcessingFeedback())
    assert not fine
    assert not list(tmp_path.iterdir())


@pytest.mark.usefixtures("provider", "told_when_worked")
def test_a_raster_that_stood_is_kept_when_cancelled(
    incidents_layer: QgsVectorLayer, area_layer: QgsVectorLayer, tmp_path: Path
) -> None:
    values = {"INPUT": incidents_layer.id(), "STUDY_AREA": area_layer.id(), "OUTPUT": str(tmp_path / "d.tif")}
    _run("density", values, _Stopping(10_000))
    before = _held(tmp_path)
    assert set(before) == {"d.tif", "d.qml"}
    results, fine = _run("density", {**values, "RADIUS": 400}, _Stopping(1))
    assert (results, fine) == ({}, True)
    assert _held(tmp_path) == before


def test_a_layer_is_loaded_from_where_it_came_to_stand(
    incidents_layer: QgsVectorLayer, tmp_path: Path, provider: Any
) -> None:
    target = str(tmp_path / "c.gpkg")
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    asked = QgsProcessingOutputLayerDefinition(target, QgsProject.instance())
    algorithm = provider.algorithm("hotspots").create()
    values = {"INPUT": incidents_layer.id(), "METHOD": "gistar", "OUTPUT": asked}
    results, fine = algorithm.run(values, context, QgsProcessingFeedback())
    assert fine
    assert results["OUTPUT"] == target
    assert list(context.layersToLoadOnCompletion()) == [target]
    assert context.layerToLoadOnCompletionDetails(target).outputName == "OUTPUT"
    assert context.layerToLoadOnCompletionDetails(target).postProcessor() is not None


@pytest.mark.usefixtures("provider")
@pytest.mark.parametrize("name", ["hotspots", "timeprofile", "nearrepeat", "repeatlocations", "hotspotaccuracy"])
def test_a_picture_that_cannot_be_written_is_refused_before_the_work(
    incidents_layer: QgsVectorLayer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(base.Algorithm, "work", lambda *_: pytest.fail("the work was begun"))
    (tmp_path / "file").write_text("no folder")
    table = "OUTPUT" if name in ("hotspots", "repeatlocations") else "TABLE"
    values = {"INPUT": incidents_layer.id(), "PICTURE": str(tmp_path / "file" / "p.svg"), table: "TEMPORARY_OUTPUT"}
    feedback = QgsProcessingFeedback()
    _, fine = _run(name, values, feedback)
    assert not fine
    assert "cannot be written to. Choose another folder" in feedback.textLog()
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.usefixtures("provider")
def test_what_another_program_holds_is_refused_before_the_work_and_kept(
    incidents_layer: QgsVectorLayer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "c.gpkg"
    target.write_text("held")
    monkeypatch.setattr("os.access", lambda path, _mode: str(path) != str(target))
    monkeypatch.setattr(base.Algorithm, "work", lambda *_: pytest.fail("the work was begun"))
    feedback = QgsProcessingFeedback()
    _, fine = _run("hotspots", {"INPUT": incidents_layer.id(), "OUTPUT": str(target)}, feedback)
    assert not fine
    assert "c.gpkg cannot be replaced: it is read-only, or open" in feedback.textLog()
    assert _held(tmp_path) == {"c.gpkg": b"held"}


@pytest.mark.usefixtures("provider")
def test_two_results_in_one_file_are_refused(incidents_layer: QgsVectorLayer, tmp_path: Path) -> None:
    values = {"INPUT": incidents_layer.id(), "EPS_SPACE": 100, "EPS_TIME": 14}
    values |= {"OUTPUT": str(tmp_path / "a.gpkg"), "EVENTS": str(tmp_path / "a.gpkg")}
    feedback = QgsProcessingFeedback()
    _, fine = _run("stclusters", values, feedback)
    assert not fine
    assert "more than one result" in feedback.textLog()
    assert not list(tmp_path.iterdir())


@pytest.mark.usefixtures("provider")
@pytest.mark.parametrize("ending", ENDINGS)
def test_a_full_disk_gets_a_sentence_and_leaves_nothing(
    incidents_layer: QgsVectorLayer, tmp_path: Path, small_disk: Callable[[int], Any], ending: str
) -> None:
    values = {"INPUT": incidents_layer.id(), "METHOD": "gistar", "SIZE": 50}
    feedback = QgsProcessingFeedback()
    with small_disk(_FULL):
        _, fine = _run("hotspots", {**values, "OUTPUT": str(tmp_path / f"c.{ending}")}, feedback)
    assert not fine
    assert "disk" in feedback.textLog()
    assert not list(tmp_path.iterdir())


@pytest.mark.usefixtures("provider")
@pytest.mark.parametrize("pixel", [8, 2])
def test_a_full_disk_gets_a_sentence_for_a_raster(
    incidents_layer: QgsVectorLayer,
    area_layer: QgsVectorLayer,
    tmp_path: Path,
    small_disk: Callable[[int], Any],
    pixel: float,
) -> None:
    values = {"INPUT": incidents_layer.id(), "STUDY_AREA": area_layer.id(), "PIXEL": pixel}
    feedback = QgsProcessingFeedback()
    with small_disk(_FULL):
        _, fine = _run("density", {**values, "OUTPUT": str(tmp_path / "d.tif")}, feedback)
    assert not fine
    assert "disk" in feedback.textLog()
    assert not list(tmp_path.iterdir())


@pytest.mark.usefixtures("provider", "told_when_worked")
def test_tables_of_a_database_are_written_when_all_else_is_whole(
    incidents_layer: QgsVectorLayer, tmp_path: Path
) -> None:
    base_file = tmp_path / "base.gpkg"
    table = f"ogr:dbname='{base_file}' table=\"%s\" (geom)"
    values = {"INPUT": incidents_layer.id(), "EPS_SPACE": 100, "EPS_TIME": 14, "PERMUTATIONS": 9}
    values |= {"OUTPUT": table % "hulls", "EVENTS": table % "events"}
    for looks in (1, 2, 3):
        results, _ = _run("stclusters", values, _Stopping(looks))
        assert results == {}
        assert not list(tmp_path.iterdir())
    results, fine = _run("stclusters", values, _Stopping(10_000))
    assert fine
    assert results["OUTPUT"] == f"{base_file}|layername=hulls"
    assert QgsVectorLayer(results["OUTPUT"], "h", "ogr").featureCount() > 0
    assert QgsVectorLayer(results["EVENTS"], "e", "ogr").featureCount() > 0
    before = _held(tmp_path)
    for looks in (1, 2, 3):
        results, _ = _run("stclusters", {**values, "EPS_SPACE": 300}, _Stopping(looks))
        assert results == {}
        assert _held(tmp_path) == before


@pytest.mark.usefixtures("provider")
def test_a_file_that_cannot_be_replaced_leaves_no_table_either(
    incidents_layer: QgsVectorLayer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base_file, events = tmp_path / "base.gpkg", tmp_path / "events.gpkg"
    events.write_bytes(b"of an earlier run")
    values = {"INPUT": incidents_layer.id(), **LAYERS["stclusters"], "EVENTS": str(events)}
    values |= {"OUTPUT": f"ogr:dbname='{base_file}' table=\"hulls\" (geom)"}
    rename = outputs._rename

    def held(path: Path, went: Path) -> None:
        if went == events and path.parent.name == "new":
            raise PermissionError
        rename(path, went)

    monkeypatch.setattr(outputs, "_rename", held)
    _, fine = _run("stclusters", values, QgsProcessingFeedback())
    assert not fine
    assert _held(tmp_path) == {"events.gpkg": b"of an earlier run"}


LAYERS = {
    "hotspots": {"METHOD": "gistar", "SIZE": 200},
    "stclusters": {"EPS_SPACE": 100, "EPS_TIME": 14, "PERMUTATIONS": 9},
}


@pytest.mark.usefixtures("provider")
@pytest.mark.parametrize("name", LAYERS)
@pytest.mark.parametrize(("ending", "said"), [("shp", "a Shapefile "), ("csv", "CSV holds no geometry")])
def test_a_format_that_cannot_hold_a_result_is_named_and_gets_no_broken_legend(
    incidents_layer: QgsVectorLayer, tmp_path: Path, name: str, ending: str, said: str
) -> None:
    target = tmp_path / f"r.{ending}"
    target.with_suffix(".qml").write_text("<qgis/>")  # of an earlier run
    feedback = QgsProcessingFeedback()
    _, fine = _run(name, {"INPUT": incidents_layer.id(), **LAYERS[name], "OUTPUT": str(target)}, feedback)
    assert not target.with_suffix(".qml").exists()
    assert fine, feedback.textLog()
    assert said in feedback.textLog()
    assert "GeoPackage" in feedback.textLog()
    assert target.is_file()


@pytest.mark.usefixtures("provider")
def test_emerging_hot_spots_are_drawn_from_a_shapefile_which_keeps_whole_numbers_as_decimals(
    incidents_layer: QgsVectorLayer, tmp_path: Path
) -> None:
    values = {"INPUT": incidents_layer.id(), "SIZE": 500, "OUTPUT": str(tmp_path / "e.shp")}
    results, fine = _run("emerginghotspots", values, QgsProcessingFeedback())
    assert fine
    layer = QgsVectorLayer(results["OUTPUT"], "e", "ogr")
    drawn = [rule.filterExpression() for rule in layer.renderer().rootRule().children()]
    held = {int(feature["class"]) for feature in layer.getFeatures()}
    assert {f'"class" = {number}' for number in held} <= set(drawn)


@pytest.mark.usefixtures("provider")
def test_a_geopackage_and_a_table_of_its_own_lose_nothing(incidents_layer: QgsVectorLayer, tmp_path: Path) -> None:
    feedback = QgsProcessingFeedback()
    values = {"INPUT": incidents_layer.id(), **LAYERS["hotspots"], "OUTPUT": str(tmp_path / "r.gpkg")}
    _run("hotspots", values, feedback)
    _run("timeprofile", {"INPUT": incidents_layer.id(), "TABLE": str(tmp_path / "t.csv")}, feedback)
    assert sorted(_held(tmp_path)) == ["r.gpkg", "r.qml", "t.csv", "t.qml"]
    assert "GeoPackage (.gpkg)" not in feedback.textLog()


@pytest.mark.parametrize("name", ["d.png", "d.asc", "d"])
def test_a_density_that_would_be_no_geotiff_is_refused(
    incidents_layer: QgsVectorLayer, tmp_path: Path, provider: Any, name: str
) -> None:
    values = {"INPUT": incidents_layer.id(), "OUTPUT": str(tmp_path / name)}
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    fine, sentence = provider.algorithm("density").checkParameterValues(values, context)
    assert (fine, sentence) == (
        False,
        f"{name}: the raster is written as GeoTIFF. Give it a name that ends in .tif.",
    )


@pytest.mark.usefixtures("provider", "incidents_layer")
@pytest.mark.parametrize(("whole", "said"), [(True, "Done. The results lie in "), (False, "nothing was written")])
def test_the_dialog_says_after_a_cancel_what_is_so(tmp_path: Path, provider: Any, said: str, *, whole: bool) -> None:
    dialog = HotspotDialog()
    dialog._folder, dialog._algorithm = tmp_path / "results", provider.algorithm("hotspots")
    dialog._folder.mkdir()
    dialog._run.feedback.cancel()
    # QGIS calls a run that was cancelled unsuccessful, also where it had come to its end.
    dialog._executed(False, {"OUTPUT": str(tmp_path / "results" / "r.gpkg")} if whole else {})  # noqa: FBT003
    assert said in dialog.bar.currentItem().text()
    assert dialog._folder.exists() == whole
    dialog.close()
