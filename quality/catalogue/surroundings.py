"""Whether areas, roads, buurten and lists fit the municipality."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

from ...indicators.model import Text
from ..given import objects
from ..model import ANY, Check, Family, Finding, Register, Rule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from ..given import Given

SLIVER = 10.0  # m² two areas may share
REACH = 250.0  # m from an address to a road
EDGE = 50.0  # m from the edge of the roads, or of the municipality
_HECTARE = 10_000.0
_BUSINESS = ("verblijfsobjecten", "gebieden")


def _overlapping(given: Given, *, alike: bool) -> Finding:
    outlines = given.geometry("gebieden")
    left, right = shapely.STRtree(outlines).query(outlines, predicate="intersects")
    types = given.tables["gebieden"]["gebiedstype"].to_numpy(dtype=object)
    pair = (left < right) & ((types[left] == types[right]) == alike)
    left, right = left[pair], right[pair]
    shared = shapely.area(shapely.intersection(outlines[left], outlines[right]))
    over = shared > SLIVER
    both = pd.Series(np.tile(shared[over], 2), index=np.concatenate([left[over], right[over]]))
    most = both.groupby(level=0).max()
    rows = given.rows("gebieden", most.index.to_numpy(dtype=np.int64), [f"{one:.0f} m²" for one in most])
    return Finding(len(most), len(outlines), rows)


def _overlap(given: Given) -> Finding:
    """n(areas that share over 10 m² with one of the same type) / n(areas)."""
    return _overlapping(given, alike=True)


def _overlap_types(given: Given) -> Finding:
    """n(areas that share over 10 m² with one of another type) / n(areas)."""
    return _overlapping(given, alike=False)


def _outside_areas(given: Given) -> Finding:
    """n(business verblijfsobjecten in no area) / n(business verblijfsobjecten)."""
    at = np.flatnonzero(given.business)
    beyond = ~_inside(given.geometry("verblijfsobjecten")[at], given.geometry("gebieden"))
    return Finding(int(beyond.sum()), len(at))


def _inside(points: NDArray[np.object_], outlines: NDArray[np.object_]) -> NDArray[np.bool_]:
    # The outlines are many times larger than the points, so these are what is looked up.
    _, held = shapely.STRtree(points).query(outlines, predicate="intersects")
    inside = np.zeros(len(points), dtype=np.bool_)
    inside[held] = True
    return inside


def _outside_buurten(given: Given) -> Finding:
    """n(verblijfsobjecten in no buurt) / n(verblijfsobjecten)."""
    beyond = ~_inside(given.geometry("verblijfsobjecten"), given.geometry("buurten"))
    return Finding(int(beyond.sum()), len(beyond), given.rows("verblijfsobjecten", beyond))


def _uncovered(given: Given) -> Finding | Text:
    """Hectares of the municipality in no buurt / its hectares, by its border or woonplaatsen."""
    border = next((name for name in ("gemeentegrens", "woonplaatsen") if len(given.tables.get(name, ()))), None)
    if border is None or given.ground is None:
        return Text("neither gemeentegrens nor woonplaatsen were given", "gemeentegrens en woonplaatsen ontbreken")
    bare = shapely.difference(given.ground, shapely.union_all(given.geometry("buurten")))
    parts = shapely.get_parts(bare)
    parts = parts[shapely.area(parts) > _HECTARE]
    told = [f"{area / _HECTARE:.1f} ha" for area in shapely.area(parts)]
    n, of = shapely.area(bare) / _HECTARE, given.ground.area / _HECTARE
    return Finding(round(n, 1), round(of, 1), objects([None] * len(parts), parts, told))


def _isolated(given: Given) -> Finding:
    """n(wegvakken not connected to the largest network) / n(wegvakken with both junctions)."""
    at, begin, end = _joined(given)
    size = int(max(begin.max(initial=-1), end.max(initial=-1))) + 1
    if not size:
        return Finding(0, 0)
    _, part = connected_components(coo_array((np.ones(len(at)), (begin, end)), shape=(size, size)), directed=False)
    largest = np.bincount(part[begin]).argmax()
    apart = part[begin] != largest
    return Finding(int(apart.sum()), len(at), given.rows("wegvakken", at[apart]))


def _joined(given: Given) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Give the wegvakken with both junctions, and these as numbers from 0."""
    table = given.tables["wegvakken"]
    at = np.flatnonzero((table["knoop_begin"].notna() & table["knoop_eind"].notna()).to_numpy())
    both = np.concatenate(
        [table["knoop_begin"].to_numpy(dtype=object)[at], table["knoop_eind"].to_numpy(dtype=object)[at]]
    )
    number = pd.factorize(both)[0].astype(np.int64)
    return at, number[: len(at)], number[len(at) :]


