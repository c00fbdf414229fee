"""The house keeps its shape: imports go one way only, and what QGIS loads first needs nothing it may not have."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
BELOW = {
    "safeguards": set(),
    "charts": {"safeguards"},
    "registers": {"safeguards"},
    "network": {"safeguards", "registers"},
    "hotspots": {"safeguards", "charts", "registers", "network"},
    "indicators": {"safeguards", "registers", "network", "hotspots"},
    "quality": {"safeguards", "charts", "registers", "hotspots", "indicators"},
    "synthetic": {"safeguards", "registers", "network"},
    "routes": {"safeguards", "registers", "network"},
    "briefing": {"safeguards", "charts", "registers", "hotspots", "indicators", "routes"},
}
PURE = set(BELOW)
SHELL = {
    "layers": PURE,
    "pdok": {"safeguards"},
    "sheets": PURE | {"layers"},
    "algorithms": PURE | {"layers", "pdok", "sheets"},
    "ui": PURE | {"layers", "algorithms", "sheets"},
}
PURE_LIBRARIES = {"numpy", "pandas", "geopandas", "shapely", "scipy", "pyogrio", "pyproj", "rasterio"}
STARTERS = ["__init__.py", "plugin.py"]


def _imports(path: Path) -> set[str]:
    """Names of the modules a file imports, relative ones made absolute below `locatierisico`."""
    package = ("locatierisico", *path.relative_to(ROOT).parent.parts)
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            found.add(".".join((*base, *((node.module or "").split(".") if node.module else ()))))
    return found


def _top_level_imports(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found: set[str] = set()
    for node in tree.body:
        if isinstance(node, ast.Import):
            found.update(alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.add((node.module or "").split(".")[0])
    return found


def _files(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


@pytest.mark.parametrize("folder", [*BELOW, *SHELL])
def test_imports_inside_the_package_only_go_down(folder: str) -> None:
    allowed = {folder} | (BELOW | SHELL)[folder]
    for path in _files(folder):
        for name in _imports(path):
            parts = name.split(".")
            if parts[0] == "locatierisico":
                assert len(parts) == 1 or parts[1] in allowed, f"{path} imports {name}"


@pytest.mark.parametrize("folder", sorted(PURE))
def test_pure_packages_know_no_qgis(folder: str) -> None:
    outside = {"locatierisico"} | PURE_LIBRARIES | set(sys.stdlib_module_names)
    for path in _files(folder):
        roots = {name.split(".")[0] for name in _imports(path)}
        # A raster is written with osgeo.gdal where rasterio is not there.
        roots -= {"osgeo"} if path.name == "raster.py" else set()
        # The solver is taken where it is installed.
        roots -= {"pyvrp"} if path.name == "with_pyvrp.py" else set()
        assert roots <= outside, f"{path} imports {sorted(roots - outside)}"


@pytest.mark.parametrize("starter", STARTERS)
def test_the_plugin_starts_without_its_packages(starter: str) -> None:
    allowed = set(sys.stdlib_module_names) | {"qgis"}
    assert _top_level_imports(ROOT / starter) <= allowed


def test_every_folder_of_code_is_in_the_plan() -> None:
    folders = {path.parent.name for path in ROOT.glob("*/*.py")} - {"tests", "benchmarks", ".ci"}
    assert folders <= PURE | set(SHELL) | {"routes", "sheets"}
