"""From a layer of locations to what may be visited."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ...registers.columns import find, numbers, texts
from ...registers.spatial import to_rd
from ...registers.tables import RD_NEW, Shape
from ...safeguards.messages import note, refused, warn
from ..day import Stops
from .addresses import is_addresses
from .carried import carried
from .choosing import choose, priorities, skills_of, truths
from .facts import facts_of
from .homes import linked_to, lived_in, renumbered, without_homes
from .pins import read_pins
from .places import read_places
from .windows import read_windows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ...registers.raw import Raw
    from ...safeguards.messages import Message
    from .addresses import Addresses, Linked
    from .places import Places
    from .windows import Windows
    from .wishes import Wishes

MOST = 2_000  # stops of one plan: beyond, the matrix of minutes takes more memory than a town hall's computer has
_AREA_ID = ("area_id", "gebied_id", "gebiedid", "buurtcode", "identificatie", "naam", "name", "id")


@dataclass(frozen=True, eq=False)
class Prepared:
    """What may be visited; a location is on one place in all arrays, in the order of their ids.

    Attributes:
        candidates: Everything that is no home and has a place, (n,).
        facts: A row each: stop_id, name, pand_identificatie, addresses, n_addresses, priority (what the plan weighs),
            score (what the layer says, NaN where nothing), mandatory, service_minutes, window, skills,
            contains_dwelling (missing where it is not known), pinned_team, pinned_day, pinned_number, left_out,
            the fields of `carried`, area_id, street, and the point.
        chosen: (n,) which of them are stops: the top and what is mandatory, and once drawn the control stops and what
            is pinned.
        top: (n,) the top and what is mandatory.
        messages: What was left out, assumed or counted.

    """

    candidates: Stops
    facts: gpd.GeoDataFrame
    chosen: NDArray[np.bool_]
    top: NDArray[np.bool_]
    messages: tuple[Message, ...]

    @property
    def stops(self) -> Stops:
        """The stops that were chosen."""
        return self.candidates.only(self.chosen)

    @property
    def table(self) -> gpd.GeoDataFrame:
        """What is known of them, a row each."""
        return self.facts[self.chosen].reset_index(drop=True)

    @property
    def eligible(self) -> gpd.GeoDataFrame:
        """What is known of the locations outside the top, from which control stops are drawn."""
        return self.facts[~self.top].reset_index(drop=True)


def prepare(
    raw: Raw,
    wishes: Wishes,
    *,
    addresses: Raw | None = None,
    areas: Raw | None = None,
    lists: Raw | Sequence[Raw] | None = None,
    visits: Raw | None = None,
    pinned: Raw | None = None,
) -> Prepared:
    """Make stops of a layer of locations.

    A stop is a pand or complex with the businesses in it. Homes never become stops: what the assessment calls dwelling
    or cluster, ligplaatsen, standplaatsen, and what has addresses of which none is anything but a home.

    Args:
        raw: Locations of any geometry.
        wishes: What was chosen.
        addresses: Verblijfsobjecten of the BAG.
        areas: Only what lies within these polygons counts.
        lists: Lists of the municipality by BAG id.
        visits: The visits that came in.
        pinned: Stops that stay as they are.

    Raises:
        RefusedError: A choice or field cannot be, or no stop is left, or there are too many.

    """
    wishes = wishes.checked()
    places, messages = read_places(raw, wishes)
    places = _within(places, areas, messages)
    given = addresses if addresses is not None else raw if is_addresses(raw) else None
    linked = linked_to(places, given, messages)
    must, told = truths(places.frame, raw.name, wishes.mandatory)
    messages += told
    places, linked = without_homes(places, raw, linked, must, messages)
    service, n_business = _service(places, raw, linked, wishes, messages)
    usable = service >= 0
    if not usable.any():
        raise refused("stops_none_left", layer=raw.name)
    order = np.flatnonzero(usable)[np.argsort(places.stop_id[usable].astype(str), kind="stable")]
    places, linked = places.only(order), renumbered(linked, order, len(places))
    service, n_business = service[order], n_business[order]
    windows, told = read_windows(places.frame, raw.name, places.stop_id, wishes)
    messages += told
    score, priority, told = priorities(places.frame, raw.name, places.stop_id, wishes)
    messages += told
    mandatory, _ = truths(places.frame, raw.name, wishes.mandatory)
    known, told = carried(places, raw.name, linked, lists=_several(lists), visits=visits, today=wishes.dates[0])
    messages += told
    pins, told = read_pins(pinned, places.stop_id)
    messages += told
    skills = skills_of(places.frame, wishes.skill)
    among = _among(places, wishes)
    if not among.any():
        raise refused("stops_none_chosen", layer=raw.name, n=len(places))
    top, told = choose(score, mandatory, places.stop_id, wishes.top, among)
    messages += told
    facts = facts_of(places, linked, n_business, windows, wishes).assign(
        priority=priority, score=score, mandatory=mandatory, service_minutes=service
    )
    facts["skills"] = [", ".join(sorted(need)) or None for need in skills]
    facts["contains_dwelling"] = lived_in(places, linked)
    facts = pd.concat([facts, known, pins], axis=1)
    chosen = top | pins["pinned_team"].notna().to_numpy()
    _told_of_choice(places, chosen, known, facts["contains_dwelling"], messages)
    made = gpd.GeoDataFrame(facts, geometry=gpd.GeoSeries(places.points, crs=RD_NEW))
    return Prepared(_stops(places, made, service, windows, skills), made, chosen, top, tuple(messages))


def _among(places: Places, wishes: Wishes) -> NDArray[np.bool_]:
    """Tell which locations may be chosen."""
    if not wishes.which:
        return np.ones(len(places), dtype=np.bool_)
    return np.asarray(places.frame[wishes.which], dtype=np.bool_)


def _several(lists: Raw | Sequence[Raw] | None) -> Sequence[Raw]:
    if lists is None:
        return ()
    return lists if isinstance(lists, list | tuple) else (lists,)


def _within(places: Places, areas: Raw | None, messages: list[Message]) -> Places:
    """Keep what lies in the areas, and name the area of what does not say its own."""
    if areas is None:
        return places
    frame = areas.frame.reset_index(drop=True)
    outlines, usable, told = to_rd(replace(areas, frame=frame), Shape.AREA)
    messages += told
    if not usable.any():
        raise refused("stops_areas_none", layer=areas.name)
    words = frame.astype("string").apply(lambda one: one.str.lower().str.contains("woonwagen", regex=False))
    camp = (
        words.fillna(value=False).any(axis=1).to_numpy(dtype=bool) if len(frame.columns) else np.zeros(len(frame), bool)
    )
    if n := int((usable & camp).sum()):
        messages.append(warn("stops_area_is_home", layer=areas.name, n=n))
    at = np.flatnonzero(usable & ~camp)
    place, area = shapely.STRtree(outlines[at]).query(places.points, predicate="intersects")
    order = np.lexsort((area, place))
    inside, first = np.unique(place[order], return_index=True)
    if not len(inside):
        raise refused("stops_none_in_areas", layer=areas.name, total=len(places))
    if n := len(places) - len(inside):
        messages.append(note("stops_outside_areas", n=n))
    column = find(frame.columns, *_AREA_ID)
    names = texts(frame[column]) if column else pd.Series(None, index=frame.index, dtype=object)
    names = names.where(names.notna(), pd.Series([f"gebied {row}" for row in range(1, len(frame) + 1)], dtype=object))
    held = names.to_numpy(dtype=object)[at[area[order][first]]]
    kept = places.only(inside)
    silent = pd.isna(pd.Series(kept.area_id, dtype=object)).to_numpy()
    return replace(kept, area_id=np.where(silent, held, kept.area_id))


def _service(
    places: Places, raw: Raw, linked: tuple[Addresses, Linked] | None, wishes: Wishes, messages: list[Message]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Give the minutes of each visit, negative where the layer says so, and its number of businesses (NaN unknown)."""
    n_business = np.full(len(places), np.nan)
    if linked is not None:
        addresses, links = linked
        counted = np.bincount(links.place[addresses.business[links.address]], minlength=len(places))
        n_business = counted.astype(np.float64)
    else:
        messages.append(note("stops_one_business_each"))
    if wishes.round == "dark":
        return np.full(len(places), wishes.dark_service), n_business
    usual = wishes.service_base + wishes.service_per_address * np.where(np.isnan(n_business), 1.0, n_business)
    if not wishes.service:
        return usual, n_business
    column = places.frame[wishes.service]
    said = numbers(column).to_numpy(dtype=np.float64)
    lost = ~np.isfinite(said) & texts(column).notna().to_numpy(dtype=bool)
    if lost.any():
        told = warn("stops_unreadable_minutes", layer=raw.name, field=wishes.service, n=int(lost.sum()))
        messages.append(told.about(places.stop_id[lost]))
    negative = said < 0
    if negative.any():
        told = warn("stops_negative_service", layer=raw.name, field=wishes.service, n=int(negative.sum()))
        messages.append(told.about(places.stop_id[negative]))
    silent = ~np.isfinite(said)
    if n := int(silent.sum()):
        messages.append(note("stops_usual_service", n=n))
    return np.where(silent, usual, said), n_business


