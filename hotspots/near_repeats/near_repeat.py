"""Near repeats: do incidents follow each other closely in place and time more often than chance gives, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ...safeguards.messages import refused, say, warn
from ..fdr import benjamini_hochberg
from .followed import followed
from .knox import knox
from .moments import moments_of
from .near_pairs import Sweep
from .repeat_words import band_told, meaningful, on_links, on_table, on_time
from .street_pairs import StreetSweep

if TYPE_CHECKING:
    from ...network.graph import Graph
    from ...safeguards.messages import Message
    from ...safeguards.watch import Watch
    from ..events import Events
    from .followed import Followed
    from .knox import Knox
    from .repeat_words import Repeats

_COMPARISONS = 1e12  # pairs times shufflings: over an hour
_WINDOWED = 5  # times the work where parts of pairs are counted
_FEW = 30  # incidents


def near_repeats(
    events: Events, choices: Repeats, graph: Graph | None, watch: Watch
) -> tuple[pd.DataFrame, gpd.GeoDataFrame, list[Message]]:
    """Make the Knox table and the layer of originators and follow-ups.

    Args:
        events: Incidents with dates.
        choices: How.
        graph: The streets, for the metric `network`.
        watch: Asked between steps.

    Returns:
        A row per space and time band; a row per incident with a role; messages.

    Raises:
        RefusedError: Fewer than two incidents, or more pairs than can be compared.
        CancelledError: The user cancelled.

    """
    messages: list[Message] = []
    pairs: Sweep | StreetSweep
    if len(events) < 2:  # noqa: PLR2004  it takes two to make a pair
        raise refused("repeat_too_few", n=len(events))
    if len(events) < _FEW:
        messages.append(warn("repeat_few", n=len(events)))
    reach = float(choices.bands.metres[-1])
    if choices.metric == "network" and graph is not None:
        events, pairs = _on_streets(events, graph, choices.snap, reach, messages)
    else:
        pairs = Sweep.of(events.points, reach, manhattan=choices.metric == "manhattan")
    events, candidates = events.only(pairs.order), int(pairs.candidates.sum())
    moments = moments_of(events)
    work = candidates * (choices.permutations + 1) * (1 if moments.length is None else _WINDOWED)
    if work > _COMPARISONS:
        raise refused("repeat_too_large", pairs=candidates, permutations=choices.permutations, reach=reach)
    if isinstance(pairs, StreetSweep) and (n := pairs.unconnected(watch.part(0, 0.1))):
        messages.append(warn("repeat_unconnected", n=n))
    messages += on_time(moments, choices.bands)
    found = knox(
        pairs.blocks,
        moments,
        choices.bands,
        permutations=choices.permutations,
        seed=choices.seed,
        watch=watch.part(0.1, 0.9),
    )
    table = knox_table(found, choices)
    messages += on_table(table, found, choices)
    linked = meaningful(table).reshape(choices.bands.shape)
    if choices.links == "first":
        linked = np.zeros(choices.bands.shape, dtype=np.bool_)
        linked[0, 0] = True
    chain = _chain(events, followed(pairs.blocks(watch.part(0.9, 1.0)), moments, choices.bands, linked))
    messages += on_links(chain, choices, called=int(table["significant"].sum()), linked=int(linked.sum()))
    return table, chain, messages


def knox_table(found: Knox, choices: Repeats) -> pd.DataFrame:
    """Give a row per space and time band, with words for what it means."""
    bands = choices.bands
    rows, columns = bands.shape
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = np.where(found.expected > 0, found.observed / found.expected, np.nan).ravel()
    p = found.p.ravel()
    adjusted = benjamini_hochberg(p)
    significant = adjusted <= choices.alpha
    days_to = np.tile(bands.days[1:], rows)
    table = pd.DataFrame(
        {
            "space_band": np.repeat(bands.metre_words, columns),
            "time_band": np.tile(bands.day_words, rows),
            "metres_from": np.repeat(bands.metres[:-1], columns),
            "metres_to": np.repeat(bands.metres[1:], columns),
            "days_from": np.tile(bands.days[:-1], rows),
            "days_to": np.where(np.isfinite(days_to), days_to, np.nan),
            "observed": found.observed.ravel(),
            "expected": found.expected.ravel(),
            "ratio": ratio,
            "p": p,
            "p_adjusted": adjusted,
            "significant": significant,
        }
    )
    told = [band_told(*row) for row in zip(ratio, p, adjusted, significant, strict=True)]
    for tongue in ("en", "nl"):
        table[f"words_{tongue}"] = [say(message, tongue) for message in told]
    return table


def _on_streets(
    events: Events, graph: Graph, limit: float, reach: float, messages: list[Message]
) -> tuple[Events, StreetSweep]:
    snap = graph.snap(events.points)
    near = snap.offset <= limit
    if (n := int((~near).sum())) > 0:
        messages.append(warn("repeat_off_street", n=n, total=len(events), limit=limit).about(events.incident_id[~near]))
    if near.sum() < 2:  # noqa: PLR2004  it takes two to make a pair
        raise refused("repeat_no_street", n=len(events), limit=limit)
    events = events.only(near)
    pairs = StreetSweep.of(graph, graph.snap(events.points), reach)
    return events, pairs


def _chain(events: Events, found: Followed) -> gpd.GeoDataFrame:
    role = found.role
    kept = np.flatnonzero(role != "none")
    previous = found.previous[kept]
    ids = pd.Series(events.incident_id[previous], dtype=object).where(pd.Series(previous >= 0), None)
    frame = pd.DataFrame(
        {
            "incident_id": events.incident_id[kept],
            "begin": pd.Series(events.begin[kept].astype("datetime64[ms]")),
            "eind": pd.Series(events.end[kept].astype("datetime64[ms]")),
            "role": role[kept],
            "follow_ups": found.follow_ups[kept],
            "predecessors": found.predecessors[kept],
            "same_moment": found.same_moment[kept],
            "days_since": found.days[kept],
            "metres_since": found.metres[kept],
            "since_id": ids,
        }
    )
    chain = gpd.GeoDataFrame(frame, geometry=shapely.points(events.points[kept]), crs="EPSG:28992")
    return chain.sort_values(["begin", "incident_id"], kind="stable", ignore_index=True)
