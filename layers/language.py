"""Which language the user reads, or for a while that of a sheet."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, QTranslator

from ..safeguards.messages import Message, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_by_qgis = QCoreApplication.translate
_NO_DECIMALS = 1000  # from here on three figures would need a power of ten
_DUTCH = Path(__file__).resolve().parent.parent / "i18n" / "locatierisico_nl.qm"
# Of this thread and this moment alone: QGIS itself goes on in its own language.
_SPOKEN: ContextVar[str] = ContextVar("spoken", default="")


def language() -> str:
    """Give "nl" where QGIS speaks Dutch, else "en"; within `speaking` the language that is spoken there."""
    return _SPOKEN.get() or ("nl" if QgsApplication.locale().lower().startswith("nl") else "en")


def translate(context: str, text: str) -> str:
    """Give a text of the plugin in the language of `language`."""
    asked = _SPOKEN.get()
    if not asked:
        return _by_qgis(context, text)
    # A translator that is asked directly takes text as bytes, where it is not plain ASCII.
    return (_dutch()(context.encode(), text.encode()) if asked == "nl" else "") or text


@contextmanager
def speaking(asked: str) -> Iterator[None]:
    """Let layers be named and styled in the language of a sheet, whatever QGIS speaks.

    Args:
        asked: nl or en.

    """
    before = _SPOKEN.set(asked)
    try:
        yield
    finally:
        _SPOKEN.reset(before)


@cache
def _dutch() -> Callable[[bytes, bytes], str]:
    """Read the translation, without laying it into QGIS."""
    translator = QTranslator()
    translator.load(str(_DUTCH))
    return translator.translate  # type: ignore[no-any-return]


def figure(value: float) -> str:
    """Give a number in three figures as the user writes it: no powers of ten, and no mark between thousands."""
    text = f"{value:.3g}" if abs(value) < _NO_DECIMALS else f"{value:.0f}"
    return text.replace(".", ",") if language() == "nl" else text


def spoken(message: Message) -> str:
    """Turn a message into a sentence in the user's language."""
    return say(message, language())
