from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from qgis.core import (
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsFeature,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
    QgsWkbTypes,
)

from locatierisico.layers.hot_styles import Drawn, chance_words, style_hot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    Run = Callable[..., tuple[bool, dict[str, Any], Any]]

GROUND = QgsRectangle(130_000, 480_000, 132_500, 482_500)  # 20 by 20 cells of 125 m


def points_layer(points: Iterable[tuple[float, float]], *fields: str, rows: Any = None, crs: str = "EPSG:28992") -> Any:
    """Draw points, with attributes where given, and put them in the project."""
    definition = "".join(f"&field={field}" for field in fields)
    layer = QgsVectorLayer(f"Point?crs={crs}{definition}", "meldingen", "memory")
    made = []
    for number, (x, y) in enumerate(points):
        feature = QgsFeature(layer.fields())
        if rows is not None:
            feature.setAttributes(list(rows[number]))
        feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(x, y)))
        made.append(feature)
    layer.dataProvider().addFeatures(made)
    QgsProject.instance().addMapLayer(layer)
    return layer


def shapes_layer(kind: str, wkts: Iterable[str], *fields: str, rows: Any = None) -> Any:
    definition = "".join(f"&field={field}" for field in fields)
    layer = QgsVectorLayer(f"{kind}?crs=EPSG:28992{definition}", "vlakken", "memory")
    made = []
    for number, wkt in enumerate(wkts):
        feature = QgsFeature(layer.fields())
        if rows is not None:
            feature.setAttributes(list(rows[number]))
        feature.setGeometry(QgsGeometry.fromWkt(wkt))
        made.append(feature)
    layer.dataProvider().addFeatures(made)
    QgsProject.instance().addMapLayer(layer)
    return layer


@pytest.fixture
def ground_layer(new_project: QgsProject) -> Any:  # noqa: ARG001  an empty project
    return shapes_layer("Polygon", [QgsGeometry.fromRect(GROUND).asWkt()])


def town(n: int = 300, seed: int = 1) -> list[tuple[float, float]]:
    """Spread incidents, and pile 25 in one cell."""
    rng = np.random.default_rng(seed)
    spread = rng.uniform((130_000, 480_000), (132_500, 482_500), (n, 2))
    pile = rng.uniform((131_000, 481_000), (131_120, 481_120), (25, 2))
    return [tuple(place) for place in np.concatenate([spread, pile])]


def zones_of(side: int) -> list[str]:
    corners = [(x, y) for y in range(480_000, 482_500, side) for x in range(130_000, 132_500, side)]
    return [QgsGeometry.fromRect(QgsRectangle(x, y, x + side, y + side)).asWkt() for x, y in corners]


@pytest.mark.parametrize("grid", ["square", "hexagon", "polygons", "points"])
@pytest.mark.parametrize("method", ["exposure", "gistar", "localmoran"])
def test_every_method_on_every_kind_of_place(
    in_background: Run, ground_layer: Any, tmp_path: Path, grid: str, method: str
) -> None:
    rows = [(number % 3 + 1,) for number in range(325)]
    layer = points_layer(town(), "aantal:integer", rows=rows)
    zones_layer = shapes_layer(
        "Polygon", zones_of(125), "buurtcode:string", "eigenaar:string", rows=[("BU1", "P")] * 400
    )
    path = tmp_path / "plekken.gpkg"
    parameters = {"INPUT": layer.id(), "STUDY_AREA": ground_layer.id(), "METHOD": method, "GRID": grid}
    parameters |= {"POLYGONS": zones_layer.id(), "FIELD": "aantal", "OUTPUT": str(path)}
    fine, _, feedback = in_background("hotspots", parameters)
    if (grid, method) == ("points", "exposure"):
        assert not fine
        assert "Choose gistar or localmoran" in feedback.textLog()
        assert not path.exists()
        return
    assert fine, feedback.textLog()
    result_layer = QgsVectorLayer(str(path), "plekken", "ogr")
    assert result_layer.featureCount() == {"square": 400, "polygons": 400, "points": 325}.get(
        grid, result_layer.featureCount()
    )
    kind = {"polygons": "MultiPolygon", "points": "Point"}.get(grid, "Polygon")
    assert QgsWkbTypes.displayString(result_layer.wkbType()) == kind
    names = result_layer.fields().names()
    assert "eigenaar" not in names
    assert "aantal" not in names
    assert ("place" in names) == (grid == "polygons")
    assert sum(f["count"] for f in result_layer.getFeatures()) == pytest.approx(sum(n for (n,) in rows), abs=20)
    legend = [item.label() for item in result_layer.renderer().legendSymbolItems()]
    assert path.with_suffix(".qml").is_file()
    assert ("not risk" in legend[0]) == (method != "exposure")
    assert ("not risk" in feedback.textLog()) == (method != "exposure")
    for feature in result_layer.getFeatures():
        context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(result_layer))
        context.setFeature(feature)
        tip = QgsExpression.replaceExpressionText(result_layer.mapTipTemplate(), context)
        assert "Incidents here: " in tip
        assert "[%" not in tip
        assert "{" not in tip.split("</style>")[-1]


