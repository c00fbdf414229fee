"""What stands out in an area: its indicators, beside those of the other areas of its type."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from .area_place import as_number
from .blocks import Block, Heading, Sentences
from .charts import Spread, spreads
from .figures import indicated, number
from .groups import HOT, side_of, told_cells
from .sheet import words

if TYPE_CHECKING:
    from ..indicators.model import Indicator
    from .area_place import Place
    from .national import National

_STRONG = 1.0  # points of contribution from which an indicator is named
_UP = ("out_up_alone", "out_up_other", "out_up")
_DOWN = ("out_down_alone", "out_down_other", "out_down")
_NAMED = 4  # indicators


def standing_out(place: Place) -> list[Block]:
    """Say which indicators lift or lower the scores of its locations, with a lawful reason beside each."""
    language = place.language
    parts = place.results.contributions
    mean = parts[parts["area_id"] == place.row["area_id"]].groupby("indicator")["contribution"].mean()
    known = {indicator.id: indicator for indicator, _ in place.indicators}
    named = [name for name in known if not place.shared or _compared(place, name)]
    mean = mean[mean.index.isin(named)].sort_values(ascending=False)
    up = [known[str(name)] for name in mean.index[mean >= _STRONG][:_NAMED]]
    down = [known[str(name)] for name in mean.index[mean <= -_STRONG][::-1][:2]]
    told = [_against_others(place, indicator, _UP, float(mean[indicator.id])) for indicator in up]
    told += [_against_others(place, indicator, _DOWN, float(mean[indicator.id])) for indicator in down]
    told += _hot_words(place)
    made: list[Block] = [
        Heading(words("out_title", language)),
        Sentences(told or [words("out_nothing", language)], listed=bool(told)),
    ]
    if up:
        reasons = [f"{getattr(one.label, language)}: {getattr(one.innocent, language)}" for one in up]
        made += [Heading(words("innocent_title", language)), Sentences(reasons, listed=True)]
    return made


def _compared(place: Place, name: str) -> bool:
    """Tell whether an indicator can be told here and beside others, where there are any."""
    return bool(np.isfinite(as_number(place.row[name])) and (len(place.alike) == 1 or _others(place, name)))


def _against_others(place: Place, indicator: Indicator, codes: tuple[str, str, str], points: float) -> str:
    language, mine = place.language, place.row[indicator.id]
    others = _others(place, indicator.id)
    said = {
        "indicator": getattr(indicator.label, language),
        "value": indicated(indicator, mine, language, of_area=True),
        "points": number(abs(points), language, 1),
    }
    if not others:
        return words(codes[0], language, **said)
    low, high = (indicated(indicator, found(others), language, of_area=True) for found in (min, max))
    if len(others) == 1:
        return words(codes[1], language, **said, low=low)
    return words(codes[2], language, **said, low=low, high=high)


def _others(place: Place, name: str) -> list[float]:
    values = place.alike.loc[place.alike["area_id"] != place.row["area_id"], name].astype(float)
    return [float(value) for value in values[np.isfinite(values)]]


def _hot_words(place: Place) -> list[str]:
    cells = place.results["cells"]
    if not len(cells):
        return []
    metres = side_of(cells)
    if place.shared:
        cells = cells[told_cells(cells)]
    near = cells.iloc[cells.sindex.query(place.row.geometry, predicate="intersects")]
    # A cell that only touches the edge from outside is not here.
    inside = shapely.area(shapely.intersection(near.geometry.to_numpy(), place.row.geometry)) > 0
    if not inside.any():
        return []
    hot = int((near["hot_class"].to_numpy()[inside] >= HOT).sum())
    code = "out_cells" if hot else "out_no_cells"
    return [words(code, place.language, n=hot, total=int(inside.sum()), metres=number(metres, place.language))]


def profile(place: Place, national: National | None = None) -> list[Block]:
    """Draw its indicators beside those of the other areas of its type, and beside the country where that is given."""
    language, kind = place.language, str(place.row["area_type"])
    rows = [
        Spread(
            getattr(indicator.label, language),
            float(place.row[indicator.id]) if np.isfinite(as_number(place.row[indicator.id])) else None,
            _others(place, indicator.id),
            None if national is None else national.of(kind, indicator.id),
            indicated(indicator, as_number(place.row[indicator.id]), language, of_area=True),
        )
        for indicator, _ in sorted(place.indicators, key=lambda one: -one[1] if np.isfinite(one[1]) else 0.0)
        if np.isfinite(as_number(place.row[indicator.id])) or (len(place.units) and _others(place, indicator.id))
    ]
    if not rows:
        return []
    others = max(len(row.others) for row in rows)
    caption = (
        words("profile_caption", language, n=others, kind=kind)
        if others
        else words("profile_alone", language, kind=kind)
    )
    if national is not None and any(row.reference is not None for row in rows):
        caption += " " + words("profile_national", language, said=national.said)
    if place.shared:
        caption += " " + words("profile_rounded", language)
    return [
        Heading(words("profile_title", language)),
        spreads(rows, language, title="", caption=caption, again=words("profile_title", language)),
    ]
