"""Project layers as raw tables."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any

from qgis.core import (
    Qgis,
    QgsFeatureRequest,
    QgsGeometry,
    QgsVariantUtils,
    QgsVectorLayer,
    QgsVectorLayerFeatureSource,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QByteArray, QDate, QDateTime, Qt, QTime

from ..registers.collection import uncollected
from ..safeguards.messages import CancelledError, refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from qgis.core import QgsCoordinateReferenceSystem, QgsFeature

    from ..registers.raw import Raw

_LISTEN_EVERY = 2000  # features between two looks at cancel
_AT_ONCE = 100  # features; more of them do not stay near the processor
_AS_THEY_ARE = frozenset({int, float, str, bool, type(None)})
_JSON = json.JSONEncoder(ensure_ascii=False, default=str)
# These live in this QGIS itself: they cannot be lost, nor opened anew from another thread.
_NEVER_LOST = frozenset({"memory", "virtual"})
# Elsewhere universal time says little: GDAL gives it to any moment of a GeoPackage, and a WFS loses it in its cache.
_KNOWS_TIME_ZONES = frozenset({"postgres"})
# These fetch page by page and keep what they got; only the number they announced shows that a page failed.
_IN_PAGES = frozenset({"WFS", "OAPIF"})
_WITHOUT_GEOMETRY = (Qgis.WkbType.Unknown, Qgis.WkbType.NoGeometry)
# Bytes 1 to 4 of WKB, lowest first: points, lines and polygons, single and multi, without curves or measures.
_PLAIN_WKB = frozenset(kind.to_bytes(4, "little") for kind in (*range(1, 7), *range(1001, 1007)))


@dataclass(frozen=True)
class Snapshot:
    """A project layer as it stands now, edits that were not saved included; safe to read in another thread.

    Attributes:
        name: Name of the layer in the project.
        source: Where its features come from.
        fields: Names of its fields.
        crs: Its reference system in a form pyproj takes; None is undeclared.
        spatial: Whether it has geometry.
        origin: Provider and address, which may hold a password; to see whether it can still be opened.
        announced: How many features there are to come; negative where that is not known beforehand.

    """

    name: str
    source: Any
    fields: tuple[str, ...]
    crs: str | None
    spatial: bool
    origin: tuple[str, str] = field(default=("memory", ""), repr=False)
    announced: int = -1

    @classmethod
    def of(cls, layer: QgsVectorLayer) -> Snapshot:
        """Take it, on the main thread.

        Raises:
            RefusedError: The layer cannot be opened: its file is gone, or its server cannot be reached.

        """
        if not layer.isValid():
            raise refused("layers_not_available", layer=layer.name())
        # A virtual layer asks other layers of the project, and crashes QGIS where another thread does the asking.
        held = layer.materialize(QgsFeatureRequest()) if layer.providerType() == "virtual" else layer
        return cls(
            layer.name(),
            QgsVectorLayerFeatureSource(held),
            tuple(layer.fields().names()),
            crs_text(layer.crs()),
            layer.isSpatial(),
            (layer.providerType(), layer.source()),
            layer.featureCount() if layer.providerType() in _IN_PAGES else -1,
        )

    def read(self, cancelled: Callable[[], bool]) -> Raw:
        """Read its features, all of them or none.

        Raises:
            CancelledError: The user cancelled.
            RefusedError: The layer got lost, or changed, while it was being read.

        """
        provider, _ = self.origin
        features = self.source.getFeatures(QgsFeatureRequest())
        raw = raw_from(
            features,
            self.name,
            self.fields,
            self.crs,
            self.spatial,
            cancelled,
            dutch_time=provider in _KNOWS_TIME_ZONES,
        )
        self._check_whole(len(raw.frame), cancelled)
        return raw

    def _check_whole(self, read: int, cancelled: Callable[[], bool]) -> None:
        """Refuse a layer that ended too early: where a connection breaks QGIS gives what it had, without a word."""
        provider, address = self.origin
        if provider in _NEVER_LOST:
            return
        if read == 0 and not QgsVectorLayer(address, self.name, provider).isValid():
            raise refused("layers_lost", layer=self.name)
        request = QgsFeatureRequest()
        request.setFlags(Qgis.FeatureRequestFlag.NoGeometry)
        request.setNoAttributes()
        held = 0
        for held, _ in enumerate(self.source.getFeatures(request), start=1):
            if held % _LISTEN_EVERY == 0 and cancelled():
                raise CancelledError
        held = max(held, self.announced)
        if held != read:
            raise refused("layers_not_whole", layer=self.name, read=read, held=held)


def crs_text(crs: QgsCoordinateReferenceSystem) -> str | None:
    """Give a reference system as authority code, else as WKT; None where it is not declared."""
    if not crs.isValid():
        return None
    return crs.authid() or crs.toWkt(crs.WktVariant.Preferred)


def raw_from(
    features: Iterable[QgsFeature],
    name: str,
    fields: tuple[str, ...],
    crs: str | None,
    spatial: bool,  # noqa: FBT001  a fact about the layer, not a switch
    cancelled: Callable[[], bool],
    *,
    dutch_time: bool = False,
) -> Raw:
    """Read features to a raw table.

    Lists and other JSON become JSON text, which the readers take; a second geometry column is left out.

    Args:
        features: What to read.
        name: What the user knows the layer by.
        fields: Names of its fields.
        crs: Its reference system.
        spatial: Whether it has geometry.
        cancelled: Asked now and then.
        dutch_time: Whether a moment with a time zone is turned into the time in Amsterdam; else its clock is kept.

    Raises:
        CancelledError: The user cancelled.

    """
    import pandas as pd  # noqa: PLC0415  loads geopandas
    import shapely  # noqa: PLC0415  loads geopandas

    from ..registers.raw import Raw  # noqa: PLC0415  loads geopandas

    rows: list[list[Any]] = []
    shapes: list[bytes | None] = []
    with uncollected():
        coming = iter(features)
        while some := list(islice(coming, _AT_ONCE)):
            if cancelled():
                raise CancelledError
            rows += [feature.attributes() for feature in some] if fields else [[]] * len(some)
            if spatial:
                shapes += _wkbs(some)
        columns: Iterable[Sequence[Any]] = zip(*rows, strict=True) if rows else [()] * len(fields)
        held = {
            named: _column(column, dutch_time=dutch_time)
            for named, column in zip(fields, columns, strict=True)
            if not any(isinstance(value, QgsGeometry) for value in column[:1000])
        }
    frame = pd.DataFrame(held, index=pd.RangeIndex(len(rows)))
    geometry = shapely.from_wkb(shapes, on_invalid="ignore") if spatial else None
    return Raw(name=name, frame=frame, geometry=geometry, crs=crs, layer=name)


def _column(values: Sequence[Any], *, dutch_time: bool) -> Any:
    """Make a column of plain values; most values are so already, which their types show at a glance."""
    import pandas as pd  # noqa: PLC0415  may be what is missing

    kinds = set(map(type, values))
    if not kinds <= _AS_THEY_ARE:
        moments = dutch_time and QDateTime in kinds and _in_universal_time(values)
        values = [value if type(value) in _AS_THEY_ARE else plain(value) for value in values]
        if moments:
            return _in_amsterdam(values)
    return pd.Series(values, dtype=object).infer_objects()


def _in_universal_time(values: Sequence[Any]) -> bool:
    """Tell whether moments are of universal time, as of a `timestamptz`; those of one column are all alike."""
    moments = (value for value in values if isinstance(value, QDateTime) and value.isValid())
    first = next(moments, None)
    return first is not None and first.timeSpec() == Qt.TimeSpec.UTC


def _in_amsterdam(values: list[Any]) -> Any:
    import numpy as np  # noqa: PLC0415  may be what is missing
    import pandas as pd  # noqa: PLC0415  may be what is missing

    universal = pd.Series(np.array(values, dtype="datetime64[ms]")).dt.tz_localize("UTC")
    return universal.dt.tz_convert("Europe/Amsterdam").dt.tz_localize(None)


def plain(value: Any) -> Any:
    """Turn an attribute into a plain Python value; missing, in whatever guise Qt gives it, is None."""
    if QgsVariantUtils.isNull(value) or isinstance(value, QgsGeometry):
        return None
    if isinstance(value, QDateTime | QDate):
        return value.toPyDateTime() if isinstance(value, QDateTime) else value.toPyDate()
    if isinstance(value, QTime):
        return value.toPyTime()
    if isinstance(value, QByteArray):
        return value.data()
    if isinstance(value, list | tuple | dict):
        return _JSON.encode(value)
    return value


def _wkbs(features: list[QgsFeature]) -> list[bytes | None]:
    """Give geometries as WKB; nearly all are plain, and asking QGIS whether each is costs more than reading it."""
    shapes = [feature.geometry().asWkb().data() for feature in features]
    return [
        wkb if wkb[1:5] in _PLAIN_WKB else _plain_wkb(feature.geometry())
        for wkb, feature in zip(shapes, features, strict=True)
    ]


def _plain_wkb(geometry: QgsGeometry) -> bytes | None:
    kind = geometry.wkbType()
    if kind in _WITHOUT_GEOMETRY:
        return None
    if QgsWkbTypes.isCurvedType(kind):
        geometry.convertToStraightSegment()
    if QgsWkbTypes.hasM(kind):
        geometry.get().dropMValue()
    return geometry.asWkb().data()
