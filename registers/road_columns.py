"""What a layer of roads says of each road, in the words of OpenStreetMap, TOP10NL, the BGT or a municipality."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from .columns import find, key, numbers, text, texts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from .raw import Raw

    Mask = NDArray[np.bool_]

_DIRECTION = ("rijrichting", "rijrichtng", "oneway")
# Dumps of OpenStreetMap write F, T and B: with the line, against it, both.
_DIRECTIONS = {
    **dict.fromkeys(("h", "f", "ft", "yes", "true", "1"), "H"),
    **dict.fromkeys(("t", "tf", "-1", "reverse"), "T"),
    **dict.fromkeys(("b", "no", "false", "0"), "B"),
}
_MANAGER = ("wegbehsrt", "wegbeheerdersoort")
_MANAGERS = ("R", "P", "G", "W", "T")
_USE = ("bst_code", "baansubsoort", "highway", "fclass", "hoofdverkeersgebruik", "typeweg", "functie", "bgt_functie")
# Uses that are none for cars, reduced by `columns.key`, as baansubsoorten of the NWB.
_USES = {
    "VP": ("footway", "path", "steps", "corridor", "voetgangers", "voetpad", "voetpadoptrap"),
    "VZ": ("pedestrian", "voetgangersgebied"),
    "FP": ("cycleway", "fietsersbromfietsers", "fietsers", "fietspad"),
    "RP": ("bridleway", "ruiters", "ruiterpad"),
    "BU": ("busway", "busguideway", "busverkeer"),
    "OVB": ("ovbaan",),
    "VV": ("vliegverkeer", "startbaanlandingsbaan", "rolbaanplatform", "baanvoorvliegverkeer"),
    "VD": ("veerverbinding", "ferry"),
}
_USE_OF = {word: code for code, words in _USES.items() for word in words}
_NWB_CODE = r"[A-Z]{2,4}"
_STATE = ("highway", "fclass", "status")
_NOT_THERE = ("proposed", "construction", "razed", "abandoned", "demolished", "inuitvoering", "buitengebruik")
_LEVEL = ("rel_hoogte", "relatieve_hoogte", "relatieve_hoogteligging", "relatievehoogteligging", "hoogteniveau",
          "layer", "z_level", "level", "hoogte")  # fmt: skip
_HIGHEST = 10  # levels count from the ground; anything beyond is a height in metres
_SPAN = ("brunnel", "bridge", "brug", "tunnel")
_NO = ("f", "no", "false", "0", "nee", "n")
# A layer with one of these is one of roads; without any, every layer of lines counts as roads.
_SAYS_ROAD = ("highway", "fclass", "typeweg", "hoofdverkeersgebruik", "straatnaam", "stt_naam", "wegbehsrt", "wegtype")
_SAYS_OTHER = ("typewater", "typespoorbaan", "waterway", "railway", "power", "typehoogte")


def says_road(raw: Raw) -> bool:
    """Tell whether a layer of lines has a column that only roads have."""
    return find(raw.frame.columns, *_SAYS_ROAD) is not None


def says_other(raw: Raw) -> bool:
    """Tell whether a layer of lines has a column that only water, rails and the like have."""
    return not says_road(raw) and find(raw.frame.columns, *_SAYS_OTHER) is not None


def directions(frame: pd.DataFrame) -> tuple[pd.Series, str | None, int]:
    """Give rijrichting H, T or B, None where unknown; the column that says it, and how many codes were not known.

    A column of only T and F may say true and false as well as against and with: then nothing is taken from it.
    """
    column = find(frame.columns, *_DIRECTION)
    if column is None:
        return pd.Series(None, index=frame.index, dtype=object), None, 0
    said = texts(frame[column]).astype("string").str.lower()
    if set(said.dropna()) in ({"t", "f"}, {"t"}, {"f"}) and key(column) == "oneway":
        return pd.Series(None, index=frame.index, dtype=object), column, int(said.notna().sum())
    made = said.map(_DIRECTIONS).astype(object)
    unknown = int((said.notna() & made.isna() & (said != "o")).sum())
    return made.where(made.notna(), None), column, unknown


def managers(frame: pd.DataFrame) -> pd.Series:
    """Give wegbeheerdersoort as the NWB has it; None where unknown."""
    code = text(frame, *_MANAGER).astype("string").str.upper()
    return code.where(code.isin(_MANAGERS)).astype(object)


def uses(frame: pd.DataFrame) -> pd.Series:
    """Give the baansubsoort of what is no road for cars, and codes of the NWB as they stand; None for a plain road."""
    made = pd.Series(None, index=frame.index, dtype=object)
    for alias in _USE:
        column = find(frame.columns, alias)
        if column is None:
            continue
        said = texts(frame[column])
        if alias in ("bst_code", "baansubsoort"):
            codes = said.astype("string").str.upper()
            found = codes.where(codes.str.fullmatch(_NWB_CODE).fillna(value=False)).astype(object)
        else:
            found = said.map(lambda word: _USE_OF.get(key(word)), na_action="ignore").astype(object)
        made = made.where(made.notna(), found)
    return made.where(made.notna(), None)


def is_there(frame: pd.DataFrame) -> Mask:
    """Tell which lines are roads today: not planned or gone, and of OpenStreetMap's lines only the highways."""
    there = np.ones(len(frame), dtype=np.bool_)
    for column in filter(None, (find(frame.columns, alias) for alias in _STATE)):
        said = texts(frame[column])
        there &= ~said.map(lambda word: key(word) in _NOT_THERE, na_action="ignore").eq(other=True).to_numpy()
    highway = find(frame.columns, "highway")
    if highway is not None and (said := texts(frame[highway])).notna().any():
        there &= said.notna().to_numpy()
    return there


def levels(frame: pd.DataFrame) -> tuple[pd.Series, list[str]]:
    """Give the height level of each line, whole and counted from the ground, NaN where nothing says it.

    A column that holds names or metres is no level. A bridge whose level is 0 or not said is at 1, a tunnel at -1.

    Returns:
        (n,) levels, and the columns that say them.

    """
    level = pd.Series(np.nan, index=frame.index)
    said: list[str] = []
    for column in filter(None, (find(frame.columns, alias) for alias in _LEVEL)):
        read = numbers(frame[column])
        known = read.dropna()
        if len(known) and ((known % 1 == 0) & (known.abs() <= _HIGHEST)).all():
            level, said = read, [column]
            break
    for column in filter(None, (find(frame.columns, alias) for alias in _SPAN)):
        under, over = _spans(column, texts(frame[column]))
        if (under | over).any():
            flat = level.isna() | (level == 0)
            level = level.mask(flat & over, 1.0).mask(flat & under, -1.0)
            said.append(column)
    return level, said


def _spans(column: str, said: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Tell which lines go under and which over."""
    word = said.astype("string").str.lower()
    if key(column) == "brunnel":
        return _are(word, ("tunnel",)), _are(word, ("bridge",))
    spans = word.notna() & ~_are(word, _NO)
    nowhere = pd.Series(data=False, index=said.index)
    return (spans, nowhere) if key(column) == "tunnel" else (nowhere, spans)


def _are(word: pd.Series, wanted: Iterable[str]) -> pd.Series:
    return word.isin(list(wanted)).fillna(value=False).astype(bool)
