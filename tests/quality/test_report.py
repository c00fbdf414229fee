"""The page is well-formed, stands on its own, escapes what it is given, and tells every check in both languages."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any
from xml.parsers import expat

import pytest

from locatierisico.quality.catalogue import catalogue
from locatierisico.quality.examine import Examined, examine
from locatierisico.quality.model import Finding, Grade, Register, Rule
from locatierisico.quality.report import About, report
from locatierisico.quality.tables import checks_table, object_tables, shape_of
from locatierisico.quality.words import number, percent, plain, question, sentence
from locatierisico.registers.load import Input
from locatierisico.registers.tables import Registers, canonical
from locatierisico.safeguards.messages import note, warn

if TYPE_CHECKING:
    from collections.abc import Callable

SCRIPT = "<script>alert('é & \"x\"')</script>"
LANGUAGES = ("nl", "en")


class _Text(HTMLParser):
    """Collects the text of a page and the tags in it."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002  the base asks it
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.fixture
def examined(spoiled: Callable[..., Registers]) -> Examined:
    def kinds(columns: dict[str, Any], _: Any) -> None:
        columns["soort"][:5] = [SCRIPT] * 5

    told = note("bag_fillers", file=SCRIPT, table="panden", column="bouwjaar", n=2).about(["9901100000000000"])
    return examine(spoiled(incidenten=kinds), (replace(told, register="BAG"),))


def _page(examined: Examined, language: str) -> str:
    inputs = (Input("BAG", SCRIPT, "ab" * 32, 12_345), Input("WOZ", "woz.csv", "cd" * 32, 10))
    return report(examined, About(SCRIPT, "0.1.0", inputs), language)


def _read(page: str) -> _Text:
    reader = _Text()
    reader.feed(page)
    return reader


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_well_formed_and_stands_on_its_own(examined: Examined, language: str) -> None:
    page = _page(examined, language)
    expat.ParserCreate().Parse(page.encode(), True)  # noqa: FBT003  the signature of expat
    assert page.startswith("<!DOCTYPE html>\n")
    assert re.findall(r"https?://[^\"\s]+", page.replace("http://www.w3.org/2000/svg", "")) == []
    assert not re.search(r"\b(src|onload|onclick)=|@import|url\(", page)
    to = re.findall(r'href="([^"]*)"', page)
    assert to
    assert all(one.startswith("#") and f'id="{one[1:]}"' in page for one in to)
    assert f'<html lang="{language}">' in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_given_stays_text(examined: Examined, language: str) -> None:
    page = _page(examined, language)
    read = _read(page)
    assert "script" not in read.tags
    assert "<script" not in page
    text = "".join(read.words)
    # As the name of the municipality (title and heading), of an input, of a kind and in what was told while reading.
    assert text.count(SCRIPT) >= 5


@pytest.mark.parametrize("language", LANGUAGES)
def test_kinds_of_few_incidents_are_not_named(spoiled: Callable[..., Registers], language: str) -> None:
    person, often = (
        "bedreiging door Jan de Vries, tel 0612345678",
        "inbraak bij een woning aan de achterzijde door braak",
    )

    def kinds(columns: dict[str, Any], _: Any) -> None:
        columns["soort"][:4] = [person] * 4
        columns["soort"][4:9] = [often] * 5

    examined = examine(spoiled(incidenten=kinds))
    page = _page(examined, language)
    assert "Jan de" not in page
    assert "0612345678" not in page
    assert often[:40] in page
    assert often[:41] not in page
    finding = next(one.finding for one in examined.checked if one.check.id == "incidents_kind_unmapped")
    assert finding is not None
    assert (finding.n, [n for _, n in finding.parts]) == (9, [5, 4])
    # In the chart the one incident of a known kind is among the others too: two kinds, five incidents.
    assert {"nl": "andere soorten (2): 5", "en": "other kinds (2): 5"}[language] in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_check_is_told(examined: Examined, language: str) -> None:
    text = " ".join("".join(_read(_page(examined, language)).words).split())
    undrawn = ("gemeentegrens", "mutaties", "incidenten_zonder_plek")
    for one in examined.checked:
        check = one.check
        label = " ".join(plain(getattr(check.label, language), language).split())
        if check.field is None:
            assert label.lower() in text.lower(), check.id
        elif one.finding is not None and one.finding.n and check.field[0] not in undrawn:
            assert plain(check.field[1], language) in text, check.id
    # Tables that are full everywhere have no chart.
    assert {"nl": "Elk veld is overal gevuld (rijen): buurten (1).", "en": "(rows): buurten (1)."}[language] in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_names_of_ours_are_on_the_page(spoiled: Callable[..., Registers], language: str) -> None:
    failed = {"incident_id": ["A", "B"], "reason": ["no_such_number", "corner"], "candidate": ["x", "y"]}
    registers = replace(spoiled(), incidenten_zonder_plek=canonical("incidenten_zonder_plek", failed))
    told = warn("incidents_street_unknown", file="bgt_panden.csv", n=12_345)
    page = report(examine(registers, (replace(told, register="INCIDENTS"),)), About("Dorp", "1"), language)
    text = " ".join("".join(_read(page).words).split())
    ours = r"no_such_number|match_score|\bcandidate\b|incidenten_zonder_plek|bgt_panden(?!\.csv)|woz_objecten"
    assert re.findall(ours, text) == []
    assert "bgt_panden.csv" in text
    assert {"nl": "12.345 incidenten", "en": "12,345 incidents"}[language] in text
    assert not [name for name in catalogue() if re.search(rf"\b{name}\b", text)]


