"""Answers of WOZ-bevragen and the WOZ-waardeloket as JSON: the objects and values in them, and never a person."""

from __future__ import annotations

import json
import re
from typing import IO, TYPE_CHECKING, Any

import pandas as pd

from ..safeguards.messages import note, refused
from ..safeguards.watch import Watch
from .raw import Raw

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_UNWATCHED = Watch()
_LOOK = 1 << 16  # bytes in which a JSON shows what it is
_BEGIN = re.compile(r"^\ufeff?\s*[\[{]")
_MARKS = re.compile(
    r'"(?:wozObjecten|wozObject|wozobjectnummer|wozWaarden|vastgesteldeWaarde|waardepeildatum'
    r'|adresseerbaarObjectIdentificaties)"\s*:'
)
# What GDAL reads: GeoJSON, TopoJSON and the answers of an ArcGIS server.
_OF_GDAL = re.compile(r'"type"\s*:\s*"(?:Feature|FeatureCollection|Topology|GeometryCollection)"|"geometryType"\s*:')
# One document, or one line of JSON lines; reading it takes about five times as much memory.
_MOST_BYTES = 128 * 1024**2

# The only keys that are read; every other value is dropped while the text is parsed, those of persons included.
_KEYS = frozenset(
    {
        "identificatie",
        "wozobjectnummer",
        "wozObjectNummer",
        "gebruikscode",
        "soortObjectCode",
        "adresseerbaarObjectIdentificaties",
        "pandIdentificaties",
        "waarden",
        "vastgesteldeWaarde",
        "waardepeildatum",
        "ingangsdatum",
        "beschikkingsStatussen",
        "indicatieBezwaarBeroep",
        "wozObject",
        "wozWaarden",
        "peildatum",
        "adresseerbaarobjectid",
        "aanduiding",
        "nummeraanduidingIdentificatie",
        "nummeraanduidingid",
        "verbondenAdresseerbareObjecten",
        "ontleendeAdresseerbareObjecten",
        "panden",
        "bagpandidentificatie",
        "pandid",
        "status",
    }
)
_ADDRESSED = (
    "adresseerbaarObjectIdentificaties",
    "adresseerbaarobjectid",
    "verbondenAdresseerbareObjecten",
    "ontleendeAdresseerbareObjecten",
    "nummeraanduidingid",
)
_PANDEN = ("pandIdentificaties", "panden")
_OF_OBJECT = frozenset({"waarden", *_ADDRESSED, *_PANDEN})
_PERSON = re.compile(r"belanghebbende|persoon|eigenaar|gebruiker(?!scode)", re.IGNORECASE)
_COLUMNS = (
    "wozobjectnummer",
    "gebruikscode",
    "soortobjectcode",
    "adresseerbaarObjectIdentificaties",
    "pandIdentificaties",
    "waardepeildatum",
    "vastgesteldeWaarde",
    "ingangsdatum",
    "beschikkingsStatussen",
    "indicatieBezwaarBeroep",
)
_NO_OBJECT, _NO_VALUE = (None,) * 4, (None,) * 5
_FAILED = 400  # lowest HTTP status of an answer that is an error


def is_json(path: Path) -> bool:
    """Tell whether a file is JSON that GDAL has no business with."""
    begin = _beginning(path)
    return bool(_BEGIN.match(begin)) and not _OF_GDAL.search(begin)


def has_marks(path: Path) -> bool:
    """Tell whether a JSON names what only the WOZ has."""
    return bool(_MARKS.search(_beginning(path)))


def _beginning(path: Path) -> str:
    with path.open("rb") as file:
        held = file.read(_LOOK)
    encoding = json.detect_encoding(held) if held else "utf-8"
    return held.decode(encoding, errors="ignore")


def read(path: Path, name: str, *, watch: Watch = _UNWATCHED) -> Raw:
    """Read the WOZ objects and values of one answer, a list of answers, or an answer a line.

    Args:
        path: The JSON.
        name: What the user knows it by.
        watch: Told the fraction of the bytes read.

    Returns:
        A row per object with its BAG ids, and one per value without. Ids are as delivered: numbers may lack zeros.

    Raises:
        RefusedError: Broken, too large, nested too deep, or without any WOZ object.
        CancelledError: The user cancelled.

    """
    rows: list[tuple[str | None, ...]] = []
    failed = 0
    for document in _documents(path, name, watch):
        for found in _answers(document):
            if found is None:
                failed += 1
            else:
                rows += _rows(found)
    if not rows:
        raise refused("woz_json_nothing", file=name, failed=failed)
    frame = pd.DataFrame(rows, columns=list(_COLUMNS), dtype=object)
    frame = frame.where(frame.notna(), None)
    frame = frame.drop(columns=[code for code in ("gebruikscode", "soortobjectcode") if frame[code].isna().all()])
    told = (note("woz_json_failed", file=name, n=failed),) if failed else ()
    return Raw(name, frame, path=path, told=told)


def _documents(path: Path, name: str, watch: Watch) -> Iterator[Any]:
    """Give the one document of a file, or those of its lines."""
    size = max(path.stat().st_size, 1)
    with path.open("rb") as file:
        encoding = json.detect_encoding(file.read(4))
        file.seek(0)
        first = file.readline(_MOST_BYTES + 1) if encoding in ("utf-8", "utf-8-sig") else b""
        more = file.read(1 << 16).strip()
        document, wrong = _parsed(first, name, 1) if first.strip() and more else (None, 1)
        if wrong:
            file.seek(0)
            yield _whole(file, name)
            return
        yield document
        file.seek(len(first))
        yield from _lines(file, name, watch, size)


