"""What Qt leaves out of a PDF, added behind its end: bookmarks, whose it is, the exact page and where its map lies."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Any

from .pdf_file import PdfFile
from .pdf_objects import NotWholeError, PdfError, Ref, text, written

if TYPE_CHECKING:
    import mmap
    from collections.abc import Mapping, Sequence

_CREATOR = "Locatierisico"
_DAY = re.compile(rb"\(D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)")
_NOT_SHOWN = re.compile("[^\x20-\ud7ff\ue000-\U0010ffff]")


@dataclass(frozen=True)
class Bookmark:
    """A line of the table of contents.

    Attributes:
        title: What it says.
        page: Where it leads, from 0.
        below: Bookmarks that are shown when it is opened.

    """

    title: str
    page: int
    below: Sequence[Bookmark] = ()


@dataclass(frozen=True)
class Whose:
    """What a PDF says about itself.

    Attributes:
        title: Of the whole.
        author: Who made it; empty is not told.
        subject: What it is for.
        language: Of what it says.

    """

    title: str
    author: str
    subject: str
    language: str


@dataclass(frozen=True)
class Leaf:
    """What a page of a PDF has to know.

    Attributes:
        width: In points.
        height: In points.
        viewport: Where its map lies, as a `georeference.viewport_of`; None has no map.

    """

    width: float
    height: float
    viewport: Mapping[bytes, Any] | None = None


@dataclass
class _Added:
    """Objects to be added."""

    size: int
    objects: dict[int, bytes] = field(default_factory=dict)

    def reserve(self) -> Ref:
        """Give a number for an object to come."""
        self.size += 1
        return Ref(self.size - 1, 0)

    def add(self, value: Any) -> Ref:
        """Add an object."""
        at = self.reserve()
        self.objects[at.number] = written(value)
        return at

    def add_stream(self, made: dict[bytes, Any], data: bytes) -> Ref:
        """Add a stream."""
        at = self.reserve()
        head = written({**made, b"/Length": len(data)})
        self.objects[at.number] = head + b"\nstream\n" + data + b"\nendstream"
        return at


def behind(held: bytes | mmap.mmap, leaves: Sequence[Leaf], bookmarks: Sequence[Bookmark], whose: Whose) -> bytes:
    """Make what has to be written behind the end of a PDF.

    Args:
        held: The PDF.
        leaves: For each page.
        bookmarks: For a table of contents; none has none.
        whose: What it says about itself.

    Raises:
        NotWholeError: A part of it is not there.
        PdfError: It is of a form that is not known here.

    """
    try:
        return _behind(held, leaves, bookmarks, whose)
    except PdfError:
        raise
    except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError) as error:
        # In a PDF that is damaged anything may stand in the place of anything.
        raise PdfError("damaged") from error


def _behind(held: bytes | mmap.mmap, leaves: Sequence[Leaf], bookmarks: Sequence[Bookmark], whose: Whose) -> bytes:
    pdf = PdfFile(held)
    pdf.check()
    pages = pdf.pages()
    if len(pages) != len(leaves):
        raise NotWholeError("pages")
    added = _Added(pdf.size)
    shifts: dict[float, Ref] = {}
    for (at, page), leaf in zip(pages, leaves, strict=True):
        added.objects[at.number] = written(_page(pdf, page, leaf, added, shifts))
    info, day = _info(pdf, whose)
    catalog = dict(pdf.follow(pdf.trailer[b"/Root"]))
    catalog[b"/Lang"] = text(whose.language)
    catalog[b"/ViewerPreferences"] = {b"/DisplayDocTitle": b"true"}
    catalog[b"/Metadata"] = added.add_stream({b"/Type": b"/Metadata", b"/Subtype": b"/XML"}, _xmp(whose, day))
    if bookmarks:
        catalog[b"/Outlines"] = _outlines(bookmarks, [at for at, _ in pages], added)
        catalog[b"/PageMode"] = b"/UseOutlines"
    added.objects[pdf.trailer[b"/Root"].number] = written(catalog)
    return _update(held, pdf, added, added.add(info))


def _page(
    pdf: PdfFile, page: dict[bytes, Any], leaf: Leaf, added: _Added, shifts: dict[float, Ref]
) -> dict[bytes, Any]:
    """Give a page its exact size: Qt rounds to points, and lets what it draws hang from the upper edge."""
    box = pdf.follow(page.get(b"/MediaBox"))
    if not isinstance(box, list) or len(box) != 4:  # noqa: PLR2004  corners
        raise PdfError("box")
    up = round(leaf.height - float(box[3]), 4)
    if up not in shifts:
        shifts[up] = added.add_stream({}, b"1 0 0 1 0 " + written(up) + b" cm")
    contents = page.get(b"/Contents", [])
    drawn = pdf.follow(contents)
    drawn = drawn if isinstance(drawn, list) else [contents]
    made = {**page, b"/MediaBox": [0, 0, leaf.width, leaf.height], b"/Contents": [shifts[up], *drawn]}
    if leaf.viewport is not None:
        made[b"/VP"] = [leaf.viewport]
    return made


def _outlines(bookmarks: Sequence[Bookmark], pages: Sequence[Ref], added: _Added) -> Ref:
    top = added.reserve()
    ends, shown = _lines(bookmarks, top, pages, added)
    added.objects[top.number] = written({b"/Type": b"/Outlines", **ends, b"/Count": shown})
    return top


def _lines(
    bookmarks: Sequence[Bookmark], parent: Ref, pages: Sequence[Ref], added: _Added
) -> tuple[dict[bytes, Any], int]:
    """Add bookmarks below another; gives the first and last, and how many are shown."""
    places = [added.reserve() for _ in bookmarks]
    shown = len(places)
    for n, (one, at) in enumerate(zip(bookmarks, places, strict=True)):
        line: dict[bytes, Any] = {b"/Title": text(one.title), b"/Parent": parent}
        line[b"/Dest"] = [pages[one.page], b"/Fit"]
        if n:
            line[b"/Prev"] = places[n - 1]
        if n + 1 < len(places):
            line[b"/Next"] = places[n + 1]
        if one.below:
            ends, below = _lines(one.below, at, pages, added)
            line |= {**ends, b"/Count": below}
            shown += below
        added.objects[at.number] = written(line)
    return {b"/First": places[0], b"/Last": places[-1]}, shown


def _info(pdf: PdfFile, whose: Whose) -> tuple[dict[bytes, Any], bytes]:
    """Say whose it is in the place of what Qt says; the moment it was made is Qt's."""
    old = pdf.follow(pdf.trailer.get(b"/Info"))
    day = old.get(b"/CreationDate", b"") if isinstance(old, dict) else b""
    made = {b"/Title": text(whose.title), b"/Subject": text(whose.subject), b"/Creator": text(_CREATOR)}
    if whose.author:
        made[b"/Author"] = text(whose.author)
    if day:
        made[b"/CreationDate"] = made[b"/ModDate"] = day
    return made, day


