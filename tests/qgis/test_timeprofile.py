from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from qgis.core import (
    QgsApplication,
    QgsFeature,
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt.QtGui import QColor, QImage

from locatierisico.algorithms import timing
from locatierisico.safeguards.messages import CancelledError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path


@pytest.fixture
def make_layer(new_project: QgsProject) -> Callable[..., QgsVectorLayer]:
    """Make a layer of incidents with a begin, an end and a herkomst."""

    def made(rows: Sequence[tuple[Any, ...]], crs: str = "EPSG:28992", at: str = "131000 481000") -> QgsVectorLayer:
        fields = "field=begin:string&field=eind:string&field=herkomst:string&field=naam_melder:string"
        layer = QgsVectorLayer(f"Point?crs={crs}&{fields}", "meldingen layer", "memory")
        for row in rows:
            feature = QgsFeature(layer.fields())
            feature.setAttributes([*row, *[None] * (3 - len(row)), "J. de Vries"])
            feature.setGeometry(QgsGeometry.fromWkt(f"POINT({at})"))
            layer.dataProvider().addFeature(feature)
        new_project.addMapLayer(layer)
        return layer

    return made


NIGHTS = [(f"{1 + n % 28:02d}-{1 + n % 12:02d}-2023 23:{n % 60:02d}", None, "gemeld") for n in range(60)]


@pytest.mark.parametrize("kind", ["svg", "png"])
def test_a_picture_and_a_table_are_made(
    in_background: Callable[..., Any], make_layer: Callable[..., QgsVectorLayer], tmp_path: Path, kind: str
) -> None:
    layer = make_layer([*NIGHTS, ("02-01-2023 22:00", "03-01-2023 02:00", "gemeld"), ("05-01-2023", None, "ontdekt")])
    for number in (1, 2):  # twice in a row, in threads of Qt
        picture, path = tmp_path / f"beeld{number}.{kind}", tmp_path / f"tabel{number}.gpkg"
        values = {"INPUT": layer.id(), "PICTURE": str(picture), "TABLE": str(path), "LANGUAGE": "nl"}
        fine, results, feedback = in_background("timeprofile", values)
        assert fine, feedback.textLog()
    assert results["PICTURE"] == str(picture)
    told = feedback.textLog()
    assert "discovered themselves: 1 of 62" in told
    assert "evenly over the hours it covers (aoristic), which blurs differences: 1." in told
    table_layer = QgsVectorLayer(str(path), "tabel", "ogr")
    hours = {row["hour"]: row["incidents"] for row in table_layer.getFeatures() if row["part"] == "hour"}
    assert hours[23] == pytest.approx(60.25)
    assert hours[1] == pytest.approx(0.25)
    assert "naam_melder" not in table_layer.fields().names()
    if kind == "svg":
        drawn = picture.read_text(encoding="utf-8")
        assert "Wanneer incidenten gebeuren" in drawn
        assert "Vries" not in drawn
    else:
        image = QImage(str(picture))
        assert image.width() == 3000
        assert QColor(image.pixel(5, 5)) == QColor("#ffffff")


def test_only_the_picture_or_only_the_table_may_be_asked_for(
    in_background: Callable[..., Any], make_layer: Callable[..., QgsVectorLayer], tmp_path: Path
) -> None:
    layer = make_layer(NIGHTS)
    fine, results, feedback = in_background("timeprofile", {"INPUT": layer.id(), "TABLE": str(tmp_path / "t.csv")})
    assert fine, feedback.textLog()
    assert set(results) == {"TABLE"}
    fine, results, feedback = in_background("timeprofile", {"INPUT": layer.id(), "PICTURE": str(tmp_path / "p.svg")})
    assert fine, feedback.textLog()
    assert set(results) == {"PICTURE"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["p.svg", "t.csv", "t.qml"]


@pytest.mark.usefixtures("provider")
def test_the_table_works_in_a_model_as_a_temporary_layer(make_layer: Callable[..., QgsVectorLayer]) -> None:
    context, feedback = QgsProcessingContext(), QgsProcessingFeedback()
    context.setProject(QgsProject.instance())
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("locatierisico:timeprofile")
    values = {"INPUT": make_layer(NIGHTS).id(), "TABLE": "TEMPORARY_OUTPUT"}
    results, fine = algorithm.run(values, context, feedback)
    assert fine, feedback.textLog()
    table_layer = context.temporaryLayerStore().mapLayer(results["TABLE"])
    months = [row for row in table_layer.getFeatures() if row["part"] == "year_month"]
    assert [(row["year"], row["month"], row["incidents"]) for row in months][:2] == [(2023, 1, 5), (2023, 2, 5)]
    assert {row["outlier"] for row in months} == {"no"}


def test_incidents_in_lon_lat_and_of_one_moment_are_told_to_be_few(
    in_background: Callable[..., Any], make_layer: Callable[..., QgsVectorLayer], tmp_path: Path
) -> None:
    layer = make_layer([("01-05-2023 10:00", None, "gemeld")], "EPSG:4326", "5.1 52.1")
    fine, _, feedback = in_background("timeprofile", {"INPUT": layer.id(), "PICTURE": str(tmp_path / "p.svg")})
    assert fine, feedback.textLog()
    assert "Number of incidents: 1, which is under 5" in feedback.textLog()


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([], "meldingen layer"),
        ([("geen idee", None, "gemeld")], "has a date that can be read"),
        ([("01-05-2999", None, "gemeld")], "Not 1 incident of"),
        ([("01-05-2023", None, "ontdekt")], "meldingen layer"),
    ],
)
def test_a_layer_without_a_usable_date_is_refused_and_leaves_nothing(
    in_background: Callable[..., Any],
    make_layer: Callable[..., QgsVectorLayer],
    tmp_path: Path,
    rows: list[tuple[Any, ...]],
    said: str,
) -> None:
    values = {"INPUT": make_layer(rows).id(), "PICTURE": str(tmp_path / "p.svg"), "TABLE": str(tmp_path / "t.gpkg")}
    fine, _, feedback = in_background("timeprofile", values)
    assert not fine
    assert said in feedback.textLog()
    assert not list(tmp_path.iterdir())


