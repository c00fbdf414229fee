"""Project layers as raw tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qgis.core import QgsFeatureRequest, QgsVariantUtils, QgsVectorLayerFeatureSource, QgsWkbTypes
from qgis.PyQt.QtCore import QDate, QDateTime, QTime

from ..safeguards.messages import CancelledError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from qgis.core import QgsCoordinateReferenceSystem, QgsFeature, QgsVectorLayer

    from ..registers.raw import Raw

_LISTEN_EVERY = 2000  # features between two looks at cancel


@dataclass(frozen=True)
class Snapshot:
    """A project layer as it stands now, edits that were not saved included; safe to read in another thread.

    Attributes:
        name: Name of the layer in the project.
        source: Where its features come from.
        fields: Names of its fields.
        crs: Its reference system in a form pyproj takes; None is undeclared.
        spatial: Whether it has geometry.

    """

    name: str
    source: Any
    fields: tuple[str, ...]
    crs: str | None
    spatial: bool

    @classmethod
    def of(cls, layer: QgsVectorLayer) -> Snapshot:
        """Take it, on the main thread."""
        return cls(
            layer.name(),
            QgsVectorLayerFeatureSource(layer),
            tuple(layer.fields().names()),
            crs_text(layer.crs()),
            layer.isSpatial(),
        )

    def read(self, cancelled: Callable[[], bool]) -> Raw:
        """Read its features.

        Raises:
            CancelledError: The user cancelled.

        """
        return raw_from(
            self.source.getFeatures(QgsFeatureRequest()), self.name, self.fields, self.crs, self.spatial, cancelled
        )


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
) -> Raw:
    """Read features to a raw table.

    Args:
        features: What to read.
        name: What the user knows the layer by.
        fields: Names of its fields.
        crs: Its reference system.
        spatial: Whether it has geometry.
        cancelled: Asked now and then.

    Raises:
        CancelledError: The user cancelled.

    """
    import pandas as pd  # noqa: PLC0415  loads geopandas
    import shapely  # noqa: PLC0415  loads geopandas

    from ..registers.raw import Raw  # noqa: PLC0415  loads geopandas

    rows: list[list[Any]] = []
    shapes: list[bytes | None] = []
    for number, feature in enumerate(features):
        if number % _LISTEN_EVERY == 0 and cancelled():
            raise CancelledError
        rows.append([plain(value) for value in feature.attributes()])
        if spatial:
            shapes.append(_wkb(feature))
    frame = pd.DataFrame(rows, columns=list(fields), dtype=object).infer_objects()
    geometry = shapely.from_wkb(shapes, on_invalid="ignore") if spatial else None
    return Raw(name=name, frame=frame, geometry=geometry, crs=crs, layer=name)


def plain(value: Any) -> Any:
    """Turn an attribute into a plain Python value; missing, in whatever guise Qt gives it, is None."""
    if QgsVariantUtils.isNull(value):
        return None
    if isinstance(value, QDateTime | QDate):
        return value.toPyDateTime() if isinstance(value, QDateTime) else value.toPyDate()
    if isinstance(value, QTime):
        return value.toPyTime()
    return value


def _wkb(feature: QgsFeature) -> bytes | None:
    geometry = feature.geometry()
    if geometry.isNull():
        return None
    if QgsWkbTypes.isCurvedType(geometry.wkbType()):
        geometry.convertToStraightSegment()
    return bytes(geometry.asWkb())
