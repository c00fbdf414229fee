"""What is told in the mode shared, held against somebody who knows the rule, the total and everything that is shown."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from locatierisico.hotspots.shared import UNDER, in_shared, not_told, refuse_unknown_mode
from locatierisico.safeguards.messages import RefusedError, note, say

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable


def worked_out(towns: Iterable[tuple[int, ...]], told: Callable[[np.ndarray], Hashable]) -> list[Any]:
    """Give the small counts that can be worked out: those equal in all towns of which the same is told."""
    alike: dict[Hashable, list[np.ndarray]] = {}
    for town in towns:
        counts = np.array(town)
        alike.setdefault((int(counts.sum()), told(counts)), []).append(counts)
    found = []
    for group in alike.values():
        counts = np.stack(group)
        known = (counts == counts[0]).all(axis=0) & (counts[0] > 0) & (counts[0] < 5)
        if known.any():
            found.append((counts[0], np.flatnonzero(known)))
    return found


@pytest.mark.parametrize("length", [2, 3, 4, 5])
def test_no_small_number_of_a_row_can_be_worked_out(length: int) -> None:
    def told(counts: np.ndarray) -> Hashable:
        kept_back = not_told(counts.astype(np.float64))
        return tuple(-1 if gone else int(count) for gone, count in zip(kept_back, counts, strict=True))

    towns = [town for town in product(range({2: 30, 3: 14, 4: 10, 5: 7}[length]), repeat=length) if sum(town) >= 5]
    assert worked_out(towns, lambda counts: tuple(np.where((counts > 0) & (counts < 5), -1, counts)))  # the naive way
    assert not worked_out(towns, told)


def test_fractions_under_five_are_small_too_and_nothing_is_not() -> None:
    assert list(not_told(np.array([0, 0.2, 3.4, 4.9, 7, 9]))) == [False, True, True, True, False, False]
    assert list(not_told(np.array([0, 3.4, 7, 7, 9]))) == [False, True, True, True, False]
    assert list(not_told(np.array([0.0, 2, 0]))) == [True] * 3
    assert not not_told(np.array([0.0, 5, 8])).any()


def test_messages_say_small_numbers_of_incidents_as_under_five_and_no_spot() -> None:
    told = in_shared(
        [
            note("hotspots_points_outside", n=3, total=50),
            note("hotspots_points_outside", n=7, total=50),
            note("events_piled", n=9, total=50, places=1, most=9, x=1.0, y=2.0),
        ]
    )
    assert [one.values["n"] for one in told] == [UNDER, 7]
    assert "<5 of 50" in say(told[0])


def test_an_unknown_mode_is_refused() -> None:
    with pytest.raises(RefusedError, match="shared, internal"):
        refuse_unknown_mode("openbaar")
