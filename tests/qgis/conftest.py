from __future__ import annotations

import resource
import signal
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import processing
import pytest
import shapely
from qgis.core import (
    QgsApplication,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProject,
    QgsSettings,
)
from qgis.PyQt.QtCore import QEventLoop, QTimer

from locatierisico.algorithms.provider import Provider
from locatierisico.registers.store import write
from locatierisico.registers.tables import Registers, canonical

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    import pandas as pd

PEILDATUM = date(2024, 1, 1)


class _Iface:
    """As much of the desktop as the plugin touches; remembers what was put in."""

    def __init__(self) -> None:
        self.menu: list[Any] = []
        self.toolbar: list[Any] = []
        self.told: list[str] = []

    def mainWindow(self) -> None:  # noqa: N802  name of QGIS
        return None

    def messageBar(self) -> _Iface:  # noqa: N802  name of QGIS
        return self

    def pushMessage(self, _title: str, text: str, *_more: Any) -> None:  # noqa: N802  name of QGIS
        self.told.append(text)

    def addPluginToVectorMenu(self, name: str, action: Any) -> None:  # noqa: N802  name of QGIS
        self.menu.append((name, action))

    def removePluginVectorMenu(self, name: str, action: Any) -> None:  # noqa: N802  name of QGIS
        self.menu.remove((name, action))

    def addVectorToolBarIcon(self, action: Any) -> None:  # noqa: N802  name of QGIS
        self.toolbar.append(action)

    def removeVectorToolBarIcon(self, action: Any) -> None:  # noqa: N802  name of QGIS
        self.toolbar.remove(action)


@pytest.fixture
def desktop() -> _Iface:
    return _Iface()


@pytest.fixture
def dutch(qgis_app: QgsApplication) -> Iterator[None]:  # noqa: ARG001  QGIS must run
    settings = QgsSettings()
    settings.setValue("locale/overrideFlag", True)  # noqa: FBT003  Qt takes positions
    settings.setValue("locale/userLocale", "nl")
    yield
    settings.remove("locale/overrideFlag")
    settings.remove("locale/userLocale")


@pytest.fixture
def provider(qgis_app: QgsApplication) -> Iterator[Any]:  # noqa: ARG001  QGIS must run
    made = Provider()
    QgsApplication.processingRegistry().addProvider(made)
    yield made
    QgsApplication.processingRegistry().removeProvider(made)


@pytest.fixture
def small_disk() -> Callable[[int], AbstractContextManager[None]]:
    """Let no file grow beyond so many bytes, while the tool runs alone: what the tests say goes to a file as well."""

    @contextmanager
    def limited(most: int) -> Iterator[None]:
        kept = resource.getrlimit(resource.RLIMIT_FSIZE)
        handled = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, kept[1]))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, kept)
            signal.signal(signal.SIGXFSZ, handled)

    return limited


@pytest.fixture
def new_project(qgis_app: QgsApplication) -> Iterator[QgsProject]:  # noqa: ARG001  QGIS must run
    project = QgsProject.instance()
    project.clear()
    yield project
    project.clear()


