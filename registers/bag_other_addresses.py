"""Addresses of objects in stock beside their main one: nevenadressen, and the addresses they had before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from .bag_extract import days, parts
from .columns import key
from .identifiers import BAG_DIGITS, pad

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from .raw import Raw

COLUMNS = (
    "adresseerbaar_object_identificatie",
    "openbare_ruimte_naam",
    "huisnummer",
    "huisletter",
    "toevoeging",
    "postcode",
    "woonplaats_naam",
    "former",
)
_WOONPLAATS_DIGITS = 4
_TABLES = {"Verblijfsobject": "verblijfsobjecten", "Ligplaats": "ligplaatsen", "Standplaats": "standplaatsen"}


def other_addresses(raws: Sequence[Raw], tables: Mapping[str, pd.DataFrame], peildatum: date) -> pd.DataFrame:
    """Find what an extract tells of further addresses; other forms of the BAG tell nothing of them.

    An address is former where its number, its postcode or the name of its street changed. Every name a street ever
    had is taken for all of its numbers.

    Args:
        raws: The tables of a delivery.
        tables: The canonical tables made of it.
        peildatum: The reference date; what began later is left out.

    Returns:
        One row per address, `COLUMNS`; `former` is False for a nevenadres that holds.

    """
    kinds = {kind: _said(raws, kind, peildatum) for kind in ("Nummeraanduiding", "Openbareruimte", "Woonplaats")}
    numbers = kinds["Nummeraanduiding"]
    if numbers.empty or kinds["Openbareruimte"].empty:
        return pd.DataFrame(columns=COLUMNS)
    owners = _owners(raws, tables, peildatum)
    numbers = numbers.merge(owners, left_on="identificatie", right_on="nummer")
    streets = kinds["Openbareruimte"].drop_duplicates(["identificatie", "naam"])
    streets = streets[["identificatie", "naam", "plaats"]].rename(columns={"plaats": "plaats_van_straat"})
    made = numbers.merge(streets, left_on="straat", right_on="identificatie", suffixes=("", "_straat"))
    names = kinds["Woonplaats"].drop_duplicates("identificatie", keep="last").set_index("identificatie")["naam"]
    place = made["plaats"].where(made["plaats"].notna(), made["plaats_van_straat"]).map(names)
    made = pd.DataFrame(
        {
            "adresseerbaar_object_identificatie": made["object"],
            "openbare_ruimte_naam": made["naam_straat"],
            "huisnummer": pd.to_numeric(made["huisnummer"], errors="coerce"),
            "huisletter": made["huisletter"],
            "toevoeging": made["toevoeging"],
            "postcode": made["postcode"],
            "woonplaats_naam": place.where(place.notna(), made["woonplaats_nu"]),
            "former": ~(made["holds"] & made["neven"]),
        }
    )
    return made.sort_values("former", kind="stable").drop_duplicates(list(COLUMNS[:-1])).reset_index(drop=True)


def _said(raws: Sequence[Raw], kind: str, peildatum: date) -> pd.DataFrame:
    """Give the occurrences of one kind that were ever right, oldest first."""
    frames = [raw.frame for raw in raws if raw.layer == kind]
    if not frames:
        return pd.DataFrame()
    frame = pd.concat(frames, ignore_index=True)
    names = {key(column): str(column) for column in frame.columns}

    def column(name: str) -> pd.Series:
        named = names.get(key(name))
        return frame[named] if named is not None else pd.Series(None, index=frame.index, dtype=object)

    day = pd.Timestamp(peildatum)
    begin, end = days(column("beginGeldigheid")), days(column("eindGeldigheid"))
    wrong = column("tijdstipInactief").notna() | column("tijdstipInactiefLV").notna()
    made = pd.DataFrame(
        {
            "identificatie": pad(column("identificatie"), _WOONPLAATS_DIGITS if kind == "Woonplaats" else BAG_DIGITS),
            "naam": column("naam"),
            "huisnummer": column("huisnummer"),
            "huisletter": column("huisletter"),
            "toevoeging": column("huisnummerToevoeging"),
            "postcode": column("postcode"),
            "straat": pad(column("openbareruimteRef"), BAG_DIGITS),
            "plaats": pad(column("woonplaatsRef"), _WOONPLAATS_DIGITS),
            "neven_van": column("nevenadresNummeraanduidingRef"),
            "begin": begin,
            "holds": (begin <= day) & (end.isna() | (end > day)),
        }
    )
    right = ~(wrong | column("tijdstipNietBagLV").notna()) & (begin <= day)
    return made[right].sort_values("begin", kind="stable")


def _owners(raws: Sequence[Raw], tables: Mapping[str, pd.DataFrame], peildatum: date) -> pd.DataFrame:
    """Give which object in stock a nummeraanduiding belongs to, and whether beside its main address."""
    found = []
    for kind, name in _TABLES.items():
        if name not in tables:
            continue
        table = tables[name]
        main = table[["identificatie", "nummeraanduiding_identificatie", "woonplaats_naam"]]
        main.columns = pd.Index(["object", "nummer", "woonplaats_nu"])
        found.append(main.assign(neven=False))
        said = _said(raws, kind, peildatum)
        if said.empty:
            continue
        beside = said.loc[said["holds"], ["identificatie", "neven_van"]].dropna()
        beside = beside.assign(nummer=[parts(held) for held in beside["neven_van"]]).explode("nummer").dropna()
        beside["nummer"] = pad(beside["nummer"], BAG_DIGITS)
        beside = beside.merge(main, left_on="identificatie", right_on="object", suffixes=("", "_main"))
        found.append(beside[["object", "nummer", "woonplaats_nu"]].assign(neven=True))
    return pd.concat(found, ignore_index=True)
