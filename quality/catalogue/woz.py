"""Whether WOZ and BAG speak of the same objects and the same sizes, and how full the values are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ...indicators.model import Text
from ..model import Check, Family, Finding, Register, Rule

if TYPE_CHECKING:
    from ..given import Given

DIFFERENCE = 0.5  # of the BAG's own area
_FEW = Rule(note=0.0, attention=0.02, serious=0.2)
_OBJECTS = ("woz_objecten", "verblijfsobjecten", "panden")


def _unnamed(given: Given) -> Finding:
    """n(WOZ objects that name no BAG object) / n(WOZ objects)."""
    of = len(given.tables["woz_objecten"])
    lone = ~np.isin(np.arange(of), given.woz_links["object"].to_numpy())
    return Finding(int(lone.sum()), of, given.rows("woz_objecten", lone))


def _unknown(given: Given) -> Finding:
    """n(WOZ objects that name BAG objects, none of them in stock) / n(WOZ objects that name any)."""
    links = given.woz_links
    known = links["known"].groupby(links["object"]).any()
    lost = known.index[~known].to_numpy(dtype=np.int64)
    first = links.drop_duplicates("object").set_index("object")["id"]
    return Finding(len(lost), len(known), given.rows("woz_objecten", lost, first.reindex(lost)))


def _linked_at_all(given: Given) -> Finding:
    """n(WOZ objects without a BAG object in stock) / n(WOZ objects)."""
    of = len(given.tables["woz_objecten"])
    links = given.woz_links
    held = np.unique(links.loc[links["known"], "object"])
    lone = ~np.isin(np.arange(of), held)
    return Finding(int(lone.sum()), of, given.rows("woz_objecten", lone))


def _business_without(given: Given) -> Finding:
    """n(business verblijfsobjecten no WOZ object names, itself or for want of addresses by its pand) / n(business)."""
    links, objects = given.woz_links, given.tables["verblijfsobjecten"]
    named = objects["identificatie"].isin(links.loc[links["kind"] == "vbo", "id"]).to_numpy()
    addressed = links.loc[links["kind"] == "vbo", "object"]
    by_pand = links.loc[(links["kind"] == "pand") & ~links["object"].isin(addressed), "id"]
    panden = given.tables["panden"]["identificatie"].isin(by_pand).to_numpy()
    pairs = given.vbo_panden[given.vbo_panden["pand"] >= 0]
    named[pairs.loc[panden[pairs["pand"].to_numpy()], "vbo"].to_numpy()] = True
    lone = given.business & ~named
    return Finding(int(lone.sum()), int(given.business.sum()), given.rows("verblijfsobjecten", lone))


def _area_differs(given: Given) -> Finding:
    """n(|WOZ - BAG| > half of BAG) / n(objects with both areas whose verblijfsobjecten no other WOZ object names)."""
    links = given.woz_links
    links = links[links["kind"] == "vbo"].drop_duplicates(["object", "id"])
    shared = links.loc[links["id"].duplicated(keep=False), "object"]
    links = links[~links["object"].isin(shared)]
    objects = (
        given.tables["verblijfsobjecten"].drop_duplicates("identificatie").set_index("identificatie")["oppervlakte"]
    )
    size = objects.reindex(links["id"]).groupby(links["object"].to_numpy())
    whole = size.sum()[size.count() == size.size()]
    stated = given.tables["woz_objecten"]["oppervlakte"].reindex(whole.index)
    both = stated.notna() & (whole > 0)
    stated, whole = stated[both], whole[both]
    found = (stated - whole).abs() > DIFFERENCE * whole
    told = [f"WOZ {woz:.0f} m², BAG {bag:.0f} m²" for woz, bag in zip(stated[found], whole[found], strict=True)]
    at = found.index[found].to_numpy(dtype=np.int64)
    return Finding(len(at), len(found), given.rows("woz_objecten", at, told))


def _last_value(given: Given) -> Finding:
    """n(objects without a value on the last waardepeildatum up to the peildatum) / n(WOZ objects)."""
    values = given.tables["woz_waarden"]
    past = values[values["waardepeildatum"] <= pd.Timestamp(given.registers.peildatum)]
    day = past["waardepeildatum"].max()
    held = past.loc[(past["waardepeildatum"] == day) & past["vastgestelde_waarde"].notna(), "wozobjectnummer"]
    lone = ~given.tables["woz_objecten"]["wozobjectnummer"].isin(held).to_numpy()
    return Finding(int(lone.sum()), len(lone), given.rows("woz_objecten", lone))


CHECKS = (
    Check(
        id="woz_without_bag",
        register=Register.WOZ,
        family=Family.LINKS,
        label=Text("WOZ objects without an object in the BAG", "WOZ-objecten zonder object in de BAG"),
        means=Text(
            "They cannot be placed on the map and count nowhere.",
            "Ze zijn niet op de kaart te plaatsen en tellen nergens mee.",
        ),
        ask=Text(
            "ask for the ids of the verblijfsobjecten they belong to", "vraag bij welke verblijfsobjecten ze horen"
        ),
        rule=_FEW,
        needs=_OBJECTS,
        compute=_linked_at_all,
        how=Text(
            "It names none, or only objects that are not in stock.",
            "Het noemt er geen, of alleen objecten die niet in voorraad zijn.",
        ),
        link=(Register.WOZ, Register.BAG),
    ),
    Check(
        id="woz_without_id",
        register=Register.WOZ,
        family=Family.LINKS,
        label=Text("WOZ objects that name no BAG id at all", "WOZ-objecten die geen enkel BAG-nummer noemen"),
        means=Text(
            "They are part of the WOZ objects without an object in the BAG.",
            "Ze zijn een deel van de WOZ-objecten zonder object in de BAG.",
        ),
        ask=Text("ask to have the link to the BAG filled in", "vraag de koppeling met de BAG te vullen"),
        rule=_FEW,
        needs=_OBJECTS,
        compute=_unnamed,
    ),
    Check(
        id="woz_id_unknown",
        register=Register.WOZ,
        family=Family.LINKS,
        label=Text(
            "WOZ objects whose BAG ids are not in stock", "WOZ-objecten waarvan de BAG-nummers niet in voorraad zijn"
        ),
        means=Text(
            "WOZ and BAG are of different dates there, or the id is wrong.",
            "WOZ en BAG zijn daar van verschillende datum, of het nummer klopt niet.",
        ),
        ask=Text("ask whether these ids are still right", "vraag of deze nummers nog kloppen"),
        rule=_FEW,
        needs=_OBJECTS,
        compute=_unknown,
    ),
    Check(
        id="bag_business_without_woz",
        register=Register.WOZ,
        family=Family.LINKS,
        label=Text("business verblijfsobjecten without a WOZ object", "zakelijke verblijfsobjecten zonder WOZ-object"),
        means=Text(
            "Indicators of value say nothing about them.", "Indicatoren over waarde zeggen niets over deze objecten."
        ),
        ask=Text("ask for the niet-woningen in the export", "vraag om de niet-woningen in de export"),
        rule=Rule(note=0.02, attention=0.1, serious=0.5),
        needs=_OBJECTS,
        compute=_business_without,
        how=Text("With a gebruiksdoel besides woonfunctie.", "Met een ander gebruiksdoel dan alleen woonfunctie."),
        link=(Register.BAG, Register.WOZ),
    ),
    Check(
        id="woz_bag_area_differs",
        register=Register.WOZ,
        family=Family.LINKS,
        label=Text(
            "WOZ objects whose area differs from the BAG's by more than half",
            "WOZ-objecten waarvan de oppervlakte meer dan de helft afwijkt van die in de BAG",
        ),
        means=Text(
            "Value per m² there depends on which of the two is right.",
            "De waarde per m² hangt er daar van af welke van de twee klopt.",
        ),
        ask=Text("ask which of the two areas is right", "vraag welke van de twee oppervlakten klopt"),
        rule=Rule(note=0.02, attention=0.1, serious=0.4),
        needs=("woz_objecten", "verblijfsobjecten"),
        compute=_area_differs,
        how=Text(
            "Of the oppervlakte of its verblijfsobjecten together; objects that share a verblijfsobject are left "
            "aside.",
            "Van de oppervlakte van zijn verblijfsobjecten samen; objecten die een verblijfsobject delen, tellen "
            "niet mee.",
        ),
    ),
    Check(
        id="woz_without_last_value",
        register=Register.WOZ,
        family=Family.COMPLETENESS,
        label=Text(
            "WOZ objects without a value on the last waardepeildatum",
            "WOZ-objecten zonder waarde op de laatste waardepeildatum",
        ),
        means=Text("An older value stands in, or none.", "Een oudere waarde telt, of geen waarde."),
        ask=Text(
            "ask for the values of the last waardepeildatum", "vraag om de waarden van de laatste waardepeildatum"
        ),
        rule=Rule(note=0.01, attention=0.1, serious=0.5),
        needs=("woz_objecten", "woz_waarden"),
        compute=_last_value,
    ),
)
