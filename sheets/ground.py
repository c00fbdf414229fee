"""The background of a sheet from the BGT and the BAG: greys and soft tones, that nothing of the data gets lost in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import (
    Qgis,
    QgsFillSymbol,
    QgsLineSymbol,
    QgsPalLayerSettings,
    QgsRuleBasedRenderer,
    QgsSimpleLineSymbolLayer,
    QgsSingleSymbolRenderer,
    QgsTextBufferSettings,
    QgsTextFormat,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtGui import QColor, QFont

from ..layers.styles import FONT, by_rules

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from qgis.core import QgsSymbol

# Scale denominators up to which each is drawn: beyond them it would be a smear, and slow.
_PAVING_TO, _TERRAIN_TO, _BUILDINGS_TO, _NAMES_TO, _LANES_TO = 12_000, 30_000, 40_000, 7_000, 60_000
_WATER, _WOOD, _GREEN, _FIELD, _YARD = "#d3e3ec", "#dce6d3", "#e8eee1", "#f3f4ea", "#f6f3ee"
_BUILDING, _BUILDING_EDGE = "#e2dfda", "#cbc7c0"
_MAIN, _ROAD, _PATH, _CASING = "#f7e8c4", "#ffffff", "#f4f2ee", "#d8d4cc"
_WOODS = "'loofbos', 'naaldbos', 'gemengd bos', 'houtwal', 'griend en hakhout', 'struiken'"
_FIELDS = "'bouwland', 'grasland agrarisch', 'fruitteelt', 'boomteelt'"
# As the NWB writes them: main carriageways and slip roads, and whose road it is.
_STATE, _PROVINCE = "\"wegbeheerdersoort\" = 'R'", "\"wegbeheerdersoort\" = 'P'"
_SIDE = "\"baansubsoort\" IN ('FP', 'VP', 'VZ', 'RP', 'VV')"
_FROM_LANES = "@map_scale > 12000"


def style_terrain(layer: QgsVectorLayer) -> None:
    """Draw water, woods, green, fields and yards."""
    layer.setRenderer(
        by_rules(
            [
                ("", "\"klasse\" = 'water'", _plain(_WATER, edge="#bfd4e0")),
                ("", f'"fysiek_voorkomen" IN ({_WOODS})', _plain(_WOOD)),
                ("", f'"fysiek_voorkomen" IN ({_FIELDS})', _plain(_FIELD)),
                ("", "\"klasse\" = 'begroeid'", _plain(_GREEN)),
                ("", "\"klasse\" = 'onbegroeid'", _plain(_YARD)),
            ]
        )
    )
    first_only(layer)
    to_scale(layer, _TERRAIN_TO)


def style_paving(layer: QgsVectorLayer) -> None:
    """Draw roads as they lie: main roads warm, others white, what is walked and ridden on a little darker."""
    layer.setRenderer(
        by_rules(
            [
                ("", "\"functie\" IN ('berm')", _plain(_GREEN)),
                (
                    "",
                    "\"functie\" IN ('rijbaan autosnelweg', 'rijbaan autoweg', 'rijbaan regionale weg')",
                    _plain(_MAIN, edge="#e3d2a6"),
                ),
                ("", "\"functie\" LIKE 'rijbaan%'", _plain(_ROAD, edge=_CASING)),
                ("", "", _plain(_PATH, edge="#e6e3dc")),
            ]
        )
    )
    first_only(layer)
    to_scale(layer, _PAVING_TO)


def style_buildings(layer: QgsVectorLayer) -> None:
    """Draw every building alike and paler than anything that was assessed."""
    layer.setRenderer(QgsSingleSymbolRenderer(_plain(_BUILDING, edge=_BUILDING_EDGE)))
    to_scale(layer, _BUILDINGS_TO)


def style_ways(layer: QgsVectorLayer) -> None:
    """Draw roads as lines by whose they are, where they are too small to be drawn as they lie."""
    far = f"@map_scale > {_LANES_TO}"
    layer.setRenderer(
        by_rules(
            [
                ("", _STATE, _way("#eac98a", "#c9a866", 1.1)),
                ("", _PROVINCE, _way(_MAIN, "#cdb987", 0.8)),
                ("", f"{_FROM_LANES} AND NOT ({far}) AND NOT coalesce({_SIDE}, FALSE)", _way(_ROAD, "#cfcac2", 0.4)),
            ]
        )
    )
    first_only(layer)


def style_plain_ways(layer: QgsVectorLayer) -> None:
    """Draw roads of which nothing is known but where they lie."""
    layer.setRenderer(QgsSingleSymbolRenderer(_way(_ROAD, "#cfcac2", 0.45)))


def style_streets(layer: QgsVectorLayer) -> None:
    """Write the names of streets along them, each once, where the map is large enough to read them."""
    settings = QgsPalLayerSettings()
    settings.fieldName = "nullif(nullif(\"straatnaam\", '#'), '')"
    settings.isExpression = True
    settings.placement = Qgis.LabelPlacement.Line
    settings.priority = 2
    settings.repeatDistance = 120  # mm
    settings.scaleVisibility = True
    settings.minimumScale = _NAMES_TO
    settings.maximumScale = 1
    settings.setFormat(written(6, "#77726a", italic=True))
    lines = settings.lineSettings()
    lines.setMergeLines(True)
    lines.setPlacementFlags(Qgis.LabelLinePlacementFlag.OnLine | Qgis.LabelLinePlacementFlag.MapOrientation)
    settings.setLineSettings(lines)
    thinning = settings.thinningSettings()
    thinning.setMinimumFeatureSize(14)  # mm: a short street would have a name longer than itself
    settings.setThinningSettings(thinning)
    unseen = QgsLineSymbol.createSimple({"line_style": "no"})
    layer.setRenderer(QgsSingleSymbolRenderer(unseen))
    label(layer, settings)
    to_scale(layer, _NAMES_TO)


def style_boundary(layer: QgsVectorLayer) -> None:
    """Draw the boundary of the municipality as a quiet dashed line."""
    symbol = QgsFillSymbol.createSimple(
        {"style": "no", "outline_color": "#8d877d", "outline_width": "0.5", "outline_style": "dash dot"}
    )
    layer.setRenderer(QgsSingleSymbolRenderer(symbol))


def style_places(layer: QgsVectorLayer) -> None:
    """Write the names of towns and villages on small-scale maps."""
    settings = QgsPalLayerSettings()
    settings.fieldName = "naam"
    settings.placement = Qgis.LabelPlacement.OverPoint
    settings.priority = 4
    settings.scaleVisibility = True
    settings.minimumScale = 1_000_000
    settings.maximumScale = _PAVING_TO
    settings.setFormat(written(8.5, "#5f5a52"))
    layer.setRenderer(QgsSingleSymbolRenderer(QgsFillSymbol.createSimple({"style": "no", "outline_style": "no"})))
    label(layer, settings)


def style_located(layer: QgsVectorLayer) -> None:
    """Draw areas on the small map of the municipality, where no colour of theirs could be read."""
    symbol = QgsFillSymbol.createSimple(
        {"color": "203,201,226,140", "outline_color": "#9a96bd", "outline_width": "0.15"}
    )
    layer.setRenderer(QgsSingleSymbolRenderer(symbol))
    layer.setLabelsEnabled(False)


def first_only(layer: QgsVectorLayer) -> None:
    """Draw each feature by the first rule that fits."""
    renderer = layer.renderer()
    if not isinstance(renderer, QgsRuleBasedRenderer):
        return
    before: list[str] = []
    for rule in renderer.rootRule().children():
        own = rule.filterExpression()
        others = " AND ".join(f"NOT coalesce({one}, FALSE)" for one in before)
        rule.setFilterExpression(" AND ".join(part for part in (f"({own})" if own else "", others) if part))
        before.append(f"({own or 'TRUE'})")


def to_scale(layer: QgsVectorLayer, least: int) -> None:
    """Draw a layer on maps of 1 : `least` and larger."""
    layer.setScaleBasedVisibility(True)
    layer.setMinimumScale(least)
    layer.setMaximumScale(0)


def written(size: float, colour: str, *, italic: bool = False) -> QgsTextFormat:
    """Give letters with a pale edge; size in points."""
    around = QgsTextBufferSettings()
    around.setEnabled(True)
    around.setSize(0.6)
    around.setColor(QColor(255, 255, 255, 210))
    text, font = QgsTextFormat(), QFont(FONT)
    font.setItalic(italic)
    text.setFont(font)
    text.setSize(size)
    text.setColor(QColor(colour))
    text.setBuffer(around)
    return text


def label(layer: QgsVectorLayer, settings: QgsPalLayerSettings) -> None:
    """Write labels."""
    layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))
    layer.setLabelsEnabled(True)


def ground_styles() -> Sequence[tuple[str, tuple[str, ...], Callable[[QgsVectorLayer], None]]]:
    """Give what the background is made of: role, tables of the registers (the first that is there), style."""
    return (
        ("ground_streets", ("wegvakken",), style_streets),
        ("ground_places", ("woonplaatsen",), style_places),
        ("ground_boundary", ("gemeentegrens",), style_boundary),
        ("ground_buildings", ("bgt_panden", "panden"), style_buildings),
        ("ground_ways", ("wegvakken",), style_ways),
        ("ground_paving", ("wegdelen",), style_paving),
        ("ground_terrain", ("terreindelen",), style_terrain),
    )


def _plain(colour: str, *, edge: str | None = None) -> QgsFillSymbol:
    outline = {"outline_style": "no"} if edge is None else {"outline_color": edge, "outline_width": "0.1"}
    return QgsFillSymbol.createSimple({"color": colour, **outline})


def _way(colour: str, casing: str, width: float) -> QgsSymbol:
    """Give a line with an edge; width in mm."""
    line = QgsLineSymbol.createSimple(
        {"line_color": casing, "line_width": str(width + 0.25), "capstyle": "round", "joinstyle": "round"}
    )
    line.appendSymbolLayer(QgsSimpleLineSymbolLayer(QColor(colour), width))
    return line
