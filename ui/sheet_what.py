"""First page of the dialog for map sheets: of which results, and which sheets."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import QgsProject, QgsVectorLayer
from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSpinBox,
    QToolButton,
    QWidget,
)

from ..algorithms.sheet_parameters import KINDS, KINDS_AT_FIRST, MODES, MOST_TOP, TOP
from ..layers.language import translate
from ..layers.loading import ROLE, read_recipe, run_title
from ..layers.runs import runs_in
from .route_page import Page

if TYPE_CHECKING:
    from ..briefing.choice import Held

_LIST_HIGH = 84  # pixels
_SEPARATOR = "; "


class WhatPage(Page):
    """Results, kinds of sheet, areas, locations, and for whom."""

    def __init__(self, parent: QWidget) -> None:
        """Lay out the page with the runs of the project."""
        super().__init__(parent)
        self._listed = ""
        self._add_run()
        self._add_kinds()
        self._add_areas()
        self._add_units()
        self._add_files()
        self.column.addStretch(1)
        self.fill_runs()

    def parameters(self) -> dict[str, Any]:
        """Give what was chosen."""
        return {
            "RESULTS": self.run.currentData() or "",
            "WHICH": [kind for kind, box in self.kinds.items() if box.isChecked()],
            "AREAS": ";".join(self._areas()),
            "UNITS": self.units.text().strip(),
            "TOP": self.top.value(),
            "REGISTERS": self.registers.filePath(),
            "ROUTES": self.plan.filePath(),
            "NATIONAL": self.national.filePath(),
            "MODE": str(self.mode.currentData()),
        }

    def fill_runs(self) -> None:
        """Offer the runs of the project, the newest first; what was browsed for stays."""
        chosen = self.run.currentData()
        browsed = [self.run.itemData(at) for at in range(self.run.count())]
        found = [str(folder) for folder in runs_in(QgsProject.instance())]
        self.run.blockSignals(True)  # noqa: FBT003  Qt takes positions
        self.run.clear()
        for folder in dict.fromkeys([*found, *browsed]):
            self._offer(folder)
        self.run.setCurrentIndex(max(self.run.findData(chosen), 0) if self.run.count() else -1)
        self.run.blockSignals(False)  # noqa: FBT003  Qt takes positions
        if self.run.currentData() != chosen:
            self.changed.emit()

    def choose_run(self, folder: str) -> None:
        """Choose results that are in no layer of the project."""
        if self.run.findData(folder) < 0:
            self._offer(folder)
        self.run.setCurrentIndex(self.run.findData(folder))

    def show_held(self, held: Held) -> None:
        """Show how many sheets of each kind there are, and the areas."""
        areas, units = held.results["areas"], held.results["units"]
        scored = int((units["state"] == "scored").sum())
        self._count("areas", len(areas))
        self._count("locations", scored)
        self.top.setMaximum(max(1, min(scored, MOST_TOP)))
        if self._listed == str(held.results.folder):
            return
        self._listed = str(held.results.folder)
        self.areas.blockSignals(True)  # noqa: FBT003  Qt takes positions
        self.areas.clear()
        for area_id, name in zip(areas["area_id"], areas["name"], strict=True):
            item = QListWidgetItem(str(name or area_id), self.areas)
            item.setData(Qt.ItemDataRole.UserRole, str(area_id))
            item.setToolTip(item.text())
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
        self.areas.blockSignals(False)  # noqa: FBT003  Qt takes positions

    def take_selection(self, role: str) -> list[str]:
        """Give the ids of what is selected on the map."""
        name = f"{role[:-1]}_id"
        return [
            str(feature[name])
            for layer in QgsProject.instance().mapLayers().values()
            if isinstance(layer, QgsVectorLayer) and layer.customProperty(ROLE) == role
            for feature in layer.getSelectedFeatures()
        ]

    def select_areas(self) -> None:
        """Check the areas that are selected on the map; all where none is."""
        ids = set(self.take_selection("areas"))
        for at in range(self.areas.count()):
            item = self.areas.item(at)
            checked = not ids or item.data(Qt.ItemDataRole.UserRole) in ids
            item.setCheckState(Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked)

    def select_units(self) -> None:
        """Take the locations that are selected on the map."""
        self.units.setText(_SEPARATOR.join(self.take_selection("units")))

    def has_areas(self) -> bool:
        """Tell whether an area is checked, where what is made depends on that."""
        highest = self.kinds["locations"].isChecked() and not self.units.text().strip()
        wanted = self.kinds["areas"].isChecked() or highest
        return not wanted or self.areas.count() == 0 or bool(self._checked())

    def lacking(self) -> QWidget | None:
        """Say beside a field what is missing; gives that field."""
        self._run_remark.say("" if self.run.currentData() else translate("ui", "Choose the folder of a run."))
        kinds = any(box.isChecked() for box in self.kinds.values())
        self._kinds_remark.say("" if kinds else translate("ui", "Choose at least one kind of sheet."))
        plan = not self.kinds["routes"].isChecked() or bool(self.plan.filePath())
        self._plan_remark.say("" if plan else translate("ui", "Route sheets need a plan: choose its folder."))
        areas = self.has_areas()
        self._areas_remark.say("" if areas else translate("ui", "Choose at least one area."))
        fields = (
            (self.run, bool(self.run.currentData())),
            (self.kinds["overview"], kinds),
            (self.areas, areas),
            (self.plan, plan),
        )
        return next((field for field, fine in fields if not fine), None)

    def _checked(self) -> list[str]:
        items = [self.areas.item(at) for at in range(self.areas.count())]
        checked = [item for item in items if item.checkState() == Qt.CheckState.Checked]
        return [str(item.data(Qt.ItemDataRole.UserRole)) for item in checked]

    def _areas(self) -> list[str]:
        checked = self._checked()
        return [] if len(checked) == self.areas.count() else checked

    def _offer(self, folder: str) -> None:
        try:
            title = run_title(read_recipe(Path(folder))).removeprefix("Locatierisico: ")
        except (OSError, ValueError, KeyError):
            title = Path(folder).name
        self.run.addItem(title, folder)
        self.run.setItemData(self.run.count() - 1, folder, Qt.ItemDataRole.ToolTipRole)

    def _count(self, kind: str, n: int) -> None:
        self.kinds[kind].setText(f"{_kind_words()[kind]} ({n})")

    def _browse(self) -> None:
        words = translate("ui", "Folder of a run")
        folder = QFileDialog.getExistingDirectory(self, words, str(self.run.currentData() or ""))
        if folder:
            self.choose_run(folder)

    def _add_run(self) -> None:
        self.run, browse = QComboBox(self), QToolButton(self)
        self.run.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        browse.setText("…")
        self.name(browse, translate("ui", "Choose the folder of a run"))
        browse.clicked.connect(lambda _checked=False: self._browse())
        row = QHBoxLayout()
        row.addWidget(self.run, 1)
        row.addWidget(browse)
        self._run_remark = self.add_row(self.form, translate("ui", "Results"), row, self.run)
        self.run.currentIndexChanged.connect(lambda _at: self.changed.emit())
        self.mode = QComboBox(self)
        for mode, words in zip(
            MODES, (translate("ui", "Inside the municipality"), translate("ui", "Partners too")), strict=True
        ):
            self.mode.addItem(words, mode)
        self.mode.currentIndexChanged.connect(lambda _at: self.changed.emit())
        self.add(
            self.form,
            translate("ui", "Who may see them"),
            self.mode,
            translate("ui", "For partners, small counts, WOZ values and what is of single locations are not shown."),
        )

    def _add_kinds(self) -> None:
        grid = QGridLayout()
        self.kinds = {kind: QCheckBox(words, self) for kind, words in _kind_words().items()}
        for at, kind in enumerate(KINDS):
            box = self.kinds[kind]
            box.setChecked(kind in KINDS_AT_FIRST)
            box.toggled.connect(lambda _checked: self.changed.emit())
            grid.addWidget(box, at // 2, at % 2)
        self._kinds_remark = self.add_row(self.form, translate("ui", "Sheets"), grid, self.kinds["overview"])
        self.kinds["overview"].setAccessibleName("")  # its own words

    def _add_areas(self) -> None:
        self.areas, button = QListWidget(self), QPushButton(translate("ui", "As on the map"), self)
        self.areas.setFixedHeight(_LIST_HIGH)
        self.areas.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.areas.itemChanged.connect(lambda _item: self.changed.emit())
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: self.select_areas())
        button.setToolTip(translate("ui", "Checks the areas that are selected on the map."))
        row = QHBoxLayout()
        row.addWidget(self.areas, 1)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._areas_remark = self.add_row(self.form, translate("ui", "Areas"), row, self.areas)

    def _add_units(self) -> None:
        self.units, self.top = QLineEdit(self), QSpinBox(self)
        button = QPushButton(translate("ui", "As on the map"), self)
        button.setAutoDefault(False)
        button.setToolTip(translate("ui", "Takes the locations that are selected on the map."))
        button.clicked.connect(lambda _checked=False: self.select_units())
        self.units.setPlaceholderText(translate("ui", "the highest"))
        self.units.textChanged.connect(lambda _text: self.changed.emit())
        self.top.setRange(1, MOST_TOP)
        self.top.setValue(TOP)
        self.top.valueChanged.connect(lambda _value: self.changed.emit())
        self.name(self.top, translate("ui", "How many of the highest locations"))
        row = QHBoxLayout()
        row.addWidget(self.units, 1)
        row.addWidget(self.top)
        row.addWidget(button)
        help_text = translate("ui", "Ids of locations, with a semicolon between. Empty: the highest, as many as given.")
        self.add_row(self.form, translate("ui", "Locations"), row, self.units, help_text)

    def _add_files(self) -> None:
        self.registers, self.plan, self.national = QgsFileWidget(self), QgsFileWidget(self), QgsFileWidget(self)
        self.registers.setFilter("GeoPackage (*.gpkg)")
        self.plan.setStorageMode(QgsFileWidget.StorageMode.GetDirectory)
        self.national.setFilter("CSV (*.csv)")
        for widget in (self.registers, self.plan, self.national):
            widget.fileChanged.connect(lambda _path: self.changed.emit())
        self.add(
            self.form,
            translate("ui", "Registers"),
            self.registers,
            translate("ui", "registers.gpkg of Load registers: for location sheets, and as a background of the maps."),
        )
        self._plan_remark = self.add(
            self.form,
            translate("ui", "Inspection plan"),
            self.plan,
            translate("ui", "Folder of a plan of inspections."),
        )
        self.add(
            self.form,
            translate("ui", "Country"),
            self.national,
            translate("ui", "CSV with a national reference, drawn beside the profile of each area."),
        )


def _kind_words() -> dict[str, str]:
    words = (
        translate("ui", "Overview"),
        translate("ui", "Areas"),
        translate("ui", "Hotspots"),
        translate("ui", "Locations"),
        translate("ui", "Routes"),
        translate("ui", "Method"),
    )
    return dict(zip(KINDS, words, strict=True))
