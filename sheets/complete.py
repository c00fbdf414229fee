"""What no page goes without, put on layouts of the user's that do not show it."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from qgis.core import (
    QgsLayoutFrame,
    QgsLayoutItem,
    QgsLayoutItemHtml,
    QgsLayoutItemLabel,
    QgsLayoutItemPage,
    QgsLayoutItemShape,
    QgsLayoutSize,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor

from ..safeguards.messages import warn
from .pages import INK, place
from .paper import Box
from .shown import box_of
from .skeleton import add_variable
from .variables import OF_SOME, PARTS_OF_MARKS, REQUIRED, VARIABLES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qgis.core import QgsPrintLayout

    from ..safeguards.messages import Message
    from .house import House

STRIP = "lr_strip"
_EDGE, _LOW = 8.0, 3.0  # mm from the sides and from the lower edge
_LINE, _MARKS = 4.4, 8.0  # mm
_HIGHER = 26  # mm above the lower edge where room is looked for at most
_LEAST = 25.0  # mm that is left of what is made lower
_WORD, _LETTER = 12.0, 2.2  # mm that a label needs at least
_PLAIN = 0.4  # opacity at which words can still be read
_PALE, _RED = "#4d5662", "#b30000"
_WIDE = 1.7  # of other parts of the strip: scale and reference system
_ON_ONE_LINE = "[% replace(@lr_scale, '\\n', ', ') %]"
_IN_EXPRESSION = re.compile(r"\[%(.*?)%\]", re.DOTALL)


class _Name(NamedTuple):
    en: str
    nl: str


_NAMES: Mapping[str, _Name] = MappingProxyType(
    {
        "lr_caveat": _Name("“An indication, not a suspicion”", "'Indicatie, geen verdenking'"),
        "lr_classification": _Name("the classification", "de rubricering"),
        "lr_simulated": _Name("the mark of simulated data", "het merk van gesimuleerde gegevens"),
        "lr_marks": _Name(
            "reference date, sources, author, purpose, expiry date and recipe",
            "peildatum, bronnen, opsteller, doel, vervaldatum en recept",
        ),
        "lr_scale": _Name("scale and reference system", "schaal en coördinatenstelsel"),
        "lr_page": _Name("the page number", "het bladzijdenummer"),
    }
)


def complete(layout: QgsPrintLayout, house: House, name: str) -> list[Message]:
    """Add along the lower edge what a layout does not show of what no page goes without.

    Args:
        layout: Of one page; maps and pictures that reach into its lower edge get lower.
        house: In which it is written.
        name: Of the layout, as the user knows it.

    Returns:
        What was added, and what is not known, in messages; none where nothing lacked.

    """
    shown = _shown(layout)
    labels = [one.text() for one in layout.items() if isinstance(one, QgsLayoutItemLabel)]
    strange = sorted(_variables(labels) - set(VARIABLES) - set(OF_SOME))
    told = [warn("sheets_layout_strange", layout=name, variables=[f"@{one}" for one in strange])] if strange else []
    lacking = [
        one for one in REQUIRED if one not in shown and not (one == "lr_marks" and shown.issuperset(PARTS_OF_MARKS))
    ]
    if not lacking:
        return told
    _add(layout, lacking, house)
    return [*told, warn("sheets_layout_added", layout=name, added=[_NAMES[one] for one in lacking])]


def _shown(layout: QgsPrintLayout) -> set[str]:
    """Give the variables that stand on a layout where they can be read."""
    texts = [one.text() for one in layout.items() if isinstance(one, QgsLayoutItemLabel) and _readable(layout, one)]
    texts += [one.html() for one in layout.multiFrames() if isinstance(one, QgsLayoutItemHtml) and one.frameCount()]
    return _variables(texts)


def _variables(texts: Sequence[str]) -> set[str]:
    said = " ".join(part for text in texts for part in _IN_EXPRESSION.findall(text))
    return set(re.findall(r"@(lr_\w+)", said))


def _readable(layout: QgsPrintLayout, label: QgsLayoutItemLabel) -> bool:
    """Tell whether a label is drawn, on the page, and has room for words."""
    page, box = layout.pageCollection().page(0).rect(), box_of(label)
    across, down = box.left + box.width / 2, box.top + box.height / 2
    return (
        label.isVisible()
        and not label.excludeFromExports()
        and label.itemOpacity() >= _PLAIN
        and box.width >= _WORD
        and box.height >= _LETTER
        and 0 < across < page.width()
        and 0 < down < page.height()
    )


def _add(layout: QgsPrintLayout, lacking: list[str], house: House) -> None:
    page = layout.pageCollection().page(0).rect()
    first = [one for one in lacking if one != "lr_marks"]
    height = (_LINE if first else 0) + (_MARKS if "lr_marks" in lacking else 0)
    strip = _make_room(layout, Box(_EDGE, page.height() - _LOW - height, page.width() - 2 * _EDGE, height))
    paper = QgsLayoutItemShape(layout)
    paper.setShapeType(QgsLayoutItemShape.Shape.Rectangle)
    symbol = paper.symbol().clone()
    symbol.setColor(QColor("#ffffff"))
    symbol.symbolLayer(0).setStrokeStyle(Qt.PenStyle.NoPen)
    paper.setSymbol(symbol)
    paper.setId(STRIP)
    layout.addLayoutItem(paper)
    place(paper, strip)
    parts = [_WIDE if name == "lr_scale" else 1.0 for name in first]
    ends = np.cumsum(parts) / max(sum(parts), 1.0) * strip.width
    for at, name in enumerate(first):
        across = Qt.AlignmentFlag.AlignLeft
        if at and at == len(first) - 1:
            across = Qt.AlignmentFlag.AlignRight
        elif at:
            across = Qt.AlignmentFlag.AlignHCenter
        colour = _RED if name in ("lr_classification", "lr_simulated") else INK
        width = float(ends[at] - (ends[at - 1] if at else 0.0))
        box = Box(strip.left + float(ends[at]) - width, strip.top + 0.3, width - 1, _LINE - 0.3)
        bold = name not in ("lr_page", "lr_scale")
        label = add_variable(layout, name, box, house, size=7.5, bold=bold, colour=colour, across=across)
        if name == "lr_scale":
            label.setText(_ON_ONE_LINE)
    if "lr_marks" in lacking:
        below = strip._replace(top=strip.bottom - _MARKS, height=_MARKS)
        add_variable(layout, "lr_marks", below, house, size=6, colour=_PALE)


def _make_room(layout: QgsPrintLayout, strip: Box) -> Box:
    """Find a strip that hides nothing: what is large is made lower, what is small stays where it is."""
    items = [one for one in layout.items() if isinstance(one, QgsLayoutItem) and not isinstance(one, QgsLayoutItemPage)]
    low = [(one, box_of(one)) for one in items if one.isVisible()]
    small = [box for one, box in low if not _can_be_lower(one, box, strip)]
    spots = [strip._replace(top=strip.top - up) for up in range(_HIGHER)]
    free = [spot for spot in spots if not any(_touch(spot, box) for box in small)]
    found = free[0] if free else strip
    for one, box in low:
        if _touch(found, box) and _can_be_lower(one, box, found):
            one.attemptResize(QgsLayoutSize(box.width, found.top - 1 - box.top))
    return found


def _can_be_lower(item: QgsLayoutItem, box: Box, strip: Box) -> bool:
    return box.top + _LEAST < strip.top and not isinstance(item, QgsLayoutFrame)


def _touch(one: Box, other: Box) -> bool:
    return one.left < other.right and other.left < one.right and one.top < other.bottom and other.top < one.bottom
