"""Names of streets and towns in the forms they are compared by."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterable

# Whole words and what they stand for. Both the written name and that of the BAG are brought to the right-hand side.
_WORDS = {
    "burg": "burgemeester", "burgem": "burgemeester", "bgm": "burgemeester", "bgmr": "burgemeester",
    "doctor": "dr", "dokter": "dr", "drs": "dr", "meester": "mr", "dominee": "ds", "professor": "prof",
    "ingenieur": "ir", "monseigneur": "mgr", "jonkheer": "jhr", "pastoor": "past", "pr": "prins", "prs": "prinses",
    "kon": "koning", "gebr": "gebroeders", "weth": "wethouder", "kard": "kardinaal", "gen": "generaal",
    "kol": "kolonel", "kapt": "kapitein", "kpt": "kapitein", "luit": "luitenant", "lt": "luitenant",
    "adm": "admiraal", "pres": "president", "st": "sint", "verl": "verlengde", "nwe": "nieuwe", "kl": "kleine",
    "het": "t", "van": "v", "der": "de", "den": "de", "d": "de", "ter": "te", "ten": "te",
    "eerste": "1e", "tweede": "2e", "derde": "3e", "vierde": "4e", "and": "en",
}  # fmt: skip
_TITLES = frozenset({
    "burgemeester", "dr", "mr", "ds", "prof", "ir", "mgr", "jhr", "past", "wethouder", "gebroeders", "kardinaal",
    "generaal", "kolonel", "kapitein", "luitenant", "admiraal", "president", "minister", "notaris", "rector", "deken",
    "prins", "prinses", "koning", "koningin", "sint",
})  # fmt: skip
# How NEN 5825 and town halls shorten the end of a name. No Dutch name of a street ends in the short form.
_ENDINGS = {
    "dwstr": "dwarsstraat", "str": "straat", "plnts": "plantsoen", "plants": "plantsoen", "pln": "plein",
    "pl": "plein", "ln": "laan", "wg": "weg", "gr": "gracht", "sngl": "singel", "sgl": "singel", "kd": "kade",
    "dk": "dijk", "hf": "hof", "prk": "park", "drf": "dreef", "stg": "steeg", "pd": "pad", "mrkt": "markt",
    "blvd": "boulevard",
}  # fmt: skip
_SHORT_ENDING = re.compile("(" + "|".join(sorted(_ENDINGS, key=len, reverse=True)) + ")$")
_ENDS_SHORT = 2  # letters that must stand before a short ending that is part of a word
# What names of streets end in; the part before it tells streets apart.
_KINDS = re.compile(
    "(?<=..)(?:dwarsstraat|straat|laan|weg|plein|gracht|singel|kade|dijk|hof|park|dreef|steeg|pad|markt|plantsoen)$"
)
# What may stand before the last word of a name and be part of it, and is no name of a person.
_BEFORE = frozenset({"van", "der", "de", "den", "het", "t", "te", "aan", "op", "in", "lange", "korte", "nieuwe", "oude",
                     "grote", "kleine", "hoge", "lage", "verlengde", "1e", "2e", "3e", "4e"})  # fmt: skip
_ORDINAL = re.compile(r"\b(\d+)\s?(?:ste|de|e)\b")
_SOUNDS = (
    (re.compile("ij|ei|y"), "y"),
    (re.compile("ck"), "k"),
    (re.compile("ch"), "g"),
    (re.compile("c(?=[eiy])"), "s"),
    (re.compile("c"), "k"),
    (re.compile("qu"), "kw"),
    (re.compile("ph"), "f"),
    (re.compile("th|dt"), "t"),
    (re.compile("z"), "s"),
    (re.compile("x"), "ks"),
    (re.compile("auw|ouw|au"), "ou"),
    (re.compile(r"(.)\1+"), r"\1"),
)


def plain(text: str) -> str:
    """Give a text in lower case without accents, the letter ĳ as two."""
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").lower()


def exact_key(text: str) -> str:
    """Give the letters and digits of a name: what stays when case, accents, points and spaces are not looked at."""
    return re.sub(r"[^a-z0-9]", "", plain(text))


def words(name: str) -> tuple[str, ...]:
    """Give the words of a name with every abbreviation written in one way: `Dr.A.Kuyperln` is dr, a, kuyperlaan."""
    found = re.findall(r"\d+e?\b|[a-z]+|\d+", _ORDINAL.sub(r"\1e", plain(name).replace("&", " en ")))
    made = [_WORDS.get(word, word) for word in found]
    if made:
        made[-1] = _ended(found[-1], alone=len(made) == 1)
    return tuple(made)


def _ended(word: str, *, alone: bool) -> str:
    """Write the ending of a name in full."""
    short = _SHORT_ENDING.search(word)
    if short is None:
        return word
    before = short.start()
    # A short word by itself, as in `Hoog str.`, needs a name before it.
    if (before == 0 and alone) or 0 < before < _ENDS_SHORT:
        return word
    return word[:before] + _ENDINGS[short.group()]


def folded(text: str) -> str:
    """Give a name as it sounds, roughly: ij and y, c and k, ch and g, s and z, one letter and two are the same."""
    for pattern, sound in _SOUNDS:
        text = pattern.sub(sound, text)
    return text


def telling_length(full: str) -> int:
    """Count the letters of a name that tell it from others: without straat, laan or weg at its end."""
    return len(_KINDS.sub("", full))


def ends_as_street(word: str) -> bool:
    """Tell whether a word ends as names of streets do: straat, laan or weg, in full or shortened."""
    held = words(word)
    return bool(held) and _KINDS.search(held[-1]) is not None


def stands_before_name(word: str) -> bool:
    """Tell whether a word is a title or a small word that may stand before the last word of the name of a street."""
    held = words(word)
    return bool(held) and all(one in _TITLES or one in _BEFORE or one in _WORDS.values() for one in held)


def name_keys(names: Iterable[str]) -> pd.DataFrame:
    """Give the forms in which names are compared, from strict to lenient.

    Returns:
        One row per name, indexed by it: `exact` (letters and digits), `full` (abbreviations written out), `sound`
        (spelling folded), `core` (folded, without titles and initials), `initials` (those that were left out),
        `first` (first letters of all words but the last, and the last), `words` (folded, without titles).

    """
    distinct = list(dict.fromkeys(names))
    rows = []
    for name in distinct:
        held = words(name)
        untitled = tuple(word for word in held[:-1] if word not in _TITLES) + held[-1:]
        longer = [word for word in untitled[:-1] if len(word) > 1]
        rows.append(
            (
                exact_key(name),
                "".join(held),
                folded("".join(held)),
                folded("".join((*longer, *untitled[-1:]))),
                "".join(word for word in untitled[:-1] if len(word) == 1),
                "".join(word[0] for word in untitled[:-1]) + folded("".join(untitled[-1:])),
                tuple(folded(word) for word in untitled),
            )
        )
    columns = ["exact", "full", "sound", "core", "initials", "first", "words"]
    return pd.DataFrame(rows, columns=columns, index=pd.Index(distinct, dtype=object, name="name"))


def are_abbreviated(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Tell whether words are the same or begin with each other, one by one: J. Campert and Jan Campert."""
    return len(one) == len(other) and all(a.startswith(b) or b.startswith(a) for a, b in zip(one, other, strict=True))


def are_left_out(one: str, other: str) -> bool:
    """Tell whether one row of initials is the other with some left out: J and C.J., but not A and C.J."""
    short, long = sorted((one, other), key=len)
    rest = iter(long)
    return all(letter in rest for letter in short)
