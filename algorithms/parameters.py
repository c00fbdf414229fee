"""The parameters that several algorithms share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import (
    Qgis,
    QgsProcessingParameterDateTime,
    QgsProcessingParameterEnum,
    QgsProcessingParameterExtent,
    QgsProcessingParameterFile,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)
from qgis.PyQt.QtCore import QDate

from ..layers.language import translate

if TYPE_CHECKING:
    from .algorithm import Algorithm

# Literal copies of what the pure packages define, so that QGIS starts without geopandas; a test holds them equal.
REGISTERS = ("BAG", "BGT", "WOZ", "INCIDENTS", "AREAS", "ROADS", "BUURTEN", "LEEGSTAND", "VESTIGINGEN", "LISTS")
AREA_TYPES = ("bedrijventerrein", "buitengebied", "winkelgebied")
THEMES = ("kwetsbaarheid", "drugs", "uitbuiting", "vastgoed", "witwassen")
NORMALISATIONS = ("rank", "min_max", "robust_z", "winsorised", "goalposts")
AGGREGATIONS = ("arithmetic", "geometric")


def register_words() -> dict[str, tuple[str, str]]:
    """Give, per register, its label and its help."""
    return {
        "BAG": (
            translate("algorithms", "BAG: buildings and addresses"),
            translate(
                "algorithms",
                "The BAG as it was delivered: an extract (zip, or a folder with its XML), a bag-light GeoPackage, or "
                "answers of the WFS or the OGC API (GML, GeoJSON). The only register that cannot be missed.",
            ),
        ),
        "BGT": (
            translate("algorithms", "BGT: large-scale topography"),
            translate(
                "algorithms",
                "The BGT as downloaded (zip, folder or GML: CityGML or gmllight), as GeoJSON of the OGC API, "
                "GeoPackage or tables of NLExtract: wegdelen, terreindelen, bouwwerken and panden.",
            ),
        ),
        "WOZ": (
            translate("algorithms", "WOZ: values of real estate"),
            translate(
                "algorithms",
                "WOZ objects and their values for one or more waardepeildata: StUF-WOZ (XML), JSON of WOZ-bevragen or "
                "the waardeloket, CSV or XLSX. Owners and users are never read.",
            ),
        ),
        "INCIDENTS": (
            translate("algorithms", "Incidents"),
            translate(
                "algorithms",
                "Reports as a point layer, CSV or XLSX: kind, begin, end where known, and herkomst (gemeld or "
                "ontdekt). The place is a point, coordinates, or an address that is looked up in the BAG, offline.",
            ),
        ),
        "AREAS": (
            translate("algorithms", "Areas"),
            translate(
                "algorithms",
                "Polygons of industrial estates, shopping zones and countryside: IBIS, TOP10NL, Bestand Bodemgebruik, "
                "Locatus or your own. Without them the areas are derived from the BAG.",
            ),
        ),
        "ROADS": (
            translate("algorithms", "NWB: roads"),
            translate(
                "algorithms",
                "The wegvakken of the Nationaal Wegenbestand (NWB). Without it any layer of road lines: a network is "
                "made of it.",
            ),
        ),
        "BUURTEN": (
            translate("algorithms", "Neighbourhoods (CBS buurten)"),
            translate("algorithms", "The buurten of the CBS; they cut the countryside into areas."),
        ),
        "LEEGSTAND": (
            translate("algorithms", "Vacancy list"),
            translate("algorithms", "CSV or XLSX with the BAG id of each vacant address, and since when."),
        ),
        "VESTIGINGEN": (
            translate("algorithms", "Business establishments"),
            translate(
                "algorithms", "CSV or XLSX with the BAG id, SBI code and dates of establishments, without names."
            ),
        ),
        "LISTS": (
            translate("algorithms", "Other lists by BAG id"),
            translate(
                "algorithms",
                "CSV or XLSX lists of the municipality by BAG id, such as farms that stopped. Free text is not read.",
            ),
        ),
    }


def add_registers(algorithm: Algorithm, names: tuple[str, ...] = REGISTERS) -> None:
    """Add, per register, a parameter for files and one for project layers."""
    words = register_words()
    layers_of = translate("algorithms", "{register}, as project layers")
    for name in names:
        label, help_text = words[name]
        files = QgsProcessingParameterMultipleLayers(name, label, Qgis.ProcessingSourceType.File, optional=True)
        algorithm.add(files, help_text)
    for name in names:
        label, help_text = words[name]
        layers = QgsProcessingParameterMultipleLayers(
            f"{name}_LAYERS", layers_of.format(register=label), Qgis.ProcessingSourceType.Vector, optional=True
        )
        algorithm.add(layers, help_text, advanced=True)


def add_mapping(algorithm: Algorithm) -> None:
    """Add the files that say which column plays which role."""
    algorithm.add(
        QgsProcessingParameterMultipleLayers(
            "MAPPING",
            translate("algorithms", "Column mappings"),
            Qgis.ProcessingSourceType.File,
            optional=True,
        ),
        translate(
            "algorithms",
            "Files saved with Match columns: each says for one register which column plays which role, and is used for "
            "tables with those columns. Of a folder with such files those that fit are used.",
        ),
        advanced=True,
    )


def add_peildatum(algorithm: Algorithm) -> None:
    """Add the reference date."""
    algorithm.add(
        QgsProcessingParameterDateTime(
            "PEILDATUM",
            translate("algorithms", "Reference date (peildatum)"),
            Qgis.ProcessingDateTimeParameterDataType.Date,
            defaultValue=QDate.currentDate(),
            optional=True,
        ),
        translate("algorithms", "Current means current on this date (yyyy-mm-dd). Today where nothing is given."),
    )
    algorithm.add(
        QgsProcessingParameterEnum(
            "AREA_TYPE",
            translate("algorithms", "Area type of all polygons given"),
            ["", *AREA_TYPES],
            defaultValue="",
            optional=True,
            usesStaticStrings=True,
        ),
        translate(
            "algorithms", "Only for polygons that have no column with their type: then they are all of this type."
        ),
        advanced=True,
    )


def add_extent(algorithm: Algorithm) -> None:
    """Add the part of the registers that is read."""
    algorithm.add(
        QgsProcessingParameterExtent("EXTENT", translate("algorithms", "Extent to read"), optional=True),
        translate(
            "algorithms",
            "Only what touches this extent is read, for files that cover more than your municipality, such as the "
            "national bag-light. Take it a kilometre wider than the municipality. Empty is everything.",
        ),
        advanced=True,
    )


def add_assessment(algorithm: Algorithm) -> None:
    """Add what decides how locations are assessed."""
    algorithm.add(
        QgsProcessingParameterEnum(
            "SETS",
            translate("algorithms", "Indicator sets"),
            list(AREA_TYPES),
            allowMultiple=True,
            defaultValue=list(AREA_TYPES),
            optional=True,
            usesStaticStrings=True,
        ),
        translate("algorithms", "Which kinds of area are assessed, each with its own set of indicators."),
    )
    algorithm.add(
        QgsProcessingParameterEnum(
            "THEME", translate("algorithms", "Theme"), list(THEMES), defaultValue=THEMES[0], usesStaticStrings=True
        ),
        translate(
            "algorithms",
            "Attention for what: the general vulnerability of a location, or one theme with the indicators "
            "that speak to it.",
        ),
    )
    algorithm.add(
        QgsProcessingParameterFile(
            "SET_FILE", translate("algorithms", "Set file of the municipality (TOML)"), extension="toml", optional=True
        ),
        translate("algorithms", "A copy of a shipped set with weights and parameters of your own."),
        advanced=True,
    )
    algorithm.add(
        QgsProcessingParameterString("PRESET", translate("algorithms", "Preset"), defaultValue="", optional=True),
        translate(
            "algorithms",
            "Preset of weights: equal, without_incidents, incidents_only or a theme. Empty: the default of each set.",
        ),
        advanced=True,
    )
    algorithm.add(
        QgsProcessingParameterEnum(
            "NORMALISATION",
            translate("algorithms", "How values become scores"),
            list(NORMALISATIONS),
            defaultValue=NORMALISATIONS[0],
            usesStaticStrings=True,
        ),
        translate("algorithms", "By rank among locations of the same kind of area (the default), or an alternative."),
        advanced=True,
    )
    algorithm.add(
        QgsProcessingParameterEnum(
            "AGGREGATION",
            translate("algorithms", "How scores become one"),
            list(AGGREGATIONS),
            defaultValue=AGGREGATIONS[0],
            usesStaticStrings=True,
        ),
        translate("algorithms", "Weighted arithmetic mean (the default) or geometric mean."),
        advanced=True,
    )
    _add_sensitivity(algorithm)
    _add_purpose(algorithm)


def _add_sensitivity(algorithm: Algorithm) -> None:
    algorithm.add(
        QgsProcessingParameterNumber(
            "DRAWS",
            translate("algorithms", "Draws for the sensitivity interval"),
            Qgis.ProcessingNumberParameterType.Integer,
            defaultValue=1000,
            minValue=0,
            maxValue=100_000,
        ),
        translate("algorithms", "How often weights and choices are varied to see how firm a rank is."),
        advanced=True,
    )
    algorithm.add(
        QgsProcessingParameterNumber(
            "SEED",
            translate("algorithms", "Seed"),
            Qgis.ProcessingNumberParameterType.Integer,
            defaultValue=1,
            minValue=0,
        ),
        translate("algorithms", "Start of the random numbers: the same seed gives the same results."),
        advanced=True,
    )


def _add_purpose(algorithm: Algorithm) -> None:
    algorithm.add(
        QgsProcessingParameterString("PURPOSE", translate("algorithms", "Purpose"), optional=True),
        translate("algorithms", "What the results will be used for; kept in the recipe."),
        advanced=True,
    )
    algorithm.add(
        QgsProcessingParameterString("AUTHOR", translate("algorithms", "Author"), optional=True),
        translate("algorithms", "Who made this run; kept in the recipe."),
        advanced=True,
    )
    algorithm.add(
        QgsProcessingParameterDateTime(
            "EXPIRES",
            translate("algorithms", "Not to be used after"),
            Qgis.ProcessingDateTimeParameterDataType.Date,
            optional=True,
        ),
        translate(
            "algorithms", "From this date the results should no longer be used (yyyy-mm-dd); kept in the recipe."
        ),
        advanced=True,
    )
