"""Objects per second and peak memory of every form a register arrives in, beside what GDAL alone takes for it.

Real files are read from the folder with register data where that is at hand; the others are made. Each form is read in
a process of its own, best of three. `over GDAL` is the time to canonical tables over the time GDAL takes to hand over
the same bytes; the bag-light of a million addresses is read by an extent that holds about a hundredth of it.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("LOCATIERISICO_SHARED", ROOT.parent / "shared")) / "data"
DAY = date(2021, 10, 15)
TIMES = 3
NATIONAL = 1_000_000  # addresses
WOZ_OBJECTS = 20_000
IBIS = "IBIS_bedrijventerreinen_rijssen-holten_2017.geojson"
CORNER = (120_000.0, 480_000.0, 122_000.0, 482_000.0)


@dataclass(frozen=True)
class Form:
    """A form to time.

    Attributes:
        source: The register.
        make: Writes or finds the file, given a folder to write to; None where the real file is not at hand.
        gdal: Reads the same bytes with GDAL alone, or None where GDAL does not read the form.
        extent: Where only a part is read.

    """

    source: str
    make: Callable[[Path], Path | None]
    gdal: Callable[[Path, Path], object] | None
    extent: tuple[float, float, float, float] | None = None


def _real(*parts: str) -> Callable[[Path], Path | None]:
    path = SHARED.joinpath(*parts)
    return lambda _: path if path.exists() else None


def _with_gdal(path: Path, _: Path) -> None:
    import pyogrio

    for layer, _kind in pyogrio.list_layers(path):
        pyogrio.raw.read(path, layer=layer)


def _documents_with_gdal(path: Path, folder: Path) -> Callable[[], None]:
    """Unpack the XML of an extract first, so that only GDAL's own reading is timed."""
    import pyogrio

    _unpacked(path, folder)
    documents = sorted(folder.rglob("[0-9]*.xml"))

    def read() -> None:
        for document in documents:
            pyogrio.raw.read(document)

    return read


