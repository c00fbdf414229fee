"""How a plan of routes is drawn: a colour per team, numbers in order, what is left out hollow with its reason."""

from __future__ import annotations

from collections import defaultdict
from math import cos, pi, sin
from typing import TYPE_CHECKING, NamedTuple

from qgis.core import (
    Qgis,
    QgsFeatureRequest,
    QgsLineSymbol,
    QgsMarkerLineSymbolLayer,
    QgsMarkerSymbol,
    QgsPalLayerSettings,
    QgsProperty,
    QgsRuleBasedRenderer,
    QgsSymbolLayer,
    QgsTextBufferSettings,
    QgsTextFormat,
    QgsVariantUtils,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtGui import QColor, QFont

from .field_words import name_fields
from .language import translate
from .route_words import reason_words, route_words, stop_words
from .styles import EDGE, FONT
from .tips import caveat, decimals, page, quoted, told

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qgis.core import QgsSymbol, QgsVectorLayer

# Told apart by colour-blind readers (Okabe & Ito 2008), those left out that are too pale for a line or a white number.
TEAM_COLOURS = ("#0072b2", "#d55e00", "#00785a", "#a8517f", "#5b4a9c", "#8a6500", "#3d3d3d")
_DASHES = ("solid", "dash", "dot", "dash dot")
_SHAPES = ("circle", "square", "diamond", "triangle", "pentagon", "star", "cross2", "hexagon")
_DAYS = ("circle", "hexagon", "pentagon", "diamond", "octagon")
_CORNERS = 1.15  # times the size of a circle, so that a number fits as well
_HOLLOW = "#5a5a5a"
_STOP, _LEFT, _LINE = 5.2, 3.6, 0.9  # mm
_ASIDE = 3.4  # mm, so that a parking place does not lie under the stop it is beside
_PARKING = 5.0  # mm
_APART = 5.6  # mm between the markers of stops at one place
_ONE_PLACE = 1.0  # metres
STREET_NAME = "straatnaam"


class _Look(NamedTuple):
    colour: str
    dash: str
    shape: str = "circle"


def style_route_stops(layer: QgsVectorLayer, *, apart: bool = True) -> None:
    """Draw stops as numbers in the colour of their team, and what is not visited hollow, with the reason.

    Args:
        layer: Stops of a plan.
        apart: Whether stops at one place are drawn around it, so that each can be seen.

    """
    root = QgsRuleBasedRenderer.Rule(None)
    for (team, day), look in _looks(layer).items():
        symbol = QgsMarkerSymbol.createSimple(
            {
                "name": look.shape,
                "size": str(_STOP if look.shape == "circle" else _STOP * _CORNERS),
                "color": look.colour,
                "outline_color": "#ffffff",
                "outline_width": "0.4",
            }
        )
        _add(root, symbol, _trip_words(team, day), f'"number" IS NOT NULL AND {_is_trip(team, day)}')
    words = reason_words()
    for number, reason in enumerate(_values(layer, ("reason",))):
        symbol = QgsMarkerSymbol.createSimple(
            {
                "name": _SHAPES[number % len(_SHAPES)],
                "size": str(_LEFT),
                "color": "#ffffff",
                "outline_color": _HOLLOW,
                "outline_width": "0.5",
            }
        )
        label = translate("layers", "not visited: {reason}").format(reason=words.get(reason[0], reason[0]))
        _add(root, symbol, label, f'"number" IS NULL AND "reason" = {quoted(reason[0])}')
    labels = number_labels()
    if apart and (aside := _asides(layer)):
        offset = QgsProperty.fromExpression(f"coalesce(map_get(map({aside}), \"stop_id\"), '0,0')")
        for rule in root.children():
            rule.symbol().symbolLayer(0).setDataDefinedProperty(QgsSymbolLayer.Property.Offset, offset)
        defined = labels.dataDefinedProperties()
        defined.setProperty(QgsPalLayerSettings.Property.OffsetXY, offset)
        labels.setDataDefinedProperties(defined)
    layer.setRenderer(QgsRuleBasedRenderer(root))
    layer.setLabeling(QgsVectorLayerSimpleLabeling(labels))
    layer.setLabelsEnabled(True)
    layer.setDisplayExpression('coalesce(to_string("number") || \'. \', \'\') || coalesce("name", "stop_id")')
    name_fields(layer, stop_words())
    _tip_stops(layer)


def style_routes(layer: QgsVectorLayer) -> None:
    """Draw a route in the colour of its team, with arrows that say which way it goes."""
    root = QgsRuleBasedRenderer.Rule(None)
    for (team, day), look in _looks(layer).items():
        _add(root, _arrowed(look), _trip_words(team, day), _is_trip(team, day))
    layer.setRenderer(QgsRuleBasedRenderer(root))
    name_fields(layer, route_words())
    driven = told(
        translate("layers", "{stops} stops, {minutes} minutes, {km} km; leaves {leaves}, back {returns}"),
        stops='"n_stops"',
        minutes='round("minutes")',
        km=decimals('"metres" / 1000'),
        leaves='"leaves"',
        returns='"returns"',
    )
    pause = told(translate("layers", "Break: {pause}"), pause='"pause"')
    layer.setMapTipTemplate(
        page([_trip_tip(), f"[% coalesce({driven}, '') %]", f"[% coalesce({pause}, '') %]", caveat()])
    )


def style_legs(layer: QgsVectorLayer) -> None:
    """Draw what is walked dotted, and what is driven as a thin line."""
    root = QgsRuleBasedRenderer.Rule(None)
    walked = QgsLineSymbol.createSimple({"line_color": EDGE, "line_width": "0.6", "line_style": "dot"})
    driven = QgsLineSymbol.createSimple({"line_color": EDGE, "line_width": "0.3"})
    _add(root, walked, translate("layers", "on foot"), '"on_foot"')
    _add(root, driven, translate("layers", "by car"), 'NOT coalesce("on_foot", FALSE)')
    layer.setRenderer(QgsRuleBasedRenderer(root))
    name_fields(layer, route_words())


def style_parkings(layer: QgsVectorLayer, *, aside: bool = True) -> None:
    """Draw a parking place as the sign by the road: a blue square with its name.

    Args:
        layer: Parking places of a plan.
        aside: Whether it is drawn a little beside its place, off the stops.

    """
    away = _ASIDE if aside else 0.0
    symbol = QgsMarkerSymbol.createSimple(
        {
            "name": "square",
            "size": str(_PARKING),
            "color": "#1f4e9c",
            "outline_color": "#ffffff",
            "outline_width": "0.4",
            "offset": f"{away},{-away}",
        }
    )
    root = QgsRuleBasedRenderer.Rule(None)
    _add(root, symbol, translate("layers", "parking place"), "")
    layer.setRenderer(QgsRuleBasedRenderer(root))
    settings = number_labels(7)
    settings.fieldName = "parking"
    settings.xOffset, settings.yOffset = away, -away
    layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))
    layer.setLabelsEnabled(True)
    name_fields(layer, route_words())
    when = told(
        translate("layers", "Parking place {parking}: from {arrival} to {departure}"),
        parking='"parking"',
        arrival='"arrival"',
        departure='"departure"',
    )
    layer.setMapTipTemplate(page([_trip_tip(), f"[% coalesce({when}, '') %]"]))


