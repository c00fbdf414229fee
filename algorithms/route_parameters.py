"""What a planner of inspections may choose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import (
    Qgis,
    QgsProcessingOutputFile,
    QgsProcessingOutputFolder,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterDateTime,
    QgsProcessingParameterEnum,
    QgsProcessingParameterExpression,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterFile,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ..layers.language import translate

if TYPE_CHECKING:
    from .algorithm import Algorithm

MODES = ("action", "tour")
ROUNDS = ("day", "dark")
ENGINES = ("auto", "pyvrp", "own")
FIELDS = ("PRIORITY", "SERVICE", "WINDOW_START", "WINDOW_END", "OPENING_HOURS", "SKILL", "MANDATORY")
SOURCES = ("STOPS", "AREAS", "ROADS", "ADDRESSES", "LISTS", "VISITS", "TEAMS", "PINNED", "EARLIER")


def add_stops(algorithm: Algorithm) -> None:
    """Add what may be visited, and what is known of it."""
    algorithm.add(
        QgsProcessingParameterFeatureSource(
            "STOPS", translate("algorithms", "Locations"), [Qgis.ProcessingSourceType.VectorAnyGeometry]
        ),
        translate(
            "algorithms",
            "Units of an assessment (layer units of results.gpkg), or any layer of locations: panden, complexes or "
            "points. A location with nothing but a dwelling never becomes a stop.",
        ),
    )
    _add_fields(algorithm)
    algorithm.add(
        QgsProcessingParameterNumber(
            "TOP",
            translate("algorithms", "How many locations (0 is all)"),
            Qgis.ProcessingNumberParameterType.Integer,
            defaultValue=20,
            minValue=0,
        ),
        translate("algorithms", "The locations with the highest priority; mandatory ones come besides."),
    )
    algorithm.add(
        QgsProcessingParameterFeatureSource(
            "AREAS",
            translate("algorithms", "Only within these areas"),
            [Qgis.ProcessingSourceType.VectorPolygon],
            optional=True,
        ),
        translate("algorithms", "Areas of the assessment, a selection of them, or areas drawn on the map."),
    )
    algorithm.add(
        QgsProcessingParameterExpression(
            "WHICH", translate("algorithms", "Only these locations"), parentLayerParameterName="STOPS", optional=True
        ),
        translate(
            "algorithms",
            "Only locations for which this holds are chosen. Unlike with a selection of the layer, control stops are "
            "drawn among the others.",
        ),
        advanced=True,
    )


def _add_fields(algorithm: Algorithm) -> None:
    for name, label, help_text in (
        (
            "PRIORITY",
            translate("algorithms", "Priority field"),
            translate(
                "algorithms",
                "A number, the higher the sooner, 0 or more. Left empty: risk_score where that is a field, else every "
                "location counts the same.",
            ),
        ),
        (
            "SERVICE",
            translate("algorithms", "Minutes field"),
            translate("algorithms", "How long a visit takes, minutes. Where it is empty the two numbers below count."),
        ),
        (
            "WINDOW_START",
            translate("algorithms", "From field"),
            translate("algorithms", "Moment from which a visit may begin: 9:00, 0900 or a time."),
        ),
        (
            "WINDOW_END",
            translate("algorithms", "Until field"),
            translate("algorithms", "Moment before which a visit must have ended."),
        ),
        (
            "OPENING_HOURS",
            translate("algorithms", "Opening hours field"),
            translate("algorithms", "Per weekday, such as: ma-vr 09:00-17:00; za 10:00-16:00; zo gesloten."),
        ),
        (
            "SKILL",
            translate("algorithms", "Skills field"),
            translate("algorithms", "What the team must have, separated by commas, such as: bouw, milieu."),
        ),
        (
            "MANDATORY",
            translate("algorithms", "Mandatory field"),
            translate("algorithms", "Locations that must be visited whatever their priority: ja or nee, 1 or 0."),
        ),
    ):
        algorithm.add(
            QgsProcessingParameterField(name, label, parentLayerParameterName="STOPS", optional=True), help_text
        )


def add_visit(algorithm: Algorithm) -> None:
    """Add how long a visit takes, and the kind of round."""
    real = Qgis.ProcessingNumberParameterType.Double
    algorithm.add(
        QgsProcessingParameterEnum(
            "MODE",
            translate("algorithms", "Kind of inspection"),
            list(MODES),
            defaultValue=MODES[0],
            usesStaticStrings=True,
        ),
        translate(
            "algorithms",
            "action: street by street, walked from one parking place, as integral inspections go. tour: by car across "
            "town, from stop to stop.",
        ),
    )
    algorithm.add(
        QgsProcessingParameterEnum(
            "ROUND", translate("algorithms", "Round"), list(ROUNDS), defaultValue=ROUNDS[0], usesStaticStrings=True
        ),
        translate(
            "algorithms",
            "day: visits within the opening hours. dark: a round after dark to look from the street; opening hours do "
            "not count and nobody is visited.",
        ),
    )
    algorithm.add(
        QgsProcessingParameterNumber(
            "SERVICE_BASE", translate("algorithms", "Minutes per visit"), real, defaultValue=10, minValue=0
        ),
        translate("algorithms", "What every visit takes, apart from what each business in it adds."),
        advanced=True,
    )
    algorithm.add(
        QgsProcessingParameterNumber(
            "SERVICE_PER_ADDRESS", translate("algorithms", "Minutes per business"), real, defaultValue=8, minValue=0
        ),
        translate("algorithms", "Added for every business verblijfsobject in the pand or complex."),
        advanced=True,
    )


def add_people(algorithm: Algorithm) -> None:
    """Add who is there, and when."""
    algorithm.add(
        QgsProcessingParameterFeatureSource(
            "TEAMS",
            translate("algorithms", "Teams (table)"),
            [Qgis.ProcessingSourceType.Vector],
            optional=True,
        ),
        translate(
            "algorithms",
            "A row a team: name, start, end (address, or x and y), shift_from, shift_to, break_minutes, break_from, "
            "break_to, skills, max_stops, days. Without teams: one team from 9:00 to 16:30 with half an hour of break.",
        ),
    )
    algorithm.add(
        QgsProcessingParameterFile(
            "TEAMS_FILE",
            translate("algorithms", "Teams (JSON)"),
            Qgis.ProcessingFileParameterBehavior.File,
            fileFilter="JSON (*.json)",
            optional=True,
        ),
        translate("algorithms", "The same as a list in a JSON file, instead of the table."),
    )
    algorithm.add(
        QgsProcessingParameterDateTime(
            "DATE", translate("algorithms", "First day"), Qgis.ProcessingDateTimeParameterDataType.Date, optional=True
        ),
        translate("algorithms", "The day of the inspection, which decides the opening hours; today where not given."),
    )
    algorithm.add(
        QgsProcessingParameterNumber(
            "DAYS",
            translate("algorithms", "Working days"),
            Qgis.ProcessingNumberParameterType.Integer,
            defaultValue=1,
            minValue=1,
            maxValue=20,
        ),
        translate("algorithms", "Over how many working days the inspection is spread, Monday to Friday."),
    )
    algorithm.add(
        QgsProcessingParameterBoolean("PAIRS", translate("algorithms", "In pairs"), defaultValue=False),
        translate("algorithms", "The rows are inspectors, who go two by two, with the skills of both."),
        advanced=True,
    )
    algorithm.add(
        QgsProcessingParameterBoolean("BALANCE", translate("algorithms", "Spread evenly"), defaultValue=False),
        translate("algorithms", "Spread the work evenly over the teams, at the cost of some time under way."),
        advanced=True,
    )


def add_town(algorithm: Algorithm) -> None:
    """Add roads, and what stands beside the locations."""
    kinds = Qgis.ProcessingSourceType
    for name, label, kind, help_text in (
        (
            "ROADS",
            translate("algorithms", "Roads"),
            kinds.VectorLine,
            translate(
                "algorithms",
                "Wegvakken of the NWB, with rijrichting and wegbeheerder. Without roads the distance as the crow "
                "flies counts 1.3 times, which the results say.",
            ),
        ),
        (
            "ADDRESSES",
            translate("algorithms", "Addresses"),
            kinds.VectorPoint,
            translate(
                "algorithms",
                "Verblijfsobjecten of the BAG: which businesses are in a pand, and where somebody lives.",
            ),
        ),
        (
            "LISTS",
            translate("algorithms", "Lists"),
            kinds.Vector,
            translate("algorithms", "Lists of the municipality by BAG id (lijsten): an earlier inspection, a permit."),
        ),
        (
            "VISITS",
            translate("algorithms", "Earlier visits"),
            kinds.Vector,
            translate(
                "algorithms",
                "What Import visits made of earlier rounds: the last visit of each location, and how many control "
                "visits are in.",
            ),
        ),
        (
            "PINNED",
            translate("algorithms", "Fixed stops"),
            kinds.Vector,
            translate(
                "algorithms",
                "Layer stops of an earlier plan, or a table with stop_id, team, day and number: these stay with that "
                "team on that day, in that order among themselves, and the rest is planned around them.",
            ),
        ),
        (
            "EARLIER",
            translate("algorithms", "Control stops of an earlier plan"),
            kinds.Vector,
            translate(
                "algorithms",
                "Table controls in planner.gpkg of the plan that this one goes on with: its control stops stay what "
                "they are, and none are drawn anew.",
            ),
        ),
    ):
        algorithm.add(QgsProcessingParameterFeatureSource(name, label, [kind], optional=True), help_text)
    algorithm.add(
        QgsProcessingParameterFile(
            "SPEEDS",
            translate("algorithms", "Speeds (JSON)"),
            Qgis.ProcessingFileParameterBehavior.File,
            fileFilter="JSON (*.json)",
            optional=True,
        ),
        translate(
            "algorithms",
            "Speeds in km/h by wegbeheerdersoort inside and outside the built-up area, and on foot, instead of ours.",
        ),
        advanced=True,
    )


def add_solving(algorithm: Algorithm) -> None:
    """Add control stops, and how the routes are sought."""
    whole = Qgis.ProcessingNumberParameterType.Integer
    algorithm.add(
        QgsProcessingParameterString(
            "CONTROL_SHARE", translate("algorithms", "Control stops (%)"), defaultValue="auto", optional=True
        ),
        translate(
            "algorithms",
            "Share of the stops drawn at random outside the top, to learn whether the list beats chance. auto: 25 "
            "until 60 control visits are in, then 15. Only planner.gpkg says which they are. Keep it from who goes, "
            "and the assessment with it: what is not in the top of the list can only be a control stop.",
        ),
    )
    algorithm.add(
        QgsProcessingParameterNumber(
            "SEED", translate("algorithms", "Seed"), whole, defaultValue=1, minValue=0, maxValue=2**31 - 1
        ),
        translate(
            "algorithms",
            "Of the draw of control stops and of the search. The same seed and the same locations give the same "
            "control stops; they give the same routes where the search ended before its time, and a message tells "
            "when it did not.",
        ),
        advanced=True,
    )
    algorithm.add(
        QgsProcessingParameterNumber(
            "TIME_LIMIT", translate("algorithms", "Search time (s)"), whole, defaultValue=10, minValue=1, maxValue=3600
        ),
        translate("algorithms", "How long better routes are sought. Cancel keeps the best so far."),
        advanced=True,
    )
    algorithm.add(
        QgsProcessingParameterEnum(
            "ENGINE", translate("algorithms", "Solver"), list(ENGINES), defaultValue=ENGINES[0], usesStaticStrings=True
        ),
        translate(
            "algorithms",
            "pyvrp: the PyVRP package, where it is installed. own: the plugin's own heuristic. auto: PyVRP where it is "
            "there. The same checker looks at the plans of both.",
        ),
        advanced=True,
    )


def add_output(algorithm: Algorithm) -> None:
    """Add the folder, and what a model may take from it."""
    algorithm.add(
        QgsProcessingParameterFolderDestination("OUTPUT", translate("algorithms", "Folder for results")),
        translate("algorithms", "Every run makes a subfolder of its own here, and overwrites nothing."),
    )
    algorithm.add(
        QgsProcessingParameterBoolean(
            "LOAD", translate("algorithms", "Add the results to the project"), defaultValue=True, optional=True
        ),
        translate("algorithms", "In the desktop, add a group with the styled layers of this run."),
        advanced=True,
    )
    algorithm.addOutput(QgsProcessingOutputFolder("RUN", translate("algorithms", "Folder of this run")))
    algorithm.addOutput(QgsProcessingOutputFile("ROUTES", translate("algorithms", "Routes (GeoPackage)")))
