from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from scipy.spatial import cKDTree

from locatierisico.hotspots.near_repeats import near_pairs
from locatierisico.hotspots.near_repeats.near_pairs import Sweep
from locatierisico.safeguards.messages import CancelledError
from locatierisico.safeguards.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Iterable

UNWATCHED = Watch()


def _found(sweep: Sweep, watch: Watch = UNWATCHED) -> set[tuple[int, int]]:
    pairs: list[tuple[int, int]] = []
    for block in sweep.blocks(watch):
        ends = np.sort(np.column_stack([sweep.order[block.one], sweep.order[block.other]]), axis=1)
        pairs += [tuple(pair) for pair in ends.tolist()]
    assert len(pairs) == len(set(pairs)), "a pair occurs twice"
    return set(pairs)


def _places(kind: str) -> np.ndarray:
    rng = np.random.default_rng(4)
    if kind == "town":
        return 150_000 + rng.normal(size=(1_500, 2)) * 900
    if kind == "one spot":
        return np.full((40, 2), 150_000.0)
    if kind == "in a row":
        return np.column_stack([150_000.0 + np.arange(300) * 7, np.full(300, 480_000.0)])
    return 150_000 + rng.integers(0, 60, (500, 2)) * 10.0  # a lattice: many at just the reach


@pytest.mark.parametrize("kind", ["town", "one spot", "in a row", "lattice"])
@pytest.mark.parametrize("reach", [0.5, 130.0, 5_000.0])
def test_pairs_are_those_of_a_search_tree(kind: str, reach: float) -> None:
    points = _places(kind)
    for manhattan in (False, True):
        wanted = cKDTree(points).query_pairs(reach + 1e-6, p=1 if manhattan else 2)
        assert _found(Sweep.of(points, reach, manhattan=manhattan)) == wanted


def test_pairs_far_apart_in_time_need_not_be_given_and_the_others_are() -> None:
    points = _places("town")
    moment = np.random.default_rng(5).integers(0, 100, len(points)).astype(float)
    sweep = Sweep.of(points, 130, moment=moment, span=9)
    near = cKDTree(points).query_pairs(130 + 1e-6)
    wanted = {(i, j) for i, j in near if abs(moment[i] - moment[j]) <= 9}
    found = _found(sweep)
    assert wanted <= found <= near
    assert int(sweep.candidates.sum()) < 2 * len(near)


def test_blocks_hold_what_was_counted_before_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    points = _places("town")
    whole = _found(Sweep.of(points, 130))
    monkeypatch.setattr(near_pairs, "_AT_ONCE", 300)
    sweep = Sweep.of(points, 130)
    sizes = [len(block.one) for block in sweep.blocks(UNWATCHED)]
    assert len(sizes) > 20
    assert max(sizes) <= max(300, int(sweep.candidates.max()))
    assert _found(sweep) == whole


def test_a_cancel_is_heard_between_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(near_pairs, "_AT_ONCE", 300)
    asked: list[bool] = []

    def cancelled() -> bool:
        asked.append(True)
        return len(asked) > 3

    blocks: Iterable = Sweep.of(_places("town"), 130).blocks(Watch(cancelled))
    with pytest.raises(CancelledError):
        list(blocks)
