"""The words of the choices in the dialog of the main job, in the user's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.PyQt.QtWidgets import QComboBox

from ..layers.language import translate

if TYPE_CHECKING:
    from qgis.PyQt.QtWidgets import QWidget


def combo(words: dict[str, str], parent: QWidget) -> QComboBox:
    """Make a choice of values, each shown in words."""
    made = QComboBox(parent)
    for value, text in words.items():
        made.addItem(text, value)
    return made


def theme_words() -> tuple[str, ...]:
    """Name the themes, in the order of `THEMES`."""
    return (
        translate("ui", "vulnerability in general"),
        translate("ui", "drugs: production, storage, dumping"),
        translate("ui", "exploitation"),
        translate("ui", "misuse of real estate"),
        translate("ui", "money laundering"),
    )


def normalisation_words() -> tuple[str, ...]:
    """Name the ways to score, in the order of `NORMALISATIONS`."""
    return (
        translate("ui", "rank (default)"),
        translate("ui", "minimum to maximum"),
        translate("ui", "robust z"),
        translate("ui", "minimum to maximum, extremes drawn in"),
        translate("ui", "goalposts of the set file"),
    )


def aggregation_words() -> tuple[str, ...]:
    """Name the ways to put scores together, in the order of `AGGREGATIONS`."""
    return (translate("ui", "arithmetic mean (default)"), translate("ui", "geometric mean"))
