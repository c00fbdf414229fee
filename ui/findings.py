"""What a run had to say, and its pictures."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from qgis.PyQt.QtCore import Qt, QUrl
from qgis.PyQt.QtGui import QDesktopServices, QImage, QTextDocument
from qgis.PyQt.QtWidgets import QTextBrowser

from ..layers.language import translate

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from qgis.PyQt.QtGui import QResizeEvent
    from qgis.PyQt.QtWidgets import QWidget

_MARGIN, _NARROWEST = 40, 300  # pixels beside a picture, and of one in a small window


class Findings(QTextBrowser):
    """Sentences of a run, what to weigh first, with its pictures below."""

    def __init__(self, parent: QWidget, hint: str = "") -> None:
        """Start with a word on what will stand here; `hint` is that word."""
        super().__init__(parent)
        # By itself it would read the picture behind a link as a page.
        self.setOpenLinks(False)
        self.anchorClicked.connect(QDesktopServices.openUrl)
        # Always there: it may not come and go with the height of the pictures, which follows from its width.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._page, self._laid_out = "", 0
        self._show(_paragraph(hint or translate("ui", "Choose a question and press Run. What was found stands here.")))

    def loadResource(self, kind: int, address: QUrl) -> Any:
        """Give a picture in the width of the page, smoothly drawn smaller."""
        if kind != QTextDocument.ResourceType.ImageResource or not address.isLocalFile():
            return super().loadResource(kind, address)
        # In the pixels of the screen, which are finer than those of the page where Windows enlarges everything.
        finer = self.devicePixelRatioF()
        wide = round(self._width() * finer)
        picture = QImage(address.toLocalFile()).scaledToWidth(wide, Qt.TransformationMode.SmoothTransformation)
        picture.setDevicePixelRatio(finer)
        return picture

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw the pictures in the new width."""
        super().resizeEvent(event)
        if self._width() != self._laid_out:
            bar = self.verticalScrollBar()
            seen = bar.value() / max(bar.maximum(), 1)
            self._show(self._page)
            bar.setValue(round(seen * bar.maximum()))

    def _show(self, page: str) -> None:
        self._page, self._laid_out = page, self._width()
        self.setHtml(page)

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
        self._show("".join(parts))


def _paragraph(text: str) -> str:
    return f"<p><i>{escape(text)}</i></p>"
