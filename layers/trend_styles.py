"""How emerging hot spots are drawn: warm is hot, blue is cold, and the hatching tells what it is becoming."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import QgsFillSymbol, QgsLinePatternFillSymbolLayer, QgsSimpleLineSymbolLayer
from qgis.PyQt.QtGui import QColor

from .field_words import name_fields, trend_words
from .language import translate
from .styles import by_rules, fill
from .temporal import make_temporal
from .tips import caveat, decimals, page, quoted, told

if TYPE_CHECKING:
    from qgis.core import QgsVectorLayer

    from .styles import Rule

# Light, middle, dark of ColorBrewer's RdBu, safe for colour-blind readers (Brewer & Harrower 2003).
_HOT = ("#fddbc7", "#ef8a62", "#b2182b")
_COLD = ("#d1e5f0", "#67a9cf", "#2166ac")
_LIGHT, _MIDDLE, _DARK = 0, 1, 2
_NOTHING = "#ececec"
# Pattern -> shade of its fill, shade of its hatching, angles of the hatching in degrees.
_LOOKS: dict[int, tuple[int | None, int, tuple[int, ...]]] = {
    1: (_LIGHT, _DARK, ()),
    2: (_MIDDLE, _DARK, ()),
    3: (_DARK, _LIGHT, (45,)),
    4: (_DARK, _DARK, ()),
    5: (_DARK, _LIGHT, (135,)),
    6: (_LIGHT, _DARK, (90,)),
    7: (_LIGHT, _DARK, (45, 135)),
    8: (None, _DARK, (0,)),
}
_NEW = 1


def class_words() -> dict[int, str]:
    """Name the seventeen classes in the user's language."""
    return {
        1: translate("layers", "new hot spot"),
        2: translate("layers", "consecutive hot spot"),
        3: translate("layers", "intensifying hot spot"),
        4: translate("layers", "persistent hot spot"),
        5: translate("layers", "diminishing hot spot"),
        6: translate("layers", "sporadic hot spot"),
        7: translate("layers", "oscillating hot spot"),
        8: translate("layers", "historical hot spot"),
        -1: translate("layers", "new cold spot"),
        -2: translate("layers", "consecutive cold spot"),
        -3: translate("layers", "intensifying cold spot"),
        -4: translate("layers", "persistent cold spot"),
        -5: translate("layers", "diminishing cold spot"),
        -6: translate("layers", "sporadic cold spot"),
        -7: translate("layers", "oscillating cold spot"),
        -8: translate("layers", "historical cold spot"),
        0: translate("layers", "no pattern"),
    }


def _meanings() -> dict[int, str]:
    """Say in the legend what a class means; the cold ones mean the same of few incidents."""
    return {
        1: translate("layers", "for the first time in the latest step"),
        2: translate("layers", "in the latest steps without a break, never before"),
        3: translate("layers", "nearly always, and ever stronger"),
        4: translate("layers", "nearly always, no trend"),
        5: translate("layers", "nearly always, but weaker"),
        6: translate("layers", "on and off, in the latest step too"),
        7: translate("layers", "in the latest step, once the opposite"),
        8: translate("layers", "nearly always, but not in the latest step"),
    }


def style_emerging(layer: QgsVectorLayer) -> None:
    """Draw every cell with incidents by its class; the legend holds the classes there are."""
    layer.setRenderer(by_rules(_by_class(_classes_in(layer))))
    name_fields(layer, trend_words())
    if "count" not in layer.fields().names():
        numbers = translate("layers", "Numbers are not shown.")
        layer.setMapTipTemplate(page(['<b>[% "class_text" %]</b>', numbers, _concentration()]))
        return
    told_steps = told(
        translate(
            "layers", "Steps that were hot: {hot}, cold: {cold}. Incidents: {count}, in the latest step: {last}."
        ),
        hot='"hot_steps"',
        cold='"cold_steps"',
        count=decimals('"count"'),
        last=decimals('"last_count"'),
    )
    rising, falling, none = (
        quoted(words)
        for words in (
            translate("layers", "The concentration grew over the steps."),
            translate("layers", "The concentration weakened over the steps."),
            translate("layers", "No trend over the steps."),
        )
    )
    trend = f'CASE WHEN "trend_bin" > 0 THEN {rising} WHEN "trend_bin" < 0 THEN {falling} ELSE {none} END'
    layer.setMapTipTemplate(
        page(['<b>[% "class_text" %]</b>', f"[% {told_steps} %]", f"[% {trend} %]", _concentration()])
    )


