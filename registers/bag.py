"""The BAG in whatever form: canonical tables of what is in stock on the peildatum."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..safeguards.messages import note, refused
from ..safeguards.watch import Watch
from . import bag_extract, bag_light
from .bag_nlextract import as_extract
from .bag_objects import finished
from .raw import Read

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from .raw import Raw

_UNWATCHED = Watch()
_FINDING = 0.75  # share of the time that goes to selecting; making the tables takes the rest


def recognises(raw: Raw) -> bool:
    """Tell whether a table holds BAG objects, as an extract or as current objects."""
    raw = as_extract(raw)
    return bag_extract.recognises(raw) or bag_light.recognises(raw)


def read(raws: Sequence[Raw], peildatum: date, *, watch: Watch = _UNWATCHED) -> Read:
    """Read the BAG: panden, verblijfsobjecten, and what else the delivery holds.

    Where an extract is given beside tables of current objects, the extract alone is read: it knows the peildatum.

    Args:
        raws: The tables of a delivery; those that are no BAG are named in a message and left.
        peildatum: The reference date.
        watch: Told the fraction done.

    Raises:
        RefusedError: No BAG at all, no panden or no verblijfsobjecten, or a column that is needed is absent.

    """
    raws = [as_extract(raw) for raw in raws]
    extract = [raw for raw in raws if bag_extract.recognises(raw)]
    light = [raw for raw in raws if bag_light.recognises(raw)]
    chosen = extract or light
    if not chosen:
        raise refused("bag_not_recognised", file=_names(raws), found=_columns(raws))
    first = watch.part(0, _FINDING)
    found = bag_extract.read(extract, peildatum, watch=first) if extract else bag_light.read(light, watch=first)
    if not extract:
        found.messages.append(note("bag_no_history", file=_names(chosen), peildatum=peildatum.isoformat()))
    ignored = [raw for raw in raws if not any(raw is one for one in chosen)]
    if ignored:
        found.messages.append(note("bag_ignored", file=_names(ignored)))
    tables = finished(found, peildatum, _names(chosen), watch.part(_FINDING, 1))
    return Read(tables, tuple(found.messages))


def _names(raws: Sequence[Raw]) -> str:
    return ", ".join(dict.fromkeys(raw.path.name if raw.path else raw.name for raw in raws)) or "-"


def _columns(raws: Sequence[Raw]) -> str:
    """List the first columns of every table, so that the user sees what was given instead."""
    tables = [", ".join(map(str, raw.frame.columns[:8])) for raw in raws[:4]]
    return "; ".join(filter(None, tables)) or "-"
