"""Incidents as every method here takes them: where, when, and what each counts for."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

from ..registers.columns import find, numbers
from ..registers.incident_times import BEGIN, END, read_times
from ..registers.incidents import ROLES, ids_of, sources
from ..registers.spatial import to_rd
from ..registers.tables import Shape
from ..safeguards.door import is_personal, names_person, without_persons
from ..safeguards.messages import note, refused, say, warn
from .isolated import tell_isolated
from .period import Period, Words, share_within
from .piles import on_default_point

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

    from ..registers.raw import Raw
    from ..safeguards.messages import Message, RefusedError

_DISCOVERED = "ontdekt"
_LEFT_OUT = frozenset(
    {
        "events_discovered",
        "events_future",
        "events_outside_period",
        "events_without_date",
        "hotspots_points_without_weight",
    }
)


_TEXT = re.compile(r"[^\W\d_]{2,}[\s,]+[^\W\d_]{2,}")  # two words: a name or a sentence, no number of an incident
_LONGEST_ID = 40
FEW = 30  # incidents; a fivefold excess is then found in hardly any map
_SHORT = 8  # digits that are neither a telephone number nor that of a person


@dataclass(frozen=True)
class Choices:
    """How a layer of incidents is read.

    Attributes:
        peildatum: What begins after this day lies in the future, and is left out.
        begin: Field with the begin; empty is found by its name.
        end: Field with the end; empty is found by its name.
        herkomst: Field that tells what was reported from what inspectors discovered; empty is found by its name.
        weight: Field with what an incident counts for; empty is 1.
        first: First day that counts; None is that of the first incident.
        last: Last day that counts; None is that of the last incident.
        discovered: Whether what inspectors discovered themselves counts too.

    """

    peildatum: date
    begin: str = ""
    end: str = ""
    herkomst: str = ""
    weight: str = ""
    first: date | None = None
    last: date | None = None
    discovered: bool = False


@dataclass(frozen=True, eq=False)
class Events:
    """The incidents that take part, (n,) each.

    Attributes:
        points: (n, 2) coordinates in RD New, metres.
        begin: Local moments to the second; NaT where not known.
        end: Local moments; equal to `begin` where the moment is known exactly.
        weight: What each counts for by its field, 1 without one; 0 or more.
        share: Share of its window that falls in the period (aoristic), above 0; 1 where there are no dates.
        incident_id: Id of each as delivered, or the number of its row.
        period: The time over which is counted; None where there are no dates.

    """

    points: NDArray[np.float64]
    begin: NDArray[np.datetime64]
    end: NDArray[np.datetime64]
    weight: NDArray[np.float64]
    share: NDArray[np.float64]
    incident_id: NDArray[np.object_]
    period: Period | None

    def __len__(self) -> int:
        """Count the incidents."""
        return len(self.points)

    @property
    def counted(self) -> NDArray[np.float64]:
        """What each counts for in the period: weight times share."""
        return self.weight * self.share

    def only(self, kept: NDArray[np.bool_] | NDArray[np.int64]) -> Events:
        """Give some of them, with the same period."""
        names = ("points", "begin", "end", "weight", "share", "incident_id")
        return replace(self, **{name: getattr(self, name)[kept] for name in names})


def read_events(
    raw: Raw, choices: Choices, *, timed: bool = False, addresses: NDArray[np.float64] | None = None
) -> tuple[Events, list[Message]]:
    """Read a layer of incidents; everything left out is counted.

    Left out are those without a usable place, discovered by inspectors (unless asked for), with no usable weight, and
    where dates are there those without one, in the future or outside the period. A date without a time is the window
    of that whole day.

    Args:
        raw: Points, with the fields the municipality has.
        choices: Which fields, which period.
        timed: Whether the method cannot do without dates.
        addresses: (m, 2) coordinates of addresses where known, which explain incidents on one coordinate.

    Returns:
        The incidents, and messages.

    Raises:
        RefusedError: No incident is left, or a field or date that is needed is not there.

    """
    for field in (choices.begin, choices.end, choices.herkomst, choices.weight):
        if field and is_personal(field):
            raise refused("events_personal_field", layer=raw.name, field=field)
    frame, messages = without_persons(raw.frame, raw.name)
    raw = replace(_named(replace(raw, frame=frame), choices), geometry=raw.geometry)
    geometry, placed, told = to_rd(raw, Shape.POINT)
    messages += told
    if not placed.any():
        raise refused("events_no_points", layer=raw.name)
    kept = placed & _reported(raw, choices, placed, messages)
    if not kept.any():
        raise _none_left(raw, messages)
    weight = _weights(raw, choices, kept, messages)
    kept &= np.isfinite(weight)
    begin, end, period, share = _when(raw, choices, kept, messages, timed=timed)
    kept &= share > 0
    if not kept.any():
        raise _none_left(raw, messages)
    told = []
    ids = _bare_ids(ids_of(raw, told), raw.name, messages)
    points = np.full((len(kept), 2), np.nan)
    points[placed] = shapely.get_coordinates(geometry[placed])
    events = Events(points[kept], begin[kept], end[kept], weight[kept], share[kept], ids[kept], period)
    messages += tell_isolated(events, first=choices.first is None, last=choices.last is None)
    messages += _piled(points[placed], kept[placed], ids[placed], addresses)
    return events, messages


def _bare_ids(ids: pd.Series, layer: str, messages: list[Message]) -> NDArray[np.object_]:
    """Put the number of the row in the place of an id that is text or speaks of a person: ids go into results."""
    told = ids.map(_tells)
    if told.any():
        row = pd.Series([f"rij {number}" for number in range(1, len(ids) + 1)], index=ids.index, dtype=object)
        told &= ~ids.eq(row)
        ids = ids.mask(told, row)
    if told.any():
        messages.append(warn("events_ids_are_text", layer=layer, n=int(told.sum())))
    return np.asarray(ids.to_numpy(dtype=object))


def _tells(identity: str) -> bool:
    """Tell whether an id may speak of a person; most ids are too short a number for that, which a glance shows."""
    if len(identity) <= _SHORT and identity.isdecimal():
        return False
    return bool(_TEXT.search(identity)) or len(identity) > _LONGEST_ID or names_person(identity)


def _none_left(raw: Raw, messages: list[Message]) -> RefusedError:
    """Say that no incident is left, with why each was left out: a refusal is all the user sees."""
    why = [message for message in messages if message.code in _LEFT_OUT]
    words = Words(*(" ".join(say(message, tongue) for message in why) for tongue in ("en", "nl")))
    return refused("events_none_left", layer=raw.name, n=len(raw.frame), why=words)


def _named(raw: Raw, choices: Choices) -> Raw:
    """Give the fields that were chosen the names they are found by."""
    frame = raw.frame.reset_index(drop=True)
    for field, names in ((choices.begin, BEGIN), (choices.end, END), (choices.herkomst, ROLES["source"])):
        if not field:
            continue
        if field not in raw.frame.columns:
            listed = ", ".join(str(column) for column in raw.frame.columns) or "-"
            raise refused("algorithms_no_field", layer=raw.name, field=field, found=listed)
        others = [name for name in frame.columns if name != field and find([name], *names) is not None]
        frame = frame.drop(columns=others)
        frame[names[0]] = raw.frame[field].to_numpy()
    return replace(raw, frame=frame)


def _by_their_names(messages: list[Message], choices: Choices) -> list[Message]:
    """Name fields that were chosen as the user knows them, not by the name they are found by."""
    names = {BEGIN[0]: choices.begin, END[0]: choices.end, ROLES["source"][0]: choices.herkomst}
    return [
        replace(one, values={**one.values, "column": names[one.values["column"]]})
        if names.get(one.values.get("column", ""))
        else one
        for one in messages
    ]


def _reported(raw: Raw, choices: Choices, placed: NDArray[np.bool_], messages: list[Message]) -> NDArray[np.bool_]:
    """Tell what was not discovered by inspectors, or everything where that counts too."""
    told: list[Message] = []
    discovered = (sources(raw, told) == _DISCOVERED).to_numpy(dtype=np.bool_)
    messages += _by_their_names(told, choices)
    n = int((discovered & placed).sum())
    if choices.discovered:
        if n:
            messages.append(warn("events_discovered_counted", n=n, total=int(placed.sum())))
        return np.ones(len(discovered), dtype=np.bool_)
    if find(raw.frame.columns, *ROLES["source"]) is not None:
        messages.append(note("events_discovered", n=n, total=int(placed.sum())))
    return np.asarray(~discovered, dtype=np.bool_)


def _weights(raw: Raw, choices: Choices, kept: NDArray[np.bool_], messages: list[Message]) -> NDArray[np.float64]:
    if not choices.weight:
        return np.ones(len(raw.frame))
    if choices.weight not in raw.frame.columns:
        listed = ", ".join(str(column) for column in raw.frame.columns) or "-"
        raise refused("algorithms_no_field", layer=raw.name, field=choices.weight, found=listed)
    weight = np.asarray(numbers(raw.frame[choices.weight]).to_numpy(dtype=np.float64), dtype=np.float64)
    if (low := kept & (weight < 0)).any():
        raise refused("hotspots_weight_negative", n=int(low.sum()), lowest=float(weight[low].min()))
    if (without := kept & ~np.isfinite(weight)).any():
        messages.append(warn("hotspots_points_without_weight", n=int(without.sum()), total=int(kept.sum())))
    if (known := weight[kept & ~without]).size and not known.any():
        messages.append(warn("events_weigh_nothing", field=choices.weight, n=len(known)))
    return weight


def _when(
    raw: Raw, choices: Choices, kept: NDArray[np.bool_], messages: list[Message], *, timed: bool
) -> tuple[NDArray[np.datetime64], NDArray[np.datetime64], Period | None, NDArray[np.float64]]:
    """Give begin, end, the period, and the share of each in it: 0 for what is left out."""
    if find(raw.frame.columns, *BEGIN) is None:
        if timed or choices.first or choices.last:
            listed = ", ".join(str(column) for column in raw.frame.columns) or "-"
            raise refused("events_no_date_field", layer=raw.name, found=listed)
        messages.append(note("events_undated_layer", layer=raw.name))
        never = np.full(len(kept), np.datetime64("NaT"), dtype="datetime64[s]")
        return never, never, None, np.ones(len(kept))
    told: list[Message] = []
    starts, stops = read_times(raw, told)
    messages += _by_their_names(told, choices)
    begin = starts.to_numpy().astype("datetime64[s]")
    end = stops.to_numpy().astype("datetime64[s]")
    # The last second of a day ends with the day.
    end = np.where(_ends_a_day(stops), end + np.timedelta64(1, "s"), end)
    end = np.where(np.isnat(end), begin, end)
    dated = kept & ~np.isnat(begin)
    if not dated.any():
        if timed or choices.first or choices.last:
            raise refused("events_no_dates", layer=raw.name, n=int(kept.sum()))
        messages.append(warn("events_none_dated", layer=raw.name, n=int(kept.sum())))
        return begin, end, None, np.ones(len(kept))
    if n := int((kept & ~dated).sum()):
        messages.append(warn("events_without_date", n=n, total=int(kept.sum())))
    today = Period.of_days(choices.peildatum, choices.peildatum)
    future = dated & (begin >= today.end)
    if future.any():
        messages.append(warn("events_future", n=int(future.sum()), peildatum=f"{choices.peildatum:%d-%m-%Y}"))
    dated &= ~future
    if not dated.any():
        raise _none_left(raw, messages)
    period = _period(choices, begin[dated], end[dated], today)
    share = np.where(dated, np.nan_to_num(share_within(begin, end, period)), 0.0)
    outside = dated & (share == 0)
    if outside.any():
        messages.append(note("events_outside_period", n=int(outside.sum()), **_said(period)))
    if n := int((dated & (share > 0) & (share < 1)).sum()):
        messages.append(note("events_partly_in_period", n=n))
    messages.append(note("events_period", n=int((share > 0).sum()), **_said(period)))
    return begin, end, period, share


def _ends_a_day(stops: pd.Series) -> NDArray[np.bool_]:
    last = pd.Timedelta(days=1) - pd.Timedelta(seconds=1)
    return np.asarray((stops - stops.dt.normalize() == last).to_numpy(dtype=np.bool_))


def _period(choices: Choices, begin: NDArray[np.datetime64], end: NDArray[np.datetime64], today: Period) -> Period:
    """Give the period asked for; what was not asked runs from the first day to the last one with incidents."""
    first = begin.min().astype("datetime64[D]").item()
    last = max(begin.max(), end.max() - np.timedelta64(1, "s")).astype("datetime64[D]").item()
    period = Period.of_days(choices.first or first, choices.last or last)
    period = Period(period.start, min(period.end, today.end))
    if period.end <= period.start:
        raise refused("events_period_empty", **_said(period))
    return period


def _said(period: Period) -> dict[str, str]:
    """Give the first and the last day in figures."""
    last = period.end - np.timedelta64(1, "s")
    return {
        name: f"{moment.astype('datetime64[D]').item():%d-%m-%Y}"
        for name, moment in (("first", period.start), ("last", last))
    }


def _piled(
    points: NDArray[np.float64],
    kept: NDArray[np.bool_],
    ids: NDArray[np.object_],
    addresses: NDArray[np.float64] | None,
) -> list[Message]:
    """Tell of incidents on a default coordinate, judged by all that have a place: fewer may not show it."""
    piled, borne = on_default_point(points, addresses)
    counted = piled & kept
    if not counted.any():
        return []
    most = points[counted][borne[counted].argmax()]
    return [
        warn(
            "events_piled",
            n=int(piled.sum()),
            total=len(points),
            places=len(np.unique(np.round(points[piled], 2), axis=0)),
            x=round(float(most[0]), 1),
            y=round(float(most[1]), 1),
            most=int(borne[counted].max()),
            counted=int(counted.sum()),
        ).about(ids[counted])
    ]


def tell_few(events: Events) -> list[Message]:
    """Warn of so few incidents that nothing can be made of where they lie."""
    return [warn("events_few", least=FEW)] if len(events) < FEW else []
