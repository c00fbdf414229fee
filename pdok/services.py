"""The services of PDOK: where each register is asked, in which layers, and how a question is put."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode, urlsplit

if TYPE_CHECKING:
    from datetime import date

Box = tuple[float, float, float, float]

PAGE = 1000  # features; both kinds of service give no more at a time
LAST_START = 50_000  # PDOK's WFS answers no page that starts beyond this feature
RD_URI = "http://www.opengis.net/def/crs/EPSG/0/28992"
# Literal copy of registers.spatial.RD_BOUNDS, so that QGIS starts without geopandas; a test holds them equal.
RD_BOUNDS = (-7_000.0, 289_000.0, 300_000.0, 629_000.0)
YEARS_BACK = 3  # editions of the CBS that are tried before the year of the peildatum
_WFS, _API = "https://service.pdok.nl", "https://api.pdok.nl"
_LEFT_AS_IS = ",:"


class Kind(StrEnum):
    """How a service is spoken to."""

    WFS = "WFS"
    OGC = "OGC API"


@dataclass(frozen=True)
class Layer:
    """One kind of object that a service gives.

    Attributes:
        register: The register it belongs to, a key of `LAYERS`.
        name: What the layer is called in the file that is made of it.
        kind: How the service is spoken to.
        base: Address of the service; `{year}` stands where the CBS has one service a year.
        type: Name of the feature type or collection.
        key: The property that, beside the id of the feature, tells objects apart.
        sort: The property pages are sorted by; empty where the service was never seen to sort.
        dated: Whether the service holds history, and gives the state on a moment.
        around: Whether what lies around the area is fetched too.

    """

    register: str
    name: str
    kind: Kind
    base: str
    type: str
    key: str
    sort: str = ""
    dated: bool = False
    around: bool = False


def _bag(kind: Kind) -> tuple[Layer, ...]:
    names = ("pand", "verblijfsobject", "ligplaats", "standplaats", "woonplaats")
    if kind is Kind.OGC:
        base = f"{_API}/kadaster/bag/ogc/v2"
        return tuple(Layer("BAG", name, kind, base, name, "identificatie", dated=True) for name in names)
    base = f"{_WFS}/kadaster/bag/wfs/v2_0"
    return tuple(Layer("BAG", name, kind, base, f"bag:{name}", "identificatie", sort="identificatie") for name in names)


def _bgt() -> tuple[Layer, ...]:
    # Lines and points have no surface and are not used, so they are not fetched; `scheiding` is what surfaces of
    # `scheiding_vlak` are called in every other delivery of the BGT.
    collections = {
        "wegdeel": "wegdeel",
        "ondersteunendwegdeel": "ondersteunendwegdeel",
        "begroeidterreindeel": "begroeidterreindeel",
        "onbegroeidterreindeel": "onbegroeidterreindeel",
        "waterdeel": "waterdeel",
        "ondersteunendwaterdeel": "ondersteunendwaterdeel",
        "pand": "pand",
        "overigbouwwerk": "overigbouwwerk",
        "overbruggingsdeel": "overbruggingsdeel",
        "scheiding": "scheiding_vlak",
        "kunstwerkdeel": "kunstwerkdeel_vlak",
    }
    base = f"{_API}/lv/bgt/ogc/v1"
    return tuple(
        Layer("BGT", name, Kind.OGC, base, collection, "lokaal_id", dated=True, around=True)
        for name, collection in collections.items()
    )


BAG_WFS, BAG_OGC = _bag(Kind.WFS), _bag(Kind.OGC)
BGT = _bgt()
NWB = (
    Layer(
        "NWB",
        "wegvakken",
        Kind.WFS,
        f"{_WFS}/rws/nationaal-wegenbestand-wegen/wfs/v1_0",
        "nationaal-wegenbestand-wegen:wegvakken",
        "wvkId",
        around=True,
    ),
)
BUURTEN = (
    Layer(
        "BUURTEN",
        "buurten",
        Kind.WFS,
        f"{_WFS}/cbs/wijkenbuurten/{{year}}/wfs/v1_0",
        "wijkenbuurten:buurten",
        "buurtcode",
    ),
)
# Whole municipalities: outlines as surveyed, and a light map of all of them to find a name in.
MUNICIPALITIES = Layer(
    "",
    "gemeenten",
    Kind.WFS,
    f"{_WFS}/cbs/wijkenbuurten/{{year}}/wfs/v1_0",
    "wijkenbuurten:gemeenten",
    "gemeentecode",
)
MUNICIPALITY_MAP = Layer(
    "",
    "gemeente_gegeneraliseerd",
    Kind.WFS,
    f"{_WFS}/cbs/gebiedsindelingen/{{year}}/wfs/v1_0",
    "gebiedsindelingen:gemeente_gegeneraliseerd",
    "statcode",
)
REGISTERS = ("BAG", "BGT", "NWB", "BUURTEN")
# The parameter of Load registers that takes each of them.
TAKEN_BY = {"BAG": "BAG", "BGT": "BGT", "NWB": "ROADS", "BUURTEN": "BUURTEN"}
TERMS = {
    "BAG": ("CC0 1.0", "BAG, Kadaster, via PDOK"),
    "BGT": ("CC0 1.0", "BGT, Kadaster, via PDOK"),
    "NWB": ("CC0 1.0", "NWB-wegen, Rijkswaterstaat, via PDOK"),
    "BUURTEN": ("CC BY 4.0", "CBS, Kadaster: Wijken en Buurten, via PDOK"),
}


def layers_of(register: str, bag: Kind) -> tuple[Layer, ...]:
    """Give the layers of a register, those of the BAG from the service chosen."""
    chosen = BAG_OGC if bag is Kind.OGC else BAG_WFS
    return {"BAG": chosen, "BGT": BGT, "NWB": NWB, "BUURTEN": BUURTEN}[register]


def address(layer: Layer, service: str, year: int) -> str:
    """Give the address of a service, at PDOK or at the mirror `service`, which has the same paths."""
    base = layer.base.format(year=year)
    return service.rstrip("/") + urlsplit(base).path if service else base


def origin(url: str) -> tuple[str, str]:
    """Give what must stay the same from page to page: scheme, and host with port."""
    parts = urlsplit(url)
    return parts.scheme.lower(), parts.netloc.lower()


def ogc_page(base: str, layer: Layer, box: Box | None, on: date | None) -> str:
    """Ask a collection for its first page in a box or everywhere; the service names the address of the next.

    Args:
        base: Address of the service.
        layer: What is asked.
        box: West, south, east and north in RD New; None is everywhere.
        on: The day whose last moment the state is asked of; None takes all history there is.

    """
    asked = {"f": "json", "limit": str(PAGE), "crs": RD_URI}
    if box is not None:
        asked |= {"bbox": _corners(box), "bbox-crs": RD_URI}
    if on is not None:
        asked["datetime"] = f"{on.isoformat()}T23:59:59Z"
    return f"{base}/collections/{layer.type}/items?{_query(asked)}"


def wfs_page(base: str, layer: Layer, box: Box | None, start: int) -> str:
    """Ask a feature type for the page that begins at feature `start`, in a box or everywhere."""
    asked = {**_wfs(layer, box), "outputFormat": "application/json", "count": str(PAGE), "startIndex": str(start)}
    if layer.sort:
        asked["sortBy"] = layer.sort
    return f"{base}?{_query(asked)}"


def wfs_count(base: str, layer: Layer, box: Box | None) -> str:
    """Ask how many features of a type there are in a box."""
    return f"{base}?{_query({**_wfs(layer, box), 'resultType': 'hits'})}"


def _wfs(layer: Layer, box: Box | None) -> dict[str, str]:
    asked = {
        "service": "WFS",
        "version": "2.0.0",
        "request": "GetFeature",
        "typeNames": layer.type,
        "srsName": "EPSG:28992",
    }
    return asked if box is None else {**asked, "bbox": f"{_corners(box)},EPSG:28992"}


def _corners(box: Box) -> str:
    return ",".join(f"{value:.12g}" for value in box)


def _query(asked: dict[str, str]) -> str:
    return urlencode(asked, safe=_LEFT_AS_IS, quote_via=quote)
