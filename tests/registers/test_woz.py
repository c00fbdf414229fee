from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

import numpy as np
import pandas as pd
import pytest

from locatierisico.registers import woz
from locatierisico.registers.raw import Raw, Read
from locatierisico.safeguards.messages import RefusedError, sentences

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
    with pytest.raises(RefusedError, match=r"no WOZ object has a usable BAG id of 16 digits \(objects: 1\)"):
        read({"wozobjectnummer": ["1"], "waarde": ["200000"], "vbo_id": ["4,57E+14"]})


def test_a_decision_made_later_counts_where_the_ingangsdatum_is_the_same() -> None:
    rows = {
        "wozobjectnummer": ["1", "1"],
        "waarde": ["152000", "171000"],
        "waardepeildatum": ["2017-01-01"] * 2,
        "ingangsdatum": ["2018-01-01"] * 2,
        "datum beschikking": ["03-02-2019", "15-01-2018"],
        "vbo_id": [VBO] * 2,
    }
    found = read(rows)
    assert [value for _, _, value, _ in values(found)] == [152_000]
    assert "woz_conflicts" not in counts(found)


@pytest.mark.parametrize("order", [[0, 1], [1, 0]])
def test_a_row_that_does_not_repeat_the_value_does_not_take_it_away(order: list[int]) -> None:
    value = ["300000", None]
    rows = {"wozobjectnummer": ["1", "1"], "waarde": [value[at] for at in order], "vbo_id": [VBO] * 2}
    assert values(read({**rows, "peildatum": ["2020", "2020"]})) == [("000000000001", "2020-01-01", 300_000, None)]


@pytest.mark.parametrize(
    ("status", "stands"),
    [("02", False), (2, False), (2.0, False), ("vernietigingbeschikking", False), ("02, 02", False), ("02;01", True),
     ("['02', '11']", True), ("02 01", True), ("beschikking vernietigd | bezwaar gehandhaafd", True), (None, True),
     ("20", True), ("12", True)],
)  # fmt: skip
def test_only_what_is_annulled_and_nothing_else_falls_away(status: Any, stands: bool) -> None:  # noqa: FBT001
    rows = {"wozobjectnummer": ["1", "2"], "waarde": [200_000, 300_000], "vbo_id": [VBO] * 2, "peildatum": [2020, 2020]}
    found = read({**rows, "beschikkingsstatus": [status, "01"]})
    assert [number[-1] for number, *_ in values(found)] == (["1", "2"] if stands else ["2"])
    if not stands:
        annulled = next(message for message in found.messages if message.code == "woz_annulled")
        assert annulled.objects == ("000000000001",)


def test_cells_of_a_workbook_of_many_types() -> None:
    found = read(
        {
            "wozobjectnummer": [45700000001.0, "045700000001", 45700000002, "45700000003", np.float64(45700000004)],
            "waarde": [200_000.0, "210.000", 305_000, np.float64(82_000.5), "€ 90.000,-"],
            "waardepeildatum": [datetime(2019, 1, 1), "1-1-2020", date(2020, 1, 1), 2020, pd.Timestamp("2020-01-01")],  # noqa: DTZ001
            "ingangsdatum": [pd.NaT, None, datetime(2021, 1, 1, 0, 0), "20210000", np.nan],  # noqa: DTZ001
            "gebruikscode": [30.0, "30", 10, 21, np.nan],
            "vbo_id": [float(VBO), VBO, int(VBO), None, f"{VBO}, {VBO[:-1]}2"],
            "pand_id": [None, None, None, float(PAND), np.nan],
        }
    )
    assert values(found) == [
        ("045700000001", "2019-01-01", 200_000, "30"),
        ("045700000001", "2020-01-01", 210_000, "30"),
        ("045700000002", "2020-01-01", 305_000, "10"),
        ("045700000003", "2020-01-01", 82_000.5, "21"),
        ("045700000004", "2020-01-01", 90_000, None),
    ]
    objects = found.tables["woz_objecten"].set_index("wozobjectnummer")
    assert objects["adresseerbaar_object_identificaties"].tolist() == [(VBO,), (VBO,), (), (VBO, VBO[:-1] + "2")]
    assert objects.loc["045700000003", "pand_identificaties"] == (PAND,)


