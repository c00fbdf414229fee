"""What maps show of a run: all of it, or for others no more than the sheets tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from .groups import cells_for_others
from .sheet import View

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .results import Results

_NOTHING = "1 = 0"
_ROOM = 0.03  # of the extent, around the areas
_LEAST = 500.0  # metres
_NOWHERE = (0.0, 300000.0, 280000.0, 625000.0)  # the whole country: a run without areas


def whole_view(results: Results, *, shared: bool) -> View:
    """Show the whole municipality: its areas and the cells that stand out, no location by itself.

    What is shared draws no more than `only_for_others`.
    """
    only: dict[str, str] = {"cells": '"hot_class" >= 2'}
    if shared:
        others = only_for_others(results, ("cells", "areas"))
        only = {**others, "cells": f"{only['cells']} AND {others['cells']}"}
    shapes = [results[name].geometry.to_numpy() for name in ("areas", "cells")]
    drawn_shapes = np.concatenate(shapes)
    if not len(drawn_shapes):
        return View(_NOWHERE, ("cells", "areas"), None, only)
    left, bottom, right, top = shapely.total_bounds(drawn_shapes).tolist()
    room = _ROOM * max(right - left, top - bottom)
    across, up = (max(0.0, _LEAST - size) / 2 for size in (right - left, top - bottom))
    extent = (left - room - across, bottom - room - up, right + room + across, top + room + up)
    return View(extent, ("cells", "areas"), None, only)


def only_for_others(results: Results, roles: Sequence[str]) -> dict[str, str]:
    """Give by role the filter, as SQL, with which a map for others shows no more than the sheets tell.

    Areas are drawn in the colour of their share, so that one whose share is hidden is not drawn. Single locations and
    incidents are never drawn.
    """
    return {role: _FILTERS[role](results) or _NOTHING if role in _FILTERS else _NOTHING for role in roles}


def _areas(results: Results) -> str:
    ids = results["areas"].loc[results.told(shared=True).drawn, "area_id"]
    told = ", ".join("'" + str(one).replace("'", "''") + "'" for one in ids)
    return f'"area_id" IN ({told})' if told else ""


_FILTERS = {"areas": _areas, "cells": cells_for_others}
