"""Who may use a wegvak, and where a car may be left."""

from __future__ import annotations

import pandas as pd
import pytest

from locatierisico.network.uses import drivable, highways, stopping, walkable


@pytest.mark.parametrize(
    ("keeper", "use", "direction", "stops", "walked"),
    [
        ("R", "HR", "H", False, False),  # a motorway
        ("R", None, "T", False, False),  # one of before baansubsoorten were given
        ("R", "OPR", "H", False, False),
        ("G", "AFR", "H", False, False),  # a ramp, whoever keeps it
        ("P", "VBD", "B", False, False),
        ("P", "HR", "H", False, False),  # a provincial road with two carriageways
        ("R", "HR", "B", False, True),  # a trunk road of the state
        ("P", "HR", "B", True, True),
        ("G", "HR", "H", True, True),
        ("G", "RB", "H", True, True),
        ("R", "RB", "B", True, True),
        ("W", "RB", "B", True, True),
    ],
)
def test_nobody_stops_on_a_motorway_nor_on_its_ramps(
    keeper: str, use: str | None, direction: str, *, stops: bool, walked: bool
) -> None:
    table = pd.DataFrame({"wegbeheerdersoort": [keeper], "baansubsoort": [use], "rijrichting": [direction]})

    assert drivable(table).tolist() == [True]
    assert stopping(table).tolist() == [stops]
    assert walkable(table).tolist() == [walked]
    assert highways(table).tolist() == [not walked]
