"""Deliveries are opened by what they hold: a file, a zip or a folder gives the same tables."""

from __future__ import annotations

import zipfile
from datetime import date
from typing import TYPE_CHECKING

import pytest

from locatierisico.registers.load import load
from locatierisico.registers.opening import Ask, open_delivery
from locatierisico.safeguards.messages import RefusedError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from locatierisico.registers.raw import Raw

DAY = date(2021, 10, 15)


def _unpacked(path: Path, folder: Path) -> Path:
    """Unpack zips in zips, each to a folder of its own."""
    folder.mkdir()
    with zipfile.ZipFile(path) as archive:
        archive.extractall(folder)
    for inner in list(folder.glob("*.zip")):
        _unpacked(inner, folder / inner.stem)
        inner.unlink()
    return folder


def test_the_xml_of_an_extract_in_a_folder_or_file_by_file(shared: Path, tmp_path: Path) -> None:
    path = shared / "data" / "bag" / "BAGGEM0457L-15102021_Weesp.zip"
    zipped = load({"BAG": [path]}, DAY)
    folder = _unpacked(path, tmp_path / "weesp")
    files = sorted(folder.rglob("0457*.xml"))
    for given in ([folder], files):
        loaded = load({"BAG": given}, DAY)
        for name, table in zipped.registers.tables().items():
            assert table.equals(loaded.registers.tables()[name]), name
    assert len(loaded.registers.panden) == 10_837
    assert len(loaded.registers.verblijfsobjecten) == 11_046


def test_a_zip_and_a_folder_of_another_form(
    light: Callable[..., list[Raw]], to_gpkg: Callable[[Sequence[Raw], Path], Path], tmp_path: Path
) -> None:
    folder = tmp_path / "levering"
    folder.mkdir()
    path = to_gpkg(light(), folder / "bag.gpkg")
    (folder / "lees mij.pdf").write_bytes(b"%PDF")
    zipped = tmp_path / "levering.zip"
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.write(path, "../../etc/bag.gpkg")
        archive.writestr("lees mij.pdf", b"%PDF")
    for given in (folder, zipped):
        loaded = load({"BAG": [given]}, DAY)
        assert len(loaded.registers.panden) == 3
        told = next(message for message in loaded.messages if message.code == "files_passed_over")
        assert told.values == {"file": given.name, "n": 1, "names": "lees mij.pdf"}
    assert not (tmp_path.parent / "etc").exists()


def test_a_folder_hashes_as_its_names_and_bytes(
    light: Callable[..., list[Raw]], to_gpkg: Callable[[Sequence[Raw], Path], Path], tmp_path: Path
) -> None:
    for name in ("een", "twee"):
        (tmp_path / name).mkdir()
    path = to_gpkg(light(), tmp_path / "een" / "bag.gpkg")
    (tmp_path / "twee" / "bag.gpkg").write_bytes(path.read_bytes())
    first, second = (load({"BAG": [tmp_path / name]}, DAY).inputs[0].sha256 for name in ("een", "twee"))
    assert first == second
    path.rename(path.with_name("bag2.gpkg"))
    assert load({"BAG": [tmp_path / "een"]}, DAY).inputs[0].sha256 != first


def test_a_zip_or_folder_without_data(tmp_path: Path) -> None:
    (tmp_path / "leeg").mkdir()
    with zipfile.ZipFile(tmp_path / "foto.zip", "w") as archive:
        archive.writestr("strand.jpg", b"zand")
    for name, found in (("leeg", "-"), ("foto.zip", r"strand\.jpg")):
        with pytest.raises(RefusedError, match=rf"{name} holds no file that can be read here \(found: {found}\)"):
            open_delivery(Ask("WOZ"), tmp_path / name)


def test_two_files_of_one_name_in_a_zip_are_both_read(tmp_path: Path) -> None:
    path = tmp_path / "woz.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("2020/woz.csv", "a;b\n1;2\n")
        archive.writestr("2021/woz.csv", "a;b\n3;4\n")
    opened = open_delivery(Ask("WOZ"), path)
    assert [raw.frame["a"].tolist() for raw in opened.raws] == [["1"], ["3"]]
