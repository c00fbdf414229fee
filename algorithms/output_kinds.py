"""Where Processing is asked to put a result: in memory, in a file, or in a database."""

from __future__ import annotations

import re
from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingParameters,
    QgsProperty,
    QgsVectorFileWriter,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QMetaType

from ..safeguards.messages import refused, warn

if TYPE_CHECKING:
    from qgis.core import QgsFields, QgsProcessingContext, QgsProcessingParameterDefinition

    from ..safeguards.messages import Message

_PROVIDER = re.compile(r"^.{3,}?:")  # as QGIS tells a provider from the letter of a drive
_TABLES = {".csv": "CSV", ".xlsx": "XLSX", ".ods": "ODS"}
_SHAPEFILE_LETTERS = 10
_COUNTED = (".gpkg", ".shp", ".geojson", ".csv", ".fgb")


class Kind(Enum):
    """What a result is put in."""

    NONE = auto()
    MEMORY = auto()
    FILE = auto()
    DATABASE = auto()


class Asked(NamedTuple):
    """What was asked for an output, and how QGIS writes it down."""

    kind: Kind
    text: str


def asked_layer(definition: QgsProcessingParameterDefinition, value: Any, context: QgsProcessingContext) -> Asked:
    """Tell where an output goes.

    A layer that an output is added to counts as a database: it cannot be written beside its place.

    Args:
        definition: Of the output.
        value: As given.
        context: Of the run.

    """
    given = value.sink if isinstance(value, QgsProcessingOutputLayerDefinition) else value
    if isinstance(given, QgsProperty):
        given, _ = given.valueAsString(context.expressionContext(), "")
    text = str(given or definition.defaultValue() or "")
    if not text:
        return Asked(Kind.NONE, "")
    if definition.type() == "fileDestination":
        return Asked(Kind.FILE, QgsProcessingParameters.parameterAsFileOutput(definition, value, context))
    if definition.type() != "sink":
        return Asked(Kind.FILE, QgsProcessingParameters.parameterAsOutputLayer(definition, value, context))
    if text == QgsProcessing.TEMPORARY_OUTPUT or text.startswith("memory:"):
        return Asked(Kind.MEMORY, text)
    appended = isinstance(value, QgsProcessingOutputLayerDefinition) and value.useRemapping()
    if appended or _PROVIDER.match(text):
        return Asked(Kind.DATABASE, text)
    known = QgsVectorFileWriter.driverForExtension(Path(text).suffix.removeprefix("."))
    return Asked(Kind.FILE, text if known else f"{text}.gpkg")  # as QGIS does


def check_raster(definition: QgsProcessingParameterDefinition, value: Any, context: QgsProcessingContext) -> None:
    """Refuse a raster that would not be what its name says: all are written as GeoTIFF.

    Raises:
        RefusedError: Its name does not end in .tif or .tiff.

    """
    asked = asked_layer(definition, value, context)
    if asked.kind is Kind.FILE and Path(asked.text).suffix.lower() not in (".tif", ".tiff"):
        raise refused("outputs_no_geotiff", file=Path(asked.text).name)


def lost_in(path: Path, fields: QgsFields, *, spatial: bool) -> Message | None:
    """Say what a format cannot hold, None where it holds all; our legends need what is lost.

    Args:
        path: The file.
        fields: Of the layer.
        spatial: Whether it has a geometry.

    """
    ending = path.suffix.lower()
    if spatial and ending in _TABLES:
        return warn("outputs_geometry_lost", file=path.name, format=_TABLES[ending])
    if ending not in (".shp", ".dbf"):
        return None
    long = [name for name in fields.names() if len(name) > _SHAPEFILE_LETTERS]
    moments = [field.name() for field in fields if field.type() == QMetaType.Type.QDateTime]
    if long:
        return warn("outputs_names_cut", file=path.name, names=", ".join(long))
    return warn("outputs_moments_text", file=path.name, names=", ".join(moments)) if moments else None


def moved_value(value: Any, path: str) -> Any:
    """Give the value of an output with another file, and all else that was chosen."""
    if not isinstance(value, QgsProcessingOutputLayerDefinition):
        return path
    moved = QgsProcessingOutputLayerDefinition(value)
    moved.sink = QgsProperty.fromValue(path)
    return moved


def move_loading(context: QgsProcessingContext, made: str, target: str) -> None:
    """Let a layer that Processing is to load be loaded from where it comes to stand."""
    waiting = context.layersToLoadOnCompletion()
    if made in waiting:
        waiting[target] = waiting.pop(made)
        context.setLayersToLoadOnCompletion(waiting)


def check_whole(source: str, path: Path, n: int, told: str) -> None:
    """Refuse a file that holds less than was put in: QGIS does not tell of a disk that is full on closing.

    Args:
        source: The layer as QGIS reads it.
        path: Its file.
        n: Features put in.
        told: The file as the user knows it.

    Raises:
        RefusedError: It holds another number, or cannot be read.

    """
    if path.suffix.lower() not in _COUNTED:
        return
    layer = QgsVectorLayer(source, path.stem, "ogr")
    if not layer.isValid() or layer.featureCount() != n:
        raise refused("outputs_not_whole", file=told)