def style_emerging_cube(layer: QgsVectorLayer, *, level: int = 2) -> None:
    """Draw every cell in every step by its class as it stood then, ready for the temporal controller.

    Args:
        layer: With a row per cell and step.
        level: Lowest `bin` that counts as hot, for the steps in which it is too early for a class.

    """
    early = [
        (words, f'"class" IS NULL AND {where}', symbol)
        for words, where, symbol in (
            (
                translate("layers", "hot in this step; too early for a pattern"),
                f'"bin" >= {level}',
                fill(_HOT[_MIDDLE], opacity=0.6),
            ),
            (
                translate("layers", "cold in this step; too early for a pattern"),
                f'"bin" <= -{level}',
                fill(_COLD[_MIDDLE], opacity=0.6),
            ),
            (translate("layers", "too early for a pattern"), f'abs("bin") < {level}', _look(0)),
        )
    ]
    layer.setRenderer(by_rules([*_by_class(_classes_in(layer)), *early]))
    name_fields(layer, trend_words())
    step = told(
        translate("layers", "Step {step}, {begin} to {end}. Incidents: {count}."),
        step='"step"',
        begin="format_date(\"step_begin\", 'dd-MM-yyyy')",
        end="format_date(\"step_end\" - make_interval(seconds:=1), 'dd-MM-yyyy')",
        count=decimals('"count"'),
    )
    early_words = quoted(translate("layers", "too early for a pattern"))
    layer.setMapTipTemplate(
        page([f'<b>[% coalesce("class_text", {early_words}) %]</b>', f"[% {step} %]", _concentration()])
    )
    make_temporal(layer, "step_begin", "step_end", half_open=True)


def _concentration() -> str:
    return f"{translate('layers', 'Where incidents concentrate, not where the risk is higher.')} {caveat()}"


def _classes_in(layer: QgsVectorLayer) -> list[int]:
    """List the classes there are: hot before cold, new before historical, none last."""
    found = {
        int(number)
        for number in layer.uniqueValues(layer.fields().lookupField("class"))
        if isinstance(number, int | float)
    }
    return sorted(found, key=lambda number: (number == 0, number < 0, abs(number)))


def _by_class(numbers: list[int]) -> list[Rule]:
    words, meanings = class_words(), _meanings()
    rules: list[Rule] = []
    for number in numbers:
        text = words[number] if number == 0 else f"{words[number]}: {meanings[abs(number)]}"
        rules.append((text, f'"class" = {number}', _look(number)))
    return rules


def _look(number: int) -> QgsFillSymbol:
    if number == 0:
        return fill(_NOTHING, opacity=0.35, edge="#bdbdbd", width=0.1)
    shades = _HOT if number > 0 else _COLD
    ground, ink, angles = _LOOKS[abs(number)]
    edge, width = shades[_DARK], 0.7 if abs(number) == _NEW else 0.2
    symbol = fill(_NOTHING if ground is None else shades[ground], opacity=0.85, edge=edge, width=width)
    for angle in angles:
        pattern = QgsLinePatternFillSymbolLayer()
        pattern.setLineAngle(angle)
        pattern.setDistance(1.4)
        pattern.subSymbol().changeSymbolLayer(0, QgsSimpleLineSymbolLayer(QColor(shades[ink]), 0.35))
        symbol.appendSymbolLayer(pattern)
    return symbol
