"""The worksheets of scores and of explanations: what each score is made of, in numbers and in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ...indicators.catalogue import catalogue
from ..figures import indicated, number
from ..sheet import words
from .places import field, filled, numbers, scorable, texts
from .words import of_field, unit_words
from .worksheet import Classes, Column, Kind, Worksheet

if TYPE_CHECKING:
    from ..results import Results

STRONG = 1.0  # points from which an indicator is named
_LIFTS, _LOWERS, _PLAIN = "#fdcc8a", "#9ecae1", "#ffffff"
_FAR = 1000.0


def scores(results: Results, language: str) -> Worksheet:
    """Make the worksheet of what every score is made of."""
    table, known = results["scores"], catalogue()
    labels = texts(table["indicator"], lambda name: _label(name, language))
    unit_of = {
        level: {name: unit_words(one, language, of_area=level == "area") for name, one in known.items()}
        for level in ("unit", "area")
    }
    of_area = (table["level"] == "area").to_numpy()
    unit = np.where(of_area, table["indicator"].map(unit_of["area"]), table["indicator"].map(unit_of["unit"]))
    lifting = Classes((-_FAR, -STRONG, STRONG), (_LOWERS, _PLAIN, _LIFTS))
    points = field(table, "contribution", language)
    columns = [
        field(table, "level", language),
        field(table, "area_type", language),
        field(table, "id", language),
        Column(*of_field("indicator", language), Kind.TEXT, labels),
        field(table, "value", language),
        Column(*of_field("unit", language), Kind.TEXT, texts(pd.Series(unit, dtype=object))),
        field(table, "score", language),
        field(table, "weight", language),
        Column(points.heading, points.about, points.kind, points.values, points.decimals, None, lifting),
    ]
    return Worksheet(words("book_scores", language), words("book_scores_about", language), columns, fixed=4)


def explanations(results: Results, language: str) -> Worksheet:
    """Make the worksheet that says of each location what lifts its score, what lowers it and what is missing."""
    table = scorable(results)
    parts = results.contributions
    strong = parts[parts["contribution"].abs() >= STRONG]
    strong = strong.assign(size=-strong["contribution"].abs(), phrase=_phrases(strong, language))
    strong = strong.sort_values(["id", "size", "indicator"])
    lifts, lowers = strong[strong["contribution"] > 0], strong[strong["contribution"] < 0]
    innocent = {
        name: f"{_label(name, language)}: {getattr(one.innocent, language)}" for name, one in catalogue().items()
    }
    columns = [
        *(field(table, name, language) for name in ("unit_id", "name", "area_type", "state", "risk_score")),
        _joined(table, lifts["phrase"], lifts["id"], "lifts", language, "; "),
        _joined(table, lifts["indicator"].map(innocent), lifts["id"], "innocent", language, " "),
        _joined(table, lowers["phrase"], lowers["id"], "lowers", language, "; "),
        Column(*of_field("missing", language), Kind.LONG, texts(table[f"missing_{language}"])),
        field(table, "contains_dwelling", language),
    ]
    return Worksheet(
        words("book_reasons", language), words("book_reasons_about", language), filled(columns, len(columns))
    )


def _label(name: str, language: str) -> str:
    one = catalogue().get(name)
    return str(getattr(one.label, language)) if one else name


def _phrases(parts: pd.DataFrame, language: str) -> pd.Series:
    """Say of each contribution what was found and what it does: "Leegstand 12 % (+5,4)"."""
    known = catalogue()
    values = numbers(parts["value"])
    names = parts["indicator"].to_numpy()
    said = [
        indicated(known[name], value, language) if name in known else number(value, language)
        for name, value in zip(names, values.tolist(), strict=True)
    ]
    point = "," if language == "nl" else "."
    points = np.array([f"{one:+.1f}".replace(".", point) for one in numbers(parts["contribution"])], dtype=object)
    labels = texts(parts["indicator"], lambda name: _label(name, language))
    phrases = labels + " " + np.array(said, dtype=object) + " (" + points + ")"
    return pd.Series(phrases, index=parts.index, dtype=object)


def _joined(table: pd.DataFrame, phrases: pd.Series, ids: pd.Series, name: str, language: str, between: str) -> Column:
    together = phrases.groupby(ids.to_numpy()).agg(between.join) if len(phrases) else pd.Series(dtype=object)
    return Column(*of_field(name, language), Kind.LONG, texts(table["unit_id"].map(together)))
