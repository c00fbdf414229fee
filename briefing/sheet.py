"""What stands on a sheet, before anything is laid out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from ..safeguards.messages import note, say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .blocks import Block

INTERNAL, SHARED = "internal", "shared"
_DAY = re.compile(r"(?<![\w-])(\d{4})-(\d{2})-(\d{2})(?![\w-])")


class View(NamedTuple):
    """What a map shows.

    Attributes:
        extent: xmin, ymin, xmax, ymax; metres, RD New.
        roles: Layers, topmost first: of the run (units, cells, incidents, areas) or of a plan of routes.
        marked: Shape that is outlined, or None.
        only: By role a filter, as SQL: what of a layer is shown; a layer without one is shown whole.

    """

    extent: tuple[float, float, float, float]
    roles: tuple[str, ...]
    marked: Any = None
    only: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Sheet:
    """One sheet of a booklet, of one or more pages.

    Attributes:
        kind: overview, area, location, hotspot, route or method.
        key: What it is about, such as an area_id; names its files.
        title: What stands on top.
        subtitle: What stands below it.
        blocks: What it says, in order.
        view: Its map; None has none.
        score: What `@lr_score` says: the figure the sheet is about, empty where there is none.
        words: Further variables for templates, without their prefix.
        wide: Whether its later pages have one column as wide as the page allows, for a table of many fields.

    """

    kind: str
    key: str
    title: str
    subtitle: str
    blocks: Sequence[Block]
    view: View | None = None
    score: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    wide: bool = False


@dataclass(frozen=True)
class Marks:
    """What stands on every page of a booklet.

    Attributes:
        language: nl or en.
        mode: internal or shared.
        classification: Mark of confidentiality.
        purpose: What the sheets are for.
        author: Who made them.
        expires: Day from which they should not be used, yyyy-mm-dd.
        peildatum: Of the results, yyyy-mm-dd.
        short_hash: Of the recipe.
        sources: Registers with their dates, in a sentence.
        simulated: Whether registers were made up.

    """

    language: str
    mode: str
    classification: str
    purpose: str
    author: str
    expires: str
    peildatum: str
    short_hash: str
    sources: str
    simulated: bool


def words(code: str, language: str, **values: Any) -> str:
    """Say a sentence of the sheets, days in it as people write them."""
    told = {
        name: day_words(value) if isinstance(value, str) and _DAY.fullmatch(value) else value
        for name, value in values.items()
    }
    return say(note(f"sheets_{code}", **told), language)


def day_words(said: str) -> str:
    """Write every day in words as dd-mm-yyyy, where a table has yyyy-mm-dd."""
    return _DAY.sub(r"\3-\2-\1", said)
