"""The sheet of one location: everything known of the premises, each with its source, before anybody goes there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from ..indicators.catalogue import catalogue
from ..safeguards.messages import refused
from .area import around
from .blocks import Block, Heading, Sentences
from .desk import ERF, NEAR
from .figures import number
from .location_around import around_blocks
from .location_facts import Location, object_blocks, premises_blocks, title_of
from .location_incidents import incident_blocks
from .location_score import score_blocks
from .location_use import list_blocks, use_blocks, vacancy_blocks, woz_blocks
from .sheet import SHARED, Sheet, View, words
from .views import only_for_others

if TYPE_CHECKING:
    import pandas as pd

    from .desk import Desk, Premises
    from .results import Results

_LISTED = 8  # addresses
_ROUND = 32  # straight pieces a quarter of the circle
_NO_SHEET = ("dwelling", "cluster")  # states of what is never described


def location_sheet(results: Results, desk: Desk | None, unit_id: str, language: str, mode: str) -> Sheet:
    """Make the sheet of a location.

    Args:
        results: Of the run.
        desk: The registers to look into; None tells what the results know alone.
        unit_id: Which location.
        language: nl or en.
        mode: internal, or shared: then only what open registers and a WOZ class say of a location without a home.

    Raises:
        RefusedError: There is no such location, it is a home or a cluster of homes, or it has a home in or beside it
            and the sheet is for others.

    """
    row = _row(results, unit_id, shared=mode == SHARED)
    outline = row.geometry
    held = None if desk is None else desk.premises(unit_id, outline)
    _refuse_homes(unit_id, held, shared=mode == SHARED)
    place = Location(results, desk, held, row, _area(results, row, shared=mode == SHARED), language, mode == SHARED)
    title = title_of(place)
    objects = [] if held is None else object_blocks(place, held)
    score_parts = [] if place.shared else score_blocks(place, catalogue())
    # A long list of addresses would push what the sheet is about off its first page.
    many = held is not None and len(held.objects) > _LISTED
    blocks = [*premises_blocks(place), *([*score_parts, *objects] if many else [*objects, *score_parts])]
    if held is not None:
        blocks += woz_blocks(place, held)
        if not place.shared:
            blocks += [*vacancy_blocks(place, held), *use_blocks(place, held), *list_blocks(place, held)]
    if not place.shared:
        blocks += incident_blocks(place)
    if held is not None:
        blocks += around_blocks(place, held, catalogue())
    blocks += _closing(place)
    circle = shapely.buffer(outline, NEAR, quad_segs=_ROUND)
    roles = ("areas",) if place.shared else ("units", "incidents", "areas")
    only = only_for_others(results, roles) if place.shared else {}
    view = View(around(circle), roles, shapely.difference(circle, outline), only)
    score = "" if place.shared else _score(place)
    return Sheet("location", unit_id, title, _subtitle(place), blocks, view, score, {"address": title})


def _row(results: Results, unit_id: str, *, shared: bool) -> pd.Series:
    units = results["units"]
    found = units[units["unit_id"] == unit_id]
    if not len(found):
        raise refused("sheets_location_unknown", unit=unit_id, folder=results.folder.name)
    row = found.iloc[0]
    if row["state"] in _NO_SHEET:
        raise refused("sheets_location_dwelling", unit=unit_id)
    if shared and row["contains_dwelling"]:
        raise refused("sheets_location_dwelling_shared", unit=unit_id)
    return row


def _refuse_homes(unit_id: str, held: Premises | None, *, shared: bool) -> None:
    """Refuse what became a home since the results were made, by registers of a later date."""
    if held is None or not len(held.homes):
        return
    if shared:
        raise refused("sheets_location_dwelling_shared", unit=unit_id)
    if not len(held.objects) and not unit_id.startswith(ERF):
        raise refused("sheets_location_dwelling", unit=unit_id)


def _area(results: Results, row: pd.Series, *, shared: bool) -> str:
    """Give the name of the area it lies in; empty where that is not known, or too small to be shown to others."""
    areas = results["areas"]
    found = areas[(areas["area_id"] == row["area_id"]) & results.told(shared=shared).shown]
    if not len(found):
        return ""
    return str(found["name"].iloc[0] or row["area_id"])


def _subtitle(place: Location) -> str:
    parts = [str(place.row["area_type"]), place.area, str(place.row["unit_id"])]
    return " · ".join(dict.fromkeys(part for part in parts if part))


def _score(place: Location) -> str:
    row, language = place.row, place.language
    if row["state"] != "scored":
        return ""
    said = number(row["risk_score"], language, 0)
    if not np.isfinite(row["rank_p05"]):
        return said
    return words("location_score_short", language, score=said, low=round(row["rank_p05"]), high=round(row["rank_p95"]))


def _closing(place: Location) -> list[Block]:
    language = place.language
    if place.shared:
        return [
            Heading(words("location_shared_title", language)),
            Sentences([words("location_shared", language), words("location_shared_why", language)]),
        ]
    told = [words("location_control", language)]
    if place.row["contains_dwelling"]:
        told.append(words("location_personal", language))
    return [Heading(words("location_reading_title", language)), Sentences(told)]
