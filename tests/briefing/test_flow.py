"""Whatever a sheet has to say stands on its pages: in order, inside its columns, nothing over anything else."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from locatierisico.briefing.blocks import Block, Field, Heading, Sentences, Table
from locatierisico.briefing.charts import Span, Spread, columns, spans, spreads
from locatierisico.briefing.flow import columned, flow
from locatierisico.briefing.letters import BODY, broken
from locatierisico.briefing.strip import Key, Strip

from .lettering import estimated

WORD = st.text(st.characters(categories=["Ll", "Lu", "Nd"]), min_size=1, max_size=40)
SENTENCE = st.lists(WORD, min_size=1, max_size=60).map(" ".join)
TABLE = st.lists(st.tuples(WORD, SENTENCE), min_size=1, max_size=30).map(
    lambda rows: Table([Field("Location", 1), Field("Why", 3)], rows)
)
CHART = st.integers(1, 40).map(lambda n: columns([1.0] * n, [str(at) for at in range(n)], "nl", title="Per uur"))
SPANS = st.integers(1, 90).map(
    lambda n: spans([Span(f"Gebied {at}", 0.2, 0.1, 0.3, f"{at} %") for at in range(n)], "nl", title="T", caption="C")
)
STRIP = st.lists(st.tuples(st.integers(0, 99999).map(str), SENTENCE), min_size=1, max_size=9).map(
    lambda keys: Strip([Key(*key) for key in keys])
)
BLOCK = st.one_of(
    SENTENCE.map(Heading), st.lists(SENTENCE, min_size=1, max_size=12).map(Sentences), TABLE, CHART, SPANS, STRIP
)
SLACK = 0.01


def panels(blocks: list[Block]) -> list[list[tuple[str, float, float, float, float]]]:
    """Letters of each page: words, left, right, top, bottom."""
    pages = flow(blocks, lambda number: columned(250 if number == 0 else 700, 400, 1 if number == 0 else 3), estimated)
    made = []
    for page in pages:
        boxes = []
        for one in page.letterings:
            wide = estimated(one.words, one.size, one.bold)
            left = one.x - {"start": 0.0, "middle": wide / 2, "end": wide}[one.anchor]
            boxes.append((one.words, left, left + wide, one.y - 0.75 * one.size, one.y + 0.2 * one.size))
        made.append(boxes)
    return made


@given(SENTENCE, st.floats(30, 400))
def test_lines_are_no_wider_than_asked_and_lose_no_letter(sentence: str, width: float) -> None:
    lines = broken(sentence, width, BODY, estimated)
    assert all(estimated(line, BODY.size, BODY.bold) <= width + SLACK for line in lines)
    assert "".join(lines).replace("-", "").replace(" ", "") == sentence.replace(" ", "")


@given(st.lists(BLOCK, max_size=12))
def test_all_that_is_said_stands_inside_the_panel_and_apart(blocks: list[Block]) -> None:
    for number, boxes in enumerate(panels(blocks)):
        wide = 250 if number == 0 else 700
        for words, left, right, top, bottom in boxes:
            assert left >= -1, words
            assert right <= wide + 2, words
            assert top >= -1, words
            assert bottom <= 400 + 3, words
        for one in range(len(boxes)):
            for other in range(one + 1, len(boxes)):
                _, left, right, top, bottom = boxes[one]
                _, left2, right2, top2, bottom2 = boxes[other]
                assert not (min(right, right2) - max(left, left2) > 1 and min(bottom, bottom2) - max(top, top2) > 1), (
                    boxes[one],
                    boxes[other],
                )


@given(st.lists(st.lists(SENTENCE, min_size=1, max_size=12).map(Sentences), max_size=12))
def test_sentences_stand_in_order(blocks: list[Sentences]) -> None:
    said = "".join(sentence for block in blocks for sentence in block.sentences)
    written = "".join(words for page in panels(list(blocks)) for words, *_ in page)
    assert written.replace("-", "").replace(" ", "") == said.replace(" ", "")


def test_a_heading_never_ends_a_column() -> None:
    filler = [Sentences(["woord " * 40])] * 8
    pages = flow([*filler, Heading("Kop"), *filler], lambda _: columned(250, 400, 1), estimated)
    for page in pages:
        heights = [(one.y, one.words) for one in page.letterings]
        assert max(heights)[1] != "Kop"


def test_the_areas_stand_in_the_order_given_and_the_dot_on_its_interval() -> None:
    rows = [Span("A", 0.4, 0.3, 0.5, "40 %"), Span("B", 0.1, 0.05, 0.2, "10 %", mine=True)]
    (page,) = flow([spans(rows, "nl", title="", caption="")], lambda _: columned(300, 400, 1), estimated)
    names = {one.words: one.y for one in page.letterings if one.words in ("A", "B")}
    assert names["A"] < names["B"]
    dots = [part for part in page.svg().split("<") if part.startswith("circle")]
    assert len(dots) == 2
    left, right = (float(dot.split('cx="')[1].split('"')[0]) for dot in reversed(dots))
    assert left < right


def test_names_below_columns_do_not_touch() -> None:
    (page,) = flow(
        [columns([1.0] * 40, [f"kwartaal {at}" for at in range(40)], "nl", title="")],
        lambda _: columned(250, 400, 1),
        estimated,
    )
    names = sorted((one.x, one.words) for one in page.letterings if one.words.startswith("kwartaal"))
    half = estimated("kwartaal 10", 6.8, False) / 2  # noqa: FBT003  a measure
    assert names
    assert all(second[0] - first[0] >= 2 * half - SLACK for first, second in pairwise(names))


@given(st.integers(1, 120))
def test_a_chart_of_many_areas_is_cut_between_rows_and_keeps_its_scale(n: int) -> None:
    rows = [Span(f"Gebied {at}", 0.2, 0.1, 0.9 if at == 0 else 0.3, "20 %") for at in range(n)]
    chart = spans(rows, "nl", title="Aandeel", caption="Punt", expected=0.2)
    pages = flow([chart], lambda _: columned(250, 200, 1), estimated)
    told = [[one.words for one in page.letterings] for page in pages]
    assert [words for page in told for words in page if words.startswith("Gebied")] == [row.name for row in rows]
    assert [sum("Punt" in words for words in page) for page in told] == [0] * (len(pages) - 1) + [1]
    assert all(any(words.startswith("Aandeel") for words in page) for page in told)
    scales = [[words for words in page if words.endswith(" %") and words != "20 %"] for page in told]
    assert all(scale == scales[0] for scale in scales)


@given(st.integers(1, 120))
def test_a_profile_of_many_indicators_is_cut_between_rows_with_its_key_at_the_end(n: int) -> None:
    rows = [Spread(f"Indicator {at}", 0.2, [0.1, 0.3], None, "20") for at in range(n)]
    pages = flow([spreads(rows, "nl", title="", caption="Punt")], lambda _: columned(250, 200, 1), estimated)
    told = [[one.words for one in page.letterings] for page in pages]
    assert [words for page in told for words in page if words.startswith("Ind")] == [row.name for row in rows]
    assert [sum("Punt" in words for words in page) for page in told] == [0] * (len(pages) - 1) + [1]


@given(st.floats(20, 300))
def test_a_number_stays_with_its_unit(width: float) -> None:
    lines = broken("Hier geldt 67 % van het gewicht, op 691 m van € 131.000 en 12 ha grond", width, BODY, estimated)
    if width > estimated("131.000 en", BODY.size, BODY.bold):
        assert not any(line.startswith(("%", "m ", "ha")) or line.endswith("€") for line in lines)
    assert "\u00a0" not in "".join(lines)


def test_a_paragraph_leaves_no_single_line_behind() -> None:
    words = Sentences(["woord " * 30])
    lines = len(broken(words.sentences[0], 100, BODY, estimated))
    for room in range(1, lines + 2):
        parts = words.cut(100, room * BODY.line, estimated)
        if parts is not None:
            assert all(part.height(100, estimated) >= 2 * BODY.line - SLACK for part in parts)


def test_a_table_leaves_no_single_row_behind() -> None:
    table = Table([Field("Nr", 1)], [[str(at)] for at in range(6)])
    whole = table.height(100, estimated)
    parts = table.cut(100, whole - 1, estimated)
    assert parts is not None
    assert [len(one.rows) for one in parts if isinstance(one, Table)] == [4, 2]
