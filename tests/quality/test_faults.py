"""Every known fault gives exactly the known figure and objects, and nothing else turns up."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import shapely

from locatierisico.quality.catalogue import catalogue
from locatierisico.quality.catalogue.incidents import REASON
from locatierisico.quality.examine import examine
from locatierisico.quality.model import Grade
from locatierisico.registers.geocoding.outcome import Reason
from locatierisico.registers.tables import canonical
from locatierisico.safeguards.messages import Message, note, warn

if TYPE_CHECKING:
    from collections.abc import Callable

    from locatierisico.registers.tables import Registers

PAND = [f"99011000000000{n:02d}" for n in range(10)]
VBO = [f"99010100000000{n:02d}" for n in range(10)]
WOZ = [f"9901000000{n:02d}" for n in range(10)]
TOLD = (
    note("registers_newest", table="BGT", newest="2025-12-01"),
    note("registers_newest", table="wegvakken", newest="2025-12-01"),
)

Changes = dict[str, Any]


def _set(column: str, row: int, value: Any) -> Callable[[dict[str, Any], Any], None]:
    def change(columns: dict[str, Any], _: Any) -> None:
        columns[column][row] = value

    return change


def _all(column: str, value: Any) -> Callable[[dict[str, Any], Any], None]:
    def change(columns: dict[str, Any], _: Any) -> None:
        columns[column] = [value] * len(columns[column])

    return change


def _shape(row: int, shape: Any) -> Callable[[dict[str, Any], Any], None]:
    def change(_: dict[str, Any], geometry: Any) -> None:
        geometry[row] = shape

    return change


def _both(*changes: Callable[[dict[str, Any], Any], None]) -> Callable[[dict[str, Any], Any], None]:
    def change(columns: dict[str, Any], geometry: Any) -> None:
        for one in changes:
            one(columns, geometry)

    return change


def _square(x: float, y: float, wide: float = 10, high: float = 10) -> Any:
    return shapely.multipolygons([shapely.box(x, y, x + wide, y + high)])


def _piled(columns: dict[str, Any], geometry: Any) -> None:
    """Put 26 more verblijfsobjecten on the point of the first, each in its pand."""
    for number in range(26):
        for values in columns.values():
            values.append(values[0])
        columns["identificatie"][-1] = f"99010100000001{number:02d}"
        columns["huisnummer"][-1] = 100.0 + number
        columns["oppervlakte"][-1] = 100.0
        columns["gebruiksdoelen"][-1] = ["woonfunctie"]
        geometry.append(geometry[0])


def _on_one_point(count: int, x: float, y: float) -> Callable[[dict[str, Any], Any], None]:
    def change(columns: dict[str, Any], geometry: Any) -> None:
        for number in range(count):
            for values in columns.values():
                values.append(values[0])
            columns["incident_id"][-1] = f"P{number:02d}"
            geometry.append(shapely.Point(x, y))

    return change


def _loose_road(columns: dict[str, Any], geometry: Any) -> None:
    for values in columns.values():
        values.append(values[0])
    columns["wegvak_id"][-1], columns["knoop_begin"][-1], columns["knoop_eind"][-1] = "w10", "x", "y"
    geometry.append(shapely.LineString([(130_100, 480_500), (130_200, 480_500)]))


FAULTS: dict[str, tuple[Changes, dict[str, tuple[float, float | None, list[str]]]]] = {
    "a pand without bouwjaar": (
        {"panden": _set("bouwjaar", 3, None)},
        {"panden_bouwjaar_missing": (1, 10, [PAND[3]])},
    ),
    "a verblijfsobject 1 m from its pand": (
        {"verblijfsobjecten": _shape(0, shapely.Point(130_011, 480_005))},
        {"bag_vbo_outside_pand": (1, 10, [VBO[0]])},
    ),
    "a verblijfsobject 6 m from its pand": (
        {"verblijfsobjecten": _shape(0, shapely.Point(130_016, 480_005))},
        {"bag_vbo_outside_pand": (1, 10, [VBO[0]]), "bag_vbo_far_from_pand": (1, 10, [VBO[0]])},
    ),
    "one of two panden is far away": (
        {"verblijfsobjecten": _set("pand_identificaties", 0, (PAND[0], PAND[9]))},
        {},
    ),
    "a pand that is not in stock": (
        {"verblijfsobjecten": _set("pand_identificaties", 2, ("9901100000009999",))},
        {"bag_pand_unknown": (1, 10, [VBO[2]])},
    ),
    "a pand that names none": (
        {"verblijfsobjecten": _set("pand_identificaties", 2, ())},
        {"verblijfsobjecten_pand_identificaties_missing": (1, 10, [VBO[2]])},
    ),
    "26 verblijfsobjecten on the point of another": (
        {"verblijfsobjecten": _piled},
        {"bag_vbo_piled": (27, 36, [VBO[0], *(f"99010100000001{n:02d}" for n in range(26))])},
    ),
    "two verblijfsobjecten at one address": (
        {"verblijfsobjecten": _set("huisnummer", 1, 1.0)},
        {"bag_address_twice": (2, 10, VBO[:2])},
    ),
    "a pand of 0.81 m²": (
        {
            "panden": _shape(4, _square(130_164.5, 480_004.5, 0.9, 0.9)),
            "bgt_panden": _shape(4, _square(130_164.5, 480_004.5, 0.9, 0.9)),
        },
        {"bag_pand_small": (1, 10, [PAND[4]])},
    ),
    "two panden with one outline": (
        {
            "panden": _shape(1, _square(130_000, 480_000)),
            "bgt_panden": _shape(1, _square(130_000, 480_000)),
            "verblijfsobjecten": _shape(1, shapely.Point(130_006, 480_005)),
        },
        {"bag_pand_same_outline": (2, 10, PAND[:2])},
    ),
    # A strip of 0.5 x 10 m lies in both: 5 m², where 1 m² may.
    "two panden that overlap": (
        {"panden": _shape(1, _square(130_009.5, 480_000, 40.5))},
        {
            "bag_pand_overlap": (2, 10, PAND[:2]),
            "bag_pand_without_bgt_shape": (1, 10, [PAND[1]]),
            "bgt_pand_other_shape": (1, 10, [PAND[1]]),
        },
    ),
    "two panden that share less than 1 m²": (
        {
            "panden": _shape(1, _square(130_009.95, 480_000, 40.05)),
            "bgt_panden": _shape(1, _square(130_009.95, 480_000, 40.05)),
        },
        {},
    ),
    "a BGT pand without id": (
        {"bgt_panden": _set("pand_identificatie", 5, None)},
        {
            "bgt_panden_pand_identificatie_missing": (1, 10, ["P5"]),
            "bag_pand_without_bgt_id": (1, 10, [PAND[5]]),
            "bgt_pand_without_bag_id": (1, 10, ["P5"]),
        },
    ),
    # 10 x 10 beside 10 x 6 within it: they share 60 % of their union; 10 x 4 shares 40 %.
    "a BGT pand of six tenths": ({"bgt_panden": _shape(5, _square(130_200, 480_000, 10, 6))}, {}),
    "a BGT pand of four tenths": (
        {"bgt_panden": _shape(5, _square(130_200, 480_000, 10, 4))},
        {"bgt_pand_other_shape": (1, 10, [PAND[5]]), "bag_pand_without_bgt_shape": (1, 10, [PAND[5]])},
    ),
    "a BGT pand elsewhere": (
        {"bgt_panden": _shape(5, _square(130_215, 480_000))},
        {
            "bgt_pand_other_shape": (1, 10, [PAND[5]]),
            "bag_pand_without_bgt_shape": (1, 10, [PAND[5]]),
            "bgt_pand_without_bag_shape": (1, 10, ["P5"]),
        },
    ),
    "a lokaal_id twice": (
        {"bgt_panden": _set("lokaal_id", 1, "P0")},
        {"bgt_id_twice": (2, 13, ["P0", "P0"])},
    ),
    "a WOZ object without ids": (
        {"woz_objecten": _both(_set("adresseerbaar_object_identificaties", 0, ()), _set("pand_identificaties", 0, ()))},
        {
            "woz_objecten_adresseerbaar_object_identificaties_missing": (1, 10, [WOZ[0]]),
            "woz_without_bag": (1, 10, [WOZ[0]]),
            "woz_without_id": (1, 10, [WOZ[0]]),
            "bag_business_without_woz": (1, 10, [VBO[0]]),
        },
    ),
    "a WOZ object of objects that are gone": (
        {
            "woz_objecten": _both(
                _set("adresseerbaar_object_identificaties", 0, ("9901010000009999",)),
                _set("pand_identificaties", 0, ()),
            )
        },
        {
            "woz_without_bag": (1, 10, [WOZ[0]]),
            "woz_id_unknown": (1, 10, [WOZ[0]]),
            "bag_business_without_woz": (1, 10, [VBO[0]]),
        },
    ),
    "a WOZ object that only names its pand": (
        {"woz_objecten": _set("adresseerbaar_object_identificaties", 0, ())},
        {"woz_objecten_adresseerbaar_object_identificaties_missing": (1, 10, [WOZ[0]])},
    ),
    # Half of the BAG's 100 m² is 50: 151 differs by more, 150 does not.
    "a WOZ object of 151 m²": (
        {"woz_objecten": _set("oppervlakte", 6, 151.0)},
        {"woz_bag_area_differs": (1, 10, [WOZ[6]])},
    ),
    "a WOZ object of 150 m²": ({"woz_objecten": _set("oppervlakte", 6, 150.0)}, {}),
    "a WOZ object without a value on the last date": (
        {"woz_waarden": _set("waardepeildatum", 6, "2024-01-01")},
        {"woz_without_last_value": (1, 10, [WOZ[6]])},
    ),
    "an incident outside": (
        {"incidenten": _shape(0, shapely.Point(132_100, 480_000))},
        {"incidents_outside": (1, 10, ["I0"])},
    ),
    "incidents piled where no address is": (
        {"incidenten": _on_one_point(10, 131_000, 480_500)},
        {"incidents_default_point": (10, 20, [f"P{n:02d}" for n in range(10)])},
    ),
    "incidents piled on few addresses": (
        {"incidenten": _on_one_point(10, 130_005, 480_005)},
        {"incidents_default_point": (11, 20, ["I0", *(f"P{n:02d}" for n in range(10))])},
    ),
    "five incidents on one point": (
        {"incidenten": _on_one_point(5, 131_000, 480_500)},
        {"incidents_default_point": (5, 15, [f"P{n:02d}" for n in range(5)])},
    ),
    "four incidents on one point": ({"incidenten": _on_one_point(4, 131_000, 480_500)}, {}),
    "an incident at midnight": (
        {"incidenten": _both(_set("begin", 1, "2025-12-20T00:00:00"), _set("eind", 1, "2025-12-20T00:00:00"))},
        {},
    ),
    "an incident with a date only": (
        {"incidenten": _both(_set("begin", 1, "2025-12-20T00:00:00"), _set("eind", 1, "2025-12-20T23:59:59"))},
        {"incidents_date_only": (1, 10, [])},
    ),
    "an incident of a whole day": (
        {"incidenten": _both(_set("begin", 1, "2025-12-20T00:00:00"), _set("eind", 1, "2025-12-20T23:59:59"))},
        {"incidents_date_only": (1, 10, [])},
    ),
    "an incident in a window from midnight": (
        {"incidenten": _both(_set("begin", 1, "2025-12-20T00:00:00"), _set("eind", 1, "2025-12-20T06:00:00"))},
        {},
    ),
    "an incident of unknown herkomst": (
        {"incidenten": _set("herkomst", 1, "onbekend")},
        {"incidents_herkomst_unknown": (1, 10, [])},
    ),
    "three incidents of kinds without a theme": (
        {
            "incidenten": lambda c, _: c.update(
                soort=["inbraak", "Inbraak ", "HENNEPKWEKERIJ ", "fietsdiefstal", *c["soort"][4:]]
            )
        },
        {"incidents_kind_unmapped": (3, 10, [])},
    ),
    "an incident after the peildatum": (
        {"incidenten": _both(_set("begin", 1, "2026-01-02T10:00:00"), _set("eind", 1, "2026-01-02T10:00:00"))},
        {"incidents_later": (1, 10, ["I1"])},
    ),
    "areas that overlap": (
        {"gebieden": _shape(1, _square(130_180, 479_900, 300, 300))},
        {"areas_overlap": (2, 2, ["a", "b"])},
    ),
    "areas of two types that overlap": (
        {"gebieden": _both(_set("gebiedstype", 1, "winkelgebied"), _shape(1, _square(130_180, 479_900, 300, 300)))},
        {"areas_overlap_types": (2, 2, ["a", "b"])},
    ),
    "areas that hold four of ten": (
        {"gebieden": _shape(1, _square(129_000, 479_000, 50, 50))},
        {},
    ),
    "buurten of half the municipality": (
        {"buurten": _shape(0, _square(129_000, 479_000, 1_200, 2_000))},
        {"buurten_uncovered": (360, 600, []), "buurten_addresses_outside": (5, 10, VBO[5:])},
    ),
    "a wegvak without a junction": (
        {"wegvakken": _set("knoop_eind", 4, None)},
        {
            "wegvakken_knoop_eind_missing": (1, 10, ["w4"]),
            "roads_no_junction": (1, 10, ["w4"]),
            "roads_cut_off": (2, 2, ["w5", "w3"]),  # all roads lie on one line, which is their edge
        },
    ),
    # Both ends of the new road lie far inside the municipality and on the edge of the roads: nothing is farther north.
    "a wegvak apart": (
        {"wegvakken": _loose_road},
        {"roads_isolated": (1, 11, ["w10"]), "roads_cut_off": (2, 2, ["w10", "w10"])},
    ),
    "a list that names what is gone": (
        {"leegstand": _set("adresseerbaar_object_identificatie", 0, "9901010000009999")},
        {"leegstand_not_in_bag": (1, 2, ["9901010000009999"])},
    ),
    "a list that names a pand": ({"lijsten": _set("adresseerbaar_object_identificatie", 0, PAND[0])}, {}),
}


def _found(
    registers: Registers, messages: tuple[Message, ...] = TOLD
) -> dict[str, tuple[float, float | None, list[str]]]:
    made = {}
    for one in examine(registers, messages).checked:
        if one.grade not in (None, Grade.OK):
            finding = one.finding
            assert finding is not None
            ids = [] if finding.objects is None else finding.objects["identificatie"].dropna().tolist()
            made[one.check.id] = (finding.n, finding.of, ids)
    return made


def test_in_a_clean_municipality_nothing_is_found(spoiled: Callable[..., Registers]) -> None:
    registers = spoiled()
    assert _found(registers) == {}
    undone = {one.check.id: one.why.en for one in examine(registers, TOLD).checked if one.why is not None}
    assert {name.split("_")[0] for name in undone} == {"ligplaatsen", "standplaatsen", "incidenten", "incidents"}
    assert undone["incidents_address_not_found"] == "no incidents were placed by their address"


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found_and_nothing_else(spoiled: Callable[..., Registers], fault: str) -> None:
    changes, expected = FAULTS[fault]
    assert _found(spoiled(**changes)) == expected


# The addresses lie at y = 480,005 and the roads at 480,020.
@pytest.mark.parametrize(("north", "far"), [(230, 0), (240, 10)])
def test_addresses_too_far_from_a_road(spoiled: Callable[..., Registers], north: float, far: int) -> None:
    def moved(_: dict[str, Any], geometry: Any) -> Any:
        return list(shapely.transform(np.array(geometry), lambda xy: xy + np.array([0, north])))

    found = _found(spoiled(wegvakken=moved))
    assert found == ({"roads_addresses_far": (10, 10, VBO)} if far else {})


def test_addresses_that_were_not_found_are_counted_by_reason(spoiled: Callable[..., Registers]) -> None:
    reasons = ["no_such_number", "street_unknown", "no_such_number", "no_address"]
    failed = {"incident_id": list("ABCD"), "reason": reasons}
    registers = replace(spoiled(), incidenten_zonder_plek=canonical("incidenten_zonder_plek", failed))
    (one,) = [one for one in examine(registers, TOLD).checked if one.check.id == "incidents_address_not_found"]
    assert one.finding is not None
    assert (one.finding.n, one.finding.of) == (3, 13)
    assert [(name.nl, n) for name, n in one.finding.parts if not isinstance(name, str)] == [
        ("nummer niet in deze straat", 2),
        ("straat niet bekend", 1),
    ]
    assert one.finding.objects is not None
    assert list(one.finding.objects["identificatie"]) == ["A", "B", "C"]


@pytest.mark.parametrize("code", ["incidents_unplaced", "incidents_no_address", "spatial_null"])
def test_incidents_without_any_place_are_counted_once_and_not_as_addresses(
    spoiled: Callable[..., Registers], code: str
) -> None:
    failed = {"incident_id": ["A", "B"], "reason": ["no_address"] * 2}
    registers = replace(spoiled(), incidenten_zonder_plek=canonical("incidenten_zonder_plek", failed))
    found = _found(registers, (*TOLD, replace(warn(code, file="x", n=2), register="INCIDENTS")))
    check = "incidents_geometry_left_out" if code == "spatial_null" else "incidents_left_out"
    assert found == {check: (2, 12, [])}


def test_every_reason_has_words() -> None:
    assert set(REASON) | {"no_address"} == {reason.value for reason in Reason}


def test_business_outside_the_areas_is_counted(spoiled: Callable[..., Registers]) -> None:
    registers = spoiled(gebieden=_shape(1, _square(129_000, 479_000, 50, 50)))
    (one,) = [one for one in examine(registers, TOLD).checked if one.check.id == "areas_business_outside"]
    assert one.finding is not None
    # The first area ends at x = 130,190, so the last five of ten lie outside: at 130,205 and beyond.
    assert (one.finding.n, one.finding.of) == (5, 10)


@pytest.mark.parametrize(
    ("message", "check", "figure"),
    [
        (
            note("bag_fillers", file="x", table="panden", column="bouwjaar", n=2).about(PAND[:2]),
            "bag_bouwjaar_filler",
            (2, 10),
        ),
        (
            note("bag_fillers", file="x", table="verblijfsobjecten", column="oppervlakte", n=1),
            "bag_oppervlakte_filler",
            (1, 10),
        ),
        (note("bag_identical", file="x", table="panden", n=1).about(PAND[:1]), "bag_identical", (1, 22)),
        (warn("bag_conflicting", file="x", table="panden", n=1).about(PAND[:1]), "bag_conflicting", (1, 22)),
        (warn("bag_no_id", file="x", table="panden", n=3), "bag_without_id", (3, 25)),
        (note("bag_zeros", file="x", table="panden", n=3), "bag_short_ids", (3, 22)),
        (warn("bag_status_unknown", file="x", table="panden", n=3, statuses="-"), "bag_status_unknown", (3, 22)),
        (warn("bgt_registered_later", layer="x", n=4, peildatum="1"), "bgt_registered_later", (4, 13)),
        (note("woz_area_fillers", file="x", n=4), "woz_area_filler", (4, 10)),
        (warn("woz_conflicts", n=4), "woz_conflicts", (4, 10)),
        (warn("woz_undated", file="x", n=10), "woz_left_out", (10, 20)),
        (warn("incidents_unplaced", file="x", n=10), "incidents_left_out", (10, 20)),
        (warn("incidents_duplicates", n=10), "incidents_duplicates", (10, 20)),
        (note("incidents_numbered", file="x", n=10), "incidents_numbered", (10, 10)),
        (warn("areas_shared_id", n=1), "areas_shared_id", (1, 2)),
        (warn("buurten_no_code", file="x", n=1), "buurten_without_code", (1, 2)),
    ],
)
def test_what_was_told_while_loading_is_counted(
    spoiled: Callable[..., Registers], message: Message, check: str, figure: tuple[int, int]
) -> None:
    found = _found(spoiled(), (*TOLD, message))
    assert {name: held[:2] for name, held in found.items()} == {check: figure}
    assert found[check][2] == list(message.objects)


def test_messages_of_shared_codes_count_for_their_own_register(spoiled: Callable[..., Registers]) -> None:
    told = warn("spatial_repaired", file="x", n=1).about(["W1"])
    found = _found(spoiled(), (*TOLD, Message(told.code, told.values, told.severity, told.objects, "BGT")))
    assert found == {"bgt_geometry_repaired": (1, 13, ["W1"])}


def test_messages_of_several_layers_add_up(spoiled: Callable[..., Registers]) -> None:
    layers = [warn("bgt_registered_later", layer=layer, n=n, peildatum="1") for layer, n in (("a", 1), ("b", 3))]
    (one,) = [one for one in examine(spoiled(), (*TOLD, *layers)).checked if one.check.id == "bgt_registered_later"]
    assert one.finding is not None
    assert (one.finding.n, one.finding.parts) == (4, (("b", 3), ("a", 1)))


@pytest.mark.parametrize(
    ("newest", "grade"),
    [
        ("2025-12-31", "ok"),
        ("2026-03-01", "ok"),
        ("2025-06-30", "note"),
        ("2024-06-30", "attention"),
        ("2022-12-31", "serious"),
    ],
)
def test_age_is_counted_from_the_newest_registration(
    spoiled: Callable[..., Registers], newest: str, grade: str
) -> None:
    told = (note("registers_newest", table="BGT", newest=newest),)
    (one,) = [one for one in examine(spoiled(), told).checked if one.check.id == "bgt_currency"]
    assert one.grade is not None
    assert one.grade.value == grade


def test_every_check_can_find_something() -> None:
    found = {name for _, expected in FAULTS.values() for name in expected}
    by_hand = {name for name, check in catalogue().items() if not check.from_messages and check.field is None}
    tested_elsewhere = {"roads_addresses_far", "incidents_address_not_found", "areas_business_outside"}
    tested_elsewhere |= {name for name in by_hand if name.endswith("_currency")} | {
        "vestigingen_not_in_bag",
        "lijsten_not_in_bag",
    }
    assert by_hand - found - tested_elsewhere == set()
