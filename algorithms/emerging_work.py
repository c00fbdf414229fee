"""What the tool for emerging hot spots does in its thread, without QGIS."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..hotspots.events import Choices, read_events
from ..hotspots.shared import SHARED, in_shared
from ..hotspots.trends.emerging import Settings, emerging_hotspots
from .points import ground_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..hotspots.trends.emerging import Emerging
    from ..registers.raw import Raw
    from ..safeguards.messages import Message
    from ..safeguards.watch import Watch


def find_emerging(
    incidents: Raw, study_area: Raw | None, choices: Mapping[str, Any], settings: Mapping[str, Any], watch: Watch
) -> tuple[Emerging, list[Message]]:
    """Read the incidents, lay the study area and name the patterns."""
    events, messages = read_events(incidents, Choices(**choices), timed=True)
    ground, told = ground_of(study_area, events.points)
    found, more = emerging_hotspots(events, ground, Settings(**settings), watch)
    told_all = [*messages, *told, *more]
    return found, in_shared(told_all) if settings.get("mode") == SHARED else told_all
