"""The same few objects in every form the BGT is delivered in give the same tables."""

from __future__ import annotations

import json
import zipfile
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import pytest
import shapely

from locatierisico.registers import bgt
from locatierisico.registers.bgt_classes import is_unused, named
from locatierisico.registers.opening import Ask, open_delivery
from locatierisico.registers.raw import Raw
from locatierisico.safeguards.messages import RefusedError, say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from locatierisico.registers.raw import Read

PEILDATUM = date(2021, 10, 15)
CITY = "http://www.opengis.net/citygml/2.0"
IMGEO = "http://www.geostandaarden.nl/imgeo/2.1"
SIMPLE = "http://www.geostandaarden.nl/imgeo/2.1/simple/gml31"
GML = "http://www.opengis.net/gml"


@dataclass(frozen=True)
class Thing:
    """One version of one object: its class, what it says, and where it lies (metres from a corner)."""

    kind: str
    id: str
    left: float
    functie: str | None = None
    fysiek: str | None = None
    plus_fysiek: str | None = None
    type: str | None = None
    plus_type: str | None = None
    bag: str | None = None
    begin: str = "2016-01-01"
    eind: str | None = None
    registered: str = "2016-01-02T10:00:00"
    ended: str | None = None
    status: str = "bestaand"
    plus_status: str = "geenWaarde"
    level: int = 0
    talud: bool = False
    line: bool = False

    @property
    def geometry(self) -> shapely.Geometry:
        x, y = 181_000 + self.left, 457_000
        return shapely.LineString([(x, y), (x + 5, y)]) if self.line else shapely.box(x, y, x + 8, y + 6)


THINGS = [
    Thing("wegdeel", "w1", 0, functie="fietspad", fysiek="onverhard", ended="2018-05-01T10:00:00", eind="2018-05-01"),
    Thing("wegdeel", "w1", 0, functie="voetpad", fysiek="open verharding", plus_fysiek="tegels",
          registered="2018-05-01T10:00:00"),
    Thing("wegdeel", "w2", 10, functie="inrit", fysiek="waardeOnbekend", level=1, talud=True),
    Thing("wegdeel", "w3", 20, functie="rijbaan lokale weg", fysiek="gesloten verharding", begin="2022-03-01"),
    Thing("ondersteunendwegdeel", "o1", 30, functie="berm", fysiek="groenvoorziening"),
    Thing("begroeidterreindeel", "b1", 40, fysiek="grasland agrarisch", talud=True),
    Thing("onbegroeidterreindeel", "n1", 50, fysiek="erf"),
    Thing("waterdeel", "a1", 60, type="waterloop", plus_type="sloot"),
    Thing("ondersteunendwaterdeel", "a2", 70, type="oever, slootkant"),
    Thing("overigbouwwerk", "c1", 80, type="niet-bgt", plus_type="bunker"),
    Thing("overigbouwwerk", "c2", 90, type="open loods", status="geenWaarde", plus_status="plan"),
    Thing("scheiding", "s1", 100, type="hek", line=True),
    Thing("scheiding", "s2", 110, type="muur"),
    Thing("overbruggingsdeel", "d1", 120, type="dek", level=1),
    Thing("pand", "p1", 130, bag="0228100000000001"),
    Thing("pand", "p2", 140, bag="0228100000000002", status="geenWaarde", plus_status="plan"),
    Thing("pand", "p3", 150, bag=None),
    Thing("paal", "x1", 160, type="lichtmast"),
]  # fmt: skip
PROPER = {
    "wegdeel": "Wegdeel", "ondersteunendwegdeel": "OndersteunendWegdeel", "begroeidterreindeel": "BegroeidTerreindeel",
    "onbegroeidterreindeel": "OnbegroeidTerreindeel", "waterdeel": "Waterdeel", "scheiding": "Scheiding",
    "ondersteunendwaterdeel": "OndersteunendWaterdeel", "overigbouwwerk": "OverigBouwwerk", "pand": "Pand",
    "overbruggingsdeel": "Overbruggingsdeel", "paal": "Paal",
}  # fmt: skip
CITYGML = {
    "wegdeel": ("TrafficArea", "transportation"),
    "ondersteunendwegdeel": ("AuxiliaryTrafficArea", "transportation"),
    "begroeidterreindeel": ("PlantCover", "vegetation"),
    "pand": ("BuildingPart", "building"),
    "overbruggingsdeel": ("BridgeConstructionElement", "bridge"),
}