def _unpacked(path: Path, folder: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        archive.extractall(folder)
    for inner in list(folder.rglob("*.zip")):
        _unpacked(inner, folder / inner.stem)
        inner.unlink()


def _as_wfs(folder: Path) -> Path | None:
    """Give the bag-light of Weesp as answers of the WFS, in GeoJSON."""
    import pyogrio

    light = SHARED / "bag" / "weesp_bag-light.gpkg"
    if not light.exists():
        return None
    answers = folder / "wfs"
    answers.mkdir()
    for layer in ("pand", "verblijfsobject"):
        frame = pyogrio.read_dataframe(light, layer=layer)
        names = {"pand_identificatie": "pandidentificatie", "openbare_ruimte_naam": "openbare_ruimte"}
        frame.rename(columns=names).to_file(answers / f"{layer}.geojson", driver="GeoJSON", engine="pyogrio")
    return answers


def _folder_with_gdal(path: Path, _: Path) -> None:
    for file in sorted(path.iterdir()):
        _with_gdal(file, _)


def _national(folder: Path) -> Path:
    """Lay out a million addresses on a grid of 30 m, a pand each, in the columns of the national bag-light."""
    import geopandas as gpd
    import numpy as np
    import pyogrio
    import shapely

    path = folder / "bag-light.gpkg"
    side = int(np.ceil(np.sqrt(NATIONAL)))
    row = np.arange(NATIONAL)
    x, y = CORNER[0] + 30.0 * (row % side), CORNER[1] + 30.0 * (row // side)
    number = np.char.zfill(row.astype(str), 10).astype(object)
    pand = {
        "identificatie": "035710" + number,
        "bouwjaar": (1900 + row % 120).astype("int32"),
        "status": np.full(NATIONAL, "Pand in gebruik", dtype=object),
    }
    vbo = {
        "identificatie": "035701" + number,
        "oppervlakte": (20 + row % 400).astype("int32"),
        "status": np.full(NATIONAL, "Verblijfsobject in gebruik", dtype=object),
        "gebruiksdoel": np.where(row % 5 == 0, "industriefunctie", "woonfunctie").astype(object),
        "openbare_ruimte_naam": ("Straat " + (row // 200).astype(str).astype(object)),
        "huisnummer": (1 + row % 200).astype("int32"),
        "postcode": np.full(NATIONAL, "1382AB", dtype=object),
        "woonplaats_naam": np.full(NATIONAL, "Proefstad", dtype=object),
        "pand_identificatie": "035710" + number,
    }
    for layer, columns, shapes in (
        ("pand", pand, shapely.box(x, y, x + 10, y + 10)),
        ("verblijfsobject", vbo, shapely.points(x + 5, y + 5)),
    ):
        frame = gpd.GeoDataFrame(columns, geometry=shapes, crs="EPSG:28992")
        pyogrio.write_dataframe(frame, path, layer=layer, driver="GPKG")
    return path


def _part_with_gdal(path: Path, _: Path) -> None:
    import pyogrio

    for layer in ("pand", "verblijfsobject"):
        pyogrio.raw.read(path, layer=layer, bbox=CORNER)


def _town(key: str) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        from locatierisico.synthetic.deliver import deliver
        from locatierisico.synthetic.town import make_town

        return deliver(make_town(10_000, 1), folder)[key]

    return make


def _workbook(folder: Path) -> Path:
    import pyogrio

    path = folder / "incidents.xlsx"
    pyogrio.write_dataframe(pyogrio.read_dataframe(_town("INCIDENTS")(folder)), path)
    return path


def _message(form: str, name: str) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        import pandas as pd

        sys.path.append(str(ROOT / "tests" / "fuzz"))  # which writes these forms as well
        import messages

        made: Path = getattr(messages, form)(pd.DataFrame(index=range(WOZ_OBJECTS)), folder / name)
        return made

    return make


FORMS: dict[str, Form] = {
    "BAG extract (zip), Weesp": Form("BAG", _real("bag", "BAGGEM0457L-15102021_Weesp.zip"), None),
    "BAG bag-light, Weesp": Form("BAG", _real("bag", "weesp_bag-light.gpkg"), _with_gdal),
    "BAG WFS GeoJSON, Weesp": Form("BAG", _as_wfs, _folder_with_gdal),
    "BAG bag-light, 1,000,000 by extent": Form("BAG", _national, _part_with_gdal, CORNER),
    "BGT CityGML (zip), Otterlo": Form("BGT", _real("bgt", "bgt_citygml_otterlo.zip"), None),
    "BGT GeoPackage, Otterlo": Form("BGT", _real("bgt", "otterlo_bgt.gpkg"), _with_gdal),
    "NWB GeoPackage, synthetic": Form("ROADS", _town("ROADS"), _with_gdal),
    "WOZ CSV, synthetic": Form("WOZ", _town("WOZ"), _with_gdal),
    "WOZ StUF, 20,000 objects": Form("WOZ", _message("stuf", "woz.xml"), None),
    "WOZ-bevragen JSON, 20,000 objects": Form("WOZ", _message("bevragen", "woz.json"), None),
    "waardeloket JSON, 20,000 objects": Form("WOZ", _message("loket", "woz.json"), None),
    "incidents CSV, synthetic": Form("INCIDENTS", _town("INCIDENTS"), _with_gdal),
    "incidents XLSX, synthetic": Form("INCIDENTS", _workbook, _with_gdal),
    "areas GeoJSON, Rijssen-Holten": Form("AREAS", _real("areas", IBIS), _with_gdal),
    "buurten Shapefile, Akersloot": Form("BUURTEN", _real("areas", "cbs_buurten_akersloot_2020.shp"), _with_gdal),
}


def measure(name: str) -> dict[str, Any] | None:
    """Read one form and give its figures; None where its file is not at hand."""
    from locatierisico.registers.load import read_source
    from locatierisico.registers.opening import Ask, open_delivery

    form = FORMS[name]
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        # Made in another process, so that the peak of this one is that of reading.
        with ProcessPoolExecutor(1) as maker:
            path = maker.submit(_make, name, folder).result()
        if path is None:
            return None
        seconds = []
        for _ in range(TIMES):
            start = time.perf_counter()
            read_source(form.source, [path], DAY, extent=form.extent)
            seconds.append(time.perf_counter() - start)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        rows = sum(len(raw.frame) for raw in open_delivery(Ask(form.source, form.extent), path).raws)
        alone = _alone(name, form, path, folder)
    return {"rows": rows, "seconds": min(seconds), "peak": peak / 1024, "gdal": alone}


def _make(name: str, folder: Path) -> Path | None:
    return FORMS[name].make(folder)


def _alone(name: str, form: Form, path: Path, folder: Path) -> float | None:
    if name.startswith("BAG extract"):
        read = _documents_with_gdal(path, folder / "unpacked")
    elif form.gdal is not None:
        gdal = form.gdal
        read = lambda: gdal(path, folder)  # type: ignore[assignment,misc,return-value]  # noqa: E731
    else:
        return None
    seconds = []
    for _ in range(TIMES):
        start = time.perf_counter()
        read()
        seconds.append(time.perf_counter() - start)
    return min(seconds)


def main() -> None:
    """Print a row a form, each measured in a process of its own."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--form")
    asked = parser.parse_args().form
    if asked is not None:
        print(json.dumps(measure(asked)))
        return
    print(f"{'':<38}{'rows':>10}{'seconds':>10}{'rows/s':>12}{'peak MB':>10}{'over GDAL':>12}")
    for name in FORMS:
        done = subprocess.run(
            [sys.executable, __file__, "--form", name], check=True, stdout=subprocess.PIPE, text=True
        ).stdout
        found = json.loads(done.strip().splitlines()[-1])
        if found is None:
            print(f"{name:<38}{'the real file is not at hand':>38}")
            continue
        over = "-" if found["gdal"] is None else f"{found['seconds'] / found['gdal']:.2f}"
        rate = found["rows"] / found["seconds"]
        line = f"{name:<38}{found['rows']:>10,}{found['seconds']:>10.2f}{rate:>12,.0f}{found['peak']:>10.0f}{over:>12}"
        print(line, flush=True)


if __name__ == "__main__":
    main()
