"""XML read as a stream, element after wanted element; without entities, so that nothing can grow while it is read."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import IO, TYPE_CHECKING
from xml.parsers import expat

from ..safeguards.messages import refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

_PIECE = 1 << 20
_MARKUP = re.compile(rb"^(?:\xef\xbb\xbf)?\s*<[?!a-zA-Z]")
_MARKUP_UTF16 = (b"\xff\xfe<\x00", b"\xfe\xff\x00<")
_BETWEEN = "\x1f"  # between a namespace and a name; no letter of XML
_DEEPEST = 200
_MOST_PARTS = 2_000_000  # of one wanted element: elements and pieces of text
_MOST_TEXT = 64 * 1024**2  # characters of one wanted element


class Element:
    """An element with its local name, its attributes by local name, its own text and its children."""

    __slots__ = ("attributes", "children", "name", "pieces")

    def __init__(self, name: str, attributes: dict[str, str]) -> None:
        """Begin it."""
        self.name = name
        self.attributes = attributes
        self.pieces: list[str] = []
        self.children: list[Element] = []

    @property
    def text(self) -> str:
        """Its own text, without the white space around it."""
        return "".join(self.pieces).strip()

    def child(self, name: str) -> Element | None:
        """Find the first child of this name."""
        for one in self.children:
            if one.name == name:
                return one
        return None

    def all(self, name: str) -> Iterator[Element]:
        """Find every element of this name below it, in the order of the document."""
        for one in self.children:
            if one.name == name:
                yield one
            yield from one.all(name)

    def first(self, *path: str) -> Element | None:
        """Follow names down, the first child of each."""
        held: Element | None = self
        for name in path:
            held = held.child(name) if held is not None else None
        return held


class Root:
    """How a document begins: the local name and the namespace of its root, and the namespaces declared there."""

    __slots__ = ("name", "namespace", "namespaces")

    def __init__(self, name: str, namespace: str, namespaces: frozenset[str]) -> None:
        """Hold what was read."""
        self.name = name
        self.namespace = namespace
        self.namespaces = namespaces


def is_xml(path: Path) -> bool:
    """Tell whether a file begins as XML, whatever its name."""
    with path.open("rb") as file:
        begin = file.read(1024)
    return begin[:4] in _MARKUP_UTF16 or bool(_MARKUP.match(begin))


def root_of(path: Path) -> Root | None:
    """Read only how a file begins; None where it is no XML.

    Raises:
        RefusedError: It declares entities.

    """
    found: list[Root] = []
    declared: set[str] = set()

    def begun(name: str, _: dict[str, str]) -> None:
        if not found:
            namespace, local = _parted(name)
            found.append(Root(local, namespace, frozenset(declared)))

    _look(path, declared, begun, lambda: bool(found))
    return found[0] if found else None


def namespaces_of(path: Path) -> frozenset[str]:
    """Give the namespaces declared in the first megabyte, on whichever element: an envelope says little itself.

    Raises:
        RefusedError: It declares entities.

    """
    declared: set[str] = set()
    _look(path, declared, lambda *_: None, lambda: False)
    return frozenset(declared)


def _look(path: Path, declared: set[str], begun: Callable[..., None], enough: Callable[[], bool]) -> None:
    """Read the first megabyte of a file, or less of it, as far as it is XML."""
    parser = expat.ParserCreate(namespace_separator=_BETWEEN)
    parser.StartElementHandler = begun
    parser.StartNamespaceDeclHandler = lambda _, namespace: None if enough() else declared.add(namespace or "")
    parser.EntityDeclHandler = _refuse_entities(path.name)
    with path.open("rb") as file, suppress(expat.ExpatError, LookupError, ValueError):
        while not enough() and file.tell() < _PIECE and (piece := file.read(1 << 14)):
            parser.Parse(piece, False)  # noqa: FBT003 - expat takes positions


def elements(
    source: IO[bytes],
    file: str,
    wanted: Callable[[str], bool],
    *,
    kept: Callable[[Element, str, Mapping[str, str]], bool] | None = None,
    cancelled: Callable[[], None] = lambda: None,
) -> Iterator[Element]:
    """Give the wanted elements of a document one after another; what is outside them is passed over.

    Args:
        source: The document.
        file: What the user knows it by.
        wanted: Whether an element of this local name is given, with all that is in it.
        kept: Whether an element is built in a wanted one: asked with the element around it, its local name and its
            attributes by local name. What is not kept is passed over with all that is in it; None keeps everything.
        cancelled: Called after every piece read; raises where the user cancelled.

    Raises:
        RefusedError: The document is broken or cut off, declares entities, nests too deep, or holds an element that
            is larger than any object of a register.

    """
    reader = _Reader(file, wanted, kept)
    while piece := source.read(_PIECE):
        cancelled()
        reader.take(piece, last=False)
        yield from reader.given()
    reader.take(b"", last=True)
    yield from reader.given()


class _Reader:
    """What expat calls back; only what is in a wanted element is kept."""

    def __init__(
        self,
        file: str,
        wanted: Callable[[str], bool],
        kept: Callable[[Element, str, Mapping[str, str]], bool] | None,
    ) -> None:
        self.file = file
        self.wanted = wanted
        self.kept = kept
        self.passed = 0  # how deep in an element that is not kept
        self.ready: list[Element] = []
        self.open: list[Element] = []
        self.depth = 0
        self.parts = 0
        self.letters = 0
        self.names: dict[str, str] = {}
        parser = expat.ParserCreate(namespace_separator=_BETWEEN)
        parser.buffer_text = True
        parser.StartElementHandler = self._begun
        parser.EndElementHandler = self._ended
        parser.CharacterDataHandler = self._said
        parser.EntityDeclHandler = _refuse_entities(file)
        self.parser = parser

    def take(self, piece: bytes, *, last: bool) -> None:
        try:
            self.parser.Parse(piece, last)
        except expat.ExpatError as error:
            raise refused("files_xml_broken", file=self.file, line=error.lineno) from error
        except (LookupError, ValueError) as error:
            raise refused("files_xml_broken", file=self.file, line=self.parser.CurrentLineNumber) from error

    def given(self) -> list[Element]:
        ready, self.ready = self.ready, []
        return ready

    def _local(self, name: str) -> str:
        local = self.names.get(name)
        if local is None:
            local = self.names[name] = _parted(name)[1]
        return local

    def _begun(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise refused("files_xml_deep", file=self.file, most=_DEEPEST)
        local = self.names.get(name) or self._local(name)
        if not self.open and not self.wanted(local):
            return
        own = {self._local(key): value for key, value in attributes.items()} if attributes else {}
        if self.open and self.kept is not None and not self.kept(self.open[-1], local, own):
            self._pass_over()
            return
        element = Element(local, own)
        if self.open:
            self.open[-1].children.append(element)
            self._count(0)
        else:
            self.parts = self.letters = 0
        self.open.append(element)

    def _pass_over(self) -> None:
        """Only count how deep it is until the element that was begun ends."""
        self.passed = 1
        self.parser.StartElementHandler = self._deeper
        self.parser.EndElementHandler = self._shallower
        self.parser.CharacterDataHandler = None

    def _deeper(self, _: str, __: dict[str, str]) -> None:
        self.passed += 1
        if self.depth + self.passed > _DEEPEST:
            raise refused("files_xml_deep", file=self.file, most=_DEEPEST)

    def _shallower(self, _: str) -> None:
        self.passed -= 1
        if not self.passed:
            self.depth -= 1
            self.parser.StartElementHandler = self._begun
            self.parser.EndElementHandler = self._ended
            self.parser.CharacterDataHandler = self._said

    def _ended(self, _: str) -> None:
        self.depth -= 1
        if not self.open:
            return
        element = self.open.pop()
        if not self.open:
            self.ready.append(element)

    def _said(self, text: str) -> None:
        if self.open:
            self.open[-1].pieces.append(text)
            self._count(len(text))

    def _count(self, letters: int) -> None:
        self.parts += 1
        self.letters += letters
        if self.parts > _MOST_PARTS or self.letters > _MOST_TEXT:
            raise refused("files_xml_large", file=self.file)


def _parted(name: str) -> tuple[str, str]:
    namespace, _, local = name.rpartition(_BETWEEN)
    return namespace, local


def _refuse_entities(file: str) -> Callable[..., None]:
    def refuse(*_: object) -> None:
        raise refused("files_xml_entities", file=file)

    return refuse