def test_dates_outside_the_period_and_what_inspectors_discovered_do_not_count(
    in_background: Run, ground_layer: Any, tmp_path: Path
) -> None:
    rows = [
        ("2024-03-01", "2024-03-01", "gemeld"),
        ("2024-03-01", "2024-03-01", "ontdekt"),
        ("2099-01-01", "2099-01-01", "gemeld"),
        ("geen idee", "", "gemeld"),
        ("2023-12-31 12:00", "2024-01-01 12:00", "gemeld"),
    ]
    layer = points_layer(
        [(131_000 + n, 481_000) for n in range(5)], "begin:string", "eind:string", "herkomst:string", rows=rows
    )
    parameters = {"INPUT": layer.id(), "STUDY_AREA": ground_layer.id(), "FROM": "2024-01-01", "PEILDATUM": "2025-01-01"}
    fine, _, feedback = in_background("hotspots", {**parameters, "OUTPUT": str(tmp_path / "c.gpkg")})
    assert fine, feedback.textLog()
    cells_layer = QgsVectorLayer(str(tmp_path / "c.gpkg"), "c", "ogr")
    assert sum(f["count"] for f in cells_layer.getFeatures()) == pytest.approx(1.5)
    for words in (
        "discovered themselves: 1 of 5",
        "lies in the future",
        "without a date",
        "rounded down and the total up",
    ):
        assert words in feedback.textLog()


