"""What the plan says of its stops where what came back does not: on which day, and where they lie."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ...registers.columns import find, texts
from ...safeguards.messages import note, warn
from .field import OUTCOME, STOP, VISITED, days_of, ids_of, places_of
from .outcomes import HITS, truths

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...registers.raw import Raw
    from ...safeguards.messages import Message

_SERVED = ("served",)
_KNOWN = ("stop_id", "day", "x", "y", "served")


def tells_nothing(raw: Raw) -> bool:
    """Tell whether a layer names stops of which nothing is filled in: those of a plan, not what came back."""
    columns = raw.frame.columns
    if find(columns, *STOP) is None:
        return False
    said, ticked = find(columns, *OUTCOME), find(columns, *VISITED)
    if said is not None and texts(raw.frame[said]).notna().any():
        return False
    return ticked is None or not truths(raw.frame[ticked]).fillna(value=False).any()


def planned_stops(raws: Sequence[Raw]) -> pd.DataFrame:
    """Read the stops of a plan.

    Args:
        raws: Layers with stops as a plan wrote them, each with stop_id.

    Returns:
        stop_id, day (None where it is on no route), x and y in RD New (NaN where there is no place), served (NA where
        the layer does not say); none without a layer.

    """
    parts = [pd.DataFrame(columns=list(_KNOWN)).astype({"x": float, "y": float, "served": "boolean"})]
    for raw in raws:
        frame = raw.frame.reset_index(drop=True)
        column = find(frame.columns, *_SERVED)
        served = truths(frame[column]) if column else pd.Series(pd.NA, index=frame.index, dtype="boolean")
        rows = pd.DataFrame({"stop_id": ids_of(frame), "day": days_of(frame), "served": served})
        rows = rows.join(places_of(raw, [])).reindex(columns=list(_KNOWN))
        rows.loc[rows["served"].eq(other=False).fillna(value=False), "day"] = None
        parts.append(rows[rows["stop_id"].notna()])
    return pd.concat(parts[1:] or parts, ignore_index=True)


def with_days(rows: pd.DataFrame, plan: pd.DataFrame) -> tuple[pd.DataFrame, list[Message]]:
    """Give what has no day the day of its stop, where it goes by one; the others are left out.

    A visit without a day cannot be told from the same visit with one: it would stand there twice.

    Args:
        rows: What came back: stop_id, day and more.
        plan: As `planned_stops` gives it.

    """
    known = pd.concat([frame.loc[frame["day"].notna(), ["stop_id", "day"]] for frame in (plan, rows)])
    only = known.drop_duplicates().drop_duplicates("stop_id", keep=False).set_index("stop_id")["day"]
    lacking = rows["day"].isna()
    day = rows["day"].where(~lacking, only.reindex(rows["stop_id"]).to_numpy(dtype=object))
    day = day.where(day.notna(), None)
    given, without = lacking & day.notna(), day.isna()
    messages: list[Message] = []
    if given.any():
        messages.append(note("visits_day_of_plan", n=int(given.sum())).about(rows.loc[given, "stop_id"]))
    if without.any():
        messages.append(warn("visits_without_day", n=int(without.sum())).about(rows.loc[without, "stop_id"]))
    return rows.assign(day=day)[~without].reset_index(drop=True), messages


def with_places(rows: pd.DataFrame, plan: pd.DataFrame) -> tuple[pd.DataFrame, list[Message]]:
    """Give what has no place that of its stop, where another row or the plan knows it."""
    known = pd.concat([frame[["stop_id", "x", "y"]] for frame in (rows, plan)]).dropna()
    known = known.drop_duplicates("stop_id").set_index("stop_id").reindex(rows["stop_id"])
    lacking = rows["x"].isna().to_numpy()
    made = rows.assign(**{name: np.where(lacking, known[name].to_numpy(), rows[name]) for name in ("x", "y")})
    found = lacking & made["x"].notna() & made["outcome"].isin(HITS)
    return made, [note("visits_places_of_plan", n=int(found.sum()))] if found.any() else []
