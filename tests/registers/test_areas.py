from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
import shapely

from locatierisico.registers import areas
from locatierisico.registers.files import read_file
from locatierisico.registers.raw import Raw, Read
from locatierisico.safeguards.messages import RefusedError

if TYPE_CHECKING:
    from pathlib import Path

PEILDATUM = date(2021, 10, 15)


def layer(name: str = "gebieden.gpkg", **columns: list[Any]) -> Raw:
    """Squares of one hectare in a row, 200 m apart."""
    n = len(next(iter(columns.values())))
    left = 120_000 + 200 * np.arange(n)
    return Raw(name, pd.DataFrame(columns), shapely.box(left, 487_000, left + 100, 487_100), "EPSG:28992")


def types(found: Read) -> list[str]:
    return found.tables["gebieden"]["gebiedstype"].tolist()


def counts(found: Read) -> dict[str, int]:
    return {message.code: message.values["n"] for message in found.messages if "n" in message.values}


def test_ibis_of_rijssen_holten(shared: Path) -> None:
    raws = read_file(shared / "data/areas/IBIS_bedrijventerreinen_rijssen-holten_2017.geojson")
    found = areas.read(raws, PEILDATUM)
    table = found.tables["gebieden"]
    assert len(table) == 22
    assert set(table["gebiedstype"]) == {"bedrijventerrein"}
    assert table["gebied_id"].is_unique
    assert table.loc[0, ["gebied_id", "naam"]].tolist() == ["130088", "Vletgaarsmaten 2B"]
    # Rijssen and Holten lie around (230, 480) km in RD.
    assert table.total_bounds == pytest.approx([223_000, 476_000, 234_500, 482_500], abs=1500)


def test_types_in_the_words_of_registers() -> None:
    raw = layer(soort=["Industrie", "winkelcentrum", "Buitengebied", "woonwijk", None], naam=list("abcde"))
    found = areas.read([raw], PEILDATUM)
    assert types(found) == ["bedrijventerrein", "winkelgebied", "buitengebied"]
    assert counts(found)["areas_other_types"] == 2


def test_codes_of_the_bestand_bodemgebruik() -> None:
    assert types(areas.read([layer(bg2017=[24, 21, 60])], PEILDATUM)) == ["bedrijventerrein", "winkelgebied"]


def test_a_column_whose_words_say_nothing_is_passed_over() -> None:
    assert types(areas.read([layer(type=["A", "B"], categorie=["bedrijventerrein", "winkelgebied"])], PEILDATUM)) == [
        "bedrijventerrein", "winkelgebied",
    ]  # fmt: skip


def test_one_type_given_for_all_is_for_layers_that_say_none() -> None:
    unsaid = layer("IBIS.gpkg", rin_nummer=["a"], type=["x"])
    assert types(areas.read([unsaid], PEILDATUM, area_type="winkelgebied")) == ["winkelgebied"]
    said = areas.read([layer(type=["industrie", "x"])], PEILDATUM, area_type="winkelgebied")
    assert types(said) == ["bedrijventerrein"]
    assert said.messages[0].code == "areas_type_from_column"


def test_the_name_of_the_file_says_the_type_where_no_column_does() -> None:
    found = areas.read([layer("Winkelgebieden 2021.shp", naam=["Centrum"])], PEILDATUM)
    assert types(found) == ["winkelgebied"]
    assert "areas_type_assumed" in {message.code for message in found.messages}


def test_without_any_type_the_sentence_says_what_to_do() -> None:
    with pytest.raises(RefusedError, match="Add a column 'gebiedstype'"):
        areas.read([layer(naam=["Centrum"])], PEILDATUM)
    with pytest.raises(RefusedError, match="'haven' is no area type"):
        areas.read([layer(naam=["Centrum"])], PEILDATUM, area_type="haven")


@pytest.mark.parametrize("column", ["type", "naam"])
def test_a_woonwagenlocatie_is_never_an_area(column: str) -> None:
    raw = layer(**{"type": ["industrie"] * 2, "naam": ["Oost", "West"], column: ["industrie", "Woonwagenlocatie"]})
    found = areas.read([raw], PEILDATUM)
    assert len(types(found)) == 1
    assert counts(found)["areas_woonwagen"] == 1
    with pytest.raises(RefusedError, match="no area is left"):
        areas.read([layer("woonwagenlocaties.gpkg", naam=["x"])], PEILDATUM, area_type="buitengebied")


def test_ids_are_kept_made_and_made_unique() -> None:
    found = areas.read([layer(type=["industrie"] * 4, code=["1", "1", None, "1-2"])], PEILDATUM)
    ids = found.tables["gebieden"]["gebied_id"]
    assert ids.is_unique
    assert ids[0] == "1"
    assert ids[2] == "bedrijventerrein-3"
    assert counts(found)["areas_shared_id"] == 1


def test_overlap_is_told_and_nothing_changed() -> None:
    boxes = [(0, 0, 100, 100), (50, 0, 150, 100), (50, 50, 150, 150), (500, 0, 600, 100), (600, 0, 700, 100)]
    outlines = np.array([shapely.box(*(np.array(b) + [120_000, 487_000] * 2)) for b in boxes])
    frame = pd.DataFrame({"type": ["industrie", "industrie", "detailhandel", "industrie", "industrie"]})
    found = areas.read([Raw("a", frame, outlines, "EPSG:28992")], PEILDATUM)
    # 1+2 share a type; 1+3 and 2+3 do not; 4+5 only touch.
    assert (counts(found)["areas_overlap"], counts(found)["areas_overlap_types"]) == (1, 2)
    assert found.tables["gebieden"].area.tolist() == [10_000] * 5


def test_an_area_that_stands_twice_is_dropped_once() -> None:
    raw = layer(type=["industrie"], code=["7"])
    found = areas.read([raw, raw], PEILDATUM)
    assert len(types(found)) == 1
    assert counts(found)["areas_duplicates"] == 1


def test_a_broken_byte_in_a_name_is_told() -> None:
    found = areas.read([layer(type=["industrie"], naam=["Caf\ufffd"])], PEILDATUM)
    assert counts(found)["areas_broken_name"] == 1
