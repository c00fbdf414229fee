"""How recent a delivery is: the newest registration a reader saw in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..safeguards.messages import note

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from ..safeguards.messages import Message

_CODE = "registers_newest"


def newest(table: str, moments: pd.Series) -> list[Message]:
    """Tell the newest of the moments of registration in a delivery; nothing where it states none.

    Args:
        table: A canonical table, or the register where one delivery holds many tables.
        moments: Moments of registration, NaT where unknown.

    """
    known = moments.dropna()
    return [note(_CODE, table=table, newest=f"{known.max():%Y-%m-%d}")] if len(known) else []


def newest_once(messages: Iterable[Message]) -> list[Message]:
    """Keep, of what several layers of a register told of their newest registration, the newest one per table."""
    told = list(messages)
    last: dict[str, str] = {}
    for message in told:
        if message.code == _CODE:
            table = message.values["table"]
            last[table] = max(last.get(table, ""), message.values["newest"])
    kept: list[Message] = []
    for message in told:
        if message.code != _CODE:
            kept.append(message)
        elif last.get(message.values["table"]) == message.values["newest"]:
            del last[message.values["table"]]
            kept.append(message)
    return kept
