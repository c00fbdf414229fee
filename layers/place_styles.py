"""How places with many incidents are drawn: those that carry the share asked for apart from the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import Qgis, QgsFillSymbol, QgsLineSymbol, QgsMarkerSymbol, QgsRuleBasedRenderer

from .field_words import name_fields, place_words
from .language import translate
from .tips import quoted

if TYPE_CHECKING:
    from qgis.core import QgsSymbol, QgsVectorLayer

# Dark and pale of one hue, told apart in grey and by colour-blind readers (ColorBrewer BuPu).
_IN, _OUT, _HIDDEN = "#810f7c", "#9ebcda", "#b5b5b5"


def style_places(layer: QgsVectorLayer, share: float) -> None:
    """Draw the places within the share, the others, and those whose number is not shown.

    Args:
        layer: Points, lines or areas.
        share: Of all incidents, 0 to 1, that the busiest places carry together.

    """
    busiest = translate("layers", "among the fewest that together carry {share} % of the incidents")
    classes = (
        (busiest.format(share=f"{100 * share:.0f}"), "\"in_share\" = 'yes'", _IN, 1.0),
        (translate("layers", "fewer incidents than those"), "\"in_share\" = 'no'", _OUT, 0.6),
        (
            translate("layers", "under 5 incidents, or not shown to protect such a place"),
            '"in_share" IS NULL',
            _HIDDEN,
            0.15,
        ),
    )
    root = QgsRuleBasedRenderer.Rule(None)
    for label, where, colour, size in classes:
        rule = QgsRuleBasedRenderer.Rule(_symbol(layer.geometryType(), colour, size))
        rule.setLabel(label)
        rule.setFilterExpression(where)
        root.appendChild(rule)
    layer.setRenderer(QgsRuleBasedRenderer(root))
    name_fields(layer, place_words())
    incidents = translate("layers", "incidents")
    rank = translate("layers", "rank")
    months = translate("layers", "different months")
    dwellings = f"""CASE "contains_dwelling" WHEN 'yes' THEN {quoted(translate("layers", "with dwellings"))}
        WHEN 'no' THEN {quoted(translate("layers", "without dwellings"))}
        ELSE {quoted(translate("layers", "whether anybody lives here was not checked"))} END"""
    caution = translate("layers", "Concentration of what was reported: an indication, not a suspicion.")
    layer.setMapTipTemplate(
        '<b>[% coalesce("straatnaam", "place_id") %]</b><br>'
        f'[% "incidents_words" %] {incidents}'
        f"[% coalesce(', {rank} ' || \"rank\", '') %][% coalesce(', ' || \"months\" || ' {months}', '') %]<br>"
        f"[% {dwellings} %]<br>"
        f"<i>{caution}</i>"
    )


def _symbol(kind: Qgis.GeometryType, colour: str, size: float) -> QgsSymbol:
    if kind == Qgis.GeometryType.Line:
        return QgsLineSymbol.createSimple(
            {"line_color": colour, "line_width": str(0.2 + 1.6 * size), "capstyle": "round"}
        )
    if kind == Qgis.GeometryType.Polygon:
        return QgsFillSymbol.createSimple({"color": colour, "outline_color": "#4d4d4d", "outline_width": "0.16"})
    return QgsMarkerSymbol.createSimple(
        {"name": "circle", "color": colour, "size": str(1 + 2.2 * size), "outline_color": "#ffffff"}
    )
