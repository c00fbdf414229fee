"""Feature sources of Processing as raw tables, and computed tables into its sinks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureSink,
    QgsField,
    QgsFields,
    QgsGeometry,
)
from qgis.PyQt.QtCore import QDateTime, QMetaType

from ..safeguards.messages import CancelledError, refused
from .raw import crs_text, raw_from

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from qgis.core import QgsProcessingFeatureSource

    from ..registers.raw import Raw

_LISTEN_EVERY = 2000  # features between two looks at cancel
_AT_ONCE = 10_000  # rows
_TYPES = {
    "i": QMetaType.Type.LongLong,
    "u": QMetaType.Type.LongLong,
    "f": QMetaType.Type.Double,
    "b": QMetaType.Type.Bool,
    "M": QMetaType.Type.QDateTime,
}


def rd_new() -> QgsCoordinateReferenceSystem:
    """Give the reference system everything is computed in."""
    return QgsCoordinateReferenceSystem("EPSG:28992")


def source_raw(source: QgsProcessingFeatureSource, cancelled: Callable[[], bool]) -> Raw:
    """Read a feature source of Processing.

    Raises:
        CancelledError: The user cancelled.

    """
    names = tuple(source.fields().names())
    crs = crs_text(source.sourceCrs())
    return raw_from(source.getFeatures(), source.sourceName(), names, crs, True, cancelled)  # noqa: FBT003  Qt takes positions


def fields_of(frame: Any) -> QgsFields:
    """Give fields for the columns of a table, its geometry left out."""
    fields = QgsFields()
    for name in frame.columns.drop("geometry", errors="ignore"):
        fields.append(QgsField(str(name), _TYPES.get(frame[name].dtype.kind, QMetaType.Type.QString)))
    return fields


def fill(
    sink: QgsFeatureSink, frame: Any, cancelled: Callable[[], bool], drawn: Callable[[slice], Any] | None = None
) -> None:
    """Write a GeoDataFrame, or a plain table, to a sink; missing becomes NULL.

    Args:
        sink: Where.
        frame: What; a few rows at a time become objects, for those of millions would fill the memory.
        cancelled: Asked now and then.
        drawn: Gives the geometries of some rows, where `frame` has none.

    Raises:
        CancelledError: The user cancelled.
        RefusedError: The layer cannot be written, for one because the disk is full.

    """
    for number, (row, wkb) in enumerate(_features(frame, drawn)):
        if number % _LISTEN_EVERY == 0 and cancelled():
            raise CancelledError
        feature = QgsFeature()
        feature.setAttributes(row)
        if wkb is not None:
            geometry = QgsGeometry()
            geometry.fromWkb(wkb)
            feature.setGeometry(geometry)
        if not sink.addFeature(feature, QgsFeatureSink.Flag.FastInsert):
            raise refused("layers_sink_not_written", reason=sink.lastError())


def _features(frame: Any, drawn: Callable[[slice], Any] | None) -> Iterator[tuple[list[Any], bytes | None]]:
    """Give the attributes and the WKB of each row."""
    import shapely  # noqa: PLC0415  may be what is missing

    geometry = frame.geometry.to_numpy() if "geometry" in frame.columns else None
    names = frame.columns.drop("geometry", errors="ignore")
    for first in range(0, len(frame), _AT_ONCE):
        some = slice(first, min(first + _AT_ONCE, len(frame)))
        plain = frame.iloc[some][names]
        held = plain.astype(object).where(plain.notna(), None)
        for name in names[[kind.kind == "M" for kind in plain.dtypes]]:
            held[name] = [None if moment is None else QDateTime(moment.to_pydatetime()) for moment in held[name]]
        shapes = [None] * len(plain)
        if geometry is not None:
            shapes = shapely.to_wkb(geometry[some])
        elif drawn is not None:
            shapes = shapely.to_wkb(drawn(some))
        for row, wkb in zip(held.itertuples(index=False, name=None), shapes, strict=True):
            yield list(row), wkb
