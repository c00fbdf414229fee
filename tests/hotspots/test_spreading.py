from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
import shapely

from locatierisico.algorithms.spreading import Spreading, spread_incidents
from locatierisico.hotspots.events import Choices
from locatierisico.registers.raw import Raw
from locatierisico.safeguards.messages import CancelledError, RefusedError
from locatierisico.safeguards.watch import Watch

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

rasterio = pytest.importorskip("rasterio")
NOW = date(2024, 1, 1)
WEST, SOUTH = 130_000.0, 480_000.0
AREA = Raw(
    "gemeente",
    pd.DataFrame(index=[0]),
    np.array([shapely.box(WEST, SOUTH, WEST + 3_000, SOUTH + 3_000)]),
    "EPSG:28992",
)


def _raw(points: NDArray[np.float64], **columns: Any) -> Raw:
    frame = pd.DataFrame(columns, index=range(len(points)))
    return Raw("meldingen", frame, np.array(shapely.points(points + np.array([WEST, SOUTH]))), "EPSG:28992")


def _spread(
    folder: Path, raw: Raw, choices: Choices | None = None, area: Raw | None = AREA, **asked: Any
) -> tuple[NDArray[np.float64], dict[str, dict[str, Any]]]:
    spreading = Spreading(**{"kernel": "quartic", "radius": 300.0, "pixel": 30.0, **asked})
    path = folder / "density.tif"
    spread = spread_incidents(raw, area, choices or Choices(NOW), spreading, path, Watch())
    with rasterio.open(path) as file:
        bands = file.read(masked=True).filled(np.nan).astype(np.float64)
    assert sorted(one.name for one in folder.iterdir()) == ["density.tif"]
    return bands, {message.code: dict(message.values) for message in spread.messages}


def _inside(n: int, seed: int = 1) -> NDArray[np.float64]:
    return np.random.default_rng(seed).uniform(500, 2_500, (n, 2))


def _held(bands: NDArray[np.float64]) -> float:
    return float(np.nansum(bands[0]) * 30**2 / 1e6)


def test_a_dated_layer_gives_incidents_per_year(tmp_path: Path) -> None:
    dates = ["01-01-2020", *["15-06-2021"] * 98, "31-12-2023"]  # four years, 1461 days
    bands, told = _spread(tmp_path, _raw(_inside(100), datum=dates))
    assert _held(bands) == pytest.approx(100 / 4, rel=1e-2)
    assert told["density_per_year"]["period"] == ("4 years", "4 jaar")


def test_an_undated_layer_gives_incidents_per_km2_and_says_so(tmp_path: Path) -> None:
    bands, told = _spread(tmp_path, _raw(_inside(100)))
    assert _held(bands) == pytest.approx(100, rel=1e-2)
    assert "density_per_km2" in told
    assert "density_per_year" not in told


def test_a_window_counts_for_its_share_and_a_weight_for_its_number(tmp_path: Path) -> None:
    # Half of the window of the first falls in 2023; the second counts for three.
    raw = _raw(_inside(2), begin=["2022-12-31", "2023-05-01 12:00"], eind=["2023-01-01", ""], aantal=[1, 3])
    choices = Choices(NOW, first=date(2023, 1, 1), last=date(2023, 12, 31), weight="aantal")
    bands, told = _spread(tmp_path, raw, choices)
    assert _held(bands) == pytest.approx(3.5 * 365.25 / 365, rel=1e-2)
    assert told["events_partly_in_period"] == {"n": 1}


def test_a_half_life_by_hand(tmp_path: Path) -> None:
    # 100 days; one incident at the very end counts for 1, one 50 days before it for a quarter (half-life 25 days).
    choices = Choices(NOW, first=date(2023, 9, 23), last=date(2023, 12, 31))
    raw = _raw(_inside(2), begin=["2023-12-31 23:59:59", "2023-11-12 00:00:00"])
    bands, told = _spread(tmp_path, raw, choices, half_life=25.0)
    years = 25 / np.log(2) * (1 - 0.5**4) / 365.25
    assert _held(bands) == pytest.approx(1.25 / years, rel=1e-2)
    assert told["density_half_life"] == {
        "half_life": 25.0,
        "weighs": (f"{years * 365.25:.1f} days", f"{years * 365.25:.1f} dagen".replace(".", ",")),
    }


def test_a_period_minus_itself_is_nothing_and_minus_an_empty_spot_is_all(tmp_path: Path) -> None:
    points = _inside(40)
    raw = _raw(np.vstack([points, points]), begin=["2022-06-01 10:00"] * 40 + ["2023-06-01 10:00"] * 40)
    this, last = ((date(year, 1, 1), date(year, 12, 31)) for year in (2023, 2022))
    choices = Choices(NOW, first=this[0], last=this[1])
    bands, told = _spread(tmp_path, raw, choices, compared=this)
    assert np.nanmax(np.abs(bands[0])) == 0
    assert "density_periods_overlap" in told
    bands, told = _spread(tmp_path, raw, choices, compared=last)
    assert bands.shape[0] == 2
    assert np.nanmax(np.abs(bands[0])) < 1e-3  # the same incidents in the year before
    assert "density_periods_overlap" not in told
    assert told["density_difference"]["more"] == 0
    assert told["density_compared"] == {"first": "01-01-2022", "last": "31-12-2022"}


