"""Objects of a PDF as those of Python: dicts, lists, numbers and references; all else stays the bytes it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import mmap

_DEEPEST = 40
_BLANK = rb"(?:[\0\t\n\f\r ]|%[^\r\n]*)*"
_TOKEN = re.compile(
    _BLANK + rb"(<<|>>|\[|\]|\(|<[0-9A-Fa-f\0\t\n\f\r ]*>|/?[^\0\t\n\f\r ()<>\[\]{}/%]+|/)",
)
_REFERENCE = re.compile(_BLANK + rb"(\d+)" + _BLANK + rb"R(?![^\0\t\n\f\r ()<>\[\]{}/%])")
_INTEGER = re.compile(rb"[+-]?\d+\Z")
_IN_STRING = re.compile(rb"\\.|[()]", re.DOTALL)


class PdfError(ValueError):
    """What is read is no PDF, or one of a form that is not known here."""


class NotWholeError(PdfError):
    """A part of the PDF is not there."""


class Ref(NamedTuple):
    """Points to an object."""

    number: int
    generation: int


def read_object(held: bytes | mmap.mmap, at: int, deep: int = 0) -> tuple[Any, int]:
    """Read one object.

    Args:
        held: The PDF.
        at: Where the object begins.
        deep: How many objects it lies in.

    Returns:
        The object (dict by name with its slash, list, int, Ref, or the bytes of anything else), and where it ends.

    Raises:
        PdfError: There is none.

    """
    token, at = read_token(held, at)
    if deep > _DEEPEST:
        raise PdfError("deep")
    if token == b"<<":
        return _read_dict(held, at, deep)
    if token == b"[":
        return _read_list(held, at, deep)
    if token == b"(":
        return _read_string(held, at)
    if _INTEGER.match(token):
        reference = _REFERENCE.match(held, at)
        if reference is not None:
            return Ref(int(token), int(reference[1])), reference.end()
        return int(token), at
    return token, at


def read_token(held: bytes | mmap.mmap, at: int) -> tuple[bytes, int]:
    """Read one word or sign; gives it with where it ends.

    Raises:
        PdfError: There is none.

    """
    found = _TOKEN.match(held, at)
    if found is None:
        raise PdfError("token")
    return found[1], found.end()


def _read_dict(held: bytes | mmap.mmap, at: int, deep: int) -> tuple[dict[bytes, Any], int]:
    made: dict[bytes, Any] = {}
    while True:
        name, at = read_token(held, at)
        if name == b">>":
            return made, at
        if not name.startswith(b"/"):
            raise PdfError("name")
        made[name], at = read_object(held, at, deep + 1)


def _read_list(held: bytes | mmap.mmap, at: int, deep: int) -> tuple[list[Any], int]:
    made: list[Any] = []
    while True:
        token, end = read_token(held, at)
        if token == b"]":
            return made, end
        one, at = read_object(held, at, deep + 1)
        made.append(one)


def _read_string(held: bytes | mmap.mmap, at: int) -> tuple[bytes, int]:
    opened, start = 1, at - 1
    while opened:
        found = _IN_STRING.search(held, at)
        if found is None:
            raise PdfError("string")
        opened += {b"(": 1, b")": -1}.get(found[0], 0)
        at = found.end()
    return bytes(held[start:at]), at


def written(value: Any) -> bytes:
    """Write an object as a PDF holds it."""
    if isinstance(value, Ref):
        return b"%d %d R" % value
    if isinstance(value, dict):
        return b"<<" + b"".join(b"%s %s\n" % (name, written(one)) for name, one in value.items()) + b">>"
    if isinstance(value, list):
        return b"[" + b" ".join(written(one) for one in value) + b"]"
    if isinstance(value, bytes):
        return value
    if isinstance(value, float):
        return f"{value:.10f}".rstrip("0").rstrip(".").encode()
    return str(value).encode()


def text(words: str) -> bytes:
    """Write words as a string of a PDF, whatever letters they have."""
    return b"<FEFF" + words.encode("utf-16-be", "replace").hex().upper().encode() + b">"
