"""One question: what passes is waited for, what does not pass is said at once."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from locatierisico.pdok.asking import AbsentError, Answer, Line, Patience, RejectedError, UnsoundError, ask, said
from locatierisico.safeguards.messages import CancelledError, RefusedError, say

if TYPE_CHECKING:
    from collections.abc import Sequence

URL = "https://service.pdok.nl/x?bbox=1"
GOOD = Answer(200, {}, b'{"fine": true}')


def _read(answer: Answer) -> object:
    try:
        return json.loads(answer.body)
    except ValueError as error:
        raise UnsoundError(said(answer.body)) from error


def _asked(answers: Sequence[Answer], **patience: float) -> tuple[object, list[float], int]:
    waited: list[float] = []
    left = list(answers)
    line = Line(lambda _: left.pop(0), waited.append, Patience(**patience))  # type: ignore[arg-type]
    return ask(line, URL, _read), waited, len(left)


@pytest.mark.parametrize("status", [0, 408, 429, 500, 502, 503, 504])
def test_what_may_pass_is_waited_for_twice_as_long_every_time(status: int) -> None:
    held, waited, left = _asked([Answer(status, trouble="reset")] * 4 + [GOOD])
    assert held == {"fine": True}
    assert waited == [1, 2, 4, 8]
    assert left == 0


def test_an_answer_that_is_cut_off_is_asked_again() -> None:
    held, waited, _ = _asked([Answer(200, {}, b'{"fine": tr'), GOOD])
    assert held == {"fine": True}
    assert waited == [1]


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "7"}, 7),
        ({"retry-after": "0"}, 1),
        ({"retry-after": "3600"}, 60),
        ({"retry-after": "Wed, 01 Jan 2025 10:00:20 GMT", "date": "Wed, 01 Jan 2025 10:00:05 GMT"}, 15),
        ({"retry-after": "Wed, 01 Jan 2025 10:00:20 GMT"}, 1),
        ({"retry-after": "soon"}, 1),
    ],
)
def test_the_service_says_how_long_to_wait_within_reason(headers: dict[str, str], seconds: float) -> None:
    _, waited, _ = _asked([Answer(429, headers), GOOD])
    assert waited == [seconds]


def test_a_service_that_keeps_failing_is_given_up_with_its_own_words() -> None:
    with pytest.raises(RefusedError) as refusal:
        _asked([Answer(503, {}, b"<html><body><h1>In onderhoud</h1></body></html>")] * 3, tries=3)
    sentence = say(refusal.value.message, "nl")
    assert "service.pdok.nl" in sentence
    assert "na 3 pogingen" in sentence
    assert "HTTP 503 In onderhoud" in sentence


@pytest.mark.parametrize(
    ("answer", "kind", "words"),
    [
        (Answer(404), AbsentError, "https://service.pdok.nl/x"),
        (Answer(410), AbsentError, "https://service.pdok.nl/x"),
        (Answer(407), RefusedError, "HTTP 407"),
        (Answer(302, {"location": "https://login.example.org/a"}), RefusedError, "login.example.org"),
        (Answer(400, {}, b"<x><y>no such &lt;type&gt;</y></x>"), RejectedError, "no such <type>"),
    ],
)
def test_what_does_not_pass_is_said_at_once(answer: Answer, kind: type[RefusedError], words: str) -> None:
    with pytest.raises(kind) as refusal:
        _asked([answer])
    assert words in say(refusal.value.message)
    assert type(refusal.value) is kind


def test_cancel_while_waiting_ends_it() -> None:
    def wait(_: float) -> None:
        raise CancelledError

    with pytest.raises(CancelledError):
        ask(Line(lambda _: Answer(500), wait), URL, _read)