def _stops(
    places: Places,
    facts: gpd.GeoDataFrame,
    service: NDArray[np.float64],
    windows: Windows,
    skills: NDArray[np.object_],
) -> Stops:
    """Put everything in arrays; the moment up to which a visit may begin is that at which it must end, less itself."""
    n = len(places)
    closes = np.where(windows.until < windows.opens, -1.0, windows.until - service[:, None])
    return Stops(
        stop_id=places.stop_id,
        points=shapely.get_coordinates(places.points),
        service=service,
        opens=windows.opens,
        closes=closes,
        shuts=windows.shuts - service[:, None],
        reopens=windows.reopens,
        load=np.ones(n),
        priority=facts["priority"].to_numpy(dtype=np.float64),
        mandatory=facts["mandatory"].to_numpy(dtype=np.bool_),
        skills=skills,
        pinned=np.full(n, -1, dtype=np.int64),
        sequence=np.zeros(n, dtype=np.int64),
    )


def _told_of_choice(
    places: Places, chosen: NDArray[np.bool_], known: pd.DataFrame, lived: pd.Series, messages: list[Message]
) -> None:
    """Say what stands out among the stops, and refuse more than can be planned."""
    n = int(chosen.sum())
    if n > MOST:
        raise refused("stops_too_many", n=n, most=MOST)
    at = shapely.get_coordinates(places.points[chosen])
    shared = pd.DataFrame(np.round(at, 2)).duplicated(keep=False).to_numpy()
    if shared.any():
        messages.append(note("stops_one_point", n=int(shared.sum())).about(places.stop_id[chosen][shared]))
    mixed = lived.fillna(value=False).to_numpy(dtype=bool) & chosen
    if mixed.any():
        messages.append(note("stops_with_home", n=int(mixed.sum())).about(places.stop_id[mixed]))
    open_questions = known[chosen][["statutory_basis", "binnentreden", "safety_note"]].isna().any(axis=1)
    if n_open := int(open_questions.sum()):
        messages.append(note("stops_open_questions", n=n_open, total=n))
