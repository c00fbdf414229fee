"""How the density of incidents and its change are drawn: classes in words with their values."""

from __future__ import annotations

from math import floor, isfinite, log10
from typing import TYPE_CHECKING

from qgis.core import (
    Qgis,
    QgsColorRampShader,
    QgsExpression,
    QgsMapLayerLegendUtils,
    QgsProject,
    QgsRasterShader,
    QgsSingleBandPseudoColorRenderer,
)
from qgis.PyQt.QtGui import QColor

from .language import figure, translate
from .tips import decimals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qgis.core import QgsRasterLayer

# Safe for colour-blind readers (ColorBrewer BuPu and PuOr; Brewer & Harrower 2003).
DENSITY = ("#bfd3e6", "#9ebcda", "#8c96c6", "#8856a7", "#810f7c")
CHANGE = ("#5e3c99", "#b2abd2", "#f7f7f7", "#fdb863", "#b35806")
_ALPHAS = (120, 155, 185, 205, 225)
_STEADY, _CHANGED = 90, 215  # how opaque what stays about the same, and what changed, may be
_NICE = (1, 1.2, 1.6, 2, 2.4, 3, 4, 5, 6, 8, 10)  # so that halves of them read well
_NOTHING = 1 / 8  # of the lowest edge: less is not drawn
_OPACITY_BAND = 2
_LOWEST, _HIGHEST = "STATISTICS_MINIMUM", "STATISTICS_MAXIMUM"


def style_density(layer: QgsRasterLayer, *, per_year: bool = True) -> None:
    """Draw five classes from transparent to dark, each from half of to the value where the next one begins.

    Args:
        layer: Incidents per km², per year or not.
        per_year: Which of both.

    """
    top = _nice(_extremes(layer)[1] / 2)
    edges = [top / 8, top / 4, top / 2, top]
    least = _nice(edges[0] * _NOTHING)
    words = [
        translate("layers", "very few"),
        translate("layers", "few"),
        translate("layers", "some"),
        translate("layers", "many"),
        translate("layers", "very many"),
    ]
    unit = _unit(per_year=per_year)
    bounds = [least, *edges, float("inf")]
    hardly = translate("layers", "none or hardly any (under {high} {unit})")
    items = [(least, _colour(DENSITY[0], 0), hardly.format(high=figure(least), unit=unit))]
    items += [
        (bounds[n + 1], _colour(DENSITY[n], _ALPHAS[n]), _ranged(words[n], bounds[n], bounds[n + 1], unit))
        for n in range(len(words))
    ]
    layer.setRenderer(_classes(layer, items))
    _tip(layer, translate("layers", "About {value} incidents {unit} were reported around here."), unit)


