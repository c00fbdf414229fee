"""Pages one after another: what each says goes into the variables of its layout, and out comes a file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsExpressionContextUtils,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutItemPicture,
    QgsPrintLayout,
    QgsProject,
    QgsRectangle,
)

from ..briefing.flow import Panel, columned, flow
from ..briefing.sheet import words
from .legend import explain
from .lettering import add_words, measure_of, picture_source
from .paper import POINT
from .skeleton import LEGEND, LOCATOR, MAP, PANEL, House, make_layout

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from qgis.core import QgsMapLayer

    from ..briefing.sheet import Marks, Sheet
    from ..charts.canvas import Canvas
    from .paper import Paper


@dataclass
class Page:
    """A page that is ready to be drawn.

    Attributes:
        sheet: Whose page it is.
        number: In its sheet, from 0.
        layout: Filled, until the next page is asked for.

    """

    sheet: Sheet
    number: int
    layout: QgsPrintLayout


@dataclass
class Booklet:
    """The pages of sheets on one paper.

    Attributes:
        project: That holds the layers.
        layers: By role.
        sheets: In order.
        marks: What every page bears.
        paper: Of all pages.
        house: How the municipality writes.
        own: Layouts of the user's by kind of sheet, in the place of ours.

    """

    project: QgsProject
    layers: Mapping[str, QgsMapLayer]
    sheets: Sequence[Sheet]
    marks: Marks
    paper: Paper
    house: House = field(default_factory=House)
    own: Mapping[str, QgsPrintLayout] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Make what all pages share."""
        self._measure = measure_of(self.house.font)
        self._mapped = make_layout(self.project, self.paper, self.house, mapped=True)
        self._plain = make_layout(self.project, self.paper, self.house, mapped=False)
        self._transient: list[tuple[QgsPrintLayout, Any]] = []
        self.total = sum(len(self._drawn(sheet)) for sheet in self.sheets)

    def pages(self) -> Iterator[Page]:
        """Give the pages one by one; each is as it should be until the next is asked for."""
        at = 0
        for sheet in self.sheets:
            canvases = self._drawn(sheet)
            for number, canvas in enumerate(canvases):
                at += 1
                layout = self._filled(sheet, number, canvas, at)
                yield Page(sheet, number, layout)
                self._take_away()

    def _drawn(self, sheet: Sheet) -> list[Canvas]:
        def panel(number: int) -> Panel:
            mapped = number == 0 and sheet.view is not None
            box = self.paper.panel if mapped else self.paper.inside
            return columned(box.width / POINT, box.height / POINT, self.paper.columns(mapped=mapped))

        return flow(sheet.blocks, panel, self._measure, title=sheet.title, said=sheet.subtitle)

    def _filled(self, sheet: Sheet, number: int, canvas: Canvas, at: int) -> QgsPrintLayout:
        mapped = number == 0 and sheet.view is not None
        layout = self.own.get(sheet.kind, self._mapped) if mapped else self._plain
        if mapped:
            self._show(layout, sheet)
        variables = {**self._said(sheet, number, at), "lr_panel": picture_source(canvas, written=False)}
        QgsExpressionContextUtils.setLayoutVariables(layout, variables)
        picture = layout.itemById(PANEL)
        if isinstance(picture, QgsLayoutItemPicture):
            box = self.paper.panel if mapped else self.paper.inside
            self._transient += [(layout, one) for one in add_words(layout, canvas, box, self.house.font)]
        layout.refresh()
        return layout

    def _take_away(self) -> None:
        for layout, item in self._transient:
            layout.removeLayoutItem(item)
        self._transient.clear()

    def _show(self, layout: QgsPrintLayout, sheet: Sheet) -> None:
        view = sheet.view
        shown = layout.itemById(MAP)
        if view is None or not isinstance(shown, QgsLayoutItemMap):
            return
        layers = [self.layers[role] for role in (*view.roles, "roads", "buildings") if role in self.layers]
        rd = QgsCoordinateReferenceSystem("EPSG:28992")
        shown.setCrs(rd)
        shown.setLayers(layers)
        shown.setKeepLayerSet(True)
        shown.zoomToExtent(QgsRectangle(*view.extent))
        locator = layout.itemById(LOCATOR)
        if isinstance(locator, QgsLayoutItemMap):
            locator.setCrs(rd)
            whole = [self.layers[role] for role in ("areas", "buildings") if role in self.layers]
            locator.setLayers(whole)
            locator.setKeepLayerSet(True)
            extent = QgsRectangle(self.layers["areas"].extent())
            extent.scale(1.05)
            locator.zoomToExtent(extent)
        legend = layout.itemById(LEGEND)
        if isinstance(legend, QgsLayoutItemLegend):
            explain(legend, [self.layers[role] for role in view.roles if role in self.layers])

    def _said(self, sheet: Sheet, number: int, at: int) -> dict[str, str]:
        marks, language = self.marks, self.marks.language
        continued = f" {words('continued', language)}" if number else ""
        return {
            "lr_title": sheet.title + continued,
            "lr_subtitle": sheet.subtitle,
            "lr_score": sheet.score,
            "lr_kind": sheet.kind,
            "lr_id": sheet.key,
            "lr_classification": marks.classification,
            "lr_simulated": words("simulated", language) if marks.simulated else "",
            "lr_caveat": words("caveat", language),
            "lr_marks": foot_words(marks),
            "lr_page": words("page", language, page=at, pages=self.total),
            "lr_scale": self._scale_words(sheet),
            **{f"lr_{name}": said for name, said in sheet.words.items()},
        }

    def _scale_words(self, sheet: Sheet) -> str:
        if sheet.view is None:
            return ""
        shown = self._mapped.itemById(MAP)
        scale = f"{round(shown.scale() / 50) * 50:,}".replace(",", "." if self.marks.language == "nl" else ",")
        return words("scale", self.marks.language, scale=scale)


def foot_words(marks: Marks) -> str:
    """Say what every page bears besides the caveat."""
    language = marks.language
    told = [words("peildatum", language, day=marks.peildatum), words("recipe", language, hash=marks.short_hash)]
    for name in ("author", "purpose", "expires"):
        value = getattr(marks, name)
        told.append(words(f"{name}", language, value=value) if value else words(f"no_{name}", language))
    return " · ".join(told) + "\n" + words("sources", language, sources=marks.sources)
