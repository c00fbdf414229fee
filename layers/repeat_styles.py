"""How originators, follow-ups and clusters in place and time are drawn, and how the temporal controller plays them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import (
    Qgis,
    QgsMarkerSymbol,
    QgsUnitTypes,
)

from .field_words import cluster_words, name_fields, repeat_words
from .language import language, translate
from .styles import by_rules, fill
from .tips import decimals, told

if TYPE_CHECKING:
    from qgis.core import QgsRuleBasedRenderer, QgsVectorLayer

# Told apart by colour-blind readers (Okabe & Ito 2008), and by their form.
_FIRST, _LATER, _BOTH, _SAME = "#0072b2", "#e69f00", "#009e73", "#999999"
_CLUSTER = "#54278f"
_NOISE = "#bdbdbd"


def style_repeats(layer: QgsVectorLayer) -> None:
    """Draw originators, follow-ups and what is both, each by a form of its own."""
    kinds = (
        ("originator", translate("layers", "first: others followed close by"), "circle", _FIRST),
        ("both", translate("layers", "followed others, and was followed"), "diamond", _BOTH),
        ("follow-up", translate("layers", "follow-up of an earlier one close by"), "triangle", _LATER),
        ("same moment", translate("layers", "close by on the same moment; order not known"), "square", _SAME),
    )
    layer.setRenderer(_markers([(words, f"\"role\" = '{role}'", form, colour) for role, words, form, colour in kinds]))
    name_fields(layer, repeat_words())
    since = told(
        translate("layers", "{days} days and {metres} m after {id}"),
        days=decimals('"days_since"'),
        metres='round("metres_since")',
        id='"since_id"',
    )
    later = told(translate("layers", "followed by {n} close by"), n='nullif("follow_ups", 0)')
    layer.setMapTipTemplate(
        '<div style="font-family:sans-serif;max-width:340px"><b>[% "incident_id" %]</b>'
        f"<div>[% {since} %]</div><div>[% {later} %]</div>"
        f"<i>{translate('layers', 'One pair alone may be chance.')}</i></div>"
    )
    play(layer)


def style_clusters(layer: QgsVectorLayer) -> None:
    """Draw hulls calmly, those that chance cannot explain with a firm edge."""
    rules = [
        (
            translate("layers", "cluster: larger than chance gives"),
            '"p" <= 0.05',
            fill(_CLUSTER, opacity=0.22, edge=_CLUSTER, width=0.7),
        ),
        (
            translate("layers", "cluster: chance gives ones as large"),
            '"p" > 0.05',
            fill(_CLUSTER, opacity=0.07, edge="#9e9ac8", width=0.3),
        ),
        (
            translate("layers", "cluster: not tested"),
            '"p" IS NULL',
            fill(_CLUSTER, opacity=0.07, edge="#9e9ac8", width=0.3),
        ),
    ]
    layer.setRenderer(by_rules(rules))
    name_fields(layer, cluster_words())
    layer.setMapTipTemplate(
        f'<div style="font-family:sans-serif;max-width:340px">[% "words_{language()}" %]'
        f"<br><i>{translate('layers', 'Concentration, not risk.')}</i></div>"
    )
    play(layer)


def style_clustered(layer: QgsVectorLayer) -> None:
    """Draw the incidents of clusters, and the others as small grey points."""
    kinds = (
        ("core", translate("layers", "in a cluster: many others around it"), "circle", _CLUSTER),
        ("border", translate("layers", "at the edge of a cluster"), "circle", "#bcbddc"),
        ("noise", translate("layers", "in no cluster"), "circle", _NOISE),
    )
    layer.setRenderer(
        _markers([(words, f"\"role\" = '{role}'", form, colour) for role, words, form, colour in kinds], small="noise")
    )
    name_fields(layer, cluster_words())
    play(layer)


def play(layer: QgsVectorLayer) -> None:
    """Let the temporal controller show each feature from its begin up to and including its end."""
    temporal = layer.temporalProperties()
    temporal.setMode(Qgis.VectorTemporalMode.FeatureDateTimeStartAndEndFromFields)
    temporal.setStartField("begin")
    temporal.setEndField("eind")
    temporal.setLimitMode(Qgis.VectorTemporalLimitMode.IncludeBeginIncludeEnd)
    temporal.setIsActive(True)


def _markers(kinds: list[tuple[str, str, str, str]], small: str = "") -> QgsRuleBasedRenderer:
    rules = []
    for words, where, form, colour in kinds:
        size = "1.2" if small and small in where else "2.6"
        edge = {"outline_color": "#ffffff", "outline_width": "0.2", "outline_width_unit": "MM"}
        symbol = QgsMarkerSymbol.createSimple({"name": form, "size": size, "color": colour, **edge})
        symbol.setSizeUnit(QgsUnitTypes.RenderUnit.RenderMillimeters)
        rules.append((words, where, symbol))
    return by_rules(rules)
