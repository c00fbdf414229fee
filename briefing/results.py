"""The results of a run, as the sheets read them."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyogrio

from ..safeguards.messages import note, refused, warn
from ..safeguards.recipe import FORM, plugin_version
from .inside import told_of_areas

if TYPE_CHECKING:
    from collections.abc import Mapping

    import geopandas as gpd
    import pandas as pd

    from ..safeguards.messages import Message
    from .inside import ToldAreas

FILE, RECIPE = "results.gpkg", "recipe.json"
_SHARE = ("share_top_fifth", "share_low", "share_high")
_NEEDED = {
    "units": ("unit_id", "area_id", "area_type", "state", "contains_dwelling", "risk_score", "risk_rank"),
    "areas": ("area_id", "name", "area_type", "state", "n_units", "n_scored", "top_fifth_units", *_SHARE),
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
class Results:
    """What a run left in its folder.

    Attributes:
        folder: Of the run.
        recipe: What it was made from.
        tables: By name, those of `results.gpkg` that sheets are made of; shapes in RD New.

    """

    folder: Path
    recipe: Mapping[str, Any]
    tables: Mapping[str, Any]

    def __getitem__(self, name: str) -> Any:
        """Give a table."""
        return self.tables[name]

    @property
    def simulated(self) -> bool:
        """Whether registers were made up."""
        return bool(self.recipe["simulated"])

    @property
    def municipality(self) -> str:
        """Name, empty where the registers do not tell."""
        return str(self.recipe["municipality"])

    @property
    def short_hash(self) -> str:
        """The part of the hash of the recipe that is printed."""
        return str(self.recipe["sha256"])[:12]

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


def run_folder(given: str) -> Path:
    """Find the folder of a run: the folder itself, a file in it, a layer of it, or the newest run in a folder of runs.

    Raises:
        RefusedError: There are no results there.

    """
    path = Path(given.split("|", maxsplit=1)[0])
    folder = path.parent if path.suffix else path
    if (folder / FILE).is_file():
        return folder
    runs = [one.parent for one in folder.glob(f"*/{FILE}")] if folder.is_dir() else []
    if not runs:
        raise refused("sheets_no_results", given=given, file=FILE)
    return max(runs, key=lambda one: (one / FILE).stat().st_mtime)


def read_results(given: str) -> tuple[Results, list[Message]]:
    """Read a run.

    Args:
        given: Folder of the run, a file or a layer in it.

    Raises:
        RefusedError: There are no results there, or another version of the plugin made them in another form.

    """
    folder = run_folder(given)
    recipe = _recipe(folder)
    held = _layers(folder)
    lacking = sorted(set(_NEEDED) - held)
    if recipe.get("recipe") != FORM:
        raise _other_version(folder, recipe, f"{RECIPE}: recipe {FORM}")
    if lacking:
        raise _other_version(folder, recipe, ", ".join(lacking))
    _check(folder, recipe)
    tables: dict[str, Any] = {}
    for name, columns in _NEEDED.items():
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


def _recipe(folder: Path) -> dict[str, Any]:
    try:
        recipe = json.loads((folder / RECIPE).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise refused("sheets_no_recipe", folder=folder.name, file=RECIPE) from error
    if not isinstance(recipe, dict):
        raise refused("sheets_no_recipe", folder=folder.name, file=RECIPE)
    return recipe


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


def _layers(folder: Path) -> set[str]:
    try:
        return set(pyogrio.list_layers(folder / FILE)[:, 0])
    except (pyogrio.errors.DataSourceError, sqlite3.Error) as error:
        raise refused("sheets_unreadable", file=FILE, folder=folder.name) from error


def _read(folder: Path, name: str) -> gpd.GeoDataFrame | pd.DataFrame:
    return pyogrio.read_dataframe(folder / FILE, layer=name, read_geometry=name in _SHAPED)


def _other_version(folder: Path, recipe: Mapping[str, Any], what: str) -> Exception:
    return refused(
        "sheets_other_form", folder=folder.name, version=recipe.get("version") or "?", ours=plugin_version(), what=what
    )
