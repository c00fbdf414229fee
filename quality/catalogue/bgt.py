"""Whether BAG and BGT know the same buildings: by id and by overlap, within the ground the BGT covers."""

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

TWIN = 0.5  # part of a building that the other register must cover, and of the union of both
_NEEDS = ("panden", "bgt_panden")
_PLANNED = "plan"
_SOME = Rule(note=0.005, attention=0.03, serious=0.2)


def _covered(given: Given) -> NDArray[np.int64]:
    """Give the panden of the BAG wholly within the extent of the BGT, by position."""
    tables = [
        given.tables[name] for name in ("wegdelen", "terreindelen", "bouwwerken", "bgt_panden") if name in given.tables
    ]
    boxes = np.array([table.total_bounds for table in tables if len(table)])
    west, south = boxes[:, :2].min(axis=0)
    east, north = boxes[:, 2:].max(axis=0)
    box = shapely.bounds(given.geometry("panden"))
    inside = (box[:, 0] >= west) & (box[:, 1] >= south) & (box[:, 2] <= east) & (box[:, 3] <= north)
    return np.flatnonzero(inside)


def _standing(given: Given) -> NDArray[np.int64]:
    """Give the BGT panden that are not only planned, by position; the BAG has those among what is not in stock."""
    table = given.tables["bgt_panden"]
    planned = table["status"].eq(_PLANNED).to_numpy() if "status" in table else np.zeros(len(table), dtype=np.bool_)
    return np.flatnonzero(~planned)


def _covering(these: NDArray[np.object_], those: NDArray[np.object_]) -> NDArray[np.float64]:
    """Give the part of each of these that those cover together."""
    mine, other = shapely.STRtree(those).query(these, predicate="intersects")
    shared = shapely.area(shapely.intersection(these[mine], those[other]))
    return np.asarray(np.bincount(mine, weights=shared, minlength=len(these)) / shapely.area(these), dtype=np.float64)


def _bag_by_id(given: Given) -> Finding | Text:
    """n(panden without a BGT pand of their id) / n(panden within the BGT)."""
    at = _covered(given)
    ids = given.tables["panden"]["identificatie"].to_numpy(dtype=object)[at]
    lone = ~np.isin(ids.astype(str), given.tables["bgt_panden"]["pand_identificatie"].dropna().to_numpy(dtype=str))
    return Finding(int(lone.sum()), len(at), given.rows("panden", at[lone]))


def _bag_by_overlap(given: Given) -> Finding | Text:
    """n(panden of which BGT panden cover under half) / n(panden within the BGT)."""
    at = _covered(given)
    part = _covering(given.geometry("panden")[at], given.geometry("bgt_panden"))
    lone = part < TWIN
    return Finding(int(lone.sum()), len(at), given.rows("panden", at[lone], _parts(part[lone])))


def _bgt_by_id(given: Given) -> Finding:
    """n(BGT panden whose id is empty or not of a pand in stock) / n(BGT panden that stand)."""
    at = _standing(given)
    ids = given.tables["bgt_panden"]["pand_identificatie"].iloc[at]
    lone = ~ids.isin(given.tables["panden"]["identificatie"].dropna()).to_numpy()
    return Finding(int(lone.sum()), len(ids), given.rows("bgt_panden", at[lone], ids[lone]))


def _bgt_by_overlap(given: Given) -> Finding:
    """n(BGT panden of which panden of the BAG cover under half) / n(BGT panden that stand)."""
    at = _standing(given)
    part = _covering(given.geometry("bgt_panden")[at], given.geometry("panden"))
    lone = part < TWIN
    return Finding(int(lone.sum()), len(part), given.rows("bgt_panden", at[lone], _parts(part[lone])))


def _shape_differs(given: Given) -> Finding:
    """n(intersection / union < .5) / n(panden that have BGT panden of their id); of several these count together."""
    twins = given.tables["bgt_panden"]["pand_identificatie"]
    known = given.tables["panden"]["identificatie"].drop_duplicates()
    at = pd.Index(known).get_indexer(twins.to_numpy())
    theirs = np.flatnonzero(at >= 0)
    mine = known.index.to_numpy()[at[theirs]]
    bag, bgt = given.geometry("panden"), given.geometry("bgt_panden")
    shared = pd.Series(shapely.area(shapely.intersection(bag[mine], bgt[theirs]))).groupby(mine).sum()
    drawn = pd.Series(shapely.area(bgt[theirs])).groupby(mine).sum()
    union = shapely.area(bag[shared.index.to_numpy(dtype=np.int64)]) + drawn - shared
    alike = shared / union
    other = alike[alike < TWIN]
    rows = given.rows("panden", other.index.to_numpy(dtype=np.int64), _parts(other.to_numpy()))
    return Finding(len(other), len(alike), rows)


def _parts(values: NDArray[np.float64]) -> list[str]:
    return [f"{100 * value:.0f} %" for value in values]


