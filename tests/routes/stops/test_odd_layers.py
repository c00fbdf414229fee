"""Layers beside the stops that cannot be used: a sentence, and never a silent skip."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
import shapely

from locatierisico.registers.raw import Raw
from locatierisico.routes.stops.pins import read_pins
from locatierisico.routes.stops.prepare import prepare
from locatierisico.routes.stops.wishes import Wishes
from locatierisico.safeguards.messages import RefusedError, Severity

sys.path.insert(0, str(Path(__file__).parent))
from made_layers import RD, SHOP, addresses, panden, points

if TYPE_CHECKING:
    from locatierisico.safeguards.messages import Message

THURSDAY = Wishes((date(2026, 12, 3),))
EMPTY: Any = np.empty(0, dtype=object)


def _refusal(**given: Any) -> Message:
    with pytest.raises(RefusedError) as caught:
        prepare(panden(2), THURSDAY, **{"addresses": addresses((0, SHOP), (1, SHOP)), **given})
    return caught.value.message


def test_areas_without_an_area_are_refused() -> None:
    assert _refusal(areas=Raw("gebieden", pd.DataFrame({"naam": []}), EMPTY, RD)).code == "stops_areas_none"


def test_addresses_without_an_address_are_refused() -> None:
    nothing = Raw("adressen", addresses((0, SHOP)).frame.iloc[:0], EMPTY, RD)
    assert _refusal(addresses=nothing).code == "stops_addresses_none"


def test_a_table_that_holds_no_visits_is_told() -> None:
    strange = Raw("bezoeken", pd.DataFrame({"ding": ["x"]}))
    made = prepare(panden(2), THURSDAY, addresses=addresses((0, SHOP), (1, SHOP)), visits=strange)
    (told,) = [one for one in made.messages if one.code == "stops_visits_columns"]
    assert told.severity is Severity.WARNING
    assert told.values["found"] == "ding"


def test_pins_that_contradict_or_cannot_be_read_are_counted() -> None:
    table = pd.DataFrame(
        {
            "stop_id": ["a", "a", "b", "c"],
            "team": ["Noord", "Zuid", "Noord", "Noord"],
            "day": ["2026-12-03", "2026-12-03", "gisteren", None],
            "number": [1, 2, 3, -4],
        }
    )
    pins, messages = read_pins(Raw("vast", table), np.array(["a", "b", "c"], dtype=object))

    assert pins["pinned_team"].tolist() == ["Zuid", "Noord", "Noord"]
    told = {one.code: one.values for one in messages}
    assert told["stops_pins_twice"]["n"] == 1
    assert (told["stops_pins_day"]["n"], told["stops_pins_day"]["values"]) == (1, "gisteren")
    assert told["stops_pins_number"]["n"] == 1


def test_of_a_stop_that_stands_twice_the_second_is_named() -> None:
    made = prepare(points([(180_000, 500_000), (180_500, 500_000)], stop_id=["A", "A"]), THURSDAY)
    (told,) = [one for one in made.messages if one.code == "stops_same_id"]
    assert (told.severity, told.objects) == (Severity.WARNING, ("A",))
    assert shapely.get_x(made.table.geometry.iloc[0]) == 180_000
