"""Hotspots: cells that touch are one group, its numbers are those of the tables, and nobody gets a small one back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.ndimage import label

from locatierisico.briefing.blocks import Table
from locatierisico.briefing.groups import cell_of, groups_of, side_of
from locatierisico.briefing.hotspot import MOST, hotspot_messages, hotspot_sheets
from locatierisico.safeguards.messages import say

from .case import AREA, SIDE, said, town

if TYPE_CHECKING:
    from locatierisico.briefing.results import Results

ROWS, COLUMNS = AREA + 1, 2 * AREA
CLASSES = arrays(np.int64, (ROWS, COLUMNS), elements=st.sampled_from([0, 0, 0, 1, 2, 3]))
INCIDENTS = st.lists(
    st.tuples(st.floats(0, COLUMNS * SIDE - 1), st.floats(0, ROWS * SIDE - 1)), min_size=1, max_size=90
)
FEW_EXAMPLES = settings(max_examples=25)
START = np.datetime64("2023-02-01T12:00:00")


def made(points: list[tuple[float, float]], classes: np.ndarray) -> Results:
    days = (np.arange(len(points)) * 37 % 1000) * np.timedelta64(1, "D")
    return town([20, 20], [8, 8], np.array(points, dtype=float), START + days, classes)


@FEW_EXAMPLES
@given(CLASSES)
def test_groups_are_those_of_an_independent_labelling(classes: np.ndarray) -> None:
    cells = made([(1.0, 1.0)], classes)["cells"]
    found = groups_of(cells, np.ones(len(cells), dtype=bool))
    labelled, n = label(classes >= 2, np.ones((3, 3)))
    assert len(found) == n
    flat = labelled.ravel()
    for group in found:
        (number,) = set(flat[group.cells].tolist())
        assert number > 0
        assert (flat == number).sum() == len(group.cells)
        near = np.zeros((ROWS + 2, COLUMNS + 2), dtype=bool)
        for row, col in zip(*np.nonzero(labelled == number), strict=True):
            near[row : row + 3, col : col + 3] = True
        rim = np.flatnonzero((near[1:-1, 1:-1] & (classes == 1)).ravel())
        assert group.rim.tolist() == rim.tolist()
    strengths = [group.p for group in found]
    assert strengths == sorted(strengths)


@FEW_EXAMPLES
@given(INCIDENTS, CLASSES)
def test_numbers_on_the_sheet_are_those_of_the_tables(points: list[tuple[float, float]], classes: np.ndarray) -> None:
    results = made(points, classes)
    cells = results["cells"]
    assert np.bincount(cell_of(cells, results["incidents"].geometry.to_numpy()), minlength=len(cells)).tolist() == (
        cells["count"].tolist()
    )
    labelled, n = label(classes >= 2, np.ones((3, 3)))
    sheets = hotspot_sheets(results, "nl", "internal")
    assert len(sheets) == min(n, MOST)
    counts = cells["count"].to_numpy().reshape(classes.shape)
    wanted = sorted(int(counts[labelled == one].sum()) for one in range(1, n + 1))
    told = sorted(int(sheet.score.split()[0]) for sheet in sheets)
    assert told == wanted if n <= MOST else set(told) <= set(wanted)
    for sheet in sheets:
        assert sheet.view.marked.area > 0
        assert "incidents" in sheet.view.roles


@FEW_EXAMPLES
@given(INCIDENTS, CLASSES)
def test_what_is_shared_gives_no_small_number(points: list[tuple[float, float]], classes: np.ndarray) -> None:
    for sheet in hotspot_sheets(made(points, classes), "nl", "shared"):
        assert not {"incidents", "units"} & set(sheet.view.roles)
        words = said(sheet.blocks)
        for one in words:
            for pattern in (r"begon(?:nen)? (\d+) inc", r"daarvoor (\d+)", r"(?:ligt|liggen|telt|tellen) (\d+) inc"):
                for number in re.findall(pattern, one):
                    assert not 0 < int(number) < 5, one
        for block in [one for one in sheet.blocks if isinstance(one, Table)]:
            counts = [int(row[-1]) for row in block.rows if row[-1].isdigit()]
            hidden = sum(row[-1] == "x" for row in block.rows)
            assert all(number >= 5 for number in counts)
            if hidden and sheet.score:
                rest = int(sheet.score.split()[0]) - sum(counts)
                assert hidden > 1
                assert rest >= 5


def test_who_takes_a_hotspot_off_its_area_gets_no_small_number() -> None:
    classes = np.zeros((ROWS, COLUMNS), dtype=np.int64)
    classes[0, 0] = 3
    points = [(10.0 + at, 10.0) for at in range(20)] + [(300.0, 300.0 + at) for at in range(3)]
    points += [(900.0, 10.0 + at) for at in range(30)]
    (sheet,) = hotspot_sheets(made(points, classes), "nl", "shared")
    assert sheet.score == ""
    assert not any(re.search(r"\b20\b", one) for one in said(sheet.blocks))
    (known,) = hotspot_sheets(made(points, classes), "nl", "internal")
    assert known.score.startswith("20 incidenten")


def test_where_nothing_stands_out_a_message_says_what_that_means() -> None:
    results = made([(1.0, 1.0)] * 9, np.ones((ROWS, COLUMNS), dtype=np.int64))
    assert hotspot_sheets(results, "nl", "internal") == []
    (message,) = hotspot_messages(results, "internal")
    assert "betekent niet dat er niets gebeurt" in say(message, "nl")


def test_the_size_of_cells_is_read_from_them() -> None:
    cells = made([(1.0, 1.0)], np.zeros((ROWS, COLUMNS), dtype=np.int64))["cells"]
    assert side_of(cells) == SIDE
    twice = cells.set_geometry(cells.geometry.scale(2, 2, origin=(0, 0)))
    assert side_of(twice) == 2 * SIDE
