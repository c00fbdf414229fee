from __future__ import annotations

import dataclasses
import hashlib
import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from locatierisico.indicators.model import Theme
from locatierisico.safeguards.messages import note
from locatierisico.safeguards.recipe import Recipe, plugin_version


@dataclass(frozen=True)
class _Options:
    set_file: Path | None
    theme: Theme
    draws: int


@pytest.fixture
def recipe() -> Recipe:
    return Recipe(
        version="0.1.0",
        peildatum=date(2021, 10, 15),
        municipality="Weesp",
        inputs=[{"register": "BAG", "name": "bag.zip", "sha256": "ab", "rows": 12}],
        simulated=frozenset({"woz_waarden", "incidenten"}),
        options=_Options(Path("/home/someone/mijn set.toml"), Theme.DRUGS, 10),
        sets={"buitengebied": {"weights": np.array([0.5, np.nan]), "sorts": {"b", "a"}}},
        choices=[note("algorithms_no_incidents")],
        expires=date(2022, 1, 1),
    )


def test_canonical_form_holds_file_names_and_no_paths(recipe: Recipe) -> None:
    plain = recipe.plain()
    assert plain["options"] == {"set_file": "mijn set.toml", "theme": "drugs", "draws": 10}
    assert "someone" not in recipe.text()


def test_sets_are_sorted_and_missing_is_null(recipe: Recipe) -> None:
    plain = recipe.plain()
    assert plain["simulated"] == ["incidenten", "woz_waarden"]
    assert plain["sets"]["buitengebied"] == {"weights": [0.5, None], "sorts": ["a", "b"]}


def test_hash_is_of_the_canonical_json_and_anyone_can_check_it(recipe: Recipe) -> None:
    written = json.loads(recipe.text())
    stated = written.pop("sha256")
    canonical = json.dumps(written, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert stated == hashlib.sha256(canonical.encode()).hexdigest()


def test_hash_does_not_depend_on_the_order_of_keys(recipe: Recipe) -> None:
    turned = dataclasses.replace(recipe, inputs=[dict(reversed(recipe.inputs[0].items()))])
    assert turned.sha256() == recipe.sha256()


@pytest.mark.parametrize(
    "change",
    [{"peildatum": date(2021, 10, 16)}, {"version": "0.1.1"}, {"purpose": "controle"}, {"choices": []}],
)
def test_whatever_decides_the_results_changes_the_hash(recipe: Recipe, change: dict[str, object]) -> None:
    assert dataclasses.replace(recipe, **change).sha256() != recipe.sha256()


def test_plugin_version_is_that_of_the_metadata() -> None:
    assert plugin_version("name=x\nversion=1.2.3\n") == "1.2.3"
    assert plugin_version().count(".") == 2
