"""The buttons below a dialog that runs something: run, close or stop, and help."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from qgis.PyQt.QtWidgets import QDialogButtonBox, QPushButton, QWidget

from ..layers.language import translate

if TYPE_CHECKING:
    from collections.abc import Callable


class RunButtons(NamedTuple):
    """The box, and the buttons in it that change while something runs."""

    box: QDialogButtonBox
    run: QPushButton
    stop: QPushButton


def run_buttons(
    dialog: QWidget, words: str, *, run: Callable[[], object], stop: Callable[[], object], helped: Callable[[], object]
) -> RunButtons:
    """Make the buttons of a dialog.

    Args:
        dialog: Whose they are.
        words: On the button that runs.
        run: Begins.
        stop: Stops what runs, or closes the dialog.
        helped: Opens the manual.

    """
    roles = QDialogButtonBox.ButtonRole
    box = QDialogButtonBox(dialog)
    run_button = box.addButton(words, roles.ActionRole)
    run_button.setDefault(True)
    run_button.setAutoDefault(False)
    stop_button = box.addButton(translate("ui", "Close"), roles.RejectRole)
    help_button = box.addButton(translate("ui", "Help"), roles.HelpRole)
    # Straight to the methods: a function around one would keep the dialog alive after it is closed.
    run_button.clicked.connect(run)
    stop_button.clicked.connect(stop)
    help_button.clicked.connect(helped)
    return RunButtons(box, run_button, stop_button)
