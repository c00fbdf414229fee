"""How places that stand out are drawn, with legends that say significance in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qgis.core import (
    QgsFillSymbol,
    QgsLinePatternFillSymbolLayer,
    QgsMarkerSymbol,
    QgsSimpleLineSymbolLayer,
)
from qgis.PyQt.QtGui import QColor

from .language import translate
from .styles import HOT, by_rules, fill
from .tips import caveat, page, quoted, told

if TYPE_CHECKING:
    from qgis.core import QgsSymbol, QgsVectorLayer

# Diverging and safe for colour-blind readers (ColorBrewer PuOr; Brewer & Harrower 2003): concentration looks other than
# what stands out above its exposure.
HIGH = ("#fdb863", "#e66101", "#7f3b08")
LOW = ("#b2abd2", "#8073ac", "#3f007d")
_QUADRANTS = {1: "#e66101", 4: "#fdb863", 2: "#b2abd2", 3: "#5e3c99"}
_QUIET = "#bdbdbd"
_INK = "#1a1a1a"
_SHOWN_FROM = 25_000  # scale denominator from which places that do not stand out show

LEVELS = (0.10, 0.05, 0.01)


@dataclass(frozen=True)
class Drawn:
    """What was asked, as far as the legend tells it.

    Attributes:
        method: "exposure", "gistar" or "localmoran".
        correction: "fdr", "bonferroni" or "none".
        alpha: Adjusted p up to which a quadrant is coloured.
        rates: Whether rates were compared, not counts.
        points: Whether the places are points.
        shared: Whether the layer holds the class alone, for those who may not see everything.

    """

    method: str
    correction: str
    alpha: float
    rates: bool = False
    points: bool = False
    shared: bool = False


def style_hot(layer: QgsVectorLayer, drawn: Drawn) -> None:
    """Colour what stands out, hatch what does by one address, and say it in the map tip."""
    rules = _heading(drawn)
    if drawn.shared:
        rules += _hot(drawn)
    else:
        rules += _quadrants(drawn) if drawn.method == "localmoran" else _classes(drawn)
        rules += _one_address(drawn)
    rules.append((_quiet_words(drawn), "ELSE", _symbol(None, drawn)))
    renderer = by_rules(rules)
    quiet = renderer.rootRule().children()[-1]
    quiet.setMinimumScale(0 if drawn.points else _SHOWN_FROM)
    layer.setRenderer(renderer)
    for number, name in enumerate(layer.fields().names()):
        if name in (words := field_words()):
            layer.setFieldAlias(number, words[name])
    layer.setMapTipTemplate(_shared_tip(layer) if drawn.shared else _tip(layer, drawn))


def shared_words(drawn: Drawn) -> dict[int, str]:
    """Give the words of each class as a layer to be shared holds them."""
    found = {number: words for number, (words, _, _) in enumerate(_hot(drawn)[::-1], start=1)}
    return {0: _quiet_words(drawn), **found}


def chance_words(correction: str, level: float, method: str = "exposure") -> str:
    """Say how sure a call is: what the level limits depends on the correction and on how exact the test is."""
    percent = f"{100 * level:g}"
    if method != "exposure":
        # The normal tail of few incidents is too thin: random maps are called far more often than the level says.
        return translate("layers", "nominal level {percent} %; chance gives this more often").format(percent=percent)
    if correction == "fdr":
        return translate("layers", "at most {percent} % false alarms").format(percent=percent)
    if correction == "bonferroni":
        return translate("layers", "at most {percent} % chance of any false alarm").format(percent=percent)
    return translate("layers", "{percent} % chance each by itself; not corrected, so expect false alarms").format(
        percent=percent
    )


def quadrant_words() -> dict[int, str]:
    """Name the quadrants of the local Moran's I."""
    return {
        1: translate("layers", "high among high"),
        4: translate("layers", "high among low"),
        2: translate("layers", "low among high"),
        3: translate("layers", "low among low"),
    }


def _heading(drawn: Drawn) -> list[tuple[str, str, QgsSymbol]]:
    """Say at the top of the legend what is shown; nothing is drawn with it."""
    nothing = QgsFillSymbol.createSimple({"style": "no", "outline_style": "no"})
    if drawn.points:
        nothing = QgsMarkerSymbol.createSimple({"name": "circle", "size": "0", "outline_style": "no"})
    if drawn.method == "exposure":
        words = translate("layers", "More incidents than exposure explains")
    elif drawn.rates:
        words = translate("layers", "Concentration of high rates, not risk")
    else:
        words = translate("layers", "Concentration of incidents, not risk")
    return [(words, "FALSE", nothing)]


