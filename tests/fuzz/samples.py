"""Small sound deliveries in every form, for the fuzzer to damage: made, never copied."""

from __future__ import annotations

import io
import json
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

import messages
import pyogrio

from locatierisico.synthetic.deliver import deliver
from locatierisico.synthetic.town import make_town

ADDRESSES = 2000  # the smallest town there is
_LIST = "samples.json"
KEPT = 60  # rows of each table, so that hundreds of readings take little


@dataclass(frozen=True)
class Sample:
    """A delivery: the register it is given for, the file that is damaged, and sound files given beside it."""

    source: str
    path: Path
    beside: tuple[Path, ...] = ()


def samples(folder: Path) -> dict[str, Sample]:
    """Write every sample; form -> sample."""
    town = {key: _thinned(path) for key, path in deliver(make_town(ADDRESSES, 5), folder / "town").items()}
    made = {
        "bag_extract": Sample("BAG", town["BAG_EXTRACT"]),
        "bag_light": Sample("BAG", town["BAG"]),
        "bgt_gpkg": Sample("BGT", town["BGT"]),
        "nwb_gpkg": Sample("ROADS", town["ROADS"]),
        "buurten_gpkg": Sample("BUURTEN", town["BUURTEN"]),
        "areas_gpkg": Sample("AREAS", town["AREAS"]),
        "woz_csv": Sample("WOZ", town["WOZ"]),
        "incidents_csv": Sample("INCIDENTS", town["INCIDENTS"]),
        "leegstand_csv": Sample("LEEGSTAND", town["LEEGSTAND"]),
        "vestigingen_csv": Sample("VESTIGINGEN", town["VESTIGINGEN"]),
        "lists_csv": Sample("LISTS", town["LISTS"]),
    }
    panden = _converted(town["BAG"], "pand", folder / "pand.geojson")
    vbos = _converted(town["BAG"], "verblijfsobject", folder / "verblijfsobject.geojson")
    made["bag_wfs_geojson"] = Sample("BAG", vbos, (panden,))
    made["bag_wfs_gml"] = Sample("BAG", _converted(town["BAG"], "pand", folder / "pand.gml"), (vbos,))
    for name, source, layer, ending in (
        ("bgt_geojson", "BGT", "wegdeel", "geojson"),
        ("nwb_gml", "ROADS", "wegvakken", "gml"),
        ("buurten_shape", "BUURTEN", "buurten", "shp"),
        ("areas_geojson", "AREAS", "gebieden", "geojson"),
    ):
        made[name] = Sample(source, _converted(town[source], layer, folder / f"{name}.{ending}"))
    for name, source in (("woz_xlsx", "WOZ"), ("incidents_xlsx", "INCIDENTS")):
        made[name] = Sample(source, _converted(town[source], None, folder / f"{name}.xlsx"))
    wegdelen = pyogrio.read_dataframe(town["BGT"], layer="wegdeel")
    woz = pyogrio.read_dataframe(town["WOZ"])
    for name, source, write, given in (
        ("bgt_citygml.gml", "BGT", messages.citygml, wegdelen),
        ("bgt_gmllight.gml", "BGT", messages.gmllight, wegdelen),
        ("woz_stuf.xml", "WOZ", messages.stuf, woz),
        ("woz_bevragen.json", "WOZ", messages.bevragen, woz),
        ("woz_loket.json", "WOZ", messages.loket, woz),
    ):
        made[name.partition(".")[0]] = Sample(source, write(given, folder / name))
    made["bgt_zip"] = Sample("BGT", _zipped(made["bgt_citygml"].path, folder / "bgt.zip"))
    return made


def _zipped(path: Path, target: Path) -> Path:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(path, path.name)
    return target


def keep(made: dict[str, Sample], folder: Path) -> None:
    """Write down which samples there are, for processes that damage them."""
    listed = {name: [one.source, str(one.path), [str(path) for path in one.beside]] for name, one in made.items()}
    (folder / _LIST).write_text(json.dumps(listed), encoding="utf-8")


def kept(folder: Path, form: str) -> Sample:
    """Find a sample that was made before."""
    source, path, beside = json.loads((folder / _LIST).read_text(encoding="utf-8"))[form]
    return Sample(source, Path(path), tuple(map(Path, beside)))


def _thinned(path: Path) -> Path:
    """Keep the first rows of every table of a delivery."""
    if path.suffix == ".zip":
        path.write_bytes(_thinned_zip(path.read_bytes()))
    elif path.suffix == ".csv":
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        path.write_text("".join(lines[: KEPT + 1]), encoding="utf-8")
    else:
        frames = {layer: pyogrio.read_dataframe(path, layer=layer) for layer, _ in pyogrio.list_layers(path)}
        path.unlink()
        for layer, frame in frames.items():
            pyogrio.write_dataframe(frame.head(KEPT), path, layer=layer)
    return path


def _thinned_zip(held: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(held)) as archive, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as thin:
        for name in archive.namelist():
            content = archive.read(name)
            thin.writestr(name, _thinned_zip(content) if name.endswith(".zip") else _thinned_xml(content))
    return made.getvalue()


def _thinned_xml(held: bytes) -> bytes:
    stands = list(re.finditer(rb"<sl:stand>.*?</sl:stand>", held, re.DOTALL))
    if len(stands) <= KEPT:
        return held
    return held[: stands[KEPT - 1].end()] + held[stands[-1].end() :]


def _converted(path: Path, layer: str | None, target: Path) -> Path:
    frame = pyogrio.read_dataframe(path, **({"layer": layer} if layer else {}))
    pyogrio.write_dataframe(frame, target)
    return target
