"""What the signs on a map mean, in the words of its layers, so that all of it fits where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qgis.core import (
    QgsFeatureRequest,
    QgsLayoutUtils,
    QgsLegendRenderer,
    QgsLegendStyle,
    QgsMapLayerLegendUtils,
    QgsRuleBasedRenderer,
    QgsTextFormat,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import Qt

from ..briefing.letters import Hand, broken
from .fitting import measure_of
from .paper import POINT

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from qgis.core import QgsLayerTreeLayer, QgsLayoutItemLegend, QgsMapLayer, QgsSizeF

_SMALLER = "locatierisico/smaller"  # custom property: how much smaller letters already are than they were made
_NOTHING = "FALSE"  # filter of a rule that draws nothing and only says something
_PARTS = (QgsLegendStyle.Style.Group, QgsLegendStyle.Style.Subgroup, QgsLegendStyle.Style.SymbolLabel)
_SIZES = (1.0, 0.94, 0.88, 0.82, 0.76, 0.7, 0.64)  # of what the layout has
_COLUMNS = range(1, 6)
_SPLIT, _MANY = 0.15, 0.05  # how much smaller letters are rather taken than a layer in two columns, or a fourth
_SLACK = 0.5  # mm, to the side for what is rounded, below for the tails of letters
_NARROWER = 0.97  # for what a printer makes wider
_BESIDE = 2.5  # mm between a sign and its words, with what QGIS adds


@dataclass
class _Entry:
    """A layer in a legend: its title, and the signs that are said, by their number in the layer."""

    node: QgsLayerTreeLayer
    title: str
    signs: dict[int, str]


class Legend:
    """A legend of a layout that is not kept, which is filled again and again."""

    def __init__(self, item: QgsLayoutItemLegend) -> None:
        """Hold how it was made: letters get smaller from there."""
        self.item = item
        before = float(item.customProperty(_SMALLER) or 1.0)
        styles = {part: item.style(part) for part in _PARTS}
        # A format lives no longer than the style it is taken from.
        self._forms = {part: QgsTextFormat(style.textFormat()) for part, style in styles.items()}
        for form in self._forms.values():
            form.setSize(form.size() / before)
        self._sign = item.symbolWidth() / before, item.symbolHeight() / before
        self._held: object = None
        self._said = ""

    def explain(self, layers: Sequence[QgsMapLayer]) -> str:
        """Put layers into it, each with what it draws; what only says something is left to the text of the sheet.

        Letters get smaller, and stand in more columns, until all of it fits in its box.

        Args:
            layers: Topmost first; of one that is filtered only the signs that are left.

        Returns:
            The same in words.

        """
        asked = [(one.id(), one.subsetString() if isinstance(one, QgsVectorLayer) else "") for one in layers]
        if asked != self._held:
            self._said = self._filled(layers)
            self._held = asked
        return self._said

    def _filled(self, layers: Sequence[QgsMapLayer]) -> str:
        legend = self.item
        root = legend.model().rootGroup()
        root.clear()
        found = [_entry(legend, root.addLayer(layer), layer) for layer in layers]
        entries = [one for one in found if one is not None]
        legend.setResizeToContents(False)
        ways = _ways()
        if not self._fits(entries, (_SIZES[-1], _COLUMNS[-1], True)):
            _shorten(entries, lambda: self._fits(entries, (_SIZES[-1], _COLUMNS[-1], True)))
            return _said(entries)
        next((way for way in ways if self._fits(entries, way)), None)
        return _said(entries)

    def _fits(self, entries: Sequence[_Entry], way: tuple[float, int, bool]) -> bool:
        """Set the legend in a way, and tell whether it fits its box so."""
        box = self.item.rect()
        self._set(entries, way, box.width())
        size = size_of(self.item)
        return bool(size.width() <= box.width() + _SLACK and size.height() <= box.height() - _SLACK)

    def _set(self, entries: Sequence[_Entry], way: tuple[float, int, bool], width: float) -> None:
        legend, (size, columns, split) = self.item, way
        legend.setCustomProperty(_SMALLER, size)
        legend.setColumnCount(columns)
        legend.setSplitLayer(split)
        legend.setSymbolWidth(self._sign[0] * size)
        legend.setSymbolHeight(self._sign[1] * size)
        for part, form in self._forms.items():
            smaller = QgsTextFormat(form)
            smaller.setSize(form.size() * size)
            style = legend.style(part)
            style.setTextFormat(smaller)
            legend.setStyle(part, style)
        each = (width - legend.columnSpace() * (columns - 1)) / columns - 2 * legend.boxSpace()
        for entry in entries:
            title = _broken(entry.title, self._forms[QgsLegendStyle.Style.Subgroup], size, each)
            entry.node.setCustomProperty("legend/title-label", title)
            QgsMapLayerLegendUtils.setLegendNodeOrder(entry.node, list(entry.signs))
            beside = each - legend.symbolWidth() - _BESIDE
            for at, words in entry.signs.items():
                lines = _broken(words, self._forms[QgsLegendStyle.Style.SymbolLabel], size, beside)
                QgsMapLayerLegendUtils.setLegendNodeUserLabel(entry.node, at, lines)
            legend.model().refreshLayerLegend(entry.node)


def _entry(legend: QgsLayoutItemLegend, node: QgsLayerTreeLayer, layer: QgsMapLayer) -> _Entry | None:
    nodes = legend.model().layerOriginalLegendNodes(node)
    signs = {at: str(one.data(Qt.ItemDataRole.DisplayRole) or "") for at, one in enumerate(nodes)}
    renderer = layer.renderer() if isinstance(layer, QgsVectorLayer) else None
    if isinstance(renderer, QgsRuleBasedRenderer):
        rules = [rule.filterExpression() for rule in renderer.rootRule().children()]
        signs = {at: words for at, words in signs.items() if at >= len(rules) or _drawn(layer, rules[at])}
    if not signs:
        legend.model().rootGroup().removeLayer(layer)
        return None
    return _Entry(node, layer.name(), signs)


def _drawn(layer: QgsVectorLayer, rule: str) -> bool:
    """Tell whether a rule draws anything; in a layer that is shown whole it may stay, for who compares sheets."""
    if rule == _NOTHING or not layer.subsetString():
        return rule != _NOTHING
    request = QgsFeatureRequest().setLimit(1).setNoAttributes()
    if rule:
        request.setFilterExpression(rule)
    return next(layer.getFeatures(request), None) is not None


def _ways() -> list[tuple[float, int, bool]]:
    """Give size, columns and whether a layer may stand in two of them, the most readable first."""
    ways = [(size, columns, split) for size in _SIZES for split in (False, True) for columns in _COLUMNS]
    return sorted(ways, key=lambda way: (1 - way[0]) + _SPLIT * way[2] + _MANY * max(0, way[1] - 3))


def _broken(words: str, form: QgsTextFormat, size: float, width: float) -> str:
    font = form.font()
    hand = Hand(form.size() * size, font.bold() or form.forcedBold())
    return "\n".join(broken(words, max(10.0, width) / POINT * _NARROWER, hand, measure_of(font.family())))


def size_of(legend: QgsLayoutItemLegend) -> QgsSizeF:
    """Give the room a legend takes, in mm."""
    context = QgsLayoutUtils.createRenderContextForLayout(legend.layout(), None)
    return QgsLegendRenderer(legend.model(), legend.legendSettings()).minimumSize(context)


def _shorten(entries: Sequence[_Entry], fits: Callable[[], bool]) -> None:
    """Leave out the last signs of the longest layer, and say so, where not even small letters fit."""
    while entries:
        entry = max(entries, key=lambda one: len(one.signs))
        whole = list(entry.signs.items())
        if len(whole) <= 1:
            return
        few, many = 1, len(whole) - 1
        while few < many:
            middle = (few + many + 1) // 2
            entry.signs = _first(whole, middle)
            few, many = (middle, many) if fits() else (few, middle - 1)
        entry.signs = _first(whole, few)
        if fits():
            return


def _first(signs: Sequence[tuple[int, str]], n: int) -> dict[int, str]:
    """Give the first signs, with a mark that there are more."""
    *before, (at, words) = signs[:n]
    return dict([*before, (at, f"{words} …")])


def _said(entries: Sequence[_Entry]) -> str:
    return "\n".join(
        f"{one.title}: {'; '.join(words for words in one.signs.values() if words)}".rstrip(": ") for one in entries
    )
