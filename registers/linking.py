"""Whether all registers speak of the municipality of the BAG."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

from ..safeguards.messages import note, refused, warn
from .nearby import around

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..safeguards.messages import Message
    from .tables import Registers

_PLACED = ("wegdelen", "terreindelen", "bgt_panden", "incidenten", "gebieden", "wegvakken", "buurten")
_BY_ID = ("leegstand", "vestigingen", "lijsten")
_AROUND = 1_000.0  # metres around the panden that still belong to the surroundings
_MOST_ASTRAY = 0.5  # share of ids unknown to the BAG from which the user should look


def check_same_municipality(registers: Registers) -> list[Message]:
    """Count what does not belong to this BAG, and refuse a register of which nothing does.

    Raises:
        RefusedError: Not one object of a register lies in this municipality, or not one of its ids is in its BAG.

    """
    tables = registers.tables()
    ground = shapely.box(*around(registers.panden, _AROUND))
    for name in _PLACED:
        if name in tables and len(tables[name]):
            here = shapely.intersects(shapely.box(*tables[name].geometry.bounds.to_numpy().T), ground)
            if not here.any():
                raise refused("load_elsewhere", table=name, n=len(here))
    known = _known_ids(registers)
    messages = [
        _told(name, (named := tables[name]["adresseerbaar_object_identificatie"]), named.isin(known).to_numpy())
        for name in _BY_ID
        if name in tables and len(tables[name])
    ]
    if registers.woz_objecten is not None and len(registers.woz_objecten):
        messages.append(_told("woz_objecten", *_linked(registers.woz_objecten, known)))
    return [message for message in messages if message is not None]


def _known_ids(registers: Registers) -> pd.Index:
    objects = (registers.verblijfsobjecten, registers.ligplaatsen, registers.standplaatsen, registers.panden)
    return pd.Index(np.concatenate([table["identificatie"].to_numpy() for table in objects if table is not None]))


def _linked(woz_objecten: pd.DataFrame, known: pd.Index) -> tuple[pd.Series, NDArray[np.bool_]]:
    """Give the WOZ objects that name any object, and tell which of these name one of the BAG."""
    columns = woz_objecten["adresseerbaar_object_identificaties"], woz_objecten["pand_identificaties"]
    named = pd.Series([tuple(chain(*pair)) for pair in zip(*columns, strict=True)]).explode().dropna()
    linked = named.isin(known).groupby(level=0).any()
    numbers = woz_objecten["wozobjectnummer"].iloc[linked.index.to_numpy()]
    return numbers, np.asarray(linked.to_numpy(), dtype=np.bool_)


def _told(name: str, ids: pd.Series, found: NDArray[np.bool_]) -> Message | None:
    astray = int((~found).sum())
    if not astray:
        return None
    if len(found) and not found.any():
        raise refused("load_ids_elsewhere", table=name, n=len(found))
    say = warn if astray > _MOST_ASTRAY * len(found) else note
    return say("load_ids_astray", table=name, n=astray, total=len(found)).about(ids[~found])
