"""Events in the history of BAG objects, read from their successive occurrences."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from .bag_objects import STANDING, plain

if TYPE_CHECKING:
    from datetime import date

_WITHDRAWN = ("verblijfsobject ingetrokken", "pand gesloopt")


def events(occurrences: pd.DataFrame, objecttype: str, peildatum: date) -> pd.DataFrame:
    """Give what happened to each object up to the peildatum.

    `in_gebruik`: from planned to standing. `ingetrokken`: from standing to withdrawn or demolished.
    `gebruiksdoel_gewijzigd`: another set of gebruiksdoelen. `overig`: every other occurrence; the first of an
    object is one of these, since what the BAG began with in 2010 was not taken into use then.

    Args:
        occurrences: Valid occurrences: `identificatie`, `status`, `begin`, `eind`, `registratie`, `voorkomen` and,
            for verblijfsobjecten, `gebruiksdoel` (lists).
        objecttype: pand or verblijfsobject.
        peildatum: The reference date.

    Returns:
        The columns of the table mutaties; an occurrence with two events gives two rows.

    """
    lasting = occurrences["eind"].isna() | (occurrences["eind"] > occurrences["begin"])
    known = occurrences[lasting & (occurrences["begin"] <= pd.Timestamp(peildatum))]
    known = known.sort_values(["identificatie", "begin", "registratie", "voorkomen"], kind="stable")
    status = plain(known["status"])
    follows = (known["identificatie"] == known["identificatie"].shift()).to_numpy()
    standing = status.isin(STANDING).to_numpy()
    stood = np.roll(standing, 1)
    gone = status.isin(_WITHDRAWN).to_numpy()
    happened = {
        "in_gebruik": follows & standing & ~stood,
        "ingetrokken": follows & gone & stood,
        "gebruiksdoel_gewijzigd": follows & _changed_use(known),
    }
    happened["overig"] = ~np.logical_or.reduce(list(happened.values()))
    return pd.concat([_rows(known[mask], objecttype, event) for event, mask in happened.items()], ignore_index=True)


def _changed_use(known: pd.DataFrame) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    if "gebruiksdoel" not in known:
        return np.zeros(len(known), dtype=bool)
    uses = pd.Series(["\x1f".join(sorted(value)) if value is not None else "" for value in known["gebruiksdoel"]])
    changed: np.ndarray[tuple[int], np.dtype[np.bool_]] = (uses != uses.shift()).to_numpy()
    return changed


def _rows(known: pd.DataFrame, objecttype: str, event: str) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "identificatie": known["identificatie"].to_numpy(),
            "objecttype": objecttype,
            "gebeurtenis": event,
            "datum": known["begin"].to_numpy(),
        }
    )
