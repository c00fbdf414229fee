"""Addresses found in a small BAG drawn by hand: every rule by an example, and what must never happen by property."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from locatierisico.registers.geocoding.fields import FIELDS
from locatierisico.registers.geocoding.index import AddressIndex, address_index
from locatierisico.registers.geocoding.matching import locate
from locatierisico.registers.geocoding.outcome import Reason, Route
from locatierisico.registers.tables import canonical

# street, number, letter, addition, postcode, town, x, y
ADDRESSES = [
    ("Hoogstraat", 4, None, None, "1381VT", "Weesp", 0, 0),
    ("Hoogstraat", 6, None, None, "1381VT", "Weesp", 10, 0),
    ("Hoogstraat", 8, "a", None, "1381VT", "Weesp", 100, 0),
    ("Hoogstraat", 8, "b", None, "1381VT", "Weesp", 110, 0),
    ("Hoogstraat", 10, "a", None, "1381VS", "Weesp", 200, 0),
    ("Hoogstraat", 10, "b", None, "1381VS", "Weesp", 300, 0),
    ("Hoogstraat", 12, None, None, "1381VS", "Weesp", 400, 0),
    ("Hoogstraat", 12, "a", "3", "1381VS", "Weesp", 480, 0),
    ("Hoogstraat", 14, None, None, "1381VS", "Weesp", 410, 0),
    ("Hoogstraat", 20, None, "1", "1381VS", "Weesp", 500, 0),
    ("Hoogstraat", 20, None, "11", "1381VS", "Weesp", 505, 0),
    ("Kerkstraat", 4, None, None, "1381XN", "Weesp", 0, 1000),
    ("Keurstraat", 11, None, None, "1382KT", "Weesp", 0, 2000),
    ("Kerkstraat", 11, None, None, "1381XN", "Weesp", 50, 1000),
    ("Dr.A.Kuyperlaan", 4, None, None, "1382AK", "Weesp", 0, 3000),
    ("C.J.van Houtenlaan", 1, None, None, "1381CP", "Weesp", 0, 4000),
    ("Prinses Beatrixlaan", 2, None, None, "1382BE", "Weesp", 0, 5000),
    ("Jan Campertplein", 3, None, None, "1382JC", "Weesp", 0, 6000),
    ("Burgemeester van der Plasstraat", 5, None, None, "1382BP", "Weesp", 0, 7000),
    ("Nieuwstad", 5, None, "bis", "1381CC", "Weesp", 0, 8000),
    ("Korte Muiderweg", 7, None, None, "1382LR", "Weesp", 0, 9000),
    ("Lange Muiderweg", 7, None, None, "1382LA", "Weesp", 0, 9500),
    ("Kerkstraat", 4, None, None, "1398AA", "Muiden", 5000, 0),
    ("Kerkstraat", 99, None, None, "1398AB", "Muiden", 5100, 0),
    ("Vesting", 1, None, None, None, "Muiden", 5200, 0),
]
NAMES = ["straat", "huisnummer", "huisletter", "toevoeging", "postcode", "plaats", "x", "y"]


def bag(addresses: list[tuple[Any, ...]] = ADDRESSES) -> dict[str, pd.DataFrame]:
    frame = pd.DataFrame(addresses, columns=NAMES, dtype=object)
    columns = {
        "identificatie": [f"0457010{at:09d}" for at in range(len(frame))],
        "openbare_ruimte_naam": frame["straat"],
        "huisnummer": frame["huisnummer"],
        "huisletter": frame["huisletter"],
        "toevoeging": frame["toevoeging"],
        "postcode": frame["postcode"],
        "woonplaats_naam": frame["plaats"],
    }
    points = shapely.points(frame["x"].astype(float) + 130_000, frame["y"].astype(float) + 480_000)
    return {"verblijfsobjecten": canonical("verblijfsobjecten", columns, points)}


INDEX = address_index(bag())


def ask(index: AddressIndex = INDEX, **cells: str) -> pd.Series:
    return locate(pd.DataFrame([cells], dtype=object), index).iloc[0]


def at(found: pd.Series) -> tuple[float, float]:
    return found["x"] - 130_000, found["y"] - 480_000


@pytest.mark.parametrize(
    ("cells", "place", "score"),
    [
        ({"adres": "Hoogstraat 4, 1381 VT Weesp"}, (0, 0), 1.0),
        ({"adres": "1381vt 4"}, (0, 0), 1.0),
        ({"postcode": "l38l VT", "huisnummer": "4"}, (0, 0), 1.0),
        ({"straat": "HOOGSTRAAT", "huisnummer": "4", "plaats": "weesp"}, (0, 0), 1.0),
        # No town and no postcode: 0.10.
        ({"straat": "Hoogstraat", "huisnummer": "4"}, (0, 0), 0.9),
        # Abbreviation 0.02, spelling 0.05, title or initials 0.05.
        ({"adres": "Hoogstr. 4, Weesp"}, (0, 0), 0.98),
        ({"adres": "Burg. v.d. Plasstr 5 Weesp"}, (0, 7000), 0.98),
        ({"adres": "Dr. A. Kuijperlaan 4 Weesp"}, (0, 3000), 0.95),
        ({"adres": "Kuyperlaan 4, Weesp"}, (0, 3000), 0.95),
        ({"adres": "J. Campertplein 3, Weesp"}, (0, 6000), 0.95),
        ({"adres": "Beatrixlaan 2, Weesp"}, (0, 5000), 0.95),
        # A typing error: 0.10 each.
        ({"adres": "Hoagstraat 4, Weesp"}, (0, 0), 0.9),
        ({"adres": "Prinses Baetrixlaqn 2, Weesp"}, (0, 5000), 0.8),
        ({"adres": "Hoogstraat 4, Wesp"}, (0, 0), 0.9),
        # The postcode confirms what the name alone would not.
        ({"adres": "Hogstrt 4, 1381VT Weesp"}, (0, 0), 0.9),
        # A wrong digit of the postcode.
        ({"adres": "Hoogstraat 4, 1391VT Weesp"}, (0, 0), 0.9),
        # A postcode nobody has, in the district of the town: 0.20.
        ({"adres": "Hoogstraat 4, 1381ZZ Weesp"}, (0, 0), 0.8),
        ({"adres": "Hoogstraat 4", "postcode": "1381"}, (0, 0), 1.0),
        # Street and postcode agree, the town is another: 0.10.
        ({"adres": "Hoogstraat 4, 1381VT Amsterdam"}, (0, 0), 0.9),
        # Letter and addition, in any cell and order.
        ({"straat": "Hoogstraat", "huisnummer": "12a-3", "plaats": "Weesp"}, (480, 0), 1.0),
        ({"straat": "Hoogstraat 12", "huisletter": "A", "toevoeging": "3", "plaats": "Weesp"}, (480, 0), 1.0),
        ({"straat": "Hoogstraat", "huisnummer": "12", "huisletter": "3", "toevoeging": "a", "plaats": "Weesp"},
         (480, 0), 0.95),
        ({"adres": "Nieuwstad 5 bis, Weesp"}, (0, 8000), 1.0),
        # Fields swapped.
        ({"straat": "Weesp", "huisnummer": "4", "plaats": "Hoogstraat"}, (0, 0), 1.0),
        ({"straat": "4", "huisnummer": "Hoogstraat", "plaats": "Weesp"}, (0, 0), 1.0),
        ({"straat": "Hoogstraat 4", "postcode": "Weesp", "plaats": "1381 VT"}, (0, 0), 1.0),
        # All letters of the number within 25 m: in their midst, for 0.15.
        ({"adres": "Hoogstraat 8, Weesp"}, (105, 0), 0.85),
        # Two numbers within 25 m.
        ({"adres": "Hoogstraat 12-14, Weesp"}, (405, 0), 0.85),
        ({"adres": "Hoogstraat t.h.v. nr. 4, Weesp"}, (0, 0), 0.85),
        # One of two towns has the number.
        ({"adres": "Kerkstraat 99"}, (5100, 0), 0.9),
        # An address the BAG gave no postcode yet.
        ({"adres": "Vesting 1, Muiden"}, (5200, 0), 1.0),
    ],
)  # fmt: skip
def test_what_is_found_and_how_sure(cells: dict[str, str], place: tuple[float, float], score: float) -> None:
    found = ask(**cells)
    assert found["reason"] is None
    assert at(found) == place
    assert found["match_score"] == pytest.approx(score)


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"adres": ""}, Reason.NO_ADDRESS),
        ({"plaats": "Weesp"}, Reason.NO_ADDRESS),
        ({"adres": "t.h.v. nr 12"}, Reason.NO_ADDRESS),
        ({"adres": "Hoogstraat, Weesp"}, Reason.NO_NUMBER),
        ({"adres": "1381VT"}, Reason.NO_NUMBER),
        ({"adres": "hoek Hoogstraat/Kerkstraat"}, Reason.CORNER),
        ({"adres": "Hoogstraat 4, Amsterdam"}, Reason.OUTSIDE),
        ({"adres": "Hoogstraat 4, 1011AB"}, Reason.OUTSIDE),
        ({"postcode": "1011AB", "huisnummer": "4"}, Reason.OUTSIDE),
        ({"postcode": "1381QQ", "huisnummer": "4"}, Reason.POSTCODE_UNKNOWN),
        ({"adres": "Zandvoortselaan 4, Weesp"}, Reason.STREET_UNKNOWN),
        # Two streets end in it; which one is not guessed.
        ({"adres": "Muiderweg 7, Weesp"}, Reason.STREET_UNKNOWN),
        # Other initials are another person's street.
        ({"adres": "A. van Houtenlaan 1, Weesp"}, Reason.STREET_UNKNOWN),
        # The first letter is not guessed.
        ({"adres": "Toogstraat 4, Weesp"}, Reason.STREET_UNKNOWN),
        ({"adres": "Hoogstraat 5, Weesp"}, Reason.NO_SUCH_NUMBER),
        ({"adres": "Hoogstraat 4a, Weesp"}, Reason.NO_SUCH_NUMBER),
        ({"adres": "Hoogstraat 12b, Weesp"}, Reason.NO_SUCH_NUMBER),
        ({"postcode": "1381VT", "huisnummer": "5"}, Reason.NO_SUCH_NUMBER),
        ({"adres": "Kerkstraat 4"}, Reason.AMBIGUOUS),
        ({"adres": "Kerrstraat 11, Weesp"}, Reason.AMBIGUOUS),
        ({"adres": "Hoogstraat 10, Weesp"}, Reason.AMBIGUOUS),
        # The postcode of one street, the name of another.
        ({"adres": "Kerkstraat 11, 1382KT Weesp"}, Reason.CONTRADICTION),
        # The number has another postcode of its own street: number or postcode is wrong.
        ({"adres": "Hoogstraat 4, 1381VS Weesp"}, Reason.CONTRADICTION),
        ({"adres": "Hoogstraat 4, 1011AB Weesp"}, Reason.CONTRADICTION),
        ({"postcode": "1381VT", "huisnummer": "4", "plaats": "Muiden"}, Reason.CONTRADICTION),
        ({"postcode": "1381VT", "huisnummer": "4", "plaats": "Amsterdam"}, Reason.CONTRADICTION),
        # 0.10 for a typing error, 0.10 for no town, 0.15 for a common place.
        ({"adres": "Hoagstraat 8"}, Reason.UNCERTAIN),
    ],
)
def test_what_is_not_placed_and_why(cells: dict[str, str], reason: Reason) -> None:
    found = ask(**cells)
    assert found["reason"] == reason.value
    assert np.isnan(found["x"])
    assert found["route"] is None
    assert found["object"] is None


def test_the_route_is_told() -> None:
    assert ask(adres="1381VT 4")["route"] == Route.POSTCODE.value
    assert ask(adres="Hoogstraat 4, Weesp")["route"] == Route.STREET.value
    assert ask(adres="Hoogstraat 4, 1381VT")["route"] == Route.BOTH.value


def test_what_may_have_been_meant_is_told() -> None:
    assert (
        ask(adres="Hoogstraat 10, Weesp")["candidate"] == "Hoogstraat 10A, 1381VS Weesp; Hoogstraat 10B, 1381VS Weesp"
    )
    assert ask(adres="Hoogstraat 5, Weesp")["candidate"] == "Hoogstraat, Weesp"
    assert "Hoogstraat 4, 1381VT Weesp" in ask(adres="Toogstraat 4, Weesp")["candidate"]
    assert ask(adres="Zandvoortselaan 4, Weesp")["candidate"] is None


def test_several_objects_in_one_place_have_no_object_of_their_own() -> None:
    assert ask(adres="Hoogstraat 8, Weesp")["object"] is None
    assert ask(adres="Hoogstraat 4, Weesp")["object"] == "0457010000000000"


def test_a_number_is_no_beginning_of_another() -> None:
    # 20-1 and 20-11 stand 5 m apart; 20-1 is one of them only.
    assert at(ask(adres="Hoogstraat 20-1, Weesp")) == (500, 0)
    assert ask(adres="Hoogstraat 20-111, Weesp")["reason"] == Reason.NO_SUCH_NUMBER.value


def test_old_names_of_streets() -> None:
    names = pd.DataFrame({"old": ["Raadhuisplein", "Kerkstraat"], "new": ["Hoogstraat", "Hoogstraat"]})
    index = address_index(bag(), old_names=names)
    found = ask(index, adres="Raadhuisplein 4, Weesp")
    assert (at(found), found["match_score"]) == ((0, 0), pytest.approx(0.95))
    # A name that is a street now keeps its own addresses.
    assert at(ask(index, adres="Kerkstraat 4, Weesp")) == (0, 1000)
    assert ask(adres="Raadhuisplein 4, Weesp")["reason"] == Reason.STREET_UNKNOWN.value


def test_former_addresses_give_way_to_present_ones() -> None:
    columns = ["adresseerbaar_object_identificatie", "openbare_ruimte_naam", "huisnummer", "huisletter", "toevoeging",
               "postcode", "woonplaats_naam", "former"]  # fmt: skip
    kerkstraat = "0457010000000011"
    others = pd.DataFrame(
        [
            (kerkstraat, "Brink", 1, None, None, "1381XX", "Weesp", True),
            (kerkstraat, "Hoogstraat", 4, None, None, "1381VT", "Weesp", True),
            (kerkstraat, "Kerkpad", 2, None, None, "1381XP", "Weesp", False),
        ],
        columns=columns,
    )
    index = address_index(bag(), others)
    found = ask(index, adres="Brink 1, Weesp")
    assert (at(found), found["match_score"]) == ((0, 1000), pytest.approx(0.95))
    assert at(ask(index, adres="Hoogstraat 4, Weesp")) == (0, 0)
    assert ask(index, adres="Kerkpad 2, Weesp")["match_score"] == 1


def test_ligplaatsen_and_standplaatsen_are_addresses_too() -> None:
    area = shapely.MultiPolygon([shapely.box(131_000, 481_000, 131_010, 481_020)])
    boats = canonical(
        "ligplaatsen",
        {"identificatie": ["0457020000000001"], "openbare_ruimte_naam": ["Horn"], "huisnummer": [7],
         "huisletter": ["s"], "postcode": ["1383HV"], "woonplaats_naam": ["Weesp"]},
        [area],
    )  # fmt: skip
    found = ask(address_index({**bag(), "ligplaatsen": boats}), adres="Horn 7s, Weesp")
    assert found["object"] == "0457020000000001"
    assert area.contains(shapely.Point(found["x"], found["y"]))


def test_a_threshold_of_ones_own() -> None:
    rows = pd.DataFrame({"adres": ["Hoogstraat 4, Weesp", "Hoagstraat 4, Weesp"]})
    found = locate(rows, INDEX, threshold=0.95)
    assert found["reason"].tolist() == [None, Reason.UNCERTAIN.value]
    assert found["match_score"].tolist() == pytest.approx([1.0, 0.9])


def test_no_rows_and_a_bag_without_addresses() -> None:
    assert locate(pd.DataFrame({"adres": []}, dtype=object), INDEX).empty
    bare = bag()
    bare["verblijfsobjecten"] = bare["verblijfsobjecten"].assign(openbare_ruimte_naam=None)
    assert ask(address_index(bare), adres="Hoogstraat 4, Weesp")["reason"] == Reason.OUTSIDE.value


ROWS = st.lists(st.integers(0, len(ADDRESSES) - 1), min_size=1, max_size=8)


def _cells(row: int) -> dict[str, Any]:
    street, number, letter, addition, postcode, town, _, _ = ADDRESSES[row]
    return {"straat": street, "huisnummer": str(number), "huisletter": letter, "toevoeging": addition,
            "postcode": postcode, "plaats": town}  # fmt: skip


@given(ROWS, st.data())
@settings(max_examples=20, deadline=None)
def test_an_undamaged_address_is_found_at_its_own_point(rows: list[int], data: st.DataObject) -> None:
    lost = data.draw(st.sampled_from([(), ("postcode",), ("straat",), ("straat", "plaats")]))
    asked = pd.DataFrame([{k: v for k, v in _cells(row).items() if k not in lost} for row in rows], dtype=object)
    found = locate(asked, INDEX)
    for (_, one), row in zip(found.iterrows(), rows, strict=True):
        if "straat" not in lost or ADDRESSES[row][4] is not None:
            assert at(one) == ADDRESSES[row][6:]
            assert one["match_score"] == 1


TEXTS = st.sampled_from(
    [f"{street} {number}{tail}" for street in ("Hoogstraat", "Kerkstr", "Keurstrat", "Dr Kuyperln", "Elders", "1381VT")
     for number in (4, 5, 8, 11) for tail in ("", "a", ", Weesp", ", Muiden", " Edam", ", 1382KT")]
)  # fmt: skip


@given(st.lists(TEXTS, min_size=1, max_size=12), st.randoms(use_true_random=False))
@settings(max_examples=20, deadline=None)
def test_the_order_of_rows_does_not_matter(texts: list[str], random: Any) -> None:
    order = list(range(len(texts)))
    random.shuffle(order)
    straight = locate(pd.DataFrame({"adres": texts}), INDEX)
    shuffled = locate(pd.DataFrame({"adres": [texts[at] for at in order]}, index=order), INDEX)
    pd.testing.assert_frame_equal(shuffled.sort_index(), straight, check_index_type=False)


CELLS = st.one_of(st.none(), st.text(max_size=25), st.sampled_from(["Hoogstraat", "4", "1381VT", "Weesp", "8-12", "a"]))


@given(st.lists(st.fixed_dictionaries(dict.fromkeys(FIELDS, CELLS)), min_size=40, max_size=80))
@settings(max_examples=20, deadline=None)
def test_whatever_stands_in_the_cells_there_is_a_place_or_a_reason(rows: list[dict[str, str | None]]) -> None:
    found = locate(pd.DataFrame(rows, dtype=object), INDEX)
    placed = found["x"].notna()
    assert (placed == found["reason"].isna()).all()
    assert (placed == found["route"].notna()).all()
    assert found.loc[placed, "match_score"].between(0.75 - 1e-9, 1).all()


def test_a_number_that_does_not_exist_is_never_placed() -> None:
    known = {(row[1], ((row[2] or "") + (row[3] or "")).upper()) for row in ADDRESSES if row[0] == "Hoogstraat"}
    asked = [
        (f"{street} {number}{tail}{rest}", number, tail.strip(" -").upper())
        for street in ("Hoogstraat", "Hoogstr.", "Hoagstraat")
        for number in range(1, 130)
        for tail in ("", "a", "b", "c", "-1", "-3", " bis")
        for rest in (", 1381VT", ", Weesp", "")
    ]
    exists = [
        any(one == n and (not suffix or held.startswith(suffix)) for one, held in known) for _, n, suffix in asked
    ]
    found = locate(pd.DataFrame({"adres": [text for text, _, _ in asked]}), INDEX)
    assert not (found["x"].notna() & ~np.array(exists)).any()
    assert found["x"].notna().sum() > 50
