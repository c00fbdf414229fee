"""Pages one after another: what each says goes into the variables of its layout, and out comes a file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qgis.core import (
    Qgis,
    QgsExpressionContextUtils,
    QgsLayoutItemLabel,
    QgsPrintLayout,
    QgsProject,
    QgsProperty,
    QgsTextFormat,
)
from qgis.PyQt import sip

from ..briefing.blocks import Sentences
from ..briefing.flow import Panel, columned, flow
from ..briefing.letters import STRONG
from ..briefing.sheet import SHARED, View
from ..safeguards.messages import warn
from .colours import in_colours
from .complete import complete
from .fitting import fit_label, measure_of
from .house import House
from .kept import KIND, LATER, stamp, untouched
from .lettering import add_words, picture_source
from .paper import POINT, Box, columns_in
from .shown import GROUND, ON_TOP, OWN, SOURCE, Shown, box_of, main_map, municipality, panel_of
from .skeleton import make_layout
from .variables import said, scale_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from qgis.core import QgsMapLayer

    from ..briefing.sheet import Marks, Sheet
    from ..charts.canvas import Canvas
    from ..safeguards.messages import Message
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


class _Form:
    """A layout that is filled page after page, a copy of the user's own or one of ours."""

    def __init__(self, layout: QgsPrintLayout, house: House, language: str) -> None:
        self.layout = layout
        self.shown = Shown(layout, house, language)
        self._picture = panel_of(layout)
        self.panel: Box | None = None if self._picture is None else box_of(self._picture)
        labels = [one for one in layout.items() if isinstance(one, QgsLayoutItemLabel) and "@lr_" in one.text()]
        self.labels = [(one, one.text(), QgsTextFormat(one.textFormat())) for one in labels]

    def fit(self) -> bool:
        """Let what labels say fit in them; tells whether nothing was cut off."""
        cut = [label for label, _, _ in self.labels if not fit_label(label)]
        return not cut

    def draw(self, source: str) -> None:
        """Let the panel show a drawing: as a drawing, where a source from an expression would become an image."""
        if self._picture is not None:
            self._picture.dataDefinedProperties().setProperty(SOURCE, QgsProperty())
            self._picture.setPicturePath(source, Qgis.PictureFormat.SVG)

    def put_back(self) -> None:
        """Let labels speak through variables again."""
        self.shown.put_back()
        for label, text, form in self.labels:
            label.setText(text)
            label.setTextFormat(form)


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
        own: Layouts of the user's by kind of sheet, in the place of ours; copies of them are filled.
        messages: What there is to tell of the layouts.

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
        self.messages: list[Message] = []
        self._kept: set[str] = set()
        self._measure = measure_of(self.house.font)
        self._forms: dict[str, _Form] = {}
        self._labels: list[QgsLayoutItemLabel] = []
        self.total = 0
        self.total = sum(len(self._drawn(sheet)) for sheet in self.sheets)

    def pages(self) -> Iterator[Page]:
        """Give the pages one by one; each is as it should be until the next is asked for."""
        at = 0
        for sheet in self.sheets:
            for number, canvas in enumerate(self._drawn(sheet)):
                at += 1
                form = self._form(sheet, number)
                try:
                    self._fill(form, sheet, number, canvas, at)
                    yield Page(sheet, number, form.layout)
                finally:
                    self._take_away(form)

    def _form(self, sheet: Sheet, number: int) -> _Form:
        kind = LATER if number else sheet.kind
        if kind not in self._forms:
            layout = self._layout(kind)
            # What is put on a page and taken away again would be kept for an undo: memory and time for each word.
            layout.undoStack().blockCommands(True)  # noqa: FBT003  Qt takes positions
            self._forms[kind] = _Form(layout, self.house, self.marks.language)
        return self._forms[kind]

    def _layout(self, kind: str) -> QgsPrintLayout:
        own = self.own.get(kind)
        if own is not None:
            if main_map(own) is not None:
                copy = own.clone()
                self._tell(complete(copy, self.house, own.name()))
                return copy
            self._tell([warn("sheets_layout_no_map", layout=own.name())])
        places = self.paper.later() if kind == LATER else self.paper.first()
        return make_layout(self.project, self.paper, self.house, places)

    def _tell(self, messages: Sequence[Message]) -> None:
        self.messages += [one for one in messages if one not in self.messages]

    def _drawn(self, sheet: Sheet) -> list[Canvas]:
        def panel(number: int) -> Panel:
            box = self._form(sheet, number).panel
            if box is None:
                return Panel(1.0, 1.0, [])
            columns = 1 if sheet.wide and number else columns_in(box.width)
            return columned(box.width / POINT, box.height / POINT, columns)

        blocks = [*self._whole_name(sheet), *sheet.blocks]
        pages = flow(blocks, panel, self._measure, title=sheet.title, said=sheet.subtitle)
        return [in_colours(page, self.house) for page in pages]

    def _whole_name(self, sheet: Sheet) -> list[Sentences]:
        """Say a title in the text as well where the head of the page has no room for it."""
        form = self._form(sheet, 0)
        QgsExpressionContextUtils.setLayoutVariables(form.layout, said(sheet, self.marks, 0, 0, 0))
        cut = [label for label, text, _ in form.labels if "@lr_title" in text and not fit_label(label)]
        form.put_back()
        return [] if not cut else [Sentences([sheet.title], hand=STRONG)]

    def _fill(self, form: _Form, sheet: Sheet, number: int, canvas: Canvas, at: int) -> None:
        layout = form.layout
        self._say(form, sheet, number, at, form.shown.show(self._view(sheet), self.layers))
        form.fit()
        form.draw(picture_source(canvas, written=False))
        layout.refresh()
        # After it: what stands in the words hangs on nothing, and each would look anew what it hangs on.
        if form.panel is not None:
            self._labels += add_words(layout, canvas, form.panel, self.house.font)

    def _say(self, form: _Form, sheet: Sheet, number: int, at: int, legend: str) -> None:
        variables = {
            **said(sheet, self.marks, number, at, self.total),
            "lr_legend": legend,
            "lr_scale": scale_words(form.shown.scale, self.marks.language),
        }
        QgsExpressionContextUtils.setLayoutVariables(form.layout, variables)

    def _view(self, sheet: Sheet) -> View:
        """Give what a sheet shows; one that is about no place shows the municipality."""
        if sheet.view is not None:
            return sheet.view
        whole = municipality(self.layers)
        # For others a layer is shown through a filter alone, and here is none.
        roles = () if self.marks.mode == SHARED else ("areas",)
        return View((whole.xMinimum(), whole.yMinimum(), whole.xMaximum(), whole.yMaximum()), roles)

    def keep(self) -> None:
        """Let the layouts in the Layout Manager show the first page of their kind, for who opens them there.

        What the user changed in them stays. Only layers that are in the project can be shown. A filter lasts no longer
        than a page, so that layouts for others show no layer that needs one.
        """
        there = {role: one for role, one in self.layers.items() if self.project.mapLayer(one.id()) is not None}
        if self.marks.mode == SHARED:
            there = {role: one for role, one in there.items() if role in (ON_TOP, *GROUND) or role.startswith(OWN)}
        for sheet in self.sheets:
            for number, canvas in enumerate(self._drawn(sheet)[:2]):
                layout = self.own.get(LATER if number else sheet.kind)
                if layout is None or layout.customProperty(KIND) is None or layout.name() in self._kept:
                    continue
                self._kept.add(layout.name())
                ours = untouched(layout)
                form = _Form(layout, self.house, self.marks.language)
                view = self._view(sheet)._replace(marked=None, only={})
                self._say(form, sheet, number, number + 1, form.shown.show(view, there))
                form.draw(picture_source(canvas, written=True))
                form.shown.put_back()
                layout.refresh()
                if ours:
                    stamp(layout)

    def _take_away(self, form: _Form) -> None:
        for item in self._labels:
            form.layout.removeLayoutItem(item)
            # QGIS leaves it to the end of all that is printed, and until then it hears of every page.
            sip.delete(item)
        self._labels.clear()
        form.put_back()
