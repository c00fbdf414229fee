"""What the user gave for the parameters: read into plain values, and refused early where it cannot work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import QgsMapLayer, QgsProviderRegistry
from qgis.PyQt.QtCore import QDate

from ..layers.raw import Snapshot
from ..layers.sinks import rd_new
from ..safeguards.messages import refused
from .origins import Stored
from .parameters import REGISTERS

if TYPE_CHECKING:
    from qgis.core import QgsProcessingContext, QgsProcessingFeedback

    from ..registers.raw import Raw
    from .algorithm import Algorithm

_EARLIEST = date(1900, 1, 1)


def read_date(
    algorithm: Algorithm, parameters: dict[str, Any], name: str, context: QgsProcessingContext
) -> date | None:
    """Read a date parameter; None where nothing was given."""
    moment = algorithm.parameterAsDateTime(parameters, name, context)
    if not moment.isValid():
        return None
    day = moment.date()
    return date(day.year(), day.month(), day.day())


def read_peildatum(algorithm: Algorithm, parameters: dict[str, Any], context: QgsProcessingContext) -> date:
    """Read the reference date, today where nothing was given; the one place where the clock decides."""
    now = QDate.currentDate()
    today = date(now.year(), now.month(), now.day())
    given = read_date(algorithm, parameters, "PEILDATUM", context) or today
    if not _EARLIEST <= given <= today + timedelta(days=366):
        raise refused("algorithms_far_date", value=given.isoformat())
    return given


@dataclass(frozen=True)
class Loading:
    """How deliveries are read.

    Attributes:
        peildatum: The reference date.
        area_type: The type of every area whose layer does not say it; None where not given.
        extent: West, south, east and north in RD New, outside which nothing need be read; None is everything.
        mappings: Files, or folders of them, that say which column is what.

    """

    peildatum: date
    area_type: str | None = None
    extent: tuple[float, float, float, float] | None = None
    mappings: tuple[Path, ...] = ()


def read_loading(algorithm: Algorithm, parameters: dict[str, Any], context: QgsProcessingContext) -> Loading:
    """Read how deliveries are to be read."""
    peildatum = read_peildatum(algorithm, parameters, context)
    area_type = algorithm.parameterAsEnumString(parameters, "AREA_TYPE", context) or None
    mappings = tuple(read_files(algorithm, parameters, "MAPPING", context))
    return Loading(peildatum, area_type, read_extent(algorithm, parameters, context), mappings)


def read_extent(
    algorithm: Algorithm, parameters: dict[str, Any], context: QgsProcessingContext
) -> tuple[float, float, float, float] | None:
    """Read the extent in RD New, whatever the reference system it was given in; None where there is none.

    Raises:
        RefusedError: It has no surface.

    """
    if not parameters.get("EXTENT"):
        return None
    box = algorithm.parameterAsExtent(parameters, "EXTENT", context, rd_new())
    if box.isNull() or box.isEmpty():
        raise refused("load_no_area")
    return box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum()


def read_files(
    algorithm: Algorithm, parameters: dict[str, Any], name: str, context: QgsProcessingContext
) -> list[Path]:
    """Read the files of one register, whether a list or, from the command line, one path."""
    return [Path(text) for text in algorithm.parameterAsFileList(parameters, name, context) if text]


def read_sources(
    algorithm: Algorithm,
    parameters: dict[str, Any],
    context: QgsProcessingContext,
    names: tuple[str, ...] = REGISTERS,
) -> dict[str, list[Path | Snapshot]]:
    """Gather files and snapshots of project layers per register; on the main thread."""
    sources: dict[str, list[Path | Snapshot]] = {}
    for name in names:
        found: list[Path | Snapshot] = list(read_files(algorithm, parameters, name, context))
        layers = algorithm.parameterAsLayerList(parameters, f"{name}_LAYERS", context)
        found += [Snapshot.of(layer) for layer in layers]
        if found:
            sources[name] = found
    return sources


def check_files(
    algorithm: Algorithm,
    parameters: dict[str, Any],
    context: QgsProcessingContext,
    names: tuple[str, ...] = REGISTERS,
) -> None:
    """Refuse files that are not there, hold nothing, or are being edited in QGIS.

    Raises:
        RefusedError: With the file and what to do.

    """
    for name in names:
        for path in read_files(algorithm, parameters, name, context):
            check_file(path, context)


def check_mappings(algorithm: Algorithm, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
    """Refuse files that hold no column mapping.

    Raises:
        RefusedError: With the file and what to do.

    """
    paths = read_files(algorithm, parameters, "MAPPING", context)
    if paths:
        from ..registers.mapping import read_mappings  # noqa: PLC0415  loads geopandas

        read_mappings(paths)


def check_file(path: Path, context: QgsProcessingContext) -> None:
    """Refuse one file that cannot be read."""
    if not path.exists():
        raise refused("algorithms_file_absent", file=str(path))
    if path.is_file() and path.stat().st_size == 0:
        raise refused("algorithms_file_empty", file=path.name)
    editing = layer_being_edited(path, context)
    if editing:
        raise refused("algorithms_file_being_edited", file=path.name, layer=editing)


def check_layers(values: Any, context: QgsProcessingContext) -> None:
    """Refuse layers of the project that cannot be opened; QGIS would go on without them, and not say so.

    Raises:
        RefusedError: With the layer.

    """
    project = context.project()
    if project is None:
        return
    for value in values if isinstance(values, list | tuple) else [values]:
        if isinstance(value, QgsMapLayer):
            found = [value]
        else:
            found = [one for one in [project.mapLayer(str(value))] if one] or project.mapLayersByName(str(value))
        if found and not any(layer.isValid() for layer in found):
            raise refused("layers_not_available", layer=found[0].name())


def layer_being_edited(path: Path, context: QgsProcessingContext) -> str:
    """Name the project layer through which QGIS holds this file open for editing; empty when there is none.

    Two SQLite libraries in one process release each other's locks, so such a file is never opened a second time.
    """
    project = context.project()
    if project is None:
        return ""
    wanted = path.resolve()
    registry = QgsProviderRegistry.instance()
    for layer in project.mapLayers().values():
        if layer.providerType() != "ogr" or not layer.isEditable():
            continue
        source = registry.decodeUri("ogr", layer.source()).get("path")
        if source and Path(source).resolve() == wanted:
            return str(layer.name())
    return ""


def stored_in(
    algorithm: Algorithm, parameters: dict[str, Any], context: QgsProcessingContext, *names: str
) -> dict[str, Stored]:
    """Tell in which file each layer stands that was given; nowhere where it is in none, or open for editing."""
    found: dict[str, Stored] = {}
    for name in names:
        layer = algorithm.parameterAsVectorLayer(parameters, name, context)
        if layer is None or layer.providerType() != "ogr":
            continue
        address = QgsProviderRegistry.instance().decodeUri("ogr", layer.source())
        path = str(address.get("path") or "")
        if path and not layer_being_edited(Path(path), context):
            found[name] = Stored(path, str(address.get("layerName") or ""))
    return found


def require_bag(algorithm: Algorithm, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
    """Refuse a run without BAG."""
    files = read_files(algorithm, parameters, "BAG", context)
    if not files and not algorithm.parameterAsLayerList(parameters, "BAG_LAYERS", context):
        raise refused("algorithms_no_bag")


def read_snapshots(
    sources: dict[str, list[Path | Snapshot]], feedback: QgsProcessingFeedback
) -> dict[str, list[Path | Raw]]:
    """Read the project layers among the sources; files are left for the thread that computes."""
    return {
        name: [source.read(feedback.isCanceled) if isinstance(source, Snapshot) else source for source in found]
        for name, found in sources.items()
    }
