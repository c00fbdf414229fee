"""The layouts of the map sheets: what stands where on a page, in which words, on whose layout."""

from __future__ import annotations

import itertools
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import shapely
from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsExpressionContextUtils,
    QgsLayoutItemLabel,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutItemPicture,
    QgsLayoutPoint,
    QgsLayoutSize,
    QgsPrintLayout,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProject,
    QgsReadWriteContext,
    QgsRuleBasedRenderer,
    QgsSettings,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QCoreApplication

from locatierisico.algorithms.provider import Provider
from locatierisico.briefing.blocks import Field, Heading, Sentences, Table
from locatierisico.briefing.sheet import Marks, Sheet, View
from locatierisico.charts.canvas import Canvas
from locatierisico.layers.language import language, speaking, translate
from locatierisico.layers.styles import fill
from locatierisico.safeguards.messages import RefusedError, say, sentences
from locatierisico.sheets.booklet import Booklet
from locatierisico.sheets.colours import in_colours
from locatierisico.sheets.complete import complete
from locatierisico.sheets.fitting import as_text, fitting, measure_of
from locatierisico.sheets.house import SETTINGS, House, house_from_settings, house_to_settings, usable
from locatierisico.sheets.kept import LATER, kept_layouts, untouched
from locatierisico.sheets.layers import sheet_layers
from locatierisico.sheets.legend import Legend, size_of
from locatierisico.sheets.paper import Box, Paper
from locatierisico.sheets.shown import bar_length, box_of, round_scale
from locatierisico.sheets.skeleton import LEGEND, MAP, PANEL, SCALE_BAR, make_layout
from locatierisico.sheets.templates import read_template
from locatierisico.sheets.variables import OF_SOME, REQUIRED, VARIABLES

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.usefixtures("qgis_app")
PAPERS = [Paper.of(name, way) for name in ("A4", "A3") for way in ("portrait", "landscape")]
A4 = Paper.of("A4", "landscape")
MARKS = Marks(
    "nl",
    "internal",
    "VERTROUWELIJK",
    "briefing",
    "J. de Vries",
    "2027-01-01",
    "2026-01-01",
    "abc",
    "BAG",
    simulated=False,
)
AREA = shapely.box(129_900, 479_900, 130_300, 480_250)
LONG = (
    "Bedrijventerrein Brandweerkazerneterrein en Wapenhandelsmaatschappij "
    "aan de Oostelijke Hoofdverkeersweg te Waterlinge-NO"
)
CASES = {"lr_strip", "lr_scalepaper"}  # white paper below other items