def name_streets(layer: QgsVectorLayer) -> None:
    """Write the names of streets along them, small and grey, where the roads tell them."""
    if layer.fields().indexOf(STREET_NAME) < 0:
        return
    text = QgsTextFormat()
    text.setFont(QFont(FONT))
    text.setSize(6.5)
    text.setColor(QColor("#6b6b6b"))
    around = QgsTextBufferSettings()
    around.setEnabled(True)
    around.setSize(0.7)
    around.setColor(QColor("#ffffff"))
    text.setBuffer(around)
    settings = QgsPalLayerSettings()
    settings.fieldName = f"nullif(\"{STREET_NAME}\", '#')"
    settings.isExpression = True
    settings.placement = Qgis.LabelPlacement.Curved
    settings.priority = 3
    settings.repeatDistance = 90  # mm
    settings.dist = 0.4  # mm
    settings.setFormat(text)
    lines = settings.lineSettings()
    lines.setMergeLines(True)
    lines.setPlacementFlags(Qgis.LabelLinePlacementFlag.AboveLine)
    settings.setLineSettings(lines)
    layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))
    layer.setLabelsEnabled(True)


def number_labels(size: float = 8) -> QgsPalLayerSettings:
    """Write the order of a stop on its marker, in white, whatever else is there."""
    text = QgsTextFormat()
    font = QFont(FONT)
    font.setBold(True)
    text.setFont(font)
    text.setForcedBold(True)
    text.setSize(size)
    text.setColor(QColor("#ffffff"))
    around = QgsTextBufferSettings()
    around.setEnabled(False)
    text.setBuffer(around)
    settings = QgsPalLayerSettings()
    settings.fieldName = "number"
    settings.placement = Qgis.LabelPlacement.OverPoint
    settings.priority = 10
    settings.setFormat(text)
    overlap = settings.placementSettings()
    overlap.setOverlapHandling(Qgis.LabelOverlapHandling.AllowOverlapAtNoCost)
    settings.setPlacementSettings(overlap)
    return settings


def _tip_stops(layer: QgsVectorLayer) -> None:
    """Say when the stop is visited and what is known, or why it is not visited; nothing of a priority."""
    planned = told(
        translate("layers", "Arrival {arrival}, visit {begin} to {departure}"),
        arrival='"arrival"',
        begin='"begin"',
        departure='"departure"',
    )
    names = layer.fields().names()
    reason = '"reason_text"' if "reason_text" in names else "NULL"
    waited = told(translate("layers", "Waiting: {minutes} minutes"), minutes='round(nullif("waiting_minutes", 0))')
    missed = told(translate("layers", "Not visited: {reason}"), reason=reason)
    parts = [
        '<b>[% coalesce(to_string("number") || \'. \', \'\') || coalesce("name", "stop_id") %]</b>',
        _trip_tip(bold=False),
        f"[% coalesce({planned}, {missed}, '') %]",
        f"[% coalesce({waited}, '') %]" if "waiting_minutes" in names else "",
    ]
    words = stop_words()
    parts += [
        f"[% coalesce({quoted(words[name] + ': ')} || nullif(\"{name}\", ''), '') %]"
        for name in ("statutory_basis", "binnentreden", "partners", "safety_note", "last_visit")
    ]
    layer.setMapTipTemplate(page([*filter(None, parts), caveat()]))


