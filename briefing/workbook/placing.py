"""A file is written beside its place and put there when it is whole; what goes wrong is said in a sentence."""

from __future__ import annotations

import errno
import zipfile
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pyogrio

from ...safeguards.messages import refused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ...safeguards.messages import RefusedError

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_SHUT = frozenset({errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOENT, errno.ENOTDIR})
_OF_GDAL = (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, pyogrio.errors.FeatureError)
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # of a zip


@contextmanager
def in_place_of(path: Path) -> Iterator[Path]:
    """Give the place beside a file to write to; what was written goes over the file at the end.

    Raises:
        RefusedError: The folder is read-only, the disk is full, or the file is open in another program.

    """
    beside = path.with_name(f".{path.stem}.part{path.suffix}")
    try:
        try:
            yield beside
        except OSError as error:
            raise _refusal(error, path) from error
        except (*_OF_GDAL, zipfile.BadZipFile) as error:
            raise refused("sheets_book_failed", file=path.name, reason=str(error)) from error
        try:
            beside.replace(path)
        except PermissionError as error:
            raise refused("sheets_book_open", file=path.name) from error
        except OSError as error:
            raise _refusal(error, path) from error
    finally:
        _discard(beside)


def _discard(path: Path) -> None:
    if path.exists():
        path.unlink()


def _refusal(error: OSError, path: Path) -> RefusedError:
    if error.errno in _FULL:
        return refused("sheets_book_full", file=path.name)
    if error.errno in _SHUT:
        return refused("sheets_book_folder", folder=str(path.parent))
    return refused("sheets_book_failed", file=path.name, reason=error.strerror or str(error))


def undated(name: str) -> zipfile.ZipInfo:
    """Give an entry of a zip without the time and the system it was made on."""
    entry = zipfile.ZipInfo(name, _EARLIEST)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 0
    return entry
