"""Clusters in place and time as hulls with their time span, and whether chance gives ones as large."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ...safeguards.messages import note, refused, say, warn
from ..near_repeats.moments import moments_of
from .nearest import nearest_neighbour_index
from .st_dbscan import st_dbscan, sweep_of

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely import MultiPolygon, Polygon

    from ...safeguards.messages import Message
    from ...safeguards.watch import Watch
    from ..events import Events
    from ..near_repeats.moments import Moments
    from .nearest import Nearest
    from .st_dbscan import Clustering

_CRS = "EPSG:28992"
_COMPARISONS = 1e11  # pairs times shufflings: over an hour
_AROUND = 0.1  # of the reach, around a hull: one on one spot is seen too
_LEVEL = 0.05
_FEW = 30  # points; with fewer the normal approximation of z and a hull for an area are poor
_MOST = 0.5  # share of all incidents in one cluster from which places are no longer told apart


@dataclass(frozen=True)
class Density:
    """What counts as a cluster.

    Attributes:
        reach: Metres within which incidents are neighbours, the limit included.
        days: Days within which they are, the limit included.
        minimum: Incidents that make a core, and the smallest cluster.
        permutations: Times the moments are shuffled over the places; 0 is no test.
        seed: Of the shuffling.

    """

    reach: float = 250.0
    days: float = 14.0
    minimum: int = 5
    permutations: int = 99
    seed: int = 1


def st_clusters(
    events: Events, choices: Density, ground: Polygon | MultiPolygon | None, watch: Watch
) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame, Nearest | None, list[Message]]:
    """Find clusters, their hulls, and the nearest neighbour index.

    Args:
        events: Incidents with dates.
        choices: What counts as a cluster.
        ground: The area in which incidents could have been reported; None is the hull around them.
        watch: Asked between steps.

    Returns:
        A row per cluster, a row per incident, the index, messages.

    Raises:
        RefusedError: More pairs than can be compared.
        CancelledError: The user cancelled.

    """
    moments = moments_of(events)
    candidates = int(sweep_of(events.points, moments, choices.reach, choices.days).candidates.sum())
    if candidates * (choices.permutations + 1) > _COMPARISONS:
        raise refused(
            "clusters_too_large",
            pairs=candidates,
            permutations=choices.permutations,
            reach=choices.reach,
            days=choices.days,
        )
    once = 1 / (choices.permutations + 1)
    found = _clustered(events.points, moments, choices, watch.part(0, once))
    largest = _largest_by_chance(events.points, moments, choices, watch.part(once, 1.0))
    hulls, number = _hulls(events, found, largest, choices)
    index, told = _nearest(events.points, ground)
    messages = [*_on_time(moments), *_on_clusters(hulls, number, choices), *told]
    return hulls, _points(events, found, number), index, messages


def _clustered(points: NDArray[np.float64], moments: Moments, choices: Density, watch: Watch) -> Clustering:
    found = st_dbscan(points, moments, reach=choices.reach, days=choices.days, minimum=choices.minimum, watch=watch)
    return found.of_at_least(choices.minimum)


def _largest_by_chance(
    points: NDArray[np.float64], moments: Moments, choices: Density, watch: Watch
) -> NDArray[np.int64]:
    """Give the size of the largest cluster in each shuffling of the moments over the places."""
    times = choices.permutations
    largest = np.zeros(times, dtype=np.int64)
    for k in range(times):
        dealt = moments.at(np.random.default_rng((choices.seed, k)).permutation(len(points)))
        found = _clustered(points, dealt, choices, watch.part(k / times, (k + 1) / times))
        largest[k] = found.sizes.max(initial=0)
    return largest


def _hulls(
    events: Events, found: Clustering, largest: NDArray[np.int64], choices: Density
) -> tuple[gpd.GeoDataFrame, NDArray[np.int64]]:
    """Give a row per cluster by its begin, and the number of the cluster of each incident, 0 for none."""
    member = np.flatnonzero(found.label >= 0)
    member = member[np.argsort(found.label[member], kind="stable")]
    label = found.label[member]
    k = len(found.sizes)
    frame = pd.DataFrame({"begin": events.begin[member], "eind": events.end[member], "label": label})
    frame["x"], frame["y"] = events.points[member].T
    grouped = frame.groupby("label", sort=True)
    spans = pd.DataFrame({"begin": grouped["begin"].min(), "eind": grouped["eind"].max()})
    hull = shapely.convex_hull(shapely.multipoints(events.points[member], indices=label)) if k else []
    spans["geometry"] = shapely.buffer(hull, _AROUND * choices.reach)
    spans["n"] = found.sizes
    spans["n_core"] = np.bincount(found.label[found.core], minlength=k)
    spans["days"] = (spans["eind"] - spans["begin"]) / pd.Timedelta(days=1)
    spans["centre_x"], spans["centre_y"] = grouped["x"].mean(), grouped["y"].mean()
    times = len(largest)
    spans["p"] = ((largest[None, :] >= found.sizes[:, None]).sum(axis=1) + 1) / (times + 1) if times else np.nan
    order = np.lexsort((spans["eind"].to_numpy(), spans["begin"].to_numpy()))
    number = np.zeros(len(events), dtype=np.int64)
    rank = np.empty(k, dtype=np.int64)
    rank[order] = np.arange(1, k + 1)
    number[member] = rank[label]
    spans = spans.iloc[order].reset_index(drop=True)
    spans.insert(0, "cluster", np.arange(1, k + 1))
    for column in ("begin", "eind"):
        spans[column] = spans[column].astype("datetime64[ms]")
    told = [_told(row) for row in spans.itertuples(index=False)]
    for tongue in ("en", "nl"):
        spans[f"words_{tongue}"] = pd.Series([say(one, tongue) for one in told], dtype=object)
    names = ("cluster", "n", "n_core", "begin", "eind", "days", "centre_x", "centre_y", "p", "words_en", "words_nl")
    return gpd.GeoDataFrame(spans[list(names)], geometry=list(spans["geometry"]), crs=_CRS), number


def _told(row: Any) -> Message:
    said = {
        "cluster": row.cluster,
        "n": row.n,
        "first": f"{row.begin:%d-%m-%Y}",
        "last": f"{row.eind - pd.Timedelta(seconds=1) if row.days > 0 else row.eind:%d-%m-%Y}",
    }
    if np.isnan(row.p):
        return note("clusters_words_untested", **said)
    if row.p <= _LEVEL:
        return note("clusters_words_more", **said, p=round(row.p, 4))
    return note("clusters_words_chance", **said, p=round(row.p, 4))


def _points(events: Events, found: Clustering, number: NDArray[np.int64]) -> gpd.GeoDataFrame:
    role = np.where(number == 0, "noise", np.where(found.core, "core", "border"))
    frame = pd.DataFrame(
        {
            "incident_id": events.incident_id,
            "begin": events.begin.astype("datetime64[ms]"),
            "eind": events.end.astype("datetime64[ms]"),
            "cluster": pd.array(number, dtype="Int64"),
            "role": role.astype(object),
        }
    )
    frame["cluster"] = frame["cluster"].where(number > 0)
    return gpd.GeoDataFrame(frame, geometry=shapely.points(events.points), crs=_CRS)


def _on_time(moments: Moments) -> list[Message]:
    if moments.calendar:
        return [note("clusters_calendar")]
    if moments.length is None:
        return []
    windows = moments.length > 0
    return [note("clusters_windows", n=int(windows.sum()), total=len(windows))]


def _on_clusters(hulls: gpd.GeoDataFrame, number: NDArray[np.int64], choices: Density) -> list[Message]:
    chosen = {"reach": choices.reach, "days": choices.days, "minimum": choices.minimum}
    if not len(hulls):
        return [warn("clusters_none", n=len(number), **chosen)]
    inside = int((number > 0).sum())
    told = [note("clusters_found", n=len(hulls), inside=inside, total=len(number), **chosen)]
    most = int(hulls["n"].max())
    if most > _MOST * len(number):
        told.append(warn("clusters_one", share=round(100 * most / len(number))))
    if not choices.permutations:
        return [*told, warn("clusters_not_tested")]
    if (least := 1 / (choices.permutations + 1)) > _LEVEL:
        return [*told, warn("clusters_few_permutations", n=choices.permutations, least=round(least, 3))]
    larger = int((hulls["p"] <= _LEVEL).sum())
    said = {"total": len(hulls), "permutations": choices.permutations, "seed": choices.seed}
    told.append(note("clusters_tested", n=larger, **said) if larger else note("clusters_tested_none", **said))
    return told


def _nearest(
    points: NDArray[np.float64], ground: Polygon | MultiPolygon | None
) -> tuple[Nearest | None, list[Message]]:
    """Give the nearest neighbour index, and say over which area."""
    if ground is None:
        area = float(shapely.area(shapely.convex_hull(shapely.multipoints(points))))
    else:
        shapely.prepare(ground)
        points = points[shapely.intersects_xy(ground, points)]
        area = float(ground.area)
    found = nearest_neighbour_index(points, area)
    if found is None:
        return None, [note("nearest_none", n=len(points))]
    said = {
        "n": len(points),
        "mean": round(found.mean, 1),
        "index": round(found.index, 3),
        "z": round(found.z, 2),
        "area": float(f"{area / 1e6:.3g}"),
    }
    if len(points) < _FEW:
        told_few = [warn("nearest_few_hull" if ground is None else "nearest_few", n=len(points), least=_FEW)]
    else:
        told_few = []
    spots = len(np.unique(points, axis=0))
    told = [note("nearest_hull", **said) if ground is None else note("nearest_area", **said), *told_few]
    if spots < len(points):
        told.append(note("nearest_spots", n=len(points) - spots, total=len(points)))
    return found, told
