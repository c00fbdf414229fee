"""Small deliveries of the BAG: XML as the Kadaster writes it, and tables as bag-light has them."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from locatierisico.registers.raw import Raw

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<sl-bag-extract:bagStand xmlns:DatatypenNEN3610="www.kadaster.nl/schemas/lvbag/imbag/datatypennen3610/v20200601"
 xmlns:Objecten="www.kadaster.nl/schemas/lvbag/imbag/objecten/v20200601" xmlns:gml="http://www.opengis.net/gml/3.2"
 xmlns:Historie="www.kadaster.nl/schemas/lvbag/imbag/historie/v20200601"
 xmlns:Objecten-ref="www.kadaster.nl/schemas/lvbag/imbag/objecten-ref/v20200601"
 xmlns:selecties-extract="http://www.kadaster.nl/schemas/lvbag/extract-selecties/v20200601"
 xmlns:sl-bag-extract="http://www.kadaster.nl/schemas/lvbag/extract-deelbestand-lvc/v20200601"
 xmlns:sl="http://www.kadaster.nl/schemas/standlevering-generiek/1.0"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xsi:schemaLocation="http://www.kadaster.nl/schemas/lvbag/extract-deelbestand-lvc/v20200601
 BagvsExtractDeelbestandExtractLvc-2.1.0.xsd">
<sl-bag-extract:bagInfo><selecties-extract:LVC-Extract>
<selecties-extract:StandTechnischeDatum>2021-10-15</selecties-extract:StandTechnischeDatum>
</selecties-extract:LVC-Extract></sl-bag-extract:bagInfo>
<sl:standBestand><sl:dataset>LVBAG</sl:dataset><sl:inhoud><sl:gebied>GEMEENTE</sl:gebied>
<sl:leveringsId>1</sl:leveringsId><sl:objectTypen><sl:objectType>{code}</sl:objectType></sl:objectTypen></sl:inhoud>
"""
_TAIL = "</sl:standBestand></sl-bag-extract:bagStand>"


def _occurrence(spec: Mapping[str, Any]) -> str:
    eind = f"<Historie:eindGeldigheid>{spec['eind']}</Historie:eindGeldigheid>" if spec.get("eind") else ""
    registered = spec.get("registratie", f"{spec['begin']}T12:00:00.000")
    niet_bag = spec.get("niet_bag")
    outside = f"<Historie:tijdstipNietBagLV>{niet_bag}</Historie:tijdstipNietBagLV>" if niet_bag else ""
    inactief = spec.get("inactief")
    inactive = f"<Historie:tijdstipInactief>{inactief}</Historie:tijdstipInactief>" if inactief else ""
    return (
        "<Objecten:voorkomen><Historie:Voorkomen>"
        f"<Historie:voorkomenidentificatie>{spec.get('voorkomen', 1)}</Historie:voorkomenidentificatie>"
        f"<Historie:beginGeldigheid>{spec['begin']}</Historie:beginGeldigheid>{eind}"
        f"<Historie:tijdstipRegistratie>{registered}</Historie:tijdstipRegistratie>{inactive}"
        f"<Historie:BeschikbaarLV><Historie:tijdstipRegistratieLV>{registered}</Historie:tijdstipRegistratieLV>{outside}"
        "</Historie:BeschikbaarLV></Historie:Voorkomen></Objecten:voorkomen>"
    )


def _square(x: float, y: float, side: float = 10) -> str:
    ring = f"{x} {y} 0 {x + side} {y} 0 {x + side} {y + side} 0 {x} {y + side} 0 {x} {y} 0"
    return (
        '<gml:Polygon srsName="urn:ogc:def:crs:EPSG::28992" srsDimension="3"><gml:exterior><gml:LinearRing>'
        f'<gml:posList count="5">{ring}</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon>'
    )


def _pand(spec: Mapping[str, Any]) -> str:
    drawn = spec.get("gml", _square(spec.get("x", 131000), spec.get("y", 481000)))
    return (
        f'<Objecten:Pand><Objecten:identificatie domein="NL.IMBAG.Pand">{spec["id"]}</Objecten:identificatie>'
        f"<Objecten:geometrie>{drawn}</Objecten:geometrie>"
        f"<Objecten:oorspronkelijkBouwjaar>{spec.get('bouwjaar', 1990)}</Objecten:oorspronkelijkBouwjaar>"
        f"<Objecten:status>{spec.get('status', 'Pand in gebruik')}</Objecten:status>{_occurrence(spec)}</Objecten:Pand>"
    )


