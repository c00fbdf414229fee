"""A plan of routes, as the sheets read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyogrio

from ..routes.outcome import LEGS, PARKINGS, ROUTES, STOPS, Trip, file_names
from ..safeguards.messages import note, refused, warn
from ..safeguards.recipe import FORM, plugin_version
from .opening import RECIPE, Opened, folder_with, layers_of, recipe_in

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ..safeguards.messages import Message

FILE = "routes.gpkg"
_OF_A_RECIPE = {"recipe", "version", "peildatum", "sha256", "simulated"}
# What is read and no more: whether a stop is mandatory or fixed is for the planner.
_UNREAD = frozenset({"mandatory", "pinned", "skills", "visited", "outcome", "remark", "photo"})
_NEEDED = {
    "stops": tuple(name for name in STOPS if name not in _UNREAD),
    "routes": tuple(ROUTES),
    "legs": tuple(LEGS),
    "parkings": tuple(PARKINGS),
    "messages": ("severity", "code", "nl", "en"),
}
_SHAPED = frozenset({"stops", "routes", "legs", "parkings"})


@dataclass(frozen=True, eq=False)
class Plan(Opened):
    """What a planning of routes left in its folder; what only the planner may know is not read.

    Its tables, by name: those of `routes.gpkg` that sheets are made of; shapes in RD New.
    """

    @property
    def peildatum(self) -> str:
        """Reference date, yyyy-mm-dd."""
        return str(self.recipe["peildatum"])

    def trips(self) -> dict[Trip, str]:
        """Name every route, with the name its files have."""
        known = self["routes"][["team", "day"]].fillna("").astype(str)
        return file_names([Trip(*row) for row in sorted(set(known.itertuples(index=False, name=None)))])

    def of(self, name: str, trip: Trip) -> Any:
        """Give the rows of a table that belong to a route, in order."""
        table = self[name]
        rows = table[(table["team"].fillna("") == trip.team) & (table["day"].fillna("") == trip.day)]
        return rows.sort_values("number") if "number" in rows.columns else rows


def read_plan(given: str) -> tuple[Plan, list[Message]]:
    """Read a plan of routes.

    Args:
        given: Folder of the plan, a file or a layer in it, or a folder of plans, of which the newest is taken.

    Raises:
        RefusedError: There is no plan there, it cannot be read, or it was made in another form.

    """
    folder = folder_with(given, FILE)
    if folder is None:
        raise refused("sheets_route_no_plan", given=given, file=FILE)
    recipe = recipe_in(folder)
    if recipe is None or not set(recipe) >= _OF_A_RECIPE:
        raise refused("sheets_route_no_recipe", folder=folder.name, file=RECIPE)
    held = layers_of(folder / FILE)
    if held is None:
        raise refused("sheets_route_unreadable", file=FILE, folder=folder.name)
    lacking = sorted(set(_NEEDED) - held)
    if recipe.get("recipe") != FORM or lacking:
        raise _other_form(folder, recipe, ", ".join(lacking) or RECIPE)
    tables: dict[str, Any] = {}
    for name, columns in _NEEDED.items():
        there = set(pyogrio.read_info(folder / FILE, layer=name)["fields"])
        missing = [column for column in columns if column not in there]
        if missing:
            raise _other_form(folder, recipe, f"{name}: {', '.join(missing)}")
        shaped = name in _SHAPED
        tables[name] = pyogrio.read_dataframe(folder / FILE, layer=name, columns=list(columns), read_geometry=shaped)
    plan = Plan(folder, recipe, tables)
    messages = [note("sheets_route_plan", folder=folder.name, n=len(plan.trips()))]
    if recipe["version"] != plugin_version():
        messages.append(
            warn("sheets_route_other_version", folder=folder.name, version=recipe["version"], ours=plugin_version())
        )
    return plan, messages


def _other_form(folder: Path, recipe: Mapping[str, Any], what: str) -> Exception:
    version = recipe.get("version") or "?"
    return refused("sheets_route_other_form", folder=folder.name, version=version, ours=plugin_version(), what=what)
