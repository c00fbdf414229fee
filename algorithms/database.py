"""The parameters that name a PostGIS schema, and what they were given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import QgsProcessingParameterDatabaseSchema, QgsProcessingParameterProviderConnection

from ..layers.language import translate
from ..layers.postgis import check_schema_name, find_database

if TYPE_CHECKING:
    from qgis.core import QgsProcessingContext

    from ..layers.postgis import Database
    from .algorithm import Algorithm


def add_database(algorithm: Algorithm) -> None:
    """Add the connection and the schema."""
    algorithm.add(
        QgsProcessingParameterProviderConnection(
            "CONNECTION", translate("algorithms", "Connection with the database"), "postgres"
        ),
        translate(
            "algorithms",
            "A PostgreSQL connection of QGIS, made in the Browser panel. Its password is used and nowhere kept.",
        ),
    )
    algorithm.add(
        QgsProcessingParameterDatabaseSchema(
            "SCHEMA",
            translate("algorithms", "Schema"),
            defaultValue="locatierisico",
            connectionParameterName="CONNECTION",
        ),
        translate("algorithms", "The schema of the database in which the registers stand, a table for each."),
    )


def check_database(algorithm: Algorithm, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
    """Refuse a connection QGIS does not have, and a name that no schema can bear; asks nothing of the database."""
    find_database(algorithm.parameterAsConnectionName(parameters, "CONNECTION", context))
    check_schema_name(algorithm.parameterAsSchema(parameters, "SCHEMA", context))


def read_database(
    algorithm: Algorithm, parameters: dict[str, Any], context: QgsProcessingContext
) -> tuple[Database, str]:
    """Give the database and the schema; on the main thread."""
    database = find_database(algorithm.parameterAsConnectionName(parameters, "CONNECTION", context))
    return database, algorithm.parameterAsSchema(parameters, "SCHEMA", context)
