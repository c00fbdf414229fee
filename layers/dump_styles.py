"""How road segments and the round past them are drawn: by how many marks of dumping each has, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import (
    Qgis,
    QgsLineSymbol,
    QgsMarkerLineSymbolLayer,
    QgsMarkerSymbol,
    QgsRuleBasedRenderer,
)

from .field_words import name_fields
from .language import translate
from .tips import caveat, decimals, page, quoted, told

if TYPE_CHECKING:
    from qgis.core import QgsVectorLayer

# Sequential and safe for colour-blind readers (ColorBrewer YlOrBr without its palest steps), with a width besides.
_LOOKS = (
    ("#b8b8b8", "0.26", "solid"),
    ("#e8c15a", "0.5", "solid"),
    ("#ec7014", "0.9", "solid"),
    ("#b33c02", "1.4", "solid"),
    ("#661f05", "2.0", "solid"),
)
_UNKNOWN = {"line_color": "#9a9a9a", "line_width": "0.3", "line_style": "dot"}
_BETWEEN = {"line_color": "#5f6b7a", "line_width": "0.5", "line_style": "dash"}
_PAST = {"line_color": "#08519c", "line_width": "1.3", "capstyle": "round"}


def style_segments(layer: QgsVectorLayer) -> None:
    """Draw segments by the number of marks, those of which nothing is known apart."""
    words = _words()
    root = QgsRuleBasedRenderer.Rule(None)
    for score in reversed(range(len(_LOOKS))):
        colour, width, style = _LOOKS[score]
        symbol = {"line_color": colour, "line_width": width, "line_style": style, "capstyle": "round"}
        _add(root, words[score], f'"score" = {score} AND "known" > 0', QgsLineSymbol.createSimple(symbol))
    nothing = translate("layers", "nothing known")
    _add(root, nothing, '"known" = 0', QgsLineSymbol.createSimple(_UNKNOWN))
    layer.setRenderer(QgsRuleBasedRenderer(root))
    name_fields(layer, _fields())
    yes, no, unknown = translate("layers", "yes"), translate("layers", "no"), translate("layers", "not known")
    marks = "".join(
        f'<li>{label}: [% CASE WHEN "{name}" THEN {quoted(yes)} WHEN "{name}" IS NULL THEN {quoted(unknown)} '
        f"ELSE {quoted(no)} END %]</li>"
        for name, label in _marks().items()
    )
    count = told(
        translate("layers", "{score} marks of dumping, of the {known} that are known"),
        score='"score"',
        known='"known"',
    )
    parts = [
        '<b>[% coalesce("straatnaam", "wegvak_id") %]</b>',
        f"[% {count} %]",
        f"<ul>{marks}</ul>",
        f"<i>{translate('layers', 'What the place is like, not that anything happens there.')}</i>",
        caveat(),
    ]
    layer.setMapTipTemplate(page(parts))


def style_patrol(layer: QgsVectorLayer) -> None:
    """Draw the round: the segments, and thinner the way between them, with arrows in the direction driven."""
    root = QgsRuleBasedRenderer.Rule(None)
    for label, kind, look in (
        (translate("layers", "segment to look along"), "segment", _PAST),
        (translate("layers", "way to the next segment"), "way", _BETWEEN),
    ):
        symbol = QgsLineSymbol.createSimple(look)
        arrow = QgsMarkerSymbol.createSimple(
            {"name": "filled_arrowhead", "color": look["line_color"], "outline_style": "no", "size": "3"}
        )
        arrows = QgsMarkerLineSymbolLayer(True)  # noqa: FBT003  Qt takes positions
        arrows.setPlacements(Qgis.MarkerLinePlacement.CentralPoint)
        arrows.setSubSymbol(arrow)
        symbol.appendSymbolLayer(arrows)
        _add(root, label, f"\"kind\" = '{kind}'", symbol)
    layer.setRenderer(QgsRuleBasedRenderer(root))
    name_fields(layer, _fields())
    driven = told(
        translate("layers", "{metres} m in {minutes} minutes; {total} minutes after the start"),
        metres='round("metres")',
        minutes=decimals('"minutes"'),
        total='round("total_minutes")',
    )
    between = quoted(translate("layers", "way to the next segment"))
    parts = [
        f'<b>[% "number" %]. [% coalesce("straatnaam", "wegvak_id", {between}) %]</b>',
        f"[% {driven} %]",
        caveat(),
    ]
    layer.setMapTipTemplate(page(parts))


def _words() -> list[str]:
    return [
        translate("layers", "none of the marks"),
        translate("layers", "one mark of dumping"),
        translate("layers", "two marks"),
        translate("layers", "three marks"),
        translate("layers", "all four marks: wood or nature, regional road, no dwelling, dead end or unpaved"),
    ]


def _marks() -> dict[str, str]:
    return {
        "forest_near": translate("layers", "Wood or nature beside it"),
        "regional_road_near": translate("layers", "Regional road nearby"),
        "no_dwelling_near": translate("layers", "No dwelling nearby"),
        "dead_end_or_unpaved": translate("layers", "Dead end or unpaved"),
    }


def _fields() -> dict[str, str]:
    return {
        **_marks(),
        "score": translate("layers", "Number of marks"),
        "known": translate("layers", "Number of marks that are known"),
        "metres": translate("layers", "Length (m)"),
        "dead_end": translate("layers", "Dead end"),
        "unpaved": translate("layers", "Unpaved"),
        "number": translate("layers", "Order"),
        "kind": translate("layers", "Segment, or way between two"),
        "minutes": translate("layers", "Minutes"),
        "total_metres": translate("layers", "Metres from the start"),
        "total_minutes": translate("layers", "Minutes from the start"),
    }


def _add(root: QgsRuleBasedRenderer.Rule, label: str, where: str, symbol: QgsLineSymbol) -> None:
    rule = QgsRuleBasedRenderer.Rule(symbol)
    rule.setLabel(label)
    rule.setFilterExpression(where)
    root.appendChild(rule)
