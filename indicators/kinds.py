"""Which kinds of incident count for which theme."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from ..safeguards.messages import refused
from .model import Theme

if TYPE_CHECKING:
    from collections.abc import Mapping

_SHIPPED = Path(__file__).with_name("kinds.toml")


def read_kinds(path: Path | None = None) -> Mapping[str, frozenset[Theme]]:
    """Read which kinds of incident count, and for which themes.

    Args:
        path: TOML file of a municipality: theme = list of kinds. None is the shipped file, for common Dutch kinds.

    Returns:
        Kind in lower case without spaces around it -> its themes, sorted by kind. A kind that is not in it does
        not count.

    Raises:
        RefusedError: The file cannot be read as TOML, names an unknown theme, or gives a theme no list of texts.

    """
    source = _SHIPPED if path is None else path
    kinds: dict[str, frozenset[Theme]] = {}
    for name, listed in _read(source).items():
        if name not in set(Theme):
            raise refused("catalogue_kinds_theme", file=source.name, theme=name, themes=", ".join(Theme))
        if not isinstance(listed, list) or not all(isinstance(kind, str) for kind in listed):
            raise refused("catalogue_kinds_list", file=source.name, theme=name)
        for kind in listed:
            key = kind.strip().lower()
            kinds[key] = kinds.get(key, frozenset()) | {Theme(name)}
    return dict(sorted(kinds.items()))


def _read(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise refused("catalogue_kinds_unreadable", file=path.name, reason=str(error.strerror or error)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise refused("catalogue_kinds_unreadable", file=path.name, reason=str(error)) from error
