"""Every sentence the plugin can say stands in both languages, with just the values it is given."""

from __future__ import annotations

import ast
import string
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from locatierisico.indicators.model import Text
from locatierisico.safeguards.messages import Message, note, refused, say, sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
SPEAKERS = {"note", "warn", "refused"}
SHIPPED = (
    *("safeguards", "charts", "registers", "network", "hotspots", "indicators", "quality", "synthetic"),
    *("layers", "pdok", "algorithms", "ui"),
)


def _spoken() -> Iterator[tuple[str, str, set[str], bool]]:
    """Where, which code, which values, and whether values are also given by `**`."""
    for folder in SHIPPED:
        for path in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                    continue
                if node.func.id in SPEAKERS and node.args and isinstance(node.args[0], ast.Constant):
                    keywords = {keyword.arg for keyword in node.keywords if keyword.arg}
                    open_ended = any(keyword.arg is None for keyword in node.keywords)
                    yield f"{path.name}:{node.lineno}", node.args[0].value, keywords, open_ended


def _placeholders(sentence: str) -> set[str]:
    return {name.split(".")[0] for _, name, _, _ in string.Formatter().parse(sentence) if name}


def _constants() -> set[str]:
    return {
        node.value
        for folder in SHIPPED
        for path in (ROOT / folder).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def test_every_code_has_its_sentence_with_its_values() -> None:
    for where, code, values, open_ended in _spoken():
        assert code in sentences(), f"{where}: {code} has no sentence"
        wanted = _placeholders(sentences()[code]["en"])
        if not open_ended:
            assert values == wanted, f"{where}: {code} is given {sorted(values)} and says {sorted(wanted)}"


def test_both_languages_say_the_same() -> None:
    for code, both in sentences().items():
        assert set(both) == {"en", "nl"}, code
        assert both["en"].strip(), code
        assert both["nl"].strip(), code
        assert _placeholders(both["en"]) == _placeholders(both["nl"]), code


def test_no_sentence_is_left_over() -> None:
    said = _constants()
    # The checks of set files put their domain in front of a code in one place.
    left = {code for code in sentences() if code not in said and code.removeprefix("sets_") not in said}
    assert not left


def test_no_code_stands_in_two_files() -> None:
    seen: dict[str, str] = {}
    for path in sorted((ROOT / "safeguards" / "sentences").glob("*.toml")):
        for code in tomllib.loads(path.read_text(encoding="utf-8")):
            assert code not in seen, f"{code} stands in {path.name} and {seen.get(code)}"
            seen[code] = path.name


@pytest.mark.parametrize("word", ["crimineel", "criminele", "verdachte locatie", "daders "])
def test_words_that_accuse_are_not_used(word: str) -> None:
    assert not [code for code, both in sentences().items() if word in (both["nl"] + both["en"]).lower()]


def test_anything_but_dutch_is_english() -> None:
    code = next(iter(sorted(sentences())))
    values = dict.fromkeys(_placeholders(sentences()[code]["en"]), 1)
    message = Message(code, values)
    assert say(message, "nl_NL") == say(message, "nl")
    assert say(message, "de") == say(message, "en")


def test_values_are_said_in_the_language_of_the_sentence() -> None:
    vacancy, turnover = Text("Vacancy", "Leegstand"), Text("Turnover", "Verloop")
    absent = note("index_registers_absent", area_type="winkelgebied", missing=[vacancy, turnover])
    assert say(absent, "nl").endswith("ontbreekt: Leegstand; Verloop.")
    assert say(absent, "en").endswith("absent: Vacancy; Turnover.")
    assert "Leegstand" in say(note("index_flat", area_type="winkelgebied", indicator=vacancy), "nl")
    around = note("algorithms_study_area_around_points", around=1250.5)
    assert "1250,5 m" in say(around, "nl")
    assert "1250.5 m" in say(around, "en")
    assert "1250 m" in say(note("algorithms_study_area_around_points", around=1250.0), "nl")


def test_no_sentence_formats_its_values_itself() -> None:
    for code, both in sentences().items():
        for sentence in both.values():
            assert not [spec for _, _, spec, _ in string.Formatter().parse(sentence) if spec], code


def test_a_refusal_says_its_sentence() -> None:
    code = next(iter(sorted(sentences())))
    values = dict.fromkeys(_placeholders(sentences()[code]["en"]), 1)
    assert str(refused(code, **values)) == say(note(code, **values), "en")
