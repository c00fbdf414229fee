"""Incidents with an address and no coordinates, through the algorithms that read registers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyogrio
import pytest
from qgis.core import QgsVectorLayer

from locatierisico.synthetic.deliver import deliver
from locatierisico.synthetic.town import make_town

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., tuple[bool, dict[str, Any], Any]]

PEILDATUM = "2026-01-01"


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return deliver(make_town(2000, 3), tmp_path_factory.mktemp("town"))


@pytest.fixture(scope="module")
def given_incidents(town: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write incidents at every fortieth address of the town, and two at addresses it does not have."""
    bag = pyogrio.read_dataframe(town["BAG"], layer="verblijfsobject", read_geometry=False).iloc[::40]
    cells = {"straat": "openbare_ruimte_naam", "huisnummer": "huisnummer", "huisletter": "huisletter",
             "toevoeging": "toevoeging", "postcode": "postcode", "plaats": "woonplaats_naam"}  # fmt: skip
    frame = bag[list(cells.values())].set_axis(list(cells), axis=1)
    frame = frame.assign(soort="hennep", datum="1-2-2025", zaaknummer=[f"z{row}" for row in range(len(frame))])
    astray = frame.iloc[:2].assign(huisnummer=99_999, zaaknummer=["y0", "y1"], postcode=None)
    path = tmp_path_factory.mktemp("incidents") / "incidenten.csv"
    path.write_text(frame.to_csv(sep=";", index=False) + astray.to_csv(sep=";", index=False, header=False), "utf-8")
    return path


def test_loadregisters_places_incidents_and_lists_the_others(
    in_background: Run, town: dict[str, Path], given_incidents: Path, tmp_path: Path
) -> None:
    target = tmp_path / "registers.gpkg"
    given = {"BAG": [str(town["BAG"])], "INCIDENTS": [str(given_incidents)]}
    fine, _, feedback = in_background("loadregisters", given | {"PEILDATUM": PEILDATUM, "OUTPUT": str(target)})
    assert fine, feedback.textLog()
    assert "were not put at a neighbour's" in feedback.textLog()
    lost = QgsVectorLayer(f"{target}|layername=incidenten_zonder_plek", "lost layer", "ogr")
    assert lost.isValid()
    assert not lost.isSpatial()
    assert {(one["incident_id"], one["reason"]) for one in lost.getFeatures()} == {
        ("y0", "no_such_number"),
        ("y1", "no_such_number"),
    }
    placed = pyogrio.read_dataframe(target, layer="incidenten")
    bag = pyogrio.read_dataframe(town["BAG"], layer="verblijfsobject").iloc[::40].reset_index(drop=True)
    assert len(placed) == len(bag)
    # Rows keep their order; addresses that the town gives twice lie together, so within 25 m is the right place.
    assert (placed.geometry.distance(bag.geometry) <= 25).all()


def test_assessmunicipality_counts_incidents_placed_by_address(
    in_background: Run, town: dict[str, Path], given_incidents: Path, tmp_path: Path
) -> None:
    given = {"BAG": [str(town["BAG"])], "INCIDENTS": [str(given_incidents)], "DRAWS": 20}
    fine, results, feedback = in_background(
        "assessmunicipality", given | {"PEILDATUM": PEILDATUM, "OUTPUT": str(tmp_path)}
    )
    assert fine, feedback.textLog()
    units = pyogrio.read_dataframe(results["RESULTS"], layer="units", read_geometry=False)
    assert (units["state"] == "scored").sum() > 30
