"""When it is dark in the Netherlands."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from math import acos, asin, atan2, cos, degrees, radians, sin

from ..dutch_clock import utc

_LATITUDE, _LONGITUDE = 52.2, 5.4  # the middle of the country; its edges differ by some ten minutes
_BELOW = 6.0  # degrees of the sun below the horizon: the end of civil twilight, when street lamps are needed
_EVENING = time(20)  # the clock is not put forward or back in the evening


def dark_from(day: date) -> float:
    """Give the minute after midnight, by Dutch clocks, at which it is dark.

    By the low accuracy formulas of the Astronomical Almanac for the place of the sun: within a few minutes, as long as
    the country is wide.
    """
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    days = (noon - datetime(2000, 1, 1, 12, tzinfo=UTC)) / timedelta(days=1)
    mean = (280.460 + 0.9856474 * days) % 360
    anomaly = radians((357.528 + 0.9856003 * days) % 360)
    ecliptic = radians(mean + 1.915 * sin(anomaly) + 0.020 * sin(2 * anomaly))
    tilt = radians(23.439 - 0.0000004 * days)
    declination = asin(sin(tilt) * sin(ecliptic))
    ascension = degrees(atan2(cos(tilt) * sin(ecliptic), cos(ecliptic)))
    late = (mean - ascension + 180) % 360 - 180  # degrees the sun is ahead of an even clock
    place = radians(_LATITUDE)
    height = (sin(radians(-_BELOW)) - sin(place) * sin(declination)) / (cos(place) * cos(declination))
    turned = degrees(acos(max(-1.0, min(1.0, height))))
    hours = 12 + (turned - late - _LONGITUDE) / 15
    ahead = datetime.combine(day, _EVENING, UTC) - utc(day, _EVENING)
    return 60 * hours + ahead / timedelta(minutes=1)