def _no_junction(given: Given) -> Finding:
    """n(wegvakken without a junction at an end) / n(wegvakken)."""
    table = given.tables["wegvakken"]
    loose = (table["knoop_begin"].isna() | table["knoop_eind"].isna()).to_numpy()
    return Finding(int(loose.sum()), len(table), given.rows("wegvakken", loose))


def _cut_off(given: Given) -> Finding:
    """n(dead ends within 50 m of the edge of the roads or of the municipality) / n(dead ends)."""
    at, begin, end = _joined(given)
    lines = given.geometry("wegvakken")
    ends = shapely.get_point(lines[at], 0), shapely.get_point(lines[at], -1)
    number = np.concatenate([begin, end])
    dead = np.bincount(number, minlength=1)[number] == 1
    points = np.concatenate(ends)[dead]
    edge = shapely.boundary(shapely.box(*given.tables["wegvakken"].total_bounds)) if len(lines) else None
    near = shapely.distance(points, edge) <= EDGE
    if given.ground is not None:
        border = shapely.boundary(given.ground)
        shapely.prepare(border)
        near |= shapely.dwithin(border, points, EDGE)
    ids = given.tables["wegvakken"]["wegvak_id"].to_numpy(dtype=object)[np.tile(at, 2)[dead]]
    return Finding(int(near.sum()), len(points), objects(ids[near], points[near]))


def _far(given: Given) -> Finding:
    """n(verblijfsobjecten over 250 m from every wegvak) / n(verblijfsobjecten)."""
    points, lines = given.geometry("verblijfsobjecten"), given.geometry("wegvakken")
    # A vertex within reach settles nearly all of them far faster than the lines themselves do.
    vertices = shapely.get_coordinates(shapely.segmentize(lines, REACH / 2))
    nearest, _ = cKDTree(vertices).query(shapely.get_coordinates(points), distance_upper_bound=REACH)
    far = ~np.isfinite(nearest)
    left = np.flatnonzero(far)
    near, _ = shapely.STRtree(lines).query_nearest(points[left], max_distance=REACH, all_matches=False)
    far[left[near]] = False
    return Finding(int(far.sum()), len(points), given.rows("verblijfsobjecten", far))


def _astray(table: str) -> Callable[[Given], Finding]:
    def compute(given: Given) -> Finding:
        """n(rows whose object is not in stock) / n(rows)."""
        lost = ~given.is_in_bag(given.tables[table]["adresseerbaar_object_identificatie"])
        return Finding(int(lost.sum()), len(lost), given.rows(table, lost))

    return compute


def _lists() -> Iterator[Check]:
    for register, table in (
        (Register.LEEGSTAND, "leegstand"),
        (Register.VESTIGINGEN, "vestigingen"),
        (Register.LISTS, "lijsten"),
    ):
        yield Check(
            id=f"{table}_not_in_bag",
            register=register,
            family=Family.LINKS,
            label=Text("rows whose object is not in the BAG", "rijen waarvan het object niet in de BAG staat"),
            means=Text("They count nowhere.", "Ze tellen nergens mee."),
            ask=Text("ask for ids that are still in use", "vraag om nummers die nog in gebruik zijn"),
            rule=Rule(note=0.0, attention=0.05, serious=0.5),
            needs=(table, "verblijfsobjecten"),
            compute=_astray(table),
            link=(register, Register.BAG),
        )


