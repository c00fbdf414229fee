"""Which registers a run was made from, as every page names them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .sheet import words
from .standing import register_name, sources_of

if TYPE_CHECKING:
    from .results import Results


def source_words(results: Results, language: str) -> str:
    """Name the registers of a run with their files, and the day of the newest object where that is known."""
    files: dict[str, list[str]] = {}
    days: dict[str, str] = {}
    for one in sources_of(results).itertuples():
        files.setdefault(str(one.register), []).append(str(one.name))
        days[str(one.register)] = str(one.newest)
    return "; ".join(
        f"{register_name(register, language)} ({_held(names, days[register], language)})"
        for register, names in files.items()
    )


def _held(names: list[str], newest: str, language: str) -> str:
    held = ", ".join(dict.fromkeys(names))
    return f"{held}; {words('overview_newest', language, day=newest)}" if newest else held