@pytest.mark.parametrize(
    ("points", "extra", "words"),
    [
        ([], {}, "holds no point"),
        ([(131_000, 481_000)] * 20, {"METHOD": "gistar", "GRID": "points"}, "count for the same"),
        ([(131_000, 481_000)] * 20, {"METHOD": "gistar", "GRID": "points", "STUDY_AREA": None}, "count for the same"),
        (town(), {"SIZE": 1, "STUDY_AREA": "large"}, "Give a size of at least"),
        (town(), {"SIZE": 1, "STUDY_AREA": "large", "GRID": "hexagon"}, "Give a size of at least"),
        (town(), {"BAND": 60}, "no cell has neighbours"),
        (town(), {"GRID": "polygons", "NEIGHBOURS": "band", "BAND": 60}, "no place has a neighbour"),
        (town(), {"GRID": "points"}, "Choose gistar or localmoran"),
        (town(), {"GRID": "points", "METHOD": "gistar", "VALUE": "rate"}, "Choose gistar or localmoran"),
        (town(), {"GRID": "polygons", "POLYGONS": None}, "Choose a layer such as the buurten"),
        (town(), {"EXPOSURE": "empty"}, "holds no usable point, line or polygon"),
        (town(), {"NEIGHBOURS": "nearest", "K": 400, "GRID": "polygons"}, "400 nearest neighbours"),
        ([(1.0, 1.0)] * 3, {}, "Check its coordinate system"),
    ],
)
def test_what_cannot_be_done_is_refused_in_a_sentence(
    in_background: Run, ground_layer: Any, tmp_path: Path, points: Any, extra: dict[str, Any], words: str
) -> None:
    layer = points_layer(points)
    made = {
        "large": lambda: shapes_layer("Polygon", ["POLYGON((0 300000,0 600000,280000 600000,280000 300000,0 300000))"]),
        "empty": lambda: shapes_layer("LineString", []),
    }
    zones_layer = shapes_layer("Polygon", zones_of(125))
    extra = {name: made[value]().id() if value in made else value for name, value in extra.items()}
    parameters = {"INPUT": layer.id(), "STUDY_AREA": ground_layer.id(), "POLYGONS": zones_layer.id(), **extra}
    fine, _, feedback = in_background("hotspots", {**parameters, "OUTPUT": str(tmp_path / "c.gpkg")})
    assert not fine
    assert words in feedback.textLog()
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("points", [[(131_010, 481_010)], [(131_010, 481_010)] * 20, town()[:3]])
@pytest.mark.parametrize("bounded", [True, False])
def test_few_points_give_a_map_and_no_false_hotspot(
    in_background: Run, ground_layer: Any, tmp_path: Path, points: Any, *, bounded: bool
) -> None:
    layer = points_layer(points)
    parameters = {"INPUT": layer.id(), "STUDY_AREA": ground_layer.id() if bounded else None}
    fine, _, feedback = in_background("hotspots", {**parameters, "OUTPUT": str(tmp_path / "c.gpkg")})
    assert fine, feedback.textLog()
    cells_layer = QgsVectorLayer(str(tmp_path / "c.gpkg"), "c", "ogr")
    hot = [f for f in cells_layer.getFeatures() if f["hot_class"] > 0]
    if len(points) < 20:
        assert hot == []
    else:
        assert {f["one_address"] for f in hot} == ({1, 2} if hot else set())
        assert ("Look at the address" in feedback.textLog()) == bool(hot)
        assert "look like default points" in feedback.textLog()
    assert ("Without it" in feedback.textLog() or "around the points" in feedback.textLog()) != bounded


def test_degrees_are_brought_to_rd_new(in_background: Run, new_project: QgsProject, tmp_path: Path) -> None:  # noqa: ARG001
    rng = np.random.default_rng(1)
    layer = points_layer(rng.uniform((5.03, 52.30), (5.06, 52.32), (50, 2)), crs="EPSG:4326")
    fine, _, feedback = in_background("hotspots", {"INPUT": layer.id(), "OUTPUT": str(tmp_path / "c.gpkg")})
    assert fine, feedback.textLog()
    cells_layer = QgsVectorLayer(str(tmp_path / "c.gpkg"), "c", "ogr")
    assert cells_layer.crs().authid() == "EPSG:28992"
    counted = sum(f["count"] for f in cells_layer.getFeatures())
    # The study area is the hull of the points and half a cell around it; a corner may still be missed, and is told.
    assert counted >= 48
    assert counted == 50 or f"study area: {50 - counted:.0f} of 50" in feedback.textLog()


def test_hot_cells_with_so_few_addresses_that_they_point_to_a_door_are_told(
    in_background: Run, ground_layer: Any, tmp_path: Path
) -> None:
    spread = np.random.default_rng(2).uniform((130_000, 480_000), (132_500, 482_500), (900, 2))
    away = spread[(np.abs(spread - (131_062, 481_062)) > 190).any(axis=1)]
    addresses = points_layer([*away, (131_060.0, 481_060.0)])
    given = {"STUDY_AREA": ground_layer.id(), "EXPOSURE": addresses.id(), "OUTPUT": str(tmp_path / "c.gpkg")}
    fine, _, feedback = in_background("hotspots", {"INPUT": points_layer(town(60)).id(), **given})
    assert fine, feedback.textLog()
    assert "fewer than 5 addresses themselves: 1." in feedback.textLog()


