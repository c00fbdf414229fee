"""A municipality without the NWB: its streets become a network, and what they cannot tell stays untold."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pyogrio
import pytest

from locatierisico.indicators.assess import assess
from locatierisico.indicators.assessment import Options
from locatierisico.registers.load import load
from locatierisico.synthetic.deliver import deliver
from locatierisico.synthetic.town import make_town

if TYPE_CHECKING:
    from pathlib import Path


def test_streets_alone_give_distances_but_no_access_to_main_roads(tmp_path: Path) -> None:
    files = deliver(make_town(2000, 1), tmp_path / "levering")
    nwb = pyogrio.read_dataframe(files["ROADS"], layer="wegvakken")
    streets = tmp_path / "straten.gpkg"
    pyogrio.write_dataframe(nwb[["stt_naam", "rel_hoogte", "geometry"]], streets)
    given = {"BAG": [files["BAG"]], "AREAS": [files["AREAS"]]}
    units = {}
    for name, path in (("nwb", files["ROADS"]), ("made", streets)):
        loaded = load({**given, "ROADS": [path]}, date(2026, 1, 1))
        found = assess(loaded.registers, Options(draws=0))
        units[name] = found.units.set_index("unit_id")
    told = {message.code for message in (*loaded.messages, *found.messages)}
    assert {"roads_noded", "roads_no_manager", "roads_no_direction", "catalogue_no_main_roads"} <= told
    assert units["nwb"]["road_accessibility"].notna().any()
    assert units["made"]["road_accessibility"].isna().all()
    # The heart of a shopping zone is as far over the made network as over the numbered one.
    known = units["nwb"]["peripherality"].dropna()
    assert len(known) > 10
    assert units["made"].loc[known.index, "peripherality"].to_numpy() == pytest.approx(known.to_numpy(), abs=0.02)
