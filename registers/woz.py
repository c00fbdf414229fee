"""WOZ objects and their values, in whichever form they are delivered."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ..safeguards.messages import note, refused, warn
from .columns import select
from .order import like_next, ranked
from .raw import Raw, Read
from .tables import canonical
from .woz_newest import areas, lasting, newest_last
from .woz_rows import ROLES, recognises, rows_of, states_values

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from ..safeguards.messages import Message

__all__ = ["ROLES", "read", "recognises"]

GEBRUIKSCODES = ("10", "11", "12", "20", "21", "30", "31", "40", "80", "90")
_DORMANT = "90"
_NOWHERE: Mapping[str, str] = MappingProxyType({})
_MOST_APART = 20  # tables of one form; an answer a file makes thousands, and as many messages
_MUNICIPALITY = 4  # digits a wozobjectnummer begins with


def read(raws: Sequence[Raw], peildatum: date, *, objects_at: Mapping[str, str] = _NOWHERE) -> Read:
    """Make `woz_objecten` and `woz_waarden`.

    Read are a row per object, a row per object and waardepeildatum, and a column per waardepeildatum
    (`waarde_2020`, `WOZ-waarde 1-1-2021`; a year means its first of January, a tax year (belastingjaar) that of the
    year before it). Per waardepeildatum the value with the
    latest ingangsdatum counts, and of these the one decided last; annulled decisions do not. An object's codes and
    area are those of its last waardepeildatum up to the peildatum; areas of its verblijfsobjecten or panden, each in
    a row of its own, are added up (`woz_newest.areas`). Objects that ended by the peildatum, as their newest row
    says, and dormant objects (gebruikscode 90: registered for their ground, never valued by themselves) are left
    out.

    Args:
        raws: Tables with one line of column names.
        peildatum: The date whose codes an object gets; without a waardepeildatum values are taken to be of the
            first of January of the year before it, which is what a tax year uses.
        objects_at: Identificatie of a nummeraanduiding -> that of the object at this address, for WOZ objects that
            name no object of the BAG itself.

    Raises:
        RefusedError: No table of the WOZ, no BAG id to link it by, no value that can be read, or a year
            of which it is not known what it is of.

    """
    mine, messages = select(raws, recognises, register="WOZ", wanted="wozobjectnummer, vastgestelde_waarde")
    mine = _gathered(mine)
    files = ", ".join(raw.name for raw in mine)
    if not any(map(states_values, mine)):
        raise refused("columns_no_values", file=files, column="vastgestelde_waarde")
    parts, links = [], []
    before = 0
    for raw in mine:
        part, linked, told = rows_of(raw, peildatum)
        parts.append(part.assign(row=part["row"] + before))
        links.append(linked.assign(row=linked["row"] + before))
        before += len(raw.frame)
        messages.extend(told)
    day = pd.Timestamp(peildatum)
    rows = lasting(newest_last(pd.concat(parts, ignore_index=True), day), day, messages)
    values = _values(rows.sort_index(), messages)
    linked = pd.concat(links, ignore_index=True)
    objects = _objects(rows, _by_address(linked, objects_at, messages))
    objects["area"] = objects["number"].map(areas(rows, linked, messages))
    objects, values = _awake(objects, values, messages)
    if objects.empty:
        raise refused("woz_none_left", file=files)
    _check_linked(objects, files, messages)
    messages += _remarks(objects, values, day)
    return Read(
        {
            "woz_objecten": canonical(
                "woz_objecten",
                {
                    "wozobjectnummer": objects["number"],
                    "adresseerbaar_object_identificaties": objects["vbo"],
                    "pand_identificaties": objects["panden"],
                    "gebruikscode": objects["use"],
                    "soortobjectcode": objects["sort"],
                    "oppervlakte": objects["area"],
                },
            ),
            "woz_waarden": canonical(
                "woz_waarden",
                {
                    "wozobjectnummer": values["number"],
                    "waardepeildatum": values["date"],
                    "vastgestelde_waarde": values["value"],
                    "gebruikscode": values["use"],
                },
            ),
        },
        tuple(messages),
    )


def _gathered(raws: Sequence[Raw]) -> list[Raw]:
    """Put tables of the same columns together where there are very many."""
    alike: dict[tuple[str, ...], list[Raw]] = defaultdict(list)
    for raw in raws:
        alike[tuple(map(str, raw.frame.columns))].append(raw)
    gathered: list[Raw] = []
    for same in alike.values():
        if len(same) <= _MOST_APART:
            gathered += same
            continue
        name = f"{same[0].name} + {len(same) - 1}"
        frame = pd.concat([raw.frame for raw in same], ignore_index=True)
        gathered.append(replace(same[0], name=name, frame=frame, geometry=None))
    return gathered


def _values(rows: pd.DataFrame, messages: list[Message]) -> pd.DataFrame:
    """Give one value per object and waardepeildatum: the one with the latest ingangsdatum, decided last."""
    dated = rows[rows["date"].notna()]
    keys = [ranked(dated[column]) for column in ("number", "date", "since", "decided")]
    # A row that repeats a value without saying it does not take its place.
    order = np.lexsort([dated["value"].notna().to_numpy(), *keys[::-1]])
    number, date, since, decided = (rank[order] for rank in keys)
    ordered = dated.iloc[order]
    as_next, same = like_next(number, date), like_next(number, date, since, decided)
    last, versions = ordered[~as_next], ordered[~same]
    if n := len(versions) - len(last):
        about = ordered.loc[as_next & ~same, "number"].unique()
        messages.append(note("woz_superseded", n=n).about(about))
    repeated = ordered[same | np.roll(same, 1)]
    keyed = ["number", "date", "since", "decided"]
    distinct = repeated.groupby(keyed, dropna=False)["value"].nunique(dropna=True)
    differing = distinct[distinct > 1]
    if len(differing):
        about = differing.index.get_level_values("number").unique()
        messages.append(warn("woz_conflicts", n=len(differing)).about(about))
    if n := len(ordered) - len(versions):
        messages.append(note("woz_duplicates", n=n).about(ordered.loc[same, "number"].unique()))
    return last.reset_index(drop=True)


def _objects(rows: pd.DataFrame, links: pd.DataFrame) -> pd.DataFrame:
    """Give one row per object, with all its ids and the codes of its newest row that states them."""
    known = rows.groupby("number", sort=True)[["use", "sort"]].last()
    for kind in ("vbo", "panden"):
        known[kind] = _together(links.loc[links["kind"] == kind, ["number", "id"]], known.index)
    return known.reset_index()


def _by_address(links: pd.DataFrame, objects_at: Mapping[str, str], messages: list[Message]) -> pd.DataFrame:
    """Link WOZ objects that name no object of the BAG by the address that they name."""
    addressed = links["kind"] == "address"
    others = links[~addressed]
    wanting = links[addressed & ~links["number"].isin(others.loc[others["kind"] == "vbo", "number"])]
    found = wanting.assign(kind="vbo", id=wanting["id"].map(objects_at)).dropna(subset="id")
    if n := found["number"].nunique():
        messages.append(note("woz_by_address", n=n).about(sorted(found["number"].unique())))
    return pd.concat([others, found], ignore_index=True)


def _together(links: pd.DataFrame, numbers_: pd.Index) -> pd.Series:
    """Give the ids of each object as a sorted tuple, empty where it has none."""
    position = numbers_.get_indexer(links["number"])
    held, position = links["id"].to_numpy()[position >= 0], position[position >= 0]
    value = np.array([int(digits) for digits in held], dtype=np.int64)
    order = np.lexsort((value, position))
    order = order[~like_next(value[order], position[order])]
    ends = np.searchsorted(position[order], np.arange(len(numbers_)), side="right")
    ids = held[order].tolist()
    tuples = [tuple(ids[start:end]) for start, end in zip([0, *ends[:-1]], ends, strict=True)]
    return pd.Series(tuples, index=numbers_, dtype=object)


def _awake(objects: pd.DataFrame, values: pd.DataFrame, messages: list[Message]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Leave out the dormant objects, with whatever value they may have had before they were."""
    dormant = objects.loc[objects["use"] == _DORMANT, "number"]
    if dormant.empty:
        return objects, values
    messages.append(note("woz_dormant", n=len(dormant)).about(dormant))
    kept = (table[~table["number"].isin(dormant)].reset_index(drop=True) for table in (objects, values))
    return next(kept), next(kept)


