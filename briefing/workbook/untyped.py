"""The same tables where there are no types or formats: as CSV, and as the plain workbook that GDAL writes."""

from __future__ import annotations

import csv
import sys
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyogrio

from ...indicators.model import Text
from .rows import figures
from .safe import guarded
from .worksheet import HIDDEN, Kind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from .worksheet import Column, Worksheet

_PLACES = 12  # decimals of a percentage, so that 0.07 does not become 7.000000000000001
_WINDOWS = "python -m pip install --user openpyxl"
_MACOS = "/Applications/QGIS.app/Contents/MacOS/bin/python3 -m pip install --user openpyxl"
_LINUX = "sudo apt install python3-openpyxl"


def write_csv(worksheet: Worksheet, path: Path, language: str) -> None:
    """Write a worksheet as CSV that Excel opens right in its language.

    Args:
        worksheet: What.
        path: Where.
        language: nl has semicolons and decimal commas.

    """
    dutch = language == "nl"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";" if dutch else ",", lineterminator="\r\n")
        writer.writerow([guarded(column.heading) for column in worksheet.columns])
        columns = [_said(column, "," if dutch else ".") for column in worksheet.columns]
        writer.writerows(zip(*columns, strict=True))


def write_plain(worksheets: Sequence[Worksheet], path: Path) -> None:
    """Write a workbook with GDAL, which knows no formats and takes text with = in front for a formula."""
    for at, one in enumerate(worksheets):
        frame = pd.DataFrame({column.heading: _held(column) for column in one.columns})
        pyogrio.write_dataframe(frame, path, layer=one.title, driver="XLSX", append=at > 0)


def gdal_can() -> bool:
    """Tell whether GDAL can write a workbook."""
    return "w" in (pyogrio.list_drivers().get("XLSX") or "")


def how_to_install(platform: str = sys.platform) -> tuple[Text, str]:
    """Say where and with what command openpyxl is installed."""
    if platform == "win32":
        return Text("the OSGeo4W Shell", "de OSGeo4W Shell"), _WINDOWS
    return Text("a terminal", "een terminal"), _MACOS if platform == "darwin" else _LINUX


def _said(column: Column, point: str) -> list[str]:
    """Write the values of a column."""
    if column.is_number:
        values = _shown(column)
        known = np.isfinite(values)
        said = np.full(len(values), "", dtype=object)
        said[known] = [figures(value).replace(".", point) for value in values[known].tolist()]
        if column.hidden is not None:
            said[column.hidden] = HIDDEN
        return list(said)
    if column.kind is Kind.ANY:
        return [_any(value, point) for value in column.values]
    codes, different = pd.factorize(column.values)
    return list(np.array([*(guarded(value) for value in different), ""], dtype=object)[codes])


def _any(value: Any, point: str) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    return figures(value).replace(".", point) if isinstance(value, int | float) else guarded(str(value))


def _held(column: Column) -> NDArray[Any]:
    """Give the values of a column as GDAL takes them."""
    if column.is_number and (column.hidden is None or not column.hidden.any()):
        return _shown(column)
    return np.array([*(value or None for value in _said(column, ".")), None], dtype=object)[:-1]


def _shown(column: Column) -> NDArray[np.float64]:
    if column.kind is not Kind.PERCENT:
        return np.asarray(column.values, dtype=np.float64)
    return np.asarray(np.round(100 * column.values, _PLACES), dtype=np.float64)
