"""The BAG of the town as a BAG 2.0 extract: zips three deep, every object with its history."""

from __future__ import annotations

import io
import zipfile
from html import escape
from typing import TYPE_CHECKING

import pandas as pd
import shapely

from .names import GEMEENTECODE, GEMEENTENAAM

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date
    from pathlib import Path

    from ..safeguards.watch import Watch
    from .dirt import Bag

MOST = 20_000  # addresses; a bigger town has no extract
_OBJECTS_PER_FILE = 10_000
_STAMP = (2026, 1, 1, 0, 0, 0)
_SCHEMAS = "www.kadaster.nl/schemas/lvbag"
_ROOT = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<sl-bag-extract:bagStand'
    f' xmlns:Objecten="{_SCHEMAS}/imbag/objecten/v20200601" xmlns:gml="http://www.opengis.net/gml/3.2"'
    f' xmlns:Historie="{_SCHEMAS}/imbag/historie/v20200601"'
    f' xmlns:Objecten-ref="{_SCHEMAS}/imbag/objecten-ref/v20200601"'
    f' xmlns:selecties-extract="http://{_SCHEMAS}/extract-selecties/v20200601"'
    f' xmlns:sl-bag-extract="http://{_SCHEMAS}/extract-deelbestand-lvc/v20200601"'
    ' xmlns:sl="http://www.kadaster.nl/schemas/standlevering-generiek/1.0"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    f' xsi:schemaLocation="http://{_SCHEMAS}/extract-deelbestand-lvc/v20200601 https://developer.kadaster.nl/schemas/lvbag'
    '/extract-deelbestand-lvc/v20200601/BagvsExtractDeelbestandExtractLvc-2.1.0.xsd">\n'
)


def write_extract(bag: Bag, woonplaatsen: pd.DataFrame, peildatum: date, path: Path, watch: Watch) -> None:
    """Write the extract; read on the peildatum it holds what the bag-light of the town holds.

    Args:
        bag: As `dirt.registered` gave it.
        woonplaatsen: identificatie, naam, geometry.
        peildatum: The day of the delivery.
        path: Where the zip goes.
        watch: How cancel and progress are told.

    """
    day = f"{peildatum:%d%m%Y}"
    spaces = bag.vbo.drop_duplicates("openbare_ruimte_identificatie")
    makers: dict[str, Callable[[], Iterable[str]]] = {
        "WPL": lambda: _woonplaatsen(woonplaatsen),
        "OPR": lambda: _openbare_ruimten(pd.concat([spaces, bag.ligplaatsen, bag.standplaatsen])),
        "NUM": lambda: _nummeraanduidingen(bag),
        "PND": lambda: _panden(bag.panden),
        "VBO": lambda: _verblijfsobjecten(bag.vbo),
        "LIG": lambda: _plaatsen(bag.ligplaatsen, "Ligplaats"),
        "STA": lambda: _plaatsen(bag.standplaatsen, "Standplaats"),
    }
    middle = io.BytesIO()
    with zipfile.ZipFile(middle, "w", zipfile.ZIP_STORED) as held:
        for k, (kind, make) in enumerate(makers.items()):
            watch.at(k / len(makers))
            objects = list(make())
            inner = io.BytesIO()
            with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as files:
                for start in range(0, max(1, len(objects)), _OBJECTS_PER_FILE):
                    watch.at((k + start / max(1, len(objects))) / len(makers))
                    name = f"{GEMEENTECODE}{kind}{day}-{start // _OBJECTS_PER_FILE + 1:06d}.xml"
                    _put(files, name, _document(kind, peildatum, objects[start : start + _OBJECTS_PER_FILE]))
            _put(held, f"{GEMEENTECODE}{kind}{day}.zip", inner.getvalue())
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as outer:
        _put(outer, "Leveringsdocument-BAG-Extract.xml", _delivery(peildatum))
        _put(outer, f"{GEMEENTECODE}GEM{day}.zip", middle.getvalue())
    watch.at(1.0)