def _lines(file: IO[bytes], name: str, watch: Watch, size: int) -> Iterator[Any]:
    number = 1
    while line := file.readline(_MOST_BYTES + 1):
        number += 1
        watch.at(min(file.tell() / size, 1))
        if line.strip():
            document, wrong = _parsed(line, name, number)
            if wrong:
                raise refused("woz_json_broken", file=name, line=wrong)
            yield document


def _whole(file: IO[bytes], name: str) -> Any:
    document, wrong = _parsed(file.read(_MOST_BYTES + 1), name, 1)
    if wrong:
        raise refused("woz_json_broken", file=name, line=wrong)
    return document


def _parsed(held: bytes, name: str, line: int) -> tuple[Any, int]:
    """Parse one document.

    Returns:
        What of it is read, and 0; or None and the line where it is broken.

    Raises:
        RefusedError: It is too large or nests too deep.

    """
    if len(held) > _MOST_BYTES:
        raise refused("woz_json_large", file=name, most=_MOST_BYTES // 1024**2)
    text = held.decode(json.detect_encoding(held), errors="replace")
    # Refusals are raised outside the handlers: the error of json carries the whole text, with the persons in it.
    try:
        return json.loads(text, object_pairs_hook=_wanted, parse_constant=lambda _: None), 0
    except ValueError as error:  # broken, or a number of thousands of digits
        wrong = line + getattr(error, "lineno", 1) - 1
    except RecursionError:
        wrong = -1
    except MemoryError:
        wrong = -2
    if wrong == -1:
        raise refused("woz_json_deep", file=name)
    if wrong < 0:
        raise refused("woz_json_large", file=name, most=_MOST_BYTES // 1024**2)
    return None, wrong


def _wanted(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Keep the keys that are read, and what may hold them; persons fall away here."""
    return {
        key: value
        for key, value in pairs
        if (key in _KEYS or (isinstance(value, (dict, list)) and value)) and not _PERSON.search(key)
    }


def _answers(document: Any) -> Iterator[dict[str, Any] | None]:
    """Find the objects and loose values in whatever an answer was wrapped in; None is an answer that is an error."""
    waiting = [document]
    while waiting:
        held = waiting.pop()
        if isinstance(held, list):
            waiting.extend(reversed(held))
        elif isinstance(held, dict):
            if isinstance(held.get("wozObject"), dict):
                inner = held["wozObject"]
                panden = [inner.get("panden"), held.get("panden")]
                yield {**inner, "waarden": held.get("wozWaarden", inner.get("wozWaarden")), "panden": panden}
            elif _OF_OBJECT & held.keys() or "wozobjectnummer" in held or "wozObjectNummer" in held:
                yield held
            elif "vastgesteldeWaarde" in held:
                yield {"waarden": [held]}
            elif isinstance(held.get("status"), int) and held["status"] >= _FAILED:
                yield None
            else:
                waiting.extend(value for value in reversed(held.values()) if isinstance(value, (dict, list)))


def _rows(found: dict[str, Any]) -> list[tuple[str | None, ...]]:
    """Give the object itself and each of its values, in the order of the columns."""
    number = next(
        (_word(found[key]) for key in ("wozobjectnummer", "wozObjectNummer", "identificatie") if key in found), None
    )
    addressed, panden = ([one for key in keys for one in _ids(found.get(key))] for keys in (_ADDRESSED, _PANDEN))
    named = found.get("aanduiding")
    addressed += _ids(named.get("nummeraanduidingIdentificatie")) if isinstance(named, dict) else []
    rows: list[tuple[str | None, ...]] = []
    if number is not None or addressed or panden:
        codes = _word(found.get("gebruikscode")), _word(found.get("soortObjectCode"))
        rows.append((number, *codes, _listed(addressed), _listed(panden), *_NO_VALUE))
    # Some write the value flat, beside the number.
    values = [found] if "vastgesteldeWaarde" in found else found.get("waarden")
    rows += [
        (
            number,
            *_NO_OBJECT,
            _word(value.get("waardepeildatum", value.get("peildatum"))),
            _word(value.get("vastgesteldeWaarde")),
            _word(value.get("ingangsdatum")),
            _listed(_ids(value.get("beschikkingsStatussen"))),
            _word(value.get("indicatieBezwaarBeroep")),
        )
        for value in (values if isinstance(values, list) else [])
        if isinstance(value, dict)
    ]
    return rows


def _listed(words: list[str]) -> str | None:
    return ",".join(dict.fromkeys(words)) or None


def _ids(held: Any) -> list[str]:
    """Give the words of a value, a list of values or a list of objects that each hold one."""
    if isinstance(held, dict):
        held = [value for key, value in held.items() if key in ("identificatie", "bagpandidentificatie", "pandid")]
    if isinstance(held, list):
        return [word for one in held for word in _ids(one)]
    word = _word(held)
    return [] if word is None else [word]


def _word(value: Any) -> str | None:
    if value is None or isinstance(value, (dict, list)):
        return None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip() or None
