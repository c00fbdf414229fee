"""What the signs on a map mean, in the words of its layers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import QgsMapLayerLegendUtils, QgsRuleBasedRenderer, QgsVectorLayer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qgis.core import QgsLayoutItemLegend, QgsMapLayer

_NOTHING = "FALSE"  # filter of a rule that draws nothing and only says something


def explain(legend: QgsLayoutItemLegend, layers: Sequence[QgsMapLayer]) -> None:
    """Put layers into a legend, each with what it draws; what only says something is left to the text of the sheet."""
    root = legend.model().rootGroup()
    if [node.layerId() for node in root.findLayers()] == [layer.id() for layer in layers]:
        return
    root.clear()
    for layer in layers:
        node = root.addLayer(layer)
        renderer = layer.renderer() if isinstance(layer, QgsVectorLayer) else None
        if isinstance(renderer, QgsRuleBasedRenderer):
            rules = renderer.rootRule().children()
            drawn = [at for at, rule in enumerate(rules) if rule.filterExpression() != _NOTHING]
            QgsMapLayerLegendUtils.setLegendNodeOrder(node, drawn)
            legend.model().refreshLayerLegend(node)