def _put(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    """Add a member that carries no clock and no machine."""
    info = zipfile.ZipInfo(name, _STAMP)
    info.compress_type = archive.compression
    info.create_system = 3
    archive.writestr(info, content)


def _delivery(peildatum: date) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<xb:BAG-Extract-Levering xmlns:xb="http://{_SCHEMAS}/extract-levering/v20200601"'
        f' xmlns:selecties-extract="http://{_SCHEMAS}/extract-selecties/v20200601"><xb:SelectieGegevens>'
        f"<selecties-extract:LVC-Extract><selecties-extract:StandTechnischeDatum>{peildatum:%Y-%m-%d}"
        "</selecties-extract:StandTechnischeDatum></selecties-extract:LVC-Extract><selecties-extract:Gebied-Registratief>"
        "<selecties-extract:Gebied-GEM><selecties-extract:GemeenteCollectie><selecties-extract:Gemeente>"
        f"<selecties-extract:GemeenteIdentificatie>{GEMEENTECODE}</selecties-extract:GemeenteIdentificatie>"
        f"<selecties-extract:GemeenteNaam>{GEMEENTENAAM}</selecties-extract:GemeenteNaam></selecties-extract:Gemeente>"
        "</selecties-extract:GemeenteCollectie></selecties-extract:Gebied-GEM></selecties-extract:Gebied-Registratief>"
        "</xb:SelectieGegevens></xb:BAG-Extract-Levering>\n"
    ).encode()


def _document(kind: str, peildatum: date, objects: list[str]) -> bytes:
    head = (
        f"{_ROOT}<sl-bag-extract:bagInfo><selecties-extract:Gebied-Registratief><selecties-extract:Gebied-GEM>"
        "<selecties-extract:GemeenteCollectie><selecties-extract:Gemeente><selecties-extract:GemeenteIdentificatie>"
        f"{GEMEENTECODE}</selecties-extract:GemeenteIdentificatie></selecties-extract:Gemeente>"
        "</selecties-extract:GemeenteCollectie></selecties-extract:Gebied-GEM></selecties-extract:Gebied-Registratief>"
        f"<selecties-extract:LVC-Extract><selecties-extract:StandTechnischeDatum>{peildatum:%Y-%m-%d}"
        "</selecties-extract:StandTechnischeDatum></selecties-extract:LVC-Extract></sl-bag-extract:bagInfo>"
        "<sl:standBestand><sl:dataset>LVBAG</sl:dataset><sl:inhoud><sl:gebied>GEMEENTE</sl:gebied>"
        "<sl:leveringsId>0000000001</sl:leveringsId><sl:objectTypen><sl:objectType>"
        f"{kind}</sl:objectType></sl:objectTypen></sl:inhoud>"
    )
    body = "".join(f"<sl:stand><sl-bag-extract:bagObject>{o}</sl-bag-extract:bagObject></sl:stand>\n" for o in objects)
    return f"{head}{body}</sl:standBestand></sl-bag-extract:bagStand>\n".encode()


def _tag(name: str, value: object) -> str:
    return f"<Objecten:{name}>{escape(str(value), quote=False)}</Objecten:{name}>"


def _identity(kind: str, identity: str) -> str:
    return f'<Objecten:identificatie domein="NL.IMBAG.{kind}">{identity}</Objecten:identificatie>'


def _reference(role: str, kind: str, identities: Iterable[str], element: str = "") -> str:
    refs = "".join(
        f'<Objecten-ref:{element or kind}Ref domein="NL.IMBAG.{kind}">{i}</Objecten-ref:{element or kind}Ref>'
        for i in identities
    )
    return f"<Objecten:{role}>{refs}</Objecten:{role}>"


def _occurrence(number: int, begin: str, end: str | None = None) -> str:
    """One occurrence: its validity, and its registration on the day it began."""
    over = f"<Historie:eindGeldigheid>{end}</Historie:eindGeldigheid>" if end else ""
    closed = f"<Historie:eindRegistratie>{end}T10:00:00.000</Historie:eindRegistratie>" if end else ""
    gone = f"<Historie:tijdstipEindRegistratieLV>{end}T10:05:00.000</Historie:tijdstipEindRegistratieLV>" if end else ""
    return (
        f"<Objecten:geconstateerd>N</Objecten:geconstateerd><Objecten:documentdatum>{begin}</Objecten:documentdatum>"
        f"<Objecten:documentnummer>WL-{begin}</Objecten:documentnummer><Objecten:voorkomen><Historie:Voorkomen>"
        f"<Historie:voorkomenidentificatie>{number}</Historie:voorkomenidentificatie>"
        f"<Historie:beginGeldigheid>{begin}</Historie:beginGeldigheid>{over}"
        f"<Historie:tijdstipRegistratie>{begin}T10:00:00.000</Historie:tijdstipRegistratie>{closed}"
        f"<Historie:BeschikbaarLV><Historie:tijdstipRegistratieLV>{begin}T10:05:00.000</Historie:tijdstipRegistratieLV>"
        f"{gone}</Historie:BeschikbaarLV></Historie:Voorkomen></Objecten:voorkomen>"
    )


