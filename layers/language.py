"""Which language the user reads."""

from __future__ import annotations

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication

from ..safeguards.messages import Message, say

translate = QCoreApplication.translate
_NO_DECIMALS = 1000  # from here on three figures would need a power of ten


def language() -> str:
    """Give "nl" where QGIS speaks Dutch, else "en"."""
    return "nl" if QgsApplication.locale().lower().startswith("nl") else "en"


def figure(value: float) -> str:
    """Give a number in three figures as the user writes it: no powers of ten, and no mark between thousands."""
    text = f"{value:.3g}" if abs(value) < _NO_DECIMALS else f"{value:.0f}"
    return text.replace(".", ",") if language() == "nl" else text


def spoken(message: Message) -> str:
    """Turn a message into a sentence in the user's language."""
    return say(message, language())
