"""How long work listens for cancel and tells how far it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .messages import CancelledError

if TYPE_CHECKING:
    from collections.abc import Callable


def _never() -> bool:
    return False


def _ignore(_fraction: float) -> None:
    return None


@dataclass(frozen=True)
class Watch:
    """The two wires between long work and whoever started it.

    Attributes:
        cancelled: Asked between steps of at most half a second; True ends the work.
        progress: Told the fraction done, 0 to 1.

    """

    cancelled: Callable[[], bool] = _never
    progress: Callable[[float], None] = _ignore

    def at(self, fraction: float) -> None:
        """Tell how far the work is, and stop it here if it was cancelled.

        Raises:
            CancelledError: The user cancelled.

        """
        if self.cancelled():
            raise CancelledError
        self.progress(fraction)

    def part(self, start: float, end: float) -> Watch:
        """Give the watch for one part of the work, whose own 0 to 1 is `start` to `end` of the whole."""
        return Watch(self.cancelled, lambda fraction: self.progress(start + fraction * (end - start)))
