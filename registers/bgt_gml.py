"""The BGT as the download service gives it, CityGML with IMGeo 2.1.1 or gmllight, read as a stream."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from . import bgt_classes
from .gml_geometry import Sketch
from .raw import Raw
from .tables import RD_NEW
from .xml_elements import elements

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from ..safeguards.watch import Watch
    from .xml_elements import Element, Root

_CITYGML = "http://www.opengis.net/citygml/"
_IMGEO = "http://www.geostandaarden.nl/imgeo/"
_MEMBERS = frozenset({"cityObjectMember", "featureMember", "featureMembers"})
_WHOLES = frozenset({"Building", "Bridge", "Tunnel", "Road"})  # the objects are parts of these
_TOGETHER = 200_000  # numbers of geometry made at once: their text takes some 20 MB
# Elements of an object -> the columns of the OGC API; what is not here is not used.
_COLUMNS = {
    "creationDate": "creation_date",
    "objectBeginTijd": "creation_date",
    "terminationDate": "termination_date",
    "objectEindTijd": "termination_date",
    "tijdstipRegistratie": "tijdstip_registratie",
    "eindRegistratie": "eind_registratie",
    "identificatie.lokaalID": "lokaal_id",
    "bronhouder": "bronhouder",
    "relatieveHoogteligging": "relatieve_hoogteligging",
    "bgt-status": "status",
    "plus-status": "plus_status",
    "bgt-functie": "functie",
    "plus-functie": "plus_functie",
    "plus-functieWegdeel": "plus_functie",
    "plus-functieOndersteunendWegdeel": "plus_functie",
    "surfaceMaterial": "fysiek_voorkomen",
    "bgt-fysiekVoorkomen": "fysiek_voorkomen",
    "plus-fysiekVoorkomen": "plus_fysiek_voorkomen",
    "plus-fysiekVoorkomenWegdeel": "plus_fysiek_voorkomen",
    "plus-fysiekVoorkomenOndersteunendWegdeel": "plus_fysiek_voorkomen",
    "bgt-type": "type",
    "typeOverbruggingsdeel": "type",
    "plus-type": "plus_type",
    "identificatieBAGPND": "identificatie_bag_pnd",
}
# What CityGML calls function or class is another column in another class.
_FUNCTION = dict.fromkeys(bgt_classes.WEGDELEN, "functie")
_CLASS = {"begroeidterreindeel": "fysiek_voorkomen"}
_EVERY = ("lokaal_id", "bronhouder", "relatieve_hoogteligging", "status", "plus_status", "creation_date",
          "termination_date", "tijdstip_registratie", "eind_registratie")  # fmt: skip
_OWN = {
    **dict.fromkeys(bgt_classes.WEGDELEN, ("functie", "plus_functie", "fysiek_voorkomen", "plus_fysiek_voorkomen")),
    "begroeidterreindeel": ("fysiek_voorkomen", "plus_fysiek_voorkomen"),
    "onbegroeidterreindeel": ("fysiek_voorkomen", "plus_fysiek_voorkomen"),
    bgt_classes.PAND: ("identificatie_bag_pnd",),
}
_TYPED = ("type", "plus_type")


class _Objects:
    """The objects of one class, as far as they are read."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.columns = (*_EVERY, *_OWN.get(kind, _TYPED))
        self.places = {name: self.columns.index(column) for name, column in _COLUMNS.items() if column in self.columns}
        for name, columns in (("function", _FUNCTION), ("class", _CLASS)):
            if (column := columns.get(kind, "type")) in self.columns:
                self.places[name] = self.columns.index(column)
        self.words: dict[str, str] = {}
        self.rows: list[list[str | None]] = []
        self.sketch = Sketch()
        self.geometry: list[NDArray[np.object_]] = []

    def add(self, element: Element) -> None:
        row: list[str | None] = [None] * len(self.columns)
        drawn = None
        for child in element.children:
            name = child.name
            if (place := self.places.get(name)) is not None:
                # Registers repeat themselves; the same word is kept once.
                text = child.text
                row[place] = self.words.setdefault(text, text) or None
            elif name == "identificatie":
                held = child.first("NEN3610ID", "lokaalID")
                row[0] = (held.text or None) if held is not None else None
            elif name.startswith("geometrie2d"):
                drawn = child
        self.rows.append(row)
        self.sketch.add(drawn)
        if len(self.sketch.numbers) > _TOGETHER:
            self.geometry.append(self.sketch.made())

    def raw(self, name: str, path: Path) -> Raw:
        self.geometry.append(self.sketch.made())
        values = zip(*self.rows, strict=True) if self.rows else [()] * len(self.columns)
        frame = pd.DataFrame(dict(zip(self.columns, map(list, values), strict=True)), dtype=object)
        return Raw(name, frame, np.concatenate(self.geometry), self.sketch.crs or RD_NEW, path, self.kind)


class _Wanted:
    """Whether an element is an object of a class that is used; those of other classes are only counted."""

    def __init__(self, file: str) -> None:
        self.of_file = bgt_classes.named(file)
        self.in_member = False
        self.kind = ""
        self.others: dict[str, int] = {}

    def __call__(self, name: str) -> bool:
        kind = bgt_classes.ELEMENTS.get(name)
        if kind is None and self.in_member and name not in _WHOLES:
            kind = self.of_file or name
        self.in_member = name in _MEMBERS
        if kind is None:
            return False
        if kind in bgt_classes.USED:
            return True
        self.others[kind] = self.others.get(kind, 0) + 1
        return False


def is_bgt(root: Root) -> bool:
    """Tell whether an XML document is of the BGT: a CityModel, or a collection that declares the namespace of IMGeo."""
    namespaces = {root.namespace, *root.namespaces}
    imgeo = any(one.startswith(_IMGEO) for one in namespaces)
    return imgeo or (root.name == "CityModel" and root.namespace.startswith(_CITYGML))


def read(path: Path, name: str, watch: Watch) -> list[Raw]:
    """Read the objects of the classes that are used, history included; of the others only how many there are.

    Panden are read with their outline, not with the places of their house numbers, and objects on a talud with their
    surface, not with their crown line. Of an object whose geometry cannot be read the geometry is None.

    Args:
        path: The document.
        name: What the user knows it by.
        watch: Told the fraction of the bytes read.

    Returns:
        One `Raw` per class, in the columns of the OGC API. An empty document gives one without rows.

    Raises:
        RefusedError: The document is broken or cut off, or declares entities.
        CancelledError: The user cancelled.

    """
    wanted = _Wanted(path.stem)
    held: dict[str, _Objects] = {}
    size = max(1, path.stat().st_size)
    with path.open("rb") as file:
        for element in elements(file, name, wanted, cancelled=lambda: watch.at(file.tell() / size)):
            kind = bgt_classes.ELEMENTS.get(element.name) or wanted.of_file or ""
            if kind not in held:
                held[kind] = _Objects(kind)
            held[kind].add(element)
    if not held and not wanted.others:
        held[wanted.of_file or ""] = _Objects(wanted.of_file or "")
    one = len(held) + len(wanted.others) == 1
    raws = [objects.raw(name if one else f"{name} ({kind})", path) for kind, objects in held.items()]
    return raws + [_counted(name if one else f"{name} ({kind})", path, kind, n) for kind, n in wanted.others.items()]


def _counted(name: str, path: Path, kind: str, rows: int) -> Raw:
    """Give a class that is not used: so many rows of nothing."""
    frame = pd.DataFrame(index=pd.RangeIndex(rows), columns=list(_EVERY), dtype=object)
    return Raw(name, frame, np.full(rows, None, dtype=object), RD_NEW, path, kind)