def _gml(geometry: shapely.Geometry) -> str:
    points = " ".join(f"{x:.3f} {y:.3f}" for x, y in shapely.get_coordinates(geometry))
    positions = f"<gml:posList>{points}</gml:posList>"
    if geometry.geom_type == "LineString":
        return f'<gml:LineString srsName="urn:ogc:def:crs:EPSG::28992">{positions}</gml:LineString>'
    return (
        '<gml:Polygon srsName="urn:ogc:def:crs:EPSG::28992"><gml:exterior><gml:LinearRing>'
        f"{positions}</gml:LinearRing></gml:exterior></gml:Polygon>"
    )


def _several(geometry: str) -> str:
    return f"<gml:MultiSurface><gml:surfaceMember>{geometry}</gml:surfaceMember></gml:MultiSurface>"


CROWN = _gml(shapely.LineString([(181_000, 457_000), (181_020, 457_020)]))


def _tags(*pairs: tuple[str, object]) -> str:
    return "".join(f"<{name}>{value}</{name}>" for name, value in pairs if value is not None)


def citygml(thing: Thing) -> str:
    name, theme = CITYGML.get(thing.kind, (f"imgeo:{PROPER[thing.kind]}", ""))
    space = f' xmlns="http://www.opengis.net/citygml/{theme}/2.0"' if theme else ""
    suffix = PROPER[thing.kind] if thing.kind.endswith("wegdeel") else ""
    place = "Grondvlak" if thing.kind == "pand" else PROPER[thing.kind]
    drawn = _several(_gml(thing.geometry)) if thing.kind == "pand" else _gml(thing.geometry)
    label = (
        "<imgeo:nummeraanduidingreeks><imgeo:Nummeraanduidingreeks><imgeo:positie><imgeo:plaatsingspunt><gml:Point>"
        "<gml:pos>181000 457000</gml:pos></gml:Point></imgeo:plaatsingspunt></imgeo:positie>"
        "</imgeo:Nummeraanduidingreeks></imgeo:nummeraanduidingreeks>"
    )
    crown = f"<imgeo:kruinlijn{PROPER[thing.kind]}>{CROWN}</imgeo:kruinlijn{PROPER[thing.kind]}>"
    kind_tag = {
        "waterdeel": "class", "ondersteunendwaterdeel": "class", "overbruggingsdeel": "class", "paal": "function",
    }.get(thing.kind, "imgeo:bgt-type")  # fmt: skip
    material = {"begroeidterreindeel": "class", "onbegroeidterreindeel": "imgeo:bgt-fysiekVoorkomen"}.get(
        thing.kind, "surfaceMaterial"
    )
    inner = (
        _tags(("creationDate", thing.begin), ("terminationDate", thing.eind), ("imgeo:eindRegistratie", thing.ended))
        + f"<imgeo:relatieveHoogteligging>{thing.level}</imgeo:relatieveHoogteligging>"
        + _tags(("imgeo:tijdstipRegistratie", thing.registered))
        + "<imgeo:identificatie><imgeo:NEN3610ID><imgeo:namespace>NL.IMGeo</imgeo:namespace>"
        + f"<imgeo:lokaalID>{thing.id}</imgeo:lokaalID></imgeo:NEN3610ID></imgeo:identificatie>"
        + _tags(
            ("imgeo:bronhouder", "G0228"), ("imgeo:bgt-status", thing.status), ("imgeo:plus-status", thing.plus_status)
        )
        + (crown if thing.talud else "")
        + _tags(("function", thing.functie), (material, thing.fysiek), (kind_tag, thing.type))
        + _tags((f"imgeo:plus-fysiekVoorkomen{suffix}", thing.plus_fysiek), ("imgeo:plus-type", thing.plus_type))
        + _tags(("imgeo:identificatieBAGPND", thing.bag))
        + f"<imgeo:geometrie2d{place}>{drawn}</imgeo:geometrie2d{place}>"
        + (label if thing.kind == "pand" else "")
    )
    return f'<cityObjectMember><{name}{space} gml:id="b1">{inner}</{name}></cityObjectMember>'


