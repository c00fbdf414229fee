"""How densities along streets are drawn: wider and darker where there is more, with words for how much."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import QgsLineSymbol, QgsRuleBasedRenderer

from .field_words import name_fields, street_words
from .language import figure, translate
from .tips import decimals

if TYPE_CHECKING:
    from qgis.core import QgsVectorLayer

# Sequential and safe for colour-blind readers (ColorBrewer BuPu), without its palest steps: these are thin lines.
_COLOURS = ("#b3cde3", "#8c96c6", "#8856a7", "#810f7c", "#4d004b")
_WIDTHS = (0.5, 0.8, 1.2, 1.7, 2.3)  # mm
_EDGES = (0.0, 1.0, 2.0, 5.0, 10.0)  # times the average street
_FEW = {"line_color": "#9a9a9a", "line_width": "0.4", "line_style": "dash"}


def style_street_density(layer: QgsVectorLayer, average: float, *, yearly: bool) -> None:
    """Draw pieces of street by how many times the average street they have.

    Args:
        layer: The pieces.
        average: Density of all streets together, per km.
        yearly: Whether densities are per year.

    """
    unit = translate("layers", "per km of street per year") if yearly else translate("layers", "per km of street")
    root = QgsRuleBasedRenderer.Rule(None)
    for number in reversed(range(len(_EDGES))):
        low = _EDGES[number]
        high = _EDGES[number + 1] if number + 1 < len(_EDGES) else None
        where = f'NOT "few" AND "times_average" >= {low}' + (f' AND "times_average" < {high}' if high else "")
        bounds = f"{figure(average * low)} - {figure(average * high)}" if high else f"≥ {figure(average * low)}"
        symbol = {"line_color": _COLOURS[number], "line_width": str(_WIDTHS[number]), "capstyle": "round"}
        _add(root, f"{_words()[number]} ({bounds} {unit})", where, symbol)
    _add(root, translate("layers", "fewer than 5 incidents within reach: says little"), '"few"', _FEW)
    renderer = QgsRuleBasedRenderer(root)
    layer.setRenderer(renderer)
    name_fields(layer, street_words(yearly=yearly))
    # A map is of streets: where there is no name the number of the wegvak tells which.
    times = translate("layers", "times the average street")
    caution = translate("layers", "Concentration of what was reported, which says nothing of why.")
    few = translate("layers", "Fewer than 5 incidents within reach: says little.")
    density, average_times = decimals('"density"'), decimals('"times_average"')
    layer.setMapTipTemplate(
        '<b>[% coalesce("straatnaam", "wegvak_id") %]</b><br>'
        f"[% {density} %] {unit}, [% {average_times} %] {times}.<br>"
        f"[% if(\"few\", '{few}<br>', '') %]<i>{caution}</i>"
    )


def _words() -> list[str]:
    return [
        translate("layers", "less than the average street"),
        translate("layers", "about the average, up to twice"),
        translate("layers", "more: 2 to 5 times the average"),
        translate("layers", "much more: 5 to 10 times the average"),
        translate("layers", "very much more: 10 times the average and over"),
    ]


def _add(root: QgsRuleBasedRenderer.Rule, label: str, where: str, symbol: dict[str, str]) -> None:
    rule = QgsRuleBasedRenderer.Rule(QgsLineSymbol.createSimple(symbol))
    rule.setLabel(label)
    rule.setFilterExpression(where)
    root.appendChild(rule)
