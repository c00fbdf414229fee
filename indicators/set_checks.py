"""The checks on a set file: every mistake becomes one sentence that names the file and the key."""

from __future__ import annotations

import inspect
import math
import re
import tomllib
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from ..registers.tables import GEBIEDSTYPEN
from ..safeguards.messages import refused
from .model import Direction, Level, Theme

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from ..safeguards.messages import RefusedError
    from .model import Indicator


def parse(path: Path) -> dict[str, Any]:
    """Read a TOML file.

    Raises:
        RefusedError: It cannot be read, or is no TOML; the message gives the line.

    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise refused("sets_unreadable", file=path.name) from error
    except RecursionError as error:
        raise refused("sets_syntax_end", file=path.name) from error
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        if line is None:
            raise refused("sets_syntax_end", file=path.name) from error
        raise refused("sets_syntax", file=path.name, line=int(line.group(1))) from error


def accepted(indicator: Indicator) -> dict[str, inspect.Parameter]:
    """Give the parameters a set may set: the keyword-only ones of the indicator's functions."""
    functions = [f for f in (indicator.compute, indicator.area) if f is not None]
    return {
        name: parameter
        for function in functions
        for name, parameter in inspect.signature(function).parameters.items()
        if parameter.kind is inspect.Parameter.KEYWORD_ONLY
    }


@dataclass(frozen=True)
class Place:
    """One table of a set file, and where it stands; every reading method refuses what it cannot take."""

    file: str
    values: Mapping[str, Any]
    path: str = ""

    def wrong(self, code: str, key: str, **values: Any) -> RefusedError:
        """Make the refusal for a key of this table; "" is the table itself."""
        return refused(f"sets_{code}", file=self.file, key=".".join(filter(None, [self.path, key])), **values)

    def allow(self, *keys: str) -> None:
        """Refuse a key that is not among these."""
        for key in self.values:
            if key not in keys:
                raise self.wrong("key_unknown", key, known=", ".join(keys))

    def table(self, key: str) -> Place | None:
        """Read a table inside this one; None where it is absent."""
        held = self.values.get(key)
        if held is None:
            return None
        if not isinstance(held, dict):
            raise self.wrong("not_table", key)
        return Place(self.file, held, ".".join(filter(None, [self.path, key])))

    def tables(self, key: str, *, required: bool = False) -> Iterator[tuple[str, Place]]:
        """Read a table of tables: each name with its table."""
        outer = self.table(key)
        if outer is None or not outer.values:
            if required:
                raise self.wrong("key_missing", key)
            return
        for name in outer.values:
            inner = outer.table(name)
            if inner is not None:
                yield name, inner

    def text(self, key: str, default: str) -> str:
        """Read a text."""
        held = self.values.get(key, default)
        if not isinstance(held, str):
            raise self.wrong("not_text", key, found=held)
        return held

    def texts(self, key: str) -> list[str]:
        """Read a list of texts; absent is an empty one."""
        held = self.values.get(key, [])
        if not isinstance(held, list) or not all(isinstance(one, str) for one in held):
            raise self.wrong("not_list", key)
        return held

    def number(self, key: str, default: float) -> float:
        """Read a finite number; true and false are none."""
        held = self.values.get(key, default)
        if not _is_number(held):
            raise self.wrong("not_number", key, found=held)
        return float(held)

    def weight(self, key: str, default: float) -> float:
        """Read a number of 0 or more."""
        weight = self.number(key, default)
        if weight < 0:
            raise self.wrong("weight_negative", key, found=weight)
        return weight

    def weights(self, key: str, names: Iterable[str], unknown: str) -> dict[str, float]:
        """Read a table of weights whose keys are among `names`; the code `unknown` refuses another."""
        place, names = self.table(key), list(names)
        if place is None:
            return {}
        for name in place.values:
            if name not in names:
                raise place.wrong(unknown, name, known=", ".join(names))
        return {name: place.weight(name, 0) for name in place.values}

    def area_type(self, key: str) -> str:
        """Read an area type."""
        if key not in self.values:
            raise self.wrong("key_missing", key)
        found = self.text(key, "")
        if found not in GEBIEDSTYPEN:
            raise self.wrong("area_type_unknown", key, found=found, known=", ".join(GEBIEDSTYPEN))
        return found

    def direction(self, key: str) -> Direction | None:
        """Read a direction; None where it is absent."""
        return Direction(self._choice(key, list(Direction), "direction_unknown")) if key in self.values else None

    def theme(self, key: str) -> Theme | None:
        """Read a theme; None where it is absent."""
        return Theme(self._choice(key, list(Theme), "theme_unknown")) if key in self.values else None

    def indicator(self, name: str, known: Mapping[str, Indicator], key: str) -> None:
        """Refuse a name that is no indicator, and suggest the nearest."""
        if name in known:
            return
        near = get_close_matches(name, known, n=1, cutoff=0.5)
        if near:
            raise self.wrong("indicator_unknown_near", key, indicator=name, near=near[0])
        raise self.wrong("indicator_unknown", key, indicator=name)

    def level(self, name: str, indicator: Indicator, key: str, *, area_only: bool) -> None:
        """Refuse an indicator of areas where one of units belongs, and the other way round."""
        if area_only and indicator.level is not Level.AREA:
            raise self.wrong("level_unit", key, indicator=name)
        if not area_only and indicator.level is not Level.UNIT:
            raise self.wrong("level_area", key, indicator=name)

    def parameters(self, key: str, indicator: Indicator) -> dict[str, Any] | None:
        """Read the parameters of an indicator; each must be one of its formula's, and of the same type."""
        place = self.table(key)
        if place is None:
            return None
        takes = accepted(indicator)
        for name, found in place.values.items():
            if name not in takes:
                code = "parameter_unknown" if takes else "parameter_none"
                raise place.wrong(code, name, indicator=indicator.id, **_known(takes))
            place._require_type(name, found, takes[name].default)  # noqa: SLF001 - a Place like this one
            if _is_number(found) and found < 0:
                raise place.wrong("parameter_negative", name, indicator=indicator.id, found=found)
        return dict(place.values)

    def goalposts(self, key: str) -> tuple[float, float] | None:
        """Read [value that scores 0, value that scores 100]; None where it is absent."""
        held = self.values.get(key)
        if held is None:
            return None
        if not isinstance(held, list) or not all(map(_is_number, held)) or len(held) != 2 or held[0] >= held[1]:  # noqa: PLR2004 - a pair
            raise self.wrong("goalposts", key)
        return float(held[0]), float(held[1])

    def _choice(self, key: str, known: list[Direction] | list[Theme], code: str) -> str:
        found = self.text(key, "")
        if found not in known:
            raise self.wrong(code, key, found=found, known=" ".join(known))
        return found

    def _require_type(self, key: str, found: Any, default: Any) -> None:
        if isinstance(default, bool):
            if not isinstance(found, bool):
                raise self.wrong("not_boolean", key, found=found)
        elif isinstance(default, int | float):
            self.number(key, 0)
        elif isinstance(default, str):
            self.text(key, "")


def _known(takes: Mapping[str, Any]) -> dict[str, str]:
    return {"known": ", ".join(takes)} if takes else {}


def _is_number(found: Any) -> bool:
    return isinstance(found, int | float) and not isinstance(found, bool) and math.isfinite(found)