def _vbo(spec: Mapping[str, Any]) -> str:
    place = spec.get(
        "gml",
        '<Objecten:punt><gml:Point srsName="urn:ogc:def:crs:EPSG::28992" srsDimension="3">'
        f"<gml:pos>{spec.get('x', 131005)} {spec.get('y', 481005)} 0</gml:pos></gml:Point></Objecten:punt>",
    )
    uses = "".join(
        f"<Objecten:gebruiksdoel>{use}</Objecten:gebruiksdoel>" for use in spec.get("uses", ["industriefunctie"])
    )
    panden = "".join(
        f'<Objecten-ref:PandRef domein="NL.IMBAG.Pand">{pand}</Objecten-ref:PandRef>' for pand in spec["panden"]
    )
    return (
        "<Objecten:Verblijfsobject><Objecten:heeftAlsHoofdadres><Objecten-ref:NummeraanduidingRef "
        f'domein="NL.IMBAG.Nummeraanduiding">{spec.get("num", "0457200000000001")}</Objecten-ref:NummeraanduidingRef>'
        f"</Objecten:heeftAlsHoofdadres>{_occurrence(spec)}"
        f'<Objecten:identificatie domein="NL.IMBAG.Verblijfsobject">{spec["id"]}</Objecten:identificatie>'
        f"<Objecten:geometrie>{place}</Objecten:geometrie>{uses}"
        f"<Objecten:oppervlakte>{spec.get('oppervlakte', 100)}</Objecten:oppervlakte>"
        f"<Objecten:status>{spec.get('status', 'Verblijfsobject in gebruik')}</Objecten:status>"
        f"<Objecten:maaktDeelUitVan>{panden}</Objecten:maaktDeelUitVan></Objecten:Verblijfsobject>"
    )


def _document(code: str, objects: Sequence[str]) -> bytes:
    stands = "".join(
        f"<sl:stand><sl-bag-extract:bagObject>{held}</sl-bag-extract:bagObject></sl:stand>" for held in objects
    )
    return (_HEAD.format(code=code) + stands + _TAIL).encode()


