"""A page of a layout drawn on whatever Qt draws on: in its exact scale, as it is printed and not as it is previewed."""

from __future__ import annotations

import math
import re
from contextlib import contextmanager
from html import escape
from typing import TYPE_CHECKING

from qgis.core import Qgis, QgsLayoutExporter, QgsVectorSimplifyMethod
from qgis.PyQt.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSize, QSizeF
from qgis.PyQt.QtGui import QImage, QPageLayout, QPageSize, QPainter, QPdfWriter
from qgis.PyQt.QtSvg import QSvgGenerator

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qgis.core import QgsLayout, QgsLayoutItemPage
    from qgis.PyQt.QtGui import QPaintDevice

    from .bookmarks import Whose

_INCH = 25.4  # mm
_HEAD = 2000  # bytes of an SVG in which its size and title stand
_SIZE = re.compile(rb'width="[^"]*" height="[^"]*"\s*viewBox="[^"]*"')
_NAMED = re.compile(rb"<title>[^<]*</title>\s*<desc>[^<]*</desc>")
_NO_LETTER = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_NOT_SHOWN = re.compile("[^\x20-\ud7ff\ue000-\U0010ffff]")


@contextmanager
def printed(layout: QgsLayout, dpi: float) -> Iterator[None]:
    """Let a layout draw as it does on paper, and be afterwards as it was."""
    context = layout.renderContext()
    kept = context.dpi(), context.flags(), context.textRenderFormat(), context.simplifyMethod()
    context.setDpi(dpi)
    context.setFlags(QgsLayoutExporter.PdfExportSettings().flags)
    context.setTextRenderFormat(Qgis.TextRenderFormat.AlwaysText)
    context.setSimplifyMethod(_simplified())
    try:
        yield
    finally:
        context.setDpi(kept[0])
        context.setFlags(kept[1])
        context.setTextRenderFormat(kept[2])
        context.setSimplifyMethod(kept[3])


def _simplified() -> QgsVectorSimplifyMethod:
    """Leave out what is smaller than a tenth of a pixel, as QGIS does in what it prints."""
    made = QgsVectorSimplifyMethod()
    made.setSimplifyHints(QgsVectorSimplifyMethod.SimplifyHint.GeometrySimplification)
    made.setSimplifyAlgorithm(QgsVectorSimplifyMethod.SimplifyAlgorithm.SnappedToGridGlobal)
    made.setThreshold(0.1)
    made.setForceLocalOptimization(True)
    return made


def draw(layout: QgsLayout, page: QgsLayoutItemPage, painter: QPainter, dpi: float) -> None:
    """Draw a page from the upper left corner of what is painted on.

    QGIS stretches a page over the whole pixels of a device, by up to 0.05 %; at its far edge that is metres on earth.
    """
    device = painter.device()
    wide, high = (one * _INCH / dpi for one in (device.width(), device.height()))
    QgsLayoutExporter(layout).renderRegion(painter, QRectF(page.x(), page.y(), wide, high))


def draw_on(device: QPaintDevice, layout: QgsLayout, page: QgsLayoutItemPage, dpi: float) -> None:
    """Draw a page on a device of which it is all."""
    painter = QPainter(device)
    try:
        draw(layout, page, painter, dpi)
    finally:
        painter.end()


def pixels(page: QgsLayoutItemPage, dpi: float) -> QSize:
    """Give how many whole pixels a page takes."""
    return QSize(math.ceil(page.rect().width() * dpi / _INCH), math.ceil(page.rect().height() * dpi / _INCH))


def png_of(layout: QgsLayout, page: QgsLayoutItemPage, dpi: float) -> bytes:
    """Draw a page as PNG; empty where there is no memory for it."""
    image = QImage(pixels(page, dpi), QImage.Format.Format_RGB32)
    if image.isNull():
        return b""
    image.fill(0xFFFFFFFF)
    image.setDotsPerMeterX(round(dpi / _INCH * 1000))
    image.setDotsPerMeterY(round(dpi / _INCH * 1000))
    draw_on(image, layout, page, dpi)
    held = QBuffer()
    held.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(held, "PNG")
    return bytes(held.data().data())


def svg_of(layout: QgsLayout, page: QgsLayoutItemPage, dpi: float, said: Whose) -> bytes:
    """Draw a page as SVG, with letters as letters."""
    held, generator, size = QBuffer(), QSvgGenerator(), pixels(page, dpi)
    held.open(QIODevice.OpenModeFlag.WriteOnly)
    generator.setOutputDevice(held)
    generator.setResolution(round(dpi))
    generator.setSize(size)
    generator.setViewBox(QRectF(0, 0, size.width(), size.height()))
    draw_on(generator, layout, page, dpi)
    made = _NO_LETTER.sub(b"", bytes(held.data().data()))
    wide, high = page.rect().width(), page.rect().height()
    words = said.title, " · ".join(one for one in (said.subject, said.author) if one)
    title, about = (escape(_NOT_SHOWN.sub(" ", one)) for one in words)
    # Qt rounds the size to pixels, and writes a title as it is, signs of XML and all.
    head = _SIZE.sub(
        f'width="{wide:g}mm" height="{high:g}mm"\n '
        f'viewBox="0 0 {wide * dpi / _INCH:.4f} {high * dpi / _INCH:.4f}"'.encode(),
        made[:_HEAD],
        count=1,
    )
    named = f"<title>{title}</title>\n<desc>{about}</desc>".encode()
    return _NAMED.sub(lambda _: named, head, count=1) + made[_HEAD:]


def pdf_onto(target: str | QIODevice, page: QgsLayoutItemPage, dpi: float) -> QPdfWriter:
    """Begin a PDF, whose first page is as large as a page."""
    writer = QPdfWriter(target)
    writer.setResolution(round(dpi))
    size_like(writer, page)
    return writer


def size_like(writer: QPdfWriter, page: QgsLayoutItemPage) -> None:
    """Let the next page of a PDF be as large as a page."""
    exact = QPageSize(
        QSizeF(page.rect().width(), page.rect().height()),
        QPageSize.Unit.Millimeter,
        "",
        QPageSize.SizeMatchPolicy.ExactMatch,
    )
    writer.setPageLayout(QPageLayout(exact, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)))
