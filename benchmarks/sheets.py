"""Print the sheets of areas, A4 at 200 dpi, beside QGIS's own atlas of the same map: seconds and peak memory.

Each figure comes from a process of its own on the same results of a synthetic municipality. The atlas of QGIS is a
plain layout of that size with the map alone: no words, no charts, no legend, and a page for each area. Ours makes one
booklet with bookmarks, in which an area takes as many pages as it needs.
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
        run = _ran("results", folder).splitlines()[-1]
        print(f"{'':22}{'sheets':>7}{'pages':>7}{'s a page':>10}{'cpu a page':>12}{'peak MB':>9}")
        each: dict[tuple[str, int], float] = {}
        memory: dict[tuple[str, int], float] = {}
        for sheets in SHEETS:
            for what in (OURS, QGIS):
                told = _ran(what, folder, run, str(sheets)).split()[-4:]
                pages, seconds, worked, peak = (float(one) for one in told)
                each[what, sheets], memory[what, sheets] = worked / sheets, peak
                row = f"{sheets:>7}{pages:>7.0f}{seconds / pages:>10.2f}{worked / pages:>12.2f}{peak:>9.0f}"
                print(f"{what:22}{row}", flush=True)
    few, many = SHEETS
    print(
        f"\na sheet of ours takes {each[OURS, many] / each[QGIS, many]:.1f} times the work of a page of the plain atlas"
    )
    print(f"{many} sheets take {memory[OURS, many] - memory[OURS, few]:+.0f} MB at the peak, beside {few}")


def _ran(*asked: str) -> str:
    command = [sys.executable, "-W", "ignore", str(Path(__file__).resolve()), *asked]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout


def part(what: str, folder: str, run: str = "", sheets: str = "0") -> None:
    """Do one part, in a process of its own, and print its figures."""
    from qgis.core import QgsApplication

    application = QgsApplication([], True)  # noqa: FBT003  takes positions
    application.initQgis()
    if what == "results":
        print(_results(Path(folder)))
    else:
        project, layers, given = _sheets(Path(run), int(sheets))
        start, begun = time.perf_counter(), time.process_time()
        made = {OURS: _ours, QGIS: _atlas}[what](project, layers, given, Path(folder) / what.replace(" ", "_"))
        seconds, worked = time.perf_counter() - start, time.process_time() - begun
        print(made, seconds, worked, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    sys.stdout.flush()
    os._exit(0)  # QGIS may fall over its own layers as it ends


def _results(folder: Path) -> str:
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
    made, fine = algorithm.run(values, QgsProcessingContext(), feedback)
    if not fine:
        sys.exit(f"The results could not be made: {feedback.textLog()}")
    return str(made["RUN"])


def _sheets(run: Path, n: int) -> tuple[Any, dict[str, Any], list[Any]]:
    """Open the layers and give so many sheets of areas, the same again where there are no more."""
    from qgis.core import QgsCoordinateReferenceSystem, QgsProject

    from locatierisico.briefing.area import area_sheet
    from locatierisico.briefing.results import read_results
    from locatierisico.layers.loading import finish, open_layers

    results, _ = read_results(str(run))
    project = QgsProject()
    project.setCrs(QgsCoordinateReferenceSystem("EPSG:28992"))
    layers = open_layers(run, simulated=False)
    for role, layer in layers.items():
        project.addMapLayer(layer, False)  # noqa: FBT003  takes positions
        finish(layer, role)
    areas = list(results["areas"]["area_id"])
    made = [area_sheet(results, area, "nl", "internal") for area in areas]
    return project, layers, [replace(made[at % len(made)], key=str(at)) for at in range(n)]


def _ours(project: Any, layers: dict[str, Any], sheets: list[Any], folder: Path) -> int:
    from locatierisico.briefing.sheet import Marks
    from locatierisico.sheets.booklet import Booklet
    from locatierisico.sheets.paper import Paper
    from locatierisico.sheets.printing import BOOKLET, print_booklet

    marks = Marks("nl", "internal", "VERTROUWELIJK", "", "", "", "2026-01-01", "0" * 12, "BAG", True)  # noqa: FBT003  positions
    booklet = Booklet(project, layers, sheets, marks, Paper.of("A4", "landscape"))
    return print_booklet(booklet, folder, [BOOKLET], DPI, lambda _: None, lambda: False).pages


def _atlas(project: Any, layers: dict[str, Any], sheets: list[Any], folder: Path) -> int:
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

    from locatierisico.sheets.pages import place
    from locatierisico.sheets.paper import Paper

    coverage = QgsVectorLayer("Polygon?crs=EPSG:28992", "coverage", "memory")
    features = []
    for sheet in sheets:
        features.append(QgsFeature())
        features[-1].setGeometry(QgsGeometry.fromRect(QgsRectangle(*sheet.view.extent)))
    coverage.dataProvider().addFeatures(features)
    project.addMapLayer(coverage, False)  # noqa: FBT003  takes positions
    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    layout.pageCollection().page(0).setPageSize("A4", QgsLayoutItemPage.Orientation.Landscape)
    shown = QgsLayoutItemMap(layout)
    layout.addLayoutItem(shown)
    place(shown, Paper.of("A4", "landscape").map)
    shown.setLayers([layers[role] for role in (*sheets[0].view.roles, "roads", "buildings") if role in layers])
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
