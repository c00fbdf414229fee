"""Which language the user reads."""

from __future__ import annotations

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication

from ..safeguards.messages import Message, say

translate = QCoreApplication.translate


def language() -> str:
    """Give "nl" where QGIS speaks Dutch, else "en"."""
    return "nl" if QgsApplication.locale().lower().startswith("nl") else "en"


def spoken(message: Message) -> str:
    """Turn a message into a sentence in the user's language."""
    return say(message, language())
