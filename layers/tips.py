"""What a map tip says of a unit and of an area."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import QgsExpression

from .language import language, translate

if TYPE_CHECKING:
    from qgis.core import QgsVectorLayer


def tip_units(layer: QgsVectorLayer) -> None:
    """Say score, rank with its interval, the strongest contributions and what is missing."""
    score = told(
        translate(
            "layers",
            "Score {score} of 100, on {coverage} % of what was measured; the index stands on {completeness} % of "
            "its set",
        ),
        score='round("risk_score")',
        coverage='round(100 * "coverage")',
        completeness='round(100 * "set_completeness")',
    )
    rank = told(
        translate("layers", "Rank {rank} (sensitivity interval {low} to {high})"),
        rank='round("risk_rank")',
        low='round("rank_p05")',
        high='round("rank_p95")',
    )
    unscored = " ".join(f"WHEN \"state\" = '{state}' THEN {quoted(words)}" for state, words in _states())
    home = quoted(translate("layers", "A home lies in or beside it: this score is personal data."))
    parts = [
        '<b>[% "unit_id" %]</b> ([% "area_type" %])',
        f"[% CASE WHEN \"state\" = 'scored' THEN {score} || coalesce('<br>' || {rank}, '') {unscored} END %]",
        _listed(translate("layers", "Strongest reasons"), f"reasons_{language()}"),
        _listed(translate("layers", "Missing"), f"missing_{language()}"),
        f'[% CASE WHEN "contains_dwelling" THEN {home} END %]',
        caveat(),
    ]
    layer.setMapTipTemplate(page(parts))


def tip_areas(layer: QgsVectorLayer) -> None:
    """Say k of n, with the interval of the share, in the words of the assessment."""
    none = quoted(translate("layers", "No share: too few locations, or too little data for a score."))
    parts = [
        '<b>[% coalesce("name", "area_id") %]</b> ([% "area_type" %])',
        f'[% coalesce("words_{language()}", {none}) %]',
        caveat(),
    ]
    layer.setMapTipTemplate(page(parts))


def _states() -> list[tuple[str, str]]:
    return [
        ("insufficient data", translate("layers", "Too little data for a score.")),
        ("reference set too small", translate("layers", "Too few locations to compare: values only.")),
    ]


def page(parts: list[str]) -> str:
    """Put the parts of a tip under each other."""
    return '<div style="font-family:sans-serif;max-width:340px">' + "".join(f"<div>{p}</div>" for p in parts) + "</div>"


def caveat() -> str:
    """Say what a result is not."""
    return f"<i>{translate('layers', 'An indication, not a suspicion.')}</i>"


def _listed(title: str, field: str) -> str:
    """Give a list of what stands in a field, one item for every part between semicolons; nothing for NULL."""
    items = f"'<li>' || array_to_string(string_to_array(\"{field}\", '; '), '</li><li>') || '</li>'"
    return f"[% coalesce('<b>' || {quoted(title)} || '</b><ul>' || {items} || '</ul>', '') %]"


def quoted(text: str) -> str:
    """Give text as it stands in an expression."""
    return str(QgsExpression.quotedString(text))


def decimals(expression: str, most: int = 1) -> str:
    """Turn an expression for a number into one for its figures as the reader of the tip writes them; NULL stays."""
    return f"format_number({expression}, {most}, '{language()}', true, true)"


def told(template: str, **expressions: str) -> str:
    """Turn a sentence with {names} into an expression that puts in the values; NULL where the first one is."""
    made = quoted(template)
    for name, expression in expressions.items():
        made = f"replace({made}, {quoted('{' + name + '}')}, to_string({expression}))"
    return made
