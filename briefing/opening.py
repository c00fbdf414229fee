"""How the folder of a run is found and opened, whatever the run left in it."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyogrio

if TYPE_CHECKING:
    from collections.abc import Mapping

RECIPE = "recipe.json"
_RD_NEW = "EPSG:28992"
_PRINTED = 12  # figures of a hash that name a recipe well enough


@dataclass(frozen=True, eq=False)
class Opened:
    """What a run left in its folder, read.

    Attributes:
        folder: Of the run.
        recipe: What it was made from.
        tables: By name, those that sheets are made of; shapes in RD New.

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
    def short_hash(self) -> str:
        """The part of the hash of the recipe that is printed."""
        return str(self.recipe["sha256"])[:_PRINTED]


def folder_with(given: str, file: str) -> Path | None:
    """Find the folder with a file: the one given, that of a file or layer in it, or the newest in a folder of runs."""
    path = Path(given.split("|", maxsplit=1)[0])
    folder = path.parent if path.suffix else path
    if (folder / file).is_file():
        return folder
    runs = [one.parent for one in folder.glob(f"*/{file}")] if folder.is_dir() else []
    return max(runs, key=lambda one: (one / file).stat().st_mtime) if runs else None


def recipe_in(folder: Path) -> dict[str, Any] | None:
    """Read the recipe of a run; None where there is none that can be read."""
    try:
        recipe = json.loads((folder / RECIPE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return recipe if isinstance(recipe, dict) else None


def layers_of(path: Path) -> set[str] | None:
    """Name the layers of a GeoPackage; None where it cannot be read."""
    try:
        return set(pyogrio.list_layers(path)[:, 0])
    except (pyogrio.errors.DataSourceError, sqlite3.Error):
        return None


def misplaced(path: Path, layer: str) -> str:
    """Give the reference system of a layer where it is not RD New; empty where it is."""
    crs = pyogrio.read_info(path, layer=layer)["crs"]
    return "" if crs == _RD_NEW else str(crs or "?")
