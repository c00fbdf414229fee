"""The folder of an unfinished download."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from locatierisico.pdok.resume import take_up

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2025, 6, 1)
REQUEST = {"registers": ["BAG"], "box": [1.0, 2.0, 3.0, 4.0], "municipality": ""}


def test_whole_pages_are_there_again_for_the_same_request(tmp_path: Path) -> None:
    kept, told = take_up(tmp_path / "kept", REQUEST, TODAY)
    assert told == []
    kept.keep("https://a/1", b"one")
    kept.keep("https://a/2", b"two")
    again, told = take_up(tmp_path / "kept", dict(REQUEST), TODAY + timedelta(days=1))
    assert (again.held("https://a/1"), again.held("https://a/2")) == (b"one", b"two")
    assert again.held("https://a/3") is None
    assert [(message.code, message.values["n"]) for message in told] == [("pdok_resumed", 2)]


def test_another_request_begins_anew(tmp_path: Path) -> None:
    kept, _ = take_up(tmp_path / "kept", REQUEST, TODAY)
    kept.keep("https://a/1", b"one")
    again, told = take_up(tmp_path / "kept", {**REQUEST, "municipality": "Weesp"}, TODAY)
    assert not again.pages
    assert [message.code for message in told] == ["pdok_other_request"]
    assert take_up(tmp_path / "kept", REQUEST, TODAY)[0].pages == {}


def test_pages_of_another_state_of_the_register_are_not_mixed_in(tmp_path: Path) -> None:
    kept, _ = take_up(tmp_path / "kept", REQUEST, TODAY)
    kept.keep("https://a/1", b"one")
    again, told = take_up(tmp_path / "kept", REQUEST, TODAY + timedelta(days=2))
    assert not again.pages
    assert told[0].values == {"n": 1, "day": "01-06-2025"}


def test_a_page_that_changed_on_disk_is_not_taken(tmp_path: Path) -> None:
    kept, _ = take_up(tmp_path / "kept", REQUEST, TODAY)
    kept.keep("https://a/1", b"one")
    kept.pages["https://a/1"].file.write_bytes(b"on")
    assert take_up(tmp_path / "kept", REQUEST, TODAY)[0].held("https://a/1") is None


def test_what_was_forgotten_stays_forgotten(tmp_path: Path) -> None:
    kept, _ = take_up(tmp_path / "kept", REQUEST, TODAY)
    kept.keep("https://a/1", b"one")
    kept.keep("https://a/2", b"two")
    kept.forget(["https://a/2", "https://a/9"])
    again, _ = take_up(tmp_path / "kept", REQUEST, TODAY)
    assert list(again.pages) == ["https://a/1"]


def test_a_list_of_pages_that_was_cut_off_loses_only_its_last_line(tmp_path: Path) -> None:
    kept, _ = take_up(tmp_path / "kept", REQUEST, TODAY)
    kept.keep("https://a/1", b"one")
    kept.keep("https://a/2", b"two")
    listed = tmp_path / "kept" / "pages.jsonl"
    listed.write_bytes(listed.read_bytes()[:-20])
    again, _ = take_up(tmp_path / "kept", REQUEST, TODAY)
    assert list(again.pages) == ["https://a/1"]


def test_a_list_of_pages_cannot_point_outside_its_folder(tmp_path: Path) -> None:
    take_up(tmp_path / "kept", REQUEST, TODAY)
    (tmp_path / "secret").write_bytes(b"x")
    line = '{"url": "https://a/1", "file": "../secret", "sha256": "x"}\n[]\n{"url": 1}\n'
    (tmp_path / "kept" / "pages.jsonl").write_text(line, encoding="utf-8")
    assert take_up(tmp_path / "kept", REQUEST, TODAY)[0].pages == {}


def test_a_folder_that_cannot_be_read_begins_anew(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "request.json").write_bytes(b"\xff{")
    kept, told = take_up(tmp_path / "kept", REQUEST, TODAY)
    assert (kept.pages, told) == ({}, [])
    kept.remove()
    assert not (tmp_path / "kept").exists()
