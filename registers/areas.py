"""Areas the municipality works with: bedrijventerreinen, winkelgebieden and buitengebied, from any polygon layer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

from ..safeguards.messages import note, refused, warn
from .area_types import TYPE_COLUMNS, is_bodemgebruik, is_ibis, is_top10nl, says_type, types
from .columns import find, holds, key, select, text, texts
from .editions import ended, newest, years
from .overlaps import dissolve, pairs, part, slivers
from .raw import Raw, Read
from .spatial import to_rd
from .tables import GEBIEDSTYPEN, Shape, canonical

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from ..safeguards.messages import Message

_RIN = ("rinnummer", "rin_nummer")
_ID = ("gebied_id", "gebiedid", *_RIN, "plan_id", "lokaal_id", "lokaalid", "winkelgebiedid", "winkelgebied_id",
       "winkelgebiedcode", "wg_code", "wg_id", "identificatie", "ident", "gebiedscode", "code", "id",
       "nummer")  # fmt: skip
_NAME = ("naam", "gebiedsnaam", "gebied_naam", "bedrijvent", "plan_naam", "bedrijventerrein", "winkelgebiednaam",
         "winkelgebied_naam", "wg_naam", "winkelgebied", "naamnl", "naam_nl", "name", "omschrijving_kort")  # fmt: skip
# What a column can be, by the names it goes by.
ROLES = {"area_id": _ID, "area_name": _NAME, "area_type": TYPE_COLUMNS}
_EDITION = ("jaar", "peiljaar")
_NATIONAL_IBIS = ("plan_naam",)  # beside it JAAR is the edition; in regional files it is when an estate was laid out
_WOONWAGEN = "woonwagen"
_BROKEN = "\ufffd"


def recognises(raw: Raw) -> bool:
    """Tell whether a layer could hold areas: any layer of polygons."""
    return holds(raw, Shape.AREA)


def read(raws: Sequence[Raw], peildatum: date, *, area_type: str | None = None) -> Read:
    """Make `gebieden` of polygon layers.

    The type of an area is what a column says, else `area_type` where given, else what the columns of IBIS or Locatus
    or the name of the file or layer say. Woonwagenlocaties never are areas. Adjoining polygons of the Bestand
    Bodemgebruik are one area. Where areas of one type overlap the smaller keeps the ground.

    Args:
        raws: Polygon layers.
        peildatum: Of several editions of IBIS the newest one before it counts per estate; what a register has ended
            by then is left out.
        area_type: The type of all areas of layers without a type column: bedrijventerrein, buitengebied or
            winkelgebied.

    Raises:
        RefusedError: No polygons, an unknown `area_type`, no type to be found, or no area left.

    """
    if area_type is not None and area_type not in GEBIEDSTYPEN:
        raise refused("areas_unknown_type", given=area_type, known=", ".join(GEBIEDSTYPEN))
    mine, messages = select(raws, recognises, register="gebieden", wanted="naam, gebiedstype (polygon)")
    parts = []
    for raw in _with_type(mine, area_type, messages):
        found, told = _one(raw, peildatum, area_type)
        parts.append(found)
        messages.extend(told)
    rows = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()
    if rows.empty:
        raise refused("areas_none_left", file=", ".join(raw.name for raw in mine))
    rows = _parted(_once(rows, messages), messages)
    columns = {name: rows[name] for name in ("gebied_id", "naam", "gebiedstype", "bron")}
    return Read({"gebieden": canonical("gebieden", columns, rows["outline"].to_numpy())}, tuple(messages))


def _with_type(raws: Sequence[Raw], area_type: str | None, messages: list[Message]) -> list[Raw]:
    """Leave aside woonwagenlocaties, and layers that say no type beside ones that do, such as the houses of TOP10NL."""
    homes = [raw for raw in raws if _WOONWAGEN in key(raw.name + raw.layer)]
    messages += [warn("areas_woonwagen", file=raw.name, n=len(raw.frame)) for raw in homes]
    rest = [raw for raw in raws if all(raw is not one for one in homes)]
    topography = {raw.path for raw in rest if is_top10nl(raw) and raw.path is not None}
    telling = [is_top10nl(raw) or (raw.path not in topography and (area_type or says_type(raw))) for raw in rest]
    if not any(telling):
        return rest
    if passed := [raw.name for raw, tells in zip(rest, telling, strict=True) if not tells]:
        messages.append(note("columns_ignored", file=", ".join(passed), register="gebieden"))
    return [raw for raw, tells in zip(rest, telling, strict=True) if tells]


def _one(raw: Raw, peildatum: date, area_type: str | None) -> tuple[pd.DataFrame, list[Message]]:
    outline, usable, messages = to_rd(raw, Shape.AREA)
    frame = raw.frame.reset_index(drop=True)
    names = text(frame, *_NAME)
    said, column = types(raw, frame, area_type, messages)
    called = names.fillna("") + " " + (texts(frame[column]).fillna("") if column else "")
    woonwagen = called.str.lower().str.contains(_WOONWAGEN, regex=False).to_numpy(dtype=bool)
    if n := int(woonwagen.sum()):
        messages.append(warn("areas_woonwagen", file=raw.name, n=n))
    other = said.isna().to_numpy() & ~woonwagen
    if n := int(other.sum()):
        values = texts(frame.loc[other, column]).fillna("-").drop_duplicates() if column else pd.Series(dtype=object)
        messages.append(note("areas_other_types", file=raw.name, n=n, values=", ".join(values.sort_values().head(5))))
    ids = text(frame, *_ID)
    year = _editions(raw, frame)
    ours = usable & ~woonwagen & ~other
    past = ours & (ended(frame, peildatum) | ~newest(year, peildatum, of=ids))
    if n := int(past.sum()):
        messages.append(note("areas_earlier", file=raw.name, n=n))
    stale = ours & ~past & (year < year[ours & ~past].max()).to_numpy()
    if n := int(stale.sum()):
        messages.append(warn("areas_not_in_newest", file=raw.name, n=n).about(ids[stale]))
    rows = pd.DataFrame({"gebied_id": ids, "naam": names, "gebiedstype": said, "bron": raw.name, "outline": outline})
    rows = rows[ours & ~past]
    broken = rows["naam"].fillna("").str.contains(_BROKEN, regex=False)
    if n := int(broken.sum()):
        messages.append(warn("areas_broken_name", file=raw.name, n=n).about(rows.loc[broken, "gebied_id"]))
    if is_bodemgebruik(raw) and len(rows):
        return _whole(raw, rows, messages), messages
    return _identified(raw, rows, messages), messages


def _editions(raw: Raw, frame: pd.DataFrame) -> pd.Series:
    year = find(frame.columns, *_EDITION)
    if year is None or not is_ibis(raw) or find(frame.columns, *_NATIONAL_IBIS) is None:
        return pd.Series(np.nan, index=frame.index)
    return years(frame[year])


def _whole(raw: Raw, rows: pd.DataFrame, messages: list[Message]) -> pd.DataFrame:
    """Make areas of pieces of ground that adjoin; each goes by its type and a place in it, whatever else is there."""
    made = []
    for gebiedstype, pieces in rows.groupby("gebiedstype", sort=True)["outline"]:
        ground = dissolve(pieces.to_numpy())
        places = shapely.get_coordinates(shapely.point_on_surface(ground)).round().astype(np.int64).tolist()
        ids = [f"{gebiedstype}-{x}-{y}" for x, y in places]
        outlines = np.array([shapely.multipolygons([one]) for one in ground], dtype=object)
        made.append(pd.DataFrame({"gebied_id": ids, "gebiedstype": gebiedstype, "outline": outlines}))
    whole = pd.concat(made, ignore_index=True).assign(naam=None, bron=raw.name)
    messages.append(note("areas_dissolved", file=raw.name, n=len(rows), total=len(whole)))
    return whole


def _identified(raw: Raw, rows: pd.DataFrame, messages: list[Message]) -> pd.DataFrame:
    absent = rows["gebied_id"].isna()
    if n := int(absent.sum()):
        messages.append(note("areas_numbered", file=raw.name, n=n))
    made = rows["gebiedstype"] + "-" + pd.Series(rows.index + 1, index=rows.index).astype(str)
    return rows.assign(gebied_id=rows["gebied_id"].where(~absent, made))


def _once(rows: pd.DataFrame, messages: list[Message]) -> pd.DataFrame:
    """Drop areas that stand twice; give areas that share an id, such as the parts of one estate, one of their own."""
    same = pd.DataFrame(
        {"id": rows["gebied_id"], "type": rows["gebiedstype"], "shape": shapely.to_wkb(rows["outline"])}
    )
    doubled = same.duplicated(["id", "type", "shape"])
    if n := int(doubled.sum()):
        messages.append(note("areas_duplicates", n=n).about(rows.loc[doubled, "gebied_id"].unique()))
    rows = rows[~doubled].reset_index(drop=True)
    nth = rows.groupby("gebied_id").cumcount()
    numbered = rows["gebied_id"] + "-" + (nth + 1).astype(str)
    while (taken := numbered.isin(rows["gebied_id"]) & (nth > 0)).any():
        numbered = numbered.where(~taken, numbered + "a")
    if n := int((nth > 0).sum()):
        messages.append(warn("areas_shared_id", n=n).about(numbered[nth > 0]))
    return rows.assign(gebied_id=rows["gebied_id"].where(nth == 0, numbered))


def _parted(rows: pd.DataFrame, messages: list[Message]) -> pd.DataFrame:
    """Part what overlaps within a type, and tell what overlaps across types."""
    outlines, ids = rows["outline"].to_numpy(dtype=object), rows["gebied_id"].to_numpy(dtype=object)
    kind = rows["gebiedstype"].to_numpy(dtype=object)
    found = part(outlines, kind)
    if n := len(found.overlapping):
        messages.append(warn("areas_overlap", n=n).about(ids[np.unique(found.overlapping)]))
    if found.slivers or found.scraps:
        messages.append(note("areas_slivers", n=found.slivers, scraps=found.scraps, area=round(found.scrap_area, 1)))
    gone = shapely.is_missing(found.outlines)
    if n := int(gone.sum()):
        messages.append(warn("areas_covered", n=n).about(ids[gone]))
    one, other = pairs(outlines)
    across = kind[one] != kind[other]
    one, other = one[across], other[across]
    shared = ~slivers(shapely.intersection(outlines[one], outlines[other]))
    if n := int(shared.sum()):
        messages.append(warn("areas_overlap_types", n=n).about(ids[np.union1d(one[shared], other[shared])]))
    return rows.assign(outline=found.outlines)[~gone].reset_index(drop=True)
