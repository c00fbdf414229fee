"""The folder of a download that is not finished: every whole page is kept, so that a next run goes on behind it."""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from ..safeguards.messages import note, refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from ..safeguards.messages import Message

NAME = "pdok-unfinished"
MOST_DAYS = 1  # a register changes every day; pages of longer ago no longer fit the others
_REQUEST, _PAGES = "request.json", "pages.jsonl"


@dataclass(frozen=True)
class Held:
    """A page on disk."""

    file: Path
    sha256: str


@dataclass(frozen=True)
class Unfinished:
    """The pages of one request that are whole.

    Attributes:
        folder: Where they lie.
        pages: Address of a page -> its file.

    """

    folder: Path
    pages: dict[str, Held] = field(default_factory=dict)

    def held(self, url: str) -> bytes | None:
        """Give a page that was kept; None where it was not, or is no longer what it was."""
        page = self.pages.get(url)
        if page is None or not page.file.is_file():
            return None
        body = page.file.read_bytes()
        return body if hashlib.sha256(body).hexdigest() == page.sha256 else None

    def keep(self, url: str, body: bytes) -> None:
        """Keep a whole page.

        Raises:
            RefusedError: The disk is full, or the folder is gone.

        """
        page = Held(self.folder / f"{hashlib.sha256(url.encode()).hexdigest()[:32]}.page", _digest(body))
        part = page.file.with_suffix(".part")
        try:
            part.write_bytes(body)
            part.replace(page.file)
            self._note({"url": url, "file": page.file.name, "sha256": page.sha256})
        except OSError as error:
            raise refused("algorithms_folder_not_writable", folder=str(self.folder)) from error
        self.pages[url] = page

    def forget(self, urls: Iterable[str]) -> None:
        """Drop pages that turned out not to fit together, so that a next run asks them anew."""
        for url in urls:
            if self.pages.pop(url, None) is not None:
                self._note({"url": url, "file": None, "sha256": None})

    def remove(self) -> None:
        """Clear the folder away once the download is finished."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _note(self, line: Mapping[str, Any]) -> None:
        with (self.folder / _PAGES).open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")


def take_up(folder: Path, request: Mapping[str, Any], today: date) -> tuple[Unfinished, list[Message]]:
    """Open the folder of an unfinished download: go on with the same request, start anew with another or an old one.

    Args:
        folder: Where the pages lie or will lie.
        request: What is downloaded, in what JSON can hold.
        today: The day of this run.

    Raises:
        RefusedError: The folder cannot be written.

    """
    told: list[Message] = []
    begun, asked = _begun(folder)
    pages = _pages(folder) if asked == dict(request) else {}
    if asked is not None and asked != dict(request):
        told.append(note("pdok_other_request", folder=folder.name))
    elif pages and begun is not None and (today - begun).days > MOST_DAYS:
        told.append(note("pdok_too_old", n=len(pages), day=begun.strftime("%d-%m-%Y")))
        pages = {}
    elif pages:
        told.append(note("pdok_resumed", n=len(pages)))
    if not pages:
        _start(folder, {"request": dict(request), "begun": today.isoformat()})
    return Unfinished(folder, pages), told


def _start(folder: Path, manifest: Mapping[str, Any]) -> None:
    try:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True, exist_ok=True)
        for left in (_PAGES, _REQUEST):
            (folder / left).unlink(missing_ok=True)
        (folder / _REQUEST).write_text(json.dumps(manifest, indent=1), encoding="utf-8")
    except OSError as error:
        raise refused("algorithms_folder_not_writable", folder=str(folder)) from error


def _begun(folder: Path) -> tuple[date | None, dict[str, Any] | None]:
    """Read when and for what the folder was begun; None for what cannot be read."""
    try:
        held = json.loads((folder / _REQUEST).read_text(encoding="utf-8"))
        return date.fromisoformat(held["begun"]), held["request"]
    except (OSError, ValueError, KeyError, TypeError):
        return None, None


def _pages(folder: Path) -> dict[str, Held]:
    """Read which pages were kept; a last line that was cut off says nothing."""
    pages: dict[str, Held] = {}
    try:
        lines = (folder / _PAGES).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return pages
    for line in lines:
        try:
            told = json.loads(line)
            url, name, digest = told["url"], told["file"], told["sha256"]
        except (ValueError, KeyError, TypeError):
            continue
        if name is None:
            pages.pop(url, None)
        elif "/" not in name and "\\" not in name:
            pages[url] = Held(folder / name, digest)
    return pages


def _digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()
