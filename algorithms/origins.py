"""What the files say of themselves in which the given layers stand: made up or not, and of which municipality."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

_OURS = frozenset({".gpkg"})


class Stored(NamedTuple):
    """Where a layer stands: a file, and the layer in it where there are several; empty where it stands in none."""

    path: str = ""
    layer: str = ""

    @property
    def name(self) -> str:
        """What the recipe calls it: no folder."""
        return "|".join(filter(None, (Path(self.path).name if self.path else "", self.layer)))


@dataclass(frozen=True)
class Origin:
    """What some files together say.

    Attributes:
        simulated: Canonical tables that were made up.
        municipality: Name of the first that says one; empty where none does.

    """

    simulated: frozenset[str] = frozenset()
    municipality: str = ""


def origin_of(paths: Iterable[str]) -> Origin:
    """Ask files that this plugin wrote; others say nothing.

    Args:
        paths: Files in which layers stand, the most telling first.

    """
    simulated, municipality = frozenset[str](), ""
    for path in dict.fromkeys(Path(one) for one in paths if one):
        if path.suffix.lower() not in _OURS or not path.is_file():
            continue
        told, name = _says(path)
        simulated |= told
        municipality = municipality or name
    return Origin(simulated, municipality)


def _says(path: Path) -> tuple[frozenset[str], str]:
    import pyogrio  # noqa: PLC0415  loads geopandas
    from pyogrio.errors import DataLayerError, DataSourceError  # noqa: PLC0415  the same

    from ..registers.tables import decode_list  # noqa: PLC0415  the same

    try:
        layers = {str(name) for name, _ in pyogrio.list_layers(path)}
        if "recipe" in layers:
            recipe = _plain(path, "recipe")
            if {"key", "value"} <= set(recipe.columns):
                held = dict(zip(recipe["key"], recipe["value"], strict=True))
                made_up = json.loads(held.get("simulated", "[]"))
                return frozenset(map(str, made_up)), str(json.loads(held.get("municipality", '""')))
        if {"register_meta", "gemeentegrens"} <= layers:
            meta, border = _plain(path, "register_meta"), _plain(path, "gemeentegrens")
            names = sorted(set(border["naam"].dropna()))
            return frozenset(decode_list(meta["simulated"].iloc[0])), ", ".join(names)
    except (DataSourceError, DataLayerError, KeyError, IndexError, ValueError, TypeError):
        # A file of somebody else's that is called as ours are, or one that cannot be opened: read where it is needed.
        return frozenset(), ""
    return frozenset(), ""


def _plain(path: Path, layer: str) -> Any:
    import pyogrio  # noqa: PLC0415  loads geopandas

    return pyogrio.read_dataframe(path, layer=layer, read_geometry=False)
