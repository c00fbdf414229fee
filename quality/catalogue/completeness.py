"""How many rows hold a value, for every field of every table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...indicators.catalogue import catalogue as indicators
from ...indicators.model import Text
from ...registers.own_tables import TABLES_OF
from ...registers.tables import TABLES, Column
from ..model import ANY, NEVER, SOME, Check, Family, Finding, Register, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..given import Given

# Fields whose absence counts little (some deliveries do not state them) or not at all (most objects have none). Every
# other field should be there.
_LITTLE = {
    "verblijfsobjecten": ("nummeraanduiding_identificatie", "postcode", "begin_geldigheid"),
    "ligplaatsen": ("nummeraanduiding_identificatie", "postcode"),
    "standplaatsen": ("nummeraanduiding_identificatie", "postcode"),
    "woz_objecten": ("adresseerbaar_object_identificaties", "gebruikscode", "soortobjectcode", "oppervlakte"),
    "woz_waarden": ("vastgestelde_waarde", "gebruikscode"),
    "gebieden": ("naam",),
    "wegvakken": ("wegbeheerdersoort", "straatnaam"),
    "buurten": ("stedelijkheidsklasse",),
    "leegstand": ("leeg_sinds",),
    "vestigingen": ("sbi", "datum_vestiging"),
    "lijsten": ("datum",),
    "incidenten": ("eind",),
}
_MAY_BE_EMPTY = {
    "verblijfsobjecten": ("huisletter", "toevoeging"),
    "ligplaatsen": ("huisletter", "toevoeging"),
    "standplaatsen": ("huisletter", "toevoeging"),
    "gemeentegrens": ("identificatie",),
    "wegdelen": ("fysiek_voorkomen",),
    "terreindelen": ("fysiek_voorkomen",),
    "woz_objecten": ("pand_identificaties",),
    "incidenten": ("match_score",),
    "incidenten_zonder_plek": ("soort", "begin", "eind", "herkomst", "adres", "candidate", "match_score"),
    "wegvakken": ("rijrichting", "baansubsoort", "hoogte"),
    "vestigingen": ("datum_opheffing",),
}
_DUTCH = {"reason": "reden"}  # the one column of ours whose name is no word of a register
_NAMED = 5  # indicators that are named
_LACKING = Text(
    en="{label}: all {of}. The delivery seems to lack this field. {means}",
    nl="{label}: alle {of}. Dit veld lijkt in de levering te ontbreken. {means}",
)
_UNDATED = Text(
    "A bag-light file holds no dates. Use the BAG extract, which does.",
    "Een bag-light-bestand bevat geen datums. Gebruik het BAG-extract: dat bevat ze wel.",
)


def _checks() -> Iterator[Check]:
    for register in Register:
        for table in TABLES_OF[register]:
            for column in TABLES[table].columns:
                yield _check(register, table, column)


def _check(register: Register, table: str, column: str) -> Check:
    rule = _rule(table, column)

    def compute(given: Given) -> Finding:
        """n(no value) / n(rows); an empty list is no value."""
        held = given.tables[table]
        is_list = TABLES[table].columns[column] in (Column.TUPLE, Column.SET)
        absent = ~held[column].map(bool).astype(bool) if is_list else held[column].isna()
        n, of = int(absent.sum()), len(held)
        if n == of and rule is not NEVER:
            lacks = _UNDATED if column == "begin_geldigheid" and given.is_bag_light else None
            return Finding(n, of, says=_LACKING, artefact=lacks)
        return Finding(n, of, given.rows(table, absent.to_numpy()) if n and rule is not NEVER else None)

    return Check(
        id=f"{table}_{column}_missing",
        register=register,
        family=Family.COMPLETENESS,
        label=Text(f"{table} without {column}", f"{table} zonder {_DUTCH.get(column, column)}"),
        means=_means(table, column),
        ask=None
        if rule is NEVER
        else Text(f"ask to have {column} filled in, or delivered", f"vraag {column} in te vullen of mee te leveren"),
        rule=rule,
        needs=(table,),
        compute=compute,
        field=(table, column),
    )


def _rule(table: str, column: str) -> Rule:
    if column in _MAY_BE_EMPTY.get(table, ()):
        return NEVER
    if column in _LITTLE.get(table, ()):
        # What a delivery in another form does not hold at all is no fault of its keeper.
        return Rule(note=0.1) if column == "begin_geldigheid" else SOME
    return ANY


def _means(table: str, column: str) -> Text:
    """Say which indicators skip the object."""
    users = [one.label for one in indicators().values() if column in one.requires.get(table, ())]
    named, more = users[:_NAMED], len(users) - _NAMED
    if not users:
        return Text("No indicator counts with it by itself.", "Geen indicator rekent hier rechtstreeks mee.")
    return Text(
        f"Indicators that skip such objects: {'; '.join(label.en for label in named)}"
        + (f" and {more} others." if more > 0 else "."),
        f"Indicatoren die zulke objecten overslaan: {'; '.join(label.nl for label in named)}"
        + (f" en nog {more} andere." if more > 0 else "."),
    )


CHECKS = tuple(_checks())
