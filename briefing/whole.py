"""A municipality, with what may be told of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .area_place import named
from .figures import number
from .sheet import words
from .small import count

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from .inside import ToldAreas
    from .results import Results


@dataclass(frozen=True, eq=False)
class Whole:
    """The municipality, with what may be told of it."""

    results: Results
    language: str
    shared: bool
    areas: gpd.GeoDataFrame
    told: ToldAreas
    hot: gpd.GeoDataFrame

    def say(self, code: str, **values: object) -> str:
        """Say a sentence of this sheet."""
        return words(code, self.language, **values)


def counted(whole: Whole, value: int) -> str:
    """Write a count, as it may be told."""
    told = count(value, shared=whole.shared)
    return number(value, whole.language) if told == str(value) else told


def named_area(row: pd.Series) -> str:
    """Name an area."""
    return named(row["name"], row["area_id"])
