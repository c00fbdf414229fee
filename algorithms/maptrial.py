"""What the tool that tries maps does in its thread, without QGIS."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ..hotspots.events import Choices, read_events
from ..hotspots.grid import square_grid
from ..hotspots.trial.accuracy_chart import draw
from ..hotspots.trial.displacement import displacement
from ..hotspots.trial.judgement import AREA, STREETS, compared, table, verdict
from ..hotspots.trial.last_map import last_map
from ..hotspots.trial.rolling import Ground, Plan, try_maps
from ..hotspots.trial.streets import street_metres
from ..registers.spatial import to_rd
from ..registers.tables import Shape
from ..safeguards.messages import note, refused, warn
from .points import ground_of, points_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    import geopandas as gpd
    import pandas as pd
    from numpy.typing import NDArray

    from ..hotspots.events import Events
    from ..hotspots.grid import Grid
    from ..hotspots.trial.displacement import Displacement
    from ..hotspots.trial.rankings import Name
    from ..registers.raw import Raw
    from ..safeguards.messages import Message
    from ..safeguards.watch import Watch

_STEPS = 60  # of the lines in the chart


@dataclass(frozen=True)
class Asked:
    """How maps are tried, as the user gave it.

    Attributes:
        size: Side of a cell, metres.
        radius: Of the density, metres.
        train_days: Length of the past.
        test_days: Length of the period after it.
        shares: Percentages at which maps are compared.
        share: The one that is spoken of.
        method: Way of the map that is drawn and spoken of first.
        seed: Of chance.
        changed: First day of a change; None is halfway.
        language: Of the chart.

    """

    size: float
    radius: float
    train_days: int
    test_days: int
    shares: tuple[float, ...]
    share: float
    method: str
    seed: int
    changed: date | None
    language: str


@dataclass(frozen=True, eq=False)
class Made:
    """What came of it; `chart` is SVG."""

    table: pd.DataFrame
    chart: str
    cells: gpd.GeoDataFrame
    displacement: Displacement | None
    messages: list[Message]


def try_on(raws: Mapping[str, Raw | None], choices: Mapping[str, Any], asked: Asked, watch: Watch) -> Made:
    """Read the layers, try the maps, and put what came of it in a table, a chart and a layer.

    Args:
        raws: The layers by name of their parameter.
        choices: Keywords of `Choices`.
        asked: How.
        watch: Told of progress, asked for cancel.

    """
    incidents, exposed = raws["INPUT"], raws["EXPOSURE"]
    if incidents is None:
        raise refused("algorithms_no_layer", parameter="INPUT")
    messages: list[Message] = []
    addresses = None
    if exposed is not None:
        addresses, _, told = points_of(exposed)
        messages += told
    watch.at(0.05)
    events, told = read_events(incidents, Choices(**choices), timed=True, addresses=addresses)
    messages += told
    watch.at(0.15)
    moved, more = _displaced(raws, events, asked)
    ground, cost, told = _ground(raws, events, addresses, asked)
    messages += told
    shares = np.unique([*asked.shares, asked.share]) / 100
    curve = np.linspace(0, shares[-1], _STEPS + 1)[1:]
    plan = Plan(asked.train_days, asked.test_days, asked.radius, shares, curve, asked.seed)
    watch.at(0.2)
    trial, told = try_maps(events, ground, plan, watch.part(0.2, 0.9))
    at = int(np.searchsorted(shares, asked.share / 100))
    first = compared(trial, asked.method, at, cost, asked.seed)
    judged = verdict(trial, at, cost, asked.seed)
    if first not in judged:
        judged.insert(1, first)
    made = Made(
        table=table(trial, asked.seed),
        chart=draw(trial, asked.method, at, cost, first, asked.language).svg(),
        cells=last_map(trial, asked.method, at, ground.grid),
        displacement=moved,
        messages=[*messages, *told, *judged, *more],
    )
    watch.at(1)
    return made


def _ground(
    raws: Mapping[str, Raw | None], events: Events, addresses: NDArray[np.float64] | None, asked: Asked
) -> tuple[Ground, Name, list[Message]]:
    """Lay the cells; give what each costs and what is exposed in it."""
    area, messages = ground_of(raws["STUDY_AREA"], events.points)
    if raws["STUDY_AREA"] is None:
        messages.append(warn("accuracy_area_around_all"))
    grid = square_grid(area, asked.size)
    metres, told = _streets(raws["ROADS"], grid)
    name = AREA if metres is None else STREETS
    cost = np.full(len(grid), asked.size**2) if metres is None else metres
    messages += told
    messages.append(note("accuracy_choices", size=asked.size, cells=len(grid), radius=asked.radius, cost=name))
    exposure = None if addresses is None else grid.count(addresses)[0]
    if exposure is None or not exposure.any():
        messages.append(
            note("accuracy_exposure_cost", cost=name)
            if addresses is None
            else warn("accuracy_exposure_elsewhere", n=len(addresses), cost=name)
        )
        return Ground(grid, cost, cost), name, messages
    messages.append(note("accuracy_exposure_addresses", n=int(exposure.sum())))
    return Ground(grid, cost, exposure), name, messages


def _streets(roads: Raw | None, grid: Grid) -> tuple[NDArray[np.float64] | None, list[Message]]:
    if roads is None:
        return None, []
    geometry, usable, messages = to_rd(roads, Shape.LINE)
    metres = street_metres(geometry[usable], grid)
    if not metres.any():
        raise refused("accuracy_no_streets", layer=roads.name)
    return metres, messages


def _displaced(
    raws: Mapping[str, Raw | None], events: Events, asked: Asked
) -> tuple[Displacement | None, list[Message]]:
    """Compare a treated with a control area where both are given."""
    treated, control = raws["TREATED"], raws["CONTROL"]
    if treated is None or control is None:
        return None, []
    (inside, one), (beside, other) = (ground_of(raw, events.points) for raw in (treated, control))
    for raw, area in ((treated, inside), (control, beside)):
        if area.is_empty:
            raise refused("accuracy_no_polygon", layer=raw.name)
    found, told = displacement(events, inside, beside, asked.changed)
    return found, [*one, *other, *told]
