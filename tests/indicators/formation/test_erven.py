from __future__ import annotations

from typing import TYPE_CHECKING

import shapely

from locatierisico.indicators.erven import Erven, erven
from locatierisico.indicators.occupancy import occupancy
from locatierisico.registers.tables import canonical

if TYPE_CHECKING:
    from locatierisico.registers.tables import Registers

WOON = {"woonfunctie"}


def find(registers: Registers) -> Erven:
    return erven(registers.panden.geometry.to_numpy(), occupancy(registers))


def test_fifteen_metres_chain_and_sixty_join(town: object) -> None:
    # House 0-10. Shed at 25: 15 m, chained. Barn at 50: 15 m from the shed, chained on. Barn at 120: 60 m from the
    # last, joins. Barn at 191: 61 m from the last, an erf of its own.
    panden = [(0, 0, 10), (25, 0, 10), (50, 0, 10), (120, 0, 10), (191, 0, 10)]
    made = find(town(panden, [(0, WOON)]))
    assert made.of_pand.tolist() == [0, 0, 0, 0, 1]
    assert made.dwellings.tolist() == [1, 0]
    assert made.panden.tolist() == [4, 1]


def test_addressed_panden_do_not_join(town: object) -> None:
    assert find(town([(0, 0, 10), (26, 0, 10)], [(0, WOON), (1, WOON)])).of_pand.tolist() == [0, 1]


def test_a_loose_barn_takes_the_nearest_erf(town: object) -> None:
    made = find(town([(0, 0, 10), (50, 0, 10), (80, 0, 10)], [(0, WOON), (2, WOON)]))
    assert made.of_pand.tolist() == [0, 1, 1]


def test_a_hamlet_holds_no_erven(town: object) -> None:
    nine = [(i * 55.0, 0, 10) for i in range(9)]
    assert (find(town(nine, [(i, WOON) for i in range(9)])).of_pand >= 0).all()
    ten = [*nine, (9 * 55.0, 0, 10)]
    assert (find(town(ten, [(i, WOON) for i in range(10)])).of_pand == -1).all()


def test_three_dwellings_or_twenty_six_panden_are_a_cluster(town: object) -> None:
    assert find(town([(0, 0, 10)], [(0, WOON)] * 2)).cluster.tolist() == [False]
    assert find(town([(0, 0, 10)], [(0, WOON)] * 3)).cluster.tolist() == [True]
    row = [(i * 20.0, 0, 10) for i in range(26)]
    assert find(town(row[:25], [])).cluster.tolist() == [False]
    assert find(town(row, [])).cluster.tolist() == [True]


def test_a_ligplaats_is_a_dwelling_on_the_erf(town: object) -> None:
    boats = canonical(
        "ligplaatsen",
        {"identificatie": ["near", "far"]},
        [shapely.MultiPolygon([shapely.box(x, 0, x + 5, 5)]) for x in (25, 500)],
    )
    made = find(town([(0, 0, 10)], [(0, {"industriefunctie"})], ligplaatsen=boats))
    assert made.of_berth.tolist() == [0, -1]
    assert made.dwellings.tolist() == [1]
