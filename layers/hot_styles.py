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

from .field_words import exposure_words, name_fields, rate_words
from .language import figure, translate
from .styles import HOT, by_rules, fill
from .tips import caveat, decimals, page, quoted, told

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
_HOT = "hot_class"


@dataclass(frozen=True)
class Drawn:
    """What was asked, as far as the legend tells it.

    Attributes:
        method: "exposure", "gistar" or "localmoran".
        correction: "fdr", "bonferroni" or "none".
        alpha: Adjusted p up to which a place is called.
        rates: Whether rates were compared, not counts.
        points: Whether the places are points.
        unit: What exposure is measured in, as in `hotspots.places.place_exposure.Exposed`.
        shared: Whether the layer holds the class alone, for those who may not see everything.

    """

    method: str
    correction: str
    alpha: float
    rates: bool = False
    points: bool = False
    unit: str = "area"
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
    name_fields(layer, field_words(drawn.unit))
    layer.setMapTipTemplate(_shared_tip(layer) if drawn.shared else _tip(layer, drawn))


def shared_words(drawn: Drawn) -> dict[int, str]:
    """Give the words of each class as a layer to be shared holds them."""
    levels = (*LEVELS[1:], 0.0)
    called = {number for number, under in enumerate(levels, start=1) if under < drawn.alpha}
    words = [words for words, where, _ in _hot(drawn)[::-1] if where != _short(_HOT, drawn)]
    short = {number: _short_words(_HOT, drawn) for number in (1, 2, 3) if number not in called}
    return {0: _quiet_words(drawn)} | short | dict(zip(sorted(called), words, strict=False))


def chance_words(correction: str, level: float, method: str = "exposure") -> str:
    """Say how sure a call is: what the level limits depends on the correction and on how exact the test is."""
    percent = figure(100 * level)
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
        return _ramp(_HOT, HOT, words, drawn)
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
        return _ramp(_HOT, HIGH, high, drawn) + _ramp("cold_class", LOW, low, drawn)[::-1]
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
    return _ramp(_HOT, HIGH, high, drawn) + _ramp("cold_class", LOW, low, drawn)[::-1]


def _hot(drawn: Drawn) -> list[tuple[str, str, QgsSymbol]]:
    """Make the classes of what is high, whatever the method."""
    return [rule for rule in _classes(drawn) if _HOT in rule[1]]


def _ramp(field: str, colours: tuple[str, ...], words: list[str], drawn: Drawn) -> list[tuple[str, str, QgsSymbol]]:
    """Make the classes that are called, the surest first, and last what is just short of that."""
    rules = []
    under = (*LEVELS[1:], 0.0)
    for number, (colour, text, level, next_level) in enumerate(
        zip(colours, words, LEVELS, under, strict=True), start=1
    ):
        if next_level >= drawn.alpha:
            continue
        chance = chance_words(drawn.correction, min(level, drawn.alpha), drawn.method)
        rules.append((text.format(chance=chance), _of_class(field, number, drawn), _symbol(colour, drawn)))
    if drawn.alpha > LEVELS[0] and field == _HOT and not drawn.shared:
        chance = chance_words(drawn.correction, drawn.alpha, drawn.method)
        rules.insert(
            0, (words[0].format(chance=chance), f'"{field}" = 0 AND {_called(drawn)}', _symbol(colours[0], drawn))
        )
    if drawn.alpha < LEVELS[0]:
        rules.insert(0, (_short_words(field, drawn), _short(field, drawn), _just_short(colours[0], drawn)))
    return rules[::-1]


def _of_class(field: str, number: int, drawn: Drawn) -> str:
    # What lies low has an adjusted p of its own, which only its class tells; a layer to be shared holds none.
    called = f" AND {_called(drawn)}" if field == _HOT and not drawn.shared else ""
    return f'"{field}" = {number}{called}'


def _short(field: str, drawn: Drawn) -> str:
    if field == _HOT and not drawn.shared:
        return f'"{field}" > 0 AND NOT {_called(drawn)}'
    numbers = [number for number, level in enumerate((*LEVELS[1:], 0.0), start=1) if level >= drawn.alpha]
    return f'"{field}" IN ({", ".join(map(str, numbers))})'


def _short_words(field: str, drawn: Drawn) -> str:
    """Name what is not called, but would be at 10 %."""
    if drawn.method == "exposure":
        words = translate("layers", "just short of standing out ({chance})")
    elif field == _HOT:
        words = translate("layers", "just short of a concentration ({chance})")
    else:
        words = translate("layers", "just short of clearly few ({chance})")
    return words.format(chance=chance_words(drawn.correction, LEVELS[0], drawn.method))


def _just_short(colour: str, drawn: Drawn) -> QgsSymbol:
    """Draw an outline only: this is no call."""
    if drawn.points:
        return QgsMarkerSymbol.createSimple(
            {"name": "circle", "size": "2.2", "color": "#ffffff", "outline_color": colour, "outline_width": "0.3"}
        )
    return fill(colour, opacity=0.0, edge=colour, width=0.26)


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
    here = translate("layers", "stands out by one address here")
    beside = translate("layers", "stands out by one address in a neighbour")
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
        count=decimals('"count"'),
        window=decimals('"window_count"'),
    )
    parts.append(f"[% {counted} %]")
    if "window_expected" in names and drawn.method == "exposure":
        expected = told(
            translate("layers", "Exposure explains {expected} here and in the neighbours."),
            expected=decimals('"window_expected"'),
        )
        parts.append(f"[% {expected} %]")
    if "rate" in names:
        rate = decimals('"rate"', 2)
        parts.append(f"[% coalesce({quoted(rate_words(drawn.unit))} || ': ' || {rate} || '.', '') %]")
    parts.append(f"<b>[% {_verdict(drawn)} %]</b>")
    share = {"share": 'round(100 * "largest_share")'}
    here = told(
        translate(
            "layers",
            "One address here accounts for {share} % of that; without it this place would not stand out so: "
            "look at the address.",
        ),
        **share,
    )
    beside = told(
        translate(
            "layers",
            "One address in a neighbour accounts for {share} % of that; without it this place would not stand out "
            "so: look at the address.",
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


def field_words(unit: str) -> dict[str, str]:
    """Give the fields' names in words; `unit` is that of exposure."""
    return {
        "place": translate("layers", "Code"),
        "count": translate("layers", "Incidents"),
        "expected": translate("layers", "Expected incidents"),
        "window_count": translate("layers", "Incidents with the neighbours"),
        "window_expected": translate("layers", "Expected with the neighbours"),
        "p": translate("layers", "p of this place with its neighbours"),
        "p_adjusted": translate("layers", "p, corrected as asked"),
        "p_permuted": translate("layers", "p by permutation (for comparison)"),
        "hot_class": translate("layers", "Class (0 to 3)"),
        "cold_class": translate("layers", "Class of few incidents (0 to 3)"),
        "gi_z": translate("layers", "Gi* of counts (concentration)"),
        "z": translate("layers", "z of the method"),
        "moran_i": translate("layers", "Local Moran's I (concentration)"),
        "quadrant": translate("layers", "Quadrant (1 high among high, 2 low among high, 3 both low, 4 high among low)"),
        "largest_share": translate("layers", "Largest share of one address"),
        "one_address": translate("layers", "By one address: 1 here, 2 in a neighbour"),
        "exposure": exposure_words(unit),
        "rate": rate_words(unit),
        "rate_smoothed": translate("layers", "{rate} (smoothed)").format(rate=rate_words(unit)),
        "grids_agree": translate("layers", "Share of other grids that agree (0 to 1)"),
    }
