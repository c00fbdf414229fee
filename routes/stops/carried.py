"""What is known of a visit beside where and when: shown to whoever goes, with what is not known as an open question."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ...registers.columns import find, key, text, texts
from ...registers.dates import moments
from ...registers.identifiers import BAG_DIGITS, pad
from ...registers.lists import read_lists
from ...safeguards.door import names_person, without_persons
from ...safeguards.messages import warn

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from numpy.typing import NDArray

    from ...registers.raw import Raw
    from ...safeguards.messages import Message
    from .addresses import Addresses, Linked
    from .places import Places

CARRIED = {
    "statutory_basis": ("statutory_basis", "grondslag", "wettelijke_grondslag", "grondslagen", "bevoegdheid"),
    "binnentreden": ("binnentreden", "machtiging_binnentreden", "machtiging"),
    "partners": ("partners", "partner", "ketenpartners", "ketenpartner"),
    "safety_note": ("safety_note", "veiligheid", "veiligheidsnotitie", "veiligheidsinstructie", "safety"),
}
_LAST = ("last_visit", "laatste_bezoek", "laatste_controle", "vorige_controle", "laatste_inspectie", "datum_bezoek")
VISITED = ("visited_on", "date", "datum", "visit_date", "day", "dag", "datum_bezoek")
VISIT_ID = ("stop_id", "unit_id", "pand_identificatie", "identificatie")
DONE = ("visited", "bezocht")
CONTROL = ("control", "controle", "is_control", "controlestop", "controlepunt")
_VISIT = re.compile(r"controle|inspectie|bezoek|visit|inspection")
_LONGEST = 250  # characters that are printed
_FALSE = frozenset({"0", "nee", "n", "no", "false", "onwaar"})


def carried(
    places: Places,
    layer: str,
    linked: tuple[Addresses, Linked] | None,
    *,
    lists: Sequence[Raw] = (),
    visits: Raw | None = None,
    today: date,
) -> tuple[pd.DataFrame, list[Message]]:
    """Give what is known of each location: a row each, columns of `CARRIED` and last_visit (text yyyy-mm-dd).

    Fields of the layer come first. What they leave empty comes from lists that are called after it, such as
    `grondslag: Omgevingswet`. The last visit is the latest of the field, the lists of earlier inspections, and the
    visits that came in.

    Args:
        places: The locations, (n,).
        layer: What the user knows their layer by.
        linked: The addresses and which of them lie where.
        lists: Lists of the municipality by BAG id.
        visits: The visits that came in.
        today: First day of the plan; later dates do not count.

    """
    messages: list[Message] = []
    made = pd.DataFrame({name: _texts(places.frame, names) for name, names in CARRIED.items()})
    last = _dates(places.frame, layer, today, messages)
    held = _listed(places, linked, lists, today, messages)
    for name, names in CARRIED.items():
        found = _from_lists(held, names, len(places))
        made[name] = made[name].where(made[name].notna(), found)
    seen = held[held["lijst"].str.lower().str.contains(_VISIT)]
    last = _latest(last, seen.groupby("place")["datum"].max(), len(places))
    if visits is not None:
        messages += _told_of_visits(visits)
        last = _latest(last, _visited(visits, places, today), len(places))
    written = last.dt.strftime("%Y-%m-%d").astype(object)
    made["last_visit"] = written.where(last.notna(), None)
    return made, messages


def without_contacts(frame: pd.DataFrame, layer: str) -> tuple[pd.DataFrame, list[Message]]:
    """Empty the cells of carried fields in which a person can be reached or known, and say how many.

    At the door a whole column would go for a few of them; a safety note is worth more than that.
    """
    messages: list[Message] = []
    for names in CARRIED.values():
        column = find(frame.columns, *names)
        if column is None:
            continue
        told = texts(frame[column]).map(lambda one: isinstance(one, str) and names_person(one)).astype(bool)
        if told.any():
            messages.append(warn("stops_text_of_person", layer=layer, field=column, n=int(told.sum())))
            frame = frame.assign(**{column: frame[column].astype(object).mask(told, None)})
    return frame, messages


def _texts(frame: pd.DataFrame, names: tuple[str, ...]) -> pd.Series:
    column = find(frame.columns, *names)
    if column is None:
        return pd.Series(None, index=frame.index, dtype=object)
    held = texts(frame[column])
    if is_bool(frame[column]):
        held = held.map({"True": "ja", "False": "nee"}).where(held.notna(), None)
    return held.map(lambda one: one if one is None or len(one) <= _LONGEST else one[: _LONGEST - 1] + "…")


def is_bool(values: pd.Series) -> bool:
    """Tell whether a column holds true and false, perhaps with missing values."""
    return bool(pd.api.types.is_bool_dtype(values) or pd.api.types.infer_dtype(values, skipna=True) == "boolean")


def _dates(frame: pd.DataFrame, layer: str, today: date, messages: list[Message]) -> pd.Series:
    column = find(frame.columns, *_LAST)
    if column is None:
        return pd.Series(pd.NaT, index=frame.index, dtype="datetime64[ms]")
    read = moments(frame[column])[0].dt.normalize()
    lost = read.isna() & texts(frame[column]).notna()
    if lost.any():
        messages.append(warn("stops_unreadable_date", layer=layer, field=column, n=int(lost.sum())))
    return read.where(read <= pd.Timestamp(today))


def _listed(
    places: Places,
    linked: tuple[Addresses, Linked] | None,
    lists: Sequence[Raw],
    today: date,
    messages: list[Message],
) -> pd.DataFrame:
    """Give what stands on lists per location: place, lijst, datum."""
    nothing = pd.DataFrame({"place": np.array([], dtype=int), "lijst": pd.Series([], dtype=str), "datum": pd.NaT})
    if not lists:
        return nothing
    clean = []
    for one in lists:
        frame, told = without_persons(one.frame, one.name)
        messages += told
        clean.append(type(one)(one.name, frame, None, None, one.path, one.layer))
    found = read_lists(clean, today)
    messages += found.messages
    table = found.tables["lijsten"]
    ids = pd.DataFrame({"place": np.arange(len(places)), "id": places.vbo}).dropna()
    if linked is not None:
        addresses, links = linked
        ids = pd.concat([ids, pd.DataFrame({"place": links.place, "id": addresses.identificatie[links.address]})])
    made = ids.merge(table, left_on="id", right_on="adresseerbaar_object_identificatie").drop_duplicates()
    return made[["place", "lijst", "datum"]] if len(made) else nothing


def _from_lists(held: pd.DataFrame, names: tuple[str, ...], n: int) -> pd.Series:
    """Give per location what lists called after a field say: what stands behind the name, the parts put together."""
    made = pd.Series([None] * n, dtype=object)
    if held.empty:
        return made
    parted = held["lijst"].str.extract(r"^\s*([^:]+):\s*(.+?)\s*$")
    mine = parted[0].map(lambda one: isinstance(one, str) and key(one) in {key(name) for name in names}).astype(bool)
    for place, said in parted[1][mine].groupby(held["place"][mine]):
        made[int(place)] = ", ".join(sorted(set(said)))
    return made


def _visited(visits: Raw, places: Places, today: date) -> pd.Series:
    """Give the date of the last visit that came in, per location."""
    frame = visits.frame.reset_index(drop=True)
    when = find(frame.columns, *VISITED)
    if when is None or not len(frame):
        return pd.Series(dtype="datetime64[ms]")
    done = was_visited(frame)
    day = moments(frame[when])[0].dt.normalize()
    done &= (day <= pd.Timestamp(today)).to_numpy()
    found = []
    for names in VISIT_ID:
        column = find(frame.columns, names)
        if column is None:
            continue
        seen = pd.DataFrame({"id": _ids(frame[column]), "day": day})[done].dropna()
        for ids in (places.stop_id, places.pand):
            mine = pd.DataFrame({"place": np.arange(len(places)), "id": pd.Series(ids, dtype=object)}).dropna()
            found.append(mine.merge(seen, on="id"))
    if not found:
        return pd.Series(dtype="datetime64[ms]")
    return pd.concat(found).groupby("place")["day"].max()


def _told_of_visits(visits: Raw) -> list[Message]:
    """Say so where a table is no table of visits."""
    columns = visits.frame.columns
    dated = find(columns, *VISITED) is not None and find(columns, *VISIT_ID) is not None
    if dated or find(columns, *CONTROL) is not None:
        return []
    return [warn("stops_visits_columns", table=visits.name, found=", ".join(map(str, columns)) or "-")]


def was_visited(frame: pd.DataFrame) -> NDArray[np.bool_]:
    """Tell which visits were made: all, but those of which it is said that they were not."""
    said = text(frame, *DONE).astype("string").str.lower()
    return np.asarray(~said.isin(_FALSE).fillna(value=False).to_numpy(dtype=bool), dtype=np.bool_)


def _ids(values: pd.Series) -> pd.Series:
    """Give ids as text, with lost zeros restored where they are numbers of the BAG."""
    held = texts(values)
    long = held.astype("string").str.fullmatch(r"\d{13,15}").fillna(value=False).astype(bool)
    return pd.Series(np.where(long, pad(held, BAG_DIGITS), held), index=values.index, dtype=object)


def _latest(one: pd.Series, other: pd.Series, n: int) -> pd.Series:
    held = pd.to_datetime(other.reindex(range(n))).astype("datetime64[ms]")
    return pd.concat([one.reset_index(drop=True).astype("datetime64[ms]"), held], axis=1).max(axis=1)
