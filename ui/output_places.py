"""Where the results of a run go: a folder of its own, a file for each output."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from qgis.core import QgsProcessingAlgorithm

_ENDINGS = {"sink": ".gpkg", "vectorDestination": ".gpkg", "rasterDestination": ".tif", "fileDestination": ".png"}


def free_folder(parent: Path, name: str) -> Path:
    """Give a folder that does not stand yet: `name`, or `name_2` and so on."""
    number, folder = 1, parent / name
    while folder.exists():
        number += 1
        folder = parent / f"{name}_{number}"
    return folder


def output_paths(algorithm: QgsProcessingAlgorithm, folder: Path) -> Iterator[tuple[str, Path, bool]]:
    """Give, per output of an algorithm, its parameter, the file it goes to and whether that is a layer."""
    for definition in algorithm.destinationParameterDefinitions():
        ending = _ENDINGS[definition.type()]
        name = algorithm.name() if definition.name() == "OUTPUT" else definition.name().lower()
        yield definition.name(), folder / f"{name}{ending}", definition.type() != "fileDestination"
