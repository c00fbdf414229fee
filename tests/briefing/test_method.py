"""The sheet on the method shows the weights, sources and hash of the run, and to others no small number."""

from __future__ import annotations

import pytest

from locatierisico.briefing.blocks import Heading, Sentences, Table
from locatierisico.briefing.method import method_sheet

from .town import areas_of, results_of

TOWN = [("bedrijventerrein", 66, 65, 8), ("winkelgebied", 16, 16, 5)]


def test_the_weights_are_those_of_the_run() -> None:
    results = results_of(areas_of(TOWN))
    sheet = method_sheet(results, "en", "internal")
    (table,) = [block for block in sheet.blocks if isinstance(block, Table) and len(block.fields) > 5]
    sets = results["sets"]
    kinds = [one.heading for one in table.fields[3:]]
    assert len(table.rows) == sets["indicator"].nunique()
    for at, kind in enumerate(kinds):
        mine = sets[(sets["area_type"] == kind) & sets["nominal_weight"].notna()]
        told = sorted(row[3 + at] for row in table.rows if row[3 + at][:1].isdigit())
        assert told == sorted(map(written, mine["nominal_weight"], mine["effective_weight"]))


def written(nominal: float, effective: float) -> str:
    """Weight in per cent, with that of the set where it is another."""
    ours, theirs = (f"{100 * one:.1f}" if one == one else "0" for one in (effective, nominal))  # noqa: PLR0124  NaN
    return ours if ours == theirs else f"{ours} ({theirs})"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_whole_hash_and_every_source_stand_on_it(language: str) -> None:
    results = results_of(areas_of(TOWN))
    sheet = method_sheet(results, language, "internal")
    text = " ".join(one for block in sheet.blocks if isinstance(block, Sentences) for one in block.sentences)
    assert results.recipe["sha256"] in text.replace(" ", "")
    (sources,) = [block for block in sheet.blocks if isinstance(block, Table) and block.fields[-1].heading == "sha256"]
    assert sources.rows[0][3:] == ["4321", "ababab ababab"]


def test_the_formula_told_is_the_one_that_was_used() -> None:
    results = results_of(areas_of(TOWN))
    results.recipe["options"].update(normalisation="robust_z", aggregation="geometric", draws=0)
    sheet = method_sheet(results, "en", "internal")
    (first,) = [
        block for block, before in zip(sheet.blocks[1:], sheet.blocks, strict=False) if before is sheet.blocks[0]
    ]
    assert isinstance(sheet.blocks[0], Heading)
    assert isinstance(first, Sentences)
    text = " ".join(first.sentences)
    assert "MAD" in text
    assert "0.99" in text
    assert "no rank" in text


def test_choices_that_count_locations_are_not_for_others() -> None:
    results = results_of(areas_of(TOWN))
    results["messages"].loc[0, "severity"] = "warning"
    for mode, expected in (("internal", True), ("shared", False)):
        blocks = [block for block in method_sheet(results, "en", mode).blocks if isinstance(block, Sentences)]
        assert any("three of nine" in one for block in blocks for one in block.sentences) == expected
