"""Which municipality is meant by a name or a code, and where it lies."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from ..safeguards.messages import refused

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .services import Box

_CODE = re.compile(r"(?:gm)?\s*(\d{1,4})", re.IGNORECASE)
_BETWEEN_BRACKETS = re.compile(r"\s*\([^)]*\)")
_BEFORE = re.compile(r"^gemeente\s+", re.IGNORECASE)
# What everybody says, and what the register says.
_SPOKEN = {"denhaag": "sgravenhage", "denbosch": "shertogenbosch"}
_MOST_NEAR = 5


@dataclass(frozen=True)
class Municipality:
    """A municipality as the CBS knows it.

    Attributes:
        code: Such as GM0363.
        name: As the CBS spells it.
        geometry: GeoJSON of its generalised outline, in RD New.

    """

    code: str
    name: str
    geometry: dict[str, Any]


def find(features: Sequence[dict[str, Any]], asked: str) -> Municipality:
    """Find the municipality that is meant.

    Args:
        features: All municipalities, with statcode and statnaam.
        asked: A name, in any spelling of capitals and accents and with or without the addition that the CBS puts
            between brackets, or a code such as GM0363, 0363 or 363.

    Raises:
        RefusedError: No municipality is called so, or several are.

    """
    known = [one for one in map(_municipality, features) if one is not None]
    code = _CODE.fullmatch(asked.strip())
    if code:
        found = [one for one in known if one.code == f"GM{int(code.group(1)):04d}"]
    else:
        wanted = _bare(_BEFORE.sub("", asked.strip()))
        wanted = _SPOKEN.get(wanted, wanted)
        found = [one for one in known if _bare(one.name) == wanted]
        found = found or [one for one in known if _bare(_BETWEEN_BRACKETS.sub("", one.name)) == wanted]
    if len({one.code for one in found}) > 1:
        names = ", ".join(f"{one.name} ({one.code})" for one in found)
        raise refused("pdok_municipality_several", asked=asked, names=names)
    if not found:
        raise refused("pdok_municipality_unknown", asked=asked, names=_near(known, asked) or "-")
    return found[0]


def bounds(geometry: dict[str, Any]) -> Box:
    """Give west, south, east and north of a GeoJSON geometry."""
    places = list(_places(geometry.get("coordinates")))
    xs, ys = [x for x, _ in places], [y for _, y in places]
    return min(xs), min(ys), max(xs), max(ys)


def _municipality(feature: dict[str, Any]) -> Municipality | None:
    held = feature.get("properties") or {}
    code, name, geometry = held.get("statcode"), held.get("statnaam"), feature.get("geometry")
    if not isinstance(code, str) or not isinstance(name, str) or not isinstance(geometry, dict):
        return None
    return Municipality(code, name, geometry) if any(_places(geometry.get("coordinates"))) else None


def _near(known: Sequence[Municipality], asked: str) -> str:
    names = {_bare(one.name): one.name for one in known}
    wanted = _bare(asked)
    near = get_close_matches(wanted, names, n=_MOST_NEAR, cutoff=0.6)
    near += [bare for bare in names if wanted and wanted in bare and bare not in near][: _MOST_NEAR - len(near)]
    return ", ".join(names[bare] for bare in near)


def _bare(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^a-z0-9]", "", plain.lower())


def _places(held: Any) -> Iterator[tuple[float, float]]:
    if not isinstance(held, list) or not held:
        return
    if isinstance(held[0], int | float):
        yield float(held[0]), float(held[1])
        return
    for part in held:
        yield from _places(part)
