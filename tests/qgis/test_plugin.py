from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication

from locatierisico import classFactory
from locatierisico.algorithms import requirements
from locatierisico.algorithms.provider import ALGORITHMS

ROOT = Path(__file__).resolve().parents[2]


def _providers() -> list[str]:
    return [p.id() for p in QgsApplication.processingRegistry().providers() if p.id() == "locatierisico"]


def test_reloading_twice_leaves_one_of_each(qgis_app: QgsApplication, desktop: Any) -> None:  # noqa: ARG001  QGIS must run
    for _ in range(3):
        plugin = classFactory(desktop)
        plugin.initGui()
        assert _providers() == ["locatierisico"]
        assert [action.objectName() for action in desktop.toolbar] == ["locatierisico_assess"]
        names = [action.objectName() for _, action in desktop.menu]
        assert names[:2] == ["locatierisico_assess", "locatierisico_hotspots"]
        assert len(names) == len(set(names))
        plugin.unload()
    assert (_providers(), desktop.menu, desktop.toolbar) == ([], [], [])


def test_algorithms_need_no_desktop(qgis_app: QgsApplication) -> None:  # noqa: ARG001  QGIS must run
    plugin = classFactory(None)
    plugin.initProcessing()
    plugin.initProcessing()
    assert _providers() == ["locatierisico"]
    plugin.unload()
    assert _providers() == []


@pytest.mark.skipif(not (ROOT / "i18n" / "locatierisico_nl.qm").exists(), reason="translations are not built")
@pytest.mark.usefixtures("dutch")
def test_dutch_is_installed_and_taken_out_again(desktop: Any) -> None:
    plugin = classFactory(desktop)
    plugin.initGui()
    assert desktop.menu[0][1].text() == "Gemeente beoordelen…"
    plugin.unload()
    assert QCoreApplication.translate("plugin", "Assess a municipality…") == "Assess a municipality…"


def test_starts_without_geopandas_and_says_what_is_missing(
    qgis_app: QgsApplication,  # noqa: ARG001  QGIS must run
    desktop: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = requirements.importlib.util.find_spec
    monkeypatch.setattr(
        requirements.importlib.util, "find_spec", lambda name: None if name in ("geopandas", "pyogrio") else found(name)
    )
    plugin = classFactory(desktop)
    plugin.initGui()
    assert len(desktop.told) == 1
    assert "geopandas, pyogrio" in desktop.told[0]
    algorithm = QgsApplication.processingRegistry().algorithmById("locatierisico:assess")
    assert algorithm.canExecute() == (False, desktop.told[0])
    plugin.assess()
    assert len(desktop.told) == 2
    assert plugin.dialogs == {}
    plugin.unload()


def test_loading_the_plugin_imports_no_geopandas() -> None:
    script = (
        "import sys\n"
        "class Closed:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name.split('.')[0] in ('geopandas', 'pandas', 'pyogrio', 'scipy', 'rasterio'):\n"
        "            raise ModuleNotFoundError(name)\n"
        "sys.meta_path.insert(0, Closed())\n"
        "from qgis.core import QgsApplication\n"
        "app = QgsApplication([], False); app.initQgis()\n"
        "import locatierisico\n"
        "plugin = locatierisico.classFactory(None); plugin.initProcessing()\n"
        "print(len(QgsApplication.processingRegistry().providerById('locatierisico').algorithms()))\n"
        "plugin.unload(); app.exitQgis()\n"
    )
    plugins = os.environ.get("QGIS_PLUGINPATH", "")
    if not (Path(plugins) / "locatierisico").exists():
        pytest.skip("QGIS_PLUGINPATH holds no locatierisico; run through ./dev")
    path = os.pathsep.join([plugins, os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.strip() == str(len(ALGORITHMS)), done.stderr


@pytest.mark.parametrize(
    ("platform", "python", "expected"),
    [
        ("linux", (3, 11, 2), "shapely==2.0.7"),
        ("linux", (3, 12, 3), "python3-shapely"),
        ("linux", (3, 13, 0), "sudo apt install python3-geopandas"),
        ("win32", (3, 12, 0), "python -m pip install --user geopandas"),
        ("darwin", (3, 12, 0), "/Applications/QGIS.app"),
    ],
)
def test_every_platform_gets_its_own_command(platform: str, python: tuple[int, ...], expected: str) -> None:
    command = requirements.command(platform, python)
    assert expected in command
    if platform == "linux" and "pip install" in command:
        assert "--no-deps" in command
        assert " pyproj" not in command.split("pip install", 1)[1]


def test_an_old_python_is_named() -> None:
    assert "3.9.5" in requirements.complaint("linux", (3, 9, 5))
