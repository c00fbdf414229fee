"""Bad deliveries of the BAG: each gives one sentence, or is mended and counted."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
import shapely

from locatierisico.registers import archive, bag
from locatierisico.registers.bag_documents import read_extract
from locatierisico.registers.load import load
from locatierisico.registers.raw import Raw
from locatierisico.safeguards.messages import CancelledError, RefusedError, say
from locatierisico.safeguards.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

DAY = date(2021, 10, 15)
PAND, VBO = "0457100000000001", "0457010000000001"


def _counted(raws: Sequence[Raw], code: str) -> int:
    return int(next(message for message in bag.read(raws, DAY).messages if message.code == code).values["n"])


def _refusal(raws: Sequence[Raw]) -> str:
    with pytest.raises(RefusedError) as caught:
        bag.read(raws, DAY)
    for language in ("nl", "en"):
        assert say(caught.value.message, language)
    return str(caught.value)


def _plain(extract: Callable[..., Path], **given: Any) -> Path:
    return extract(
        [{"id": PAND, "begin": "2015-01-01"}], [{"id": VBO, "begin": "2015-01-01", "panden": [PAND]}], **given
    )


def test_not_a_file(tmp_path: Path) -> None:
    for given in (tmp_path / "nowhere.zip", tmp_path):
        with pytest.raises(RefusedError, match=r"no such file|no file that can be read"):
            load({"BAG": [given]}, DAY)


def test_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "bag.zip").touch()
    with pytest.raises(RefusedError, match=r"bag\.zip is empty"):
        load({"BAG": [tmp_path / "bag.zip"]}, DAY)


def test_not_the_bag(shared: Path) -> None:
    buurten = shared / "data" / "areas" / "cbs_buurten_akersloot_2020.shp"
    with pytest.raises(RefusedError, match="no BAG was recognised"):
        load({"BAG": [buurten]}, DAY)


def test_no_bag_at_all() -> None:
    with pytest.raises(RefusedError, match="No BAG was given"):
        load({}, DAY)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.95])
def test_a_zip_that_is_cut_off(extract: Callable[..., Path], share: float) -> None:
    path = _plain(extract)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(RefusedError, match="cut off or damaged"):
        read_extract(path)


def test_a_zip_with_a_flipped_byte(extract: Callable[..., Path]) -> None:
    path = _plain(extract)
    held = bytearray(path.read_bytes())
    held[len(held) // 2] ^= 0xFF
    path.write_bytes(held)
    with pytest.raises(RefusedError):
        read_extract(path)


def test_a_zip_inside_that_is_cut_off(tmp_path: Path, zipped: Callable[[Mapping[str, bytes]], bytes]) -> None:
    inner = zipped({"0457PND15102021-000001.xml": b"<a/>" * 100})
    path = tmp_path / "bag.zip"
    path.write_bytes(zipped({"0457PND15102021.zip": inner[:-30]}))
    with pytest.raises(RefusedError, match="cut off or damaged"):
        read_extract(path)


def test_a_document_that_is_cut_off(tmp_path: Path, zipped: Callable[[Mapping[str, bytes]], bytes]) -> None:
    path = tmp_path / "bag.zip"
    path.write_bytes(zipped({"0457PND15102021-000001.xml": b"<?xml version='1.0'?><sl-bag-extract:bagStand"}))
    with pytest.raises(RefusedError, match="cannot be read to its end"):
        read_extract(path)


def test_a_zip_bomb(tmp_path: Path, zipped: Callable[[Mapping[str, bytes]], bytes], monkeypatch: Any) -> None:
    monkeypatch.setattr(archive, "_ALWAYS", 0)
    path = tmp_path / "bag.zip"
    path.write_bytes(zipped({"0457PND15102021-000001.xml": b" " * 5_000_000}))
    assert path.stat().st_size < 6_000
    with pytest.raises(RefusedError, match="unpacks to far more"):
        read_extract(path)


def test_a_zip_bomb_in_a_zip(tmp_path: Path, zipped: Callable[[Mapping[str, bytes]], bytes], monkeypatch: Any) -> None:
    monkeypatch.setattr(archive, "_ALWAYS", 0)
    inner = zipped({f"0457PND15102021-{n:06}.xml": b" " * 400_000 for n in range(100)})
    path = tmp_path / "bag.zip"
    path.write_bytes(zipped({"0457PND15102021.zip": inner}))
    with pytest.raises(RefusedError):
        read_extract(path)


def test_a_zip_that_lies_about_its_size(tmp_path: Path, zipped: Callable[[Mapping[str, bytes]], bytes]) -> None:
    held = bytearray(zipped({"0457PND15102021-000001.xml": b" " * 5_000_000}))
    size = (5_000_000).to_bytes(4, "little")
    while (place := held.find(size)) >= 0:
        held[place : place + 4] = (100).to_bytes(4, "little")
    path = tmp_path / "bag.zip"
    path.write_bytes(held)
    with pytest.raises(RefusedError, match="cut off or damaged"):
        read_extract(path)


def test_zips_too_deep(tmp_path: Path, zipped: Callable[[Mapping[str, bytes]], bytes]) -> None:
    held = b"<a/>"
    for _ in range(5):
        held = zipped({"0457GEM15102021.zip": held})
    path = tmp_path / "bag.zip"
    path.write_bytes(held)
    with pytest.raises(RefusedError, match="more than three deep"):
        read_extract(path)


def test_a_zip_that_points_outside_writes_nothing_there(
    tmp_path: Path, zipped: Callable[[Mapping[str, bytes]], bytes], monkeypatch: Any
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    path = tmp_path / "bag.zip"
    path.write_bytes(zipped({"../../0457PND15102021-000001.xml": b"no xml"}))
    with pytest.raises(RefusedError):
        read_extract(path)
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["bag.zip", "scratch"]


def test_a_zip_with_a_password(extract: Callable[..., Path]) -> None:
    path = _plain(extract)
    held = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = held.find(mark)
        while place >= 0:
            held[place + offset] |= 1
            place = held.find(mark, place + 1)
    path.write_bytes(held)
    with pytest.raises(RefusedError, match="password"):
        read_extract(path)


def test_a_delivery_of_mutations(tmp_path: Path, zipped: Callable[[Mapping[str, bytes]], bytes]) -> None:
    path = tmp_path / "bag.zip"
    path.write_bytes(zipped({"9999MUT15102021-15112021-000001.xml": b"<a/>"}))
    with pytest.raises(RefusedError, match="only mutations"):
        read_extract(path)


def test_a_document_or_a_folder_of_mutations(tmp_path: Path) -> None:
    path = tmp_path / "9999MUT15102021-15112021-000001.xml"
    path.write_bytes(b'<?xml version="1.0"?><ml-bag:bagMutaties xmlns:ml-bag="http://www.kadaster.nl/mutaties"/>')
    for given in (path, tmp_path):
        with pytest.raises(RefusedError, match="only mutations"):
            load({"BAG": [given]}, DAY)


def test_a_zip_of_something_else(tmp_path: Path, zipped: Callable[[Mapping[str, bytes]], bytes]) -> None:
    path = tmp_path / "holiday.zip"
    path.write_bytes(zipped({"beach.jpg": b"sand"}))
    with pytest.raises(RefusedError, match=r"no file that can be read here \(found: beach\.jpg\)"):
        load({"BAG": [path]}, DAY)


def test_a_pyogrio_that_skips_lists(extract: Callable[..., Path], monkeypatch: Any) -> None:
    path = _plain(extract)
    monkeypatch.setattr("pyogrio.__version__", "0.11.1")
    with pytest.raises(RefusedError, match=r"pyogrio 0\.11\.1"):
        read_extract(path)


@pytest.mark.parametrize("column", ["gebruiksdoel", "pandRef"])
def test_an_extract_without_list_fields(extract: Callable[..., Path], column: str) -> None:
    raws = [
        Raw(r.name, r.frame.drop(columns=column, errors="ignore"), r.geometry, r.crs, r.path, r.layer)
        for r in read_extract(_plain(extract))
    ]
    assert f"column {column} is absent" in _refusal(raws)


def test_a_path_with_spaces_and_accents(extract: Callable[..., Path], tmp_path: Path) -> None:
    folder = tmp_path / "mijn gemeenté"
    folder.mkdir()
    path = folder / "BAG één.zip"
    path.write_bytes(_plain(extract).read_bytes())
    assert len(load({"BAG": [path]}, DAY).registers.panden) == 1


def test_nothing_is_left_behind(extract: Callable[..., Path], tmp_path: Path, monkeypatch: Any) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    path = _plain(extract)
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    read_extract(path)
    seen: list[float] = []
    with pytest.raises(CancelledError):
        read_extract(path, watch=Watch(cancelled=lambda: bool(seen) or bool(seen.append(1.0))))
    assert list(scratch.iterdir()) == []


def test_wrong_crs_and_no_crs(light: Callable[..., list[Raw]]) -> None:
    assert "metres in RD New" in _refusal(light(crs="EPSG:4326"))
    assert _counted_codes(light(crs=None), "spatial_assumed_rd") == 2


def _counted_codes(raws: Sequence[Raw], code: str) -> int:
    return sum(message.code == code for message in bag.read(raws, DAY).messages)


def test_lon_lat(light: Callable[..., list[Raw]]) -> None:
    degrees = {
        "outlines": shapely.box([5.04, 5.05, 5.06], 52.30, [5.041, 5.051, 5.061], 52.301),
        "points": shapely.points([5.04, 5.05, 5.06], 52.3005),
    }
    read = bag.read(light(crs="EPSG:4326", **degrees), DAY)
    assert read.tables["panden"].geometry.centroid.x.between(130_000, 134_000).all()
    assert "degrees" in _refusal(light(crs="EPSG:28992", **degrees))
    assert "does not say its coordinate system" in _refusal(light(crs=None, **degrees))


@pytest.mark.parametrize("column", ["identificatie", "gebruiksdoel", "oppervlakte", "status", "pand_identificatie"])
def test_a_missing_column_is_named(light: Callable[..., list[Raw]], column: str) -> None:
    raws = light()
    raws[1] = Raw(raws[1].name, raws[1].frame.drop(columns=column), raws[1].geometry, raws[1].crs, None, "vbo")
    sentence = _refusal(raws)
    assert f"column {column} is absent" in sentence
    assert "bag.gpkg (verblijfsobject), layer vbo" in sentence
    assert "Found: " in sentence
    assert "huisnummer" in sentence


def test_a_column_without_values(light: Callable[..., list[Raw]]) -> None:
    read = bag.read(light(pand={"bouwjaar": [None] * 3}), DAY)
    assert read.tables["panden"]["bouwjaar"].isna().all()
    told = next(message for message in read.messages if message.code == "bag_column_empty")
    assert told.values["column"] == "bouwjaar"


def test_ids_without_values(light: Callable[..., list[Raw]]) -> None:
    assert "empty in every row" in _refusal(light(pand={"identificatie": [None] * 3}))


def test_empty_tables(light: Callable[..., list[Raw]]) -> None:
    panden, vbos = light()
    empty = Raw(panden.name, panden.frame.iloc[:0], panden.geometry[:0], panden.crs, None, "pand")
    assert "holds no rows" in _refusal([empty, vbos])
    assert "there are no verblijfsobjecten" in _refusal([panden])


def test_duplicates(light: Callable[..., list[Raw]]) -> None:
    panden, vbos = light()
    order = [0, 1, 2, 2, 0]
    frame = panden.frame.iloc[order].reset_index(drop=True)
    frame.loc[4, "bouwjaar"] = 1985
    doubled = Raw(panden.name, frame, panden.geometry[order], panden.crs, None, "pand")
    read = bag.read([doubled, vbos], DAY)
    assert read.tables["panden"]["bouwjaar"].tolist() == [1985, 1990, 2000]
    counts = {m.code: m.values["n"] for m in read.messages if m.code in ("bag_identical", "bag_conflicting")}
    assert counts == {"bag_identical": 1, "bag_conflicting": 1}


@pytest.mark.parametrize("kind", [int, float, str])
def test_ids_that_lost_zeros(light: Callable[..., list[Raw]], kind: type) -> None:
    ids = pd.Series([f"045710000000000{n}" for n in (1, 2, 3)]).astype("int64")
    raws = light(
        pand={"identificatie": ids.astype(kind).tolist()}, vbo={"pand_identificatie": ids.astype(kind).tolist()}
    )
    read = bag.read(raws, DAY)
    assert read.tables["panden"]["identificatie"].tolist() == [f"045710000000000{n}" for n in (1, 2, 3)]
    assert read.tables["verblijfsobjecten"]["pand_identificaties"].map(len).tolist() == [1, 1, 1]
    assert _counted(raws, "bag_zeros") == 3
    assert not any(message.code == "bag_pand_unknown" for message in read.messages)


def test_a_broken_polygon_is_mended(light: Callable[..., list[Raw]]) -> None:
    bow_tie = shapely.Polygon([(131000, 481000), (131010, 481010), (131010, 481000), (131000, 481010)])
    outlines = [bow_tie, *shapely.box([131020, 131040], 481000, [131030, 131050], 481010)]
    read = bag.read(light(outlines=outlines), DAY)
    # Two triangles with base 10 and height 5: 2 x 25 m².
    np.testing.assert_allclose(read.tables["panden"].area, [50, 100, 100])
    assert _counted(light(outlines=outlines), "spatial_repaired") == 1


def test_a_null_geometry_is_left_out(light: Callable[..., list[Raw]]) -> None:
    outlines = [None, *shapely.box([131020, 131040], 481000, [131030, 131050], 481010)]
    read = bag.read(light(outlines=outlines), DAY)
    assert len(read.tables["panden"]) == 2
    assert _counted(light(outlines=outlines), "spatial_null") == 1


def test_points_for_panden(light: Callable[..., list[Raw]]) -> None:
    assert "holds point, where area geometry is needed" in _refusal(
        light(outlines=shapely.points([131000, 131020, 131040], 481000))
    )


def test_a_status_nobody_knows_counts_as_stock_and_is_told(light: Callable[..., list[Raw]]) -> None:
    raws = light(pand={"status": ["Pand in gebruik", "pand in gebruik ", "zwevend"]})
    assert len(bag.read(raws, DAY).tables["panden"]) == 3
    assert _counted(raws, "bag_status_unknown") == 1


def test_columns_about_persons_never_reach_the_register(light: Callable[..., list[Raw]]) -> None:
    raws = light(pand={"eigenaar": ["A", "B", "C"]})
    loaded = load({"BAG": raws}, DAY)
    told = next(message for message in loaded.messages if message.code == "door_persons")
    assert told.values["columns"] == "eigenaar"


def test_a_zip_without_the_ending(extract: Callable[..., Path], tmp_path: Path) -> None:
    path = tmp_path / "bag"
    path.write_bytes(_plain(extract).read_bytes())
    assert len(load({"BAG": [path]}, DAY).registers.verblijfsobjecten) == 1
