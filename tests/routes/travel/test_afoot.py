"""On foot one goes round the water, and from door to door."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from locatierisico.routes.travel.afoot import Afoot

from .test_travel import THIRTY, at, roads

BRIDGE = [((0, 0), (200, 0)), ((200, 0), (200, 100)), ((200, 100), (0, 100))]  # two quays and a bridge
QUAYS = at((0.0, -5.0), (0.0, 105.0))


def test_who_walks_goes_over_the_bridge() -> None:
    minutes = Afoot(THIRTY, roads(BRIDGE)).minutes(QUAYS)
    assert minutes[0, 1] == pytest.approx((5 + 200 + 100 + 200 + 5) / 100)
    (line,) = Afoot(THIRTY, roads(BRIDGE)).lines(QUAYS, np.array([[0, 1]]))
    assert shapely.get_coordinates(line).tolist() == [[0, -5], [0, 0], [200, 0], [200, 100], [0, 100], [0, 105]]


def test_without_a_bridge_there_is_no_way() -> None:
    minutes = Afoot(THIRTY, roads([BRIDGE[0], BRIDGE[2]])).minutes(QUAYS)
    assert np.isinf(minutes[0, 1])


def test_a_one_way_street_is_walked_both_ways() -> None:
    street = roads([((0, 0), (300, 0))], ["H"])
    minutes = Afoot(THIRTY, street).minutes(at((0, 0), (300, 0)))
    assert minutes[1, 0] == minutes[0, 1] == pytest.approx(3.0)


@pytest.mark.parametrize("table", [None, roads([((9_000, 0), (9_100, 0))])], ids=["no roads", "roads elsewhere"])
def test_without_roads_about_it_is_as_the_crow_flies(table: object) -> None:
    afoot = Afoot(THIRTY, table)  # type: ignore[arg-type]
    assert afoot.minutes(at((0, 0), (100, 0)))[0, 1] == pytest.approx(1.3)
    (line,) = afoot.lines(at((0, 0), (100, 0)), np.array([[0, 1]]))
    assert line.equals(shapely.LineString([(0, 0), (100, 0)]))


def test_who_walks_to_the_next_door_does_not_go_round_by_the_streets() -> None:
    """Two doors on a corner: each is nearest to another street, and these meet 300 m away."""
    streets = roads([((0, 0), (300, 0)), ((300, 0), (300, 40)), ((300, 40), (0, 40))])
    doors = at((0, 12), (0, 28), (0, 39))
    afoot = Afoot(THIRTY, streets)
    minutes = afoot.minutes(doors)
    assert minutes[0, 1] == pytest.approx(16 * 1.3 / 100)
    assert minutes[0, 2] == pytest.approx((12 + 300 + 40 + 300 + 1) / 100)
    next_door, far = afoot.lines(doors, np.array([[0, 1], [0, 2]]))
    assert next_door.length == pytest.approx(16)
    assert far.length == pytest.approx(653)