def test_age_reads_as_a_question(spoiled: Callable[..., Registers]) -> None:
    told = (note("registers_newest", table="BGT", newest="2016-05-01"),)
    (one,) = [one for one in examine(spoiled(), told).checked if one.check.id == "bgt_currency"]
    assert question(one, "nl") == "Nieuwste registratie 01-05-2016 (3.532 dagen oud): vraag een nieuwere levering."


def test_the_languages_differ_and_are_complete() -> None:
    for check in catalogue().values():
        texts = (check.label, check.means, *(one for one in (check.ask, check.how) if one is not None))
        for text in texts:
            assert text.en.strip(), check.id
            assert text.nl.strip(), check.id
            assert text.en != text.nl or check.field, check.id
        if check.ask is not None:
            assert not check.ask.nl.endswith("."), check.id


def test_questions_stand_under_their_keeper_and_once_per_set_of_objects(examined: Examined) -> None:
    text = "".join(_read(_page(examined, "nl")).words)
    assert "Vraag de BAG-beheerder" in text
    asked = "Panden met een opvulwaarde als bouwjaar (1005, 9999 of meer dan drie jaar vooruit) (2): vraag om"
    assert text.count(asked) == 1
    assert "Bijvoorbeeld: 9901100000000000." in text
    title = "BAG: Panden met een opvulwaarde als bouwjaar (1005, 9999 of meer dan drie jaar vooruit)"
    assert f'Zie laag "{title}".' in text


def test_the_same_bytes_every_time(examined: Examined) -> None:
    assert _page(examined, "nl") == _page(examined, "nl")
    assert _page(examined, "nl") != _page(examined, "en")


def test_made_up_data_says_so(spoiled: Callable[..., Registers]) -> None:
    registers = replace(spoiled(), simulated=frozenset({"incidenten"}))
    assert "Gesimuleerde gegevens: incidenten." in "".join(_read(_page(examine(registers), "nl")).words)


@pytest.mark.parametrize(
    ("value", "nl", "en"),
    [(10_837, "10.837", "10,837"), (1_234.56, "1.234,6", "1,234.6"), (0, "0", "0"), (float("nan"), "-", "-")],
)
def test_numbers_in_both_languages(value: float, nl: str, en: str) -> None:
    assert (number(value, "nl"), number(value, "en")) == (nl, en)


@pytest.mark.parametrize(
    ("share", "nl"),
    [(0.0, "0 %"), (1.0, "100 %"), (0.0001, "< 0,1 %"), (0.9999, "> 99,9 %"), (0.0123, "1,2 %"), (0.5, "50 %")],
)
def test_a_share_never_reads_as_nothing_or_all_when_it_is_not(share: float, nl: str) -> None:
    assert percent(share, "nl") == nl


def test_sentences_say_figure_meaning_and_what_to_do(spoiled: Callable[..., Registers]) -> None:
    def empty(columns: dict[str, Any], _: Any) -> None:
        columns["bouwjaar"][:4] = [None] * 4

    checked = {one.check.id: one for one in examine(spoiled(panden=empty)).checked}
    assert sentence(checked["panden_bouwjaar_missing"], "nl") == (
        "Panden zonder bouwjaar: 4 van 10 (40 %). Indicatoren die zulke objecten overslaan: Leeftijd van de bebouwing. "
        "Wat u kunt doen: vraag bouwjaar in te vullen of mee te leveren."
    )
    assert sentence(checked["bag_pand_small"], "en") == "Panden under 1 m²: none among 10."
    assert sentence(checked["bag_bouwjaar_filler"], "en").endswith(
        "not checked (what was told while loading was not kept with these registers; load them again)."
    )


@pytest.mark.parametrize(
    ("n", "of", "grade"), [(0, 100, "ok"), (1, 100, "note"), (2, 100, "attention"), (11, 100, "serious"), (1, 0, "ok")]
)
def test_a_grade_is_above_its_bound(n: float, of: float, grade: str) -> None:
    assert Rule(note=0.0, attention=0.01, serious=0.1).grade(Finding(n, of)) == grade


def test_every_rule_rises() -> None:
    for check in catalogue().values():
        bounds = [bound for bound in (check.rule.note, check.rule.attention, check.rule.serious) if bound is not None]
        assert bounds == sorted(set(bounds)), check.id


def test_ids_are_fit_for_layers() -> None:
    for name, check in catalogue().items():
        assert re.fullmatch(r"[a-z][a-z0-9_]{2,70}", name), name
        assert check.id == name
    assert len({check.register for check in catalogue().values()}) == len(Register)


def test_tables_of_objects_are_of_one_geometry_type(spoiled: Callable[..., Registers]) -> None:
    told = note("bag_identical", file="x", table="panden", n=3)
    ids = ["9901100000000000", "9901010000000001", "9901100000009999"]
    made = object_tables(examine(spoiled(), (told.about(ids),)))["bag_identical"]
    assert sorted(made["identificatie"]) == sorted(ids)
    assert shape_of(made) == "Point"
    kinds = made.set_index("identificatie").geometry.geom_type
    assert kinds[ids[0]] == kinds[ids[1]] == "Point"
    assert made.set_index("identificatie").geometry[ids[2]] is None
    lost = note("bag_identical", file="x", table="panden", n=1).about(ids[2:])
    assert shape_of(object_tables(examine(spoiled(), (lost,)))["bag_identical"]) is None


def test_all_grades_reach_the_table(spoiled: Callable[..., Registers]) -> None:
    registers = replace(spoiled(), incidenten=canonical("incidenten", {"incident_id": ["1"]}, [None]))
    table = checks_table(examine(registers))
    assert set(table["severity"]) <= {*(grade.value for grade in Grade), "not checked"}
    assert table["check"].is_unique
