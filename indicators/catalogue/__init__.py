"""The catalogue of indicators: one file each, found by itself."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..model import Indicator


@cache
def _found() -> tuple[Indicator, ...]:
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return tuple(importlib.import_module(f".{name}", __name__).INDICATOR for name in names)


def catalogue() -> dict[str, Indicator]:
    """Give every indicator by its id, sorted by id."""
    return {indicator.id: indicator for indicator in sorted(_found(), key=lambda found: found.id)}
