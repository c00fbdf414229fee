"""Counts in the background what a choice of locations comes to."""

from __future__ import annotations

from typing import Any

from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ..algorithms.stopcount import StopCount
from ..layers.language import translate
from .background import BackgroundRun, complaint

_QUIET = 400  # milliseconds without another choice, before it is counted


class Count(QObject):
    """The last choice asked for is what is counted; an earlier count is dropped.

    Attributes:
        told: Emitted with a sentence.

    """

    told = pyqtSignal(str)

    def __init__(self, parent: QObject) -> None:
        """Start without a count."""
        super().__init__(parent)
        self.result: dict[str, Any] = {}
        self._wanted: dict[str, Any] | None = None
        self._run = BackgroundRun(self)
        self._run.ended.connect(self._ended)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_QUIET)
        self._timer.timeout.connect(self._start)

    def ask(self, parameters: dict[str, Any]) -> None:
        """Count what these parameters choose, soon."""
        self._wanted, self.result = parameters, {}
        self._timer.start()

    def stop(self) -> None:
        """Count nothing any more."""
        self._timer.stop()
        self._wanted = None
        if self._run.going():
            self._run.cancel()

    def _start(self) -> None:
        if self._wanted is None:
            return
        if self._run.going():
            self._run.cancel()  # begins anew when it has ended
            return
        wanted, self._wanted = self._wanted, None
        if not wanted.get("STOPS"):
            self.told.emit("")
            return
        algorithm = StopCount()
        algorithm.initAlgorithm({})
        sentence = complaint(algorithm, wanted)
        self.told.emit(sentence or translate("ui", "counting…"))
        if not sentence:
            self._run.start(algorithm, wanted)

    def _ended(self, successful: bool, result: dict[str, Any]) -> None:  # noqa: FBT001  signature of QGIS
        if self._wanted is not None:
            self._timer.start()
        elif successful and "chosen" in result:
            self.result = result
            self.told.emit(count_words(result))
        elif not self._run.cancelled():
            self.told.emit((self._run.feedback.errors or [""])[-1])


def count_words(result: dict[str, Any]) -> str:
    """Say what a choice comes to."""
    n, must, controls = (int(result[name]) for name in ("chosen", "mandatory", "controls"))
    one, several = translate("ui", "1 location"), translate("ui", "{n} locations")
    words = (one if n == 1 else several.format(n=n)) + ", "
    words += translate("ui", "{n} mandatory").format(n=must) if must else translate("ui", "none mandatory")
    words += " " + translate("ui", "(of {n} that may be visited).").format(n=int(result["candidates"]))
    if controls:
        one, several = (
            translate("ui", "Besides, 1 control stop is drawn at random."),
            translate("ui", "Besides, {n} control stops are drawn at random."),
        )
        words += " " + (one if controls == 1 else several.format(n=controls))
    elif result.get("percent"):
        words += " " + translate("ui", "No control stop comes besides: the choice is too small, or leaves none over.")
    return words
