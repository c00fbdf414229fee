"""NLExtract's tables in PostGIS are the extract under other names: the same tables come of them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest

from locatierisico.registers import bag, bag_documents
from locatierisico.registers.bag_nlextract import as_extract
from locatierisico.registers.raw import Raw

if TYPE_CHECKING:
    from pathlib import Path

DAY = date(2021, 10, 15)
COMMON = {
    "beginGeldigheid": "begindatumtijdvakgeldigheid",
    "eindGeldigheid": "einddatumtijdvakgeldigheid",
    "oorspronkelijkBouwjaar": "bouwjaar",
    "gebruiksdoel": "gebruiksdoelverblijfsobject",
    "oppervlakte": "oppervlakteverblijfsobject",
    "pandRef": "gerelateerdepanden",
    "hoofdadresNummeraanduidingRef": "hoofdadres",
    "nevenadresNummeraanduidingRef": "nevenadressen",
    "openbareruimteRef": "gerelateerdeopenbareruimte",
    "woonplaatsRef": "gerelateerdewoonplaats",
}


def _array(value: Any) -> Any:
    """As a layer gives an array of PostgreSQL, whose identifications have no prefix."""
    return None if value is None else json.dumps([str(item).rpartition(".")[2] for item in value])


def _in_postgis(raw: Raw) -> Raw:
    kind = raw.layer.lower()
    frame = raw.frame.copy()
    for column in frame.columns:
        if frame[column].map(lambda value: isinstance(value, list | np.ndarray)).any():
            frame[column] = frame[column].map(_array)
        elif column in ("identificatie", "hoofdadresNummeraanduidingRef", "openbareruimteRef", "woonplaatsRef"):
            frame[column] = frame[column].map(lambda value: None if value is None else value.rpartition(".")[2])
    names = COMMON | {"status": f"{kind}status", "naam": f"{kind}naam"}
    frame = frame.rename(columns=names).rename(columns=str.lower)
    return replace(raw, frame=frame.assign(gid=range(len(frame)), aanduidingrecordinactief=False))


def test_weesp_from_nlextract_is_weesp_from_its_extract(shared: Path) -> None:
    raws = bag_documents.read_extract(shared / "data" / "bag" / "BAGGEM0457L-15102021_Weesp.zip")
    plain = bag.read(raws, DAY).tables
    stored = [_in_postgis(raw) for raw in raws]
    assert all(bag.recognises(raw) for raw in stored if len(raw.frame))
    again = bag.read(stored, DAY).tables
    assert again.keys() == plain.keys()
    for name, table in plain.items():
        pd.testing.assert_frame_equal(pd.DataFrame(again[name]), pd.DataFrame(table), obj=name)
    assert len(again["panden"]) == 10_837


@pytest.mark.parametrize("columns", [{"identificatie": ["1"]}, {"naam": ["Weesp"], "bouwjaar": [1900]}])
def test_other_tables_stay_as_they_are(columns: dict[str, list[Any]]) -> None:
    raw = Raw("kaart", pd.DataFrame(columns))
    assert as_extract(raw) is raw