def test_objects_that_ended_and_dormant_objects_take_their_values_with_them() -> None:
    rows = {
        "wozobjectnummer": ["1", "2", "2", "3", "4"],
        "waarde": ["100000"] * 5,
        "waardepeildatum": ["2020", "2019", "2020", "2020", "2020"],
        "gebruikscode": ["10", "10", "90", "30", "30"],
        "einddatum object": [None, None, None, "15-10-2021", "16-10-2021"],
        "vbo_id": [VBO] * 5,
    }
    found = read(rows)
    assert [number[-1] for number, *_ in values(found)] == ["1", "4"]
    assert found.tables["woz_objecten"]["wozobjectnummer"].str[-1].tolist() == ["1", "4"]
    told = {message.code: message.objects for message in found.messages}
    assert told["woz_dormant"] == ("000000000002",)
    assert told["woz_ended"] == ("000000000003",)
    with pytest.raises(RefusedError, match="is dormant, ended"):
        read({name: cells[1:4] for name, cells in rows.items()})


def test_a_delivery_in_two_tables() -> None:
    objects = {"wozobjectnummer": ["1"], "waarde": [None], "gebruikscode": ["30"], "vbo_id": [VBO]}
    dated = {"wozobjectnummer": ["1"], "waarde": ["100000"], "peildatum": ["2020"], "pand_id": [None]}
    raws = [Raw(name, pd.DataFrame(held, dtype=object)) for name, held in (("a", objects), ("b", dated))]
    found = woz.read(raws, PEILDATUM)
    assert values(found) == [("000000000001", "2020-01-01", 100_000, None)]
    assert found.tables["woz_objecten"].loc[0, "gebruikscode"] == "30"
    with pytest.raises(RefusedError, match="a: column 'vastgestelde_waarde' holds no values"):
        woz.read(raws[:1], PEILDATUM)


def test_objects_that_name_only_an_address_are_linked_by_it() -> None:
    vbo, other, num = "0457010000000001", "0457010000000002", "0457200000000001"
    frame = pd.DataFrame(
        {
            "wozobjectnummer": ["045700000001", "045700000002", "045700000003", "045700000004"],
            "adresseerbaar_object_id": [None, other, num, None],
            "nummeraanduiding_id": [num[1:], num, None, "0457200000000009"],
            "vastgestelde_waarde": [1000, 2000, 3000, 4000],
            "waardepeildatum": ["2020-01-01"] * 4,
        }
    )
    found = woz.read([Raw("woz.csv", frame)], date(2021, 10, 15), objects_at={num: vbo})
    objects = found.tables["woz_objecten"]["adresseerbaar_object_identificaties"].tolist()
    assert objects == [(vbo,), (other,), (vbo,), ()]
    told = {message.code: message for message in found.messages}
    assert told["woz_by_address"].objects == ("045700000001", "045700000003")
    assert told["woz_unlinked"].objects == ("045700000004",)


def area_of(cells: dict[str, list[Any]]) -> tuple[float, dict[str, tuple[str, ...]]]:
    n = len(cells["oppervlakte"])
    base = {"wozobjectnummer": ["045700000001"] * n, "waarde": ["1000000"] * n, "waardepeildatum": ["1-1-2020"] * n}
    found = read({**base, "vbo_id": [None] * n, **cells})
    told = {message.code: message.objects for message in found.messages if message.code.startswith("woz_areas")}
    return found.tables["woz_objecten"].loc[0, "oppervlakte"], told


SECOND, THIRD = VBO[:-1] + "2", VBO[:-1] + "3"


@pytest.mark.parametrize("order", [[0, 1], [1, 0]])
def test_the_areas_of_different_verblijfsobjecten_of_one_object_are_added_up(order: list[int]) -> None:
    ids, m2 = [VBO, SECOND], ["900", "100"]
    area, told = area_of({"vbo_id": [ids[at] for at in order], "oppervlakte": [m2[at] for at in order]})
    assert area == 1000
    assert told == {"woz_areas_summed": ("045700000001",)}


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        # The area of the object itself, repeated in the row of each verblijfsobject.
        ({"vbo_id": [VBO, SECOND], "oppervlakte": ["900", "900"]}, 900),
        # A verblijfsobject that stands in two rows, one for each pand, counts once.
        ({"vbo_id": [VBO, VBO, SECOND], "oppervlakte": ["900", "900", "100"]}, 1000),
        # Two of three have the same area, so it is not the object's own.
        ({"vbo_id": [VBO, SECOND, THIRD], "oppervlakte": ["80", "80", "40"]}, 200),
        ({"pand_id": [PAND, PAND[:-1] + "2"], "oppervlakte": ["70", "30"]}, 100),
        # Only the newest date counts: 60 + 50.
        (
            {
                "vbo_id": [VBO, SECOND, VBO, SECOND],
                "oppervlakte": ["60", "40", "60", "50"],
                "waardepeildatum": ["1-1-2019", "1-1-2019", "1-1-2020", "1-1-2020"],
            },
            110,
        ),
        # One in a row of its own, two together in another.
        ({"vbo_id": [VBO, f"{SECOND};{THIRD}"], "oppervlakte": ["60", "90"]}, 150),
        # The one decided last counts of each.
        (
            {
                "vbo_id": [VBO, VBO, SECOND],
                "oppervlakte": ["60", "65", "40"],
                "datum beschikking": ["1-2-2021", "1-3-2021", "1-2-2021"],
            },
            105,
        ),
    ],
)
def test_what_areas_on_several_rows_come_to(cells: dict[str, list[Any]], expected: float) -> None:
    area, told = area_of(cells)
    assert area == expected
    assert "woz_areas_differ" not in told


