"""From page to page: every object once, none missed, and a sentence where that cannot be had."""

from __future__ import annotations

import sys
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from locatierisico.pdok import walking
from locatierisico.pdok.pages import Page
from locatierisico.pdok.services import BAG_WFS, BGT, NWB, address
from locatierisico.pdok.walking import Purse, Source, walk
from locatierisico.safeguards.messages import CancelledError, RefusedError, say
from locatierisico.safeguards.watch import Watch

if TYPE_CHECKING:
    from .conftest import Plain

ON = date(2025, 6, 1)
BAG_SERVER = "http://127.0.0.1:1"
HURRIED = 0.6  # seconds after which a server that hangs is left; the others answer in milliseconds
BOX = (130_000.0, 478_000.0, 132_000.0, 480_000.0)
PAND, WEGDEEL, WEGVAK = BAG_WFS[0], BGT[0], NWB[0]
served = sys.modules["served"]


def _panden(n: int) -> list[dict[str, Any]]:
    """A grid of 10 m, so that no two places hold more than a page."""
    return [
        served.feature(
            f"pand.{k:08x}",
            served.square(130_000 + 10 * (k % 199), 478_000 + 10 * (k // 199)),
            identificatie=f"0457100000{k * 7919 % 1_000_003:06d}",
        )
        for k in range(n)
    ]


def _wegdelen(n: int) -> list[dict[str, Any]]:
    """Every wegdeel with an older version that ended."""
    made = []
    for k in range(n):
        shape = served.square(130_000 + 10 * (k % 199), 478_000 + 10 * (k // 199))
        old = {"tijdstip_registratie": "2015-01-01T00:00:00Z", "eind_registratie": "2020-01-01T00:00:00Z"}
        new = {"tijdstip_registratie": "2020-01-01T00:00:00Z", "eind_registratie": None}
        made.append(served.feature(f"old-{k}", shape, lokaal_id=f"G0457.{k}", **old))
        made.append(served.feature(f"new-{k}", shape, lokaal_id=f"G0457.{k}", **new))
    return made


def _walked(source: Source, server: Any, layer: Any = PAND) -> tuple[list[str], Any]:
    walked = walk(source, layer, address(layer, server.url, 2025), BOX, ON, Watch())
    ids = [one["id"] for url in walked.urls for one in source.page(url).features]
    return ids, walked


@pytest.fixture
def wfs(server: Any) -> Any:
    server.tables["bag:pand"] = _panden(2_350)
    return server


@pytest.fixture
def ogc(server: Any) -> Any:
    server.tables["wegdeel"] = _wegdelen(1_250)
    server.dated = {"wegdeel"}
    server.page = 500
    return server


def test_a_wfs_is_paged_to_its_end(wfs: Any, source: Source) -> None:
    ids, walked = _walked(source, wfs)
    assert sorted(ids) == [f"pand.{k:08x}" for k in range(2_350)]
    assert walked.rows == 2_350
    assert len(wfs.asked) == 4
    assert "sortBy=identificatie" in wfs.asked[1]
    assert "bbox=130000,478000,132000,480000,EPSG:28992" in wfs.asked[1]


def test_a_server_with_smaller_pages_than_asked_for_is_followed_at_its_own_pace(wfs: Any, source: Source) -> None:
    wfs.page = 300
    assert len(set(_walked(source, wfs)[0])) == 2_350


def test_a_service_that_does_not_count_is_asked_until_there_is_nothing_more(wfs: Any, source: Source) -> None:
    wfs.counts = False
    assert len(set(_walked(source, wfs)[0])) == 2_350
    assert "startIndex=2350" in wfs.asked[-1]


def test_a_collection_is_followed_by_its_links_as_it_was_on_the_day(ogc: Any, source: Source) -> None:
    ids, _ = _walked(source, ogc, WEGDEEL)
    assert ids == [f"new-{k}" for k in range(1_250)]
    assert "datetime=2025-06-01T23:59:59Z" in ogc.asked[0].replace("%3A", ":")


def test_a_collection_without_history_is_taken_whole_and_that_is_told(ogc: Any, source: Source) -> None:
    ogc.dated = set()
    ids, walked = _walked(source, ogc, WEGDEEL)
    assert len(ids) == 2_500
    assert [message.code for message in walked.messages] == ["pdok_no_moment"]


PASSING = ["500", "502", "503", "504", "429", "hang", "reset", "long", "cut", "fewer", "exception", "html", "nothing"]


# A WFS page does not say how many features it holds; its count does, see below.
@pytest.mark.parametrize("kind", [*(kind for kind in PASSING if kind != "fewer"), "slow"])
def test_trouble_that_passes_leaves_no_trace_in_the_data(kind: str, wfs: Any, source: Source, plain: Plain) -> None:
    plain.timeout = HURRIED if kind == "hang" else plain.timeout
    wfs.troubles = [served.Trouble(kind, "startIndex=1000", headers={"Retry-After": "3"})]
    assert sorted(_walked(source, wfs)[0]) == [f"pand.{k:08x}" for k in range(2_350)]
    assert plain.waited[:1] == ([] if kind == "slow" else [3.0] if kind.isdigit() else [1.0])


@pytest.mark.parametrize("kind", PASSING)
def test_trouble_that_passes_does_not_harm_a_collection(kind: str, ogc: Any, source: Source, plain: Plain) -> None:
    plain.timeout = HURRIED if kind == "hang" else plain.timeout
    ogc.troubles = [served.Trouble(kind, "cursor")]
    assert len(set(_walked(source, ogc, WEGDEEL)[0])) == 1_250
    assert plain.waited


def test_a_wfs_page_that_lost_a_feature_is_made_good_in_smaller_boxes(wfs: Any, source: Source) -> None:
    wfs.troubles = [served.Trouble("fewer", "startIndex=2000")]
    ids, _ = _walked(source, wfs)
    assert set(ids) == {f"pand.{k:08x}" for k in range(2_350)}


def test_pages_that_overlap_are_made_good_in_smaller_boxes(wfs: Any, source: Source) -> None:
    wfs.shuffled = True
    ids, _ = _walked(source, wfs)
    assert set(ids) == {f"pand.{k:08x}" for k in range(2_350)}


def test_a_box_that_holds_more_than_can_be_paged_is_cut_in_four(
    wfs: Any, source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(walking, "_MOST_AT_ONCE", 900)
    ids, _ = _walked(source, wfs)
    assert set(ids) == {f"pand.{k:08x}" for k in range(2_350)}
    assert not any("startIndex=1000" in path for path in wfs.asked)


def test_a_wfs_that_begins_anew_on_every_page_is_made_good_or_refused(wfs: Any, source: Source) -> None:
    wfs.shuffled = True
    wfs.page = 5
    with pytest.raises(RefusedError) as refusal:
        _walked(Source(source.line, source.kept, Purse(50)), wfs)
    assert refusal.value.message.code in {"pdok_too_many", "pdok_not_whole"}


@pytest.mark.parametrize("kind", ["500", "html", "exception", "cut", "hang"])
def test_trouble_that_stays_is_one_sentence_and_keeps_what_is_whole(
    kind: str, wfs: Any, source: Source, plain: Plain
) -> None:
    plain.timeout = HURRIED if kind == "hang" else plain.timeout
    wfs.troubles = [served.Trouble(kind, "startIndex=2000", times=99)]
    with pytest.raises(RefusedError) as refusal:
        _walked(source, wfs)
    assert refusal.value.message.code == "pdok_kept_failing"
    assert wfs.host in say(refusal.value.message, "nl")
    assert len(source.kept.pages) == 3
    before, wfs.troubles, plain.timeout = len(wfs.asked), [], 20
    assert len(set(_walked(source, wfs)[0])) == 2_350
    assert len(wfs.asked) == before + 1


def test_a_collection_that_repeats_itself_for_ever_is_stopped(ogc: Any, source: Source) -> None:
    ogc.troubles = [served.Trouble("again", times=10_000)]
    with pytest.raises(RefusedError) as refusal:
        _walked(source, ogc, WEGDEEL)
    assert refusal.value.message.code == "pdok_not_whole"
    assert len(ogc.asked) == 2
    assert not source.kept.pages


def test_empty_pages_that_go_on_for_ever_are_stopped(ogc: Any, source: Source) -> None:
    ogc.tables["wegdeel"] = []
    ogc.troubles = [served.Trouble("again", times=10_000)]
    with pytest.raises(RefusedError):
        _walked(source, ogc, WEGDEEL)
    assert len(ogc.asked) < 20


def test_an_empty_page_in_between_is_no_end(ogc: Any, source: Source) -> None:
    ogc.troubles = [served.Trouble("none", "cursor")]
    ids, _ = _walked(source, ogc, WEGDEEL)
    assert len(ids) == 750


def test_a_collection_without_a_next_page_that_told_of_more_is_refused_and_asked_anew(ogc: Any, source: Source) -> None:
    ogc.matched = 1_250
    ogc.troubles = [served.Trouble("no next", "cursor")]
    with pytest.raises(RefusedError) as refusal:
        _walked(source, ogc, WEGDEEL)
    assert "1000" in say(refusal.value.message)
    assert "1250" in say(refusal.value.message)
    assert len(_walked(source, ogc, WEGDEEL)[0]) == 1_250


def test_a_next_page_on_another_host_is_not_asked(ogc: Any, source: Source) -> None:
    ogc.troubles = [served.Trouble("elsewhere")]
    with pytest.raises(RefusedError) as refusal:
        _walked(source, ogc, WEGDEEL)
    assert refusal.value.message.code == "pdok_other_host"
    assert "localhost:1" in say(refusal.value.message)


@pytest.mark.parametrize(
    ("kind", "code"), [("401", "pdok_forbidden"), ("404", "pdok_absent"), ("400", "pdok_rejected")]
)
def test_what_will_not_pass_is_not_tried_again(kind: str, code: str, wfs: Any, source: Source, plain: Plain) -> None:
    wfs.troubles = [served.Trouble(kind, "startIndex=0")]
    with pytest.raises(RefusedError) as refusal:
        _walked(source, wfs)
    assert refusal.value.message.code == code
    assert plain.waited == []


def test_a_redirect_is_not_followed(wfs: Any, source: Source) -> None:
    wfs.troubles = [served.Trouble("redirect", headers={"Location": "http://elsewhere.example/wfs"})]
    with pytest.raises(RefusedError) as refusal:
        _walked(source, wfs)
    assert "elsewhere.example" in say(refusal.value.message)


def test_degrees_are_refused(wfs: Any, source: Source) -> None:
    wfs.troubles = [served.Trouble("degrees", "startIndex=0")]
    with pytest.raises(RefusedError) as refusal:
        _walked(source, wfs)
    assert refusal.value.message.code == "pdok_not_rd"


def test_more_pages_than_agreed_are_refused_before_the_first(wfs: Any, source: Source) -> None:
    with pytest.raises(RefusedError) as refusal:
        _walked(Source(source.line, source.kept, Purse(2)), wfs)
    assert refusal.value.message.code == "pdok_too_many"
    assert len(wfs.asked) == 1


def test_cancel_between_pages_keeps_whole_pages(wfs: Any, source: Source) -> None:
    watch = Watch(lambda: len(wfs.asked) >= 3)
    with pytest.raises(CancelledError):
        walk(source, PAND, address(PAND, wfs.url, 2025), BOX, ON, watch)
    assert len(source.kept.pages) == 3


def test_a_type_that_is_not_known_is_refused_with_the_words_of_the_service(server: Any, source: Source) -> None:
    with pytest.raises(RefusedError) as refusal:
        _walked(source, server, WEGVAK)
    assert "unknown type nationaal-wegenbestand-wegen:wegvakken" in say(refusal.value.message)


def test_an_object_that_came_twice_fills_no_gap() -> None:
    class Pages:
        def page(self, url: str) -> Page:
            first, second = (f"{BAG_SERVER}/{n}" for n in (1, 2))
            ids = {first: "ab"}.get(url, "bc")
            features = [{"id": one, "properties": {}} for one in ids]
            return Page(features, matched=4, following=second if url == first else "")

    with pytest.raises(walking._TornError) as torn:
        walking._follow(Pages(), WEGDEEL, f"{BAG_SERVER}/1", walking.Walked(), Watch())
    assert (torn.value.found, torn.value.matched) == (3, "4")
