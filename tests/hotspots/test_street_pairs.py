from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
import shapely

from locatierisico.hotspots.events import Choices, read_events
from locatierisico.hotspots.near_repeats import street_pairs
from locatierisico.hotspots.near_repeats.near_repeat import near_repeats
from locatierisico.hotspots.near_repeats.pair_bands import Bands
from locatierisico.hotspots.near_repeats.repeat_words import Repeats
from locatierisico.hotspots.near_repeats.street_pairs import StreetSweep
from locatierisico.network.graph import Graph
from locatierisico.registers.files import read_file
from locatierisico.registers.raw import Raw
from locatierisico.registers.roads import read
from locatierisico.safeguards.messages import RefusedError
from locatierisico.safeguards.watch import Watch

if TYPE_CHECKING:
    from pathlib import Path

UNWATCHED = Watch()


def _streets(lines: list[list[tuple[float, float]]]) -> Graph:
    raw = Raw(
        "wegen", pd.DataFrame(index=range(len(lines))), np.array([shapely.LineString(o) for o in lines]), "EPSG:28992"
    )
    return Graph.of(read([raw], date(2026, 1, 1)).tables["wegvakken"])


@pytest.fixture(scope="module")
def lattice() -> Graph:
    """Lay streets every 100 m over 1 by 1 km, with a street that hangs loose beside it."""
    low, high = 130_000, 131_000
    steps = range(low, high + 1, 100)
    lines = [[(low, y + 350_000), (high, y + 350_000)] for y in steps]
    lines += [[(x, low + 350_000), (x, high + 350_000)] for x in steps]
    return _streets([*lines, [(131_040, 480_000), (131_040, 480_300)]])


def _pairs(graph: Graph, points: np.ndarray, reach: float) -> dict[tuple[int, int], float]:
    sweep = StreetSweep.of(graph, graph.snap(points), reach)
    found = {}
    for block in sweep.blocks(UNWATCHED):
        for one, other, apart in zip(sweep.order[block.one], sweep.order[block.other], block.apart, strict=True):
            found[int(min(one, other)), int(max(one, other))] = float(apart)
    return found


def test_between_junctions_of_a_lattice_streets_are_as_long_as_the_axes(lattice: Graph) -> None:
    rng = np.random.default_rng(1)
    points = np.column_stack([130_000 + rng.integers(0, 11, 60) * 100.0, 480_000 + rng.integers(0, 11, 60) * 100.0])
    found = _pairs(lattice, points, 400)
    for i in range(60):
        for j in range(i + 1, 60):
            axes = np.abs(points[i] - points[j]).sum()
            assert ((i, j) in found) == (axes <= 400)
            if axes <= 400:
                assert found[i, j] == pytest.approx(axes, abs=1e-6)


def test_anywhere_along_streets_the_distance_is_that_of_the_road_graph(
    lattice: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(street_pairs, "_MATRIX", 2_000)  # many small batches
    rng = np.random.default_rng(2)
    points = rng.uniform((130_000, 480_000), (131_000, 481_000), (80, 2))
    snap = lattice.snap(points)
    found = _pairs(lattice, points, 350)
    assert len(found) > 100
    for i in range(80):
        walked = lattice.distance_from(points[i], points) - snap.offset - snap.offset[i]
        for j in range(i + 1, 80):
            assert ((i, j) in found) == (walked[j] <= 350)
            if walked[j] <= 350:
                assert found[i, j] == pytest.approx(walked[j], abs=1e-6)


def test_crimes_in_a_real_city_lie_as_far_apart_as_its_road_graph_says(shared: Path) -> None:
    folder = shared / "data" / "incidents" / "geodanet"
    # A city in Arizona in feet, brought to where ours are.
    streets, crimes = (
        shapely.transform(
            read_file(folder / f"{name}.shp")[0].geometry,
            lambda xy: (xy - [717_000, 877_000]) * 0.3048 + np.array([120_000, 487_000]),
        )
        for name in ("streets", "crimes")
    )
    raw = Raw("wegen", pd.DataFrame(index=range(len(streets))), streets, "EPSG:28992")
    graph = Graph.of(read([raw], date(2026, 1, 1)).tables["wegvakken"])
    points = shapely.get_coordinates(crimes)
    assert len(points) == 287
    snap = graph.snap(points)
    found = _pairs(graph, points, 300)
    assert len(found) > 300
    for i in range(0, len(points), 12):
        walked = graph.distance_from(points[i], points) - snap.offset - snap.offset[i]
        for j in range(i + 1, len(points)):
            assert ((i, j) in found) == (walked[j] <= 300)
            if walked[j] <= 300:
                assert found[i, j] == pytest.approx(walked[j], abs=1e-6)


def test_no_street_between_is_counted_and_far_from_any_street_left_out(lattice: Graph) -> None:
    places = [(131_000, 480_050), (131_040, 480_050), (130_950, 480_000), (135_000, 480_000)]
    frame = pd.DataFrame({"datum": ["2024-01-01", "2024-01-02", "2024-01-03", "2024-01-04"]})
    raw = Raw("meldingen", frame, np.array(shapely.points(np.array(places, dtype=float))), "EPSG:28992")
    events, _ = read_events(raw, Choices(date(2026, 1, 1)), timed=True)
    asked = Repeats(Bands(np.array([0, 110.0]), np.array([0, 7.0])), metric="network", permutations=0, links="first")
    table, chain, messages = near_repeats(events, asked, lattice, UNWATCHED)
    told = {message.code: message.values for message in messages}
    assert told["repeat_off_street"] == {"n": 1, "total": 4, "limit": 100.0}
    assert told["repeat_unconnected"] == {"n": 2}
    assert table["observed"].tolist() == [1]
    assert chain["metres_since"].dropna().tolist() == [100]
    assert chain["role"].tolist() == ["originator", "follow-up"]
    with pytest.raises(RefusedError, match="within 100 m of a street"):
        near_repeats(events.only(np.array([3, 3])), asked, lattice, UNWATCHED)
