"""A route on paper: a map with the stops in order, and a table to fill in at the door."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsExpression,
    QgsFeatureRequest,
    QgsLayoutExporter,
    QgsLayoutItem,
    QgsLayoutItemPage,
    QgsLayoutItemPicture,
    QgsLayoutItemScaleBar,
    QgsLayoutPoint,
    QgsPrintLayout,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QDate, QLocale, Qt
from qgis.PyQt.QtGui import QColor

from ..layers.language import figure, language, translate
from ..layers.loading import read_recipe
from ..layers.route_loading import route_layer_name, style_plan_layer
from ..layers.route_results import BACKGROUND_FILE, ROUTES_FILE
from ..layers.route_styles import name_streets, style_parkings, style_route_stops, teams_of
from ..layers.styles import style_buildings, style_roads
from ..routes.outcome import Trip, file_names
from ..safeguards.messages import CancelledError, refused
from .pages import add_label, add_title, place, text_format
from .route_map import add_map, details_of, places_of
from .stop_table import add_stop_table, printed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_WIDTH, _HEIGHT, _EDGE = 297.0, 210.0, 12.0  # mm, A4 lying
_INSIDE = _WIDTH - 2 * _EDGE
_MAP_TOP, _FOOT = 33.0, 197.0
_SIGNS = 150.0  # mm, for what the signs on the map mean
_OF_A_TRIP = ("stops", "parkings", "routes", "legs")
_HASH = 12  # figures of the hash that name a recipe well enough
_NORTH = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 30"><path d="M10 1 18 22 10 17 2 22Z" fill="#222" '
    'stroke="#fff" stroke-width="1"/><path d="M7 29V23.500l6 5.500V23.500" fill="none" stroke="#222" '
    'stroke-width="1.400"/></svg>'
)


def print_sheets(folder: Path, *, classification: str = "", cancelled: Callable[[], bool] = bool) -> list[Path]:
    """Print every route of a plan as a PDF of its own, into the folder of the plan.

    Belongs on the main thread: see `main_thread.on_main_thread`.

    Args:
        folder: Of the plan, with its GeoPackages and its recipe.
        classification: Mark of confidentiality, on every page.
        cancelled: Asked before every route.

    Returns:
        The files.

    Raises:
        CancelledError: The user cancelled.
        RefusedError: A file cannot be written.

    """
    project = QgsProject()
    project.setCrs(QgsCoordinateReferenceSystem("EPSG:28992"))
    try:
        layers = _open(project, folder)
        recipe, paths = read_recipe(folder), []
        trips = [Trip(*one) for one in teams_of(layers["routes"])]
        for trip, name in file_names(trips).items():
            if cancelled():
                raise CancelledError
            path = folder / f"{name}.pdf"
            _print(project, layers, trip, path, _footer(recipe, classification), simulated=bool(recipe["simulated"]))
            paths.append(path)
        return paths
    finally:
        project.clear()


def _open(project: QgsProject, folder: Path) -> dict[str, QgsVectorLayer]:
    """Open what is drawn, topmost first; styled while all teams are there, so that colours are those on screen."""
    layers: dict[str, QgsVectorLayer] = {}
    for role, file in (
        ("stops", ROUTES_FILE),
        ("parkings", ROUTES_FILE),
        ("legs", ROUTES_FILE),
        ("routes", ROUTES_FILE),
        ("roads", BACKGROUND_FILE),
        ("buildings", BACKGROUND_FILE),
    ):
        layer = QgsVectorLayer(f"{folder / file}|layername={role}", route_layer_name(role), "ogr")
        if not layer.isValid():
            continue
        if role == "roads":
            style_roads(layer)
            name_streets(layer)
        elif role == "buildings":
            style_buildings(layer)
        elif role == "stops":
            style_route_stops(layer, apart=False)  # they are moved apart at the scale of each map
        elif role == "parkings":
            style_parkings(layer, aside=False)
        else:
            style_plan_layer(layer, role)
        project.addMapLayer(layer, False)  # noqa: FBT003  Qt takes positions
        layers[role] = layer
    return layers


def _print(
    project: QgsProject,
    layers: dict[str, QgsVectorLayer],
    trip: Trip,
    path: Path,
    footer: tuple[str, str],
    *,
    simulated: bool,
) -> None:
    whole = layers
    layers = _of_trip(whole, trip)
    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    layout.setName(path.stem)
    title = translate("sheets", "Inspection route: {team}").format(team=trip.team)
    add_title(layout, title, (_EDGE, 9, _INSIDE, 10), size=18)
    add_label(layout, _day_words(trip.day), (_EDGE, 19, _INSIDE, 6), size=11)
    add_label(layout, _summary(layers["routes"]), (_EDGE, 25.7, _INSIDE - _SIGNS, 6), size=9)
    places = places_of(layers["stops"])
    scale, held = _add_map(layout, layers)
    for extent in details_of(places, scale):
        held += _add_detail(layout, _of_trip(whole, trip), title, extent)
    if simulated:
        for page in range(layout.pageCollection().pageCount()):
            _add_watermark(layout, page)
    add_stop_table(layout, layers["stops"], f"{title}, {_day_words(trip.day)}".rstrip(", "))
    for page in range(layout.pageCollection().pageCount()):
        _add_footer(layout, page, footer)
    _export(layout, path)
    held.clear()


def _of_trip(layers: dict[str, QgsVectorLayer], trip: Trip) -> dict[str, QgsVectorLayer]:
    return {role: _only(layer, trip) if role in _OF_A_TRIP else layer for role, layer in layers.items()}


def _add_detail(
    layout: QgsPrintLayout, layers: dict[str, QgsVectorLayer], title: str, extent: QgsRectangle
) -> list[QgsVectorLayer]:
    """Show on a page of its own what lies close together on the map of the whole."""
    page = QgsLayoutItemPage(layout)
    page.setPageSize("A4", QgsLayoutItemPage.Orientation.Landscape)
    layout.pageCollection().addPage(page)
    number = layout.pageCollection().pageCount() - 1
    words = translate("sheets", "{title}, detail {number}").format(title=title, number=number)
    add_title(layout, words, (_EDGE, 9, _INSIDE, 10), size=14, page=number)
    return _add_map(layout, layers, extent, number)[1]


def _add_watermark(layout: QgsPrintLayout, page: int) -> None:
    add_label(
        layout,
        translate("sheets", "SIMULATED: not real data"),
        (_EDGE, 100, _INSIDE, 20),
        size=32,
        bold=True,
        colour="#66b30000",  # seen through
        page=page,
        across=Qt.AlignmentFlag.AlignHCenter,
    )


def _only(layer: QgsVectorLayer, trip: Trip) -> QgsVectorLayer:
    """Copy what belongs to one route into memory, drawn as it was."""
    where = f'"team" = {QgsExpression.quotedString(trip.team)} AND coalesce("day", \'\') = '
    own = layer.materialize(QgsFeatureRequest(QgsExpression(where + QgsExpression.quotedString(trip.day))))
    own.setRenderer(layer.renderer().clone())
    if layer.labeling() is not None:
        own.setLabeling(layer.labeling().clone())
        own.setLabelsEnabled(True)
    return own


def _day_words(day: str) -> str:
    """Write a day in full, as in "donderdag 3 december 2026"; nothing where it is not known."""
    read = QDate.fromString(day, Qt.DateFormat.ISODate)
    return QLocale(language()).toString(read, "dddd d MMMM yyyy") if read.isValid() else day


def _summary(routes: QgsVectorLayer) -> str:
    """Say in a line how long and how far the day is."""
    words = []
    for route in routes.getFeatures():
        known = {
            translate("sheets", "stops: {value}"): printed(route["n_stops"]),
            translate("sheets", "leaves {value}"): printed(route["leaves"]),
            translate("sheets", "back {value}"): printed(route["returns"]),
            translate("sheets", "break {value}"): printed(route["pause"]),
        }
        words += [sentence.format(value=value) for sentence, value in known.items() if value]
        if printed(route["metres"]):
            words.append(translate("sheets", "{km} km").format(km=figure(float(route["metres"]) / 1000)))
    return "  ·  ".join(words)


def _add_map(
    layout: QgsPrintLayout, layers: dict[str, QgsVectorLayer], extent: QgsRectangle | None = None, page: int = 0
) -> tuple[float, list[QgsVectorLayer]]:
    """Put a map on a page with its scale bar and arrow; gives its scale, and the layers that must live as long."""
    box = (_EDGE, _MAP_TOP, _INSIDE, _FOOT - _MAP_TOP - 3)
    shown, held = add_map(layout, layers, box, extent=extent, page=page)
    bar = QgsLayoutItemScaleBar(layout)
    bar.setStyle("Single Box")
    bar.setLinkedMap(shown)
    bar.applyDefaultSize(Qgis.DistanceUnit.Meters)
    bar.setTextFormat(text_format(8))
    bar.setHeight(1.6)
    bar.setBackgroundEnabled(True)
    bar.setBackgroundColor(QColor("#ffffff"))
    layout.addLayoutItem(bar)
    bar.setReferencePoint(QgsLayoutItem.ReferencePoint.LowerLeft)
    bar.attemptMove(QgsLayoutPoint(_EDGE + 2, _FOOT - 3 - 2), True, False, page)  # noqa: FBT003  Qt takes positions
    arrow = QgsLayoutItemPicture(layout)
    arrow.setPicturePath("base64:" + base64.b64encode(_NORTH.encode()).decode(), Qgis.PictureFormat.SVG)
    layout.addLayoutItem(arrow)
    place(arrow, (_WIDTH - _EDGE - 12, _MAP_TOP + 2, 10, 15), page)
    words = [translate("sheets", "S start, E end (where elsewhere), P parking place, dotted on foot")]
    words.append(translate("sheets", "scale 1 : {scale}").format(scale=f"{round(shown.scale()):,}".replace(",", " ")))
    words.append("RD New (EPSG:28992)")
    box = (_EDGE + _INSIDE - _SIGNS - 1, 26, _SIGNS, 6)
    add_label(layout, "  ·  ".join(words), box, page=page, across=Qt.AlignmentFlag.AlignRight)
    return float(shown.scale()), held


def _footer(recipe: dict[str, Any], classification: str) -> tuple[str, str]:
    caveat = translate("sheets", "An indication, not a suspicion.")
    made = translate("sheets", "reference date {day}, recipe {hash}").format(
        day=recipe["peildatum"], hash=recipe["sha256"][:_HASH]
    )
    left = f"{caveat}  {classification}".strip()
    left += "  " + translate("sheets", "SIMULATED: not real data") if recipe["simulated"] else ""
    return left, made


def _add_footer(layout: QgsPrintLayout, page: int, footer: tuple[str, str]) -> None:
    left, made = footer
    third = _INSIDE / 3
    add_label(layout, left, (_EDGE, _FOOT, third * 1.3, 6), bold=True, page=page)
    add_label(
        layout,
        made,
        (_EDGE + third * 1.3, _FOOT, third, 6),
        page=page,
        across=Qt.AlignmentFlag.AlignHCenter,
    )
    numbered = translate("sheets", "page {page} of {pages}").format(
        page=page + 1, pages=layout.pageCollection().pageCount()
    )
    add_label(
        layout,
        numbered,
        (_EDGE + third * 2.3, _FOOT, third * 0.7, 6),
        page=page,
        across=Qt.AlignmentFlag.AlignRight,
    )


def _export(layout: QgsPrintLayout, path: Path) -> None:
    settings = QgsLayoutExporter.PdfExportSettings()
    settings.dpi = 200
    settings.textRenderFormat = Qgis.TextRenderFormat.AlwaysText
    settings.appendGeoreference = False
    settings.exportMetadata = False  # it would hold the name of whoever made the project
    done = QgsLayoutExporter(layout).exportToPdf(str(path), settings)
    if done != QgsLayoutExporter.ExportResult.Success:
        raise refused("sheets_not_written", file=path.name)
