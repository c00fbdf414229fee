"""The BAG as NLExtract keeps it in PostGIS: the tables of the extract, most columns under another name."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from .columns import key

if TYPE_CHECKING:
    from .raw import Raw

_MARKS = ("identificatie", "voorkomenidentificatie", "begindatumtijdvakgeldigheid")
_NAMES = {
    "begindatumtijdvakgeldigheid": "beginGeldigheid",
    "einddatumtijdvakgeldigheid": "eindGeldigheid",
    "bouwjaar": "oorspronkelijkBouwjaar",
    "gebruiksdoelverblijfsobject": "gebruiksdoel",
    "oppervlakteverblijfsobject": "oppervlakte",
    "gerelateerdepanden": "pandRef",
    "hoofdadres": "hoofdadresNummeraanduidingRef",
    "nevenadressen": "nevenadresNummeraanduidingRef",
    "gerelateerdeopenbareruimte": "openbareruimteRef",
    "gerelateerdewoonplaats": "woonplaatsRef",
    "openbareruimtenaam": "naam",
    "woonplaatsnaam": "naam",
    **dict.fromkeys(
        (
            "pandstatus",
            "verblijfsobjectstatus",
            "ligplaatsstatus",
            "standplaatsstatus",
            "nummeraanduidingstatus",
            "openbareruimtestatus",
            "woonplaatsstatus",
        ),
        "status",
    ),
}
_LISTS = ("gebruiksdoel", "pandref", "nevenadresnummeraanduidingref")


def as_extract(raw: Raw) -> Raw:
    """Give the columns of a table of NLExtract the names of the extract, and its lists as lists.

    Other tables stay as they are, but for lists of the extract that a layer gave as JSON arrays.
    """
    keys = {str(column): key(str(column)) for column in raw.frame.columns}
    if "voorkomenidentificatie" not in keys.values():
        return raw
    frame = raw.frame
    if set(_MARKS) <= set(keys.values()):
        frame = frame.rename(columns={column: _NAMES[name] for column, name in keys.items() if name in _NAMES})
    listed = [column for column in frame.columns if key(str(column)) in _LISTS]
    return replace(raw, frame=frame.assign(**{str(column): frame[column].map(_list) for column in listed}))


def _list(value: Any) -> Any:
    is_array = isinstance(value, str) and value.startswith("[") and value.endswith("]")
    return json.loads(value) if is_array else value
