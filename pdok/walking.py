"""From page to page: every feature of a layer in a box, each once, and none missed without saying so."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..safeguards.messages import refused, warn
from .asking import Answer, Line, RejectedError, UnsoundError, ask
from .pages import Key, Page, key_of, read_count, read_page
from .services import LAST_START, PAGE, Box, Kind, Layer, ogc_page, origin, wfs_count, wfs_page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from ..safeguards.messages import Message
    from ..safeguards.watch import Watch
    from .resume import Unfinished

_FINE = 200
_MOST_EMPTY = 10  # empty pages in a row that name yet another page
_MOST_AT_ONCE = 40_000  # features of a box that are paged through; LAST_START leaves room for what is added meanwhile
_SMALLEST = 50.0  # m; a box is not cut smaller
_GUESS = 20.0  # pages after which half of a layer of unknown size counts as done


@dataclass
class Purse:
    """How many pages may be asked in all, so that a slip in the area does not load down a public service."""

    most: int
    spent: int = 0

    def spend(self, n: int = 1) -> None:
        """Take pages out.

        Raises:
            RefusedError: There are none left.

        """
        self.spent += n
        self.check(0)

    def check(self, n: int) -> None:
        """Refuse what would take more pages than there are left.

        Raises:
            RefusedError: It would.

        """
        if self.spent + n > self.most:
            raise refused("pdok_too_many", n=self.spent + n, most=self.most)


@dataclass(frozen=True)
class Source:
    """Where pages come from: the folder of an unfinished download, else the service."""

    line: Line
    kept: Unfinished
    purse: Purse

    def page(self, url: str) -> Page:
        """Give a page, and keep it where it came from the service.

        Raises:
            RefusedError: The service gives no whole page.

        """
        self.purse.spend()
        body = self.kept.held(url)
        if body is not None:
            try:
                return read_page(Answer(_FINE, body=body), url)
            except UnsoundError:
                self.kept.forget([url])
        page, body = ask(self.line, url, lambda answer: (read_page(answer, url), answer.body))
        self.kept.keep(url, body)
        return page

    def count(self, url: str) -> int | None:
        """Give how many features an answer has, where the service knows.

        Raises:
            RefusedError: The service does not answer.

        """
        body = self.kept.held(url)
        if body is not None:
            return read_count(Answer(_FINE, body=body))
        try:
            n, body = ask(self.line, url, lambda answer: (read_count(answer), answer.body))
        except RejectedError:
            return None
        self.kept.keep(url, body)
        return n


@dataclass
class Walked:
    """The pages of a layer, in order, and what was noticed on the way.

    Attributes:
        urls: Addresses of the pages, all of them kept.
        rows: Features on these pages, those that came twice counted twice.
        messages: What the user should know.

    """

    urls: list[str] = field(default_factory=list)
    rows: int = 0
    messages: list[Message] = field(default_factory=list)


def walk(source: Source, layer: Layer, base: str, box: Box | None, on: date, watch: Watch) -> Walked:
    """Fetch every page of a layer.

    Args:
        source: Where pages come from.
        layer: What is fetched.
        base: Address of the service.
        box: Where, in RD New; None is everywhere.
        on: The day whose state is asked of services that hold history.
        watch: Told the fraction done.

    Raises:
        RefusedError: The pages do not come to a whole. Those that did not fit are forgotten, the others kept.
        CancelledError: The user cancelled; whole pages are kept.

    """
    walked = Walked()
    if layer.kind is Kind.WFS:
        _walk_boxes(source, layer, base, box, walked, watch)
        return walked
    try:
        _walk_links(source, layer, ogc_page(base, layer, box, on if layer.dated else None), walked, watch)
    except RejectedError as error:
        if walked.urls or not layer.dated or "datetime" not in error.said.lower():
            raise
        walked.messages.append(warn("pdok_no_moment", layer=layer.name, register=layer.register))
        _walk_links(source, layer, ogc_page(base, layer, box, None), walked, watch)
    return walked


def _walk_links(source: Source, layer: Layer, first: str, walked: Walked, watch: Watch) -> None:
    """Follow the service's own address of the next page until there is none."""
    try:
        _follow(source, layer, first, walked, watch)
    except _TornError as error:
        source.kept.forget(walked.urls)
        raise refused("pdok_not_whole", layer=layer.name, found=error.found, matched=error.matched) from None


