"""Which locations of a layer may be chosen, by an expression of the user."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from qgis.core import NULL, QgsExpression

from ..safeguards.messages import refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from qgis.core import QgsProcessingContext

    from ..registers.raw import Raw
    from .algorithm import Algorithm

COLUMN = "locatierisico_which"
_LISTEN_EVERY = 2000  # features between two looks at cancel


def marked(
    algorithm: Algorithm, parameters: dict[str, Any], context: QgsProcessingContext, raw: Raw, stop: Callable[[], None]
) -> tuple[Raw, str]:
    """Mark the rows of the layer of locations for which the expression holds.

    Args:
        algorithm: With the parameters `STOPS` and `WHICH`.
        parameters: As given.
        context: As given.
        raw: The layer as it was read.
        stop: Raises where the user cancelled.

    Returns:
        The layer with a column more, and its name; the layer itself and nothing where there is no expression.

    Raises:
        RefusedError: The expression cannot be read, or gives an error for a location.

    """
    said = algorithm.parameterAsExpression(parameters, "WHICH", context)
    if not said.strip():
        return raw, ""
    source = algorithm.parameterAsSource(parameters, "STOPS", context)
    expression, scope = QgsExpression(said), algorithm.createExpressionContext(parameters, context, source)
    if expression.hasParserError():
        raise refused("stops_expression", expression=said[:80], problem=expression.parserErrorString().strip()[:120])
    expression.prepare(scope)
    held = []
    for number, feature in enumerate(source.getFeatures()):
        if number % _LISTEN_EVERY == 0:
            stop()
        scope.setFeature(feature)
        value = expression.evaluate(scope)
        if expression.hasEvalError():
            raise refused("stops_expression", expression=said[:80], problem=expression.evalErrorString()[:120])
        held.append(value is not None and value != NULL and bool(value))
    return replace(raw, frame=raw.frame.assign(**{COLUMN: held})), COLUMN