def _check_linked(objects: pd.DataFrame, files: str, messages: list[Message]) -> None:
    unlinked = objects.loc[(objects["vbo"].str.len() == 0) & (objects["panden"].str.len() == 0), "number"]
    if len(unlinked) == len(objects):
        raise refused("woz_no_usable_id", file=files, n=len(unlinked))
    if len(unlinked):
        messages.append(warn("woz_unlinked", n=len(unlinked), total=len(objects)).about(unlinked))


def _remarks(objects: pd.DataFrame, values: pd.DataFrame, day: pd.Timestamp) -> list[Message]:
    """Tell what was kept as it is, and should be known."""
    told: list[Message] = []
    later = values.loc[values["date"] > day, "number"]
    if len(later):
        told.append(note("woz_future", n=len(later), day=f"{day:%d-%m-%Y}").about(later.unique()))
    doubted = values.loc[values["objection"].astype(bool), "number"]
    if len(doubted):
        told.append(note("woz_objection", n=len(doubted)).about(doubted.unique()))
    uses = pd.concat([objects[["number", "use"]], values[["number", "use"]]])
    unknown = uses[uses["use"].notna() & ~uses["use"].isin(GEBRUIKSCODES)]
    if len(unknown):
        listed = ", ".join(sorted(unknown["use"].astype(str).unique())[:_MOST_APART])
        about = unknown["number"].unique()
        told.append(warn("woz_unknown_use", n=len(about), found=listed, known=", ".join(GEBRUIKSCODES)).about(about))
    begins = objects["number"].str[:_MUNICIPALITY]
    counts = begins.value_counts()
    if len(counts) > 1:
        listed = "; ".join(f"{code}: {n}" for code, n in sorted(counts.items())[:_MOST_APART])
        others = objects.loc[begins != counts.idxmax(), "number"]
        told.append(note("woz_municipalities", n=len(counts), listed=listed).about(others))
    return told
