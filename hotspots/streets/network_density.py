"""Incidents per kilometre of street, spread along the streets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np

from ...network.graph import Graph
from ...registers.tables import RD_NEW
from ...safeguards.messages import note, refused, warn
from ...safeguards.watch import Watch
from ..period import SHORT
from .lixels import cut, drawn
from .street_kernels import KERNELS, top
from .street_spread import NEARLY, Kernel, Sources, spread

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from ...network.graph import Snap
    from ...safeguards.messages import Message
    from ..events import Events
    from .lixels import Lixels
    from .street_spread import Spread

METHODS = ("discontinuous", "continuous")
_SAID = {
    ("discontinuous", True): "networkdensity_discontinuous_yearly",
    ("discontinuous", False): "networkdensity_discontinuous_total",
    ("continuous", True): "networkdensity_continuous_yearly",
    ("continuous", False): "networkdensity_continuous_total",
}
FEW = 5  # incidents within reach under which a density says little
_KM = 1000.0
_UNWATCHED = Watch()


@dataclass(frozen=True)
class Choices:
    """How incidents are spread along streets.

    Attributes:
        method: One of `METHODS`.
        kernel: One of `kernels.KERNELS`.
        bandwidth: Metres along the street up to which an incident reaches.
        lixel: Metres of the longest piece of street that gets one density.
        snap: Metres up to which an incident belongs to the nearest street.

    """

    method: str = METHODS[0]
    kernel: str = KERNELS[0]
    bandwidth: float = 200.0
    lixel: float = 10.0
    snap: float = 50.0

    def check(self) -> None:
        """Refuse what cannot work.

        Raises:
            RefusedError: An unknown method or kernel, a length that is not above 0, or a lixel that is longer than the
                bandwidth.

        """
        for value, known in ((self.method, METHODS), (self.kernel, KERNELS)):
            if value not in known:
                raise refused("hotspots_method_unknown", method=value, known=", ".join(known))
        if not (self.bandwidth > 0 and self.lixel > 0 and self.snap >= 0):
            raise refused("networkdensity_no_length", bandwidth=self.bandwidth, lixel=self.lixel, snap=self.snap)
        if self.lixel > self.bandwidth:
            raise refused("networkdensity_piece_too_long", bandwidth=self.bandwidth, lixel=self.lixel)


@dataclass(frozen=True, eq=False)
class StreetDensity:
    """Density of the pieces of street that incidents reach.

    Attributes:
        pieces: `wegvak_id`, `straatnaam`, `piece` (its number along the wegvak), `metres`, `incidents` (how many lie on
            it after spreading), `density` (per km of street, and per year where dates are known), `times_average`,
            `few` (under 5 incidents within reach); LineStrings.
        average: Density of all streets of the layer together.
        yearly: Whether densities are per year.

    """

    pieces: gpd.GeoDataFrame
    average: float
    yearly: bool


def street_density(
    wegvakken: gpd.GeoDataFrame, events: Events, choices: Choices, *, watch: Watch = _UNWATCHED
) -> tuple[StreetDensity, list[Message]]:
    """Spread incidents along the streets they lie on.

    Args:
        wegvakken: Canonical table.
        events: Incidents; each counts for its weight times its share in the period.
        choices: How.
        watch: Told the fraction done.

    Returns:
        The density, and messages.

    Raises:
        RefusedError: The choices cannot work, or no incident lies on a street.
        CancelledError: The user cancelled.

    """
    choices.check()
    graph = Graph.of(wegvakken)
    lixels = cut(graph, choices.lixel)
    messages = [*graph.messages, note("networkdensity_walked")]
    snap, events, told = on_street(graph, events, choices.snap)
    messages += told
    if not events.counted.sum() > 0:
        raise refused("networkdensity_no_weight", n=len(events))
    sources = Sources.of(snap.edge, snap.position, events.counted)
    kernel = Kernel(choices.kernel, choices.bandwidth, choices.method == "continuous")
    laid = spread(graph, lixels, sources, kernel, watch=watch.part(0.0, 0.9))
    years = 1.0 if events.period is None else events.period.years
    average = float(laid.mass.sum() / graph.length.sum() * _KM / years)
    pieces = _table(graph, lixels, laid, _KM / years)
    pieces["times_average"] = pieces["density"] / average
    watch.at(1.0)
    density = StreetDensity(pieces, average, events.period is not None)
    return density, [*messages, *_told(graph, events, laid, density, choices, years)]


def on_street(graph: Graph, events: Events, most: float) -> tuple[Snap, Events, list[Message]]:
    """Put incidents on the nearest street, those too far from any left out.

    Raises:
        RefusedError: None is near enough.

    """
    snap = graph.snap(events.points)
    near = snap.offset <= most
    if not near.any():
        nearest = float(snap.offset.min())
        raise refused("networkdensity_no_street", n=len(near), most=most, nearest=round(nearest, 1))
    messages: list[Message] = []
    if not near.all():
        left_out = warn("networkdensity_far", n=int((~near).sum()), total=len(near), most=most)
        messages.append(left_out.about(events.incident_id[~near]))
    offset = snap.offset[near]
    middle, farthest = round(float(np.median(offset)), 1), round(float(offset.max()), 1)
    messages.append(note("networkdensity_snapped", n=int(near.sum()), middle=middle, farthest=farthest))
    return type(snap)(snap.edge[near], snap.position[near], offset), events.only(near), messages


def _table(graph: Graph, lixels: Lixels, laid: Spread, per: float) -> gpd.GeoDataFrame:
    chosen = np.flatnonzero(laid.reached > 0)
    edge, metres = lixels.edge[chosen], lixels.length[chosen]
    own: Callable[[str], NDArray[np.object_]] = lambda name: graph.wegvakken[name].to_numpy(dtype=object)[edge]  # noqa: E731
    columns = {
        "wegvak_id": own("wegvak_id"),
        "straatnaam": own("straatnaam"),
        "piece": chosen - lixels.first[edge] + 1,
        "metres": metres,
        "incidents": laid.mass[chosen],
        "density": laid.mass[chosen] / metres * per,
        "few": laid.reached[chosen] < FEW,
    }
    return gpd.GeoDataFrame(columns, geometry=drawn(graph, lixels, chosen), crs=RD_NEW)


def _told(
    graph: Graph, events: Events, laid: Spread, density: StreetDensity, choices: Choices, years: float
) -> list[Message]:
    pieces, total = density.pieces, float(events.counted.sum())
    messages = [
        note(
            _SAID[choices.method, density.yearly],
            kernel=choices.kernel,
            bandwidth=choices.bandwidth,
            lixel=choices.lixel,
        )
    ]
    if choices.method == METHODS[0] and (lost := 1 - float(laid.mass.sum()) / total - laid.dropped) > 0.5 / _KM:
        messages.append(note("networkdensity_lost", share=round(100 * lost, 1)))
    if laid.dropped > 0.5 / _KM:
        messages.append(warn("networkdensity_let_go", share=round(100 * laid.dropped, 2)))
    if laid.joined:
        messages.append(note("networkdensity_joined", metres=choices.bandwidth * NEARLY))
    streets, reached = float(graph.length.sum() / _KM), float(pieces["metres"].sum() / _KM)
    few = float(pieces["metres"][pieces["few"]].sum() / _KM)
    single = top(choices.kernel, choices.bandwidth) * _KM / years
    messages += [
        note(
            "networkdensity_average_yearly" if density.yearly else "networkdensity_average_total",
            average=_short(density.average),
            streets=round(streets, 1),
            reached=round(reached, 1),
            single=_short(single),
            times=_short(single / density.average),
        ),
    ]
    if few:
        messages.append((warn if few > reached / 2 else note)("networkdensity_few", few=_short(few), n=FEW))
    if events.period is not None and events.period.days < SHORT:
        messages.append(warn("density_short_period", period=events.period.words))
    return messages


def _short(number: float) -> float:
    return float(f"{number:.3g}")
