"""Locatierisico: which locations deserve attention in the fight against ondermijning, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .registers import native

if TYPE_CHECKING:
    from .plugin import LocatierisicoPlugin

native.bind()


def classFactory(iface: Any) -> LocatierisicoPlugin:
    """Give QGIS the plugin."""
    from .plugin import LocatierisicoPlugin  # noqa: PLC0415  QGIS imports this package before it wants the plugin

    return LocatierisicoPlugin(iface)
