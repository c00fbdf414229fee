"""Which type an area is of, in the words of IBIS, TOP10NL, the Bestand Bodemgebruik, Locatus and municipalities."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pandas as pd

from ..safeguards.messages import note, refused
from .columns import find, key, texts
from .tables import GEBIEDSTYPEN

if TYPE_CHECKING:
    from ..safeguards.messages import Message
    from .raw import Raw

# Reduced by `columns.key`.
_TYPES = {
    "bedrijventerrein": (
        "bedrijventerrein", "bedrijventerreinen", "bedrijvenpark", "bedrijven", "bedrijf", "industrie",
        "industrieterrein", "industriegebied", "bt",
    ),
    "winkelgebied": (
        "winkelgebied", "winkelgebieden", "winkelcentrum", "kernwinkelgebied", "hoofdwinkelgebied", "winkels",
        "winkelconcentratie", "detailhandel", "detailhandelenhoreca",
    ),
    "buitengebied": ("buitengebied", "buitengebieden", "landelijkgebied", "agrarischgebied"),
}  # fmt: skip
_TYPE_OF = {word: gebiedstype for gebiedstype, words in _TYPES.items() for word in words}
# Codes mean this in the Bestand Bodemgebruik only. Its agrarian ground (50, 51) is no buitengebied: that is all
# ground outside the built-up area, with its woods, water and yards, and is derived from the BAG.
_BBG_CODES = {"21": "winkelgebied", "24": "bedrijventerrein"}
_BBG = re.compile(r"b?bg((?:19|20)\d\d)(?:code)?")
_BBG_WORDS = ("bodemgebruik", "bodemgebruiksvorm")
_TOP10NL = ("typefunctioneelgebied", "type_functioneel_gebied")
TYPE_COLUMNS = ("gebiedstype", "gebieds_type", "area_type", "type_gebied", *_TOP10NL, "type", "soort", "soortnaam",
                 "categorie", "bodemgebruik", "hoofdfunctie", "functie", "bestemming")  # fmt: skip
_IN_NAMES = {
    "bedrijventerrein": ("bedrijventerrein", "ibis", "industrieterrein"),
    "winkelgebied": ("winkelgebied", "winkelcentr", "locatus"),
    "buitengebied": ("buitengebied",),
}
_IBIS = ("rinnummer", "rin_nummer", "bedrijvent", "plan_naam")
# Locatus sorts all shops of the country; what lies scattered is no area.
_LOCATUS = ("winkelgebiedid", "winkelgebiednaam", "winkelgebiedcode", "winkelgebiedtypering", "winkelgebiedhoofdtype",
            "hoofdwinkelgebied", "wg_code", "wg_naam", "wg_typering")  # fmt: skip
_LOCATUS_TYPE = ("winkelgebiedtypering", "wg_typering", "winkelgebiedhoofdtype", "typering")
_SCATTERED = ("verspreid", "geenwinkelgebied")


def is_bodemgebruik(raw: Raw) -> bool:
    """Tell whether a layer is of the Bestand Bodemgebruik, whose polygons are pieces of ground and no areas yet."""
    columns = raw.frame.columns
    worded = find(columns, *_BBG_WORDS) is not None and find(columns, "naam", "name", "gebiedsnaam") is None
    return worded or _bbg_column(raw.frame) is not None


def is_ibis(raw: Raw) -> bool:
    """Tell whether a layer has the columns of IBIS, national or regional."""
    return find(raw.frame.columns, *_IBIS) is not None


def is_top10nl(raw: Raw) -> bool:
    """Tell whether a layer holds the functional areas of TOP10NL, beside which its other layers stand."""
    return find(raw.frame.columns, *_TOP10NL) is not None


def says_type(raw: Raw) -> bool:
    """Tell whether the columns or the name of a layer say the type of its areas."""
    said = any(words.notna().any() for _, words in _sayings(raw.frame))
    return said or find(raw.frame.columns, *_LOCATUS) is not None or _assumed(raw) is not None


def types(
    raw: Raw, frame: pd.DataFrame, area_type: str | None, messages: list[Message]
) -> tuple[pd.Series, str | None]:
    """Give the type of each area, None where it is none of ours, and the column that says it.

    The first column that says one of ours counts, alone: its other words are no areas of ours. Only the soortnaam of
    TOP10NL adds to it: a mall is a gebouwencomplex there, and its soortnaam winkelcentrum.

    Raises:
        RefusedError: Nothing says the type.

    """
    sayings = [(column, said) for column, said in _sayings(frame) if said.notna().any()]
    if sayings:
        column, made = sayings[0]
        more = dict(sayings).get(str(find(frame.columns, "soortnaam")))
        if more is not None and find(frame.columns, *_TOP10NL) is not None:
            made = made.where(made.notna(), more)
        if area_type is not None:
            messages.append(note("areas_type_from_column", file=raw.name, column=column, gebiedstype=area_type))
        return made.where(made.notna(), None), column
    if area_type is not None:
        messages.append(note("areas_type_given", file=raw.name, n=len(frame), gebiedstype=area_type))
        return pd.Series(area_type, index=frame.index, dtype=object), None
    locatus = find(frame.columns, *_LOCATUS)
    assumed = "winkelgebied" if locatus is not None else _assumed(raw)
    if assumed is None:
        raise refused("areas_no_type", file=raw.name, known=", ".join(GEBIEDSTYPEN))
    messages.append(note("areas_type_assumed", file=raw.name, n=len(frame), gebiedstype=assumed))
    made = pd.Series(assumed, index=frame.index, dtype=object)
    scattered = find(frame.columns, *_LOCATUS_TYPE) if locatus is not None else None
    if scattered is not None:
        made = made.mask(texts(frame[scattered]).map(_is_scattered, na_action="ignore").eq(other=True), None)
    return made.where(made.notna(), None), scattered


def _sayings(frame: pd.DataFrame) -> list[tuple[str, pd.Series]]:
    """Give every column that may say a type, with the type it says of each row."""
    found = []
    if (code := _bbg_column(frame)) is not None:
        found.append((code, texts(frame[code]).map(_BBG_CODES.get, na_action="ignore").astype(object)))
    for column in filter(None, (find(frame.columns, alias) for alias in TYPE_COLUMNS)):
        said = texts(frame[column]).map(lambda word: _TYPE_OF.get(key(word)), na_action="ignore").astype(object)
        found.append((column, said))
    return found


def _bbg_column(frame: pd.DataFrame) -> str | None:
    """Find the codes of the newest edition."""
    editions = [(match[1], str(column)) for column in frame.columns if (match := _BBG.fullmatch(key(column)))]
    return max(editions)[1] if editions else None


def _is_scattered(word: str) -> bool:
    return any(part in key(word) for part in _SCATTERED)


def _assumed(raw: Raw) -> str | None:
    if is_ibis(raw):
        return "bedrijventerrein"
    called = key(raw.layer) + " " + key(raw.name)
    said = {gebiedstype for gebiedstype, words in _IN_NAMES.items() if any(word in called for word in words)}
    return said.pop() if len(said) == 1 else None
