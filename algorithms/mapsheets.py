"""From results to sheets for a briefing."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import QgsProcessingUtils
from qgis.PyQt.QtCore import QDate

from ..layers.language import translate
from ..layers.runs import newest_run
from ..safeguards.messages import CancelledError, Message, RefusedError, note, refused
from .algorithm import Algorithm, tell
from .given import check_file, read_date
from .job import remove_folder
from .sheet_parameters import add_form, add_marks, add_output, add_what
from .spoken_language import read_language

if TYPE_CHECKING:
    from collections.abc import Callable

    from qgis.core import QgsMapLayer, QgsProcessingContext, QgsProcessingFeedback, QgsProject

    from ..safeguards.watch import Watch
    from ..sheets.printing import Printed
    from .sheeting import Made

_PRINTED = ("booklet", "pdf", "png", "svg")
_BEFORE_PRINTING = 0.15  # of the time


class MapSheets(Algorithm):
    """Sheets a mayor, a prosecutor and a beat officer read in a minute."""

    _background: list[QgsMapLayer]

    def __init__(self) -> None:
        """Start without results."""
        super().__init__()
        self._results, self._chosen_run = "", False
        self._background = []

    def displayName(self) -> str:
        """Name in the toolbox."""
        return translate("algorithms", "Make map sheets")

    def shortHelpString(self) -> str:
        """What it does."""
        return translate(
            "algorithms",
            "Makes sheets for a briefing from the results of an assessment: the municipality, areas, "
            "locations, hotspots, "
            "routes and the method, each with a map, figures with their interval, what stands out, "
            "innocent explanations "
            "and what is missing. As one booklet, as pages that know their place on earth, as pictures, and as a "
            "workbook.\n\nEvery page says what it is for, until when, and that it is an indication "
            "and not a suspicion.",
        )

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: ARG002  signature of QGIS
        """Declare the parameters."""
        for add in (add_what, add_marks, add_form, add_output):
            add(self)

    def _check_values(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        # QGIS itself would only say that the value is incorrect.
        if parameters.get("WHICH") in ("", []):
            raise refused("sheets_choice_none")
        if parameters.get("FORMATS") in ("", []):
            raise refused("sheets_choice_no_format")
        given = parameters.get("BACKGROUND") or []
        for layer in given if isinstance(given, list | tuple) else [given]:
            if isinstance(layer, str) and QgsProcessingUtils.mapLayerFromString(layer, context) is None:
                raise refused("sheets_choice_background", layer=layer)
        super()._check_values(parameters, context)

    def check(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        """Refuse files that are not there, and a choice of nothing."""
        for name in ("REGISTERS", "TEMPLATE", "NATIONAL"):
            if given := self.parameterAsFile(parameters, name, context):
                check_file(Path(given), context)
        kinds = self.parameterAsEnumStrings(parameters, "WHICH", context)
        if "routes" in kinds and not self.parameterAsFile(parameters, "ROUTES", context):
            raise refused("sheets_choice_no_plan")

    def prepare_inputs(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        """Find the run, take the layers of the user's own background, and look at the template."""
        given = str(parameters.get("RESULTS") or "").strip()
        self._chosen_run = not given
        self._results = _source(given, context.project()) if given else newest_run(context.project())
        if not self._results:
            raise refused("sheets_choice_no_run")
        self._background = list(self.parameterAsLayerList(parameters, "BACKGROUND", context))
        for layer in self._background:
            if not layer.isValid() or not layer.isSpatial() or not layer.crs().isValid():
                raise refused("sheets_choice_background", layer=layer.name())
        if template := self.parameterAsFile(parameters, "TEMPLATE", context):
            from ..sheets.templates import check_template  # noqa: PLC0415  loads geopandas

            check_template(template)

    def process(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Read, make, write tables, print."""
        made, registers = self._made(parameters, context, feedback)
        formats = self.parameterAsEnumStrings(parameters, "FORMATS", context)
        parent = Path(self.parameterAsString(parameters, "OUTPUT", context))
        folder = _new_folder(parent, f"sheets_{made.marks.peildatum}_{made.marks.short_hash[:8]}")
        results: dict[str, Any] = {"OUTPUT": str(parent), "FOLDER": str(folder)}
        try:
            book = self._data(made, folder, formats, feedback)
            results |= {"WORKBOOK": str(book)} if book else {}
            printed = [one for one in formats if one in _PRINTED]
            if printed:
                results |= self._printed(made, registers, folder, printed, parameters, context, feedback)
        except Exception:
            tell(_left(folder), feedback)
            raise
        finally:
            _drop_if_empty(folder)
        feedback.pushInfo(translate("algorithms", "The results lie in {folder}.").format(folder=folder))
        return results

    def _made(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> tuple[Made, str]:
        files = {
            name: _source(self.parameterAsFile(parameters, name, context), None)
            for name in ("REGISTERS", "ROUTES", "NATIONAL")
        }
        texts = {
            name: self.parameterAsString(parameters, name, context).strip()
            for name in ("AREAS", "UNITS", "CLASSIFICATION", "PURPOSE", "AUTHOR")
        }
        kinds = self.parameterAsEnumStrings(parameters, "WHICH", context)
        top = self.parameterAsInt(parameters, "TOP", context)
        expires = read_date(self, parameters, "EXPIRES", context)
        spoken = read_language(self, parameters, context)
        mode = self.parameterAsEnumString(parameters, "MODE", context)
        now = QDate.currentDate()
        today, run = date(now.year(), now.month(), now.day()), self._results
        plan = files["ROUTES"] if "routes" in kinds else ""

        def work(watch: Watch) -> tuple[Made, list[Message]]:
            from ..briefing.choice import Choice, named  # noqa: PLC0415  loads geopandas
            from .sheeting import Given, make_sheets, read_held  # noqa: PLC0415  loads geopandas

            choice = Choice(kinds, named(texts["AREAS"]), named(texts["UNITS"]), top)
            given = Given(texts["CLASSIFICATION"], texts["PURPOSE"], texts["AUTHOR"], expires)
            reading, making = watch.part(0, _BEFORE_PRINTING / 2), watch.part(_BEFORE_PRINTING / 2, _BEFORE_PRINTING)
            held, messages = read_held(run, files["REGISTERS"], plan, reading, files["NATIONAL"])
            made, told = make_sheets(held, choice, given, spoken, mode, today, making)
            return made, [*messages, *told]

        made, messages = self.work(work, feedback)
        if self._chosen_run:
            tell([note("sheets_choice_run", folder=made.held.results.folder.name)], feedback)
        tell(messages, feedback)
        return made, files["REGISTERS"]

    def _data(self, made: Made, folder: Path, formats: list[str], feedback: QgsProcessingFeedback) -> Path | None:
        def work(_watch: Watch) -> tuple[Path | None, list[Message]]:
            from .sheeting import write_data  # noqa: PLC0415  loads geopandas

            return write_data(made, folder, formats)

        book, messages = self.work(work, feedback)
        tell(messages, feedback)
        return book

    def _printed(
        self,
        made: Made,
        registers: str,
        folder: Path,
        formats: list[str],
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        from ..sheets.binding import Form, Ground, bind, stage  # noqa: PLC0415  loads geopandas
        from ..sheets.house import house_from_settings  # noqa: PLC0415  the same
        from ..sheets.main_thread import on_main_thread  # noqa: PLC0415  the same
        from ..sheets.printing import print_booklet  # noqa: PLC0415  the same

        form = Form(
            self.parameterAsEnumString(parameters, "PAPER", context),
            self.parameterAsEnumString(parameters, "ORIENTATION", context),
            self.parameterAsFile(parameters, "TEMPLATE", context),
            house_from_settings(),
        )
        dpi, background = self.parameterAsInt(parameters, "DPI", context), self._background
        plan = made.held.plan
        ground = Ground(made.held.results.folder, registers, None if plan is None else plan.folder, background)

        def advance(done: float) -> None:
            feedback.setProgress(100 * (_BEFORE_PRINTING + (1 - _BEFORE_PRINTING) * done))

        def printed() -> tuple[Printed, list[Message]]:
            staged = stage(ground, made.marks.language)
            booklet, told = bind(staged, made.sheets, made.marks, form, context.project(), keep=True)
            return print_booklet(booklet, folder, formats, dpi, advance, feedback.isCanceled), told

        outcome = on_main_thread(lambda: _told(printed), feedback.isCanceled)
        if isinstance(outcome, Message):
            raise RefusedError(outcome)
        if outcome is None:
            raise CancelledError
        done, told = outcome
        tell([*told, *done.messages], feedback)
        return {"BOOKLET": str(done.files[-1])} if "booklet" in formats and done.files else {}


def _told(printed: Callable[[], Any]) -> Any:
    """Give a refusal as its message: layouts that an error holds would go in another thread, which Qt forbids."""
    try:
        return printed()
    except RefusedError as error:
        return error.message
    except CancelledError:
        return None


def _source(given: str, project: QgsProject | None) -> str:
    """Give the file of a layer of the project, or what was given where it is none."""
    layer = project.mapLayer(given) if project is not None else None
    if layer is None and project is not None:
        layer = next(iter(project.mapLayersByName(given)), None)
    return str(layer.source() if layer is not None else given).split("|", maxsplit=1)[0].strip()


def _new_folder(parent: Path, name: str) -> Path:
    number = 1
    while True:
        folder = parent / (name if number == 1 else f"{name}_{number}")
        try:
            folder.mkdir(parents=True)
        except FileExistsError:
            if not parent.is_dir():
                raise refused("algorithms_folder_not_writable", folder=str(parent)) from None
            number += 1
        except OSError as error:
            raise refused("algorithms_folder_not_writable", folder=str(parent)) from error
        else:
            return folder


def _left(folder: Path) -> list[Message]:
    n = sum(one.is_file() for one in folder.rglob("*"))
    return [note("sheets_choice_left", n=n, folder=str(folder))] if n else []


def _drop_if_empty(folder: Path) -> None:
    if not any(one.is_file() for one in folder.rglob("*")):
        remove_folder(folder)