@pytest.mark.parametrize(
    ("ids", "m2"),
    [
        ([VBO, VBO], ["900", "100"]),
        ([VBO, None], ["900", "100"]),
        ([VBO, f"{VBO},{SECOND}"], ["900", "1000"]),
        ([VBO, SECOND, THIRD], ["900", "100", None]),
    ],
)
def test_areas_that_cannot_be_told_apart_are_missing_and_told(ids: list[str | None], m2: list[str | None]) -> None:
    area, told = area_of({"vbo_id": ids, "oppervlakte": m2, "pand_id": [PAND] + [None] * (len(ids) - 1)})
    assert np.isnan(area)
    assert told == {"woz_areas_differ": ("045700000001",)}


def test_areas_beside_a_column_per_date_are_added_up_where_one_row_repeats_the_value() -> None:
    rows = {"wozobjectnummer": ["1", "1"], "waarde_2020": ["1000000", None], "vbo_id": [VBO, SECOND]}
    found = read({**rows, "oppervlakte": ["900", "100"]})
    assert found.tables["woz_objecten"]["oppervlakte"].tolist() == [1000]
    assert values(found) == [("000000000001", "2020-01-01", 1_000_000, None)]


@pytest.mark.parametrize(
    ("days", "ends", "stays"),
    [
        (["1-1-2019", "1-1-2020"], ["31-12-2019", None], True),
        (["1-1-2020", "1-1-2019"], [None, "31-12-2019"], True),
        (["1-1-2019", "1-1-2020"], ["31-12-2019", "31-12-2021"], True),
        (["1-1-2019", "1-1-2020"], [None, "31-12-2020"], False),
        # What a row of after the peildatum says is not known on it.
        (["1-1-2020", "1-1-2022"], ["31-12-2020", None], False),
        # Of one date, the state that was closed and the one that followed it.
        (["1-1-2020", "1-1-2020"], [None, "31-12-2020"], True),
        (["1-1-2020", "1-1-2020"], ["31-12-2020", "31-12-2020"], False),
    ],
)
def test_an_object_ended_where_its_newest_row_says_so(days: list[str], ends: list[str | None], *, stays: bool) -> None:
    found = read(
        {
            "wozobjectnummer": ["1", "1", "2"],
            "waarde": ["250000", "260000", "300000"],
            "waardepeildatum": [*days, "1-1-2020"],
            "einddatum object": [*ends, None],
            "vbo_id": [VBO] * 3,
        }
    )
    assert found.tables["woz_objecten"]["wozobjectnummer"].str[-1].tolist() == (["1", "2"] if stays else ["2"])
    assert ("woz_ended" in counts(found)) is not stays
    if days == ["1-1-2019", "1-1-2020"] and stays:
        assert [value for *_, value, _ in values(found)] == [250_000, 260_000, 300_000]


def test_an_object_with_a_column_per_date_ends_where_none_of_its_rows_lasts() -> None:
    rows = {"wozobjectnummer": ["1", "1", "2"], "waarde_2020": ["250000"] * 3, "vbo_id": [VBO] * 3}
    found = read({**rows, "einddatum object": ["31-12-2020", None, None]})
    assert found.tables["woz_objecten"]["wozobjectnummer"].str[-1].tolist() == ["1", "2"]
    found = read({**rows, "einddatum object": ["31-12-2020", "1-1-2021", None]})
    assert found.tables["woz_objecten"]["wozobjectnummer"].str[-1].tolist() == ["2"]
    found = read({**rows, "einddatum object": ["31-12-2018"] * 2 + [None]}, date(2019, 10, 15))
    assert found.tables["woz_objecten"]["wozobjectnummer"].str[-1].tolist() == ["2"]


