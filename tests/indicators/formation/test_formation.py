from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from locatierisico.indicators.formation import Formation, form
from locatierisico.registers.tables import GEBIEDSTYPEN, Registers, canonical
from locatierisico.safeguards.messages import CancelledError, say
from locatierisico.safeguards.watch import Watch

if TYPE_CHECKING:
    from pathlib import Path

WOON, INDUSTRIE, WINKEL = {"woonfunctie"}, {"industriefunctie"}, {"winkelfunctie"}
FAR = ("winkelgebied", (90_000, 0, 90_001, 1))
ESTATE = ("bedrijventerrein", (-50, -50, 1000, 1000))
SHOPS = ("winkelgebied", (-50, -50, 1000, 1000))
COUNTRY = ("buitengebied", (-50, -50, 1000, 1000))
NO_COUNTRY, NO_ESTATE = ("buitengebied", (90_000, 90_000, 90_001, 90_001)), ("bedrijventerrein", (0, 90_000, 1, 90_001))


def name(pand: int) -> str:
    return f"{pand:016d}"


def states(made: Formation) -> dict[str, str]:
    return dict(zip(made.table["unit_id"], made.table["state"], strict=True))


def homes(made: Formation) -> dict[str, bool]:
    return dict(zip(made.table["unit_id"], made.table["contains_dwelling"].tolist(), strict=True))


def test_units_of_an_estate(town: object) -> None:
    panden = [
        (0, 0, 10),  # 0 a firm
        (100, 0, 10),  # 1 a firm with a home in it
        (200, 0, 10),  # 2 a home
        (225, 0, 10),  # 3 empty, 15 m from that home
        (300, 0, 7.0),  # 4 empty, 49 m²
        (400, 0, 7.1),  # 5 empty, 50.41 m²
        (500, 0, 10),  # 6 a firm, 15 m from a home
        (525, 0, 10),  # 7 that home
        (226.1, 30, 10),  # 8 empty, just over 15 m from every home
    ]
    uses = [(0, INDUSTRIE), (1, INDUSTRIE), (1, WOON), (2, WOON), (6, INDUSTRIE), (7, WOON)]
    made = form(town(panden, uses, [ESTATE, FAR, NO_COUNTRY]), {})
    eligible = {0: False, 1: True, 5: False, 6: True, 8: False}
    assert states(made) == {name(i): "eligible" for i in eligible} | {name(2): "dwelling", name(7): "dwelling"}
    assert {i: homes(made)[name(i)] for i in eligible} == eligible
    units = made.units["bedrijventerrein"]
    assert units.index.tolist() == [name(i) for i in eligible]
    assert units.table["area_id"].tolist() == ["g0"] * 5
    assert units.table["footprint"].round(2).tolist() == [100, 100, 50.41, 100, 100]
    # The firm with a home in it keeps both verblijfsobjecten, one of them for business.
    assert units.vbo["unit"].tolist() == [0, 1, 1, 3]
    assert len(units.business_vbo) == 3
    assert made.place.dwellings.tolist() == [[105, 5], [205, 5], [530, 5]]


def test_an_empty_pand_is_no_unit_in_a_shopping_zone(town: object) -> None:
    made = form(town([(0, 0, 10), (100, 0, 10)], [(0, WINKEL)], [SHOPS, NO_ESTATE, NO_COUNTRY]), {})
    assert states(made) == {name(0): "eligible"}


def test_complexes(town: object) -> None:
    panden = [
        (0, 0, 10),  # 0 house; erf with barn 1 and stable 2, together 20² + 11² = 521 m²
        (0, 20, 20),
        (20, 20, 11),
        (200, 0, 10),  # 3 house with a small barn of 22² = 484 m²
        (200, 20, 22),
        (400, 0, 30),  # 5 a firm, no home
        (600, 0, 10),  # 6 house where a firm is stated too, and barn 7 of 625 m²
        (600, 20, 25),
        (800, 0, 10),  # 8 house with three homes, and barn 9 of 625 m²
        (800, 20, 25),
        (0, 300, 40),  # 10 a house and a firm in one verblijfsobject, of 1600 m²: a house
        (300, 300, 30),  # 11 a firm and a home each with an address of its own in one pand
        (600, 300, 20),  # 12 a firm of 400 m²: too small
    ]
    uses = [(0, WOON), (3, WOON), (5, INDUSTRIE), (6, WOON | INDUSTRIE), (8, WOON), (8, WOON), (8, WOON)]
    uses += [(10, WOON | INDUSTRIE), (11, WOON), (11, INDUSTRIE), (12, INDUSTRIE)]
    made = form(town(panden, uses, [COUNTRY, FAR, NO_ESTATE]), {})
    assert states(made) == {
        "erf-" + name(1): "eligible",
        "erf-" + name(3): "dwelling",
        "erf-" + name(5): "eligible",
        "erf-" + name(7): "eligible",
        "erf-" + name(9): "cluster",
        "erf-" + name(10): "dwelling",
        "erf-" + name(11): "eligible",
    }
    assert homes(made)["erf-" + name(1)]
    assert not homes(made)["erf-" + name(5)]
    assert homes(made)["erf-" + name(7)]
    assert homes(made)["erf-" + name(11)]
    units = made.units["buitengebied"]
    assert units.table["footprint"].tolist() == [521, 900, 625, 900]
    assert units.panden["identificatie"].tolist() == [name(i) for i in (1, 2, 5, 7, 11)]
    assert units.panden["unit"].tolist() == [0, 0, 1, 2, 3]
    # The house is no part of what is drawn.
    outline = units.table.geometry.loc["erf-" + name(1)]
    assert outline.area == 521
    assert not outline.intersects(shapely.box(1, 1, 9, 9))


