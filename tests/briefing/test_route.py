"""The sheet of a route says what the plan says, all of it, and nothing that only the planner may know."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyogrio
import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "routes"))
from made_outcome import outcome, recipe

from locatierisico.briefing.blocks import NewPage, Sentences, Table
from locatierisico.briefing.choice import Choice, Held, chosen_sheets
from locatierisico.briefing.flow import columned, flow
from locatierisico.briefing.route import Plan, day_words, read_plan, route_sheets
from locatierisico.layers.route_results import write_plan
from locatierisico.routes.visits.outcomes import OUTCOMES
from locatierisico.safeguards.messages import RefusedError
from locatierisico.safeguards.watch import Watch

from .lettering import estimated
from .town import areas_of, results_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from locatierisico.briefing.sheet import Sheet

NUMBER, ADDRESS, TIMES, TOLD, CODES, NOTES = range(6)


def _plan(folder: Path, made: Any = None, **chosen: Any) -> Plan:
    write_plan(folder, made or outcome(**chosen), "en")
    return read_plan(str(folder))[0]


def _said(sheet: Sheet) -> Iterator[str]:
    yield from (sheet.title, sheet.subtitle, *sheet.words.values())
    for block in sheet.blocks:
        if isinstance(block, Sentences):
            yield from block.sentences
        elif isinstance(block, Table):
            yield from (cell for row in block.rows for cell in row)


def _stops(sheet: Sheet) -> Table:
    table = sheet.blocks[-1]
    assert isinstance(table, Table)
    return table


def _pages(sheet: Sheet) -> list[list[tuple[str, float, float, float]]]:
    """Words of each page with x, baseline and width, on A4: a narrow panel first, wide ones after it."""
    made = flow(sheet.blocks, lambda at: columned(540 if at else 290, 440, 1), estimated)
    return [[(one.words, one.x, one.y, estimated(one.words, one.size, one.bold)) for one in c.letterings] for c in made]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_team_and_day_has_a_sheet_with_the_figures_of_the_plan(tmp_path: Path, language: str) -> None:
    plan = _plan(tmp_path, days=2)
    sheets = route_sheets(plan, language, "internal")
    stops = pyogrio.read_dataframe(tmp_path / "routes.gpkg", layer="stops")
    routes = pyogrio.read_dataframe(tmp_path / "routes.gpkg", layer="routes")
    assert len(sheets) == len(routes) == 4
    for sheet, route in zip(sheets, routes.sort_values(["team", "day"]).itertuples(), strict=True):
        own = stops[(stops["team"] == route.team) & (stops["day"] == route.day)].sort_values("number")
        rows = _stops(sheet).rows
        assert [int(row[NUMBER]) for row in rows] == own["number"].tolist()
        assert [row[TIMES] for row in rows] == (own["arrival"] + " - " + own["departure"]).tolist()
        for row, stop in zip(rows, own.itertuples(), strict=True):
            assert row[ADDRESS].startswith(stop.name)
            assert row[TOLD].count("?") == sum(
                getattr(stop, name) is None
                for name in ("statutory_basis", "binnentreden", "partners", "safety_note", "last_visit")
            )
            for name in ("statutory_basis", "partners", "safety_note", "last_visit"):
                assert (getattr(stop, name) or "?") in row[TOLD]
            assert row[CODES].split() == [str(at) for at in range(1, len(OUTCOMES) + 1)]
            assert row[NOTES] == ""
        assert route.team in sheet.title
        assert day_words(route.day, language) in sheet.title
        assert f"{len(own)} stops" in sheet.subtitle
        assert f"{route.leaves} " in sheet.subtitle
        km = f"{route.metres / 1000:.1f}"
        assert (km.replace(".", ",") if language == "nl" else km) + " km" in sheet.subtitle
        assert sheet.wide


def test_what_is_walked_is_said_apart(tmp_path: Path) -> None:
    made = outcome(teams=("Noord",))
    made.legs.loc[made.legs["number"].isin([2, 3]), "on_foot"] = True
    walked = made.legs.loc[made.legs["on_foot"], "metres"].sum() / 1000
    (sheet,) = route_sheets(_plan(tmp_path, made), "en", "internal")
    assert f"of which {walked:.1f} km on foot" in sheet.subtitle


def test_days_are_written_in_full() -> None:
    assert day_words("2026-12-03", "nl") == "donderdag 3 december 2026"
    assert day_words("2026-12-03", "en") == "Thursday 3 December 2026"
    assert day_words("", "nl") == ""


def test_sixty_stops_flow_over_pages_and_none_is_lost(tmp_path: Path) -> None:
    (sheet,) = route_sheets(_plan(tmp_path, n=60, teams=("Noord",)), "nl", "internal")
    first, *later = _pages(sheet)
    assert not any(words == "Aantekeningen" for words, *_ in first), "the stops begin on a page of their own"
    assert all(sum(words == "Aantekeningen" for words, *_ in page) == 1 for page in later)
    numbers = [int(words) for page in later for words, x, *_ in page if words.isdigit() and x < 30]
    assert numbers == list(range(1, 61))
    assert len(later) <= 20, "at least three on a page"
    for page in later:
        assert all(x + (0 if words.isdigit() and x < 30 else wide) <= 541 for words, x, _, wide in page)
        assert all(0 <= y <= 440 for _, _, y, _ in page)


def test_every_row_has_room_to_write_in(tmp_path: Path) -> None:
    (sheet,) = route_sheets(_plan(tmp_path, n=9, teams=("Noord",)), "nl", "internal")
    for page in _pages(sheet)[1:]:
        tops = sorted(y for words, x, y, _ in page if words.isdigit() and x < 30)
        assert all(below - above >= 51 for above, below in pairwise(tops))


def test_long_addresses_and_endless_notes_stay_on_their_page(tmp_path: Path) -> None:
    made = outcome(n=3, teams=("Noord",))
    name = "Burgemeester Jonkheer Mr. Van Sminia-Hoogenboezemstraatweg " + "langs de oude vaart " * 3 + "1024"
    assert len(name) > 120
    made.stops["name"] = name
    made.stops["addresses"] = "; ".join(f"Industrieweg {n}" for n in range(300))
    made.stops["n_addresses"] = 301
    made.stops["safety_note"] = "Donaudampfschiffahrtselektrizitätenhauptbetriebswerkbauunterbeamten " * 40
    (sheet,) = route_sheets(_plan(tmp_path, made), "nl", "internal")
    assert all(row[ADDRESS].splitlines()[0] == name for row in _stops(sheet).rows)
    assert all("en nog 292, zie QField" in row[ADDRESS] for row in _stops(sheet).rows)
    for page in _pages(sheet):
        assert all(0 <= y <= 440 for _, _, y, _ in page)


def test_a_window_and_a_wait_are_said(tmp_path: Path) -> None:
    made = outcome(n=2, teams=("Noord",))
    row = made.stops.index[made.stops["number"] == 2]
    made.stops.loc[row, "begin"] = "13:00"
    made.stops.loc[row, "waiting_minutes"] = 60.0
    made.stops.loc[row, "contains_dwelling"] = True
    made.stops.loc[row, "parking"] = "1.1"
    (sheet,) = route_sheets(_plan(tmp_path, made), "nl", "internal")
    first, second = _stops(sheet).rows
    assert "bezoek vanaf" not in first[TIMES]
    assert "bezoek vanaf 13:00" in second[TIMES]
    assert "te bezoeken 09:00-17:00" in second[ADDRESS]
    assert "woning" in second[ADDRESS]
    assert "woning" not in first[ADDRESS]
    assert "Parkeerplaats 1.1" in second[ADDRESS]
    said = " ".join(_said(sheet))
    assert "Bij 1 stop komt u aan voordat u terechtkunt" in said
    assert "Bij 1 stop ligt er een woning in of naast." in said


@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_is_left_out_is_counted_by_reason_and_not_named(tmp_path: Path, language: str) -> None:
    sheets = route_sheets(_plan(tmp_path), language, "internal")
    for sheet in sheets:
        said = list(_said(sheet))
        counted = {
            "nl": "3 van de 13 stops van deze planning worden door geen enkel team bezocht:",
            "en": "3 of the 13 stops of this plan are not visited by any team:",
        }
        (told,) = [one for one in said if one.startswith(counted[language])]
        assert told.count("1 x ") == 3
        assert not any("s010" in one or "Molenweg 11" in one for one in said)


def _controls(folder: Path, *, share: bool) -> list[str]:
    made = outcome(n=8)
    if not share:
        made.controls["control"] = ~made.controls["control"]
        made.controls["priority"] = 1.0
        made.stops["mandatory"] = ~made.stops["mandatory"].astype(bool)
        made.stops["pinned"] = True
    return [repr(sheet) for sheet in route_sheets(_plan(folder, made), "nl", "internal")]


def test_no_control_stop_can_be_told_from_another(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "other").mkdir()
    one, other = _controls(tmp_path / "one", share=True), _controls(tmp_path / "other", share=False)
    assert one == other, "which stops are control stops, mandatory or fixed changes no letter"
    assert not re.search("control|priorit|score|87.31", " ".join(_said_words(tmp_path / "one")).lower())


def _said_words(folder: Path) -> list[str]:
    return [said for sheet in route_sheets(read_plan(str(folder))[0], "en", "internal") for said in _said(sheet)]


def test_the_file_of_the_planner_is_never_opened(tmp_path: Path) -> None:
    write_plan(tmp_path, outcome(), "en")
    (tmp_path / "planner.gpkg").unlink()
    assert len(route_sheets(read_plan(str(tmp_path))[0], "nl", "internal")) == 2


def test_a_map_shows_one_route_alone_with_all_its_stops_in_it(tmp_path: Path) -> None:
    plan = _plan(tmp_path, teams=("Noord", "Zuid '1' \\ 2"))
    for sheet, trip in zip(route_sheets(plan, "nl", "internal"), plan.trips(), strict=True):
        assert sheet.view is not None
        left, bottom, right, top = sheet.view.extent
        x0, y0, x1, y1 = plan.of("stops", trip).total_bounds
        assert left < x0 <= x1 < right
        assert bottom < y0 <= y1 < top
        assert set(sheet.view.only) == set(sheet.view.roles)
    assert "'Zuid ''1'' \\\\ 2'" in sheet.view.only["stops"]


def test_a_sheet_for_others_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RefusedError) as error:
        route_sheets(_plan(tmp_path), "nl", "shared")
    assert error.value.message.code == "sheets_route_shared"


def test_made_up_data_are_named_as_such(tmp_path: Path) -> None:
    plan = _plan(tmp_path, recipe=recipe(simulated=["incidenten"]))
    assert plan.simulated
    assert all("SIMULATED: not real data" in _said(sheet) for sheet in route_sheets(plan, "en", "internal"))


@pytest.mark.parametrize("chosen", [{"dated": False}, {"n": 1}, {"roads": None}, {"n": 0, "teams": ()}])
def test_sparse_plans_have_sheets_too(tmp_path: Path, chosen: dict[str, Any]) -> None:
    sheets = route_sheets(_plan(tmp_path, **chosen), "nl", "internal")
    assert len(sheets) == len(chosen.get("teams", (1, 2)))
    assert all(2 <= len(_pages(sheet)) <= 3 for sheet in sheets)


def test_a_route_without_stops_has_no_sheet_and_is_counted(tmp_path: Path) -> None:
    plan = _plan(tmp_path)
    gone = next(iter(plan.trips()))
    stops = plan["stops"]
    empty = replace(plan, tables={**plan.tables, "stops": stops[stops["team"] != gone.team]})
    left = len([trip for trip in plan.trips() if trip.team != gone.team])
    held = Held(results_of(areas_of([("bedrijventerrein", 20, 20, 4)])), plan=empty)
    choice = Choice(("overview", "routes"))
    sheets, messages = chosen_sheets(held, choice, "nl", "internal", Watch())
    assert sum(sheet.kind == "route" for sheet in sheets) == left
    assert any(one.code == "sheets_choice_idle" and one.values["n"] == len(plan.trips()) - left for one in messages)
    none = held._replace(plan=replace(plan, tables={**plan.tables, "stops": stops.iloc[:0]}))
    with pytest.raises(RefusedError, match="no stops"):
        chosen_sheets(none, replace(choice, kinds=("routes",)), "nl", "internal", Watch())


def test_a_plan_is_found_by_its_folder_its_file_a_layer_and_the_folder_above(tmp_path: Path) -> None:
    folder = tmp_path / "routes_2026"
    folder.mkdir()
    write_plan(folder, outcome(), "en")
    for given in (folder, folder / "routes.gpkg", f"{folder / 'routes.gpkg'}|layername=stops", tmp_path):
        plan, messages = read_plan(str(given))
        assert plan.folder == folder
        assert plan.short_hash == recipe().sha256()[:12]
        assert [one.code for one in messages] == ["sheets_route_plan", "sheets_route_other_version"]


def _spoiled(folder: Path, how: str) -> None:
    write_plan(folder, outcome(), "en")
    if how == "no file":
        (folder / "routes.gpkg").unlink()
    elif how == "no recipe":
        (folder / "recipe.json").write_text("[1]", encoding="utf-8")
    elif how == "damaged":
        (folder / "routes.gpkg").write_bytes(b"SQLite format 3\0" + b"x" * 5000)
    elif how == "another form":
        changed = json.loads((folder / "recipe.json").read_text(encoding="utf-8")) | {"recipe": 99}
        (folder / "recipe.json").write_text(json.dumps(changed), encoding="utf-8")
    else:
        stops = pyogrio.read_dataframe(folder / "routes.gpkg", layer="stops").drop(columns="number")
        pyogrio.write_dataframe(stops, folder / "routes.gpkg", layer="stops")


@pytest.mark.parametrize(
    ("how", "code"),
    [
        ("no file", "sheets_route_no_plan"),
        ("no recipe", "sheets_route_no_recipe"),
        ("damaged", "sheets_route_unreadable"),
        ("another form", "sheets_route_other_form"),
        ("no column", "sheets_route_other_form"),
    ],
)
def test_what_is_no_plan_is_refused_with_a_sentence(tmp_path: Path, how: str, code: str) -> None:
    _spoiled(tmp_path, how)
    with pytest.raises(RefusedError) as error:
        read_plan(str(tmp_path))
    assert error.value.message.code == code


def test_a_break_ends_a_page_and_never_leaves_one_empty() -> None:
    words = Sentences(["een"])
    panel = columned(100, 50, 2)
    assert len(flow([NewPage(), words, NewPage(), NewPage(), words, NewPage()], lambda _: panel, estimated)) == 2
