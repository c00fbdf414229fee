"""A BAG 2.0 extract: zips in zips, opened with distrust, of which only the objects we use are read."""

from __future__ import annotations

import re
import tempfile
import zipfile
import zlib
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

import pyogrio
import shapely
from pyogrio.errors import DataLayerError, DataSourceError, FeatureError, GeometryError

from ..safeguards.messages import refused
from ..safeguards.watch import Watch
from .files import check_present, frame_of
from .raw import Raw

if TYPE_CHECKING:
    from collections.abc import Iterator

_UNWATCHED = Watch()
_OBJECTS = {
    "PND": "Pand",
    "VBO": "Verblijfsobject",
    "LIG": "Ligplaats",
    "STA": "Standplaats",
    "NUM": "Nummeraanduiding",
    "OPR": "Openbareruimte",
    "WPL": "Woonplaats",
}
_OBJECT_FILE = re.compile(r"^\d{4}(" + "|".join(_OBJECTS) + r")\d{8}(?:-\d+)?\.(?:xml|zip)$", re.IGNORECASE)
_DELIVERY = re.compile(r"^\d{4}(?:GEM|NLD|INDIV)?\d{8}.*\.zip$", re.IGNORECASE)
_MUTATIONS = re.compile(r"^\d{4}MUT\d{8}", re.IGNORECASE)
_LEAST_GDAL_BRIDGE = (0, 12)

# What a real extract stays far below: Weesp unpacks to 28 times its size, its flattest file to 88 times.
DEEPEST = 3
MOST_ENTRIES = 20_000
LARGEST_FILE = 2 * 1024**3
MOST_TIMES = 300
_ALWAYS = 50 * 1024**2
_PIECE = 1 << 20
_IN_MEMORY = 64 * 1024**2

COLUMNS = (
    "identificatie",
    "status",
    "voorkomenIdentificatie",
    "beginGeldigheid",
    "eindGeldigheid",
    "tijdstipRegistratie",
    "tijdstipInactief",
    "tijdstipInactiefLV",
    "tijdstipNietBagLV",
    "oorspronkelijkBouwjaar",
    "gebruiksdoel",
    "oppervlakte",
    "hoofdadresNummeraanduidingRef",
    "pandRef",
    "huisnummer",
    "huisletter",
    "huisnummerToevoeging",
    "postcode",
    "openbareruimteRef",
    "woonplaatsRef",
    "naam",
)


class _Budget:
    """How much may still be unpacked; what is declared and what really comes out both count."""

    def __init__(self, path: Path) -> None:
        self.file = path.name
        self.left = MOST_TIMES * path.stat().st_size + _ALWAYS

    def check(self, info: zipfile.ZipInfo) -> None:
        if info.flag_bits & 0x1:
            raise refused("bag_zip_locked", file=self.file)
        if info.file_size > min(self.left, LARGEST_FILE):
            raise refused("bag_zip_bomb", file=self.file)

    def spend(self, size: int) -> None:
        self.left -= size
        if self.left < 0:
            raise refused("bag_zip_bomb", file=self.file)


def read_extract(path: Path, *, watch: Watch = _UNWATCHED) -> list[Raw]:
    """Read the objects of a BAG 2.0 extract, with all their history.

    Every XML file is unpacked by itself into a private temporary folder under a name of our own, read and removed
    again; nothing else of the zip is opened.

    Args:
        path: The zip as delivered by the Kadaster, of a municipality or of the country; zips up to three deep.
        watch: Told the fraction of the bytes read.

    Returns:
        One `Raw` per XML file, `layer` being the object type in the spelling of GDAL's LVBAG driver.

    Raises:
        RefusedError: No zip, cut off, locked, a zip bomb, a mutation delivery, not a BAG extract, or a pyogrio that
            skips list fields.
        CancelledError: The user cancelled.

    """
    check_present(path)
    version = tuple(int(number) for number in re.findall(r"\d+", pyogrio.__version__)[:2])
    if version < _LEAST_GDAL_BRIDGE:
        raise refused("bag_pyogrio_old", version=pyogrio.__version__)
    try:
        with tempfile.TemporaryDirectory(prefix="locatierisico-") as folder:
            return _read(path, Path(folder), watch)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise refused("bag_zip_broken", file=path.name) from error


