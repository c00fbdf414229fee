"""A plan as a tree: a branch per team and day, its stops in order, to be dragged, pinned and taken out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QDate, QLocale, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem

from ..layers.language import language, translate
from ..layers.route_words import reason_words
from .plan_rows import Pin, PlannedStop, PlanRows, Trip

if TYPE_CHECKING:
    from qgis.PyQt.QtGui import QDropEvent
    from qgis.PyQt.QtWidgets import QWidget

_STOP = Qt.ItemDataRole.UserRole  # the id of the stop of a row; what is dragged must be plain text
_TRIP = Qt.ItemDataRole.UserRole + 1  # the trip of a branch
_FREE = Qt.ItemDataRole.UserRole + 2  # whether a pinned stop may have any place in the order
_NAME, _ARRIVAL, _WAITING, _MINUTES, _REMARK = range(5)
_UNKNOWN = "?"
_WIDTHS = (330, 70, 70, 70)


class PlanTree(QTreeWidget):
    """What the user moves is pinned; the moments of a branch that was changed are not known until it is planned again.

    Attributes:
        changed: Emitted when something was moved, pinned or taken out.
        shown: Emitted with the stop that the user wants to see on the map.

    """

    changed = pyqtSignal()
    shown = pyqtSignal(object)

    def __init__(self, parent: QWidget) -> None:
        """Start without a plan."""
        super().__init__(parent)
        self._plan: PlanRows | None = None
        self._free: set[str] = set()
        self._stops: dict[str, PlannedStop] = {}
        self._out: dict[str, PlannedStop] = {}
        self._trips: dict[Trip, QTreeWidgetItem] = {}
        self._unplanned = self._taken_out = QTreeWidgetItem()
        self.setHeaderLabels(
            [
                translate("ui", "Stop (ticked: stays here)"),
                translate("ui", "Arrival"),
                translate("ui", "Waiting"),
                translate("ui", "Minutes"),
                translate("ui", "Remark"),
            ]
        )
        self.setAccessibleName(translate("ui", "Plan per team and day"))
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        for column, width in enumerate(_WIDTHS):
            self.setColumnWidth(column, width)
        self.header().setSectionResizeMode(_REMARK, QHeaderView.ResizeMode.Stretch)
        self.itemChanged.connect(self._ticked)
        self.currentItemChanged.connect(lambda item, _before: self._show(item))
        self.itemClicked.connect(lambda item, _column: self._show(item))

    def load(self, plan: PlanRows) -> None:
        """Show a plan; what was taken out before stays out."""
        self._plan = plan
        self.blockSignals(True)  # noqa: FBT003  Qt takes positions
        self.clear()
        self._trips = {trip: self._branch(_trip_words(trip, shift), trip) for trip, shift in plan.trips.items()}
        self._unplanned = self._branch(translate("ui", "Not planned"), None)
        self._taken_out = self._branch(translate("ui", "Taken out"), None)
        for stop in plan.stops:
            branch = self._trips.get(stop.trip, self._unplanned) if stop.trip else self._unplanned
            branch.addChild(self._row(stop))
        present = {stop.stop_id for stop in plan.stops}
        self._out = {name: stop for name, stop in self._out.items() if name not in present}
        for stop in self._out.values():
            self._taken_out.addChild(self._row(stop))
        self.expandAll()
        self._number()
        self.blockSignals(False)  # noqa: FBT003  Qt takes positions
        self.changed.emit()

    def forget(self) -> None:
        """Forget what an earlier choice of stops had taken out."""
        self._out, self._free = {}, set()

    def undo(self) -> None:
        """Show the plan as it was made."""
        if self._plan is not None:
            self._out = {}
            self.load(self._plan)

    def trips(self) -> list[Trip]:
        """Give the teams and days stops can go to."""
        return list(self._trips)

    def pins(self) -> list[Pin]:
        """Give what stays as it is, and what was taken out."""
        made = []
        self._free = set()
        for trip, branch in self._trips.items():
            for number in range(branch.childCount()):
                item = branch.child(number)
                if item.checkState(_NAME) == Qt.CheckState.Checked:
                    name, free = self.stop_of(item).stop_id, bool(item.data(_NAME, _FREE))
                    self._free |= {name} if free else set()
                    made.append(Pin(name, trip, 0 if free else number + 1))
        out = [self.stop_of(self._taken_out.child(number)) for number in range(self._taken_out.childCount())]
        self._out = {stop.stop_id: stop for stop in out}
        return made + [Pin(stop.stop_id, stop.trip or Trip("", ""), left_out=True) for stop in out]

    def stop_of(self, item: QTreeWidgetItem) -> PlannedStop | None:
        """Give the stop of a row; None of a team and day."""
        return self._stops.get(item.data(_NAME, _STOP) or "")

    def current(self) -> PlannedStop | None:
        """Give the stop of the current row."""
        return self.stop_of(self.currentItem()) if self.currentItem() is not None else None

    def is_out(self) -> bool:
        """Tell whether the current stop was taken out."""
        item = self.currentItem()
        return item is not None and item.parent() is self._taken_out and self._taken_out.childCount() > 0

    def move(self, trip: Trip, place: int | None = None) -> None:
        """Move the current stop to a team and day: to a place between others, or anywhere in its order.

        Args:
            trip: Where to.
            place: Before which stop of that branch, counted from 0; None leaves the order free.

        """
        item = self.currentItem()
        if item is None or self.stop_of(item) is None or trip not in self._trips:
            return
        self._move(item, self._trips[trip], place)

    def step(self, steps: int) -> None:
        """Move the current stop up or down in its own order."""
        item = self.currentItem()
        branch = item.parent() if item is not None else None
        if branch is None or branch.data(_NAME, _TRIP) is None:
            return
        place = branch.indexOfChild(item) + steps
        if 0 <= place < branch.childCount():
            self._move(item, branch, place if steps < 0 else place + 1)

    def take_out(self) -> None:
        """Take the current stop out of the plan, or put it back."""
        item = self.currentItem()
        if item is None or self.stop_of(item) is None:
            return
        self._move(item, self._unplanned if item.parent() is self._taken_out else self._taken_out, None)

    def dropEvent(self, event: QDropEvent) -> None:
        """Move what was dragged ourselves: between stops it keeps that place, on a team the order is free."""
        where = event.position().toPoint() if hasattr(event, "position") else event.pos()
        item, target = self.currentItem(), self.itemAt(where)
        event.setDropAction(Qt.DropAction.IgnoreAction)  # or Qt would take the row out itself
        event.accept()
        if item is None or self.stop_of(item) is None or target is None or target is item:
            return
        if self.stop_of(target) is None:
            if target is not self._unplanned:
                self._move(item, target, None)
            return
        branch = target.parent()
        above = where.y() < self.visualItemRect(target).center().y()
        if branch is not self._unplanned:
            self._move(item, branch, branch.indexOfChild(target) + (0 if above else 1))

    def _move(self, item: QTreeWidgetItem, branch: QTreeWidgetItem, place: int | None) -> None:
        before = item.parent()
        self.blockSignals(True)  # noqa: FBT003  Qt takes positions
        at = before.indexOfChild(item)
        if place is not None and before is branch and at < place:
            place -= 1
        before.takeChild(at)
        into_trip = branch.data(_NAME, _TRIP) is not None
        branch.insertChild(branch.childCount() if place is None else place, item)
        item.setCheckState(_NAME, Qt.CheckState.Checked if into_trip else Qt.CheckState.Unchecked)
        item.setData(_NAME, _FREE, place is None)
        _allow(item, ticked=into_trip)
        if place is not None and into_trip:
            self._hold_neighbours(branch, place)
        for changed in (before, branch):
            if changed.data(_NAME, _TRIP) is not None:
                _unknown(changed)
        for column in (_ARRIVAL, _WAITING):
            item.setText(column, _UNKNOWN if into_trip else "")
        item.setText(_REMARK, "" if into_trip else item.text(_REMARK))
        self._number()
        branch.setExpanded(True)
        self.setCurrentItem(item)
        self.blockSignals(False)  # noqa: FBT003  Qt takes positions
        self.changed.emit()

    def _hold_neighbours(self, branch: QTreeWidgetItem, place: int) -> None:
        """Pin what it was put between: an order is kept among pinned stops alone."""
        for number in (place - 1, place + 1):
            neighbour = branch.child(number) if 0 <= number < branch.childCount() else None
            if neighbour is not None:
                neighbour.setCheckState(_NAME, Qt.CheckState.Checked)
                neighbour.setData(_NAME, _FREE, False)  # noqa: FBT003  Qt takes positions

    def _ticked(self, _item: QTreeWidgetItem, column: int) -> None:
        if column == _NAME:
            self.changed.emit()

    def _show(self, item: QTreeWidgetItem | None) -> None:
        if item is not None and (stop := self.stop_of(item)) is not None:
            self.shown.emit(stop)

    def _branch(self, words: str, trip: Trip | None) -> QTreeWidgetItem:
        item = QTreeWidgetItem(self, [words])
        item.setData(_NAME, _TRIP, trip)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDropEnabled)
        font = item.font(_NAME)
        font.setBold(True)
        item.setFont(_NAME, font)
        return item

    def _row(self, stop: PlannedStop) -> QTreeWidgetItem:
        item = QTreeWidgetItem([stop.name])
        item.setData(_NAME, _STOP, stop.stop_id)
        self._stops[stop.stop_id] = stop
        item.setData(_NAME, _FREE, stop.stop_id in self._free)
        pinned = stop.pinned and stop.trip is not None
        item.setCheckState(_NAME, Qt.CheckState.Checked if pinned else Qt.CheckState.Unchecked)
        _allow(item, ticked=stop.trip is not None)
        if stop.trip is not None:
            item.setText(_ARRIVAL, stop.arrival)
            item.setText(_WAITING, f"{stop.waiting:.0f}" if round(stop.waiting) else "")
        item.setText(_MINUTES, f"{stop.service:.0f}")
        words = [translate("ui", "mandatory")] if stop.mandatory else []
        words += [reason_words().get(stop.reason, stop.reason)] if stop.reason else []
        words += [stop.window] if stop.window else []
        item.setText(_REMARK, "; ".join(words))
        item.setToolTip(_REMARK, item.text(_REMARK))
        for column in (_ARRIVAL, _WAITING, _MINUTES):
            item.setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return item

    def _number(self) -> None:
        """Number the stops of every branch anew, and hide branches of what is not planned where they are empty."""
        for branch in self._trips.values():
            for number in range(branch.childCount()):
                item = branch.child(number)
                item.setText(_NAME, f"{number + 1}. {self.stop_of(item).name}")
        for branch in (self._unplanned, self._taken_out):
            branch.setHidden(not branch.childCount())
            for number in range(branch.childCount()):
                branch.child(number).setText(_NAME, self.stop_of(branch.child(number)).name)


def day_words(day: str) -> str:
    """Write a day as the user does."""
    read = QDate.fromString(day, Qt.DateFormat.ISODate)
    return QLocale(language()).toString(read, "ddd dd-MM-yyyy") if read.isValid() else day


def _trip_words(trip: Trip, shift: str) -> str:
    return ", ".join(part for part in (trip.team, day_words(trip.day), shift) if part)


def _allow(item: QTreeWidgetItem, *, ticked: bool) -> None:
    """Let a stop be dragged, and ticked where a team visits it; stops hold no stops."""
    flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled
    item.setFlags(flags | Qt.ItemFlag.ItemIsUserCheckable if ticked else flags)
    if not ticked:
        item.setData(_NAME, Qt.ItemDataRole.CheckStateRole, None)  # no box at all


def _unknown(branch: QTreeWidgetItem) -> None:
    for number in range(branch.childCount()):
        for column in (_ARRIVAL, _WAITING):
            branch.child(number).setText(column, _UNKNOWN)
