"""What the tools on routes share: their group in the toolbox."""

from __future__ import annotations

from ..layers.language import translate
from .algorithm import Algorithm


class RouteAlgorithm(Algorithm):
    """Base of the tools that send somebody out, or take in what came back."""

    def group(self) -> str:
        """Name of the group in the toolbox."""
        return translate("algorithms", "Routes")

    def groupId(self) -> str:
        """Id of the group; a promise."""
        return "routes"
