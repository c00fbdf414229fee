"""The route on paper, read back as text and looked at as a picture."""

from __future__ import annotations

import re
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QEventLoop, QThread, QTimer, QTranslator
from qgis.PyQt.QtGui import QImage
from shapely.affinity import translate

sys.path.insert(0, str(Path(__file__).parent.parent / "routes"))
from made_outcome import LONG, outcome, recipe

from locatierisico.layers.route_results import write_plan
from locatierisico.safeguards.messages import CancelledError, RefusedError
from locatierisico.sheets.main_thread import on_main_thread
from locatierisico.sheets.route_sheet import print_sheets

pytestmark = pytest.mark.usefixtures("qgis_app")
ROOT = Path(__file__).resolve().parents[2]


def _text(path: Path, *options: str) -> str:
    return subprocess.run(["pdftotext", *options, str(path), "-"], capture_output=True, check=True, text=True).stdout


def _printed(folder: Path, classification: str = "Intern", **chosen: Any) -> list[Path]:
    write_plan(folder, outcome(**chosen), "en")
    return print_sheets(folder, classification=classification)


def test_every_team_gets_its_sheet_with_all_that_was_promised(tmp_path: Path) -> None:
    north, south = _printed(tmp_path)
    assert (north.name, south.name) == ("route_Noord.pdf", "route_Zuid_Co.pdf")
    pages = _text(north, "-layout").split("\f")[:-1]
    assert len(pages) == 2
    for at, page in enumerate(pages, start=1):
        assert f"page {at} of 2" in page
        assert "An indication, not a suspicion." in page
        assert "Intern" in page
        assert f"reference date 2026-11-01, recipe {recipe().sha256()[:12]}" in page
    assert "Inspection route: Noord" in pages[0]
    assert "Thursday 3 December 2026" in pages[0]
    assert "leaves 09:00" in pages[0]
    assert re.search(r"\b\d+ m\b", pages[0]), "a scale bar"
    words = " ".join(_text(north).split())
    for promised in (
        "Molenweg 1",
        "1A",
        "09:05 - 09:23",
        "Statutory basis",
        "Wabo art. 5.13; Opiumwet",
        "Binnentreden",
        "politie, Belastingdienst",
        "eerst bellen.",
        "2025-05-12, niets",
        "Notes",
        "1 nothing remarkable, 2 further inquiry",
        "? is an open question",
        'Café-pad <"Noord" & Zuid> 4',
        "can be visited 09:00-17:00",
    ):
        assert promised in words, promised
    assert "Molenweg 6" not in words, "a stop of the other team"


def test_no_score_priority_or_control_mark_is_printed(tmp_path: Path) -> None:
    for path in _printed(tmp_path):
        text = _text(path).lower()
        assert not any(word in text for word in ("87.31", "priorit", "control", "score", "mandatory"))
        assert b"Author" not in path.read_bytes()


def test_sixty_stops_with_long_names_all_stand_on_a_page(tmp_path: Path) -> None:
    (path,) = _printed(tmp_path, n=60, teams=("Noord",))
    pages = _text(path, "-layout").split("\f")[:-1]
    numbers = [int(found) for page in pages[1:] for found in re.findall(r"^(\d+) +\w", page, re.MULTILINE)]
    assert numbers == list(range(1, 61))
    assert all("Statutory basis" in page and f"of {len(pages)}" in page for page in pages[1:])
    words = " ".join(_text(path).split())
    assert words.count("Sminia-Hoogenboezemstraatweg") == LONG.count("Sminia") * 12
    boxes = _text(path, "-bbox")
    assert all(float(right) <= 842 - 30 for right in re.findall(r'xMax="([\d.]+)"', boxes))


def _words(path: Path, page: int) -> list[tuple[str, float, float, float, float]]:
    """Give the words of a page with left, top, right and bottom in mm."""
    found = re.findall(
        r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>',
        _text(path, "-bbox", "-f", str(page), "-l", str(page)),
    )
    return [(word, *(float(one) * 25.4 / 72 for one in box)) for *box, word in found]