def _zipped(files: Mapping[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return held.getvalue()


@pytest.fixture(scope="session")
def zipped() -> Callable[[Mapping[str, bytes]], bytes]:
    return _zipped


@pytest.fixture(scope="session")
def square() -> Callable[..., str]:
    return _square


@pytest.fixture
def extract(tmp_path: Path) -> Callable[..., Path]:
    """Write an extract of given panden and verblijfsobjecten, two zips deep as a municipality gets it."""

    def write(
        panden: Sequence[Mapping[str, Any]], vbos: Sequence[Mapping[str, Any]], name: str = "BAGGEM0457L-15102021.zip"
    ) -> Path:
        documents = {"PND": [_pand(one) for one in panden], "VBO": [_vbo(one) for one in vbos]}
        inner = {
            f"0457{code}15102021.zip": _zipped({f"0457{code}15102021-000001.xml": _document(code, held)})
            for code, held in documents.items()
        }
        path = tmp_path / name
        path.write_bytes(_zipped({"Leveringsdocument.xml": b"<a/>", "0457GEM15102021.zip": _zipped(inner)}))
        return path

    return write


@pytest.fixture
def light() -> Callable[..., list[Raw]]:
    """Make the tables pand and verblijfsobject of three panden with a vbo each, with columns changed at will."""

    def make(pand: Mapping[str, Any] | None = None, vbo: Mapping[str, Any] | None = None, **given: Any) -> list[Raw]:
        ids = [f"045710000000000{n}" for n in (1, 2, 3)]
        panden = {
            "identificatie": ids,
            "bouwjaar": [1980, 1990, 2000],
            "status": ["Pand in gebruik"] * 3,
            **(pand or {}),
        }
        vbos = {
            "identificatie": [f"045701000000000{n}" for n in (1, 2, 3)],
            "oppervlakte": [100, 200, 300],
            "status": ["Verblijfsobject in gebruik"] * 3,
            "gebruiksdoel": ["industriefunctie", "woonfunctie,kantoorfunctie", "woonfunctie"],
            "openbare_ruimte_naam": ["Dorpsstraat"] * 3,
            "huisnummer": [1, 2, 3],
            "postcode": ["1380 AA"] * 3,
            "woonplaats_naam": ["Weesp"] * 3,
            "pand_identificatie": ids,
            **(vbo or {}),
        }
        lefts = np.arange(len(panden["identificatie"])) * 20.0 + 131000
        outlines = given.get("outlines", shapely.box(lefts, 481000, lefts + 10, 481010))
        points = given.get("points", shapely.points(np.arange(len(vbos["identificatie"])) * 20.0 + 131005, 481005))
        crs = given.get("crs", "EPSG:28992")
        frames = [pd.DataFrame({k: v for k, v in held.items() if v is not None}) for held in (panden, vbos)]
        return [
            Raw("bag.gpkg (pand)", frames[0], np.asarray(outlines, dtype=object), crs, layer="pand"),
            Raw(
                "bag.gpkg (verblijfsobject)", frames[1], np.asarray(points, dtype=object), crs, layer="verblijfsobject"
            ),
        ]

    return make


@pytest.fixture
def to_gpkg() -> Callable[[Sequence[Raw], Path], Path]:
    """Write raw tables as the layers of one GeoPackage."""

    def write(raws: Sequence[Raw], path: Path) -> Path:
        for raw in raws:
            gpd.GeoDataFrame(raw.frame, geometry=list(raw.geometry), crs=raw.crs).to_file(
                path, layer=raw.layer, driver="GPKG", engine="pyogrio"
            )
        return path

    return write


NAME, BSN = "Kanarievogel", "999990019"
_NIL = 'StUF:noValue="geenWaarde" xsi:nil="true"'
_STUF_SPACES = (
    'xmlns:StUF="http://www.egem.nl/StUF/StUF0301" xmlns:BG="http://www.egem.nl/StUF/sector/bg/0310"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)
STUF_PERSON = f"""<WOZ:gerelateerde><WOZ:natuurlijkPersoon StUF:entiteittype="NPS" StUF:verwerkingssoort="I">
<WOZ:isEen StUF:entiteittype="NPSNPS"><WOZ:gerelateerde StUF:entiteittype="NPS"><BG:inp.bsn>{BSN}</BG:inp.bsn>
<BG:geslachtsnaam>{NAME}</BG:geslachtsnaam><BG:verblijfsadres><BG:aoa.identificatie>0457010{BSN}</BG:aoa.identificatie>
</BG:verblijfsadres><BG:inp.verblijftIn StUF:entiteittype="NPSTGO"><BG:gerelateerde StUF:entiteittype="TGO">
<BG:identificatie>0457010{BSN}</BG:identificatie></BG:gerelateerde></BG:inp.verblijftIn></WOZ:gerelateerde></WOZ:isEen>
<WOZ:soFiNummer>{BSN}</WOZ:soFiNummer></WOZ:natuurlijkPersoon><BG:identificatie>{BSN}</BG:identificatie>
</WOZ:gerelateerde>"""


def _stuf_link(relation: str, kind: str, inner: str, ids: Sequence[str]) -> str:
    return "".join(
        f'<WOZ:{relation} StUF:entiteittype="{kind}" StUF:verwerkingssoort="T"><WOZ:gerelateerde>'
        f"<BG:{inner[3:]} StUF:entiteittype={inner[:3]!r}><BG:identificatie>{one}</BG:identificatie>"
        f"<BG:adresAanduidingGrp><BG:num.identificatie>0457200000000001</BG:num.identificatie></BG:adresAanduidingGrp></BG:{inner[3:]}>"
        f"</WOZ:gerelateerde><StUF:tijdvakRelatie><StUF:eindRelatie {_NIL}/></StUF:tijdvakRelatie></WOZ:{relation}>"
        for one in ids
    )


def _stuf_value(spec: Mapping[str, Any], number: str | None) -> str:
    statuses = "".join(
        f'<WOZ:isBeschiktVoor StUF:entiteittype="WRDSUB">{STUF_PERSON}<WOZ:statusBeschikking>{status}'
        "</WOZ:statusBeschikking></WOZ:isBeschiktVoor>"
        for status in spec.get("statuses", ["01"])
    )
    of = (
        '<WOZ:isVoor StUF:entiteittype="WRDWOZ"><WOZ:gerelateerde StUF:entiteittype="WOZ">'
        f"<WOZ:wozObjectNummer>{number}</WOZ:wozObjectNummer></WOZ:gerelateerde></WOZ:isVoor>"
        if number
        else ""
    )
    return (
        f"<WOZ:waardepeildatum>{spec['date']}</WOZ:waardepeildatum><WOZ:vastgesteldeWaarde>{spec['value']}"
        f"</WOZ:vastgesteldeWaarde><WOZ:ingangsdatumWaarde>{spec.get('since', '')}</WOZ:ingangsdatumWaarde>"
        f"<WOZ:heffingsmaatstafOZB StUF:noValue='nietGeautoriseerd' xsi:nil='true'/>{of}{statuses}"
    )


def _stuf_object(spec: Mapping[str, Any], values: str) -> str:
    ended = f">{spec['ended']}</WOZ:einddatumObject>" if spec.get("ended") else f" {_NIL}/>"
    return (
        f'<WOZ:object StUF:entiteittype="{spec.get("kind", "WOZ")}" StUF:verwerkingssoort="T">'
        f"<WOZ:wozObjectNummer>{spec['number']}</WOZ:wozObjectNummer><WOZ:aanduidingWOZobject>"
        f"<BG:aoa.identificatie>0457200000000001</BG:aoa.identificatie></WOZ:aanduidingWOZobject>"
        f"<WOZ:statusWozObject>0</WOZ:statusWozObject><WOZ:grondoppervlakte>450</WOZ:grondoppervlakte>"
        f"<WOZ:gebruikscode>{spec.get('use', '')}</WOZ:gebruikscode>"
        "<WOZ:meegetaxeerdeOppervlakteGebouwd>77</WOZ:meegetaxeerdeOppervlakteGebouwd>"
        f"<WOZ:einddatumObject{ended}<StUF:tijdvakGeldigheid><StUF:beginGeldigheid>{spec.get('begin', '20090101')}"
        f"</StUF:beginGeldigheid><StUF:eindGeldigheid {_NIL}/></StUF:tijdvakGeldigheid>"
        f"<StUF:tijdstipRegistratie>{spec.get('registered', '20090101022755150')}</StUF:tijdstipRegistratie>"
        + _stuf_link("ontleentAanduidingAan", "WOZAOTAND", "VBOverblijfsobject", spec.get("vbo", [])[:1])
        + _stuf_link("isVerbondenMet", "WOZAOTOND", "VBOverblijfsobject", spec.get("vbo", []))
        + _stuf_link("heeftPand", "WOZPND", "PNDpand", spec.get("panden", []))
        + f'{values}<WOZ:heeftBelanghebbende StUF:entiteittype="WOZSUB">{STUF_PERSON}'
        "<WOZ:aanduidingEigenaarGebruiker>E</WOZ:aanduidingEigenaarGebruiker></WOZ:heeftBelanghebbende></WOZ:object>"
    )


@pytest.fixture(scope="session")
def stuf_woz() -> Callable[..., bytes]:
    """Make a StUF-WOZ message of objects with their values, as the LV WOZ nests them, owners included.

    `placing` puts the values in an entity of their own beside the object, before it, in a relation inside it, or
    (of one value) in the object itself. `around` takes the objects and gives what stands in the message.
    """

    def make(
        objects: Sequence[Mapping[str, Any]],
        *,
        placing: str = "beside",
        space: str = "http://www.waarderingskamer.nl/StUF/0312",
        around: Callable[[str], str] = str,
        enveloped: bool = False,
    ) -> bytes:
        parts = []
        for spec in objects:
            values = spec.get("values", [])
            if placing in ("beside", "before"):
                beside = "".join(
                    f'<WOZ:object StUF:entiteittype="WRD">{_stuf_value(value, spec["number"])}</WOZ:object>'
                    for value in values
                )
                held = _stuf_object(spec, "")
                parts.append(beside + held if placing == "before" else held + beside)
            elif placing == "relation":
                related = "".join(
                    '<WOZ:heeftWaarde StUF:entiteittype="WOZWRD"><WOZ:gerelateerde StUF:entiteittype="WRD">'
                    f"{_stuf_value(value, None)}</WOZ:gerelateerde></WOZ:heeftWaarde>"
                    for value in values
                )
                parts.append(_stuf_object(spec, related))
            else:
                parts.append(_stuf_object(spec, "".join(_stuf_value(value, None) for value in values)))
        person = f'<WOZ:object StUF:entiteittype="NPS">{STUF_PERSON}<WOZ:soFiNummer>{BSN}</WOZ:soFiNummer></WOZ:object>'
        message = (
            f'<WOZ:wozLa01 xmlns:WOZ="{space}" {_STUF_SPACES}><WOZ:stuurgegevens><StUF:zender><StUF:gebruiker>{NAME}'
            f"</StUF:gebruiker></StUF:zender></WOZ:stuurgegevens>{around(person + ''.join(parts))}</WOZ:wozLa01>"
        )
        if enveloped:
            message = (
                '<env:Envelope xmlns:env="http://schemas.xmlsoap.org/soap/envelope/"><env:Header/><env:Body>'
                f"{message}</env:Body></env:Envelope>"
            )
        return f'<?xml version="1.0" encoding="UTF-8"?><!-- {NAME} -->{message}'.encode()

    return make


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_STATE = ("visible", "hidden")
_SPACES = f'xmlns="{_MAIN}" xmlns:r="{_RELATION}"'
_FORMATS = {
    164: "dd\\-mm\\-yyyy;@",
    165: "[$-413]d\\ mmmm\\ yyyy\\ h:mm",
    166: "&quot;€ dhm&quot;\\ #,##0.00_-;[Red]-0",
    167: "[h]:mm:ss",
}


def _cell(value: str | None, shared: list[str]) -> str:
    if value is None or value.startswith("<c"):
        return value or "<c/>"
    shared.append(value)
    return f'<c t="s"><v>{len(shared) - 1}</v></c>'


def _row(number: int, row: Sequence[str | None], shared: list[str], hidden: Sequence[int]) -> str:
    cells = "".join(_cell(value, shared) for value in row)
    return f'<row r="{number}" hidden="{int(number in hidden)}">{cells}</row>'


def _book(sheets: Sequence[str], hidden: Sequence[str], *, early: bool) -> str:
    listed = "".join(
        f'<sheet name="{escape(name)}" state="{_STATE[name in hidden]}" sheetId="{n}" r:id="rId{n}"/>'
        for n, name in enumerate(sheets, start=1)
    )
    return f'<workbook {_SPACES}><workbookPr date1904="{int(early)}"/><sheets>{listed}</sheets></workbook>'


def _relations(sheets: Sequence[str]) -> str:
    # Some programs write where a sheet lies from the top of the package, others from its folder.
    places = ["worksheets/sheet1.xml", *[f"/xl/worksheets/sheet{n}.xml" for n in range(2, len(sheets) + 1)]]
    related = "".join(
        f'<Relationship Id="rId{n}" Type="{_RELATION}/worksheet" Target="{place}"/>'
        for n, place in enumerate(places, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}">{related}</Relationships>'


def _styles() -> str:
    formats = "".join(f'<numFmt numFmtId="{n}" formatCode="{code}"/>' for n, code in _FORMATS.items())
    styles = "".join(f'<xf numFmtId="{n}"/>' for n in (0, 164, 165, 20, 166, 167))
    return f"<styleSheet {_SPACES}><numFmts>{formats}</numFmts><cellXfs>{styles}</cellXfs></styleSheet>"


def _strings(shared: Sequence[str]) -> str:
    """Write every text in two runs, the second in bold for all it matters, with a pronunciation beside it."""
    items = "".join(
        f"<si><r><t>{escape(text[:1])}</t></r><r><t>{escape(text[1:])}</t></r><rPh><t>spreek</t></rPh></si>"
        for text in shared
    )
    return f"<sst {_SPACES}>{items}</sst>"


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[..., Path]:
    """Write a workbook as Excel does: rows of texts, None, or cells in XML.

    Styles are 1 a day, 2 a day with a time, 3 a time, 4 an amount, 5 elapsed hours.
    """

    def write(
        *rows: Sequence[str | None],
        more: Mapping[str, Sequence[Sequence[str | None]]] | None = None,
        hidden: Sequence[str] = (),
        rows_hidden: Sequence[int] = (),
        merged: Sequence[str] = (),
        tail: str = "",
        prolog: str = "",
        early: bool = False,
        name: str = "werkmap één.xlsx",
    ) -> Path:
        shared: list[str] = []
        sheets = {"Blad1": rows, **(more or {})}
        merges = "".join(f'<mergeCell ref="{one}"/>' for one in merged)
        path = tmp_path / name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("[Content_Types].xml", "<Types/>")
            archive.writestr("xl/workbook.xml", _book(list(sheets), hidden, early=early))
            archive.writestr("xl/_rels/workbook.xml.rels", _relations(list(sheets)))
            archive.writestr("xl/styles.xml", _styles())
            for n, held in enumerate(sheets.values(), start=1):
                lines = "".join(_row(at, row, shared, rows_hidden) for at, row in enumerate(held, start=1))
                data = f"<sheetData>{lines}{tail if n == 1 else ''}</sheetData><mergeCells>{merges}</mergeCells>"
                archive.writestr(f"xl/worksheets/sheet{n}.xml", f"{prolog}<worksheet {_SPACES}>{data}</worksheet>")
            archive.writestr("xl/sharedStrings.xml", _strings(shared))
        return path

    return write
