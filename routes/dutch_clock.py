"""Dutch clocks, summer and winter."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

_SUNDAY = 6
_SWITCH = time(1, 0)  # UTC, in the whole of the European Union


def utc(day: date, local: time) -> datetime:
    """Turn a moment on a Dutch clock into UTC.

    The rule of the European Union is written out, because Python on Windows knows no time zones of its own. The hour
    that comes twice in October is taken as the first.
    """
    begins, ends = (_last_sunday(day.year, month) for month in (3, 10))
    clock = datetime.combine(day, local, UTC)
    summer = (
        datetime.combine(begins, _SWITCH, UTC) + timedelta(hours=1)
        <= clock
        < datetime.combine(ends, _SWITCH, UTC) + timedelta(hours=2)
    )
    return clock - timedelta(hours=2 if summer else 1)


def _last_sunday(year: int, month: int) -> date:
    last = date(year, month, 31)
    return last - timedelta(days=(last.weekday() - _SUNDAY) % 7)
