"""Identifications as the registers write them, and as spreadsheets leave them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from locatierisico.registers.identifiers import as_text, count_short, pad


@pytest.mark.parametrize(
    "written",
    [
        "0457100000000001",
        "457100000000001",
        "457100000000001.0",
        " 0457100000000001 ",
        "NL.IMBAG.Pand.0457100000000001",
        "https://example.org/pand/0457100000000001",
        457100000000001,
        457100000000001.0,
    ],
)
def test_one_pand_however_it_is_written(written: object) -> None:
    assert pad(pd.Series([written], dtype=object), 16).tolist() == ["0457100000000001"]
    assert pad(pd.Series([written]), 16).tolist() == ["0457100000000001"]


@pytest.mark.parametrize("nothing", [None, np.nan, "", "  "])
def test_nothing_stays_nothing(nothing: object) -> None:
    assert pad(pd.Series([nothing, "457100000000001"], dtype=object), 16).tolist() == [None, "0457100000000001"]


def test_a_whole_column_of_numbers_with_gaps() -> None:
    values = pd.Series([457100000000001.0, np.nan, 1012100000000002.0], index=[3, 1, 2])
    padded = pad(values, 16)
    assert padded.tolist() == ["0457100000000001", None, "1012100000000002"]
    assert padded.index.tolist() == [3, 1, 2]
    assert count_short(values, 16) == 1


def test_what_is_no_number_is_left_to_be_shown() -> None:
    values = pd.Series(["4,571E+14", "onbekend"])
    assert pad(values, 16).tolist() == ["4,571E+14", "onbekend"]
    assert count_short(values, 16) == 0


def test_prefixes_of_one_kind_take_the_short_way_to_the_same_answer() -> None:
    values = pd.Series(["NL.IMBAG.Pand.0457100000000001", None, "NL.IMBAG.Pand.0457100000000002"])
    assert pad(values, 16).tolist() == ["0457100000000001", None, "0457100000000002"]


def test_too_long_is_not_cut() -> None:
    assert pad(pd.Series(["10457100000000001"]), 16).tolist() == ["10457100000000001"]


@given(st.lists(st.integers(min_value=1, max_value=9_999_999_999_999_999), min_size=1))
def test_padding_keeps_the_number_and_is_done_once(numbers: list[int]) -> None:
    padded = pad(pd.Series([str(number) for number in numbers]), 16)
    assert [int(text) for text in padded] == numbers
    assert (padded.str.len() == 16).all()
    assert pad(padded, 16).tolist() == padded.tolist()


def test_text_of_numbers() -> None:
    assert as_text(pd.Series([1.0, 2.5, np.nan])).tolist() == ["1", "2.5", None]
    assert as_text(pd.Series([1, 2])).tolist() == ["1", "2"]


def test_a_few_that_lost_zeros_are_mended_among_many_that_did_not() -> None:
    values = pd.Series(["0457100000000001", "457100000000002", None, "NL.IMBAG.Pand.0457100000000003", "x"], name="id")
    assert pad(values, 16).tolist() == ["0457100000000001", "0457100000000002", None, "0457100000000003", "x"]
    assert count_short(values, 16) == 1
