"""Locations as they were given: where they are, what they are called, and which of them are homes."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

from ...registers.bag_objects import GONE, PLANNED, plain
from ...registers.columns import (
    LIGPLAATS,
    PAND,
    STANDPLAATS,
    VBO,
    drawn,
    find,
    text,
    texts,
)
from ...registers.identifiers import BAG_DIGITS
from ...registers.spatial import to_rd
from ...registers.tables import Shape
from ...safeguards.door import is_personal, names_person, without_persons
from ...safeguards.messages import note, refused, warn
from .addresses import PAND_ID, USE, is_addresses, only_lived_in
from .carried import without_contacts

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ...registers.raw import Raw
    from ...safeguards.messages import Message
    from .wishes import Wishes

ID = ("unit_id", "stop_id", *PAND_ID, "identificatie", "verblijfsobject_identificatie",
      "adresseerbaar_object_identificatie", "vbo_id", "bag_id", "locatie_id", "object_id", "id", "fid")  # fmt: skip
_AREA = ("area_id", "gebied_id", "gebiedid")
_STATE = ("state", "toestand")
_KIND = ("area_type", "gebiedstype", "soort", "type", "functie", "gebruik", "naam", "name")
_HOMES = ("dwelling", "cluster")
_ASSESSED = ("unit_id", "set_completeness")
_OF_OURS = ("multi_tenant",)  # an indicator: how many businesses share a pand
_BAG_ID = re.compile(r"(?:erf-|NL\.IMBAG\.[A-Za-z]+\.)?(\d{13,16})")
_WORDS = re.compile(r"[^\W\d_]{2,}[\s,]+[^\W\d_]{2,}")  # two words: a name or a sentence, no id of a location
_LONGEST_ID = 40


@dataclass(frozen=True, eq=False)
class Places:
    """Locations that can be on a map, (n,) each.

    Attributes:
        frame: Their attributes, without what is about persons.
        shapes: (n,) points or areas in RD New.
        points: (n,) the point where each is visited.
        stop_id: Id of each, no two alike.
        pand: Id of the pand, None where not known.
        vbo: Id of the verblijfsobject, None where it is none.
        complex: Whether it is a complex of several panden.
        home: Whether it is known, without any address, that nobody but people who live there is there.
        told: Whether somebody has told homes from others already: the assessment, or a gebruiksdoel of its own.
        area_id: Id of the area it lies in, None where not known.

    """

    frame: pd.DataFrame
    shapes: NDArray[np.object_]
    points: NDArray[np.object_]
    stop_id: NDArray[np.object_]
    pand: NDArray[np.object_]
    vbo: NDArray[np.object_]
    complex: NDArray[np.bool_]
    home: NDArray[np.bool_]
    told: NDArray[np.bool_]
    area_id: NDArray[np.object_]

    def __len__(self) -> int:
        """Count them."""
        return len(self.stop_id)

    def only(self, kept: NDArray[np.bool_] | NDArray[np.int64]) -> Places:
        """Give some of them."""
        names = [name for name in self.__dataclass_fields__ if name != "frame"]
        frame = self.frame.iloc[np.flatnonzero(kept) if kept.dtype == bool else kept].reset_index(drop=True)
        return replace(self, frame=frame, **{name: getattr(self, name)[kept] for name in names})


def read_places(raw: Raw, wishes: Wishes) -> tuple[Places, list[Message]]:
    """Read the locations of a layer; what has no place is left out and counted, and of what stands twice the first.

    Args:
        raw: Points, lines or areas.
        wishes: Which fields are used.

    Raises:
        RefusedError: A field that is used is not there or about persons, or no location is left.

    """
    for parameter, field in wishes.fields().items():
        if field not in raw.frame.columns:
            found = ", ".join(map(str, raw.frame.columns)) or "-"
            raise refused("stops_no_field", parameter=parameter, layer=raw.name, field=field, found=found)
        if is_personal(field):
            raise refused("stops_personal_field", parameter=parameter, layer=raw.name, field=field)
    if not len(raw.frame):
        raise refused("stops_none", layer=raw.name)
    delivered = raw.frame
    if all(name in delivered.columns for name in _ASSESSED):
        delivered = delivered.drop(columns=[name for name in _OF_OURS if name in delivered.columns])
    delivered, told = without_contacts(delivered, raw.name)
    frame, messages = without_persons(delivered, raw.name)
    messages = [*told, *messages]
    for parameter, field in wishes.fields().items():
        if field not in frame.columns:
            raise refused("stops_personal_field", parameter=parameter, layer=raw.name, field=field)
    given = replace(raw, frame=frame.reset_index(drop=True))
    shapes, kept, told = _shapes(given)
    messages += told
    kept = _standing(given, kept, messages)
    if not kept.any():
        raise refused("stops_none", layer=raw.name)
    return _known(given, shapes, kept, messages), messages


def _standing(raw: Raw, kept: NDArray[np.bool_], messages: list[Message]) -> NDArray[np.bool_]:
    """Leave out what the BAG calls planned or gone; verblijfsobjecten are judged with the addresses."""
    if is_addresses(raw):
        return kept
    status = plain(text(raw.frame, "status"))
    absent = (status.isin(PLANNED) | status.isin(GONE)).to_numpy(dtype=bool)
    if n := int((kept & absent).sum()):
        messages.append(note("stops_not_there", layer=raw.name, n=n))
    return np.asarray(kept & ~absent, dtype=np.bool_)


def _shapes(raw: Raw) -> tuple[NDArray[np.object_], NDArray[np.bool_], list[Message]]:
    """Bring locations to RD New: areas where most are areas, else points; a line is a location in its middle."""
    if raw.geometry is None or not drawn(raw, Shape.AREA).sum() > len(raw.frame) / 2:
        geometry = None if raw.geometry is None else _as_points(raw.geometry)
        return to_rd(replace(raw, geometry=geometry), Shape.POINT)
    return to_rd(raw, Shape.AREA)


def _as_points(geometry: NDArray[np.object_]) -> NDArray[np.object_]:
    made = geometry.copy()
    kind = shapely.get_dimensions(geometry)
    usable = ~shapely.is_missing(geometry) & ~shapely.is_empty(geometry)
    line, area = usable & (kind == 1), usable & (kind == 2)  # noqa: PLR2004 - areas
    made[line] = shapely.line_interpolate_point(_longest_line(geometry[line]), 0.5, normalized=True)
    made[area] = shapely.point_on_surface(geometry[area])
    return made


def _longest_line(lines: NDArray[np.object_]) -> NDArray[np.object_]:
    parts, row = shapely.get_parts(lines, return_index=True)
    order = np.lexsort((-shapely.length(parts), row))
    _, first = np.unique(row[order], return_index=True)
    return np.asarray(parts[order][first])


def _known(raw: Raw, shapes: NDArray[np.object_], kept: NDArray[np.bool_], messages: list[Message]) -> Places:
    frame = raw.frame
    bag = _bag_ids(raw)
    kind = bag.str[4:6]
    pand = bag.where(kind == PAND, None)
    vbo = bag.where(kind == VBO, None)
    within = find(frame.columns, *PAND_ID)
    if within is not None:
        told = _digits(frame[within])
        pand = pand.where(pand.notna(), told.where(told.str[4:6] == PAND, None))
    stop_id = _named(raw, pand, messages) if is_addresses(raw) else _named(raw, None, messages)
    home, told_already = _homes(raw, kind)
    places = Places(
        frame,
        shapes,
        _inside(shapes, kept),
        stop_id,
        _plain(pand),
        _plain(vbo),
        pd.Series(stop_id).str.startswith("erf-").to_numpy(dtype=bool),
        home,
        told_already,
        _plain(text(frame, *_AREA)),
    ).only(kept)
    return _once(places, raw, messages)


def _inside(shapes: NDArray[np.object_], kept: NDArray[np.bool_]) -> NDArray[np.object_]:
    made: NDArray[np.object_] = np.full(len(shapes), None, dtype=object)
    made[kept] = shapely.point_on_surface(shapes[kept])
    return made


def _once(places: Places, raw: Raw, messages: list[Message]) -> Places:
    twice = pd.Series(places.stop_id).duplicated().to_numpy()
    if n := int(twice.sum()):
        code = "stops_addresses_of_one_pand" if is_addresses(raw) else "stops_same_id"
        tell = note if is_addresses(raw) else warn
        messages.append(tell(code, layer=raw.name, n=n).about(places.stop_id[twice]))
    return places.only(~twice)


def _plain(values: pd.Series) -> NDArray[np.object_]:
    held = values.astype(object)
    return np.asarray(held.where(held.notna(), None).to_numpy(dtype=object))


def _digits(values: pd.Series) -> pd.Series:
    """Give BAG ids of 16 digits, lost zeros restored; missing where a value is none."""
    found = texts(values).astype("string").str.strip("[]\"' ").str.extract(rf"^{_BAG_ID.pattern}$")[0]
    return found.str.zfill(BAG_DIGITS).astype("string")


def _bag_ids(raw: Raw) -> pd.Series:
    """Give the BAG id by which each location is known, from the first column of ids that holds one."""
    made = pd.Series(pd.NA, index=raw.frame.index, dtype="string")
    for alias in ID:
        column = find(raw.frame.columns, alias)
        if column is not None:
            ids = _digits(raw.frame[column])
            made = made.fillna(ids.where(ids.str[4:6].isin((PAND, VBO, LIGPLAATS, STANDPLAATS))))
    return made


def _named(raw: Raw, pand: pd.Series | None, messages: list[Message]) -> NDArray[np.object_]:
    """Give every location an id that holds no name: its own, or the number of its row."""
    row = pd.Series([f"rij {number}" for number in range(1, len(raw.frame) + 1)], dtype=object)
    column = find(raw.frame.columns, *ID)
    ids = texts(raw.frame[column]) if column is not None else pd.Series(None, index=row.index, dtype=object)
    if pand is not None:
        ids = pand.astype(object).where(pand.notna(), ids)
    elif column is not None:
        # An id that is a number of 16 digits may have lost its zeros.
        digits = _digits(ids)
        lost = digits.notna() & ~ids.astype("string").str.startswith("erf-").fillna(value=False)
        ids = ids.where(~lost, digits.astype(object))
    told = ids.map(lambda one: isinstance(one, str) and _speaks(one)).astype(bool)
    if told.any():
        messages.append(warn("stops_ids_are_text", layer=raw.name, n=int(told.sum())))
    return np.asarray(ids.where(ids.notna() & ~told, row).to_numpy(dtype=object))


def _speaks(one: str) -> bool:
    number = _BAG_ID.fullmatch(one) is not None
    return not number and (bool(_WORDS.search(one)) or len(one) > _LONGEST_ID or names_person(one))


def _homes(raw: Raw, kind: pd.Series) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Tell which locations are homes by what the layer itself says, and of which it says so or not."""
    frame = raw.frame
    home = kind.isin((LIGPLAATS, STANDPLAATS)).fillna(value=False).to_numpy(dtype=bool)
    told = home.copy()
    state = text(frame, *_STATE)
    home |= state.astype("string").str.lower().isin(_HOMES).fillna(value=False).to_numpy(dtype=bool)
    told |= state.notna().to_numpy(dtype=bool)
    used = find(frame.columns, *USE)
    if used is not None and not is_addresses(raw):
        home |= only_lived_in(frame[used])
        told |= texts(frame[used]).notna().to_numpy(dtype=bool)
    for alias in _KIND:
        column = find(frame.columns, alias)
        if column is not None:
            said = texts(frame[column]).astype("string").str.lower()
            home |= said.str.contains("woonwagen", regex=False).fillna(value=False).to_numpy(dtype=bool)
    return home, told
