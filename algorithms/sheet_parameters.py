"""The parameters of map sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import (
    Qgis,
    QgsProcessingOutputFile,
    QgsProcessingOutputFolder,
    QgsProcessingParameterDateTime,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ..layers.language import translate
from .spoken_language import add_language

if TYPE_CHECKING:
    from .algorithm import Algorithm

KINDS = ("overview", "areas", "hotspots", "locations", "routes", "method")
KINDS_AT_FIRST = ("overview", "areas", "method")
FORMATS = ("booklet", "pdf", "png", "svg", "xlsx", "csv")
FORMATS_AT_FIRST = ("booklet", "xlsx")
PAPERS, ORIENTATIONS, MODES = ("A4", "A3"), ("landscape", "portrait"), ("internal", "shared")
TOP, DPI = 10, 200
LOWEST_DPI, HIGHEST_DPI = 100, 600  # below it letters are joined, and "fi" as one sign is not found in a PDF
MOST_TOP = 500


def add_what(algorithm: Algorithm) -> None:
    """Add what sheets are made of, and which."""
    folder, file = Qgis.ProcessingFileParameterBehavior.Folder, Qgis.ProcessingFileParameterBehavior.File
    algorithm.add(
        QgsProcessingParameterFile(
            "RESULTS", translate("algorithms", "Results of an assessment"), folder, optional=True
        ),
        translate(
            "algorithms",
            "The folder of a run (also: results.gpkg in it, or a layer of it; a folder of runs gives "
            "the newest). Empty: "
            "the newest run whose layers are in the project.",
        ),
    )
    _add_choice(
        algorithm,
        "WHICH",
        translate("algorithms", "Kinds of sheet"),
        KINDS,
        KINDS_AT_FIRST,
        translate(
            "algorithms",
            "overview: the municipality. areas: one sheet per area. hotspots: where incidents "
            "concentrate. locations: the "
            "highest units, or those named. routes: a plan of inspections. method: formulas, "
            "weights, sources and limits.",
        ),
        several=True,
    )
    algorithm.add(
        QgsProcessingParameterString("AREAS", translate("algorithms", "Only these areas"), optional=True),
        translate(
            "algorithms",
            "Names or ids of areas, with a semicolon between: only they get a sheet, and the highest "
            "locations are sought "
            "in them. Empty: all.",
        ),
    )
    algorithm.add(
        QgsProcessingParameterString("UNITS", translate("algorithms", "Only these locations"), optional=True),
        translate("algorithms", "Ids of locations (unit_id), with a semicolon between. Empty: the highest."),
    )
    algorithm.add(
        QgsProcessingParameterNumber(
            "TOP",
            translate("algorithms", "How many of the highest locations"),
            Qgis.ProcessingNumberParameterType.Integer,
            defaultValue=TOP,
            minValue=1,
            maxValue=MOST_TOP,
        ),
        translate("algorithms", "For location sheets, where no locations are named."),
    )
    algorithm.add(
        QgsProcessingParameterFile(
            "REGISTERS",
            translate("algorithms", "Loaded registers"),
            file,
            fileFilter="GeoPackage (*.gpkg)",
            optional=True,
        ),
        translate(
            "algorithms",
            "registers.gpkg of Load registers: the location sheets look into it, and its BGT and BAG "
            "are the background of "
            "the maps.",
        ),
    )
    algorithm.add(
        QgsProcessingParameterFile("ROUTES", translate("algorithms", "Plan of inspections"), folder, optional=True),
        translate("algorithms", "For route sheets: the folder of a plan, or routes.gpkg in it."),
    )
    algorithm.add(
        QgsProcessingParameterFile(
            "NATIONAL",
            translate("algorithms", "National reference"),
            file,
            fileFilter="CSV (*.csv)",
            optional=True,
        ),
        translate(
            "algorithms",
            "CSV with area_type, indicator, value, date and source: what the profile of an area is held beside. Values "
            "in the unit of the layer areas of the results.",
        ),
        advanced=True,
    )


def add_form(algorithm: Algorithm) -> None:
    """Add how sheets come on paper."""
    _add_choice(
        algorithm, "PAPER", translate("algorithms", "Paper"), PAPERS, PAPERS[0], translate("algorithms", "A4 or A3.")
    )
    _add_choice(
        algorithm,
        "ORIENTATION",
        translate("algorithms", "Orientation"),
        ORIENTATIONS,
        ORIENTATIONS[0],
        translate("algorithms", "landscape: map and words beside each other. portrait: below each other."),
    )
    _add_choice(
        algorithm,
        "MODE",
        translate("algorithms", "Who may see them"),
        MODES,
        MODES[0],
        translate(
            "algorithms",
            "internal: for use inside the municipality. shared: for partners; counts of 1 to 4 are not told, no single "
            "location is ranked, no WOZ value is shown and areas of under 5 objects are left out.",
        ),
    )
    _add_choice(
        algorithm,
        "FORMATS",
        translate("algorithms", "Formats"),
        FORMATS,
        FORMATS_AT_FIRST,
        translate(
            "algorithms",
            "booklet: one PDF of all pages with bookmarks. pdf: one georeferenced PDF per page. png "
            "and svg: one picture "
            "per page. xlsx: a workbook of areas, units, scores, explanations, messages and recipe. csv: the same as "
            "plain tables.",
        ),
        several=True,
    )
    add_language(algorithm, translate("algorithms", "Language of the sheets"))
    algorithm.add(
        QgsProcessingParameterFile(
            "TEMPLATE",
            translate("algorithms", "Template of the municipality"),
            Qgis.ProcessingFileParameterBehavior.File,
            fileFilter="QGIS (*.qpt)",
            optional=True,
        ),
        translate(
            "algorithms",
            "A .qpt with a map, which speaks through variables such as @lr_title and @lr_score. What "
            "every page must bear "
            "and the template lacks is added along its lower edge. Empty: our own layouts, or those "
            "in the Layout Manager.",
        ),
        advanced=True,
    )
    algorithm.add(
        QgsProcessingParameterMultipleLayers(
            "BACKGROUND", translate("algorithms", "Own background"), Qgis.ProcessingSourceType.MapLayer, optional=True
        ),
        translate("algorithms", "Layers drawn below everything in the place of our background, topmost first."),
        advanced=True,
    )
    algorithm.add(
        QgsProcessingParameterNumber(
            "DPI",
            translate("algorithms", "Dots per inch"),
            Qgis.ProcessingNumberParameterType.Integer,
            defaultValue=DPI,
            minValue=LOWEST_DPI,
            maxValue=HIGHEST_DPI,
        ),
        translate("algorithms", "Of pictures, and of what of a map is drawn as a picture."),
        advanced=True,
    )


def add_marks(algorithm: Algorithm) -> None:
    """Add what every page bears."""
    for name, label, help_text in (
        (
            "CLASSIFICATION",
            translate("algorithms", "Classification"),
            translate("algorithms", "Mark of confidentiality on every page. Empty: a mark that goes with the mode."),
        ),
        (
            "PURPOSE",
            translate("algorithms", "Purpose"),
            translate("algorithms", "What the sheets are for; on every page. Empty: as in the recipe of the results."),
        ),
        (
            "AUTHOR",
            translate("algorithms", "Author"),
            translate("algorithms", "Who made the sheets; on every page. Empty: as in the recipe of the results."),
        ),
    ):
        algorithm.add(QgsProcessingParameterString(name, label, optional=True), help_text)
    algorithm.add(
        QgsProcessingParameterDateTime(
            "EXPIRES",
            translate("algorithms", "Not to be used from"),
            Qgis.ProcessingDateTimeParameterDataType.Date,
            optional=True,
        ),
        translate(
            "algorithms",
            "From this date the sheets should no longer be used (yyyy-mm-dd); on every page. Empty: as in the recipe.",
        ),
    )


def add_output(algorithm: Algorithm) -> None:
    """Add where it all goes."""
    algorithm.add(
        QgsProcessingParameterFolderDestination("OUTPUT", translate("algorithms", "Folder")),
        translate("algorithms", "The sheets come in a new folder in it, named after the results."),
    )
    algorithm.addOutput(QgsProcessingOutputFolder("FOLDER", translate("algorithms", "Folder of the sheets")))
    algorithm.addOutput(QgsProcessingOutputFile("BOOKLET", translate("algorithms", "Booklet")))
    algorithm.addOutput(QgsProcessingOutputFile("WORKBOOK", translate("algorithms", "Workbook")))


def _add_choice(
    algorithm: Algorithm,
    name: str,
    label: str,
    options: tuple[str, ...],
    default: str | tuple[str, ...],
    help_text: str,
    *,
    several: bool = False,
) -> None:
    algorithm.add(
        QgsProcessingParameterEnum(
            name,
            label,
            list(options),
            allowMultiple=several,
            defaultValue=list(default) if several else default,
            usesStaticStrings=True,
        ),
        help_text,
    )