def test_buitengebied_is_cut_in_squares_and_a_complex_follows_its_largest_pand(town: object) -> None:
    # Barns of 30² and 20² on one erf, either side of the line x = 1000; the largest lies right of it.
    areas = [("buitengebied", (500, 0, 1500, 900)), FAR, NO_ESTATE]
    made = form(town([(1010, 10, 30), (980, 10, 20)], [(0, INDUSTRIE)], areas), {})
    assert made.areas["buitengebied"].index.tolist() == ["km-0-0", "km-1-0"]
    assert made.areas["buitengebied"].hectares.tolist() == [45, 45]
    assert made.units["buitengebied"].table["area_id"].tolist() == ["km-1-0"]


def test_buitengebied_is_cut_in_buurten_where_there_are(town: object) -> None:
    buurten = canonical(
        "buurten",
        {"buurtcode": ["BU01"], "buurtnaam": ["Buurt 1"]},
        [shapely.MultiPolygon([shapely.box(0, 0, 1000, 900)])],
    )
    areas = [("buitengebied", (500, 0, 1500, 900)), FAR, NO_ESTATE]
    made = form(town([(700, 10, 30), (1100, 10, 30)], [(0, INDUSTRIE)], areas, buurten=buurten), {})
    assert made.areas["buitengebied"].table["name"].to_dict() == {"BU01": "Buurt 1", "km-1-0": "Kilometervak 1-0"}
    assert made.areas["buitengebied"].units.table["area_id"].tolist() == ["BU01", "km-1-0"]


def test_ids_that_areas_of_two_types_share_get_their_type(town: object) -> None:
    registers = town([(0, 0, 10)], [(0, WINKEL)], [ESTATE, FAR, NO_COUNTRY])
    same = registers.gebieden.assign(gebied_id="1")
    made = form(replace(registers, gebieden=same), {})
    assert made.areas["bedrijventerrein"].index.tolist() == ["bedrijventerrein-1"]
    assert made.units["bedrijventerrein"].table["area_id"].tolist() == ["bedrijventerrein-1"]


def test_cancel_is_heard(town: object) -> None:
    with pytest.raises(CancelledError):
        form(town([(0, 0, 10)], [(0, WINKEL)], [ESTATE]), {}, Watch(cancelled=lambda: True))


@pytest.mark.parametrize("uses", [[], [(0, WOON)], [(0, INDUSTRIE)]])
def test_a_town_of_one_pand_stands(town: object, uses: list[tuple[int, set[str]]]) -> None:
    made = form(town([(0, 0, 30)], uses), {})
    assert set(made.units) == set(made.areas) == set(GEBIEDSTYPEN)
    assert all(say(m, language) for m in made.messages for language in ("en", "nl"))


USE = st.sampled_from([set(), WOON, WOON | INDUSTRIE, INDUSTRIE, WINKEL, {"kantoorfunctie", "woonfunctie"}])
PAND = st.tuples(st.integers(0, 12), st.integers(0, 12), st.sampled_from([5.0, 12.0, 19.0, 30.0]))
AREA = st.tuples(
    st.sampled_from(GEBIEDSTYPEN),
    st.tuples(st.integers(-1, 5), st.integers(-1, 5), st.integers(6, 20), st.integers(6, 20)).map(
        lambda b: tuple(20.0 * side for side in b)
    ),
)


@st.composite
def towns(draw: st.DrawFn) -> tuple[list, list, list, str]:
    corners = draw(st.lists(PAND, min_size=1, max_size=14, unique_by=lambda p: p[:2]))
    panden = [(20.0 * x, 20.0 * y, side) for x, y, side in corners]
    uses = draw(st.lists(st.tuples(st.integers(0, len(panden) - 1), USE), max_size=20))
    areas = draw(st.lists(AREA, max_size=4))
    return panden, uses, areas, draw(st.sampled_from(["linked", "unlinked", "wrong"]))


