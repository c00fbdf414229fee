from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
import shapely

from locatierisico.hotspots.events import Choices, Events, read_events
from locatierisico.hotspots.grid import square_grid
from locatierisico.hotspots.trends import emerging
from locatierisico.hotspots.trends.emerging import Settings, emerging_hotspots
from locatierisico.hotspots.trends.emerging_classes import Pattern
from locatierisico.registers.raw import Raw
from locatierisico.safeguards.messages import CancelledError, Message, RefusedError
from locatierisico.safeguards.watch import Watch

if TYPE_CHECKING:
    from pathlib import Path

NOW = date(2024, 1, 1)
CENTRE = (130_650.0, 480_650.0)


def _codes(messages: list[Message]) -> dict[str, dict[str, Any]]:
    return {message.code: message.values for message in messages}


def _events(points: np.ndarray, dates: list[str], **choices: Any) -> Events:
    raw = Raw("meldingen", pd.DataFrame({"datum": dates}), np.array(shapely.points(points)), "EPSG:28992")
    asked = Choices(NOW, first=date(2023, 1, 1), last=date(2023, 12, 31), **choices)
    return read_events(raw, asked, timed=True)[0]


def _town(growing: bool = True, n: int = 600) -> Events:  # noqa: FBT001, FBT002  reads well enough here
    """Spread n incidents over a square of 1.3 km and a year, and pile more on its centre in the last months."""
    rng = np.random.default_rng(6)
    spread = np.column_stack([130_000 + rng.uniform(0, 1300, n), 480_000 + rng.uniform(0, 1300, n)])
    days = rng.integers(0, 365, n)
    if growing:
        extra = np.array(CENTRE) + rng.uniform(-140, 140, (120, 2))
        spread = np.concatenate([spread, extra])
        days = np.concatenate([days, rng.integers(275, 365, 120)])
    return _events(spread, [str(np.datetime64("2023-01-01") + int(day)) for day in days])


GROUND = shapely.box(130_000, 480_000, 131_300, 481_300)


def test_what_is_planted_in_the_last_months_is_a_consecutive_hot_spot() -> None:
    found, messages = emerging_hotspots(_town(), GROUND, Settings(size=100))
    cells = found.cells
    centre = cells[cells.contains(shapely.Point(CENTRE))].iloc[0]
    assert centre["class"] == Pattern.CONSECUTIVE
    assert centre["last_bin"] == 3
    assert centre["hot_steps"] == 3
    hot = cells[cells["class"] > 0]
    assert (hot.distance(shapely.Point(CENTRE)) < 250).all()
    told = _codes(messages)
    assert told["emerging_found"]["hot"] == len(hot)
    assert told["emerging_found"]["cells"] == 169
    assert told["emerging_steps_automatic"]["steps"] == 12
    assert "emerging_concentration" in told


def test_without_a_plant_there_is_no_hot_spot() -> None:
    found, _ = emerging_hotspots(_town(growing=False), GROUND, Settings(size=100))
    assert (found.cells["class"] <= 0).all()


def test_the_cube_holds_each_cell_in_each_step_as_it_stood_then() -> None:
    events = _town()
    found, _ = emerging_hotspots(events, GROUND, Settings(size=100))
    cube, cells = found.cube, found.cells
    assert cube is not None
    assert len(cube) == 12 * len(cells)
    assert cube["count"].sum() == pytest.approx(len(events))
    assert cube.groupby("cell")["count"].sum().to_numpy() == pytest.approx(cells["count"].to_numpy())
    last = cube[cube["step"] == 12]
    assert last["class"].astype(int).tolist() == cells["class"].tolist()
    assert cube.loc[cube["step"] < 4, "class"].isna().all()
    assert cube.loc[cube["step"] >= 4, "class"].notna().all()
    one = cube[cube["cell"] == cells["cell"].iloc[0]]
    assert (one["step_end"].to_numpy()[:-1] == one["step_begin"].to_numpy()[1:]).all()
    # What was new in October was no pattern in August, whatever came after.
    centre = cube[cube.contains(shapely.Point(CENTRE))].set_index("step")["class"]
    assert (centre[9], centre[10], centre[11]) == (0, Pattern.NEW, Pattern.CONSECUTIVE)


def test_the_size_of_a_cell_is_chosen_for_two_incidents_and_told() -> None:
    events = _town(growing=False)
    _, messages = emerging_hotspots(events, GROUND, Settings())
    assert _codes(messages)["emerging_size_automatic"] == {"size": 75, "area": 1.7, "n": 600}
    sparse = events.only(np.arange(4))
    _, messages = emerging_hotspots(sparse, shapely.box(130_000, 480_000, 150_000, 490_000), Settings())
    told = _codes(messages)
    assert told["emerging_size_automatic"]["size"] == 1000
    assert told["emerging_sparse"]["expected"] < 1


def test_incidents_before_the_first_whole_step_are_counted_out() -> None:
    events = _events(np.array([CENTRE] * 8), ["2023-01-01"] * 3 + ["2023-06-01"] * 5)
    found, messages = emerging_hotspots(events, GROUND, Settings(size=100, step="days", step_days=30))
    assert _codes(messages)["emerging_begin_dropped"] == {"days": 5, "first": "06-01-2023", "n": 3}
    assert found.cells["count"].tolist() == [5]


def test_one_place_that_heats_its_surroundings_is_named() -> None:
    rng = np.random.default_rng(7)
    points = np.column_stack([130_000 + rng.uniform(0, 1300, 300), 480_000 + rng.uniform(0, 1300, 300)])
    points = np.concatenate([points, np.array([CENTRE] * 100)])
    days = rng.integers(0, 365, 400)
    events = _events(points, [str(np.datetime64("2023-01-01") + int(day)) for day in days])
    _, messages = emerging_hotspots(events, GROUND, Settings(size=100))
    told = _codes(messages)["emerging_one_place"]
    assert told["n"] == 100
    assert (told["x"], told["y"]) == CENTRE
    assert 1 < told["cells"] <= 9
    assert "emerging_one_place" not in _codes(emerging_hotspots(_town(), GROUND, Settings(size=100))[1])


