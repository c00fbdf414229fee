"""What the fields of each result are called, in words, with their units."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .language import translate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qgis.core import QgsVectorLayer


def name_fields(layer: QgsVectorLayer, words: Mapping[str, str]) -> None:
    """Let the fields that are there be shown by their words; their names stay."""
    for number, name in enumerate(layer.fields().names()):
        if name in words:
            layer.setFieldAlias(number, words[name])


def _moments() -> dict[str, str]:
    return {
        "incident_id": translate("layers", "Number of the incident"),
        "begin": translate("layers", "Begin"),
        "eind": translate("layers", "End"),
        "cluster": translate("layers", "Number of the cluster"),
        "words_en": translate("layers", "In words (English)"),
        "words_nl": translate("layers", "In words (Dutch)"),
    }


def rate_words(unit: str) -> str:
    """Say per what a rate is, and over what time.

    Args:
        unit: As in `hotspots.places.place_exposure.Exposed`; empty where there is no rate.

    """
    return {
        "points": translate("layers", "Incidents per 1000 points (addresses) of the exposure layer, whole period"),
        "field": translate("layers", "Incidents per 1000 of the exposure field, whole period"),
        "metres": translate("layers", "Incidents per km of the lines of the exposure layer, whole period"),
        "square metres": translate("layers", "Incidents per km² of the polygons of the exposure layer, whole period"),
    }.get(unit, translate("layers", "Incidents per km², whole period"))


def exposure_words(unit: str) -> str:
    """Say what exposure is measured in; `unit` as in `rate_words`."""
    return {
        "points": translate("layers", "Exposure (number of points)"),
        "field": translate("layers", "Exposure (total of the exposure field)"),
        "metres": translate("layers", "Exposure (m of line)"),
    }.get(unit, translate("layers", "Exposure (m²)"))


def street_words(*, yearly: bool) -> dict[str, str]:
    """Name the fields of pieces of street."""
    per_year = translate("layers", "Incidents per km of street per year")
    return {
        "wegvak_id": translate("layers", "Number of the wegvak"),
        "straatnaam": translate("layers", "Street"),
        "piece": translate("layers", "Piece of the wegvak, from its begin"),
        "metres": translate("layers", "Length (m)"),
        "incidents": translate("layers", "Incidents spread to this piece, whole period"),
        "density": per_year if yearly else translate("layers", "Incidents per km of street, whole period"),
        "few": translate("layers", "Fewer than 5 incidents within reach"),
        "times_average": translate("layers", "Times the average street"),
    }


def repeat_words() -> dict[str, str]:
    """Name the fields of the table of near repeats and of its incidents."""
    return {
        **_moments(),
        "space_band": translate("layers", "Distance"),
        "time_band": translate("layers", "Time between (days)"),
        "metres_from": translate("layers", "Distance from (m)"),
        "metres_to": translate("layers", "Distance up to (m)"),
        "days_from": translate("layers", "Days from"),
        "days_to": translate("layers", "Days up to"),
        "observed": translate("layers", "Pairs found"),
        "expected": translate("layers", "Pairs that chance gives"),
        "ratio": translate("layers", "Times what chance gives"),
        "p": translate("layers", "p (chance of as many pairs or more)"),
        "p_adjusted": translate("layers", "p, corrected for the number of bands"),
        "significant": translate("layers", "More than chance"),
        "role": translate("layers", "Role"),
        "follow_ups": translate("layers", "Followed by (incidents)"),
        "predecessors": translate("layers", "Preceded by (incidents)"),
        "same_moment": translate("layers", "At the same moment (incidents)"),
        "days_since": translate("layers", "Days since the one before"),
        "metres_since": translate("layers", "Distance to the one before (m)"),
        "since_id": translate("layers", "Number of the one before"),
    }


def cluster_words() -> dict[str, str]:
    """Name the fields of clusters in place and time, and of their incidents."""
    return {
        **_moments(),
        "n": translate("layers", "Incidents"),
        "n_core": translate("layers", "Incidents with many others around them"),
        "days": translate("layers", "Length (days)"),
        "centre_x": translate("layers", "Centre, x (RD, m)"),
        "centre_y": translate("layers", "Centre, y (RD, m)"),
        "p": translate("layers", "p (chance of a cluster as large)"),
        "role": translate("layers", "Role"),
    }


def trend_words() -> dict[str, str]:
    """Name the fields of emerging hot spots, per cell and per cell and step."""
    return {
        "cell": translate("layers", "Number of the cell"),
        "class": translate("layers", "Class (1 to 8 hot, -1 to -8 cold, 0 none)"),
        "class_text": translate("layers", "Class"),
        "hot_steps": translate("layers", "Steps that were hot"),
        "cold_steps": translate("layers", "Steps that were cold"),
        "trend_z": translate("layers", "z of the trend"),
        "trend_p": translate("layers", "p of the trend"),
        "trend_bin": translate("layers", "Trend (-3 to 3)"),
        "count": translate("layers", "Incidents"),
        "last_count": translate("layers", "Incidents in the latest step"),
        "last_z": translate("layers", "Gi* in the latest step"),
        "last_bin": translate("layers", "Hot or cold in the latest step (-3 to 3)"),
        "step": translate("layers", "Step"),
        "step_begin": translate("layers", "Begin of the step"),
        "step_end": translate("layers", "End of the step"),
        "z": translate("layers", "Gi* in this step"),
        "bin": translate("layers", "Hot or cold in this step (-3 to 3)"),
    }


def time_words() -> dict[str, str]:
    """Name the fields of the table of a time profile."""
    return {
        "part": translate("layers", "Part of the profile"),
        "hour": translate("layers", "Hour"),
        "weekday": translate("layers", "Weekday (1 is Monday)"),
        "month": translate("layers", "Month"),
        "year": translate("layers", "Year"),
        "incidents": translate("layers", "Incidents"),
        "expected": translate("layers", "Incidents if spread evenly"),
        "ratio": translate("layers", "Times an even spread"),
        "share": translate("layers", "Share of the incidents (0 to 1)"),
        "days": translate("layers", "Days in the period"),
        "per_month": translate("layers", "Incidents per 30.44 days"),
        "z": translate("layers", "Distance from the usual (z)"),
        "outlier": translate("layers", "Far more or fewer than usual"),
        "words": translate("layers", "In words"),
    }


def place_words() -> dict[str, str]:
    """Name the fields of repeat locations."""
    return {
        "place_id": translate("layers", "Code"),
        "straatnaam": translate("layers", "Street"),
        "incidents": translate("layers", "Incidents"),
        "incidents_words": translate("layers", "Incidents, in words"),
        "counted": translate("layers", "Incidents, each for its part in the period"),
        "share": translate("layers", "Share of all incidents (%)"),
        "cumulative_share": translate("layers", "Share of this and all busier places (%)"),
        "rank": translate("layers", "Rank"),
        "in_share": translate("layers", "Among the fewest that carry the share"),
        "first": translate("layers", "First incident"),
        "last": translate("layers", "Last incident"),
        "months": translate("layers", "Different months with an incident"),
        "contains_dwelling": translate("layers", "Holds a dwelling"),
    }


def accuracy_words() -> dict[str, str]:
    """Name the fields of the accuracy of maps, and of the last map tried."""
    return {
        "method": translate("layers", "Map"),
        "share_pct": translate("layers", "Share covered (%)"),
        "periods": translate("layers", "Periods"),
        "first": translate("layers", "First day"),
        "last": translate("layers", "Last day"),
        "n": translate("layers", "Incidents found"),
        "total": translate("layers", "Incidents in all"),
        "best": translate("layers", "Most that could be found"),
        "hit_rate": translate("layers", "Share of the incidents found (hit rate, 0 to 1)"),
        "pai": translate("layers", "Times what a map at random finds (PAI)"),
        "pei": translate("layers", "Part of what could be found (PEI, 0 to 1)"),
        "rri": translate("layers", "Found again of what was (RRI)"),
        "hit_rate_low": translate("layers", "Hit rate of maps at random, from"),
        "hit_rate_high": translate("layers", "Hit rate of maps at random, up to"),
        "more": translate("layers", "More than simple counting (hit rate)"),
        "more_low": translate("layers", "More than simple counting, from"),
        "more_high": translate("layers", "More than simple counting, up to"),
        "outcome": translate("layers", "What came of it"),
        "in_map": translate("layers", "Part of the cell in the map (0 to 1)"),
        "incidents": translate("layers", "Incidents in the period after it"),
    }
