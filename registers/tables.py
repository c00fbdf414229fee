"""The canonical tables: the one shape every register takes, whatever form it was delivered in."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

RD_NEW = "EPSG:28992"


class Column(StrEnum):
    """What a column holds, and how missing shows: text None, number NaN, moment NaT; a list is never missing."""

    TEXT = "text"
    NUMBER = "number"
    MOMENT = "moment"
    TUPLE = "tuple"
    SET = "set"


class Shape(StrEnum):
    """The geometry of a table; areas are always multipolygons, lines always linestrings."""

    NONE = "none"
    POINT = "point"
    LINE = "line"
    AREA = "area"


@dataclass(frozen=True)
class Table:
    """The shape of one canonical table."""

    geometry: Shape
    columns: Mapping[str, Column]


def _texts(*names: str) -> dict[str, Column]:
    return dict.fromkeys(names, Column.TEXT)


def _numbers(*names: str) -> dict[str, Column]:
    return dict.fromkeys(names, Column.NUMBER)


def _moments(*names: str) -> dict[str, Column]:
    return dict.fromkeys(names, Column.MOMENT)


_ADDRESS = {
    **_texts("nummeraanduiding_identificatie", "openbare_ruimte_naam"),
    **_numbers("huisnummer"),
    **_texts("huisletter", "toevoeging", "postcode", "woonplaats_naam"),
}

TABLES: Mapping[str, Table] = {
    "panden": Table(Shape.AREA, {**_texts("identificatie"), **_numbers("bouwjaar"), **_texts("status")}),
    "verblijfsobjecten": Table(
        Shape.POINT,
        {
            **_texts("identificatie"),
            "pand_identificaties": Column.TUPLE,
            "gebruiksdoelen": Column.SET,
            **_numbers("oppervlakte"),
            **_texts("status"),
            **_ADDRESS,
            **_moments("begin_geldigheid"),
        },
    ),
    "ligplaatsen": Table(Shape.AREA, {**_texts("identificatie", "status"), **_ADDRESS}),
    "standplaatsen": Table(Shape.AREA, {**_texts("identificatie", "status"), **_ADDRESS}),
    "mutaties": Table(Shape.NONE, {**_texts("identificatie", "objecttype", "gebeurtenis"), **_moments("datum")}),
    "woonplaatsen": Table(Shape.AREA, _texts("identificatie", "naam")),
    "gemeentegrens": Table(Shape.AREA, _texts("identificatie", "naam")),
    "wegdelen": Table(
        Shape.AREA, {**_texts("lokaal_id", "functie", "fysiek_voorkomen"), **_numbers("relatieve_hoogteligging")}
    ),
    "terreindelen": Table(Shape.AREA, _texts("lokaal_id", "klasse", "fysiek_voorkomen")),
    "bouwwerken": Table(Shape.AREA, _texts("lokaal_id", "type")),
    "bgt_panden": Table(Shape.AREA, _texts("lokaal_id", "pand_identificatie", "status")),
    "woz_objecten": Table(
        Shape.NONE,
        {
            **_texts("wozobjectnummer"),
            "adresseerbaar_object_identificaties": Column.TUPLE,
            "pand_identificaties": Column.TUPLE,
            **_texts("gebruikscode", "soortobjectcode"),
            **_numbers("oppervlakte"),
        },
    ),
    "woz_waarden": Table(
        Shape.NONE,
        {
            **_texts("wozobjectnummer"),
            **_moments("waardepeildatum"),
            **_numbers("vastgestelde_waarde"),
            **_texts("gebruikscode"),
        },
    ),
    "incidenten": Table(
        Shape.POINT,
        {
            **_texts("incident_id", "soort"),
            **_moments("begin", "eind"),
            **_texts("herkomst"),
            **_numbers("match_score"),
        },
    ),
    "incidenten_zonder_plek": Table(
        Shape.NONE,
        {
            **_texts("incident_id", "soort"),
            **_moments("begin", "eind"),
            **_texts("herkomst", "adres", "reason", "candidate"),
            **_numbers("match_score"),
        },
    ),
    "gebieden": Table(Shape.AREA, _texts("gebied_id", "naam", "gebiedstype", "bron")),
    "wegvakken": Table(
        Shape.LINE,
        {
            **_texts("wegvak_id", "knoop_begin", "knoop_eind", "rijrichting", "wegbeheerdersoort", "baansubsoort"),
            **_numbers("hoogte"),
            **_texts("straatnaam"),
            **_numbers("lengte"),
        },
    ),
    "buurten": Table(
        Shape.AREA, {**_texts("buurtcode", "buurtnaam", "gemeentecode"), **_numbers("stedelijkheidsklasse")}
    ),
    "leegstand": Table(Shape.NONE, {**_texts("adresseerbaar_object_identificatie"), **_moments("leeg_sinds")}),
    "vestigingen": Table(
        Shape.NONE,
        {
            **_texts("adresseerbaar_object_identificatie", "sbi"),
            **_moments("datum_vestiging", "datum_opheffing"),
        },
    ),
    "lijsten": Table(
        Shape.NONE,
        {**_texts("lijst", "adresseerbaar_object_identificatie"), **_moments("datum"), **_texts("bron")},
    ),
}

GEBIEDSTYPEN = ("bedrijventerrein", "buitengebied", "winkelgebied")


@dataclass(frozen=True)
class Registers:
    """The registers of one municipality on one date; `None` is a register it does not have.

    Every table has a fresh RangeIndex, the columns of `TABLES` in their order and, where it has one, its geometry
    in a column `geometry` in RD New. `simulated` names the tables that were made up.
    """

    peildatum: date
    panden: gpd.GeoDataFrame
    verblijfsobjecten: gpd.GeoDataFrame
    ligplaatsen: gpd.GeoDataFrame | None = None
    standplaatsen: gpd.GeoDataFrame | None = None
    mutaties: pd.DataFrame | None = None
    woonplaatsen: gpd.GeoDataFrame | None = None
    gemeentegrens: gpd.GeoDataFrame | None = None
    wegdelen: gpd.GeoDataFrame | None = None
    terreindelen: gpd.GeoDataFrame | None = None
    bouwwerken: gpd.GeoDataFrame | None = None
    bgt_panden: gpd.GeoDataFrame | None = None
    woz_objecten: pd.DataFrame | None = None
    woz_waarden: pd.DataFrame | None = None
    incidenten: gpd.GeoDataFrame | None = None
    incidenten_zonder_plek: pd.DataFrame | None = None
    gebieden: gpd.GeoDataFrame | None = None
    wegvakken: gpd.GeoDataFrame | None = None
    buurten: gpd.GeoDataFrame | None = None
    leegstand: pd.DataFrame | None = None
    vestigingen: pd.DataFrame | None = None
    lijsten: pd.DataFrame | None = None
    simulated: frozenset[str] = field(default_factory=frozenset)

    def tables(self) -> dict[str, pd.DataFrame]:
        """Give the tables that are present, by name, in the order of `TABLES`."""
        present = {f.name: getattr(self, f.name) for f in fields(self) if f.name in TABLES}
        return {name: present[name] for name in TABLES if present[name] is not None}


def canonical(name: str, columns: Mapping[str, Any], geometry: Any = None) -> pd.DataFrame:
    """Make a canonical table from columns; what is absent is filled with missing.

    Args:
        name: A key of `TABLES`.
        columns: Column name -> array or Series; all of one length. Columns the table does not know are dropped.
        geometry: Array of shapely geometries in RD New, for a table that has geometry.

    Returns:
        A DataFrame, or a GeoDataFrame where `geometry` is given, with a fresh RangeIndex.

    """
    table = TABLES[name]
    length = len(geometry) if geometry is not None else max((len(v) for v in columns.values()), default=0)
    made = {column: _typed(columns.get(column), kind, length) for column, kind in table.columns.items()}
    frame = pd.DataFrame(made, index=pd.RangeIndex(length))
    if table.geometry is Shape.NONE:
        return frame
    return gpd.GeoDataFrame(frame, geometry=gpd.GeoSeries(geometry, index=frame.index, crs=RD_NEW))


def empty(name: str) -> pd.DataFrame:
    """Make the canonical table with no rows."""
    return canonical(name, {}, None if TABLES[name].geometry is Shape.NONE else [])


def _typed(values: Any, kind: Column, length: int) -> Any:
    if kind in (Column.TUPLE, Column.SET):
        make = tuple if kind is Column.TUPLE else frozenset
        held = [()] * length if values is None else list(values)
        return pd.Series([make(v) for v in held], dtype=object)
    if values is None:
        values = [None] * length
    series = pd.Series(list(values) if not isinstance(values, pd.Series) else values.to_numpy())
    if kind is Column.NUMBER:
        return pd.to_numeric(series, errors="coerce").astype("float64")
    if kind is Column.MOMENT:
        return pd.to_datetime(series, errors="coerce").astype("datetime64[ms]")
    text = series.astype(object)
    return text.where(text.notna(), None)


def encode_list(values: Iterable[str]) -> str:
    """Write a tuple or set as a sorted JSON array, the way a GeoPackage column holds it."""
    return json.dumps(sorted(values), ensure_ascii=False)


def decode_list(text: str | None) -> tuple[str, ...]:
    """Read back what `encode_list` wrote; nothing is an empty tuple."""
    return tuple(json.loads(text)) if text else ()