def test_the_rule_looks_at_the_study_area_and_serves_both_periods(tmp_path: Path) -> None:
    points = np.vstack([_inside(60), [[90_000.0, 0]]])
    raw = _raw(points, begin=["2022-06-01"] * 30 + ["2023-06-01"] * 31)
    _, told = _spread(tmp_path, raw, rule="scott", edge=True)
    assert told["density_by_scott"]["radius"] < 1_500
    assert told["density_by_scott"]["n"] == 60
    assert told["density_edge"] == {"n": 1, "total": 61}


def test_the_gaussian_says_its_sigma(tmp_path: Path) -> None:
    _, told = _spread(tmp_path, _raw(_inside(5)), kernel="gaussian")
    assert told["density_gaussian"] == {"sigma": 106.1, "reach": 424.3}


@pytest.mark.parametrize("n", [1, 3])
@pytest.mark.parametrize("area", [AREA, None])
def test_a_few_points_make_a_map(tmp_path: Path, n: int, area: Raw | None) -> None:
    bands, _ = _spread(tmp_path, _raw(_inside(n)), area=area)
    assert _held(bands) == pytest.approx(n, rel=0.02)


def test_a_week_is_told_to_be_short(tmp_path: Path) -> None:
    _, told = _spread(tmp_path, _raw(_inside(2), datum=["01-03-2023", "07-03-2023"]))
    assert told["density_short_period"]["period"] == ("7 days", "7 dagen")


def test_a_day_is_a_day_and_not_0_years(tmp_path: Path) -> None:
    _, told = _spread(tmp_path, _raw(_inside(2), datum=["01-03-2023", "01-03-2023"]))
    assert told["density_per_year"]["period"] == told["density_short_period"]["period"] == ("1 day", "1 dag")


@pytest.mark.parametrize(
    ("columns", "choices", "asked", "sentence"),
    [
        ({}, {}, {"half_life": 30.0}, "no field that is known to hold a date"),
        ({}, {}, {"compared": (date(2022, 1, 1), date(2022, 12, 31))}, "no field that is known to hold a date"),
        ({"datum": ["morgen"] * 4}, {}, {"half_life": 30.0}, "has a date that can be read"),
        ({"datum": ["01-01-2030"] * 4}, {}, {}, "is left"),
        ({"datum": ["01-01-2023"] * 4}, {}, {"compared": (date(2010, 1, 1), date(2010, 12, 31))}, "is left"),
        ({}, {}, {"pixel": 0.1}, "pixels"),
    ],
)
def test_what_cannot_be_spread_is_refused_in_a_sentence(
    tmp_path: Path, columns: dict[str, Any], choices: dict[str, Any], asked: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(RefusedError, match=sentence):
        _spread(tmp_path, _raw(_inside(4), **columns), Choices(NOW, **choices), **asked)
    assert list(tmp_path.iterdir()) == []


def test_one_spot_gives_no_radius_by_rule_but_a_map_with_one_given(tmp_path: Path) -> None:
    raw = _raw(np.full((6, 2), 1_500.0))
    with pytest.raises(RefusedError, match="lie on one spot"):
        _spread(tmp_path, raw, rule="silverman")
    bands, _ = _spread(tmp_path, raw)
    assert _held(bands) == pytest.approx(6, rel=0.02)


def test_a_rule_without_incidents_in_the_study_area_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="lies in the study area"):
        _spread(tmp_path, _raw(_inside(4) + 50_000), rule="scott")


def test_an_empty_study_area_is_refused(tmp_path: Path) -> None:
    empty = Raw("niets", pd.DataFrame(index=[]), np.array([], dtype=object), "EPSG:28992")
    with pytest.raises(RefusedError, match="study area is empty"):
        _spread(tmp_path, _raw(_inside(4)), area=empty)


def test_cancel_ends_it_and_leaves_nothing(tmp_path: Path) -> None:
    spreading = Spreading("quartic", 300, 30, rule="cross_validation")
    with pytest.raises(CancelledError):
        spread_incidents(
            _raw(_inside(4)), AREA, Choices(NOW), spreading, tmp_path / "d.tif", Watch(cancelled=lambda: True)
        )
    assert list(tmp_path.iterdir()) == []


def test_real_robberies_have_a_radius_well_under_that_of_a_single_hill(shared: Path, tmp_path: Path) -> None:
    frame = pd.read_csv(shared / "data" / "incidents" / "sfhotspot_memphis_robberies_2019.csv")
    # Their place is in Memphis: laid here at Utrecht in true size.
    points = shapely.points(
        136_000 + 9.1e4 * (frame["longitude"] + 89.9), 456_000 + 1.11e5 * (frame["latitude"] - 35.1)
    )
    raw = Raw("memphis", frame.drop(columns=["longitude", "latitude"]), np.array(points), "EPSG:28992")
    radii = {}
    for rule in ("silverman", "scott", "cross_validation"):
        bands, told = _spread(tmp_path, raw, area=None, rule=rule, pixel=100.0)
        radii[rule] = told[f"density_by_{rule}"]["radius"]
        assert np.nansum(bands[0]) * 100**2 / 1e6 == pytest.approx(len(frame) * 365.25 / 365, rel=0.01)
    assert radii["cross_validation"] < radii["silverman"] <= radii["scott"]
