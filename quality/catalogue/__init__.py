"""The checks: a file per register or family, each with its CHECKS, found by themselves."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import TYPE_CHECKING

from ..model import Family, Register

if TYPE_CHECKING:
    from ..model import Check


@cache
def _found() -> tuple[Check, ...]:
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return tuple(check for name in names for check in importlib.import_module(f".{name}", __name__).CHECKS)


def catalogue() -> dict[str, Check]:
    """Give every check by its id: by register, then by family."""
    registers, families = list(Register), list(Family)
    ordered = sorted(_found(), key=lambda check: (registers.index(check.register), families.index(check.family)))
    return {check.id: check for check in ordered}
