from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import shapely

from locatierisico.indicators.built_up import built_up
from locatierisico.indicators.derive import derive_areas
from locatierisico.safeguards.messages import CancelledError
from locatierisico.safeguards.watch import Watch

if TYPE_CHECKING:
    from locatierisico.registers.tables import Registers

INDUSTRIE, KANTOOR, WINKEL, WOON = {"industriefunctie"}, {"kantoorfunctie"}, {"winkelfunctie"}, {"woonfunctie"}


def said(messages: tuple) -> dict[str, dict]:
    return {m.code: dict(m.values) for m in messages}


def test_weesp_gives_the_known_areas(weesp: Registers) -> None:
    made = derive_areas(weesp)
    areas = made.gebieden
    hectares = (areas.area / 10_000).round().tolist()
    assert areas["gebied_id"].tolist() == ["bt-01", "bt-02", "bt-03", "wg-01", "wg-02", "bg-01"]
    assert hectares[:3] == [70, 19, 9]
    assert set(areas["bron"]) == {"afgeleid uit BAG"}
    assert areas.geometry.is_valid.all()
    told = said(made.messages)
    assert told["derive_bedrijventerrein_mixed"]["n"] == 2
    assert told["derive_bedrijventerrein_mixed"]["shares"] == "28 %, 50 %"
    assert told["derive_bedrijventerrein_small"]["n"] == 1
    assert told["derive_built_up"]["hectares"] == pytest.approx(237, abs=2)


def test_weesp_estates_hold_the_known_numbers_of_firms(weesp: Registers) -> None:
    # 412, 45 and 43 verblijfsobjecten; 111 and 12 shops. Some that belong to no cluster may lie inside as well.
    areas = derive_areas(weesp).gebieden
    doelen = weesp.verblijfsobjecten["gebruiksdoelen"]
    firms = doelen.map(lambda held: bool(held & {"industriefunctie", "kantoorfunctie"}) and "woonfunctie" not in held)
    shops = doelen.map(lambda held: "winkelfunctie" in held)
    points = weesp.verblijfsobjecten.geometry.to_numpy()
    for number, chosen, known in ((0, firms, 412), (1, firms, 45), (2, firms, 43), (3, shops, 111), (4, shops, 12)):
        inside = shapely.contains(areas.geometry.to_numpy()[number], points[chosen.to_numpy()]).sum()
        assert known <= inside <= known + 6


def test_five_shops_make_a_zone_and_four_do_not(town: object) -> None:
    # Five panden of 10 m, 65 m apart: a hull of 270 x 10 m, grown by 25 m: 2700 + 560 x 25 + pi x 625 m².
    row = [(i * 65.0, 0, 10) for i in range(5)]
    made = derive_areas(town(row, [(i, WINKEL) for i in range(5)]), types=["winkelgebied"]).gebieden
    assert len(made) == 0
    close = [(i * 30.0, 0, 10) for i in range(5)]  # a hull of 130 x 10 m
    made = derive_areas(town(close, [(i, WINKEL) for i in range(5)]), types=["winkelgebied"]).gebieden
    assert made["naam"].tolist() == ["Winkelgebied rond Dorpsstraat"]
    assert made.area[0] == pytest.approx(1300 + 280 * 25 + np.pi * 625, rel=0.01)
    assert len(derive_areas(town(close, [(i, WINKEL) for i in range(4)]), types=["winkelgebied"]).gebieden) == 0


@pytest.mark.parametrize(("side", "kept"), [(100, 1), (104, 0)])
def test_an_estate_with_too_much_housing_falls_away(town: object, side: float, kept: int) -> None:
    # Ten halls of 40 m on a ring are 16,000 m²; a block of homes inside of 100² leaves 61.5 % unlived, of 104² 59.7 %.
    ring = [(0, 0), (80, 0), (160, 0), (240, 0), (240, 80), (240, 160), (160, 160), (80, 160), (0, 160), (0, 80)]
    panden = [(float(x), float(y), 40.0) for x, y in ring] + [(80.0, 48.0, side)]
    uses = [(i, doelen) for i in range(10) for doelen in (INDUSTRIE, KANTOOR, INDUSTRIE)] + [(10, WOON)]
    made = derive_areas(town(panden, uses), types=["bedrijventerrein"])
    assert len(made.gebieden) == kept
    assert ("derive_bedrijventerrein_mixed" in said(made.messages)) == (kept == 0)


def test_a_small_estate_falls_away(town: object) -> None:
    made = derive_areas(town([(0, 0, 50)], [(0, INDUSTRIE)] * 8), types=["bedrijventerrein"])
    assert len(made.gebieden) == 0
    assert said(made.messages)["derive_bedrijventerrein_small"]["n"] == 1


def test_built_up_closes_what_lies_within_200_metres() -> None:
    # Two panden of 10 m, 40 m apart: chained. Closing a convex pair gives at least their hull of 60 x 10 m, waisted
    # where the two circles of 100 m meet: half the gap is 20 m, so the waist is 100 - sqrt(100² - 20²) = 2.02 m deep.
    outlines = np.array([shapely.box(0, 0, 10, 10), shapely.box(50, 0, 60, 10)], dtype=object)
    assert built_up(outlines, np.array([25, 24])).is_empty
    town = built_up(outlines, np.array([25, 25]))
    assert len(shapely.get_parts(town)) == 1
    # Arcs of four segments may leave up to 100 x (1 - cos(pi / 16)) = 1.92 m around them, never less than the panden.
    assert 600 - 2 * 40 * 2.1 < town.area < 640
    assert shapely.hausdorff_distance(town, shapely.box(0, 0, 60, 10)) < 2.1
    assert town.buffer(1e-6).contains(shapely.union_all(outlines))
    assert built_up(np.array([outlines[0], shapely.box(61, 0, 71, 10)], dtype=object), np.array([25, 25])).is_empty


def test_built_up_in_tiles_is_built_up_at_once() -> None:
    generator = np.random.default_rng(5)
    corners = np.cumsum(generator.uniform(-30, 34, (400, 2)), axis=0)
    outlines = shapely.box(corners[:, 0], corners[:, 1], corners[:, 0] + 10, corners[:, 1] + 10)
    tiled = built_up(outlines, np.full(400, 50))
    whole = shapely.union_all(shapely.buffer(outlines, 100, quad_segs=4)).buffer(-100 * np.cos(np.pi / 16), quad_segs=4)
    assert tiled.symmetric_difference(whole).area < 1e-6 * whole.area


def test_buitengebied_leaves_out_delivered_estates(town: object) -> None:
    registers = town(
        [(0, 0, 10), (2000, 0, 10), (0, 2000, 10)], [(0, WOON)], [("bedrijventerrein", (500, 500, 1000, 1000))]
    )
    made = derive_areas(registers, types=["buitengebied"]).gebieden
    assert made["gebiedstype"].tolist() == ["buitengebied"]
    assert made.geometry[0].intersection(shapely.box(500, 500, 1000, 1000)).area < 1e-6


def test_cancel_is_heard(town: object) -> None:
    with pytest.raises(CancelledError):
        derive_areas(town([(0, 0, 10)], [(0, WINKEL)]), Watch(cancelled=lambda: True))
