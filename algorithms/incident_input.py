"""The parameters by which every method on incidents is told which incidents count, and when they happened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import (
    Qgis,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterDateTime,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
)
from qgis.PyQt.QtCore import QDate

from ..layers.language import translate
from ..layers.sinks import source_raw
from ..safeguards.messages import refused
from .given import read_date, read_peildatum

if TYPE_CHECKING:
    from collections.abc import Callable

    from qgis.core import QgsProcessingContext

    from ..registers.raw import Raw
    from .algorithm import Algorithm


def add_incidents(algorithm: Algorithm) -> None:
    """Add the layer with incidents."""
    point = Qgis.ProcessingSourceType.VectorPoint
    algorithm.add(
        QgsProcessingParameterFeatureSource("INPUT", translate("algorithms", "Incidents"), [point]),
        translate("algorithms", "Points, one per incident."),
    )


def add_study_area(algorithm: Algorithm, help_text: str) -> None:
    """Add the area in which incidents could have been reported."""
    algorithm.add(
        QgsProcessingParameterFeatureSource(
            "STUDY_AREA",
            translate("algorithms", "Study area"),
            [Qgis.ProcessingSourceType.VectorPolygon],
            optional=True,
        ),
        help_text,
    )


def add_weight(algorithm: Algorithm) -> None:
    """Add the field with what an incident counts for."""
    label = translate("algorithms", "Field with a weight per point")
    add_amounts(algorithm, "WEIGHT", label, translate("algorithms", "What a point counts for; without it one."))


def add_amounts(algorithm: Algorithm, name: str, label: str, help_text: str, *, layer: str = "INPUT") -> None:
    """Add a field with numbers of a layer, which need not be given."""
    algorithm.add(
        QgsProcessingParameterField(
            name,
            label,
            parentLayerParameterName=layer,
            type=Qgis.ProcessingFieldParameterDataType.Numeric,
            optional=True,
        ),
        help_text,
        advanced=True,
    )


def add_moments(algorithm: Algorithm) -> None:
    """Add the fields with moments, the period, and whether discovered incidents count; all optional."""
    fields = (
        (
            "BEGIN",
            translate("algorithms", "Field with the begin"),
            translate(
                "algorithms",
                "Date, or date and time. Without it a field is looked for by its name, such as begin, datum or date.",
            ),
        ),
        (
            "END",
            translate("algorithms", "Field with the end"),
            translate(
                "algorithms",
                "Where the moment is known only as a window. The incident is spread over it. Without it a field is "
                "looked for by its name, such as eind or datum_tot.",
            ),
        ),
        (
            "HERKOMST",
            translate("algorithms", "Field with the herkomst"),
            translate(
                "algorithms",
                "Tells what was reported (gemeld) from what inspectors discovered themselves (ontdekt). Without it a "
                "field named herkomst is looked for.",
            ),
        ),
    )
    any_type = Qgis.ProcessingFieldParameterDataType.Any
    for name, label, help_text in fields:
        algorithm.add(
            QgsProcessingParameterField(name, label, parentLayerParameterName="INPUT", type=any_type, optional=True),
            help_text,
            advanced=name != "BEGIN",
        )
    day = Qgis.ProcessingDateTimeParameterDataType.Date
    algorithm.add(
        QgsProcessingParameterDateTime("FROM", translate("algorithms", "First day"), day, optional=True),
        translate("algorithms", "First day that counts (yyyy-mm-dd). Empty: that of the first incident."),
    )
    algorithm.add(
        QgsProcessingParameterDateTime("UNTIL", translate("algorithms", "Last day"), day, optional=True),
        translate("algorithms", "Last day that counts (yyyy-mm-dd). Empty: that of the last incident."),
    )
    algorithm.add(
        QgsProcessingParameterBoolean(
            "DISCOVERED",
            translate("algorithms", "Count what inspectors discovered themselves"),
            defaultValue=False,
            optional=True,
        ),
        translate(
            "algorithms",
            "Off by default: what inspectors discover follows where they look. The messages say how many were left "
            "out.",
        ),
        advanced=True,
    )
    algorithm.add(
        QgsProcessingParameterDateTime(
            "PEILDATUM",
            translate("algorithms", "Reference date (peildatum)"),
            day,
            defaultValue=QDate.currentDate(),
            optional=True,
        ),
        translate("algorithms", "Incidents after this day lie in the future and are left out. Today where empty."),
        advanced=True,
    )


def read_choices(
    algorithm: Algorithm, parameters: dict[str, Any], context: QgsProcessingContext, *, weight: str = ""
) -> dict[str, Any]:
    """Read which incidents count, as keywords of `hotspots.events.Choices`.

    Args:
        algorithm: The algorithm with the parameters of `add_moments`.
        parameters: As given.
        context: As given.
        weight: Name of the parameter with the field of weights, where there is one.

    """
    fields = {"begin": "BEGIN", "end": "END", "herkomst": "HERKOMST", **({"weight": weight} if weight else {})}
    return {
        "peildatum": read_peildatum(algorithm, parameters, context),
        **{name: algorithm.parameterAsString(parameters, parameter, context) for name, parameter in fields.items()},
        "first": read_date(algorithm, parameters, "FROM", context),
        "last": read_date(algorithm, parameters, "UNTIL", context),
        "discovered": algorithm.parameterAsBool(parameters, "DISCOVERED", context),
    }


def read_layers(
    algorithm: Algorithm,
    parameters: dict[str, Any],
    context: QgsProcessingContext,
    cancelled: Callable[[], bool],
    *names: str,
) -> dict[str, Raw | None]:
    """Read the layers given for some parameters; None where an optional one is not given.

    Raises:
        CancelledError: The user cancelled.
        RefusedError: A layer that is needed cannot be found.

    """
    raws: dict[str, Raw | None] = {}
    for name in names:
        source = algorithm.parameterAsSource(parameters, name, context)
        raws[name] = source_raw(source, cancelled) if source else None
        optional = algorithm.parameterDefinition(name).flags() & Qgis.ProcessingParameterFlag.Optional
        if raws[name] is None and (not optional or parameters.get(name)):
            raise refused("algorithms_no_layer", parameter=name)
    return raws