@pytest.fixture(scope="module")
def run(qgis_app: QgsApplication, registers_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:  # noqa: ARG001  QGIS must run
    provider = Provider()
    QgsApplication.processingRegistry().addProvider(provider)
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("locatierisico:assess")
    given = {"REGISTERS": str(registers_file), "OUTPUT": str(tmp_path_factory.mktemp("sheets"))}
    results, fine = algorithm.run(given, QgsProcessingContext(), QgsProcessingFeedback())
    assert fine
    yield Path(results["RUN"])
    QgsApplication.processingRegistry().removeProvider(provider)


@pytest.fixture
def project(qgis_app: QgsApplication) -> Iterator[QgsProject]:  # noqa: ARG001  QGIS must run
    made = QgsProject()
    made.setCrs(QgsCoordinateReferenceSystem("EPSG:28992"))
    yield made
    # The last test holds it until QGIS has gone.
    made.clear()


@pytest.fixture
def shown(run: Path, registers_file: Path, project: QgsProject) -> dict[str, Any]:
    layers = sheet_layers(run, "nl", registers_file)
    for layer in layers.values():
        project.addMapLayer(layer, False)  # noqa: FBT003  Qt takes positions
    return layers


def _sheet(title: str = "De Noord", *, shape: Any = AREA, long: bool = True, **more: Any) -> Sheet:
    rows = [
        [f"{at}", "Een zin over wat hier te zien is, lang genoeg voor twee regels in een smalle kolom."]
        for at in range(70 if long else 2)
    ]
    blocks = [
        Heading("Wat opvalt"),
        Sentences(["Er staat hier een zin."] * 6),
        Table([Field("Nr.", 1), Field("Wat", 4)], rows),
    ]
    view = View(shapely.bounds(shape).tolist(), ("units", "cells", "areas"), shape)
    return Sheet("area", "bt-1", title, "bedrijventerrein, 30 locaties", blocks, view, "12 %", **more)


def _overlap(one: Box, other: Box) -> float:
    across = min(one.right, other.right) - max(one.left, other.left)
    up = min(one.bottom, other.bottom) - max(one.top, other.top)
    return min(across, up)


def _items(layout: QgsPrintLayout) -> dict[str, Any]:
    return {one.id(): one for one in layout.items() if hasattr(one, "id") and one.id()}


@pytest.mark.parametrize("paper", PAPERS, ids=lambda one: f"{one.name} {one.orientation}")
def test_items_lie_within_the_page_and_apart(paper: Paper, shown: dict[str, Any], project: QgsProject) -> None:
    booklet = Booklet(
        project,
        shown,
        [_sheet()],
        MARKS,
        paper,
        House(logo=str(Path(__file__).parents[2] / "icons" / "locatierisico.svg")),
    )
    assert booklet.total > 1
    for page in booklet.pages():
        boxes = {name: box_of(item) for name, item in _items(page.layout).items() if item.isVisible()}
        assert boxes.keys() >= {MAP, PANEL, LEGEND, SCALE_BAR, "lr_north", "lr_scale", "lr_logo", *REQUIRED}
        for name, box in boxes.items():
            assert box.left >= 0, name
            assert box.top >= 0, name
            assert box.right <= paper.width, name
            assert box.bottom <= paper.height, name
        on_map = {SCALE_BAR, "lr_scale", "lr_scalepaper", "lr_north", "lr_locator"}
        for one, other in itertools.combinations(boxes, 2):
            if {one, other} & CASES or (MAP in (one, other) and {one, other} & on_map):
                continue
            assert _overlap(boxes[one], boxes[other]) <= 0.01, (one, other)
        for name in on_map & boxes.keys():
            assert _overlap(boxes[name], boxes[MAP]) >= min(boxes[name].width, boxes[name].height) - 0.3, name


@pytest.mark.parametrize("paper", PAPERS[:2], ids=lambda one: f"{one.name} {one.orientation}")
def test_every_page_has_a_map_that_shows_all_of_the_shape_and_says_its_scale(
    paper: Paper, shown: dict[str, Any], project: QgsProject
) -> None:
    sizes = []
    for page in Booklet(project, shown, [_sheet()], MARKS, paper).pages():
        drawn = page.layout.itemById(MAP)
        extent, box = drawn.extent(), drawn.rect()
        sizes.append(box.width() * box.height())
        assert shapely.box(extent.xMinimum(), extent.yMinimum(), extent.xMaximum(), extent.yMaximum()).contains(AREA)
        true = extent.width() / box.width() * 1000
        said = page.layout.itemById("lr_scale").currentText()
        written = int(re.search(r"1 : ([\d.]+)", said)[1].replace(".", ""))  # type: ignore[index]
        assert written == pytest.approx(true, rel=1e-4)
        assert "EPSG:28992" in said
        assert drawn.crs().authid() == "EPSG:28992"
        assert drawn.layers()[0].name() == "marked"
    assert all(later < sizes[0] for later in sizes[1:])


def test_a_sheet_without_a_view_shows_the_municipality(shown: dict[str, Any], project: QgsProject) -> None:
    sheet = Sheet("method", "method", "Werkwijze", "", [Sentences(["Zo is het gedaan."])])
    (page,) = Booklet(project, shown, [sheet], MARKS, A4).pages()
    assert page.layout.itemById(MAP).extent().contains(shown["ground_boundary"].extent())


@pytest.mark.parametrize("metres", [20, 200, 20_000])
def test_scale_and_scale_bar_hold_for_a_shed_and_for_a_region(
    metres: int, shown: dict[str, Any], project: QgsProject
) -> None:
    shape = shapely.box(130_000, 480_000, 130_000 + metres, 480_000 + metres)
    for page in Booklet(project, shown, [_sheet(shape=shape)], MARKS, A4).pages():
        bar, drawn = page.layout.itemById(SCALE_BAR), page.layout.itemById(MAP)
        kilometres = bar.unitLabel() == "km"
        length = 2 * bar.unitsPerSegment() * (1000 if kilometres else 1)
        on_paper = length * 1000 / drawn.scale()
        assert 15 <= on_paper <= 34.01
        assert kilometres == (length >= 1000)
        assert length <= 3 * metres
        assert box_of(bar).width <= box_of(page.layout.itemById("lr_scalepaper")).width


def test_a_bar_and_a_scale_are_round() -> None:
    for scale in range(100, 400_000, 777):
        assert round_scale(scale) >= scale
        assert round_scale(scale) <= 1.34 * scale
        length = bar_length(34, scale)
        assert length * 1000 / scale <= 34.001
        assert float(f"{length:.0e}") == length
        assert float(f"{length / 2:.0e}") == length / 2
    assert round_scale(5000) == 5000
    assert round_scale(5001) == 6000


@pytest.mark.parametrize("paper", PAPERS[:2], ids=lambda one: f"{one.name} {one.orientation}")
def test_a_name_of_120_characters_stands_whole_on_its_page(
    paper: Paper, shown: dict[str, Any], project: QgsProject
) -> None:
    assert len(LONG) == 120
    for title in (LONG, "Donaudampfschifffahrts" * 5 + "Noordoosten"[:10], "W" * 120):
        (page, *_) = [
            (page, page.layout.itemById("lr_title").currentText(), _words(page.layout))
            for page in Booklet(project, shown, [_sheet(title, long=False)], MARKS, paper).pages()
        ]
        _, head, words = page
        plain = head.replace("\n", "").replace(" ", "").replace("-", "")
        whole = title.replace(" ", "").replace("-", "")
        assert plain == whole or whole in words.replace(" ", "").replace("-", "")


def _words(layout: QgsPrintLayout) -> str:
    return "".join(one.currentText() for one in layout.items() if isinstance(one, QgsLayoutItemLabel) and not one.id())


def test_words_that_fit_keep_their_size_and_no_letter_gets_lost() -> None:
    assert fitting("Kort", 100, 9, 15, "Open Sans", bold=True).size == 15
    fitted = fitting(LONG, 130, 9.2, 15, "Open Sans", bold=True)
    assert fitted.whole
    assert len(fitted.lines) == 2
    assert "".join(fitted.lines).replace(" ", "").replace("-", "") == LONG.replace(" ", "").replace("-", "")
    cut = fitting("W" * 400, 130, 9.2, 15, "Open Sans", bold=True)
    assert not cut.whole
    assert cut.lines[-1].endswith("…")
    assert all(measure_of("Open Sans")(line, cut.size, True) <= 130 * 72 / 25.4 for line in cut.lines)  # noqa: FBT003  a measure


def test_what_looks_like_an_expression_in_a_name_is_never_evaluated(shown: dict[str, Any], project: QgsProject) -> None:
    for name in ("[% 1 + 1 %]", "a [% @project_path %] b", "[%[% 3 %]%]", "[%% 4 %]"):
        sheet = Sheet("area", "x", name, name, [Sentences([name])], _sheet().view)
        pages = Booklet(project, shown, [sheet], MARKS, A4).pages()
        page = next(pages)
        assert page.layout.itemById("lr_title").currentText() == name
        assert page.layout.itemById("lr_subtitle").currentText() == name
        assert name in _words(page.layout)
        pages.close()
        label = QgsLayoutItemLabel(page.layout)
        label.setText(as_text(name))
        assert label.currentText() == name


def test_a_wide_sheet_has_one_column_beside_its_small_map(shown: dict[str, Any], project: QgsProject) -> None:
    def lefts(*, wide: bool) -> set[int]:
        pages = Booklet(project, shown, [_sheet(wide=wide)], MARKS, A4).pages()
        next(pages)
        page = next(pages)
        words = [one for one in page.layout.items() if isinstance(one, QgsLayoutItemLabel) and not one.id()]
        return {round(box_of(one).left) for one in words if one.currentText() == "Nr."}

    assert len(lefts(wide=True)) == 1
    assert len(lefts(wide=False)) == 2


def test_only_filters_a_layer_while_its_page_is_there(shown: dict[str, Any], project: QgsProject) -> None:
    units = shown["units"]
    before = len(list(units.getFeatures()))
    sheet = _sheet(long=False)
    assert sheet.view is not None
    sheet = Sheet("area", "x", "x", "", sheet.blocks, sheet.view._replace(only={"units": "risk_score > 60"}))
    pages = Booklet(project, shown, [sheet], MARKS, A4).pages()
    next(pages)
    assert 0 < len(list(units.getFeatures())) < before
    pages.close()
    assert len(list(units.getFeatures())) == before
    assert units.subsetString() == ""


def test_the_users_background_comes_in_the_place_of_ours_and_lowest(
    run: Path, registers_file: Path, project: QgsProject
) -> None:
    own = QgsVectorLayer("Polygon?crs=EPSG:28992", "luchtfoto", "memory")
    layers = sheet_layers(run, "nl", registers_file, background=[own])
    assert not [role for role in layers if role.startswith("ground_")]
    pages = Booklet(project, layers, [_sheet()], MARKS, A4).pages()
    assert next(pages).layout.itemById(MAP).layers()[-1] is own
    pages.close()
    ours = sheet_layers(run, "nl", registers_file)
    assert "ground_buildings" in ours
    assert "buildings" not in ours
    bare = sheet_layers(run, "nl")
    assert "buildings" in bare


def _spoken(layers: dict[str, Any]) -> str:
    said = [one.name() for one in layers.values()]
    for one in layers.values():
        renderer = one.renderer()
        if isinstance(renderer, QgsRuleBasedRenderer):
            said += [rule.label() for rule in renderer.rootRule().children()]
    return " ".join(said)


def test_legends_speak_the_language_of_the_sheet_whatever_qgis_speaks(
    run: Path, request: pytest.FixtureRequest
) -> None:
    for qgis in ("en", "nl"):
        if qgis == "nl":
            request.getfixturevalue("dutch")
        assert language() == qgis
        dutch, english = (_spoken(sheet_layers(run, one)) for one in ("nl", "en"))
        assert "very much attention (80 and over)" in english
        assert "zeer veel aandacht (80 en hoger)" in dutch
        assert "attention" not in dutch
        assert "aandacht" not in english
        assert language() == qgis
    assert QCoreApplication.translate("layers", "Areas: share in the top fifth") == "Areas: share in the top fifth"


def test_speaking_leaves_nothing_behind_when_it_fails() -> None:
    def failing() -> None:
        with speaking("nl"):
            assert translate("layers", "per km² per year") != "per km² per year"
            int("mis")

    with pytest.raises(ValueError, match="mis"):
        failing()
    assert translate("layers", "per km² per year") == "per km² per year"


@pytest.mark.parametrize("paper", PAPERS[:2], ids=lambda one: f"{one.name} {one.orientation}")
@pytest.mark.parametrize("classes", [3, 60])
def test_a_legend_fits_its_box_however_much_it_has_to_say(classes: int, paper: Paper, project: QgsProject) -> None:
    layer = QgsVectorLayer("Polygon?crs=EPSG:28992", "Brandweerkazerneterreinvoorzieningen in de gemeente", "memory")
    root = QgsRuleBasedRenderer.Rule(None)
    for at in range(classes):
        rule = QgsRuleBasedRenderer.Rule(fill("#ff0000"))
        rule.setLabel(f"{at} arbeidsongeschiktheidsverzekeringsmaatschappij en nog een lange omschrijving")
        root.appendChild(rule)
    layer.setRenderer(QgsRuleBasedRenderer(root))
    for places in (paper.first(), paper.later()):
        layout = make_layout(project, paper, House(), places)
        item = layout.itemById(LEGEND)
        assert isinstance(item, QgsLayoutItemLegend)
        said = Legend(item).explain([layer])
        size = size_of(item)
        assert size.width() <= places.legend.width + 0.6
        assert size.height() <= places.legend.height + 0.6
        assert said.startswith("Brandweer")
        if classes == 3:
            assert said.count("arbeids") == 3


# Templates


def _template(
    path: Path, *texts: str, panel: bool = True, chart: bool = True, page: tuple[float, float] = (250, 180)
) -> Path:
    layout = QgsPrintLayout(QgsProject.instance())
    layout.initializeDefaults()
    layout.pageCollection().page(0).setPageSize(QgsLayoutSize(*page))
    made = []
    if chart:
        small, large = QgsLayoutItemMap(layout), QgsLayoutItemMap(layout)
        made += [(small, (5, 5, 20, 20)), (large, (5, 30, 120, 145))]
        large.setId("onze kaart")
    if panel:
        picture = QgsLayoutItemPicture(layout)
        picture.setId(PANEL)
        made.append((picture, (130, 30, 115, 120)))
    for at, text in enumerate(texts):
        label = QgsLayoutItemLabel(layout)
        label.setText(text)
        made.append((label, (30 + 40 * at, 5, 38, 8)))
    for item, (left, top, width, height) in made:
        layout.addLayoutItem(item)
        item.attemptMove(QgsLayoutPoint(left, top))
        item.attemptResize(QgsLayoutSize(width, height))
    assert layout.saveAsTemplate(str(path), QgsReadWriteContext())
    return path


@pytest.mark.parametrize(
    ("made", "code"),
    [
        (lambda _: None, "sheets_template_absent"),
        (lambda path: path.write_text("geen xml"), "sheets_template_other"),
        (lambda path: path.write_text("<qgis/>"), "sheets_template_other"),
        (lambda path: path.write_bytes(b""), "sheets_template_other"),
        (lambda path: path.mkdir(), "sheets_template_absent"),
        (lambda path: _template(path, chart=False), "sheets_template_no_map"),
    ],
)
def test_a_template_that_cannot_be_used_is_refused_in_a_sentence(
    made: Any, code: str, tmp_path: Path, project: QgsProject
) -> None:
    path = tmp_path / "huis é.qpt"
    made(path)
    with pytest.raises(RefusedError) as caught:
        read_template(path, project)
    assert caught.value.message.code == code
    assert "huis é.qpt" in say(caught.value.message, "nl")


@pytest.mark.parametrize(
    ("left", "size", "opacity", "readable"),
    [(30, (200, 20), 1, True), (500, (200, 20), 1, False), (30, (2, 2), 1, False), (30, (200, 20), 0, False)],
    ids=["fine", "off the page", "too small", "transparent"],
)
def test_what_cannot_be_read_in_a_layout_is_added(
    project: QgsProject, left: float, size: tuple[float, float], opacity: float, *, readable: bool
) -> None:
    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    label = QgsLayoutItemLabel(layout)
    label.setText(" ".join(f"[% @{name} %]" for name in REQUIRED))
    layout.addLayoutItem(label)
    label.attemptMove(QgsLayoutPoint(left, 20))
    label.attemptResize(QgsLayoutSize(*size))
    label.setItemOpacity(opacity)
    assert (complete(layout, House(), "t") == []) is readable


def test_a_kept_layout_that_lost_its_map_is_passed_by(shown: dict[str, Any], project: QgsProject) -> None:
    own = kept_layouts(project, A4, House(), ["area"])
    for layout in own.values():
        layout.removeLayoutItem(layout.itemById(MAP))
    booklet = Booklet(project, shown, [_sheet()], MARKS, A4, own=own)
    assert "sheets_layout_no_map" in [one.code for one in booklet.messages]
    assert len(list(booklet.pages())) == booklet.total
    booklet.keep()


def test_a_template_speaks_through_variables_on_its_own_paper(
    tmp_path: Path, shown: dict[str, Any], project: QgsProject
) -> None:
    path = _template(tmp_path / "t.qpt", "[% @lr_title %]", "[% @lr_score %] ([% @lr_kind %])")
    layout, messages = read_template(path, project)
    assert [one.code for one in messages] == ["sheets_layout_added"]
    booklet = Booklet(project, shown, [_sheet()], MARKS, A4, own={"area": layout})
    assert booklet.messages == []
    seen = []
    for page in booklet.pages():
        rect = page.layout.pageCollection().page(0).rect()
        seen.append((rect.width(), rect.height()))
        texts = [one.currentText() for one in page.layout.items() if isinstance(one, QgsLayoutItemLabel)]
        assert "Indicatie, geen verdenking." in texts
        assert "VERTROUWELIJK" in texts
        assert f"bladzijde {page.number + 1} van {booklet.total}" in texts
        assert any("Peildatum 01-01-2026" in text for text in texts)
        assert any("1 : " in text and "EPSG:28992" in text for text in texts)
        if page.number == 0:
            assert {"De Noord", "12 % (area)"} <= set(texts)
            drawn = page.layout.itemById("onze kaart")
            assert drawn.layers()
            strip, chart = box_of(page.layout.itemById("lr_strip")), box_of(drawn)
            assert chart.bottom <= strip.top
            assert strip.bottom <= rect.height()
            first = [one for one in page.layout.items() if isinstance(one, QgsLayoutItemLabel) and not one.id()]
            assert any(one.currentText() == "Wat opvalt" and box_of(one).left >= 130 for one in first)
    assert seen[0] == (250, 180)
    assert set(seen[1:]) == {(297, 210)}


def test_a_template_that_shows_all_gets_nothing_added(tmp_path: Path, project: QgsProject) -> None:
    path = _template(tmp_path / "t.qpt", *(f"[% @{name} %]" for name in REQUIRED))
    _, messages = read_template(path, project)
    assert messages == []
    hidden, _ = read_template(path, project)
    for item in hidden.items():
        if isinstance(item, QgsLayoutItemLabel) and "caveat" in item.text():
            item.setVisibility(False)
    assert hidden.saveAsTemplate(str(path), QgsReadWriteContext())
    _, messages = read_template(path, project)
    assert "geen verdenking" in say(messages[0], "nl")
    assert "rubricering" not in say(messages[0], "nl")


def test_a_variable_that_does_not_exist_is_told(tmp_path: Path, project: QgsProject) -> None:
    shown = [f"[% @{name} %]" for name in (*REQUIRED, "lr_team", "lr_titel")]
    _, messages = read_template(_template(tmp_path / "t.qpt", *shown), project)
    assert [one.code for one in messages] == ["sheets_layout_strange"]
    assert say(messages[0], "nl").count("@lr_") == 1
    assert "@lr_titel" in say(messages[0], "nl")


def test_without_a_panel_the_words_go_to_later_pages(
    tmp_path: Path, shown: dict[str, Any], project: QgsProject
) -> None:
    layout, messages = read_template(_template(tmp_path / "t.qpt", panel=False), project)
    assert messages[0].code == "sheets_template_no_panel"
    booklet = Booklet(project, shown, [_sheet(long=False)], MARKS, A4, own={"area": layout})
    said = ["Wat opvalt" in _words(page.layout) for page in booklet.pages()]
    assert said == [False, True]


def test_every_variable_has_its_sentence_and_is_given(shown: dict[str, Any], project: QgsProject) -> None:
    pages = Booklet(project, shown, [_sheet()], MARKS, A4).pages()
    page = next(pages)
    given = QgsExpressionContextUtils.layoutScope(page.layout).variableNames()
    assert set(VARIABLES) - {PANEL} <= set(given)
    assert all(code in sentences() for code in (*VARIABLES.values(), *OF_SOME.values()))
    pages.close()


# Layouts in the Layout Manager


def test_layouts_are_made_once_and_keep_what_the_user_did(
    shown: dict[str, Any], project: QgsProject, tmp_path: Path
) -> None:
    mine = QgsPrintLayout(project)
    mine.initializeDefaults()
    mine.setName("Map sheet: area, A4 landscape")
    project.layoutManager().addLayout(mine)
    own = kept_layouts(project, A4, House(), ["area"])
    assert set(own) == {"area", LATER}
    assert own["area"].name() == "Map sheet: area, A4 landscape (2)"
    booklet = Booklet(project, shown, [_sheet()], MARKS, A4, own=own)
    booklet.keep()
    assert own["area"].itemById("lr_title").currentText() == "De Noord"
    assert own["area"].itemById(MAP).layers()
    assert own["area"].itemById(PANEL).picturePath().startswith("base64:")
    assert untouched(own["area"])

    area = own["area"]
    area.setName("Onze eigen naam")
    area.itemById(PANEL).attemptMove(QgsLayoutPoint(150, 60))
    area.itemById(PANEL).attemptResize(QgsLayoutSize(137, 100))
    area.removeLayoutItem(area.itemById("lr_caveat"))
    area.removeLayoutItem(area.itemById("lr_north"))
    note = QgsLayoutItemLabel(area)
    note.setText("Gemeente Proefstad")
    note.setId("eigen tekst")
    area.addLayoutItem(note)
    assert project.write(str(tmp_path / "p.qgz"))

    again = QgsProject()
    assert again.read(str(tmp_path / "p.qgz"))
    own = kept_layouts(again, A4, House(colour="#006633"), ["area"])
    assert own["area"].name() == "Onze eigen naam"
    assert own[LATER].itemById("lr_title").textFormat().color().name() == "#006633"
    assert len(again.layoutManager().printLayouts()) == 3
    layers = {role: again.mapLayer(layer.id()) for role, layer in shown.items()}
    booklet = Booklet(again, layers, [_sheet()], MARKS, A4, own=own)
    assert [one.code for one in booklet.messages] == ["sheets_layout_added"]
    page = next(pages := booklet.pages())
    items = _items(page.layout)
    assert items["eigen tekst"].currentText() == "Gemeente Proefstad"
    assert "lr_north" not in items
    assert items["lr_caveat"].currentText() == "Indicatie, geen verdenking."
    words = [one for one in page.layout.items() if isinstance(one, QgsLayoutItemLabel) and not one.id()]
    assert all(150 - 0.1 <= box_of(one).left <= 287 and 60 - 1 <= box_of(one).top <= 160 for one in words)
    pages.close()
    booklet.keep()
    assert own["area"].itemById("lr_caveat") is None
    assert not untouched(own["area"])
    assert mine.itemById(MAP) is None


def test_a_kept_layout_without_a_map_is_not_used(shown: dict[str, Any], project: QgsProject) -> None:
    own = kept_layouts(project, A4, House(), ["area"])
    own["area"].removeLayoutItem(own["area"].itemById(MAP))
    own["area"].removeLayoutItem(own["area"].itemById("lr_locator"))
    booklet = Booklet(project, shown, [_sheet()], MARKS, A4, own=own)
    assert [one.code for one in booklet.messages] == ["sheets_layout_no_map"]
    page = next(pages := booklet.pages())
    assert page.layout.itemById(MAP) is not None
    pages.close()


# House style


def test_a_house_style_is_kept_and_what_cannot_be_used_is_told(tmp_path: Path) -> None:
    given = House("Geen Lettertype", "#ffee88", "rood?", str(tmp_path / "weg.png"))
    try:
        house_to_settings(given)
        assert house_from_settings() == given
    finally:
        QgsSettings().remove(SETTINGS.rstrip("/"))
    assert house_from_settings() == House()
    used, messages = usable(given)
    assert [one.code for one in messages] == [
        "sheets_house_no_font",
        "sheets_house_no_logo",
        "sheets_house_pale",
        "sheets_house_no_colour",
    ]
    assert (used.font, used.accent, used.logo) == (House().font, House().accent, "")
    bad = tmp_path / "logo.png"
    bad.write_text("geen plaatje")
    assert [one.code for one in usable(House(logo=str(bad)))[1]] == ["sheets_house_no_picture"]
    assert usable(House()) == (House(), [])


def test_colours_of_the_house_reach_headings_and_charts(shown: dict[str, Any], project: QgsProject) -> None:
    canvas = Canvas(10, 10, "", "")
    canvas.box(0, 0, 1, 1, fill="#2f4b6e")
    canvas.dot(1, 1, fill="#b0481e")
    made = in_colours(canvas, House(colour="#b0481e", accent="#006633")).svg()
    assert 'fill="#b0481e"' in made
    assert 'fill="#006633"' in made
    assert "#2f4b6e" not in made
    page = next(pages := Booklet(project, shown, [_sheet()], MARKS, A4, House(colour="#006633")).pages())
    (heading,) = [
        one for one in page.layout.items() if isinstance(one, QgsLayoutItemLabel) and one.text() == "Wat opvalt"
    ]
    assert heading.textFormat().color().name() == "#006633"
    pages.close()
