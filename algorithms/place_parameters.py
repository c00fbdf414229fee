"""The parameters by which incidents are divided over places and places are compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import (
    Qgis,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterNumber,
)

from ..layers.language import translate
from .incident_input import add_amounts

if TYPE_CHECKING:
    from .algorithm import Algorithm

# Literal copies of what the pure packages define, so that QGIS starts without geopandas; a test holds them equal.
METHODS = ("exposure", "gistar", "localmoran")
GRIDS = ("square", "hexagon", "polygons", "points")
NEIGHBOURS = ("contiguity", "rook", "band", "nearest")
VALUES = ("count", "rate", "smoothed")
CORRECTIONS = ("fdr", "bonferroni", "none")
SIZE = 125.0


def add_choice(
    algorithm: Algorithm, name: str, label: str, options: tuple[str, ...], help_text: str, *, advanced: bool = False
) -> None:
    """Add a choice; the first option is the default."""
    algorithm.add(
        QgsProcessingParameterEnum(
            name, label, list(options), defaultValue=options[0], usesStaticStrings=True, optional=name != "METHOD"
        ),
        help_text,
        advanced=advanced,
    )


def add_exposure(algorithm: Algorithm) -> None:
    """Add what is exposed."""
    kinds = Qgis.ProcessingSourceType
    algorithm.add(
        QgsProcessingParameterFeatureSource(
            "EXPOSURE",
            translate("algorithms", "Exposure"),
            [kinds.VectorPoint, kinds.VectorLine, kinds.VectorPolygon],
            optional=True,
        ),
        translate(
            "algorithms",
            "What is exposed: points, usually addresses, are counted; of lines, such as streets, the metres inside "
            "each place count; of polygons the m². Without it every cell counts the same.",
        ),
    )
    add_amounts(
        algorithm,
        "EXPOSURE_FIELD",
        translate("algorithms", "Field with an amount per object of the exposure"),
        translate(
            "algorithms",
            "What an object amounts to in all, such as inhabitants; of a line or polygon each place gets the part "
            "that lies in it. Without it objects are counted or measured.",
        ),
        layer="EXPOSURE",
    )


def add_places(algorithm: Algorithm) -> None:
    """Add the places between which incidents are divided."""
    add_choice(
        algorithm,
        "GRID",
        translate("algorithms", "Places"),
        GRIDS,
        translate(
            "algorithms",
            "square: a grid of squares. hexagon: a grid of hexagons, each as large as a square of the size given. "
            "polygons: a layer of your own, such as buurten. points: the coordinates of the incidents themselves "
            "(gistar and localmoran only).",
        ),
    )
    algorithm.add(
        QgsProcessingParameterFeatureSource(
            "POLYGONS",
            translate("algorithms", "Polygons"),
            [Qgis.ProcessingSourceType.VectorPolygon],
            optional=True,
        ),
        translate("algorithms", "Areas to count in, such as buurten; used when the places are polygons."),
    )
    _add_number(
        algorithm,
        "SIZE",
        translate("algorithms", "Side of a cell (m)"),
        translate(
            "algorithms",
            "Side of a square in metres. Empty: chosen so that a cell has twice the area that holds one incident "
            "on average, to 25 m and from 50 to 500 m; the messages tell it.",
        ),
        default=SIZE,
        least=1,
    )
    add_amounts(
        algorithm,
        "FIELD",
        translate("algorithms", "Field with a count per point"),
        translate("algorithms", "Whole number of incidents a point stands for; without it one."),
    )


def add_neighbours(algorithm: Algorithm) -> None:
    """Add how neighbours are chosen."""
    add_choice(
        algorithm,
        "NEIGHBOURS",
        translate("algorithms", "Neighbours"),
        NEIGHBOURS,
        translate(
            "algorithms",
            "contiguity: places that share a border or a corner. rook: a border only. band: places within the "
            "reach. nearest: the nearest ones.",
        ),
        advanced=True,
    )
    _add_number(
        algorithm,
        "BAND",
        translate("algorithms", "Reach of the neighbourhood (m)"),
        translate(
            "algorithms",
            "Places whose middles lie within this distance are neighbours; without it those that share a border or "
            "a corner. Empty while neighbours are a band: chosen at the first peak of spatial autocorrelation, and "
            "told in the messages.",
        ),
        least=1,
        advanced=True,
    )
    _add_number(
        algorithm,
        "K",
        translate("algorithms", "Number of nearest neighbours"),
        translate("algorithms", "How many places are neighbours where the nearest are asked for."),
        default=8,
        least=1,
        whole=True,
        advanced=True,
    )


def add_tests(algorithm: Algorithm) -> None:
    """Add what is compared, the correction and the permutations."""
    add_choice(
        algorithm,
        "VALUE",
        translate("algorithms", "Value for gistar and localmoran"),
        VALUES,
        translate(
            "algorithms",
            "count: incidents. rate: incidents per exposure. smoothed: rates drawn towards that of all where "
            "exposure is small (empirical Bayes).",
        ),
        advanced=True,
    )
    add_choice(
        algorithm,
        "CORRECTION",
        translate("algorithms", "Correction for the number of places"),
        CORRECTIONS,
        translate(
            "algorithms",
            "fdr: limits the share of false alarms among what is called (Benjamini-Hochberg). bonferroni: limits "
            "the chance of any false alarm; strict. none: expect false alarms.",
        ),
        advanced=True,
    )
    _add_number(
        algorithm,
        "ALPHA",
        translate("algorithms", "Level"),
        translate("algorithms", "Share of false alarms among the cells called that is accepted at most."),
        default=0.05,
        least=0.0001,
        most=0.5,
        optional=False,
        advanced=True,
    )
    _add_number(
        algorithm,
        "PERMUTATIONS",
        translate("algorithms", "Permutations"),
        translate(
            "algorithms",
            "For gistar and localmoran: how often values are laid anew, for a p-value beside the other "
            "(p_permuted). 999 is usual; 0 makes none. Nothing is corrected or called by it.",
        ),
        default=0,
        least=0,
        most=99_999,
        whole=True,
        advanced=True,
    )
    _add_number(
        algorithm,
        "SEED",
        translate("algorithms", "Seed"),
        translate("algorithms", "Start of the random numbers: the same seed gives the same permutations."),
        default=1,
        least=0,
        whole=True,
        advanced=True,
    )


def _add_number(
    algorithm: Algorithm,
    name: str,
    label: str,
    help_text: str,
    *,
    default: float | None = None,
    least: float,
    most: float | None = None,
    whole: bool = False,
    optional: bool = True,
    advanced: bool = False,
) -> None:
    kinds = Qgis.ProcessingNumberParameterType
    kind = kinds.Integer if whole else kinds.Double
    number = QgsProcessingParameterNumber(name, label, kind, default, optional, least)
    if most is not None:
        number.setMaximum(most)
    algorithm.add(number, help_text, advanced=advanced)
