"""How a plan of routes is drawn: a colour per team, numbers in order, what is left out hollow with its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from qgis.core import (
    Qgis,
    QgsFeatureRequest,
    QgsLineSymbol,
    QgsMarkerLineSymbolLayer,
    QgsMarkerSymbol,
    QgsPalLayerSettings,
    QgsRuleBasedRenderer,
    QgsTextBufferSettings,
    QgsTextFormat,
    QgsVariantUtils,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtGui import QColor, QFont

from ..routes.solving.reasons import REASONS
from ..safeguards.messages import Message
from .field_words import name_fields
from .language import spoken, translate
from .styles import EDGE, FONT
from .tips import caveat, decimals, page, quoted, told

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qgis.core import QgsSymbol, QgsVectorLayer

# Told apart by colour-blind readers (Okabe & Ito 2008), those left out that are too pale for a line or a white number.
TEAM_COLOURS = ("#0072b2", "#d55e00", "#00785a", "#a8517f", "#5b4a9c", "#8a6500", "#3d3d3d")
_DASHES = ("solid", "dash", "dot", "dash dot")
_SHAPES = ("circle", "square", "diamond", "triangle", "pentagon", "star", "cross2", "hexagon")
_HOLLOW = "#5a5a5a"
_STOP, _LEFT, _LINE = 5.2, 3.6, 0.9  # mm
_ASIDE = 3.4  # mm, so that a parking place does not lie under the stop it is beside


class _Look(NamedTuple):
    colour: str
    dash: str


def reason_words() -> dict[str, str]:
    """Say why a stop is not visited, by the codes of the solver."""
    return {reason: spoken(Message(f"reason_{reason}")) for reason in REASONS}


def style_route_stops(layer: QgsVectorLayer) -> None:
    """Draw stops as numbers in the colour of their team, and what is not visited hollow, with the reason."""
    root = QgsRuleBasedRenderer.Rule(None)
    for (team, day), look in _looks(layer).items():
        symbol = QgsMarkerSymbol.createSimple(
            {
                "name": "circle",
                "size": str(_STOP),
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
    layer.setRenderer(QgsRuleBasedRenderer(root))
    layer.setLabeling(QgsVectorLayerSimpleLabeling(number_labels()))
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


def style_parkings(layer: QgsVectorLayer) -> None:
    """Draw a parking place as the sign by the road: a blue square with a P."""
    symbol = QgsMarkerSymbol.createSimple(
        {
            "name": "square",
            "size": "4.2",
            "color": "#1f4e9c",
            "outline_color": "#ffffff",
            "outline_width": "0.4",
            "offset": f"{_ASIDE},{-_ASIDE}",
        }
    )
    root = QgsRuleBasedRenderer.Rule(None)
    _add(root, symbol, translate("layers", "parking place"), "")
    layer.setRenderer(QgsRuleBasedRenderer(root))
    settings = number_labels()
    settings.fieldName, settings.isExpression = "'P'", True
    settings.xOffset, settings.yOffset = _ASIDE, -_ASIDE
    layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))
    layer.setLabelsEnabled(True)
    name_fields(layer, route_words())
    when = told(
        translate("layers", "Parking place: from {arrival} to {departure}"),
        arrival='"arrival"',
        departure='"departure"',
    )
    layer.setMapTipTemplate(page([_trip_tip(), f"[% coalesce({when}, '') %]"]))


def stop_words() -> dict[str, str]:
    """Name the fields of stops."""
    return {
        "stop_id": translate("layers", "Number of the stop"),
        "name": translate("layers", "Address"),
        "team": translate("layers", "Team"),
        "day": translate("layers", "Day"),
        "number": translate("layers", "Order"),
        "arrival": translate("layers", "Arrival"),
        "begin": translate("layers", "Visit begins"),
        "departure": translate("layers", "Departure"),
        "waiting_minutes": translate("layers", "Waiting (minutes)"),
        "service_minutes": translate("layers", "Visit (minutes)"),
        "served": translate("layers", "Planned"),
        "reason": translate("layers", "Reason not planned (code)"),
        "reason_text": translate("layers", "Reason not planned"),
        "metres_to_road": translate("layers", "To the road (metres)"),
        "priority": translate("layers", "Priority"),
        "mandatory": translate("layers", "Mandatory"),
        "pand_identificatie": translate("layers", "Pand"),
        "addresses": translate("layers", "Business addresses"),
        "n_addresses": translate("layers", "Number of business addresses"),
        "statutory_basis": translate("layers", "Statutory basis of the visit"),
        "binnentreden": translate("layers", "Means binnentreden"),
        "partners": translate("layers", "Partners"),
        "safety_note": translate("layers", "Safety"),
        "last_visit": translate("layers", "Last visit"),
        "window": translate("layers", "Can be visited"),
        "skills": translate("layers", "Asks of the team"),
        "pinned": translate("layers", "Fixed"),
        "parking": translate("layers", "Parking place"),
        "visited": translate("layers", "Visited"),
        "outcome": translate("layers", "Outcome"),
        "remark": translate("layers", "Remark"),
        "photo": translate("layers", "Photo"),
    }


def route_words() -> dict[str, str]:
    """Name the fields of routes, ways and parking places."""
    return {
        "team": translate("layers", "Team"),
        "day": translate("layers", "Day"),
        "number": translate("layers", "Order"),
        "minutes": translate("layers", "Minutes"),
        "metres": translate("layers", "Metres"),
        "n_stops": translate("layers", "Stops"),
        "leaves": translate("layers", "Leaves"),
        "returns": translate("layers", "Back"),
        "pause": translate("layers", "Break"),
        "on_foot": translate("layers", "On foot"),
        "parking": translate("layers", "Parking place"),
        "arrival": translate("layers", "Arrival"),
        "departure": translate("layers", "Departure"),
    }


def number_labels() -> QgsPalLayerSettings:
    """Write the order of a stop on its marker, in white, whatever else is there."""
    text = QgsTextFormat()
    font = QFont(FONT)
    font.setBold(True)
    text.setFont(font)
    text.setForcedBold(True)
    text.setSize(8)
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
    missed = told(translate("layers", "Not visited: {reason}"), reason=reason)
    parts = [
        '<b>[% coalesce(to_string("number") || \'. \', \'\') || coalesce("name", "stop_id") %]</b>',
        _trip_tip(bold=False),
        f"[% coalesce({planned}, {missed}, '') %]",
    ]
    words = stop_words()
    parts += [
        f"[% coalesce({quoted(words[name] + ': ')} || nullif(\"{name}\", ''), '') %]"
        for name in ("statutory_basis", "binnentreden", "partners", "safety_note", "last_visit")
    ]
    layer.setMapTipTemplate(page([*parts, caveat()]))


def _trip_tip(*, bold: bool = True) -> str:
    words = "[% coalesce(\"team\", '') || coalesce(', ' || nullif(\"day\", ''), '') %]"
    return f"<b>{words}</b>" if bold else words


def _looks(layer: QgsVectorLayer) -> dict[tuple[str, str], _Look]:
    """Give each team a colour, alike in every layer of the plan, and each of its days a dash."""
    trips = _values(layer, ("team", "day"))
    teams, days = sorted({team for team, _ in trips}), sorted({day for _, day in trips})
    looks = {}
    for team, day in trips:
        round_, colour = divmod(teams.index(team), len(TEAM_COLOURS))
        dash = _DASHES[(round_ + days.index(day)) % len(_DASHES)]
        looks[team, day] = _Look(TEAM_COLOURS[colour], dash)
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
