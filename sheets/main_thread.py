"""Work that Qt allows on its main thread alone, asked for by the thread of an algorithm."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QMetaObject, QObject, Qt, QThread, QTimer, pyqtSlot

from ..safeguards.messages import CancelledError

if TYPE_CHECKING:
    from collections.abc import Callable

_LISTEN_EVERY = 0.1  # seconds
_KEPT: set[_Call] = set()


class _Call(QObject):
    """One call that waits for its turn on the main thread."""

    def __init__(self, function: Callable[[], Any]) -> None:
        super().__init__()
        self.function = function
        self.result: Any = None
        self.error: BaseException | None = None
        self.turn = threading.Lock()
        self.begun = self.dropped = False
        self.done = threading.Event()

    @pyqtSlot()
    def run(self) -> None:
        with self.turn:
            if self.dropped:
                _KEPT.discard(self)
                return
            self.begun = True
        try:
            self.result = self.function()
        except BaseException as error:  # noqa: BLE001  raised again in the thread that asked
            self.error = error
        # The object may only go when Qt has left it.
        QTimer.singleShot(0, lambda: _KEPT.discard(self))
        self.done.set()

    def drop(self) -> bool:
        """Take the call back, unless it has begun."""
        with self.turn:
            self.dropped = not self.begun
        return self.dropped


def on_main_thread(function: Callable[[], Any], cancelled: Callable[[], bool]) -> Any:
    """Run a function on the main thread and wait for it; a cancel is heard while it waits for its turn.

    Layouts are scenes of Qt, which belong to the main thread: QGIS's own algorithms that export layouts run there too.

    Args:
        function: What to run; what it raises is raised here.
        cancelled: Tells whether the user cancelled.

    Raises:
        CancelledError: The user cancelled before it had begun.

    """
    application = QgsApplication.instance()
    if application is None or QThread.currentThread() == application.thread():
        return function()
    call = _Call(function)
    _KEPT.add(call)
    call.moveToThread(application.thread())
    QMetaObject.invokeMethod(call, "run", Qt.ConnectionType.QueuedConnection)
    while not call.done.wait(_LISTEN_EVERY):
        if cancelled() and call.drop():
            raise CancelledError
    if call.error is not None:
        raise call.error
    return call.result
