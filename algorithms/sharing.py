"""The parameter by which a method is told who will see what it makes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import QgsProcessingParameterEnum

from ..layers.language import translate

if TYPE_CHECKING:
    from qgis.core import QgsProcessingContext

    from .algorithm import Algorithm

# Literal copies of what `hotspots.shared` defines, so that QGIS starts without geopandas; a test holds them equal.
MODES = ("shared", "internal")
SHARED, INTERNAL = MODES


def add_mode(algorithm: Algorithm, help_text: str, default: str = INTERNAL) -> None:
    """Add the choice who will see the result."""
    algorithm.add(
        QgsProcessingParameterEnum(
            "MODE",
            translate("algorithms", "Who will see the result"),
            list(MODES),
            defaultValue=default,
            usesStaticStrings=True,
        ),
        help_text,
    )


def read_mode(algorithm: Algorithm, parameters: dict[str, Any], context: QgsProcessingContext) -> str:
    """Read who will see the result."""
    return str(algorithm.parameterAsEnumString(parameters, "MODE", context))
