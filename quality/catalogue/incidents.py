"""Whether incidents lie where they happened, at a known time, of a known kind and origin."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

from ...hotspots.piles import on_default_point
from ...indicators.kinds import read_kinds
from ...indicators.model import Text
from ...registers.geocoding.outcome import Reason
from ..model import ANY, Check, Family, Finding, Register, Rule

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..given import Given

FEW = 5  # incidents; a kind of fewer is not named
LONGEST_KIND = 40  # characters
_LAST_SECOND = pd.Timedelta(days=1) - pd.Timedelta(seconds=1)
_INCIDENTS = Register.INCIDENTS
REASON = {
    Reason.NO_NUMBER.value: Text("no house number", "geen huisnummer"),
    Reason.CORNER.value: Text("a corner of two streets", "een hoek van twee straten"),
    Reason.OUTSIDE.value: Text("town or postcode not in this BAG", "plaats of postcode niet in deze BAG"),
    Reason.POSTCODE_UNKNOWN.value: Text("postcode not known", "postcode niet bekend"),
    Reason.STREET_UNKNOWN.value: Text("street not known", "straat niet bekend"),
    Reason.NO_SUCH_NUMBER.value: Text("number not in this street", "nummer niet in deze straat"),
    Reason.CONTRADICTION.value: Text("parts contradict each other", "delen spreken elkaar tegen"),
    Reason.AMBIGUOUS.value: Text("fits several places", "past bij meer plekken"),
    Reason.UNCERTAIN.value: Text("fits too little to be sure", "klopt te weinig om zeker te zijn"),
}
REASON_UNKNOWN = Text("another reason", "andere reden")


def date_only(table: pd.DataFrame) -> NDArray[np.bool_]:
    """Tell which incidents state a date and no time: their window is of whole days, to the last second."""
    begin, eind = table["begin"], table["eind"]
    return np.asarray((_at_midnight(begin) & (eind - eind.dt.normalize() == _LAST_SECOND)).to_numpy(dtype=np.bool_))


def at_midnight(table: pd.DataFrame) -> NDArray[np.bool_]:
    """Tell which incidents are of one moment, exactly midnight, which some systems write for a time not known."""
    begin, eind = table["begin"], table["eind"]
    return np.asarray((_at_midnight(begin) & ((eind == begin) | eind.isna())).to_numpy(dtype=np.bool_))


def _at_midnight(begin: pd.Series) -> pd.Series:
    return begin.notna() & (begin == begin.dt.normalize())


def _outside(given: Given) -> Finding | Text:
    """n(point outside the territory) / n(incidents)."""
    if given.ground is None:
        return Text("no register draws the border of the municipality", "geen register tekent de gemeentegrens")
    shapely.prepare(given.ground)
    points = given.geometry("incidenten")
    beyond = ~shapely.intersects(given.ground, points)
    told = [f"{metres:.0f} m" for metres in shapely.distance(points[beyond], given.ground)]
    return Finding(int(beyond.sum()), len(points), given.rows("incidenten", beyond, told))


def _default_points(given: Given) -> Finding:
    """n(incidents on a default point) / n(incidents).

    A default point bears at least 5 incidents on exactly one coordinate (to the centimetre), has under 50 addresses
    within 25 m, and either has none there, or bears 5 % of all incidents, or ten times what 99 % of the points bear, or
    four times what any other point bears.
    """
    xy = shapely.get_coordinates(given.geometry("incidenten"))
    piled, borne = on_default_point(xy, shapely.get_coordinates(given.addresses))
    return Finding(int(piled.sum()), len(xy), given.rows("incidenten", piled, borne[piled]))


def _without_time(given: Given) -> Finding:
    """n(a date and no time) / n(incidents)."""
    table = given.tables["incidenten"]
    return Finding(int(date_only(table).sum()), len(table))


def _origin_unknown(given: Given) -> Finding:
    """n(herkomst neither gemeld nor ontdekt) / n(incidents)."""
    table = given.tables["incidenten"]
    return Finding(int((~table["herkomst"].isin(["gemeld", "ontdekt"])).sum()), len(table))


def kinds(table: pd.DataFrame) -> list[tuple[str | Text, float]]:
    """Count kinds that may be named, most frequent first, and all others together.

    A kind of few incidents may be free text about a person, and so is not named; what is, is cut short.
    """
    counts = table["soort"].fillna("-").value_counts()
    named = counts[counts >= FEW]
    named = named.groupby(named.index.astype(str).str.strip().str[:LONGEST_KIND]).sum()
    made: list[tuple[str | Text, float]] = []
    made += sorted(((str(kind), float(n)) for kind, n in named.items()), key=lambda part: (-part[1], part[0]))
    others = counts[counts < FEW]
    return [*made, (other_kinds(len(others)), float(others.sum()))] if len(others) else made


def other_kinds(n: int) -> Text:
    """Name the kinds that are not named one by one."""
    return Text(f"other kinds ({n})", f"andere soorten ({n})")


def _unmapped(given: Given) -> Finding:
    """n(kind stated, and under no theme) / n(incidents with a kind), by the kinds that ship with the plugin."""
    table = given.tables["incidenten"]
    stated = table[table["soort"].notna()]
    strange = stated[~stated["soort"].str.strip().str.lower().isin(list(read_kinds()))]
    return Finding(len(strange), len(stated), parts=tuple(kinds(strange)))


def _later(given: Given) -> Finding:
    """n(begin after the peildatum) / n(incidents)."""
    begin = given.tables["incidenten"]["begin"]
    later = (begin >= pd.Timestamp(given.registers.peildatum) + pd.Timedelta(days=1)).to_numpy()
    return Finding(int(later.sum()), len(begin), given.rows("incidenten", later))


def _not_found(given: Given) -> Finding | Text:
    """n(incidents whose address was not found in the BAG) / n(incidents placed, and these), by reason.

    Incidents that state no address at all were never looked for; they count as left out while reading.
    """
    failed = given.tables.get("incidenten_zonder_plek")
    sought = np.zeros(0, dtype=np.bool_) if failed is None else (failed["reason"] != Reason.NO_ADDRESS.value).to_numpy()
    at = np.flatnonzero(sought)
    held = given.tables.get("incidenten")
    by_address = held is not None and bool(held["match_score"].notna().any())
    if failed is None or not (len(at) or by_address):
        return Text("no incidents were placed by their address", "er zijn geen incidenten op adres geplaatst")
    reasons = failed["reason"].iloc[at]
    why = reasons.fillna("").value_counts()
    parts = sorted(((str(name), float(n)) for name, n in why.items()), key=lambda part: (-part[1], part[0]))
    named = tuple((REASON.get(name, REASON_UNKNOWN), n) for name, n in parts)
    rows = given.rows("incidenten_zonder_plek", at, reasons)
    return Finding(len(at), len(at) + (0 if held is None else len(held)), rows, named)


CHECKS = (
    Check(
        id="incidents_outside",
        register=_INCIDENTS,
        family=Family.LINKS,
        label=Text("incidents outside the municipality", "incidenten buiten de gemeente"),
        means=Text("They count for no location here.", "Ze tellen hier voor geen enkele locatie mee."),
        ask=Text("ask whether their place is right", "vraag of de plek klopt"),
        rule=ANY,
        needs=("incidenten", "panden"),
        compute=_outside,
        link=(_INCIDENTS, Register.BAG),
    ),
    Check(
        id="incidents_default_point",
        register=_INCIDENTS,
        family=Family.CONTENT,
        label=Text("incidents on a default point", "incidenten op een standaardpunt"),
        means=Text(
            "Places that were not known were probably all put there: a hotspot that is none.",
            "Waarschijnlijk zijn onbekende plekken daar allemaal neergezet: een concentratie die er niet is.",
        ),
        ask=Text(
            "ask what this point stands for, and for the real places",
            "vraag waar dit punt voor staat, en om de werkelijke plekken",
        ),
        rule=ANY,
        needs=("incidenten", "verblijfsobjecten"),
        compute=_default_points,
        how=Text(
            "At least 5 on exactly one coordinate with under 50 addresses within 25 m; and none there, or 5 % of all "
            "incidents, or ten times what 99 % of the points bear, or four times what any other point bears.",
            "Minstens 5 op precies één coördinaat met minder dan 50 adressen binnen 25 m; en daar geen enkel adres, "
            "of 5 % van alle incidenten, of tien keer zoveel als 99 % van de punten heeft, of vier keer zoveel als elk "
            "ander punt.",
        ),
    ),
    Check(
        id="incidents_date_only",
        register=_INCIDENTS,
        family=Family.CONTENT,
        label=Text("incidents with a date and no time", "incidenten met een datum zonder tijd"),
        means=Text(
            "Their whole day counts, which blurs what happens at night.",
            "De hele dag telt, waardoor vervaagt wat 's nachts gebeurt.",
        ),
        ask=Text(
            "ask for the time, or for the window in which it happened",
            "vraag om de tijd, of om het tijdvak waarin het gebeurde",
        ),
        rule=Rule(note=0.05, attention=0.3, serious=0.8),
        needs=("incidenten",),
        compute=_without_time,
        how=Text(
            "Whole days, from 00:00 to 23:59:59. A moment of exactly 00:00 counts as a time.",
            "Hele dagen, van 00:00 tot en met 23:59:59. Een tijdstip van precies 00:00 telt als tijd.",
        ),
    ),
    Check(
        id="incidents_herkomst_unknown",
        register=_INCIDENTS,
        family=Family.CONTENT,
        label=Text("incidents of unknown herkomst", "incidenten met onbekende herkomst"),
        means=Text(
            "What inspectors discovered themselves cannot be told from reports, so earlier choices may feed "
            "later ones.",
            "Wat bij controles is ontdekt, is niet van meldingen te onderscheiden. Eerdere keuzes kunnen zo "
            "latere sturen.",
        ),
        ask=Text(
            "ask whether each was reported (gemeld) or discovered (ontdekt)",
            "vraag of elk incident is gemeld of ontdekt",
        ),
        rule=Rule(note=0.02, attention=0.2, serious=0.8),
        needs=("incidenten",),
        compute=_origin_unknown,
    ),
    Check(
        id="incidents_kind_unmapped",
        register=_INCIDENTS,
        family=Family.CONTENT,
        label=Text("incidents whose kind belongs to no theme", "incidenten waarvan het soort bij geen thema hoort"),
        means=Text(
            "They count for no theme. That is right for kinds such as burglary; a kind that should count must be "
            "added.",
            "Ze tellen voor geen thema mee. Voor soorten als inbraak is dat juist; een soort die wel moet "
            "tellen, moet worden toegevoegd.",
        ),
        ask=Text(
            "look through the kinds, and add those that should count",
            "loop de soorten na en voeg toe wat moet meetellen",
        ),
        rule=Rule(note=0.2, attention=0.9, serious=0.999),
        needs=("incidenten",),
        compute=_unmapped,
    ),
    Check(
        id="incidents_later",
        register=_INCIDENTS,
        family=Family.CONTENT,
        label=Text("incidents after the peildatum", "incidenten na de peildatum"),
        means=Text("They fall outside the window that counts.", "Ze vallen buiten het tijdvak dat meetelt."),
        ask=None,
        rule=Rule(note=0.01),
        needs=("incidenten",),
        compute=_later,
    ),
    Check(
        id="incidents_address_not_found",
        register=_INCIDENTS,
        family=Family.LINKS,
        label=Text("incidents whose address was not found", "incidenten waarvan het adres niet is gevonden"),
        means=Text("They have no place and count nowhere.", "Ze hebben geen plek en tellen nergens mee."),
        ask=Text(
            "ask for addresses as the BAG writes them, or for coordinates",
            "vraag om adressen zoals in de BAG, of om coördinaten",
        ),
        rule=Rule(note=0.0, attention=0.05, serious=0.25),
        needs=(),
        compute=_not_found,
    ),
)
