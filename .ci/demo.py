"""The main job to a result one can open: a synthetic municipality with a day of inspections, or a real BAG."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
TEAMS = [
    {"name": "Noord", "shift_from": "9:00", "shift_to": "16:00", "skills": "bouw, milieu"},
    {"name": "Zuid", "shift_from": "9:30", "shift_to": "16:30", "max_stops": 10},
]
REGISTERS = ("BAG", "BGT", "WOZ", "INCIDENTS", "AREAS", "ROADS", "BUURTEN", "LEEGSTAND", "VESTIGINGEN", "LISTS")


def main() -> None:
    """Read the command line, run the algorithms through qgis_process, and say where the results lie."""
    given = _arguments()
    output = given.output.resolve()
    output.mkdir(parents=True, exist_ok=True)
    if given.dress:
        result = _dressed(given, output)
    elif given.bag:
        files = {key: getattr(given, key.lower()) for key in REGISTERS}
        result = _assessed({key: path for key, path in files.items() if path}, given, output)
    else:
        result = _synthetic(given, output)
    plan = None if given.dress or given.bag else _planned(Path(result["RUN"]), output)
    folder = Path(result["RUN"])
    sheets = _printed(folder, plan, output) if plan else None
    _say(f"\nThe results lie in {folder}")
    for name in ("project.qgz", "results.gpkg", "density.tif", "recipe.json", "quality.html", "quality.gpkg"):
        if (folder / name).exists():
            _say(f"  {name}")
    if plan:
        _say(f"\nA day of inspections lies in {plan}")
        for path in sorted([*plan.glob("route_*.pdf"), *plan.glob("route_*.gpx"), plan / "routes.gpkg"]):
            _say(f"  {path.name}")
        _say("  qfield/route.qgs (the map of the day, as it goes into the field)")
    if sheets:
        _say(f"\nSheets for a briefing lie in {sheets}")
        for path in sorted(sheets.iterdir()):
            _say(f"  {path.name}")
    _say("")
    _open(folder / "project.qgz", given)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./dev demo", description=__doc__)
    for key in REGISTERS:
        parser.add_argument(f"--{key.lower()}", type=Path, metavar="FILE", help=f"the register {key} as delivered")
    parser.add_argument("--dress", type=Path, metavar="FILE", help="a real BAG, dressed with simulated registers")
    parser.add_argument("--peildatum", metavar="YYYY-MM-DD", help="the reference date (default today)")
    parser.add_argument("--addresses", type=int, default=6000, help="size of the synthetic municipality")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--output", type=Path, default=ROOT / "build" / "demo", metavar="FOLDER")
    parser.add_argument("--no-open", action="store_true", help="do not open QGIS on the result")
    given = parser.parse_args()
    for key in (*REGISTERS, "DRESS"):
        path = getattr(given, key.lower())
        if path and not path.exists():
            parser.error(f"{path}: there is no such file.")
    return given


def _synthetic(given: argparse.Namespace, output: Path) -> dict[str, Any]:
    _say(f"Making a synthetic municipality of {given.addresses:,} addresses.")
    wanted = {"ADDRESSES": given.addresses, "SEED": given.seed, "OUTPUT": str(output / "town")}
    made = _run("syntheticmunicipality", wanted)
    truth = json.loads(Path(made["TRUTH_FILE"]).read_text(encoding="utf-8"))
    given.peildatum = given.peildatum or truth["peildatum"]
    return _assessed({key: Path(made[f"{key}_FILE"]) for key in REGISTERS}, given, output)


def _planned(run: Path, output: Path) -> Path:
    """Plan a day for two teams, in a week's time."""
    _say("Planning a day of inspections.")
    town, teams = output / "town", output / "teams.json"
    teams.write_text(json.dumps(TEAMS, indent=2), encoding="utf-8")
    inputs = {
        "STOPS": f"{run / 'results.gpkg'}|layername=units",
        "TOP": 18,
        "ROADS": str(town / "nwb.gpkg"),
        "ADDRESSES": f"{town / 'bag-light.gpkg'}|layername=verblijfsobject",
        "LISTS": str(town / "lijsten.csv"),
        "TEAMS_FILE": str(teams),
        "DATE": str(datetime.now(tz=UTC).date() + timedelta(days=7)),
        "TIME_LIMIT": 1,
        "OUTPUT": str(output),
    }
    return Path(_run("planroutes", inputs)["RUN"])


def _printed(run: Path, plan: Path, output: Path) -> Path:
    """Make sheets of the municipality, its areas and the day of inspections."""
    _say("Making map sheets.")
    inputs = {
        "RESULTS": str(run),
        "WHICH": ["overview", "areas", "routes"],
        "DPI": 120,
        "ROUTES": str(plan),
        "PURPOSE": "demo",
        "AUTHOR": "./dev demo",
        "EXPIRES": str(datetime.now(tz=UTC).date() + timedelta(days=30)),
        "OUTPUT": str(output),
    }
    return Path(_run("mapsheets", inputs)["FOLDER"])


def _dressed(given: argparse.Namespace, output: Path) -> dict[str, Any]:
    _say(f"Dressing {given.dress.name} with simulated registers.")
    made = _run(
        "syntheticmunicipality",
        {"BAG": str(given.dress.resolve()), "SEED": given.seed, "OUTPUT": str(output / "dressed"), **_moment(given)},
    )
    _say("Assessing it.")
    return _run("assess", {"REGISTERS": made["REGISTERS_FILE"], "OUTPUT": str(output)})


def _assessed(files: dict[str, Path], given: argparse.Namespace, output: Path) -> dict[str, Any]:
    _say("Assessing the municipality.")
    inputs = {key: str(path.resolve()) for key, path in files.items()}
    return _run("assessmunicipality", {**inputs, **_moment(given), "OUTPUT": str(output)})


def _moment(given: argparse.Namespace) -> dict[str, str]:
    return {"PEILDATUM": given.peildatum} if given.peildatum else {}


def _run(algorithm: str, inputs: dict[str, Any]) -> dict[str, Any]:
    words = ["qgis_process", "--json", "run", f"locatierisico:{algorithm}", "-"]
    done = subprocess.run(  # noqa: S603  the words are our own
        words, input=json.dumps({"inputs": inputs}), capture_output=True, text=True, check=False
    )
    try:
        told = json.loads(done.stdout[done.stdout.index("{") :])
    except ValueError:
        told = {}
    log = told.get("log", {})
    for kind in ("info", "warning", "error"):
        for line in log.get(kind, []):
            _say(f"  {line}")
    if done.returncode != 0 or "results" not in told:
        sys.exit(done.stderr.strip() or f"{algorithm} ended with {done.returncode}.")
    results: dict[str, Any] = told["results"]
    return results


def _open(project: Path, given: argparse.Namespace) -> None:
    screen = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    qgis = shutil.which("qgis")
    if given.no_open or not screen or not qgis:
        _say("Open project.qgz in QGIS to see the map.")
        return
    subprocess.Popen([qgis, "--nologo", "--profiles-path", os.environ["LOCATIERISICO_PROFILE"], str(project)])  # noqa: S603


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
