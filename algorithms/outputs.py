"""What one run writes: at its end all of it stands in its place, or nothing has changed."""

from __future__ import annotations

import os
import secrets
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..safeguards.messages import CancelledError, refused
from .job import remove_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

# Files that belong to another one; left behind by the old, they would be read with the new.
_ENDINGS = {
    ".shp": (".shx", ".dbf", ".prj", ".cpg", ".qpj", ".qix", ".sbn", ".sbx", ".shp.xml"),
    ".csv": (".csvt",),
    ".tab": (".dat", ".map", ".id", ".ind"),
    ".mif": (".mid",),
}
_ADDED = ("-wal", "-shm", "-journal", ".aux.xml", ".ovr")
_TRIES = 5  # a virus scanner reads what was just written
_PAUSE = 0.2  # seconds


@dataclass
class _Place:
    """A file that was asked for, and the folder beside it where it comes into being.

    Attributes:
        target: Where it must come to stand.
        folder: Of our own, on the same disk, with a folder for the new files and one for the old.
        parents: Folders that were made for it, deepest first.
        unstyled: The style that lies beside the old file does not fit the new one.
        kept: Old files could not be put back and are still in `folder`.

    """

    target: Path
    folder: Path
    parents: tuple[Path, ...]
    unstyled: bool = False
    kept: bool = False

    @property
    def made(self) -> Path:
        return self.folder / "new" / self.target.name

    @property
    def old(self) -> Path:
        return self.folder / "old"

    def new(self) -> list[Path]:
        return sorted(self.made.parent.iterdir())

    def standing(self) -> list[Path]:
        """Give the files that stand in the way of the new ones, with those that belong to them."""
        target = self.target
        parts = [target.with_suffix(ending) for ending in _ENDINGS.get(target.suffix.lower(), ())]
        parts += [target.with_name(target.name + added) for added in _ADDED]
        parts += [target.with_suffix(".qml")] if self.unstyled else []
        parts += [target.with_name(one.name) for one in self.new()]
        return [path for path in dict.fromkeys([target, *parts]) if path.exists()]


@dataclass
class Outputs:
    """All outputs of one run.

    A file is written in a folder beside its target and renamed once all others are whole too. What goes into a
    database is written then as well, for it cannot be taken back.
    """

    _places: dict[str, _Place] = field(default_factory=dict)
    _later: dict[str, Callable[[], str]] = field(default_factory=dict)

    def place(self, output: str, target: Path) -> Path:
        """Give where to write the file of an output, after seeing that it can come to stand where it must.

        Args:
            output: Name of the output; asked again, it gives the same.
            target: The file asked for.

        Raises:
            RefusedError: Its folder cannot be written to, what stands there cannot be replaced, or another output
                goes to the same file.

        """
        if output in self._places:
            return self._places[output].made
        if any(_same(target, other.target) for other in self._places.values()):
            raise refused("outputs_twice", file=str(target))
        place = _beside(target)
        self._places[output] = place
        blocked = target.is_dir() and target.suffix.lower() != ".gdb"
        if blocked or not all(_free(path) for path in place.standing()):
            raise refused("outputs_in_use", file=str(target))
        return place.made

    def target(self, output: str) -> Path | None:
        """Give the file an output goes to; None where it goes to none."""
        return self._places[output].target if output in self._places else None

    def unstyle(self, output: str) -> None:
        """Let a style that lies beside the old file go with it."""
        self._places[output].unstyled = True

    def later(self, output: str, write: Callable[[], str]) -> str:
        """Have something written when all files are whole; gives what stands for its name until then."""
        self._later[output] = write
        return f"{output}@{id(self)}"

    def publish(self, results: dict[str, Any], cancelled: Callable[[], bool]) -> dict[str, Any]:
        """Put everything in its place; what stood there is gone afterwards.

        Args:
            results: Of the algorithm.
            cancelled: Tells whether the user cancelled.

        Returns:
            The results, with the names that became known only now.

        Raises:
            CancelledError: The user cancelled before anything was put in its place.
            RefusedError: A file is held open by another program; all stands as it stood.

        """
        if (self._places or self._later) and cancelled():
            raise CancelledError
        moved: list[tuple[Path, Path, _Place]] = []
        for place in self._places.values():
            try:
                if place.new():
                    _move(place.standing(), place.old, place, moved)
                    _move(place.new(), place.target.parent, place, moved)
            except OSError as error:
                _move_back(moved)
                if place.kept:
                    raise refused("outputs_kept", file=str(place.target), folder=str(place.old)) from error
                raise refused("outputs_in_use", file=str(place.target)) from error
        try:
            named = {f"{output}@{id(self)}": write() for output, write in self._later.items()}
        except BaseException:
            _move_back(moved)
            raise
        return {name: named.get(value, value) if isinstance(value, str) else value for name, value in results.items()}

    def drop(self) -> None:
        """Remove the folders things came into being in, and those made for results that did not come."""
        for place in self._places.values():
            if not place.kept:
                remove_folder(place.folder)
            _remove_empty(place.parents)


def _beside(target: Path) -> _Place:
    parent = target.parent
    parents = tuple(one for one in (parent, *parent.parents) if not one.exists())
    # Not tempfile: on Windows its folders, and what is renamed out of them, are closed to colleagues.
    place = _Place(target, parent / f".locatierisico-{secrets.token_hex(4)}", parents)
    try:
        place.made.parent.mkdir(parents=True)
        place.old.mkdir()
    except OSError as error:
        remove_folder(place.folder)
        _remove_empty(parents)
        raise refused("algorithms_folder_not_writable", folder=str(parent)) from error
    return place


def _remove_empty(folders: Iterable[Path]) -> None:
    for folder in folders:
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


def _free(path: Path) -> bool:
    """Tell whether a file can be replaced: it may be written, and no program on Windows holds it open."""
    try:
        _rename(path, path)
    except OSError:
        return False
    return os.access(path, os.W_OK)


def _same(one: Path, other: Path) -> bool:
    return os.path.normcase(one.absolute()) == os.path.normcase(other.absolute())


def _move(paths: Iterable[Path], folder: Path, place: _Place, moved: list[tuple[Path, Path, _Place]]) -> None:
    for path in paths:
        went = folder / path.name
        _rename(path, went)
        moved.append((path, went, place))


def _move_back(moved: list[tuple[Path, Path, _Place]]) -> None:
    for came, went, place in reversed(moved):
        try:
            _rename(went, came)
        except OSError:
            place.kept = True


def _rename(path: Path, went: Path) -> None:
    for left in reversed(range(_TRIES)):
        try:
            path.rename(went)
        except PermissionError:
            if not left:
                raise
            time.sleep(_PAUSE)
        else:
            return
