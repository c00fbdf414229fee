from __future__ import annotations

import importlib.util
import re
import string
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def kept() -> ModuleType:
    spec = importlib.util.spec_from_file_location("translations", ROOT / ".ci" / "translations.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_text_has_a_dutch_translation_and_none_is_left_over(kept: ModuleType) -> None:
    translations = kept.translations()
    assert sorted(translations) == kept.sources()
    assert [key for key, spoken in translations.items() if not spoken] == []


def test_placeholders_are_the_same_in_both_languages(kept: ModuleType) -> None:
    for (_, source), spoken in kept.translations().items():
        names = [{name for _, name, _, _ in string.Formatter().parse(text) if name} for text in (source, spoken)]
        assert names[0] == names[1], source


def test_words_that_judge_persons_stand_nowhere(kept: ModuleType) -> None:
    judging = re.compile(r"crimin|verdacht|dader|suspect\b|offender", re.IGNORECASE)
    assert [
        text for pair in kept.translations().items() for text in (pair[0][1], pair[1]) if judging.search(text)
    ] == []
