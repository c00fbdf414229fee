"""A national reference: read as a municipality writes it, and drawn beside the profile of an area."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from locatierisico.briefing.area import area_sheet
from locatierisico.briefing.blocks import Drawn
from locatierisico.briefing.national import National, read_national
from locatierisico.charts.canvas import Canvas
from locatierisico.safeguards.messages import RefusedError, say

from .case import said
from .lettering import estimated
from .test_area import made

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "gebiedstype;indicator;waarde;datum;bron\n"
ROWS = (
    "bedrijventerrein;vacancy;0,08;2025-12-31;Leegstandsmonitor\n"
    "winkelgebied;vacancy;0,12;2025-12-31;Leegstandsmonitor\n"
)


def _file(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "landelijk.csv"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + HEAD + ROWS,
        "area_type,indicator,value,date,source\r\n" + ROWS.replace(",", ".").replace(";", ","),
        "bron;datum;waarde;indicator;gebiedstype\nLeegstandsmonitor;2025-12-31;0,08;vacancy;Bedrijventerrein\n\n",
    ],
)
def test_it_is_read_in_either_language_and_order(tmp_path: Path, text: str) -> None:
    read, messages = read_national(_file(tmp_path, text))
    assert read.of("bedrijventerrein", "vacancy") == pytest.approx(0.08)
    assert read.of("buitengebied", "vacancy") is None
    assert read.said == "Leegstandsmonitor, 2025-12-31"
    assert [one.code for one in messages] == ["sheets_national"]


def test_rows_of_unknown_indicators_are_counted(tmp_path: Path) -> None:
    read, messages = read_national(_file(tmp_path, HEAD + ROWS + "bedrijventerrein;leegstand;1;2025;X\n"))
    assert len(read.values) == 2
    assert "1 rij is weggelaten" in say(messages[1], "nl")
    assert "bedrijventerrein leegstand" in say(messages[1], "nl")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "sheets_national_columns"),
        ("a;b\n1;2\n", "sheets_national_columns"),
        (HEAD, "sheets_national_empty"),
        (HEAD + "bedrijventerrein;vacancy;acht;2025;X\n", "sheets_national_value"),
        (HEAD + "bedrijventerrein;vacancy;nan;2025;X\n", "sheets_national_value"),
        (HEAD + "bedrijventerrein;vacancy;0,1;;X\n", "sheets_national_undated"),
        (HEAD + "bedrijventerrein;vacancy;0,1\n", "sheets_national_undated"),
        (HEAD + ROWS + "bedrijventerrein;vacancy;0,2;2025;X\n", "sheets_national_twice"),
    ],
)
def test_what_cannot_be_used_is_refused_in_a_sentence(tmp_path: Path, text: str, code: str) -> None:
    with pytest.raises(RefusedError) as caught:
        read_national(_file(tmp_path, text))
    assert caught.value.message.code == code
    assert "landelijk.csv" in say(caught.value.message, "nl")


def test_another_encoding_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="UTF-8"):
        read_national(_file(tmp_path, HEAD + "bedrijventerrein;vacancy;0,1;2025;café\n", "latin-1"))


def _profile(national: National | None) -> tuple[Drawn, str]:
    blocks = area_sheet(made([(20, 0.3, 6), (20, 0.5, 6)]), "A0", "nl", "internal", national).blocks
    drawn = next(one for one in blocks if isinstance(one, Drawn) and "Punt: hier" in one.caption)
    canvas = Canvas(300, drawn.tall(300), "", "")
    drawn.drawing(canvas, 0, 0, 300, estimated)
    return drawn, canvas.svg()


def test_the_profile_of_an_area_has_a_diamond_with_its_source() -> None:
    kind = str(made([(20, 0.3, 6)])["areas"]["area_type"].iloc[0])
    plain, without = _profile(None)
    drawn, with_it = _profile(National({(kind, "vacancy"): 0.4}, "Monitor, 2025"))
    assert "Ruit" not in plain.caption
    assert "Ruit: landelijke referentie (Monitor, 2025)." in drawn.caption
    assert len(with_it) > len(without)
    other, beside = _profile(National({("elders", "vacancy"): 0.4}, "Monitor, 2025"))
    assert "Ruit" not in other.caption
    assert beside == without
    assert said([drawn])
