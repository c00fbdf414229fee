from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest

from locatierisico.registers import woz
from locatierisico.registers.raw import Raw, Read
from locatierisico.safeguards.messages import RefusedError

PEILDATUM = date(2021, 10, 15)
VBO, PAND = "0457010000000001", "0457100000000001"


def read(columns: dict[str, list[Any]], peildatum: date = PEILDATUM) -> Read:
    raw = Raw("woz.csv", pd.DataFrame(columns, dtype=object))
    assert woz.recognises(raw)
    return woz.read([raw], peildatum)


def values(found: Read) -> list[tuple[str, str, float, str | None]]:
    table = found.tables["woz_waarden"]
    return [
        (number, f"{day:%Y-%m-%d}", value, code)
        for number, day, value, code in table.itertuples(index=False, name=None)
    ]


def counts(found: Read) -> dict[str, int]:
    return {message.code: message.values["n"] for message in found.messages if "n" in message.values}


@pytest.mark.parametrize(
    ("number", "value", "day", "link"),
    [
        ("wozobjectnummer", "vastgestelde_waarde", "waardepeildatum", "adresseerbaarobjectid"),
        ("WOZ-objectnummer", "WOZ-waarde", "Waardepeildatum", "VBO id"),
        ("object nr", "Waarde", "Peildatum", "BAG_ID"),
        ("wozObjectNummer", "vastgesteldeWaarde", "waardePeildatum", "adresseerbaarObjectIdentificaties"),
    ],
)
def test_the_names_municipalities_give(number: str, value: str, day: str, link: str) -> None:
    found = read({number: ["045700000001"], value: ["250.000"], day: ["1-1-2020"], link: [VBO]})
    assert values(found) == [("045700000001", "2020-01-01", 250_000, None)]
    assert found.tables["woz_objecten"].loc[0, "adresseerbaar_object_identificaties"] == (VBO,)


def test_a_row_per_date_gives_the_codes_of_the_last_date_up_to_the_peildatum() -> None:
    found = read(
        {
            "wozobjectnummer": ["1"] * 3,
            "waarde": ["100.000", "110.000", "120.000"],
            "waardepeildatum": ["20190101", "2021-01-01", "1-1-2022"],
            "gebruikscode": ["20", "12", "30"],
            "vbo_id": [VBO, VBO, VBO[:-1] + "2"],
            "m2": ["80", None, "999999"],
        }
    )
    table = found.tables["woz_objecten"]
    assert len(table) == 1
    assert table.loc[0, "gebruikscode"] == "12"
    assert table.loc[0, "oppervlakte"] == 80  # 2021 is empty, 2022 a filler
    assert table.loc[0, "adresseerbaar_object_identificaties"] == (VBO, VBO[:-1] + "2")
    assert [(value, code) for _, _, value, code in values(found)] == [(1e5, "20"), (1.1e5, "12"), (1.2e5, "30")]
    assert counts(found)["woz_area_fillers"] == 1


def test_a_column_per_year() -> None:
    found = read(
        {
            "woznummer": ["45700000001", "045700000002", "045700000003"],
            "WOZ-waarde 1-1-2021": ["250000", "300000", None],
            "waarde_2020": ["240000", None, None],
            "gebruikscode": ["30", "20", "12"],
            "gebruikscode_2020": ["31", "12", None],
            "pandid": [PAND] * 3,
        }
    )
    assert values(found) == [
        ("045700000001", "2020-01-01", 240_000, "31"),
        ("045700000001", "2021-01-01", 250_000, "30"),
        ("045700000002", "2021-01-01", 300_000, "20"),
    ]
    # An object without any value is an object still.
    assert found.tables["woz_objecten"]["gebruikscode"].tolist() == ["30", "20", "12"]


