from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from locatierisico.registers import areas
from locatierisico.registers.files import read_file
from locatierisico.registers.opening import Ask, open_delivery
from locatierisico.registers.raw import Raw, Read
from locatierisico.safeguards.messages import RefusedError

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
    # Veeneslagen stands there three times with one number, each another part; the damaged bytes are in the years only.
    assert table.loc[table["naam"] == "Veeneslagen", "gebied_id"].tolist() == ["130060", "130060-2", "130060-3"]
    assert set(counts(found)) == {"areas_type_assumed", "areas_shared_id", "areas_slivers"}
    # Rijssen and Holten lie around (230, 480) km in RD.
    assert table.total_bounds == pytest.approx([223_000, 476_000, 234_500, 482_500], abs=1500)


def test_types_in_the_words_of_registers() -> None:
    raw = layer(soort=["Industrie", "winkelcentrum", "Buitengebied", "woonwijk", None], naam=list("abcde"))
    found = areas.read([raw], PEILDATUM)
    assert types(found) == ["bedrijventerrein", "winkelgebied", "buitengebied"]
    assert counts(found)["areas_other_types"] == 2


def test_pieces_of_the_bestand_bodemgebruik_that_adjoin_are_one_area() -> None:
    raw = squares(
        (0, 0, 100, 100), (100, 0, 200, 100), (300, 0, 400, 100), (100, 100, 200, 200), (500, 0, 600, 100),
        (200, 100, 300, 200), bg2015=[24] * 6, bg2017=[24, 24, 24, 21, 51, 24], bodemgebruik=["x"] * 6,
    )  # fmt: skip
    found = areas.read([raw], PEILDATUM)
    table = found.tables["gebieden"].set_index("gebied_id")
    # The first two share a side; the last touches the others in a corner only; agrarian ground (51) is no buitengebied.
    assert table.area.to_dict() == {
        "bedrijventerrein-120100-487050": 20_000,
        "bedrijventerrein-120350-487050": 10_000,
        "bedrijventerrein-120250-487150": 10_000,
        "winkelgebied-120150-487150": 10_000,
    }
    told = {m.code: m.values for m in found.messages}
    assert (told["areas_dissolved"]["n"], told["areas_dissolved"]["total"]) == (5, 4)
    assert (told["areas_other_types"]["n"], told["areas_other_types"]["values"]) == (1, "51")


def test_a_number_is_a_code_of_the_bestand_bodemgebruik_only_in_its_own_column() -> None:
    with pytest.raises(RefusedError, match="nothing says which type"):
        areas.read([layer(type=[24, 21])], PEILDATUM)


def test_functional_areas_of_top10nl() -> None:
    held = {
        "typefunctioneelgebied": [
            "bedrijventerrein",
            "gebouwencomplex",
            "woonwagencentrum",
            "camping",
            "bedrijventerrein",
        ],
        "soortnaam": [None, "Winkelcentrum", None, None, None],
        "naamnl": ["Oost", "Hoog Catharijne", None, "Zon", "Oud"],
        "lokaal_id": ["128", "129", "130", "131", "132"],
        "objecteindtijd": [None, None, None, None, "2019-03-01T00:00:00"],
    }
    spelled = {
        "typeFunctioneelGebied": "typefunctioneelgebied", "soortnaam": "soortnaam", "naamNL": "naamnl",
        "lokaalID": "lokaal_id", "objectEindTijd": "objecteindtijd",
    }  # fmt: skip
    found = areas.read([layer(**held)], PEILDATUM)
    gml = areas.read([layer(**{name: held[column] for name, column in spelled.items()})], PEILDATUM)
    for table in (found.tables["gebieden"], gml.tables["gebieden"]):
        assert table[["gebied_id", "naam", "gebiedstype"]].to_numpy().tolist() == [
            ["128", "Oost", "bedrijventerrein"],
            ["129", "Hoog Catharijne", "winkelgebied"],
        ]
    assert (counts(found)["areas_woonwagen"], counts(found)["areas_earlier"]) == (1, 1)