def _xmp(whose: Whose, day: bytes) -> bytes:
    def said(words: str) -> str:
        return escape(_NOT_SHOWN.sub(" ", words))

    def alternative(name: str, words: str) -> str:
        return f'<dc:{name}><rdf:Alt><rdf:li xml:lang="x-default">{said(words)}</rdf:li></rdf:Alt></dc:{name}>'

    lines = [alternative("title", whose.title), alternative("description", whose.subject)]
    lines.append(f"<dc:language><rdf:Bag><rdf:li>{said(whose.language)}</rdf:li></rdf:Bag></dc:language>")
    if whose.author:
        lines.append(f"<dc:creator><rdf:Seq><rdf:li>{said(whose.author)}</rdf:li></rdf:Seq></dc:creator>")
    lines.append(f"<xmp:CreatorTool>{_CREATOR}</xmp:CreatorTool>")
    made = _DAY.match(day)
    if made is not None:
        year, month, date, hour, minute, second = (one.decode() for one in made.groups())
        lines.append(f"<xmp:CreateDate>{year}-{month}-{date}T{hour}:{minute}:{second}</xmp:CreateDate>")
    return "\n".join(
        [
            '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>',
            '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">',
            '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" '
            'xmlns:xmp="http://ns.adobe.com/xap/1.0/">',
            *lines,
            "</rdf:Description></rdf:RDF></x:xmpmeta>",
            '<?xpacket end="r"?>',
        ]
    ).encode()


def _update(held: bytes | mmap.mmap, pdf: PdfFile, added: _Added, info: Ref) -> bytes:
    """Write the objects, their table and the end, as bytes to stand behind what is there."""
    begin = len(held)
    made, places = bytearray(b"\n"), {}
    for number in sorted(added.objects):
        places[number] = begin + len(made)
        made += b"%d 0 obj\n%s\nendobj\n" % (number, added.objects[number])
    start = begin + len(made)
    trailer = {b"/Root": pdf.trailer[b"/Root"], b"/Info": info, b"/Prev": pdf.start}
    trailer |= {name: pdf.trailer[name] for name in (b"/ID",) if name in pdf.trailer}
    if pdf.streamed:
        table = added.reserve()
        places[table.number] = start
        made += _stream_table(table, places, trailer | {b"/Size": added.size})
    else:
        made += b"xref\n"
        for run in _runs(sorted(places)):
            made += b"%d %d\n" % (run[0], len(run))
            made += b"".join(b"%010d 00000 n \n" % places[number] for number in run)
        made += b"trailer\n" + written(trailer | {b"/Size": added.size}) + b"\n"
    return bytes(made + b"startxref\n%d\n%%%%EOF\n" % start)


def _stream_table(table: Ref, places: Mapping[int, int], trailer: dict[bytes, Any]) -> bytes:
    rows = b"".join(b"\x01" + places[number].to_bytes(8, "big") + b"\0" for number in sorted(places))
    index = [one for run in _runs(sorted(places)) for one in (run[0], len(run))]
    head = {**trailer, b"/Type": b"/XRef", b"/W": [1, 8, 1], b"/Index": index, b"/Length": len(rows)}
    return b"%d 0 obj\n%s\nstream\n%s\nendstream\nendobj\n" % (table.number, written(head), rows)


def _runs(numbers: Sequence[int]) -> list[list[int]]:
    """Split numbers in order where one is left out."""
    made: list[list[int]] = []
    for number in numbers:
        if made and made[-1][-1] + 1 == number:
            made[-1].append(number)
        else:
            made.append([number])
    return made
