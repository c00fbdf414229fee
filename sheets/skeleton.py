"""The layouts of the sheets as QGIS knows them: items with names of ours, filled through variables."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from qgis.core import (
    Qgis,
    QgsFillSymbol,
    QgsLayoutItem,
    QgsLayoutItemLabel,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutItemPage,
    QgsLayoutItemPicture,
    QgsLayoutItemScaleBar,
    QgsLayoutItemShape,
    QgsLegendStyle,
    QgsPrintLayout,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor

from .pages import INK, place, text_format
from .paper import Box

if TYPE_CHECKING:
    from qgis.core import QgsProject

    from .house import House
    from .paper import Paper, Places

MAP, LOCATOR, PANEL, LEGEND, SCALE_BAR = "lr_map", "lr_locator", "lr_panel", "lr_legend", "lr_scalebar"
LAND = "#fcfbf9"  # what lies below everything on a map
_MARK, _LOGO = 56.0, 30.0  # mm
_RED = "#b30000"
_PALE = "#4d5662"
_RULE = "#8c8c8c"
_NORTH = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 30"><path d="M10 1 18 22 10 17 2 22Z" fill="#222" '
    'stroke="#fff" stroke-width="1"/><path d="M7 29V23.500l6 5.500V23.500" fill="none" stroke="#222" '
    'stroke-width="1.400"/></svg>'
)


def make_layout(project: QgsProject, paper: Paper, house: House, places: Places) -> QgsPrintLayout:
    """Make the layout of a page; all that it says comes from variables.

    Args:
        project: Whose it is.
        paper: Its page.
        house: How the municipality writes.
        places: Where map and words stand on it.

    """
    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    page = layout.pageCollection().page(0)
    lies = QgsLayoutItemPage.Orientation.Landscape
    page.setPageSize(paper.name, lies if paper.lies else QgsLayoutItemPage.Orientation.Portrait)
    _add_head(layout, paper, house)
    _add_map(layout, places, house)
    panel = QgsLayoutItemPicture(layout)
    _named(layout, panel, PANEL, places.panel)
    panel.setPictureAnchor(QgsLayoutItem.ReferencePoint.UpperLeft)
    _add_foot(layout, paper, house)
    return layout


def add_variable(
    layout: QgsPrintLayout,
    name: str,
    box: Box,
    house: House,
    *,
    size: float,
    bold: bool = False,
    colour: str = INK,
    across: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    up: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignTop,
) -> QgsLayoutItemLabel:
    """Add a label that says a variable, with the item called after it."""
    label = QgsLayoutItemLabel(layout)
    label.setText(f"[% @{name} %]")
    label.setTextFormat(text_format(size, bold=bold, colour=colour, family=house.font))
    label.setMarginX(0)
    label.setMarginY(0)
    label.setHAlign(across)
    label.setVAlign(up)
    _named(layout, label, name, box)
    return label


def _named(layout: QgsPrintLayout, item: QgsLayoutItem, name: str, box: Box) -> None:
    item.setId(name)
    layout.addLayoutItem(item)
    place(item, box)


def _add_head(layout: QgsPrintLayout, paper: Paper, house: House) -> None:
    head = paper.head
    logo = _LOGO if house.logo else 0.0
    title = head._replace(width=head.width - _MARK - 2 - logo, height=9.2)
    add_variable(layout, "lr_title", title, house, size=15, bold=True, colour=house.colour)
    below = title._replace(top=head.top + 9.3, height=5.2)
    add_variable(layout, "lr_subtitle", below, house, size=9, colour=_PALE)
    mark = head._replace(left=head.right - _MARK - logo, width=_MARK, height=8)
    right = Qt.AlignmentFlag.AlignRight
    add_variable(layout, "lr_classification", mark, house, size=9, bold=True, colour=_RED, across=right)
    made_up = mark._replace(top=mark.bottom + 0.5, height=5)
    add_variable(layout, "lr_simulated", made_up, house, size=8, bold=True, colour=_RED, across=right)
    if house.logo:
        picture = QgsLayoutItemPicture(layout)
        picture.setPicturePath(house.logo)
        picture.setPictureAnchor(QgsLayoutItem.ReferencePoint.UpperRight)
        _named(layout, picture, "lr_logo", head._replace(left=head.right - logo + 4, width=logo - 4, height=14))
    _add_rule(layout, head.left, head.bottom, head.width, house.colour, 0.5)


def _add_rule(layout: QgsPrintLayout, left: float, top: float, width: float, colour: str, thick: float) -> None:
    rule = QgsLayoutItemShape(layout)
    rule.setShapeType(QgsLayoutItemShape.Shape.Rectangle)
    symbol = rule.symbol().clone()
    symbol.setColor(QColor(colour))
    symbol.symbolLayer(0).setStrokeStyle(Qt.PenStyle.NoPen)
    rule.setSymbol(symbol)
    layout.addLayoutItem(rule)
    place(rule, (left, top, width, thick))


def _add_map(layout: QgsPrintLayout, places: Places, house: House) -> None:
    shown = QgsLayoutItemMap(layout)
    _named(layout, shown, MAP, places.map)
    _framed(shown)
    arrow = QgsLayoutItemPicture(layout)
    arrow.setPicturePath("base64:" + base64.b64encode(_NORTH.encode()).decode(), Qgis.PictureFormat.SVG)
    _named(layout, arrow, "lr_north", places.north)
    _add_legend(layout, shown, places.legend, house)
    _add_scale(layout, shown, places.scale, house)
    if places.locator is None:
        return
    locator = QgsLayoutItemMap(layout)
    _named(layout, locator, LOCATOR, places.locator)
    _framed(locator)
    overview = locator.overview()
    overview.setLinkedMap(shown)
    frame = QgsFillSymbol.createSimple(
        {"color": _clear(house.accent), "outline_color": house.accent, "outline_width": "0.6"}
    )
    overview.setFrameSymbol(frame)


def _framed(shown: QgsLayoutItemMap) -> None:
    shown.setFrameEnabled(True)
    shown.setFrameStrokeColor(QColor(_RULE))
    shown.setBackgroundColor(QColor(LAND))


def _clear(colour: str) -> str:
    shown = QColor(colour)
    return f"{shown.red()},{shown.green()},{shown.blue()},60"


def _add_scale(layout: QgsPrintLayout, shown: QgsLayoutItemMap, box: Box, house: House) -> None:
    """Put scale bar, scale and reference system on white in a corner of the map."""
    paper = QgsLayoutItemShape(layout)
    paper.setShapeType(QgsLayoutItemShape.Shape.Rectangle)
    symbol = paper.symbol().clone()
    symbol.setColor(QColor("#ffffff"))
    symbol.symbolLayer(0).setStrokeColor(QColor(_RULE))
    paper.setSymbol(symbol)
    _named(layout, paper, "lr_scalepaper", box)
    bar = QgsLayoutItemScaleBar(layout)
    bar.setStyle("Single Box")
    bar.setLinkedMap(shown)
    bar.setNumberOfSegments(2)
    bar.setNumberOfSegmentsLeft(0)
    bar.setHeight(1.2)
    bar.setLabelBarSpace(0.8)
    bar.setTextFormat(text_format(6.2, family=house.font))
    bar.setBoxContentSpace(0.6)
    bar.setBackgroundEnabled(False)
    _named(layout, bar, SCALE_BAR, Box(box.left + 1, box.top + 0.4, box.width - 2, 6.8))
    words = Box(box.left + 2, box.top + 7.5, box.width - 3, box.height - 7.7)
    add_variable(layout, "lr_scale", words, house, size=6.2, colour=_PALE)


def _add_legend(layout: QgsPrintLayout, shown: QgsLayoutItemMap, box: Box, house: House) -> None:
    legend = QgsLayoutItemLegend(layout)
    legend.setLinkedMap(shown)
    legend.setAutoUpdateModel(False)
    legend.setResizeToContents(False)
    legend.setSymbolWidth(4.5)
    legend.setSymbolHeight(2.1)
    legend.setColumnSpace(3)
    legend.setBoxSpace(0)
    legend.setBackgroundEnabled(False)
    symbol = legend.style(QgsLegendStyle.Style.Symbol)
    symbol.setMargin(QgsLegendStyle.Side.Top, 0.8)
    legend.setStyle(QgsLegendStyle.Style.Symbol, symbol)
    for part, size, bold in (
        (QgsLegendStyle.Style.Group, 7.5, True),
        (QgsLegendStyle.Style.Subgroup, 6.8, True),
        (QgsLegendStyle.Style.SymbolLabel, 6.3, False),
    ):
        style = legend.style(part)
        style.setTextFormat(text_format(size, bold=bold, family=house.font))
        style.setMargin(QgsLegendStyle.Side.Top, 0.7)
        legend.setStyle(part, style)
    _named(layout, legend, LEGEND, box)


def _add_foot(layout: QgsPrintLayout, paper: Paper, house: House) -> None:
    foot = paper.foot
    _add_rule(layout, foot.left, foot.top - 1.5, foot.width, _RULE, 0.2)
    words = foot._replace(width=foot.width - 30)
    add_variable(layout, "lr_caveat", words._replace(height=3.8), house, size=7, bold=True)
    add_variable(
        layout, "lr_marks", words._replace(top=foot.top + 3.9, height=foot.height - 3.9), house, size=6, colour=_PALE
    )
    number = foot._replace(left=foot.right - 30, width=30, height=4)
    add_variable(layout, "lr_page", number, house, size=7, across=Qt.AlignmentFlag.AlignRight)
