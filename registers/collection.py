"""Work on millions of small objects without looking them over for cycles time and again."""

from __future__ import annotations

import gc
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_LOCK = threading.Lock()
_SWITCHED_OFF: list[bool] = []  # for each that is within it, whether it was the one to switch the search off


@contextmanager
def uncollected() -> Iterator[None]:
    """Within it Python does not search for cycles of objects; what is no cycle is freed at once, as ever.

    Geometries, texts and tuples of ids refer to nothing that refers back, yet every search goes through all of them:
    a quarter of the time that reading and assessing a municipality takes. Several threads may be within it; where
    searching was off already it stays off.
    """
    with _LOCK:
        _SWITCHED_OFF.append(gc.isenabled())
        gc.disable()
    try:
        yield
    finally:
        with _LOCK:
            ours = _SWITCHED_OFF.pop()
            if _SWITCHED_OFF:
                _SWITCHED_OFF[0] |= ours  # another thread is still at work, and switches it on when it ends
            elif ours:
                gc.enable()
