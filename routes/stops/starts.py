"""Where a team leaves: coordinates, WKT, or an address."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pyproj
import shapely

from ...registers.spatial import RD_BOUNDS
from ...registers.tables import RD_NEW

if TYPE_CHECKING:
    from .addresses import Addresses

_NUMBER = r"-?\d+(?:\.\d+)?"
_PAIR = re.compile(rf"\[?\(?\s*({_NUMBER})\s*[,;\s]\s*({_NUMBER})\s*\)?\]?")
_COMMAS = re.compile(r"(-?\d+,\d+)\s*[;\s]\s*(-?\d+,\d+)")
_WKT = re.compile(r"(?:SRID=28992;)?(?:MULTI)?POINT\b.*", re.IGNORECASE | re.DOTALL)
_POSTCODE = re.compile(r"\b([1-9]\d{3})\s?([A-Z]{2})\b", re.IGNORECASE)
_HOUSE = re.compile(r"^(?P<street>.*?\D)?\s*(?P<number>\d+)\s*-?\s*(?P<suffix>[A-Z0-9]{0,6})$", re.IGNORECASE)
_DEGREES = ((3.0, 7.5), (50.5, 54.0))  # longitude, latitude


def place_of(said: str, addresses: Addresses | None) -> tuple[float, float] | None:
    """Give a place in RD New: `x, y` in metres or degrees, WKT, or an address that is known; None where it is none.

    Args:
        said: What was written.
        addresses: What addresses are looked up in.

    """
    said = said.strip()
    if _WKT.fullmatch(said):
        point = shapely.from_wkt(said.rpartition(";")[2], on_invalid="ignore")
        if point is None or point.is_empty:
            return None
        middle = point.centroid
        return _in_rd(middle.x, middle.y)
    pair = _PAIR.fullmatch(said)
    if pair is not None:
        return _in_rd(float(pair[1]), float(pair[2]))
    commas = _COMMAS.fullmatch(said)
    if commas is not None:
        return _in_rd(*(float(one.replace(",", ".")) for one in commas.groups()))
    return None if addresses is None else _at_address(said, addresses)


def _in_rd(x: float, y: float) -> tuple[float, float] | None:
    west, south, east, north = RD_BOUNDS
    if west <= x <= east and south <= y <= north:
        return (x, y)
    for one, other in ((x, y), (y, x)):
        if _DEGREES[0][0] <= one <= _DEGREES[0][1] and _DEGREES[1][0] <= other <= _DEGREES[1][1]:
            made = pyproj.Transformer.from_crs("EPSG:4326", RD_NEW, always_xy=True).transform(one, other)
            return (float(made[0]), float(made[1]))
    return None


def _at_address(said: str, addresses: Addresses) -> tuple[float, float] | None:
    """Find an address by street and number, or postcode and number, with the town where a street is in several."""
    code = _POSTCODE.search(said)
    rest = (said[: code.start()] + " " + said[code.end() :]) if code else said
    parts = [part for part in (_bare(part) for part in re.split(r"[,\n]", rest)) if part]
    wanted = "".join(code.groups()).upper() if code else ""
    for at, part in enumerate(parts):
        found = _found(part, parts[:at] + parts[at + 1 :], wanted, addresses)
        if found is not None:
            return found
    # The town may stand behind the number without a comma.
    words = " ".join(parts).split()
    for cut in range(len(words) - 1, 0, -1):
        found = _found(" ".join(words[:cut]), [" ".join(words[cut:])], wanted, addresses)
        if found is not None:
            return found
    return None


def _bare(part: str) -> str:
    return " ".join(part.split()).strip(" .")


def _found(part: str, others: list[str], code: str, addresses: Addresses) -> tuple[float, float] | None:
    house = _HOUSE.match(part)
    if house is None:
        return None
    street = (house["street"] or "").strip().casefold()
    if not street and not code:
        return None
    suffix = (house["suffix"] or "").casefold()
    towns = {other.casefold() for other in others}
    number = house["number"] + suffix
    fits = np.array(
        [
            isinstance(printed, str)
            and _key(printed, name) == number
            and (not street or (isinstance(name, str) and name.casefold() == street))
            and (not code or postcode == code)
            for printed, name, postcode in zip(addresses.address, addresses.street, addresses.postcode, strict=True)
        ],
        dtype=np.bool_,
    )
    in_town = np.array([isinstance(town, str) and town.casefold() in towns for town in addresses.town], dtype=np.bool_)
    if towns and (fits & in_town).any():
        fits &= in_town
    elif towns and not code:
        return None
    at = shapely.get_coordinates(addresses.points[fits])
    if not len(at) or np.ptp(at, axis=0).max() > 100:  # noqa: PLR2004 - metres within which it is one place
        return None
    x, y = at.mean(axis=0)
    return (float(x), float(y))


def _key(printed: str, street: object) -> str:
    rest = printed[len(street) :] if isinstance(street, str) and printed.startswith(street) else printed
    return re.sub(r"[\s-]", "", rest).casefold()
