"""Layers that Processing made get their style: on loading, and as a file beside a file of their own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from qgis.core import QgsProcessingLayerPostProcessorInterface, QgsRasterLayer, QgsVectorLayer

from ..layers.density_styles import hide_band_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from qgis.core import QgsMapLayer, QgsProcessingContext, QgsProcessingFeedback

    Style = Callable[[QgsMapLayer], None]


class _Dresser(QgsProcessingLayerPostProcessorInterface):
    """Styles one layer when Processing has loaded it."""

    # QGIS keeps no reference of its own to what Python made.
    kept: ClassVar[dict[str, _Dresser]] = {}

    def __init__(self, style: Style) -> None:
        super().__init__()
        self._style = style

    def postProcessLayer(
        self, layer: QgsMapLayer, _context: QgsProcessingContext, _feedback: QgsProcessingFeedback
    ) -> None:
        self._style(layer)
        if isinstance(layer, QgsRasterLayer):
            hide_band_name(layer)
        layer.triggerRepaint()


def dress(target: str, style: Style | None, context: QgsProcessingContext, made: Path | None = None) -> None:
    """Let a result be drawn with its own legend, now and when its file is opened later.

    Args:
        target: What the algorithm returns for the output: the id of a temporary layer, or a file.
        style: Styles the layer; None leaves it to QGIS.
        context: Of the run.
        made: The file as long as it does not stand in its place.

    """
    if style is None:
        return
    if context.willLoadLayerOnCompletion(target):
        dresser = _Dresser(style)
        _Dresser.kept[target] = dresser
        context.layerToLoadOnCompletionDetails(target).setPostProcessor(dresser)
    path = Path(target) if made is None else made
    if not path.is_file():
        return
    vector = path.suffix.lower() not in (".tif", ".tiff")
    if vector:
        layer: QgsMapLayer = QgsVectorLayer(str(path), path.stem, "ogr")
    else:
        options = QgsRasterLayer.LayerOptions()
        options.loadDefaultStyle = False
        layer = QgsRasterLayer(str(path), path.stem, "gdal", options)
    if layer.isValid():
        style(layer)
        layer.saveNamedStyle(str(path.with_suffix(".qml")))
