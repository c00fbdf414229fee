"""Clicks on the map for a dialog that steps aside meanwhile: a polygon, or one place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import Qgis, QgsCoordinateTransform, QgsGeometry, QgsPointXY, QgsProject
from qgis.gui import QgsMapTool, QgsRubberBand
from qgis.PyQt.QtCore import QObject, Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor

from ..layers.language import translate
from ..layers.sinks import rd_new

if TYPE_CHECKING:
    from collections.abc import Callable

    from qgis.gui import QgsMapMouseEvent
    from qgis.PyQt.QtGui import QKeyEvent
    from qgis.PyQt.QtWidgets import QDialog

_FILL, _LINE = QColor(0, 114, 178, 50), QColor(0, 114, 178)
_CORNERS = 3
_ENDING = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_UNDOING = (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)


def outline(canvas: Any) -> QgsRubberBand:
    """Make an empty outline on the map."""
    band = QgsRubberBand(canvas, Qgis.GeometryType.Polygon)
    band.setFillColor(_FILL)
    band.setStrokeColor(_LINE)
    band.setWidth(2)
    return band


class PolygonTool(QgsMapTool):
    """Click corners; right click or Enter ends, Backspace takes the last back, Esc gives up.

    Attributes:
        done: Emitted once, with the polygon in the coordinates of the map, or None where it was given up.

    """

    done = pyqtSignal(object)

    def __init__(self, canvas: Any) -> None:
        """Start without a corner."""
        super().__init__(canvas)
        self.corners: list[QgsPointXY] = []
        self._band = outline(canvas)
        self.setCursor(Qt.CursorShape.CrossCursor)

    def canvasReleaseEvent(self, event: QgsMapMouseEvent) -> None:
        """Add a corner, or end with the right button."""
        if event.button() == Qt.MouseButton.RightButton:
            self._end()
        elif event.button() == Qt.MouseButton.LeftButton:
            self.corners.append(self.toMapCoordinates(event.pos()))
            self._show()

    def canvasMoveEvent(self, event: QgsMapMouseEvent) -> None:
        """Let the outline follow the mouse."""
        if self.corners:
            self._show(self.toMapCoordinates(event.pos()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """End, take back or give up."""
        if event.key() in _ENDING:
            self._end()
        elif event.key() == Qt.Key.Key_Escape:
            self.done.emit(None)
        elif event.key() in _UNDOING:
            self.corners = self.corners[:-1]
            self._show()
        else:
            return
        event.accept()  # or the map would take it as well

    def deactivate(self) -> None:
        """Take the outline off the map; whoever chose another tool gave up."""
        self._band.reset(Qgis.GeometryType.Polygon)
        super().deactivate()
        self.done.emit(None)

    def _end(self) -> None:
        if len(self.corners) < _CORNERS:
            self.done.emit(None)
        else:
            self.done.emit(QgsGeometry.fromPolygonXY([[*self.corners, self.corners[0]]]))

    def _show(self, *more: QgsPointXY) -> None:
        self._band.reset(Qgis.GeometryType.Polygon)
        for corner in (*self.corners, *more):
            self._band.addPoint(corner)


class PlaceTool(QgsMapTool):
    """One click; Esc gives up.

    Attributes:
        done: Emitted once, with the point as a geometry in the coordinates of the map, or None.

    """

    done = pyqtSignal(object)

    def __init__(self, canvas: Any) -> None:
        """Show a cross."""
        super().__init__(canvas)
        self.setCursor(Qt.CursorShape.CrossCursor)

    def canvasReleaseEvent(self, event: QgsMapMouseEvent) -> None:
        """Take the place; the right button gives up."""
        left = event.button() == Qt.MouseButton.LeftButton
        self.done.emit(QgsGeometry.fromPointXY(self.toMapCoordinates(event.pos())) if left else None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give up."""
        if event.key() == Qt.Key.Key_Escape:
            self.done.emit(None)
            event.accept()

    def deactivate(self) -> None:
        """Take another tool as giving up."""
        super().deactivate()
        self.done.emit(None)


class StepAside(QObject):
    """Hides a dialog while something is clicked on the map, and brings it back whatever comes of it."""

    def __init__(self, dialog: QDialog, iface: Any) -> None:
        """Start in front.

        Args:
            dialog: What steps aside.
            iface: The desktop.

        """
        super().__init__(dialog)
        self._dialog, self._iface = dialog, iface
        self.tool: QgsMapTool | None = None
        self._last: QgsMapTool | None = None
        self._before: QgsMapTool | None = None
        self._taken: Callable[[QgsGeometry], None] | None = None
        self._told: Any = None

    def polygon(self, taken: Callable[[QgsGeometry], None]) -> None:
        """Let a polygon be drawn; `taken` gets it in RD New, unless it is given up."""
        hint = translate("ui", "Click the corners. Right click or Enter ends, Backspace takes back, Esc gives up.")
        self._begin(PolygonTool(self._iface.mapCanvas()), hint, taken)

    def place(self, taken: Callable[[QgsGeometry], None]) -> None:
        """Let a place be clicked; `taken` gets it in RD New, unless it is given up."""
        self._begin(PlaceTool(self._iface.mapCanvas()), translate("ui", "Click the place. Esc gives up."), taken)

    def _begin(self, tool: QgsMapTool, hint: str, taken: Callable[[QgsGeometry], None]) -> None:
        canvas = self._iface.mapCanvas()
        self.tool, self._before, self._taken = tool, canvas.mapTool(), taken
        tool.done.connect(self._done)
        self._dialog.hide()
        canvas.setMapTool(tool)
        canvas.setFocus()
        bar = self._iface.messageBar()
        self._told = bar.createMessage("Locatierisico", hint)
        bar.pushWidget(self._told, Qgis.MessageLevel.Info)

    def _done(self, geometry: QgsGeometry | None) -> None:
        tool, self.tool = self.tool, None  # what comes of giving the tool back is no second end
        if tool is None:
            return
        self._last = tool  # alive until what it emits has been heard
        canvas, taken = self._iface.mapCanvas(), self._taken
        if canvas.mapTool() is tool:
            if self._before is not None:
                canvas.setMapTool(self._before)
            else:
                canvas.unsetMapTool(tool)
        self._iface.messageBar().popWidget(self._told)
        if geometry is not None and taken is not None:
            crs = canvas.mapSettings().destinationCrs()
            geometry.transform(QgsCoordinateTransform(crs, rd_new(), QgsProject.instance()))
            taken(geometry)
        self._dialog.show()
        self._dialog.raise_()
        self._dialog.activateWindow()