def _classes(drawn: Drawn) -> list[tuple[str, str, QgsSymbol]]:
    """Make the three classes, and for Gi* those of cold places."""
    if drawn.method == "exposure":
        words = [
            translate("layers", "stands out ({chance})"),
            translate("layers", "stands out clearly ({chance})"),
            translate("layers", "stands out very clearly ({chance})"),
        ]
        return _ramp("hot_class", HOT, words, drawn)
    if drawn.rates:
        high = [
            translate("layers", "high rates lie together ({chance})"),
            translate("layers", "high rates clearly lie together ({chance})"),
            translate("layers", "high rates very clearly lie together ({chance})"),
        ]
        low = [
            translate("layers", "low rates lie together ({chance})"),
            translate("layers", "low rates clearly lie together ({chance})"),
            translate("layers", "low rates very clearly lie together ({chance})"),
        ]
        return _ramp("hot_class", HIGH, high, drawn) + _ramp("cold_class", LOW, low, drawn)[::-1]
    high = [
        translate("layers", "incidents concentrate ({chance})"),
        translate("layers", "incidents concentrate clearly ({chance})"),
        translate("layers", "incidents concentrate very clearly ({chance})"),
    ]
    low = [
        translate("layers", "few incidents together ({chance})"),
        translate("layers", "clearly few incidents together ({chance})"),
        translate("layers", "very clearly few incidents together ({chance})"),
    ]
    return _ramp("hot_class", HIGH, high, drawn) + _ramp("cold_class", LOW, low, drawn)[::-1]


def _hot(drawn: Drawn) -> list[tuple[str, str, QgsSymbol]]:
    """Make the three classes of what is high, whatever the method."""
    return _classes(drawn)[: len(LEVELS)]


def _ramp(field: str, colours: tuple[str, ...], words: list[str], drawn: Drawn) -> list[tuple[str, str, QgsSymbol]]:
    rules = []
    for number, (colour, text, level) in enumerate(zip(colours, words, LEVELS, strict=True), start=1):
        chance = chance_words(drawn.correction, level, drawn.method)
        rules.append((text.format(chance=chance), f'"{field}" = {number}', _symbol(colour, drawn)))
    return rules[::-1]


def _quadrants(drawn: Drawn) -> list[tuple[str, str, QgsSymbol]]:
    chance = chance_words(drawn.correction, drawn.alpha, drawn.method)
    return [
        (f"{words} ({chance})", f'"quadrant" = {number} AND {_called(drawn)}', _symbol(_QUADRANTS[number], drawn))
        for number, words in quadrant_words().items()
    ]


def _called(drawn: Drawn) -> str:
    return f'"p_adjusted" <= {drawn.alpha}'


def _one_address(drawn: Drawn) -> list[tuple[str, str, QgsSymbol]]:
    shown = f" AND {_called(drawn)}" if drawn.method == "localmoran" else ""
    here = translate("layers", "one address here accounts for more than half")
    beside = translate("layers", "one address in a neighbour accounts for more than half")
    return [
        (here, f'"one_address" = 1{shown}', _marked(45.0, 2.0, drawn)),
        (beside, f'"one_address" = 2{shown}', _marked(135.0, 3.6, drawn)),
    ]


def _quiet_words(drawn: Drawn) -> str:
    if drawn.shared:
        return translate(
            "layers", "does not stand out, or may not be shown: few incidents or addresses, or one address"
        )
    if drawn.method == "exposure":
        return translate("layers", "no more than exposure explains, or not tested")
    return translate("layers", "no clear concentration")


def _symbol(colour: str | None, drawn: Drawn) -> QgsSymbol:
    if drawn.points:
        shown = {"color": colour or "#ffffff", "outline_color": _INK if colour else _QUIET}
        size = "2.6" if colour else "1.4"
        return QgsMarkerSymbol.createSimple({"name": "circle", "size": size, "outline_width": "0.15", **shown})
    if colour is None:
        return QgsFillSymbol.createSimple({"style": "no", "outline_color": _QUIET, "outline_width": "0.08"})
    return fill(colour, opacity=0.6, edge=colour, width=0.3)


def _marked(angle: float, distance: float, drawn: Drawn) -> QgsSymbol:
    """Hatch a place; around a point, draw a ring."""
    if drawn.points:
        size = "4.2" if angle < 90 else "3.6"  # noqa: PLR2004  a right angle
        style = "solid" if angle < 90 else "dot"  # noqa: PLR2004  the same
        return QgsMarkerSymbol.createSimple(
            {"name": "circle", "size": size, "color": "0,0,0,0", "outline_color": _INK, "outline_style": style}
        )
    symbol = QgsFillSymbol.createSimple({"style": "no", "outline_style": "no"})
    pattern = QgsLinePatternFillSymbolLayer()
    pattern.setLineAngle(angle)
    pattern.setDistance(distance)
    pattern.subSymbol().changeSymbolLayer(0, QgsSimpleLineSymbolLayer(QColor(_INK), 0.3))
    symbol.appendSymbolLayer(pattern)
    return symbol


