"""How fast one goes, by who keeps the road and whether it lies inside the built-up area."""

from __future__ import annotations

import json
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ...safeguards.messages import refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    import geopandas as gpd
    from numpy.typing import NDArray

SHIPPED = Path(__file__).with_name("speeds.json")
KEEPERS = ("R", "P", "W", "G", "T", "other")  # wegbeheerdersoorten of the NWB, and where none is given
SLOWEST, FASTEST = 0.5, 150.0  # km/h
_PLACES = ("built_up", "outside")
_SINGLE = ("on_foot", "without_roads")
_LARGEST = 1_000_000  # bytes of a file worth reading


@dataclass(frozen=True)
class Speeds:
    """Speeds in km/h, as driven from door to door: stops at junctions and traffic lights are in them.

    Attributes:
        built_up: Inside the built-up area, by wegbeheerdersoort.
        outside: Outside it.
        on_foot: Walking.
        without_roads: Driving where no roads are given and distance as the crow flies is all there is.

    """

    built_up: Mapping[str, float]
    outside: Mapping[str, float]
    on_foot: float
    without_roads: float

    def pace(self, wegvakken: gpd.GeoDataFrame, share: NDArray[np.float64]) -> NDArray[np.float64]:
        """Give the minutes a metre takes by car on each wegvak.

        Args:
            wegvakken: Canonical table.
            share: Part of each wegvak that lies inside the built-up area, 0 to 1.

        """
        keeper = wegvakken["wegbeheerdersoort"]
        keeper = keeper.where(keeper.isin(KEEPERS), "other")
        inside = keeper.map(self.built_up).to_numpy(dtype=np.float64)
        outside = keeper.map(self.outside).to_numpy(dtype=np.float64)
        return np.asarray(share * minutes_a_metre(inside) + (1 - share) * minutes_a_metre(outside), dtype=np.float64)


def minutes_a_metre(speed: Any) -> Any:
    """Turn km/h into minutes a metre."""
    return 0.06 / speed


def read_speeds(path: Path | None = None) -> Speeds:
    """Read a table of speeds.

    Args:
        path: JSON file of a municipality, of the form of the shipped one; what it leaves out is as shipped. A key
            `remark` is for its readers. None is the shipped file.

    Raises:
        RefusedError: It is not there or no JSON, names something unknown, or a speed is no number from 0.5 to 150.

    """
    shipped = _read(SHIPPED)
    given = {} if path is None else _read(path)
    name = SHIPPED.name if path is None else path.name
    _refuse_unknown(name, given, (*_PLACES, *_SINGLE, "remark"))
    tables: dict[str, dict[str, float]] = {}
    for place in _PLACES:
        table = given.get(place, {})
        if not isinstance(table, dict):
            raise refused("travel_speeds_table", file=name, key=place, known=", ".join(KEEPERS))
        _refuse_unknown(name, table, KEEPERS, inside=f"{place}: ")
        tables[place] = {
            keeper: _speed(name, f"{place}: {keeper}", speed) for keeper, speed in {**shipped[place], **table}.items()
        }
    on_foot, without_roads = (_speed(name, key, given.get(key, shipped[key])) for key in _SINGLE)
    return Speeds(tables["built_up"], tables["outside"], on_foot, without_roads)


def _read(path: Path) -> dict[str, Any]:
    if not path.is_file():
        raise refused("travel_speeds_absent", file=path.name)
    try:
        held = json.loads(path.read_text(encoding="utf-8-sig")) if path.stat().st_size <= _LARGEST else None
    except (OSError, ValueError, RecursionError) as error:
        raise refused("travel_speeds_unreadable", file=path.name) from error
    if not isinstance(held, dict):
        raise refused("travel_speeds_unreadable", file=path.name)
    return held


def _refuse_unknown(file: str, held: Mapping[str, Any], known: tuple[str, ...], inside: str = "") -> None:
    if strange := [key for key in held if key not in known]:
        raise refused("travel_speeds_unknown", file=file, key=f"{inside}{strange[0]}", known=", ".join(known))


def _speed(file: str, key: str, speed: Any) -> float:
    number = isinstance(speed, int | float) and not isinstance(speed, bool)
    if not number or not isfinite(speed) or not SLOWEST <= speed <= FASTEST:
        raise refused("travel_speeds_speed", file=file, key=key, value=speed, least=SLOWEST, most=FASTEST)
    return float(speed)
