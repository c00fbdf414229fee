"""Work in a thread that Python made, watched from the thread that Processing made."""

from __future__ import annotations

import secrets
import shutil
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from ..layers.language import spoken
from ..safeguards.messages import CancelledError, note, refused
from ..safeguards.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from qgis.core import QgsProcessingFeedback

T = TypeVar("T")

_POLL = 0.1  # seconds
_PATIENCE = 0.7  # seconds that cancelled work gets to reach its next step
_SETTLED = 5.0  # seconds after which the pace is measured: what comes first is quick
_MEASURED = 10.0  # seconds over which it is measured
_LONG = 120.0  # seconds in all from which it is told


class _Work(threading.Thread):
    """One piece of work; its outcome or its error is read after it has ended."""

    def __init__(self, work: Callable[[Watch], Any]) -> None:
        super().__init__(name="locatierisico", daemon=True)
        self.fraction = 0.0
        self.outcome: Any = None
        self.error: BaseException | None = None
        self.stopped = threading.Event()
        self._work = work

    def run(self) -> None:
        try:
            import numpy as np  # noqa: PLC0415  may be what is missing

            # GEOS raises floating-point flags on sound input; NumPy would print a warning for each.
            with np.errstate(invalid="ignore"):
                self.outcome = self._work(Watch(self.stopped.is_set, self._tell))
        except BaseException as error:  # noqa: BLE001  raised again in the thread that asked for the work
            self.error = error

    def _tell(self, fraction: float) -> None:
        self.fraction = fraction


class Pace:
    """How long work takes in all, by the part it does in some seconds; asked again and again, it answers once."""

    def __init__(self) -> None:
        """Start before the work does."""
        self._since: tuple[float, float] | None = None
        self._told = False

    def whole(self, passed: float, fraction: float) -> float | None:
        """Give the seconds the work takes in all; None before that can be told, and after it was.

        Args:
            passed: Seconds since the work began.
            fraction: Part that is done, 0 to 1.

        """
        if self._told or passed < _SETTLED:
            return None
        if self._since is None:
            self._since = (passed, fraction)
        since, reached = self._since
        if passed - since < _MEASURED or fraction <= reached:
            return None
        self._told = True
        return passed + (1 - fraction) * (passed - since) / (fraction - reached)


def in_own_thread(work: Callable[[Watch], T], feedback: QgsProcessingFeedback, *, paced: bool = False) -> T:
    """Run work in a daemon thread while telling progress and listening for cancel every tenth of a second.

    Work that is `paced` tells once how long it will take, where that is long.

    Some versions of pyproj crash in the threads of Qt, so nothing that touches pyproj may run there. A step that
    does not come to its end after a cancel is left behind: it writes only to a folder that nobody will read.

    Raises:
        CancelledError: The user cancelled.

    """
    thread = _Work(work)
    thread.start()
    begun, pace = time.monotonic(), Pace()
    while thread.is_alive():
        thread.join(_POLL)
        feedback.setProgress(100 * thread.fraction)
        whole = pace.whole(time.monotonic() - begun, thread.fraction) if paced else None
        if whole is not None and whole >= _LONG:
            feedback.pushInfo(spoken(note("job_takes_long", minutes=round(whole / 60))))
        if feedback.isCanceled() and not thread.stopped.is_set():
            thread.stopped.set()
            thread.join(_PATIENCE)
            break
    if feedback.isCanceled():
        raise CancelledError
    if thread.error is not None:
        raise thread.error
    return thread.outcome  # type: ignore[no-any-return]


@contextmanager
def private_folder(beside: Path) -> Iterator[Path]:
    """Give a folder on the same disk as the result, so that publishing is a rename; it is gone afterwards.

    A folder for results that was made for this run is gone too, when nothing was published in it.
    """
    stood = beside.exists()
    try:
        beside.mkdir(parents=True, exist_ok=True)
        # Not tempfile: on Windows its folders, and what is renamed out of them, are closed to colleagues.
        folder = beside / f".locatierisico-{secrets.token_hex(4)}"
        folder.mkdir()
    except OSError as error:
        raise refused("algorithms_folder_not_writable", folder=str(beside)) from error
    try:
        yield folder
    finally:
        remove_folder(folder)
        if not stood and not any(beside.iterdir()):
            beside.rmdir()


def remove_folder(folder: Path) -> None:
    """Remove a folder, also while work left behind by a cancel still closes its last file."""
    for _ in range(3):
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            return
        time.sleep(_POLL)


def publish_folder(made: Path, parent: Path, name: str) -> Path:
    """Rename a finished folder to `parent/name`, or `name_2` and so on where that stands already."""
    number = 1
    while True:
        target = parent / (name if number == 1 else f"{name}_{number}")
        if not target.exists():
            made.rename(target)
            return target
        number += 1


def publish_file(made: Path, target: Path) -> None:
    """Put a finished file in the place of `target`.

    Raises:
        RefusedError: The file that stands there is held open by another program.

    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        made.replace(target)
    except OSError as error:
        raise refused("algorithms_file_not_writable", file=str(target)) from error