def _ring(ring: shapely.LinearRing) -> str:
    xy = " ".join(f"{x:.3f} {y:.3f}" for x, y in ring.coords)
    return f'<gml:LinearRing><gml:posList count="{len(ring.coords)}">{xy}</gml:posList></gml:LinearRing>'


def _polygon(shape: shapely.Polygon) -> str:
    holes = "".join(f"<gml:interior>{_ring(r)}</gml:interior>" for r in shape.interiors)
    return (
        '<gml:Polygon srsName="urn:ogc:def:crs:EPSG::28992" srsDimension="2"><gml:exterior>'
        f"{_ring(shape.exterior)}</gml:exterior>{holes}</gml:Polygon>"
    )


def _area(shape: shapely.Polygon) -> str:
    return f"<Objecten:geometrie>{_polygon(shape)}</Objecten:geometrie>"


def _days(moments: pd.Series) -> list[str]:
    return [str(day) for day in pd.to_datetime(moments).dt.strftime("%Y-%m-%d")]


def _before(moments: pd.Series, days: int) -> list[str]:
    return _days(pd.to_datetime(moments) - pd.Timedelta(days=days))


def _woonplaatsen(frame: pd.DataFrame) -> Iterable[str]:
    for row in frame.itertuples():
        shape = f"<Objecten:geometrie><Objecten:vlak>{_polygon(row.geometry)}</Objecten:vlak></Objecten:geometrie>"
        yield (
            f"<Objecten:Woonplaats>{_identity('Woonplaats', row.identificatie)}{_tag('naam', row.naam)}{shape}"
            f"{_tag('status', 'Woonplaats aangewezen')}{_occurrence(1, '2009-01-01')}</Objecten:Woonplaats>"
        )


def _openbare_ruimten(frame: pd.DataFrame) -> Iterable[str]:
    for row in frame.drop_duplicates("openbare_ruimte_identificatie").itertuples():
        yield (
            f"<Objecten:OpenbareRuimte>{_identity('Openbareruimte', row.openbare_ruimte_identificatie)}"
            f"{_tag('naam', row.openbare_ruimte_naam)}{_tag('type', 'Weg')}{_tag('status', 'Naamgeving uitgegeven')}"
            f"{_occurrence(1, '2009-12-16')}{_reference('ligtIn', 'Woonplaats', [row.woonplaats_identificatie])}"
            "</Objecten:OpenbareRuimte>"
        )


def _nummeraanduidingen(bag: Bag) -> Iterable[str]:
    for frame, kind in (
        (bag.vbo, "Verblijfsobject"),
        (bag.ligplaatsen, "Ligplaats"),
        (bag.standplaatsen, "Standplaats"),
    ):
        known = frame[["huisletter", "toevoeging", "postcode"]].notna()
        for row, (letter, addition, code), begin in zip(
            frame.itertuples(), known.to_numpy(), _before(frame["begin_geldigheid"], 400), strict=True
        ):
            yield (
                f"<Objecten:Nummeraanduiding>{_identity('Nummeraanduiding', row.nummeraanduiding_identificatie)}"
                f"{_tag('huisnummer', row.huisnummer)}{_tag('huisletter', row.huisletter) if letter else ''}"
                f"{_tag('huisnummertoevoeging', row.toevoeging) if addition else ''}"
                f"{_tag('postcode', row.postcode) if code else ''}{_tag('typeAdresseerbaarObject', kind)}"
                f"{_tag('status', 'Naamgeving uitgegeven')}{_occurrence(1, begin)}"
                f"{_reference('ligtAan', 'Openbareruimte', [row.openbare_ruimte_identificatie], 'OpenbareRuimte')}"
                "</Objecten:Nummeraanduiding>"
            )


