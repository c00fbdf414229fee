"""An indicator set: what counts in one kind of area, and how much."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import catalogue as known
from .model import Direction, Theme
from .set_checks import Place, parse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .model import Indicator

_SHIPPED = Path(__file__).parent / "sets"


class Role(StrEnum):
    """What an indicator does in a set."""

    WEIGHED = "weighed"
    CONTEXT = "context"
    AREA_ONLY = "area only"


@dataclass(frozen=True)
class Entry:
    """One indicator in a set.

    Attributes:
        id: Id of the indicator.
        role: Whether it weighs, stands beside, or belongs to the area table.
        dimension: Name of its dimension; "" for one that does not weigh.
        weight: Its part within the dimension.
        direction: Which way it points here; None leaves it as the catalogue has it.
        parameters: What its formula is given in place of the defaults.
        goalposts: Values that score 0 and 100 under the normalisation "goalposts".

    """

    id: str
    role: Role
    dimension: str = ""
    weight: float = 1.0
    direction: Direction | None = None
    parameters: Mapping[str, Any] | None = None
    goalposts: tuple[float, float] | None = None

    def points(self, indicator: Indicator) -> Direction:
        """Say which way the indicator points in this set."""
        if self.role is Role.CONTEXT:
            return Direction.CONTEXT
        return self.direction or indicator.direction


@dataclass(frozen=True)
class Preset:
    """A way to weigh a set: other weights for dimensions or indicators, or one theme."""

    dimensions: Mapping[str, float]
    indicators: Mapping[str, float]
    theme: Theme | None = None


@dataclass(frozen=True)
class Set:
    """The indicators of one area type, as a set file lists them.

    Attributes:
        area_type: bedrijventerrein, buitengebied or winkelgebied.
        name: What legends and sheets call it.
        dimensions: Dimension -> weight.
        entries: The indicators, in the order of the file.
        presets: Preset -> how it weighs.
        default_preset: The preset of a run that names none.
        kinds: Incident kind (lower case) -> themes; None keeps the table that comes with the plugin.

    """

    area_type: str
    name: str
    dimensions: Mapping[str, float]
    entries: tuple[Entry, ...]
    presets: Mapping[str, Preset]
    default_preset: str
    kinds: Mapping[str, frozenset[Theme]] | None = None

    def weights(self, preset: str, theme: Theme, indicators: Mapping[str, Indicator]) -> dict[str, float]:
        """Give the nominal weight of every indicator that weighs; together 1, or nothing at all.

        A dimension spreads its weight over those of its indicators that count under the preset and the theme; a
        dimension of which none counts gives its weight to the others.

        Args:
            preset: A key of `presets`.
            theme: Only what speaks to it counts; everything speaks to KWETSBAARHEID.
            indicators: The catalogue.

        """
        chosen = self.presets[preset]
        inside = {
            entry.id: chosen.indicators.get(entry.id, entry.weight)
            for entry in self.entries
            if entry.role is Role.WEIGHED
            and entry.points(indicators[entry.id]) is not Direction.CONTEXT
            and (theme is Theme.KWETSBAARHEID or theme in indicators[entry.id].themes)
        }
        parts: dict[str, float] = {}
        for dimension, standing in self.dimensions.items():
            members = {e.id: inside[e.id] for e in self.entries if e.dimension == dimension and inside.get(e.id)}
            weight = chosen.dimensions.get(dimension, standing)
            parts |= {i: weight * part / sum(members.values()) for i, part in members.items() if weight}
        total = sum(parts.values())
        return {i: part / total for i, part in parts.items()}


def read_set(path: Path, indicators: Mapping[str, Indicator] | None = None) -> Set:
    """Read and check a set file.

    Args:
        path: A TOML file in the form that `sets/bedrijventerrein.toml` explains.
        indicators: The indicators there are; the catalogue, unless given.

    Raises:
        RefusedError: The file cannot be read, or something in it is wrong; the message names the key.

    """
    indicators = known.catalogue() if indicators is None else indicators
    top = Place(path.name, parse(path))
    top.allow(
        "area_type", "name", "default_preset", "context", "area_only", "dimensions", "indicators", "presets", "kinds"
    )
    area_type = top.area_type("area_type")
    dimensions, listed = _dimensions(top, indicators)
    entries = _entries(top, listed, indicators)
    presets = _presets(top, dimensions, [entry for entry in entries if entry.role is Role.WEIGHED])
    default_preset = top.text("default_preset", next(iter(presets)))
    if default_preset not in presets:
        raise top.wrong("preset_unknown", "default_preset", found=default_preset, known=", ".join(presets))
    _require_weight(top, dimensions, entries)
    return Set(
        area_type=area_type,
        name=top.text("name", area_type.capitalize()),
        dimensions=dimensions,
        entries=tuple(entries),
        presets=presets,
        default_preset=default_preset,
        kinds=_kinds(top),
    )


@cache
def shipped_sets() -> dict[str, Set]:
    """Read the sets that come with the plugin, by area type."""
    read = [read_set(path) for path in sorted(_SHIPPED.glob("*.toml"))]
    return {one.area_type: one for one in read}


def _dimensions(
    top: Place, indicators: Mapping[str, Indicator]
) -> tuple[dict[str, float], dict[str, tuple[Role, str]]]:
    weights: dict[str, float] = {}
    listed: dict[str, tuple[Role, str]] = {}

    def take(place: Place, key: str, role: Role, dimension: str = "") -> None:
        for name in place.texts(key):
            place.indicator(name, indicators, key)
            if name in listed:
                raise place.wrong("indicator_twice", key, indicator=name)
            place.level(name, indicators[name], key, area_only=role is Role.AREA_ONLY)
            listed[name] = (role, dimension)

    for name, place in top.tables("dimensions", required=True):
        place.allow("weight", "indicators")
        weights[name] = place.weight("weight", 1.0)
        take(place, "indicators", Role.WEIGHED, name)
    take(top, "context", Role.CONTEXT)
    take(top, "area_only", Role.AREA_ONLY)
    return weights, listed


def _entries(top: Place, listed: dict[str, tuple[Role, str]], indicators: Mapping[str, Indicator]) -> list[Entry]:
    adjusted: dict[str, dict[str, Any]] = {}
    for name, place in top.tables("indicators"):
        place.indicator(name, indicators, "")
        if name not in listed:
            raise place.wrong("indicator_unlisted", "", indicator=name)
        place.allow("weight", "direction", "parameters", "goalposts")
        adjusted[name] = {
            "weight": place.weight("weight", 1.0),
            "direction": place.direction("direction"),
            "parameters": place.parameters("parameters", indicators[name]),
            "goalposts": place.goalposts("goalposts"),
        }
    return [Entry(name, role, dimension, **adjusted.get(name, {})) for name, (role, dimension) in listed.items()]


def _presets(top: Place, dimensions: Mapping[str, float], weighed: list[Entry]) -> dict[str, Preset]:
    presets = {}
    for name, place in top.tables("presets"):
        place.allow("dimensions", "indicators", "theme")
        presets[name] = Preset(
            dimensions=place.weights("dimensions", dimensions, "dimension_unknown"),
            indicators=place.weights("indicators", [entry.id for entry in weighed], "indicator_not_weighed"),
            theme=place.theme("theme"),
        )
        _require_weight(place, dimensions, weighed, presets[name])
    return presets or {"equal": Preset({}, {})}


def _require_weight(
    place: Place, dimensions: Mapping[str, float], entries: list[Entry], preset: Preset | None = None
) -> None:
    preset = preset or Preset({}, {})
    weighs = any(
        preset.dimensions.get(entry.dimension, dimensions[entry.dimension])
        * preset.indicators.get(entry.id, entry.weight)
        for entry in entries
        if entry.role is Role.WEIGHED
    )
    if not weighs:
        raise place.wrong("weights_zero", "" if preset.dimensions or preset.indicators else "dimensions")


def _kinds(top: Place) -> dict[str, frozenset[Theme]] | None:
    place = top.table("kinds")
    if place is None:
        return None
    place.allow(*Theme)
    listed = [(kind.strip().lower(), Theme(theme)) for theme in place.values for kind in place.texts(theme)]
    return {kind: frozenset(theme for one, theme in listed if one == kind) for kind in sorted({k for k, _ in listed})}
