"""The business WOZ objects of a municipality, each with its last two values and its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

from ..safeguards.messages import note
from .occupancy import DWELLING

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..registers.tables import Registers
    from ..safeguards.messages import Message
    from .occupancy import Occupancy

HOMES = ("10", "12")  # woning; recreatiewoning en overige woningen
PARTLY_HOMES = ("11", "21")  # woning met praktijkruimte; niet-woning deels in gebruik als woning


def business_objects(registers: Registers, lived: Occupancy) -> tuple[pd.DataFrame | None, list[Message]]:
    """Take the WOZ objects that are no home, and place them.

    Left out are gebruikscode 10 and 12; 11, 21 and a missing code where no mixed or non-dwelling verblijfsobject
    (or, for want of one, pand that is not only lived in) belongs to them. An object lies where its first business
    verblijfsobject lies, else its first verblijfsobject, else its first pand.

    Returns:
        The columns `Place.woz` promises, or None without WOZ; and messages.

    """
    objects = registers.woz_objecten
    if objects is None:
        return None, []
    objects = objects.drop_duplicates("wozobjectnummer", ignore_index=True)
    table = objects[["wozobjectnummer", "gebruikscode", "soortobjectcode", "oppervlakte"]].copy()
    table = table.join(_last_two(registers), on="wozobjectnummer")
    table["gebruikscode"] = table["gebruikscode"].where(table["gebruikscode"].notna(), table.pop("code"))

    vbo = _linked(objects["adresseerbaar_object_identificaties"], registers.verblijfsobjecten["identificatie"])
    pand = _linked(objects["pand_identificaties"], registers.panden["identificatie"])
    vbo["business"] = lived.use[vbo["at"].to_numpy()] != DWELLING
    at_work = vbo.groupby("object")["business"].any().reindex(table.index, fill_value=False).to_numpy(dtype=bool)
    only_home = lived.home & (lived.n_business == 0)
    pand["business"] = ~only_home[pand["at"].to_numpy()]
    addressed = table.index.isin(vbo["object"])
    in_business = pand.groupby("object")["business"].any().reindex(table.index, fill_value=False).to_numpy(dtype=bool)
    at_work |= ~addressed & in_business

    code = table["gebruikscode"]
    taken = ~code.isin(HOMES) & (at_work | ~(code.isin(PARTLY_HOMES) | code.isna())).to_numpy()
    _place(table, registers, lived, vbo, pand)
    kept = table[taken].reset_index(drop=True)
    messages = [note("formation_woz", n=len(kept), homes=len(table) - len(kept))]
    lost = int((kept["pand"] < 0).sum())
    if lost:
        messages.append(note("formation_woz_without_pand", n=lost))
    return kept, messages


def _last_two(registers: Registers) -> pd.DataFrame:
    """Give the last value of each object up to the peildatum and the one before, on the wozobjectnummer."""
    columns = ["waarde", "waarde_datum", "code", "vorige_waarde", "vorige_datum", "vorige_code"]
    values = registers.woz_waarden
    if values is None or not len(values):
        nothing = pd.DataFrame(columns=columns, index=pd.Index([], dtype=object))
        dates = dict.fromkeys(("waarde_datum", "vorige_datum"), "datetime64[ms]")
        return nothing.astype({**dates, "waarde": "float64", "vorige_waarde": "float64"})
    past = values[values["waardepeildatum"] <= pd.Timestamp(registers.peildatum)]
    past = past[past["vastgestelde_waarde"].notna()]
    past = past.sort_values(["wozobjectnummer", "waardepeildatum"], kind="stable")
    past = past.drop_duplicates(["wozobjectnummer", "waardepeildatum"], keep="last")
    back = past.groupby("wozobjectnummer").cumcount(ascending=False)
    fields = ["vastgestelde_waarde", "waardepeildatum", "gebruikscode"]
    last, before = (past[back == step].set_index("wozobjectnummer")[fields] for step in (0, 1))
    return last.set_axis(columns[:3], axis=1).join(before.set_axis(columns[3:], axis=1))


def _linked(identificaties: pd.Series, known: pd.Series) -> pd.DataFrame:
    """Give the (object, position) pairs of the identificaties that are known."""
    first = known.drop_duplicates()
    exploded = identificaties.explode().dropna()
    at = pd.Index(first).get_indexer(exploded)
    found = at >= 0
    return pd.DataFrame({"object": exploded.index.to_numpy()[found], "at": first.index.to_numpy()[at[found]]})


def _place(table: pd.DataFrame, registers: Registers, lived: Occupancy, vbo: pd.DataFrame, pand: pd.DataFrame) -> None:
    """Add x, y and pand to the objects, and the oppervlakte of their verblijfsobjecten where they state none."""
    chosen = vbo.sort_values(["object", "business", "at"], ascending=[True, False, True]).drop_duplicates("object")
    own_pand = pand.sort_values(["object", "business", "at"], ascending=[True, False, True]).drop_duplicates("object")
    at_pand = _on(table, own_pand)
    at_vbo = _on(table, chosen)
    has_vbo = at_vbo >= 0
    at_pand[has_vbo] = np.where(lived.first[at_vbo[has_vbo]] >= 0, lived.first[at_vbo[has_vbo]], at_pand[has_vbo])
    place = np.full((len(table), 2), np.nan)
    in_pand = at_pand >= 0
    place[in_pand] = shapely.get_coordinates(shapely.centroid(registers.panden.geometry.to_numpy()[at_pand[in_pand]]))
    place[has_vbo] = shapely.get_coordinates(registers.verblijfsobjecten.geometry.to_numpy()[at_vbo[has_vbo]])
    table["x"], table["y"], table["pand"] = place[:, 0], place[:, 1], at_pand
    size = registers.verblijfsobjecten["oppervlakte"].to_numpy()[vbo["at"].to_numpy()]
    summed = vbo.assign(size=size).drop_duplicates(["object", "at"]).groupby("object")["size"].sum(min_count=1)
    table["oppervlakte"] = table["oppervlakte"].where(table["oppervlakte"].notna(), summed.reindex(table.index))


def _on(table: pd.DataFrame, links: pd.DataFrame) -> NDArray[np.int64]:
    at = np.full(len(table), -1, dtype=np.int64)
    at[links["object"].to_numpy()] = links["at"].to_numpy()
    return at
