"""Why a location scores as it does: what lifts and lowers it, with an innocent explanation, and what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..indicators.wording import preset_label
from .blocks import Block, Field, Heading, Sentences, Table
from .figures import indicated, number, percent
from .leaning import Lean, leaning
from .letters import FINE
from .location_facts import RESULTS, titled
from .sheet import words

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from ..indicators.model import Indicator
    from .location_facts import Location

_TOLD = 0.05  # points of contribution that are not written as 0,0
_CLASSES = (
    "location_class_1",
    "location_class_2",
    "location_class_3",
    "location_class_4",
    "location_class_5",
)


def score_blocks(place: Location, known: Mapping[str, Indicator]) -> list[Block]:
    """Tell the score with its interval, the contributions, the themes and what is missing."""
    row, language = place.row, place.language
    made = titled(place, words("location_score_title", language), RESULTS)
    if row["state"] != "scored":
        code = "location_few_data" if row["state"] == "insufficient data" else "location_few_units"
        return [*made, Sentences([words(code, language), *_missing(place)])]
    made.append(Sentences(_score_words(place)))
    parts = _parts(place)
    named = [(known[str(one.indicator)], one) for one in parts.itertuples() if one.indicator in known]
    if named:
        rows = [
            Lean(
                f"{getattr(indicator.label, language)} ({indicated(indicator, one.value, language)})",
                float(one.contribution),
                signed(float(one.contribution), language),
            )
            for indicator, one in named
        ]
        together = 50 + float(parts["contribution"].sum())
        caption = (
            words("location_parts_caption", language, score=number(row["risk_score"], language, 1))
            if abs(together - row["risk_score"]) < _TOLD
            else words("location_parts_caption_only", language)
        )
        made.append(leaning(rows, title=words("location_parts_title", language), caption=caption))
        made += _innocent([(one, float(part.contribution)) for one, part in named], language)
    made += _themes(place)
    return [*made, Sentences(_missing(place))]


def signed(points: float, language: str) -> str:
    """Write points with their sign."""
    said = number(abs(points), language, 1)
    return said if abs(points) < _TOLD else f"{'+' if points > 0 else '-'}{said}"


def _score_words(place: Location) -> list[str]:
    row, language = place.row, place.language
    grade = row["class"]
    said = words(_CLASSES[int(grade) - 1], language) if np.isfinite(grade) else ""
    told = [words("location_score", language, score=number(row["risk_score"], language, 1), grade=said)]
    units = place.results["units"]
    alike = int(((units["area_type"] == row["area_type"]) & (units["state"] == "scored")).sum())
    if np.isfinite(row["rank_p05"]):
        told.append(
            words(
                "location_rank",
                language,
                rank=round(row["risk_rank"]),
                n=alike,
                low=round(row["rank_p05"]),
                high=round(row["rank_p95"]),
                kind=row["area_type"],
            )
        )
    else:
        told.append(words("location_no_rank", language))
    told.append(
        words(
            "location_coverage",
            language,
            coverage=percent(row["coverage"], language),
            completeness=percent(row["set_completeness"], language),
        )
    )
    return told


def _parts(place: Location) -> pd.DataFrame:
    parts = place.results.contributions
    mine = parts[parts["id"] == place.row["unit_id"]]
    return mine.sort_values(["contribution", "indicator"], ascending=[False, True])


def _innocent(parts: list[tuple[Indicator, float]], language: str) -> list[Block]:
    lifting = [
        words(
            "location_innocent",
            language,
            indicator=getattr(indicator.label, language),
            points=signed(points, language),
            reason=getattr(indicator.innocent, language),
        )
        for indicator, points in parts
        if points >= _TOLD
    ]
    if not lifting:
        return [Sentences([words("location_nothing_lifts", language)])]
    return [Heading(words("location_innocent_title", language)), Sentences(lifting, listed=True)]


def _themes(place: Location) -> list[Block]:
    themes, language = place.results["themes"], place.language
    mine = themes[themes["unit_id"] == place.row["unit_id"]].sort_values("theme")
    if not len(mine):
        return []
    fields = [
        Field(words("location_theme", language), 0.5),
        Field(words("score", language), 0.15, right=True),
        Field(words("rank", language), 0.35, right=True),
    ]
    rows = [
        [
            str(getattr(preset_label(str(one.theme)), language)),
            number(one.risk_score, language, 1),
            words("rank_range", language, low=round(one.rank_p05), high=round(one.rank_p95))
            if np.isfinite(one.rank_p05)
            else "",
        ]
        for one in mine.itertuples()
    ]
    return [Heading(words("location_themes_title", language)), Table(fields, rows, hand=FINE)]


def _missing(place: Location) -> list[str]:
    said = place.row[f"missing_{place.language}"]
    if not isinstance(said, str) or not said:
        return [words("location_nothing_missing", place.language)]
    return [words("location_missing", place.language, names=said)]
