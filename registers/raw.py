"""A table as it was delivered, before anything is known of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from ..safeguards.messages import Message


@dataclass(frozen=True)
class Raw:
    """One table of a delivery: a layer of a file, a CSV, a project layer.

    Attributes:
        name: What the user knows it by: file name, with the layer behind it where a file holds several.
        frame: The attributes as delivered, names unchanged, no geometry column.
        geometry: Array of shapely geometries (None where null) beside `frame`, or None for a plain table.
        crs: The declared reference system in any form pyproj takes (authority code or WKT); None is undeclared.
        path: The file it came from; None for a project layer.
        layer: Name of the layer in that file or in the project.
        told: What its reader left out or repaired while it was made.

    """

    name: str
    frame: pd.DataFrame
    geometry: NDArray[np.object_] | None = None
    crs: str | None = None
    path: Path | None = None
    layer: str = ""
    told: tuple[Message, ...] = ()


@dataclass(frozen=True)
class Read:
    """What one register gave: canonical tables by name (keys of `tables.TABLES`), and what was done on the way."""

    tables: Mapping[str, pd.DataFrame]
    messages: tuple[Message, ...] = ()
