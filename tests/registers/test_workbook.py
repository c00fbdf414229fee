"""Workbooks with what Excel really writes, made by hand as XML."""

from __future__ import annotations

import zipfile
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyogrio
import pytest

from locatierisico.registers import lists, woz
from locatierisico.registers.archive import private_folder
from locatierisico.registers.files import read_file
from locatierisico.registers.opening import Ask, open_delivery
from locatierisico.safeguards.messages import RefusedError, say
from locatierisico.safeguards.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from locatierisico.registers.raw import Raw

    Book = Callable[..., Path]

# Styles of the workbooks here, by number: 1 dd-mm-yyyy, 2 a Dutch date-time, 3 a time, 4 an amount in euros.
DAY, MOMENT, TIME, EURO, ELAPSED = 1, 2, 3, 4, 5


def _counts(raw: Raw) -> dict[str, Any]:
    for message in raw.told:
        assert say(message, "nl") != say(message, "en")
    return {message.code: message.values.get("n", message.values.get("line")) for message in raw.told}


def _one(path: Path) -> Raw:
    (raw,) = read_file(path)
    return raw


def _number(value: str, style: int = 0) -> str:
    return f'<c s="{style}"><v>{value}</v></c>'


def test_real_dates_and_text_dates_in_one_column(workbook: Book) -> None:
    # 44197 is the first of January 2021, as Excel shows it.
    raw = _one(
        workbook(
            ["datum", "tijdstip", "tijd", "gewerkt"],
            [
                _number("44197", DAY),
                _number("44197.916666666664", MOMENT),
                _number("0.25", TIME),
                _number("1.5", ELAPSED),
            ],
            ["2-1-2021", "2-1-2021 10:00", _number("1", TIME), None],
            [_number("44197.5", DAY), _number("44198", MOMENT), "22.00-06.00", None],
        )
    )
    assert raw.frame["datum"].tolist() == ["2021-01-01", "2-1-2021", "2021-01-01 12:00:00"]
    assert raw.frame["tijdstip"].tolist() == ["2021-01-01 22:00:00", "2-1-2021 10:00", "2021-01-02 00:00:00"]
    assert raw.frame["tijd"].tolist() == ["06:00:00", "24:00:00", "22.00-06.00"]
    assert raw.frame["gewerkt"].tolist() == ["36:00:00", None, None]


@pytest.mark.parametrize(
    ("serial", "early", "day"),
    [("1", False, "1900-01-01"), ("59", False, "1900-02-28"), ("61", False, "1900-03-01"),
     ("0", True, "1904-01-01"), ("42735", True, "2021-01-01"), ("2958465", False, "9999-12-31")],
)  # fmt: skip
def test_days_count_as_excel_counts_them(workbook: Book, serial: str, early: bool, day: str) -> None:  # noqa: FBT001 - a case
    raw = _one(workbook(["a", "b"], [_number(serial, DAY), "x"], early=early))
    assert raw.frame["a"].tolist() == [day]


def test_a_second_is_not_lost_to_binary_fractions(workbook: Book) -> None:
    # 23:59:59.9999 rounds to the next day, not to 24:00 on the same day.
    raw = _one(workbook(["a", "b"], [_number("44197.999999999", MOMENT), _number("44197.041666666664", MOMENT)]))
    assert raw.frame.iloc[0].tolist() == ["2021-01-02 00:00:00", "2021-01-01 01:00:00"]


def test_an_amount_with_letters_in_its_format_is_no_date(workbook: Book) -> None:
    raw = _one(workbook(["a", "b"], [_number("1234.5", EURO), _number("44197")]))
    assert raw.frame.iloc[0].tolist() == [1234.5, 44197]


def test_a_number_is_read_as_the_number_it_is_beside_texts(workbook: Book) -> None:
    # 1.234 as a number is a little over one; "1.234" as a Dutch text is more than a thousand.
    path = workbook(
        ["wozobjectnummer", "vastgestelde_waarde", "vbo_id", "waardepeildatum", "oppervlakte"],
        ["000457000001", _number("250000"), "0457010000000001", _number("43831", DAY), _number("80.125")],
        [_number("457000002"), "€ 275.000", "0457010000000002", "1-1-2020", "95"],
    )
    found = woz.read([_one(path)], date(2021, 1, 1)).tables
    assert found["woz_waarden"]["vastgestelde_waarde"].tolist() == [250_000, 275_000]
    assert found["woz_waarden"]["waardepeildatum"].tolist() == [pd.Timestamp("2020-01-01")] * 2
    assert found["woz_objecten"]["oppervlakte"].tolist() == [80.125, 95]
    assert found["woz_objecten"]["wozobjectnummer"].tolist() == ["000457000001", "000457000002"]