def test_layers_that_say_no_type_beside_ones_that_do_are_left_aside() -> None:
    typed, houses = layer("top10nl (functioneel_gebied)", typefunctioneelgebied=["bedrijventerrein"]), layer(
        "top10nl (gebouw_vlak)", typegebouw=["overig"])  # fmt: skip
    found = areas.read([houses, typed], PEILDATUM)
    assert len(types(found)) == 1
    assert found.messages[0].values["file"] == "top10nl (gebouw_vlak)"
    # A type given for all is not meant for the houses in the same file, but is for a layer of its own.
    at = Path("top10nl.gpkg")
    given = areas.read(
        [replace(houses, path=at), replace(typed, path=at), squares((900, 0, 950, 50), naam=["Zuid"])],
        PEILDATUM, area_type="winkelgebied",
    )  # fmt: skip
    assert types(given) == ["bedrijventerrein", "winkelgebied"]


TOP10NL = """<?xml version="1.0" encoding="UTF-8"?>
<top10nl:FeatureCollectionT10NL xmlns:top10nl="http://register.geostandaarden.nl/gmlapplicatieschema/top10nl/1.2.0"
 xmlns:brt="http://register.geostandaarden.nl/gmlapplicatieschema/brt-algemeen/1.2.0"
 xmlns:gml="http://www.opengis.net/gml/3.2" gml:id="NL.TOP10NL_FC1">{}</top10nl:FeatureCollectionT10NL>"""
FUNCTIONAL = """<top10nl:FeatureMember><top10nl:FunctioneelGebied gml:id="nl.top10nl.{id}"><top10nl:identificatie>
<brt:NEN3610ID><brt:namespace>NL.TOP10NL</brt:namespace><brt:lokaalID>{id}</brt:lokaalID></brt:NEN3610ID>
</top10nl:identificatie><top10nl:objectBeginTijd>2015-08-15</top10nl:objectBeginTijd>
<top10nl:typeFunctioneelGebied>{type}</top10nl:typeFunctioneelGebied><top10nl:naamNL>Oost</top10nl:naamNL>
<top10nl:geometrie><brt:BRTVlakMultivlakOfPunt>{shape}</brt:BRTVlakMultivlakOfPunt></top10nl:geometrie>
</top10nl:FunctioneelGebied></top10nl:FeatureMember>"""
PLACE = """<brt:puntGeometrie><gml:Point gml:id="x" srsName="urn:ogc:def:crs:EPSG::28992">
<gml:pos>120050 487050</gml:pos></gml:Point></brt:puntGeometrie>"""
GROUND = """<brt:vlakGeometrie><gml:Polygon gml:id="y" srsName="urn:ogc:def:crs:EPSG::28992"><gml:exterior>
<gml:LinearRing><gml:posList>120000 487000 120100 487000 120100 487100 120000 487100 120000 487000</gml:posList>
</gml:LinearRing></gml:exterior></gml:Polygon></brt:vlakGeometrie>"""


def test_top10nl_as_gml(tmp_path: Path) -> None:
    held = FUNCTIONAL.format(id=101, type="arboretum", shape=PLACE), FUNCTIONAL.format(
        id=102, type="bedrijventerrein", shape=GROUND)  # fmt: skip
    path = tmp_path / "top10nl.gml"
    path.write_text(TOP10NL.format("".join(held)), encoding="utf-8")
    found = areas.read(open_delivery(Ask("AREAS"), path).raws, PEILDATUM)
    table = found.tables["gebieden"]
    assert table[["gebied_id", "naam", "gebiedstype"]].to_numpy().tolist() == [["102", "Oost", "bedrijventerrein"]]
    assert table.area.tolist() == [10_000]


