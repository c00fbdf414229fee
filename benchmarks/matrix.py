"""The minutes between 300 places on 50,000 wegvakken, beside QGIS's own network analysis on the same data.

Both get the same roads with the same speeds and directions, and the same places on them; both must find the same
minutes. The ratio is that of seconds of the processor.
"""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd
import shapely

if TYPE_CHECKING:
    from collections.abc import Callable

    import geopandas as gpd
    from numpy.typing import NDArray

PLACES = 300
GRID = 159  # crossings along a side: 50,244 wegvakken
TIMES = 3  # ours is run so many times, and the best counts; QGIS once, it takes long enough


def street_grid(side: int) -> gpd.GeoDataFrame:
    """Make crooked streets between crossings some 100 m apart, one in five one-way, one in five of the province."""
    from locatierisico.registers.tables import canonical

    random = np.random.default_rng(1)
    crossing = np.arange(side * side).reshape(side, side)
    where = np.stack(np.meshgrid(np.arange(side), np.arange(side), indexing="ij"), axis=-1) * 100.0
    where = (where + random.uniform(-30, 30, where.shape)).reshape(-1, 2)
    begin = np.concatenate([crossing[:, :-1].ravel(), crossing[:-1].ravel()])
    end = np.concatenate([crossing[:, 1:].ravel(), crossing[1:].ravel()])
    columns = {
        "wegvak_id": np.arange(len(begin)).astype(str),
        "knoop_begin": begin.astype(str),
        "knoop_eind": end.astype(str),
        "rijrichting": random.choice(["B", "H", "T"], len(begin), p=[0.8, 0.1, 0.1]),
        "baansubsoort": np.full(len(begin), "RB"),
        "wegbeheerdersoort": random.choice(["G", "P"], len(begin), p=[0.8, 0.2]),
    }
    return canonical("wegvakken", columns, shapely.linestrings(np.stack([where[begin], where[end]], axis=1)))


def in_qgis(wegvakken: gpd.GeoDataFrame, speed: NDArray[np.float64], places: NDArray[np.float64]) -> Callable[[], Any]:
    """Give a run of QGIS's network analysis: the graph with the places tied to it, and a search from each place."""
    from qgis.analysis import QgsGraphAnalyzer, QgsGraphBuilder, QgsNetworkSpeedStrategy, QgsVectorLayerDirector
    from qgis.core import QgsCoordinateReferenceSystem, QgsFeature, QgsGeometry, QgsPointXY, QgsVectorLayer

    layer = QgsVectorLayer("LineString?crs=EPSG:28992&field=rijrichting:string&field=speed:double", "roads", "memory")
    features = []
    for line, direction, fast in zip(wegvakken.geometry, wegvakken["rijrichting"], speed.tolist(), strict=True):
        feature = QgsFeature(layer.fields())
        feature.setGeometry(QgsGeometry.fromWkt(line.wkt))
        feature.setAttributes([direction, fast])
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    both = QgsVectorLayerDirector.Direction.DirectionBoth

    def run() -> NDArray[np.float64]:
        director = QgsVectorLayerDirector(layer, 0, "H", "T", "B", both)
        director.addStrategy(QgsNetworkSpeedStrategy(1, 50.0, 1000 / 60))
        builder = QgsGraphBuilder(QgsCoordinateReferenceSystem("EPSG:28992"), False, 0, "NONE")  # noqa: FBT003
        tied = director.makeGraph(builder, [QgsPointXY(*place) for place in places.tolist()])
        graph = builder.graph()
        vertex = [graph.findVertex(point) for point in tied]
        minutes = np.empty((len(places), len(places)))
        for row, start in enumerate(vertex):
            _, cost = QgsGraphAnalyzer.dijkstra(graph, start, 0)
            minutes[row] = np.asarray(cost)[vertex]
        return minutes

    return run


class Seconds(NamedTuple):
    """What a run takes: on the wall, and of the processor, which hardly changes with what else the machine does."""

    wall: float
    processor: float


def timed(run: Callable[[], Any], times: int) -> tuple[Seconds, Any]:
    """Give the least seconds of some runs, all in one thread, and what the last one made."""
    wall, processor = np.inf, np.inf
    for _ in range(times):
        start, used = time.perf_counter(), time.process_time()
        made = run()
        wall, processor = min(wall, time.perf_counter() - start), min(processor, time.process_time() - used)
    return Seconds(wall, processor), made


def compare(name: str, wegvakken: gpd.GeoDataFrame) -> None:
    """Print both on one network."""
    from locatierisico.routes.travel.speeds import read_speeds
    from locatierisico.routes.travel.travel import Travel

    random = np.random.default_rng(2)
    lines = wegvakken.geometry.to_numpy()[random.choice(len(wegvakken), PLACES)]
    places = shapely.get_coordinates(shapely.line_interpolate_point(lines, random.random(PLACES), normalized=True))
    making, travel = timed(lambda: Travel.by_road(wegvakken, read_speeds()), 1)
    ours, minutes = timed(lambda: travel.minutes(places), TIMES)
    peer, theirs = timed(in_qgis(wegvakken, 0.06 / travel.pace, places), 1)
    same = np.isfinite(minutes) == np.isfinite(theirs)
    both = np.isfinite(minutes) & np.isfinite(theirs)
    apart = np.abs(minutes - theirs)[both].max()
    ratio = peer.processor / (making.processor + ours.processor)
    print(f"\n{name}: {len(wegvakken):,} wegvakken, {PLACES} places")
    print(f"  {'':<40}{'seconds':>10}{'processor':>12}")
    for what, took, aim in (
        ("the network, once", making, ""),
        ("minutes between all places", ours, "  (aim on 50,000 wegvakken: 2.00)"),
        ("QGIS: graph, and a search from each", peer, f"  = {ratio:.1f} x ours, network included"),
    ):
        print(f"  {what:<40}{took.wall:>10.2f}{took.processor:>12.2f}{aim}")
    print(f"  largest difference {apart:.2g} minutes; reachable alike: {100 * same.mean():.2f} %")


def main() -> None:
    """Compare on a street grid and on the roads of a synthetic municipality."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from qgis.core import QgsApplication

    from locatierisico.network.uses import drivable, highways
    from locatierisico.registers.raw import Raw
    from locatierisico.registers.roads import read
    from locatierisico.synthetic.town import PEILDATUM, make_town

    application = QgsApplication([], False)  # noqa: FBT003
    application.initQgis()
    compare("street grid", street_grid(GRID))
    town = make_town(30_000, 1).tables["wegvakken"]
    raw = Raw("town", pd.DataFrame(town.drop(columns="geometry")), town["geometry"].to_numpy(), "EPSG:28992")
    roads = read([raw], PEILDATUM).tables["wegvakken"]
    # QGIS may stop on a motorway; without them both snap alike.
    compare("synthetic municipality", roads[drivable(roads) & ~highways(roads)].reset_index(drop=True))
    application.exitQgis()


if __name__ == "__main__":
    main()
