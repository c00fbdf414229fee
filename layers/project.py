"""The QGIS project beside the results: opens styled on any machine."""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsProject,
    QgsReadWriteContext,
    QgsRectangle,
    QgsReferencedRectangle,
    QgsTextFormat,
)
from qgis.PyQt.QtGui import QColor, QFont
from qgis.PyQt.QtXml import QDomDocument

from ..safeguards.messages import refused
from .language import translate
from .loading import add_run, layers_of, read_recipe, run_title
from .styles import FONT

if TYPE_CHECKING:
    from pathlib import Path

FILE = "project.qgz"
_MARGIN = 1.05
_SIGNED = re.compile(rb'( saveUser(?:Full)?=")[^"]*(")|(?<=<author>)[^<]*(?=</author>)')


def write_project(folder: Path) -> None:
    """Write the project of a run into its folder, with relative paths.

    Raises:
        RefusedError: The file cannot be written.

    """
    recipe = read_recipe(folder)
    project = QgsProject()
    project.setFilePathStorage(Qgis.FilePathType.Relative)
    project.setFileName(str(folder / FILE))
    project.setCrs(QgsCoordinateReferenceSystem("EPSG:28992"))
    project.setTitle(run_title(recipe))
    add_run(project, folder)
    extent = _extent(project)
    if not extent.isNull():
        project.viewSettings().setDefaultViewExtent(QgsReferencedRectangle(extent, project.crs()))
    if recipe["simulated"]:
        _watermark(project)
    written = project.write()
    project.clear()
    # GDAL leaves statistics beside a raster when QGIS closes it; they are no part of the run.
    for left in folder.glob("*.aux.xml"):
        left.unlink()
    if not written:
        raise refused("layers_project_not_written", folder=folder.name)
    _unsign(folder / FILE)


def _unsign(path: Path) -> None:
    """Take out who was logged in, with which QGIS signs a project: a folder of results is passed on."""
    beside = path.with_name(f"{path.name}.unsigned")
    with zipfile.ZipFile(path) as signed, zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED) as plain:
        for entry in signed.infolist():
            held = signed.read(entry)
            plain.writestr(entry, _SIGNED.sub(rb"\1\2", held) if entry.filename.endswith(".qgs") else held)
    beside.replace(path)


def _extent(project: QgsProject) -> QgsRectangle:
    """Cover the areas and units."""
    extent = QgsRectangle()
    extent.setNull()
    for role in ("areas", "units"):
        for layer in layers_of(project, role):
            extent.combineExtentWith(layer.extent())
    if not extent.isNull():
        extent.scale(_MARGIN)
    return extent


def _watermark(project: QgsProject) -> None:
    """Let the map itself say that its data were made up (QGIS's title decoration)."""
    project.writeEntry("TitleLabel", "/Enabled", True)  # noqa: FBT003  Qt takes positions
    project.writeEntry("TitleLabel", "/Label", translate("layers", "SIMULATED: not real data"))
    project.writeEntry("TitleLabel", "/BackgroundColor", "255,255,255,160")
    text = QgsTextFormat()
    text.setFont(QFont(FONT))
    text.setSize(18)
    text.setColor(QColor("#b30000"))
    document = QDomDocument()
    document.appendChild(text.writeXml(document, QgsReadWriteContext()))
    project.writeEntry("TitleLabel", "/Font", document.toString())
