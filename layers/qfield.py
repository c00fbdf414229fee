"""The project that goes into the field: offline, with a form that asks what was found and no more."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from qgis.core import (
    Qgis,
    QgsAttributeEditorContainer,
    QgsAttributeEditorField,
    QgsCoordinateReferenceSystem,
    QgsEditFormConfig,
    QgsEditorWidgetSetup,
    QgsFieldConstraints,
    QgsProject,
    QgsRectangle,
    QgsReferencedRectangle,
    QgsRelation,
    QgsRelationContext,
    QgsVectorLayer,
)

from ..routes.visits.outcomes import OUTCOMES
from ..safeguards.messages import refused
from .language import translate
from .loading import ROLE, read_recipe
from .route_loading import plan_title, route_layer_name, style_plan_layer
from .route_results import FIELD_FILE, FIELD_FOLDER
from .route_styles import name_streets
from .styles import style_buildings, style_roads

if TYPE_CHECKING:
    from pathlib import Path

PROJECT_FILE = "route.qgs"
PHOTOS = "DCIM"
FILLED_IN = ("visited", "outcome", "remark", "photo")
_DRAWN = ("stops", "parkings", "legs", "routes", "roads", "buildings")  # topmost first
_PLACES = {"roads": style_roads, "buildings": style_buildings}
_PLANNED = (
    "name",
    "number",
    "team",
    "day",
    "arrival",
    "departure",
    "window",
    "addresses",
    "parking",
)
_ASKED = ("statutory_basis", "binnentreden", "partners", "safety_note", "last_visit")
_MARGIN = 1.1
_LONGEST_REMARK = 1000
# By its stop, not by who took it.
_PHOTO_NAME = f"'{PHOTOS}/' || \"stop_id\" || '_' || format_date(now(), 'yyyyMMddHHmmss') || '.{{extension}}'"
# QGIS signs a project with the name of whoever is logged in, and the time; neither has a place in a plan.
_SIGNED = re.compile(r' (saveUser|saveUserFull|saveDateTime)="[^"]*"')


def outcome_words() -> dict[str, str]:
    """Say each outcome in words, by its code."""
    return {
        "nothing_remarkable": translate("layers", "nothing remarkable"),
        "further_inquiry": translate("layers", "further inquiry"),
        "violation": translate("layers", "violation"),
        "closed": translate("layers", "nobody there, or closed"),
        "refused": translate("layers", "not let in"),
    }


def write_field_project(folder: Path) -> Path:
    """Write the project beside its GeoPackage, with relative paths, no online layer and nobody's name.

    Args:
        folder: Of the plan, with `qfield/route.gpkg`.

    Raises:
        RefusedError: The file cannot be written.

    """
    path = folder / FIELD_FOLDER / PROJECT_FILE
    (path.parent / PHOTOS).mkdir(exist_ok=True)
    project = QgsProject()
    project.setFilePathStorage(Qgis.FilePathType.Relative)
    project.setFileName(str(path))
    project.setCrs(QgsCoordinateReferenceSystem("EPSG:28992"))
    project.setTitle(plan_title(folder))
    extent = QgsRectangle()
    extent.setNull()
    for role in _DRAWN:
        layer = QgsVectorLayer(f"{path.parent / FIELD_FILE}|layername={role}", route_layer_name(role), "ogr")
        if not layer.isValid() or (role != "stops" and layer.featureCount() == 0):
            continue
        layer.setId(f"locatierisico_{role}")
        _prepare(layer, role)
        project.addMapLayer(layer, False)  # noqa: FBT003  Qt takes positions
        node = project.layerTreeRoot().addLayer(layer)
        node.setItemVisibilityChecked(role != "legs")
        if role in ("stops", "routes"):
            extent.combineExtentWith(layer.extent())
    _relate(project)
    if not extent.isNull():
        extent.scale(_MARGIN)
        project.viewSettings().setDefaultViewExtent(QgsReferencedRectangle(extent, project.crs()))
    simulated = bool(read_recipe(folder)["simulated"])
    _caveat(project, simulated=simulated)
    written = project.write()
    project.clear()
    if not written:
        raise refused("layers_project_not_written", folder=folder.name)
    # Holds nothing; QGIS keeps in it what a project has beside its layers.
    path.with_name(f"{path.stem}_attachments.zip").unlink(missing_ok=True)
    path.write_bytes(_SIGNED.sub(r' \1=""', path.read_text(encoding="utf-8")).encode())
    return path


def _relate(project: QgsProject) -> None:
    """Let a route show its stops."""
    relation = QgsRelation(QgsRelationContext(project))
    relation.setId("locatierisico_route_stops")
    relation.setName(translate("layers", "Stops"))
    relation.setReferencedLayer("locatierisico_routes")
    relation.setReferencingLayer("locatierisico_stops")
    for name in ("team", "day"):
        relation.addFieldPair(name, name)
    if {"locatierisico_routes", "locatierisico_stops"} <= set(project.mapLayers()):
        project.relationManager().addRelation(relation)


def _prepare(layer: QgsVectorLayer, role: str) -> None:
    layer.setCustomProperty(ROLE, f"field_{role}")
    layer.setCustomProperty("QFieldSync/action", "copy")
    layer.setCustomProperty("QFieldSync/cloud_action", "offline" if role == "stops" else "copy")
    if role in _PLACES:
        _PLACES[role](layer)
        name_streets(layer)
    else:
        style_plan_layer(layer, role)
    if role == "stops":
        _ask(layer)
    else:
        layer.setReadOnly(True)


def _ask(layer: QgsVectorLayer) -> None:
    """Give the stops a form: what is planned can be read, what was found can be filled in."""
    form = layer.editFormConfig()
    for number, name in enumerate(layer.fields().names()):
        form.setReadOnly(number, name not in FILLED_IN)
        form.setLabelOnTop(number, True)  # noqa: FBT003  Qt takes positions
    fields = layer.fields()
    for name, widget, settings in (
        ("visited", "CheckBox", {"CheckedState": "", "UncheckedState": "", "TextDisplayMethod": 0}),
        ("outcome", "ValueMap", {"map": [{words: code} for code, words in outcome_words().items()]}),
        ("remark", "TextEdit", {"IsMultiline": True, "UseHtml": False}),
        ("photo", "ExternalResource", _photo()),
        ("addresses", "TextEdit", {"IsMultiline": True, "UseHtml": False}),
        ("stop_id", "Hidden", {}),
        ("fid", "Hidden", {}),
    ):
        number = fields.indexOf(name)
        if number >= 0:
            layer.setEditorWidgetSetup(number, QgsEditorWidgetSetup(widget, settings))
    _constrain(layer)
    hints = {
        "remark": translate("layers", "Remark about the place: never names or other data of persons"),
        "photo": translate("layers", "Photo of the place: no persons, no number plates"),
    }
    for name, hint in hints.items():
        layer.setFieldAlias(fields.indexOf(name), hint)
    form.setLayout(Qgis.AttributeFormLayout.DragAndDrop)
    form.clearTabs()
    for title, names in (
        (translate("layers", "Visit"), ("name", "arrival", *FILLED_IN)),
        (translate("layers", "Before you go"), _ASKED),
        (translate("layers", "Plan"), _PLANNED),
    ):
        form.addTab(_tab(title, names, layer))
    form.setSuppress(QgsEditFormConfig.FeatureFormSuppress.SuppressOff)
    layer.setEditFormConfig(form)
    for locked in ("geometry", "geometry_editing", "feature_addition", "feature_deletion"):
        layer.setCustomProperty(f"QFieldSync/is_{locked}_locked", True)  # noqa: FBT003  Qt takes positions
    for naming in ("attachment_naming", "photo_naming"):  # new and old QField
        layer.setCustomProperty(f"QFieldSync/{naming}", json.dumps({"photo": _PHOTO_NAME}))


def _photo() -> dict[str, Any]:
    """Keep photos in a folder beside the project, by a path that is the same on every device."""
    return {
        "DocumentViewer": 1,  # a picture
        "DocumentViewerHeight": 0,
        "DocumentViewerWidth": 0,
        "FileWidget": True,
        "FileWidgetButton": True,
        "FileWidgetFilter": "",
        "RelativeStorage": 1,  # to the project
        "StorageMode": 0,  # a file
        "DefaultRoot": "",
        "PropertyCollection": {"name": None, "properties": {}, "type": "collection"},
        "StorageAuthConfigId": None,
        "StorageType": None,
    }


def _constrain(layer: QgsVectorLayer) -> None:
    fields = layer.fields()
    codes = ", ".join(f"'{code}'" for code in OUTCOMES)
    for name, expression, why in (
        (
            "outcome",
            f'("outcome" IS NULL AND NOT coalesce("visited", FALSE)) OR "outcome" IN ({codes})',
            translate("layers", "Choose an outcome for a stop that was visited."),
        ),
        (
            "remark",
            f'"remark" IS NULL OR length("remark") <= {_LONGEST_REMARK}',
            translate("layers", "Keep it short, about the place, without names of persons."),
        ),
    ):
        number = fields.indexOf(name)
        layer.setConstraintExpression(number, expression, why)
        layer.setFieldConstraint(
            number,
            QgsFieldConstraints.Constraint.ConstraintExpression,
            QgsFieldConstraints.ConstraintStrength.ConstraintStrengthHard,
        )


def _tab(title: str, names: tuple[str, ...], layer: QgsVectorLayer) -> QgsAttributeEditorContainer:
    tab = QgsAttributeEditorContainer(title, None)
    tab.setType(Qgis.AttributeEditorContainerType.Tab)
    for name in names:
        number = layer.fields().indexOf(name)
        if number >= 0:
            tab.addChildElement(QgsAttributeEditorField(name, number, tab))
    return tab


def _caveat(project: QgsProject, *, simulated: bool) -> None:
    """Let the map itself say what a stop is not."""
    words = translate("layers", "An indication, not a suspicion.")
    words += " " + translate("layers", "SIMULATED: not real data") if simulated else ""
    project.writeEntry("CopyrightLabel", "/Enabled", True)  # noqa: FBT003  Qt takes positions
    project.writeEntry("CopyrightLabel", "/Label", words)
    metadata = project.metadata()
    metadata.setAbstract(words)
    metadata.setAuthor("")
    project.setMetadata(metadata)
