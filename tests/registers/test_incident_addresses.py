"""Incidents placed by their address when a delivery is read, and those that were not, with the reason."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
import shapely

from locatierisico.registers import bag, incidents
from locatierisico.registers.bag_documents import read_extract
from locatierisico.registers.bag_other_addresses import other_addresses
from locatierisico.registers.geocoding.index import address_index
from locatierisico.registers.load import load
from locatierisico.registers.raw import Raw
from locatierisico.registers.tables import TABLES, canonical
from locatierisico.safeguards.messages import CancelledError, RefusedError, say
from locatierisico.safeguards.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from locatierisico.registers.raw import Read

DAY = date(2021, 10, 15)


def index(old_names: pd.DataFrame | None) -> Any:
    columns = {
        "identificatie": ["0457010000000001", "0457010000000002", "0457010000000003"],
        "openbare_ruimte_naam": ["Hoogstraat", "Hoogstraat", "Kerkstraat"],
        "huisnummer": [4, 6, 8],
        "postcode": ["1381VT", "1381VT", "1381XN"],
        "woonplaats_naam": ["Weesp"] * 3,
    }
    points = shapely.points([[131_000, 480_000], [131_010, 480_000], [131_500, 480_000]])
    return address_index({"verblijfsobjecten": canonical("verblijfsobjecten", columns, points)}, None, old_names)


def table(**columns: list[Any]) -> Raw:
    n = len(next(iter(columns.values())))
    held = {
        "nummer": [f"i{row}" for row in range(1, n + 1)],
        "soort": ["hennep"] * n,
        "datum": ["2021-01-01 12:00"] * n,
    }
    return Raw("incidenten.csv", pd.DataFrame({**held, **columns}, dtype=object))


def read(*raws: Raw) -> Read:
    assert all(incidents.recognises(raw) for raw in raws[:1])
    return incidents.read(raws, DAY, addresses=index)


def told(found: Read) -> dict[str, Any]:
    return {message.code: message for message in found.messages}


def test_columns_with_an_address_are_enough() -> None:
    found = read(table(straat=["Hoogstraat", "Hoogstr."], huisnummer=["4", "6"], plaats=["Weesp", "Weesp"]))
    made = found.tables["incidenten"]
    assert made.geometry.x.tolist() == [131_000, 131_010]
    assert made["match_score"].tolist() == pytest.approx([1, 0.98])
    assert found.tables["incidenten_zonder_plek"].empty
    messages = told(found)
    assert messages["incidents_placed_exactly"].objects == ("i1",)
    assert messages["incidents_placed_nearly"].objects == ("i2",)
    assert messages["incidents_placed_exactly"].values["street"] == 1
    assert all(say(message, tongue) for message in found.messages for tongue in ("nl", "en"))


def test_coordinates_go_first_and_addresses_fill_what_they_lack() -> None:
    found = read(
        table(
            x=["132000", None, "0", None],
            y=["481000", None, "0", None],
            adres=["Hoogstraat 4, Weesp", "Hoogstraat 6, Weesp", "Kerkstraat 8", "Kerkstraat 9, Weesp"],
        )
    )
    made = found.tables["incidenten"]
    assert made["incident_id"].tolist() == ["i1", "i2", "i3"]
    assert made.geometry.x.tolist() == [132_000, 131_010, 131_500]
    np.testing.assert_allclose(made["match_score"], [np.nan, 1, 0.9])
    lost = found.tables["incidenten_zonder_plek"]
    assert list(lost.columns) == list(TABLES["incidenten_zonder_plek"].columns)
    assert lost[["incident_id", "adres", "reason", "candidate"]].to_numpy().tolist() == [
        ["i4", "Kerkstraat 9, Weesp", "no_such_number", "Kerkstraat, Weesp"]
    ]
    assert told(found)["incidents_no_such_number"].objects == ("i4",)
    assert "incidents_unplaced" not in told(found)


def test_points_that_are_null_are_placed_by_address() -> None:
    raw = table(adres=["Hoogstraat 4, Weesp", "Hoogstraat 6, Weesp"])
    layer = Raw("laag", raw.frame, np.array([shapely.Point(132_000, 481_000), None]), "EPSG:28992")
    made = read(layer).tables["incidenten"]
    assert made.geometry.x.tolist() == [132_000, 131_010]
    bare = Raw("laag", raw.frame, np.array([None, None]), "EPSG:28992")
    assert read(bare).tables["incidenten"].geometry.x.tolist() == [131_000, 131_010]


@pytest.mark.parametrize(
    ("adres", "shown"),
    [
        ("Jan Jansen, BSN 123456782, Nieuwstraat 10", "Nieuwstraat 10"),
        ("Jan Jansen Nieuwstraat 10, Weesp", "Nieuwstraat 10, Weesp"),
        ("Jan Jansen 10", None),
        ("Piet Pietersen", None),
        ("123456782", None),
        ("Piet Pietersen 1381VT", "1381VT"),
        ("jan.jansen@voorbeeld.nl Kerkstraat 99", "Kerkstraat 99"),
        ("Kerkstraat 99, tel. 06-12345678, Weesp", "Kerkstraat 99, Weesp"),
        ("Kerkstraat 99, (0294) 123 456, Weesp", "Kerkstraat 99, Weesp"),
        ("Kerkstraat 99, Jan Jansen", "Kerkstraat 99"),
        ("Burgemeester van der Plasstraat 12a", "Burgemeester van der Plasstraat 12A"),
        ("hoek Kerkstraat / Jan Jansen", "Kerkstraat"),
    ],
)
def test_only_what_was_recognised_of_an_address_is_kept(adres: str, shown: str | None) -> None:
    lost = read(table(adres=["Hoogstraat 4, Weesp", adres])).tables["incidenten_zonder_plek"]
    assert lost["adres"].tolist() == [shown]
    assert lost["reason"].notna().all()


def test_columns_of_an_address_are_cleaned_as_well() -> None:
    found = read(
        table(
            straat=["Hoogstraat", "Brink", "Jan Jansen 06-12345678", "Zuidstraat"],
            huisnummer=["4", "12", "3", "123456782"],
            toevoeging=[None, None, "Jan Jansen", None],
            plaats=["Weesp", "Den Haag", "Weesp", "j.jansen@voorbeeld.nl"],
        )
    )
    assert found.tables["incidenten_zonder_plek"]["adres"].tolist() == ["Brink 12, Den Haag", "3, Weesp", "Zuidstraat"]


def test_examples_of_addresses_show_what_was_recognised_alone() -> None:
    with pytest.raises(RefusedError, match=r"for example: Nieuwstraat 10\.") as error:
        read(table(adres=["Jan Jansen, BSN 123456782, Nieuwstraat 10", "Jan Jansen"]))
    assert "Jansen" not in str(error.value) + say(error.value.message, "nl")


def test_what_was_written_is_given_back() -> None:
    found = read(
        table(
            straat=["Hoogstraat", "Zuidstraat"],
            huisnummer=["4", "12"],
            huisletter=[None, "a"],
            toevoeging=[None, "3"],
            postcode=["1381VT", "9999ZZ"],
            woonplaats=["Weesp", "Elders"],
        )
    )
    lost = found.tables["incidenten_zonder_plek"]
    assert lost["adres"].tolist() == ["Zuidstraat 12A3, 9999ZZ Elders"]
    assert lost["reason"].tolist() == ["outside_this_bag"]


def test_remarks_are_never_searched_for_an_address() -> None:
    raw = table(toelichting=["Hoogstraat 4, Weesp"], locatie=["Hoogstraat 4, Weesp"])
    assert not incidents.recognises(raw)
    with pytest.raises(RefusedError, match="adres"):
        incidents.read([raw], DAY, addresses=index)
    for name in ("adres_melder_bekend", "postadres", "adres_verdachte"):
        assert not incidents.recognises(table(**{name: ["Hoogstraat 4, Weesp"]}))


def test_a_cell_too_long_for_an_address_is_not_read() -> None:
    story = "Hoogstraat 4, Weesp " + "(" * 1_000_000
    found = read(table(adres=["Hoogstraat 4, Weesp", story]))
    assert found.tables["incidenten_zonder_plek"][["adres", "reason"]].to_numpy().tolist() == [[None, "no_address"]]


def test_old_names_come_as_a_table_of_the_delivery() -> None:
    names = Raw("namen.csv", pd.DataFrame({"oude_naam": ["Brink"], "nieuwe_naam": ["Hoogstraat"]}))
    found = read(table(adres=["Brink 4, Weesp"]), names)
    assert found.tables["incidenten"]["match_score"].tolist() == pytest.approx([0.95])
    assert told(found)["incidents_old_names"].values["n"] == 1


def test_undated_rows_are_not_looked_up() -> None:
    found = read(
        table(
            nummer=["a", "b"],
            datum=["2021-01-01 12:00", "ooit"],
            adres=["Kerkstraat 8, Weesp", "Kerkstraat 7, Weesp"],
        )
    )
    assert found.tables["incidenten"]["incident_id"].tolist() == ["a"]
    assert found.tables["incidenten_zonder_plek"].empty


def test_of_two_alike_the_placed_one_stays_and_another_address_is_another_incident() -> None:
    found = read(
        table(
            nummer=["a"] * 6,
            x=[None, "131500", None, None, None, None],
            y=[None, "480000", None, None, None, None],
            # The third is where the second was placed; the fifth repeats the fourth; the last says no place.
            adres=["Kerkweg 1", "Kerkweg 1", "Kerkstraat 8, Weesp", "Kerkstraat 9, Weesp", "Kerkstraat 9, Weesp", None],
        )
    )
    assert found.tables["incidenten"].geometry.x.tolist() == [131_500]
    assert found.tables["incidenten_zonder_plek"]["adres"].tolist() == ["Kerkstraat 9, Weesp"]
    assert told(found)["incidents_duplicates"].values["n"] == 4
    assert told(found)["incidents_same_id_elsewhere"].values["n"] == 1


@pytest.mark.parametrize("name", ["nummer", "Nr"])
def test_a_number_beside_a_street_is_its_house_number(name: str) -> None:
    raw = table(straat=["Hoogstraat", "Hoogstraat", "Kerkstraat"], plaats=["Weesp"] * 3)
    frame = raw.frame.drop(columns="nummer").assign(**{name: ["4", "6", "8"]})
    made = read(Raw("i.csv", frame)).tables["incidenten"]
    assert made.geometry.x.tolist() == [131_000, 131_010, 131_500]
    assert made["incident_id"].tolist() == ["1", "2", "3"]
    # Two streets, one number, one day.
    placed = frame.assign(**{name: ["10"] * 3}, x=["131000", "131000", "131500"], y=["480000"] * 3)
    assert len(incidents.read([Raw("i.csv", placed)], DAY).tables["incidenten"]) == 3


def test_a_number_beside_a_street_that_holds_its_own_is_of_the_incident() -> None:
    made = read(table(nummer=["7", "9"], straat=["Hoogstraat 4", "Hoogstraat 6"])).tables["incidenten"]
    assert made["incident_id"].tolist() == ["7", "9"]
    assert made.geometry.x.tolist() == [131_000, 131_010]
    coded = incidents.read([table(nummer=["PL1", "PL2"], straat=["A", "B"], x=["131000"] * 2, y=["480000"] * 2)], DAY)
    assert coded.tables["incidenten"]["incident_id"].tolist() == ["PL1", "PL2"]


def test_not_one_address_of_this_bag_is_refused_with_examples() -> None:
    with pytest.raises(RefusedError, match="Dorpsweg 1; Dorpsweg 2"):
        read(table(adres=["Dorpsweg 1, Elders", "Dorpsweg 2, Elders"]))


def test_coordinates_alone_leave_the_rest_without_a_place() -> None:
    found = incidents.read([table(x=["131000", ""], y=["480000", ""])], DAY)
    assert found.tables["incidenten"]["match_score"].isna().all()
    assert found.tables["incidenten_zonder_plek"]["reason"].tolist() == ["no_address"]
    everywhere = incidents.read([table(x=["131000"], y=["480000"])], DAY)
    assert "incidenten_zonder_plek" not in everywhere.tables


def test_cancel_stops_the_looking_up() -> None:
    raw = table(adres=["Hoogstraat 4, Weesp"])
    with pytest.raises(CancelledError):
        incidents.read([raw], DAY, addresses=index, watch=Watch(cancelled=lambda: True))


def test_weesp_gives_incidents_their_place(shared: Path, tmp_path: Path) -> None:
    extract = shared / "data/bag/BAGGEM0457L-15102021_Weesp.zip"
    path = tmp_path / "incidenten.csv"
    path.write_text(
        "zaaknummer;soort;datum;straat;huisnummer;plaats\n"
        "1;hennep;1-2-2021;Heemraadweg;328;Weesp\n"
        # Called G.J.Sibillalaan until 9-12-2010.
        "2;hennep;1-2-2021;G.J. Sibillalaan;3;Weesp\n"
        # A nevenadres.
        "3;hennep;1-2-2021;Keurstraat;28;Weesp\n"
        "4;hennep;1-2-2021;Heemraadweg;9999;Weesp\n",
        encoding="utf-8",
    )
    seen: list[float] = []
    loaded = load({"BAG": [extract], "INCIDENTS": [path]}, DAY, watch=Watch(progress=seen.append)).registers
    objects = loaded.verblijfsobjecten.set_index("identificatie").geometry
    expected = objects[["0457010000002045", "0457010000006107", "0457010000057344"]]
    assert loaded.incidenten.geometry.tolist() == expected.tolist()
    assert loaded.incidenten["match_score"].tolist() == pytest.approx([1, 0.95, 1])
    assert loaded.incidenten_zonder_plek["incident_id"].tolist() == ["4"]
    assert seen == sorted(seen)


def test_the_history_of_weesp_names_streets_it_had(shared: Path) -> None:
    raws = read_extract(shared / "data/bag/BAGGEM0457L-15102021_Weesp.zip")
    found = other_addresses(raws, bag.read(raws, DAY).tables, DAY)
    former = found[found["former"]]
    assert (~found["former"]).sum() == 4
    assert sorted(former.loc[former["openbare_ruimte_naam"] == "G.J.Sibillalaan", "huisnummer"]) == [1, 3, 5, 7, 9, 11]


def test_other_forms_of_the_bag_tell_of_no_other_addresses(light: Callable[..., list[Raw]]) -> None:
    assert other_addresses(light(), {}, DAY).empty