def gmllight(thing: Thing) -> str:
    drawn = _several(_gml(thing.geometry)) if thing.kind == "pand" else _gml(thing.geometry)
    kind_tag = "typeOverbruggingsdeel" if thing.kind == "overbruggingsdeel" else "bgt-type"
    place = "imgeo-s:nummeraanduidingreeks_1.positie_1.plaatsingspunt"
    label = f"<{place}><gml:Point><gml:pos>1 1</gml:pos></gml:Point></{place}>"
    pairs = (
        ("objectBeginTijd", thing.begin), ("objectEindTijd", thing.eind), ("identificatie.namespace", "NL.IMGeo"),
        ("identificatie.lokaalID", thing.id), ("tijdstipRegistratie", thing.registered),
        ("eindRegistratie", thing.ended), ("bronhouder", "G0228"), ("relatieveHoogteligging", thing.level),
        ("bgt-status", thing.status), ("plus-status", thing.plus_status), ("bgt-functie", thing.functie),
        ("bgt-fysiekVoorkomen", thing.fysiek), ("plus-fysiekVoorkomen", thing.plus_fysiek), (kind_tag, thing.type),
        ("plus-type", thing.plus_type), ("identificatieBAGPND", thing.bag),
        ("kruinlijn", CROWN if thing.talud else None), ("geometrie2d", drawn),
    )  # fmt: skip
    inner = _tags(*((f"imgeo-s:{name}", value) for name, value in pairs)) + (label if thing.kind == "pand" else "")
    name = f"imgeo-s:{PROPER[thing.kind]}"
    return f"<gml:featureMember><{name}>{inner}</{name}></gml:featureMember>"


def city_model(members: str, namespace: str = CITY) -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><CityModel xmlns="{namespace}" xmlns:gml="{GML}" '
        f'xmlns:imgeo="{IMGEO}">{members}</CityModel>'
    )


def simple(members: str) -> str:
    return f'<gml:FeatureCollection xmlns:gml="{GML}" xmlns:imgeo-s="{SIMPLE}">{members}</gml:FeatureCollection>'


def ogc(thing: Thing) -> dict[str, object]:
    """A row with the names of the OGC API: what says nothing is null, and a field beside it says why."""
    known = None if thing.fysiek == "waardeOnbekend" else thing.fysiek
    kind_tag = (
        "type" if thing.kind in ("waterdeel", "ondersteunendwaterdeel", "overbruggingsdeel", "paal") else "bgt_type"
    )
    own = {
        "functie": thing.functie, "fysiek_voorkomen": known, "plus_fysiek_voorkomen": thing.plus_fysiek,
        kind_tag: thing.type, "plus_type": thing.plus_type, "identificatie_bag_pnd": thing.bag,
    }  # fmt: skip
    used = {
        "wegdeel": ("functie", "fysiek_voorkomen", "plus_fysiek_voorkomen"),
        "ondersteunendwegdeel": ("functie", "fysiek_voorkomen", "plus_fysiek_voorkomen"),
        "begroeidterreindeel": ("fysiek_voorkomen", "plus_fysiek_voorkomen"),
        "onbegroeidterreindeel": ("fysiek_voorkomen", "plus_fysiek_voorkomen"),
        "pand": ("identificatie_bag_pnd",),
    }.get(thing.kind, (kind_tag, "plus_type"))
    row: dict[str, object] = {
        "lokaal_id": thing.id, "version": f"v-{thing.id}-{thing.registered}", "bronhouder": "G0228",
        "status": thing.status, "plus_status": thing.plus_status, "relatieve_hoogteligging": thing.level,
        "creation_date": thing.begin, "termination_date": thing.eind, "tijdstip_registratie": f"{thing.registered}Z",
        "eind_registratie": thing.ended and f"{thing.ended}Z", **{name: own[name] for name in used},
    }  # fmt: skip
    return row | {f"{name}_leeg": "waardeOnbekend" if row[name] is None else None for name in used}


NLEXTRACT = {
    "lokaal_id": "lokaalid", "status": "bgt_status", "relatieve_hoogteligging": "relatievehoogteligging",
    "creation_date": "objectbegintijd", "termination_date": "objecteindtijd", "functie": "bgt_functie",
    "tijdstip_registratie": "tijdstipregistratie", "eind_registratie": "eindregistratie",
    "fysiek_voorkomen": "bgt_fysiekvoorkomen", "plus_fysiek_voorkomen": "plus_fysiekvoorkomen", "type": "bgt_type",
    "identificatie_bag_pnd": "identificatiebagpnd",
}  # fmt: skip


