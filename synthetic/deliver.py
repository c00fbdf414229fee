"""The town as its registers are delivered, and the truth beside them."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio

from ..registers.tables import RD_NEW
from ..safeguards.messages import refused
from ..safeguards.watch import Watch
from . import dirt as grime
from . import exports, extract
from .containment import held_by
from .names import GEMEENTECODE
from .planting import SHOWN
from .stock import UNIT_KINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .dirt import Bag
    from .town import Town

_FILES = {
    "BAG": "bag-light.gpkg",
    "BGT": "bgt.gpkg",
    "ROADS": "nwb.gpkg",
    "BUURTEN": "buurten.gpkg",
    "AREAS": "gebieden.gpkg",
    "WOZ": "woz.csv",
    "INCIDENTS": "incidenten.csv",
    "LEEGSTAND": "leegstand.csv",
    "VESTIGINGEN": "vestigingen.csv",
    "LISTS": "lijsten.csv",
}
_EXTRACT = f"BAGGEM{GEMEENTECODE}L-01012026.zip"
_TRUTH = "truth.json"
_ROWS = 20_000  # written between two looks at cancel
_STAMP = "2026-01-01T00:00:00.000Z"


def deliver(town: Town, folder: Path, watch: Watch | None = None) -> dict[str, Path]:
    """Write the delivered files and truth.json; on cancel nothing of them is there.

    Args:
        town: The town.
        folder: Where the files go; made when it is not there. Files of the same names are replaced.
        watch: How cancel and progress are told.

    Returns:
        Source key -> file: BAG, BGT, ROADS, BUURTEN, AREAS, WOZ, INCIDENTS, LEEGSTAND, VESTIGINGEN, LISTS and, up
        to 20,000 addresses, BAG_EXTRACT.

    Raises:
        RefusedError: The folder cannot be written to.
        CancelledError: The user cancelled.

    """
    listen = watch or Watch()
    folder = Path(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=".synthetic-", dir=folder))
    except OSError as error:
        raise refused("synthetic_folder", folder=str(folder)) from error
    before = pyogrio.get_gdal_config_option("OGR_CURRENT_DATE")
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": _STAMP})
    try:
        names = _write(town, beside, listen)
        listen.at(1.0)
        for name in (*names.values(), _TRUTH):
            (beside / name).replace(folder / name)
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": before})
        shutil.rmtree(beside, ignore_errors=True)
    return {key: folder / name for key, name in names.items()}


def _write(town: Town, folder: Path, watch: Watch) -> dict[str, str]:
    bag = grime.registered(town)
    dirt = dict(bag.dirt)
    rng = np.random.default_rng([town.seed, 5])
    names = dict(_FILES)
    watch.at(0.01)
    layers = _bag_light(town, bag, dirt, rng, watch)
    _layers(folder / names["BAG"], layers, watch.part(0.02, 0.4), id_name="feature_id")
    del layers
    if town.addresses <= extract.MOST:
        names["BAG_EXTRACT"] = _EXTRACT
        places = town.tables["woonplaatsen"]
        extract.write_extract(bag, places, town.peildatum, folder / _EXTRACT, watch.part(0.4, 0.55))
    _layers(folder / names["BGT"], _bgt(town, dirt, rng), watch.part(0.55, 0.8))
    _layers(folder / names["ROADS"], {"wegvakken": exports.road_rows(town)}, watch.part(0.8, 0.85))
    _layers(folder / names["BUURTEN"], {"buurten": town.tables["buurten"]}, watch.part(0.85, 0.86))
    _layers(folder / names["AREAS"], {"gebieden": town.tables["gebieden"]}, watch.part(0.86, 0.87))
    makers: dict[str, Callable[[], pd.DataFrame]] = {
        "WOZ": lambda: exports.woz_rows(town, dirt, watch.part(0.87, 0.87)),
        "INCIDENTS": lambda: exports.incident_rows(town, dirt),
        "LEEGSTAND": lambda: exports.list_rows(town, "leegstand", dirt),
        "VESTIGINGEN": lambda: exports.list_rows(town, "vestigingen", dirt),
        "LISTS": lambda: town.tables["lijsten"],
    }
    for k, (key, make) in enumerate(makers.items()):
        watch.at(0.87 + 0.025 * k)
        _csv(folder / names[key], make(), watch.part(0.87 + 0.025 * k, 0.87 + 0.025 * (k + 1)))
    truth = truth_of(town, dirt)
    (folder / _TRUTH).write_text(json.dumps(truth, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return names


def _layers(path: Path, layers: Mapping[str, pd.DataFrame], watch: Watch, *, id_name: str = "fid") -> None:
    """Write layers into one GeoPackage, so many rows at a time."""
    total = sum(len(frame) for frame in layers.values()) or 1
    done, fresh = 0, True
    for name, frame in layers.items():
        for start in range(0, max(1, len(frame)), _ROWS):
            watch.at(done / total)
            rows = frame.iloc[start : start + _ROWS]
            part = gpd.GeoDataFrame(rows.drop(columns="geometry"), geometry=rows["geometry"].to_numpy(), crs=RD_NEW)
            options = {"VERSION": "1.3"} if fresh else {}
            if start == 0:
                options |= {"FID": id_name, "GEOMETRY_NAME": "geom"}
            pyogrio.write_dataframe(
                part,
                path,
                layer=name,
                driver="GPKG",
                append=not fresh,
                geometry_type=_SHAPES.get(name, "Polygon"),
                **options,
            )
            done, fresh = done + len(rows), False


_SHAPES = {
    "verblijfsobject": "Point",
    "wegvakken": "MultiLineString",
    "woonplaats": "MultiPolygon",
    "buurten": "MultiPolygon",
    "gebieden": "MultiPolygon",
}


def _csv(path: Path, table: pd.DataFrame, watch: Watch) -> None:
    """Write a table the way a Dutch spreadsheet does: semicolons, decimal commas, days first."""
    with path.open("w", encoding="utf-8", newline="") as file:
        for start in range(0, max(1, len(table)), _ROWS):
            watch.at(start / max(1, len(table)))
            table.iloc[start : start + _ROWS].to_csv(
                file, sep=";", decimal=",", index=False, header=start == 0, date_format="%d-%m-%Y", lineterminator="\n"
            )


def _bag_light(
    town: Town, bag: Bag, dirt: dict[str, int], rng: np.random.Generator, watch: Watch
) -> dict[str, pd.DataFrame]:
    """Put the BAG in the layers and columns of the national bag-light GeoPackage."""
    pand, vbo = bag.panden, bag.vbo
    first = vbo["panden"].str[0]
    held = vbo.assign(pand=first)[~vbo["status"].isin(["Verblijfsobject gevormd", "Verblijfsobject ingetrokken"])]
    of = held.groupby("pand")
    uses = (
        held.dropna(subset="gebruiksdoel").drop_duplicates(["pand", "gebruiksdoel"]).set_index("pand")["gebruiksdoel"]
    )
    several = uses.index.duplicated(keep=False)
    joined = pd.concat([uses[~several], uses[several].groupby(level=0).agg(",".join)])
    ids = pand["identificatie"]
    panden = pand.drop(columns=["begin_geldigheid", "geometry"]).assign(
        gebruiksdoel=ids.map(joined),
        oppervlakte_min=ids.map(of["oppervlakte"].min()),
        oppervlakte_max=ids.map(of["oppervlakte"].max()),
        aantal_verblijfsobjecten=ids.map(of.size()).fillna(0).astype(int),
        geometry=pand["geometry"],
    )
    watch.at(0.015)
    row = pd.Series(np.arange(len(pand)), index=ids).loc[first].to_numpy()
    objects = vbo.drop(columns=["panden", "begin_geldigheid", "geometry"]).assign(
        pand_identificatie=vbo["panden"].str.join(","),
        bouwjaar=pand["bouwjaar"].to_numpy()[row],
        pandstatus=pand["status"].to_numpy()[row],
        bronhouder_identificatie=GEMEENTECODE,
        geometry=vbo["geometry"],
    )
    rename = {"nummeraanduiding_identificatie": "nummeraanduiding_hoofdadres_identificatie"}
    places = [
        frame.drop(columns="begin_geldigheid").rename(columns=rename).assign(bronhouder_identificatie=GEMEENTECODE)
        for frame in (bag.ligplaatsen, bag.standplaatsen)
    ]
    woonplaats = town.tables["woonplaatsen"].drop(columns="number").rename(columns={"naam": "woonplaats"})
    return {
        "pand": grime.spoiled(panden, "pand", ("identificatie",), dirt, rng),
        "verblijfsobject": grime.spoiled(
            objects.rename(columns=rename), "verblijfsobject", ("identificatie", "pand_identificatie"), dirt, rng
        ),
        "ligplaats": places[0],
        "standplaats": places[1],
        "woonplaats": woonplaats.assign(status="Woonplaats aangewezen", bronhouder_identificatie=GEMEENTECODE),
    }


def _bgt(town: Town, dirt: dict[str, int], rng: np.random.Generator) -> dict[str, pd.DataFrame]:
    """Put the ground in the layers and columns of the BGT of the OGC API."""
    ways, land = town.tables["wegdelen"], town.tables["terreindelen"]
    verge = (ways["functie"] == "berm").to_numpy()
    klasse = land["klasse"].to_numpy()
    water = land[klasse == "water"].rename(columns={"fysiek_voorkomen": "type"})
    meadows = land.loc[land["fysiek_voorkomen"] == "grasland agrarisch", "geometry"].to_numpy(dtype=object)
    layers = {
        "wegdeel": grime.spoiled_ground(ways[~verge], "wegdeel", dirt, rng),
        "ondersteunendwegdeel": ways[verge],
        "begroeidterreindeel": grime.spoiled_ground(land[klasse == "begroeid"], "begroeidterreindeel", dirt, rng),
        "onbegroeidterreindeel": land[klasse == "onbegroeid"],
        "waterdeel": water,
        "pand": grime.bgt_panden(town.panden, meadows, dirt, rng),
    }
    made, first = {}, 1
    for name, layer in layers.items():
        n = len(layer)
        frame = layer.drop(columns="klasse", errors="ignore").reset_index(drop=True)
        if "relatieve_hoogteligging" not in frame:
            frame["relatieve_hoogteligging"] = 0
        serial = np.char.zfill(np.arange(first, first + n).astype(str), 32)
        frame.insert(0, "lokaal_id", np.char.add(f"G{GEMEENTECODE}.", serial).astype(object))
        frame = frame.assign(
            bronhouder="G" + GEMEENTECODE,
            status="bestaand",
            plus_status="geenWaarde",
            in_onderzoek="false",
            creation_date="2016-05-01",
            tijdstip_registratie="2016-05-01T10:00:00.000",
            lv_publicatiedatum="2016-05-02T10:00:00.000",
        )
        made[name] = frame
        first += n
    return made


def area_types(town: Town) -> pd.Series:
    """Tell the area type of every pand, "" where it lies in none: by where its middle lies."""
    first = ["winkelgebied", "bedrijventerrein", "buitengebied"]
    areas = town.tables["gebieden"].sort_values("gebiedstype", key=lambda t: t.map(first.index), kind="stable")
    area = held_by(town.panden[["x", "y"]].to_numpy(), areas["geometry"].to_numpy())
    types = np.append(areas["gebiedstype"].to_numpy(dtype=object), "")
    return pd.Series(types[area], index=town.panden.index, dtype=object)


def truth_of(town: Town, dirt: Mapping[str, int]) -> dict[str, object]:
    """State what is true of the town: what is planted, where it is hot, how much dirt there is."""
    panden, types = town.panden, area_types(town)
    eligible = (panden["kind"].isin(UNIT_KINDS) & (panden["business"] > 0) & (panden["zone"] != "")) | (
        panden["kind"].isin(["barn"])
    )
    planted = panden["planted"] & eligible
    return {
        "seed": town.seed,
        "addresses": town.addresses,
        "null": town.null,
        "peildatum": town.peildatum.isoformat(),
        "planted": {t: panden.loc[planted & (types == t), "identificatie"].tolist() for t in _types(town)},
        "planted_farms": _farms(town, planted=True),
        "shifted": {} if town.null else SHOWN,
        "units": {t: int((eligible & (types == t) & (panden["kind"] != "barn")).sum()) for t in _types(town)[:2]}
        | {"buitengebied": len(_farms(town, planted=False))},
        "hotspots": town.hotspots.to_dict("records"),
        "dirt": dict(sorted(dirt.items())),
        "in_stock": {
            "panden": len(panden),
            "verblijfsobjecten": len(town.vbo),
            "ligplaatsen": len(town.ligplaatsen),
            "standplaatsen": len(town.standplaatsen),
            **{name: len(table) for name, table in sorted(town.tables.items())},
        },
    }


def _types(town: Town) -> list[str]:
    return list(dict.fromkeys(town.tables["gebieden"]["gebiedstype"]))


def _farms(town: Town, *, planted: bool) -> list[list[str]]:
    """The farms, or the planted ones: per farm the panden of its complex, lowest id first (the house is none)."""
    barns = town.panden[(town.panden["kind"] == "barn") & (town.panden["planted"] | (not planted))]
    return [sorted(ids) for _, ids in barns.groupby("zone", sort=False)["identificatie"]]
