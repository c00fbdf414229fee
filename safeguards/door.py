"""The one door every raw frame passes: columns about persons go no further."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING

from .messages import warn

if TYPE_CHECKING:
    from pandas import DataFrame

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

# A name that is this and nothing else; in `building_age` or `leeftijd_pand` it speaks of a place.
_ALONE = frozenset({"age"})


def without_persons(frame: DataFrame, source: str) -> tuple[DataFrame, list[Message]]:
    """Drop the columns that hold or point to persons, and say which.

    Columns are known by their names, whatever their case, accents, underscores or camel humps, in Dutch and English.

    Args:
        frame: A table as it was delivered.
        source: What the user knows it by.

    Returns:
        The table without those columns, and a message that names them (none when nothing was dropped).

    """
    personal = [column for column in frame.columns if is_personal(str(column))]
    if not personal:
        return frame, []
    kept = frame[[column for column in frame.columns if column not in set(personal)]]
    return kept, [warn("door_persons", file=source, n=len(personal), columns=", ".join(map(str, personal)))]


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
