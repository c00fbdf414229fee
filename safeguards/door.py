"""The one door every raw frame passes: columns about persons go no further."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING

from .messages import warn

if TYPE_CHECKING:
    from pandas import DataFrame, Series

    from .messages import Message

# Anywhere in a name. None of these occurs in a column of a register of places.
_ANYWHERE = (
    "achternaam",
    "belanghebbende",
    "birth",
    "burgerservicenummer",
    "eigenaar",
    "eigenaren",
    "emailadres",
    "ethnic",
    "etnicit",
    "familienaam",
    "geboorte",
    "gebruiker",
    "geslacht",
    "handelsnaam",
    "herkomstland",
    "herkomstpersoon",
    "kenteken",
    "licenceplate",
    "licenseplate",
    "nationalit",
    "numberplate",
    "offender",
    "paspoort",
    "passport",
    "perpetrator",
    "persoonsherkomst",
    "roepnaam",
    "slachtoffer",
    "sofinummer",
    "surname",
    "suspect",
    "telefoon",
    "telephone",
    "uitkering",
    "verdacht",
    "voorletter",
    "voornaam",
    "voornamen",
)

# At the start of a word of the name.
_WORD_BEGINS = (
    "aangever",
    "aanvrager",
    "betrokkene",
    "bewoner",
    "bijstand",
    "bsn",
    "clientnummer",
    "contactpers",
    "dader",
    "email",
    "getuige",
    "huurder",
    "leeftijd",
    "melder",
    "mobiel",
    "ondernemer",
    "person",
    "persoon",
    "tussenvoegsel",
    "verhuurder",
    "victim",
    "vreemdeling",
    "voorvoegsel",
)

# A whole word of the name: too short, or too common inside other words, to match in part.
_WORDS = frozenset(
    {
        "afkomst",
        "anummer",
        "bestuurder",
        "client",
        "contact",
        "creditor",
        "debtor",
        "firstname",
        "fullname",
        "gender",
        "geloof",
        "godsdienst",
        "houder",
        "huidskleur",
        "iban",
        "initialen",
        "klant",
        "landlord",
        "lastname",
        "mail",
        "mailadres",
        "medewerker",
        "mobile",
        "owner",
        "owners",
        "phone",
        "ras",
        "rekeningnummer",
        "religie",
        "religion",
        "resident",
        "residents",
        "rijbewijs",
        "rsin",
        "sex",
        "ssn",
        "subject",
        "tel",
        "telnr",
        "tenant",
        "tenants",
        "user",
        "username",
        "vergunninghouder",
        "witness",
    }
)

# Words that say a person only together, in this order.
_TOGETHER = frozenset(
    {
        ("a", "nummer"),
        ("burgerlijke", "staat"),
        ("e", "mail"),
        ("first", "name"),
        ("full", "name"),
        ("herkomst", "land"),
        ("herkomst", "persoon"),
        ("last", "name"),
        ("licence", "plate"),
        ("license", "plate"),
        ("number", "plate"),
        ("social", "security"),
        ("volledige", "naam"),
    }
)

# What a cell says of a person whatever its column is called.
_CONTACT = re.compile(
    r"[\w.+-]+@[\w-]+\.\w"  # e-mail
    r"|(?:\+31|0031)[ -]?(?:\(0\)[ -]?)?[1-9](?:[ -]?\d){8}(?!\d)"  # telephone
    # … and at home; two digits, two digits and four are a date.
    r"|(?<![\d.,/-])(?!\d\d[-/. ]\d\d[-/. ]\d{4})"
    r"(?:06(?:[ -]?\d\d){4}|0[1-9]\d[ -]?\d{7}|0[1-9]\d\d[ -]?\d{6})(?![\d.,:/])"
)
_BSN = re.compile(r"\d{8,9}")
_NINE = re.compile(r"(?<!\d)\d{9}(?!\d)")
_LETTERS = 500  # of a cell that are looked at; a search for e-mail in megabytes would never end
_LOOKED_AT = 500  # cells of a column, spread over it
_SHARE_OF_CONTACTS = 0.05  # of the filled cells from which a column is one of contacts
_SHARE_OF_BSN = 0.5  # one number in eleven passes the test by chance

# A name that is this and nothing else; in `building_age` or `leeftijd_pand` it speaks of a place.
_ALONE = frozenset({"age"})


def without_persons(frame: DataFrame, source: str) -> tuple[DataFrame, list[Message]]:
    """Drop the columns that hold or point to persons, and say which.

    Columns are known by their names, whatever their case, accents, underscores or camel humps, in Dutch and English;
    others by what they hold: e-mail addresses, telephone numbers, or numbers that pass the eleven-test of a BSN.

    Args:
        frame: A table as it was delivered.
        source: What the user knows it by.

    Returns:
        The table without those columns, and a message that names them (none when nothing was dropped).

    """
    named = [column for column in frame.columns if is_personal(str(column))]
    kept = frame[[column for column in frame.columns if column not in set(named)]] if named else frame
    messages = [warn("door_persons", file=source, n=len(named), columns=", ".join(map(str, named)))] if named else []
    at = [place for place in range(kept.shape[1]) if _speaks_of_persons(kept.iloc[:, place])]
    if at:
        columns = ", ".join(str(kept.columns[place]) for place in at)
        messages.append(warn("door_values", file=source, columns=columns))
        kept = kept.iloc[:, [place for place in range(kept.shape[1]) if place not in at]]
    return kept, messages


def names_person(text: str) -> bool:
    """Tell whether a text holds an e-mail address, a telephone number or a number that a BSN can be."""
    begin = text[:_LETTERS]
    return bool(_CONTACT.search(begin)) or any(_passes_eleven(found) for found in _NINE.findall(begin))


def _speaks_of_persons(values: Series) -> bool:
    """Tell whether a column holds e-mail addresses, telephone numbers or BSNs, by a look at cells all over it."""
    if values.dtype.kind in "Mmfb":
        return False
    filled = values.dropna()
    words = [str(value)[:_LETTERS].strip() for value in filled.iloc[:: max(1, len(filled) // _LOOKED_AT)]]
    if not words:
        return False
    contacts = sum(bool(_CONTACT.search(word)) for word in words)
    bsn = sum(bool(_BSN.fullmatch(word)) and _passes_eleven(word) for word in words)
    return contacts >= max(1, _SHARE_OF_CONTACTS * len(words)) or bsn > _SHARE_OF_BSN * len(words)


def _passes_eleven(digits: str) -> bool:
    """Tell whether a number is one that a BSN can be."""
    held = [int(digit) for digit in digits.zfill(9)]
    return sum(weight * digit for weight, digit in zip((9, 8, 7, 6, 5, 4, 3, 2, -1), held, strict=True)) % 11 == 0


def is_personal(name: str) -> bool:
    """Tell whether a column of this name holds or points to persons."""
    words = _words(name)
    joined = "".join(words)
    return (
        joined in _ALONE
        or any(part in joined for part in _ANYWHERE)
        or any(word.startswith(_WORD_BEGINS) or word in _WORDS for word in words)
        or any(pair in _TOGETHER for pair in pairwise(words))
    )


def _words(name: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    humps = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", plain)
    return re.findall(r"[a-z]+|\d+", humps.lower())
