"""How long before the peildatum the newest registration of each register lies."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pandas as pd

from ...indicators.model import Text
from ...registers.own_tables import TABLES_OF
from ..model import Check, Family, Finding, Register, Rule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ..given import Given

# Columns of canonical tables that say when something was registered or happened.
_MOMENTS = {
    Register.BAG: (("mutaties", "datum"), ("verblijfsobjecten", "begin_geldigheid")),
    Register.WOZ: (("woz_waarden", "waardepeildatum"),),
    Register.INCIDENTS: (("incidenten", "begin"), ("incidenten_zonder_plek", "begin")),
}
_DAYS = {
    Register.BAG: (92, 366, 731),
    Register.BGT: (183, 548, 1096),
    Register.WOZ: (731, 1096, 1461),  # a waardepeildatum is a year old when its value is decided
    Register.INCIDENTS: (31, 92, 366),
    Register.ROADS: (366, 1096, 1826),  # a small town sees a year without a new road
}
_NEWEST = Text("Newest registration {newest} ({age} days old)", "Nieuwste registratie {newest} ({age} dagen oud)")
_KNOWN = Text(f"{_NEWEST.en}. {{means}}", f"{_NEWEST.nl}. {{means}}")
_NEWER = Text("ask for a newer delivery", "vraag een nieuwere levering")
_UNDATED = Text("Newest registration unknown", "Nieuwste registratie onbekend")
_UNKNOWN = Text(
    en="The delivery does not say when its objects were registered, so its age is not known.",
    nl="De levering vermeldt niet wanneer objecten zijn geregistreerd. Hoe actueel die is, is dus niet bekend.",
)


def newest(given: Given, register: Register) -> pd.Timestamp | None:
    """Give the newest registration of a register, up to a day after the peildatum for what happens by itself."""
    days = [given.tables[table][column].max() for table, column in _MOMENTS.get(register, ()) if table in given.tables]
    names = (register.value, *TABLES_OF[register])
    told = given.told("registers_newest")
    days += [pd.Timestamp(one.values["newest"]) for one in told if one.values["table"] in names]
    known = [day for day in days if pd.notna(day)]
    return max(known).normalize() if known else None


def _age(register: Register) -> Callable[[Given], Finding]:
    def compute(given: Given) -> Finding:
        """Days from the newest registration to the peildatum; 0 where it is later."""
        last, day = newest(given, register), pd.Timestamp(given.registers.peildatum)
        if last is None:
            return Finding(math.nan, says=_UNKNOWN, headline=_UNDATED)
        age = max(0, (day - last).days)
        values = {"newest": last.date(), "age": age}
        return Finding(age, says=_KNOWN, values=values, headline=_NEWEST, ask=_NEWER)

    return compute


def _checks() -> Iterator[Check]:
    for register, (note, attention, serious) in _DAYS.items():
        yield Check(
            id=f"{register.value.lower()}_currency",
            register=register,
            family=Family.CURRENCY,
            label=Text(
                "Days between the newest registration and the peildatum",
                "Dagen tussen de nieuwste registratie en de peildatum",
            ),
            means=Text(
                "What changed since is not in the results.",
                "Wat daarna is veranderd, zit niet in de resultaten.",
            ),
            ask=Text(
                "ask of what date the delivery is",
                "vraag van welke datum de levering is",
            ),
            rule=Rule(note, attention, serious, by_share=False),
            needs=(),
            compute=_age(register),
            unit="days",
        )


CHECKS = tuple(_checks())
