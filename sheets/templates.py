"""A template of the municipality as the layout of a page: any will do that has a map."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsPathResolver, QgsPrintLayout, QgsProject, QgsReadWriteContext
from qgis.PyQt.QtXml import QDomDocument

from ..safeguards.messages import note, refused
from .complete import complete
from .house import House
from .shown import main_map, panel_of

if TYPE_CHECKING:
    from ..safeguards.messages import Message

_ROOTS = ("Layout", "Composer")  # of a template of QGIS 3, and of QGIS 2


def read_template(
    path: str | Path, project: QgsProject, house: House | None = None
) -> tuple[QgsPrintLayout, list[Message]]:
    """Read a template.

    Args:
        path: Of the .qpt file.
        project: For which the layout is.
        house: In which is written what the template lacks.

    Returns:
        Its first page as a layout that bears what no page goes without, and what there is to tell.

    Raises:
        RefusedError: There is no such file, it is no template, or there is no map on its first page.

    """
    path = Path(path)
    document = _document(path)
    layout = QgsPrintLayout(project)
    context = QgsReadWriteContext()
    context.setPathResolver(project.pathResolver() if project.fileName() else QgsPathResolver(str(path)))
    _, fine = layout.loadFromTemplate(document, context)
    pages = layout.pageCollection()
    if not fine or pages.pageCount() == 0:
        raise refused("sheets_template_other", template=path.name)
    messages: list[Message] = []
    if pages.pageCount() > 1:
        messages.append(note("sheets_template_pages", template=path.name, n=pages.pageCount()))
        for number in range(pages.pageCount() - 1, 0, -1):
            pages.deletePage(number)
    if main_map(layout) is None:
        raise refused("sheets_template_no_map", template=path.name)
    if panel_of(layout) is None:
        messages.append(note("sheets_template_no_panel", template=path.name))
    return layout, [*messages, *complete(layout, house or House(), path.name)]


def check_template(path: str | Path) -> None:
    """Look whether a template can be used, before anything is made for it.

    Raises:
        RefusedError: As `read_template`.

    """
    project = QgsProject()
    layout, _ = read_template(path, project)
    del layout  # before its project


def _document(path: Path) -> QDomDocument:
    if not path.is_file():
        raise refused("sheets_template_absent", template=str(path))
    try:
        held = path.read_bytes()
    except OSError:
        raise refused("sheets_template_unreadable", template=str(path)) from None
    document = QDomDocument()
    if not document.setContent(held) or document.documentElement().tagName() not in _ROOTS:
        raise refused("sheets_template_other", template=path.name)
    return document