def _follow(source: Source, layer: Layer, first: str, walked: Walked, watch: Watch) -> None:
    url, empty, seen, asked = first, 0, set[Key](), set[str]()
    matched: int | None = None
    while url:
        watch.at(len(walked.urls) / (len(walked.urls) + _GUESS))
        if origin(url) != origin(first):
            raise refused("pdok_other_host", layer=layer.name, host=origin(url)[1], own=origin(first)[1])
        if url in asked:
            raise _TornError(len(seen), matched)
        asked.add(url)
        page = source.page(url)
        walked.urls.append(url)
        walked.rows += len(page.features)
        keys = {key_of(feature, layer) for feature in page.features}
        empty = 0 if keys else empty + 1
        if (keys and keys <= seen) or empty > _MOST_EMPTY:
            raise _TornError(len(seen), matched)
        seen |= keys
        matched = page.matched if page.matched is not None else matched
        url = page.following
    # What came twice fills no gap.
    if matched is not None and len(seen) < matched:
        raise _TornError(len(seen), matched)


def _walk_boxes(source: Source, layer: Layer, base: str, box: Box | None, walked: Walked, watch: Watch) -> None:
    """Page through a box; cut it in four where it holds too much, or where its pages do not fit together.

    A service that does not sort may give an object on two pages and another on none. In a box that fits on one page
    that cannot happen.
    """
    watch.at(0)
    matched = source.count(wfs_count(base, layer, box))
    source.purse.check(-(-matched // PAGE) if matched else 0)
    if matched == 0:
        return
    if matched is None or matched <= _MOST_AT_ONCE:
        try:
            _count_through(source, layer, base, box, matched, walked, watch)
        except _TornError as error:
            torn = error
        else:
            return
    else:
        torn = _TornError(0, matched)
    quarters = _quarters(box) if box is not None else []
    if not quarters:
        source.kept.forget([wfs_count(base, layer, box)])
        raise refused("pdok_not_whole", layer=layer.name, found=torn.found, matched=torn.matched)
    for done, quarter in enumerate(quarters):
        part = watch.part(done / len(quarters), (done + 1) / len(quarters))
        _walk_boxes(source, layer, base, quarter, walked, part)


def _count_through(
    source: Source, layer: Layer, base: str, box: Box | None, matched: int | None, walked: Walked, watch: Watch
) -> None:
    """Ask page after page by the number of its first feature."""
    urls: list[str] = []
    try:
        rows = 0
        for url, n in _numbered(source, layer, base, box, matched, watch):
            urls.append(url)
            rows += n
    except _TornError:
        source.kept.forget(urls)
        raise
    walked.urls += urls
    walked.rows += rows


def _numbered(
    source: Source, layer: Layer, base: str, box: Box | None, matched: int | None, watch: Watch
) -> Iterator[tuple[str, int]]:
    """Give the pages of a box with how many features each holds.

    Raises:
        _TornError: A page repeats, objects are missing, or there are more than can be paged through.

    """
    seen: set[Key] = set()
    rows = twice = 0
    while matched is None or rows < matched:
        watch.at(rows / matched if matched else rows / (rows + _GUESS * PAGE))
        if rows > LAST_START:
            raise _TornError(len(seen), matched)
        url = wfs_page(base, layer, box, rows)
        page = source.page(url)
        keys = {key_of(feature, layer) for feature in page.features}
        yield url, len(page.features)
        if not keys:
            break
        if keys <= seen:
            raise _TornError(len(seen), matched)
        twice += len(keys & seen)
        seen |= keys
        rows += len(page.features)
        matched = page.matched if page.matched is not None else matched
    if matched is not None and rows - twice < matched:
        raise _TornError(rows - twice, matched)


def _quarters(box: Box) -> list[Box]:
    west, south, east, north = box
    if max(east - west, north - south) / 2 < _SMALLEST:
        return []
    x, y = round((west + east) / 2, 3), round((south + north) / 2, 3)
    return [(west, south, x, y), (x, south, east, y), (west, y, x, north), (x, y, east, north)]


class _TornError(Exception):
    """The pages of a walk do not make a whole."""

    def __init__(self, found: int, matched: int | None) -> None:
        super().__init__(found, matched)
        self.found = found
        self.matched = "?" if matched is None else str(matched)
