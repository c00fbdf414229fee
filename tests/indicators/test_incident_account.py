"""Every incident is accounted for: it counts, or it is told why not, by the first reason."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import numpy as np
import pandas as pd
import shapely

from locatierisico.indicators.incident_account import incident_account
from locatierisico.indicators.model import Theme
from locatierisico.indicators.units import Place
from locatierisico.registers.tables import canonical
from locatierisico.safeguards.messages import Severity


def _place(soort: list[str], begin: list[str], herkomst: list[str]) -> Place:
    columns = {"incident_id": range(len(soort)), "soort": soort, "begin": begin, "herkomst": herkomst}
    incidenten = canonical("incidenten", columns, shapely.points(np.zeros((len(soort), 2))))
    registers = SimpleNamespace(peildatum=date(2026, 1, 1), incidenten=incidenten)
    kinds = {"hennepkwekerij": frozenset({Theme.DRUGS})}
    nothing = pd.DataFrame()
    return Place(registers, nothing, nothing, np.zeros((0, 2)), np.zeros(0), None, None, kinds, nothing, nothing)


def test_each_incident_falls_under_one_reason() -> None:
    place = _place(
        ["Hennepkwekerij", "hennepkwekerij", "hennepkwekerij", "overlast", "overlast", "inbraak"],
        ["2025-05-01", "2019-05-01", "2025-05-01", "2025-05-01", "2025-06-01", "2022-01-01"],
        ["gemeld", "gemeld", "ontdekt", "gemeld", "onbekend", "gemeld"],
    )
    (message,) = incident_account(place, Theme.DRUGS)
    values = dict(message.values)
    assert (values["n"], values["outside"], values["discovered"], values["unmapped"]) == (1, 2, 1, 2)
    assert values["n"] + values["outside"] + values["discovered"] + values["unmapped"] == values["total"] == 6
    assert values["kinds"] == "overlast (2)"
    assert message.severity is Severity.INFO


def test_none_that_counts_is_a_warning() -> None:
    (message,) = incident_account(_place(["wapenvondst"], ["2025-05-01"], ["gemeld"]), Theme.KWETSBAARHEID)
    assert message.severity is Severity.WARNING
    assert message.values["n"] == 0