def _trip_tip(*, bold: bool = True) -> str:
    words = "[% coalesce(\"team\", '') || coalesce(', ' || nullif(\"day\", ''), '') %]"
    return f"<b>{words}</b>" if bold else words


def _asides(layer: QgsVectorLayer) -> str:
    """Give the stops that share their place an offset each, as the inside of a map of an expression; often empty."""
    there = defaultdict(list)
    request = QgsFeatureRequest()
    request.setSubsetOfAttributes(["stop_id", "number"], layer.fields())
    for stop in layer.getFeatures(request):
        if stop.hasGeometry():
            point = stop.geometry().asPoint()
            number = stop["number"]
            last = QgsVariantUtils.isNull(number)
            order = (last, 0 if last else int(number), str(stop["stop_id"]))
            there[round(point.x() / _ONE_PLACE), round(point.y() / _ONE_PLACE)].append(order)
    parts = []
    for held in there.values():
        away = max(_APART / 2, _APART * len(held) / (2 * pi)) if len(held) > 1 else 0.0
        for at, (_, _, stop_id) in enumerate(sorted(held)):
            turn = 2 * pi * at / len(held) - pi
            if away:
                parts += [quoted(stop_id), f"'{away * cos(turn):.2f},{away * sin(turn):.2f}'"]
    return ", ".join(parts)


def _looks(layer: QgsVectorLayer) -> dict[tuple[str, str], _Look]:
    """Give each team a colour, alike in every layer of the plan, and each of its days a dash and a shape."""
    trips = _values(layer, ("team", "day"))
    teams, days = sorted({team for team, _ in trips}), sorted({day for _, day in trips})
    looks = {}
    for team, day in trips:
        round_, colour = divmod(teams.index(team), len(TEAM_COLOURS))
        dash = _DASHES[(round_ + days.index(day)) % len(_DASHES)]
        looks[team, day] = _Look(TEAM_COLOURS[colour], dash, _DAYS[days.index(day) % len(_DAYS)])
    return looks


def _values(layer: QgsVectorLayer, names: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Read what stands in some fields, sorted; rows without the first of them are passed over."""
    if any(layer.fields().indexOf(name) < 0 for name in names):
        return []
    request = QgsFeatureRequest()
    request.setFlags(Qgis.FeatureRequestFlag.NoGeometry)
    request.setSubsetOfAttributes(list(names), layer.fields())
    rows: set[tuple[str, ...]] = set()
    for feature in layer.getFeatures(request):
        held = [feature[name] for name in names]
        if not QgsVariantUtils.isNull(held[0]) and held[0] != "":
            rows.add(tuple("" if QgsVariantUtils.isNull(value) else str(value) for value in held))
    return sorted(rows)


def _trip_words(team: str, day: str) -> str:
    return ", ".join(filter(None, (team, day)))


def _is_trip(team: str, day: str) -> str:
    return f'"team" = {quoted(team)} AND coalesce("day", \'\') = {quoted(day)}'


def _arrowed(look: _Look) -> QgsLineSymbol:
    """Draw a line on a white edge, with a filled head every so often that points the way."""
    symbol = QgsLineSymbol.createSimple(
        {"line_color": "#ffffff", "line_width": str(_LINE + 0.8), "capstyle": "round", "joinstyle": "round"}
    )
    line = QgsLineSymbol.createSimple(
        {
            "line_color": look.colour,
            "line_width": str(_LINE),
            "line_style": look.dash,
            "capstyle": "flat" if look.dash != "solid" else "round",
            "joinstyle": "round",
        }
    )
    symbol.appendSymbolLayer(line.symbolLayer(0).clone())
    arrows = QgsMarkerLineSymbolLayer(True, 18)  # noqa: FBT003  Qt takes positions
    head = QgsMarkerSymbol.createSimple(
        {
            "name": "filled_arrowhead",
            "size": "3.4",
            "color": look.colour,
            "outline_color": "#ffffff",
            "outline_width": "0.25",
        }
    )
    arrows.setSubSymbol(head)
    symbol.appendSymbolLayer(arrows)
    return symbol


def _add(root: QgsRuleBasedRenderer.Rule, symbol: QgsSymbol, label: str, where: str) -> None:
    rule = QgsRuleBasedRenderer.Rule(symbol)
    rule.setLabel(label)
    rule.setFilterExpression(where)
    root.appendChild(rule)


def teams_of(layer: QgsVectorLayer) -> Iterable[tuple[str, ...]]:
    """Name the routes in a layer of the plan, as (team, day)."""
    return _values(layer, ("team", "day"))
