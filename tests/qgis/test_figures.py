"""Numbers in legends and map tips stand as the reader writes them, whatever the locale of the machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from qgis.core import QgsExpression, QgsExpressionContext, QgsExpressionContextUtils, QgsFeature, QgsVectorLayer

from locatierisico.layers.accuracy_styles import style_last_map
from locatierisico.layers.hot_styles import Drawn, chance_words, style_hot
from locatierisico.layers.language import figure
from locatierisico.layers.repeat_styles import style_repeats
from locatierisico.layers.street_styles import style_street_density

if TYPE_CHECKING:
    from qgis.core import QgsProject


def _layer(new_project: QgsProject, kind: str, **values: object) -> QgsVectorLayer:
    types = {float: "double", int: "integer", bool: "boolean", str: "string"}
    fields = "".join(f"&field={name}:{types.get(type(value), 'double')}" for name, value in values.items())
    layer = QgsVectorLayer(f"{kind}?crs=EPSG:28992{fields}", "plekken", "memory")
    feature = QgsFeature(layer.fields())
    feature.setAttributes(list(values.values()))
    layer.dataProvider().addFeature(feature)
    new_project.addMapLayer(layer)
    return layer


def _tip(layer: QgsVectorLayer) -> str:
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    context.setFeature(next(layer.getFeatures()))
    return str(QgsExpression.replaceExpressionText(layer.mapTipTemplate(), context))


def _streets(new_project: QgsProject) -> QgsVectorLayer:
    values = {"wegvak_id": "1", "straatnaam": "Kade", "density": 1234.56, "times_average": 2.0, "few": False}
    layer = _layer(new_project, "LineString", **values)
    style_street_density(layer, 1.25, yearly=True)
    return layer


def _hot(new_project: QgsProject) -> QgsVectorLayer:
    values = {"count": 2.5, "window_count": 12.0, "window_expected": 3.14, "p": 0.01, "hot_class": 1}
    layer = _layer(new_project, "Polygon", **values, one_address=0, largest_share=0.1)
    style_hot(layer, Drawn("exposure", "fdr", 0.05))
    return layer


@pytest.mark.usefixtures("dutch")
def test_a_dutch_reader_sees_decimal_commas(new_project: QgsProject) -> None:
    streets_layer = _streets(new_project)
    assert "1234,6 " in _tip(streets_layer)
    assert "2 " in _tip(streets_layer)
    legend = [rule.label() for rule in streets_layer.renderer().rootRule().children()]
    assert any("2,5 - 6,25 " in label for label in legend), legend
    assert not [label for label in legend if "2.5" in label]
    told = _tip(_hot(new_project))
    assert "2,5;" in told
    assert "12." in told  # the end of its sentence
    assert "3,1 " in told
    assert chance_words("none", 0.025).startswith("2,5 %")


@pytest.mark.usefixtures("qgis_app")
def test_an_english_reader_sees_points(new_project: QgsProject) -> None:
    assert "1234.6 " in _tip(_streets(new_project))
    assert "2.5;" in _tip(_hot(new_project))


@pytest.mark.usefixtures("dutch")
def test_no_number_is_said_where_there_is_none(new_project: QgsProject) -> None:
    values = {"incident_id": "7", "days_since": None, "metres_since": None, "since_id": None, "follow_ups": 1}
    layer = _layer(new_project, "Point", **values, role="originator")
    style_repeats(layer)
    assert "{days}" not in _tip(layer)
    assert "nan" not in _tip(layer).lower()
    cells_layer = _layer(new_project, "Polygon", outcome="found", incidents=1.5)
    style_last_map(cells_layer)
    assert " 1,5<br>" in _tip(cells_layer)


@pytest.mark.usefixtures("dutch")
def test_a_figure_has_no_power_of_ten_and_no_mark_between_thousands() -> None:
    assert [figure(value) for value in (0.125, 12.34, 999.4, 1234.5, 2_500_000.0)] == [
        *("0,125", "12,3", "999", "1234", "2500000")
    ]


@pytest.mark.parametrize(
    ("unit", "said"),
    [
        ("points", "per 1000 points"),
        ("metres", "per km of"),
        ("area", "per km²,"),
        ("field", "per 1000 of the exposure field"),
    ],
)
def test_a_rate_says_per_what_and_over_what_time(new_project: QgsProject, unit: str, said: str) -> None:
    values = {"count": 2.0, "window_count": 12.0, "p": 0.01, "hot_class": 1, "rate": 12.345, "exposure": 100.0}
    layer = _layer(new_project, "Polygon", **values, one_address=0, largest_share=0.1, grids_agree=0.5)
    style_hot(layer, Drawn("gistar", "fdr", 0.05, unit=unit))
    alias = layer.fields()[layer.fields().lookupField("rate")].alias()
    assert said in alias
    assert "whole period" in alias
    assert f"{alias}: 12.35." in _tip(layer) or f"{alias}: 12.34." in _tip(layer)
    assert all(field.alias() for field in layer.fields())


def test_streets_say_in_the_table_whether_they_are_per_year(new_project: QgsProject) -> None:
    layer = _streets(new_project)
    assert all(field.alias() for field in layer.fields())
    assert "per year" in layer.fields()["density"].alias()
    style_street_density(layer, 1.0, yearly=False)
    assert "whole period" in layer.fields()["density"].alias()
