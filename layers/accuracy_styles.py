"""How the last map that was tried is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .field_words import accuracy_words, name_fields
from .language import translate
from .styles import by_rules, fill, hatched
from .tips import decimals

if TYPE_CHECKING:
    from qgis.core import QgsVectorLayer

# Blue and orange stay apart for colour-blind readers, and dark, pale and hatched in grey (Okabe & Ito 2008).
_FOUND, _QUIET, _MISSED = "#08519c", "#9ecae1", "#d55e00"


def style_last_map(layer: QgsVectorLayer) -> None:
    """Say in words what came of each cell of the map, and what it missed."""
    words = {
        "found": translate("layers", "in the map: incidents came"),
        "quiet": translate("layers", "in the map: none came"),
        "tied": translate("layers", "on the edge of the map, equal to others: counts for a part"),
        "missed": translate("layers", "not in the map: incidents came"),
    }
    symbols = {
        "found": fill(_FOUND, opacity=0.75, edge=_FOUND),
        "quiet": fill(_QUIET, opacity=0.75, edge=_QUIET),
        "tied": hatched(_FOUND),
        "missed": fill(_MISSED, opacity=0.3, edge=_MISSED, width=0.4),
    }
    layer.setRenderer(by_rules([(words[name], f"\"outcome\" = '{name}'", symbols[name]) for name in words]))
    name_fields(layer, accuracy_words())
    states = " ".join(f"WHEN \"outcome\" = '{name}' THEN {_quoted(said)}" for name, said in words.items())
    incidents = _quoted(translate("layers", "Incidents in the period after it:"))
    caveat = translate("layers", "A map of places, checked against what was reported there next.")
    number = decimals('"incidents"')
    layer.setMapTipTemplate(f"<b>[% CASE {states} END %]</b><br>[% {incidents} %] [% {number} %]<br><i>{caveat}</i>")


def _quoted(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"
