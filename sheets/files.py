"""Files of a booklet: names that every disk takes, and a place beside the others until a file is whole."""

from __future__ import annotations

import errno
import re
import shutil
import tempfile
import unicodedata
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ..safeguards.messages import refused

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST_PATH = 240  # Windows takes 259 signs, with what users put in front later
_LONGEST_KEY, _SHORTEST_KEY = 60, 8
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_PROBE = 1 << 20  # bytes


class Names:
    """Names of the files of sheets, each given once."""

    def __init__(self, folder: Path) -> None:
        """Begin, for a folder."""
        self._room = _LONGEST_PATH - len(str(folder.absolute()))
        self._taken: set[str] = set()

    def of(self, kind: str, key: str) -> str:
        """Give what the files of a sheet begin with; other than that of each sheet before, on Windows too."""
        plain = [_plain(one) for one in (kind, key)]
        room = max(_SHORTEST_KEY, min(_LONGEST_KEY, self._room - len(plain[0]) - 12))
        name = tried = "_".join(one for one in (plain[0], plain[1][:room].strip("_-")) if one)
        number = 2
        while tried.lower() in self._taken:
            tried, number = f"{name}_{number}", number + 1
        self._taken.add(tried.lower())
        return tried


def _plain(words: str) -> str:
    ascii_only = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9-]+", "_", ascii_only).strip("_-")


class Place:
    """A folder, with a place in it for what is not yet whole.

    Attributes:
        folder: Where whole files go.
        beside: Where they are made.

    """

    def __init__(self, folder: Path, beside: Path) -> None:
        """Know both."""
        self.folder, self.beside = folder, beside

    def write(self, name: str, data: bytes) -> Path:
        """Write a file and put it in its place.

        Raises:
            RefusedError: That cannot be done.

        """
        made = self.beside / "page"
        try:
            made.write_bytes(data)
        except OSError as error:
            raise trouble(name, error) from error
        return self.put(made, name)

    def put(self, made: Path, name: str) -> Path:
        """Put a file that is whole in its place.

        Raises:
            RefusedError: The file that is there cannot be replaced.

        """
        path = self.folder / name
        try:
            made.replace(path)
        except OSError as error:
            raise trouble(name, error) from error
        return path


@contextmanager
def place_in(folder: Path) -> Iterator[Place]:
    """Make a place for files to be, which is gone afterwards with all that did not become whole.

    Raises:
        RefusedError: Nothing can be written there.

    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=".part-", dir=folder))
    except OSError as error:
        if error.errno in _FULL:
            raise refused("sheets_printing_disk_full", file=str(folder)) from error
        raise refused("sheets_printing_folder", folder=str(folder)) from error
    try:
        yield Place(folder, beside)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def trouble(name: str, error: OSError) -> Exception:
    """Make the error for a file that could not be written."""
    if error.errno in _FULL:
        return refused("sheets_printing_disk_full", file=name)
    return refused("sheets_printing_not_written", file=name)


def lost(name: str, made: Path) -> Exception:
    """Make the error for a file that Qt wrote and that is not whole: Qt does not tell why, so more is written to it."""
    try:
        with made.open("ab") as file:
            file.write(bytes(_PROBE))
    except OSError as error:
        return trouble(name, error)
    return refused("sheets_printing_not_whole", file=name)