def _estate(simulated: frozenset[str]) -> Registers:
    """Draw an estate of 30 panden of 20 x 10 m with 8 vacant, 12 homes beside it, and incidents at the first pand."""
    column, row = np.arange(30) % 6, np.arange(30) // 6
    x, y = 130_000 + 40 * column, 480_000 + 30 * row
    homes = 130_320 + 20 * np.arange(12)
    shapes = [*shapely.box(x, y, x + 20, y + 10), *shapely.box(homes, 480_000, homes + 8, 480_008)]
    ids = [f"0001100000{n:06d}" for n in range(42)]
    panden = canonical(
        "panden",
        {"identificatie": ids, "bouwjaar": 1950.0 + np.arange(42), "status": ["Pand in gebruik"] * 42},
        shapely.multipolygons([[shape] for shape in shapes]),
    )
    uses = [["industriefunctie"]] * 30 + [["woonfunctie"]] * 12
    vbo = canonical(
        "verblijfsobjecten",
        {
            "identificatie": [f"0001010000{n:06d}" for n in range(42)],
            "pand_identificaties": [(one,) for one in ids],
            "gebruiksdoelen": uses,
            "oppervlakte": 40.0 + 7 * np.arange(42),
            "status": ["Verblijfsobject in gebruik"] * 42,
        },
        shapely.centroid(np.array(shapes)),
    )
    incidents = canonical(
        "incidenten",
        {
            "incident_id": [str(n) for n in range(40)],
            "soort": ["hennepkwekerij"] * 40,
            "begin": ["2023-06-01"] * 40,
            "eind": ["2023-06-01"] * 40,
            "herkomst": ["gemeld"] * 40,
        },
        shapely.points(130_005 + 0.2 * np.arange(40), 480_005),
    )
    estate = canonical(
        "gebieden",
        {"gebied_id": ["bt-1"], "naam": ["De Noord"], "gebiedstype": ["bedrijventerrein"], "bron": ["gemeente"]},
        [shapely.multipolygons([shapely.box(129_900, 479_900, 130_300, 480_250)])],
    )
    border = canonical(
        "gemeentegrens",
        {"identificatie": ["GM0001"], "naam": ["Proefstad"]},
        [shapely.multipolygons([shapely.box(129_000, 479_000, 132_000, 481_500)])],
    )
    vacant = canonical(
        "leegstand",
        {
            "adresseerbaar_object_identificatie": [f"0001010000{n:06d}" for n in range(0, 30, 4)],
            "leeg_sinds": ["2022-01-01"] * 8,
        },
    )
    tables: dict[str, pd.DataFrame] = {
        "leegstand": vacant,
        "gebieden": estate,
        "gemeentegrens": border,
        "incidenten": incidents,
    }
    return Registers(PEILDATUM, panden, vbo, simulated=simulated, **tables)


@pytest.fixture(scope="session")
def registers_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("registers") / "registers é.gpkg"
    write(_estate(frozenset()), path)
    return path


@pytest.fixture(scope="session")
def simulated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("simulated") / "registers.gpkg"
    write(_estate(frozenset({"incidenten"})), path)
    return path


@pytest.fixture(scope="session")
def runs() -> dict[str, Path]:
    """Hold what was assessed in this session."""
    return {}


@pytest.fixture
def assessed(
    provider: Any,  # noqa: ARG001  QGIS must run
    registers_file: Path,
    runs: dict[str, Path],
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    """Give the results of the estate, assessed once in a session; not to be changed."""
    if "estate" not in runs:
        wanted = {"REGISTERS": str(registers_file), "DRAWS": 20, "OUTPUT": str(tmp_path_factory.mktemp("runs"))}
        runs["estate"] = Path(processing.run("locatierisico:assess", wanted)["RUN"])
    return runs["estate"]


@pytest.fixture
def in_background(provider: Any) -> Callable[..., tuple[bool, dict[str, Any], QgsProcessingFeedback]]:  # noqa: ARG001  QGIS must run
    """Run an algorithm the way the toolbox does, in a thread of Qt."""

    def run(
        name: str, parameters: dict[str, Any], *, cancel_after: int | None = None
    ) -> tuple[bool, dict[str, Any], QgsProcessingFeedback]:
        algorithm = QgsApplication.processingRegistry().createAlgorithmById(f"locatierisico:{name}")
        context, feedback = QgsProcessingContext(), QgsProcessingFeedback(False)  # noqa: FBT003  Qt takes positions
        context.setProject(QgsProject.instance())
        loop, outcome = QEventLoop(), []
        task = QgsProcessingAlgRunnerTask(algorithm, parameters, context, feedback)
        task.executed.connect(lambda fine, results: (outcome.append((fine, dict(results))), loop.quit()))
        QgsApplication.taskManager().addTask(task)
        if cancel_after is not None:
            QTimer.singleShot(cancel_after, feedback.cancel)
        QTimer.singleShot(60_000, loop.quit)
        loop.exec()
        assert outcome, "the task did not come to an end"
        return (*outcome[0], feedback)

    return run
