"""From a layer of incidents to the table and the picture of when they happen, without QGIS."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..hotspots.events import Choices, read_events, tell_few
from ..hotspots.shared import INTERNAL, SHARED, in_shared, refuse_unknown_mode
from ..hotspots.timing.findings import find_times, said
from ..hotspots.timing.picture import picture
from ..hotspots.timing.shared_table import for_others
from ..hotspots.timing.table import time_table
from ..hotspots.timing.week_panel import told_cells
from ..safeguards.messages import refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from ..registers.raw import Raw
    from ..safeguards.messages import Message
    from ..safeguards.watch import Watch

# What was left out, that whoever sees only the picture must know too.
ON_PICTURE = ("events_discovered", "events_discovered_counted", "events_without_date", "events_future")


def time_profile(
    incidents: Raw, choices: Mapping[str, Any], language: str, watch: Watch, mode: str = INTERNAL
) -> tuple[pd.DataFrame, str, list[Message]]:
    """Give the table, the picture as SVG, and everything there is to tell; in the mode shared no picture.

    Raises:
        RefusedError: No incident with a date is left.

    """
    events, read = read_events(incidents, Choices(**choices), timed=True)
    read += tell_few(events)
    if events.period is None:
        raise refused("events_no_dates", layer=incidents.name, n=len(events))
    refuse_unknown_mode(mode)
    watch.at(0.4)
    findings, counted = find_times(events, events.period, watch.part(0.4, 0.8))
    table = time_table(findings, language)
    if mode == SHARED:
        table, told = for_others(table, language)
        watch.at(1)
        # How many have a moment, and how many a day alone, gives the fewest of them back.
        return table, "", [*in_shared(read), *told]
    drawn = picture(findings, table, [*(one for one in read if one.code in ON_PICTURE), *counted], language)
    watch.at(1)
    return table, drawn, [*read, *counted, *told_cells(findings), *said(findings)]
