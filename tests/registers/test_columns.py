from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from locatierisico.registers.columns import ADRESSEERBAAR, find, key, need, numbers, select, split_ids, texts
from locatierisico.registers.raw import Raw
from locatierisico.safeguards.messages import RefusedError


@pytest.mark.parametrize("spelling", ["WOZ-objectnummer", "woz_object_nummer", "wozObjectNummer", "WOZOBJECTNUMMER"])
def test_every_spelling_of_a_name_is_one(spelling: str) -> None:
    assert key(spelling) == "wozobjectnummer"


def test_the_first_alias_wins_and_whole_names_go_before_cut_ones() -> None:
    assert find(["datum", "begin"], "begin", "datum") == "begin"
    # A shapefile cuts gemeentecode to ten characters; `gemeenteco` is only looked at where no whole name fits.
    assert find(["gemeenteco", "gm_code"], "gemeentecode", "gm_code") == "gm_code"
    assert find(["gemeenteco"], "gemeentecode", "gm_code") == "gemeenteco"
    assert find(["gemeente"], "gemeentecode") is None


def test_a_missing_column_is_named_with_what_is_there() -> None:
    with pytest.raises(RefusedError, match=r"lijst\.csv.*'vbo_id'.*naam, waarde"):
        need(Raw("lijst.csv", pd.DataFrame(columns=["naam", "waarde"])), "vbo_id")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (["1.234.567", "12"], [1234567, 12]),
        (["1.234,50", "12"], [1234.5, 12]),
        (["1,234.50", "12"], [1234.5, 12]),
        (["250.000", "75.000"], [250000, 75000]),  # Dutch thousands
        (["250.5", "75.000"], [250.5, 75]),  # one value shows that the point is decimal
        (["0,75", "12,345"], [0.75, 12.345]),
        (["€ 250.000,-", "EUR 1.000"], [250000, 1000]),
        (["-3,5", "n.v.t."], [-3.5, np.nan]),
        (["12", "geen"], [12, np.nan]),
        ([12.5, None], [12.5, np.nan]),
    ],
)
def test_numbers_in_the_signs_of_one_column(written: list[str], read: list[float]) -> None:
    np.testing.assert_array_equal(numbers(pd.Series(written, dtype=object)).to_numpy(), read)


def test_three_decimals_of_a_coordinate_are_no_thousands() -> None:
    assert numbers(pd.Series(["4.895", "5.012"]), grouped=False).tolist() == [4.895, 5.012]
    assert numbers(pd.Series(["121.687", "5.012"]), grouped=True).tolist() == [121687, 5012]


@given(st.lists(st.floats(min_value=0, max_value=9e8).map(lambda v: round(v, 2)), min_size=2, max_size=20))
def test_dutch_amounts_read_back_as_written(amounts: list[float]) -> None:
    written = [f"{amount:,.2f}".translate(str.maketrans(",.", ".,")) for amount in amounts]
    assert numbers(pd.Series(written)).tolist() == amounts


def test_texts_are_trimmed_and_what_says_nothing_is_none() -> None:
    assert texts(pd.Series([" a ", "#", "", None, "NULL", "waardeOnbekend", "12.0", 7.0])).tolist() == [
        "a", None, None, None, None, None, "12", "7",
    ]  # fmt: skip
    assert texts(pd.Series([], dtype=object)).tolist() == []


def test_ids_are_taken_out_of_cells_mended_and_sorted_by_kind() -> None:
    cells = pd.Series(
        ["457010000000001", "0457010000000002, 0457020000000003", "0457100000000004", "x", None, 457010000000005.0]
    )
    ids = split_ids(cells, ADRESSEERBAAR)
    assert ids.held.to_dict() | {} == {0: "0457010000000001", 1: "0457020000000003", 5: "0457010000000005"}
    assert ids.held.tolist()[1] == "0457010000000002"
    assert (ids.others, ids.restored) == (2, 2)


def test_tables_of_another_register_are_left_aside_and_named() -> None:
    tables = [Raw("a", pd.DataFrame({"x": [1]})), Raw("b", pd.DataFrame({"y": [1]}))]
    mine, messages = select(tables, lambda raw: "x" in raw.frame, register="X", wanted="x")
    assert [raw.name for raw in mine] == ["a"]
    assert [m.values["file"] for m in messages] == ["b"]
    with pytest.raises(RefusedError, match="b: not recognised as X"):
        select(tables[1:], lambda raw: "x" in raw.frame, register="X", wanted="x")
    with pytest.raises(RefusedError, match="no rows"):
        select([Raw("a", pd.DataFrame({"x": []}))], lambda raw: "x" in raw.frame, register="X", wanted="x")


def test_a_name_counts_as_cut_only_where_none_is_longer() -> None:
    cut = ["identifica", "huisnummer", "postcode"]
    assert find(cut, "identificatie") == "identifica"
    assert find([*cut, "openbare_ruimte_naam"], "identificatie") is None


def test_numbers_among_texts_are_taken_as_they_are() -> None:
    mixed = pd.Series([250_000.5, "250.000", 7, None, "x", True, np.float64(0.25), np.int64(12_000)], dtype=object)
    expected = [250_000.5, 250_000, 7, np.nan, np.nan, np.nan, 0.25, 12_000]
    assert numbers(mixed).equals(pd.Series(expected))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (["250,000", "310,000"], [250_000, 310_000]),
        (["250.000", "310.000"], [250_000, 310_000]),
        (["250.000", "1250000.50"], [250_000, 1_250_000.5]),
        (["250,000", "1250000,5"], [250_000, 1_250_000.5]),
        (["250,000", "1.250.000,00", "1,250,000.00", "1.250.000"], [250_000, 1_250_000, 1_250_000, 1_250_000]),
        (["€ 1,250,000", "EUR 75.000,-", "82000"], [1_250_000, 75_000, 82_000]),
        (["-250,000", "0,750", "0.5"], [-250_000, 0.75, 0.5]),
        (["1.25.000", "1,250,000,5", "1.2,3.4", "geen", ","], [np.nan] * 5),
        # Three decimals throughout, as a database writes them.
        (["245000.000", "1310000.000", "900.000"], [245_000, 1_310_000, 900]),
        ([250_000, "310,000", 82_000.125], [250_000, 310_000, 82_000.125]),
    ],
)
def test_each_amount_of_money_tells_for_itself_what_its_signs_are(written: list[object], read: list[float]) -> None:
    np.testing.assert_array_equal(numbers(pd.Series(written, dtype=object), money=True).to_numpy(), read)


@given(st.lists(st.integers(min_value=0, max_value=10**9), min_size=1, max_size=20), st.sampled_from(".,"))
def test_whole_amounts_read_back_whichever_sign_groups_their_thousands(amounts: list[int], sign: str) -> None:
    written = [f"{amount:,}".replace(",", sign) for amount in amounts]
    assert numbers(pd.Series(written), money=True).tolist() == amounts


def test_ids_parted_by_a_slash_are_ids() -> None:
    one, two = "0457010000000001", "0457010000000002"
    ids = split_ids(pd.Series([f"{one}/{two}", f"{two} / {one}", f"https://example.org/id/{one}"]), ADRESSEERBAAR)
    assert ids.held.tolist() == [one, two, two, one, one]
    assert ids.others == 0
