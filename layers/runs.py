"""The runs whose layers are in a project."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from .loading import ROLE

if TYPE_CHECKING:
    from qgis.core import QgsProject

_FILE = "results.gpkg"
_ROLES = ("units", "areas", "cells")


def runs_in(project: QgsProject | None) -> list[Path]:
    """Give the folders of the runs whose layers a project holds, the newest first."""
    if project is None:
        return []
    layers = [layer for layer in project.mapLayers().values() if layer.customProperty(ROLE) in _ROLES]
    files = dict.fromkeys(Path(layer.source().split("|", maxsplit=1)[0]) for layer in layers)
    there = [file for file in files if file.name == _FILE and file.is_file()]
    return [file.parent for file in sorted(there, key=lambda file: file.stat().st_mtime, reverse=True)]


def newest_run(project: QgsProject | None) -> str:
    """Give the folder of the newest of them, empty where there is none."""
    return next((str(folder) for folder in runs_in(project)), "")
