"""Which layers of the project, and which of their fields, planning routes asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import Qgis, QgsProject, QgsVectorLayer

from .layer_choice import looks_like

if TYPE_CHECKING:
    from collections.abc import Iterable

_ROLE = "locatierisico/role"
_OF_A_PLAN = "plan_"
_NWB = {"rijrichting", "rijrichtng", "wvk_id"}
_FIELDS = {
    "PRIORITY": ("risk_score", "priority", "prioriteit", "score"),
    "SERVICE": ("service_minutes", "minutes", "minuten", "bezoekduur", "duur"),
    "WINDOW_START": ("window_start", "open_from", "van", "vanaf", "tijd_van"),
    "WINDOW_END": ("window_end", "open_to", "tot", "tijd_tot"),
    "OPENING_HOURS": ("opening_hours", "openingstijden", "openingsuren", "open"),
    "SKILL": ("skill", "skills", "vaardigheid", "vaardigheden", "bevoegdheid"),
    "MANDATORY": ("mandatory", "verplicht", "must"),
}


def route_row(layer: QgsVectorLayer) -> str:
    """Tell which row of the dialog a layer belongs to by its fields; empty is none."""
    role = str(layer.customProperty(_ROLE) or "")
    if role.startswith(_OF_A_PLAN):
        return ""
    fields = {name.lower() for name in layer.fields().names()}
    kinds, kind = Qgis.GeometryType, layer.geometryType()
    looks = {
        "stops": {"unit_id", "risk_score"} <= fields,
        "areas": kind == kinds.Polygon and {"area_id", "area_type"} <= fields,
        "visits": {"stop_id", "outcome", "probability"} <= fields,
        "lists": "lijst" in fields and any("identificatie" in name for name in fields),
        "roads": kind == kinds.Line and (bool(fields & _NWB) or (role == "roads" and not _has_nwb())),
    }
    return next((row for row, fits in looks.items() if fits), looks_like(layer))


def _has_nwb() -> bool:
    """Tell whether the project has better roads than those an assessment draws for one to find the way."""
    layers = [layer for layer in QgsProject.instance().mapLayers().values() if isinstance(layer, QgsVectorLayer)]
    return any(
        layer.geometryType() == Qgis.GeometryType.Line
        and {name.lower() for name in layer.fields().names()} & _NWB
        and not str(layer.customProperty(_ROLE) or "").startswith(_OF_A_PLAN)
        for layer in layers
    )


def guessed(parameter: str, names: Iterable[str]) -> str:
    """Guess by its name which field a parameter asks for; empty is none."""
    held = {name.lower(): name for name in reversed(list(names))}
    return next((held[name] for name in _FIELDS[parameter] if name in held), "")
