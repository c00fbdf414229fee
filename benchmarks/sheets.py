"""Make and print the sheets of areas, A4 at 200 dpi, beside QGIS's own atlas of the same map: seconds and memory.

Each figure comes from a process of its own on the same results of a synthetic municipality, upon a background of its
BGT and BAG. The atlas of QGIS is a plain layout of that size with the map alone: no words, no charts, no legend, and a
page for each area. Ours makes what is said of each area anew and prints one booklet with bookmarks, in which an area
takes as many pages as it needs.
On a machine that does other things as well, compare what the processor worked.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

ADDRESSES = 10_000
SHEETS = (10, 50)
DPI = 200
OURS, QGIS = "booklet", "plain atlas of QGIS"


def main() -> None:
    """Make the results once, and print them in a process for each figure."""
    with tempfile.TemporaryDirectory() as folder:
        _ran("results", folder)
        print(f"{'':22}{'sheets':>7}{'pages':>7}{'s a page':>10}{'cpu a page':>12}{'peak MB':>9}")
        each: dict[tuple[str, int], float] = {}
        memory: dict[tuple[str, int], float] = {}
        for sheets in SHEETS:
            for what in (OURS, QGIS):
                told = _ran(what, folder, str(sheets)).split()[-4:]
                pages, seconds, worked, peak = (float(one) for one in told)
                each[what, sheets], memory[what, sheets] = worked / pages, peak
                row = f"{sheets:>7}{pages:>7.0f}{seconds / pages:>10.2f}{worked / pages:>12.2f}{peak:>9.0f}"
                print(f"{what:22}{row}", flush=True)
    few, many = SHEETS
    print(f"\na page of ours takes {each[OURS, many] / each[QGIS, many]:.1f} times the work of one of the plain atlas")
    for what in (OURS, QGIS):
        print(f"{what}: {memory[what, many] - memory[what, few]:+.0f} MB at the peak of {many} sheets, beside {few}")


def _ran(*asked: str) -> str:
    command = [sys.executable, "-W", "ignore", str(Path(__file__).resolve()), *asked]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=environment).stdout


def part(what: str, folder: str, sheets: str = "0") -> None:
    """Do one part, in a process of its own, and print its figures."""
    from qgis.core import QgsApplication

    application = QgsApplication([], True)  # noqa: FBT003  takes positions
    application.initQgis()
    if what == "results":
        _make_results(Path(folder))
    else:
        staged, results, areas = _staged(Path(folder), int(sheets))
        print_all = {OURS: _ours, QGIS: _atlas}[what]
        start, begun = time.perf_counter(), time.process_time()
        made = print_all(staged, results, areas, Path(folder) / what.replace(" ", "_"))
        seconds, worked = time.perf_counter() - start, time.process_time() - begun
        print(made, seconds, worked, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    sys.stdout.flush()
    os._exit(0)  # QGIS may fall over its own layers as it ends


def _make_results(folder: Path) -> None:
    from qgis.core import QgsProcessingContext, QgsProcessingFeedback

    from locatierisico.algorithms.assess import Assess
    from locatierisico.registers.load import SOURCES, load
    from locatierisico.registers.store import write
    from locatierisico.synthetic.deliver import deliver
    from locatierisico.synthetic.town import PEILDATUM, make_town

    files = deliver(make_town(ADDRESSES, 1), folder / "town")
    sources = {key: [path] for key, path in files.items() if key in SOURCES}
    write(load(sources, PEILDATUM).registers, folder / "registers.gpkg")
    algorithm = Assess()
    algorithm.initAlgorithm()
    values = {"REGISTERS": str(folder / "registers.gpkg"), "OUTPUT": str(folder / "runs")}
    feedback = QgsProcessingFeedback(False)  # noqa: FBT003  takes positions
    _, fine = algorithm.run(values, QgsProcessingContext(), feedback)
    if not fine:
        sys.exit(f"The results could not be made: {feedback.textLog()}")


def _staged(folder: Path, n: int) -> tuple[Any, Any, list[str]]:
    """Open layers and results, and name so many areas, the same again where there are no more."""
    from locatierisico.briefing.results import read_results
    from locatierisico.sheets.binding import Ground, stage

    results, _ = read_results(str(folder / "runs"))
    staged = stage(Ground(results.folder, str(folder / "registers.gpkg")), "nl")
    areas = list(results["areas"]["area_id"])
    return staged, results, [areas[at % len(areas)] for at in range(n)]


def _ours(staged: Any, results: Any, areas: list[str], folder: Path) -> int:
    from locatierisico.briefing.area import area_sheet
    from locatierisico.briefing.sheet import Marks
    from locatierisico.sheets.binding import Form, bind
    from locatierisico.sheets.printing import BOOKLET, print_booklet

    sheets = [replace(area_sheet(results, area, "nl", "internal"), key=str(at)) for at, area in enumerate(areas)]
    marks = Marks("nl", "internal", "VERTROUWELIJK", "", "", "", "2026-01-01", "0" * 12, "BAG", True)  # noqa: FBT003  positions
    booklet, _ = bind(staged, sheets, marks, Form("A4", "landscape"), None, keep=False)
    return print_booklet(booklet, folder, [BOOKLET], DPI, lambda _: None, lambda: False).pages


def _atlas(staged: Any, results: Any, areas: list[str], folder: Path) -> int:
    from qgis.core import (
        Qgis,
        QgsFeature,
        QgsGeometry,
        QgsLayoutExporter,
        QgsLayoutItemMap,
        QgsLayoutItemPage,
        QgsPrintLayout,
        QgsRectangle,
        QgsVectorLayer,
    )

    from locatierisico.briefing.area import around
    from locatierisico.sheets.pages import place
    from locatierisico.sheets.paper import Paper
    from locatierisico.sheets.shown import GROUND

    project, layers = staged
    shapes = results["areas"].set_index("area_id").geometry
    coverage = QgsVectorLayer("Polygon?crs=EPSG:28992", "coverage", "memory")
    features = []
    for area in areas:
        features.append(QgsFeature())
        features[-1].setGeometry(QgsGeometry.fromRect(QgsRectangle(*around(shapes[area]))))
    coverage.dataProvider().addFeatures(features)
    project.addMapLayer(coverage, False)  # noqa: FBT003  takes positions
    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    layout.pageCollection().page(0).setPageSize("A4", QgsLayoutItemPage.Orientation.Landscape)
    shown = QgsLayoutItemMap(layout)
    layout.addLayoutItem(shown)
    place(shown, Paper.of("A4", "landscape").first().map)
    shown.setLayers([layers[role] for role in ("units", "cells", "areas", *GROUND) if role in layers])
    shown.setKeepLayerSet(True)
    shown.setAtlasDriven(True)
    shown.setAtlasMargin(0)
    layout.atlas().setCoverageLayer(coverage)
    layout.atlas().setEnabled(True)
    settings = QgsLayoutExporter.PdfExportSettings()
    settings.dpi, settings.textRenderFormat = DPI, Qgis.TextRenderFormat.AlwaysText
    folder.mkdir(exist_ok=True)
    result, error = QgsLayoutExporter.exportToPdf(layout.atlas(), str(folder / "atlas.pdf"), settings)
    if result != QgsLayoutExporter.ExportResult.Success:
        sys.exit(error)
    return len(features)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        part(*sys.argv[1:])
    else:
        main()
