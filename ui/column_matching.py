"""What the matching of columns needs around its dialog: tables to show, words, and where mappings are remembered."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import QgsApplication, QgsProcessingContext, QgsProject
from qgis.PyQt.QtCore import Qt

from ..algorithms.given import check_file
from ..layers.language import spoken, translate
from ..safeguards.door import is_personal
from ..safeguards.messages import RefusedError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qgis.core import QgsVectorLayer

    from ..registers.mapping import ColumnMapping
    from ..registers.raw import Raw

# A literal copy of the registers whose roles are known, so that QGIS starts without geopandas; a test holds them equal.
MATCHABLE = ("INCIDENTS", "WOZ", "LEEGSTAND", "VESTIGINGEN", "LISTS", "AREAS")
_ROWS = 200  # of a table that are looked at for examples
_EXAMPLES, _LETTERS = 3, 24
_FREE_TEXT = 60  # letters; longer values are no examples to show


def tables_of(register: str, files: Sequence[str], layer: QgsVectorLayer | None) -> tuple[list[Raw], str]:
    """Read the beginning of what was chosen, without columns about persons.

    Returns:
        The tables, or a sentence that says why there are none.

    """
    from dataclasses import replace  # noqa: PLC0415  beside what loads geopandas

    from ..registers.opening import Ask, open_delivery  # noqa: PLC0415  loads geopandas
    from ..safeguards.door import without_persons  # noqa: PLC0415  beside what loads geopandas

    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    QgsApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        raws = [_beginning(layer)] if layer is not None else []
        for file in files:
            check_file(Path(file), context)
            raws += open_delivery(Ask(register, rows=_ROWS), Path(file)).raws
    except RefusedError as error:
        return [], spoken(error.message)
    finally:
        QgsApplication.restoreOverrideCursor()
    tables = [replace(raw, frame=without_persons(raw.frame, raw.name)[0]) for raw in raws]
    tables = [raw for raw in tables if len(raw.frame.columns)]
    return tables, "" if tables else translate("ui", "There are no columns to match in what was chosen.")


def _beginning(layer: QgsVectorLayer) -> Raw:
    from ..layers.raw import crs_text, raw_from  # noqa: PLC0415  beside what loads geopandas

    names = tuple(layer.fields().names())
    features = islice(layer.getFeatures(), _ROWS)
    return raw_from(features, layer.name(), names, crs_text(layer.crs()), spatial=False, cancelled=lambda: False)


def examples_of(raw: Raw, column: str) -> str:
    """Give a few values of a column to know it by; none of a column that may hold persons or remarks."""
    if is_personal(column) or column.startswith("kolom "):
        return ""
    values = raw.frame[column].dropna().astype(str).str.strip()
    values = values[values != ""].drop_duplicates()
    if values.empty:
        return translate("ui", "(empty)")
    if values.str.len().max() > _FREE_TEXT:
        return translate("ui", "(long texts)")
    return ", ".join(value if len(value) <= _LETTERS else value[:_LETTERS] + "…" for value in values.head(_EXAMPLES))


def remembered_folder() -> list[str]:
    """Give the folder with remembered mappings as a parameter of the algorithms; nothing where there are none."""
    folder = _folder()
    return [str(folder)] if folder.is_dir() and any(folder.glob("*.json")) else []


def remember(mapping: ColumnMapping) -> Path:
    """Keep a mapping for the next table with the same columns."""
    from ..registers.mapping import write_mapping  # noqa: PLC0415  loads geopandas

    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{mapping.register.lower()}-{mapping.fingerprint()}.json"
    write_mapping(mapping, path)
    return path


def recalled(register: str, columns: Sequence[str]) -> ColumnMapping | None:
    """Find what was said of these columns before."""
    from ..registers.mapping import chosen, read_mappings  # noqa: PLC0415  loads geopandas

    folder = _folder()
    mappings, _ = read_mappings([folder] if folder.is_dir() else [])
    return chosen(mappings, register, columns)


def _folder() -> Path:
    return Path(QgsApplication.qgisSettingsDirPath()) / "locatierisico" / "mappings"


def role_words() -> dict[str, str]:
    """Name every role in the user's language."""
    words: dict[str, Any] = {
        "id": translate("ui", "Number of the incident"),
        "kind": translate("ui", "Kind of incident"),
        "begin": translate("ui", "Date, or date with time"),
        "begin_time": translate("ui", "Time"),
        "window": translate("ui", "Window or part of the day"),
        "end": translate("ui", "End date"),
        "end_time": translate("ui", "End time"),
        "source": translate("ui", "Herkomst (gemeld or ontdekt)"),
        "x": translate("ui", "x (RD)"),
        "y": translate("ui", "y (RD)"),
        "longitude": translate("ui", "Longitude"),
        "latitude": translate("ui", "Latitude"),
        "address": translate("ui", "Whole address"),
        "street": translate("ui", "Street"),
        "house_number": translate("ui", "House number"),
        "house_letter": translate("ui", "House letter"),
        "addition": translate("ui", "Addition to the house number"),
        "postcode": translate("ui", "Postcode"),
        "town": translate("ui", "Town"),
        "number": translate("ui", "WOZ object number"),
        "value": translate("ui", "Value"),
        "date": translate("ui", "Waardepeildatum"),
        "valid_from": translate("ui", "Ingangsdatum of the value"),
        "status": translate("ui", "Status of the beschikking"),
        "use": translate("ui", "Gebruikscode"),
        "sort": translate("ui", "Soortobjectcode"),
        "area": translate("ui", "Oppervlakte"),
        "vbo": translate("ui", "BAG id of the address (verblijfsobject)"),
        "nummeraanduiding": translate("ui", "BAG id of the nummeraanduiding"),
        "pand": translate("ui", "BAG id of the pand"),
        "vacant_since": translate("ui", "Vacant since"),
        "vacant_until": translate("ui", "Vacant until"),
        "sbi": translate("ui", "SBI code"),
        "founded": translate("ui", "Date of founding"),
        "closed": translate("ui", "Date of closing"),
        "establishment": translate("ui", "Vestigingsnummer"),
        "list": translate("ui", "Name of the list"),
        "listed_on": translate("ui", "Date"),
        "listed_by": translate("ui", "Source"),
        "area_id": translate("ui", "Id of the area"),
        "area_name": translate("ui", "Name of the area"),
        "area_type": translate("ui", "Type of the area"),
    }
    return words
