"""The layers of a plan of routes as its sheets draw them: markers that hide none of each other at any round scale."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
from qgis.core import (
    QgsFeature,
    QgsFeatureRequest,
    QgsField,
    QgsGeometry,
    QgsGeometryGeneratorSymbolLayer,
    QgsMarkerSymbol,
    QgsPalLayerSettings,
    QgsPointXY,
    QgsProperty,
    QgsRuleBasedRenderer,
    QgsSymbolLayer,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtCore import QMetaType
from qgis.PyQt.QtGui import QColor

from ..layers.language import speaking, spoken, translate
from ..layers.loading import ROLE
from ..layers.route_loading import route_layer_name, style_plan_layer
from ..layers.route_styles import number_labels, style_parkings, style_route_stops, teams_of
from ..safeguards.messages import note
from .apart import moved_apart
from .pages import INK

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

_RD = "EPSG:28992"
_ROLES = ("stops", "parkings", "ends", "legs", "routes")  # topmost first
_MARKED = ("stops", "parkings", "ends")
_APART = 5.9  # mm between the middles of markers
_MOVED = 1.0  # mm from which a line leads from a marker to its place
_ASIDE = "aside"  # field: how far a marker is drawn from its place, by scale
_STEPS = (1.0, 1.25, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 7.5, 8.0)
_SCALES = [1000 * ten * step for ten in (0.1, 1, 10, 100) for step in _STEPS]
_FINE = 40  # steps of a decade of scales, that tell all round ones apart
_END, _DAY = "end", "day"
_DRIVEN = 'NOT coalesce("on_foot", FALSE)'
_FAR = 1e7  # metres; the edge of a map is not known here
_SHIFT = f"coalesce(map_get(from_json(\"{_ASIDE}\"), to_string(round({_FINE} * log10(@map_scale)))), '0,0')"


def plan_layers(routes_gpkg: Path, language: str) -> dict[str, QgsVectorLayer]:
    """Open the layers of a plan for its sheets, in memory, so that `View.only` can leave one route.

    Args:
        routes_gpkg: File of the plan.
        language: Of the sheets, nl or en: that of names and legends.

    Returns:
        By role, topmost first: stops, parkings, ends (where a team sets out and ends), legs and routes.

    """
    with speaking(language):
        layers = _opened(routes_gpkg)
        for role, layer in layers.items():
            layer.setCustomProperty(ROLE, f"plan_{role}")
        return layers


def _opened(path: Path) -> dict[str, QgsVectorLayer]:
    found: dict[str, QgsVectorLayer] = {}
    for role in ("stops", "parkings", "legs", "routes"):
        layer = QgsVectorLayer(f"{path}|layername={role}", route_layer_name(role), "ogr")
        if layer.isValid() and layer.featureCount() > 0:
            found[role] = _in_memory(layer)
    if "legs" in found and (ends := _ends(found["legs"])).featureCount():
        found["ends"] = ends
    if "stops" in found:
        style_route_stops(found["stops"], apart=False)
    if "parkings" in found:
        style_parkings(found["parkings"], aside=False)
    for role in ("legs", "routes"):
        if role in found:
            style_plan_layer(found[role], role)
    if "legs" in found:
        _only_on_foot(found["legs"])
    _move_apart(found)
    return {role: found[role] for role in _ROLES if role in found}


def _in_memory(layer: QgsVectorLayer) -> QgsVectorLayer:
    made = layer.materialize(QgsFeatureRequest())
    made.setName(layer.name())
    return made


def _only_on_foot(legs: QgsVectorLayer) -> None:
    """Leave out what is driven: the route shows it already."""
    driven = legs.getFeatures(QgsFeatureRequest().setFilterExpression(_DRIVEN))
    legs.dataProvider().deleteFeatures([leg.id() for leg in driven])
    renderer = legs.renderer()
    if isinstance(renderer, QgsRuleBasedRenderer):
        # A rule that is taken out of a renderer is gone while Python still holds it.
        root = QgsRuleBasedRenderer.Rule(None)
        root.appendChild(renderer.rootRule().children()[0].clone())
        legs.setRenderer(QgsRuleBasedRenderer(root))


def _ends(legs: QgsVectorLayer) -> QgsVectorLayer:
    """Mark where each team sets out, and where it ends if that is elsewhere."""
    name = spoken(note("sheets_route_ends"))
    layer = QgsVectorLayer(f"Point?crs={_RD}&field=team:string&field={_DAY}:string&field={_END}:string", name, "memory")
    made = []
    for team, day in teams_of(legs):
        for point, word in _ends_of(legs, team, day):
            feature = QgsFeature(layer.fields())
            feature.setAttributes([team, day, word])
            feature.setGeometry(QgsGeometry.fromPointXY(point))
            made.append(feature)
    layer.dataProvider().addFeatures(made)
    sign = {"name": "diamond", "size": "6.4", "color": INK, "outline_color": "#ffffff", "outline_width": "0.4"}
    root = QgsRuleBasedRenderer.Rule(None)
    root.appendChild(
        QgsRuleBasedRenderer.Rule(QgsMarkerSymbol.createSimple(sign), 0, 0, "", spoken(note("sheets_route_ends_signs")))
    )
    layer.setRenderer(QgsRuleBasedRenderer(root))
    labels = QgsPalLayerSettings(number_labels(7))
    labels.fieldName = _END
    layer.setLabeling(QgsVectorLayerSimpleLabeling(labels))
    layer.setLabelsEnabled(True)
    return layer


def _ends_of(legs: QgsVectorLayer, team: str, day: str) -> Iterator[tuple[QgsPointXY, str]]:
    driven = [
        leg
        for leg in legs.getFeatures(QgsFeatureRequest().setFilterExpression(_DRIVEN))
        if (leg["team"], leg[_DAY] or "") == (team, day) and not leg.geometry().isEmpty()
    ]
    if not driven:
        return
    driven.sort(key=lambda leg: int(leg["number"]))
    first, last = next(driven[0].geometry().vertices()), list(driven[-1].geometry().vertices())[-1]
    begin, end = QgsPointXY(first.x(), first.y()), QgsPointXY(last.x(), last.y())
    yield begin, translate("sheets", "S")
    if begin.distance(end) > 1:
        yield end, translate("sheets", "E")


def _move_apart(layers: Mapping[str, QgsVectorLayer]) -> None:
    """Tell each marker how far from its place it is drawn at every round scale, and draw it there."""
    there: dict[tuple[str, str], list[tuple[str, int, QgsPointXY]]] = {}
    marked = [role for role in _MARKED if role in layers]
    for role in marked:
        for feature in layers[role].getFeatures():
            if feature.hasGeometry() and isinstance(feature["team"], str):
                trip = feature["team"], str(feature[_DAY] or "")
                there.setdefault(trip, []).append((role, feature.id(), feature.geometry().asPoint()))
    asides: dict[str, dict[int, str]] = {role: {} for role in marked}
    for markers in there.values():
        points = np.array([(point.x(), point.y()) for _, _, point in markers])
        for (role, number, _), aside in zip(markers, _asides(points), strict=True):
            asides[role][number] = json.dumps(aside)
    for role in marked:
        layer = layers[role]
        provider = layer.dataProvider()
        provider.addAttributes([QgsField(_ASIDE, QMetaType.Type.QString)])
        layer.updateFields()
        at = layer.fields().indexOf(_ASIDE)
        provider.changeAttributeValues({number: {at: aside} for number, aside in asides[role].items()})
        _draw_aside(layer)


def _asides(points: np.ndarray) -> Sequence[dict[str, str]]:
    """Give for each marker its offset in mm, right and down, by scale; none where it stays."""
    found: list[dict[str, str]] = [{} for _ in points]
    for scale in _SCALES:
        millimetre = scale / 1000
        moved = moved_apart(points, _APART * millimetre, (-_FAR, -_FAR, _FAR, _FAR))
        away = (moved - points) / millimetre
        key = str(round(_FINE * np.log10(scale)))
        for aside, (right, up) in zip(found, away.tolist(), strict=True):
            if abs(right) > 0.01 or abs(up) > 0.01:  # noqa: PLR2004  mm
                aside[key] = f"{right:.2f},{-up:.2f}"
    return found


def _draw_aside(layer: QgsVectorLayer) -> None:
    renderer = layer.renderer()
    if isinstance(renderer, QgsRuleBasedRenderer):
        for rule in renderer.rootRule().children():
            symbol = rule.symbol()
            marker = symbol.symbolLayer(0)
            marker.setDataDefinedProperty(QgsSymbolLayer.Property.Offset, QgsProperty.fromExpression(_SHIFT))
            marker.setRenderingPass(1)
            symbol.insertSymbolLayer(0, _leader())
        renderer.setUsingSymbolLevels(True)  # no line over another's number
    labels = QgsPalLayerSettings(layer.labeling().settings())
    defined = labels.dataDefinedProperties()
    defined.setProperty(QgsPalLayerSettings.Property.OffsetXY, QgsProperty.fromExpression(_SHIFT))
    labels.setDataDefinedProperties(defined)
    layer.setLabeling(QgsVectorLayerSimpleLabeling(labels))


def _leader() -> QgsGeometryGeneratorSymbolLayer:
    """Draw a line from the place of a marker to where it is drawn, with a dot at its place."""
    right, down = (f"to_real(string_to_array({_SHIFT})[{at}])" for at in (0, 1))
    moved = f"translate($geometry, {right} * @map_scale / 1000, -({down}) * @map_scale / 1000)"
    line = f"if(abs({right}) + abs({down}) > {_MOVED}, make_line($geometry, {moved}), NULL)"
    leader = QgsGeometryGeneratorSymbolLayer.create({"geometryModifier": line, "SymbolType": "Line"})
    drawn = leader.subSymbol()
    drawn.setColor(QColor(INK))
    drawn.setWidth(0.25)
    return leader