def _shared_tip(layer: QgsVectorLayer) -> str:
    """Say in words what may be shared."""
    parts = ['<b>[% "place" %]</b>'] if "place" in layer.fields().names() else []
    return page([*parts, '<b>[% "words" %]</b>', translate("layers", "Numbers are not shown."), caveat()])


def _tip(layer: QgsVectorLayer, drawn: Drawn) -> str:
    """Say in sentences what stands here and around, and what that means."""
    names = set(layer.fields().names())
    parts = ['<b>[% "place" %]</b>'] if "place" in names else []
    counted = told(
        translate("layers", "Incidents here: {count}; here and in the neighbours: {window}."),
        count='round("count", 1)',
        window='round("window_count", 1)',
    )
    parts.append(f"[% {counted} %]")
    if "window_expected" in names and drawn.method == "exposure":
        expected = told(
            translate("layers", "Exposure explains {expected} here and in the neighbours."),
            expected='round("window_expected", 1)',
        )
        parts.append(f"[% {expected} %]")
    parts.append(f"<b>[% {_verdict(drawn)} %]</b>")
    share = {"share": 'round(100 * "largest_share")'}
    here = told(translate("layers", "One address here accounts for {share} % of that: look at the address."), **share)
    beside = told(
        translate(
            "layers",
            "One address in a neighbour accounts for {share} % of that: look at the address.",
        ),
        **share,
    )
    parts.append(f'[% CASE WHEN "one_address" = 1 THEN {here} WHEN "one_address" = 2 THEN {beside} ELSE \'\' END %]')
    if drawn.rates:
        parts.append(
            translate("layers", "Concentration, not risk: rates of places with little exposure swing by chance.")
        )
    elif drawn.method != "exposure":
        parts.append(translate("layers", "Concentration, not risk: much happens where many people live and work."))
    return page([*parts, caveat()])


def _verdict(drawn: Drawn) -> str:
    """Give an expression with the words of the legend for this place."""
    if drawn.method == "localmoran":
        kinds = " ".join(f'WHEN "quadrant" = {n} THEN {quoted(words)}' for n, words in quadrant_words().items())
        return f"CASE WHEN NOT coalesce({_called(drawn)}, FALSE) THEN {quoted(_quiet_words(drawn))} {kinds} END"
    cases = " ".join(f"WHEN {where} THEN {quoted(words)}" for words, where, _ in _classes(drawn))
    if drawn.method == "exposure":
        untested = translate("layers", "not tested: nothing is exposed here")
        quiet = translate("layers", "no more than exposure explains")
        return f'CASE {cases} WHEN "p" IS NULL THEN {quoted(untested)} ELSE {quoted(quiet)} END'
    return f"CASE {cases} ELSE {quoted(_quiet_words(drawn))} END"


def field_words() -> dict[str, str]:
    """Give the fields' names in words."""
    return {
        "place": translate("layers", "Code"),
        "count": translate("layers", "Incidents"),
        "expected": translate("layers", "Expected incidents"),
        "window_count": translate("layers", "Incidents with the neighbours"),
        "window_expected": translate("layers", "Expected with the neighbours"),
        "p": translate("layers", "p of this place with its neighbours"),
        "p_adjusted": translate("layers", "p, corrected for the number of places"),
        "p_permuted": translate("layers", "p by permutation (for comparison)"),
        "hot_class": translate("layers", "Class (0 to 3)"),
        "cold_class": translate("layers", "Class of few incidents (0 to 3)"),
        "gi_z": translate("layers", "Gi* of counts (concentration)"),
        "z": translate("layers", "z of the method"),
        "moran_i": translate("layers", "Local Moran's I (concentration)"),
        "quadrant": translate("layers", "Quadrant (1 high among high, 2 low among high, 3 both low, 4 high among low)"),
        "largest_share": translate("layers", "Largest share of one address"),
        "one_address": translate("layers", "By one address: 1 here, 2 in a neighbour"),
        "exposure": translate("layers", "Exposure"),
        "rate": translate("layers", "Incidents per 1,000 of the exposure, per km or per km²"),
        "rate_smoothed": translate("layers", "The same, smoothed"),
    }
