"""Invented Dutch names for streets, villages and quarters, and the codes that go with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

GEMEENTECODE = "0099"  # of no municipality; the zeros it begins with are what spreadsheets lose
GEMEENTENAAM = "Waterlinge"

_FIRST = (  # noqa: SIM905 - 78 words read better as running text
    "Abelen Akker Beuken Boterbloem Braam Brem Distel Dotter Duif Eiken Elzen Els Esdoorn Fazanten Fluitenkruid "
    "Ganzen Gerst Grutto Haver Hazelaar Heide Hulst Iepen Iris Kamille Karekiet Kastanje Kievit Klaproos Klaver "
    "Koekoek Korenbloem Kraanvogel Krokus Lavendel Leeuwerik Lelie Linden Lijster Madelief Meidoorn Merel Mos "
    "Narcis Notelaar Ooievaar Papaver Pastorie Patrijs Pijlkruid Plataan Populier Reiger Ridderspoor Rogge Rozen "
    "Sering Sleedoorn Sneeuwklok Specht Spreeuwen Tarwe Tijm Tulpen Vlier Vlinder Varen Wederik Weegbree Wilgen "
    "Wulpen Zilver Zonnebloem Zwaluw Zwanen Bakker Brouwer Dijk Gracht Haven Kerk Koning Koren Kuiper Linge Markt "
    "Meent Molen Polder Raad Schans Schout Sluis Smid Spui Stads Toren Tuin Veld Vest Voerman Waag Water Weide Wever"
).split()
_LAST = "straat laan weg plein hof pad dreef kade plantsoen steeg akker gaarde singel kamp erf".split()  # noqa: SIM905 - one line reads better than a list of 15
_TRADES = "Ambacht Energie Handels Industrie Metaal Nijverheids Ondernemers Product Techniek Transport Weverij".split()  # noqa: SIM905 - the same
_COUNTRY = "Achter Binnen Boven Broek Buiten Heide Kerk Lage Hoge Meer Molen Neder Oude Over Polder Veen".split()  # noqa: SIM905 - the same
_COUNTRY_LAST = "weg dijk kade wetering laan".split()  # noqa: SIM905 - the same
_PLACES = ("Oosterlinge", "Veenhorst", "Marsdijk", "Hoogbroek", "Lutterveen", "Zwaanwoude", "Nieuwlo", "Elsterkerk")
_PLACE_FIRST = ("Ooster", "Wester", "Noorder", "Zuider", "Nieuw", "Oud", "Hoog", "Laag")
_PLACE_LAST = ("brink", "wolde", "hem", "drecht", "kapelle", "broek", "zijl", "loo")


def street_names(kinds: NDArray[np.object_], rng: np.random.Generator) -> NDArray[np.object_]:
    """Give every street a name that suits its kind; names repeat only when a kind runs out of them.

    Args:
        kinds: (n,) "local", "estate", "centre", "country" or anything else, which counts as local.
        rng: Where chance comes from.

    Returns:
        (n,) names.

    """
    local = np.array([first + last for last in _LAST for first in _FIRST], dtype=object)
    estate = np.array([first + last for last in ("weg", "straat", "laan", "park") for first in _TRADES], dtype=object)
    country = np.array([first + last for last in _COUNTRY_LAST for first in _COUNTRY], dtype=object)
    names = np.empty(len(kinds), dtype=object)
    for pool, chosen in (
        (estate, kinds == "estate"),
        (country, kinds == "country"),
        (local, ~np.isin(kinds, ["estate", "country"])),
    ):
        rank = np.arange(chosen.sum())
        shuffled = rng.permutation(pool)
        again = rank // len(pool)
        suffix = np.where(again == 0, "", " " + (again + 1).astype(str).astype(object))
        names[chosen] = shuffled[rank % len(pool)] + suffix
    return names


def place_names(n: int) -> list[str]:
    """Give `n` different names of villages; a number follows once the names run out."""
    made = list(dict.fromkeys([*_PLACES, *(first + last for last in _PLACE_LAST for first in _PLACE_FIRST)]))
    return [made[k % len(made)] + (f" {k // len(made) + 1}" if k >= len(made) else "") for k in range(n)]


def postcodes(groups: NDArray[np.int64]) -> NDArray[np.object_]:
    """Give each street group its own six-character postcode, digits first; the letters I and O do not occur."""
    letters = np.array(list("ABCDEGHJKLMNPRSTVWXZ"), dtype=object)
    n = len(letters)
    digits = (9000 + groups // (n * n) % 1000).astype(str).astype(object)
    codes: NDArray[np.object_] = digits + letters[groups // n % n] + letters[groups % n]
    return codes
