"""What firms do, and what WOZ objects are: codes in words."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from ..indicators.model import Text


class _Group(NamedTuple):
    """Divisions of the SBI, from one to another, and what is done there."""

    first: int
    last: int
    words: Text


# Divisions mean the same in SBI 2008 and SBI 2025 as far as they are told apart here; sections do not.
_GROUPS = (
    _Group(1, 3, Text("farming, forestry and fishing", "landbouw, bosbouw en visserij")),
    _Group(5, 9, Text("mining and quarrying", "winning van delfstoffen")),
    _Group(10, 12, Text("making of food, drinks and tobacco", "maken van voedsel, drank en tabak")),
    _Group(13, 15, Text("making of textiles, clothes and leather", "maken van textiel, kleding en leer")),
    _Group(16, 18, Text("wood, paper and printing", "hout, papier en drukwerk")),
    _Group(19, 22, Text("chemicals, medicines, rubber and plastic", "chemie, medicijnen, rubber en kunststof")),
    _Group(23, 23, Text("building materials, glass and ceramics", "bouwmaterialen, glas en keramiek")),
    _Group(24, 25, Text("making and working of metal", "maken en bewerken van metaal")),
    _Group(26, 28, Text("electronics and machines", "elektronica en machines")),
    _Group(29, 30, Text("making of vehicles", "maken van voertuigen")),
    _Group(31, 32, Text("furniture and other products", "meubels en overige producten")),
    _Group(33, 33, Text("repair and installation of machines", "reparatie en installatie van machines")),
    _Group(35, 35, Text("energy", "energie")),
    _Group(36, 39, Text("water, waste and recycling", "water, afval en recycling")),
    _Group(41, 43, Text("building", "bouw")),
    _Group(45, 45, Text("trade and repair of vehicles", "handel in en reparatie van auto's")),
    _Group(46, 46, Text("wholesale", "groothandel")),
    _Group(47, 47, Text("retail", "detailhandel")),
    _Group(49, 51, Text("transport", "vervoer")),
    _Group(52, 52, Text("storage and services to transport", "opslag en dienstverlening voor vervoer")),
    _Group(53, 53, Text("post and couriers", "post en koeriers")),
    _Group(55, 55, Text("hotels, holiday parks and other lodging", "logies")),
    _Group(56, 56, Text("restaurants and bars", "eet- en drinkgelegenheden")),
    _Group(58, 60, Text("publishing, film and broadcasting", "uitgeverijen, film en omroep")),
    _Group(61, 63, Text("telecommunication and IT", "telecommunicatie en IT")),
    _Group(64, 66, Text("finance and insurance", "financiën en verzekeringen")),
    _Group(68, 68, Text("letting of and trade in real estate", "verhuur van en handel in vastgoed")),
    _Group(69, 69, Text("law and accounting", "juridisch advies en boekhouding")),
    _Group(70, 70, Text("head offices and management advice", "holdings en managementadvies")),
    _Group(71, 75, Text("architects, research, advertising, vets", "architecten, onderzoek, reclame, dierenartsen")),
    _Group(77, 77, Text("renting and leasing of goods", "verhuur van goederen")),
    _Group(78, 78, Text("temporary work agencies", "uitzendbureaus")),
    _Group(79, 79, Text("travel agencies", "reisbureaus")),
    _Group(80, 82, Text("security, cleaning and office services", "beveiliging, schoonmaak en kantoordiensten")),
    _Group(84, 84, Text("public administration", "openbaar bestuur")),
    _Group(85, 85, Text("education", "onderwijs")),
    _Group(86, 88, Text("health and social care", "zorg en welzijn")),
    _Group(90, 91, Text("culture", "cultuur")),
    _Group(92, 92, Text("gambling", "kansspelen")),
    _Group(93, 93, Text("sports and recreation", "sport en recreatie")),
    _Group(94, 94, Text("associations", "verenigingen")),
    _Group(95, 95, Text("repair", "reparatie")),
    _Group(96, 96, Text("hairdressers, beauty and other personal services", "kappers, verzorging en overige diensten")),
    _Group(97, 98, Text("households", "huishoudens")),
    _Group(99, 99, Text("international organisations", "internationale organisaties")),
)
_FIRST = [group.first for group in _GROUPS]
_DIGITS = 2  # of a division

_USES = {
    "10": Text("home", "woning"),
    "11": Text("home with a practice", "woning met praktijkruimte"),
    "12": Text("holiday home and other homes", "recreatiewoning en overige woningen"),
    "20": Text("farm", "boerderij"),
    "21": Text("no home, partly lived in", "niet-woning, deels in gebruik als woning"),
    "30": Text("no home", "niet-woning"),
    "31": Text("building that is not valued", "uitgezonderd gebouwd object"),
    "40": Text("ground", "terrein"),
    "80": Text("ground that is not valued", "uitgezonderd ongebouwd object"),
    "90": Text("dormant object", "sluimerend WOZ-object"),
}


def business(sbi: str | None, language: str) -> str:
    """Say what a firm of an SBI code does, by its division; empty where the code is missing or unknown."""
    digits = "".join(one for one in sbi or "" if one.isdigit())[:_DIGITS]
    if len(digits) < _DIGITS:
        return ""
    division = int(digits)
    at = bisect_right(_FIRST, division) - 1
    if at < 0 or division > _GROUPS[at].last:
        return ""
    return str(getattr(_GROUPS[at].words, language))


def woz_use(code: str | None, language: str) -> str:
    """Say what a gebruikscode of the WOZ means; an unknown code stays a code."""
    return str(getattr(_USES[code], language)) if code in _USES else code or ""
