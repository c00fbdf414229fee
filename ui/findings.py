"""What a run had to say, and its pictures."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtWidgets import QTextBrowser

from ..layers.language import translate

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from qgis.PyQt.QtWidgets import QWidget

_MARGIN = 40  # pixels beside a picture


class Findings(QTextBrowser):
    """Sentences of a run, what to weigh first, with its pictures below."""

    def __init__(self, parent: QWidget) -> None:
        """Start with a word on what will stand here."""
        super().__init__(parent)
        self.setOpenExternalLinks(True)
        self.setHtml(_paragraph(translate("ui", "Choose a question and press Run. What was found stands here.")))

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
            width = max(self.viewport().width() - _MARGIN, 300)
            parts.append(f'<p><a href="{escape(address)}"><img src="{escape(address)}" width="{width}"></a></p>')
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
