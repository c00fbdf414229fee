"""The quality of registers as one GeoPackage and one page; needs no QGIS."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pyogrio

from ..quality.report import About, report
from ..quality.tables import CHECKS, checks_table, object_tables, shape_of
from ..safeguards.watch import Watch
from .results import dated, write_layer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ..quality.examine import Examined

_UNWATCHED = Watch()


def write_quality(table: Path, examined: Examined, watch: Watch = _UNWATCHED) -> None:
    """Write the table of checks, and per check that found any a layer of the objects concerned.

    Args:
        table: GeoPackage; must not exist.
        examined: What was checked.
        watch: Told of progress, asked for cancel.

    """
    found = object_tables(examined)
    with dated(examined.given.registers.peildatum), _unsynchronised():
        write_layer(checks_table(examined), table, CHECKS, None)
        for number, (name, objects) in enumerate(found.items()):
            watch.at(number / len(found))
            shape = shape_of(objects)
            write_layer(objects if shape else objects.drop(columns="geometry"), table, name, shape)
    watch.at(1)


@contextmanager
def _unsynchronised() -> Iterator[None]:
    """Let SQLite leave it to the system when bytes reach the disk; a file that is not whole is never published."""
    pyogrio.set_gdal_config_options({"OGR_SQLITE_SYNCHRONOUS": "OFF"})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({"OGR_SQLITE_SYNCHRONOUS": None})


def write_report(page: Path, examined: Examined, about: About, language: str) -> None:
    """Write the page, with the same line ends on every platform."""
    page.write_text(report(examined, about, language), encoding="utf-8", newline="\n")
