"""Booklets on paper, read back by other programs: what stands on each page, how large it is, and where its map lies."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.parsers import expat

import numpy as np
import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFillSymbol,
    QgsGeometry,
    QgsLayoutItemMap,
    QgsLayoutItemPage,
    QgsPrintLayout,
    QgsProject,
    QgsRectangle,
    QgsSingleSymbolRenderer,
    QgsVectorLayer,
)
from qgis.PyQt.QtGui import QImage

from locatierisico.briefing.area import area_sheet
from locatierisico.briefing.results import read_results
from locatierisico.briefing.sheet import Marks, Sheet
from locatierisico.layers.loading import finish, open_layers
from locatierisico.safeguards.messages import CancelledError, RefusedError, Severity, say
from locatierisico.sheets import pdf
from locatierisico.sheets.booklet import Booklet, Page
from locatierisico.sheets.files import Names
from locatierisico.sheets.pages import add_label, place
from locatierisico.sheets.paper import Paper
from locatierisico.sheets.pdf_objects import PdfError
from locatierisico.sheets.printing import FORMATS, Printed, print_booklet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

pytestmark = pytest.mark.usefixtures("qgis_app")
MARKS = Marks(
    *("nl", "internal", "VERTROUWELIJK", "briefing burgemeester", "J. de Vries & Zn.", "2027-01-01", "2024-01-01"),
    *("0123456789ab", "BAG (bag.gpkg), incidenten (incidenten.csv)", True),
)
SQUARE = (155_100.0, 463_050.0, 155_140.0, 463_090.0)  # metres, RD New
RD = QgsCoordinateReferenceSystem("EPSG:28992")
MM = 72 / 25.4  # points


@dataclass
class Plain:
    """Pages that cost nothing: a word each, and a red square on a map."""

    project: QgsProject
    sheets: Sequence[Sheet]
    paper: Paper = field(default_factory=lambda: Paper.of("A4", "portrait"))
    rotation: float = 0.0
    marks: Marks = MARKS

    @property
    def total(self) -> int:
        return len(self.sheets)

    def pages(self) -> Iterator[Page]:
        self.layout = QgsPrintLayout(self.project)
        self.layout.initializeDefaults()
        lies = QgsLayoutItemPage.Orientation.Landscape if self.paper.lies else QgsLayoutItemPage.Orientation.Portrait
        self.layout.pageCollection().page(0).setPageSize(self.paper.name, lies)
        shown = QgsLayoutItemMap(self.layout)
        shown.setId("lr_map")
        self.layout.addLayoutItem(shown)
        place(shown, (20, 40, self.paper.width - 40, self.paper.height - 60))
        shown.setCrs(RD)
        shown.setLayers(list(self.project.mapLayers().values()))
        shown.setExtent(QgsRectangle(154_900, 462_900, 155_300, 463_300))
        shown.setScale(4000)
        shown.setMapRotation(self.rotation)
        for sheet in self.sheets:
            add_label(self.layout, f"Bladzijde over {sheet.title}", (20, 20, 150, 10))
            yield Page(sheet, 0, self.layout)


def _sheets(n: int, kind: str = "area") -> list[Sheet]:
    return [Sheet(kind, f"bt-{at}", f"Gebied {at}", "", []) for at in range(n)]


def _print(
    booklet: Any, folder: Path, formats: Sequence[str] = ("booklet",), *, stop: int = 10**6, dpi: float = 200
) -> Printed:
    seen: list[float] = []
    return print_booklet(booklet, folder, formats, dpi, seen.append, lambda: len(seen) >= stop)


def _ran(*command: Any) -> str:
    return subprocess.run([str(one) for one in command], capture_output=True, check=True, text=True).stdout


def _contents(path: Path) -> list[tuple[str, int]]:
    """Give the bookmarks as poppler reads them."""
    found = re.findall(r'<item page="(\d+)">(.*?)</item>', _ran("pdftohtml", "-xml", "-i", "-stdout", path))
    return [(title, int(page)) for page, title in found]


def _colours(path: Path) -> Any:
    """Give red, green and blue of a picture, each by row and column."""
    image = QImage(str(path)).convertToFormat(QImage.Format.Format_RGBA8888)
    held = np.frombuffer(image.constBits().asstring(image.sizeInBytes()), dtype=np.uint8)
    return held.reshape(image.height(), image.width(), 4).transpose(2, 0, 1)[:3].astype(int)


def _sound(path: Path) -> None:
    """Let other programs judge a PDF, where they are there."""
    if shutil.which("qpdf"):
        _ran("qpdf", "--check", path)
    if shutil.which("mutool"):
        assert "error" not in _ran("mutool", "info", path).lower()
    checked = subprocess.run(["pdfinfo", str(path)], capture_output=True, check=True, text=True)
    assert not checked.stderr


@pytest.fixture
def project() -> Iterator[QgsProject]:
    made = QgsProject()
    made.setCrs(RD)
    layer = QgsVectorLayer("Polygon?crs=EPSG:28992", "square", "memory")
    square = QgsFeature()
    square.setGeometry(QgsGeometry.fromRect(QgsRectangle(*SQUARE)))
    layer.dataProvider().addFeatures([square])
    symbol = QgsFillSymbol.createSimple({"color": "#ff0000", "outline_style": "no"})
    layer.setRenderer(QgsSingleSymbolRenderer(symbol))
    made.addMapLayer(layer)
    yield made
    made.clear()


@pytest.fixture
def areas(in_background: Callable[..., Any], registers_file: Path, tmp_path: Path) -> Iterator[Callable[..., Booklet]]:
    """Give a way to make a booklet of the sheet of an area, so many times, each under a name of its own."""
    fine, made, feedback = in_background("assess", {"REGISTERS": str(registers_file), "OUTPUT": str(tmp_path / "runs")})
    assert fine, feedback.textLog()
    results, _ = read_results(made["RUN"])
    project = QgsProject()
    project.setCrs(RD)
    layers = open_layers(Path(made["RUN"]), simulated=False)
    for role, layer in layers.items():
        project.addMapLayer(layer, False)  # noqa: FBT003  Qt takes positions
        finish(layer, role)

    def booklet(n: int, paper: Paper, language: str = "nl") -> Booklet:
        sheet = area_sheet(results, "bt-1", language, "internal")
        sheets = [replace(sheet, key=f"bt-{at}", title=f"De Noord {at}") for at in range(1, n + 1)]
        return Booklet(project, layers, sheets, replace(MARKS, language=language), paper)

    yield booklet
    project.clear()


@pytest.mark.parametrize(("paper", "language"), [("A4", "nl"), ("A3", "en")])
def test_each_page_bears_what_was_promised(
    areas: Callable[..., Booklet], tmp_path: Path, paper: str, language: str
) -> None:
    asked = Paper.of(paper, "landscape")
    booklet = areas(2, asked, language)
    printed = _print(booklet, tmp_path / "uit", FORMATS, dpi=100)
    name = {"nl": "kaartbladen.pdf", "en": "map_sheets.pdf"}[language]
    book = tmp_path / "uit" / name
    assert printed.files[-1] == book
    assert printed.pages == printed.total == booklet.total
    pages = _ran("pdftotext", "-layout", book, "-").split("\f")[:-1]
    assert len(pages) == booklet.total
    said = {
        "nl": ("Indicatie, geen verdenking.", "Peildatum 01-01-2024", "bladzijde {} van {}", "GESIMULEERD"),
        "en": ("An indication, not a suspicion.", "Reference date 01-01-2024", "page {} of {}", "SIMULATED"),
    }[language]
    for at, page in enumerate(pages, start=1):
        assert "De Noord" in page
        assert MARKS.classification in page
        assert MARKS.author in page
        for promised in (*said, MARKS.purpose, "01-01-2027", MARKS.short_hash, MARKS.sources):
            assert promised.format(at, len(pages)) in page, promised
    for each in (path for path in printed.files if path.suffix == ".pdf"):
        told = _ran("pdfinfo", "-f", 1, "-l", 99, each)
        sizes = re.findall(r"size: +([\d.]+) x ([\d.]+)", told)
        assert sizes
        for size in sizes:
            assert [float(one) / MM for one in size] == pytest.approx([asked.width, asked.height], abs=0.01)
        fonts = _ran("pdffonts", each).splitlines()[2:]
        assert fonts
        assert all(re.search(r" yes (yes|no) +yes ", line) for line in fonts), "embedded, and known as letters"
        _sound(each)
    singles = [path for path in printed.files if path.suffix == ".pdf" and path != book]
    assert [_ran("pdftotext", "-layout", path, "-") for path in singles] == [f"{page}\f" for page in pages]
    kinds = {path.suffix for path in printed.files}
    assert kinds == {".pdf", ".png", ".svg"}
    assert sorted(one.name for one in (tmp_path / "uit").iterdir()) == sorted(path.name for path in printed.files)


def test_a_pdf_says_whose_it_is_and_no_more(project: QgsProject, tmp_path: Path) -> None:
    project.setTitle("geheim project")
    project.setFileName(str(tmp_path / "geheim.qgz"))
    _print(Plain(project, _sheets(2)), tmp_path / "map" / "uit", FORMATS)
    told = _ran("pdfinfo", tmp_path / "map" / "uit" / "kaartbladen.pdf")
    assert re.search(r"Title: +Kaartbladen, peildatum 01-01-2024\n", told)
    assert re.search(r"Author: +J. de Vries & Zn.\n", told)
    assert re.search(r"Subject: +VERTROUWELIJK · Indicatie, geen verdenking. · briefing burgemeester\n", told)
    meta = _ran("pdfinfo", "-meta", tmp_path / "map" / "uit" / "kaartbladen.pdf")
    expat.ParserCreate().Parse(meta.encode(), True)  # noqa: FBT003  takes positions
    assert "<rdf:li>nl-NL</rdf:li>" in meta
    for path in (tmp_path / "map" / "uit").iterdir():
        held = path.read_bytes()
        for secret in (b"geheim", str(tmp_path).encode(), b"/home", b".part", Path.home().name.encode() + b"/"):
            assert secret not in held, path.name
        if path.suffix == ".pdf":
            assert b"/Lang <FEFF006E006C002D004E004C>" in held


@pytest.mark.parametrize(
    ("paper", "way", "rotation"),
    [
        ("A4", "portrait", 0),
        ("A4", "landscape", 0),
        ("A3", "portrait", 0),
        ("A4", "portrait", 30),
    ],
)
def test_a_page_knows_its_place_on_earth_to_within_a_metre(
    project: QgsProject, tmp_path: Path, paper: str, way: str, rotation: float
) -> None:
    printed = _print(Plain(project, _sheets(1), Paper.of(paper, way), rotation), tmp_path, ["pdf", "booklet"])
    for path in printed.files:
        told = json.loads(_ran("gdalinfo", "-json", "--config", "GDAL_PDF_DPI", "200", path))
        assert "28992" in told["coordinateSystem"]["wkt"]
        wide, high = told["size"]
        size = ["-scale-to-x", wide, "-scale-to-y", high]
        _ran("pdftoppm", *size, "-aa", "no", "-singlefile", "-png", path, tmp_path / "read")
        red, green, blue = _colours(tmp_path / "read.png")
        rows, columns = (found + 0.5 for found in np.nonzero((red > 200) & (green < 60) & (blue < 60)))
        x, across, down, y, up, below = told["geoTransform"]
        east, north = x + columns * across + rows * down, y + columns * up + rows * below
        # A pixel is 0.5 m.
        assert [np.mean(east), np.mean(north)] == pytest.approx([155_120, 463_070], abs=0.2)
        if not rotation:
            assert [east.min(), north.min(), east.max(), north.max()] == pytest.approx(SQUARE, abs=0.6)


def test_a_page_without_a_map_has_no_place(project: QgsProject, tmp_path: Path) -> None:
    class Mapless(Plain):
        def pages(self) -> Iterator[Page]:
            for page in super().pages():
                page.layout.removeLayoutItem(page.layout.itemById("lr_map"))
                yield page

    (path,) = _print(Mapless(project, _sheets(1)), tmp_path, ["pdf"]).files
    assert "coordinateSystem" not in json.loads(_ran("gdalinfo", "-json", path))


def test_each_sheet_has_its_bookmark_below_the_word_for_its_kind(project: QgsProject, tmp_path: Path) -> None:
    sheets = [*_sheets(1, "overview"), *_sheets(3), *_sheets(2, "route"), *_sheets(1, "method")]
    sheets[1] = replace(sheets[1], title="Café (Zuid) \\ <Noord> & “Zoon” 😀")
    _print(Plain(project, sheets), tmp_path)
    found = _contents(tmp_path / "kaartbladen.pdf")
    awkward = "Café (Zuid) \\ &lt;Noord&gt; &amp; “Zoon” 😀"
    assert found == [
        *(("Gebied 0", 1), ("Gebieden", 2), (awkward, 2), ("Gebied 1", 3), ("Gebied 2", 4)),
        *(("Routes", 5), ("Gebied 0", 5), ("Gebied 1", 6), ("Gebied 0", 7)),
    ]
    _sound(tmp_path / "kaartbladen.pdf")


def test_a_cancel_at_page_17_keeps_what_is_done(project: QgsProject, tmp_path: Path) -> None:
    printed = _print(Plain(project, _sheets(50)), tmp_path, ["booklet", "pdf"], stop=16)
    assert (printed.pages, printed.total) == (16, 50)
    (told,) = printed.messages
    assert told.severity == Severity.WARNING
    assert say(told, "nl") == f"Gestopt: 16 van 50 bladzijden zijn gemaakt; ze staan in {tmp_path}."
    assert [title for title, _ in _contents(tmp_path / "kaartbladen.pdf")] == [f"Gebied {at}" for at in range(16)]
    assert "Pages:           16" in _ran("pdfinfo", tmp_path / "kaartbladen.pdf")
    assert len(list(tmp_path.iterdir())) == 17
    for path in printed.files:
        _sound(path)


def test_a_cancel_before_the_first_page_leaves_nothing(project: QgsProject, tmp_path: Path) -> None:
    with pytest.raises(CancelledError):
        _print(Plain(project, _sheets(3)), tmp_path / "uit", FORMATS, stop=0)
    assert not list((tmp_path / "uit").iterdir())


@pytest.mark.parametrize("share", [0.05, 0.6, 0.97])
@pytest.mark.parametrize("kind", FORMATS)
def test_a_full_disk_gets_a_sentence_and_leaves_what_was_there(
    project: QgsProject, tmp_path: Path, small_disk: Callable[[int], Any], kind: str, share: float
) -> None:
    booklet = Plain(project, _sheets(12 if kind == "booklet" else 1))
    whole = _print(booklet, tmp_path / "whole", [kind])
    room = int(share * whole.files[0].stat().st_size)
    (tmp_path / "uit").mkdir()
    old = tmp_path / "uit" / whole.files[0].name
    old.write_bytes(b"oud")
    with small_disk(room), pytest.raises(RefusedError) as caught:
        _print(booklet, tmp_path / "uit", [kind])
    assert caught.value.message.code == "sheets_printing_disk_full"
    assert str(caught.value).startswith(old.name)
    assert [path.read_bytes() for path in (tmp_path / "uit").iterdir()] == [b"oud"]


def test_a_folder_that_cannot_be_written_gets_a_sentence(project: QgsProject, tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("x")
    for folder in (tmp_path / "bestand", tmp_path / "bestand" / "uit", Path("/proc/uit")):
        with pytest.raises(RefusedError, match="nothing can be written in this folder") as caught:
            _print(Plain(project, _sheets(1)), folder)
        assert str(folder) in str(caught.value)


@pytest.mark.parametrize("name", ["kaartbladen.pdf", "gebied_bt-1_01.png"])
def test_a_file_that_cannot_be_replaced_is_named(project: QgsProject, tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    with pytest.raises(RefusedError, match=f"{name} could not be written. Close it where it is open"):
        _print(Plain(project, _sheets(2)), tmp_path, FORMATS)
    left = {path.name for path in tmp_path.iterdir()} - {name}
    assert left == (
        set()
        if name == "kaartbladen.pdf"
        else {f"gebied_bt-0_01.{one}" for one in ("pdf", "png", "svg")} | {"gebied_bt-1_01.pdf"}
    )


def test_pictures_are_as_large_as_the_page_with_nothing_on_its_edge(project: QgsProject, tmp_path: Path) -> None:
    _print(Plain(project, _sheets(1)), tmp_path, FORMATS, dpi=100)
    image = QImage(str(tmp_path / "gebied_bt-0_01.png"))
    assert (image.width(), image.height()) == (827, 1170)
    assert image.dotsPerMeterX() == 3937
    _ran("pdftoppm", "-r", "100", "-png", tmp_path / "kaartbladen.pdf", tmp_path / "bladzijde")
    for path in (tmp_path / "gebied_bt-0_01.png", *tmp_path.glob("bladzijde*.png")):
        rows, columns = np.nonzero((_colours(path) < 250).any(axis=0))
        assert rows.size
        assert rows.min() >= 19.5 / 25.4 * 100
        assert columns.min() >= 19.5 / 25.4 * 100
        assert rows.max() <= (297 - 19.5) / 25.4 * 100
        assert columns.max() <= (210 - 19.5) / 25.4 * 100


def test_letters_of_an_svg_are_letters(project: QgsProject, tmp_path: Path) -> None:
    sheet = replace(_sheets(1)[0], title="Noord & <Zuid>")
    (path,) = _print(Plain(project, [sheet]), tmp_path, ["svg"]).files
    words: list[str] = []
    parser = expat.ParserCreate()
    parser.CharacterDataHandler = words.append
    parser.Parse(path.read_bytes(), True)  # noqa: FBT003  takes positions
    assert "Bladzijde over Noord & <Zuid>" in "".join(words)
    assert b'width="210mm" height="297mm"' in path.read_bytes()


def test_the_same_booklet_gives_the_same_bytes_but_for_dates(project: QgsProject, tmp_path: Path) -> None:
    def printed(folder: str) -> list[bytes]:
        files = _print(Plain(project, _sheets(2)), tmp_path / folder, FORMATS).files
        return [re.sub(rb"D:\d{14}|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", b"", path.read_bytes()) for path in files]

    assert printed("a") == printed("b")


def test_a_layout_is_afterwards_as_it_was(project: QgsProject, tmp_path: Path) -> None:
    booklet = Plain(project, _sheets(1))
    pages = booklet.pages()
    page = next(pages)
    context = page.layout.renderContext()
    context.setDpi(321)
    before = int(context.flags()), int(context.textRenderFormat())
    booklet.pages = lambda: (one for one in [page])  # type: ignore[method-assign]
    _print(booklet, tmp_path, FORMATS)
    assert context.dpi() == 321
    assert (int(context.flags()), int(context.textRenderFormat())) == before


def test_a_form_of_pdf_that_is_not_known_is_left_as_it_is_and_told(
    project: QgsProject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(*_: Any) -> bytes:
        raise PdfError("form")

    monkeypatch.setattr(pdf, "behind", unknown)
    printed = _print(Plain(project, _sheets(2)), tmp_path, ["booklet", "pdf"])
    assert [message.code for message in printed.messages] == ["sheets_printing_plain"] * 3 + ["sheets_printing_done"]
    assert "Pages:           2" in _ran("pdfinfo", tmp_path / "kaartbladen.pdf")


def test_a_booklet_with_a_hole_is_not_taken_for_whole(
    project: QgsProject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = pdf.BookFile.close

    def holed(book: pdf.BookFile) -> None:
        # A disk that was full for a moment takes the end again.
        whole(book)
        held = book.path.read_bytes()
        book.path.write_bytes(held[:3000] + held[3500:])

    monkeypatch.setattr(pdf.BookFile, "close", holed)
    (tmp_path / "kaartbladen.pdf").write_bytes(b"oud")
    with pytest.raises(RefusedError, match=r"kaartbladen\.pdf did not become whole"):
        _print(Plain(project, _sheets(2)), tmp_path)
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"oud"]


def test_names_are_safe_on_windows_and_differ(tmp_path: Path) -> None:
    names = Names(tmp_path)
    keys = ["bt-1", "BT-1", "bt:1", "bt 1", "", "ØÆ", "con", "a/..\\b", "é" * 200, "é" * 201, "x.", "日本"]
    given = [names.of("gebied", key) for key in keys]
    assert len({name.lower() for name in given}) == len(keys)
    assert all(re.fullmatch(r"gebied[A-Za-z0-9_-]{0,70}", name) for name in given)
    deep = tmp_path / ("x" * 90) / ("y" * 30)
    assert len(f"{deep}/{Names(deep).of('gebied', 'k' * 100)}_01.pdf") < 250
