"""The layouts of the sheets as QGIS knows them: items with names of ours, filled through variables."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qgis.core import (
    Qgis,
    QgsLayoutItem,
    QgsLayoutItemLabel,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutItemPage,
    QgsLayoutItemPicture,
    QgsLayoutItemScaleBar,
    QgsLayoutItemShape,
    QgsLayoutObject,
    QgsLegendStyle,
    QgsPrintLayout,
    QgsProperty,
    QgsScaleBarSettings,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor

from ..layers.styles import FONT
from .pages import INK, place, text_format
from .paper import Box

if TYPE_CHECKING:
    from qgis.core import QgsProject

    from .paper import Paper

KIND = "locatierisico/sheet"  # custom property of a layout: which sheet it is for
MAP, LOCATOR, PANEL, LEGEND = "lr_map", "lr_locator", "lr_panel", "lr_legend"
_PALE = "#4d5662"
_RULE = "#8c8c8c"
_NORTH = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 30"><path d="M10 1 18 22 10 17 2 22Z" fill="#222" '
    'stroke="#fff" stroke-width="1"/><path d="M7 29V23.500l6 5.500V23.500" fill="none" stroke="#222" '
    'stroke-width="1.400"/></svg>'
)


@dataclass(frozen=True)
class House:
    """How a municipality writes.

    Attributes:
        font: Family of all letters.
        colour: Of titles and rules.
        logo: Path of a picture; empty has none.

    """

    font: str = FONT
    colour: str = "#2f4b6e"
    logo: str = ""


def make_layout(project: QgsProject, paper: Paper, house: House, *, mapped: bool) -> QgsPrintLayout:
    """Make the layout of a page with or without a map; all that it says comes from variables.

    Args:
        project: Whose it is.
        paper: Its page.
        house: How the municipality writes.
        mapped: Whether there is a map on it.

    """
    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    page = layout.pageCollection().page(0)
    lies = QgsLayoutItemPage.Orientation.Landscape
    page.setPageSize(paper.name, lies if paper.lies else QgsLayoutItemPage.Orientation.Portrait)
    _add_head(layout, paper, house)
    if mapped:
        _add_map(layout, paper, house)
    panel = QgsLayoutItemPicture(layout)
    _named(layout, panel, PANEL, paper.panel if mapped else paper.inside)
    panel.setPictureAnchor(QgsLayoutItem.ReferencePoint.UpperLeft)
    _from_variable(panel, "lr_panel")
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


def _from_variable(picture: QgsLayoutItemPicture, name: str) -> None:
    source = QgsLayoutObject.DataDefinedProperty.PictureSource
    picture.dataDefinedProperties().setProperty(source, QgsProperty.fromExpression(f"@{name}"))
    picture.setMode(Qgis.PictureFormat.SVG)


def _add_head(layout: QgsPrintLayout, paper: Paper, house: House) -> None:
    head = paper.head
    logo = 30.0 if house.logo else 0.0
    title = head._replace(width=head.width - 58 - logo, height=8.5)
    add_variable(layout, "lr_title", title, house, size=15, bold=True, colour=house.colour)
    below = title._replace(top=head.top + 9, height=5.5)
    add_variable(layout, "lr_subtitle", below, house, size=9, colour=_PALE)
    mark = head._replace(left=head.right - 56 - logo, width=56, height=5)
    right = Qt.AlignmentFlag.AlignRight
    add_variable(layout, "lr_classification", mark, house, size=9, bold=True, colour="#b30000", across=right)
    made_up = mark._replace(top=mark.top + 5)
    add_variable(layout, "lr_simulated", made_up, house, size=8, bold=True, colour="#b30000", across=right)
    if house.logo:
        picture = QgsLayoutItemPicture(layout)
        picture.setPicturePath(house.logo)
        _named(layout, picture, "lr_logo", head._replace(left=head.right - logo + 4, width=logo - 4, height=14))
        picture.setPictureAnchor(QgsLayoutItem.ReferencePoint.UpperRight)
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


def _add_map(layout: QgsPrintLayout, paper: Paper, house: House) -> None:
    shown = QgsLayoutItemMap(layout)
    _named(layout, shown, MAP, paper.map)
    shown.setFrameEnabled(True)
    shown.setFrameStrokeColor(QColor(_RULE))
    shown.setBackgroundColor(QColor("#ffffff"))
    arrow = QgsLayoutItemPicture(layout)
    arrow.setPicturePath("base64:" + base64.b64encode(_NORTH.encode()).decode(), Qgis.PictureFormat.SVG)
    _named(
        layout,
        arrow,
        "lr_north",
        paper.map._replace(left=paper.map.right - 10, top=paper.map.top + 2, width=8, height=12),
    )
    _add_legend(layout, shown, paper, house)
    _add_scale(layout, shown, paper.scale, house)
    locator = QgsLayoutItemMap(layout)
    _named(layout, locator, LOCATOR, paper.locator)
    locator.setFrameEnabled(True)
    locator.setFrameStrokeColor(QColor(_RULE))
    locator.setBackgroundColor(QColor("#ffffff"))
    overview = locator.overview()
    overview.setLinkedMap(shown)
    frame = overview.frameSymbol().clone()
    frame.setColor(QColor(176, 72, 30, 90))
    overview.setFrameSymbol(frame)


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
    bar.setUnits(Qgis.DistanceUnit.Meters)
    bar.setUnitLabel("m")
    bar.setSegmentSizeMode(QgsScaleBarSettings.SegmentSizeMode.SegmentSizeFitWidth)
    bar.setMinimumBarWidth(20)
    bar.setMaximumBarWidth(40)
    bar.setNumberOfSegments(2)
    bar.setNumberOfSegmentsLeft(0)
    bar.setHeight(1.2)
    bar.setLabelBarSpace(0.8)
    bar.setTextFormat(text_format(6.2, family=house.font))
    bar.setBoxContentSpace(0.6)
    bar.setBackgroundEnabled(False)
    _named(layout, bar, "lr_scalebar", Box(box.left + 1, box.top + 0.4, box.width - 2, 7))
    words = Box(box.left + 2, box.top + 7.2, box.width - 3, box.height - 7.4)
    add_variable(layout, "lr_scale", words, house, size=6.2, colour=_PALE)


def _add_legend(layout: QgsPrintLayout, shown: QgsLayoutItemMap, paper: Paper, house: House) -> None:
    legend = QgsLayoutItemLegend(layout)
    legend.setLinkedMap(shown)
    legend.setAutoUpdateModel(False)
    legend.setResizeToContents(False)
    legend.setColumnCount(3)
    legend.setSplitLayer(False)
    legend.setSymbolWidth(4.5)
    legend.setSymbolHeight(2.1)
    legend.setColumnSpace(3)
    legend.setBoxSpace(0)
    legend.setBackgroundEnabled(False)
    symbol = legend.style(QgsLegendStyle.Style.Symbol)
    symbol.setMargin(QgsLegendStyle.Side.Top, 0.5)
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
    _named(layout, legend, LEGEND, paper.legend)


def _add_foot(layout: QgsPrintLayout, paper: Paper, house: House) -> None:
    foot = paper.foot
    _add_rule(layout, foot.left, foot.top - 1.5, foot.width, _RULE, 0.2)
    words = foot._replace(width=foot.width - 30)
    add_variable(layout, "lr_caveat", words._replace(height=3.6), house, size=7, bold=True)
    add_variable(
        layout, "lr_marks", words._replace(top=foot.top + 3.6, height=foot.height - 3.6), house, size=6, colour=_PALE
    )
    number = foot._replace(left=foot.right - 30, width=30, height=4)
    add_variable(layout, "lr_page", number, house, size=7, across=Qt.AlignmentFlag.AlignRight)
