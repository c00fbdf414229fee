"""How the municipality writes: font, colours and logo, as they stand in the settings."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsSettings
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor, QFont, QFontInfo, QImageReader
from qgis.PyQt.QtSvg import QSvgRenderer

from ..charts.canvas import INK
from ..layers.styles import FONT
from ..safeguards.messages import warn

if TYPE_CHECKING:
    from ..safeguards.messages import Message

SETTINGS = "locatierisico/house/"  # keys are named as the attributes of a `House`
ACCENT = "#b0481e"
_READABLE = 4.5  # contrast with white of letters that everyone can read (WCAG 2.1, AA)
_DARKER = 115  # per cent


@dataclass(frozen=True)
class House:
    """How a municipality writes.

    Attributes:
        font: Family of all letters.
        colour: Of titles, headings and charts.
        accent: Of what a page is about, in charts and on the map.
        logo: Path of a picture; empty has none.

    """

    font: str = FONT
    colour: str = INK
    accent: str = ACCENT
    logo: str = ""


def house_from_settings() -> House:
    """Read it as the user gave it; see `usable`."""
    settings = QgsSettings()
    given = {one.name: str(settings.value(SETTINGS + one.name, "") or "").strip() for one in fields(House)}
    return House(**{name: value for name, value in given.items() if value})


def house_to_settings(house: House) -> None:
    """Keep it; what is as we give it is not kept, so that a later version may give better."""
    settings, ours = QgsSettings(), House()
    for one in fields(House):
        value = getattr(house, one.name)
        if value == getattr(ours, one.name):
            settings.remove(SETTINGS + one.name)
        else:
            settings.setValue(SETTINGS + one.name, value)


def usable(house: House) -> tuple[House, list[Message]]:
    """Put our own in the place of what cannot be used, and tell of it.

    Args:
        house: As the user gave it.

    Returns:
        A house that can be printed with, and what there is to tell.

    """
    messages: list[Message] = []
    if not _installed(house.font):
        messages.append(warn("sheets_house_no_font", font=house.font, ours=FONT))
        house = replace(house, font=FONT)
    if house.logo and not _picture(house.logo):
        there = Path(house.logo).is_file()
        code = "sheets_house_no_picture" if there else "sheets_house_no_logo"
        messages.append(warn(code, logo=house.logo))
        house = replace(house, logo="")
    for name in ("colour", "accent"):
        house = replace(house, **{name: _colour(getattr(house, name), getattr(House(), name), messages)})
    return house, messages


def _installed(family: str) -> bool:
    # Qt puts another font in the place of one that is not there, without a word.
    return family == FONT or QFontInfo(QFont(family)).family().lower() == family.lower()


def _picture(logo: str) -> bool:
    path = Path(logo)
    if not path.is_file():
        return False
    if path.suffix.lower() in (".svg", ".svgz"):
        return QSvgRenderer(logo).isValid()
    size = QImageReader(logo).size()
    return bool(size.isValid() and size != QSize(0, 0))


def _colour(given: str, ours: str, messages: list[Message]) -> str:
    """Give a colour in which letters on white paper can be read."""
    colour = QColor(given)
    if not colour.isValid():
        messages.append(warn("sheets_house_no_colour", colour=given, ours=ours))
        return ours
    colour.setAlpha(255)
    if _contrast(colour) >= _READABLE:
        return str(colour.name())
    # A bright colour is first made one of less light; black is always readable.
    while _contrast(colour) < _READABLE:
        colour = colour.darker(_DARKER)
    messages.append(warn("sheets_house_pale", colour=given, used=colour.name()))
    return str(colour.name())


def _contrast(colour: QColor) -> float:
    """Give the contrast of a colour with white, as WCAG reckons it."""
    parts = [colour.redF(), colour.greenF(), colour.blueF()]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)  # noqa: PLR2004  of sRGB
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
