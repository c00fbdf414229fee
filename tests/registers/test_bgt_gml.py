"""The BGT of the download service: exactly its objects, in bounded memory, and the same as the GeoPackage."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
import shapely

from locatierisico.registers import bgt, drawing
from locatierisico.registers.arcs import _circles
from locatierisico.registers.opening import Ask, open_delivery
from locatierisico.safeguards.messages import CancelledError
from locatierisico.safeguards.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Mapping

    from locatierisico.registers.raw import Raw

PEILDATUM = date(2021, 10, 15)
LAST_REGISTRATION = date(2020, 7, 28)
CURRENT = {
    "pand": 1711,
    "wegdeel": 1252,
    "ondersteunendwegdeel": 627,
    "begroeidterreindeel": 638,
    "onbegroeidterreindeel": 427,
    "waterdeel": 296,
    "scheiding": 303,
    "overigbouwwerk": 24,
}
UNUSED = (
    "bord, gebouwinstallatie, kast, openbareruimtelabel, paal, put, sensor, straatmeubilair, vegetatieobject, "
    "weginrichtingselement"
)


@pytest.fixture(scope="module")
def zipped(shared: Path) -> Path:
    return shared / "data" / "bgt" / "bgt_citygml_otterlo.zip"


@pytest.fixture(scope="module")
def citygml(zipped: Path) -> list[Raw]:
    return open_delivery(Ask("BGT"), zipped).raws


@pytest.fixture(scope="module")
def gpkg(shared: Path) -> list[Raw]:
    return open_delivery(Ask("BGT"), shared / "data" / "bgt" / "otterlo_bgt.gpkg").raws


@pytest.fixture(scope="module")
def both(citygml: list[Raw], gpkg: list[Raw]) -> dict[str, tuple[pd.DataFrame, pd.DataFrame]]:
    """Per table the rows of both forms, the second brought to the order of the first by lokaal_id."""
    one, other = (bgt.read(raws, PEILDATUM).tables for raws in (citygml, gpkg))
    assert set(one) == set(other) == {"wegdelen", "terreindelen", "bouwwerken", "bgt_panden"}
    return {name: (one[name].set_index("lokaal_id"), other[name].set_index("lokaal_id")) for name in one}


def _counts(raws: list[Raw]) -> dict[str, int]:
    """Count the current objects of each class, those drawn as a line included."""
    counts: dict[str, int] = {}
    for raw in raws:
        if raw.layer in CURRENT:
            read = bgt.read([raw], PEILDATUM)
            lines = sum(m.values["n"] for m in read.messages if m.code == "bgt_not_areas")
            counts[raw.layer] = sum(map(len, read.tables.values())) + lines
    return counts


def test_the_zip_gives_the_known_counts(citygml: list[Raw]) -> None:
    assert _counts(citygml) == CURRENT
    read = bgt.read(citygml, PEILDATUM)
    assert {name: len(table) for name, table in read.tables.items()} == {
        "wegdelen": 1252 + 627, "terreindelen": 638 + 427 + 296 + 87, "bouwwerken": 24 + 5 + 1 + 1, "bgt_panden": 1711,
    }  # fmt: skip
    told = {message.code: message for message in read.messages}
    assert told["bgt_layers_unused"].values["layers"] == UNUSED
    assert len(told["bgt_pand_planned"].objects) == 30
    assert "spatial_null" not in told


def test_an_unpacked_folder_gives_the_same_tables_and_so_does_file_by_file(
    zipped: Path, citygml: list[Raw], tmp_path: Path
) -> None:
    with zipfile.ZipFile(zipped) as archive:
        archive.extractall(tmp_path / "otterlo")
    tables = bgt.read(citygml, PEILDATUM).tables
    folder = open_delivery(Ask("BGT"), tmp_path / "otterlo").raws
    assert _counts(folder) == CURRENT
    files = [raw for path in sorted((tmp_path / "otterlo").iterdir()) for raw in open_delivery(Ask("BGT"), path).raws]
    for raws in (folder, files):
        for name, table in bgt.read(raws, PEILDATUM).tables.items():
            assert table.equals(tables[name]), name


def test_both_forms_hold_the_same_objects_with_the_same_values(
    both: Mapping[str, tuple[pd.DataFrame, pd.DataFrame]],
) -> None:
    for name, (one, other) in both.items():
        # The GeoPackage has no layer kunstwerkdeel: one weir drawn as a surface is in the CityGML alone.
        extra = one.index.difference(other.index)
        assert len(extra) == (1 if name == "bouwwerken" else 0)
        assert one.loc[extra, "type"].tolist() == ["stuw"] if len(extra) else True
        assert one.index.is_unique
        assert not len(other.index.difference(one.index))
        columns = other.columns.drop("geometry")
        pd.testing.assert_frame_equal(one.loc[other.index, columns], other[columns])


def _turned(control: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Give centre, angle of the begin and angle turned, with its sign, of arcs of three points."""
    centre, turn = _circles(*(control[:, k] for k in range(3)))
    begin, end = (np.arctan2(*(control[:, k] - centre).T[::-1]) for k in (0, 2))
    return centre, begin, turn * np.mod((end - begin) * turn, 2 * np.pi)


