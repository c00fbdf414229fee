from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from qgis.core import (
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsFillSymbol,
    QgsProject,
    QgsSingleSymbolRenderer,
)
from qgis.PyQt.QtGui import QColor

from locatierisico.layers.loading import add_run, layers_of, style_hash
from locatierisico.layers.styles import ATTENTION

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def run(in_background: Callable[..., Any], registers_file: Path, tmp_path: Path) -> Path:
    fine, results, _ = in_background("assess", {"REGISTERS": str(registers_file), "OUTPUT": str(tmp_path)})
    assert fine
    return Path(results["RUN"])


def test_one_group_with_layers_known_by_role(run: Path, new_project: QgsProject) -> None:
    group = add_run(new_project, run)
    assert new_project.layerTreeRoot().children()[0] is group
    names = [node.name() for node in group.children()]
    assert names[1:5] == [
        "Locations: attention",
        "Incidents: cells that stand out",
        "Areas: share in the top fifth",
        "Incidents: density",
    ]
    units = layers_of(new_project, "units")[0]
    units.setName("mijn eigen naam")
    assert layers_of(new_project, "units") == [units]


def test_a_style_of_the_users_own_survives_a_recompute(run: Path, new_project: QgsProject) -> None:
    add_run(new_project, run)
    own = QgsSingleSymbolRenderer(QgsFillSymbol.createSimple({"color": "#00ff00"}))
    layers_of(new_project, "units")[0].setRenderer(own)
    add_run(new_project, run)
    newest = new_project.layerTreeRoot().children()[0].findLayers()
    by_role = {node.layer().customProperty("locatierisico/role"): node.layer() for node in newest}
    assert by_role["units"].renderer().symbol().color() == QColor("#00ff00")
    assert by_role["areas"].renderer().type() == "RuleRenderer"
    assert by_role["units"].name() == "Locations: attention"


def test_our_own_style_is_not_taken_for_the_users(run: Path, new_project: QgsProject) -> None:
    add_run(new_project, run)
    layer = layers_of(new_project, "units")[0]
    assert style_hash(layer) == layer.customProperty("locatierisico/style")
    layer.setOpacity(0.5)
    layer.renderer().rootRule().children()[0].setLabel("anders")
    assert style_hash(layer) != layer.customProperty("locatierisico/style")


def test_every_scored_unit_falls_in_the_class_of_its_score(run: Path, new_project: QgsProject) -> None:
    add_run(new_project, run)
    layer = layers_of(new_project, "units")[0]
    rules = layer.renderer().rootRule().children()
    colours = {rule.symbol().color().name(): rule for rule in rules}
    seen = 0
    for feature in layer.getFeatures():
        score = feature["risk_score"]
        if feature["state"] != "scored":
            continue
        context = QgsExpressionContext()
        context.setFeature(feature)
        hit = [rule for rule in rules if QgsExpression(rule.filterExpression()).evaluate(context) == 1]
        assert hit == [colours[ATTENTION[min(int(score // 20), 4)]]]
        seen += 1
    assert seen == 30


def test_map_tips_tell_score_interval_reasons_and_what_is_missing(run: Path, new_project: QgsProject) -> None:
    add_run(new_project, run)
    layer = layers_of(new_project, "units")[0]
    feature = next(layer.getFeatures('"state" = \'scored\' AND "risk_rank" = 1'))
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    context.setFeature(feature)
    tip = QgsExpression.replaceExpressionText(layer.mapTipTemplate(), context)
    assert f"Score {feature['risk_score']:.0f} of 100" in tip
    assert f"Rank 1 (sensitivity interval {feature['rank_p05']:.0f} to {feature['rank_p95']:.0f})" in tip
    for reason in feature["reasons_en"].split("; "):
        assert f"<li>{reason}</li>" in tip
    assert "<b>Missing</b>" in tip
    area = layers_of(new_project, "areas")[0]
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(area))
    context.setFeature(next(area.getFeatures()))
    assert "of the 30 locations" in QgsExpression.replaceExpressionText(area.mapTipTemplate(), context)
