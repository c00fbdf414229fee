from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
import shapely

from locatierisico.registers import incidents
from locatierisico.registers.files import read_file
from locatierisico.registers.raw import Raw, Read
from locatierisico.safeguards.messages import RefusedError

if TYPE_CHECKING:
    from pathlib import Path

PEILDATUM = date(2021, 10, 15)


def table(**columns: list[Any]) -> Raw:
    n = len(next(iter(columns.values())))
    held = {"x": ["121000"] * n, "y": ["487000"] * n, "soort": ["hennep"] * n, "datum": ["2021-01-01 12:00"] * n}
    return Raw("incidenten.csv", pd.DataFrame({**held, **columns}, dtype=object))


def read(raw: Raw) -> pd.DataFrame:
    assert incidents.recognises(raw)
    return incidents.read([raw], PEILDATUM).tables["incidenten"]


def stamps(written: list[str]) -> list[pd.Timestamp]:
    return [pd.Timestamp(moment) for moment in written]


def counts(found: Read) -> dict[str, int]:
    return {message.code: message.values["n"] for message in found.messages if "n" in message.values}


def test_memphis_is_not_in_the_netherlands(shared: Path) -> None:
    with pytest.raises(RefusedError, match="outside the Netherlands"):
        incidents.read(read_file(shared / "data/incidents/sfhotspot_memphis_robberies_2019.csv"), PEILDATUM)


def test_memphis_laid_on_the_netherlands_keeps_every_robbery(shared: Path) -> None:
    raw = read_file(shared / "data/incidents/sfhotspot_memphis_robberies_2019.csv")[0]
    places = raw.frame[["longitude", "latitude"]].astype(float)
    moved = pd.DataFrame(
        {"x": (places["longitude"] + 90) * 60_000 + 130_000, "y": (places["latitude"] - 35) * 100_000 + 450_000}
    ).round(1)
    written = moved.astype(str).apply(lambda column: column.str.replace(".", ",", regex=False))
    frame = raw.frame.drop(columns=["longitude", "latitude"]).assign(**written)
    found = incidents.read([Raw("verplaatst.csv", frame)], PEILDATUM)
    made = found.tables["incidenten"]
    assert len(made) == 2245
    np.testing.assert_allclose(made.geometry.x, moved["x"])
    np.testing.assert_allclose(made.geometry.y, moved["y"])
    assert made["begin"].iloc[0] == pd.Timestamp("2019-01-01 01:30")
    assert (made["begin"] == made["eind"]).all()
    assert set(made["soort"]) == set(raw.frame["offense_type"])
    assert "incidents_no_herkomst" in {message.code for message in found.messages}


@pytest.mark.parametrize(
    ("names", "place"),
    [
        (("x", "y"), ("121000,5", "487000,25")),
        (("RD_X", "RD_Y"), ("121.000,5", "487.000,25")),
        (("x_coord", "y_coord"), ("121000.5", "487000.25")),
    ],
)
def test_rd_coordinates_in_every_sign(names: tuple[str, str], place: tuple[str, str]) -> None:
    raw = Raw(
        "i.csv", pd.DataFrame({names[0]: [place[0]], names[1]: [place[1]], "soort": ["a"], "datum": ["1-1-2021"]})
    )
    assert (read(raw).geometry.x[0], read(raw).geometry.y[0]) == (121000.5, 487000.25)


@pytest.mark.parametrize("names", [("lon", "lat"), ("lengtegraad", "breedtegraad"), ("x", "y")])
def test_degrees_are_known_by_name_or_by_their_size(names: tuple[str, str]) -> None:
    # The tower of Amersfoort, where RD New has (155000, 463000): (5.387206, 52.155174) on WGS 84, within a metre.
    raw = Raw(
        "i.csv", pd.DataFrame({names[0]: ["5,387206"], names[1]: ["52,155174"], "soort": ["a"], "datum": ["1-1-2021"]})
    )
    point = read(raw).geometry[0]
    assert point.distance(shapely.Point(155_000, 463_000)) < 1


def test_a_day_without_a_time_is_a_window_of_that_day() -> None:
    raw = table(datum=["1-2-2021", "1-2-2021 13:45", "3-2-2021"])
    made = read(raw)
    assert made["begin"].tolist() == stamps(["2021-02-01", "2021-02-01 13:45", "2021-02-03"])
    assert made["eind"].tolist() == stamps(["2021-02-01 23:59:59", "2021-02-01 13:45", "2021-02-03 23:59:59"])
    assert counts(incidents.read([raw], PEILDATUM))["incidents_whole_day"] == 2


