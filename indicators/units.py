"""What an indicator sees: the units of one area type, the areas, and the place around them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import shapely
from scipy.spatial import cKDTree

from .model import Share, Theme

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    import geopandas as gpd
    from numpy.typing import NDArray

    from ..network.graph import Graph
    from ..registers.tables import Registers

RIJBANEN = (
    "rijbaan autosnelweg",
    "rijbaan autoweg",
    "rijbaan regionale weg",
    "rijbaan lokale weg",
)


@dataclass(frozen=True, eq=False)
class Place:
    """The municipality as every indicator sees it; expensive things are made once, when first asked for.

    Attributes:
        registers: The canonical tables; `registers.peildatum` is the reference date.
        panden: Every pand in stock, in the order of `registers.panden`, with added columns `footprint` (m²),
            `n_vbo`, `n_dwellings`, `n_business` (counts of its verblijfsobjecten; a dwelling also counts
            ligplaatsen and standplaatsen on the erf only in `dwellings`), `erf` (number of its erf, -1 for
            none), `area_type` and `area_id` ("" where it lies in none).
        vbo: Every verblijfsobject in stock, in the order of `registers.verblijfsobjecten`, with added columns
            `use` ("dwelling", "mixed", "non-dwelling") and `erf`.
        dwellings: (n, 2) coordinates of every dwelling: verblijfsobjecten with woonfunctie or without any stated
            use, ligplaatsen and standplaatsen.
        dwelling_erf: (n,) erf of each dwelling, -1 for none.
        woz: Every business WOZ object, or None: `wozobjectnummer`, `gebruikscode`, `soortobjectcode`,
            `oppervlakte` (m²: of the WOZ, else of its verblijfsobjecten), `waarde` and `waarde_datum` (the last
            waardepeildatum up to the peildatum), `vorige_waarde`, `vorige_datum` (the one before), `vorige_code`
            (gebruikscode then), `x`, `y`, `pand` (position in `panden`, -1 where unknown).
        graph: The road graph, or None where there are no wegvakken.
        kinds: Incident kind (lower case) -> themes it counts for.
        unit_ids: (n,) ids of all eligible units of every area type, and `unit_geometry` (n,) their outlines.

    """

    registers: Registers
    panden: gpd.GeoDataFrame
    vbo: gpd.GeoDataFrame
    dwellings: NDArray[np.float64]
    dwelling_erf: NDArray[np.int64]
    woz: pd.DataFrame | None
    graph: Graph | None
    kinds: Mapping[str, frozenset[Theme]]
    unit_ids: NDArray[np.object_]
    unit_geometry: NDArray[np.object_]

    @property
    def peildatum(self) -> date:
        """The reference date."""
        return self.registers.peildatum

    @cached_property
    def dwelling_tree(self) -> cKDTree | None:
        """Neighbour search over the dwellings; None where there is none."""
        return cKDTree(self.dwellings) if len(self.dwellings) else None

    @cached_property
    def pand_tree(self) -> shapely.STRtree:
        """Search tree over the outlines of all panden."""
        return shapely.STRtree(self.panden.geometry.to_numpy())

    @cached_property
    def shared(self) -> dict[tuple[object, ...], Any]:
        """What one indicator keeps for the next, by its name and what it was made with."""
        return {}

    @cached_property
    def rijbanen(self) -> gpd.GeoDataFrame | None:
        """The wegdelen at ground level that cars drive on, or None without BGT."""
        wegdelen = self.registers.wegdelen
        if wegdelen is None:
            return None
        level = wegdelen["relatieve_hoogteligging"].fillna(0) == 0
        return wegdelen[wegdelen["functie"].isin(RIJBANEN) & level].reset_index(drop=True)

    def incidents(self, theme: Theme, *, months: int = 36, with_discovered: bool = False) -> gpd.GeoDataFrame | None:
        """Give the incidents that count: a kind mapped to the theme, begun in the months before the peildatum.

        Args:
            theme: KWETSBAARHEID takes every mapped kind.
            months: Length of the window that ends on the peildatum.
            with_discovered: Also those inspectors discovered themselves (herkomst ontdekt).

        Returns:
            Rows of `registers.incidenten` with a fresh index, or None without that register.

        """
        incidenten = self.registers.incidenten
        if incidenten is None:
            return None
        keep = self.counts(theme, months=months, with_discovered=with_discovered)
        return incidenten[keep].reset_index(drop=True)

    def counts(self, theme: Theme, *, months: int, with_discovered: bool) -> NDArray[np.bool_]:
        """Tell which rows of `registers.incidenten` are incidents that count; none without that register."""
        incidenten = self.registers.incidenten
        if incidenten is None:
            return np.zeros(0, dtype=np.bool_)
        end = pd.Timestamp(self.peildatum)
        code, soorten = pd.factorize(incidenten["soort"].fillna(""))
        kinds = pd.Index(soorten, dtype=object).str.strip().str.lower()
        general = theme is Theme.KWETSBAARHEID
        counted = [kind for kind, themes in self.kinds.items() if themes and (general or theme in themes)]
        keep = kinds.isin(counted)[code] & incidenten["begin"].between(
            end - pd.DateOffset(months=months), end, inclusive="left"
        )
        if not with_discovered:
            keep &= incidenten["herkomst"] != "ontdekt"
        return np.asarray(keep, dtype=np.bool_)


@dataclass(frozen=True, eq=False)
class Units:
    """The eligible units of one area type: panden on estates and in shopping zones, complexes in the buitengebied.

    Attributes:
        area_type: bedrijventerrein, buitengebied or winkelgebied.
        table: One row per unit, index `unit_id`: `area_id`, `footprint` (m²), `contains_dwelling`, `erf` (-1 for
            none), `geometry`.
        panden: The panden of the units, columns of `Place.panden`, with `unit` (position in `table`).
        vbo: Their verblijfsobjecten, columns of `Place.vbo`, with `unit`. One that lies in several panden of
            different units stands once for each unit.
        woz: Their business WOZ objects, columns of `Place.woz`, with `unit`; None without WOZ. Those of a complex
            are all of its erf: a farm's object hangs on its house.
        place: The municipality around them.
        theme: The theme of this computation; only incidents depend on it.

    """

    area_type: str
    table: gpd.GeoDataFrame
    panden: gpd.GeoDataFrame
    vbo: gpd.GeoDataFrame
    woz: pd.DataFrame | None
    place: Place
    theme: Theme = Theme.KWETSBAARHEID

    @property
    def index(self) -> pd.Index:
        """The ids of the units."""
        return self.table.index

    @property
    def peildatum(self) -> date:
        """The reference date."""
        return self.place.peildatum

    @cached_property
    def business_vbo(self) -> gpd.GeoDataFrame:
        """The verblijfsobjecten that are mixed or non-dwelling."""
        return self.vbo[self.vbo["use"] != "dwelling"]

    @cached_property
    def geometry(self) -> NDArray[np.object_]:
        """Outlines of the units, (n,) of shapely geometries."""
        outlines: NDArray[np.object_] = self.table.geometry.to_numpy()
        return outlines

    @cached_property
    def points(self) -> NDArray[np.float64]:
        """Centroids of the units, (n, 2) metres."""
        centroids: NDArray[np.float64] = shapely.get_coordinates(shapely.centroid(self.geometry))
        return centroids

    def series(self, values: NDArray[Any]) -> pd.Series:
        """Put an array of one value per unit on the units' index."""
        return pd.Series(values, index=self.index, dtype="float64")

    def total(self, values: pd.Series, unit: pd.Series) -> pd.Series:
        """Sum values per unit; a unit with none has 0, NaN counts as nothing.

        Args:
            values: One value per part.
            unit: Position of each part's unit, on the index of `values`.

        """
        weights = values.fillna(0).to_numpy(dtype="float64")
        return self.series(np.bincount(unit.to_numpy(), weights=weights, minlength=len(self.index)))

    def count(self, mask: pd.Series, unit: pd.Series) -> pd.Series:
        """Count the parts of each unit for which `mask` holds."""
        return self.total(mask.astype("float64"), unit)

    def share(self, mask: pd.Series, *, of: pd.Series, unit: pd.Series) -> Share:
        """Give, per unit, how many parts satisfy `mask` among those that satisfy `of`."""
        return Share(self.count(mask & of, unit), self.count(of, unit))


@dataclass(frozen=True, eq=False)
class Areas:
    """The areas of one area type.

    Attributes:
        area_type: bedrijventerrein, buitengebied or winkelgebied.
        table: One row per area, index `area_id`: `name`, `geometry`; `hectares` is its size.
        units: The eligible units of this type; `units.table["area_id"]` says where each lies.
        place: The municipality around them.

    """

    area_type: str
    table: gpd.GeoDataFrame
    units: Units
    place: Place
    theme: Theme = Theme.KWETSBAARHEID

    @property
    def index(self) -> pd.Index:
        """The ids of the areas."""
        return self.table.index

    @property
    def hectares(self) -> pd.Series:
        """Size of each area, ha."""
        return pd.Series(shapely.area(self.table.geometry.to_numpy()) / 10_000, index=self.index)

    def position_of(self, points: NDArray[np.float64]) -> NDArray[np.int64]:
        """Find the area each point lies in, as a position in `table`; -1 for none, the lowest where several."""
        found = np.full(len(points), -1, dtype=np.int64)
        tree = shapely.STRtree(self.table.geometry.to_numpy())
        point, area = tree.query(shapely.points(points), predicate="intersects")
        order = np.lexsort((-area, point))
        found[point[order]] = area[order]
        return found
