"""Which incidents count in a run, and why the others do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from ..safeguards.messages import note, warn

if TYPE_CHECKING:
    from ..safeguards.messages import Message
    from .model import Theme
    from .units import Place

MONTHS = 36
_MOST_KINDS = 5


def incident_account(place: Place, theme: Theme, *, months: int = MONTHS) -> list[Message]:
    """Say how many incidents count for a theme, and sort the others by the first reason that leaves them out.

    Args:
        place: The municipality.
        theme: The theme of the run.
        months: Length of the window that ends on the peildatum.

    """
    incidenten = place.registers.incidenten
    if incidenten is None or incidenten.empty:
        return []
    counted = place.counts(theme, months=months, with_discovered=False)
    end = pd.Timestamp(place.peildatum)
    in_time = incidenten["begin"].between(end - pd.DateOffset(months=months), end, inclusive="left")
    discovered = in_time & (incidenten["herkomst"] == "ontdekt")
    unmapped = in_time & ~discovered & ~counted
    kinds = incidenten.loc[unmapped, "soort"].fillna("-").value_counts()
    named = ", ".join(f"{kind} ({n})" for kind, n in kinds.head(_MOST_KINDS).items())
    say = note if counted.any() else warn
    return [
        say(
            "index_incidents_counted",
            n=int(counted.sum()),
            total=len(incidenten),
            months=months,
            outside=int((~in_time).sum()),
            discovered=int(discovered.sum()),
            unmapped=int(unmapped.sum()),
            kinds=(named or "-") + (" …" if len(kinds) > _MOST_KINDS else ""),
        )
    ]
