"""What the registers hold of a location: desk research, without leaving the desk."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd
import shapely

from ..hotspots.shared import SMALL
from ..indicators.erven import Erven, erven
from ..indicators.occupancy import DWELLING, Occupancy, occupancy
from ..indicators.woz_objects import business_objects
from ..registers.store import read
from ..safeguards.messages import note, refused, warn
from .surroundings import Surroundings, surroundings

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    import geopandas as gpd
    from numpy.typing import NDArray

    from ..registers.tables import Registers
    from ..safeguards.messages import Message
    from .results import Results
    from .surroundings import Around

NEAR = 100.0  # metres around a location within which incidents are counted
ERF = "erf-"  # how the id of a complex begins; the lowest id of its panden follows
_BY_ID = {
    **dict.fromkeys(("leegstand", "vestigingen", "lijsten"), "adresseerbaar_object_identificatie"),
    "mutaties": "identificatie",
}
_TABLES = frozenset(
    {"panden", "verblijfsobjecten", "ligplaatsen", "standplaatsen", "woz_objecten", "woz_waarden", "incidenten"}
    | {"wegdelen", "terreindelen", "wegvakken", *_BY_ID}
)
_DIGITS = 4  # of a toevoeging
_MOST = 0.5  # of a pand that lies in the outline of a location to be part of it


class Premises(NamedTuple):
    """What the registers hold of one location; None is a register there is not.

    Attributes:
        panden: Its panden: the columns of `panden`, and `footprint` (m²).
        objects: Its verblijfsobjecten that are no dwelling, in the order of their addresses.
        homes: Dwellings in it, or on its erf: what stands of their address in the register.
        woz: Its WOZ objects that are no dwelling: the columns of `Place.woz`, and `level` (0 to 2: the lowest, middle
            or highest third of the municipality's objects of its gebruikscode; NaN where these are few).
        leegstand: Rows about it.
        vestigingen: Rows about it.
        lijsten: Rows about it.
        mutaties: What changed in the BAG, of its panden and of its objects that are no home.
        incidents: Within 100 m of its outline, whatever their kind and herkomst.
        around: What lies around it by the BGT.

    """

    panden: gpd.GeoDataFrame
    objects: gpd.GeoDataFrame
    homes: gpd.GeoDataFrame
    woz: pd.DataFrame | None
    leegstand: pd.DataFrame | None
    vestigingen: pd.DataFrame | None
    lijsten: pd.DataFrame | None
    mutaties: pd.DataFrame | None
    incidents: gpd.GeoDataFrame | None
    around: Around | None


@dataclass(frozen=True, eq=False)
class Desk:
    """The registers, ready to be asked about one location after another.

    Attributes:
        file: Their name.
        registers: The canonical tables.
        same_date: Whether they are of the reference date of the results.

    """

    file: str
    registers: Registers
    same_date: bool

    def premises(self, unit_id: str, outline: shapely.Geometry) -> Premises:
        """Look up a location.

        Args:
            unit_id: Of the results.
            outline: Of the unit in the results.

        """
        registers, erf = self.registers, unit_id.startswith(ERF)
        pand = self._panden_of(unit_id.removeprefix(ERF), outline, of_erf=erf)
        vbo = self._objects_in(pand)
        yard = self._on_erf(pand) if erf else np.empty(0, dtype=np.int64)
        everything = np.union1d(vbo, yard)
        lived_in = self._lived.use[everything] == DWELLING
        objects = registers.verblijfsobjecten.iloc[np.setdiff1d(vbo, everything[lived_in])]
        homes = registers.verblijfsobjecten.iloc[everything[lived_in]]
        # A farm's firm, its list entry and its WOZ object hang on its house.
        own = [*objects["identificatie"], *registers.panden["identificatie"].iloc[pand]]
        ids = [*own, *homes["identificatie"]] if erf else own
        panden = registers.panden.iloc[pand]
        return Premises(
            panden.assign(footprint=shapely.area(panden.geometry.to_numpy())).sort_values("identificatie"),
            _by_address(objects),
            _by_address(homes),
            self._woz_of(pand, of_erf=erf),
            self._rows("leegstand", ids),
            self._rows("vestigingen", ids),
            self._rows("lijsten", ids),
            self._rows("mutaties", own),
            self._incidents_near(outline),
            None if self._ground is None else self._ground.around(outline),
        )

    @cached_property
    def _lived(self) -> Occupancy:
        return occupancy(self.registers)

    @cached_property
    def _erven(self) -> Erven:
        return erven(self.registers.panden.geometry.to_numpy(), self._lived)

    @cached_property
    def _pand_tree(self) -> shapely.STRtree:
        return shapely.STRtree(self.registers.panden.geometry.to_numpy())

    @cached_property
    def _incident_tree(self) -> shapely.STRtree | None:
        table = self.registers.incidenten
        return None if table is None else shapely.STRtree(table.geometry.to_numpy())

    @cached_property
    def _ground(self) -> Surroundings | None:
        return surroundings(self.registers)

    @cached_property
    def _pand_at(self) -> Mapping[Hashable, NDArray[np.int64]]:
        return _positions(self.registers.panden["identificatie"])

    @cached_property
    def _vbo_in(self) -> Mapping[Hashable, NDArray[np.int64]]:
        return _positions(pd.Series(self._lived.pand))

    @cached_property
    def _vbo_on(self) -> Mapping[Hashable, NDArray[np.int64]]:
        """Give per erf its verblijfsobjecten."""
        return _positions(pd.Series(np.append(self._erven.of_pand, -1)[self._lived.first]))

    @cached_property
    def _named(self) -> Mapping[str, Mapping[Hashable, NDArray[np.int64]]]:
        tables = self.registers.tables()
        return {name: _positions(tables[name][column]) for name, column in _BY_ID.items() if name in tables}

    @cached_property
    def _woz(self) -> pd.DataFrame | None:
        objects, _ = business_objects(self.registers, self._lived)
        return None if objects is None else objects.assign(level=levels(objects))

    @cached_property
    def _woz_in(self) -> Mapping[Hashable, NDArray[np.int64]]:
        return {} if self._woz is None else _positions(self._woz["pand"])

    @cached_property
    def _woz_on(self) -> Mapping[Hashable, NDArray[np.int64]]:
        if self._woz is None:
            return {}
        return _positions(pd.Series(np.append(self._erven.of_pand, -1)[self._woz["pand"].to_numpy()]))

    def _panden_of(self, lead: str, outline: shapely.Geometry, *, of_erf: bool) -> NDArray[np.int64]:
        """Find the pand an id names, or those of which most lies in the outline of a complex."""
        named = self._pand_at.get(lead, np.empty(0, dtype=np.int64))[:1]
        if len(named) and not of_erf:
            return named
        met = self._pand_tree.query(outline, predicate="intersects")
        shapes = self.registers.panden.geometry.to_numpy()[met]
        inside = shapely.area(shapely.intersection(shapes, outline)) > _MOST * shapely.area(shapes)
        return np.sort(met[inside]).astype(np.int64)

    def _objects_in(self, pand: NDArray[np.int64]) -> NDArray[np.int64]:
        links = [self._vbo_in[one] for one in pand.tolist() if one in self._vbo_in]
        return np.unique(self._lived.vbo[np.concatenate(links)]) if links else np.empty(0, dtype=np.int64)

    def _erf_numbers(self, pand: NDArray[np.int64]) -> list[int]:
        found = np.unique(self._erven.of_pand[pand])
        return [int(erf) for erf in found if erf >= 0]

    def _on_erf(self, pand: NDArray[np.int64]) -> NDArray[np.int64]:
        found = [self._vbo_on[erf] for erf in self._erf_numbers(pand) if erf in self._vbo_on]
        return np.unique(np.concatenate(found)) if found else np.empty(0, dtype=np.int64)

    def _woz_of(self, pand: NDArray[np.int64], *, of_erf: bool) -> pd.DataFrame | None:
        if self._woz is None:
            return None
        places, keys = (self._woz_on, self._erf_numbers(pand)) if of_erf else (self._woz_in, pand.tolist())
        found = [places[key] for key in keys if key in places]
        rows = np.unique(np.concatenate(found)) if found else np.empty(0, dtype=np.int64)
        return self._woz.iloc[rows].sort_values("wozobjectnummer")

    def _rows(self, name: str, ids: list[str]) -> pd.DataFrame | None:
        table = self.registers.tables().get(name)
        if table is None:
            return None
        found = [self._named[name][one] for one in dict.fromkeys(ids) if one in self._named[name]]
        return table.iloc[np.unique(np.concatenate(found))] if found else table.iloc[:0]

    def _incidents_near(self, outline: shapely.Geometry) -> gpd.GeoDataFrame | None:
        table, tree = self.registers.incidenten, self._incident_tree
        if table is None or tree is None:
            return None
        return table.iloc[np.sort(tree.query(outline, predicate="dwithin", distance=NEAR))]


def read_desk(given: str, results: Results) -> tuple[Desk, list[Message]]:
    """Read the registers that the location sheets of a run look into.

    Args:
        given: The GeoPackage that `loadregisters` made, or a layer in it.
        results: Of the run.

    Returns:
        The registers, and what there is to tell: that they are of another date, or lack locations of the run.

    Raises:
        RefusedError: There is no such file, it is none of registers, or not one location of the run is in it.

    """
    path = Path(given.split("|", maxsplit=1)[0])
    registers = read(path, _TABLES)
    units = results["units"]
    leads = units["unit_id"].astype(str).str.removeprefix(ERF)
    astray = ~leads.isin(registers.panden["identificatie"])
    if len(units) and astray.all():
        raise refused("sheets_desk_elsewhere", file=path.name, folder=results.folder.name, n=len(units))
    ours, theirs = results.recipe["peildatum"], registers.peildatum.isoformat()
    messages = [note("sheets_desk", file=path.name, peildatum=theirs)]
    if ours != theirs:
        messages.append(warn("sheets_desk_other_date", file=path.name, peildatum=theirs, of_run=ours))
    if astray.any():
        lost = units.loc[astray, "unit_id"]
        messages.append(warn("sheets_desk_astray", file=path.name, n=len(lost), total=len(units)).about(lost))
    if registers.simulated and not results.simulated:
        messages.append(warn("sheets_desk_simulated", file=path.name))
    return Desk(path.name, registers, ours == theirs), messages


FEW_OBJECTS = 15  # of a gebruikscode with a value, under which there are no thirds


def levels(objects: pd.DataFrame) -> NDArray[np.float64]:
    """Tell of each WOZ object in which third its value lies among those of its gebruikscode, 0 to 2.

    Each third holds at least 5 objects, so that a class does not point at one value; (n,), NaN where there are fewer.
    Equal values are in the same third, so that a third may hold too few: then none of that gebruikscode has a class.
    """
    value = objects["waarde"].where(objects["waarde"] > 0)
    groups = value.groupby(objects["gebruikscode"].fillna(""))
    many = groups.transform("count")
    third = np.floor(3 * (groups.rank() - 0.5) / many).clip(upper=2)
    codes = objects["gebruikscode"].fillna("")
    fewest = (
        pd.crosstab(codes, third)
        .reindex(columns=[0.0, 1.0, 2.0], fill_value=0)
        .min(axis=1)
        .reindex(codes, fill_value=0)
    )
    known = (many >= FEW_OBJECTS) & (fewest.to_numpy() >= SMALL) & objects["gebruikscode"].notna()
    return np.asarray(third.where(known).to_numpy(dtype=np.float64), dtype=np.float64)


def _positions(keys: pd.Series) -> dict[Hashable, NDArray[np.int64]]:
    """Give by key the rows in which it stands."""
    made: dict[Hashable, NDArray[np.int64]] = keys.reset_index(drop=True).groupby(keys.to_numpy(), sort=False).indices
    return made


def _by_address(objects: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    if len(objects) < 2:  # noqa: PLR2004  nothing to sort, and sorting by five columns takes its time
        return objects
    told = objects.assign(toevoeging=objects["toevoeging"].str.zfill(_DIGITS))  # 2 before 10
    order = told.sort_values(["openbare_ruimte_naam", "huisnummer", "huisletter", "toevoeging", "identificatie"]).index
    return objects.loc[order]