def is_zip(path: Path) -> bool:
    """Tell whether a file calls itself a zip or begins as one."""
    if path.suffix.lower() == ".zip":
        return True
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(4) == b"PK\x03\x04"


def _read(path: Path, folder: Path, watch: Watch) -> list[Raw]:
    budget = _Budget(path)
    seen: list[str] = []
    raws: list[Raw] = []
    with path.open("rb") as file:
        for kind, unpacked, done in _documents(file, budget, folder, seen, 1):
            watch.at(done)
            raws.append(_read_document(path, unpacked, kind))
            unpacked.unlink()
    if not raws:
        if any(_MUTATIONS.match(name) for name in seen):
            raise refused("bag_mutations", file=path.name)
        raise refused("bag_zip_other", file=path.name, found=", ".join(seen[:8]) or "-")
    watch.at(1)
    return raws


def _documents(
    file: IO[bytes], budget: _Budget, folder: Path, seen: list[str], depth: int
) -> Iterator[tuple[str, Path, float]]:
    """Unpack the XML files we use one after another: object type, where it lies now, fraction of this zip done."""
    with zipfile.ZipFile(file) as archive:
        entries = archive.infolist()
        if len(entries) > MOST_ENTRIES:
            raise refused("bag_zip_bomb", file=budget.file)
        names = [Path(entry.filename.replace("\\", "/")).name for entry in entries]
        seen.extend(names)
        wanted = [(entry, name) for entry, name in zip(entries, names, strict=True) if _is_wanted(name)]
        total = sum(entry.compress_size for entry, _ in wanted) or 1
        before = 0
        for entry, name in wanted:
            budget.check(entry)
            share = entry.compress_size / total
            if name.lower().endswith(".zip"):
                if depth >= DEEPEST:
                    raise refused("bag_zip_deep", file=budget.file)
                with _inner(archive, entry, budget) as inner:
                    for kind, unpacked, done in _documents(inner, budget, folder, seen, depth + 1):
                        yield kind, unpacked, before / total + done * share
            else:
                kind = _OBJECTS[_object_code(name)]
                unpacked = folder / f"{kind}.xml"
                with unpacked.open("wb") as target:
                    _unpack(archive, entry, target, budget)
                yield kind, unpacked, before / total
            before += entry.compress_size


def _is_wanted(name: str) -> bool:
    return bool(_OBJECT_FILE.match(name) or _DELIVERY.match(name))


def _object_code(name: str) -> str:
    found = _OBJECT_FILE.match(name)
    return found.group(1).upper() if found else ""


@contextmanager
def _inner(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, budget: _Budget) -> Iterator[IO[bytes]]:
    """Hold a zip in a zip in memory while it is small, else in a nameless temporary file."""
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as held:
        _unpack(archive, entry, held, budget)
        held.seek(0)
        yield held


def _unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, target: IO[bytes], budget: _Budget) -> None:
    with archive.open(entry) as source:
        while piece := source.read(_PIECE):
            budget.spend(len(piece))
            target.write(piece)


def _read_document(path: Path, unpacked: Path, kind: str) -> Raw:
    try:
        meta, _, wkb, data = pyogrio.raw.read(unpacked, columns=COLUMNS)
    except (DataSourceError, DataLayerError, FeatureError, GeometryError) as error:
        raise refused("bag_document_broken", file=path.name, kind=kind) from error
    geometry = None if meta["crs"] is None else shapely.from_wkb(wkb, on_invalid="ignore")
    return Raw(path.name, frame_of(meta["fields"], data), geometry, meta["crs"], path, kind)
