"""Objects of a BAG 2.0 extract: the occurrence of each that holds on the peildatum, and its history."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import shapely

from ..safeguards.messages import note, refused, warn
from ..safeguards.watch import Watch
from .bag_events import events
from .bag_objects import Found, stock
from .columns import find, key
from .currency import newest
from .identifiers import BAG_DIGITS, pad
from .spatial import to_rd
from .tables import Shape

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from numpy.typing import NDArray

    from .raw import Raw

_UNWATCHED = Watch()
_MARKS = ("identificatie", "beginGeldigheid", "voorkomenIdentificatie")
_TABLES = {
    "Pand": "panden",
    "Verblijfsobject": "verblijfsobjecten",
    "Ligplaats": "ligplaatsen",
    "Standplaats": "standplaatsen",
}
_SHAPES = {
    "panden": Shape.AREA,
    "verblijfsobjecten": Shape.POINT,
    "ligplaatsen": Shape.AREA,
    "standplaatsen": Shape.AREA,
}
_NEEDED = {
    "Pand": ("identificatie", "status", "beginGeldigheid", "eindGeldigheid", "oorspronkelijkBouwjaar"),
    "Verblijfsobject": (
        "identificatie",
        "status",
        "beginGeldigheid",
        "eindGeldigheid",
        "gebruiksdoel",
        "oppervlakte",
        "hoofdadresNummeraanduidingRef",
        "pandRef",
    ),
}
_TYPE_DIGITS = {
    "01": "Verblijfsobject",
    "02": "Ligplaats",
    "03": "Standplaats",
    "10": "Pand",
    "20": "Nummeraanduiding",
    "30": "Openbareruimte",
}
_WOONPLAATS_DIGITS = 4


def recognises(raw: Raw) -> bool:
    """Tell whether a table holds occurrences of BAG objects in the names of the extract."""
    keys = {key(column) for column in raw.frame.columns}
    return all(key(mark) in keys for mark in _MARKS)


def read(raws: Sequence[Raw], peildatum: date, *, watch: Watch = _UNWATCHED) -> Found:
    """Select what holds and is in stock on the peildatum, with its main address, and the history up to it.

    An occurrence holds when beginGeldigheid <= peildatum < eindGeldigheid (or there is none) and it is neither
    inactive nor outside the BAG; should two of one object hold, the one registered last wins.

    Args:
        raws: Tables that `recognises` takes.
        peildatum: The reference date.
        watch: Told the fraction done.

    Raises:
        RefusedError: A column that is needed is absent.

    """
    found = Found()
    kinds = _by_kind(raws)
    addresses = _addresses(kinds, peildatum)
    histories: list[pd.DataFrame] = []
    for done, (kind, table) in enumerate(_TABLES.items(), start=1):
        watch.at(done / (len(_TABLES) + 1))
        if kind not in kinds:
            continue
        raw = kinds[kind]
        occurrences = _occurrences(raw, kind)
        found.messages.append(note("bag_occurrences", file=raw.name, table=table, n=len(occurrences)))
        found.messages += newest(table, occurrences["registratie"])
        if kind in ("Pand", "Verblijfsobject"):
            histories.append(events(occurrences[occurrences["valid"]], kind.lower(), peildatum))
        current = _current(occurrences, peildatum, table, raw.name, found)
        current = current[stock(current["status"], table, raw.name, found.messages)]
        placed, geometry = _placed(raw, current, _SHAPES[table], found)
        found.objects[table] = _columns(placed, kind, addresses).assign(geometry=geometry)
    if "Woonplaats" in kinds:
        found.objects["woonplaatsen"] = _woonplaatsen(kinds["Woonplaats"], peildatum, found)
    found.mutaties = _history(histories)
    return found


def _by_kind(raws: Sequence[Raw]) -> dict[str, Raw]:
    grouped: dict[str, list[Raw]] = {}
    for raw in raws:
        if len(raw.frame):
            grouped.setdefault(_kind(raw), []).append(raw)
    return {kind: _joined(parts) for kind, parts in grouped.items()}


def _kind(raw: Raw) -> str:
    """Read the object type from an identification, which holds it on its fifth and sixth digit."""
    named = find(raw.frame.columns, "identificatie")
    present = raw.frame[named].dropna()
    if present.empty:
        return raw.layer
    digits = str(present.iloc[0]).rpartition(".")[2]
    return "Woonplaats" if len(digits) <= _WOONPLAATS_DIGITS else _TYPE_DIGITS.get(digits.zfill(BAG_DIGITS)[4:6], "")


def _joined(parts: Sequence[Raw]) -> Raw:
    frame = pd.concat([part.frame for part in parts], ignore_index=True) if len(parts) > 1 else parts[0].frame
    held = [part.geometry for part in parts if part.geometry is not None]
    return replace(parts[0], frame=frame, geometry=np.concatenate(held) if len(held) == len(parts) else None)


def _occurrences(raw: Raw, kind: str) -> pd.DataFrame:
    """Give the occurrences in one spelling, with `valid` and the row of each in the delivery."""
    names = {key(column): str(column) for column in raw.frame.columns}
    absent = [column for column in _NEEDED.get(kind, _MARKS) if key(column) not in names]
    if absent:
        raise refused(
            "bag_column_absent", file=raw.name, layer=kind, column=", ".join(absent), found=", ".join(names.values())
        )
    frame = raw.frame.reset_index(drop=True)

    def column(name: str) -> pd.Series:
        named = names.get(key(name))
        return frame[named] if named is not None else pd.Series(None, index=frame.index, dtype=object)

    out_of_use = column("tijdstipInactief").notna() | column("tijdstipInactiefLV").notna()
    made = pd.DataFrame(
        {
            "identificatie": pad(column("identificatie"), _WOONPLAATS_DIGITS if kind == "Woonplaats" else BAG_DIGITS),
            "status": column("status"),
            "begin": days(column("beginGeldigheid")),
            "eind": days(column("eindGeldigheid")),
            "registratie": days(column("tijdstipRegistratie")),
            "voorkomen": pd.to_numeric(column("voorkomenIdentificatie"), errors="coerce"),
            "valid": ~(out_of_use | column("tijdstipNietBagLV").notna()),
            "row": np.arange(len(frame)),
        }
    )
    for name in ("oorspronkelijkBouwjaar", "oppervlakte", "gebruiksdoel", "pandRef", "hoofdadresNummeraanduidingRef"):
        if key(name) in names:
            made[name] = column(name)
    for name in (
        "huisnummer",
        "huisletter",
        "huisnummerToevoeging",
        "postcode",
        "openbareruimteRef",
        "woonplaatsRef",
        "naam",
    ):
        if key(name) in names:
            made[name] = column(name)
    return made


def days(values: pd.Series) -> pd.Series:
    """Give moments of the extract; text such as 0001-01-01, which pandas itself cannot hold, included."""
    if values.dtype.kind == "M":
        return values.astype("datetime64[ms]")
    text = values.astype("string").str.slice(0, 23).str.replace(" ", "T")
    readable = text.str.fullmatch(r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?)?").fillna(value=False)
    return pd.Series(text.where(readable, "NaT").to_numpy(dtype=str).astype("datetime64[ms]"), index=values.index)


def _holds(occurrences: pd.DataFrame, peildatum: date) -> pd.Series:
    day = pd.Timestamp(peildatum)
    open_end = occurrences["eind"].isna()
    return occurrences["valid"] & (occurrences["begin"] <= day) & (open_end | (occurrences["eind"] > day))


def _current(occurrences: pd.DataFrame, peildatum: date, table: str, file: str, found: Found | None) -> pd.DataFrame:
    held = occurrences[_holds(occurrences, peildatum)].sort_values(
        ["identificatie", "registratie", "voorkomen", "row"], kind="stable"
    )
    earlier = held["identificatie"].duplicated(keep="last")
    if found is not None and earlier.any():
        found.messages.append(warn("bag_two_hold", file=file, table=table, n=int(earlier.sum())))
    return held[~earlier]


def _placed(raw: Raw, current: pd.DataFrame, shape: Shape, found: Found) -> tuple[pd.DataFrame, NDArray[np.object_]]:
    if raw.geometry is None:
        raise refused("spatial_no_geometry", file=f"{raw.name} ({raw.layer})")
    geometry = raw.geometry[current["row"].to_numpy()]
    if shape is Shape.POINT:
        geometry = points_of(geometry, raw.name, found)
    placed, usable, messages = to_rd(
        replace(raw, name=f"{raw.name} ({raw.layer})", frame=current, geometry=geometry), shape
    )
    found.messages += messages
    return current[usable], placed[usable]


def points_of(geometry: NDArray[np.object_], file: str, found: Found) -> NDArray[np.object_]:
    """Put a verblijfsobject that the BAG draws as a polygon at a point inside it."""
    drawn = np.isin(shapely.get_type_id(geometry), (shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON))
    if not drawn.any():
        return geometry
    found.messages.append(note("bag_vbo_polygon", file=file, n=int(drawn.sum())))
    made = geometry.copy()
    made[drawn] = shapely.point_on_surface(geometry[drawn])
    return made


def _columns(current: pd.DataFrame, kind: str, addresses: pd.DataFrame) -> pd.DataFrame:
    made = current[["identificatie", "status"]].reset_index(drop=True)
    if kind == "Pand":
        return made.assign(bouwjaar=current["oorspronkelijkBouwjaar"].to_numpy())
    if kind == "Verblijfsobject":
        made["pand_identificaties"] = [tuple(bare(value)) for value in current["pandRef"]]
        made["gebruiksdoelen"] = [frozenset(parts(value)) for value in current["gebruiksdoel"]]
        made["oppervlakte"] = current["oppervlakte"].to_numpy()
        made["begin_geldigheid"] = current["begin"].to_numpy()
    reference = pad(current["hoofdadresNummeraanduidingRef"], BAG_DIGITS).reset_index(drop=True)
    made["nummeraanduiding_identificatie"] = reference
    return pd.concat([made, addresses.reindex(reference).reset_index(drop=True)], axis=1)


def parts(value: Any) -> list[str]:
    """Give the items of a list field as text."""
    if value is None or isinstance(value, float):
        return []
    items: Iterable[Any] = value.split(",") if isinstance(value, str) else value
    return [str(item).strip() for item in items if str(item).strip()]


def bare(value: Any) -> list[str]:
    """Give the identifications of a list field without their prefix, sorted."""
    return sorted(item.rpartition(".")[2].zfill(BAG_DIGITS) for item in parts(value))


def _addresses(kinds: dict[str, Raw], peildatum: date) -> pd.DataFrame:
    """Give the addresses that hold on the peildatum, by nummeraanduiding."""
    wanted = ["openbare_ruimte_naam", "huisnummer", "huisletter", "toevoeging", "postcode", "woonplaats_naam"]
    if "Nummeraanduiding" not in kinds:
        return pd.DataFrame(columns=wanted, dtype=object)
    numbers = _reference(kinds, "Nummeraanduiding", peildatum)
    streets = _reference(kinds, "Openbareruimte", peildatum)
    places = _reference(kinds, "Woonplaats", peildatum)
    street = streets.reindex(pad(numbers["openbareruimteRef"], BAG_DIGITS))
    # A nummeraanduiding names its woonplaats only where that differs from the one of its street.
    own = pad(numbers["woonplaatsRef"], _WOONPLAATS_DIGITS)
    of_street = pad(street["woonplaatsRef"], _WOONPLAATS_DIGITS)
    of_street.index = own.index
    place = places.reindex(own.where(own.notna(), of_street))
    return pd.DataFrame(
        {
            "openbare_ruimte_naam": street["naam"].to_numpy(),
            "huisnummer": numbers["huisnummer"].to_numpy(),
            "huisletter": numbers["huisletter"].to_numpy(),
            "toevoeging": numbers["huisnummerToevoeging"].to_numpy(),
            "postcode": numbers["postcode"].to_numpy(),
            "woonplaats_naam": place["naam"].to_numpy(),
        },
        index=numbers.index,
    )


def _reference(kinds: dict[str, Raw], kind: str, peildatum: date) -> pd.DataFrame:
    if kind not in kinds:
        return pd.DataFrame({"naam": [], "woonplaatsRef": []}, dtype=object)
    made = _current(_occurrences(kinds[kind], kind), peildatum, kind, kinds[kind].name, None)
    return made.set_index("identificatie")


def _woonplaatsen(raw: Raw, peildatum: date, found: Found) -> pd.DataFrame:
    current = _current(_occurrences(raw, "Woonplaats"), peildatum, "woonplaatsen", raw.name, found)
    current = current[stock(current["status"], "woonplaatsen", raw.name, found.messages)]
    placed, geometry = _placed(raw, current, Shape.AREA, found)
    return placed[["identificatie", "naam"]].assign(geometry=geometry)


def _history(histories: list[pd.DataFrame]) -> pd.DataFrame:
    order = ["datum", "objecttype", "identificatie", "gebeurtenis"]
    return pd.concat(histories, ignore_index=True).sort_values(order, kind="stable") if histories else pd.DataFrame()
