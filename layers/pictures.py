"""Charts as files: SVG as it is, PNG through Qt."""

from __future__ import annotations

from pathlib import Path

from qgis.PyQt.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Qt
from qgis.PyQt.QtGui import QImage, QPainter
from qgis.PyQt.QtSvg import QSvgRenderer

from ..charts.canvas import FONT
from ..safeguards.messages import refused

KINDS = (".svg", ".png")
_TIMES = 3  # pixels of a PNG for each of the SVG


def check_picture(asked: str) -> None:
    """Refuse a picture, where one is asked, that would be of another kind.

    Raises:
        RefusedError: Its name ends in something else than .svg or .png.

    """
    path = Path(asked)
    if path.name and path.suffix.lower() not in KINDS:
        raise refused("layers_picture_kind", file=path.name)


def write_picture(svg: str, path: Path, told: Path | None = None) -> None:
    """Write a chart as SVG or, where the name ends in .png, as PNG.

    It is written beside its place and renamed.

    Args:
        svg: The chart.
        path: Where.
        told: The name the user knows it by, where that is another.

    Raises:
        RefusedError: The file cannot be written, or its name ends in something else.

    """
    beside = path.with_name(f"{path.name}.part")
    check_picture(path.name)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(svg.encode() if path.suffix.lower() == ".svg" else _png(svg))
        beside.replace(path)
    except OSError as error:
        raise refused("algorithms_file_not_writable", file=str(told or path)) from error
    finally:
        beside.unlink(missing_ok=True)


def _png(svg: str) -> bytes:
    # Qt takes a list of families for the name of one, and then a font of its own choice.
    renderer = QSvgRenderer(QByteArray(svg.replace(FONT, FONT.split(",", maxsplit=1)[0]).encode()))
    size = renderer.defaultSize() * _TIMES
    image = QImage(size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    renderer.render(painter, QRectF(0, 0, size.width(), size.height()))
    painter.end()
    held = QBuffer()
    held.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(held, "PNG")
    return bytes(held.data().data())
