"""What the import of visits does in its thread, without QGIS."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..registers.files import read_file
from ..routes.visits.field import controls_of, ids_of, stops_of
from ..routes.visits.plan import tells_nothing
from ..routes.visits.visits import visits_of
from ..safeguards.messages import refused, warn

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ..registers.raw import Raw
    from ..routes.visits.visits import Visits
    from ..safeguards.messages import Message
    from ..safeguards.watch import Watch

_IN_PLAN = "qfield"  # the folder that goes into the field, inside the folder of a plan
_PLAN = "routes.gpkg"  # the plan, beside the planner's file


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


def plan_beside(planner: Path | None) -> Path | None:
    """Give the file with the routes of the same plan, where it lies beside the planner's file."""
    beside = None if planner is None else planner.with_name(_PLAN)
    return beside if beside is not None and beside.is_file() and beside != planner else None


def import_visits(
    paths: Sequence[Path], stops: Raw | None, planner: Path | None, earlier: Raw | None, watch: Watch
) -> tuple[Visits, list[Message]]:
    """Read what came back and the planner's file, and make visits of them.

    Args:
        paths: Files with stops.
        stops: A layer with stops; where nothing is filled in and files came back too, it tells where stops lie.
        planner: The planner's file; of the plan beside it come the day and the place of a stop.
        earlier: The table of visits of before.
        watch: Told the fraction done.

    """
    planned = [stops] if stops is not None and paths and tells_nothing(stops) else []
    filled = [] if stops is None or planned else [stops_of([stops])]
    for number, path in enumerate(paths):
        watch.at(number / (len(paths) + 1))
        filled.append(stops_of(read_file(path)))
    controls = None if planner is None else controls_of(read_file(planner))
    watch.at(0.9)
    messages: list[Message] = []
    if controls is not None and (beside := plan_beside(planner)) is not None:
        routed = [raw for raw in read_file(beside) if raw.layer == "stops"]
        same = all(ids_of(raw.frame).isin(ids_of(controls.frame)).all() for raw in routed)
        planned += routed if same else []
        messages += [] if same else [warn("visits_other_plan", file=beside.name, planner=controls.name)]
    visits, told = visits_of(filled, controls, earlier, planned)
    return visits, [*messages, *told]
