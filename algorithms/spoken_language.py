"""The parameter that says in which language a result is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import QgsProcessingParameterEnum

from ..layers.language import language, translate

if TYPE_CHECKING:
    from qgis.core import QgsProcessingContext

    from .algorithm import Algorithm

LANGUAGES = ("", "nl", "en")


def add_language(algorithm: Algorithm, label: str) -> None:
    """Add the choice of a language; empty is that of QGIS."""
    algorithm.add(
        QgsProcessingParameterEnum(
            "LANGUAGE", label, list(LANGUAGES), defaultValue="", optional=True, usesStaticStrings=True
        ),
        translate("algorithms", "nl or en. Empty: the language of QGIS."),
        advanced=True,
    )


def read_language(algorithm: Algorithm, parameters: dict[str, Any], context: QgsProcessingContext) -> str:
    """Give "nl" or "en"."""
    return algorithm.parameterAsEnumString(parameters, "LANGUAGE", context) or language()