def test_an_empty_size_is_chosen_and_told_and_one_not_given_stays_125(
    in_background: Run, ground_layer: Any, tmp_path: Path
) -> None:
    layer = points_layer(town(115))  # 140 incidents on 6.25 km²: a square of 299 m
    for number, (size, side) in enumerate((({}, 125), ({"SIZE": None}, 300))):
        path = str(tmp_path / f"c{number}.gpkg")
        parameters = {"INPUT": layer.id(), "STUDY_AREA": ground_layer.id(), **size, "OUTPUT": path}
        fine, _, feedback = in_background("hotspots", parameters)
        assert fine, feedback.textLog()
        cells_layer = QgsVectorLayer(path, "c", "ogr")
        assert next(cells_layer.getFeatures()).geometry().boundingBox().width() == pytest.approx(side)
        assert ("chosen automatically: 300 m" in feedback.textLog()) == bool(size)


def test_a_band_alone_keeps_meaning_a_band(in_background: Run, ground_layer: Any, tmp_path: Path) -> None:
    layer = points_layer(town())
    found = []
    for number, neighbours in enumerate(({}, {"NEIGHBOURS": "band"}, {"NEIGHBOURS": "rook"})):
        path = str(tmp_path / f"c{number}.gpkg")
        parameters = {"INPUT": layer.id(), "STUDY_AREA": ground_layer.id(), "BAND": 300, **neighbours, "OUTPUT": path}
        fine, _, feedback = in_background("hotspots", parameters)
        assert fine, feedback.textLog()
        found.append([f["window_count"] for f in QgsVectorLayer(path, "c", "ogr").getFeatures()])
        assert ("it is not used" in feedback.textLog()) == (neighbours.get("NEIGHBOURS") == "rook")
    assert found[0] == found[1] != found[2]


def test_streets_of_several_parts_are_measured_in_full(in_background: Run, ground_layer: Any, tmp_path: Path) -> None:
    layer = points_layer(town())
    wkt = "MultiLineString ((130100 480050, 131100 480050),(130100 481050, 130600 481050))"
    streets_layer = shapes_layer("MultiLineString", [wkt], "drukte:double", rows=[(30.0,)])
    for field, whole in ((None, 1_500), ("drukte", 30)):
        path = str(tmp_path / f"c{whole}.gpkg")
        parameters = {
            "INPUT": layer.id(),
            "STUDY_AREA": ground_layer.id(),
            "EXPOSURE": streets_layer.id(),
            "OUTPUT": path,
        }
        fine, _, feedback = in_background("hotspots", {**parameters, "EXPOSURE_FIELD": field})
        assert fine, feedback.textLog()
        cells_layer = QgsVectorLayer(path, "c", "ogr")
        assert sum(f["exposure"] for f in cells_layer.getFeatures()) == pytest.approx(whole)


@pytest.mark.usefixtures("new_project")
def test_a_point_in_two_polygons_counts_once_and_is_told(in_background: Run, tmp_path: Path) -> None:
    layer = points_layer([(130_050, 480_050), (130_010, 480_010)])
    squares = [QgsRectangle(130_000, 480_000, 130_100, 480_100), QgsRectangle(130_040, 480_040, 130_200, 480_200)]
    zones_layer = shapes_layer("Polygon", [QgsGeometry.fromRect(one).asWkt() for one in squares])
    parameters = {
        "INPUT": layer.id(),
        "GRID": "polygons",
        "POLYGONS": zones_layer.id(),
        "OUTPUT": str(tmp_path / "c.gpkg"),
    }
    fine, _, feedback = in_background("hotspots", parameters)
    assert fine, feedback.textLog()
    assert "overlap: 1 of 2 incidents" in feedback.textLog()
    assert [f["count"] for f in QgsVectorLayer(str(tmp_path / "c.gpkg"), "c", "ogr").getFeatures()] == [1, 1]


