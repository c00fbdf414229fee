"""Registers of another municipality are refused; ids that are not in this BAG are counted."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest
import shapely

from locatierisico.registers.linking import check_same_municipality
from locatierisico.registers.tables import Registers, canonical
from locatierisico.safeguards.messages import RefusedError, Severity

VBO = [f"99010100000000{n:02d}" for n in range(10)]


def _registers(**more: Any) -> Registers:
    corners = np.arange(10) * 20.0
    panden = shapely.multipolygons([[shapely.box(130_000 + x, 480_000, 130_010 + x, 480_010)] for x in corners])
    points = shapely.points(130_005 + corners, 480_005)
    return Registers(
        date(2026, 1, 1),
        canonical("panden", {"identificatie": [f"99011000000000{n:02d}" for n in range(10)]}, panden),
        canonical("verblijfsobjecten", {"identificatie": VBO}, points),
        **more,
    )


def _leegstand(ids: list[str]) -> Any:
    return canonical("leegstand", {"adresseerbaar_object_identificatie": ids})


def _incidents(x: float) -> Any:
    return canonical("incidenten", {"incident_id": ["1", "2"]}, shapely.points([x, x], [480_005, 480_005]))


def test_all_at_home_says_nothing() -> None:
    assert check_same_municipality(_registers(leegstand=_leegstand(VBO[:3]), incidenten=_incidents(130_005))) == []


@pytest.mark.parametrize(("strays", "severity"), [(1, Severity.INFO), (3, Severity.WARNING)])
def test_strays_are_counted_and_many_are_a_warning(strays: int, severity: Severity) -> None:
    ids = VBO[:2] + [f"03630100000000{n:02d}" for n in range(strays)]
    (message,) = check_same_municipality(_registers(leegstand=_leegstand(ids)))
    assert message.severity is severity
    assert dict(message.values) == {"table": "leegstand", "n": strays, "total": 2 + strays}


def test_a_list_of_elsewhere_is_refused() -> None:
    with pytest.raises(RefusedError) as refusal:
        check_same_municipality(_registers(leegstand=_leegstand(["0363010000000001"])))
    assert refusal.value.message.code == "load_ids_elsewhere"


def test_woz_objects_are_linked_by_any_of_their_ids() -> None:
    objects = {
        "wozobjectnummer": ["990100000001", "990100000002", "990100000003"],
        "adresseerbaar_object_identificaties": [("0363010000000001", VBO[0]), ("0363010000000002",), ()],
        "pand_identificaties": [(), (), ()],
    }
    (message,) = check_same_municipality(_registers(woz_objecten=canonical("woz_objecten", objects)))
    assert dict(message.values) == {"table": "woz_objecten", "n": 1, "total": 2}


@pytest.mark.parametrize(("x", "refused"), [(131_100.0, False), (131_300.0, True)])
def test_a_kilometre_around_the_buildings_still_belongs_to_them(x: float, *, refused: bool) -> None:
    # The panden end at x = 130190: 910 m and 1110 m away.
    registers = _registers(incidenten=_incidents(x))
    if not refused:
        assert check_same_municipality(registers) == []
        return
    with pytest.raises(RefusedError) as refusal:
        check_same_municipality(registers)
    assert refusal.value.message.code == "load_elsewhere"
