from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from locatierisico.safeguards import memory

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.skipif(sys.platform == "win32", reason="Windows tells it another way")
def test_free_memory_is_what_linux_calls_available_and_else_all_there_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = tmp_path / "meminfo"
    told.write_text("MemTotal:       16000000 kB\nMemFree:  5 kB\nMemAvailable:    4000000 kB\n")
    monkeypatch.setattr(memory, "_TOLD", told)
    assert memory.free_memory() == 4_096_000_000
    monkeypatch.setattr(memory, "_TOLD", tmp_path / "not there")
    monkeypatch.setattr(memory.os, "sysconf", {"SC_PHYS_PAGES": 1000, "SC_PAGE_SIZE": 4096}.__getitem__)
    assert memory.free_memory() == 4_096_000


@pytest.mark.skipif(sys.platform == "win32", reason="Windows tells it another way")
def test_a_machine_that_does_not_tell_its_memory_is_not_guessed_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(_name: str) -> int:
        raise ValueError

    monkeypatch.setattr(memory, "_TOLD", tmp_path / "not there")
    monkeypatch.setattr(memory.os, "sysconf", unknown)
    assert memory.free_memory() is None
