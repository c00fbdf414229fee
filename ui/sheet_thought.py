"""Work of Python's own beside the dialog: the last question asked is the one that is answered."""

from __future__ import annotations

import threading
import traceback
from typing import TYPE_CHECKING, Any

from qgis.core import Qgis, QgsMessageLog
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ..layers.language import spoken, translate
from ..safeguards.messages import CancelledError, RefusedError
from ..safeguards.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Callable

_QUIET, _POLL = 400, 50  # milliseconds without another question, and between two looks


class Thought(QObject):
    """Runs one piece of pure work at a time, in a thread that Python made.

    Attributes:
        done: Emitted with the answer to the last question.
        failed: Emitted with a sentence.

    """

    done = pyqtSignal(object)
    failed = pyqtSignal(str)

    def __init__(self, parent: QObject) -> None:
        """Start with nothing asked."""
        super().__init__(parent)
        self._wanted: Callable[[Watch], Any] | None = None
        self._thread: threading.Thread | None = None
        self._stopped = threading.Event()
        self._answer: list[tuple[Any, str]] = []
        self._quiet, self._poll = QTimer(self), QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(_QUIET)
        self._quiet.timeout.connect(self._start)
        self._poll.setInterval(_POLL)
        self._poll.timeout.connect(self._look)

    def ask(self, work: Callable[[Watch], Any], *, soon: bool = False) -> None:
        """Ask a question; one that was asked before it is dropped.

        Args:
            work: Touches nothing of Qt.
            soon: Begin without waiting for another.

        """
        self._wanted = work
        self._stopped.set()
        self._quiet.start(0 if soon else _QUIET)

    def stop(self) -> None:
        """Want no answer any more."""
        self._quiet.stop()
        self._wanted = None
        self._stopped.set()

    def busy(self) -> bool:
        """Tell whether an answer is still to come."""
        return self._wanted is not None or self._thread is not None

    def _start(self) -> None:
        if self._thread is not None or self._wanted is None:
            return
        work, self._wanted = self._wanted, None
        self._answer, self._stopped = [], threading.Event()
        self._thread = threading.Thread(
            target=_think, args=(work, self._answer, self._stopped), name="locatierisico", daemon=True
        )
        self._thread.start()
        self._poll.start()

    def _look(self) -> None:
        if self._thread is None or self._thread.is_alive():
            return
        self._poll.stop()
        self._thread = None
        if self._wanted is not None:
            self._quiet.start()
        elif not self._stopped.is_set():
            answer, sentence = self._answer[0]
            if sentence:
                self.failed.emit(sentence)
            else:
                self.done.emit(answer)


def _think(work: Callable[[Watch], Any], answer: list[tuple[Any, str]], stopped: threading.Event) -> None:
    try:
        answer.append((work(Watch(stopped.is_set)), ""))
    except CancelledError:
        answer.append((None, translate("ui", "Stopped.")))
    except RefusedError as error:
        answer.append((None, spoken(error.message)))
    except Exception as error:  # noqa: BLE001  the unforeseen becomes a sentence
        QgsMessageLog.logMessage(traceback.format_exc(), "Locatierisico", Qgis.MessageLevel.Critical, notifyUser=False)
        text = translate("ui", "No page can be shown ({error}). The log panel, tab Locatierisico, holds the details.")
        answer.append((None, text.format(error=type(error).__name__)))