_EARLIER = {"Pand gesloopt": "Pand in gebruik", "Verblijfsobject ingetrokken": "Verblijfsobject in gebruik"}


def _panden(frame: pd.DataFrame) -> Iterable[str]:
    """Every third pand carries its building permit as an earlier occurrence; what is gone, its use."""
    begins, earlier = _days(frame["begin_geldigheid"]), _before(frame["begin_geldigheid"], 500)
    for k, (row, begin, before) in enumerate(zip(frame.itertuples(), begins, earlier, strict=True)):
        fixed = (
            f"{_identity('Pand', row.identificatie)}{_area(row.geometry)}{_tag('oorspronkelijkBouwjaar', row.bouwjaar)}"
        )
        past = _EARLIER.get(row.status, "Bouwvergunning verleend" if k % 3 == 0 else "")
        past = "" if row.status in ("Bouwvergunning verleend", "Bouw gestart") else past
        if past:
            yield f"<Objecten:Pand>{fixed}{_tag('status', past)}{_occurrence(1, before, begin)}</Objecten:Pand>"
        number = 2 if past else 1
        yield f"<Objecten:Pand>{fixed}{_tag('status', row.status)}{_occurrence(number, begin)}</Objecten:Pand>"


def _verblijfsobjecten(frame: pd.DataFrame) -> Iterable[str]:
    """Every fourth was formed before it was used; every fiftieth had another use before."""
    begins, earlier = _days(frame["begin_geldigheid"]), _before(frame["begin_geldigheid"], 300)
    xy = shapely.get_coordinates(frame["geometry"].to_numpy())
    stated = frame["gebruiksdoel"].notna().to_numpy()
    rows = zip(frame.itertuples(), begins, earlier, xy, stated, strict=True)
    for k, (row, begin, before, (x, y), has_use) in enumerate(rows):
        head = _reference("heeftAlsHoofdadres", "Nummeraanduiding", [row.nummeraanduiding_identificatie])
        place = (
            '<Objecten:geometrie><Objecten:punt><gml:Point srsName="urn:ogc:def:crs:EPSG::28992" srsDimension="3">'
            f"<gml:pos>{x:.3f} {y:.3f} 0.0</gml:pos></gml:Point></Objecten:punt></Objecten:geometrie>"
        )
        use = "".join(_tag("gebruiksdoel", d) for d in row.gebruiksdoel.split(",")) if has_use else ""
        panden = _reference("maaktDeelUitVan", "Pand", row.panden)
        past, past_use = _EARLIER.get(row.status, ""), use
        if not past and "gevormd" not in row.status and k % 4 == 0:
            past = "Verblijfsobject gevormd"
        elif not past and "gevormd" not in row.status and k % 50 == 1 and has_use:
            past, past_use = "Verblijfsobject in gebruik", _tag("gebruiksdoel", "kantoorfunctie")
        occurrences: list[tuple[str, str, str, str | None]] = [(past, past_use, before, begin)] if past else []
        occurrences.append((row.status, use, begin, None))
        for number, (status, doelen, start, end) in enumerate(occurrences, 1):
            yield (
                f"<Objecten:Verblijfsobject>{head}{_occurrence(number, start, end)}"
                f"{_identity('Verblijfsobject', row.identificatie)}{place}{doelen}"
                f"{_tag('oppervlakte', row.oppervlakte)}{_tag('status', status)}{panden}</Objecten:Verblijfsobject>"
            )


def _plaatsen(frame: pd.DataFrame, kind: str) -> Iterable[str]:
    for row, begin in zip(frame.itertuples(), _days(frame["begin_geldigheid"]), strict=True):
        head = _reference("heeftAlsHoofdadres", "Nummeraanduiding", [row.nummeraanduiding_identificatie])
        yield (
            f"<Objecten:{kind}>{head}{_occurrence(1, begin)}{_identity(kind, row.identificatie)}"
            f"{_tag('status', row.status)}{_area(row.geometry)}</Objecten:{kind}>"
        )
