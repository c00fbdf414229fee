"""A sentence beside a field on what is missing there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt.QtWidgets import QLabel

if TYPE_CHECKING:
    from qgis.PyQt.QtWidgets import QWidget


class Remark(QLabel):
    """Stands under a field; takes no room where there is nothing to say."""

    def __init__(self, about: QWidget, parent: QWidget) -> None:
        """Start without a word.

        Args:
            about: The field, whose description for screen readers it becomes.
            parent: Widget it lies in.

        """
        super().__init__(parent)
        self.about = about
        self.setWordWrap(True)
        self.setVisible(False)

    def say(self, sentence: str) -> bool:
        """Show a sentence, or nothing; tell whether there is one."""
        self.setText(f"⚠ {sentence}" if sentence else "")
        self.setVisible(bool(sentence))
        self.about.setAccessibleDescription(sentence)
        return bool(sentence)