def relinked(registers: Registers, how: str) -> Registers:
    """Lose the link of every verblijfsobject, or make it name a pand that is not there; the points stay."""
    links = {"unlinked": (), "wrong": ("7777777777777777",)}
    if how not in links:
        return registers
    objects = registers.verblijfsobjecten.copy()
    objects["pand_identificaties"] = pd.Series([links[how]] * len(objects), index=objects.index, dtype=object)
    return replace(registers, verblijfsobjecten=objects)


@settings(max_examples=60, deadline=None)
@given(towns())
def test_what_has_only_dwellings_is_never_a_unit(town: object, drawn: tuple[list, list, list, str]) -> None:
    panden, uses, areas, how = drawn
    made = form(relinked(town(panden, uses, areas), how), {})
    # Told from the drawn town itself: what people live in, and what nobody works in.
    lived = {name(pand) for pand, doelen in uses if not doelen or "woonfunctie" in doelen}
    work = {name(pand) for pand, doelen in uses if doelen - {"woonfunctie"}}
    pure = {name(pand) for pand, doelen in uses if doelen and "woonfunctie" not in doelen}
    for kind, units in made.units.items():
        ids = set(units.panden["identificatie"])
        assert not ids & (lived - work)
        if kind == "buitengebied":
            assert not ids & (lived - pure)
        for unit, held in units.panden.groupby("unit")["identificatie"]:
            if set(held) & lived:
                assert units.table["contains_dwelling"].iloc[unit]
        assert units.panden["unit"].nunique() == len(units.index)
        assert (units.vbo["unit"] < len(units.index)).all()
    drawn_units = made.table[made.table["state"] == "eligible"]
    houses = [shapely.box(x, y, x + s, y + s) for i, (x, y, s) in enumerate(panden) if name(i) in lived - work]
    # Panden may overlap by drawing; a house then shares ground with a unit, but is never one.
    assert not any(house.equals(unit) for house in houses for unit in drawn_units.geometry)


@settings(max_examples=15, deadline=None)
@given(towns(), st.randoms(use_true_random=False))
def test_the_order_of_the_registers_does_not_matter(town: object, drawn: tuple, random: object) -> None:
    panden, uses, areas, _ = drawn
    registers = town(panden, uses, areas)
    order = list(range(len(panden)))
    random.shuffle(order)
    turned = list(range(len(uses)))
    random.shuffle(turned)
    shuffled = replace(
        registers,
        panden=registers.panden.iloc[order].reset_index(drop=True),
        verblijfsobjecten=registers.verblijfsobjecten.iloc[turned].reset_index(drop=True),
    )
    columns = ["unit_id", "area_id", "area_type", "state", "contains_dwelling"]
    one, other = form(registers, {}).table, form(shuffled, {}).table
    pd.testing.assert_frame_equal(one[columns], other[columns])
    np.testing.assert_allclose(one["footprint"], other["footprint"])


def test_weesp(weesp: Registers) -> None:
    made = form(weesp, {})
    counts = made.table[made.table["state"] == "eligible"].groupby("area_type")
    assert counts.size().to_dict() == {"bedrijventerrein": 216, "buitengebied": 34, "winkelgebied": 177}
    # 36 complexes, 21 of them with a home, were published; those counted permitted panden, which are not in stock.
    assert made.units["buitengebied"].table["contains_dwelling"].sum() == 22
    assert made.table["unit_id"].is_unique
    assert made.table.geometry.is_valid.mean() > 0.99
    use = made.place.vbo.explode("pand_identificaties").groupby("pand_identificaties")["use"].agg(set)
    only = set(use[use.map(lambda held: held == {"dwelling"})].index)
    assert len(only) > 5000
    for units in made.units.values():
        assert not only & set(units.panden["identificatie"])
    assert all(say(m, language) for m in made.messages for language in ("en", "nl"))


def test_weesp_twice_gives_the_same(weesp: Registers) -> None:
    one, other = form(weesp, {}), form(weesp, {})
    assert one.table.to_wkb().equals(other.table.to_wkb())
    assert one.messages == other.messages


def test_weesp_from_the_extract(shared: Path) -> None:
    load = pytest.importorskip("locatierisico.registers.load")
    zipped = shared / "data" / "bag" / "BAGGEM0457L-15102021_Weesp.zip"
    registers = load.load({"BAG": [zipped]}, pd.Timestamp("2021-10-15").date()).registers
    made = form(registers, {})
    assert len(registers.ligplaatsen) == 167
    assert len(made.place.dwellings) == (made.place.vbo["use"] != "non-dwelling").sum() + 167 + 5
    assert (made.table["state"] == "eligible").sum() >= 200
