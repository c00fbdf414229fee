"""Damaged addresses of Weesp: the figures the benchmark prints, held on fewer draws and another seed."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from types import ModuleType

DRAWN = 150
SEED = 20


@pytest.fixture(scope="module")
def benchmark_module(shared: Path) -> ModuleType:
    path = Path(__file__).resolve().parents[2] / "benchmarks" / "geocoding.py"
    spec = importlib.util.spec_from_file_location("geocoding_benchmark", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    module.WEESP = shared / "data" / "bag" / "BAGGEM0457L-15102021_Weesp.zip"
    return module


def test_damaged_addresses_are_found_in_the_right_place(benchmark_module: ModuleType) -> None:
    index, table = benchmark_module.weesp()
    outcomes = benchmark_module.measure(index, table, benchmark_module.damages(index), DRAWN, SEED)
    whole = benchmark_module.total(outcomes)
    assert whole.precision >= 0.999
    assert whole.recall >= 0.97
    for one in outcomes:
        assert one.precision >= 0.99, one.kind
        assert one.recall >= (0.8 if "two" in one.kind or "wrong" in one.kind else 0.97), one.kind
    # What a user would do instead, a join on the columns as they are, finds fewer than half of them.
    assert whole.joined_right / whole.asked < 0.5


def test_what_is_not_there_is_hardly_ever_placed(benchmark_module: ModuleType) -> None:
    index, table = benchmark_module.weesp()
    streets = benchmark_module.other_streets(set(table["straat"]))
    outcomes = benchmark_module.measure(index, table, benchmark_module.decoys(index, streets), DRAWN, SEED)
    for one in outcomes:
        # Some made-up names are a letter from a street of Weesp: Bloemstraat and Blomstraat, Stationweg, Beatrixlaan.
        assert one.placed <= (0.03 * one.asked if one.kind.startswith("street") else 0), one.kind


def test_streets_that_are_more_alike_are_still_told_apart(benchmark_module: ModuleType) -> None:
    index, table = benchmark_module.weesp(benchmark_module.larger)
    assert len(index.streets) > 600
    kinds = benchmark_module.damages(index)
    outcomes = benchmark_module.measure(index, table, kinds, DRAWN, SEED)
    assert benchmark_module.total(outcomes).precision >= 0.995
