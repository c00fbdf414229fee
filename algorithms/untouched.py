"""What the user left at its default: told in one message, with the value and why it is that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from ..safeguards.messages import note, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..safeguards.messages import Message
    from .algorithm import Algorithm


class Words(NamedTuple):
    """The same in both languages."""

    en: str
    nl: str


class Default(NamedTuple):
    """A choice that has a default.

    Attributes:
        name: Of the parameter.
        code: Of the sentence that says its value and why.
        matters: Values of other parameters under which it plays a part; all of them must hold.
        needs: Parameter that must be given for it to play a part; empty is none.

    """

    name: str
    code: str
    matters: Mapping[str, tuple[Any, ...]] = {}
    needs: str = ""


_SQUARES = {"GRID": ("square", "hexagon")}
_OVERALL = {"METHOD": ("gistar", "localmoran")}
DEFAULTS: dict[str, tuple[Default, ...]] = {
    "hotspots": (
        Default("METHOD", "default_hot_method"),
        Default("SIZE", "default_cell", _SQUARES),
        Default("NEIGHBOURS", "default_neighbours", {"BAND": (None,), "GRID": ("square", "hexagon", "polygons")}),
        Default("K", "default_nearest", {"NEIGHBOURS": ("nearest",)}),
        Default("VALUE", "default_value", _OVERALL),
        Default("CORRECTION", "default_correction"),
        Default("ALPHA", "default_alpha"),
    ),
    "density": (
        Default("RADIUS", "default_radius", {"BANDWIDTH": ("given",)}),
        Default("KERNEL", "default_kernel"),
        Default("PIXEL", "default_pixel"),
        Default("EDGE", "default_edge", needs="STUDY_AREA"),
    ),
    "networkdensity": (
        Default("BANDWIDTH", "default_bandwidth"),
        Default("METHOD", "default_street_method"),
        Default("KERNEL", "default_street_kernel"),
        Default("LIXEL", "default_lixel"),
        Default("SNAP", "default_snap"),
    ),
    "nearrepeat": (
        Default("DISTANCES", "default_distances"),
        Default("DAYS", "default_days"),
        Default("METRIC", "default_metric"),
        Default("PERMUTATIONS", "default_permutations"),
        Default("ALPHA", "default_alpha"),
        Default("LINKS", "default_links"),
        Default("SNAP", "default_snap", {"METRIC": ("network",)}),
    ),
    "stclusters": (
        Default("EPS_SPACE", "default_eps_space"),
        Default("EPS_TIME", "default_eps_time"),
        Default("MIN", "default_minimum"),
        Default("PERMUTATIONS", "default_permutations_largest"),
    ),
    "emerginghotspots": (
        Default("BAND", "default_eight"),
        Default("NEIGHBOUR_STEPS", "default_neighbour_steps"),
        Default("WINDOW", "default_window"),
        Default("ALPHA", "default_alpha"),
    ),
    "hotspotaccuracy": (
        Default("SIZE", "default_cell"),
        Default("TRAIN_DAYS", "default_train"),
        Default("TEST_DAYS", "default_test"),
        Default("SHARE", "default_share"),
        Default("RADIUS", "default_radius_trial"),
        Default("METHOD", "default_spoken"),
    ),
    "repeatlocations": (
        Default("BY", "default_by"),
        Default("SHARE", "default_carried"),
        Default("MODE", "default_mode"),
        Default("TOLERANCE", "default_tolerance", {"BY": ("place",), "ADDRESSES": (None,)}),
        Default("SNAP", "default_snap", {"BY": ("segment",)}),
    ),
}


def untouched(algorithm: Algorithm, parameters: Mapping[str, Any]) -> list[Message]:
    """Tell which choices stand at their default; a dialog gives those too, so equal values count as left alone.

    Args:
        algorithm: The algorithm.
        parameters: As given.

    """

    def given(name: str) -> Any:
        value = parameters.get(name, algorithm.parameterDefinition(name).defaultValue())
        return None if value == "" else value

    told = [
        note(choice.code, value=_plain(given(choice.name)))
        for choice in DEFAULTS.get(algorithm.name(), ())
        if given(choice.name) == algorithm.parameterDefinition(choice.name).defaultValue()
        and (not choice.needs or given(choice.needs) is not None)
        and all(given(name) in values for name, values in choice.matters.items())
    ]
    if not told:
        return []
    return [note("defaults_told", choices=[Words(say(one, "en"), say(one, "nl")) for one in told])]


def _plain(value: Any) -> Any:
    """Give a number as one, so that each language writes it its own way; a text of several stays as it is."""
    if isinstance(value, str):
        return float(value) if value.replace(".", "", 1).isdigit() else value
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else value
