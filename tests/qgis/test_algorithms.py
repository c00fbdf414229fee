from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from qgis.core import QgsApplication, QgsProcessingContext, QgsProject, QgsVectorLayer

from locatierisico.algorithms import (
    density,
    emerginghotspots,
    hotspotaccuracy,
    nearrepeat,
    networkdensity,
    parameters,
    place_parameters,
    sharing,
)
from locatierisico.hotspots import shared
from locatierisico.hotspots.density.bandwidth import RULES
from locatierisico.hotspots.density.kernels import KERNELS
from locatierisico.hotspots.fdr import CORRECTIONS
from locatierisico.hotspots.near_repeats.repeat_words import LINKS
from locatierisico.hotspots.near_repeats.repeat_words import METRICS as METRICS_OF_PAIRS
from locatierisico.hotspots.places import neighbourhood, places
from locatierisico.hotspots.places.overlay import METHODS, VALUES
from locatierisico.hotspots.streets import network_density
from locatierisico.hotspots.streets import street_kernels as line_kernels
from locatierisico.hotspots.trends.cube import LEVELS, WINDOWS
from locatierisico.hotspots.trends.steps import UNITS
from locatierisico.hotspots.trial.rankings import NAMES
from locatierisico.indicators.aggregate import AGGREGATIONS
from locatierisico.indicators.model import Theme
from locatierisico.indicators.scores import NORMALISATIONS
from locatierisico.registers.load import SOURCES
from locatierisico.registers.tables import GEBIEDSTYPEN