def test_shopping_zones_of_locatus() -> None:
    raw = layer(
        "wg2023.shp", WINKELGEBIEDID=[11, 12, 13], WINKELGEBIEDNAAM=["Centrum", "Oost", "Rest"],
        WINKELGEBIEDTYPERING=["Kernverzorgend groot", "Buurtcentrum", "Verspreide bewinkeling"],
    )  # fmt: skip
    found = areas.read([raw], PEILDATUM)
    assert found.tables["gebieden"][["gebied_id", "naam", "gebiedstype"]].to_numpy().tolist() == [
        ["11", "Centrum", "winkelgebied"],
        ["12", "Oost", "winkelgebied"],
    ]
    assert counts(found)["areas_other_types"] == 1


def test_of_several_editions_of_ibis_the_newest_before_the_peildatum_counts_per_estate() -> None:
    raw = layer(
        "IBIS_historie.gpkg", RIN_NUMMER=[7, 7, 7, 8, 9, 9], JAAR=[2019, 2021, 2023, 2018, 2021, 2021],
        PLAN_NAAM=["Oud", "Nu", "Straks", "Weg", "Deel 1", "Deel 2"], GEM_CODES=["0457"] * 6,
        HA_BRUTO=[1.0] * 6, HA_NETTO=[1.0] * 6, WLOC_TYPE=["x"] * 6,
    )  # fmt: skip
    found = areas.read([raw], PEILDATUM)
    assert found.tables["gebieden"]["naam"].tolist() == ["Nu", "Weg", "Deel 1", "Deel 2"]
    assert found.tables["gebieden"]["gebied_id"].tolist() == ["7", "8", "9", "9-2"]
    assert counts(found)["areas_earlier"] == 2
    assert about(found, "areas_not_in_newest") == ["8"]


def test_the_year_of_a_regional_ibis_is_when_an_estate_was_laid_out() -> None:
    raw = layer(RINNUMMER=[7, 7, 8], JAAR=["1975", "1990", "v1900"], BEDRIJVENT=["Fase 1", "Fase 2", "Oud"])
    assert len(areas.read([raw], PEILDATUM).tables["gebieden"]) == 3


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


def squares(*boxes: tuple[float, float, float, float], **columns: list[Any]) -> Raw:
    """Boxes in metres from (120, 487) km."""
    outlines = np.array([shapely.box(*np.add(box, [120_000, 487_000] * 2)) for box in boxes], dtype=object)
    return Raw("gebieden.gpkg", pd.DataFrame(columns), outlines, "EPSG:28992")


def about(found: Read, code: str) -> list[str]:
    return sorted(next(message.objects for message in found.messages if message.code == code))


def test_where_areas_of_one_type_overlap_the_smaller_keeps_the_ground() -> None:
    raw = squares(
        (0, 0, 100, 100), (50, 0, 130, 100), (50, 50, 150, 150), (500, 0, 600, 100), (600, 0, 700, 100),
        type=["industrie", "industrie", "detailhandel", "industrie", "industrie"], code=list("abcde"),
    )  # fmt: skip
    found = areas.read([raw], PEILDATUM)
    # a and b share 5000 m² and a type, b is the smaller; c is of another type; d and e only touch.
    assert found.tables["gebieden"].area.tolist() == [5_000, 8_000, 10_000, 10_000, 10_000]
    assert (counts(found)["areas_overlap"], about(found, "areas_overlap")) == (1, ["a", "b"])
    assert (counts(found)["areas_overlap_types"], about(found, "areas_overlap_types")) == (2, ["a", "b", "c"])


def test_an_area_inside_another_stays_and_one_that_is_covered_goes() -> None:
    raw = squares(
        (0, 0, 100, 100), (40, 40, 60, 60), (300, 0, 400, 100), (300, 0, 400, 50), (300, 50, 400, 100),
        type=["industrie"] * 5, code=list("abcde"),
    )  # fmt: skip
    found = areas.read([raw], PEILDATUM)
    assert found.tables["gebieden"].set_index("gebied_id").area.to_dict() == {"a": 9600, "b": 400, "d": 5000, "e": 5000}
    assert about(found, "areas_covered") == ["c"]


