"""A delivery as it lies on disk, opened by what it holds: file, zip or folder -> raw tables."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..safeguards.messages import note, refused
from ..safeguards.watch import Watch
from . import bag_documents, bgt_classes, bgt_gml, woz_json, woz_stuf
from .archive import files_of, is_zip, private_folder, unpack
from .extent import Extent, within
from .files import check_present, read_file
from .workbook import check_no_other_workbook
from .xml_elements import is_xml, root_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from ..safeguards.messages import Message
    from .raw import Raw
    from .xml_elements import Root

    Reader = Callable[["Ask", Path, str], list[Raw]]

_UNWATCHED = Watch()
# Files with these endings may be data; others of a zip or folder are passed over, and counted.
_DATA = (".gpkg", ".sqlite", ".gml", ".xml", ".json", ".geojson", ".jsonl", ".ndjson", ".shp", ".tab", ".fgb", ".csv",
         ".txt", ".tsv", ".xlsx", ".xlsm", ".zip")  # fmt: skip
# What lies beside data and is part of it.
_BESIDE = (".shx", ".dbf", ".prj", ".cpg", ".qpj", ".sbn", ".sbx", ".gfs", ".xsd", ".dat", ".map", ".id", ".ind",
           ".qix", ".qmd")  # fmt: skip
_MOST_NAMES = 8


@dataclass(frozen=True)
class Ask:
    """What a delivery is opened for.

    Attributes:
        source: The register it was given for, a key of `load.SOURCES`.
        extent: West, south, east and north in RD New, outside which objects need not be read; None is everything.
        watch: Told the fraction done.
        rows: How many rows of each table are enough, to show what it holds; None is all.

    """

    source: str
    extent: Extent | None = None
    watch: Watch = _UNWATCHED
    rows: int | None = None

    def part(self, start: float, end: float) -> Ask:
        """Ask the same of one part of the delivery."""
        return replace(self, watch=self.watch.part(start, end))


@dataclass(frozen=True)
class Opened:
    """The tables of a delivery, and what was passed over."""

    raws: list[Raw]
    messages: tuple[Message, ...] = ()


def open_delivery(ask: Ask, path: Path) -> Opened:
    """Open a file, a zip or a folder, whatever it calls itself, and read every table in it.

    Args:
        ask: What it is opened for.
        path: The delivery.

    Raises:
        RefusedError: It is not there, empty, damaged, or holds nothing that can be read.
        CancelledError: The user cancelled.

    """
    if not path.is_dir():
        check_present(path)
        check_no_other_workbook(path, path.name)
    if ask.source == "BAG" and bag_documents.holds_extract(path):
        return Opened([within(raw, ask.extent) for raw in bag_documents.read_extract(path, watch=ask.watch)])
    if path.is_dir():
        return _all_of(ask, path, files_of(path))
    if is_zip(path):
        with private_folder() as folder:
            return _all_of(ask, path, unpack(path, folder))
    return Opened(_read(ask, path, path.name))


def _all_of(ask: Ask, path: Path, files: Sequence[Path]) -> Opened:
    """Read the data among the files of a zip or folder; each is known by that and its own name."""
    data = [file for file in files if file.suffix.lower() in _DATA]
    others = [file.name for file in files if file.suffix.lower() not in (*_DATA, *_BESIDE)]
    if not data:
        found = ", ".join(file.name for file in files[:_MOST_NAMES]) or "-"
        raise refused("files_nothing_in", file=path.name, found=found)
    raws: list[Raw] = []
    for done, file in enumerate(data):
        part = ask.part(done / len(data), (done + 1) / len(data))
        if is_zip(file):
            raise refused("files_zip_nested", file=path.name, inner=file.name)
        raws += _read(part, file, f"{path.name} ({file.name})") if file.stat().st_size else []
    listed = ", ".join(others[:_MOST_NAMES])
    told = (note("files_passed_over", file=path.name, n=len(others), names=listed),) if others else ()
    return Opened(raws, told)


def _read(ask: Ask, path: Path, name: str) -> list[Raw]:
    """Read one file by what it holds."""
    root = root_of(path) if is_xml(path) else None
    for is_of, read in _BY_ROOT:
        if root is not None and is_of(root):
            return read(ask, path, name)
    if root is None and woz_json.is_json(path) and (ask.source == "WOZ" or woz_json.has_marks(path)):
        return [woz_json.read(path, name, watch=ask.watch)]
    unread = bgt_classes.is_unused if ask.source == "BGT" else lambda _: False
    return read_file(path, name=name, unread=unread, extent=ask.extent, rows=ask.rows, watch=ask.watch)


def _bag_document(ask: Ask, path: Path, name: str) -> list[Raw]:
    return [within(bag_documents.read_document(path, name), ask.extent)]


def _bag_mutations(_: Ask, __: Path, name: str) -> list[Raw]:
    raise refused("bag_mutations", file=name)


def _stuf_message(ask: Ask, path: Path, name: str) -> list[Raw]:
    return [woz_stuf.read(path, name, watch=ask.watch)]


def _bgt_document(ask: Ask, path: Path, name: str) -> list[Raw]:
    return [within(raw, ask.extent) for raw in bgt_gml.read(path, name, ask.watch)]


# Which XML is read by what; any other is left to GDAL.
_BY_ROOT: tuple[tuple[Callable[[Root], bool], Reader], ...] = (
    (lambda root: root.name == "bagStand", _bag_document),
    (lambda root: root.name == "bagMutaties", _bag_mutations),
    (woz_stuf.is_stuf, _stuf_message),
    (bgt_gml.is_bgt, _bgt_document),
)
