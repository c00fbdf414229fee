"""How what was found in the field is drawn, and what the fields of visits are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import QgsMarkerSymbol, QgsRuleBasedRenderer

from .field_words import name_fields
from .language import translate
from .tips import caveat, decimals, page, quoted, told

if TYPE_CHECKING:
    from qgis.core import QgsVectorLayer

# Told apart in grey, by colour-blind readers, and by their shape.
_LOOKS = {"violation": ("diamond", "#810f7c", "4.2"), "further_inquiry": ("circle", "#8c96c6", "3.2")}


def style_found(layer: QgsVectorLayer) -> None:
    """Draw violations and further inquiries apart."""
    words = _found()
    root = QgsRuleBasedRenderer.Rule(None)
    for kind, (shape, colour, size) in _LOOKS.items():
        look = {"name": shape, "color": colour, "size": size, "outline_color": "#ffffff", "outline_width": "0.3"}
        rule = QgsRuleBasedRenderer.Rule(QgsMarkerSymbol.createSimple(look))
        rule.setLabel(words[kind])
        rule.setFilterExpression(f"\"soort\" = '{kind}'")
        root.appendChild(rule)
    layer.setRenderer(QgsRuleBasedRenderer(root))
    name_fields(layer, visit_words())
    cases = " ".join(f"WHEN \"soort\" = '{kind}' THEN {quoted(text)}" for kind, text in words.items())
    weighs = told(
        translate("layers", "Counts for {weight}: the mean chance of a visit, divided by the chance here."),
        weight=decimals('"weight"', 2),
    )
    parts = [
        f"<b>[% CASE {cases} END %]</b> [% coalesce(format_date(\"begin\", 'dd-MM-yyyy'), '') %]",
        f"[% {weighs} %]",
        f"<i>{translate('layers', 'Discovered by inspectors: it follows where they looked.')}</i>",
        caveat(),
    ]
    layer.setMapTipTemplate(page(parts))


def visit_words() -> dict[str, str]:
    """Name the fields of visits and of what was found."""
    return {
        "stop_id": translate("layers", "Number of the stop"),
        "incident_id": translate("layers", "Number of the incident"),
        "day": translate("layers", "Day"),
        "outcome": translate("layers", "Outcome"),
        "visited": translate("layers", "Visited"),
        "control": translate("layers", "Control stop"),
        "probability": translate("layers", "Chance with which it was chosen"),
        "weight": translate("layers", "Weight"),
        "begin": translate("layers", "Begin"),
        "eind": translate("layers", "End"),
    }


def rate_words() -> dict[str, str]:
    """Name the fields of hit rates."""
    return {
        "group": translate("layers", "From the list (top) or control stop"),
        "stops": translate("layers", "Stops seen inside"),
        "hits": translate("layers", "Further inquiries and violations"),
        "share": translate("layers", "Share"),
        "low": translate("layers", "Lower end of the 95 % interval"),
        "high": translate("layers", "Upper end of the 95 % interval"),
    }


def _found() -> dict[str, str]:
    return {
        "violation": translate("layers", "violation found"),
        "further_inquiry": translate("layers", "further inquiry needed"),
    }
