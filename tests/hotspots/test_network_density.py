"""Density along streets: published numbers, the line it is without junctions, and what must always hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import shapely

from locatierisico.hotspots.events import Events
from locatierisico.hotspots.period import Period
from locatierisico.hotspots.streets import street_spread
from locatierisico.hotspots.streets.lixels import cut, drawn
from locatierisico.hotspots.streets.network_density import Choices, street_density
from locatierisico.hotspots.streets.street_kernels import KERNELS, held
from locatierisico.hotspots.streets.street_spread import Kernel, Sources, spread
from locatierisico.network.graph import Graph
from locatierisico.registers.files import read_file
from locatierisico.registers.roads import read
from locatierisico.registers.tables import canonical
from locatierisico.safeguards.messages import CancelledError, RefusedError, say
from locatierisico.safeguards.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import geopandas as gpd
    from numpy.typing import NDArray

T = [[(0, 0), (10, 0)], [(10, 0), (20, 0)], [(10, 0), (10, 10)]]
AT = np.array([130_000.0, 480_000.0])


def _xy(east: float, north: float) -> tuple[float, float]:
    return AT[0] + east, AT[1] + north


def _roads(lines: Sequence[Any]) -> gpd.GeoDataFrame:
    columns = {
        "wegvak_id": [str(n) for n in range(len(lines))],
        "knoop_begin": [str(tuple(line[0])) for line in lines],
        "knoop_eind": [str(tuple(line[-1])) for line in lines],
    }
    return canonical("wegvakken", columns, np.array([shapely.LineString(line) for line in lines], dtype=object))


def _grid(n: int, step: float) -> gpd.GeoDataFrame:
    at = range(n)
    across = [[(x * step, y * step), ((x + 1) * step, y * step)] for y in at for x in at[:-1]]
    along = [[(x * step, y * step), (x * step, (y + 1) * step)] for x in at for y in at[:-1]]
    return _roads([*across, *along])


def _events(points: Any, period: Period | None = None) -> Events:
    points = np.asarray(points, dtype=np.float64).reshape(-1, 2)
    never = np.full(len(points), np.datetime64("NaT"), dtype="datetime64[s]")
    ids = np.array([str(n) for n in range(len(points))], dtype=object)
    return Events(points, never, never, np.ones(len(points)), np.ones(len(points)), ids, period)


def _at(graph: Graph, spots: Any, kernel: Kernel, source: Any, lixel: float = 0.01) -> NDArray[np.float64]:
    """Give the density of one incident at spots that lie on a cut between two pieces, as the mean of the two."""
    snap = graph.snap(np.array([source], dtype=float))
    lixels = cut(graph, lixel)
    laid = spread(graph, lixels, Sources.of(snap.edge, snap.position, np.ones(1)), kernel)
    density = laid.mass / lixels.length
    where = graph.snap(np.asarray(spots, dtype=float))
    right = lixels.first[where.edge] + np.round(where.position / lixels.width[where.edge]).astype(int)
    return (density[right - 1] + density[right]) / 2


def test_the_t_network_answers_as_published() -> None:
    graph = Graph.of(_roads(T))
    kernel = Kernel("epanechnikov", 4 * np.sqrt(5))
    found = _at(graph, [(5, 0), (8, 0), (12, 0), (10, 3)], kernel, (5, 0))
    assert found == pytest.approx([0.083853, 0.074419, 0.016246, 0.008385], abs=5e-7)


def test_the_continuous_kernel_turns_part_back_at_the_junction() -> None:
    graph = Graph.of(_roads(T))
    found = _at(
        graph, [(8, 0), (12, 0), (10, 3), (9.99, 0)], Kernel("epanechnikov", 4 * np.sqrt(5), continuous=True), (5, 0)
    )

    def line(distance: float) -> float:
        return 0.75 / (4 * np.sqrt(5)) * (1 - distance**2 / 80)

    # Of a junction of three, 2/3 goes on and -1/3 back: at (8, 0) the way back is 5 + 2 m.
    assert found == pytest.approx(
        [line(3) - line(7) / 3, line(7) * 2 / 3, line(8) * 2 / 3, line(4.99) - line(5.01) / 3], abs=5e-6
    )


@pytest.mark.parametrize("kernel", KERNELS)
@pytest.mark.parametrize("continuous", [False, True])
def test_a_line_without_junctions_has_the_kernel_of_one_dimension(kernel: str, *, continuous: bool) -> None:
    line = _roads([[(0, 0), (40, 0)], [(40, 0), (40, 30)], [(40, 30), (200, 30)]])  # 230 m, with corners
    found = _at(Graph.of(line), [(40, 10), (40, 20), (50, 30), (20, 0)], Kernel(kernel, 50, continuous), (40, 10))
    away = np.array([0.0, 10, 30, 30])
    step = 1e-4
    slope = (held(kernel, away + step, 50) - held(kernel, np.abs(away - step), 50)) / (2 * step)
    slope[0] = held(kernel, np.array([step]), 50)[0] / step
    assert found == pytest.approx(slope, abs=2e-5)


@pytest.mark.parametrize("kernel", KERNELS)
@pytest.mark.parametrize("continuous", [False, True])
def test_every_incident_counts_for_one_where_no_street_ends_within_reach(kernel: str, *, continuous: bool) -> None:
    graph = Graph.of(_grid(9, 50))
    lixels = cut(graph, 10)
    for spot in ((200, 200), (213, 200), (200, 187.5), (249.995, 200)):
        snap = graph.snap(np.array([spot], dtype=float))
        one = Sources.of(snap.edge, snap.position, np.ones(1))
        laid = spread(graph, lixels, one, Kernel(kernel, 150, continuous))
        assert laid.mass.sum() == pytest.approx(1, abs=1e-4)


@pytest.mark.parametrize("continuous", [False, True])
def test_what_a_gives_b_is_what_b_gives_a(*, continuous: bool) -> None:
    graph = Graph.of(_roads([*T, [(20, 0), (10, 10)], [(20, 0), (26, 8)], [(10, 10), (10, 18)]]))
    kernel = Kernel("quartic", 25, continuous)
    spots = np.array([(3.0, 0), (14, 0), (10, 4), (23, 4), (10, 15)])
    given = np.array([_at(graph, spots, kernel, one, lixel=0.005) for one in spots])
    assert (given > 0).sum() > len(spots)  # they do reach each other
    assert given == pytest.approx(given.T, abs=2e-5)


def test_the_discontinuous_kernel_loses_at_a_dead_end_what_the_continuous_keeps() -> None:
    graph = Graph.of(_roads([[(0, 0), (1000, 0)]]))
    lixels = cut(graph, 10)
    one = Sources(np.array([0]), np.array([20.0]), np.ones(1), np.ones(1, dtype=np.int64))
    lost = spread(graph, lixels, one, Kernel("triangular", 100))
    kept = spread(graph, lixels, one, Kernel("triangular", 100, continuous=True))
    assert lost.mass.sum() == pytest.approx(1 - 0.5 * 0.8**2)
    assert kept.mass.sum() == pytest.approx(1)
    # On the last ten metres lies what comes straight, over 10 to 20 m, and what comes back, over 20 to 30 m.
    near, far = held("triangular", np.array([10.0, 30.0]), 100)
    assert kept.mass[0] == pytest.approx(far - near)


def test_branches_taken_together_and_let_go_change_next_to_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = Graph.of(_grid(12, 47))
    lixels = cut(graph, 10)
    snap = graph.snap(np.array([(260.0, 258), (200, 235), (301, 282)]))
    sources = Sources.of(snap.edge, snap.position, np.ones(3))
    for continuous in (False, True):
        kernel = Kernel("epanechnikov", 240, continuous)
        exact = spread(graph, lixels, sources, kernel)
        monkeypatch.setattr(street_spread, "_MANY", 0)
        joined = spread(graph, lixels, sources, kernel)
        monkeypatch.setattr(street_spread, "_MOST", 300)
        monkeypatch.setattr(street_spread, "_BEARABLE", 9.0)
        fewer = spread(graph, lixels, sources, kernel)
        monkeypatch.setattr(street_spread, "_BEARABLE", 1e-9)
        with pytest.raises(RefusedError) as refusal:
            spread(graph, lixels, sources, kernel)
        monkeypatch.undo()
        assert refusal.value.message.code == "networkdensity_too_many_ways"
        assert not exact.joined
        assert joined.joined
        assert np.abs(joined.mass - exact.mass).max() < 1e-3 * exact.mass.max()
        assert fewer.dropped > 0
        assert np.abs(fewer.mass - exact.mass).sum() <= 3 * fewer.dropped + 1e-3


def test_pieces_lie_on_their_street_one_after_another() -> None:
    graph = Graph.of(_roads([[(0, 0), (7, 0), (7, 5), (20, 5)], [(20, 5), (20, 6)], [(20, 6), (44, 6)]]))
    lixels = cut(graph, 10)
    assert list(lixels.pieces) == [3, 1, 3]  # 25 m, 1 m, 24 m
    lines = drawn(graph, lixels, np.arange(len(lixels)))
    assert shapely.length(lines) == pytest.approx(lixels.length)
    for edge in range(3):
        own = lines[lixels.first[edge] : lixels.first[edge + 1]]
        whole = shapely.line_merge(shapely.multilinestrings(own))
        assert shapely.hausdorff_distance(whole, graph.lines[edge]) < 1e-9
        assert set(map(tuple, shapely.get_coordinates(graph.lines[edge]))) <= set(
            map(tuple, shapely.get_coordinates(whole))
        )
    assert len(drawn(graph, lixels, np.array([], dtype=np.int64))) == 0


def test_density_is_per_km_per_year_and_grey_where_few_incidents_reach() -> None:
    roads = _roads([[_xy(0, 0), _xy(2000, 0)]])
    points = [_xy(500 + n, 3) for n in range(5)] + [_xy(1500, 3)]
    halfyear = Period.of_days(date(2023, 1, 1), date(2024, 12, 31))
    made, messages = street_density(roads, _events(points, halfyear), Choices(bandwidth=100, kernel="triangular"))
    assert made.yearly
    assert made.average == pytest.approx(6 / 2 / halfyear.years)
    pieces = made.pieces
    assert pieces["incidents"].sum() == pytest.approx(6)
    assert pieces["density"].max() == pytest.approx(pieces["incidents"].max() / 10 * 1000 / halfyear.years)
    near = pieces[shapely.distance(pieces.geometry.to_numpy(), shapely.Point(_xy(502, 0))) < 1]
    far = pieces[shapely.distance(pieces.geometry.to_numpy(), shapely.Point(_xy(1500, 0))) < 1]
    assert not near["few"].any()
    assert far["few"].all()
    assert any("per km per year" in say(one) for one in messages)


def test_points_far_from_any_street_are_counted_and_left_out() -> None:
    roads = _roads([[_xy(0, 0), _xy(2000, 0)]])
    made, messages = street_density(roads, _events([_xy(900, 10), _xy(900, 60)]), Choices())
    assert made.pieces["incidents"].sum() == pytest.approx(1)
    far = next(one for one in messages if one.code == "networkdensity_far")
    assert far.values["n"] == 1
    assert far.objects == ("1",)
    with pytest.raises(RefusedError) as refusal:
        street_density(roads, _events([_xy(900, 260)]), Choices())
    assert refusal.value.message.code == "networkdensity_no_street"
    assert refusal.value.message.values["nearest"] == 260


def test_what_cannot_work_is_refused() -> None:
    roads = _roads([[_xy(0, 0), _xy(2000, 0)]])
    one = _events([_xy(0, 0)])
    for choices, code in (
        (Choices(bandwidth=5), "networkdensity_piece_too_long"),
        (Choices(bandwidth=0), "networkdensity_no_length"),
        (Choices(lixel=0.0001), "networkdensity_too_many_pieces"),
        (Choices(kernel="uniform"), "hotspots_method_unknown"),
    ):
        with pytest.raises(RefusedError) as refusal:
            street_density(roads, one, choices)
        assert refusal.value.message.code == code
    with pytest.raises(CancelledError):
        street_density(roads, one, Choices(), watch=Watch(cancelled=lambda: True))


def test_all_on_one_spot_is_that_many_times_one() -> None:
    roads = _grid(9, 50)
    roads = roads.set_geometry(shapely.transform(roads.geometry.to_numpy(), lambda xy: xy + AT), crs=roads.crs)
    single, _ = street_density(roads, _events([_xy(210, 200)]), Choices(bandwidth=120))
    many, _ = street_density(roads, _events([_xy(210, 200)] * 7), Choices(bandwidth=120))
    assert many.pieces["density"].to_numpy() == pytest.approx(7 * single.pieces["density"].to_numpy())
    assert not many.pieces["few"].any()
    assert single.pieces["few"].all()


def test_a_short_period_is_told_and_grey_streets_only_where_there_are_some() -> None:
    week = Period.of_days(date(2024, 1, 1), date(2024, 1, 7))
    messages = street_density(
        _roads([[_xy(0, 0), _xy(20, 0)]]), _events([_xy(9, 0)] * 9, week), Choices(bandwidth=8, lixel=1)
    )[1]
    told = {one.code: one.values for one in messages}
    assert told["density_short_period"]["period"].en == "7 days"
    assert "networkdensity_few" not in told


def test_real_streets_keep_what_is_spread(shared: Path) -> None:
    raws = read_file(shared / "data" / "roads" / "nwb_wegvakken_amsterdam-noord_2012.gml")
    wegvakken = read([replace(raw, crs="EPSG:4258") for raw in raws], date(2024, 1, 1)).tables["wegvakken"]
    middle = shapely.get_coordinates(
        shapely.line_interpolate_point(wegvakken.geometry.to_numpy(), 0.37, normalized=True)
    )
    events = _events(middle[::3])
    kept, _ = street_density(wegvakken, events, Choices(method="continuous"))
    lost, _ = street_density(wegvakken, events, Choices())
    assert kept.pieces["incidents"].sum() == pytest.approx(len(events), rel=1e-3)
    assert 0.8 * len(events) < lost.pieces["incidents"].sum() < len(events)
    assert lost.pieces["incidents"].min() >= 0