def test_per_date_the_value_of_the_latest_ingangsdatum_counts() -> None:
    rows = {
        "wozobjectnummer": ["1", "1", "1"],
        "waarde": ["300000", "200000", "250000"],
        "waardepeildatum": ["2020-01-01"] * 3,
        "ingangsdatum": ["2021-06-01", None, "2020-01-01"],
        "vbo_id": [VBO] * 3,
    }
    found = read(rows)
    assert [value for _, _, value, _ in values(found)] == [300_000]
    assert counts(found)["woz_superseded"] == 2


def test_without_an_ingangsdatum_different_values_are_told() -> None:
    rows = {"wozobjectnummer": ["1", "1"], "waarde": ["300000", "200000"], "vbo_id": [VBO] * 2}
    found = read({**rows, "peildatum": ["2020", "2020"]})
    assert values(found) == [("000000000001", "2020-01-01", 200_000, None)]
    assert counts(found)["woz_conflicts"] == 1


def test_rows_that_only_add_an_id_are_one_object() -> None:
    second = VBO[:-1] + "2"
    rows = {"wozobjectnummer": ["1", "1"], "waarde": ["300000"] * 2, "vbo_id": [VBO, second]}
    found = read({**rows, "peildatum": ["2020", "2020"]})
    assert len(values(found)) == 1
    assert found.tables["woz_objecten"].loc[0, "adresseerbaar_object_identificaties"] == (VBO, second)
    assert "woz_conflicts" not in counts(found)


def test_annulled_values_and_values_that_cannot_be_are_no_value() -> None:
    found = read(
        {
            "wozobjectnummer": ["1", "2", "3", "4", "5"],
            "waarde": ["0", "-5", "999999999", "200000", "geen"],
            "peildatum": ["2020"] * 5,
            "vbo_id": [VBO] * 5,
            "statusbeschikking": ["01", "01", "01", "02", None],
        }
    )
    assert [number for number, *_ in values(found)] == [f"{n:012d}" for n in (1, 2, 3, 5)]
    assert np.isnan([value for _, _, value, _ in values(found)]).all()
    told = counts(found)
    assert (told["woz_absurd"], told["woz_annulled"], told["woz_unreadable"]) == (3, 1, 1)


def test_without_a_waardepeildatum_it_is_the_first_of_january_before() -> None:
    found = read({"wozobjectnummer": ["1"], "waarde": ["200000"], "vbo_id": [VBO]})
    assert values(found)[0][1] == "2020-01-01"
    assert "woz_no_date" in {message.code for message in found.messages}


def test_a_holder_of_the_object_never_comes_along() -> None:
    found = read({"wozobjectnummer": ["1"], "waarde": ["200000"], "vbo_id": [VBO], "eigenaar": ["J. Jansen"]})
    for table in found.tables.values():
        assert not table.astype(str).apply(lambda column: column.str.contains("Jansen")).to_numpy().any()


def test_row_order_does_not_matter() -> None:
    frame = pd.DataFrame(
        {
            "wozobjectnummer": [str(n % 7) for n in range(1, 29)],
            "waarde": [str(100_000 + n) for n in range(28)],
            "waardepeildatum": [f"{2018 + n % 4}-01-01" for n in range(28)],
            "vbo_id": [f"045701000000{n:04d}" for n in range(28)],
        }
    )
    straight = woz.read([Raw("a", frame)], PEILDATUM).tables
    shuffled = woz.read([Raw("a", frame.sample(frac=1, random_state=3).reset_index(drop=True))], PEILDATUM).tables
    for name, table in straight.items():
        pd.testing.assert_frame_equal(table, shuffled[name])


def test_bad_input_without_any_bag_id_is_refused() -> None:
    with pytest.raises(RefusedError, match="adresseerbaarobjectid or pandid"):
        read({"wozobjectnummer": ["1"], "waarde": ["200000"]})
    with pytest.raises(RefusedError, match="none of the 1 WOZ objects"):
        read({"wozobjectnummer": ["1"], "waarde": ["200000"], "vbo_id": ["4,57E+14"]})