REGISTERS = ("BAG", "BGT", "WOZ", "INCIDENTS", "AREAS", "ROADS", "BUURTEN", "LEEGSTAND", "VESTIGINGEN", "LISTS")
BOTH_WAYS = (*REGISTERS, *(f"{name}_LAYERS" for name in REGISTERS))
ASSESSING = ("REGISTERS", "SETS", "SET_FILE", "PRESET", "THEME", "NORMALISATION", "AGGREGATION", "DRAWS", "SEED")
ABOUT = ("PURPOSE", "AUTHOR", "EXPIRES", "OUTPUT")
MOMENTS = ("BEGIN", "END", "HERKOMST", "FROM", "UNTIL", "DISCOVERED", "PEILDATUM")
PROMISED = {
    "assessmunicipality": (*BOTH_WAYS, "PEILDATUM", *ASSESSING, *ABOUT),
    "downloadregisters": ("EXTENT", "MUNICIPALITY", "BUFFER", "REGISTERS", "PEILDATUM", "LARGE", "SERVICE", "OUTPUT"),
    "loadregisters": (*BOTH_WAYS, "PEILDATUM", "OUTPUT"),
    "qualityreport": ("REGISTERS", *BOTH_WAYS, "PEILDATUM", "LANGUAGE", "OUTPUT_HTML", "OUTPUT"),
    "assess": (*ASSESSING, *ABOUT),
    "deriveareas": ("BAG", "BAG_LAYERS", "OUTPUT"),
    "hotspots": (
        *("INPUT", "STUDY_AREA", "EXPOSURE", "METHOD", "SIZE", "FIELD", "BAND", "ALPHA", "OUTPUT", "MODE"),
        *("EXPOSURE_FIELD", "GRID", "POLYGONS", "NEIGHBOURS", "K", "VALUE", "CORRECTION", "PERMUTATIONS", "SEED"),
        *(*MOMENTS, "PICTURE"),
    ),
    "density": (
        *("INPUT", "RADIUS", "PIXEL", "KERNEL", "WEIGHT", "STUDY_AREA", "OUTPUT", "BANDWIDTH", "EDGE", "HALF_LIFE"),
        *("COMPARE_FROM", "COMPARE_UNTIL", *MOMENTS),
    ),
    "timeprofile": ("INPUT", *MOMENTS, "LANGUAGE", "PICTURE", "TABLE", "MODE"),
    "emerginghotspots": (
        *("INPUT", "STUDY_AREA", *MOMENTS, "SIZE", "STEP", "STEP_DAYS", "BAND", "NEIGHBOUR_STEPS", "WINDOW", "ALPHA"),
        *("OUTPUT", "CUBE", "MODE"),
    ),
    "nearrepeat": (
        *("INPUT", *MOMENTS, "DISTANCES", "DAYS", "SAME_PLACE", "METRIC", "ROADS", "SNAP", "PERMUTATIONS", "SEED"),
        *("ALPHA", "LINKS", "TABLE", "EVENTS", "PICTURE"),
    ),
    "stclusters": (
        *("INPUT", *MOMENTS, "EPS_SPACE", "EPS_TIME", "MIN", "PERMUTATIONS", "SEED", "STUDY_AREA", "OUTPUT", "EVENTS"),
    ),
    "networkdensity": (
        "INPUT",
        "ROADS",
        "BANDWIDTH",
        "LIXEL",
        "SNAP",
        "METHOD",
        "KERNEL",
        "WEIGHT",
        *MOMENTS,
        "OUTPUT",
    ),
    "repeatlocations": (
        *("INPUT", "BY", "ROADS", "ADDRESSES", "AREAS", "MODE", "SHARE", "TOLERANCE", "SNAP", "SEED"),
        *(*MOMENTS, "PICTURE", "OUTPUT"),
    ),
    "hotspotaccuracy": (
        *("INPUT", "STUDY_AREA", "EXPOSURE", "ROADS", "SIZE", "TRAIN_DAYS", "TEST_DAYS", "SHARE", "SHARES", "RADIUS"),
        *("METHOD", "SEED", *MOMENTS, "TREATED", "CONTROL", "CHANGED", "TABLE", "PICTURE", "OUTPUT"),
    ),
    "importvisits": ("FIELD", "STOPS", "PLANNER", "EARLIER", "OUTPUT", "INCIDENTS", "RATES"),
    "dumpsegments": (
        *("ROADS", "TERRAIN", "ROAD_SURFACE", "ADDRESSES", "AREAS", "FOREST", "REGIONAL", "DWELLING", "EDGE"),
        *("PEILDATUM", "START", "MIN_SCORE", "CHOSEN", "SPEED", "SPEED_LOOKING", "OUTPUT", "PATROL"),
    ),
    "mapsheets": (
        *("RESULTS", "WHICH", "AREAS", "UNITS", "TOP", "REGISTERS", "ROUTES", "PURPOSE", "AUTHOR", "EXPIRES"),
        *("CLASSIFICATION", "PAPER", "ORIENTATION", "MODE", "FORMATS", "LANGUAGE", "TEMPLATE", "BACKGROUND", "DPI"),
        *("NATIONAL", "OUTPUT"),
    ),
    "planroutes": (
        *("STOPS", "PRIORITY", "SERVICE", "WINDOW_START", "WINDOW_END", "OPENING_HOURS", "SKILL", "MANDATORY", "TOP"),
        *("AREAS", "WHICH", "MODE", "ROUND", "SERVICE_BASE", "SERVICE_PER_ADDRESS", "TEAMS", "TEAMS_FILE", "DATE"),
        *(
            "DAYS",
            "PAIRS",
            "BALANCE",
            "ROADS",
            "ADDRESSES",
            "LISTS",
            "VISITS",
            "PINNED",
            "SPEEDS",
            "CONTROL_SHARE",
            "SEED",
        ),
        *("TIME_LIMIT", "ENGINE", "OUTPUT", "LOAD"),
    ),
    "syntheticmunicipality": ("ADDRESSES", "SEED", "OUTPUT"),
    "writepostgis": ("REGISTERS", "CONNECTION", "SCHEMA", "OVERWRITE"),
    "readpostgis": ("CONNECTION", "SCHEMA", "OUTPUT"),
}


def _check(name: str, values: dict[str, Any]) -> tuple[bool, str]:
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    algorithm = QgsApplication.processingRegistry().createAlgorithmById(f"locatierisico:{name}")
    return algorithm.checkParameterValues(values, context)


def test_ids_and_parameters_are_as_promised(provider: Any) -> None:
    algorithms = {algorithm.name(): algorithm for algorithm in provider.algorithms()}
    assert set(algorithms) == set(PROMISED)
    for name, promised in PROMISED.items():
        found = {p.name() for p in algorithms[name].parameterDefinitions()}
        assert set(promised) <= found, name


def test_everything_has_help_and_an_icon_of_its_own(provider: Any) -> None:
    for algorithm in provider.algorithms():
        assert algorithm.shortHelpString()
        assert algorithm.helpUrl()
        assert Path(algorithm.svgIconPath()).is_file()
        without = [p.name() for p in algorithm.parameterDefinitions() if not p.help()]
        assert without == [], algorithm.name()


