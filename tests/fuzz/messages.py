"""The registers of the town as XML and JSON, as the services and the municipalities' systems write them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import shapely

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import geopandas as gpd
    import pandas as pd

_GML = "http://www.opengis.net/gml"
_PLAIN = {
    "lokaal_id": "<imgeo:identificatie><imgeo:NEN3610ID><imgeo:namespace>NL.IMGeo</imgeo:namespace>"
    "<imgeo:lokaalID>{}</imgeo:lokaalID></imgeo:NEN3610ID></imgeo:identificatie>",
    "bronhouder": "<imgeo:bronhouder>{}</imgeo:bronhouder>",
    "relatieve_hoogteligging": "<imgeo:relatieveHoogteligging>{}</imgeo:relatieveHoogteligging>",
    "tijdstip_registratie": "<imgeo:tijdstipRegistratie>{}</imgeo:tijdstipRegistratie>",
}
_STUF = (
    '<WOZ:wozLa01 xmlns:WOZ="http://www.waarderingskamer.nl/StUF/0312" xmlns:BG="http://www.egem.nl/StUF/sector/bg/0310"'
    ' xmlns:StUF="http://www.egem.nl/StUF/StUF0301"><WOZ:antwoord>{}</WOZ:antwoord></WOZ:wozLa01>'
)


def citygml(wegdelen: gpd.GeoDataFrame, target: Path) -> Path:
    """Write wegdelen as CityGML with IMGeo 2.1.1, the first one with an arc."""
    members = "".join(_traffic_area(row, arc=n == 0) for n, row in enumerate(wegdelen.to_dict("records")))
    spaces = f'xmlns:gml="{_GML}" xmlns:imgeo="http://www.geostandaarden.nl/imgeo/2.1"'
    model = f'<CityModel {spaces} xmlns="http://www.opengis.net/citygml/2.0">{members}</CityModel>'
    return _written(target, model)


def gmllight(wegdelen: gpd.GeoDataFrame, target: Path) -> Path:
    """Write wegdelen as gmllight."""
    members = "".join(
        f"<gml:featureMember><imgeo-s:Wegdeel><imgeo-s:objectBeginTijd>2016-01-01</imgeo-s:objectBeginTijd>"
        f"<imgeo-s:identificatie.lokaalID>{row['lokaal_id']}</imgeo-s:identificatie.lokaalID>"
        f"<imgeo-s:bronhouder>G0099</imgeo-s:bronhouder>"
        f"<imgeo-s:relatieveHoogteligging>0</imgeo-s:relatieveHoogteligging>"
        f"<imgeo-s:bgt-functie>{row['functie']}</imgeo-s:bgt-functie>"
        f"<imgeo-s:bgt-fysiekVoorkomen>{row['fysiek_voorkomen']}</imgeo-s:bgt-fysiekVoorkomen>"
        f"<imgeo-s:geometrie2d>{_polygon(row['geometry'])}</imgeo-s:geometrie2d></imgeo-s:Wegdeel></gml:featureMember>"
        for row in wegdelen.to_dict("records")
    )
    space = f'xmlns:gml="{_GML}" xmlns:imgeo-s="http://www.geostandaarden.nl/imgeo/2.1/simple/gml31"'
    return _written(target, f"<gml:FeatureCollection {space}>{members}</gml:FeatureCollection>")


def stuf(woz: pd.DataFrame, target: Path) -> Path:
    """Write WOZ objects with a value each as an answer in StUF-WOZ 03.12."""
    objects = "".join(
        f'<WOZ:object StUF:entiteittype="WOZ"><WOZ:wozObjectNummer>{number}</WOZ:wozObjectNummer>'
        f"<WOZ:gebruikscode>30</WOZ:gebruikscode>"
        f'<WOZ:isVerbondenMet StUF:entiteittype="WOZAOTOND"><WOZ:gerelateerde><BG:verblijfsobject'
        f' StUF:entiteittype="VBO"><BG:identificatie>{vbo}</BG:identificatie></BG:verblijfsobject>'
        f"</WOZ:gerelateerde></WOZ:isVerbondenMet></WOZ:object>"
        f'<WOZ:object StUF:entiteittype="WRD"><WOZ:waardepeildatum>20250101</WOZ:waardepeildatum>'
        f"<WOZ:vastgesteldeWaarde>{value}</WOZ:vastgesteldeWaarde>"
        f"<WOZ:ingangsdatumWaarde>20250101</WOZ:ingangsdatumWaarde>"
        f'<WOZ:isVoor StUF:entiteittype="WRDWOZ"><WOZ:gerelateerde StUF:entiteittype="WOZ">'
        f"<WOZ:wozObjectNummer>{number}</WOZ:wozObjectNummer></WOZ:gerelateerde></WOZ:isVoor></WOZ:object>"
        for number, vbo, value in _worth(woz)
    )
    return _written(target, _STUF.format(objects))


def bevragen(woz: pd.DataFrame, target: Path) -> Path:
    """Write WOZ objects as one page of WOZ-bevragen."""
    objects: list[dict[str, Any]] = [
        {
            "identificatie": number,
            "adresseerbaarObjectIdentificaties": [vbo],
            "pandIdentificaties": [],
            "belanghebbendeEigenaar": {"naam": "Niemand"},
            "waarden": [{"vastgesteldeWaarde": value, "waardepeildatum": "2025-01-01", "ingangsdatum": "2025-01-01"}],
        }
        for number, vbo, value in _worth(woz)
    ]
    return _written(target, json.dumps({"_embedded": {"wozObjecten": objects}}))


def loket(woz: pd.DataFrame, target: Path) -> Path:
    """Write WOZ objects as answers of the waardeloket, ids as numbers."""
    answers = [
        {
            "wozObject": {"wozobjectnummer": int(number), "adresseerbaarobjectid": int(vbo), "gemeentecode": 99},
            "wozWaarden": [{"peildatum": "2025-01-01", "vastgesteldeWaarde": value}],
        }
        for number, vbo, value in _worth(woz)
    ]
    return _written(target, json.dumps(answers))


def _worth(woz: pd.DataFrame) -> Iterable[tuple[str, str, int]]:
    for number in range(1, len(woz) + 1):
        yield f"0099{number:08d}", f"009901{number:010d}", 100_000 + number


def _traffic_area(row: dict[str, Any], *, arc: bool) -> str:
    held = "".join(text.format(row.get(name, "")) for name, text in _PLAIN.items())
    drawn = _disc(row["geometry"]) if arc else _polygon(row["geometry"])
    return (
        '<cityObjectMember><TrafficArea xmlns="http://www.opengis.net/citygml/transportation/2.0">'
        f'<creationDate xmlns="http://www.opengis.net/citygml/2.0">2016-01-01</creationDate>{held}'
        f"<function>{row['functie']}</function><surfaceMaterial>{row['fysiek_voorkomen']}</surfaceMaterial>"
        f"<imgeo:geometrie2dWegdeel>{drawn}</imgeo:geometrie2dWegdeel></TrafficArea></cityObjectMember>"
    )


def _polygon(shape: shapely.Geometry) -> str:
    ring = shapely.get_coordinates(shapely.get_exterior_ring(shapely.get_geometry(shape, 0)))
    places = " ".join(f"{x:.3f} {y:.3f}" for x, y in ring)
    return (
        '<gml:Polygon srsName="urn:ogc:def:crs:EPSG::28992"><gml:exterior><gml:LinearRing>'
        f"<gml:posList>{places}</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon>"
    )


def _disc(shape: shapely.Geometry) -> str:
    x, y = shapely.get_coordinates(shapely.centroid(shape))[0]
    halves = (((x - 5, y), (x, y + 5), (x + 5, y)), ((x + 5, y), (x, y - 5), (x - 5, y)))
    arcs = "".join(
        "<gml:Arc><gml:posList>" + " ".join(f"{a:.3f} {b:.3f}" for a, b in half) + "</gml:posList></gml:Arc>"
        for half in halves
    )
    return (
        '<gml:Polygon srsName="urn:ogc:def:crs:EPSG::28992"><gml:exterior><gml:Ring><gml:curveMember><gml:Curve>'
        f"<gml:segments>{arcs}</gml:segments></gml:Curve></gml:curveMember></gml:Ring></gml:exterior></gml:Polygon>"
    )


def _written(target: Path, text: str) -> Path:
    target.write_text(text, encoding="utf-8")
    return target