def test_never_more_incidents_lie_on_one_place_than_there_are_in_the_steps() -> None:
    """One a day: the first five days of the year fall before the twelve steps of thirty days."""
    events = _events(np.array([CENTRE] * 365), [str(np.datetime64("2023-01-01") + day) for day in range(365)])
    _, messages = emerging_hotspots(events, GROUND, Settings(size=100, step="days", step_days=30))
    told = _codes(messages)
    assert told["emerging_begin_dropped"]["n"] == 5
    assert told["emerging_one_place"]["n"] == told["emerging_one_place"]["total"] == 360


@pytest.mark.parametrize("points", [[CENTRE], [CENTRE] * 30, [CENTRE, (130_010.0, 480_010.0), (131_200.0, 481_200.0)]])
def test_few_points_or_one_spot_come_through_without_a_made_up_trend(points: list[tuple[float, float]]) -> None:
    found, _ = emerging_hotspots(
        _events(np.array(points), ["2023-05-04"] * len(points)), GROUND, Settings(size=100, step="month")
    )
    assert found.cells["count"].sum() == len(points)
    assert (found.cells["trend_bin"] <= 0).all()


def test_what_cannot_be_done_is_refused_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    events = _town()
    with pytest.raises(RefusedError, match="None of the 720 incidents lies in the study area"):
        emerging_hotspots(events, shapely.box(0, 0, 1000, 1000), Settings(size=100))
    with pytest.raises(RefusedError, match="do not fit in memory"):
        emerging_hotspots(events, shapely.box(100_000, 400_000, 200_000, 500_000), Settings(size=50))
    with pytest.raises(RefusedError, match="empty"):
        emerging_hotspots(events, shapely.Polygon(), Settings(size=100))
    with pytest.raises(CancelledError):
        emerging_hotspots(events, GROUND, Settings(size=100), Watch(cancelled=lambda: True))
    monkeypatch.setattr(emerging, "MOST_ROWS", 100)
    with pytest.raises(RefusedError, match="leave that layer out"):
        emerging_hotspots(events, GROUND, Settings(size=100))
    found, _ = emerging_hotspots(events, GROUND, Settings(size=100, with_cube=False))
    assert found.cube is None


def test_robberies_of_memphis_concentrate_and_chance_does_not(shared: Path) -> None:
    frame = pd.read_csv(shared / "data" / "incidents" / "sfhotspot_memphis_robberies_2019.csv")
    # Laid at Utrecht in true metres: only distances and times matter here.
    east = 6_371_000 * np.radians(frame["longitude"] + 90) * np.cos(np.radians(35.1))
    north = 6_371_000 * np.radians(frame["latitude"] - 35.1)
    points = np.array(shapely.points(136_000 + east, 456_000 + north))
    raw = Raw("memphis", frame[["uid", "date"]], points, "EPSG:28992")
    events, _ = read_events(raw, Choices(NOW), timed=True)
    ground = shapely.convex_hull(shapely.multipoints(events.points)).buffer(250)
    found, messages = emerging_hotspots(events, ground, Settings())
    told = _codes(messages)["emerging_found"]
    assert 30 <= told["hot"] <= 80
    assert told["cold"] == 0
    outside = _codes(messages)["hotspots_points_outside"]["n"]
    assert found.cells["count"].sum() + outside == len(events)
    assert outside < 20
    rng = np.random.default_rng(8)
    west, south, east_side, north_side = ground.bounds
    spread = np.column_stack([rng.uniform(west, east_side, 2245), rng.uniform(south, north_side, 2245)])
    chance = Events(spread, events.begin, events.end, events.weight, events.share, events.incident_id, events.period)
    _, messages = emerging_hotspots(chance, ground, Settings(size=850))
    assert _codes(messages)["emerging_found"]["hot"] == 0


def test_cells_to_be_shared_hold_a_class_and_no_number_and_stay_the_same_when_one_incident_moves_within_its_block() -> (
    None
):
    chosen = Settings(size=100, with_cube=False, mode="shared")
    events = _town()
    found, messages = emerging_hotspots(events, GROUND, chosen)
    assert list(found.cells.columns) == ["cell", "class", "geometry"]
    assert (found.cells["class"] > 0).all()
    assert found.cells.distance(shapely.Point(CENTRE)).min() == 0
    codes = _codes(messages)
    assert codes["shared_emerging"]["n"] == len(found.cells)
    assert not {"emerging_dense", "emerging_one_place", "emerging_found"} & set(codes)
    with pytest.raises(RefusedError, match="layer per step"):
        emerging_hotspots(events, GROUND, Settings(size=100, mode="shared"))
    with pytest.raises(RefusedError, match="Fewer than 5 incidents count"):
        emerging_hotspots(events.only(np.arange(len(events)) < 4), GROUND, chosen)


def test_the_cube_to_be_shared_is_a_function_of_blocks_without_small_numbers() -> None:
    rng = np.random.default_rng(2)
    grid = square_grid(GROUND, 100)
    counts = rng.poisson(0.4, (12, len(grid))).astype(np.float64)
    spread = emerging._in_blocks(counts, grid)
    assert spread.sum() == pytest.approx(counts.sum(), abs=0.1)
    held = [spread[spread == value].sum() for value in np.unique(spread[spread > 0])]
    assert min(held) > 4.9  # a value is the mean of a block; blocks alike are summed
