"""The layers a road segment is compared with, in whatever form they come."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ...registers.bgt import read, recognises
from ...registers.bgt_classes import FYSIEK, kind_of
from ...registers.columns import find, holds, text
from ...registers.own_tables import own
from ...registers.spatial import to_rd
from ...registers.tables import Shape
from ...safeguards.messages import note, refused, warn

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

    from ...registers.raw import Raw
    from ...safeguards.messages import Message

    Surfaces = tuple[NDArray[np.object_], NDArray[np.object_], list[Message]]

# Physical appearances of the BGT that are wood or nature; parks, verges, fields and orchards are not.
NATURE = (
    *("loofbos", "naaldbos", "gemengd bos", "houtwal", "struiken"),
    *("heide", "moeras", "rietland", "duin", "kwelder"),
)
UNPAVED = ("half verhard", "onverhard")
_USE = ("gebruiksdoelen", "gebruiksdoel", "gebruiksdoelverblijfsobject")
_ID = ("identificatie", "vbo_identificatie", "adresseerbaar_object_identificatie")
_BERTHS = ("02", "03")  # of a BAG id, behind the municipality: ligplaats and standplaats, which are dwellings
_WHAT_GROWS = (*FYSIEK, "fysiekvoorkomen", "class")


def terrain_of(raw: Raw, peildatum: date) -> Surfaces:
    """Read what grows where.

    Args:
        raw: Terreindelen of the BGT in any form, or any polygons with a column fysiek_voorkomen.
        peildatum: Objects of the BGT are current on this date.

    Returns:
        Areas in RD New; what grows on each, None where it is not said; messages.

    Raises:
        RefusedError: The layer does not say what grows where.

    """
    return _surfaces(raw, peildatum, "terreindelen", "begroeidterreindeel")


def road_surface_of(raw: Raw, peildatum: date) -> Surfaces:
    """Read how roads are paved: areas, what each is made of, messages; as `terrain_of`."""
    return _surfaces(raw, peildatum, "wegdelen", "wegdeel")


def _surfaces(raw: Raw, peildatum: date, table: str, wanted: str) -> Surfaces:
    kept, rest = own("BGT", [raw])
    if kept is None and rest and recognises(raw) and kind_of(raw) is not None:
        kept = read([raw], peildatum)
    if kept is not None:
        rows = kept.tables.get(table)
        if rows is None or not len(rows):
            raise refused("dumping_other_class", layer=raw.name, wanted=wanted)
        return rows.geometry.to_numpy(), rows["fysiek_voorkomen"].to_numpy(dtype=object), list(kept.messages)
    if find(raw.frame.columns, *_WHAT_GROWS) is None:
        found = ", ".join(str(column) for column in raw.frame.columns[:12])
        raise refused("dumping_no_column", layer=raw.name, wanted=wanted, found=found)
    geometry, usable, messages = to_rd(raw, Shape.AREA)
    if not usable.any():
        raise refused("dumping_no_area", layer=raw.name)
    said = text(raw.frame, *_WHAT_GROWS).to_numpy(dtype=object)[usable]
    return geometry[usable], said, messages


def dwellings_of(raw: Raw) -> tuple[NDArray[np.object_], NDArray[np.object_], list[Message]]:
    """Read where people live.

    Args:
        raw: Verblijfsobjecten, with or without their gebruiksdoel.

    Returns:
        Points of all addresses, and of those that are dwellings, in RD New; messages. Where no column says what an
        address is used for each counts as a dwelling, which a message says.

    Raises:
        RefusedError: No address has a usable point.

    """
    geometry, usable, messages = to_rd(raw, Shape.POINT)
    if not usable.any():
        raise refused("repeatlocations_no_addresses", layer=raw.name)
    column = find(raw.frame.columns, *_USE)
    points = geometry[usable]
    if column is None:
        return points, points, [*messages, warn("dumping_no_use", layer=raw.name)]
    said = raw.frame[column].astype(str).str.lower()[usable]
    berth = text(raw.frame, *_ID).astype("string").str[4:6].isin(_BERTHS).fillna(value=False)[usable].astype(bool)
    lived = (said.str.contains("woonfunctie", regex=False) | berth).to_numpy(dtype=bool)
    if unsaid := int((~said.str.contains("functie", regex=False) & ~berth).sum()):
        messages.append(note("dumping_use_unsaid", n=unsaid, total=len(points)))
    return points, points[lived], messages


def berths_of(raw: Raw, messages: list[Message]) -> NDArray[np.object_]:
    """Read ligplaatsen or standplaatsen, which are dwellings all of them, as points or areas in RD New."""
    shape = Shape.AREA if holds(raw, Shape.AREA) else Shape.POINT
    geometry, usable, told = to_rd(raw, shape)
    messages += told
    return np.asarray(geometry[usable], dtype=object)


def areas_of(raw: Raw) -> tuple[NDArray[np.object_], list[Message]]:
    """Read areas in RD New."""
    geometry, usable, messages = to_rd(raw, Shape.AREA)
    if not usable.any():
        raise refused("dumping_no_area", layer=raw.name)
    return geometry[usable], messages


def grown(said: NDArray[np.object_]) -> NDArray[np.bool_]:
    """Tell which terreindelen are wood or nature."""
    return _among(said, NATURE)


def unpaved(said: NDArray[np.object_]) -> NDArray[np.bool_]:
    """Tell which wegdelen are not paved."""
    return _among(said, UNPAVED)


def _among(said: NDArray[np.object_], words: tuple[str, ...]) -> NDArray[np.bool_]:
    return np.array([isinstance(one, str) and one.strip().lower() in words for one in said.tolist()], dtype=np.bool_)
