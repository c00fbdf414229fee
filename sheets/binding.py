"""Sheets, layers and layouts bound to a booklet; belongs on the main thread."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qgis.core import QgsCoordinateReferenceSystem, QgsProject

from ..layers.loading import ROLE
from ..layers.route_results import ROUTES_FILE
from .booklet import Booklet
from .house import House, usable
from .kept import KIND, kept_layouts
from .layers import sheet_layers
from .paper import Paper
from .plan_layers import plan_layers
from .templates import read_template

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from qgis.core import QgsMapLayer, QgsPrintLayout

    from ..briefing.sheet import Marks, Sheet
    from ..safeguards.messages import Message


@dataclass(frozen=True)
class Form:
    """How sheets come on paper.

    Attributes:
        paper: A4 or A3.
        orientation: portrait or landscape.
        template: A .qpt file, empty for ours.
        house: As the user gave it.

    """

    paper: str
    orientation: str
    template: str = ""
    house: House = field(default_factory=House)


@dataclass(frozen=True)
class Ground:
    """What maps are made of.

    Attributes:
        run: Folder of the results.
        registers: For a background of BGT and BAG, empty where not given.
        plan: Folder of a plan of routes, None where there is none.
        background: The user's own, in the place of ours; copies of it are drawn.

    """

    run: Path
    registers: str = ""
    plan: Path | None = None
    background: Sequence[QgsMapLayer] = ()


def stage(ground: Ground, language: str) -> tuple[QgsProject, dict[str, QgsMapLayer]]:
    """Open what maps are made of, in a project of their own that must live as long as they."""
    project = QgsProject()
    project.setCrs(QgsCoordinateReferenceSystem("EPSG:28992"))
    background = [layer.clone() for layer in ground.background]
    layers = sheet_layers(ground.run, language, ground.registers or None, background)
    if ground.plan is not None:
        layers = {**plan_layers(ground.plan / ROUTES_FILE, language), **layers}
    for layer in layers.values():
        project.addMapLayer(layer, False)  # noqa: FBT003  Qt takes positions
    return project, layers


def bind(
    staged: tuple[QgsProject, Mapping[str, QgsMapLayer]],
    sheets: Sequence[Sheet],
    marks: Marks,
    form: Form,
    users: QgsProject | None,
    *,
    keep: bool,
) -> tuple[Booklet, list[Message]]:
    """Make a booklet.

    Args:
        staged: Of `stage`.
        sheets: In order.
        marks: What every page bears.
        form: How they come on paper.
        users: The project whose Layout Manager holds layouts of the user's; None where there is none.
        keep: Whether layouts that are not there yet are put into it.

    Raises:
        RefusedError: The template cannot be used.

    """
    project, layers = staged
    house, messages = usable(form.house)
    paper = Paper.of(form.paper, form.orientation)
    kinds = list(dict.fromkeys(sheet.kind for sheet in sheets))
    own: dict[str, QgsPrintLayout] = {}
    if users is not None and (
        keep or any(layout.customProperty(KIND) for layout in users.layoutManager().printLayouts())
    ):
        own = dict(kept_layouts(users, paper, house, kinds))
    if form.template:
        layout, told = read_template(form.template, project, house)
        messages += told
        own |= dict.fromkeys(kinds, layout)
    booklet = Booklet(project, layers, sheets, marks, paper, house, own)
    if users is not None and keep:
        _show_first(users, sheets, marks, booklet)
    return booklet, [*messages, *booklet.messages]


def _show_first(users: QgsProject, sheets: Sequence[Sheet], marks: Marks, booklet: Booklet) -> None:
    """Let the layouts in the Layout Manager show the first sheet of their kind, with the layers of the project."""
    there = {
        str(layer.customProperty(ROLE)): layer for layer in users.mapLayers().values() if layer.customProperty(ROLE)
    }
    first = {sheet.kind: sheet for sheet in reversed(sheets)}
    Booklet(users, there, list(first.values()), marks, booklet.paper, booklet.house, booklet.own).keep()
