"""A municipality may give speeds of its own, and what is wrong with them is said."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from locatierisico.routes.travel.speeds import KEEPERS, SHIPPED, read_speeds
from locatierisico.safeguards.messages import RefusedError, say

if TYPE_CHECKING:
    from pathlib import Path


def written(folder: Path, held: Any) -> Path:
    path = folder / "snelheden.json"
    path.write_text(held if isinstance(held, str) else json.dumps(held), encoding="utf-8")
    return path


def test_the_shipped_speeds_are_lower_inside_the_built_up_area_and_walking_is_slowest() -> None:
    speeds = read_speeds()
    assert set(speeds.built_up) == set(speeds.outside) == set(KEEPERS)
    assert all(speeds.built_up[keeper] <= speeds.outside[keeper] for keeper in KEEPERS)
    assert 4.5 <= speeds.on_foot <= 5 < min(speeds.built_up.values())


def test_what_a_municipality_leaves_out_is_as_shipped(tmp_path: Path) -> None:
    given = written(tmp_path, {"remark": "30 in de kom", "built_up": {"G": 22}, "on_foot": 5})
    speeds, shipped = read_speeds(given), read_speeds()
    assert (speeds.built_up["G"], speeds.on_foot) == (22, 5)
    assert speeds.built_up["P"] == shipped.built_up["P"]
    assert speeds.outside == shipped.outside


def test_a_copy_of_the_shipped_file_is_read_as_it_is(tmp_path: Path) -> None:
    assert read_speeds(written(tmp_path, SHIPPED.read_text(encoding="utf-8"))) == read_speeds()


@pytest.mark.parametrize(
    ("held", "code", "words"),
    [
        ("{", "travel_speeds_unreadable", "snelheden.json"),
        ([30], "travel_speeds_unreadable", "JSON"),
        ({"bebouwd": {"G": 30}}, "travel_speeds_unknown", "'bebouwd'"),
        ({"built_up": {"gemeente": 30}}, "travel_speeds_unknown", "'built_up: gemeente'"),
        ({"built_up": 30}, "travel_speeds_table", "R, P, W, G, T, other"),
        ({"outside": {"G": 0}}, "travel_speeds_speed", "'outside: G' is 0"),
        ({"outside": {"G": -30}}, "travel_speeds_speed", "-30"),
        ({"outside": {"G": "60"}}, "travel_speeds_speed", "0.5 to 150"),
        ({"on_foot": True}, "travel_speeds_speed", "on_foot"),
        ('{"on_foot": NaN}', "travel_speeds_speed", "nan"),
        ({"without_roads": 400}, "travel_speeds_speed", "400"),
    ],
)
def test_what_is_wrong_with_a_file_is_said(tmp_path: Path, held: Any, code: str, words: str) -> None:
    with pytest.raises(RefusedError) as caught:
        read_speeds(written(tmp_path, held))
    assert caught.value.message.code == code
    assert words in say(caught.value.message)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match=r"weg\.json"):
        read_speeds(tmp_path / "weg.json")
