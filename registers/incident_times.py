"""When an incident happened: one stamp, a day, or a window, in one column or several."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from ..safeguards.messages import note, warn
from .columns import find, need, texts
from .dates import clock, day_order, moments, serials
from .windows import Windows, windows

if TYPE_CHECKING:
    from ..safeguards.messages import Message
    from .raw import Raw

WINDOW = ("tijdvak", "tijdsvak", "tijdsperiode", "pleegperiode", "pleegtijdvak", "tijdspanne", "dagdeel", "periode")
MOMENT = ("begin", "begin_datum", "datum_begin", "begin_datum_tijd", "datum_tijd_begin", "pleegdatum_begin",
          "begin_pleegdatum", "pleegdatum_van", "pleegdatum", "datum_van", "start", "startdatum", "start_datum_tijd",
          "datum_tijd", "datetime", "datum", "date", "datum_incident", "incident_datum", "datum_melding", "melddatum",
          "meldingsdatum", "moment", "datum_en_tijd", "tijdstip", "timestamp")  # fmt: skip
# A window may say its days itself.
BEGIN = (*MOMENT, *WINDOW)
BEGIN_TIME = ("begin_tijd", "tijd_begin", "begintijdstip", "pleegtijd_begin", "pleegtijd_van", "pleegtijd",
              "starttijd", "tijd_van", "tijd", "time", "tijdstip")  # fmt: skip
END = ("eind", "einde", "eind_datum", "datum_eind", "eind_datum_tijd", "datum_tijd_eind", "einddatum",
       "pleegdatum_eind", "eind_pleegdatum", "pleegdatum_tot", "datum_tot", "end", "end_date")  # fmt: skip
END_TIME = ("eind_tijd", "tijd_eind", "eindtijdstip", "pleegtijd_eind", "pleegtijd_tot", "tijd_tot")
_DAY = pd.Timedelta(days=1)
_LAST_SECOND = _DAY - pd.Timedelta(seconds=1)
_EXAMPLES, _EXAMPLE_LETTERS = 3, 20


def read_times(raw: Raw, messages: list[Message]) -> tuple[pd.Series, pd.Series]:
    """Give the begin and the end of every row, NaT where the day of the begin cannot be read.

    Without any time the window is the whole day. Where only times are given, an end before the begin is on the next
    day. Hours that summer time skips or repeats are left as they are written.

    Args:
        raw: A table with a column that holds a day.
        messages: Takes what was read in which way.

    """
    frame = raw.frame
    start = need(raw, *BEGIN)
    others = [name for name in frame.columns if name != start]
    ends = _ends(frame[start])
    window = find(others, *WINDOW)
    beside = [name for name in (window, find(others, *BEGIN_TIME)) if name is not None]
    for name in beside:
        ends = _without_midnight(ends, texts(frame[name]).notna())
    for name in beside:
        ends = ends.filled(_beside(raw, name, messages, hours=name != window))
    end = find(others, *END)
    beside_end = find([name for name in others if name != end], *END_TIME)
    ends = _with_end(raw, ends, end, beside_end, messages)
    _tell(raw, messages, start, ends.begin_day, frame[start])
    if end is not None:
        _tell(raw, messages, end, ends.end_day, frame[end])
    if n := int((ends.part & ends.begin_day.notna()).sum()):
        messages.append(note("incidents_dayparts", file=raw.name, n=n))
    written = [texts(frame[name]).notna() for name in (*beside, beside_end) if name is not None]
    silent = ~pd.DataFrame(dict(enumerate(written)), index=frame.index).any(axis=1)
    return _joined(raw, ends, silent, messages)


def _ends(values: pd.Series) -> Windows:
    """Read a column of days, moments or windows."""
    moment, timed = moments(values)
    time = (moment - moment.dt.normalize()).where(timed)
    single = Windows(
        moment.dt.normalize(),
        time,
        pd.Series(pd.NaT, index=values.index, dtype="datetime64[ms]"),
        pd.Series(pd.NaT, index=values.index, dtype="timedelta64[ns]"),
        pd.Series(data=False, index=values.index),
    )
    rest = values.where(moment.isna(), None)
    return single.filled(windows(rest)) if texts(rest).notna().any() else single


def _without_midnight(said: Windows, elsewhere: pd.Series) -> Windows:
    """Take a midnight for a day only where the time stands elsewhere: a database writes 00:00 behind a bare date."""
    alone = said.end_day.isna() & said.end_time.isna()
    return said._replace(begin_time=said.begin_time.mask(alone & elsewhere & (said.begin_time == pd.Timedelta(0))))


def _beside(raw: Raw, column: str, messages: list[Message], *, hours: bool) -> Windows:
    """Read a column with times or windows that stands beside the day; its own days count where there is none."""
    values = raw.frame[column]
    time = clock(values, hours=hours)
    said = windows(values.where(time.isna(), None))
    said = said._replace(begin_time=said.begin_time.where(time.isna(), time))
    written = texts(values)
    bad = written[(written.notna() & said.begin_time.isna() & said.begin_day.isna()).to_numpy()]
    if len(bad):
        messages.append(
            warn("incidents_unreadable_time", file=raw.name, column=column, n=len(bad), examples=_shapes(bad))
        )
    return said


def _with_end(raw: Raw, ends: Windows, end: str | None, beside: str | None, messages: list[Message]) -> Windows:
    """Let columns of their own for the end go before what was said beside the begin."""
    time = ends.end_time
    if beside is not None:
        own = _beside(raw, beside, messages, hours=True)
        # `na 22:00` says two times, of which the first counts where nothing else tells the begin.
        two = own.end_time.notna()
        until = own.end_time.where(two, own.begin_time)
        time = until.where(until.notna(), time)
        ends = ends._replace(begin_time=ends.begin_time.where(ends.begin_time.notna(), own.begin_time.where(two)))
    if end is None:
        return ends._replace(end_time=time)
    day = _without_midnight(_ends(raw.frame[end]), time.notna())
    stated = day.begin_day.notna()
    time = day.begin_time.where(day.begin_time.notna(), time)
    return ends._replace(end_day=ends.end_day.where(~stated, day.begin_day), end_time=time)


def _joined(raw: Raw, ends: Windows, silent: pd.Series, messages: list[Message]) -> tuple[pd.Series, pd.Series]:
    timed = ends.begin_time.notna()
    zero = pd.Timedelta(0)
    begin = ends.begin_day + ends.begin_time.fillna(zero)
    same_day = ends.end_day.isna()
    ended = ends.end_time.notna()
    end_day = ends.end_day.where(~same_day, ends.begin_day)
    eind = end_day + ends.end_time.where(ended, _LAST_SECOND)
    # Nothing of an end was said: it ended when it began, or some time that day.
    eind = eind.where(~(same_day & ~ended & timed), begin)
    if n := int((over := same_day & ended & timed & (eind < begin)).sum()):
        messages.append(note("incidents_past_midnight", file=raw.name, n=n))
        eind = eind.where(~over, eind + _DAY)
    # A time that was written but could not be read is told by itself.
    bare = silent & begin.notna() & ~timed & ~ended
    if n := int((bare & (same_day | (end_day == ends.begin_day))).sum()):
        messages.append(note("incidents_whole_day", file=raw.name, n=n))
    if n := int((before := eind < begin).sum()):
        messages.append(warn("incidents_end_before_begin", file=raw.name, n=n))
    return begin.astype("datetime64[ms]"), eind.where(~before, begin).astype("datetime64[ms]")


def _tell(raw: Raw, messages: list[Message], column: str, day: pd.Series, values: pd.Series) -> None:
    """Tell what could not be read as a day, and in which unusual way days were written."""
    said = texts(values)
    bad = said[day.isna().to_numpy() & said.notna().to_numpy()]
    if len(bad):
        messages.append(
            warn("incidents_unreadable_date", file=raw.name, column=column, n=len(bad), examples=_shapes(bad))
        )
    order = day_order(values)
    if order.month_first:
        messages.append(note("incidents_month_first", file=raw.name, column=column))
    if order.undecided:
        messages.append(warn("incidents_either_order", file=raw.name, column=column, n=order.undecided))
    if n := int(serials(values).notna().sum()):
        messages.append(note("incidents_serial_dates", file=raw.name, column=column, n=n))


def _shapes(said: pd.Series) -> str:
    """Give how texts look without what they say, which may be a name or a telephone number."""
    shapes = said.str.replace(r"[^\W\d_]", "x", regex=True).str.replace(r"\d", "9", regex=True)
    return ", ".join(shapes.str[:_EXAMPLE_LETTERS].drop_duplicates().head(_EXAMPLES))
