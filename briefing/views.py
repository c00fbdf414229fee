"""What maps for others show: the layers of a run without what the sheets do not tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .groups import cells_for_others

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .results import Results

_NOTHING = "1 = 0"


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
