"""What the checks look at: the registers, what was told while loading, and what several checks derive from them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..indicators.gebruiksdoel import only
from ..registers.own_tables import TABLES_OF
from ..registers.tables import RD_NEW, TABLES, Shape
from ..registers.territory import territory

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray
    from shapely import MultiPolygon, Polygon

    from ..registers.tables import Registers
    from ..safeguards.messages import Message

    Mask = NDArray[np.bool_]
    Geometries = NDArray[np.object_]

# The column that names a row, per table.
ID_OF = {
    **dict.fromkeys(("wegdelen", "terreindelen", "bouwwerken", "bgt_panden"), "lokaal_id"),
    **dict.fromkeys(("woz_objecten", "woz_waarden"), "wozobjectnummer"),
    **dict.fromkeys(("incidenten", "incidenten_zonder_plek"), "incident_id"),
    **dict.fromkeys(("leegstand", "vestigingen", "lijsten"), "adresseerbaar_object_identificatie"),
    "gebieden": "gebied_id",
    "wegvakken": "wegvak_id",
    "buurten": "buurtcode",
}


def id_of(table: str) -> str:
    """Name the column that identifies the rows of a table."""
    return ID_OF.get(table, "identificatie")


@dataclass(frozen=True, eq=False)
class Given:
    """The registers of one municipality, and what was told while they were loaded.

    Attributes:
        registers: The canonical tables.
        messages: What loading told; none at all where it was not kept.

    """

    registers: Registers
    messages: tuple[Message, ...] = ()

    @cached_property
    def tables(self) -> dict[str, pd.DataFrame]:
        """The tables that are present."""
        return self.registers.tables()

    def told(self, *codes: str, register: str = "", **values: Any) -> list[Message]:
        """Give the messages of these codes, of a register and with these values where they are given."""
        return [
            message
            for message in self.messages
            if message.code in codes
            and (not register or message.register == register)
            and all(message.values.get(name) == value for name, value in values.items())
        ]

    @cached_property
    def is_bag_light(self) -> bool:
        """Whether the BAG came as bag-light, which names one pand of several and holds no dates."""
        return bool(self.told("bag_no_history"))

    def geometry(self, name: str) -> Geometries:
        """Give the place of every row of a table: its own geometry, or that of the BAG object it names."""
        table = self.tables[name]
        if TABLES[name].geometry is not Shape.NONE:
            return np.asarray(table.geometry.to_numpy(), dtype=object)
        if name == "woz_objecten":
            return self.woz_places
        if name == "woz_waarden":
            objects = self.tables["woz_objecten"]
            known = pd.Series(self.woz_places, index=objects["wozobjectnummer"])
            return self._looked_up(known, table["wozobjectnummer"])
        column = id_of(name)
        return (
            self.places(table[column]) if name in ("leegstand", "vestigingen", "lijsten", "mutaties") else _none(table)
        )

    def rows(self, name: str, mask: Any, detail: Iterable[Any] | None = None) -> gpd.GeoDataFrame:
        """Give the rows of a mask or of positions as objects concerned.

        Args:
            name: The canonical table.
            mask: (n,) which rows, or their positions.
            detail: What to say of each chosen row, in words that need no language.

        """
        table, chosen = self.tables[name], np.asarray(mask)
        at = np.flatnonzero(chosen) if chosen.dtype == np.bool_ else chosen
        if not len(at):
            return objects([], [])
        return objects(table[id_of(name)].to_numpy(dtype=object)[at], self.geometry(name)[at], detail)

    def named(self, register: str, ids: Sequence[str]) -> gpd.GeoDataFrame:
        """Give the objects of a register that bear these identifications; one that was left out has no place."""
        return objects(np.array(ids, dtype=object), self._looked_up(self._of(register), pd.Series(ids, dtype=object)))

    def places(self, ids: pd.Series) -> Geometries:
        """Give the places of objects of the BAG by their identifications, None for those that are not there."""
        return self._looked_up(self._of("BAG"), ids)

    def _of(self, register: str) -> pd.Series:
        if register not in self._by_id:
            tables = [name for name in TABLES_OF[register] if name in self.tables and name != "mutaties"]
            held = [pd.Series(self.geometry(name), index=self.tables[name][id_of(name)]) for name in tables]
            whole = pd.concat(held) if held else pd.Series(dtype=object)
            whole = whole[whole.index.notna()]
            self._by_id[register] = whole[~whole.index.duplicated()]
        return self._by_id[register]

    @cached_property
    def _by_id(self) -> dict[str, pd.Series]:
        return {}

    @staticmethod
    def _looked_up(known: pd.Series, ids: pd.Series) -> Geometries:
        first = known[~known.index.duplicated()]
        at = first.index.get_indexer(ids.to_numpy())
        held = np.full(len(first) + 1, None, dtype=object)
        held[:-1] = first.to_numpy(dtype=object)
        return np.asarray(held[at], dtype=object)

    @cached_property
    def addressable(self) -> pd.Index:
        """The identifications of all verblijfsobjecten, ligplaatsen and standplaatsen in stock."""
        return self._ids("verblijfsobjecten", "ligplaatsen", "standplaatsen")

    @cached_property
    def in_bag(self) -> pd.Index:
        """The identifications of everything in stock that a list or the WOZ may name."""
        return self.addressable.union(self._ids("panden"))

    def is_in_bag(self, ids: pd.Series) -> Mask:
        """Tell which identifications are of an object in stock."""
        return np.asarray(self.in_bag.get_indexer(ids.to_numpy()) >= 0, dtype=np.bool_)

    def _ids(self, *names: str) -> pd.Index:
        held = [self.tables[name]["identificatie"] for name in names if name in self.tables]
        return pd.Index(pd.concat(held).dropna().unique())

    @cached_property
    def addresses(self) -> Geometries:
        """A point for every address."""
        held = [
            self.tables[name] for name in ("verblijfsobjecten", "ligplaatsen", "standplaatsen") if name in self.tables
        ]
        return np.concatenate([shapely.centroid(table.geometry.to_numpy()) for table in held])

    @cached_property
    def vbo_panden(self) -> pd.DataFrame:
        """Which verblijfsobject (position) names which pand (position, -1 where it is not in stock)."""
        single = self.tables["verblijfsobjecten"]["pand_identificaties"].explode().dropna()
        known = self.tables["panden"]["identificatie"].drop_duplicates()
        at = pd.Index(known).get_indexer(single.to_numpy())
        position = np.append(known.index.to_numpy(), -1)
        return pd.DataFrame({"vbo": single.index.to_numpy(), "pand": position[at]})

    @cached_property
    def business(self) -> Mask:
        """Which verblijfsobjecten state a use besides living."""
        uses = self.tables["verblijfsobjecten"]["gebruiksdoelen"]
        return np.asarray(uses.map(bool).to_numpy(dtype=np.bool_) & ~only(uses, "woonfunctie"))

    @cached_property
    def woz_links(self) -> pd.DataFrame:
        """Which WOZ object names which BAG object; `object`, `id`, `kind` (vbo or pand), `known` (in stock)."""
        table = self.tables["woz_objecten"]
        parts = []
        for kind, column in (("vbo", "adresseerbaar_object_identificaties"), ("pand", "pand_identificaties")):
            single = table[column].explode().dropna()
            parts.append(pd.DataFrame({"object": single.index.to_numpy(), "id": single.to_numpy(), "kind": kind}))
        links = pd.concat(parts, ignore_index=True)
        return links.assign(known=self.is_in_bag(links["id"]))

    @cached_property
    def woz_places(self) -> Geometries:
        """A point for every WOZ object: of the first BAG object it names that is in stock."""
        made = np.full(len(self.tables["woz_objecten"]), None, dtype=object)
        links = self.woz_links[self.woz_links["known"]].drop_duplicates("object")
        made[links["object"].to_numpy()] = shapely.centroid(self.places(links["id"]))
        return made

    @cached_property
    def ground(self) -> Polygon | MultiPolygon | None:
        """The territory, where a register draws its border; None where it would be a line around the panden."""
        drawn = any(
            name in self.tables and len(self.tables[name]) for name in ("gemeentegrens", "woonplaatsen", "buurten")
        )
        if not drawn:
            return None
        ground, told = territory(self.registers)
        return None if told.code == "territory_around_panden" else ground


def objects(ids: Any, geometry: Any, detail: Iterable[Any] | None = None) -> gpd.GeoDataFrame:
    """Make a table of objects concerned: identificatie, detail, geometry."""
    held = pd.DataFrame({"identificatie": pd.Series(ids, dtype=object)})
    said = pd.Series([None] * len(held) if detail is None else list(detail), dtype=object)
    held["detail"] = said.map(str, na_action="ignore").astype(object).where(said.notna(), None)
    return gpd.GeoDataFrame(held, geometry=gpd.GeoSeries(geometry, index=held.index, crs=RD_NEW))


def _none(table: pd.DataFrame) -> Geometries:
    return np.full(len(table), None, dtype=object)
