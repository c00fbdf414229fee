"""Builders of small places with round geometry."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from locatierisico.indicators.model import Theme
from locatierisico.indicators.units import Areas, Place, Units
from locatierisico.network.graph import Graph
from locatierisico.registers.tables import RD_NEW, Registers, canonical

PEILDATUM = date(2025, 1, 1)
KINDS = {"hennepkwekerij": frozenset({Theme.DRUGS}), "vastgoedfraude": frozenset({Theme.VASTGOED})}
WOZ = (
    "wozobjectnummer",
    "gebruikscode",
    "soortobjectcode",
    "oppervlakte",
    "waarde",
    "waarde_datum",
    "vorige_waarde",
    "vorige_datum",
    "vorige_code",
    "x",
    "y",
    "pand",
)

Rows = Sequence[Mapping[str, Any]]


def _column(rows: Rows, name: str, default: Any = None) -> list[Any]:
    return [row.get(name, default) for row in rows]


def _doelen(stated: Any) -> frozenset[str]:
    return frozenset({stated} if isinstance(stated, str) else stated)


def _use(doelen: frozenset[str]) -> str:
    if doelen <= {"woonfunctie"}:
        return "dwelling"
    return "mixed" if "woonfunctie" in doelen else "non-dwelling"


def _panden(rows: Rows) -> gpd.GeoDataFrame:
    outlines = np.array([row.get("geometry") or shapely.box(*row["box"]) for row in rows], dtype=object)
    return canonical(
        "panden",
        {
            "identificatie": _column(rows, "id"),
            "bouwjaar": _column(rows, "bouwjaar"),
            "status": _column(rows, "status", "Pand in gebruik"),
        },
        outlines,
    )


def _vbo(rows: Rows, panden: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    middle = dict(zip(panden["identificatie"], shapely.centroid(panden.geometry.to_numpy()), strict=True))
    points = [shapely.Point(row["at"]) if "at" in row else middle[row["pand"]] for row in rows]
    return canonical(
        "verblijfsobjecten",
        {
            "identificatie": [row.get("id", f"V{number}") for number, row in enumerate(rows)],
            "pand_identificaties": [(row["pand"],) if "pand" in row else () for row in rows],
            "gebruiksdoelen": [_doelen(row.get("doelen", "industriefunctie")) for row in rows],
            "oppervlakte": _column(rows, "m2", 100.0),
            "status": _column(rows, "status", "Verblijfsobject in gebruik"),
        },
        np.array(points, dtype=object),
    )


def _place(
    panden: Rows,
    vbo: Rows,
    units: Mapping[str, Sequence[str]],
    boats: Sequence[tuple[float, float]],
    woz: Rows | None,
    tables: Mapping[str, Any],
) -> Place:
    bare, objects = _panden(panden), _vbo(vbo, _panden(panden))
    registers = Registers(PEILDATUM, bare, objects, **tables)
    objects = objects.assign(use=[_use(doelen) for doelen in objects["gebruiksdoelen"]])
    erf = dict(zip(bare["identificatie"], _column(panden, "erf", -1), strict=True))
    first = [held[0] if held else "" for held in objects["pand_identificaties"]]
    objects["erf"] = np.array([erf.get(pand, -1) for pand in first], dtype=np.int64)
    home = (objects["use"] == "dwelling") | (objects["use"] == "mixed")
    in_pand = pd.Series(first, dtype=object)

    def count(mask: Any) -> Any:
        return bare["identificatie"].map(in_pand[mask].value_counts()).fillna(0).astype("int64")

    full = bare.assign(
        footprint=shapely.area(bare.geometry.to_numpy()),
        n_vbo=count(slice(None)),
        n_dwellings=count(home),
        n_business=count(objects["use"] != "dwelling"),
        erf=np.array(_column(panden, "erf", -1), dtype=np.int64),
        area_type=_column(panden, "area_type", "bedrijventerrein"),
        area_id=_column(panden, "area", "A"),
    )
    homes = shapely.get_coordinates(objects.geometry.to_numpy()[home])
    wegvakken = registers.wegvakken
    return Place(
        registers=registers,
        panden=full,
        vbo=objects,
        dwellings=np.concatenate([homes.reshape(-1, 2), np.array(boats, dtype=float).reshape(-1, 2)]),
        dwelling_erf=np.concatenate([objects["erf"].to_numpy()[home], np.full(len(boats), -1)]).astype(np.int64),
        woz=None if woz is None else _woz(woz, full),
        graph=Graph.of(wegvakken) if wegvakken is not None and len(wegvakken) else None,
        kinds=KINDS,
        unit_ids=np.array(list(units), dtype=object),
        unit_geometry=np.array([_outline(full, held) for held in units.values()], dtype=object),
    )


def _woz(rows: Rows, panden: gpd.GeoDataFrame) -> pd.DataFrame:
    number = {name: at for at, name in enumerate(panden["identificatie"])}
    middle = shapely.get_coordinates(shapely.centroid(panden.geometry.to_numpy()))
    made = []
    for at, row in enumerate(rows):
        pand = number.get(row.get("pand_id", ""), -1)
        x, y = middle[pand] if pand >= 0 else (np.nan, np.nan)
        defaults = {
            "wozobjectnummer": f"W{at:03}",
            "gebruikscode": "30",
            "oppervlakte": 100.0,
            "waarde_datum": pd.Timestamp("2024-01-01"),
            "vorige_datum": pd.Timestamp("2023-01-01"),
            "x": x,
            "y": y,
            "pand": pand,
        }
        made.append({**defaults, **row})
    woz = pd.DataFrame(made).reindex(columns=list(WOZ))
    numbers = ["oppervlakte", "waarde", "vorige_waarde", "x", "y"]
    return woz.astype(dict.fromkeys(numbers, "float64")).assign(
        waarde_datum=pd.to_datetime(woz["waarde_datum"]), vorige_datum=pd.to_datetime(woz["vorige_datum"])
    )


def _outline(panden: gpd.GeoDataFrame, held: Sequence[str]) -> Any:
    return shapely.union_all(panden.geometry.to_numpy()[panden["identificatie"].isin(held).to_numpy()])


def _units(place: Place, units: Mapping[str, Sequence[str]], area_type: str, theme: Theme) -> Units:
    number = {pand: at for at, held in enumerate(units.values()) for pand in held}
    panden = place.panden.assign(unit=place.panden["identificatie"].map(number))
    area = place.panden.set_index("identificatie")["area_id"]
    outlines = np.array([_outline(place.panden, held) for held in units.values()], dtype=object)
    table = gpd.GeoDataFrame(
        {
            "area_id": [area[held[0]] for held in units.values()],
            "footprint": [
                place.panden.loc[place.panden["identificatie"].isin(held), "footprint"].sum() for held in units.values()
            ],
            "contains_dwelling": np.zeros(len(units), dtype=bool),
        },
        geometry=gpd.GeoSeries(outlines, crs=RD_NEW),
    ).set_index(pd.Index(list(units), name="unit_id"))
    in_pand = place.vbo["pand_identificaties"].map(lambda held: number.get(held[0]) if held else None)
    woz = None
    if place.woz is not None:
        names = place.panden["identificatie"].to_numpy()
        of = [number.get(names[pand]) if pand >= 0 else None for pand in place.woz["pand"]]
        woz = _within(place.woz.assign(unit=of))
    return Units(area_type, table, _within(panden), _within(place.vbo.assign(unit=in_pand)), woz, place, theme)


def _within(frame: Any) -> Any:
    kept = frame[frame["unit"].notna()].reset_index(drop=True)
    return kept.assign(unit=kept["unit"].astype("int64"))


@pytest.fixture(scope="session")
def make_units() -> Callable[..., Units]:
    """Builds units with the place around them.

    panden: dicts with id, box (x0, y0, x1, y1) or geometry, and optionally bouwjaar, status, erf, area.
    vbo: dicts with pand, doelen (one text or several), m2, at (x, y), id, status.
    units: unit id -> ids of its panden; by default every pand is a unit.
    boats: places of ligplaatsen. woz: dicts with waarde, pand_id and what else differs. Other keywords: registers.
    """

    def make(
        panden: Rows,
        vbo: Rows = (),
        *,
        units: Mapping[str, Sequence[str]] | None = None,
        area_type: str = "bedrijventerrein",
        theme: Theme = Theme.KWETSBAARHEID,
        boats: Sequence[tuple[float, float]] = (),
        woz: Rows | None = None,
        **tables: Any,
    ) -> Units:
        chosen = {row["id"]: [row["id"]] for row in panden} if units is None else units
        place = _place(panden, vbo, chosen, boats, woz, tables)
        return _units(place, chosen, area_type, theme)

    return make


@pytest.fixture(scope="session")
def make_place(make_units: Callable[..., Units]) -> Callable[..., Place]:
    """Builds only the place, from the same words as `make_units`."""
    return lambda *args, **keywords: make_units(*args, **keywords).place


@pytest.fixture(scope="session")
def make_areas() -> Callable[..., Areas]:
    """Builds areas around units: area id -> box (x0, y0, x1, y1)."""

    def make(units: Units, boxes: Mapping[str, tuple[float, float, float, float]]) -> Areas:
        outlines = gpd.GeoSeries([shapely.box(*box) for box in boxes.values()], crs=RD_NEW)
        table = gpd.GeoDataFrame({"name": list(boxes)}, geometry=outlines)
        return Areas(
            units.area_type, table.set_index(pd.Index(list(boxes), name="area_id")), units, units.place, units.theme
        )

    return make


@pytest.fixture(scope="session")
def make_incidents() -> Callable[..., gpd.GeoDataFrame]:
    """Builds incidents: dicts with at (x, y), begin, and optionally end, soort, herkomst."""

    def make(rows: Rows) -> gpd.GeoDataFrame:
        begin = _column(rows, "begin", "2024-06-03T12:00")
        return canonical(
            "incidenten",
            {
                "incident_id": [f"I{number}" for number in range(len(rows))],
                "soort": _column(rows, "soort", "hennepkwekerij"),
                "begin": begin,
                "eind": [row.get("end", start) for row, start in zip(rows, begin, strict=True)],
                "herkomst": _column(rows, "herkomst", "gemeld"),
            },
            np.array([shapely.Point(row["at"]) for row in rows], dtype=object),
        )

    return make


@pytest.fixture(scope="session")
def make_roads() -> Callable[..., gpd.GeoDataFrame]:
    """Builds wegvakken: dicts with line [(x, y), …], van, naar, and optionally soort (wegbeheerder), baan."""

    def make(rows: Rows) -> gpd.GeoDataFrame:
        return canonical(
            "wegvakken",
            {
                "wegvak_id": [str(number) for number in range(len(rows))],
                "knoop_begin": _column(rows, "van"),
                "knoop_eind": _column(rows, "naar"),
                "wegbeheerdersoort": _column(rows, "soort", "G"),
                "baansubsoort": _column(rows, "baan"),
            },
            np.array([shapely.LineString(row["line"]) for row in rows], dtype=object),
        )

    return make


@pytest.fixture(scope="session")
def make_wegdelen() -> Callable[..., gpd.GeoDataFrame]:
    """Builds wegdelen: dicts with box, and optionally functie, voorkomen, hoogte."""

    def make(rows: Rows) -> gpd.GeoDataFrame:
        return canonical(
            "wegdelen",
            {
                "lokaal_id": [f"G{number}" for number in range(len(rows))],
                "functie": _column(rows, "functie", "rijbaan lokale weg"),
                "fysiek_voorkomen": _column(rows, "voorkomen", "gesloten verharding"),
                "relatieve_hoogteligging": _column(rows, "hoogte", 0),
            },
            np.array([shapely.box(*row["box"]) for row in rows], dtype=object),
        )

    return make


@pytest.fixture(scope="session")
def make_table() -> Callable[..., Any]:
    """Builds any other canonical table from its columns."""
    return canonical
