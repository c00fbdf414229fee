"""How each layer of a run is drawn: colours that colour-blind people tell apart, legends in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import (
    Qgis,
    QgsFillSymbol,
    QgsLinePatternFillSymbolLayer,
    QgsLineSymbol,
    QgsMarkerSymbol,
    QgsNullSymbolRenderer,
    QgsPalLayerSettings,
    QgsRuleBasedRenderer,
    QgsSimpleLineSymbolLayer,
    QgsSingleSymbolRenderer,
    QgsTextBufferSettings,
    QgsTextFormat,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtGui import QColor, QFont

from ..charts.classes import ATTENTION, SHARES, SHARES_FROM
from .language import translate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qgis.core import QgsFillSymbolLayer, QgsVectorLayer

HOT = ("#6baed6", "#2171b5", "#08306b")
GREY = "#8c8c8c"
_PALE = "#cbc9e2"  # of areas that stand on few units
FONT = "Open Sans"  # QGIS's own; it fetches it where it is missing
_NAME = 18  # letters on a line of the name of an area
EDGE = "#4d4d4d"

MOST_DETAILED_LABELS = 60_000  # scale denominator from which names of areas show
FEW_INCIDENTS_FROM = 40_000  # scale denominator from which single incidents show

Rule = tuple[str, str, QgsFillSymbol]


def attention_words() -> list[str]:
    """Name the five classes of a score, lowest first."""
    return [
        translate("layers", "very little attention (under 20)"),
        translate("layers", "little attention (20 to 40)"),
        translate("layers", "some attention (40 to 60)"),
        translate("layers", "much attention (60 to 80)"),
        translate("layers", "very much attention (80 and over)"),
    ]


def style_units(layer: QgsVectorLayer, completeness: dict[str, float]) -> None:
    """Colour units by score; what cannot be scored is grey, what is never scored is not drawn.

    Args:
        layer: The units.
        completeness: Area type -> share of the weight of its set that the index stands on, where there is one.

    """
    rules: list[Rule] = []
    for number, (colour, words) in enumerate(zip(ATTENTION, attention_words(), strict=True)):
        low, high = 20 * number, 20 * (number + 1)
        upper = f' AND "risk_score" < {high}' if high < 100 else ""  # noqa: PLR2004  the top class is closed
        rules.append((words, f'"state" = \'scored\' AND "risk_score" >= {low}{upper}', fill(colour)))
    rules.reverse()
    rules += [
        (translate("layers", "too little data for a score"), "\"state\" = 'insufficient data'", hatched()),
        (
            translate("layers", "too few locations to compare; values only"),
            "\"state\" = 'reference set too small'",
            fill("#d9d9d9"),
        ),
    ]
    layer.setRenderer(by_rules([*rules, *_standing(completeness)]))


def _standing(completeness: dict[str, float]) -> list[Rule]:
    """Say in the legend, on one line, what each index stands on; nothing is drawn with it."""
    if not completeness:
        return []
    shares = ", ".join(f"{area_type} {100 * share:.0f} %" for area_type, share in sorted(completeness.items()))
    nothing = QgsFillSymbol.createSimple({"style": "no", "outline_style": "no"})
    return [
        (translate("layers", "part of its set that was measured: {shares}").format(shares=shares), "FALSE", nothing)
    ]


def style_areas(layer: QgsVectorLayer) -> None:
    """Colour areas by the share of their units in the top fifth of the municipality."""
    edges = (*SHARES_FROM, 1.01)
    words = [
        translate("layers", "under 10 % of its locations in the top fifth"),
        translate("layers", "10 to 20 %"),
        translate("layers", "20 to 30 %"),
        translate("layers", "30 to 40 %"),
        translate("layers", "40 % and over"),
    ]
    rules: list[Rule] = []
    for number, (colour, text) in enumerate(zip(SHARES, words, strict=True)):
        low, high = edges[number], edges[number + 1]
        where = f'"state" = \'scored\' AND "share_top_fifth" >= {low} AND "share_top_fifth" < {high}'
        rules.append((text, where, fill(colour, opacity=0.45, edge="#54278f", width=0.4)))
    rules.reverse()
    rules.append(
        (
            translate("layers", "under 20 locations: read with care"),
            "\"state\" = 'few units'",
            hatched(_PALE, distance=3.2),
        )
    )
    rules.append((translate("layers", "no share: see its values"), '"share_top_fifth" IS NULL', outline(GREY)))
    layer.setRenderer(by_rules(rules))
    layer.setLabeling(QgsVectorLayerSimpleLabeling(_area_names()))
    layer.setLabelsEnabled(True)


def style_cells(layer: QgsVectorLayer) -> None:
    """Draw only the cells that stand out, and as an outline those just short of that."""
    words = [
        translate("layers", "just short of standing out (at most 10 % false alarms)"),
        translate("layers", "stands out clearly (at most 5 % false alarms)"),
        translate("layers", "stands out very clearly (at most 1 % false alarms)"),
    ]
    rules = []
    for number, (colour, text) in enumerate(zip(HOT, words, strict=True), start=1):
        called = number > 1
        symbol = fill(colour, opacity=0.12 if called else 0.0, edge=colour, width=0.6 if called else 0.26)
        rules.append((text, f'"hot_class" = {number}', symbol))
    rules.reverse()
    layer.setRenderer(by_rules(rules))


def style_incidents(layer: QgsVectorLayer) -> None:
    """Draw small points, only when zoomed in."""
    symbol = QgsMarkerSymbol.createSimple(
        {"name": "circle", "size": "1.4", "color": "#08306b", "outline_color": "#ffffff", "outline_width": "0.15"}
    )
    layer.setRenderer(QgsSingleSymbolRenderer(symbol))
    layer.setScaleBasedVisibility(True)
    layer.setMinimumScale(FEW_INCIDENTS_FROM)
    layer.setMaximumScale(0)


def style_roads(layer: QgsVectorLayer) -> None:
    """Draw roads as quiet lines."""
    symbol = QgsLineSymbol.createSimple({"line_color": "#d2d0cb", "line_width": "0.5", "capstyle": "round"})
    layer.setRenderer(QgsSingleSymbolRenderer(symbol))


def style_buildings(layer: QgsVectorLayer) -> None:
    """Draw every building alike: whether one was assessed does not show here."""
    symbol = QgsFillSymbol.createSimple({"color": "#e4e2dd", "outline_color": "#c9c6bf", "outline_width": "0.1"})
    layer.setRenderer(QgsSingleSymbolRenderer(symbol))


def style_watermark(layer: QgsVectorLayer) -> None:
    """Lay words over whatever part of the map is shown, printed or exported."""
    text = QgsTextFormat()
    text.setFont(QFont(FONT))
    text.setSize(42)
    text.setColor(QColor("#b30000"))
    text.setOpacity(0.35)
    settings = QgsPalLayerSettings()
    settings.fieldName = "'" + translate("layers", "SIMULATED") + "'"
    settings.isExpression = True
    settings.placement = Qgis.LabelPlacement.Horizontal
    settings.priority = 10
    settings.setFormat(text)
    overlap = settings.placementSettings()
    overlap.setOverlapHandling(Qgis.LabelOverlapHandling.AllowOverlapAtNoCost)
    settings.setPlacementSettings(overlap)
    layer.setRenderer(QgsNullSymbolRenderer())
    layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))
    layer.setLabelsEnabled(True)


def by_rules(rules: Sequence[Rule]) -> QgsRuleBasedRenderer:
    """Draw by (legend, filter, symbol), topmost in the legend first."""
    root = QgsRuleBasedRenderer.Rule(None)
    for label, where, symbol in rules:
        rule = QgsRuleBasedRenderer.Rule(symbol)
        rule.setLabel(label)
        rule.setFilterExpression(where)
        root.appendChild(rule)
    return QgsRuleBasedRenderer(root)


def fill(colour: str, *, opacity: float = 1.0, edge: str = EDGE, width: float = 0.16) -> QgsFillSymbol:
    """Make a filled symbol; width of its edge in mm."""
    shown = QColor(colour)
    shown.setAlphaF(opacity)
    rgba = ",".join(str(part) for part in shown.getRgb())
    return QgsFillSymbol.createSimple({"color": rgba, "outline_color": edge, "outline_width": str(width)})


def outline(colour: str) -> QgsFillSymbol:
    """Make a dotted outline without fill."""
    return QgsFillSymbol.createSimple(
        {"style": "no", "outline_color": colour, "outline_width": "0.26", "outline_style": "dot"}
    )


def hatched(colour: str = GREY, *, distance: float = 1.2) -> QgsFillSymbol:
    """Make a hatched symbol without fill; distance of its lines in mm."""
    symbol = QgsFillSymbol.createSimple({"style": "no", "outline_color": colour, "outline_width": "0.26"})
    symbol.appendSymbolLayer(_hatching(colour, distance))
    return symbol


def _hatching(colour: str, distance: float) -> QgsFillSymbolLayer:
    pattern = QgsLinePatternFillSymbolLayer()
    pattern.setLineAngle(45)
    pattern.setDistance(distance)
    line = pattern.subSymbol()
    line.changeSymbolLayer(0, QgsSimpleLineSymbolLayer(QColor(colour), 0.26))
    return pattern


def _area_names() -> QgsPalLayerSettings:
    around = QgsTextBufferSettings()
    around.setEnabled(True)
    around.setSize(1.0)
    around.setColor(QColor("#ffffff"))
    text = QgsTextFormat()
    text.setFont(QFont(FONT))
    text.setSize(8)
    text.setColor(QColor("#3f007d"))
    text.setBuffer(around)
    settings = QgsPalLayerSettings()
    settings.fieldName = 'CASE WHEN "state" = \'scored\' THEN "name" END'
    settings.isExpression = True
    settings.placement = Qgis.LabelPlacement.Horizontal
    settings.autoWrapLength = _NAME
    settings.multilineAlign = Qgis.LabelMultiLineAlignment.Center
    settings.setFormat(text)
    settings.scaleVisibility = True
    settings.minimumScale = MOST_DETAILED_LABELS
    return settings
