"""Zips and folders opened with distrust: nothing leaves the temporary folder, and nothing unpacks without bound."""

from __future__ import annotations

import errno
import os
import tempfile
import zipfile
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING

from ..safeguards.messages import refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

# What a real delivery stays far below: the BAG of Weesp unpacks to 28 times its size, its flattest file to 88 times.
DEEPEST = 3
MOST_ENTRIES = 20_000
LARGEST_FILE = 2 * 1024**3
MOST_TIMES = 300
_ALWAYS = 50 * 1024**2
_PIECE = 1 << 20
_IN_MEMORY = 64 * 1024**2
_ZIP = b"PK\x03\x04"
_WORKBOOK = "xl/workbook.xml"


@dataclass(frozen=True)
class Member:
    """A file of a delivery.

    Attributes:
        name: Its bare name, without folders, as the delivery spells it.
        path: Where it lies now; a file of a zip only as long as the next one is not asked for.
        done: Fraction of the delivery that came before it.

    """

    name: str
    path: Path
    done: float


class Budget:
    """How much a zip may still unpack; what is declared and what really comes out both count."""

    def __init__(self, path: Path) -> None:
        """Allow in proportion to the size of the zip itself."""
        self.file = path.name
        self.left = MOST_TIMES * path.stat().st_size + _ALWAYS

    def check(self, info: zipfile.ZipInfo) -> None:
        """Refuse an entry that is locked or too large for what is left."""
        if info.flag_bits & 0x1:
            raise refused("files_zip_locked", file=self.file)
        if info.file_size > min(self.left, LARGEST_FILE):
            raise refused("files_zip_bomb", file=self.file)

    def spend(self, size: int) -> None:
        """Count bytes that came out."""
        self.left -= size
        if self.left < 0:
            raise refused("files_zip_bomb", file=self.file)


def is_zip(path: Path) -> bool:
    """Tell whether a file calls itself a zip or begins as one; a workbook is a zip too, and is none here."""
    if path.suffix.lower() == ".zip":
        return True
    return _begins_as_zip(path) and not is_workbook(path)


def is_workbook(path: Path) -> bool:
    """Tell whether a file is an Excel workbook, whatever its name."""
    if not _begins_as_zip(path):
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            return _WORKBOOK in archive.namelist()
    except (zipfile.BadZipFile, NotImplementedError):
        return path.suffix.lower() in (".xlsx", ".xlsm")


def _begins_as_zip(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(_ZIP)) == _ZIP


@contextmanager
def refusing_broken_zips(path: Path) -> Iterator[None]:
    """Turn what a damaged zip raises into a sentence.

    Raises:
        RefusedError: The zip is cut off or damaged, or packed in a way that cannot be read.

    """
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, UnicodeDecodeError) as error:
        raise refused("files_zip_broken", file=path.name) from error
    except OSError as error:
        # A damaged directory may point to before the begin of the file.
        if error.errno != errno.EINVAL:
            raise
        raise refused("files_zip_broken", file=path.name) from error