def _on_the_map(path: Path) -> dict[str, tuple[float, float]]:
    """Give the middle of each number and sign on the map, apart from the scale bar."""
    return {
        word: ((left + right) / 2, (top + bottom) / 2)
        for word, left, top, right, bottom in _words(path, 1)
        if 34 < top < 193 and not (left < 75 and top > 175)
    }


@pytest.mark.parametrize("metres", [0.0, 4.0])
def test_stops_close_together_are_all_read(tmp_path: Path, metres: float) -> None:
    made = outcome(n=30, teams=("Noord",))
    served = made.stops["served"]
    middle = made.stops.loc[served, "geometry"].iloc[0]
    made.stops.loc[served, "geometry"] = [
        translate(middle, metres * (at % 6), metres * (at // 6)) for at in range(int(served.sum()))
    ]
    write_plan(tmp_path, made, "en")
    (path,) = print_sheets(tmp_path)
    shown = _on_the_map(path)
    numbers = [str(at) for at in range(1, 31)]
    assert set(numbers) <= set(shown)
    places = np.array([shown[one] for one in [*numbers, "1.1", "S"]])
    apart = np.hypot(*(places[:, None] - places[None]).transpose(2, 0, 1))
    assert (apart + np.diag(np.full(len(places), 99.0))).min() > 5.2, "the width of a marker"


def test_what_lies_close_together_is_shown_in_detail(tmp_path: Path) -> None:
    made = outcome(n=5, teams=("Noord",))
    rows = made.stops.index[made.stops["number"].isin([1, 2, 3])]
    middle = made.stops.loc[rows[0], "geometry"]
    made.stops.loc[rows, "geometry"] = [translate(middle, 15.0 * at, 0.0) for at in range(3)]
    write_plan(tmp_path, made, "en")
    (path,) = print_sheets(tmp_path)
    pages = _text(path).split("\f")[:-1]
    assert len(pages) == 3
    assert "Inspection route: Noord, detail 1" in pages[1]
    scales = [int(re.search(r"scale 1 : ([\d ]+)", page)[1].replace(" ", "")) for page in pages[:2]]  # type: ignore[index]
    assert scales[1] <= scales[0] / 2
    numbers = {word for word, left, top, _, _ in _words(path, 2) if 34 < top < 193 and not (left < 75 and top > 175)}
    assert numbers >= {"1", "2", "3"}


def test_the_sheet_says_its_scale_and_reference_system(tmp_path: Path) -> None:
    (path, _) = _printed(tmp_path)
    words = " ".join(_text(path, "-f", "1", "-l", "1").split())
    scale = int(re.search(r"scale 1 : ([\d ]+?) ·", words)[1].replace(" ", ""))  # type: ignore[index]
    assert "RD New (EPSG:28992)" in words
    assert scale in (5_000, 6_000, 7_500, 10_000)
    bar = {word: (left + right) / 2 for word, left, top, right, _ in _words(path, 1) if left < 75 and 175 < top < 194}
    metres = max(int(word) for word in bar if word.isdigit())
    assert bar[str(metres)] - bar["0"] == pytest.approx(metres * 1000 / scale, abs=2.5), "the bar and the words agree"


def test_a_long_name_of_a_team_stays_in_its_place(tmp_path: Path) -> None:
    team = "Toezicht en Handhaving Zuidoost, ploeg van het Regionaal Informatie- en Expertisecentrum, eerste dienst "
    team += "van de dag"
    (path,) = _printed(tmp_path, teams=(team,))
    for page in (1, 2):
        words = _words(path, page)
        assert max(right for _, _, _, right, _ in words) < 297 - 11
    first = _words(path, 1)
    title = [box for word, *box in first if word in ("Toezicht", "Expertisecentrum,", "dag")]
    day = next(box for word, *box in first if word == "Thursday")
    assert len(title) == 3
    assert max(box[3] for box in title) <= day[1]


def test_who_waits_is_told_until_when(tmp_path: Path) -> None:
    made = outcome(n=2, teams=("Noord",))
    made.stops.loc[made.stops["number"] == 2, "begin"] = "13:00"
    write_plan(tmp_path, made, "en")
    (path,) = print_sheets(tmp_path)
    assert " ".join(_text(path).split()).count("visit from 13:00") == 1


def test_letters_are_not_joined_so_that_words_can_be_found(tmp_path: Path) -> None:
    made = outcome(n=1, teams=("Koffie",))
    made.stops["name"] = "Effectenfijnfabriek 12ff"
    write_plan(tmp_path, made, "en")
    text = _text(print_sheets(tmp_path)[0])
    assert "Inspection route: Koffie" in text
    assert "Effectenfijnfabriek 12ff" in text.replace("-\n", "")


def test_fonts_are_in_the_file(tmp_path: Path) -> None:
    (path, _) = _printed(tmp_path)
    lines = subprocess.run(["pdffonts", str(path)], capture_output=True, check=True, text=True).stdout.splitlines()[2:]
    assert lines
    assert all(line.split()[-5] == "yes" for line in lines), lines


def test_a_pand_with_very_many_addresses_keeps_its_row_on_one_page(tmp_path: Path) -> None:
    made = outcome(n=3, teams=("Noord",))
    made.stops["addresses"] = "; ".join(f"Industrieweg {n}" for n in range(300))
    made.stops["safety_note"] = "Donaudampfschiffahrtselektrizitätenhauptbetriebswerkbauunterbeamten " * 40
    write_plan(tmp_path, made, "en")
    (path,) = print_sheets(tmp_path)
    words = " ".join(_text(path).split())
    assert words.count("and 292 more, see QField") == 2
    assert words.count("and 291 more, see QField") == 1, "Industrieweg 3 stands above its list already"
    _, *pages = _text(path, "-layout").split("\f")[:-1]
    assert [found for page in pages for found in re.findall(r"^(\d) +\w", page, re.MULTILINE)] == ["1", "2", "3"]


def test_the_map_shows_the_route_and_the_roads(tmp_path: Path) -> None:
    (path, _) = _printed(tmp_path)
    subprocess.run(
        ["pdftoppm", "-r", "60", "-png", "-f", "1", "-l", "1", str(path), str(tmp_path / "page")], check=True
    )
    (picture,) = tmp_path.glob("page*.png")
    image = QImage(str(picture)).convertToFormat(QImage.Format.Format_RGB888)
    held = image.constBits().asarray(image.sizeInBytes())
    pixels = np.array(held, dtype=np.uint8).reshape(image.height(), image.bytesPerLine())[:, : 3 * image.width()]
    pixels = pixels.reshape(image.height(), image.width(), 3).astype(int)
    for colour, least in (((0x00, 0x72, 0xB2), 300), ((0xD2, 0xD0, 0xCB), 100)):
        assert (np.abs(pixels - colour).sum(axis=2) < 30).sum() > least, colour
    assert (np.abs(pixels - (0xD5, 0x5E, 0x00)).sum(axis=2) < 30).sum() == 0, "the route of the other team"


@pytest.mark.usefixtures("dutch")
def test_the_sheet_is_dutch_for_who_reads_dutch(tmp_path: Path) -> None:
    translator = QTranslator()
    assert translator.load(str(ROOT / "i18n" / "locatierisico_nl.qm"))
    QgsApplication.installTranslator(translator)
    try:
        (path,) = _printed(tmp_path, teams=("Noord",), classification="Vertrouwelijk")
    finally:
        QgsApplication.removeTranslator(translator)
    words = " ".join(_text(path).split())
    for promised in (
        "Inspectieroute: Noord",
        "donderdag 3 december 2026",
        "Indicatie, geen verdenking. Vertrouwelijk",
        "peildatum 2026-11-01, recept",
        "pagina 1 van 2",
        "Wettelijke grondslag",
        "Laatste bezoek",
        "1 niets bijzonders, 2 nader onderzoek, 3 overtreding, 4 niemand aanwezig, of gesloten, 5 niet toegelaten",
    ):
        assert promised in words, promised


def test_made_up_data_are_printed_as_such_on_every_page(tmp_path: Path) -> None:
    (path,) = _printed(tmp_path, teams=("Noord",), recipe=recipe(simulated=["incidenten"]))
    assert all("SIMULATED: not real data" in page for page in _text(path).split("\f")[:-1])


def test_words_of_a_user_are_never_run_as_an_expression(tmp_path: Path) -> None:
    (path,) = _printed(tmp_path, teams=("[% 6*7 %]",), classification="[% @user_account_name %]")
    text = _text(path)
    assert "[ % 6*7 %]" in text
    assert "@user_account_name" in text


@pytest.mark.parametrize("chosen", [{"dated": False}, {"n": 1}, {"days": 2}, {"roads": None, "buildings": None}])
def test_sparse_plans_are_printed_too(tmp_path: Path, chosen: dict[str, Any]) -> None:
    paths = _printed(tmp_path, teams=("Noord",), **chosen)
    assert len(paths) == chosen.get("days", 1)
    assert all("page 2 of 2" in _text(path) for path in paths)


def test_a_plan_without_routes_prints_nothing(tmp_path: Path) -> None:
    assert _printed(tmp_path, n=0, teams=()) == []


def test_a_sheet_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    write_plan(tmp_path, outcome(), "en")
    (tmp_path / "route_Noord.pdf").mkdir()
    with pytest.raises(RefusedError) as error:
        print_sheets(tmp_path)
    assert error.value.message.code == "sheets_not_written"


def _from_a_thread(function: Any, cancelled: Any) -> tuple[Any, BaseException | None]:
    """Call from a thread, while the main thread goes round its loop."""
    loop, got = QEventLoop(), [None, None]

    def ask() -> None:
        try:
            got[0] = on_main_thread(function, cancelled)
        except BaseException as error:  # noqa: BLE001
            got[1] = error

    thread = threading.Thread(target=ask)
    timer = QTimer()
    timer.timeout.connect(lambda: None if thread.is_alive() else loop.quit())
    timer.start(10)
    thread.start()
    loop.exec()
    return got[0], got[1]


def test_a_thread_has_its_sheets_printed_on_the_main_thread(tmp_path: Path) -> None:
    write_plan(tmp_path, outcome(), "en")
    threads = []

    def print_them() -> list[Path]:
        threads.append(QThread.currentThread())
        return print_sheets(tmp_path)

    paths, error = _from_a_thread(print_them, lambda: False)
    assert error is None
    assert [path.is_file() for path in paths] == [True, True]
    assert threads == [QgsApplication.instance().thread()]


def test_what_goes_wrong_on_the_main_thread_comes_back() -> None:
    def fail() -> None:
        message = "no"
        raise ValueError(message)

    _, error = _from_a_thread(fail, lambda: False)
    assert isinstance(error, ValueError)


def test_a_cancel_is_heard_while_the_main_thread_is_busy() -> None:
    ran, got = [], []

    def ask() -> None:
        try:
            on_main_thread(lambda: ran.append(1), lambda: True)
        except CancelledError as error:
            got.append(error)

    thread = threading.Thread(target=ask)
    thread.start()
    thread.join(10)  # the main thread waits here and runs nothing
    QgsApplication.processEvents()
    assert (len(got), ran) == (1, [])


def test_a_cancel_between_two_sheets_ends_the_printing(tmp_path: Path) -> None:
    write_plan(tmp_path, outcome(), "en")
    with pytest.raises(CancelledError):
        print_sheets(tmp_path, cancelled=(tmp_path / "route_Noord.pdf").exists)
    assert not (tmp_path / "route_Zuid_Co.pdf").exists()
