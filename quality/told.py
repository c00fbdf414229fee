"""Checks made of the messages of loading: what was repaired, left out or doubtful while the registers were read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..indicators.model import Text
from ..registers.own_tables import TABLES_OF
from .model import ANY, Check, Family, Finding, Register, Rule

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ..safeguards.messages import Message
    from .given import Given

_SHARED = ("spatial_", "lists_", "columns_")  # codes that several registers use
# Incidents without a place are kept in a table of their own: what was left out must not count them again.
PLACED_INCIDENTS = ("incidenten",)
FEW = Rule(note=0.0, attention=0.05, serious=0.25)
LOST = Text("They were left out and count nowhere.", "Ze zijn weggelaten en tellen nergens mee.")
UNKNOWN = Text("They count as unknown.", "Ze tellen als onbekend.")
ONCE = Text("One of each was kept.", "Van elk is er één gebruikt.")


def _n(message: Message) -> int:
    return int(message.values.get("n", 0))


def _counting(
    register: Register,
    codes: tuple[str, ...],
    where: Mapping[str, Any],
    count: Callable[[Message], int],
    tables: tuple[str, ...],
    *,
    gone: bool,
) -> Callable[[Given], Finding]:
    def compute(given: Given) -> Finding:
        """Sum of n over the messages / rows of the register, those that were left out among them."""
        shared = any(code.startswith(_SHARED) for code in codes)
        told = given.told(*codes, register=register.value if shared else "", **where)
        n = sum(map(count, told))
        rows = sum(len(given.tables[name]) for name in tables if name in given.tables)
        parts: dict[str, float] = {}
        for message in told:
            name = message.values.get("table") or message.values.get("file") or message.values.get("layer") or ""
            parts[str(name)] = parts.get(str(name), 0) + count(message)
        ids = list(dict.fromkeys(one for message in told for one in message.objects))
        return Finding(
            n,
            max(rows + n if gone else rows, n),
            given.named(register.value, ids) if ids else None,
            tuple(sorted(parts.items(), key=lambda part: (-part[1], part[0]))),
        )

    return compute


def told_check(
    name: str,
    register: Register,
    family: Family,
    label: Text,
    means: Text,
    ask: Text | None,
    *codes: str,
    rule: Rule = ANY,
    where: Mapping[str, Any] | None = None,
    count: Callable[[Message], int] = _n,
    tables: tuple[str, ...] = (),
    gone: bool = False,
) -> Check:
    """Make a check that counts what messages of some codes tell of.

    Args:
        name: Its id.
        register: The register it is about.
        family: What kind of flaw it looks for.
        label: What is counted.
        means: What was done with it, or what it means for the results.
        ask: What to ask the supplier for; None where there is nothing to ask.
        codes: Of the messages.
        rule: From which share it is how serious.
        where: Values the messages must have.
        count: How much one message counts for.
        tables: Of whose rows it is a share; by default those of the register.
        gone: Whether what is counted was left out, so that it stands in none of the tables.

    """
    whole = tables or tuple(one for one in TABLES_OF[register] if one != "mutaties")
    return Check(
        id=name,
        register=register,
        family=family,
        label=label,
        means=means,
        ask=ask,
        rule=rule,
        needs=(),
        compute=_counting(register, codes, where or {}, count, whole, gone=gone),
        from_messages=True,
    )
