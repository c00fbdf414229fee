"""Every sentence the plugin can say stands in both languages, with just the values it is given."""

from __future__ import annotations

import ast
import re
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
SPEAKERS = {"note", "warn", "refused", "words"}
SHIPPED = (
    *("safeguards", "charts", "registers", "network", "hotspots", "indicators", "quality", "synthetic", "routes"),
    "briefing",
    *("layers", "sheets", "pdok", "algorithms", "ui"),
)


def _spoken() -> Iterator[tuple[str, str, set[str], bool]]:
    """Where, which code, which values, and whether values are also given by `**`."""
    for folder in SHIPPED:
        for path in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                    continue
                said = node.args[0] if node.args else None
                if node.func.id in SPEAKERS and isinstance(said, ast.Constant):
                    code = f"sheets_{said.value}" if node.func.id == "words" else said.value
                    keywords = {keyword.arg for keyword in node.keywords if keyword.arg}
                    open_ended = any(keyword.arg is None for keyword in node.keywords)
                    yield f"{path.name}:{node.lineno}", code, keywords, open_ended


def _placeholders(sentence: str) -> set[str]:
    return {re.split(r"[.|]", name)[0] for _, name, _, _ in string.Formatter().parse(sentence) if name}


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
    # The checks of set files and the sheets put their domain in front of a code in one place.
    left = {code for code in sentences() if not said & {code, code.removeprefix("sets_"), code.removeprefix("sheets_")}}
    assert not left


def test_no_code_stands_in_two_files() -> None:
    seen: dict[str, str] = {}
    for path in sorted((ROOT / "safeguards" / "sentences").glob("*.toml")):
        for code in tomllib.loads(path.read_text(encoding="utf-8")):
            assert code not in seen, f"{code} stands in {path.name} and {seen.get(code)}"
            seen[code] = path.name


def _forms(sentence: str) -> list[list[str]]:
    return [name.split("|") for _, name, _, _ in string.Formatter().parse(sentence) if name and "|" in name]


def test_one_is_said_in_the_singular() -> None:
    for told, singular in (("en", "1 incident without a readable date was left out"), ("nl", "1 incident zonder")):
        assert singular in say(note("incidents_undated", file="a.csv", n=1), told)
    for n in (0, 2, 11, 1.5):
        assert "incidents without a readable date were left out" in say(note("incidents_undated", file="a.csv", n=n))
        assert "incidenten zonder" in say(note("incidents_undated", file="a.csv", n=n), "nl")


@pytest.mark.parametrize("tongue", ["en", "nl"])
def test_no_plural_follows_1_when_incidents_are_read(tongue: str) -> None:
    plural = re.compile(r"(?<![\d.,])1 (?:incidents|incidenten|cells|cellen|places|plekken|rows|rijen|points|punten)\b")
    for path in ("incidents", "events"):
        catalogue = tomllib.loads((ROOT / "safeguards" / "sentences" / f"{path}.toml").read_text(encoding="utf-8"))
        for code in catalogue:
            values = dict.fromkeys(_placeholders(sentences()[code]["en"]), 9) | {"n": 1}
            assert not plural.search(say(note(code, **values), tongue)), code


def test_a_value_that_looks_like_a_choice_of_words_is_said_as_it_is() -> None:
    assert say(note("incidents_undated", file="{n|a|b}", n=1)).startswith("{n|a|b}: 1 incident ")


def test_every_choice_of_words_has_two_and_follows_a_number_that_is_said() -> None:
    for code, both in sentences().items():
        for sentence in both.values():
            for form in _forms(sentence):
                assert len(form) == 3, f"{code}: {form}"
                assert all(words.strip() == words and words for words in form), f"{code}: {form}"
                assert form[1] != form[2], f"{code}: {form}"
                assert not set("{}:!") & set("".join(form)), f"{code}: {form}"
                assert f"{{{form[0]}}}" in sentence, f"{code}: {form[0]} is not said"


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
