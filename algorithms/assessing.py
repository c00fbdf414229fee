"""From loaded registers to the files of a run, without QGIS: what runs in a thread of Python's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from ..hotspots.density.density import density_raster
from ..hotspots.period import DAYS_A_YEAR, length_in_words
from ..hotspots.places.overlay import incident_cells
from ..hotspots.raster import write_raster
from ..indicators.assess import Assessment, Options, assess, chosen_sets
from ..indicators.catalogue import catalogue
from ..indicators.derive import derive_areas
from ..indicators.incident_account import MONTHS
from ..layers.results import write_results
from ..registers.territory import territory
from ..safeguards.messages import note
from ..safeguards.recipe import Recipe, plugin_version

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    import geopandas as gpd
    from numpy.typing import NDArray

    from ..registers.load import Loaded
    from ..registers.tables import Registers
    from ..safeguards.messages import Message
    from ..safeguards.watch import Watch

_NAMES = 3  # of woonplaatsen that fit a title
_RADIUS = 250.0  # metres a report is spread over
_PIXEL = 25.0  # metres


@dataclass(frozen=True)
class About:
    """Why a run was made, by whom and until when it may be used."""

    purpose: str = ""
    author: str = ""
    expires: date | None = None


@dataclass(frozen=True)
class Made:
    """A finished run: its name, and what there is to tell."""

    name: str
    messages: tuple[Message, ...]


def assess_into(folder: Path, loaded: Loaded, options: Options, about: About, watch: Watch) -> Made:
    """Assess a municipality and write everything but the QGIS project to a folder.

    Returns:
        The name the run should bear, and all messages, those of loading first.

    """
    assessment = assess(loaded.registers, options, watch.part(0, 0.7))
    overlay = _overlay(assessment, options, folder, watch.part(0.7, 0.9))
    messages = (*loaded.messages, *assessment.messages, *overlay.messages)
    recipe = _recipe(loaded, options, about, messages)
    write_results(
        folder / "results.gpkg",
        assessment,
        cells=overlay.cells,
        incidents=overlay.incidents,
        messages=messages,
        recipe=recipe,
        watch=watch.part(0.9, 1),
    )
    (folder / "recipe.json").write_text(recipe.text(), encoding="utf-8", newline="\n")
    return Made(f"{recipe.peildatum.isoformat()}_{recipe.sha256()[:8]}", messages)


@dataclass(frozen=True)
class _Overlay:
    cells: gpd.GeoDataFrame | None
    incidents: gpd.GeoDataFrame | None
    messages: tuple[Message, ...]


def _overlay(assessment: Assessment, options: Options, folder: Path, watch: Watch) -> _Overlay:
    """Find where incidents concentrate; nothing where there are none."""
    place = assessment.place
    incidents = place.incidents(options.theme)
    if incidents is None or incidents.empty:
        return _Overlay(None, None, (note("algorithms_no_incidents"),))
    ground, told = territory(place.registers)
    points = shapely.get_coordinates(incidents.geometry.to_numpy())
    cells, messages = incident_cells(points, address_points(place.registers), ground, watch=watch.part(0, 0.5))
    raster, spread = density_raster(
        points, ground, radius=_RADIUS, pixel=_PIXEL, years=MONTHS / 12, watch=watch.part(0.5, 1)
    )
    write_raster(raster, folder / "density.tif")
    per_year = note("density_per_year", period=length_in_words(MONTHS / 12 * DAYS_A_YEAR))
    return _Overlay(cells, incidents, (told, *messages, *spread, per_year))


def derived_areas(loaded: Loaded, watch: Watch) -> tuple[gpd.GeoDataFrame, tuple[Message, ...]]:
    """Find the areas of a municipality from its BAG."""
    derived = derive_areas(loaded.registers, watch)
    return derived.gebieden, (*loaded.messages, *derived.messages)


def address_points(registers: Registers) -> NDArray[np.float64]:
    """Give a point for every address: verblijfsobjecten, ligplaatsen and standplaatsen, (n, 2) metres."""
    tables = (registers.verblijfsobjecten, registers.ligplaatsen, registers.standplaatsen)
    places = [shapely.centroid(table.geometry.to_numpy()) for table in tables if table is not None]
    points: NDArray[np.float64] = shapely.get_coordinates(np.concatenate(places))
    return points


def _recipe(loaded: Loaded, options: Options, about: About, messages: tuple[Message, ...]) -> Recipe:
    registers = loaded.registers
    sets, _ = chosen_sets(options, catalogue())
    return Recipe(
        version=plugin_version(),
        peildatum=registers.peildatum,
        municipality=municipality_of(registers),
        inputs=loaded.inputs,
        simulated=registers.simulated,
        options=options,
        sets=sets,
        choices=messages,
        purpose=about.purpose,
        author=about.author,
        expires=about.expires,
    )


def municipality_of(registers: Registers) -> str:
    """Name the municipality for a title; empty where no register tells."""
    for table in (registers.gemeentegrens, registers.woonplaatsen):
        if table is not None and table["naam"].notna().any():
            names: list[Any] = sorted(set(table["naam"].dropna()))
            return ", ".join(names[:_NAMES]) + (" …" if len(names) > _NAMES else "")
    return ""