def _kinds(things: Sequence[Thing] = THINGS) -> dict[str, list[Thing]]:
    return {kind: [one for one in things if one.kind == kind] for kind in dict.fromkeys(one.kind for one in things)}


def write_citygml(folder: Path) -> None:
    for kind, things in _kinds().items():
        (folder / f"bgt_{kind}.gml").write_text(city_model("".join(map(citygml, things))), encoding="utf-8")


def write_one_citygml(folder: Path) -> None:
    (folder / "alles.xml").write_text(city_model("".join(map(citygml, THINGS))), encoding="utf-8")


def write_gmllight(folder: Path) -> None:
    for kind, things in _kinds().items():
        (folder / f"bgt_{kind}.gml").write_text(simple("".join(map(gmllight, things))), encoding="utf-8")


def write_tiles(folder: Path) -> None:
    """gmllight was once delivered in tiles: an object across their edge is in both."""
    for tile in ("38468", "38469"):
        (folder / tile).mkdir()
        write_gmllight(folder / tile)


def write_pages(folder: Path) -> None:
    """Pages of three objects, each beginning with the last of the page before it."""
    for kind, things in _kinds().items():
        for number, first in enumerate(range(0, len(things), 2)):
            features = [
                {"type": "Feature", "id": f"{one.id}-{one.registered}", "properties": ogc(one),
                 "geometry": shapely.geometry.mapping(one.geometry)}
                for one in things[max(0, first - 1) : first + 2]
            ]  # fmt: skip
            page = {"type": "FeatureCollection", "features": features, "numberReturned": len(features), "links": []}
            (folder / f"{kind}_page_{number + 1}.json").write_text(json.dumps(page), encoding="utf-8")


def _frames(rename: Callable[[str], str]) -> dict[str, gpd.GeoDataFrame]:
    return {
        kind: gpd.GeoDataFrame(
            pd.DataFrame([{rename(name): value for name, value in ogc(one).items()} for one in things]),
            geometry=[one.geometry for one in things],
            crs="EPSG:28992",
        )
        for kind, things in _kinds().items()
    }


def _write_layers(path: Path, frames: dict[str, gpd.GeoDataFrame], layer: str) -> None:
    for kind, frame in frames.items():
        pyogrio.write_dataframe(frame, path, layer=layer.format(kind), driver="GPKG")


def write_geopackage(folder: Path) -> None:
    _write_layers(folder / "bgt.gpkg", _frames(str), "{}")


def write_nlextract(folder: Path) -> None:
    def name(column: str) -> str:
        return NLEXTRACT.get(column, column)

    _write_layers(folder / "dump.gpkg", _frames(name), "{}_2dactueelbestaand")


def write_upper_case(folder: Path) -> None:
    _write_layers(folder / "dump.gpkg", _frames(lambda column: NLEXTRACT.get(column, column).upper()), "BGT_{}_V")


