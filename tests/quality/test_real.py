"""The BAG of Weesp, whose two forms must be judged alike where they say the same."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from locatierisico.quality.examine import Examined, examine
from locatierisico.quality.model import Grade, Register
from locatierisico.registers.load import load

if TYPE_CHECKING:
    from pathlib import Path

FILES = {"extract": "BAGGEM0457L-15102021_Weesp.zip", "light": "weesp_bag-light.gpkg"}


@pytest.fixture(scope="module", params=list(FILES))
def weesp(shared: Path, request: pytest.FixtureRequest) -> tuple[str, Examined]:
    loaded = load({"BAG": [shared / "data" / "bag" / FILES[request.param]]}, date(2021, 10, 15))
    return request.param, examine(loaded.registers, loaded.messages)


def _figures(examined: Examined) -> dict[str, Any]:
    return {one.check.id: (one.finding.n, one.finding.of) for one in examined.checked if one.finding is not None}


def test_weesp_as_counted_by_hand(weesp: tuple[str, Examined]) -> None:
    form, examined = weesp
    figures = _figures(examined)
    # In the extract every verblijfsobject lies in one of its panden. This bag-light file names one pand of several, and
    # 48 lie in another of theirs, up to 34 m away. Every pand is over 2 m²; of the 133 pairs that GEOS says overlap,
    # one shares more than 1 m²: 5.24 m².
    assert figures["bag_vbo_outside_pand"] == (48 if form == "light" else 0, 11_046)
    assert figures["bag_vbo_far_from_pand"] == (33 if form == "light" else 0, 11_046)
    assert figures["bag_pand_small"] == (0, 10_837)
    assert figures["panden_bouwjaar_missing"] == (0, 10_837)
    assert figures["bag_pand_overlap"] == (2, 10_837)
    assert figures["verblijfsobjecten_postcode_missing"] == (106, 11_046)
    assert figures["verblijfsobjecten_huisletter_missing"] == (9_758, 11_046)
    assert figures["bag_pand_unknown"] == (0, 11_046)
    if form == "extract":
        assert figures["bag_currency"][0] == 1  # registered on 14-10-2021, a day before


def test_a_form_without_dates_is_a_note_and_no_more(weesp: tuple[str, Examined]) -> None:
    form, examined = weesp
    unknown = {one.check.id for one in examined.checked if one.grade is Grade.NOTE}
    light = {"bag_currency", "verblijfsobjecten_begin_geldigheid_missing", "bag_vbo_outside_pand"}
    light |= {"bag_vbo_far_from_pand"}
    assert unknown == {"bag_pand_overlap"} | (light if form == "light" else set())
    assert examined.worst(Register.BAG) is Grade.NOTE
    # That it names one pand of several and holds no dates is of the file: the keeper of the BAG cannot mend it.
    asked = {one.check.id for one in examined.of(Register.BAG) if one.asks}
    assert asked & light == ({"bag_currency"} if form == "light" else set())
    assert examined.worst(Register.BGT) is None