@contextmanager
def private_folder() -> Iterator[Path]:
    """Give a temporary folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="locatierisico-") as folder:
        yield Path(folder)


def documents(path: Path, wanted: Callable[[str], bool], folder: Path, seen: list[str]) -> Iterator[Member]:
    """Give the wanted files of a zip or a folder one after another; one of a zip is removed before the next comes.

    Args:
        path: The zip, with zips up to three deep, or the folder, with the folders in it.
        wanted: Whether a file of this bare name is to be read; of a zip in a zip, whether it is to be opened.
        folder: Private folder to unpack to, under names of our own.
        seen: Takes the bare names of all files that were met.

    Raises:
        RefusedError: The zip is damaged, locked, a bomb, or nests too deep.

    """
    if path.is_dir():
        yield from _walked(path, wanted, folder, seen)
        return
    budget = Budget(path)
    with refusing_broken_zips(path), path.open("rb") as file:
        yield from _unzipped(file, budget, folder, wanted, seen, 1)


def unpack(path: Path, folder: Path) -> list[Path]:
    """Unpack a whole zip into a private folder, files that lay together still together, and list them by name.

    Of a name in the zip only its last part is kept, so that nothing can be written elsewhere.

    Raises:
        RefusedError: The zip is damaged, locked or a bomb.

    """
    budget = Budget(path)
    made: list[Path] = []
    with refusing_broken_zips(path), zipfile.ZipFile(path) as archive:
        entries = [entry for entry in _entries(archive, budget) if not entry.is_dir()]
        places = list(dict.fromkeys(str(PurePosixPath(_plain(entry)).parent) for entry in entries))
        for number, entry in enumerate(entries):
            budget.check(entry)
            plain = PurePosixPath(_plain(entry))
            place = folder / str(places.index(str(plain.parent)))
            place.mkdir(exist_ok=True)
            target = place / _safe(plain.name, number)
            if target.exists():
                target = target.with_name(f"{number}-{target.name}")
            with target.open("wb") as file:
                _pour(archive, entry, file, budget)
            made.append(target)
    return sorted(made)


def files_of(folder: Path) -> list[Path]:
    """List the files of a folder and the folders in it, links left aside, by name.

    Raises:
        RefusedError: There are more than any delivery holds.

    """
    found: list[Path] = []
    for place, folders, names in os.walk(folder):
        folders.sort()
        found += [Path(place, name) for name in sorted(names) if not name.startswith(".")]
        if len(found) > MOST_ENTRIES:
            raise refused("files_folder_large", file=folder.name, most=MOST_ENTRIES)
    return [path for path in found if path.is_file() and not path.is_symlink()]


def _walked(path: Path, wanted: Callable[[str], bool], folder: Path, seen: list[str]) -> Iterator[Member]:
    files = files_of(path)
    seen.extend(file.name for file in files)
    mine = [file for file in files if wanted(file.name)]
    total = sum(file.stat().st_size for file in mine) or 1
    before = 0
    for file in mine:
        size = file.stat().st_size
        if is_zip(file):
            for member in documents(file, wanted, folder, seen):
                yield Member(member.name, member.path, (before + member.done * size) / total)
        else:
            yield Member(file.name, file, before / total)
        before += size


def _unzipped(
    file: IO[bytes], budget: Budget, folder: Path, wanted: Callable[[str], bool], seen: list[str], depth: int
) -> Iterator[Member]:
    with zipfile.ZipFile(file) as archive:
        entries = [entry for entry in _entries(archive, budget) if not entry.is_dir()]
        names = [PurePosixPath(_plain(entry)).name for entry in entries]
        seen.extend(names)
        mine = [(entry, name) for entry, name in zip(entries, names, strict=True) if wanted(name)]
        total = sum(entry.compress_size for entry, _ in mine) or 1
        before = 0
        for number, (entry, name) in enumerate(mine):
            budget.check(entry)
            if name.lower().endswith(".zip"):
                if depth >= DEEPEST:
                    raise refused("files_zip_deep", file=budget.file)
                with _inner(archive, entry, budget) as inner:
                    for member in _unzipped(inner, budget, folder, wanted, seen, depth + 1):
                        done = (before + member.done * entry.compress_size) / total
                        yield Member(member.name, member.path, done)
            else:
                target = folder / f"{depth}-{_safe(name, number)}"
                with target.open("wb") as held:
                    _pour(archive, entry, held, budget)
                yield Member(name, target, before / total)
                target.unlink(missing_ok=True)
            before += entry.compress_size


def _entries(archive: zipfile.ZipFile, budget: Budget) -> Sequence[zipfile.ZipInfo]:
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES:
        raise refused("files_zip_bomb", file=budget.file)
    return entries


def _plain(entry: zipfile.ZipInfo) -> str:
    return entry.filename.replace("\\", "/")


def _safe(name: str, number: int) -> str:
    """Give a file name that no system takes for anything else; the ending is kept, for readers go by it."""
    kept = "".join(letter if letter.isalnum() or letter in "-_. " else "_" for letter in name).strip(". ")
    ending = PurePosixPath(kept).suffix
    reserved = PurePosixPath(kept).stem.upper() in {"CON", "PRN", "AUX", "NUL"} or not kept
    return f"{number}{ending}" if reserved or len(kept) > 120 else kept  # noqa: PLR2004 - what every file system holds


@contextmanager
def _inner(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, budget: Budget) -> Iterator[IO[bytes]]:
    """Hold a zip in a zip in memory while it is small, else in a nameless temporary file."""
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as held:
        _pour(archive, entry, held, budget)
        held.seek(0)
        yield held


def _pour(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, target: IO[bytes], budget: Budget) -> None:
    with archive.open(entry) as source:
        while piece := source.read(_PIECE):
            budget.spend(len(piece))
            target.write(piece)
