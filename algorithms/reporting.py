"""From loaded registers to a report on their quality, without QGIS: what runs in a thread of Python's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..layers.quality import write_quality, write_report
from ..quality.examine import examine
from ..quality.report import About
from ..safeguards.recipe import plugin_version
from .assessing import municipality_of

if TYPE_CHECKING:
    from pathlib import Path

    from ..quality.examine import Examined
    from ..registers.load import Loaded
    from ..safeguards.watch import Watch


def report_into(page: Path, table: Path, loaded: Loaded, language: str, watch: Watch) -> Examined:
    """Check registers, and write the page and the GeoPackage.

    Args:
        page: The HTML file.
        table: The GeoPackage; must not exist.
        loaded: The registers, with what was told while loading.
        language: "nl"; anything else is English.
        watch: Told of progress, asked for cancel.

    """
    examined = examine(loaded.registers, loaded.messages, watch.part(0, 0.7))
    write_quality(table, examined, watch.part(0.7, 0.95))
    about = About(municipality_of(loaded.registers), plugin_version(), loaded.inputs)
    write_report(page, examined, about, language)
    watch.at(1)
    return examined
