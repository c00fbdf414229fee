"""A plan of routes as files: for the desk, the planner alone, the navigator and the field; needs no QGIS."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyogrio
import shapely
from pyogrio.errors import DataLayerError, DataSourceError

from ..routes.gpx import gpx
from ..routes.outcome import file_names
from ..safeguards.messages import refused
from .results import MADE_UP, dated, recipe_rows, told, write_layer

if TYPE_CHECKING:
    from pathlib import Path

    import geopandas as gpd
    import pandas as pd

    from ..routes.outcome import Outcome

ROUTES_FILE, PLANNER_FILE, RECIPE_FILE = "routes.gpkg", "planner.gpkg", "recipe.json"
FIELD_FOLDER, FIELD_FILE = "qfield", "route.gpkg"
BACKGROUND_FILE = f"{FIELD_FOLDER}/{FIELD_FILE}"  # where roads and buildings stand, for the sheets as well
# The rest stays at the desk: what a place scored, and what would tell a control stop from another.
FIELD_STOPS = (
    "stop_id",
    "name",
    "team",
    "day",
    "number",
    "arrival",
    "begin",
    "departure",
    "service_minutes",
    "window",
    "pand_identificatie",
    "addresses",
    "n_addresses",
    "statutory_basis",
    "contains_dwelling",
    "binnentreden",
    "partners",
    "safety_note",
    "last_visit",
    "parking",
    "visited",
    "outcome",
    "remark",
    "photo",
    "geometry",
)
_SHAPES = {
    "stops": "Point",
    "routes": "MultiLineString",
    "legs": "MultiLineString",
    "parkings": "Point",
    "roads": "MultiLineString",
    "buildings": "MultiPolygon",
}
_NAMED = ("straatnaam",)
_AROUND = 400  # metres around the routes that are carried into the field


def write_plan(folder: Path, outcome: Outcome, language: str) -> list[Path]:
    """Write everything but the project for the field and the sheets; the same plan gives the same bytes.

    Args:
        folder: Of the run; must exist and be empty.
        outcome: The plan.
        language: Of the reasons, and of the words in GPX: "nl" or "en".

    Returns:
        The files that were written.

    """
    plan = outcome.ordered()
    desk = {
        "stops": plan.stops,
        "routes": plan.routes,
        "legs": plan.legs,
        "parkings": plan.parkings,
        "teams": plan.teams,
        "messages": told(plan.messages),
        "recipe": recipe_rows(plan.recipe),
    }
    (folder / FIELD_FOLDER / "DCIM").mkdir(parents=True)
    about = MADE_UP if plan.recipe.simulated else ""
    with dated(plan.recipe.peildatum):
        _write(folder / ROUTES_FILE, desk, about)
        _write(folder / PLANNER_FILE, {"controls": plan.controls}, about)
        _write(folder / BACKGROUND_FILE, _field(plan), about)
    _write_text(folder / RECIPE_FILE, plan.recipe.text())
    written = [folder / name for name in (ROUTES_FILE, PLANNER_FILE, BACKGROUND_FILE, RECIPE_FILE)]
    for trip, name in file_names(plan.trips()).items():
        path = folder / f"{name}.gpx"
        _write_text(path, gpx(plan, trip, language))
        written.append(path)
    return written


def _field(plan: Outcome) -> dict[str, Any]:
    """Give what goes into the field: the stops that are visited, and the ways between them."""
    served = plan.stops["served"].fillna(value=False).astype(bool)
    layers: dict[str, Any] = {
        "stops": plan.stops.loc[served, list(FIELD_STOPS)].reset_index(drop=True),
        "routes": plan.routes,
        "legs": plan.legs,
        "parkings": plan.parkings,
    }
    for name, frame in (("roads", plan.roads), ("buildings", plan.buildings)):
        if frame is not None and len(frame):
            layers[name] = _near(frame, plan)
    return layers


def _near(frame: gpd.GeoDataFrame, plan: Outcome) -> gpd.GeoDataFrame:
    """Keep the shapes around what is visited, and of what is known of them the name of the street alone."""
    # One shape around them all takes gigabytes and half an hour where there are two thousand.
    shapes = shapely.get_parts([*plan.routes.geometry.dropna(), *plan.stops.geometry.dropna()])
    found = np.unique(frame.sindex.query(shapes, predicate="dwithin", distance=_AROUND)[1])
    kept = [name for name in _NAMED if name in frame.columns]
    return frame.iloc[found][[*kept, "geometry"]].reset_index(drop=True)


def _write(path: Path, layers: dict[str, pd.DataFrame], about: str) -> None:
    for name, frame in layers.items():
        try:
            write_layer(frame, path, name, _SHAPES.get(name), about=about)
            whole = pyogrio.read_info(path, layer=name, force_feature_count=True)["features"] == len(frame)
        except (DataSourceError, DataLayerError, OSError) as error:
            raise refused("outputs_not_whole", file=path.name) from error
        if not whole:
            raise refused("outputs_not_whole", file=path.name)


def _write_text(path: Path, text: str) -> None:
    try:
        path.write_bytes(text.encode())
    except OSError as error:
        raise refused("outputs_not_whole", file=path.name) from error