def style_difference(layer: QgsRasterLayer) -> None:
    """Draw what became more and what became fewer, firmly only where that is beyond chance.

    Args:
        layer: The difference per km² per year; its second band holds how firmly to draw, 0 to 255.

    """
    lowest, highest = _extremes(layer)
    most = _nice(max(highest, -lowest) / 2)
    small, large = most / 4, most
    unit = _unit(per_year=True)
    words = [
        translate("layers", "many fewer"),
        translate("layers", "fewer"),
        translate("layers", "about the same"),
        translate("layers", "more"),
        translate("layers", "many more"),
    ]
    bounds = [float("-inf"), -large, -small, small, large, float("inf")]
    items = [
        (
            bounds[n + 1],
            _colour(CHANGE[n], _STEADY if n == len(words) // 2 else _CHANGED),
            _changed(words[n], bounds[n : n + 2], unit),
        )
        for n in range(len(words))
    ]
    # A class that no value falls in, for the word on what is drawn pale: the last one goes on for ever.
    pale = translate("layers", "pale, in any colour: no clear change, chance alone gives this too")
    items.append((float("inf"), _colour(CHANGE[len(words) // 2], _STEADY), pale))
    renderer = _classes(layer, items)
    renderer.setAlphaBand(_OPACITY_BAND)
    layer.setRenderer(renderer)
    _tip(layer, translate("layers", "A change of {value} incidents {unit}. Pale: no more than chance gives."), unit)


def hide_band_name(layer: QgsRasterLayer) -> None:
    """Take what QGIS calls the band, such as Band 1 (Gray), off the legend of a layer in the project."""
    node = QgsProject.instance().layerTreeRoot().findLayer(layer.id())
    classes = len(layer.renderer().shader().rasterShaderFunction().colorRampItemList())
    if node is not None:
        QgsMapLayerLegendUtils.setLegendNodeOrder(node, list(range(1, classes + 1)))
        layer.legendChanged.emit()


def _classes(layer: QgsRasterLayer, items: Sequence[tuple[float, QColor, str]]) -> QgsSingleBandPseudoColorRenderer:
    """Draw classes by the value each goes up to, that value included."""
    lowest, highest = items[0][0], max(value for value, _, _ in items if isfinite(value))
    ramp = QgsColorRampShader(lowest, highest, None, Qgis.ShaderInterpolationMethod.Discrete)
    ramp.setColorRampItemList([QgsColorRampShader.ColorRampItem(*item) for item in items])
    shader = QgsRasterShader()
    shader.setRasterShaderFunction(ramp)
    renderer = QgsSingleBandPseudoColorRenderer(layer.dataProvider(), 1, shader)
    renderer.setClassificationMin(lowest)
    renderer.setClassificationMax(highest)
    return renderer


def _unit(*, per_year: bool) -> str:
    return translate("layers", "per km² per year") if per_year else translate("layers", "per km²")


def _ranged(words: str, low: float, high: float, unit: str) -> str:
    if high == float("inf"):
        return translate("layers", "{words} (over {low} {unit})").format(words=words, low=figure(low), unit=unit)
    text = translate("layers", "{words} ({low} to {high} {unit})")
    return text.format(words=words, low=figure(low), high=figure(high), unit=unit)


def _changed(words: str, between: Sequence[float], unit: str) -> str:
    """Say a class of change by how much, without minus signs where the word says it."""
    low, high = sorted(abs(bound) for bound in between)
    if between[0] < 0 < between[1]:
        text = translate("layers", "{words} (less than {low} {unit} either way)")
        return text.format(words=words, low=figure(high), unit=unit)
    return _ranged(words, low, high, unit)


def _nice(value: float) -> float:
    """Give the closest figure that reads well; 1 for nothing."""
    if not value > 0:
        return 1.0
    scale = 10 ** floor(log10(value))
    return float(min(_NICE, key=lambda step: abs(step - value / scale)) * scale)


def _colour(name: str, alpha: int) -> QColor:
    colour = QColor(name)
    colour.setAlpha(alpha)
    return colour


def _extremes(layer: QgsRasterLayer) -> tuple[float, float]:
    """Give the lowest and the highest value, which stand in our files; else every pixel is looked at."""
    from osgeo import gdal  # noqa: PLC0415  what QGIS itself came with

    file = gdal.OpenEx(layer.source(), gdal.OF_RASTER)
    told = file.GetRasterBand(1).GetMetadata() if file is not None else {}
    if {_LOWEST, _HIGHEST} <= told.keys():
        return float(told[_LOWEST]), float(told[_HIGHEST])
    found = layer.dataProvider().bandStatistics(1)
    return found.minimumValue, found.maximumValue


def _tip(layer: QgsRasterLayer, sentence: str, unit: str) -> None:
    """Say the value under the mouse in a sentence; nothing where there is none."""
    here = "raster_value(@layer_id, 1, @layer_cursor_point)"
    text = QgsExpression.quotedString(sentence.replace("{unit}", unit))
    caveat = translate("layers", "An indication, not a suspicion.")
    told = f"[% coalesce(replace({text}, '{{value}}', {decimals(here)}), '') %]"
    layer.setMapTipTemplate(f'<div style="font-family:sans-serif;max-width:340px">{told}<br><i>{caveat}</i></div>')