FORMS = [
    write_citygml, write_one_citygml, write_gmllight, write_tiles, write_pages, write_geopackage, write_nlextract,
    write_upper_case,
]  # fmt: skip


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__.removeprefix("write_"))
@pytest.mark.parametrize("packed", ["folder", "zip"])
def test_every_form_gives_the_same_tables(form: Callable[[Path], None], packed: str, tmp_path: Path) -> None:
    folder = tmp_path / "bgt"
    folder.mkdir()
    form(folder)
    given = folder
    if packed == "zip":
        given = tmp_path / "bgt.zip"
        with zipfile.ZipFile(given, "w") as archive:
            for path in sorted(folder.rglob("*.*")):
                archive.write(path, path.relative_to(folder).as_posix())
    read = bgt.read(open_delivery(Ask("BGT"), given).raws, PEILDATUM)
    made = {
        name: [tuple(row) for row in table.sort_values("lokaal_id").drop(columns="geometry").itertuples(index=False)]
        for name, table in read.tables.items()
    }
    assert made == {
        "wegdelen": [
            ("o1", "berm", "groenvoorziening", 0.0),
            ("w1", "voetpad", "open verharding", 0.0),
            ("w2", "inrit", None, 1.0),
        ],
        "terreindelen": [
            ("a1", "water", "waterloop"),
            ("a2", "water", "oever, slootkant"),
            ("b1", "begroeid", "grasland agrarisch"),
            ("n1", "onbegroeid", "erf"),
        ],
        "bouwwerken": [("c1", "bunker"), ("d1", "dek"), ("s2", "muur")],
        "bgt_panden": [
            ("p1", "0228100000000001", "bestaand"),
            ("p2", "0228100000000002", "plan"),
            ("p3", None, "bestaand"),
        ],
    }
    where = {one.id: one.geometry for one in THINGS}
    for table in read.tables.values():
        for lokaal_id, drawn in zip(table["lokaal_id"], table.geometry, strict=True):
            assert drawn.equals(where[lokaal_id])
    told = {message.code: message for message in read.messages}
    assert set(told["bgt_layers_unused"].values["layers"].lower().split(", ")) <= {
        "paal", "paal_page_1", "paal_2dactueelbestaand", "bgt_paal_v",
    }  # fmt: skip
    assert told["bgt_pand_no_bag"].objects == ("p3",)
    assert told["bgt_pand_planned"].objects == ("p2",)
    assert sum(m.values["n"] for m in read.messages if m.code == "bgt_not_areas") >= 1


@pytest.mark.parametrize(
    ("layer", "kind"),
    [
        ("bgt_wegdeel", "wegdeel"), ("BGT_WEGDEEL_V", "wegdeel"), ("wegdeel_2dactueelbestaand", "wegdeel"),
        ("bgt.wegdeel(geometrie_vlak)", "wegdeel"), ("ondersteunendwegdeel", "ondersteunendwegdeel"),
        ("wegdeel-page-12", "wegdeel"), ("bgt_scheiding_L", "scheiding"), ("bak_2dactueel", "bak"),
        ("kunstwerkdeel(geometrie_multivlak)", "kunstwerkdeel"), ("waterdeel v2", "waterdeel"), ("pand_2d", "pand"),
    ],
)  # fmt: skip
def test_the_names_programs_give_to_layers(layer: str, kind: str) -> None:
    assert named(layer) == kind
    assert not is_unused(layer)


@pytest.mark.parametrize(
    "layer",
    ["wegdeel_kruinlijn", "bgt.wegdeel(geometrie_kruinlijn)", "pand_nummeraanduiding", "paal_2d", "bgt_put",
     "ongeclassificeerdobject", "pand(geometrie_nummeraanduiding)"],
)  # fmt: skip
def test_second_geometries_and_other_classes_are_not_read(layer: str) -> None:
    assert is_unused(layer)


def _raws(tmp_path: Path, text: str, name: str = "bgt_wegdeel.gml") -> list[Raw]:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return open_delivery(Ask("BGT"), path).raws


ROADS = [one for one in THINGS if one.kind == "wegdeel"]


def test_a_document_that_is_cut_off(tmp_path: Path) -> None:
    whole = city_model("".join(map(citygml, ROADS)))
    for share in (0.3, 0.6, 0.99):
        with pytest.raises(RefusedError, match=r"bgt_wegdeel\.gml: the XML is broken or cut off at line 1"):
            _raws(tmp_path, whole[: int(len(whole) * share)])


