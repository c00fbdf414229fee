"""The recipe of a run: everything that decided its results, so that it can be repeated and traced."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .messages import Message

_METADATA = "metadata.txt"
FORM = 1  # of the recipe itself; raised when its keys change


@dataclass(frozen=True)
class Recipe:
    """What went in and how it was treated.

    Holds no path, time or duration: files stand by name and hash, and the only dates are those that were chosen.

    Attributes:
        version: Version of the plugin.
        peildatum: Reference date.
        municipality: Name on maps, from the registers; empty where they do not tell.
        inputs: Per input: register, name, sha256, rows.
        simulated: Canonical tables that were made up.
        options: Everything the user could choose for the computation, the seed included.
        sets: Per area type the set as it was used: indicators, dimensions, weights, parameters.
        choices: Messages of the run: what was left out, repaired or chosen by itself, and why.
        purpose: What the results are for.
        author: Who made them.
        expires: From when on they should not be used.

    """

    version: str
    peildatum: date
    municipality: str
    inputs: Sequence[Any]
    simulated: Sequence[str] | frozenset[str]
    options: Any
    sets: Any
    choices: Sequence[Message]
    purpose: str = ""
    author: str = ""
    expires: date | None = None

    def plain(self) -> dict[str, Any]:
        """Give it as plain values that JSON knows, in a fixed order."""
        held = {field.name: _plain(getattr(self, field.name)) for field in dataclasses.fields(self)}
        return {"recipe": FORM, **held}

    def canonical(self) -> str:
        """Write it in the one form that is hashed: sorted keys, no white space."""
        return json.dumps(self.plain(), sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)

    def sha256(self) -> str:
        """Give the hash that names this recipe."""
        return hashlib.sha256(self.canonical().encode()).hexdigest()

    def text(self) -> str:
        """Write it for people: indented, with its hash."""
        shown = {**self.plain(), "sha256": self.sha256()}
        return json.dumps(shown, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def plugin_version(metadata: str = "") -> str:
    """Read the version of the plugin.

    Args:
        metadata: Text of metadata.txt; by default that of the plugin itself.

    """
    metadata = metadata or (Path(__file__).resolve().parent.parent / _METADATA).read_text(encoding="utf-8")
    lines = (line.partition("=") for line in metadata.splitlines())
    return next((value.strip() for key, _, value in lines if key.strip() == "version"), "")


def _plain(value: Any) -> Any:
    """Turn a value into what JSON knows; a set is sorted, a path is its name, what is missing is null."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        # What does not tell two values apart, such as the objects a message names, decides nothing.
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value) if field.compare}
    if isinstance(value, Mapping):
        return {str(_plain(key)): _plain(held) for key, held in value.items()}
    if isinstance(value, set | frozenset):
        return sorted((_plain(held) for held in value), key=str)
    if isinstance(value, list | tuple):
        return [_plain(held) for held in value]
    if hasattr(value, "tolist"):  # an array or a number of numpy
        return _plain(value.tolist())
    return _scalar(value)


def _scalar(value: Any) -> Any:
    known: dict[type, Callable[[Any], Any]] = {
        Enum: lambda held: held.value,
        PurePath: lambda held: held.name,
        date: lambda held: held.isoformat(),  # a datetime is one too
        float: lambda held: held if math.isfinite(held) else None,
    }
    for kind, plain in known.items():
        if isinstance(value, kind):
            return plain(value)
    return value if value is None or isinstance(value, bool | int | str) else str(value)
