"""Text files as municipalities, police and suppliers write them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locatierisico.registers.files import read_file
from locatierisico.safeguards.messages import RefusedError, say

if TYPE_CHECKING:
    from pathlib import Path

    from locatierisico.registers.raw import Raw


def _read(folder: Path, held: str | bytes, encoding: str = "utf-8") -> Raw:
    path = folder / "t.csv"
    path.write_bytes(held if isinstance(held, bytes) else held.encode(encoding))
    return read_file(path)[0]


def _rows(raw: Raw) -> list[list[Any]]:
    return [raw.frame.columns.tolist(), *raw.frame.to_numpy().tolist()]


def _counts(raw: Raw) -> dict[str, Any]:
    for message in raw.told:
        assert say(message, "nl") != say(message, "en")
    return {message.code: message.values.get("n", message.values.get("line")) for message in raw.told}


DUTCH = "straat;plaats\nCaféplein;Huizum\nPatiënthof;Reünie\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "cp850"])
def test_letters_with_accents_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    raw = _read(tmp_path, DUTCH, encoding)
    assert _rows(raw) == [["straat", "plaats"], ["Caféplein", "Huizum"], ["Patiënthof", "Reünie"]]
    assert _counts(raw) == ({"table_encoding_dos": None} if encoding == "cp850" else {})


@pytest.mark.parametrize("words", ["foto\u2019s;\u201cja\u201d", "€ 10;a…b", "één;Curaçao"])
def test_signs_of_windows_are_not_taken_for_letters_of_dos(tmp_path: Path, words: str) -> None:
    raw = _read(tmp_path, f"a;b\n{words}\n", "cp1252")
    assert ";".join(raw.frame.iloc[0]) == words
    assert raw.told == ()


def test_excel_says_which_separator(tmp_path: Path) -> None:
    assert _rows(_read(tmp_path, "sep=|\r\na,b|c\r\n1,5|2\r\n")) == [["a,b", "c"], ["1,5", "2"]]


def test_decimal_commas_do_not_cut_columns(tmp_path: Path) -> None:
    # Two commas in every row and one semicolon: the header has no comma.
    raw = _read(tmp_path, "x;y\n121000,5;487000,5\n121001,5;487001,5\n")
    assert _rows(raw)[0] == ["x", "y"]
    raw = _read(tmp_path, 'a,"b;c;d;e"\n1,2\n3,4\n')
    assert _rows(raw) == [["a", "b;c;d;e"], ["1", "2"], ["3", "4"]]


def test_titles_above_and_totals_under_the_table(tmp_path: Path) -> None:
    raw = _read(
        tmp_path,
        "Overzicht incidenten 2021\n\nPeriode: 1-1-2021 t/m 31-12-2021;;;;\nnummer;soort;datum;x;y\n1;a;1-1-2021;1;2\n"
        ";;;;\n\nnummer;soort;datum;x;y\n2;b;2-1-2021;3;4\nTotaal;2;;;\n",
    )
    assert _rows(raw) == [
        ["nummer", "soort", "datum", "x", "y"],
        ["1", "a", "1-1-2021", "1", "2"],
        ["2", "b", "2-1-2021", "3", "4"],
    ]
    assert _counts(raw) == {"table_header_at": 4, "table_header_repeated": 1, "table_foot": 1}


def test_a_value_named_total_is_a_row(tmp_path: Path) -> None:
    raw = _read(tmp_path, "soort;datum;x\na;1-1-2021;1\nTotaalweigeraar;2-1-2021;2\n")
    assert len(raw.frame) == 2
    assert raw.told == ()


def test_lines_within_quotes_are_one_value(tmp_path: Path) -> None:
    raw = _read(tmp_path, 'id;tekst;datum\n1;"Gezien; gemeld; foto\nen meer";1-1-2021\n2;x;2-1-2021\n')
    assert _rows(raw)[1] == ["1", "Gezien; gemeld; foto\nen meer", "1-1-2021"]


def test_an_open_quote_says_on_which_line(tmp_path: Path) -> None:
    for held, line in (
        ('a;b\n1;2\n3;"x\n4;5\n', 3),
        # Closed by the next mark: two rows would be one, with nothing to show it.
        ('a;b;c\n1;"Dorpsstraat;2\n3;Kerk;4\n5;Markt";6\n', 2),
        ('titel\n\na;b;c\n1;2;3\n1;"Dorpsstraat;2\n3;"Kerkstraat;4\n', 5),
    ):
        with pytest.raises(RefusedError, match=f"on line {line} a quotation mark"):
            _read(tmp_path, held)


def test_a_row_with_more_fields_says_on_which_line(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="line 6 holds more fields"):
        _read(tmp_path, 'titel\n\na;b\n1;"x\ny"\n1;2;3\n')
    with pytest.raises(RefusedError, match="line 4 holds more fields"):
        _read(tmp_path, 'a;b\n1;"x\ny"\n1;2;3\n')


def test_empty_fields_at_the_end_do_no_harm(tmp_path: Path) -> None:
    assert _rows(_read(tmp_path, "a;b\n1;2;;\n3;4\n")) == [["a", "b"], ["1", "2"], ["3", "4"]]
    assert _rows(_read(tmp_path, "a;b;\n1;2;\n3;4;\n")) == [["a", "b"], ["1", "2"], ["3", "4"]]


def test_rows_that_end_early_are_counted(tmp_path: Path) -> None:
    raw = _read(tmp_path, "a;b;c\n1;2;3\n4;5\n6;7;\n\n8\n")
    assert _rows(raw)[1:] == [["1", "2", "3"], ["4", "5", None], ["6", "7", None], ["8", None, None]]
    assert _counts(raw) == {"table_rows_short": 1}


def test_what_is_no_text_is_taken_out(tmp_path: Path) -> None:
    raw = _read(tmp_path, b"a;b\n1\x00;2\n3;\x004\n")
    assert _rows(raw) == [["a", "b"], ["1", "2"], ["3", "4"]]
    assert _counts(raw) == {"table_nul": 2}


def test_formulas_stay_plain_text(tmp_path: Path) -> None:
    raw = _read(tmp_path, 'id;tekst\n="0457010000000001";=cmd|\' /C calc\'!A0\n="12";@SUM(1+1)\n')
    assert _rows(raw)[1:] == [["0457010000000001", "=cmd|' /C calc'!A0"], ["12", "@SUM(1+1)"]]


def test_a_value_of_ten_million_letters(tmp_path: Path) -> None:
    raw = _read(tmp_path, "a;b\n1;" + "z" * 10_000_000 + "\n2;y\n")
    assert raw.frame["b"].str.len().tolist() == [10_000_000, 1]


def test_only_a_header(tmp_path: Path) -> None:
    raw = _read(tmp_path, "vbo_id;datum\n")
    assert _rows(raw) == [["vbo_id", "datum"]]


def test_a_list_of_one_column_with_a_title(tmp_path: Path) -> None:
    raw = _read(tmp_path, "Lijst van stoppers\nvbo_id\n0457010000000001\n0457010000000002\n")
    assert _rows(raw) == [["vbo_id"], ["0457010000000001"], ["0457010000000002"]]


def test_the_first_rows_are_whole(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("a;b\n" + "".join(f"{n};{'z' * 90}\n" for n in range(10_000)), encoding="utf-8")
    (raw,) = read_file(path, rows=10)
    assert 10 <= len(raw.frame) < 10_000
    assert raw.frame["b"].str.len().eq(90).all()


CELL = st.text(
    st.characters(codec="utf-8", exclude_characters='\0\r\n"', exclude_categories=("C", "Z")), min_size=1, max_size=8
)


@settings(deadline=None)  # another program may have the processor
@given(rows=st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=8), mark=st.sampled_from(";,\t|"))
def test_what_was_written_is_read(tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], mark: str) -> None:
    lines = [["nummer", "soort", "datum"], *[["1", *row[1:]] for row in rows]]
    written = "\n".join(mark.join(f'"{cell}"' for cell in line) for line in lines)
    assert _rows(_read(tmp_path_factory.mktemp("csv"), written)) == lines
