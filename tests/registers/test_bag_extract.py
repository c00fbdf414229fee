"""The BAG 2.0 extract: counts published for Weesp, and selection by hand on a few occurrences."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from locatierisico.registers import bag
from locatierisico.registers.bag_documents import read_extract
from locatierisico.registers.bag_extract import days
from locatierisico.safeguards.messages import RefusedError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from locatierisico.registers.raw import Raw, Read

DELIVERED = date(2021, 10, 15)
PAND = "0457100000000001"
VBO = "0457010000000001"


@pytest.fixture(scope="module")
def weesp(shared: Path) -> list[Raw]:
    return read_extract(shared / "data" / "bag" / "BAGGEM0457L-15102021_Weesp.zip")


@pytest.fixture(scope="module")
def now(weesp: list[Raw]) -> Read:
    return bag.read(weesp, DELIVERED)


def _values(read: Read, code: str, table: str) -> dict[str, int]:
    return next(dict(m.values) for m in read.messages if m.code == code and m.values["table"] == table)


@pytest.mark.parametrize(
    ("table", "occurrences", "current", "in_stock"),
    [("panden", 23091, 12899, 10837), ("verblijfsobjecten", 26085, 12509, 11046)],
)
def test_weesp_counts(now: Read, table: str, occurrences: int, current: int, in_stock: int) -> None:
    assert _values(now, "bag_occurrences", table)["n"] == occurrences
    left_out = _values(now, "bag_not_in_stock", table)
    assert len(now.tables[table]) == in_stock
    assert in_stock + left_out["planned"] + left_out["gone"] == current


def test_weesp_statuses(now: Read) -> None:
    # 354 bouw gestart and 1,036 bouwvergunning verleend are planned; 10,803 panden are plainly in use.
    assert _values(now, "bag_not_in_stock", "panden")["planned"] == 354 + 1036
    assert (now.tables["panden"]["status"] == "Pand in gebruik").sum() == 10803
    assert (now.tables["verblijfsobjecten"]["status"] == "Verblijfsobject in gebruik").sum() == 10906
    assert _values(now, "bag_not_in_stock", "verblijfsobjecten")["planned"] == 812


def test_weesp_boats_and_caravans(now: Read) -> None:
    assert len(now.tables["ligplaatsen"]) == 167
    assert len(now.tables["standplaatsen"]) == 5
    assert now.tables["ligplaatsen"]["openbare_ruimte_naam"].notna().all()


def test_weesp_woonplaats_is_the_one_that_stands(now: Read) -> None:
    woonplaatsen = now.tables["woonplaatsen"]
    assert woonplaatsen["identificatie"].tolist() == ["3631"]
    assert woonplaatsen["naam"].tolist() == ["Weesp"]


def test_weesp_three_years_before_the_delivery(weesp: list[Raw]) -> None:
    then = bag.read(weesp, date(2018, 10, 15))
    left_out = _values(then, "bag_not_in_stock", "verblijfsobjecten")
    held = len(then.tables["verblijfsobjecten"]) + left_out["planned"] + left_out["gone"]
    assert held == 11463
    assert then.tables["mutaties"]["datum"].max() <= pd.Timestamp("2018-10-15")
    assert then.tables["verblijfsobjecten"]["begin_geldigheid"].max() <= pd.Timestamp("2018-10-15")


def test_weesp_addresses_are_whole(now: Read) -> None:
    vbo = now.tables["verblijfsobjecten"]
    assert vbo[["openbare_ruimte_naam", "huisnummer", "woonplaats_naam"]].notna().all().all()
    assert vbo["postcode"].dropna().str.fullmatch(r"\d{4}[A-Z]{2}").all()
    assert vbo["identificatie"].is_monotonic_increasing
    assert vbo["identificatie"].is_unique


def test_the_day_an_occurrence_ends_is_the_first_of_the_next(extract: Callable[..., Path]) -> None:
    path = extract(
        [
            {"id": PAND, "begin": "2015-01-01", "eind": "2018-06-01", "bouwjaar": 1970},
            {"id": PAND, "begin": "2018-06-01", "voorkomen": 2, "bouwjaar": 1971},
        ],
        [{"id": VBO, "begin": "2015-01-01", "panden": [PAND]}],
    )
    raws = read_extract(path)
    years = {
        day: bag.read(raws, day).tables["panden"]["bouwjaar"].tolist() for day in (date(2018, 5, 31), date(2018, 6, 1))
    }
    assert years == {date(2018, 5, 31): [1970.0], date(2018, 6, 1): [1971.0]}


def test_of_two_that_hold_the_last_registered_wins(extract: Callable[..., Path]) -> None:
    path = extract(
        [
            {"id": PAND, "begin": "2015-01-01", "registratie": "2019-01-01T00:00:00.000", "bouwjaar": 1970},
            {
                "id": PAND,
                "begin": "2016-01-01",
                "registratie": "2018-01-01T00:00:00.000",
                "bouwjaar": 1971,
                "voorkomen": 2,
            },
        ],
        [{"id": VBO, "begin": "2015-01-01", "panden": [PAND]}],
    )
    read = bag.read(read_extract(path), DELIVERED)
    assert read.tables["panden"]["bouwjaar"].tolist() == [1970.0]
    assert _values(read, "bag_two_hold", "panden")["n"] == 1


def test_inactive_and_outside_the_bag_are_left_out(extract: Callable[..., Path]) -> None:
    path = extract(
        [
            {"id": PAND, "begin": "2015-01-01"},
            {"id": "0457100000000002", "begin": "2015-01-01", "inactief": "2016-01-01T00:00:00.000"},
            {"id": "0457100000000003", "begin": "2015-01-01", "niet_bag": "2016-01-01T00:00:00.000"},
        ],
        [{"id": VBO, "begin": "2015-01-01", "panden": [PAND]}],
    )
    assert bag.read(read_extract(path), DELIVERED).tables["panden"]["identificatie"].tolist() == [PAND]


def test_a_demolition_permit_leaves_a_pand_in_stock(extract: Callable[..., Path]) -> None:
    statuses = {
        "0457100000000001": "Sloopvergunning verleend",
        "0457100000000002": "Bouwvergunning verleend",
        "0457100000000003": "Pand ten onrechte opgevoerd",
        "0457100000000004": "Verbouwing pand",
        "0457100000000005": "Niet gerealiseerd pand",
    }
    path = extract(
        [{"id": pand, "status": status, "begin": "2015-01-01"} for pand, status in statuses.items()],
        [{"id": VBO, "begin": "2015-01-01", "panden": [PAND]}],
    )
    panden = bag.read(read_extract(path), DELIVERED).tables["panden"]
    assert panden["identificatie"].str[-1].tolist() == ["1", "4"]


def test_lists_and_a_polygon_for_a_vbo(extract: Callable[..., Path], square: Callable[..., str]) -> None:
    path = extract(
        [{"id": PAND, "begin": "0001-01-01"}, {"id": "0457100000000002", "begin": "2015-01-01"}],
        [
            {
                "id": VBO,
                "begin": "2015-01-01",
                "panden": ["0457100000000002", PAND],
                "uses": ["woonfunctie", "kantoorfunctie"],
                "gml": f"<Objecten:vlak>{square(131000, 481000)}</Objecten:vlak>",
            }
        ],
    )
    read = bag.read(read_extract(path), DELIVERED)
    vbo = read.tables["verblijfsobjecten"].iloc[0]
    assert vbo["pand_identificaties"] == (PAND, "0457100000000002")
    assert vbo["gebruiksdoelen"] == frozenset({"woonfunctie", "kantoorfunctie"})
    assert 131000 < vbo.geometry.x < 131010
    assert 481000 < vbo.geometry.y < 481010


def test_the_year_one_is_read_from_dates_and_from_text() -> None:
    written = days(pd.Series(["0001-01-01", "2010-11-26T08:51:36.500", None]))
    assert written.to_numpy()[0] == np.datetime64("0001-01-01")
    assert written.to_numpy()[1] == np.datetime64("2010-11-26T08:51:36.500")
    assert np.isnat(written.to_numpy()[2])


def test_fillers_are_missing_and_counted(extract: Callable[..., Path]) -> None:
    panden = [
        {"id": f"045710000000000{n}", "begin": "2015-01-01", "bouwjaar": year}
        for n, year in enumerate((1005, 9999, 2024, 2025, 1900))
    ]
    vbos = [
        {"id": f"045701000000000{n}", "begin": "2015-01-01", "oppervlakte": area, "panden": ["0457100000000000"]}
        for n, area in enumerate((1, 999999, 2, 75))
    ]
    read = bag.read(read_extract(extract(panden, vbos)), DELIVERED)
    # 2024 lies three years ahead of the peildatum, 2025 four.
    np.testing.assert_array_equal(read.tables["panden"]["bouwjaar"], [np.nan, np.nan, 2024, np.nan, 1900])
    np.testing.assert_array_equal(read.tables["verblijfsobjecten"]["oppervlakte"], [np.nan, np.nan, 2, 75])
    assert _values(read, "bag_fillers", "panden")["n"] == 3
    assert _values(read, "bag_fillers", "verblijfsobjecten")["n"] == 2


def test_a_peildatum_before_everything_is_refused(extract: Callable[..., Path]) -> None:
    path = extract([{"id": PAND, "begin": "2015-01-01"}], [{"id": VBO, "begin": "2015-01-01", "panden": [PAND]}])
    with pytest.raises(RefusedError, match="in stock on 1990-01-01"):
        bag.read(read_extract(path), date(1990, 1, 1))
