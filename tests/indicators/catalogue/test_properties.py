"""What holds for every indicator, tried on a made-up place with every register."""

from __future__ import annotations

import functools
import inspect
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
import shapely

from locatierisico.indicators.catalogue import catalogue
from locatierisico.indicators.model import Direction, Evidence, Indicator, Level, Measured, Rate, Rollup, Share
from locatierisico.indicators.rollup import roll_up
from locatierisico.registers.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Callable

    from locatierisico.indicators.units import Areas, Units

INDICATORS = catalogue()
BOXES = {"A": (-20.0, -60.0, 420.0, 220.0), "B": (480.0, -60.0, 920.0, 220.0), "Empty": (5000.0, 0.0, 5100.0, 100.0)}
DOELEN = ("industriefunctie", "kantoorfunctie", "winkelfunctie", "logiesfunctie", "overige gebruiksfunctie")
REGISTERS = [name for name in TABLES if name not in ("panden", "verblijfsobjecten")]


def _rows() -> Any:
    """Two zones of 5 x 4 panden of 20 x 20 m, 40 m apart, with an erf, a vbo and a WOZ object each."""
    made = np.random.default_rng(7)
    panden, vbo, woz = [], [], []
    for number in range(40):
        zone, place = divmod(number, 20)
        x, y = 500 * zone + 80 * (place % 5), 45 * (place // 5)
        name = f"P{number:02}"
        panden.append(
            {
                "id": name,
                "box": (x, y, x + 20, y + 20),
                "bouwjaar": int(made.integers(1900, 2020)),
                "erf": number,
                "area": "AB"[zone],
                "status": ("Pand in gebruik", "Sloopvergunning verleend")[number % 7 == 0],
            }
        )
        doel = DOELEN[number % 5] if number % 6 else (DOELEN[number % 5], "woonfunctie")
        for floor in range(number % 4):
            m2 = float(made.integers(20, 400))
            vbo.append({"id": f"V{number:02}{floor}", "pand": name, "doelen": doel, "m2": m2})
        worth, before = made.integers(50_000, 900_000, 2)
        woz.append({"wozobjectnummer": f"W{number:02}", "pand_id": name, "waarde": worth, "vorige_waarde": before})
        woz[-1]["soortobjectcode"] = f"A{number % 2}"
    return panden, vbo, woz


def _incidents(make_incidents: Callable[..., Any]) -> Any:
    made = np.random.default_rng(8)
    rows = []
    for _ in range(90):
        begin = pd.Timestamp("2023-01-01") + pd.Timedelta(hours=int(made.integers(0, 15_000)))
        # Half of them fall on six places, so that rates differ by more than chance.
        x, y = (
            (80 * made.integers(0, 3) + 501, 45 * made.integers(0, 2) + 1)
            if made.random() < 0.5
            else made.uniform(0, 900, 2)
        )
        rows.append(
            {
                "at": (float(x), float(y) % 200),
                "begin": begin,
                "end": begin + pd.Timedelta(hours=int(made.integers(0, 9))),
            }
        )
    return make_incidents(rows)


@pytest.fixture(scope="module")
def registers(
    make_table: Callable[..., Any],
    make_incidents: Callable[..., Any],
    make_roads: Callable[..., Any],
    make_wegdelen: Callable[..., Any],
) -> Any:
    """Every register but the BAG, by name."""
    vbo = [row["id"] for row in _rows()[1]]
    squares = np.array([shapely.box(80 * i + 25, 70, 80 * i + 60, 150) for i in range(11)], dtype=object)
    kinds = ["loofbos", "grasland agrarisch", "struiken"]
    ground = np.array([shapely.box(-1000, -1000, 3000, 3000)], dtype=object)
    events = pd.date_range("2022-03-01", periods=len(vbo), freq="11D")
    objects = {
        "wozobjectnummer": [f"W{i:02}" for i in range(40)],
        "pand_identificaties": [(f"P{i:02}",) for i in range(40)],
        "gebruikscode": [("20", "30", "10")[i % 3] for i in range(40)],
    }
    values = {
        "wozobjectnummer": objects["wozobjectnummer"],
        "waardepeildatum": ["2019-01-01"] * 40,
        "gebruikscode": [("20", "30")[i % 2] for i in range(40)],
    }
    roads = [
        {"line": [(-500, -30), (450, -30)], "van": "a", "naar": "b", "soort": "P"},
        {"line": [(450, -30), (450, 100)], "van": "b", "naar": "e"},
        {"line": [(450, 100), (450, 400)], "van": "e", "naar": "c"},
        {"line": [(450, 400), (2000, 400)], "van": "c", "naar": "d"},
        {"line": [(450, 100), (900, 100)], "van": "e", "naar": "f"},
    ]
    wegdelen = [
        {"box": (-100, -33, 450, -27)},
        {"box": (447, -27, 453, 400)},
        {"box": (453, 100, 900, 104), "voorkomen": "onverhard"},
        {"box": (0, 22, 300, 24), "functie": "voetpad"},
    ]
    return {
        "mutaties": make_table(
            "mutaties",
            {
                "identificatie": vbo,
                "gebeurtenis": [("in_gebruik", "overig")[i % 4 == 0] for i in range(len(vbo))],
                "datum": events,
            },
        ),
        "woonplaatsen": make_table("woonplaatsen", {"identificatie": ["1"]}, ground),
        "gemeentegrens": make_table("gemeentegrens", {"identificatie": ["1"]}, ground),
        "buurten": make_table("buurten", {"buurtcode": ["1"], "gemeentecode": ["GM1"]}, ground),
        "wegdelen": make_wegdelen(wegdelen),
        "terreindelen": make_table("terreindelen", {"fysiek_voorkomen": [kinds[i % 3] for i in range(11)]}, squares),
        "woz_objecten": make_table("woz_objecten", objects),
        "woz_waarden": make_table("woz_waarden", values),
        "incidenten": _incidents(make_incidents),
        "wegvakken": make_roads(roads),
        "leegstand": make_table("leegstand", {"adresseerbaar_object_identificatie": vbo[::4]}),
        "vestigingen": make_table(
            "vestigingen",
            {
                "adresseerbaar_object_identificatie": vbo,
                "sbi": [f"{40 + i % 4}1" for i in range(len(vbo))],
                "datum_vestiging": events,
                "datum_opheffing": [str(day) if i % 3 else None for i, day in enumerate(events)],
            },
        ),
        "lijsten": make_table("lijsten", {"lijst": ["stoppers"], "adresseerbaar_object_identificatie": [vbo[3]]}),
    }


@pytest.fixture(scope="module")
def build(make_units: Callable[..., Units], make_areas: Callable[..., Areas], registers: dict[str, Any]) -> Any:
    """Builds units and areas; rows and registers may be changed on the way."""

    @functools.cache
    def make(
        *,
        order: int | None = None,
        shift: tuple[float, float] = (0, 0),
        without: tuple[str, ...] = (),
        blank: tuple[str, ...] = (),
    ) -> Any:
        panden, vbo, woz = _rows()
        for row in (*panden, *vbo, *woz):
            if row.get("id") in blank or row.get("pand") in blank or row.get("pand_id") in blank:
                row.update({key: None for key in ("bouwjaar", "m2", "waarde", "vorige_waarde") if key in row})
        dx, dy = shift
        for row in panden:
            x0, y0, x1, y1 = row["box"]
            row["box"] = (x0 + dx, y0 + dy, x1 + dx, y1 + dy)
        tables = {name: table for name, table in registers.items() if name not in without}
        if order is not None:
            made = np.random.default_rng(order)
            panden, vbo, woz = ([rows[i] for i in made.permutation(len(rows))] for rows in (panden, vbo, woz))
            tables = {name: t.iloc[made.permutation(len(t))].reset_index(drop=True) for name, t in tables.items()}
        if shift != (0, 0):
            tables = {
                name: t.assign(geometry=t.geometry.translate(dx, dy)) if "geometry" in t else t
                for name, t in tables.items()
            }
        chosen = {row["id"]: [row["id"]] for row in panden}
        units = make_units(
            panden,
            vbo,
            units=chosen,
            boats=[(300 + dx, 30 + dy)],
            woz=None if "woz_objecten" in without else woz,
            **tables,
        )
        boxes = {name: (b[0] + dx, b[1] + dy, b[2] + dx, b[3] + dy) for name, b in BOXES.items()}
        return units, make_areas(units, boxes)

    return make


def _measure(indicator: Indicator, units: Units, areas: Areas) -> Any:
    where = units if indicator.level is Level.UNIT else areas
    found = indicator.compute(where)
    assert isinstance(found, Measured | Share | Rate)
    assert found.values.index.equals(where.index)
    assert found.values.dtype == np.float64
    rolled = roll_up(indicator, found, units, areas, {})
    rolled = rolled.values if isinstance(rolled, Share) else rolled
    assert rolled.index.equals(areas.index)
    return found.values, rolled


def _same(one: pd.Series, other: pd.Series) -> None:
    pd.testing.assert_series_equal(one.sort_index(), other.sort_index(), check_names=False, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("name", INDICATORS)
def test_this_place_says_something(name: str, build: Callable[..., Any]) -> None:
    values, rolled = _measure(INDICATORS[name], *build())
    assert values.notna().any(), "a property of nothing proves nothing"
    assert rolled.notna().any()
    assert not np.isinf(values).any()
    alike_here = {"border_proximity", "recreation_density", "night_share", "near_repeat_ratio", "low_diversity"}
    assert np.ptp(values.dropna()) > 0 or name in alike_here


@pytest.mark.parametrize("name", INDICATORS)
@pytest.mark.parametrize("order", [1, 2])
def test_row_order_changes_nothing(name: str, order: int | None, build: Callable[..., Any]) -> None:
    for one, other in zip(
        _measure(INDICATORS[name], *build()), _measure(INDICATORS[name], *build(order=order)), strict=True
    ):
        _same(one, other)


@pytest.mark.parametrize("name", INDICATORS)
def test_shifting_everything_changes_nothing(name: str, build: Callable[..., Any]) -> None:
    shifted = _measure(INDICATORS[name], *build(shift=(1000, 2000)))
    for one, other in zip(_measure(INDICATORS[name], *build()), shifted, strict=True):
        _same(one, other)


@pytest.mark.parametrize("name", INDICATORS)
def test_an_absent_register_is_missing_and_no_crash(name: str, build: Callable[..., Any]) -> None:
    for register in REGISTERS:
        values, rolled = _measure(INDICATORS[name], *build(without=(register,)))
        if register in INDICATORS[name].requires and register != "woz_waarden":  # the place joined those to the objects
            assert values.isna().all()
            assert rolled.isna().all() or INDICATORS[name].rollup is Rollup.OWN
    _measure(INDICATORS[name], *build(without=tuple(REGISTERS)))


@pytest.mark.parametrize(
    "name", ["building_age", "low_value", "value_deviation", "value_jump", "small_unit_share", "vacancy", "out_of_use"]
)
def test_missing_stays_missing(name: str, build: Callable[..., Any]) -> None:
    values, rolled = _measure(INDICATORS[name], *build(blank=("P01",)))
    assert np.isnan(values["P01"])
    assert values.drop("P01").notna().any()
    assert np.isfinite(rolled["A"])


@pytest.mark.parametrize("name", INDICATORS)
def test_definition(name: str) -> None:
    indicator = INDICATORS[name]
    assert indicator.id == inspect.getmodule(indicator.compute).__name__.rpartition(".")[2]
    assert indicator.evidence is not Evidence.A
    assert (indicator.level is Level.AREA) == (indicator.rollup is Rollup.NONE)
    assert (indicator.rollup is Rollup.OWN) <= (indicator.area is not None)
    assert indicator.themes
    for text in (indicator.label, indicator.formula, indicator.innocent):
        assert text.en.strip()
        assert text.nl.strip()
        assert text.en != text.nl
    for table, columns in indicator.requires.items():
        assert set(columns) <= set(TABLES[table].columns)


def test_the_catalogue_is_whole() -> None:
    assert list(INDICATORS) == sorted(INDICATORS)
    assert len(INDICATORS) == 28
    context = {name for name, indicator in INDICATORS.items() if indicator.direction is Direction.CONTEXT}
    assert context == {"bag_events", "border_proximity", "minor_road_access", "out_of_use"}
    assert {n for n, i in INDICATORS.items() if i.direction is Direction.LOWER_IS_RISKIER} == {
        "surveillance",
        "street_exposure",
    }