def _in_eight(control: np.ndarray, _: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    centre, begin, turned = _turned(control)
    angle = begin[:, None] + turned[:, None] * np.arange(9) / 8
    radius = np.hypot(*(control[:, 0] - centre).T)
    points = centre[:, None] + radius[:, None, None] * np.stack([np.cos(angle), np.sin(angle)], axis=2)
    points[:, 0], points[:, -1] = control[:, 0], control[:, 2]
    return points.reshape(-1, 2), np.repeat(np.arange(len(control)), 9)


def _strays(zipped: Path) -> pd.Series:
    """Tell by lokaal_id how far eight equal segments stray from an arc of a current object; read without our reader."""
    found: dict[str, float] = {}
    with zipfile.ZipFile(zipped) as archive:
        members = "".join(archive.read(name).decode() for name in archive.namelist()).split("<cityObjectMember>")
    for member in members:
        arcs = re.findall(r"<gml:Arc><gml:posList[^>]*>([^<]*)<", member)
        if arcs and "eindRegistratie" not in member:
            control = np.array([arc.split() for arc in arcs], dtype=float).reshape(-1, 3, 2)
            centre, _, turned = _turned(control)
            stray = np.hypot(*(control[:, 0] - centre).T) * (1 - np.cos(turned / 16))
            found[re.findall(r"lokaalID>([^<]*)<", member)[0]] = float(np.nanmax(stray, initial=0))
    return pd.Series(found)


def test_both_forms_draw_the_same_outlines(zipped: Path, both: Mapping[str, tuple[pd.DataFrame, pd.DataFrame]]) -> None:
    """Without arcs they are the same to the last point, with arcs no further apart than both stray from the arc.

    The GeoPackage draws every arc in eight equal segments, whatever its radius: up to 0.42 m beside it.
    """
    strays = _strays(zipped)
    straight = 0
    for one, other in both.values():
        here, there = one.loc[other.index, "geometry"].to_numpy(), other["geometry"].to_numpy()
        apart = pd.Series(shapely.hausdorff_distance(here, there), index=other.index)
        bent = strays.reindex(other.index)
        straight += bent.isna().sum()
        assert (apart[bent.isna()] == 0).all()
        assert (apart <= bent.fillna(0) + 0.011).all()
        differs = shapely.area(shapely.symmetric_difference(here, there))
        assert (differs <= (bent.fillna(0) + 0.011) * shapely.length(there)).all()
    assert straight == 1711 + 2478
    assert strays.max() == pytest.approx(0.407, abs=0.02)


def test_drawn_as_coarsely_as_the_geopackage_nothing_is_left_of_the_difference(
    zipped: Path, gpkg: list[Raw], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drawing, "linearised", _in_eight)
    tables = bgt.read(open_delivery(Ask("BGT"), zipped).raws, PEILDATUM).tables
    for name, table in bgt.read(gpkg, PEILDATUM).tables.items():
        there = table["geometry"].to_numpy()
        here = tables[name].set_index("lokaal_id").loc[table["lokaal_id"], "geometry"].to_numpy()
        assert (shapely.get_num_coordinates(here) == shapely.get_num_coordinates(there)).all()
        assert shapely.hausdorff_distance(here, there).max() < 0.005


def test_both_forms_agree_from_the_day_of_the_last_registration_on(citygml: list[Raw], gpkg: list[Raw]) -> None:
    """Before it the CityGML gives what was there, and the GeoPackage, without history, only what is there still."""
    newest = [str(raw.frame["tijdstip_registratie"].max())[:10] for raw in gpkg if raw.layer in CURRENT]
    assert max(newest) == LAST_REGISTRATION.isoformat()
    ids = {
        day: [
            {one for table in bgt.read(raws, day).tables.values() for one in table["lokaal_id"]}
            for raws in (citygml, gpkg)
        ]
        for day in (LAST_REGISTRATION, date(2019, 1, 1))
    }
    assert len(ids[LAST_REGISTRATION][0] ^ ids[LAST_REGISTRATION][1]) == 1  # the weir
    then, still = ids[date(2019, 1, 1)]
    assert still < then
    assert len(then - still) == 99


def test_reading_tells_how_far_it_is_and_stops_when_asked(zipped: Path) -> None:
    seen: list[float] = []

    def cancelled() -> bool:
        return len(seen) > 20

    with pytest.raises(CancelledError):
        open_delivery(Ask("BGT", watch=Watch(cancelled, seen.append)), zipped)
    assert seen == sorted(seen)
    assert 0 < seen[-1] < 1


_MEASURE = """
import importlib.util, re, sys
from datetime import date
from pathlib import Path
root, delivery = map(Path, sys.argv[1:])
spec = importlib.util.spec_from_file_location("locatierisico", root / "__init__.py",
                                              submodule_search_locations=[str(root)])
sys.modules["locatierisico"] = module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)
from locatierisico.registers import bgt
from locatierisico.registers.opening import Ask, open_delivery
bgt.read(open_delivery(Ask("BGT"), delivery).raws, date(2021, 10, 15))
# Not getrusage: that tells of the process that started this one as well.
print(re.search(r"VmHWM:\\s*(\\d+)", Path("/proc/self/status").read_text())[1])
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="what a process held at most is told otherwise there")
def test_a_whole_delivery_stays_in_bounded_memory(zipped: Path) -> None:
    root = Path(__file__).parents[2]
    command = [sys.executable, "-W", "ignore", "-c", _MEASURE, str(root), str(zipped)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert int(done.stdout) < 500 * 1024  # kilobytes
