"""Where incidents happened: points, coordinates, or else an address that is looked up in the BAG."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

from ..safeguards.messages import note, refused, warn
from .columns import find, holds, numbers, texts
from .geocoding.fields import FIELDS
from .geocoding.matching import locate
from .geocoding.outcome import Reason, Route
from .geocoding.parsing import parse_number
from .geocoding.wording import worded
from .spatial import RD_BOUNDS, to_rd
from .tables import RD_NEW, Shape

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from ..safeguards.messages import Message
    from ..safeguards.watch import Watch
    from .geocoding.index import AddressIndex
    from .raw import Raw

    Addresses = Callable[[pd.DataFrame | None], AddressIndex]

_LONGITUDE = ("longitude", "lon", "long", "lng", "lengtegraad")
_LATITUDE = ("latitude", "lat", "breedtegraad")
_X = ("rd_x", "x_rd", "x_coordinaat", "x_coord", "xcoordinaat_rd", "x_coordinaat_rd", "x")
_Y = ("rd_y", "y_rd", "y_coordinaat", "y_coord", "ycoordinaat_rd", "y_coordinaat_rd", "y")
# Only columns whose name says address: remarks are never searched for one. In the order of the fields of an address.
_ADDRESS = {
    "address": ("adres", "adres_incident", "incident_adres", "adres_locatie", "locatie_adres", "volledig_adres",
                "adresregel", "pleegadres", "pleegplaats_adres", "adres_pleegplaats", "address"),
    "street": ("straat", "straatnaam", "openbare_ruimte", "openbare_ruimte_naam", "openbareruimtenaam",
               "straat_incident", "incident_straat", "pleegstraat", "pleegplaats_straat", "straat_pleegplaats",
               "locatie_straat", "locatie_straatnaam", "adres_straat", "street"),
    "house_number": ("huisnummer", "huisnr", "huis_nummer", "hnr", "locatie_huisnummer", "incident_huisnummer",
                     "pleegplaats_huisnummer", "adres_huisnummer", "house_number"),
    "house_letter": ("huisletter", "huisltr", "locatie_huisletter", "incident_huisletter", "pleegplaats_huisletter"),
    "addition": ("toevoeging", "huisnummertoevoeging", "huisnummer_toevoeging", "huisnr_toevoeging", "huisnrtoev",
                 "huisnr_toev", "hnr_toev", "locatie_toevoeging", "incident_toevoeging"),
    "postcode": ("postcode", "pc6", "pc", "postcode6", "locatie_postcode", "incident_postcode", "pleegplaats_postcode",
                 "adres_postcode", "postal_code", "zipcode"),
    "town": ("woonplaats", "woonplaats_naam", "woonplaatsnaam", "plaats", "plaatsnaam", "locatie_plaats",
             "incident_plaats", "plaats_incident", "pleegplaats", "adres_plaats", "town", "city"),
}  # fmt: skip
# What a column that says where can be, by the names it goes by.
PLACE = {"x": _X, "y": _Y, "longitude": _LONGITUDE, "latitude": _LATITUDE, **_ADDRESS}
_OLD_NAME = ("oude_naam", "oude_straatnaam", "straatnaam_oud", "oude_straat", "old_name")
_NEW_NAME = ("nieuwe_naam", "nieuwe_straatnaam", "straatnaam_nieuw", "nieuwe_straat", "new_name")
_NUMBER = ("nummer", "nr")
_DEGREES = 180.0
_FREE_TEXT = 120  # characters; a longer cell is no address, and free text is not read
_SURE = 1 - 1e-9
_SAID = {
    Reason.NO_ADDRESS: "incidents_no_address",
    Reason.NO_NUMBER: "incidents_no_number",
    Reason.CORNER: "incidents_corner",
    Reason.OUTSIDE: "incidents_outside_this_bag",
    Reason.POSTCODE_UNKNOWN: "incidents_postcode_unknown",
    Reason.STREET_UNKNOWN: "incidents_street_unknown",
    Reason.NO_SUCH_NUMBER: "incidents_no_such_number",
    Reason.CONTRADICTION: "incidents_contradiction",
    Reason.AMBIGUOUS: "incidents_ambiguous",
    Reason.UNCERTAIN: "incidents_uncertain",
}


@dataclass(frozen=True)
class Places:
    """Where the incidents of one table are.

    Attributes:
        points: (n,) points in RD New, None where there is no place.
        failed: On the rows of the table: adres (what was recognised of it), reason, candidate; None where nothing was
            looked up.
        match_score: (n,) 0 to 1 for what was looked up by address, else NaN.
        address: On the rows of the table: all that the columns of an address say, to compare rows by and never to
            show; None where they say nothing.
        tried: Whether the table says addresses.

    """

    points: NDArray[np.object_]
    failed: pd.DataFrame
    match_score: NDArray[np.float64]
    address: pd.Series
    tried: bool


def says_place(raw: Raw) -> bool:
    """Tell whether a table has points, coordinates or addresses."""
    if holds(raw, Shape.POINT):
        return True
    return (raw.geometry is None and _coordinates(raw) is not None) or bool(_address_columns(raw))


def house_number_column(raw: Raw) -> str | None:
    """Find the column with house numbers; beside a street, a column that is called just number is one."""
    return _address_columns(raw).get("huisnummer")


def says_address(raw: Raw) -> bool:
    """Tell whether a table has columns to find an address by."""
    return bool(_address_columns(raw))


def old_street_names(raws: Sequence[Raw]) -> tuple[pd.DataFrame | None, list[Raw], list[Message]]:
    """Take the tables of old names of streets out of a delivery.

    Returns:
        Columns old and new, None without such a table; the other tables; a message.

    """
    found, others = [], []
    for raw in raws:
        old, new = (find(raw.frame.columns, *names) for names in (_OLD_NAME, _NEW_NAME))
        if raw.geometry is None and old is not None and new is not None:
            found.append(pd.DataFrame({"old": texts(raw.frame[old]), "new": texts(raw.frame[new])}).dropna())
        else:
            others.append(raw)
    if not found:
        return None, others, []
    names = pd.concat(found, ignore_index=True).drop_duplicates()
    return names, others, [note("incidents_old_names", n=len(names))]


def find_places(
    raw: Raw, ids: pd.Series, wanted: NDArray[np.bool_], addresses: AddressIndex | None, watch: Watch
) -> tuple[Places, list[Message]]:
    """Find where incidents happened; coordinates go before addresses.

    Args:
        raw: A table with a fresh index.
        ids: Of the incidents, for messages.
        wanted: (n,) which rows are of use; others are not looked up and not counted.
        addresses: Of the BAG; without them only points and coordinates are read.
        watch: Told the fraction done.

    Raises:
        RefusedError: No place is said anywhere, or places outside the Netherlands.

    """
    messages: list[Message] = []
    columns = _address_columns(raw) if addresses is not None else {}
    points = by_coordinates(raw, messages, required=not columns)
    failed = pd.DataFrame(None, index=raw.frame.index, columns=["adres", "reason", "candidate"], dtype=object)
    scores = np.full(len(points), np.nan)
    lacking = shapely.is_missing(points) & wanted
    if addresses is None or not columns:
        failed.loc[lacking, "reason"] = Reason.NO_ADDRESS.value
        return Places(points, failed, scores, _compared(raw), tried=False), messages
    given = pd.DataFrame({field: texts(raw.frame[column]) for field, column in columns.items()})[lacking]
    given = given.apply(lambda cells: cells.where(cells.astype("string").str.len().le(_FREE_TEXT).eq(other=True), None))
    found = locate(given, addresses, look=watch.at)
    placed = found["x"].notna().to_numpy()
    rows = np.flatnonzero(lacking)
    points[rows[placed]] = shapely.points(found["x"].to_numpy()[placed], found["y"].to_numpy()[placed])
    scores[rows] = found["match_score"].to_numpy()
    failed.loc[rows[~placed], "adres"] = worded(given[~placed], addresses)
    failed.loc[lacking, ["reason", "candidate"]] = found[["reason", "candidate"]]
    messages += _told(raw, found, ids[lacking], list(columns.values()))
    return Places(points, failed, scores, _compared(raw), tried=True), messages


def _address_columns(raw: Raw) -> dict[str, str]:
    """Find the columns with addresses, by field; none where they are too few to find an address by."""
    left = list(raw.frame.columns)
    found: dict[str, str] = {}
    for field, names in zip(FIELDS, _ADDRESS.values(), strict=True):
        column = find(left, *names)
        if column is not None:
            found[field] = column
            # huisnummer is also what a shapefile leaves of huisnummertoevoeging; a column is one thing only.
            left = [name for name in left if str(name) != column]
    number = find(left, *_NUMBER)
    if "straat" in found and "huisnummer" not in found and number is not None:
        streets, numbered = texts(raw.frame[found["straat"]]).dropna(), texts(raw.frame[number]).dropna()
        # Where the street holds its number already, or these are no house numbers, it is the number of the incident.
        if not _mostly(streets.str.contains(r"\d$")) and _mostly(numbered.map(parse_number).str[0] > 0):
            found["huisnummer"] = number
    enough = "adres" in found or "straat" in found or {"postcode", "huisnummer"} <= set(found)
    return found if enough else {}


def _compared(raw: Raw) -> pd.Series:
    """Give all cells of an address as one text to compare rows by; None where all are empty."""
    cells = pd.DataFrame(
        {name: texts(raw.frame[name]) for name in _address_columns(raw).values()}, index=raw.frame.index
    )
    if cells.empty:
        return pd.Series(None, index=raw.frame.index, dtype=object)
    said = cells.fillna("").astype(str).agg("\t".join, axis=1).str.casefold()
    return said.where(cells.notna().any(axis=1), None)


def _mostly(which: pd.Series) -> bool:
    return bool(len(which)) and float(which.astype(bool).mean()) > 1 / 2


def _told(raw: Raw, found: pd.DataFrame, ids: pd.Series, columns: list[str]) -> list[Message]:
    """Tell how many were placed by address, how, and why others were not."""
    if found.empty:
        return []
    placed = found["x"].notna()
    exact = placed & (found["match_score"] >= _SURE)
    messages = [note("incidents_by_address", file=raw.name, n=len(found), columns=", ".join(columns))]
    for code, which in (("incidents_placed_exactly", exact), ("incidents_placed_nearly", placed & ~exact)):
        routes = found.loc[which, "route"].value_counts()
        counted = {route.value: int(routes.get(route.value, 0)) for route in Route}
        if which.any():
            messages.append(note(code, file=raw.name, n=int(which.sum()), **counted).about(ids[which]))
    for reason, code in _SAID.items():
        failed = found["reason"] == reason.value
        if failed.any():
            messages.append(warn(code, file=raw.name, n=int(failed.sum())).about(ids[failed]))
    return messages


def by_coordinates(raw: Raw, messages: list[Message], *, required: bool) -> NDArray[np.object_]:
    """Give the points of a layer, or those of columns with coordinates; None where there are none."""
    nowhere = np.full(len(raw.frame), None, dtype=object)
    if raw.geometry is not None:
        if not required and shapely.is_missing(raw.geometry).all():
            return nowhere
        points, _, told = to_rd(raw, Shape.POINT)
        messages.extend(told)
        return points
    columns = _coordinates(raw)
    if columns is None:
        if required:
            raise refused("incidents_no_place", file=raw.name)
        return nowhere
    x_column, y_column, degrees = columns
    x, y = _pair(raw.frame[x_column], raw.frame[y_column])
    present = np.isfinite(x) & np.isfinite(y) & ~((x == 0) & (y == 0))
    if not present.any():
        if required:
            raise refused("incidents_no_coordinates", file=raw.name, columns=f"{x_column}, {y_column}", n=len(x))
        return nowhere
    if required and (n := int((~present).sum())):
        messages.append(warn("incidents_unplaced", file=raw.name, n=n))
    if np.abs(np.median(x[present])) <= _DEGREES and np.abs(np.median(y[present])) <= _DEGREES:
        degrees = True
    elif _share_inside(x[present], y[present]) > 1 / 2:
        degrees = False
    code = "incidents_as_degrees" if degrees else "incidents_as_rd"
    messages.append(note(code, file=raw.name, columns=f"{x_column}, {y_column}"))
    drawn = nowhere.copy()
    drawn[present] = shapely.points(x[present], y[present])
    points, _, told = to_rd(replace(raw, geometry=drawn, crs="EPSG:4326" if degrees else RD_NEW), Shape.POINT)
    # Rows without coordinates were told already, or are looked up by address.
    messages.extend(message for message in told if message.code != "spatial_null")
    return points


def _coordinates(raw: Raw) -> tuple[str, str, bool] | None:
    """Find the columns with coordinates; the third says whether their names speak of degrees."""
    columns = raw.frame.columns
    for x_names, y_names, degrees in ((_LONGITUDE, _LATITUDE, True), (_X, _Y, False)):
        x, y = find(columns, *x_names), find(columns, *y_names)
        if x is not None and y is not None:
            return x, y, degrees
    return None


def _pair(x: pd.Series, y: pd.Series) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Read coordinates; a point groups thousands only if that, and not a decimal, brings them inside RD."""
    plain = [numbers(values, grouped=False).to_numpy() for values in (x, y)]
    grouped = [numbers(values, grouped=True).to_numpy() for values in (x, y)]
    if _share_inside(*grouped) > _share_inside(*plain):
        return grouped[0], grouped[1]
    return plain[0], plain[1]


def _share_inside(x: NDArray[np.float64], y: NDArray[np.float64]) -> float:
    west, south, east, north = RD_BOUNDS
    return float(((x >= west) & (x <= east) & (y >= south) & (y <= north) & (np.abs(y) > _DEGREES)).mean())
