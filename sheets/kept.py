"""The layouts of the sheets in the Layout Manager: made once, and from then on the user's."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from qgis.core import QgsPrintLayout, QgsReadWriteContext
from qgis.PyQt.QtXml import QDomDocument

from ..layers.language import spoken
from ..safeguards.messages import note
from ..safeguards.recipe import plugin_version
from .skeleton import make_layout

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qgis.core import QgsLayoutManager, QgsProject

    from .house import House
    from .paper import Paper

LATER = "later"  # kind of the layout of every page but the first
KIND = "locatierisico/sheet"  # custom property: for which kind of sheet a layout is
PAPER = "locatierisico/paper"
_HOUSE = "locatierisico/house"
_MADE = "locatierisico/made"  # hash of its items as we left them, so that the user's edits are recognised
_REWRITTEN = ("layer-tree-group", "filterByMaps", "Extent")  # QGIS writes them otherwise after it read them
_NAMES = {
    "overview": "sheets_layout_overview",
    "area": "sheets_layout_area",
    "location": "sheets_layout_location",
    "hotspot": "sheets_layout_hotspot",
    "route": "sheets_layout_route",
    "method": "sheets_layout_method",
    LATER: "sheets_layout_later",
}
_LIES = {True: "sheets_paper_landscape", False: "sheets_paper_portrait"}


def kept_layouts(project: QgsProject, paper: Paper, house: House, kinds: Iterable[str]) -> dict[str, QgsPrintLayout]:
    """Find or make the layouts of the sheets in the Layout Manager of a project.

    They are known by a property of theirs, whatever the user calls them. One the user changed stays as it is; one that
    is still as we made it follows the house style.

    Args:
        project: Whose they are.
        paper: One of each kind is there for each paper.
        house: How the municipality writes.
        kinds: Of sheets.

    Returns:
        By kind, with the one for later pages as `LATER`.

    """
    manager = project.layoutManager()
    style = f"{house} {plugin_version()}"
    layouts: dict[str, QgsPrintLayout] = {}
    for kind in dict.fromkeys((*kinds, LATER)):
        layout = _found(manager, kind, paper)
        if layout is not None and layout.customProperty(_HOUSE) != style and untouched(layout):
            manager.removeLayout(layout)
            layout = None
        layouts[kind] = layout if layout is not None else _made(project, paper, house, kind, style)
    return layouts


def untouched(layout: QgsPrintLayout) -> bool:
    """Tell whether a layout is as we left it."""
    return bool(layout.customProperty(_MADE) == _fingerprint(layout))


def stamp(layout: QgsPrintLayout) -> None:
    """Hold how we left a layout."""
    layout.setCustomProperty(_MADE, _fingerprint(layout))


def _found(manager: QgsLayoutManager, kind: str, paper: Paper) -> QgsPrintLayout | None:
    for layout in manager.printLayouts():
        if layout.customProperty(KIND) == kind and layout.customProperty(PAPER) == _paper(paper):
            return layout
    return None


def _made(project: QgsProject, paper: Paper, house: House, kind: str, style: str) -> QgsPrintLayout:
    layout = make_layout(project, paper, house, paper.later() if kind == LATER else paper.first())
    layout.setCustomProperty(KIND, kind)
    layout.setCustomProperty(PAPER, _paper(paper))
    layout.setCustomProperty(_HOUSE, style)
    manager = project.layoutManager()
    name = f"{spoken(note(_NAMES[kind]))}, {paper.name} {spoken(note(_LIES[paper.lies]))}"
    free, number = name, 1
    while manager.layoutByName(free) is not None:
        number += 1
        free = f"{name} ({number})"
    layout.setName(free)
    stamp(layout)
    manager.addLayout(layout)
    return layout


def _paper(paper: Paper) -> str:
    return f"{paper.name} {paper.orientation}"


def _fingerprint(layout: QgsPrintLayout) -> str:
    """Hash the items of a layout, whatever the order of attributes in the XML."""
    document = QDomDocument()
    root = document.createElement("items")
    document.appendChild(root)
    for item in layout.items():
        if hasattr(item, "writeXml"):
            item.writeXml(root, document, QgsReadWriteContext())
    for name in _REWRITTEN:
        while not (node := document.elementsByTagName(name).at(0)).isNull():
            node.parentNode().removeChild(node)
    words = sorted(document.toString().replace("/>", " ").replace(">", " ").split())
    return hashlib.sha256(" ".join(words).encode()).hexdigest()
