"""BAG objects as tables of current objects: bag-light GeoPackage, WFS answers and layers of a project."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from ..safeguards.messages import note, refused, warn
from ..safeguards.watch import Watch
from .bag_extract import points_of
from .bag_extract import recognises as is_extract
from .bag_links import HREF, items_of, resolved, with_panden_together
from .bag_objects import Found, stock
from .columns import find, key, texts
from .dates import moments
from .identifiers import BAG_DIGITS, as_text, count_short, pad
from .spatial import to_rd
from .tables import Shape

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .raw import Raw

_UNWATCHED = Watch()
_ID = "identificatie"
_ADDRESS = {
    "nummeraanduiding_identificatie": (
        "nummeraanduiding_hoofdadres_identificatie",
        "hoofdadres_identificatie",
        "nummeraanduiding_identificatie",
    ),
    "openbare_ruimte_naam": ("openbare_ruimte_naam", "openbare_ruimte"),
    "huisnummer": ("huisnummer",),
    "huisletter": ("huisletter",),
    "toevoeging": ("toevoeging", "huisnummertoevoeging"),
    "postcode": ("postcode",),
    "woonplaats_naam": ("woonplaats_naam", "woonplaats"),
}
# Column of the canonical table -> the names it is delivered under; gpkg, WFS, OGC API.
_NAMES: dict[str, dict[str, tuple[str, ...]]] = {
    "panden": {"bouwjaar": ("bouwjaar", "oorspronkelijk_bouwjaar"), "status": ("status",)},
    "verblijfsobjecten": {
        "pand_identificaties": ("pand_identificatie", "pand_identificaties", *HREF),
        "gebruiksdoelen": ("gebruiksdoel", "gebruiksdoelen"),
        "oppervlakte": ("oppervlakte",),
        "status": ("status",),
        "begin_geldigheid": ("begin_geldigheid",),
        **_ADDRESS,
    },
    "ligplaatsen": {"status": ("status",), **_ADDRESS},
    "standplaatsen": {"status": ("status",), **_ADDRESS},
    "woonplaatsen": {"naam": ("woonplaats", "naam", "woonplaats_naam"), "status": ("status",)},
}
_NEEDED = {
    "panden": ("bouwjaar", "status"),
    "verblijfsobjecten": ("pand_identificaties", "gebruiksdoelen", "oppervlakte", "status"),
    "ligplaatsen": ("status",),
    "standplaatsen": ("status",),
    "woonplaatsen": ("naam",),
}
_BY_DIGITS = {"10": "panden", "01": "verblijfsobjecten", "02": "ligplaatsen", "03": "standplaatsen"}
# What tells the kind of a table with no rows, or without an identificatie.
_BY_COLUMN = {
    "verblijfsobjecten": ("pand_identificatie", "pand_identificaties", "oppervlakte", "pandstatus", *HREF),
    "panden": ("bouwjaar", "aantal_verblijfsobjecten", "oppervlakte_min"),
    "woonplaatsen": ("woonplaats", "naam"),
}
_DOCUMENTED = "documentdatum"
_HREF_KEYS = frozenset(map(key, HREF))
_WOONPLAATS_DIGITS = 4
_BRACKETS = frozenset("[]\"'")
_WITHOUT_BRACKETS = str.maketrans(dict.fromkeys(_BRACKETS))
_ID_SHAPE = re.compile(r"^(?:.*\.)?(\d{1,16})$")
_LEAST_DIGITS = 13  # 0457100000000001 that lost its zero, or 0003100000000001 that lost three


def recognises(raw: Raw) -> bool:
    """Tell whether a table holds current BAG objects."""
    return kind_of(raw) is not None


def kind_of(raw: Raw) -> str | None:
    """Name the canonical table a layer gives: by its identifications, else by its columns; None if it is no BAG."""
    if raw.geometry is None or is_extract(raw):
        return None
    named = find(raw.frame.columns, _ID)
    if named is not None and raw.frame[named].notna().any():
        return _kind_of_ids(raw, named)
    for kind, marks in _BY_COLUMN.items():
        if find(raw.frame.columns, *marks) is None:
            continue
        # A name alone is borne by too many layers to call one a table of woonplaatsen.
        if named is not None or (kind != "woonplaatsen" and find(raw.frame.columns, "status") is not None):
            return kind
    return None


def _kind_of_ids(raw: Raw, named: str) -> str | None:
    ids = as_text(raw.frame[named].dropna().head(1000)).dropna()
    digits = ids.str.extract(_ID_SHAPE, expand=False).dropna()
    if digits.empty:
        return None
    if digits.str.len().max() <= _WOONPLAATS_DIGITS:
        return "woonplaatsen" if find(raw.frame.columns, *_NAMES["woonplaatsen"]["naam"]) else None
    full = digits[digits.str.len() >= _LEAST_DIGITS].str.zfill(BAG_DIGITS)
    counts = full.str[4:6].map(_BY_DIGITS).dropna().value_counts()
    return str(counts.index[0]) if len(counts) and counts.iloc[0] * 2 > len(digits) else None


def read(raws: Sequence[Raw], *, watch: Watch = _UNWATCHED) -> Found:
    """Read what is in stock; there is no history here, so the peildatum chooses nothing.

    Args:
        raws: Tables that `recognises` takes; several of one kind are put together.
        watch: Told the fraction done.

    Raises:
        RefusedError: A column that is needed is absent or holds nothing, or a table of panden or verblijfsobjecten
            holds no rows.

    """
    found = Found()
    kinds = [kind_of(raw) for raw in raws]
    items = items_of([raw for raw, kind in zip(raws, kinds, strict=True) if kind == "panden"])
    filled = {kind for raw, kind in zip(raws, kinds, strict=True) if len(raw.frame)}
    pieces: dict[str, list[pd.DataFrame]] = {}
    for done, (raw, kind) in enumerate(zip(raws, kinds, strict=True)):
        watch.at(done / len(raws))
        # An empty page of a service beside others says nothing; a kind without any rows is refused.
        if kind is not None and (len(raw.frame) or kind not in filled):
            pieces.setdefault(kind, []).append(_objects(raw, kind, items, found))
    found.objects = {kind: _newest_last(pd.concat(parts, ignore_index=True)) for kind, parts in pieces.items()}
    if "verblijfsobjecten" in found.objects:
        found.objects["verblijfsobjecten"] = with_panden_together(found.objects["verblijfsobjecten"])
    return found


def _objects(raw: Raw, kind: str, items: Mapping[str, str], found: Found) -> pd.DataFrame:
    frame = raw.frame.reset_index(drop=True)
    columns = _delivered(raw, kind)
    if frame.empty and kind in ("panden", "verblijfsobjecten"):
        raise refused("bag_table_empty", file=raw.name, table=kind)
    made = pd.DataFrame({_ID: _identified(raw, frame[columns.pop(_ID)], kind, found)})
    for column, delivered in columns.items():
        if column == "pand_identificaties" and key(delivered) in _HREF_KEYS:
            made[column] = resolved(_lists(frame[delivered]), items, raw.name, found.messages)
        else:
            made[column] = _values(column, frame[delivered], found, raw.name)
    documented = find(frame.columns, _DOCUMENTED)
    if documented is not None:
        made[_DOCUMENTED] = moments(frame[documented])[0]
    keep = made[_ID].notna()
    if not keep.all():
        found.messages.append(warn("bag_no_id", file=raw.name, table=kind, n=int((~keep).sum())))
    if "status" in made:
        keep &= stock(made["status"], kind, raw.name, found.messages)
    if raw.geometry is None:
        raise refused("spatial_no_geometry", file=raw.name)
    held = keep.to_numpy()
    geometry = raw.geometry[held]
    shape = Shape.POINT if kind == "verblijfsobjecten" else Shape.AREA
    if shape is Shape.POINT:
        geometry = points_of(geometry, raw.name, found)
    placed, usable, messages = to_rd(replace(raw, frame=made[held], geometry=geometry), shape)
    found.messages += messages
    return made[held][usable].assign(geometry=placed[usable])


def _newest_last(objects: pd.DataFrame) -> pd.DataFrame:
    """Order versions of one object by their document, where the delivery states it: the last one will count."""
    if _DOCUMENTED not in objects:
        return objects
    return objects.sort_values(_DOCUMENTED, kind="stable", na_position="first").drop(columns=_DOCUMENTED)


def _delivered(raw: Raw, kind: str) -> dict[str, str]:
    """Match canonical columns to delivered ones.

    Raises:
        RefusedError: One that is needed is absent.

    """
    names = {_ID: (_ID,), **_NAMES[kind]}
    matched = {column: find(raw.frame.columns, *aliases) for column, aliases in names.items()}
    absent = [names[column][0] for column in (_ID, *_NEEDED[kind]) if matched[column] is None]
    if absent:
        raise refused(
            "bag_column_absent",
            file=raw.name,
            layer=raw.layer or kind,
            column=", ".join(absent),
            found=", ".join(map(str, raw.frame.columns)) or "-",
        )
    # The `huisnummer` of a shapefile could also be a `huisnummertoevoeging` that was cut off; one column is one thing.
    taken: dict[str, str] = {}
    for column, delivered in matched.items():
        if delivered is not None and (key(delivered) == key(column) or delivered not in taken.values()):
            taken[column] = delivered
    return taken


def _identified(raw: Raw, values: pd.Series, kind: str, found: Found) -> pd.Series:
    digits = _WOONPLAATS_DIGITS if kind == "woonplaatsen" else BAG_DIGITS
    short = count_short(values, digits)
    if short:
        found.messages.append(note("bag_zeros", file=raw.name, table=kind, n=short))
    ids = pad(values, digits)
    if len(ids) and ids.isna().all():
        raise refused("bag_column_nothing", file=raw.name, layer=raw.layer or kind, column=_ID)
    return ids


def _values(column: str, values: pd.Series, found: Found, file: str) -> Any:
    if column == "pand_identificaties":
        return _pand_ids(values, found, file)
    if column == "gebruiksdoelen":
        return _sets(values)
    if column == "nummeraanduiding_identificatie":
        return pad(values, BAG_DIGITS)
    if column in ("bouwjaar", "oppervlakte", "huisnummer"):
        return pd.to_numeric(values, errors="coerce").astype("float64")
    if column == "begin_geldigheid":
        return moments(values)[0]
    text = texts(values)
    return _without_spaces(text) if column == "postcode" else text


def _sets(values: pd.Series) -> list[frozenset[str]]:
    codes, distinct = pd.factorize(pd.Series(_lists(values), dtype=object))
    uses = [frozenset(part.strip() for part in text.split(",") if part.strip()) for text in distinct]
    return [uses[code] for code in codes]


def _without_spaces(text: pd.Series) -> pd.Series:
    return text.map({value: value.replace(" ", "") for value in text.dropna().unique()}).where(text.notna(), None)


def _lists(values: pd.Series) -> list[str]:
    """Give list cells as text parted by commas, whether they were lists, JSON or text."""
    if values.dtype == object and any(isinstance(value, list | tuple | np.ndarray) for value in values.tolist()):
        listed = values.map(lambda value: isinstance(value, list | tuple | np.ndarray))
        values = values.where(~listed, values[listed].map(lambda value: ",".join(map(str, value))))
    cells: list[str] = as_text(values).fillna("").tolist()
    if _BRACKETS.isdisjoint("".join(cells)):
        return cells
    return [cell.translate(_WITHOUT_BRACKETS) for cell in cells]


def _pand_ids(values: pd.Series, found: Found, file: str) -> list[tuple[str, ...]]:
    parts = [
        [part for part in cell.replace(";", ",").replace("|", ",").split(",") if part.strip()]
        for cell in _lists(values)
    ]
    row = np.repeat(np.arange(len(parts)), [len(part) for part in parts])
    single = pd.Series(list(chain.from_iterable(parts)), index=row, dtype=object)
    short = count_short(single, BAG_DIGITS)
    if short:
        found.messages.append(note("bag_pand_zeros", file=file, n=short))
    ids = pad(single, BAG_DIGITS).tolist()
    ends = np.cumsum(np.bincount(row, minlength=len(values))).tolist()
    return [tuple(sorted(set(ids[start:end]))) for start, end in zip([0, *ends], ends, strict=False)]