def test_an_id_that_excel_rounded_is_never_linked(workbook: Book) -> None:
    # Typed as 1904010000000007, kept as 1904010000000000. With a zero in front it has fifteen digits, and is whole.
    path = workbook(
        ["vbo_id", "opmerking"],
        [_number("1904010000000000"), "afgerond"],
        [_number("1.90401E+15"), "afgerond"],
        [_number("1904010000000007"), "door een programma geschreven"],
        [_number("457010000000012"), "vijftien cijfers"],
        ["1904010000000020", "als tekst"],
    )
    raw = _one(path)
    assert _counts(raw)["workbook_digits_lost"] == 2
    found = lists.read_lists([raw], date(2021, 1, 1)).tables["lijsten"]
    assert found["adresseerbaar_object_identificatie"].tolist() == [
        "1904010000000007", "0457010000000012", "1904010000000020",
    ]  # fmt: skip


def test_what_is_no_value(workbook: Book) -> None:
    raw = _one(
        workbook(
            ["a", "b", "c", "d"],
            ["x", '<c t="e"><v>#N/A</v></c>', "<c><f>1+1</f></c>", '<c t="b"><v>1</v></c>'],
            [
                "y",
                "<c><f>1+1</f><v>2</v></c>",
                '<c t="str"><f>"a"</f><v>tekst</v></c>',
                '<c t="d"><v>2021-01-01T10:00:00</v></c>',
            ],
        )
    )
    assert raw.frame.to_numpy().tolist() == [["x", None, None, "WAAR"], ["y", 2, "tekst", "2021-01-01 10:00:00"]]
    assert _counts(raw) == {"workbook_errors": 1, "workbook_uncalculated": 1}


def test_titles_units_totals_and_empty_lines_are_no_rows(workbook: Book) -> None:
    raw = _one(
        workbook(
            ["Overzicht WOZ 2021"],
            [],
            ["Gemaakt voor: team vastgoed", "juni"],
            ["nummer", " oppervlakte\n(gbo) ", "", "datum", "datum", "soort"],
            [None, "[m2]", None, "dd-mm-jjjj", None, None],
            ["1", _number("80"), "los", "1-1-2021", "2-1-2021", "a"],
            [None, None, None, None, None, None],
            ["nummer", "oppervlakte (gbo)", None, "datum", "datum", "soort"],
            ["2", _number("90"), None, "1-1-2021", "2-1-2021", "b"],
            [],
            ["Totaal", _number("170")],
            ["Bron: gemeente"],
        )
    )
    assert raw.frame.columns.tolist() == ["nummer", "oppervlakte (gbo)", "kolom 3", "datum", "datum (2)", "soort"]
    assert raw.frame.to_numpy().tolist() == [
        ["1", 80, "los", "1-1-2021", "2-1-2021", "a"],
        ["2", 90, None, "1-1-2021", "2-1-2021", "b"],
    ]
    assert _counts(raw) == {
        "table_header_at": 4,
        "table_names_doubled": None,
        "table_header_repeated": 1,
        "table_units": None,
        "table_foot": 2,
    }


def test_a_header_of_two_lines_with_merged_titles(workbook: Book) -> None:
    raw = _one(
        workbook(
            ["nummer", "Begin", None, "Einde", None],
            [None, "datum", "tijd", "datum tot", "tijd tot"],
            ["1", "1-1-2021", "10:00", "1-1-2021", "11:00"],
            ["2", "2-1-2021", "10:00", None, None],
            [None, "3-1-2021", "10:00", None, None],
            merged=("A1:A2", "B1:C1", "D1:E1", "A4:A5"),
        )
    )
    assert raw.frame.columns.tolist() == ["nummer", "datum", "tijd", "datum tot", "tijd tot"]
    assert raw.frame["nummer"].tolist() == ["1", "2", "2"]


def test_sheets_that_are_hidden_or_hold_no_table(workbook: Book) -> None:
    table = [["id", "datum"], ["1", "1-1-2021"]]
    path = workbook(*table, more={"Toelichting": [["Zie blad 1"]], "Oud": table}, hidden=("Oud",))
    raw = _one(path)
    assert (raw.name, raw.layer) == (path.name, "")
    assert _counts(raw) == {"workbook_hidden": 1, "workbook_passed_over": 1}
    first, second = read_file(workbook(*table, more={"2020 & eerder": table}))
    assert (first.name, second.name) == ("werkmap één.xlsx (Blad1)", "werkmap één.xlsx (2020 & eerder)")
    assert second.layer == "2020 & eerder"


def test_rows_hidden_by_a_filter_are_read_and_told(workbook: Book) -> None:
    path = workbook(["a", "b"], ["1", "2"], ["3", "4"], rows_hidden=(3,))
    assert len(_one(path).frame) == 2
    assert _counts(_one(path)) == {"workbook_hidden_rows": 1}


def test_a_workbook_is_known_by_what_it_holds(workbook: Book, tmp_path: Path) -> None:
    path = workbook(["a", "b"], ["1", "2"])
    other = path.rename(tmp_path / "levering.bin")
    assert read_file(other)[0].frame.to_numpy().tolist() == [["1", "2"]]
    packed = tmp_path / "alles.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(other, "map/boek.xlsx")
    opened = open_delivery(Ask("WOZ"), packed)
    assert [raw.name for raw in opened.raws] == ["alles.zip (boek.xlsx)"]


