"""The page of the dialog for routes with the plan, on which the planner's hand goes before the solver's."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ..layers.language import translate
from .choice_words import combo
from .plan_rows import changed_words, total_words
from .plan_tree import PlanTree, day_words

if TYPE_CHECKING:
    from .plan_rows import PlanRows


class PlanPage(QWidget):
    """The plan, what it comes to, and what can be done with it.

    Attributes:
        again: Emitted when the rest must be planned again.

    """

    again = pyqtSignal()

    def __init__(self, parent: QWidget) -> None:
        """Start without a plan."""
        super().__init__(parent)
        self.plan: PlanRows | None = None
        self.totals, self.sentence = QLabel(self), QLabel(self)
        for label in (self.totals, self.sentence):
            label.setWordWrap(True)
        self.tree = PlanTree(self)
        self.tree.setToolTip(
            translate(
                "ui",
                "Drag a stop between two others: it stays between these. Drag it onto a team: the plan finds its "
                "place in the order. What is ticked stays where it is.",
            )
        )
        layout = QVBoxLayout(self)
        layout.addWidget(self.totals)
        layout.addWidget(self.sentence)
        layout.addWidget(self.tree)
        layout.addLayout(self._buttons())
        self.tree.changed.connect(self._changed)
        self.tree.currentItemChanged.connect(lambda _item, _before: self._changed())
        self.sentence.setText(translate("ui", "Choose the stops and the teams and press Plan. The plan stands here."))
        self._changed()

    def show_plan(self, plan: PlanRows, *, again: bool) -> None:
        """Show a plan.

        Args:
            plan: The plan.
            again: Whether it is the plan before, with the planner's changes; what changed is told.

        """
        before, self.plan = self.plan if again else None, plan
        if not again:
            self.tree.forget()
        self.tree.load(plan)
        rows = [(translate("ui", "Before"), total_words(before.totals))] if before else []
        rows.append((translate("ui", "Now"), total_words(plan.totals)))
        self.totals.setText(_table(rows))
        self.totals.setAccessibleName("; ".join(f"{name}: {', '.join(words)}" for name, words in rows))
        self.sentence.setText(changed_words(before, plan) if before else "")
        self.sentence.setVisible(before is not None)
        self.to.clear()
        for trip in self.tree.trips():
            self.to.addItem(f"{trip.team}, {day_words(trip.day)}", trip)
        self._changed()

    def _buttons(self) -> QHBoxLayout:
        layout = QHBoxLayout()
        self.up = self._button(translate("ui", "Up"), lambda: self.tree.step(-1))
        self.down = self._button(translate("ui", "Down"), lambda: self.tree.step(1))
        self.to = combo({}, self)
        self.to.setAccessibleName(translate("ui", "Team and day the stop goes to"))
        self.to.setMinimumContentsLength(16)
        self.move_button = self._button(translate("ui", "Move to"), self._move)
        self.out = self._button(translate("ui", "Take out"), self.tree.take_out)
        self.undo = self._button(translate("ui", "Undo"), self.tree.undo)
        self.undo.setToolTip(translate("ui", "Shows the plan as it was made."))
        self.again_button = self._button(translate("ui", "Plan the rest again"), self.again.emit)
        for widget in (self.up, self.down, self.move_button, self.to, self.out, self.undo):
            layout.addWidget(widget)
        layout.addStretch()
        layout.addWidget(self.again_button)
        return layout

    def _button(self, words: str, clicked: object) -> QPushButton:
        button = QPushButton(words, self)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: clicked())
        return button

    def _move(self) -> None:
        trip = self.to.currentData()
        if trip is not None:
            self.tree.move(trip)

    def _changed(self) -> None:
        """Let only that be pressed which does something."""
        stop = self.tree.current()
        for button in (self.up, self.down, self.move_button, self.to, self.out):
            button.setEnabled(stop is not None)
        self.out.setText(translate("ui", "Put back") if self.tree.is_out() else translate("ui", "Take out"))
        self.undo.setEnabled(self.plan is not None)
        self.again_button.setEnabled(self.plan is not None)


def _table(rows: list[tuple[str, list[str]]]) -> str:
    cells = (
        f"<tr><td><b>{escape(name)}</b>&nbsp;&nbsp;</td>"
        + "".join(f"<td>{escape(words)}&nbsp;&nbsp;&nbsp;</td>" for words in held)
        + "</tr>"
        for name, held in rows
    )
    return f"<table>{''.join(cells)}</table>"
