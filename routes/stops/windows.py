"""When a visit may begin: from two fields, from opening hours, or from both."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd
from pandas.api.types import is_float_dtype

from ...registers.columns import texts
from ...registers.dates import clock
from ...safeguards.messages import note, warn
from .hours import longest, opening_hours

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ...safeguards.messages import Message
    from .wishes import Wishes

    Numbers = NDArray[np.float64]

_DAY = 1440.0
_NOON, _MORNING = 720.0, 360.0
_SPANS = 2  # a day; of more the longest count
_EXAMPLES = 3
_EXAMPLE_LETTERS = 40
_QUARTERS = np.array([0.0, 0.25, 0.5, 0.75])
_MINUTES = np.array([0.0, 0.15, 0.3, 0.45])


class Windows(NamedTuple):
    """From when to when a location is open, (n, days) minutes after midnight; `until` before `opens` where it is not.

    Where nothing is known it is open from 0 to inf. It may be shut in between, from `shuts` to `reopens`; both are inf
    where it is not.
    """

    opens: Numbers
    until: Numbers
    shuts: Numbers
    reopens: Numbers


def read_windows(
    frame: pd.DataFrame, layer: str, ids: NDArray[np.object_], wishes: Wishes
) -> tuple[Windows, list[Message]]:
    """Read from when to when each location is open on each day; what cannot be read is counted and does not count.

    Args:
        frame: The attributes of the locations, (n,).
        layer: What the user knows the layer by.
        ids: (n,) ids of the stops.
        wishes: Which fields, which days; in a dark round none of them counts.

    """
    n, days = len(frame), len(wishes.dates)
    opens, until = np.zeros((n, days)), np.full((n, days), np.inf)
    shuts, reopens = np.full((2, n, days), np.inf)
    messages: list[Message] = []
    if wishes.round == "dark":
        messages.append(note("stops_dark", minutes=wishes.dark_service))
        return Windows(opens, until, shuts, reopens), messages
    if wishes.window_start or wishes.window_end:
        first, last = _from_fields(frame, layer, ids, wishes, messages)
        opens, until = np.maximum(opens, first[:, None]), np.minimum(until, last[:, None])
    if wishes.opening_hours:
        hours = _from_hours(frame[wishes.opening_hours], layer, ids, wishes, messages)
        opens, until = np.maximum(opens, hours.opens), np.minimum(until, hours.until)
        shuts, reopens = _in_between(Windows(opens, until, hours.shuts, hours.reopens))
        # What is open in one of its two spans alone opens and shuts with that one.
        opens = np.where((hours.shuts <= opens) & (opens < hours.reopens), hours.reopens, opens)
        until = np.where((hours.shuts < until) & (until <= hours.reopens), hours.shuts, until)
    return Windows(opens, until, shuts, reopens), messages


def _in_between(windows: Windows) -> tuple[Numbers, Numbers]:
    """Give when a location is shut between its first and its last hour, inf where it is not."""
    within = (windows.opens < windows.shuts) & (windows.reopens < windows.until)
    return np.where(within, windows.shuts, np.inf), np.where(within, windows.reopens, np.inf)


def minutes_of(values: pd.Series) -> pd.Series:
    """Give times of day as minutes after midnight; NaN where unreadable.

    Besides what `registers.dates.clock` reads: numbers of hours, with quarters (9.5 is half past nine) or with minutes
    behind the point (9.3 is half past nine) where all of the column agree on one of these, and numbers such as 930.
    """
    if is_float_dtype(values.dtype):
        held = values.to_numpy(dtype=np.float64)
        parts = np.round(held[np.isfinite(held)] % 1, 6)
        whole = not parts.any()
        if whole:
            values = pd.Series(held, index=values.index).astype("Int64")
        elif np.nanmax(held) >= 1:
            return pd.Series(_decimal(held, parts), index=values.index)
    return clock(_short_of_zero(values), hours=True) / pd.Timedelta(minutes=1)


def _short_of_zero(values: pd.Series) -> pd.Series:
    """Give numbers such as 930 their zero back, and write hours with one digit behind a point or colon in full."""
    written = texts(values).astype("string")
    return written.str.replace(r"^(\d)(\d{2})$", r"0\1\2", regex=True)


def _decimal(held: Numbers, parts: Numbers) -> Numbers:
    hours = np.floor(held)
    if np.isin(parts, _QUARTERS).all():
        minutes = held * 60
    elif np.isin(parts, _MINUTES).all():
        minutes = hours * 60 + np.round((held - hours) * 100)
    else:
        return np.full(len(held), np.nan)
    return np.where((minutes >= 0) & (minutes <= _DAY), minutes, np.nan)


def _from_fields(
    frame: pd.DataFrame, layer: str, ids: NDArray[np.object_], wishes: Wishes, messages: list[Message]
) -> tuple[Numbers, Numbers]:
    ends = []
    for field, silent in ((wishes.window_start, 0.0), (wishes.window_end, np.inf)):
        if not field:
            ends.append(np.full(len(frame), silent))
            continue
        read = minutes_of(frame[field])
        lost = (read.isna() & texts(frame[field]).notna()).to_numpy(dtype=bool)
        if lost.any():
            shown = _shown(frame[field][lost], ids[lost])
            told = warn("stops_unreadable_time", layer=layer, field=field, n=int(lost.sum()), values=shown)
            messages.append(told.about(ids[lost]))
        ends.append(read.fillna(silent).to_numpy(dtype=np.float64))
    first, last = ends
    over_midnight = (last < first) & (first >= _NOON) & (last <= _MORNING)
    last = np.where(over_midnight, last + _DAY, last)
    wrong = last < first
    if wrong.any():
        messages.append(warn("stops_window_reversed", layer=layer, n=int(wrong.sum())).about(ids[wrong]))
    return first, last


def _from_hours(
    values: pd.Series, layer: str, ids: NDArray[np.object_], wishes: Wishes, messages: list[Message]
) -> Windows:
    """Read opening hours; every distinct text once."""
    codes, distinct = pd.factorize(texts(values), use_na_sentinel=True)
    days = len(wishes.dates)
    first, last = np.zeros((len(distinct) + 1, days)), np.full((len(distinct) + 1, days), np.inf)
    shuts, reopens = np.full((2, len(distinct) + 1, days), np.inf)
    lost, several = np.zeros(len(distinct) + 1, dtype=bool), np.zeros(len(distinct) + 1, dtype=bool)
    for at, written in enumerate(distinct.tolist()):
        week = opening_hours(written)
        if week is None:
            lost[at] = True
            continue
        for day, date in enumerate(wishes.dates):
            spans = week[date.weekday()]
            several[at] |= len(spans) > _SPANS
            kept = longest(spans, _SPANS)
            first[at, day], last[at, day] = (kept[0][0], kept[-1][1]) if kept else (0.0, -1.0)
            if len(kept) == _SPANS:
                shuts[at, day], reopens[at, day] = kept[0][1], kept[1][0]
    if lost[codes].any():
        at = lost[codes]
        shown = _shown(values[at], ids[at])
        told = warn("stops_unreadable_hours", layer=layer, field=values.name, n=int(lost[codes].sum()), values=shown)
        messages.append(told.about(ids[lost[codes]]))
    if several[codes].any():
        messages.append(note("stops_several_spans", n=int(several[codes].sum())).about(ids[several[codes]]))
    return Windows(first[codes], last[codes], shuts[codes], reopens[codes])


def _shown(values: pd.Series, ids: NDArray[np.object_]) -> str:
    """Write the first values with the stop where each stands."""
    said = texts(values).astype(str).str[:_EXAMPLE_LETTERS].tolist()
    shown = [f"{stop}: {value}" for stop, value in zip(ids.tolist(), said, strict=True)][:_EXAMPLES]
    return ", ".join(shown) + (", …" if len(said) > _EXAMPLES else "")


def printed(windows: Windows, wishes: Wishes) -> NDArray[np.object_]:
    """Write windows for people, (n,): `09:00-17:00`, per date where the days differ; None where always open."""
    n, days = windows.opens.shape
    made: NDArray[np.object_] = np.full(n, None, dtype=object)
    if not days:
        return made
    for stop in range(n):
        spans = [_of_day(windows, stop, day) for day in range(days)]
        if not any(spans):
            continue
        if len(set(spans)) == 1:
            made[stop] = spans[0]
        else:
            listed = zip(wishes.dates, spans, strict=True)
            made[stop] = "; ".join(f"{date.isoformat()} {span or '00:00-24:00'}" for date, span in listed)
    return made


def _of_day(windows: Windows, stop: int, day: int) -> str:
    opens, until = windows.opens[stop, day], windows.until[stop, day]
    if not np.isfinite(windows.shuts[stop, day]):
        return _span(opens, until)
    return f"{_span(opens, windows.shuts[stop, day])}, {_span(windows.reopens[stop, day], until)}"


def _span(opens: float, until: float) -> str:
    if until < opens:
        return "-"
    if opens <= 0 and until >= _DAY:
        return ""
    return f"{_clock(opens)}-{_clock(min(until, _DAY) if until == np.inf else until)}"


def _clock(minutes: float) -> str:
    whole = round(minutes)
    hours, left = divmod(whole if whole == _DAY else whole % int(_DAY), 60)
    return f"{hours:02d}:{left:02d}"