def test_a_cancelled_run_leaves_nothing(in_background: Run, ground_layer: Any, tmp_path: Path) -> None:
    layer = points_layer(town(20_000))
    parameters = {"INPUT": layer.id(), "STUDY_AREA": ground_layer.id(), "METHOD": "gistar", "SIZE": 10}
    parameters |= {"PERMUTATIONS": 99_999, "OUTPUT": str(tmp_path / "c.gpkg")}
    in_background("hotspots", parameters, cancel_after=1_500)
    assert not list(tmp_path.iterdir())


def test_the_legend_says_significance_in_words(new_project: QgsProject) -> None:  # noqa: ARG001
    layer = shapes_layer("Polygon", [], "p_adjusted:double", "hot_class:integer", "one_address:integer")
    for method in ("exposure", "gistar", "localmoran"):
        style_hot(layer, Drawn(method, "fdr", 0.05))
        legend = [item.label() for item in layer.renderer().legendSymbolItems()]
        promised = (
            "at most 5 % false alarms" if method == "exposure" else "nominal level 5 %; chance gives this more often"
        )
        assert any(promised in words for words in legend)
        assert any("one address" in words for words in legend)
        assert ("not risk" in legend[0]) == (method != "exposure")
    assert len({chance_words(correction, 0.01) for correction in ("fdr", "bonferroni", "none")}) == 3


def test_choices_left_empty_are_the_defaults(in_background: Run, ground_layer: Any, tmp_path: Path) -> None:
    layer = points_layer(town())
    empty = dict.fromkeys(
        ("GRID", "NEIGHBOURS", "VALUE", "CORRECTION", "PERMUTATIONS", "SEED", "K", "BAND", "EXPOSURE")
    )
    found = []
    for number, more in enumerate(({}, empty)):
        path = str(tmp_path / f"c{number}.gpkg")
        fine, _, feedback = in_background(
            "hotspots", {"INPUT": layer.id(), "STUDY_AREA": ground_layer.id(), **more, "OUTPUT": path}
        )
        assert fine, feedback.textLog()
        found.append([f.attributes()[1:] for f in QgsVectorLayer(path, "c", "ogr").getFeatures()])
    assert found[0] == found[1]


@pytest.mark.parametrize("method", ["exposure", "gistar", "localmoran"])
def test_a_layer_to_be_shared_holds_a_class_and_words_and_no_number(
    in_background: Run, ground_layer: Any, tmp_path: Path, method: str
) -> None:
    layer = points_layer(town())
    homes = points_layer(town(4000, seed=2))
    path, picture = tmp_path / "delen.gpkg", tmp_path / "rasters.svg"
    parameters = {"INPUT": layer.id(), "STUDY_AREA": ground_layer.id(), "EXPOSURE": homes.id(), "METHOD": method}
    parameters |= {"MODE": "shared", "OUTPUT": str(path), "PICTURE": str(picture)}
    fine, _, feedback = in_background("hotspots", parameters)
    assert fine, feedback.textLog()
    result = QgsVectorLayer(str(path), "delen", "ogr")
    assert set(result.fields().names()) - {"fid"} == {"hot_class", "words"}
    hot = [feature for feature in result.getFeatures() if feature["hot_class"] > 0]
    assert hot
    assert not picture.exists()
    assert "picture of other grids is left out" in feedback.textLog()
    assert "adjusted p up to" not in feedback.textLog()
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(result))
    context.setFeature(hot[0])
    tip = QgsExpression.replaceExpressionText(result.mapTipTemplate(), context)
    assert hot[0]["words"] in tip
    assert "[%" not in tip
    assert "Incidents here" not in tip
    assert len(result.renderer().legendSymbolItems()) == 5  # heading, three classes, the rest


def test_points_are_not_made_to_be_shared(in_background: Run, ground_layer: Any) -> None:
    parameters = {"INPUT": points_layer(town()).id(), "STUDY_AREA": ground_layer.id(), "GRID": "points"}
    parameters |= {"METHOD": "gistar", "MODE": "shared", "OUTPUT": "memory:"}
    fine, _, feedback = in_background("hotspots", parameters)
    assert not fine
    assert "in the mode shared they are not made" in feedback.textLog()