@pytest.mark.usefixtures("provider")
def test_a_picture_of_another_kind_and_no_result_at_all_are_refused(
    make_layer: Callable[..., QgsVectorLayer], tmp_path: Path
) -> None:
    layer = make_layer(NIGHTS)
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("locatierisico:timeprofile")
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    fine, sentence = algorithm.checkParameterValues({"INPUT": layer.id()}, context)
    assert (fine, sentence) == (False, "No result was asked for. Choose where the picture or the table goes.")
    fine, sentence = algorithm.checkParameterValues({"INPUT": layer.id(), "PICTURE": str(tmp_path / "p.pdf")}, context)
    assert not fine
    assert "p.pdf" in sentence


def test_a_cancelled_run_leaves_nothing(
    in_background: Callable[..., Any],
    make_layer: Callable[..., QgsVectorLayer],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def stopped(*_: Any) -> None:
        raise CancelledError

    monkeypatch.setattr(timing, "time_profile", stopped)
    values = {"INPUT": make_layer(NIGHTS).id(), "PICTURE": str(tmp_path / "p.svg"), "TABLE": str(tmp_path / "t.gpkg")}
    in_background("timeprofile", values)
    assert not list(tmp_path.iterdir())


def test_a_table_to_be_shared_holds_no_small_number_and_no_picture(
    in_background: Callable[..., Any], make_layer: Callable[..., QgsVectorLayer], tmp_path: Path
) -> None:
    picture, path = tmp_path / "beeld.svg", tmp_path / "tabel.gpkg"
    values = {"INPUT": make_layer(NIGHTS).id(), "PICTURE": str(picture), "MODE": "shared", "LANGUAGE": "nl"}
    fine, _, feedback = in_background("timeprofile", values)
    assert not fine
    assert "only the table is made" in feedback.textLog()
    fine, _, feedback = in_background("timeprofile", {**values, "TABLE": str(path)})
    assert fine, feedback.textLog()
    assert not picture.exists()
    rows = list(QgsVectorLayer(str(path), "tabel", "ogr").getFeatures())
    assert {row["part"] for row in rows} == {"hour", "weekday", "year_month"}
    told = [row["incidents"] for row in rows if isinstance(row["incidents"], float)]
    assert told
    assert not [count for count in told if 0 < count < 5]
    assert "p = " not in feedback.textLog()
