"""What the import of visits does in its thread, without QGIS."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..registers.files import read_file
from ..routes.visits.field import controls_of, stops_of
from ..routes.visits.visits import visits_of
from ..safeguards.messages import refused

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ..registers.raw import Raw
    from ..routes.visits.visits import Visits
    from ..safeguards.messages import Message
    from ..safeguards.watch import Watch

_IN_PLAN = "qfield"  # the folder that goes into the field, inside the folder of a plan


def packages(paths: Sequence[Path]) -> list[Path]:
    """Give the files with stops: of a folder the GeoPackages that went into the field.

    Raises:
        RefusedError: A folder holds none.

    """
    files: list[Path] = []
    for path in paths:
        if not path.is_dir():
            files.append(path)
            continue
        inside = path / _IN_PLAN
        found = sorted((inside if inside.is_dir() else path).glob("*.gpkg"))
        if not found:
            raise refused("visits_no_package", folder=path.name)
        files += found
    return files


def import_visits(
    paths: Sequence[Path], stops: Raw | None, planner: Path | None, earlier: Raw | None, watch: Watch
) -> tuple[Visits, list[Message]]:
    """Read what came back and the planner's file, and make visits of them.

    Args:
        paths: Files with stops.
        stops: A layer with stops.
        planner: The planner's file.
        earlier: The table of visits of before.
        watch: Told the fraction done.

    """
    filled = [] if stops is None else [stops_of([stops])]
    for number, path in enumerate(paths):
        watch.at(number / (len(paths) + 1))
        filled.append(stops_of(read_file(path)))
    controls = None if planner is None else controls_of(read_file(planner))
    watch.at(0.9)
    return visits_of(filled, controls, earlier)
