"""What the index of an area type stands on, in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from ..indicators.catalogue import catalogue
from .figures import percent
from .sheet import words

if TYPE_CHECKING:
    from .results import Results

TYPES = ("bedrijventerrein", "buitengebied", "winkelgebied")
_NAMES = {
    "bedrijventerrein": {"nl": "bedrijventerreinen", "en": "bedrijventerreinen"},
    "buitengebied": {"nl": "het buitengebied", "en": "the buitengebied"},
    "winkelgebied": {"nl": "winkelgebieden", "en": "winkelgebieden"},
}
_REGISTERS = {
    "INCIDENTS": {"nl": "incidenten", "en": "incidents"},
    "AREAS": {"nl": "gebieden", "en": "areas"},
    "ROADS": {"nl": "wegen", "en": "roads"},
    "BUURTEN": {"nl": "buurten", "en": "buurten"},
    "LEEGSTAND": {"nl": "leegstand", "en": "leegstand"},
    "VESTIGINGEN": {"nl": "vestigingen", "en": "vestigingen"},
    "LISTS": {"nl": "lijsten", "en": "lists"},
}


def register_name(register: str, language: str) -> str:
    """Name a register; BAG and the like are their own names."""
    return _REGISTERS.get(register, {}).get(language, register)


def spoken(kind: str, language: str) -> str:
    """Name an area type in the middle of a sentence."""
    return _NAMES.get(kind, {}).get(language, kind)


def kinds_of(results: Results) -> list[str]:
    """Give the area types of a run, the three known ones first."""
    held = {*results["areas"]["area_type"], *results["sets"]["area_type"], *results["units"]["area_type"].dropna()}
    return [*TYPES, *sorted(held - set(TYPES))]


def standing_words(results: Results, kind: str, language: str) -> str:
    """Say on how much of its set the index of a type stands, or that none was made."""
    rows = results["sets"]
    rows = rows[rows["area_type"] == kind]
    asked = rows[rows["nominal_weight"].notna()]
    if not len(asked):
        return words("overview_no_set", language, kind=spoken(kind, language))
    completeness = float(asked["set_completeness"].iloc[0])
    used = int((asked["status"] == "used").sum())
    said = {
        "kind": spoken(kind, language),
        "n": used,
        "of": len(asked),
        "weight": percent(completeness, language),
    }
    units = results["units"]
    scored = ((units["area_type"] == kind) & (units["state"] == "scored")).any()
    return words("overview_set", language, **said) if scored else words("overview_set_no_index", language, **said)


def lacking_words(results: Results, language: str) -> list[str]:
    """Say per area type which indicators left the set and why, without numbers of locations."""
    rows = results["sets"]
    out = rows[rows["status"] == "left out"]
    found, made = catalogue(), []
    told = {
        "register_absent": words("overview_lacking_register", language),
        "low_coverage": words("overview_lacking_coverage", language),
        "flat": words("overview_lacking_flat", language),
    }
    for kind in kinds_of(results):
        of_kind = out[out["area_type"] == kind]
        for why, reason in told.items():
            names = of_kind.loc[of_kind["why"] == why, "indicator"]
            labels = [label_of(str(name), language) for name in names if name in found]
            if labels:
                made.append(
                    words("overview_lacking", language, kind=kind, why=reason, indicators=", ".join(sorted(labels)))
                )
    return made


def label_of(name: str, language: str) -> str:
    """Name an indicator; one that the catalogue does not know keeps its id."""
    found = catalogue().get(name)
    return name if found is None else str(getattr(found.label, language))


def sources_of(results: Results) -> pd.DataFrame:
    """Give the registers with what is known of their date: register, name, sha256, rows, newest ("" is not known)."""
    newest = {
        str(one["values"].get("table", "")).upper(): str(one["values"].get("newest", ""))
        for one in results.recipe.get("choices", [])
        if one["code"] == "registers_newest"
    }
    columns = ["register", "name", "sha256", "rows"]
    made = pd.DataFrame(list(results.recipe.get("inputs", [])), columns=columns)
    return made.assign(newest=[newest.get(str(one).upper(), "") for one in made["register"]])
