"""An assessment as one GeoPackage; needs no QGIS."""

from __future__ import annotations

import json
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd
import pyogrio
import shapely

from ..registers.tables import RD_NEW, empty
from ..safeguards.messages import say
from ..safeguards.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from ..indicators.assess import Assessment
    from ..safeguards.messages import Message
    from ..safeguards.recipe import Recipe

MADE_UP = "simulated, not real data / gesimuleerd, geen echte gegevens"
_AROUND = 2_000  # metres
_NO_CELLS = ("count", "expected", "window_count", "window_expected", "p", "p_adjusted", "hot_class", "gi_z")
_WHOLE = ("class", "count", "hot_class", "n_scored", "n_units", "top_fifth_units", "window_count")


def write_results(
    path: Path,
    assessment: Assessment,
    *,
    cells: gpd.GeoDataFrame | None,
    incidents: gpd.GeoDataFrame | None,
    messages: Sequence[Message],
    recipe: Recipe,
    watch: Watch | None = None,
) -> None:
    """Write every table of a run; the same assessment gives the same bytes.

    Args:
        path: Where; must not exist.
        assessment: What was found.
        cells: Cells of the incident overlay, or None.
        incidents: The incidents that count, or None.
        messages: Everything there is to tell, in the order it happened.
        recipe: What the run was made from.
        watch: Told of progress, asked for cancel.

    """
    watch = watch or Watch()
    registers = assessment.place.registers
    tables = {
        "units": assessment.units,
        "areas": assessment.areas,
        "cells": _no_cells() if cells is None else cells,
        "incidents": empty("incidenten") if incidents is None else incidents,
        "buildings": registers.panden[["geometry"]],
        "roads": (empty("wegvakken") if registers.wegvakken is None else registers.wegvakken)[["geometry"]],
        "scores": assessment.scores,
        "sets": assessment.sets,
        "reference": assessment.reference,
        "themes": assessment.themes,
        "messages": told(messages),
        "recipe": recipe_rows(recipe),
    }
    shapes = {"units": "MultiPolygon", "areas": "MultiPolygon", "cells": "Polygon", "incidents": "Point"}
    shapes |= {"buildings": "MultiPolygon", "roads": "LineString", "watermark": "Polygon"}
    if registers.simulated:
        tables["watermark"] = _ground(registers.panden)
    with dated(recipe.peildatum):
        for number, (layer, frame) in enumerate(tables.items()):
            watch.at(number / len(tables))
            write_layer(frame, path, layer, shapes.get(layer), about=MADE_UP if registers.simulated else "")
    watch.at(1)


@contextmanager
def dated(day: date) -> Iterator[None]:
    """Let GDAL stamp what it writes with a date that was chosen instead of the clock's."""
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": f"{day.isoformat()}T00:00:00.000Z"})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})


def write_layer(frame: pd.DataFrame, path: Path, layer: str, shape: str | None, *, about: str = "") -> None:
    """Write one layer of a GeoPackage; 1.3 is what QGIS 3.40 reads without a warning.

    Args:
        frame: Its rows.
        path: The GeoPackage, which may exist.
        layer: Its name.
        shape: Geometry type, or None for a plain table.
        about: What the file itself says of the layer.

    """
    options: dict[str, Any] = {"geometry_type": shape, "promote_to_multi": shape.startswith("Multi")} if shape else {}
    if about:
        options["layer_options"] = {"DESCRIPTION": about}
    whole = {name: "Int32" for name in _WHOLE if name in frame.columns}
    pyogrio.write_dataframe(
        frame.astype(whole), path, layer=layer, driver="GPKG", dataset_options={"VERSION": "1.3"}, **options
    )


def told(messages: Sequence[Message]) -> pd.DataFrame:
    """Give messages as a table, a sentence in both languages each."""
    rows = [(n, m.severity.value, m.code, say(m, "nl"), say(m, "en")) for n, m in enumerate(messages, start=1)]
    return pd.DataFrame(rows, columns=["number", "severity", "code", "nl", "en"])


def recipe_rows(recipe: Recipe) -> pd.DataFrame:
    """Give a recipe as a table: its keys, with values in JSON."""
    held: dict[str, Any] = {**recipe.plain(), "sha256": recipe.sha256()}
    rows = [(key, json.dumps(value, ensure_ascii=False, sort_keys=True)) for key, value in held.items()]
    return pd.DataFrame(rows, columns=["key", "value"])


def _ground(panden: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Give one box around everything, on which the words are laid that nothing here is real."""
    return gpd.GeoDataFrame(geometry=[shapely.box(*panden.total_bounds).buffer(_AROUND)], crs=RD_NEW)


def _no_cells() -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame({c: pd.Series(dtype="float64") for c in _NO_CELLS}, geometry=gpd.GeoSeries([], crs=RD_NEW))
