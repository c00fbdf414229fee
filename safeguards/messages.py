"""What the plugin tells its user: a code with values, turned into a Dutch or English sentence at the last moment."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_SENTENCES = Path(__file__).parent / "sentences"
_FORMS = re.compile(r"\{(\w+)\|([^|{}]+)\|([^|{}]+)\}")


class Severity(StrEnum):
    """How much a message asks of its reader."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True)
class Message:
    """A sentence to be: the code of a sentence in the catalogue, and the values that fill it.

    `objects` are the identifications of the objects concerned, for whoever wants to look at them; sentences only
    count them. `register` is the source it was told of while loading, such as BAG.
    """

    code: str
    values: Mapping[str, Any] = field(default_factory=dict)
    severity: Severity = Severity.INFO
    objects: tuple[str, ...] = field(default=(), compare=False, repr=False)
    register: str = field(default="", compare=False, repr=False)

    def about(self, objects: Iterable[Any]) -> Message:
        """Give the same message with the objects concerned, those without an identification left out."""
        return replace(self, objects=tuple(str(one) for one in objects if isinstance(one, str)))


class RefusedError(Exception):
    """Input or a request that cannot be taken; its message says what is wrong and what to do."""

    def __init__(self, message: Message) -> None:
        """Carry the message."""
        super().__init__(message.code)
        self.message = message

    def __str__(self) -> str:
        """Say it in English, for whoever meets it outside QGIS."""
        return say(self.message, "en")


class CancelledError(Exception):
    """The user cancelled; nothing was written."""


def note(code: str, **values: Any) -> Message:
    """Tell of something that was done or counted."""
    return Message(code, values)


def warn(code: str, **values: Any) -> Message:
    """Tell of something the user should weigh."""
    return Message(code, values, Severity.WARNING)


def refused(code: str, **values: Any) -> RefusedError:
    """Make the error to raise when input cannot be taken."""
    return RefusedError(Message(code, values, Severity.ERROR))


@cache
def sentences() -> dict[str, dict[str, str]]:
    """Read the whole catalogue: code -> {"en": …, "nl": …}, from every file of `sentences/`."""
    catalogue: dict[str, dict[str, str]] = {}
    for path in sorted(_SENTENCES.glob("*.toml")):
        catalogue.update(tomllib.loads(path.read_text(encoding="utf-8")))
    return catalogue


def say(message: Message, language: str = "en") -> str:
    """Turn a message into a sentence; anything but "nl" is English.

    A sentence may hold two forms of a word: `{n|incident lies|incidents lie}` says the first where `{n}` says 1, and
    the second otherwise.
    """
    tongue = "nl" if language.startswith("nl") else "en"
    worded = {name: _worded(value, tongue) for name, value in message.values.items()}
    spoken = _FORMS.sub(lambda form: form[2 if str(worded[form[1]]) == "1" else 3], sentences()[message.code][tongue])
    return spoken.format_map(worded)


def _worded(value: Any, tongue: str) -> Any:
    """Put a value in the words of a language: a text in both or a list of these, a decimal number."""
    if isinstance(value, list) and all(hasattr(one, tongue) for one in value):
        return "; ".join(getattr(one, tongue) for one in value)
    if isinstance(value, float):
        number = f"{value:.10g}"
        return number.replace(".", ",") if tongue == "nl" else number
    return getattr(value, tongue, value)
