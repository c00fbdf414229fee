"""A PDF is understood whatever its form, and where it is broken that is said and nothing else happens."""

from __future__ import annotations

import re
import shutil
import subprocess
import zlib
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locatierisico.sheets.bookmarks import Bookmark, Leaf, Whose, behind
from locatierisico.sheets.pdf_file import PdfFile
from locatierisico.sheets.pdf_objects import NotWholeError, PdfError, Ref, read_object, text, written

if TYPE_CHECKING:
    from pathlib import Path

WHOSE = Whose("Titel", "Zij", "Waarvoor", "nl-NL")
LEAVES = [Leaf(595.2756, 841.8898)] * 2
LINES = [Bookmark("Boven", 0, [Bookmark("Onder", 1)])]
BODIES = {
    1: b"<</Type/Catalog/Pages 2 0 R>>",
    2: b"<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2/MediaBox[0 0 595 842]/Resources<<>>>>",
    3: b"<</Type/Page/Parent 2 0 R/Contents 5 0 R>>",
    4: b"<< /Type /Page % a word to the reader\n/Parent 2 0 R /Contents [5 0 R 5 0 R] /Name (a \\) \\\\ (b)) >>",
    5: b"<</Length 6 0 R>>\nstream\n0 0 9 9 re f\nendstream",
    6: b"12",
    7: b"<</Producer(Qt)/CreationDate(D:20240101120000Z)>>",
}


def plain() -> bytes:
    """Make a PDF whose table is text."""
    made, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in BODIES.items():
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(made)
    made += b"xref\n0 8\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % at for at in places)
    return bytes(made + b"trailer\n<</Size 8/Root 1 0 R/Info 7 0 R>>\nstartxref\n%d\n%%%%EOF\n" % start)


def streamed() -> bytes:
    """Make a PDF whose table is a stream of differences between rows, with most objects in another stream."""
    made, entries = bytearray(b"%PDF-1.7\n"), {0: (0, 0, 0)}
    inside = [1, 2, 3, 4, 6, 7]
    data = b" ".join(BODIES[number] for number in inside)
    at, head = 0, b""
    for index, number in enumerate(inside):
        head += b"%d %d " % (number, at)
        at += len(BODIES[number]) + 1
        entries[number] = (2, 8, index)
    packed = zlib.compress(head + data)
    form = b"<</Type/ObjStm/N %d/First %d/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream"
    objects = form % (len(inside), len(head), len(packed), packed)
    for number, body in ((5, BODIES[5]), (8, objects)):
        entries[number] = (1, len(made), 0)
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(made)
    entries[9] = (1, start, 0)
    rows, above = bytearray(), bytes(4)
    for number in range(10):
        kind, place, index = entries[number]
        row = bytes([kind]) + place.to_bytes(2, "big") + bytes([index])
        rows += b"\x02" + bytes((one - other) % 256 for one, other in zip(row, above, strict=True))
        above = row
    packed = zlib.compress(bytes(rows))
    made += b"9 0 obj\n<</Type/XRef/Size 10/W[1 2 1]/Root 1 0 R/Info 7 0 R/Filter/FlateDecode/Length %d" % len(packed)
    made += b"/DecodeParms<</Predictor 12/Columns 4>>>>\nstream\n%s\nendstream\nendobj\n" % packed
    return bytes(made + b"startxref\n%d\n%%%%EOF\n" % start)


@pytest.mark.parametrize("made", [plain(), streamed()], ids=["table", "stream"])
def test_both_forms_get_bookmarks_exact_pages_and_a_title(made: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(made + behind(made, LEAVES, LINES, WHOSE))
    told = subprocess.run(["pdfinfo", "-f", "1", "-l", "2", str(path)], capture_output=True, check=True, text=True)
    assert not told.stderr
    assert re.search(r"Title: +Titel\n", told.stdout)
    assert re.search(r"CreationDate: +Mon Jan +1 12:00:00 2024", told.stdout)
    assert told.stdout.count("595.276 x 841.89 pts") == 2
    read = subprocess.run(["pdftohtml", "-xml", "-i", "-stdout", str(path)], capture_output=True, check=True, text=True)
    assert re.findall(r'<item page="(\d)">(\w+)', read.stdout) == [("1", "Boven"), ("2", "Onder")]
    if shutil.which("qpdf"):
        subprocess.run(["qpdf", "--check", str(path)], check=True, capture_output=True)


@pytest.mark.parametrize("made", [plain(), streamed()], ids=["table", "stream"])
def test_what_was_added_is_read_back_and_can_be_added_to_again(made: bytes) -> None:
    once = made + behind(made, LEAVES, LINES, WHOSE)
    twice = once + behind(once, LEAVES, [], WHOSE)
    for held in (once, twice):
        read = PdfFile(held)
        read.check()
        pages = read.pages()
        assert [at.number for at, _ in pages] == [3, 4]
        assert [len(page[b"/Contents"]) for _, page in pages] == [2, 3] if held is once else [3, 4]
        assert pages[1][1][b"/Name"] == b"(a \\) \\\\ (b))"
        assert b"/Outlines" in read.follow(read.trailer[b"/Root"])


@pytest.mark.parametrize("made", [plain(), streamed()], ids=["table", "stream"])
def test_a_pdf_that_was_cut_off_is_never_taken_for_whole(made: bytes) -> None:
    for end in range(len(made) - 1):
        with pytest.raises(NotWholeError):
            behind(made[:end], LEAVES, LINES, WHOSE)
    hole = made.index(b"5 0 obj")
    with pytest.raises(NotWholeError):
        behind(made[:hole] + made[hole + 5 :], LEAVES, LINES, WHOSE)
    with pytest.raises(NotWholeError):
        behind(made, LEAVES[:1], LINES, WHOSE)


@given(st.sampled_from([plain(), streamed()]), st.lists(st.tuples(st.integers(0), st.binary(max_size=6)), max_size=5))
def test_a_damaged_pdf_is_taken_or_refused_and_nothing_else(made: bytes, damage: list[tuple[int, bytes]]) -> None:
    held = bytearray(made)
    for place, put in damage:
        at = place % len(held)
        held[at : at + len(put)] = put
    try:
        behind(bytes(held), LEAVES, LINES, WHOSE)
    except PdfError:
        return


VALUE = st.recursive(
    st.one_of(
        st.integers(-(10**9), 10**9), st.builds(Ref, st.integers(0, 999), st.integers(0, 9)), st.text().map(text)
    ),
    lambda below: st.one_of(
        st.lists(below, max_size=5), st.dictionaries(st.sampled_from([b"/A", b"/B", b"/Type"]), below, max_size=3)
    ),
    max_leaves=20,
)


@given(VALUE)
def test_what_is_written_is_read_back(value: object) -> None:
    made = written(value)
    assert read_object(made + b" ", 0) == (value, len(made))
