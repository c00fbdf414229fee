from __future__ import annotations

import math
import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locatierisico.charts.canvas import Canvas
from locatierisico.charts.marks import Entry, bars, columns, curve, heatmap, key, paragraph
from locatierisico.charts.plot import Plot, figure, reach, ticks, x_axis, y_axis


def _drawn(canvas: Canvas, tag: str) -> list[dict[str, str]]:
    return [dict(re.findall(r'([\w-]+)="([^"]*)"', body)) for body in re.findall(rf"<{tag} ([^>]*)>", canvas.svg())]


def _sheet() -> Canvas:
    return Canvas(200, 100, "title", "said")


@given(st.floats(-1e6, 1e6), st.floats(1e-3, 1e6), st.integers(2, 8))
def test_ticks_hold_every_value_and_are_few(low: float, span: float, about: int) -> None:
    found = ticks(low, low + span, about)
    assert found[0] <= low + 1e-6 * (1 + abs(low))
    assert found[-1] >= low + span - 1e-6 * (1 + abs(low + span))
    assert 2 <= len(found) <= about + 3


def test_ticks_are_round() -> None:
    assert ticks(0, 100) == [0, 20, 40, 60, 80, 100]
    assert ticks(0, 7) == [0, 2, 4, 6, 8]
    assert ticks(0, 0) == pytest.approx([0, 0.2, 0.4, 0.6, 0.8, 1])
    assert ticks(0, math.nan)[-1] == 1


def test_figures_are_written_as_the_language_does() -> None:
    assert figure(12_500.0, "nl") == "12.500"
    assert figure(0.25, "nl") == "0,25"
    assert figure(12_500.5, "en") == "12,500.5"


def test_a_column_stands_on_zero_and_reaches_its_value() -> None:
    canvas, plot = _sheet(), Plot(0, 0, 100, 50, (0, 2), (0, 10))
    columns(canvas, plot, [5, math.nan], fat=1, tips=["<vijf>", ""])
    sheet, column = _drawn(canvas, "rect")
    assert sheet["width"] == "200"
    assert (column["x"], column["y"], column["width"], column["height"]) == ("0", "25", "50", "25")
    assert "&lt;vijf&gt;" in canvas.svg()


def test_a_bar_lies_in_its_row() -> None:
    canvas = _sheet()
    bars(canvas, Plot(10, 0, 100, 40, (0, 4)), [0, 1], fat=1)
    bar = _drawn(canvas, "rect")[1]
    assert (bar["x"], bar["y"], bar["width"], bar["height"]) == ("10", "20", "25", "20")


def test_a_missing_value_breaks_a_line() -> None:
    canvas = _sheet()
    curve(canvas, Plot(0, 0, 100, 100, (0, 4), (0, 1)), [(0, 0), (1, 1), (2, math.nan), (3, 1), (4, 0)])
    assert [line["points"] for line in _drawn(canvas, "polyline")] == ["0,100 25,0", "75,0 100,100"]


def test_cells_of_a_heat_map_fill_the_plot_from_above() -> None:
    canvas = _sheet()
    heatmap(canvas, Plot(0, 0, 100, 50), [["#111111", "#222222"], ["#333333", "#444444"]], gap=0)
    cells = {cell["fill"]: (cell["x"], cell["y"]) for cell in _drawn(canvas, "rect")[1:]}
    assert cells == {"#111111": ("0", "0"), "#222222": ("50", "0"), "#333333": ("0", "25"), "#444444": ("50", "25")}


def test_words_along_an_axis_do_not_touch() -> None:
    canvas = _sheet()
    plot = Plot(0, 0, 100, 50, (0, 40))
    x_axis(canvas, plot, [(year, str(1990 + year)) for year in range(41)], title="jaar")
    written = [float(text["x"]) for text in _drawn(canvas, "text")][:-1]
    assert 2 <= len(written) < 10
    assert min(b - a for a, b in pairwise(written)) > reach("1990", 10.5)
    y_axis(canvas, plot, [(0, "0"), (1, "1")], title="aantal")
    assert _drawn(canvas, "text")[-1]["transform"].startswith("rotate(-90")


def test_a_paragraph_is_cut_between_words_and_loses_none() -> None:
    canvas = _sheet()
    words = "Op vrijdag en zaterdag tussen 22 en 02 uur gebeurde het meest"
    below = paragraph(canvas, words, 0, 10, 120, size=10)
    lines = re.findall(r"<text [^>]*>([^<]*)<", canvas.svg())
    assert " ".join(lines) == words
    assert all(reach(line, 10) <= 120 for line in lines)
    assert below == pytest.approx(10 + 14.5 * len(lines))


def test_a_key_has_a_sign_for_every_colour() -> None:
    canvas = _sheet()
    line, dashes = Entry("#333333", "lijn", "line"), Entry("#444444", "streep", "dashes")
    key(canvas, 0, 20, [Entry("#111111", "weinig"), Entry("#222222", "veel"), line, dashes])
    assert [box["fill"] for box in _drawn(canvas, "rect")[1:]] == ["#111111", "#222222"]
    assert [drawn.get("stroke-dasharray") for drawn in _drawn(canvas, "polyline")] == [None, "5 4"]