def test_values_with_a_comma_between_the_thousands_are_thousands() -> None:
    rows = {"wozobjectnummer": ["1", "2"], "peildatum": ["2020"] * 2, "vbo_id": [VBO] * 2}
    found = read({**rows, "waarde": ["250,000", "310,000"]})
    assert [value for *_, value, _ in values(found)] == [250_000, 310_000]
    assert "woz_in_thousands" not in counts(found)
    found = read({**rows, "waarde": ["250.000", "1250000.50"]})
    assert [value for *_, value, _ in values(found)] == [250_000, 1_250_000.5]


def test_values_that_look_like_thousands_of_euros_are_told_of() -> None:
    rows = {"wozobjectnummer": ["1", "2", "3"], "vbo_id": [VBO] * 3}
    for name, more in (("waarde", {"peildatum": ["2020"] * 3}), ("waarde_2020", {})):
        found = read({**rows, **more, name: ["250", "310", "1250"]})
        told = next(message for message in found.messages if message.code == "woz_in_thousands")
        assert told.values == {"file": "woz.csv", "column": name, "n": 2}
        assert told.objects == ("000000000001", "000000000002")
        assert "woz_in_thousands" not in counts(read({**rows, **more, name: ["250", "310000", None]}))


def told_codes(found: Read) -> set[str]:
    return {message.code for message in found.messages}


@pytest.mark.parametrize("name", ["belastingjaar", "Belasting jaar", "tijdvakjaar"])
@pytest.mark.parametrize("year", ["2021", 2021, 2021.0, "1-1-2021"])
def test_a_value_of_a_tax_year_is_of_the_year_before(name: str, year: Any) -> None:
    rows = {"wozobjectnummer": ["1", "1"], "waarde": ["200000", "210000"], "vbo_id": [VBO] * 2}
    found = read({**rows, name: [2020, year]})
    assert [(day, value) for _, day, value, _ in values(found)] == [("2019-01-01", 2e5), ("2020-01-01", 2.1e5)]
    assert "woz_tax_year" in told_codes(found)
    assert not {"woz_no_date", "woz_conflicts"} & told_codes(found)
    beside = read({**rows, name: [2020, year], "waardepeildatum": ["1-1-2018", "1-1-2019"]})
    assert [day for _, day, *_ in values(beside)] == ["2018-01-01", "2019-01-01"]
    assert "woz_tax_year" not in told_codes(beside)


def test_a_year_that_may_be_either_is_refused_where_no_date_stands_beside_it() -> None:
    rows = {"wozobjectnummer": ["1", "1"], "waarde": ["200000", "210000"], "vbo_id": [VBO] * 2, "jaar": [2020, 2021]}
    with pytest.raises(RefusedError, match="column 'jaar' is the year of the waardepeildatum or the tax year"):
        read(rows)
    for name, expected in (("waardepeildatum", 2019), ("belastingjaar", 2018)):
        found = read({**rows, name: [2019, 2020]})
        assert [day for _, day, *_ in values(found)] == [f"{expected}-01-01", f"{expected + 1}-01-01"]


@pytest.mark.parametrize(
    ("header", "day"),
    [
        ("WOZ waarde (peildatum 1-1-2020)", "2020-01-01"),
        ("WOZ-waarde [2020]", "2020-01-01"),
        ("WOZ-waarde peildatum: 01-01-2019", "2019-01-01"),
        ("WOZ waarde belastingjaar 2021", "2020-01-01"),
        ("woz_waarde_belasting_jaar_2021", "2020-01-01"),
        ("WOZ-waarde (belastingjaar 2020)", "2019-01-01"),
    ],
)
def test_the_date_in_the_name_of_a_column(header: str, day: str) -> None:
    found = read({"wozobjectnummer": ["1"], header: ["200000"], "vbo_id": [VBO]})
    assert values(found) == [("000000000001", day, 200_000, None)]
    assert ("woz_tax_year" in told_codes(found)) is ("belasting" in header)


def test_ids_parted_by_a_slash_are_all_of_the_object() -> None:
    found = read({"wozobjectnummer": ["1"], "waarde_2020": ["200000"], "vbo_id": [f"{VBO}/{SECOND}"]})
    assert found.tables["woz_objecten"].loc[0, "adresseerbaar_object_identificaties"] == (VBO, SECOND)


def test_sentences_that_count_are_right_for_one_as_for_many() -> None:
    counted = {code: said for code, said in sentences().items() if code.startswith("woz_") and "{n}" in said["en"]}
    assert len(counted) > 20
    for code, said in counted.items():
        for language, spoken in said.items():
            # A number before a noun or verb needs another form of it for one.
            assert not re.search(r"\{n\} (?!of|van|gemeenten|municipalities)\w", spoken), (code, language)