def test_slivers_go_and_are_counted() -> None:
    # b covers all of a but a strip of 0.4 m beside it, and 20 m at the other end; c and d share a strip of 5 cm.
    raw = squares(
        (0, 0, 100, 10), (0.4, 0, 80, 12), (200, 0, 300, 100), (299.95, 0, 390, 100),
        type=["industrie"] * 4, code=list("abcd"),
    )  # fmt: skip
    found = areas.read([raw], PEILDATUM)
    assert found.tables["gebieden"].area.tolist() == pytest.approx([200, 955.2, 9995, 9005])
    told = next(message for message in found.messages if message.code == "areas_slivers")
    assert told.values == {"n": 1, "scraps": 1, "area": 4.0}


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.floats(0, 400), st.floats(0, 400), st.floats(5, 200), st.floats(5, 200), st.booleans()),
        min_size=1,
        max_size=12,
    )
)
def test_no_two_areas_of_one_type_share_ground_and_none_is_lost(
    drawn: list[tuple[float, float, float, float, bool]],
) -> None:
    raw = squares(
        *((x, y, x + wide, y + high) for x, y, wide, high, _ in drawn),
        type=["industrie" if estate else "winkels" for *_, estate in drawn],
    )
    found = areas.read([raw], PEILDATUM)
    scraps = next((m.values["area"] for m in found.messages if m.code == "areas_slivers"), 0.0)
    for gebiedstype, word in (("bedrijventerrein", "industrie"), ("winkelgebied", "winkels")):
        table = found.tables["gebieden"]
        made = table.geometry.to_numpy()[(table["gebiedstype"] == gebiedstype).to_numpy()]
        before = shapely.area(shapely.union_all(raw.geometry[(raw.frame["type"] == word).to_numpy()]))
        assert shapely.area(shapely.union_all(made)) == pytest.approx(shapely.area(made).sum(), abs=1e-3)
        assert before - scraps - 0.2 <= shapely.area(made).sum() <= before + 1e-3


def test_an_area_that_stands_twice_is_dropped_once() -> None:
    raw = layer(type=["industrie"], code=["7"])
    found = areas.read([raw, raw], PEILDATUM)
    assert len(types(found)) == 1
    assert counts(found)["areas_duplicates"] == 1


def test_a_broken_byte_in_a_name_is_told() -> None:
    found = areas.read([layer(type=["industrie"], naam=["Caf\ufffd"])], PEILDATUM)
    assert counts(found)["areas_broken_name"] == 1


def test_all_areas_under_one_id_stay_apart() -> None:
    found = areas.read([layer(type=["industrie"] * 3, id=["x"] * 3)], PEILDATUM)
    assert found.tables["gebieden"]["gebied_id"].tolist() == ["x", "x-2", "x-3"]
    assert about(found, "areas_shared_id") == ["x-2", "x-3"]


def test_bow_ties_lines_and_nothing_among_the_polygons() -> None:
    raw = layer(type=["industrie"] * 5, id=list("abcde"))
    bowtie = shapely.Polygon([(120_000, 487_000), (120_100, 487_100), (120_100, 487_000), (120_000, 487_100)])
    line = shapely.LineString([(120_000, 487_000), (120_100, 487_000)])
    held = np.array([bowtie, line, None, shapely.Polygon(), raw.geometry[4]], dtype=object)
    found = areas.read([replace(raw, geometry=held)], PEILDATUM)
    assert found.tables["gebieden"]["gebied_id"].tolist() == ["a", "e"]
    assert found.tables["gebieden"].area.tolist() == [5_000, 10_000]
    assert (counts(found)["spatial_repaired"], counts(found)["spatial_null"]) == (1, 2)
    assert counts(found)["spatial_dropped_type"] == 1
