"""The sheet of a location says what the tables hold, keeps homes out of it, and tells others next to nothing."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
import shapely

from locatierisico.briefing.blocks import Drawn, Heading, Sentences, Table
from locatierisico.briefing.business import business, woz_use
from locatierisico.briefing.desk import Desk
from locatierisico.briefing.flow import columned, flow
from locatierisico.briefing.leaning import Lean, leaning
from locatierisico.briefing.location import location_sheet
from locatierisico.briefing.results import Results
from locatierisico.indicators.catalogue import catalogue
from locatierisico.safeguards.messages import RefusedError

from .lettering import estimated
from .made_premises import ERF, HOME, LONG, MANY, OTHERS, SHED, SHOP, make_registers, make_results

if TYPE_CHECKING:
    from locatierisico.briefing.sheet import Sheet

RESULTS = make_results()
REGISTERS = make_registers()
DESK = Desk("registers.gpkg", REGISTERS, same_date=True)
LANGUAGES = ("nl", "en")
SAYS = {"nl": "vestigingen", "en": "establishments"}


def sheet_of(unit_id: str, language: str = "nl", mode: str = "internal", desk: Desk | None = DESK) -> Sheet:
    return location_sheet(RESULTS, desk, unit_id, language, mode)


def row_of(unit_id: str) -> pd.Series:
    units = RESULTS["units"]
    return units[units["unit_id"] == unit_id].iloc[0]


def said(sheet: Sheet) -> list[str]:
    """Give all a sheet says, in order, as whole sentences and cells."""
    made = [sheet.title, sheet.subtitle, sheet.score, *sheet.words.values()]
    for block in sheet.blocks:
        if isinstance(block, Heading):
            made.append(block.words)
        elif isinstance(block, Sentences):
            made += block.sentences
        elif isinstance(block, Table):
            made += [field.heading for field in block.fields] + [cell for row in block.rows for cell in row]
        elif isinstance(block, Drawn):
            made += [block.title, block.caption, *drawn(sheet, block)]
    return made


def drawn(sheet: Sheet, block: Drawn) -> list[str]:
    (page,) = flow([block], lambda _: columned(900, 900, 1), estimated, title=sheet.title)
    return [one.words for one in page.letterings]


def table_below(sheet: Sheet, heading: str) -> Table:
    at = next(at for at, one in enumerate(sheet.blocks) if isinstance(one, Heading) and heading in one.words)
    return next(one for one in sheet.blocks[at:] if isinstance(one, Table))


def dutch(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")


def test_all_80_addresses_stand_on_the_pages_however_long_their_street() -> None:
    sheet = sheet_of(MANY)
    table = table_below(sheet, "80 adressen")
    numbers = [int(re.search(r" (\d+), 1234AB", row[0])[1]) for row in table.rows]
    assert numbers == list(range(1, 81))
    sizes = REGISTERS.verblijfsobjecten.set_index("huisnummer")["oppervlakte"].iloc[:80]
    assert [row[2] for row in table.rows] == [str(round(sizes[number])) for number in numbers]
    assert {row[4] for row in table.rows} == {"04-03-2019"}
    pages = flow(sheet.blocks, lambda _: columned(500, 500, 2), estimated)
    words = "".join(one.words for page in pages for one in page.letterings).replace("-", "").replace(" ", "")
    street = LONG.replace("-", "").replace(" ", "")
    assert all(f"{street}{number},1234AB" in words for number in numbers)
    assert len(LONG) >= 110


def test_pages_hold_all_that_is_said() -> None:
    sheet = sheet_of(SHOP, "en")
    pages = flow(sheet.blocks, lambda _: columned(280, 400, 1), estimated)
    words = re.sub(r"[\s-]", "", "".join(one.words for page in pages for one in page.letterings))
    for sentence in (one for block in sheet.blocks if isinstance(block, Sentences) for one in block.sentences):
        assert re.sub(r"[\s-]", "", sentence) in words


@pytest.mark.parametrize("language", LANGUAGES)
def test_score_rank_and_coverage_are_those_of_the_results(language: str) -> None:
    row = row_of(MANY)
    text = " ".join(said(sheet_of(MANY, language)))
    score = dutch(row["risk_score"]) if language == "nl" else f"{row['risk_score']:.1f}"
    low, high = round(row["rank_p05"]), round(row["rank_p95"])
    alike = RESULTS["units"]
    n = int(((alike["state"] == "scored") & (alike["area_type"] == row["area_type"])).sum())
    to = "tot" if language == "nl" else "to"
    assert f"Score {score} " in text
    assert f"{low} {to} {high}" in text
    assert f" {n} (bedrijventerrein)" in text
    assert "87 %" in text
    assert "61 %" in text


def test_each_contribution_is_drawn_and_each_that_lifts_has_an_innocent_explanation() -> None:
    scores = RESULTS["scores"]
    known = catalogue()
    for unit_id in (MANY, SHOP, ERF, *OTHERS[:6]):
        text = said(sheet_of(unit_id))
        parts = scores[scores["id"] == unit_id].set_index("indicator")["contribution"]
        for name, points in parts.items():
            written = f"{'+' if points > 0 else '-'}{dutch(abs(points))}" if abs(points) >= 0.05 else "0,0"
            assert written in text
            reason = f"{known[name].label.nl} ({written}): {known[name].innocent.nl}"
            assert (reason in text) == (points >= 0.05)
        assert 50 + parts.sum() == pytest.approx(row_of(unit_id)["risk_score"])


def test_bars_lean_to_their_side_as_far_as_their_value() -> None:
    rows = [Lean("A", 4.0, "+4"), Lean("B", -2.0, "-2")]
    (page,) = flow([leaning(rows, title="", caption="")], lambda _: columned(400, 200, 1), estimated)
    boxes = [
        {name: float(value) for name, value in re.findall(r'(x|width)="([\d.]+)"', part)}
        for part in page.svg().split("<")
        if part.startswith("rect") and 'height="7.5"' in part
    ]
    up, down = boxes
    assert up["x"] == pytest.approx(down["x"] + down["width"], abs=0.2)
    assert up["width"] == pytest.approx(2 * down["width"], abs=0.3)


def test_themes_are_those_of_the_location() -> None:
    themes = RESULTS["themes"]
    mine = themes[themes["unit_id"] == SHOP].sort_values("theme")
    table = table_below(sheet_of(SHOP), "Per thema")
    assert [row[1] for row in table.rows] == [dutch(score) for score in mine["risk_score"]]
    assert {row[2] for row in table.rows} == {"3 tot 19"}


@pytest.mark.parametrize("unit_id", [MANY, SHOP, SHED, OTHERS[2]])
def test_incidents_add_up_by_kind_and_year(unit_id: str) -> None:
    outline = row_of(unit_id).geometry
    near = [one for one in REGISTERS.incidenten.itertuples() if one.geometry.distance(outline) <= 100]
    sheet = sheet_of(unit_id)
    table = table_below(sheet, "Incidenten binnen 100 m")
    heads = [field.heading for field in table.fields]
    for row in table.rows[:-1]:
        mine = [one for one in near if one.soort == row[0]]
        for head, cell in zip(heads[1:-1], row[1:-1], strict=True):
            years = [None if pd.isna(one.begin) else one.begin.year for one in mine]
            wanted = {"geen datum": None}.get(head, int(head) if head.isdigit() else -1)
            assert int(cell) == years.count(wanted)
        assert int(row[-1]) == len(mine)
    assert int(table.rows[-1][-1]) == len(near)
    assert [sum(int(row[at]) for row in table.rows[:-1]) for at in range(1, len(heads))] == [
        int(cell) for cell in table.rows[-1][1:]
    ]
    text = " ".join(said(sheet))
    assert f"{len(near)} incident" in text
    assert f" {sum(one.herkomst == 'ontdekt' for one in near)} zelf ontdekt" in text
    counted = sum(one.herkomst == "gemeld" and one.soort != "overlast" for one in near)
    assert f"{counted} hiervan" in text


def test_earlier_years_stand_together() -> None:
    old = REGISTERS.incidenten.assign(
        begin=[pd.Timestamp(2015 + at % 9, 5, 1) for at in range(len(REGISTERS.incidenten))]
    )
    desk = Desk("registers.gpkg", make_registers(incidenten=old), same_date=True)
    table = table_below(sheet_of(MANY, desk=desk), "Incidenten")
    assert [field.heading for field in table.fields][1:6] == ["eerder", "2020", "2021", "2022", "2023"]
    near = [one for one in old.itertuples() if one.geometry.distance(row_of(MANY).geometry) <= 100]
    assert int(table.rows[-1][1]) == sum(one.begin.year < 2020 for one in near)


def test_only_a_location_in_a_hot_cell_says_so() -> None:
    assert any("dan toeval verklaart (5 %" in one for one in said(sheet_of(MANY)))
    assert any("niet in een cel" in one for one in said(sheet_of(SHOP)))


def test_woz_values_and_their_change_stand_inside_alone() -> None:
    text = said(sheet_of(SHOP))
    assert "€ 333.000\n01-01-2023" in text
    assert "+25,0 %" in text
    assert any(one.startswith("niet-woning, soort 3110\n") for one in text)
    assert "€ 333,000\n01-01-2023" in said(sheet_of(SHOP, "en"))


def test_establishments_are_counted_and_told_by_what_they_do() -> None:
    table = table_below(sheet_of(MANY), "Vestigingen")
    objects = REGISTERS.verblijfsobjecten
    own = set(objects["identificatie"][objects["pand_identificaties"].map(lambda ids: MANY in ids)])
    firms = REGISTERS.vestigingen[REGISTERS.vestigingen["adresseerbaar_object_identificatie"].isin(own)]
    assert len(table.rows) == len(firms)
    ended = int(firms["datum_opheffing"].notna().sum())
    assert f"Nu {len(firms) - ended} vestigingen, {ended} opgeheven. Namen worden nooit ingelezen." in said(
        sheet_of(MANY)
    )
    assert [bool(row[2]) for row in table.rows] == [False] * (len(firms) - ended) + [True] * ended
    assert {row[0].split("\n")[0] for row in table.rows} <= {
        "4711 detailhandel", "0141 landbouw, bosbouw en visserij", "52109 opslag en dienstverlening voor vervoer",
        "6820 verhuur van en handel in vastgoed",
    }  # fmt: skip


def test_vacancy_and_lists_come_with_their_address_and_day() -> None:
    text = said(sheet_of(MANY))
    assert f"{LONG} 4: leeg vanaf 06-05-2023." in text
    assert f"{LONG} 6: leeg, sinds wanneer is niet bekend." in text
    table = table_below(sheet_of(MANY), "Lijsten")
    assert table.rows == [[f"eerdere controle\n{LONG} 1", "08-07-2023", "toezicht"]]
    assert table_below(sheet_of(ERF), "Lijsten").rows == [["stoppers\nPolderweg 3", "08-07-2023", "gemeente"]]


def test_homes_are_counted_and_not_described() -> None:
    text = " ".join(said(sheet_of(SHOP)))
    assert "3 woningen" in text
    for number in (8, 9, 10):
        assert f"Marktplein {number}" not in text
    assert "signaal" not in text
    assert "71" not in [cell for row in table_below(sheet_of(SHOP), "1 adres").rows for cell in row]
    yard = " ".join(said(sheet_of(ERF)))
    assert "1 woning: Polderweg 3" in yard
    assert "persoonsgegeven" in yard


def test_an_empty_shed_says_what_there_is_not() -> None:
    text = said(sheet_of(SHED))
    assert text[0] == f"Locatie {SHED}"
    for sentence in (
        "Hier ligt geen verblijfsobject dat geen woning is: volgens de BAG heeft geen bedrijf hier een adres.",
        "Van 1 pand is het bouwjaar niet bekend, of een opvulwaarde.",
        "Er zijn hier te weinig gegevens voor een score. Dat is niet hetzelfde als weinig aandacht.",
        "Hier niet bekend: Lage waarde.",
        "Aan deze locatie is geen WOZ-object gekoppeld dat geen woning is.",
        "Niets hier staat op de leegstandslijst.",
        "Hier staat geen vestiging geregistreerd.",
        "Deze locatie staat op geen van de geleverde lijsten.",
    ):
        assert sentence in text
    assert sheet_of(SHED).score == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_registers_the_sheet_says_how_to_give_them(language: str) -> None:
    text = " ".join(said(sheet_of(MANY, language, desk=None)))
    assert "registers.gpkg" in text
    assert "1234AB" not in text
    assert "€" not in text
    assert str(round(row_of(MANY)["rank_p95"])) in text
    near = RESULTS["incidents"].geometry.distance(row_of(MANY).geometry) <= 100
    assert f"{int(near.sum())} incident" in text


def test_what_was_not_delivered_is_said() -> None:
    bare = make_registers(
        woz_objecten=None, woz_waarden=None, leegstand=None, vestigingen=None, lijsten=None, incidenten=None,
        wegdelen=None, terreindelen=None,
    )  # fmt: skip
    text = said(sheet_of(MANY, desk=Desk("bare.gpkg", bare, same_date=True)))
    for sentence in (
        "De WOZ is niet geleverd.",
        "Er is geen leegstandslijst geleverd.",
        "Vestigingen zijn niet geleverd.",
        "Lijsten van de gemeente zijn niet geleverd.",
        "De BGT is niet geleverd.",
    ):
        assert sentence in text


def test_each_part_has_its_source_with_its_date() -> None:
    text = said(sheet_of(MANY))
    assert "Bron: BAG (bag.zip); peildatum 01-01-2024." in text
    assert "Bron: WOZ (woz.csv); peildatum 01-01-2024." in text
    assert "Bron: BGT (registers.gpkg); peildatum 01-01-2024." in text
    later = Desk("later.gpkg", make_registers(peildatum=date(2024, 9, 1)), same_date=False)
    text = said(sheet_of(MANY, desk=later))
    assert "Bron: BAG (later.gpkg); peildatum 01-09-2024." in text
    assert "Bron: locatierisico (results.gpkg); peildatum 01-01-2024." in text


def test_the_map_shows_the_location_in_a_circle_of_100_m() -> None:
    view = sheet_of(MANY).view
    outline = row_of(MANY).geometry
    left, bottom, right, top = view.extent
    assert shapely.box(left, bottom, right, top).contains(outline.buffer(100, quad_segs=64))
    assert view.marked.area == pytest.approx(100 * 2 * (80 + 40) + np.pi * 100**2, rel=0.001)
    assert view.marked.disjoint(outline.buffer(-1))
    assert "units" in view.roles


@pytest.mark.parametrize("mode", ["internal", "shared"])
def test_a_home_has_no_sheet(mode: str) -> None:
    with pytest.raises(RefusedError, match="never described"):
        sheet_of(HOME, mode=mode)
    with pytest.raises(RefusedError, match="no such location"):
        sheet_of("0" * 15 + "x", mode=mode)


def test_a_cluster_of_homes_has_no_sheet() -> None:
    units = RESULTS["units"].assign(state="cluster")
    clusters = replace(RESULTS, tables={**RESULTS.tables, "units": units})
    with pytest.raises(RefusedError, match="never described"):
        location_sheet(clusters, DESK, MANY, "nl", "internal")


@pytest.mark.parametrize("unit_id", [SHOP, ERF])
def test_what_has_a_home_has_no_sheet_for_others(unit_id: str) -> None:
    with pytest.raises(RefusedError, match="no sheet for others"):
        sheet_of(unit_id, mode="shared")
    with pytest.raises(RefusedError, match="no sheet for others"):
        sheet_of(unit_id, mode="shared", desk=None)


def test_what_became_a_home_since_has_no_sheet_either() -> None:
    objects = REGISTERS.verblijfsobjecten
    lived = objects.assign(
        gebruiksdoelen=[
            frozenset({"woonfunctie"}) if ids == (OTHERS[0],) else uses
            for ids, uses in zip(objects["pand_identificaties"], objects["gebruiksdoelen"], strict=True)
        ]
    )
    desk = Desk("later.gpkg", make_registers(verblijfsobjecten=lived), same_date=False)
    for mode in ("internal", "shared"):
        with pytest.raises(RefusedError):
            sheet_of(OTHERS[0], mode=mode, desk=desk)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("unit_id", [MANY, OTHERS[4], OTHERS[9]])
def test_others_are_told_no_value_score_rank_reason_or_incident(unit_id: str, language: str) -> None:
    row = row_of(unit_id)
    inside, outside = sheet_of(unit_id, language), sheet_of(unit_id, language, "shared")
    text = " ".join(said(outside))
    objects = DESK.premises(unit_id, row.geometry).woz
    forms = [f"{row['risk_score']:.1f}", dutch(row["risk_score"])]
    for value in [*objects["waarde"], *objects["vorige_waarde"]]:
        forms += [f"{value:.0f}", f"{value:,.0f}", f"{value:,.0f}".replace(",", ".")]
    assert len(forms) == 8
    for form in forms:
        assert form not in text
    assert outside.score == ""
    for word in ("€", "+", "SBI", "0141", "4711", "52109", "overlast", "hennepkwekerij", "ontdekt", "eerdere controle"):
        assert word not in text
    known = catalogue()
    assert not any(getattr(one.label, language) in text for one in known.values())
    assert not any(isinstance(block, Drawn) for block in outside.blocks)
    assert "units" not in outside.view.roles
    assert "incidents" not in outside.view.roles
    objects = REGISTERS.verblijfsobjecten
    homes = objects["identificatie"][objects["gebruiksdoelen"].map(lambda uses: "woonfunctie" in uses)]
    assert not any(one in text for one in homes)
    assert any(SAYS[language] in one for one in said(inside) + said(outside))


def test_the_woz_class_for_others_is_that_of_the_value_among_its_use() -> None:
    values = REGISTERS.woz_waarden
    latest = values[values["waardepeildatum"] == pd.Timestamp("2023-01-01")].set_index("wozobjectnummer")
    offices = [f"{at:012d}" for at in [*range(len(OTHERS)), 100, 101]]
    worth = latest.loc[offices, "vastgestelde_waarde"]
    for at in range(0, len(OTHERS), 7):
        below = float((worth < worth.iloc[at]).sum() + ((worth == worth.iloc[at]).sum() + 1) / 2) - 0.5
        third = ["laagste", "middelste", "hoogste"][min(2, int(3 * below / len(worth)))]
        assert f"niet-woning: {third} derde deel van de gemeente" in said(sheet_of(OTHERS[at], mode="shared"))


def test_an_area_of_few_objects_is_not_named_to_others() -> None:
    areas = RESULTS["areas"].assign(n_units=4)
    few = replace(RESULTS, tables={**RESULTS.tables, "areas": areas})
    assert not any("De Hoek" in one for one in said(location_sheet(few, DESK, MANY, "nl", "shared")))
    assert any("De Hoek" in one for one in said(location_sheet(few, DESK, MANY, "nl", "internal")))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("word", ["crimineel", "verdacht", "dader", "criminal", "suspect", "nan", "None"])
def test_no_sheet_accuses_or_says_nothing_known_as_a_number(language: str, word: str) -> None:
    for unit_id in (MANY, SHOP, SHED, ERF):
        assert not any(re.search(rf"\b{word}\b", one) for one in said(sheet_of(unit_id, language)))


def test_scores_that_are_not_sums_are_not_called_sums() -> None:
    units = RESULTS["units"].assign(risk_score=RESULTS["units"]["risk_score"] - 3)
    geometric = replace(RESULTS, tables={**RESULTS.tables, "units": units})
    text = said(location_sheet(geometric, DESK, MANY, "nl", "internal"))
    assert any("tellen niet op" in one for one in text)
    assert not any("alle balken samen" in one for one in text)


def test_a_location_without_rank_or_class_says_so() -> None:
    units = RESULTS["units"].assign(rank_p05=np.nan, rank_p95=np.nan, risk_rank=np.nan, missing_nl=None)
    drawless = Results(RESULTS.folder, RESULTS.recipe, {**RESULTS.tables, "units": units})
    text = said(location_sheet(drawless, DESK, MANY, "nl", "internal"))
    assert "Er is geen rang: het interval daarvan is niet berekend." in text
    assert "Van de set ontbreekt hier niets." in text


@pytest.mark.parametrize(
    ("sbi", "words"),
    [("0141", "landbouw, bosbouw en visserij"), ("47711", "detailhandel"), ("5610", "eet- en drinkgelegenheden"),
     ("45.11.2", "handel in en reparatie van auto's"), ("9999", "internationale organisaties"), ("34", ""), ("0", ""),
     ("0000", ""), (None, "")],
)  # fmt: skip
def test_what_a_firm_does_follows_from_its_division(sbi: str | None, words: str) -> None:
    assert business(sbi, "nl") == words


def test_each_division_of_the_sbi_has_words_in_both_languages() -> None:
    missing = {4, 34, 40, 44, 48, 54, 57, 67, 76, 83, 89}
    for division in range(1, 100):
        for language in LANGUAGES:
            assert bool(business(f"{division:02d}10", language)) == (division not in missing), division


def test_an_unknown_use_of_the_woz_stays_a_code() -> None:
    assert woz_use("20", "nl") == "boerderij"
    assert woz_use("77", "nl") == "77"
    assert woz_use(None, "en") == ""
