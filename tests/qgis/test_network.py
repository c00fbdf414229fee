"""The line to the services in a real QGIS: what comes back, what is retried, and how soon a cancel is heard."""

from __future__ import annotations

import importlib.util
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from qgis.core import QgsFeedback

from locatierisico.pdok.asking import Patience, ask
from locatierisico.pdok.network import Manners, line
from locatierisico.pdok.pages import read_page
from locatierisico.safeguards.messages import CancelledError, RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator

SERVED = Path(__file__).resolve().parents[1] / "pdok" / "served.py"


def _load() -> Any:
    spec = importlib.util.spec_from_file_location("served", SERVED)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["served"] = module
    spec.loader.exec_module(module)
    return module


served = sys.modules.get("served") or _load()
HURRIED = Manners(Patience(tries=4, first=0.01), a_second=1000, timeout=20)
PATH = "/kadaster/bag/wfs/v2_0?typeNames=bag:pand&count=1000&startIndex=0"


@pytest.fixture
def server(qgis_app: Any) -> Iterator[Any]:  # noqa: ARG001  QGIS must run
    made = served.Served()
    made.tables["bag:pand"] = [
        served.feature(f"pand.{k}", served.square(130_000 + 10 * k, 478_000), identificatie=f"{k:016d}")
        for k in range(900)
    ]
    yield made
    made.close()


def _asked(server: Any, manners: Manners = HURRIED) -> int:
    return len(ask(line(QgsFeedback(), manners), server.url + PATH, read_page).features)


@pytest.mark.parametrize(
    "kind", ["500", "503", "429", "504", "reset", "long", "cut", "exception", "html", "nothing", "slow", "gzip"]
)
def test_trouble_that_passes_ends_in_a_whole_page(kind: str, server: Any) -> None:
    server.troubles = [served.Trouble(kind)]
    assert _asked(server) == 900
    assert len(server.asked) == (1 if kind in {"slow", "gzip"} else 2)


def test_a_server_that_hangs_is_left_after_the_time_out(server: Any) -> None:
    server.troubles = [served.Trouble("hang")]
    assert _asked(server, Manners(Patience(tries=4, first=0.01), a_second=1000, timeout=1)) == 900
    assert len(server.asked) >= 2


@pytest.mark.parametrize(
    ("kind", "code", "questions"),
    [
        ("401", "pdok_forbidden", 1),
        ("404", "pdok_absent", 1),
        ("400", "pdok_rejected", 1),
        ("500", "pdok_kept_failing", 4),
        ("cut", "pdok_kept_failing", 4),
    ],
)
def test_trouble_that_stays_is_a_sentence(kind: str, code: str, questions: int, server: Any) -> None:
    server.troubles = [served.Trouble(kind, times=99)]
    with pytest.raises(RefusedError) as refusal:
        _asked(server)
    assert refusal.value.message.code == code
    assert len(server.asked) == questions


def test_the_words_of_the_service_reach_the_user(server: Any) -> None:
    with pytest.raises(RefusedError) as refusal:
        ask(line(QgsFeedback(), HURRIED), f"{server.url}/wfs?typeNames=bag:huis", read_page)
    assert refusal.value.message.values["said"] == "unknown type bag:huis"


def test_a_server_that_is_not_there_is_a_sentence(server: Any) -> None:
    server.close()
    with pytest.raises(RefusedError) as refusal:
        _asked(server)
    assert refusal.value.message.code == "pdok_kept_failing"
    assert refusal.value.message.values["trouble"] != "-"


def test_a_redirect_is_not_followed(server: Any) -> None:
    other = served.Served()
    other.tables = server.tables
    server.troubles = [served.Trouble("redirect", headers={"Location": f"{other.url}{PATH}"})]
    with pytest.raises(RefusedError) as refusal:
        _asked(server)
    assert refusal.value.message.code == "pdok_moved"
    assert refusal.value.message.values["target"] == other.host
    assert other.asked == []
    other.close()


def test_questions_are_asked_no_faster_than_agreed(server: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from locatierisico.pdok import network  # noqa: PLC0415

    clock, slept = [100.0], []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        clock[0] += seconds

    monkeypatch.setattr(network.time, "monotonic", lambda: clock[0])
    monkeypatch.setattr(network.time, "sleep", sleep)
    get = line(QgsFeedback(), Manners(a_second=5, timeout=20)).get
    for _ in range(4):
        assert get(server.url + PATH).status == 200
    assert sum(slept) == pytest.approx(3 / 5)


def test_a_cancel_is_heard_while_the_server_hangs(server: Any) -> None:
    server.troubles = [served.Trouble("hang", times=99)]
    feedback = QgsFeedback()
    # The server hangs for 20 s and the time-out is 15 s: only the cancel can end it sooner.
    threading.Timer(0.3, feedback.cancel).start()
    began = time.monotonic()
    with pytest.raises(CancelledError):
        line(feedback, Manners(timeout=15)).get(server.url + PATH)
    assert time.monotonic() - began < 10


def test_a_cancel_is_heard_while_waiting(qgis_app: Any) -> None:  # noqa: ARG001  QGIS must run
    feedback = QgsFeedback()
    threading.Timer(0.2, feedback.cancel).start()
    with pytest.raises(CancelledError):
        line(feedback).wait(600)
