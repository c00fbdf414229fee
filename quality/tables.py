"""What was examined as plain tables: one of all checks, and one of the objects each check found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

from .words import question, sentence

if TYPE_CHECKING:
    import geopandas as gpd

    from .examine import Examined

CHECKS = "checks"
NOT_CHECKED = "not checked"


def checks_table(examined: Examined) -> pd.DataFrame:
    """Give one row per check.

    Returns:
        register, check, family, figure, total, unit, share (0 to 1), severity (ok, note, attention, serious or
        "not checked"), nl, en, ask_nl, ask_en.

    """
    rows = []
    for one in examined.checked:
        finding, grade = one.finding, one.grade
        rows.append(
            {
                "register": one.check.register.value,
                "check": one.check.id,
                "family": one.check.family.value,
                "figure": np.nan if finding is None else float(finding.n),
                "total": np.nan if finding is None or finding.of is None else float(finding.of),
                "unit": one.check.unit,
                "share": np.nan if finding is None else float(finding.share),
                "severity": NOT_CHECKED if grade is None else grade.value,
                "nl": sentence(one, "nl"),
                "en": sentence(one, "en"),
                "ask_nl": question(one, "nl"),
                "ask_en": question(one, "en"),
            }
        )
    return pd.DataFrame(rows)


def object_tables(examined: Examined) -> dict[str, gpd.GeoDataFrame]:
    """Give the objects of every check that found any, by the id of the check, in order of their identification.

    All geometries of a table are of one type: where areas and points are mixed, areas stand as a point inside them.
    """
    made = {}
    for one in examined.checked:
        found = None if one.finding is None else one.finding.objects
        if found is not None and len(found):
            ordered = found.sort_values(["identificatie", "detail"], kind="stable", na_position="last")
            made[one.check.id] = _of_one_type(ordered.reset_index(drop=True))
    return made


def shape_of(objects: gpd.GeoDataFrame) -> str | None:
    """Name the type of the geometries of objects, as GDAL calls it; None where not one has a place."""
    kinds = set(shapely.get_type_id(objects.geometry.to_numpy()).tolist()) - {-1}
    if not kinds:
        return None
    if kinds <= _AREAS:
        return "MultiPolygon"
    return "LineString" if kinds <= {shapely.GeometryType.LINESTRING} else "Point"


_AREAS = {shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON}


def _of_one_type(objects: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    if shape_of(objects) != "Point":
        return objects
    held = objects.geometry.to_numpy()
    drawn = ~shapely.is_missing(held) & (shapely.get_type_id(held) != shapely.GeometryType.POINT)
    if not drawn.any():
        return objects
    points = held.copy()
    points[drawn] = shapely.point_on_surface(held[drawn])
    return objects.set_geometry(points, crs=objects.crs)
