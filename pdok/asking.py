"""One question to a service until there is a whole answer, or a sentence that says why there is none."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import timedelta
from email.utils import parsedate_to_datetime
from html import unescape
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urljoin, urlsplit

from ..safeguards.messages import RefusedError, refused

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ..safeguards.messages import Message

T = TypeVar("T")

_LATER = (408, 425, 429, 500, 502, 503, 504)
_GONE = (404, 410)
_FORBIDDEN = (401, 403, 407)
_FINE, _MOVED, _WRONG = 200, 300, 400
_MOST_SAID = 200  # characters


@dataclass(frozen=True)
class Answer:
    """What came back.

    Attributes:
        status: HTTP status; 0 where no whole answer came.
        headers: By name in lower case.
        body: As sent, already unpacked.
        trouble: Why no whole answer came, in the words of the network.

    """

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    trouble: str = ""


@dataclass(frozen=True)
class Patience:
    """How often and how long is waited.

    Attributes:
        tries: Times one question is put.
        first: Seconds before the second try; every further wait is twice as long.
        longest: Seconds that are waited at most, also where the service asks for more.

    """

    tries: int = 6
    first: float = 1.0
    longest: float = 60.0


class UnsoundError(Exception):
    """An answer that says it is fine and is not: cut off, no data, or a complaint. It may be better next time."""


class AbsentError(RefusedError):
    """There is nothing at this address."""


class RejectedError(RefusedError):
    """The service does not take the question; `said` is its explanation."""

    def __init__(self, message: Message, said: str) -> None:
        """Carry the message and the explanation."""
        super().__init__(message)
        self.said = said


@dataclass(frozen=True)
class Line:
    """How a service is reached.

    Attributes:
        get: Gives the answer to one question, once.
        wait: Waits so many seconds, and raises CancelledError as soon as the user cancels.
        patience: How often and how long is waited.

    """

    get: Callable[[str], Answer]
    wait: Callable[[float], None]
    patience: Patience = field(default_factory=Patience)


def ask(line: Line, url: str, read: Callable[[Answer], T]) -> T:
    """Put a question until its answer can be read.

    Trouble that may pass (no answer, an answer cut off, 429, 5xx) is waited for: as long as the service asks with
    Retry-After, else twice as long every time.

    Args:
        line: How the service is reached.
        url: The question.
        read: Makes of an answer what it says, and raises UnsoundError where it is not whole.

    Raises:
        AbsentError: There is nothing at this address.
        RejectedError: The service does not take the question.
        RefusedError: It kept failing, wants a password, or sends on to another address.
        CancelledError: The user cancelled.

    """
    trouble = ""
    for attempt in range(line.patience.tries):
        answer = line.get(url)
        _refuse_for_good(url, answer)
        if answer.status == _FINE:
            try:
                return read(answer)
            except UnsoundError as error:
                trouble = str(error)
        else:
            trouble = answer.trouble if not answer.status else f"HTTP {answer.status} {said(answer.body)}".strip()
        if attempt + 1 < line.patience.tries:
            line.wait(_pause(line.patience, attempt, answer))
    raise refused("pdok_kept_failing", host=_host(url), n=line.patience.tries, trouble=trouble or "-")


def said(body: bytes) -> str:
    """Give what an answer says to people, without its tags and not too long."""
    text = re.sub(r"(?is)<(script|style|head)\b.*?</\1>", " ", body[:20_000].decode("utf-8", errors="replace"))
    text = unescape(re.sub(r"<[^>]*>", " ", text))
    text = " ".join(text.replace("\ufffd", "").split())
    return text[:_MOST_SAID] + ("…" if len(text) > _MOST_SAID else "")


def _refuse_for_good(url: str, answer: Answer) -> None:
    status = answer.status
    if not status or status == _FINE or status in _LATER:
        return
    if status in _GONE:
        raise AbsentError(refused("pdok_absent", url=url.split("?")[0]).message)
    if status in _FORBIDDEN:
        raise refused("pdok_forbidden", host=_host(url), status=status)
    if _MOVED <= status < _WRONG:
        target = urljoin(url, answer.headers.get("location", ""))
        raise refused("pdok_moved", host=_host(url), target=_host(target))
    spoken = said(answer.body)
    raise RejectedError(refused("pdok_rejected", host=_host(url), status=status, said=spoken or "-").message, spoken)


def _pause(patience: Patience, attempt: int, answer: Answer) -> float:
    asked = _retry_after(answer.headers)
    own = patience.first * float(2**attempt)
    return min(max(own, asked), patience.longest)


def _retry_after(headers: Mapping[str, str]) -> float:
    """Read Retry-After, in seconds; a moment is compared with the clock of the service itself."""
    text = headers.get("retry-after", "").strip()
    if text.isdigit():
        return float(text)
    try:
        waits = parsedate_to_datetime(text) - parsedate_to_datetime(headers.get("date", ""))
    except (TypeError, ValueError, IndexError):
        return 0.0
    return max(waits, timedelta(0)).total_seconds()


def _host(url: str) -> str:
    return urlsplit(url).netloc or url
