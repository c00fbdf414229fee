"""The XML documents of a BAG 2.0 extract, in its zip or unpacked, of which only the objects we use are read."""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING

import pyogrio
import shapely

from ..safeguards.messages import refused
from ..safeguards.watch import Watch
from .archive import documents, files_of, is_zip, private_folder, refusing_broken_zips
from .files import UNREADABLE, check_present, frame_of
from .raw import Raw

if TYPE_CHECKING:
    from pathlib import Path

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
    "nevenadresNummeraanduidingRef",
    "huisnummer",
    "huisletter",
    "huisnummerToevoeging",
    "postcode",
    "openbareruimteRef",
    "woonplaatsRef",
    "naam",
)


def read_extract(path: Path, *, watch: Watch = _UNWATCHED) -> list[Raw]:
    """Read the objects of a BAG 2.0 extract, with all their history.

    Every XML file is unpacked by itself into a private temporary folder under a name of our own, read and removed
    again; nothing else of the zip is opened.

    Args:
        path: The zip as delivered by the Kadaster, of a municipality or of the country, with zips up to three deep;
            or a folder with what came out of it.
        watch: Told the fraction of the bytes read.

    Returns:
        One `Raw` per XML file, `layer` being the object type in the spelling of GDAL's LVBAG driver.

    Raises:
        RefusedError: Cut off, locked, a zip bomb, a mutation delivery, not a BAG extract, or a pyogrio that
            skips list fields.
        CancelledError: The user cancelled.

    """
    if not path.is_dir():
        check_present(path)
    version = tuple(int(number) for number in re.findall(r"\d+", pyogrio.__version__)[:2])
    if version < _LEAST_GDAL_BRIDGE:
        raise refused("bag_pyogrio_old", version=pyogrio.__version__)
    with private_folder() as folder:
        return _read(path, folder, watch)


def holds_extract(path: Path) -> bool:
    """Tell whether a zip or folder holds documents of a BAG extract, by the names the Kadaster gives them.

    Raises:
        RefusedError: The zip is cut off or damaged.

    """
    if path.is_dir():
        names = [file.name for file in files_of(path)]
    elif is_zip(path):
        with refusing_broken_zips(path), zipfile.ZipFile(path) as archive:
            names = [name.replace("\\", "/").rpartition("/")[2] for name in archive.namelist()]
    else:
        return False
    return any(_is_wanted(name) or _MUTATIONS.match(name) for name in names)


def _read(path: Path, folder: Path, watch: Watch) -> list[Raw]:
    seen: list[str] = []
    raws: list[Raw] = []
    for member in documents(path, _is_wanted, folder, seen):
        watch.at(member.done)
        raws.append(read_document(member.path, path.name, kind=_OBJECTS[_object_code(member.name)], origin=path))
    if not raws and any(_MUTATIONS.match(name) for name in seen):
        raise refused("bag_mutations", file=path.name)
    if not raws:
        raise refused("bag_zip_other", file=path.name, found=", ".join(seen[:8]) or "-")
    watch.at(1)
    return raws


def _is_wanted(name: str) -> bool:
    return bool(_OBJECT_FILE.match(name) or _DELIVERY.match(name))


def _object_code(name: str) -> str:
    found = _OBJECT_FILE.match(name)
    return found.group(1).upper() if found else ""


def read_document(path: Path, name: str, *, kind: str = "", origin: Path | None = None) -> Raw:
    """Read one XML document of an extract.

    Args:
        path: Where it lies.
        name: What the user knows the delivery by.
        kind: Object type in the spelling of GDAL's LVBAG driver; empty where only the document itself says it.
        origin: The delivery it came from, where that is another file.

    Raises:
        RefusedError: It cannot be read to its end.

    """
    try:
        meta, _, wkb, data = pyogrio.raw.read(path, columns=COLUMNS)
    except UNREADABLE as error:
        raise refused("bag_document_broken", file=name, kind=kind or "-") from error
    geometry = None if meta["crs"] is None else shapely.from_wkb(wkb, on_invalid="ignore")
    return Raw(name, frame_of(meta["fields"], data), geometry, meta["crs"], origin or path, kind)
