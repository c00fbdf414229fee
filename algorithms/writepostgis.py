"""Canonical tables from their GeoPackage to a PostGIS schema."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import QgsProcessingOutputNumber, QgsProcessingParameterBoolean

from ..layers.language import translate
from ..layers.postgis import session
from ..safeguards.messages import CancelledError, note
from .algorithm import Algorithm, tell
from .assessmunicipality import registers_help, registers_parameter
from .database import add_database, check_database, read_database
from .given import check_file

if TYPE_CHECKING:
    from qgis.core import QgsProcessingContext, QgsProcessingFeedback

    from ..layers.postgis import Database
    from ..registers.store import Layer
    from ..safeguards.watch import Watch

_READING = 0.3  # share of the time that reading the GeoPackage takes


class WritePostgis(Algorithm):
    """Writes loaded registers to a schema, all of them or nothing."""

    _database: Database
    _schema: str

    def displayName(self) -> str:
        """Name in the toolbox."""
        return translate("algorithms", "Write registers to PostGIS")

    def shortHelpString(self) -> str:
        """What it does."""
        return translate(
            "algorithms",
            "Writes the tables that Load registers made to a schema of a PostGIS database: a table per register, with "
            "indices, in RD New, lists as text[]. Either all of it is written or nothing: when it is cancelled or "
            "fails the database is as it was. A schema with tables of somebody else is left alone.",
        )

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: ARG002  signature of QGIS
        """Declare the parameters."""
        self.add(registers_parameter(optional=False), registers_help())
        add_database(self)
        self.add(
            QgsProcessingParameterBoolean(
                "OVERWRITE", translate("algorithms", "Overwrite registers that stand there"), defaultValue=False
            ),
            translate(
                "algorithms",
                "Replace registers that were written to this schema before. Other tables in it are never touched.",
            ),
        )
        self.addOutput(QgsProcessingOutputNumber("TABLES", translate("algorithms", "Number of tables written")))
        self.addOutput(QgsProcessingOutputNumber("ROWS", translate("algorithms", "Number of rows written")))

    def check(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        """Refuse registers that cannot be read and a connection QGIS does not have."""
        check_file(Path(self.parameterAsFile(parameters, "REGISTERS", context)), context)
        check_database(self, parameters, context)

    def prepare_inputs(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        """Find the way to the database."""
        self._database, self._schema = read_database(self, parameters, context)

    def process(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Read the GeoPackage, write the schema, and let it stand after a last look at cancel."""
        path = Path(self.parameterAsFile(parameters, "REGISTERS", context))
        overwrite = self.parameterAsBool(parameters, "OVERWRITE", context)
        with session(self._database) as held:

            def write(watch: Watch) -> list[Layer]:
                from ..layers.postgis_writing import write_schema  # noqa: PLC0415  loads geopandas
                from ..registers.store import read_layers  # noqa: PLC0415  loads geopandas

                watch.at(0)
                layers = read_layers(path)
                write_schema(held, self._schema, layers, watch.part(_READING, 1), overwrite=overwrite)
                return layers

            layers = self.work(write, feedback)
            if feedback.isCanceled():
                raise CancelledError
            held.commit()
        rows = sum(len(layer.frame) for layer in layers)
        told = note("postgis_written", schema=self._schema, connection=self._database.name, n=len(layers), rows=rows)
        tell([told], feedback)
        return {"TABLES": len(layers), "ROWS": rows}
