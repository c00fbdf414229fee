"""A PDF as a table of objects: as much of its form as is needed to add something to it, and to see that it is whole."""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING, Any

from .pdf_objects import NotWholeError, PdfError, Ref, read_object, read_token

if TYPE_CHECKING:
    import mmap
    from collections.abc import Iterator

_TAIL = 2048  # bytes at the end in which the place of the table stands
_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z")
_SECTION = re.compile(rb"\s*(\d+)\s+(\d+)\s+")
_ENTRY = re.compile(rb"(\d{10}) (\d{5}) ([nf])")
_OBJECT = re.compile(rb"\s*(\d+)\s+(\d+)\s+obj\b")
_STREAM = re.compile(rb"\s*stream\r?\n")
_MOST = 1 << 26  # bytes of a stream, unpacked
_PLAIN, _PNG = 1, 10  # predictors
_PACKED = 2  # kind of an entry: in a stream of objects


class PdfFile:
    """A PDF that is read where something of it is asked for.

    Attributes:
        start: Where the newest table begins.
        trailer: Of the newest table.
        streamed: Whether that table is a stream.

    """

    def __init__(self, held: bytes | mmap.mmap) -> None:
        """Read the tables.

        Raises:
            NotWholeError: They are not there.
            PdfError: They are of a form that is not known here.

        """
        self._held = held
        self._at: dict[int, tuple[int, int, int]] = {}
        self._unpacked: dict[int, list[Any]] = {}
        found = _START.search(bytes(held[-_TAIL:]))
        if bytes(held[:5]) != b"%PDF-" or found is None:
            raise NotWholeError("ends")
        self.start = int(found[1])
        self.streamed = not self._is_table(self.start)
        self.trailer: dict[bytes, Any] = {}
        self._read_tables()

    @property
    def size(self) -> int:
        """The first number that no object has."""
        return int(self.trailer[b"/Size"])

    def __getitem__(self, number: int) -> Any:
        """Give an object; that of a stream is its dict."""
        kind, at, index = self._at.get(number, (0, 0, 0))
        if kind == 1:
            found = self._object_at(number, at)
            return read_object(self._held, found)[0]
        if kind == _PACKED:
            objects = self._packed(at)
            if index < len(objects):
                return objects[index]
        raise PdfError("object")

    def follow(self, value: Any) -> Any:
        """Give what a reference points to, and anything else as it is."""
        for _ in range(8):
            if not isinstance(value, Ref):
                return value
            value = self[value.number]
        raise PdfError("references")

    def check(self) -> None:
        """See that each object is where the table says.

        Raises:
            NotWholeError: One is not.

        """
        for number, (kind, at, _) in self._at.items():
            if kind == 1:
                self._object_at(number, at)

    def pages(self) -> list[tuple[Ref, dict[bytes, Any]]]:
        """Give the pages in order, each with the size it may have from the pages around it.

        Raises:
            PdfError: The tree of pages is broken.

        """
        root = self.follow(self.trailer.get(b"/Root"))
        return list(self._pages_below(_dict(root).get(b"/Pages"), {}, set()))

    def _pages_below(
        self, at: Any, passed_on: dict[bytes, Any], seen: set[int]
    ) -> Iterator[tuple[Ref, dict[bytes, Any]]]:
        if not isinstance(at, Ref) or at.number in seen:
            raise PdfError("pages")
        seen.add(at.number)
        node = _dict(self.follow(at))
        passed_on = passed_on | {name: node[name] for name in (b"/MediaBox", b"/Resources") if name in node}
        if b"/Kids" not in node:
            yield at, passed_on | node
            return
        kids = self.follow(node[b"/Kids"])
        for kid in kids if isinstance(kids, list) else []:
            yield from self._pages_below(kid, passed_on, seen)

    def _is_table(self, at: int) -> bool:
        return read_token(self._held, at)[0] == b"xref"

    def _read_tables(self) -> None:
        waiting, seen = [self.start], set()
        while waiting:
            at = waiting.pop(0)
            if at in seen or not 0 < at < len(self._held):
                raise PdfError("tables")
            seen.add(at)
            trailer = self._read_table(at) if self._is_table(at) else self._read_stream_table(at)
            self.trailer = self.trailer or trailer
            waiting += [trailer[name] for name in (b"/XRefStm", b"/Prev") if isinstance(trailer.get(name), int)]
        if b"/Encrypt" in self.trailer or not isinstance(self.trailer.get(b"/Size"), int):
            raise PdfError("trailer")

    def _read_table(self, at: int) -> dict[bytes, Any]:
        _, at = read_token(self._held, at)
        while (section := _SECTION.match(self._held, at)) is not None:
            at = section.end()
            for number in range(int(section[1]), int(section[1]) + int(section[2])):
                entry = _ENTRY.match(self._held, at)
                if entry is None:
                    raise PdfError("entry")
                self._at.setdefault(number, (int(entry[3] == b"n"), int(entry[1]), int(entry[2])))
                at += 20
        word, at = read_token(self._held, at)
        if word != b"trailer":
            raise PdfError("trailer")
        return _dict(read_object(self._held, at)[0])

    def _read_stream_table(self, at: int) -> dict[bytes, Any]:
        header = _OBJECT.match(self._held, at)
        if header is None:
            raise NotWholeError("table")
        made, data = self._stream(header.end())
        widths, size = made.get(b"/W"), made.get(b"/Size")
        if not isinstance(widths, list) or len(widths) != 3 or not isinstance(size, int):  # noqa: PLR2004  as PDF says
            raise PdfError("table")
        index = made.get(b"/Index", [0, size])
        long = sum(widths)
        if len(data) < long * sum(index[1::2]):
            raise PdfError("table")
        numbers = [n for first, n_of in zip(index[::2], index[1::2], strict=True) for n in range(first, first + n_of)]
        for row, number in enumerate(numbers):
            fields, place = [], row * long
            for width in widths:
                fields.append(int.from_bytes(data[place : place + width], "big") if width else None)
                place += width
            kind = 1 if fields[0] is None else fields[0]
            self._at.setdefault(number, (kind, fields[1] or 0, fields[2] or 0))
        return made

    def _object_at(self, number: int, at: int) -> int:
        header = _OBJECT.match(self._held, at)
        if header is None or int(header[1]) != number:
            raise NotWholeError("object")
        return header.end()

    def _stream(self, at: int) -> tuple[dict[bytes, Any], bytes]:
        """Read a stream: its dict and what it holds, unpacked."""
        value, at = read_object(self._held, at)
        made = _dict(value)
        begun, long = _STREAM.match(self._held, at), self.follow(made.get(b"/Length"))
        if begun is None or not isinstance(long, int):
            raise PdfError("stream")
        packed = bytes(self._held[begun.end() : begun.end() + long])
        packing = self.follow(made.get(b"/Filter"))
        packing = packing[0] if isinstance(packing, list) and len(packing) == 1 else packing
        if packing is None:
            return made, packed
        if packing != b"/FlateDecode":
            raise PdfError("filter")
        try:
            data = zlib.decompressobj().decompress(packed, _MOST)
        except zlib.error as error:
            raise PdfError("packing") from error
        asked = self.follow(made.get(b"/DecodeParms"))
        asked = asked[0] if isinstance(asked, list) and asked else asked
        return made, _unpredicted(data, _dict(asked)) if asked else data

    def _packed(self, number: int) -> list[Any]:
        if number not in self._unpacked:
            kind, at, _ = self._at.get(number, (0, 0, 0))
            if kind != 1:
                raise PdfError("objects")
            made, data = self._stream(self._object_at(number, at))
            count, first = made.get(b"/N"), made.get(b"/First")
            if not isinstance(count, int) or not isinstance(first, int):
                raise PdfError("objects")
            places = [int(one) for one in data[:first].split()[1 : 2 * count : 2]]
            self._unpacked[number] = [read_object(data, first + place)[0] for place in places]
        return self._unpacked[number]


def _dict(value: Any) -> dict[bytes, Any]:
    if not isinstance(value, dict):
        raise PdfError("dict")
    return value


def _unpredicted(data: bytes, asked: dict[bytes, Any]) -> bytes:
    """Undo what makes a table pack better: each row told as its difference from the one above."""
    predictor, columns = asked.get(b"/Predictor", _PLAIN), asked.get(b"/Columns", 1)
    if predictor == _PLAIN:
        return data
    if predictor < _PNG or asked.get(b"/Colors", 1) != 1 or asked.get(b"/BitsPerComponent", 8) != 8:  # noqa: PLR2004  bits
        raise PdfError("predictor")
    above, made = bytes(columns), bytearray()
    for at in range(0, len(data) - columns, columns + 1):
        how, row = data[at], bytearray(data[at + 1 : at + 1 + columns])
        if how not in (0, 1, 2):
            raise PdfError("predictor")
        for column in range(columns):
            before = above[column] if how == 2 else row[column - 1] if how == 1 and column else 0  # noqa: PLR2004  up
            row[column] = (row[column] + before) & 0xFF
        above = bytes(row)
        made += row
    return bytes(made)
