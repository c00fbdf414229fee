"""What a run had to say, and its pictures."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from qgis.PyQt.QtCore import Qt, QUrl
from qgis.PyQt.QtGui import QImage, QTextDocument
from qgis.PyQt.QtWidgets import QTextBrowser

from ..layers.language import translate

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from qgis.PyQt.QtWidgets import QWidget

_MARGIN, _NARROWEST = 40, 300  # pixels beside a picture, and of one in a small window


class Findings(QTextBrowser):
    """Sentences of a run, what to weigh first, with its pictures below."""

    def __init__(self, parent: QWidget) -> None:
        """Start with a word on what will stand here."""
        super().__init__(parent)
        self.setOpenExternalLinks(True)
        self.setHtml(_paragraph(translate("ui", "Choose a question and press Run. What was found stands here.")))

    def loadResource(self, kind: int, address: QUrl) -> Any:
        """Give a picture in the width of the page, smoothly drawn smaller."""
        if kind != QTextDocument.ResourceType.ImageResource or not address.isLocalFile():
            return super().loadResource(kind, address)
        return QImage(address.toLocalFile()).scaledToWidth(self._width(), Qt.TransformationMode.SmoothTransformation)

    def _width(self) -> int:
        return max(self.viewport().width() - _MARGIN, _NARROWEST)

    def show_run(self, title: str, told: Sequence[tuple[bool, str]], pictures: Sequence[Path]) -> None:
        """Show what a run said.

        Args:
            title: The question it answered.
            told: Whether it is a warning, and the sentence, in order.
            pictures: PNG files.

        """
        parts = [f"<h3>{escape(title)}</h3>"]
        for path in pictures:
            address = QUrl.fromLocalFile(str(path)).toString()
            parts.append(f'<p><a href="{escape(address)}"><img src="{escape(address)}"></a></p>')
        for heading, wanted in (
            (translate("ui", "To weigh"), True),
            (translate("ui", "What was done and chosen"), False),
        ):
            sentences = [sentence for warning, sentence in told if warning is wanted]
            if sentences:
                items = "".join(f"<li>{escape(sentence)}</li>" for sentence in sentences)
                parts.append(f"<b>{escape(heading)}</b><ul>{items}</ul>")
        parts.append(_paragraph(translate("ui", "An indication, not a suspicion.")))
        self.setHtml("".join(parts))


def _paragraph(text: str) -> str:
    return f"<p><i>{escape(text)}</i></p>"
