"""The results of a run, as the sheets read them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pyogrio

from ..safeguards.messages import note, refused, warn
from ..safeguards.recipe import FORM, plugin_version
from .inside import told_of_areas
from .opening import RECIPE, Opened, folder_with, layers_of, misplaced, recipe_in

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import geopandas as gpd
    import pandas as pd

    from ..safeguards.messages import Message
    from .inside import ToldAreas

FILE = "results.gpkg"
_SHARE = ("share_top_fifth", "share_low", "share_high")
_SAID = ("words_nl", "words_en")
_REASONS = ("reasons_nl", "reasons_en", "missing_nl", "missing_en")
_INDEX = ("risk_score", "risk_rank", "rank_p05", "rank_p95", "coverage", "class", "set_completeness")
_NEEDED = {
    "units": ("unit_id", "area_id", "area_type", "state", "contains_dwelling", *_INDEX, *_REASONS),
    "areas": ("area_id", "name", "area_type", "state", "n_units", "n_scored", "top_fifth_units", *_SHARE, *_SAID),
    "cells": ("count", "expected", "hot_class", "p_adjusted"),
    "incidents": ("incident_id", "begin", "eind"),
    "scores": ("level", "area_type", "id", "indicator", "value", "score", "weight", "contribution"),
    "sets": ("area_type", "indicator", "status", "effective_weight", "set_completeness"),
    "themes": ("unit_id", "theme", "risk_score"),
    "messages": ("severity", "code", "nl", "en"),
}
_SHAPED = frozenset({"units", "areas", "cells", "incidents"})
_OF_A_RECIPE = {
    "version": str,
    "peildatum": str,
    "municipality": str,
    "simulated": list,
    "sha256": str,
    "inputs": list,
    "options": dict,
    "sets": dict,
}


@dataclass(frozen=True, eq=False)
class Results(Opened):
    """What a run left in its folder.

    Its tables, by name: those of `results.gpkg` that sheets are made of; shapes in RD New.
    """

    @property
    def municipality(self) -> str:
        """Name, empty where the registers do not tell."""
        return str(self.recipe["municipality"])

    def told(self, *, shared: bool) -> ToldAreas:
        """Give what may be told of areas: to others, or inside the municipality."""
        return self._told_to_others if shared else self._told_inside

    @cached_property
    def _told_to_others(self) -> ToldAreas:
        return told_of_areas(self, shared=True)

    @cached_property
    def _told_inside(self) -> ToldAreas:
        return told_of_areas(self, shared=False)

    @cached_property
    def contributions(self) -> pd.DataFrame:
        """Scores of units, with the area of each."""
        scores = self["scores"]
        units = self["units"][["unit_id", "area_id"]]
        return scores[scores["level"] == "unit"].merge(units, left_on="id", right_on="unit_id", how="left")


def read_results(given: str) -> tuple[Results, list[Message]]:
    """Read a run.

    Args:
        given: Folder of the run, a file or a layer in it.

    Raises:
        RefusedError: There are no results there, or another version of the plugin made them in another form.

    """
    folder, recipe, lacking = _opened(given)
    if recipe.get("recipe") != FORM:
        raise _other_version(folder, recipe, f"{RECIPE}: recipe {FORM}")
    if lacking:
        raise _other_version(folder, recipe, ", ".join(lacking))
    _check(folder, recipe)
    tables: dict[str, Any] = {}
    for name, columns in _NEEDED.items():
        if name in _SHAPED and (crs := misplaced(folder / FILE, name)):
            raise refused("sheets_other_crs", folder=folder.name, layer=name, crs=crs)
        table = _read(folder, name)
        missing = [column for column in columns if column not in table.columns]
        if missing:
            raise _other_version(folder, recipe, f"{name}: {', '.join(missing)}")
        if name in _SHAPED and table.geometry.isna().any():
            raise refused("sheets_no_shape", folder=folder.name, layer=name, n=int(table.geometry.isna().sum()))
        tables[name] = table
    messages = [note("sheets_results", folder=folder.name, peildatum=recipe["peildatum"])]
    if recipe["version"] != plugin_version():
        messages.append(
            warn("sheets_other_version", folder=folder.name, version=recipe["version"], ours=plugin_version())
        )
    return Results(folder, recipe, tables), messages


def _opened(given: str) -> tuple[Path, dict[str, Any], list[str]]:
    """Find and open a run; gives its folder, its recipe and the tables that are not there."""
    folder = folder_with(given, FILE)
    if folder is None:
        raise refused("sheets_no_results", given=given, file=FILE)
    recipe = recipe_in(folder)
    if recipe is None:
        raise refused("sheets_no_recipe", folder=folder.name, file=RECIPE)
    held = layers_of(folder / FILE)
    if held is None:
        raise refused("sheets_unreadable", file=FILE, folder=folder.name)
    return folder, recipe, sorted(set(_NEEDED) - held)


def _check(folder: Path, recipe: Mapping[str, Any]) -> None:
    """Refuse a recipe that does not hold what stands on each page."""
    wrong = [name for name, kind in _OF_A_RECIPE.items() if not isinstance(recipe.get(name), kind)]
    if "peildatum" not in wrong:
        try:
            date.fromisoformat(recipe["peildatum"])
        except ValueError:
            wrong.append("peildatum")
    if wrong:
        raise _other_version(folder, recipe, f"{RECIPE}: {', '.join(wrong)}")


def _read(folder: Path, name: str) -> gpd.GeoDataFrame | pd.DataFrame:
    return pyogrio.read_dataframe(folder / FILE, layer=name, read_geometry=name in _SHAPED)


def _other_version(folder: Path, recipe: Mapping[str, Any], what: str) -> Exception:
    return refused(
        "sheets_other_form", folder=folder.name, version=recipe.get("version") or "?", ours=plugin_version(), what=what
    )
