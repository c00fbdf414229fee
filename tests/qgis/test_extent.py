"""Only the part of a register that is asked for is read, whatever the reference system the extent is given in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import processing
import pyogrio
import pytest
from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsProject, QgsRectangle

if TYPE_CHECKING:
    from pathlib import Path

RD = (131_500.0, 132_500.0, 479_500.0, 480_500.0)


def _in_degrees() -> str:
    systems = (QgsCoordinateReferenceSystem(name) for name in ("EPSG:28992", "EPSG:4326"))
    box = QgsCoordinateTransform(*systems, QgsProject.instance()).transformBoundingBox(
        QgsRectangle(RD[0], RD[2], RD[1], RD[3])
    )
    return f"{box.xMinimum()},{box.xMaximum()},{box.yMinimum()},{box.yMaximum()} [EPSG:4326]"


@pytest.mark.parametrize("degrees", [False, True])
@pytest.mark.usefixtures("provider", "qgis_processing")
def test_loading_an_extent(shared: Path, tmp_path: Path, *, degrees: bool) -> None:
    extent = _in_degrees() if degrees else "{},{},{},{} [EPSG:28992]".format(*RD)
    given = {
        "BAG": [str(shared / "data" / "bag" / "weesp_bag-light.gpkg")],
        "PEILDATUM": "2021-10-15",
        "EXTENT": extent,
        "OUTPUT": str(tmp_path / "registers.gpkg"),
    }
    made = processing.run("locatierisico:loadregisters", given)["OUTPUT"]
    west, south, east, north = pyogrio.read_info(made, layer="panden")["total_bounds"]
    assert 0 < pyogrio.read_info(made, layer="panden")["features"] < 10_837
    slack = 250  # a building sticks out, and a box in degrees is a little wider than one in RD New
    assert RD[0] - slack < west < east < RD[1] + slack
    assert RD[2] - slack < south < north < RD[3] + slack
