"""The made-up town is a town: it has the size asked for, its parts fit, and chance starts from the seed alone."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
import shapely
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from locatierisico.safeguards.messages import CancelledError, RefusedError
from locatierisico.safeguards.watch import Watch
from locatierisico.synthetic.deliver import area_types
from locatierisico.synthetic.rectangles import rectangles
from locatierisico.synthetic.stock import UNIT_KINDS
from locatierisico.synthetic.town import make_town

if TYPE_CHECKING:
    from locatierisico.synthetic.town import Town


@pytest.mark.parametrize("addresses", [2_000, 7_500])
def test_it_has_just_the_addresses_asked_for(addresses: int) -> None:
    for seed in (1, 2, 3):
        made = make_town(addresses, seed)
        assert len(made.vbo) + len(made.ligplaatsen) + len(made.standplaatsen) == addresses
        assert len(made.tables["incidenten"]) == addresses // 2


def test_the_same_seed_gives_the_same_town_and_another_seed_another() -> None:
    one, same, other = make_town(2_000, 5), make_town(2_000, 5), make_town(2_000, 6)
    for field in dataclasses.fields(one):
        held = getattr(one, field.name)
        if isinstance(held, pd.DataFrame):
            pd.testing.assert_frame_equal(held, getattr(same, field.name))
    for name, table in one.tables.items():
        pd.testing.assert_frame_equal(table, same.tables[name])
    assert not one.panden["geometry"].iloc[0].equals(other.panden["geometry"].iloc[0])


def test_a_town_of_an_impossible_size_is_refused() -> None:
    for addresses in (1_999, 1_000_001):
        with pytest.raises(RefusedError):
            make_town(addresses, 1)


def test_cancel_stops_the_work() -> None:
    with pytest.raises(CancelledError):
        make_town(2_000, 1, watch=Watch(cancelled=lambda: True))


def test_progress_grows_and_cancel_is_asked_often() -> None:
    told: list[float] = []
    make_town(2_000, 1, watch=Watch(progress=told.append))
    assert told == sorted(told)
    assert told[-1] == 1
    # every kind of building, every width of road and every register is a step of its own
    assert len(told) > 40


def test_ids_are_unique_bag_ids(bigger: Town) -> None:
    for ids, kind in (
        (bigger.panden["identificatie"], "10"),
        (bigger.vbo["identificatie"], "01"),
        (bigger.ligplaatsen["identificatie"], "02"),
        (bigger.standplaatsen["identificatie"], "03"),
        (bigger.vbo["nummeraanduiding_identificatie"], "20"),
    ):
        assert ids.is_unique
        assert ids.str.fullmatch(r"0099" + kind + r"\d{10}").all()
    assert bigger.vbo["postcode"].str.fullmatch(r"[1-9]\d{3}[A-Z]{2}").all()


def test_an_address_stands_once(bigger: Town) -> None:
    columns = ["openbare_ruimte_identificatie", "huisnummer", "huisletter", "toevoeging"]
    assert not bigger.vbo.duplicated(columns).any()


def test_buildings_do_not_overlap(bigger: Town) -> None:
    outline = bigger.panden["geometry"].to_numpy()
    assert shapely.is_valid(outline).all()
    one, other = shapely.STRtree(outline).query(outline, predicate="intersects")
    pair = one < other
    shared = shapely.area(shapely.intersection(outline[one[pair]], outline[other[pair]]))
    # whole centimetres of a turned party wall of 15 m leave at most 15 x 0.01 m²
    assert shared.max() < 0.15


def test_buildings_stand_off_the_carriageway(bigger: Town) -> None:
    ways = bigger.tables["wegdelen"]
    rijbaan = ways[ways["functie"].str.startswith("rijbaan")]["geometry"].to_numpy()
    outline = bigger.panden["geometry"].to_numpy()
    assert len(shapely.STRtree(outline).query(rijbaan, predicate="intersects")[0]) == 0


def test_verblijfsobjecten_lie_in_their_pand(bigger: Town) -> None:
    points = shapely.points(bigger.vbo[["x", "y"]].to_numpy())
    assert shapely.contains(bigger.panden["geometry"].to_numpy()[bigger.vbo["pand"]], points).all()


def test_the_roads_are_one_network(bigger: Town) -> None:
    roads = bigger.tables["wegvakken"]
    _, ends = np.unique(roads[["jte_id_beg", "jte_id_end"]].to_numpy(), return_inverse=True)
    begin, end = ends.reshape(-1, 2).T
    n = ends.max() + 1
    _, part = connected_components(coo_matrix((np.ones(len(begin)), (begin, end)), shape=(n, n)), directed=False)
    edges = np.bincount(part[begin])
    assert edges.max() > 0.99 * len(roads)
    motorway = (roads["kind"] == "motorway").to_numpy()
    assert (part[begin[motorway]] == edges.argmax()).all()
    assert set(roads["wegbehsrt"]) == {"R", "P", "G", "T"}


def test_junctions_lie_where_the_lines_end(town: Town) -> None:
    roads = town.tables["wegvakken"]
    ends = pd.DataFrame(
        shapely.get_coordinates(shapely.get_point(roads["geometry"].to_numpy(), 0)), columns=["x", "y"]
    ).groupby(roads["jte_id_beg"])
    assert (ends.max() - ends.min()).to_numpy().max() < 0.011


def test_the_ground_fills_the_territory_once(town: Town) -> None:
    land, ways = town.tables["terreindelen"], town.tables["wegdelen"]
    level = ways["relatieve_hoogteligging"] == 0
    parts = np.concatenate([land["geometry"].to_numpy(), ways["geometry"].to_numpy()[level]])
    territory = town.plan.territory
    inside = shapely.area(shapely.intersection(parts, territory)).sum()
    # what the motorway covers at level 1 is no ground here, and roads overlap a little where they meet
    assert inside == pytest.approx(territory.area, rel=0.02)
    assert {"begroeid", "onbegroeid", "water"} == set(land["klasse"])
    assert {"voetpad", "fietspad", "inrit", "berm", "rijbaan regionale weg"} <= set(ways["functie"])
    assert {"half verhard", "open verharding", "gesloten verharding"} <= set(ways["fysiek_voorkomen"])


def test_units_lie_in_areas_of_their_type(bigger: Town) -> None:
    types = area_types(bigger)
    panden = bigger.panden
    unit = panden["kind"].isin(UNIT_KINDS) & (panden["business"] > 0)
    estate, shop = panden["zone"].str.startswith("estate"), panden["zone"].str.startswith("shop")
    assert (types[unit & estate] == "bedrijventerrein").all()
    assert (types[unit & shop] == "winkelgebied").all()
    assert (types[panden["kind"] == "barn"] == "buitengebied").all()
    assert (types[panden["kind"].isin(["terrace", "semi", "flat"])].isin(["", "winkelgebied"])).all()
    gebieden = bigger.tables["gebieden"]
    assert gebieden["gebied_id"].is_unique
    assert (gebieden["gebiedstype"] == "bedrijventerrein").sum() >= 2
    assert (gebieden["gebiedstype"] == "winkelgebied").sum() >= 2


def test_woonplaatsen_and_buurten_cover_the_territory(town: Town) -> None:
    for name in ("woonplaatsen", "buurten"):
        shapes = town.tables[name]["geometry"].to_numpy()
        assert shapely.area(shapes).sum() == pytest.approx(town.plan.territory.area, rel=2e-3)
        assert shapely.is_valid(shapes).all()


def test_the_town_has_what_a_town_has(bigger: Town) -> None:
    kinds = set(bigger.panden["kind"])
    assert {
        "terrace",
        "semi",
        "detached",
        "flat",
        "shop",
        "hall",
        "multi",
        "unit",
        "boxes",
        "farmhouse",
        "barn",
    } <= kinds
    assert len(bigger.ligplaatsen) >= 8
    assert len(bigger.standplaatsen) > 0
    boxes = bigger.panden[bigger.panden["kind"].isin(["garage", "boxes"])]
    assert shapely.area(boxes["geometry"].to_numpy()) == pytest.approx(18, abs=0.2)
    assert (boxes[["homes", "business"]] == 0).all().all()


def test_a_rectangle_turns_around_its_middle() -> None:
    # 10 along the street, 4 deep, street to the north: it reaches 2 to either side of x = 5 and 5 along y
    made = rectangles(*(np.array([v]) for v in (5.0, 7.0, 10.0, 4.0, np.pi / 2)))[0]
    assert made.bounds == pytest.approx((3, 2, 7, 12))
    # a part of 5 x 3 built out at the back (left of the street, so to the west)
    wider = rectangles(*(np.array([v]) for v in (5.0, 7.0, 10.0, 4.0, np.pi / 2, 3.0)))[0]
    assert wider.area == pytest.approx(40 + 15)
    assert wider.bounds[0] == pytest.approx(0)
