"""Which rows of a file that holds several moments say how things are on the peildatum."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from .columns import find, texts
from .dates import moments

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

    Mask = NDArray[np.bool_]

_ENDED = ("objecteindtijd", "object_eind_tijd", "object_eindtijd", "versieeindtijd", "versie_eind_tijd", "obj_eind",
          "eind_registratie", "eindregistratie", "eind_geldigheid")  # fmt: skip
_YEAR = r"^(\d{4})(?:\.0+)?(?:BU|$|-)"  # a year alone, before a buurtcode, or at the head of a date


def years(values: pd.Series) -> pd.Series:
    """Give the year a column states, of `2020` as of `2020BU03630001` and `2020-01-01`; NaN of anything else."""
    written = texts(values).astype("string").str.extract(_YEAR)[0]
    return pd.to_numeric(written, errors="coerce").astype("float64")


def newest(year: pd.Series, peildatum: date, *, of: pd.Series | None = None) -> Mask:
    """Tell which rows are of the newest edition that is not after the peildatum; where all are after it, the first.

    Args:
        year: Year of the edition each row is of; NaN is of every edition.
        peildatum: The reference date.
        of: What each row is an edition of; the whole file has one newest edition where nothing is given.

    Returns:
        (n,) mask of the rows to keep.

    """
    known = year.notna()
    if year[known].nunique() < 2:  # noqa: PLR2004 - one edition
        return np.ones(len(year), dtype=np.bool_)
    thing = pd.Series("", index=year.index) if of is None else of.where(of.notna(), "")
    past = year.where(year <= peildatum.year)
    wanted = past.groupby(thing).transform("max")
    wanted = wanted.where(wanted.notna(), year.groupby(thing).transform("min"))
    return np.asarray((~known | (year == wanted)).to_numpy(), dtype=np.bool_)


def ended(frame: pd.DataFrame, peildatum: date) -> Mask:
    """Tell which rows a register has ended by the peildatum; none where no column says."""
    column = find(frame.columns, *_ENDED)
    if column is None:
        return np.zeros(len(frame), dtype=np.bool_)
    return np.asarray((moments(frame[column])[0] <= pd.Timestamp(peildatum)).to_numpy(), dtype=np.bool_)
