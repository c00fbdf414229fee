"""What planning routes does in its thread, without QGIS."""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..layers.route_results import write_plan
from ..registers.load import Input, digest_of_layer
from ..routes.plan_tables import outcome_of
from ..routes.planning import Asked, make_plan
from ..routes.solving.with_pyvrp import version_of_pyvrp
from ..routes.stops.controls import draw, share_of
from ..routes.stops.prepare import prepare
from ..routes.stops.wishes import Wishes, working_days
from ..routes.travel.speeds import read_speeds
from ..safeguards.messages import refused
from ..safeguards.recipe import Recipe, plugin_version
from .origins import origin_of
from .streets import streets_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from ..registers.raw import Raw
    from ..safeguards.messages import Message
    from ..safeguards.watch import Watch
    from .origins import Stored

_LARGEST = 1_000_000  # bytes of a file with teams
_READ = 0.1  # of the whole, when the roads are read


def plan_into(
    folder: Path,
    raws: Mapping[str, Raw | None],
    wishes: Mapping[str, Any],
    asked: Mapping[str, Any],
    files: Mapping[str, str],
    stored: Mapping[str, Stored],
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
        stored: Where the layers that were given stand.
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
    chosen = {name: value for name, value in wishes.items() if name != "which" or value}
    options = {**chosen, **asked, "days": days, "speeds": asdict(speeds)}
    options |= {"searched_by": planned.plan.engine, "pyvrp": version_of_pyvrp()}
    origin = origin_of(one.path for one in stored.values())
    recipe = Recipe(
        version=plugin_version(),
        peildatum=first,
        municipality=origin.municipality,
        inputs=_inputs(raws, files, stored),
        simulated=origin.simulated,
        options=options,
        sets={},
        choices=messages,
    )
    write_plan(folder, outcome_of(planned, recipe, wegvakken, language), language)
    return messages, recipe.sha256()


def _inputs(raws: Mapping[str, Raw | None], files: Mapping[str, str], stored: Mapping[str, Stored]) -> list[Input]:
    """Name what went in, with a hash of what it held, so that another day shows whether it is still the same."""
    made = []
    for name, raw in raws.items():
        if raw is not None:
            called = stored[name].name if name in stored else ""
            made.append(Input(name, called or raw.name, digest_of_layer(raw), len(raw.frame)))
    for name, path in files.items():
        if text := _text(path):
            made.append(Input(name, Path(path).name, hashlib.sha256(text.encode()).hexdigest(), len(text.splitlines())))
    return made


def count_stops(raws: Mapping[str, Raw | None], wishes: Mapping[str, Any], share: str, seed: int) -> dict[str, int]:
    """Count what a choice of locations comes to.

    Args:
        raws: `STOPS`, and where given `ADDRESSES`, `AREAS` and `VISITS`.
        wishes: Keywords of `Wishes`.
        share: Of control stops, as `share_of` takes it.
        seed: Of the draw.

    Returns:
        candidates: what may be visited; chosen: what is; mandatory: which of these must be; controls: how many come
        besides; percent: which part of all stops these should be.

    """
    stops = raws["STOPS"]
    if stops is None:
        raise KeyError("STOPS")
    prepared = prepare(stops, Wishes(**wishes), addresses=raws["ADDRESSES"], areas=raws["AREAS"])
    part, _ = share_of(share, raws["VISITS"])
    drawn = draw(prepared, part, seed)
    return {
        "candidates": len(prepared.candidates),
        "chosen": int(prepared.top.sum()),
        "mandatory": int(prepared.stops.mandatory.sum()),
        "controls": int(drawn.controls["control"].sum()),
        "percent": round(part * 100),
    }


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
