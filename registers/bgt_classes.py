"""The object classes of the BGT, by every name they go by, and which of them are used."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .columns import drawn, find, key, texts
from .tables import Shape

if TYPE_CHECKING:
    from .raw import Raw

WEGDELEN = ("wegdeel", "ondersteunendwegdeel")
KLASSE = {
    "begroeidterreindeel": "begroeid",
    "onbegroeidterreindeel": "onbegroeid",
    "waterdeel": "water",
    "ondersteunendwaterdeel": "water",
}
BOUWWERKEN = ("overigbouwwerk", "scheiding", "overigescheiding", "bak", "kunstwerkdeel", "overbruggingsdeel")
PAND = "pand"
USED = (*WEGDELEN, *KLASSE, *BOUWWERKEN, PAND)
_UNUSED = (
    "openbareruimtelabel",
    "openbareruimte",
    "straatmeubilair",
    "kast",
    "bord",
    "paal",
    "put",
    "mast",
    "installatie",
    "sensor",
    "spoor",
    "tunneldeel",
    "functioneelgebied",
    "gebouwinstallatie",
    "vegetatieobject",
    "waterinrichtingselement",
    "weginrichtingselement",
    "ongeclassificeerdobject",
    "wijk",
    "buurt",
    "stadsdeel",
    "waterschap",
    "plaatsbepalingspunt",
)
# Classes that CityGML has by itself; those of IMGeo bear their Dutch name.
_CITYGML = {
    "TrafficArea": "wegdeel",
    "AuxiliaryTrafficArea": "ondersteunendwegdeel",
    "PlantCover": "begroeidterreindeel",
    "BuildingPart": PAND,
    "BridgeConstructionElement": "overbruggingsdeel",
    "BuildingInstallation": "gebouwinstallatie",
    "Railway": "spoor",
    "TunnelPart": "tunneldeel",
    "SolitaryVegetationObject": "vegetatieobject",
}
_IMGEO = (
    "Wegdeel", "OndersteunendWegdeel", "BegroeidTerreindeel", "OnbegroeidTerreindeel", "Waterdeel",
    "OndersteunendWaterdeel", "OverigBouwwerk", "Scheiding", "OverigeScheiding", "Bak", "Kunstwerkdeel",
    "Overbruggingsdeel", "Pand", "OpenbareRuimteLabel", "OpenbareRuimte", "Straatmeubilair", "Kast", "Bord", "Paal",
    "Put", "Mast", "Installatie", "Sensor", "Spoor", "Tunneldeel", "FunctioneelGebied", "GebouwInstallatie",
    "VegetatieObject", "Waterinrichtingselement", "Weginrichtingselement", "OngeclassificeerdObject", "Wijk", "Buurt",
    "Stadsdeel", "Waterschap", "Plaatsbepalingspunt",
)  # fmt: skip
ELEMENTS = {**_CITYGML, **{name: name.lower() for name in _IMGEO}}
_KNOWN = sorted((*USED, *_UNUSED), key=len, reverse=True)
# What programs put around the name of a class: wegdeel_2dactueelbestaand, bgt_wegdeel_V, wegdeel_page_2,
# bgt.wegdeel(geometrie_vlak).
_AROUND = r"(^|bgt|imgeo){}(items|2d|actueel|bestaand|geometrie|multi|vlak|lijn|punt|page|pagina|v|l|p|\d+)*$"
_BESIDE = ("kruinlijn", "nummeraanduiding")  # layers of a second geometry of a class that is used
_ONBEGROEID = ("erf", "gesloten verharding", "open verharding", "half verhard", "onverhard", "zand")
_WATER = ("zee", "waterloop", "watervlakte", "greppel, droge sloot", "oever, slootkant", "slik")

FYSIEK = ("fysiek_voorkomen", "bgt_fysiek_voorkomen", "surface_material")
FUNCTIE = ("functie", "bgt_functie", "function")
TYPE = ("type", "bgt_type", "type_overbruggingsdeel", "class")
BAG_PAND = ("identificatie_bag_pnd", "bag_pand_identificatie")


def is_unused(layer: str) -> bool:
    """Tell whether a layer of this name holds a BGT class that is not used, or only the lines or labels of one."""
    return named(layer) in _UNUSED or any(word in key(layer) for word in _BESIDE)


def named(name: str) -> str | None:
    """Give the BGT class that a layer or file is named after; None where it is after none."""
    plain = key(name)
    return next((known for known in _KNOWN if re.search(_AROUND.format(known), plain)), None)


def kind_of(raw: Raw) -> str | None:
    """Name the BGT class of a layer by its name, else by its columns and values; None for a class that is not used."""
    name = raw.layer or raw.name
    return None if is_unused(name) else named(name) or _by_columns(raw)


def _by_columns(raw: Raw) -> str | None:
    columns = raw.frame.columns
    if find(columns, *BAG_PAND) is not None:
        return PAND
    material, functie, kind = (find(columns, *names) for names in (FYSIEK, FUNCTIE, TYPE))
    if material is not None and functie is not None:
        return "wegdeel"
    if material is not None:
        bare = texts(raw.frame[material]).isin(_ONBEGROEID).mean()
        return "onbegroeidterreindeel" if bare >= 1 / 2 else "begroeidterreindeel"
    if kind is None or not drawn(raw, Shape.AREA).any():
        return None
    return "waterdeel" if texts(raw.frame[kind]).isin(_WATER).any() else None
