"""What planning routes does in its thread, without QGIS."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..layers.route_results import write_plan
from ..routes.planning import Asked, make_plan, outcome_of
from ..routes.stops.wishes import Wishes, working_days
from ..routes.travel.speeds import read_speeds
from ..safeguards.messages import refused
from ..safeguards.recipe import Recipe, plugin_version
from .streets import streets_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from ..registers.raw import Raw
    from ..safeguards.messages import Message
    from ..safeguards.watch import Watch

_LARGEST = 1_000_000  # bytes of a file with teams
_READ = 0.1  # of the whole, when the roads are read


def plan_into(
    folder: Path,
    raws: Mapping[str, Raw | None],
    wishes: Mapping[str, Any],
    asked: Mapping[str, Any],
    files: Mapping[str, str],
    first: date,
    days: int,
    language: str,
    watch: Watch,
) -> tuple[list[Message], str]:
    """Plan, and write everything but the project for the field and the sheets.

    Args:
        folder: Empty.
        raws: The layers that were given.
        wishes: Keywords of `Wishes`, without the dates.
        asked: Keywords of `Asked`, without the teams.
        files: `TEAMS_FILE` and `SPEEDS`, empty where not given.
        first: First day.
        days: How many working days.
        language: Of the words in GPX.
        watch: Told of progress; a cancel during the search gives the best plan so far.

    Returns:
        What there is to tell, and the hash of the recipe.

    """
    dates, messages = working_days(first, days)
    speeds = read_speeds(Path(files["SPEEDS"]) if files["SPEEDS"] else None)
    wegvakken = None
    if (roads := raws["ROADS"]) is not None:
        wegvakken, told = streets_of(roads, first, watch.part(0.0, _READ))
        messages += told
    planned = make_plan(
        raws,
        wegvakken,
        Wishes(dates, **wishes),
        Asked(teams_json=_text(files["TEAMS_FILE"]), **asked),
        speeds,
        watch.part(_READ, 1.0),
    )
    messages += planned.messages
    options = {**wishes, **asked, "days": days, "speeds": asdict(speeds)}
    recipe = Recipe(
        version=plugin_version(),
        peildatum=first,
        municipality="",
        inputs=[{"parameter": name, "name": raw.name, "rows": len(raw.frame)} for name, raw in raws.items() if raw],
        simulated=frozenset(),
        options=options,
        sets={},
        choices=messages,
    )
    write_plan(folder, outcome_of(planned, recipe, wegvakken, language), language)
    return messages, recipe.sha256()


def _text(path: str) -> str:
    if not path:
        return ""
    try:
        held = Path(path)
        text = held.read_text(encoding="utf-8-sig") if held.stat().st_size <= _LARGEST else ""
    except UnicodeDecodeError as error:
        raise refused("stops_teams_json", problem="no UTF-8") from error
    except OSError as error:
        raise refused("algorithms_file_absent", file=path) from error
    if not text.strip():
        raise refused("stops_teams_json", problem=f"{held.stat().st_size} bytes")
    return text
