"""Whether panden and verblijfsobjecten lie where they should, and stand there once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

from ...indicators.model import Text
from ..model import ANY, Check, Family, Finding, Register, Rule

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..given import Given

OUTSIDE = 0.01  # m; the BAG gives millimetres, so less is rounding
FAR = 5.0  # m
SMALL = 1.0  # m²
SHARED = 1.0  # m² two panden may share
SHARED_PART = 0.01  # of the smaller one, likewise
PILE = 25  # verblijfsobjecten on one point
_LIGHT = Text(
    "A bag-light file names one pand of several, so this says little. Use the BAG extract, which names them all.",
    "Een bag-light-bestand noemt één pand van meer, dus dit zegt weinig. Gebruik het BAG-extract: dat noemt ze alle.",
)
_BAG, _BOTH = Register.BAG, ("panden", "verblijfsobjecten")


def _distances(given: Given) -> tuple[pd.Series, int]:
    """Give the distance of each verblijfsobject with a known pand to the nearest of its panden, by position."""
    links = given.vbo_panden
    links = links[links["pand"] >= 0]
    points = given.geometry("verblijfsobjecten")[links["vbo"].to_numpy()]
    outlines = given.geometry("panden")[links["pand"].to_numpy()]
    nearest = pd.Series(shapely.distance(points, outlines)).groupby(links["vbo"].to_numpy()).min()
    return nearest, len(nearest)


def _outside(given: Given) -> Finding:
    """n(distance to the nearest own pand > 1 cm) / n(verblijfsobjecten with a pand in stock)."""
    return _beyond(given, OUTSIDE)


def _far(given: Given) -> Finding:
    """n(distance to the nearest own pand > 5 m) / n(verblijfsobjecten with a pand in stock)."""
    return _beyond(given, FAR)


def _beyond(given: Given, metres: float) -> Finding:
    nearest, of = _distances(given)
    found = nearest[nearest > metres]
    told = [f"{metres:.2f} m" for metres in found]
    rows = given.rows("verblijfsobjecten", found.index.to_numpy(), told)
    return Finding(len(found), of, rows, artefact=_LIGHT if given.is_bag_light else None)


def _pand_unknown(given: Given) -> Finding:
    """n(verblijfsobjecten that name a pand not in stock) / n(verblijfsobjecten that name a pand)."""
    links = given.vbo_panden
    lost = np.unique(links.loc[links["pand"] < 0, "vbo"])
    return Finding(len(lost), links["vbo"].nunique(), given.rows("verblijfsobjecten", lost))


def _small(given: Given) -> Finding:
    """n(area < 1 m²) / n(panden)."""
    area = shapely.area(given.geometry("panden"))
    small = area < SMALL
    told = [f"{one:.2f} m²" for one in area[small]]
    return Finding(int(small.sum()), len(area), given.rows("panden", small, told))


def _same_outline(given: Given) -> Finding:
    """n(panden whose outline another pand has too) / n(panden)."""
    outlines = given.geometry("panden")
    rough = pd.DataFrame(np.round(shapely.bounds(outlines), 3)).duplicated(keep=False).to_numpy()
    at = np.flatnonzero(rough)
    same = pd.Series(shapely.to_wkb(shapely.normalize(outlines[at]))).duplicated(keep=False).to_numpy()
    return Finding(int(same.sum()), len(outlines), given.rows("panden", at[same]))


def _overlap(given: Given) -> Finding:
    """n(panden that share over 1 m² and over 1 % of the smaller with another) / n(panden), equal outlines aside."""
    outlines = given.geometry("panden")
    left, right = shapely.STRtree(outlines).query(outlines)
    pair = left < right
    left, right = left[pair], right[pair]
    area, box = shapely.area(outlines), shapely.bounds(outlines)
    least = np.maximum(SHARED, SHARED_PART * np.minimum(area[left], area[right]))
    # Two panden never share more than their boxes do, which is far cheaper to know.
    likely = _shared_by_boxes(box[left], box[right]) > least
    left, right, least = left[likely], right[likely], least[likely]
    shared = shapely.area(shapely.intersection(outlines[left], outlines[right]))
    over = (shared > least) & ~(np.isclose(shared, area[left]) & np.isclose(shared, area[right]))
    both = pd.Series(np.tile(shared[over], 2), index=np.concatenate([left[over], right[over]]))
    most = both.groupby(level=0).max()
    told = [f"{one:.1f} m²" for one in most]
    return Finding(len(most), len(outlines), given.rows("panden", most.index.to_numpy(dtype=np.int64), told))


def _shared_by_boxes(one: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.float64]:
    sides = np.minimum(one[:, 2:], other[:, 2:]) - np.maximum(one[:, :2], other[:, :2])
    return np.asarray(np.prod(np.clip(sides, 0, None), axis=1), dtype=np.float64)


def _piled(given: Given) -> Finding:
    """n(verblijfsobjecten on a point, to the centimetre, that bears more than 25) / n(verblijfsobjecten)."""
    xy = np.round(shapely.get_coordinates(given.geometry("verblijfsobjecten")), 2)
    size = pd.DataFrame(xy).groupby([0, 1])[0].transform("size").to_numpy()
    piled = size > PILE
    return Finding(int(piled.sum()), len(xy), given.rows("verblijfsobjecten", piled, size[piled]))


def _address_twice(given: Given) -> Finding:
    """n(verblijfsobjecten whose whole address another one has too) / n(verblijfsobjecten with street and number)."""
    columns = ["openbare_ruimte_naam", "huisnummer", "huisletter", "toevoeging", "woonplaats_naam"]
    table = given.tables["verblijfsobjecten"]
    addressed = table[table["openbare_ruimte_naam"].notna() & table["huisnummer"].notna()]
    twice = addressed.duplicated(columns, keep=False)
    at = addressed.index[twice].to_numpy()
    return Finding(int(twice.sum()), len(addressed), given.rows("verblijfsobjecten", at))


CHECKS = (
    Check(
        id="bag_vbo_outside_pand",
        register=_BAG,
        family=Family.LINKS,
        label=Text("verblijfsobjecten outside their pand", "verblijfsobjecten buiten hun pand"),
        means=Text(
            "They count for the pand they name, and show beside it.",
            "Ze tellen mee bij het pand dat ze noemen, en staan op de kaart ernaast.",
        ),
        ask=Text("ask to have the point or the outline put right", "vraag het punt of de omtrek goed te leggen"),
        rule=ANY,
        needs=_BOTH,
        compute=_outside,
        how=Text(
            "More than 1 cm from every pand it names. A bag-light file may name one pand of several.",
            "Meer dan 1 cm van elk pand dat het noemt. Een bag-light-bestand noemt soms één pand van meer.",
        ),
    ),
    Check(
        id="bag_vbo_far_from_pand",
        register=_BAG,
        family=Family.LINKS,
        label=Text("verblijfsobjecten over 5 m from their pand", "verblijfsobjecten meer dan 5 m van hun pand"),
        means=Text(
            "They name the wrong pand, or one of several, and then count for the wrong location.",
            "Ze noemen het verkeerde pand of één van meer, en tellen dan mee bij de verkeerde locatie.",
        ),
        ask=Text(
            "ask whether they name all their panden, and the right ones",
            "vraag of ze al hun panden noemen, en de juiste",
        ),
        rule=Rule(note=0.0, attention=0.001, serious=0.02),
        needs=_BOTH,
        compute=_far,
    ),
    Check(
        id="bag_pand_unknown",
        register=_BAG,
        family=Family.LINKS,
        label=Text(
            "verblijfsobjecten whose pand is not in stock", "verblijfsobjecten waarvan het pand niet in voorraad is"
        ),
        means=Text(
            "They are linked to the pand their point lies in, or to none.",
            "Ze worden gekoppeld aan het pand waarin hun punt ligt, of aan geen enkel pand.",
        ),
        ask=Text("ask for the pand they belong to", "vraag bij welk pand ze horen"),
        rule=ANY,
        needs=_BOTH,
        compute=_pand_unknown,
        link=(_BAG, _BAG),
    ),
    Check(
        id="bag_pand_small",
        register=_BAG,
        family=Family.GEOMETRY,
        label=Text("panden under 1 m²", "panden kleiner dan 1 m²"),
        means=Text(
            "They are slivers rather than buildings, and count as panden.",
            "Het zijn eerder splinters dan gebouwen, en ze tellen als pand mee.",
        ),
        ask=Text("ask whether they exist", "vraag of ze bestaan"),
        rule=ANY,
        needs=("panden",),
        compute=_small,
    ),
    Check(
        id="bag_pand_same_outline",
        register=_BAG,
        family=Family.DUPLICATES,
        label=Text("panden with the outline of another pand", "panden met dezelfde omtrek als een ander pand"),
        means=Text("One building may count twice.", "Eén gebouw kan dubbel meetellen."),
        ask=Text("ask which of the panden exists", "vraag welk van de panden bestaat"),
        rule=ANY,
        needs=("panden",),
        compute=_same_outline,
    ),
    Check(
        id="bag_pand_overlap",
        register=_BAG,
        family=Family.GEOMETRY,
        label=Text("panden that overlap another pand", "panden die een ander pand overlappen"),
        means=Text(
            "Built-up area counts double there. Panden above each other, such as over a passage, do so rightly.",
            "Bebouwd oppervlak telt daar dubbel. Bij panden boven elkaar, zoals over een doorgang, klopt dat.",
        ),
        ask=Text("ask whether the outlines are right", "vraag of de omtrekken juist zijn"),
        rule=Rule(note=0.0, attention=0.02, serious=0.1),
        needs=("panden",),
        compute=_overlap,
        how=Text(
            "Sharing more than 1 m² and more than 1 % of the smaller.",
            "Meer dan 1 m² gedeeld, en meer dan 1 % van het kleinste.",
        ),
    ),
    Check(
        id="bag_vbo_piled",
        register=_BAG,
        family=Family.GEOMETRY,
        label=Text(
            "verblijfsobjecten piled on one point (over 25)", "verblijfsobjecten opgestapeld op één punt (meer dan 25)"
        ),
        means=Text(
            "In a tower this is usual; elsewhere the point may stand for places that are not known.",
            "In een flat is dit gewoon; elders kan het punt staan voor plekken die niet bekend zijn.",
        ),
        ask=Text("ask whether these points were ever placed", "vraag of deze punten ooit zijn geplaatst"),
        rule=Rule(note=0.0, attention=0.1, serious=None),
        needs=("verblijfsobjecten",),
        compute=_piled,
    ),
    Check(
        id="bag_address_twice",
        register=_BAG,
        family=Family.DUPLICATES,
        label=Text(
            "verblijfsobjecten with the address of another", "verblijfsobjecten met hetzelfde adres als een ander"
        ),
        means=Text(
            "An incident or list by address may land at the wrong one.",
            "Een incident of lijst op adres kan bij het verkeerde object terechtkomen.",
        ),
        ask=Text("ask which of the objects has this address", "vraag welk object dit adres heeft"),
        rule=ANY,
        needs=("verblijfsobjecten",),
        compute=_address_twice,
        how=Text(
            "Street, number, letter, addition and town alike.",
            "Straat, nummer, letter, toevoeging en woonplaats gelijk.",
        ),
    ),
)