CHECKS = (
    Check(
        id="areas_overlap",
        register=Register.AREAS,
        family=Family.GEOMETRY,
        label=Text("areas that overlap one of the same type", "gebieden die een gebied van hetzelfde type overlappen"),
        means=Text("A location there counts for one of the two.", "Een locatie daar telt bij één van de twee mee."),
        ask=Text("ask to have the border between them drawn", "vraag de grens ertussen te trekken"),
        rule=Rule(note=0.0, attention=0.1),
        needs=("gebieden",),
        compute=_overlap,
        how=Text("Sharing more than 10 m².", "Meer dan 10 m² gedeeld."),
    ),
    Check(
        id="areas_overlap_types",
        register=Register.AREAS,
        family=Family.GEOMETRY,
        label=Text("areas that overlap one of another type", "gebieden die een gebied van een ander type overlappen"),
        means=Text(
            "A location there is assessed as one of the two types.",
            "Een locatie daar wordt als één van de twee typen beoordeeld.",
        ),
        ask=Text("ask which type holds", "vraag welk type geldt"),
        rule=Rule(note=0.0, attention=0.25),
        needs=("gebieden",),
        compute=_overlap_types,
        how=Text("Sharing more than 10 m².", "Meer dan 10 m² gedeeld."),
    ),
    Check(
        id="areas_business_outside",
        register=Register.AREAS,
        family=Family.LINKS,
        label=Text("business verblijfsobjecten in no area", "zakelijke verblijfsobjecten buiten alle gebieden"),
        means=Text(
            "They are not assessed. In a town centre many shops may rightly lie outside.",
            "Ze worden niet beoordeeld. In een kern kan dat voor veel winkels juist zijn.",
        ),
        ask=None,
        rule=Rule(note=0.5),
        needs=_BUSINESS,
        compute=_outside_areas,
        link=(Register.BAG, Register.AREAS),
    ),
    Check(
        id="buurten_addresses_outside",
        register=Register.BUURTEN,
        family=Family.LINKS,
        label=Text("verblijfsobjecten in no buurt", "verblijfsobjecten buiten alle buurten"),
        means=Text("Figures per buurt leave them out.", "Cijfers per buurt laten ze weg."),
        ask=Text("take the buurten of the year of the peildatum", "gebruik de buurten van het jaar van de peildatum"),
        rule=ANY,
        needs=("buurten", "verblijfsobjecten"),
        compute=_outside_buurten,
        link=(Register.BAG, Register.BUURTEN),
    ),
    Check(
        id="buurten_uncovered",
        register=Register.BUURTEN,
        family=Family.GEOMETRY,
        label=Text("hectares of the municipality in no buurt", "hectare van de gemeente buiten alle buurten"),
        means=Text(
            "Water is left out on purpose; other ground should lie in a buurt.",
            "Water valt er met opzet buiten; andere grond hoort in een buurt te liggen.",
        ),
        ask=Text("take the buurten of the whole municipality", "gebruik de buurten van de hele gemeente"),
        rule=Rule(note=0.01, attention=0.1, serious=0.5),
        needs=("buurten", "panden"),
        compute=_uncovered,
        unit="ha",
    ),
    Check(
        id="roads_no_junction",
        register=Register.ROADS,
        family=Family.CONTENT,
        label=Text("wegvakken without a junction at an end", "wegvakken zonder knooppunt aan een uiteinde"),
        means=Text("They join no other road, and lead nowhere.", "Ze sluiten op geen andere weg aan."),
        ask=Text("ask for the junctions (jte_id_beg, jte_id_end)", "vraag om de knooppunten (jte_id_beg, jte_id_end)"),
        rule=ANY,
        needs=("wegvakken",),
        compute=_no_junction,
    ),
    Check(
        id="roads_isolated",
        register=Register.ROADS,
        family=Family.LINKS,
        label=Text("wegvakken apart from the largest network", "wegvakken los van het grootste netwerk"),
        means=Text(
            "Distances over the road cannot be measured there.", "Afstanden over de weg zijn daar niet te meten."
        ),
        ask=Text("ask whether a connection is missing", "vraag of er een verbinding ontbreekt"),
        rule=Rule(note=0.01, attention=0.05, serious=0.2),
        needs=("wegvakken",),
        compute=_isolated,
    ),
    Check(
        id="roads_cut_off",
        register=Register.ROADS,
        family=Family.GEOMETRY,
        label=Text("dead ends at the edge of the data", "doodlopende wegen aan de rand van de gegevens"),
        means=Text(
            "The road goes on beyond the delivery; locations near the edge seem farther away than they are.",
            "De weg loopt buiten de levering door; locaties bij de rand lijken verder weg dan ze zijn.",
        ),
        ask=Text("take the roads up to 2 km beyond the border", "gebruik de wegen tot 2 km buiten de grens"),
        rule=Rule(note=0.05, attention=0.25),
        needs=("wegvakken", "panden"),
        compute=_cut_off,
        how=Text(
            "Within 50 m of the edge of the roads or of the municipality.",
            "Binnen 50 m van de rand van de wegen of van de gemeente.",
        ),
    ),
    Check(
        id="roads_addresses_far",
        register=Register.ROADS,
        family=Family.LINKS,
        label=Text("verblijfsobjecten over 250 m from a road", "verblijfsobjecten meer dan 250 m van een weg"),
        means=Text(
            "Indicators of roads say nothing about them.", "Indicatoren over wegen zeggen niets over deze objecten."
        ),
        ask=Text("ask for the roads of the whole municipality", "vraag om de wegen van de hele gemeente"),
        rule=ANY,
        needs=("wegvakken", "verblijfsobjecten"),
        compute=_far,
        link=(Register.BAG, Register.ROADS),
    ),
    *_lists(),
)