def test_literal_copies_equal_what_the_pure_packages_define() -> None:
    assert tuple(SOURCES) == parameters.REGISTERS
    assert parameters.AREA_TYPES == GEBIEDSTYPEN
    assert tuple(theme.value for theme in Theme) == parameters.THEMES
    assert set(parameters.NORMALISATIONS) == set(NORMALISATIONS)
    assert set(parameters.AGGREGATIONS) == set(AGGREGATIONS)
    assert set(place_parameters.METHODS) == set(METHODS)
    assert set(place_parameters.VALUES) == set(VALUES)
    assert set(place_parameters.GRIDS) == set(places.KINDS)
    assert set(place_parameters.NEIGHBOURS) == set(neighbourhood.KINDS)
    assert set(place_parameters.CORRECTIONS) == set(CORRECTIONS)
    assert set(density.KERNELS) == set(KERNELS)
    assert set(density.BANDWIDTHS) == {"given", *RULES}
    assert set(hotspotaccuracy.METHODS) == set(NAMES)
    assert network_density.METHODS == networkdensity.METHODS
    assert shared.MODES == sharing.MODES
    assert line_kernels.KERNELS == networkdensity.KERNELS
    assert nearrepeat.METRICS == METRICS_OF_PAIRS
    assert nearrepeat.LINKS == LINKS
    assert emerginghotspots.STEPS == UNITS
    assert emerginghotspots.WINDOWS == WINDOWS
    assert tuple(float(level) for level in emerginghotspots.LEVELS) == LEVELS


@pytest.mark.usefixtures("provider")
def test_a_run_without_bag_is_refused_in_a_sentence(tmp_path: Path) -> None:
    fine, sentence = _check("assessmunicipality", {"OUTPUT": str(tmp_path)})
    assert not fine
    assert sentence.startswith("No BAG was given.")


@pytest.mark.usefixtures("provider")
def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    fine, sentence = _check("loadregisters", {"BAG": "/nowhere/bag é.zip", "OUTPUT": str(tmp_path / "r.gpkg")})
    assert not fine
    assert "/nowhere/bag é.zip is not there" in sentence


@pytest.mark.usefixtures("provider")
def test_an_empty_file_is_named(tmp_path: Path) -> None:
    empty = tmp_path / "leeg.csv"
    empty.touch()
    fine, sentence = _check("loadregisters", {"BAG": [str(empty)], "OUTPUT": str(tmp_path / "r.gpkg")})
    assert not fine
    assert sentence.startswith("leeg.csv is empty")


@pytest.mark.usefixtures("provider")
def test_registers_given_twice_are_refused(registers_file: Path, tmp_path: Path) -> None:
    values = {"BAG": str(registers_file), "REGISTERS": str(registers_file), "OUTPUT": str(tmp_path)}
    fine, sentence = _check("assessmunicipality", values)
    assert not fine
    assert "Choose one of the two" in sentence


@pytest.mark.usefixtures("provider")
def test_a_geopackage_open_for_editing_is_refused(
    new_project: QgsProject, registers_file: Path, tmp_path: Path
) -> None:
    editing_layer = QgsVectorLayer(f"{registers_file}|layername=panden", "mijn panden", "ogr")
    new_project.addMapLayer(editing_layer)
    assert _check("assess", {"REGISTERS": str(registers_file), "OUTPUT": str(tmp_path)})[0]
    assert editing_layer.startEditing()
    fine, sentence = _check("assess", {"REGISTERS": str(registers_file), "OUTPUT": str(tmp_path)})
    editing_layer.rollBack()
    assert not fine
    assert "open for editing in QGIS (layer mijn panden)" in sentence


@pytest.mark.usefixtures("provider", "dutch")
def test_refusals_are_dutch_where_qgis_is(tmp_path: Path) -> None:
    assert _check("assessmunicipality", {"OUTPUT": str(tmp_path)})[1].startswith("Er is geen BAG gekozen.")


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("PEILDATUM", "gisteren", "'gisteren'"),
        ("DRAWS", -1, "'-1'"),
        ("THEME", "geluk", "'geluk'"),
    ],
)
@pytest.mark.usefixtures("provider")
def test_a_value_that_cannot_be_used_is_named(tmp_path: Path, name: str, value: Any, told: str) -> None:
    bag = tmp_path / "bag.gpkg"
    bag.write_bytes(b"x")
    fine, sentence = _check("assessmunicipality", {"BAG": [str(bag)], name: value, "OUTPUT": str(tmp_path / "out")})
    assert not fine
    assert name in sentence
    assert told in sentence


@pytest.mark.usefixtures("provider")
def test_an_output_that_is_an_input_is_refused(registers_file: Path) -> None:
    given = {"BAG": [str(registers_file)], "OUTPUT": str(registers_file)}
    fine, sentence = _check("loadregisters", given)
    assert not fine
    assert registers_file.name in sentence
