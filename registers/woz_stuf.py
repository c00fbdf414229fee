"""StUF-WOZ messages: the WOZ objects and the values in them, and never a person."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from ..safeguards.messages import note, refused
from ..safeguards.watch import Watch
from .raw import Raw
from .xml_elements import Element, elements, namespaces_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from .xml_elements import Root

_UNWATCHED = Watch()
# 03.13 has the elements of 03.12 under another namespace, and soortObjectCode besides.
_VERSIONS = ("03.12", "03.13")
_NAMESPACE = re.compile(
    r"^https?://www\.(?:waarderingskamer\.nl/StUF/|egem\.nl/StUF/sector/woz/"
    r"|stufstandaarden\.nl/(?:sectormodel|koppelvlak)/woz)(\d{2})(\d{2})",
    re.IGNORECASE,
)
_WANTED = frozenset({"object", "parameters", "historie", "scope"})
_ENTITIES = frozenset({"WOZ", "SWO", "WRD"})
# Only what stands here is built into the tree: no NPS, NNP, VES or WOZSUB, and of WRDSUB nothing but the status.
_RELATIONS = frozenset({"WRDWOZ", "WOZWRD", "WOZAOTAND", "WOZAOTOND", "WOZPND", "WRDSUB"})
_OBJECTS_OF_BAG = frozenset({"VBO", "LIG", "STA", "PND", "AOT", "TGO"})
_KINDS = _ENTITIES | _RELATIONS | _OBJECTS_OF_BAG
_NAMES = frozenset(
    {
        "wozObjectNummer",
        "aanduidingWOZobject",
        "aoa.identificatie",
        "statusWozObject",
        "grondoppervlakte",
        "gebruikscode",
        "soortObjectCode",
        "meegetaxeerdeOppervlakteGebouwd",
        "ingangsdatumObject",
        "einddatumObject",
        "tijdvakGeldigheid",
        "beginGeldigheid",
        "tijdvakRelatie",
        "eindRelatie",
        "tijdstipRegistratie",
        "ontleentAanduidingAan",
        "isVerbondenMet",
        "heeftPand",
        "gerelateerde",
        "verblijfsobject",
        "ligplaats",
        "standplaats",
        "pand",
        "identificatie",
        "waardepeildatum",
        "vastgesteldeWaarde",
        "ingangsdatumWaarde",
        "isVoor",
        "isBeschiktVoor",
    }
)
_ADDRESSED = ("ontleentAanduidingAan", "isVerbondenMet")
_SWITCHED_OFF = frozenset({"V", "E"})  # verwerkingssoort of a relation: removed, ended
_PAIRS = frozenset({"W", "C", "F", "E", "S"})  # mutatiesoort that gives the old state of an object and then the new
_DORMANT = "90"  # gebruikscode of a sluimerend WOZ-object, which StUF makes an entity of its own
_SECONDS = 14  # digits of a moment to the second
_ADDRESSED_ID = re.compile(r"^\d{4}(?:0[123]|20)\d{10}$")


class _Object(NamedTuple):
    """What a message says of one WOZ object."""

    begin: str
    registered: str
    einddatum: str | None
    gebruikscode: str | None
    soortobjectcode: str | None
    status: str | None
    grondoppervlakte: str | None
    meegetaxeerd: str | None
    vbo: str | None
    panden: str | None


class _Value(NamedTuple):
    """What a message says of one value."""

    number: str | None
    waardepeildatum: str | None
    vastgestelde_waarde: str
    ingangsdatum: str | None
    statuses: str | None
    registered: str | None


def is_stuf(root: Root) -> bool:
    """Tell whether a document begins as a StUF message, or as an envelope that may hold one."""
    if root.name == "VerstrekkingAanAfnemer" or (root.name == "Envelope" and "soap" in root.namespace.lower()):
        return True
    return any("/stuf" in space.lower() or "stufstandaarden" in space for space in (root.namespace, *root.namespaces))


def read(path: Path, name: str, *, watch: Watch = _UNWATCHED) -> Raw:
    """Read the WOZ objects and values of a StUF-WOZ message as a stream.

    Read are answers, synchronisations and notifications, bare or in an envelope. Passed over are history, what is
    asked for in a question, removals and the old state in a change. Persons are not read at all.

    Args:
        path: The XML document.
        name: What the user knows it by.
        watch: Told the fraction of the bytes read.

    Returns:
        A row per object, and one per value without BAG ids; the gebruikscode of an object stands at the values on
        whose waardepeildatum this occurrence of it was valid already.

    Raises:
        RefusedError: Broken, of a version that is not read, or without WOZ objects and values.
        CancelledError: The user cancelled.

    """
    _check_version(path, name)
    size = max(path.stat().st_size, 1)
    taken = _Message()
    with path.open("rb") as file:
        stream = elements(
            file, name, _WANTED.__contains__, kept=_kept, cancelled=lambda: watch.at(min(file.tell() / size, 1))
        )
        for element in stream:
            taken.take(element)
    taken.settle()
    if not taken.objects and not taken.values:
        raise refused("woz_stuf_nothing", file=name)
    counted = taken.left_out
    all_told = (
        note("woz_stuf_history", file=name, n=counted["history"]),
        note("woz_stuf_old_state", file=name, n=counted["old"]),
        note("woz_stuf_removed", file=name, n=counted["removed"]),
        note("woz_stuf_no_value", file=name, n=counted["no value"]),
        note("woz_stuf_links_ended", file=name, n=counted["link"]),
        note("woz_stuf_versions", file=name, n=counted["version"]),
    )
    told = tuple(message for message in all_told if message.values["n"])
    return Raw(name, _frame(taken.objects, taken.values), path=path, told=told)


def _check_version(path: Path, name: str) -> None:
    found = {_NAMESPACE.match(space) for space in namespaces_of(path)} - {None}
    versions = sorted({f"{match[1]}.{match[2]}" for match in found if match is not None})
    if not versions:
        raise refused("woz_stuf_none", file=name)
    if not set(versions) & set(_VERSIONS):
        raise refused("woz_stuf_version", file=name, found=", ".join(versions), known=", ".join(_VERSIONS))


def _kept(around: Element, name: str, attributes: Mapping[str, str]) -> bool:
    if around.name == "parameters":
        return name == "mutatiesoort"
    if around.name == "object" and around.attributes.get("entiteittype") not in _ENTITIES:
        return False
    if around.name in ("historie", "scope"):
        return False
    if around.name == "isBeschiktVoor" or around.attributes.get("entiteittype") == "WRDSUB":
        return name == "statusBeschikking"
    kind = attributes.get("entiteittype")
    return name in _NAMES if kind is None else kind in _KINDS


class _Message:
    """What was taken out of a message so far."""

    def __init__(self) -> None:
        self.objects: dict[str | int, _Object] = {}  # by number; by a count where it has none
        self.values: list[_Value] = []
        self.left_out: Counter[str] = Counter()
        self.mutation = ""
        self.waiting: Element | None = None

    def take(self, element: Element) -> None:
        """Take one wanted element, in the order of the document."""
        if element.name == "parameters":
            self.settle()
            self.mutation = _said(element.child("mutatiesoort")) or ""
        elif element.name == "historie":
            self.left_out["history"] += 1
        elif element.name == "object" and element.attributes.get("entiteittype") in _ENTITIES:
            if self.mutation == "V" or element.attributes.get("verwerkingssoort") == "V":
                self.left_out["removed"] += 1
            elif self.mutation not in _PAIRS:
                self._put(element, None)
            elif self.waiting is None:
                self.waiting = element
            else:
                self.left_out["old"] += 1
                self.waiting = None
                self._put(element, None)

    def settle(self) -> None:
        """Take what waits for a new state that does not come."""
        if self.waiting is not None:
            self._put(self.waiting, None)
            self.waiting = None

    def _put(self, element: Element, number: str | None) -> None:
        if element.attributes.get("entiteittype") == "WRD":
            related = element.first("isVoor", "gerelateerde")
            known = _said(related.child("wozObjectNummer")) if related is not None else None
            number = known or number or _said(element.child("wozObjectNummer"))
            self._put_value(element, number)
            if related is not None and len(related.children) > 1:
                self._put_object(related, number)
            return
        number = _said(element.child("wozObjectNummer"))
        self._put_object(element, number)
        if element.child("vastgesteldeWaarde") is not None:
            self._put_value(element, number)
        for value in _nested(element):
            self._put(value, number)

    def _put_value(self, element: Element, number: str | None) -> None:
        value = _said(element.child("vastgesteldeWaarde"))
        if value is None:
            self.left_out["no value"] += 1
            return
        statuses = [
            _said(decision.child("statusBeschikking"))
            for decision in element.children
            if decision.name == "isBeschiktVoor"
        ]
        registered = _said(element.child("tijdstipRegistratie"))
        self.values.append(
            _Value(
                number,
                _date(element.child("waardepeildatum")),
                value,
                _date(element.child("ingangsdatumWaarde")),
                _listed(statuses),
                registered[:_SECONDS] if registered else None,
            )
        )

    def _put_object(self, element: Element, number: str | None) -> None:
        addressed: list[str | None] = []
        panden: list[str | None] = []
        for one in element.children:
            if one.name in _ADDRESSED or one.name == "heeftPand":
                ids = [_said(found) for found in one.all("identificatie")]
                if one.attributes.get("verwerkingssoort") in _SWITCHED_OFF or _said(
                    one.first("tijdvakRelatie", "eindRelatie")
                ):
                    self.left_out["link"] += len(ids) - ids.count(None)
                    continue
                (panden if one.name == "heeftPand" else addressed).extend(ids)
        # Mostly a nummeraanduiding, by which the object is found in the BAG; some write the object itself.
        named = _said(element.first("aanduidingWOZobject", "aoa.identificatie"))
        if named and _ADDRESSED_ID.match(named):
            addressed.append(named)
        code = _said(element.child("gebruikscode"))
        if code is None and element.attributes.get("entiteittype") == "SWO":
            code = _DORMANT
        begin = _date(element.first("tijdvakGeldigheid", "beginGeldigheid")) or _date(
            element.child("ingangsdatumObject")
        )
        made = _Object(
            begin or "",
            _said(element.child("tijdstipRegistratie")) or "",
            _date(element.child("einddatumObject")),
            code,
            _said(element.child("soortObjectCode")),
            _said(element.child("statusWozObject")),
            _said(element.child("grondoppervlakte")),
            _said(element.child("meegetaxeerdeOppervlakteGebouwd")),
            _listed(addressed),
            _listed(panden),
        )
        if element.name != "object" and not any(made):
            return  # a value only names its object
        if number is None:
            self.objects[len(self.objects)] = made
            return
        before = self.objects.get(number)
        if before is not None and element.name == "object":
            self.left_out["version"] += 1
        if before is None or before[:2] <= made[:2]:
            self.objects[number] = made


def _nested(element: Element) -> Iterator[Element]:
    """Find the values in an object, whatever the relation to them is called."""
    for one in element.children:
        if one.attributes.get("entiteittype") == "WRD":
            yield one
        else:
            yield from _nested(one)


def _said(element: Element | None) -> str | None:
    """Give what an element says; None where it says that it says nothing."""
    if element is None or "noValue" in element.attributes or element.attributes.get("nil") in ("true", "1"):
        return None
    return element.text or None


def _date(element: Element | None) -> str | None:
    """Give a date as yyyymmdd, with zeros for what is not known of it."""
    text = _said(element)
    if element is None or text is None:
        return None
    known = {"J": 0, "M": 4, "D": 6}.get(element.attributes.get("indOnvolledigeDatum", "V"), len(text))
    return text[:known].ljust(8, "0") if known else None


def _listed(words: list[str | None]) -> str | None:
    return ",".join(dict.fromkeys(word for word in words if word)) or None


def _frame(objects: dict[str | int, _Object], values: list[_Value]) -> pd.DataFrame:
    held = pd.DataFrame(
        {
            "wozobjectnummer": [number if isinstance(number, str) else None for number in objects],
            **{
                name: [getattr(one, field) for one in objects.values()]
                for name, field in (
                    ("gebruikscode", "gebruikscode"),
                    ("soortobjectcode", "soortobjectcode"),
                    ("statusWozObject", "status"),
                    ("grondoppervlakte", "grondoppervlakte"),
                    ("meegetaxeerdeOppervlakteGebouwd", "meegetaxeerd"),
                    ("einddatumObject", "einddatum"),
                    ("adresseerbaarObjectIdentificaties", "vbo"),
                    ("pandIdentificaties", "panden"),
                )
            },
        },
        dtype=object,
    )
    dated = pd.DataFrame(
        values,
        columns=[
            "wozobjectnummer",
            "waardepeildatum",
            "vastgesteldeWaarde",
            "ingangsdatumWaarde",
            "beschikkingsStatussen",
            "tijdstipRegistratie",
        ],
        dtype=object,
    )
    codes = [_code_then(objects.get(value.number or -1), value) for value in values]
    dated["gebruikscode"] = pd.Series(codes, dtype=object)
    whole = pd.concat([held, dated], ignore_index=True).astype(object)
    return whole.where(whole.notna(), None)


def _code_then(held: _Object | None, value: _Value) -> str | None:
    """Give the code of an object on a waardepeildatum, where this occurrence of it was valid by then."""
    if held is None or not held.begin or value.waardepeildatum is None or value.waardepeildatum < held.begin:
        return None
    return held.gebruikscode
