"""Which sheets a booklet has: chosen by kind, by area and by location, and made one after another."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from ..safeguards.messages import RefusedError, note, refused, warn
from .area import area_sheet
from .hotspot import hotspot_messages, hotspot_sheets
from .location import location_sheet
from .method import method_sheet
from .overview import overview_sheet
from .route import route_sheets
from .sheet import SHARED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import geopandas as gpd
    import pandas as pd

    from ..safeguards.messages import Message
    from ..safeguards.watch import Watch
    from .desk import Desk
    from .national import National
    from .plan import Plan
    from .results import Results
    from .sheet import Sheet

KINDS = ("overview", "areas", "hotspots", "locations", "routes", "method")  # in the order of a booklet
DEFAULT = ("overview", "areas", "method")
TOP = 10  # locations, where none are named
_NAMED = 8  # areas or locations in a sentence


@dataclass(frozen=True)
class Choice:
    """What the user chose.

    Attributes:
        kinds: Of `KINDS`.
        areas: Names or ids; empty is all.
        units: Ids; empty is the highest.
        top: How many of the highest, where none are named.

    """

    kinds: Sequence[str] = DEFAULT
    areas: Sequence[str] = ()
    units: Sequence[str] = ()
    top: int = TOP


class Wanted(NamedTuple):
    """A sheet, or sheets of one kind that are made together; `key` is empty where there is only one of its kind."""

    kind: str
    key: str


class Held(NamedTuple):
    """What sheets are made of."""

    results: Results
    desk: Desk | None = None
    plan: Plan | None = None
    national: National | None = None


def named(text: str) -> list[str]:
    """Take apart what a user wrote: one on a line, or with semicolons between."""
    return [one for one in (part.strip() for part in re.split(r"[;\n]", text)) if one]


def chosen_sheets(
    held: Held, choice: Choice, language: str, mode: str, watch: Watch
) -> tuple[list[Sheet], list[Message]]:
    """Make the sheets of a booklet.

    Args:
        held: What they are made of.
        choice: Which.
        language: nl or en.
        mode: internal or shared.
        watch: Told of progress, asked for cancel.

    Returns:
        The sheets in order, and what there is to tell: what was left out.

    Raises:
        RefusedError: What was chosen is not there, or nothing is left.

    """
    wanted, messages = wanted_sheets(held, choice, mode)
    sheets: list[Sheet] = []
    left: list[str] = []
    for at, one in enumerate(wanted):
        watch.at(at / len(wanted))
        try:
            made = make(held, one, language, mode)
        except RefusedError as error:
            # A home may come to light only in the registers, and a route is for nobody else: the others are made.
            if one.kind not in ("locations", "routes") or len(wanted) == 1:
                raise
            left.append(one.key or one.kind)
            messages.append(error.message)
            continue
        if one.kind == "hotspots":
            messages += hotspot_messages(held.results, mode)
        if one.kind == "routes" and held.plan is not None and (idle := len(held.plan.trips()) - len(made)):
            messages.append(warn("sheets_choice_idle", n=idle, folder=held.plan.folder.name))
        sheets += made
    if left:
        messages.append(warn("sheets_choice_no_sheet", n=len(left), total=len(wanted)).about(left))
    if not sheets:
        # Why there is none is what the user has to know.
        raise (
            RefusedError(messages[-1])
            if messages
            else refused("sheets_choice_nothing", folder=held.results.folder.name)
        )
    watch.at(1.0)
    return sheets, messages


def wanted_sheets(held: Held, choice: Choice, mode: str) -> tuple[list[Wanted], list[Message]]:
    """Tell which sheets are made, before any is: quick.

    Raises:
        RefusedError: An area or a location is not there, or a kind of sheet lacks what it is made of.

    """
    shared = mode == SHARED
    messages: list[Message] = []
    areas = _areas(held.results, choice.areas)
    wanted: list[Wanted] = []
    for kind in KINDS:
        if kind not in choice.kinds:
            continue
        if kind == "areas":
            wanted += [Wanted(kind, key) for key in _keys_of_areas(held.results, areas, messages, shared=shared)]
        elif kind == "locations":
            wanted += [Wanted(kind, key) for key in _units(held.results, areas, choice, messages, shared=shared)]
        elif kind == "routes" and held.plan is None:
            raise refused("sheets_choice_no_plan")
        else:
            wanted.append(Wanted(kind, ""))
    if not wanted:
        raise RefusedError(messages[-1]) if messages else refused("sheets_choice_none")
    return wanted, messages


def make(held: Held, wanted: Wanted, language: str, mode: str) -> list[Sheet]:
    """Make what is wanted."""
    return list(_made(held, wanted, language, mode))


def _made(held: Held, wanted: Wanted, language: str, mode: str) -> Iterator[Sheet]:
    results = held.results
    if wanted.kind == "overview":
        yield overview_sheet(results, language, mode)
    elif wanted.kind == "areas":
        yield area_sheet(results, wanted.key, language, mode, held.national)
    elif wanted.kind == "locations":
        yield location_sheet(results, held.desk, wanted.key, language, mode)
    elif wanted.kind == "hotspots":
        yield from hotspot_sheets(results, language, mode, _roads(held))
    elif wanted.kind == "routes" and held.plan is not None:
        yield from route_sheets(held.plan, language, mode)
    elif wanted.kind == "method":
        yield method_sheet(results, language, mode)


def _roads(held: Held) -> gpd.GeoDataFrame | None:
    return None if held.desk is None else held.desk.registers.wegvakken


def _areas(results: Results, given: Sequence[str]) -> gpd.GeoDataFrame:
    """Find areas by name or id, in the order of the results."""
    areas = results["areas"]
    if not given:
        return areas
    ids, names = areas["area_id"].astype(str), areas["name"].fillna("").astype(str).str.strip().str.casefold()
    found = np.zeros(len(areas), dtype=np.bool_)
    for one in given:
        by_id = (ids == one).to_numpy()
        mine = by_id if by_id.any() else (names == one.casefold()).to_numpy()
        if not mine.any():
            known = "; ".join(_short(str(name)) for name in areas["name"].fillna(areas["area_id"]).head(_NAMED))
            raise refused("sheets_choice_no_area", area=_short(one), known=known)
        found |= mine
    return areas[found]


def _keys_of_areas(results: Results, areas: gpd.GeoDataFrame, messages: list[Message], *, shared: bool) -> list[str]:
    keys = areas["area_id"].astype(str)
    if not len(keys):
        messages.append(warn("sheets_choice_without_areas", folder=results.folder.name))
    if not shared:
        return list(keys)
    every = results["areas"]
    shown = areas["area_id"].isin(every.loc[results.told(shared=True).shown, "area_id"]).to_numpy()
    if not shown.all():
        left = keys[~shown]
        messages.append(note("sheets_choice_small_areas", n=len(left), total=len(areas)).about(left))
    return list(keys[shown])


def _units(
    results: Results, areas: gpd.GeoDataFrame, choice: Choice, messages: list[Message], *, shared: bool
) -> list[str]:
    units = results["units"].assign(unit_id=results["units"]["unit_id"].astype(str))
    if not choice.units:
        # Which locations are the highest is what shared sheets do not tell.
        if shared:
            messages.append(warn("sheets_choice_top_shared"))
            return []
        return _highest(units[units["area_id"].isin(areas["area_id"])], choice.top, messages)
    unknown = [one for one in choice.units if one not in set(units["unit_id"])]
    if unknown:
        told = "; ".join(_short(one) for one in unknown[:_NAMED])
        raise refused("sheets_choice_no_unit", units=told, n=len(unknown))
    asked = units.set_index("unit_id").loc[list(dict.fromkeys(choice.units))]
    homes = asked["state"].isin(["dwelling", "cluster"]).to_numpy()
    if homes.any():
        messages.append(warn("sheets_choice_dwellings", n=int(homes.sum()), total=len(asked)).about(asked.index[homes]))
    lived_in = asked["contains_dwelling"].fillna(value=True).to_numpy(dtype=np.bool_) & ~homes & shared
    if lived_in.any():
        n = int(lived_in.sum())
        messages.append(warn("sheets_choice_lived_in", n=n, total=len(asked)).about(asked.index[lived_in]))
    kept = list(asked.index[~homes & ~lived_in])
    if shared and kept:
        # The order in which somebody named them may be that of their scores.
        messages.append(note("sheets_choice_by_id", n=len(kept)))
        return sorted(kept)
    return kept


def _highest(units: pd.DataFrame, top: int, messages: list[Message]) -> list[str]:
    scored = units[units["state"] == "scored"].sort_values(["risk_score", "unit_id"], ascending=[False, True])
    if len(scored) < top:
        messages.append(note("sheets_choice_fewer", n=len(scored), asked=top))
    return list(scored["unit_id"].head(top))


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"  # noqa: PLR2004  signs a sentence bears