def test_a_workbook_that_gdal_wrote(tmp_path: Path) -> None:
    frame = pd.DataFrame(
        {
            "id": ["0457010000000001", "x"],
            "n": [1, 2],
            "d": pd.to_datetime(["2021-01-31 10:00:00", "2021-02-28 22:30:00"]),
        }
    )
    path = tmp_path / "gdal.xlsx"
    pyogrio.write_dataframe(frame, path, driver="XLSX", layer="blad")
    raw = _one(path)
    assert raw.frame["id"].tolist() == frame["id"].tolist()
    assert raw.frame["n"].tolist() == [1, 2]
    assert pd.to_datetime(raw.frame["d"]).tolist() == frame["d"].tolist()


def test_other_spreadsheets_are_named(tmp_path: Path) -> None:
    old = tmp_path / "oud.xls"
    old.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500))
    with pytest.raises(RefusedError, match=r"save it without a password as \.xlsx"):
        read_file(old)
    for name, part in (("a.xlsb", "xl/workbook.bin"), ("a.ods", "content.xml")):
        path = tmp_path / name
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("mimetype", "x")
            archive.writestr(part, "x")
        with pytest.raises(RefusedError, match="Save it as"):
            open_delivery(Ask("WOZ"), path)


def test_no_table_at_all(workbook: Book) -> None:
    for rows in ([], [["alleen een zin"]], [[None, None]]):
        with pytest.raises(RefusedError, match="no visible sheet with a table"):
            read_file(workbook(*rows))


def test_only_a_header_is_a_table_without_rows(workbook: Book) -> None:
    raw = _one(workbook(["vbo_id", "datum"]))
    assert raw.frame.columns.tolist() == ["vbo_id", "datum"]
    with pytest.raises(RefusedError, match="no rows"):
        lists.read_lists([raw], date(2021, 1, 1))


def test_empty_cells_with_a_format_cost_nothing(workbook: Book) -> None:
    # As many lines as Excel has, each with a border and nothing in it.
    empty = "".join(f'<row r="{n}"><c r="A{n}" s="1"/></row>' for n in range(3, 1_048_577))
    raw = _one(workbook(["a", "b"], ["1", "2"], tail=empty))
    assert raw.frame.to_numpy().tolist() == [["1", "2"]]


def test_cells_far_apart_are_refused_before_they_are_laid_out(workbook: Book) -> None:
    letters = [f"{chr(65 + n // 26)}{chr(65 + n % 26)}" for n in range(600)]
    far = "".join(f'<row r="{n}"><c r="{letters[n % 600]}{n}"><v>1</v></c></row>' for n in range(3, 150_000))
    with pytest.raises(RefusedError, match="columns, more than a register"):
        read_file(workbook(["a", "b"], tail=far))


def test_what_would_grow_without_end_is_refused(workbook: Book) -> None:
    entity = workbook(["a", "b"], ["1", "2"], prolog='<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>')
    with pytest.raises(RefusedError, match="entities"):
        read_file(entity)
    long = f"<!--{'a' * 200_000_000}-->"
    bomb = workbook(["a", "b"], ["1", "2"], tail=long, name="bom.xlsx")
    with pytest.raises(RefusedError, match="far more than any delivery"):
        read_file(bomb)


def test_a_cell_of_ten_million_letters_is_one_value(workbook: Book) -> None:
    raw = _one(workbook(["a", "b"], ["1", "z" * 10_000_000]))
    assert len(raw.frame["b"][0]) == 10_000_000


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.99])
def test_a_workbook_cut_off_is_refused(workbook: Book, share: float, tmp_path: Path) -> None:
    held = workbook(["a", "b"], *[[str(n), "x"] for n in range(1000)]).read_bytes()
    path = tmp_path / "half.xlsx"
    path.write_bytes(held[: int(len(held) * share)])
    with pytest.raises(RefusedError, match=r"half\.xlsx"):
        open_delivery(Ask("WOZ"), path)


def test_a_broken_sheet_says_where(workbook: Book) -> None:
    with pytest.raises(RefusedError, match="broken or cut off at line 1"):
        read_file(workbook(["a", "b"], tail="<row><c></row>"))


def test_only_the_first_rows_where_those_are_enough(workbook: Book) -> None:
    path = workbook(["a", "b"], *[[str(n), "x" * 200] for n in range(20_000)])
    few = read_file(path, rows=100)[0].frame
    assert 100 <= len(few) < 20_000
    assert few["a"].tolist() == [str(n) for n in range(len(few))]


def test_nothing_is_left_beside_the_file(workbook: Book, tmp_path: Path) -> None:
    path = workbook(["a", "b"], ["1", "2"])
    read_file(path, watch=Watch())
    assert [one.name for one in tmp_path.iterdir()] == [path.name]
    with private_folder() as folder:
        assert list(folder.iterdir()) == []
