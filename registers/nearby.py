"""Of a national or provincial file only what lies around the municipality of the BAG."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import shapely

from ..safeguards.messages import note
from .extent import extent_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd
    from numpy.typing import NDArray

    from ..safeguards.messages import Message
    from .extent import Extent
    from .raw import Raw

# Metres around the panden. A road leads to places outside the municipality, an area ends soon after its border.
REACH = {"AREAS": 1_000.0, "BUURTEN": 1_000.0, "ROADS": 10_000.0}


def around(panden: gpd.GeoDataFrame, reach: float) -> Extent:
    """Give the box around panden, `reach` metres wider on every side: west, south, east, north in RD New."""
    west, south, east, north = (float(side) for side in panden.total_bounds)
    return west - reach, south - reach, east + reach, north + reach


def near(source: str, raws: Sequence[Raw], box: Extent) -> tuple[list[Raw], list[Message]]:
    """Keep the rows of layers that touch a box, and count the others.

    Rows without a geometry stay, for their reader to count. Where nothing lies in the box everything stays: then the
    register is of elsewhere, which is said later and better.

    Args:
        source: What the layers were given for, for the message.
        raws: Layers in any reference system.
        box: West, south, east and north in RD New.

    """
    masks = [_touching(raw, box) for raw in raws]
    if not any(mask is not None and mask.any() for mask in masks):
        return list(raws), []
    kept, messages = [], []
    for raw, mask in zip(raws, masks, strict=True):
        stays = None if mask is None or raw.geometry is None else mask | shapely.is_missing(raw.geometry)
        if stays is None or raw.geometry is None or stays.all():
            kept.append(raw)
            continue
        kept.append(replace(raw, frame=raw.frame[stays].reset_index(drop=True), geometry=raw.geometry[stays]))
        messages.append(
            note("nearby_left_out", file=raw.name, n=int((~stays).sum()), total=len(stays), km=REACH[source] / 1_000)
        )
    return kept, messages


def _touching(raw: Raw, box: Extent) -> NDArray[np.bool_] | None:
    """Tell which rows touch the box; None where there is no telling."""
    if raw.geometry is None or not len(raw.geometry):
        return None
    west, south, east, north = extent_in(raw.crs, box)
    left, low, right, high = shapely.bounds(raw.geometry).T
    return np.asarray((left <= east) & (right >= west) & (low <= north) & (high >= south), dtype=np.bool_)