def _id_twice(given: Given) -> Finding:
    """n(rows whose lokaal_id another row of the BGT has too) / n(rows with a lokaal_id)."""
    names = [name for name in ("wegdelen", "terreindelen", "bouwwerken", "bgt_panden") if name in given.tables]
    parts, of = [], 0
    for name in names:
        ids = given.tables[name]["lokaal_id"]
        of += int(ids.notna().sum())
        twice = (ids.notna() & ids.duplicated(keep=False)).to_numpy()
        if twice.any():
            parts.append(given.rows(name, twice, [name] * int(twice.sum())))
    found = pd.concat(parts, ignore_index=True) if parts else None
    return Finding(0 if found is None else len(found), of, found)


CHECKS = (
    Check(
        id="bag_pand_without_bgt_id",
        register=Register.BGT,
        family=Family.LINKS,
        label=Text(
            "panden of the BAG without a BGT pand of the same id",
            "panden in de BAG zonder BGT-pand met hetzelfde nummer",
        ),
        means=Text(
            "Ground-level details of these buildings cannot be linked by id.",
            "Gegevens uit de BGT zijn bij deze gebouwen niet op nummer te koppelen.",
        ),
        ask=Text("ask to have BAG and BGT reconciled", "vraag BAG en BGT op elkaar af te stemmen"),
        rule=_SOME,
        needs=_NEEDS,
        compute=_bag_by_id,
        how=Text(
            "Only panden wholly within the extent of the BGT.",
            "Alleen panden die geheel binnen de omvang van de BGT liggen.",
        ),
        link=(Register.BAG, Register.BGT),
    ),
    Check(
        id="bag_pand_without_bgt_shape",
        register=Register.BGT,
        family=Family.LINKS,
        label=Text("panden of the BAG that the BGT does not draw", "panden in de BAG die de BGT niet tekent"),
        means=Text(
            "The building may be gone, new, or below ground.",
            "Het gebouw kan verdwenen of nieuw zijn, of onder de grond liggen.",
        ),
        ask=Text("ask which of the two registers is right", "vraag welke van de twee registers klopt"),
        rule=_SOME,
        needs=_NEEDS,
        compute=_bag_by_overlap,
        how=Text("BGT panden cover under half of it.", "BGT-panden bedekken er minder dan de helft van."),
    ),
    Check(
        id="bgt_pand_without_bag_id",
        register=Register.BGT,
        family=Family.LINKS,
        label=Text("BGT panden whose id is not in the BAG", "BGT-panden waarvan het nummer niet in de BAG staat"),
        means=Text("The BGT may be ahead of the BAG, or behind it.", "De BGT kan voorlopen op de BAG, of achterlopen."),
        ask=Text("ask to have BAG and BGT reconciled", "vraag BAG en BGT op elkaar af te stemmen"),
        rule=_SOME,
        needs=_NEEDS,
        compute=_bgt_by_id,
        link=(Register.BGT, Register.BAG),
    ),
    Check(
        id="bgt_pand_without_bag_shape",
        register=Register.BGT,
        family=Family.LINKS,
        label=Text("BGT panden where the BAG has no building", "BGT-panden waar de BAG geen gebouw heeft"),
        means=Text(
            "Buildings without a BAG pand are assessed nowhere.",
            "Gebouwen zonder BAG-pand worden nergens beoordeeld.",
        ),
        ask=Text("ask whether a pand is missing from the BAG", "vraag of er een pand in de BAG ontbreekt"),
        rule=_SOME,
        needs=_NEEDS,
        compute=_bgt_by_overlap,
        how=Text("Panden of the BAG cover under half of it.", "Panden in de BAG bedekken er minder dan de helft van."),
    ),
    Check(
        id="bgt_pand_other_shape",
        register=Register.BGT,
        family=Family.LINKS,
        label=Text("panden that BAG and BGT draw differently", "panden die BAG en BGT verschillend tekenen"),
        means=Text(
            "Areas and distances depend on which of the two is right.",
            "Oppervlakten en afstanden hangen ervan af welke van de twee klopt.",
        ),
        ask=Text("ask which outline is right", "vraag welke omtrek juist is"),
        rule=_SOME,
        needs=_NEEDS,
        compute=_shape_differs,
        how=Text(
            "The same id, and under half of their union in common.",
            "Hetzelfde nummer, en minder dan de helft van hun vereniging gemeenschappelijk.",
        ),
    ),
    Check(
        id="bgt_id_twice",
        register=Register.BGT,
        family=Family.DUPLICATES,
        label=Text("BGT objects with the lokaal_id of another", "BGT-objecten met hetzelfde lokaal_id als een ander"),
        means=Text("Ground may count twice.", "Grond kan dubbel meetellen."),
        ask=Text("ask for a delivery with each object once", "vraag een levering met elk object één keer"),
        rule=ANY,
        needs=(),
        compute=_id_twice,
    ),
)
