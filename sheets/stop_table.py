"""The table of stops on a printed route: what to know at each door, and room for what was found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsFeatureRequest,
    QgsLayoutFrame,
    QgsLayoutItemManualTable,
    QgsLayoutItemPage,
    QgsLayoutMultiFrame,
    QgsLayoutPoint,
    QgsLayoutSize,
    QgsLayoutTable,
    QgsLayoutTableColumn,
    QgsTableCell,
    QgsVariantUtils,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor, QFont, QFontMetricsF

from ..layers.language import translate
from ..layers.qfield import outcome_words
from ..layers.styles import FONT
from .pages import add_label, add_title, text_format

if TYPE_CHECKING:
    from qgis.core import QgsFeature, QgsPrintLayout, QgsVectorLayer

OPEN = "?"
_EDGE, _TOP, _WIDTH, _HEIGHT = 12.0, 25.0, 273.0, 168.0  # mm
_MARGIN = 1.0  # mm within a cell
_SIZE = 7.5  # points
_POINT = 25.4 / 72  # mm
_ROOM = "\n\n\n"  # lines to write on
_MOST_ADDRESSES, _LONGEST = 8, 240
_WIDTHS = (8.0, 45.0, 19.0, 35.0, 22.0, 29.0, 36.0, 27.0, 17.0, 35.0)  # mm, as in _headings


def add_stop_table(layout: QgsPrintLayout, stops: QgsVectorLayer, title: str) -> None:
    """Put the stops on pages of their own, as many as it takes, with the headings on each.

    Args:
        layout: Of one page so far.
        stops: Those of the route.
        title: What stands above the table.

    """
    table = QgsLayoutItemManualTable.create(layout)
    layout.addMultiFrame(table)
    table.setCellMargin(_MARGIN)
    table.setWrapBehavior(QgsLayoutTable.WrapBehavior.WrapText)
    table.setHeaderMode(QgsLayoutTable.HeaderMode.AllFrames)
    table.setContentTextFormat(text_format(_SIZE))
    table.setHeaderTextFormat(text_format(_SIZE, bold=True))
    table.setGridColor(QColor("#9a9a9a"))
    table.setGridStrokeWidth(0.2)
    table.setIncludeTableHeader(True)
    columns = []
    for words, width in zip(_headings(), _WIDTHS, strict=True):
        column = QgsLayoutTableColumn(_fitting(words, width, bold=True))
        column.setWidth(width - 2 * _MARGIN)
        columns.append(column)
    table.setHeaders(columns)
    table.setColumnWidths([width - 2 * _MARGIN - 0.2 for width in _WIDTHS])
    rows = stops.getFeatures(QgsFeatureRequest().addOrderBy("number"))
    table.setTableContents([_row(stop) for stop in rows])
    table.setResizeMode(QgsLayoutMultiFrame.ResizeMode.UseExistingFrames)
    table.recalculateTableSize()
    shown, before = 0.0, -1.0
    # QGIS can add pages by itself, but then fills them to their edges.
    while before < shown < table.totalSize().height() - 1 or before < 0:
        before = shown
        _add_page(layout, title)
        frame = QgsLayoutFrame(layout, table)
        page = layout.pageCollection().pageCount() - 1
        frame.attemptMove(QgsLayoutPoint(_EDGE, _TOP), True, False, page)  # noqa: FBT003  Qt takes positions
        frame.attemptResize(QgsLayoutSize(_WIDTH, _HEIGHT))
        table.addFrame(frame, False)  # noqa: FBT003  Qt takes positions
        table.recalculateFrameSizes()
        shown = frame.extent().bottom()


def printed(value: Any) -> str:
    """Write a value; what is missing is nothing."""
    if QgsVariantUtils.isNull(value):
        return ""
    if isinstance(value, bool):
        return translate("sheets", "yes") if value else translate("sheets", "no")
    return str(value).strip()


def _headings() -> tuple[str, ...]:
    return (
        translate("sheets", "No."),
        translate("sheets", "Address"),
        translate("sheets", "Arrival - departure"),
        translate("sheets", "Statutory basis"),
        translate("sheets", "Binnentreden"),
        translate("sheets", "Partners"),
        translate("sheets", "Safety"),
        translate("sheets", "Last visit"),
        translate("sheets", "Outcome"),
        translate("sheets", "Notes"),
    )


def _row(stop: QgsFeature) -> list[QgsTableCell]:
    where = [printed(stop["name"]) or printed(stop["stop_id"])]
    others = [one.strip() for one in printed(stop["addresses"]).split(";")]
    others = [one for one in others if one not in ("", where[0]) and not one.startswith("…")]
    where.append("; ".join(others[:_MOST_ADDRESSES]))
    if (left := _number(stop["n_addresses"], len(others) + 1) - 1 - _MOST_ADDRESSES) > 0:
        where.append(translate("sheets", "and {left} more, see QField").format(left=left))
    if printed(stop["parking"]):
        where.append(translate("sheets", "parking place {parking}").format(parking=printed(stop["parking"])))
    if printed(stop["window"]):
        where.append(translate("sheets", "can be visited {window}").format(window=printed(stop["window"])))
    if stop["contains_dwelling"] is True:
        where.append(translate("sheets", "there is a dwelling in or beside it"))
    known = [
        printed(stop["number"]),
        "\n".join(filter(None, where)),
        _when(stop),
        *(
            _short(printed(stop[name])) or OPEN
            for name in ("statutory_basis", "binnentreden", "partners", "safety_note", "last_visit")
        ),
        "  ".join(str(number) for number, _ in enumerate(outcome_words(), start=1)),
        _ROOM,
    ]
    return [
        _cell(_fitting(text, width), bold=not at) for at, (text, width) in enumerate(zip(known, _WIDTHS, strict=True))
    ]


def _number(value: Any, least: int) -> int:
    return least if QgsVariantUtils.isNull(value) else max(int(value), least)


def _when(stop: QgsFeature) -> str:
    """Say from when to when they are there, and until when they wait."""
    arrival, begin, departure = (printed(stop[name]) for name in ("arrival", "begin", "departure"))
    said = " - ".join(filter(None, (arrival, departure)))
    if begin and begin != arrival:
        said += "\n" + translate("sheets", "visit from {begin}").format(begin=begin)
    return said


def _cell(text: str, *, bold: bool) -> QgsTableCell:
    cell = QgsTableCell(text)
    # A cell keeps a format of its own, and its default is none we chose.
    cell.setTextFormat(text_format(_SIZE + (1.5 if bold else 0), bold=bold))
    cell.setVerticalAlignment(Qt.AlignmentFlag.AlignTop)
    return cell


def _short(text: str) -> str:
    """Keep a text from filling a page of its own: a row is never spread over two."""
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"


def _fitting(text: str, width: float, *, bold: bool = False) -> str:
    """Break words that are wider than their column: QGIS breaks between words alone."""
    font = QFont(FONT)
    font.setBold(bold)
    font.setPixelSize(100)
    metrics = QFontMetricsF(font)
    most = (width - 2 * _MARGIN - 1) / (_SIZE * _POINT) * 100
    lines = []
    for line in text.split("\n"):
        words = []
        for word in line.split(" "):
            left = word
            while metrics.horizontalAdvance(left) > most:
                fits = 1
                while metrics.horizontalAdvance(left[: fits + 1] + "-") <= most:
                    fits += 1
                words.append(left[:fits] + "-")
                left = left[fits:]
            words.append(left)
        lines.append(" ".join(words))
    return "\n".join(lines)


def _add_page(layout: QgsPrintLayout, title: str) -> None:
    """Add a page with what stands above the table: whose route, and what the signs in it mean."""
    page = QgsLayoutItemPage(layout)
    page.setPageSize("A4", QgsLayoutItemPage.Orientation.Landscape)
    layout.pageCollection().addPage(page)
    number = layout.pageCollection().pageCount() - 1
    outcomes = ", ".join(f"{at} {words}" for at, words in enumerate(outcome_words().values(), start=1))
    said = translate("sheets", "? is an open question: ask before you go. Outcome: {outcomes}.").format(
        outcomes=outcomes
    )
    said += " " + translate("sheets", "Notes are about the place: no names of persons.")
    add_title(layout, title, (_EDGE, 9, _WIDTH, 7), size=12, page=number)
    add_label(layout, said, (_EDGE, 17, _WIDTH, 7), size=7.5, page=number)
