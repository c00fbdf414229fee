"""Canonical tables from a PostGIS schema to their GeoPackage."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import QgsProcessingParameterFileDestination

from ..layers.language import translate
from ..layers.postgis import session
from ..safeguards.messages import note
from .algorithm import Algorithm, tell
from .database import add_database, check_database, read_database
from .job import private_folder, publish_file

if TYPE_CHECKING:
    from qgis.core import QgsProcessingContext, QgsProcessingFeedback

    from ..layers.postgis import Database
    from ..safeguards.messages import Message
    from ..safeguards.watch import Watch

_READING = 0.7  # share of the time that reading the database takes


class ReadPostgis(Algorithm):
    """Reads the registers of a schema back to the GeoPackage they came from."""

    _database: Database
    _schema: str

    def displayName(self) -> str:
        """Name in the toolbox."""
        return translate("algorithms", "Read registers from PostGIS")

    def shortHelpString(self) -> str:
        """What it does."""
        return translate(
            "algorithms",
            "Reads the tables that Write registers to PostGIS wrote to a schema, as they stand at one moment, into a "
            "GeoPackage of registers: the same as the one that was written, ready for Assess loaded registers.",
        )

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: ARG002  signature of QGIS
        """Declare the parameters."""
        add_database(self)
        self.add(
            QgsProcessingParameterFileDestination(
                "OUTPUT", translate("algorithms", "Registers"), "GeoPackage (*.gpkg)"
            ),
            translate("algorithms", "GeoPackage with one layer per table."),
        )

    def check(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        """Refuse a connection QGIS does not have."""
        check_database(self, parameters, context)

    def prepare_inputs(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        """Find the way to the database."""
        self._database, self._schema = read_database(self, parameters, context)

    def process(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Read the schema and write the GeoPackage."""
        target = Path(self.parameterAsFileOutput(parameters, "OUTPUT", context))
        with private_folder(target.parent) as folder, session(self._database) as held:
            made = folder / target.name

            def read(watch: Watch) -> Message:
                from ..layers.postgis_reading import read_schema  # noqa: PLC0415  loads geopandas
                from ..registers.store import peildatum_of, write_layers  # noqa: PLC0415  loads geopandas

                layers = read_schema(held, self._schema, watch.part(0, _READING))
                peildatum = peildatum_of(layers)
                write_layers(layers, peildatum, made, watch.part(_READING, 1))
                return note(
                    "postgis_read",
                    schema=self._schema,
                    connection=self._database.name,
                    n=len(layers),
                    rows=sum(len(layer.frame) for layer in layers),
                    peildatum=peildatum.isoformat(),
                )

            tell([self.work(read, feedback)], feedback)
            publish_file(made, target)
        return {"OUTPUT": str(target)}
