"""The BAG as PDOK's services answer: the same places in every shape give the same canonical tables."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from locatierisico.registers.bag_links import resolved
from locatierisico.registers.load import Loaded, load
from locatierisico.safeguards.messages import RefusedError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

DAY = date(2026, 1, 1)
PANDEN = ["0457100000000001", "0457100000000002", "0457100000000003"]
VBOS = ["0457010000000001", "0457010000000002"]
PAND_OF = [(PANDEN[0], PANDEN[1]), (PANDEN[2],)]
NUMS = ["0457200000000001", "0457200000000002"]
LEFTS = [131000, 131020, 131040]
ITEM = "https://api.pdok.nl/kadaster/bag/ogc/v2/collections/pand/items/{}"
UUIDS = ["7f3c-01", "7f3c-02", "7f3c-03"]
GML = """<?xml version="1.0" encoding="UTF-8"?><wfs:FeatureCollection xmlns:bag="http://bag.geonovum.nl"
 xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:wfs="http://www.opengis.net/wfs/2.0"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://bag.geonovum.nl http://127.0.0.1:9/bag.xsd"
 numberMatched="unknown" numberReturned="{n}">{members}</wfs:FeatureCollection>"""


def _ring(left: int) -> list[list[float]]:
    return [[left, 481000], [left + 10, 481000], [left + 10, 481010], [left, 481010], [left, 481000]]


def _pand(row: int, **changed: Any) -> dict[str, Any]:
    return {
        "identificatie": PANDEN[row],
        "bouwjaar": 1980 + row,
        "status": "Pand in gebruik",
        "gebruiksdoel": "industriefunctie",
        "aantal_verblijfsobjecten": 1,
        **changed,
    }


def _vbo(row: int, **changed: Any) -> dict[str, Any]:
    return {
        "identificatie": VBOS[row],
        "oppervlakte": 100 + row,
        "status": "Verblijfsobject in gebruik",
        "gebruiksdoel": "industriefunctie,kantoorfunctie",
        "huisnummer": 1 + row,
        "huisletter": "A",
        "toevoeging": None,
        "postcode": "1382AB",
        **changed,
    }


def _feature(properties: dict[str, Any], geometry: dict[str, Any], item: str = "") -> dict[str, Any]:
    feature = {"type": "Feature", "properties": properties, "geometry": geometry}
    return {**feature, "id": item} if item else feature


def _polygon(row: int) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": [_ring(LEFTS[row])]}


def _point(row: int) -> dict[str, Any]:
    return {"type": "Point", "coordinates": [LEFTS[row * 2] + 5, 481005]}


def _xy(row: int) -> str:
    x, y = _point(row)["coordinates"]
    return f"{x} {y}"


def _page(path: Path, features: Sequence[dict[str, Any]]) -> Path:
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}}
    links = [{"rel": "next", "href": "https://api.pdok.nl/next"}]
    path.write_text(
        json.dumps({"type": "FeatureCollection", "crs": crs, "features": features, "links": links}), encoding="utf-8"
    )
    return path


def _wfs_vbos() -> list[tuple[dict[str, Any], int]]:
    """One row a pand: verblijfsobject 1 lies in two panden and so comes twice."""
    names = {"openbare_ruimte": "Kade", "woonplaats": "Weesp"}
    return [
        (_vbo(row, **names, pandidentificatie=pand, bouwjaar=1980, pandstatus="Pand in gebruik"), row)
        for row, panden in enumerate(PAND_OF)
        for pand in panden
    ]


def _wfs_geojson(folder: Path) -> list[Path]:
    panden = [_feature(_pand(row, gid=row, rdf_seealso="http://bag"), _polygon(row), f"pand.{row}") for row in range(3)]
    vbos = [_feature(properties, _point(row), f"vbo.{row}") for properties, row in _wfs_vbos()]
    return [_page(folder / "pand.json", panden), _page(folder / "vbo.geojson", vbos)]


def _without_zeros(folder: Path) -> list[Path]:
    """The service of 2019 gave identifications as numbers."""
    paths = _wfs_geojson(folder)
    for path in paths:
        held = json.loads(path.read_text(encoding="utf-8"))
        for feature in held["features"]:
            for name in ("identificatie", "pandidentificatie"):
                if name in feature["properties"]:
                    feature["properties"][name] = int(feature["properties"][name])
        path.write_text(json.dumps(held), encoding="utf-8")
    return paths


def _gml_of(kind: str, properties: dict[str, Any], drawn: str) -> str:
    fields = "".join(f"<bag:{k}>{v}</bag:{k}>" for k, v in properties.items() if v is not None)
    return f'<wfs:member><bag:{kind} gml:id="{kind}">{fields}<bag:geom>{drawn}</bag:geom></bag:{kind}></wfs:member>'


def _wfs_gml(folder: Path) -> list[Path]:
    system = 'srsName="urn:ogc:def:crs:EPSG::28992"'
    panden = []
    for row in range(3):
        places = " ".join(f"{x} {y}" for x, y in _ring(LEFTS[row]))
        ring = f"<gml:LinearRing><gml:posList>{places}</gml:posList></gml:LinearRing>"
        drawn = f"<gml:Polygon {system}><gml:exterior>{ring}</gml:exterior></gml:Polygon>"
        panden.append(_gml_of("pand", _pand(row), drawn))
    vbos = [
        _gml_of(
            "verblijfsobject",
            properties,
            f"<gml:Point {system}><gml:pos>{LEFTS[row * 2] + 5} 481005</gml:pos></gml:Point>",
        )
        for properties, row in _wfs_vbos()
    ]
    (folder / "pand.gml").write_text(GML.format(n=3, members="".join(panden)), encoding="utf-8")
    (folder / "vbo.xml").write_text(GML.format(n=3, members="".join(vbos)), encoding="utf-8")
    return [folder / "pand.gml", folder / "vbo.xml"]


def _ogc(folder: Path) -> list[Path]:
    """Pages of the OGC API: panden by item id, withdrawn objects, an object that came on two pages, an empty page."""
    panden = [_feature(_pand(row), _polygon(row), UUIDS[row]) for row in range(3)]
    gone = _feature(_pand(2, status="Pand gesloopt", bouwjaar=1900), _polygon(2), "7f3c-09")
    names = {"openbare_ruimte_naam": "Kade", "woonplaats_naam": "Weesp", "geconstateerd": "N"}
    vbos = []
    for row, panden_of in enumerate(PAND_OF):
        links = [ITEM.format(UUIDS[PANDEN.index(pand)]) for pand in panden_of]
        own = {"hoofdadres_identificatie": NUMS[row], "documentdatum": "2020-01-01", "pand.href": links}
        vbos.append(_feature(_vbo(row, **names, **own), _point(row), f"9a-{row}"))
    ended = {**vbos[0]["properties"], "status": "Verblijfsobject ingetrokken", "oppervlakte": 7}
    return [
        _page(folder / "pand_1.json", panden[:2]),
        _page(folder / "pand_2.json", [*panden[1:], gone]),
        _page(folder / "pand_3.json", []),
        _page(folder / "vbo_1.json", [vbos[0], _feature(ended, _point(0), "9a-8")]),
        _page(folder / "vbo_2.json", vbos),
    ]


def _stock(loaded: Loaded, *, but: Sequence[str] = ()) -> list[dict[str, Any]]:
    held = loaded.registers
    tables = (held.panden, held.verblijfsobjecten.drop(columns=list(but)))
    return [table.drop(columns="geometry").assign(place=table.geometry.to_wkt()).to_dict("list") for table in tables]


@pytest.mark.parametrize("form", [_wfs_gml, _without_zeros, _ogc])
def test_every_service_gives_the_same_bag(form: Any, tmp_path: Path) -> None:
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
    one = load({"BAG": _wfs_geojson(tmp_path / "one")}, DAY)
    other = load({"BAG": form(tmp_path / "other")}, DAY)
    # Only the OGC API names the nummeraanduiding.
    but = ["nummeraanduiding_identificatie"]
    assert str(_stock(one, but=but)) == str(_stock(other, but=but))
    vbo = other.registers.verblijfsobjecten
    assert vbo["pand_identificaties"].tolist() == PAND_OF
    assert vbo["openbare_ruimte_naam"].tolist() == ["Kade", "Kade"]
    assert vbo["oppervlakte"].tolist() == [100, 101]
    assert other.registers.panden["bouwjaar"].tolist() == [1980, 1981, 1982]
    assert shapely.equals(other.registers.panden.geometry[0], shapely.box(131000, 481000, 131010, 481010))


def test_the_ogc_api_names_the_main_address(tmp_path: Path) -> None:
    loaded = load({"BAG": _ogc(tmp_path)}, DAY)
    assert loaded.registers.verblijfsobjecten["nummeraanduiding_identificatie"].tolist() == NUMS
    told = {message.code: message.values.get("n") for message in loaded.messages}
    assert told["bag_identical"] == 1  # pages that overlap


def test_withdrawn_objects_of_the_ogc_api_are_dropped_and_counted(tmp_path: Path) -> None:
    told = [m.values for m in load({"BAG": _ogc(tmp_path)}, DAY).messages if m.code == "bag_not_in_stock"]
    assert sum(values["gone"] for values in told) == 2


def test_of_two_versions_the_one_of_the_newest_document_counts(tmp_path: Path) -> None:
    paths = _ogc(tmp_path)
    held = json.loads(paths[4].read_text(encoding="utf-8"))
    held["features"][0]["properties"] |= {"documentdatum": "2024-06-01", "oppervlakte": 555}
    newer = _page(tmp_path / "vbo_0.json", held["features"])
    for order in ([newer, *paths], [*paths, newer]):
        vbo = load({"BAG": order}, DAY).registers.verblijfsobjecten
        assert vbo["oppervlakte"].tolist() == [555, 101]


def test_links_to_panden_that_were_not_delivered_are_counted(tmp_path: Path) -> None:
    paths = _ogc(tmp_path)
    loaded = load({"BAG": [paths[0], paths[4]]}, DAY)
    told = next(message for message in loaded.messages if message.code == "bag_pand_href_unknown")
    assert told.values["n"] == 1
    assert loaded.registers.verblijfsobjecten["pand_identificaties"].tolist() == [PAND_OF[0], ()]


def test_nothing_is_written_beside_a_file_nor_fetched(tmp_path: Path) -> None:
    paths = _wfs_gml(tmp_path)
    load({"BAG": paths}, DAY)
    assert sorted(tmp_path.iterdir()) == sorted(paths)


def test_only_empty_pages(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="no BAG was recognised"):
        load({"BAG": [_page(tmp_path / "leeg.json", [])]}, DAY)


def test_only_what_touches_the_extent_is_read(tmp_path: Path) -> None:
    loaded = load({"BAG": _wfs_geojson(tmp_path)}, DAY, extent=(131015, 480990, 131100, 481100))
    assert loaded.registers.panden["identificatie"].tolist() == PANDEN[1:]
    assert loaded.registers.verblijfsobjecten["identificatie"].tolist() == VBOS[1:]


def test_an_extent_reads_the_same_of_both_forms_of_weesp(shared: Path) -> None:
    folder = shared / "data" / "bag"
    extent = (131_500.0, 479_500.0, 132_500.0, 480_500.0)
    zipped, light = (
        load({"BAG": [folder / name]}, date(2021, 10, 15), extent=extent).registers
        for name in ("BAGGEM0457L-15102021_Weesp.zip", "weesp_bag-light.gpkg")
    )
    assert 0 < len(light.panden) < 10_837
    assert light.panden["identificatie"].tolist() == zipped.panden["identificatie"].tolist()
    assert light.verblijfsobjecten["identificatie"].tolist() == zipped.verblijfsobjecten["identificatie"].tolist()
    assert light.panden.intersects(shapely.box(*extent)).all()


@given(st.lists(st.lists(st.sampled_from(["a", "b", "c", "zz"]), max_size=4), max_size=6))
def test_links_resolve_row_by_row(rows: list[list[str]]) -> None:
    items = {"a": "1", "b": "2", "c": "3"}
    found = resolved([",".join(ITEM.format(one) for one in row) for row in rows], items, "x", [])
    assert found == [tuple(sorted({items[one] for one in row if one in items})) for row in rows]
