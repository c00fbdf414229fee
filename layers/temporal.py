"""Layers that QGIS's temporal controller plays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import Qgis, QgsExpression
from qgis.PyQt.QtCore import QMetaType

if TYPE_CHECKING:
    from qgis.core import QgsVectorLayer

_MOMENTS = (QMetaType.Type.QDate, QMetaType.Type.QDateTime)


def make_temporal(layer: QgsVectorLayer, begin: str, end: str = "", *, half_open: bool = False) -> bool:
    """Let the temporal controller show each feature in its own time; one without a begin shows always.

    Fields of text are read as ISO dates (2025-12-31, with or without a time), as our layers write them.

    Args:
        layer: With the fields.
        begin: Field with the begin: a date, a date and time, or text.
        end: Field with the end; empty, or not there, is a moment.
        half_open: Whether the end, then never empty, no longer belongs to the feature, as with steps that follow
            each other.

    Returns:
        Whether the fields are there; a layer without them is left as it is.

    """
    names = layer.fields().names()
    if begin not in names:
        return False
    last = end if end in names else begin
    properties = layer.temporalProperties()
    kinds = {layer.fields()[names.index(name)].type() for name in (begin, last)}
    # An end that is empty would be one that is yet to come: what has only a begin would then stay for good.
    never_empty = half_open or last == begin
    if never_empty and kinds <= set(_MOMENTS) and QMetaType.Type.QDate not in kinds:
        properties.setMode(Qgis.VectorTemporalMode.FeatureDateTimeStartAndEndFromFields)
        properties.setStartField(begin)
        properties.setEndField(last)
    else:
        properties.setMode(Qgis.VectorTemporalMode.FeatureDateTimeStartAndEndFromExpressions)
        properties.setStartExpression(_moment(begin))
        properties.setEndExpression(_end_of(layer, begin, last))
    limits = Qgis.VectorTemporalLimitMode
    properties.setLimitMode(limits.IncludeBeginExcludeEnd if half_open else limits.IncludeBeginIncludeEnd)
    properties.setIsActive(True)
    return True


def _moment(field: str) -> str:
    return f"to_datetime({QgsExpression.quotedColumnRef(field)})"


def _end_of(layer: QgsVectorLayer, begin: str, end: str) -> str:
    """Give the end, or the begin where there is none; a date lasts to the last second of its day."""
    moment = f"coalesce({_moment(end)}, {_moment(begin)})"
    if layer.fields()[end].type() == QMetaType.Type.QDate:
        return f"{moment} + make_interval(seconds:=86399)"
    return moment