def test_entities_are_refused(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    with pytest.raises(RefusedError, match="declares entities"):
        _raws(tmp_path, bomb + simple(gmllight(ROADS[0])))
    late = simple(gmllight(ROADS[0])).replace("voetpad", "&b;")
    with pytest.raises(RefusedError):
        _raws(tmp_path, late.replace("fietspad", "&b;"))


def test_another_namespace_is_no_bgt(tmp_path: Path) -> None:
    other = city_model(citygml(ROADS[0]), "urn:stadsmodel").replace(IMGEO, "urn:iets")
    with pytest.raises(RefusedError) as refusal:
        bgt.read(_raws(tmp_path, other), PEILDATUM)
    assert "bgt_wegdeel.gml" in say(refusal.value.message, "nl")


def test_a_model_without_objects(tmp_path: Path) -> None:
    (raw,) = _raws(tmp_path, city_model(""))
    assert (raw.layer, len(raw.frame)) == ("wegdeel", 0)
    assert bgt.recognises(raw)
    with pytest.raises(RefusedError) as refusal:
        bgt.read([raw], PEILDATUM)
    assert refusal.value.message.code == "columns_no_rows"


def test_a_class_by_an_unknown_name_is_known_by_its_file(tmp_path: Path) -> None:
    odd = city_model(citygml(ROADS[1]).replace("TrafficArea", "RoadPart"))
    assert [raw.layer for raw in _raws(tmp_path, odd)] == ["wegdeel"]
    (raw,) = _raws(tmp_path, odd, "levering.gml")
    assert (raw.layer, len(raw.frame), raw.geometry.tolist()) == ("RoadPart", 1, [None])  # type: ignore[union-attr]


def _counted(read: Read) -> dict[str, int]:
    return {message.code: message.values["n"] for message in read.messages if "n" in message.values}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("181000.000 457000.000", "181000.000 vier"),
        ("181008.000 457000.000 181008.000 457006.000 181000.000 457006.000 ", ""),
        ("gml:Polygon", "gml:Driehoek"),
        ("geometrie2dWegdeel", "geometrie3dWegdeel"),
        ("gml:exterior", "gml:interior"),
    ],
)
def test_an_object_that_cannot_be_drawn_is_left_out_and_counted(old: str, new: str, tmp_path: Path) -> None:
    first, second = citygml(ROADS[1]), citygml(ROADS[2])
    assert old in first
    read = bgt.read(_raws(tmp_path, city_model(first.replace(old, new) + second)), PEILDATUM)
    assert read.tables["wegdelen"]["lokaal_id"].tolist() == ["w2"]
    assert _counted(read) == {"spatial_null": 1}


def test_a_crown_line_alone_is_no_surface(tmp_path: Path) -> None:
    """And a class of which nothing can be drawn does not keep the other classes away."""
    talud = next(one for one in THINGS if one.kind == "begroeidterreindeel")
    bare = citygml(talud).replace("geometrie2dBegroeidTerreindeel", "weg")
    assert CROWN in bare
    raws = _raws(tmp_path, city_model(bare), "bgt_begroeidterreindeel.gml")
    with pytest.raises(RefusedError) as refusal:
        bgt.read(raws, PEILDATUM)
    assert refusal.value.message.code == "spatial_all_empty"
    both = [*raws, *_raws(tmp_path, city_model(citygml(ROADS[2])))]
    read = bgt.read(both, PEILDATUM)
    assert set(read.tables) == {"wegdelen"}
    assert _counted(read) == {"spatial_null": 1}


def test_an_object_without_a_lokaal_id_is_kept_and_counted(tmp_path: Path) -> None:
    text = citygml(ROADS[1]).replace("<imgeo:lokaalID>w1</imgeo:lokaalID>", "") + citygml(ROADS[2])
    bare = citygml(ROADS[1]).replace("imgeo:identificatie>", "imgeo:kenmerk>")
    read = bgt.read(_raws(tmp_path, city_model(text + bare)), PEILDATUM)
    assert sorted(read.tables["wegdelen"]["lokaal_id"].fillna("-")) == ["-", "-", "w2"]
    assert _counted(read) == {"bgt_no_id": 2}


def test_bag_ids_that_lost_their_zeros_or_are_none_of_a_pand() -> None:
    raw = Raw(
        "kaart",
        pd.DataFrame({
            "lokaal_id": list("abcd"), "bronhouder": "G0228", "relatieve_hoogteligging": 0,
            "identificatie_bag_pnd": [228100000000001, 228010000000001, None, 228100000000002],
        }),
        np.array([shapely.box(181_000 + 10 * k, 457_000, 181_005 + 10 * k, 457_005) for k in range(4)]),
        "EPSG:28992",
        layer="kaart 3",
    )  # fmt: skip
    read = bgt.read([raw], PEILDATUM)
    assert read.tables["bgt_panden"]["pand_identificatie"].tolist() == [
        "0228100000000001", None, None, "0228100000000002",
    ]  # fmt: skip
    told = {m.code: m for m in read.messages}
    assert told["bgt_pand_no_bag"].objects == ("b", "c")
    assert told["bgt_pand_zeros"].values["n"] == 2
