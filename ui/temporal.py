"""QGIS's temporal controller, set to play layers of ours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import (
    Qgis,
    QgsAggregateCalculator,
    QgsDateTimeRange,
    QgsExpression,
    QgsInterval,
    QgsProject,
    QgsTemporalUtils,
)
from qgis.PyQt.QtCore import QDate, QDateTime, Qt, QTime
from qgis.PyQt.QtWidgets import QDockWidget

from ..layers.temporal import make_temporal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qgis.core import QgsMapLayer, QgsVectorLayer

_PANEL = "Temporal Controller"  # the name QGIS gives its panel, in every language
_UNITS = {
    "days": (1, Qgis.TemporalUnit.Days),
    "week": (1, Qgis.TemporalUnit.Weeks),
    "month": (1, Qgis.TemporalUnit.Months),
    "quarter": (3, Qgis.TemporalUnit.Months),
    "year": (1, Qgis.TemporalUnit.Years),
}


def prepare_controller(
    iface: Any, layers: Sequence[QgsVectorLayer], step: str = "month", days: int = 1, *, cumulative: bool = False
) -> bool:
    """Open the panel of the temporal controller, animated, over the time of the layers, at their first frame.

    Frames of a month, quarter or year are those of the calendar, save where the layers have steps of their own.

    Args:
        iface: The desktop.
        layers: Layers of the project that `make_temporal` gave their fields, now or in their style.
        step: What a frame lasts: days, week, month, quarter or year.
        days: How many, where the step is days.
        cumulative: Whether what was shown stays shown.

    Returns:
        Whether the layers have a time to play.

    """
    for layer in layers:
        # A style that QGIS takes from beside a file brings the fields, but not that they are used.
        layer.temporalProperties().setIsActive(True)
    whole = _whole_time(layers)
    if whole is not None and not any(is_of_steps(layer) for layer in layers):
        whole = _from_calendar(whole, step)
    controller = iface.mapCanvas().temporalController()
    if whole is None or controller is None:
        return False
    panel = iface.mainWindow().findChild(QDockWidget, _PANEL)
    if panel is not None:
        panel.show()
        panel.raise_()
    number, unit = _UNITS[step]
    settings = QgsProject.instance().timeSettings()
    settings.setTemporalRange(whole)
    settings.setTimeStep(number * days if step == "days" else number)
    settings.setTimeStepUnit(unit)
    settings.setIsTemporalRangeCumulative(cumulative)
    controller.pause()
    controller.setTemporalRangeCumulative(cumulative)
    controller.setNavigationMode(Qgis.TemporalNavigationMode.Animated)
    frame = QgsInterval(settings.timeStep(), unit)
    controller.setTemporalExtents(_without_empty_frame(whole, frame))
    controller.setFrameDuration(frame)
    controller.rewindToStart()
    return True


def play_incidents(layer: QgsVectorLayer, begin: str) -> bool:
    """Let the temporal controller show each incident of a layer in its own time.

    Args:
        layer: The incidents.
        begin: Field with their begin; empty is found by its name, as is that with the end.

    Returns:
        Whether there is such a field.

    """
    from ..registers.columns import find  # noqa: PLC0415  loads geopandas
    from ..registers.incident_times import BEGIN, END  # noqa: PLC0415  the same

    names = layer.fields().names()
    first = begin or find(names, *BEGIN)
    return bool(first) and make_temporal(layer, first, find([name for name in names if name != first], *END) or "")


def is_of_steps(layer: QgsVectorLayer) -> bool:
    """Tell whether a layer holds the same places again for every step of time."""
    return "step_begin" in layer.fields().names()


def show_layers(layers: Sequence[QgsMapLayer], *, shown: bool) -> None:
    """Switch layers on, with the groups they are in, or off in the layer tree."""
    root = QgsProject.instance().layerTreeRoot()
    for node in (root.findLayer(layer) for layer in layers):
        if node is not None and shown:
            node.setItemVisibilityCheckedParentRecursive(True)
        elif node is not None:
            node.setItemVisibilityChecked(False)


def step_of(layer: QgsVectorLayer) -> tuple[str, int]:
    """Give the step of a layer with one row per cell and step, as `prepare_controller` takes it; else a month."""
    if not is_of_steps(layer):
        return "month", 1
    first = next(layer.getFeatures(), None)
    days = 0 if first is None else first["step_begin"].daysTo(first["step_end"])
    for name, fewest, most in (("week", 7, 7), ("month", 28, 31), ("quarter", 90, 92), ("year", 365, 366)):
        if fewest <= days <= most:
            return name, 1
    return "days", max(days, 1)


def _whole_time(layers: Sequence[QgsVectorLayer]) -> QgsDateTimeRange | None:
    """Give the time from the first begin to the last end of the layers, as their clocks say it.

    Frames of days or weeks are counted in seconds: on the local clock they would shift by an hour in summer.
    """
    found = [_extremes(layer) for layer in layers]
    begins = [begin for begin, _ in found if begin is not None]
    ends = [end for _, end in found if end is not None]
    if not begins or not ends:
        return None
    first, last = (
        QDateTime(moment.date(), moment.time(), Qt.TimeSpec.UTC)
        for moment in (min(begins, key=QDateTime.toMSecsSinceEpoch), max(ends, key=QDateTime.toMSecsSinceEpoch))
    )
    return QgsDateTimeRange(first, last)


def _from_calendar(whole: QgsDateTimeRange, step: str) -> QgsDateTimeRange:
    """Let the time begin with a whole month, quarter or year of the calendar, or with a day."""
    day = whole.begin().date()
    month = {"month": day.month(), "quarter": (day.month() - 1) // 3 * 3 + 1, "year": 1}.get(step)
    first = day if month is None else QDate(day.year(), month, 1)
    return QgsDateTimeRange(QDateTime(first, QTime(0, 0), Qt.TimeSpec.UTC), whole.end())


def _without_empty_frame(whole: QgsDateTimeRange, frame: QgsInterval) -> QgsDateTimeRange:
    """Shorten the time by some days where QGIS would count a frame too many.

    It draws months as the calendar has them, but counts them as 30 days, and would end a year with an empty map.
    """
    drawn = 0
    while QgsTemporalUtils.calculateFrameTime(whole.begin(), drawn, frame) < whole.end():
        drawn += 1
    counted_end = whole.begin().addSecs(int(drawn * frame.seconds()))
    return QgsDateTimeRange(whole.begin(), min(whole.end(), counted_end, key=QDateTime.toMSecsSinceEpoch))


def _extremes(layer: QgsVectorLayer) -> tuple[Any, Any]:
    """Give the first begin and the last end of one layer; None where it has none."""
    properties = layer.temporalProperties()
    begin, end = properties.startExpression(), properties.endExpression()
    if properties.mode() == Qgis.VectorTemporalMode.FeatureDateTimeStartAndEndFromFields:
        begin, end = (QgsExpression.quotedColumnRef(name) for name in (properties.startField(), properties.endField()))
    least, most = QgsAggregateCalculator.Aggregate.Min, QgsAggregateCalculator.Aggregate.Max
    values = (layer.aggregate(least, begin)[0], layer.aggregate(most, end)[0])
    return tuple(value if isinstance(value, QDateTime) and value.isValid() else None for value in values)
