"""A plan that was made up: teams in a town of straight streets, with every kind of stop."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from locatierisico.registers.tables import RD_NEW
from locatierisico.routes.left_out import reason_words
from locatierisico.routes.outcome import Outcome, clock
from locatierisico.safeguards.messages import note
from locatierisico.safeguards.recipe import Recipe

WEST, SOUTH, BLOCK = 155_000.0, 463_000.0, 100.0  # RD New; the corner is the tower of Amersfoort
DAY = date(2026, 12, 3)
LONG = "Burgemeester Jonkheer Mr. Van Sminia-Hoogenboezemstraatweg 1024-huis"
STREETS = ("Molenweg", "Ambachtstraat", "Industrieweg", 'Café-pad <"Noord" & Zuid>', LONG)
REASONS = ("closed", "no_room", "unreachable")


def recipe(**changed: object) -> Recipe:
    held = {
        "version": "0.5.0",
        "peildatum": date(2026, 11, 1),
        "municipality": "Proefstad",
        "inputs": [{"name": "units.gpkg", "sha256": "00", "rows": 9}],
        "simulated": [],
        "options": {"seed": 1, "mode": "tour"},
        "sets": {},
        "choices": [],
    }
    return Recipe(**(held | changed))  # type: ignore[arg-type]


def outcome(
    *, n: int = 5, teams: tuple[str, ...] = ("Noord", "Zuid & Co"), days: int = 1, dated: bool = True, **changed: object
) -> Outcome:
    """Make a plan of n stops per team and day, and three that are not served."""
    random = np.random.default_rng(5)
    rows, lines, legs, parkings = [], [], [], []
    number = 0
    for team_number, team in enumerate(teams):
        for day_number in range(days):
            day = (DAY + timedelta(days=day_number)).isoformat() if dated else ""
            column = random.permutation(10 * 10)[:n] if n <= 100 else random.integers(0, 100, n)
            corners = np.column_stack([column % 10, column // 10]) * BLOCK + [WEST + 1000 * team_number, SOUTH]
            points = [(WEST + 500.0, SOUTH), *map(tuple, corners.tolist()), (WEST + 500.0, SOUTH)]
            ways = [_along(*pair) for pair in pairwise(points)]
            moment = 540.0
            for order, point in enumerate(points[1:-1], start=1):
                arrival = moment + 5
                rows.append(_stop(number, team, day, order, arrival, point))
                moment = arrival + 18
                number += 1
            for order, way in enumerate(ways, start=1):
                legs.append((team, day, order, 5.0, way.length, False, way))
            whole = shapely.LineString(np.vstack([shapely.get_coordinates(way) for way in ways]))
            lines.append(
                (team, day, moment + 5 - 540, whole.length, n, "09:00", clock(moment + 5), "12:00-12:30", whole)
            )
            parkings.append((f"{team_number + 1}.1", team, day, 1, "09:05", "10:00", n, shapely.Point(points[1])))
    for left, reason in enumerate(REASONS):
        missed = _stop(number + left, None, None, None, np.nan, (WEST + 150.0 * left, SOUTH + 1050))
        told = reason_words(reason, np.nan, "en")
        rows.append({**missed, "served": False, "reason": reason, "reason_text": told})
    stops = gpd.GeoDataFrame(pd.DataFrame(rows), geometry="geometry", crs=RD_NEW)
    held = {
        "stops": stops.sample(frac=1, random_state=3),
        "routes": _frame(lines, "team day minutes metres n_stops leaves returns pause geometry"),
        "legs": _frame(legs, "team day number minutes metres on_foot geometry"),
        "parkings": _frame(parkings, "parking team day number arrival departure n_stops geometry"),
        "teams": pd.DataFrame({"team": list(teams), "shift": ["09:00-17:00"] * len(teams)}),
        "controls": pd.DataFrame(
            {
                "stop_id": stops["stop_id"],
                "control": np.arange(len(stops)) % 4 == 0,
                "probability": 0.25,
                "priority": 87.31,
            }
        ),
        "recipe": recipe(),
        "messages": [note("routes_planned_own", n=len(rows) - 3, total=len(rows))],
        "roads": _streets(10 + 10 * (len(teams) - 1)),
        "buildings": gpd.GeoDataFrame(
            geometry=shapely.buffer(
                shapely.points(shapely.get_coordinates(stops.geometry) + 12), 9, cap_style="square"
            ),
            crs=RD_NEW,
        ),
    }
    return Outcome(**(held | changed))  # type: ignore[arg-type]


def _stop(number: int, team: str | None, day: str | None, order: int | None, arrival: float, point: tuple) -> dict:
    return {
        "stop_id": f"s{number:03d}",
        "name": f"{STREETS[number % len(STREETS)]} {number + 1}",
        "team": team,
        "day": day,
        "number": order,
        "arrival": clock(arrival),
        "begin": clock(arrival),
        "departure": clock(arrival + 18),
        "waiting_minutes": 0.0,
        "service_minutes": 18.0,
        "served": True,
        "reason": None,
        "reason_text": None,
        "mandatory": number % 7 == 0,
        "pand_identificatie": f"0307100000{number:06d}",
        "addresses": f"{STREETS[number % len(STREETS)]} {number + 1}; {number + 1}A",
        "n_addresses": 2,
        "statutory_basis": "Wabo art. 5.13; Opiumwet art. 13b" if number % 2 else None,
        "binnentreden": ("ja", "nee", None)[number % 3],
        "partners": "politie, Belastingdienst" if number % 3 else None,
        "safety_note": "Loslopende hond op het terrein achter de loods; eerst bellen." if number % 4 == 1 else None,
        "last_visit": "2025-05-12, niets bijzonders" if number % 5 == 2 else None,
        "window": "09:00-17:00",
        "skills": "",
        "pinned": False,
        "parking": None,
        "geometry": shapely.Point(point),
    }


def _along(begin: tuple[float, float], end: tuple[float, float]) -> shapely.LineString:
    """Go along the streets: first west or east, then north or south."""
    return shapely.LineString([begin, (end[0], begin[1]), end])


def _streets(columns: int) -> gpd.GeoDataFrame:
    east, north = WEST + columns * BLOCK, SOUTH + 10 * BLOCK
    lines = [shapely.LineString([(WEST, y), (east, y)]) for y in SOUTH + BLOCK * np.arange(11)]
    lines += [shapely.LineString([(x, SOUTH), (x, north)]) for x in WEST + BLOCK * np.arange(columns + 1)]
    known = {"straatnaam": "Dwarsweg", "wegbeheerder": "beheerder"}
    return gpd.GeoDataFrame(known, index=range(len(lines)), geometry=lines, crs=RD_NEW)


def _frame(rows: list[tuple], columns: str) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(pd.DataFrame(rows, columns=columns.split()), geometry="geometry", crs=RD_NEW)
