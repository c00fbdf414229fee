"""The pages of the manual that document themselves say what the code says."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"


@pytest.fixture(scope="module")
def writer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("document", ROOT / ".ci" / "document.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(("language", "file"), [("en", "indicators.md"), ("nl", "indicatoren.md")])
def test_the_page_of_indicators_is_up_to_date(writer: ModuleType, language: str, file: str) -> None:
    assert (DOCS / file).read_text(encoding="utf-8") == writer.page(language)


@pytest.mark.parametrize(("language", "file"), [("en", "quality.md"), ("nl", "kwaliteit.md")])
def test_the_page_of_checks_publishes_their_bounds(writer: ModuleType, language: str, file: str) -> None:
    written = (DOCS / file).read_text(encoding="utf-8")
    assert written == writer.quality_page(written, language)


def test_every_algorithm_has_the_page_its_help_opens(writer: ModuleType, provider: Any) -> None:
    for algorithm in provider.algorithms():
        page = DOCS / "algorithms" / f"{algorithm.name()}.md"
        assert algorithm.helpUrl().endswith(f"docs/algorithms/{algorithm.name()}.md")
        assert page.read_text(encoding="utf-8") == writer.algorithm_page(algorithm.create({}))