def test_time_columns_and_windows() -> None:
    raw = table(
        pleegdatum_begin=["1-2-2021", "1-2-2021", "1-2-2021", "5-2-2021"],
        pleegtijd_begin=["22:00", "2200", None, "10:00"],
        pleegdatum_eind=["2-2-2021", None, "2-2-2021", "4-2-2021"],
        pleegtijd_eind=["06:30", None, None, "10:00"],
    )
    raw = replace(raw, frame=raw.frame.drop(columns="datum"))
    made = read(raw)
    assert made["begin"].tolist() == stamps(["2021-02-01 22:00", "2021-02-01 22:00", "2021-02-01", "2021-02-05 10:00"])
    assert made["eind"].tolist() == stamps(
        ["2021-02-02 06:30", "2021-02-01 22:00", "2021-02-02 23:59:59", "2021-02-05 10:00"]
    )
    assert counts(incidents.read([raw], PEILDATUM))["incidents_end_before_begin"] == 1


def test_herkomst_in_other_words() -> None:
    words = [
        "Melding burger",
        "aangifte",
        "Integrale controle",
        "ambtshalve",
        "onbekend",
        None,
        "zonnig",
        "niet gemeld",
    ]
    raw = table(herkomst=words)
    assert read(raw)["herkomst"].tolist() == ["gemeld"] * 2 + ["ontdekt"] * 2 + ["onbekend"] * 4
    assert counts(incidents.read([raw], PEILDATUM))["incidents_other_herkomst"] == 2


def test_ids_are_kept_or_made_of_the_row() -> None:
    assert read(table(zaaknummer=["A1", None]))["incident_id"].tolist() == ["A1", "rij 2"]
    assert read(table(datum=["2021-01-01 12:00", None, "2021-01-03 12:00"]))["incident_id"].tolist() == ["1", "3"]
    two = incidents.read([table(soort=["a"]), table(soort=["a"])], PEILDATUM).tables["incidenten"]
    assert two["incident_id"].is_unique


def test_one_incident_told_twice_counts_once_and_two_facts_of_one_number_are_two() -> None:
    raw = table(incidentnummer=["1", "1", "1"], soort=["hennep", "hennep", "diefstal"])
    found = incidents.read([raw], PEILDATUM)
    assert found.tables["incidenten"]["soort"].tolist() == ["hennep", "diefstal"]
    assert counts(found)["incidents_duplicates"] == 1


def test_what_begins_later_is_kept_and_counted() -> None:
    found = incidents.read([table(datum=["2021-10-15 23:00", "2021-10-16 00:30"])], PEILDATUM)
    assert len(found.tables["incidenten"]) == 2
    assert counts(found)["incidents_later"] == 1


def test_rows_without_place_or_date_are_left_out_and_counted() -> None:
    found = incidents.read([table(x=["121000", "", "0", "121000"], y=["487000", "487000", "0", "487000"],
                                  datum=["1-1-2021", "1-1-2021", "1-1-2021", "ooit"])], PEILDATUM)  # fmt: skip
    assert len(found.tables["incidenten"]) == 1
    told = counts(found)
    assert (told["incidents_unplaced"], told["incidents_undated"], told["incidents_unreadable_date"]) == (2, 1, 1)


def test_free_text_is_never_read() -> None:
    raw = table(toelichting=["Buurman J. Jansen belde", "x"])
    assert not read(raw).astype(str).apply(lambda column: column.str.contains("Jansen")).to_numpy().any()
    story = table(
        soort=[f"Melder zag op dag {n} dat er bij de buren iets vreemds gebeurde in de schuur" for n in range(5)]
    )
    with pytest.raises(RefusedError, match="free text"):
        incidents.read([story], PEILDATUM)


def test_bad_input_without_any_place_says_what_to_add() -> None:
    raw = table(soort=["a"])
    with pytest.raises(RefusedError, match="add columns x and y"):
        incidents.read([replace(raw, frame=raw.frame.drop(columns=["x", "y"]))], PEILDATUM)
    with pytest.raises(RefusedError, match="Add a column 'soort'"):
        incidents.read([replace(raw, frame=raw.frame.drop(columns="soort"))], PEILDATUM)


def test_points_of_a_layer() -> None:
    frame = pd.DataFrame({"type": ["a", "b"], "date": pd.to_datetime(["2021-01-01T10:00", "2021-01-02T11:00"])})
    raw = Raw("laag", frame, shapely.points([[121_000, 487_000], [121_001, 487_000]]), "EPSG:28992")
    assert read(raw).geometry.x.tolist() == [121_000, 121_001]


def test_kinds_that_name_a_person_are_not_read() -> None:
    kinds = ["inbraak", "inbraak", "bedreiging, tel 06-12345678", "jan@voorbeeld.nl", "123456782", "600123456"]
    frame = pd.DataFrame({"soort": kinds, "datum": ["2021-03-05"] * 6, "x": [131000] * 6, "y": [481000] * 6})
    read = incidents.read([Raw("meldingen.csv", frame)], date(2021, 10, 15))
    assert read.tables["incidenten"]["soort"].dropna().unique().tolist() == ["inbraak", "600123456"]
    assert next(m for m in read.messages if m.code == "incidents_kind_persons").values["n"] == 3
