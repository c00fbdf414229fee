"""A server on loopback that answers as the services of PDOK do, and misbehaves on demand."""

from __future__ import annotations

import base64
import contextlib
import gzip
import json
import math
import socket
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlencode, urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable

    Box = tuple[float, float, float, float]

RD = "http://www.opengis.net/def/crs/EPSG/0/28992"
WGS = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
LAST_START = 50_000
KNOWN = {"f", "limit", "cursor", "crs", "datetime", "bbox", "bbox-crs", "filter", "filter-crs", "profile"}
EXCEPTION = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<ows:ExceptionReport xmlns:ows="http://www.opengis.net/ows/1.1" '
    'version="2.0.0" xml:lang="en-US"><ows:Exception exceptionCode="{code}" locator="{where}">'
    "<ows:ExceptionText>{text}</ows:ExceptionText></ows:Exception></ows:ExceptionReport>"
)
MAINTENANCE = (
    "<!DOCTYPE html><html><head><title>x</title><style>b{}</style></head>"
    "<body><h1>PDOK is in onderhoud</h1><p>Probeer het later.</p></body></html>"
)


@dataclass
class Trouble:
    """What goes wrong, in how many answers to addresses that hold a text."""

    kind: str
    holds: str = ""
    times: int = 1
    after: int = 0  # so many good answers come first
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Reply:
    body: bytes
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


def feature(mark: str, geometry: dict[str, Any], **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "id": mark, "properties": properties, "geometry": geometry}


def square(x: float, y: float, side: float = 8.0) -> dict[str, Any]:
    ring = [[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]]
    return {"type": "Polygon", "coordinates": [ring]}


def point(x: float, y: float) -> dict[str, Any]:
    return {"type": "Point", "coordinates": [x, y]}


def _envelope(one: dict[str, Any]) -> Box:
    if one["geometry"] is None:
        return -math.inf, -math.inf, math.inf, math.inf

    def places(held: Any) -> list[Any]:
        return [held] if not isinstance(held[0], list) else [place for part in held for place in places(part)]

    all_places = places(one["geometry"]["coordinates"])
    xs, ys = [place[0] for place in all_places], [place[1] for place in all_places]
    return min(xs), min(ys), max(xs), max(ys)


class Served:
    """Features by type name or collection, served on a free port of 127.0.0.1."""

    def __init__(self) -> None:
        self.tables: dict[str, list[dict[str, Any]]] = {}
        self.dated: set[str] = set()  # collections that take datetime
        self.absent: set[str] = set()  # parts of addresses where there is nothing
        self.troubles: list[Trouble] = []
        self.asked: list[str] = []
        self.page = 1000  # features a page at most
        self.shuffled = False  # WFS pages overlap: every page but the first begins some features too early
        self.counts = True  # WFS tells how many there are
        self.matched: int | None = None  # an OGC API that says how many there are
        self._envelopes: dict[int, Box] = {}
        self._lock = threading.Lock()
        self._let_go = threading.Event()
        handler = type("Handler", (_Handler,), {"served": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        self.host = f"127.0.0.1:{self._server.server_address[1]}"
        self.url = f"http://{self.host}"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def close(self) -> None:
        self._let_go.set()
        self._server.shutdown()
        self._server.server_close()

    def hang(self) -> None:
        self._let_go.wait(20)

    def trouble_for(self, path: str) -> Trouble | None:
        with self._lock:
            self.asked.append(path)
            for trouble in self.troubles:
                if trouble.holds in path and trouble.times > 0:
                    if trouble.after > 0:
                        trouble.after -= 1
                        continue
                    trouble.times -= 1
                    return trouble
        return None

    def reply(self, path: str) -> Reply:
        parts = urlsplit(path)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if any(part in path for part in self.absent):
            return Reply(b"404 page not found", 404, {"Content-Type": "text/plain"})
        if parts.path.endswith("/items"):
            return self._ogc(parts.path, asked)
        return self._wfs(asked)

    def _in(self, name: str, bbox: str | None) -> list[dict[str, Any]]:
        held = self.tables.get(name, [])
        if bbox is None:
            return held
        west, south, east, north = (float(value) for value in bbox.split(",")[:4])

        def touches(one: dict[str, Any]) -> bool:
            if id(one) not in self._envelopes:
                self._envelopes[id(one)] = _envelope(one)
            box = self._envelopes[id(one)]
            return box[0] <= east and box[2] >= west and box[1] <= north and box[3] >= south

        return [one for one in held if touches(one)]

    def _wfs(self, asked: dict[str, str]) -> Reply:
        name = asked["typeNames"]
        start = int(asked.get("startIndex", 0))
        if name not in self.tables:
            text = EXCEPTION.format(code="InvalidParameterValue", where="typename", text=f"unknown type {name}")
            return Reply(text.encode(), 400, {"Content-Type": "text/xml; charset=UTF-8"})
        if start > LAST_START:
            text = EXCEPTION.format(code="InvalidParameterValue", where="startindex", text="startIndex too large")
            return Reply(text.encode(), 400, {"Content-Type": "text/xml; charset=UTF-8"})
        found = self._in(name, asked.get("bbox"))
        if asked.get("resultType") == "hits":
            n = str(len(found)) if self.counts else "unknown"
            text = (
                '<?xml version="1.0" encoding="UTF-8" ?>\n<wfs:FeatureCollection\n  timeStamp="2025-01-01T00:00:00" '
                f'numberMatched="{n}" numberReturned="0"\n  xmlns:wfs="http://www.opengis.net/wfs/2.0">\n'
                "</wfs:FeatureCollection>\n"
            )
            return Reply(text.encode(), 200, {"Content-Type": "text/xml; subtype=gml/3.2.1; charset=UTF-8"})
        if asked.get("sortBy"):
            found = sorted(found, key=lambda one: one["properties"][asked["sortBy"]])
        first = max(start - 7, 0) if self.shuffled else start
        shown = found[first : first + min(int(asked["count"]), self.page)]
        held = {
            "type": "FeatureCollection",
            "name": name.split(":")[-1],
            "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}},
            "features": shown,
        }
        return Reply(json.dumps(held).encode(), 200, {"Content-Type": "application/json; subtype=geojson"})

    def _ogc(self, path: str, asked: dict[str, str]) -> Reply:
        name = path.split("/")[-2]
        problem = next((f"unknown query parameter(s) found: {one}" for one in asked if one not in KNOWN), "")
        if "datetime" in asked and name not in self.dated:
            problem = "datetime param is currently not supported for this collection"
        if problem:
            held: dict[str, Any] = {"detail": problem, "status": 400, "title": "Bad Request"}
            return Reply(json.dumps(held).encode(), 400, {"Content-Type": "application/problem+json"})
        if name not in self.tables:
            held = {"detail": f"collection {name} doesn't exist", "status": 404, "title": "Not Found"}
            return Reply(json.dumps(held).encode(), 404, {"Content-Type": "application/problem+json"})
        found = self._in(name, asked.get("bbox"))
        if "datetime" in asked:
            found = [one for one in found if _in_force(one, asked["datetime"])]
        start = int(base64.urlsafe_b64decode(asked["cursor"].split("|")[0])) if "cursor" in asked else 0
        size = min(int(asked.get("limit", 10)), self.page)
        shown = found[start : start + size]
        links = [{"rel": "self", "type": "application/geo+json", "href": f"{self.url}{path}?{urlencode(asked)}"}]
        if start + size < len(found):
            cursor = base64.urlsafe_b64encode(str(start + size).encode()).decode() + "|c2Ft"
            links.append({"rel": "next", "href": f"{self.url}{path}?{urlencode({**asked, 'cursor': cursor})}"})
        held = {
            "type": "FeatureCollection",
            "timeStamp": "2025-01-01T00:00:00Z",
            "links": links,
            "features": shown,
            "numberReturned": len(shown),
        }
        if self.matched is not None:
            held["numberMatched"] = self.matched
        return Reply(
            json.dumps(held).encode(),
            200,
            {"Content-Type": "application/geo+json", "Content-Crs": f"<{asked.get('crs', WGS)}>"},
        )


def _in_force(one: dict[str, Any], moment: str) -> bool:
    held = one["properties"]
    begun, ended = held.get("tijdstip_registratie"), held.get("eind_registratie")
    return (begun is None or begun <= moment) and (ended is None or ended > moment)


class _Handler(BaseHTTPRequestHandler):
    served: Served
    protocol_version = "HTTP/1.1"

    def log_message(self, *_words: Any) -> None:
        return

    def do_GET(self) -> None:
        trouble = self.served.trouble_for(self.path)
        reply = self.served.reply(self.path)
        with contextlib.suppress(OSError):  # the client may have given up
            if trouble is not None:
                MISBEHAVIOUR[trouble.kind](self, reply, trouble)
            else:
                self.send(reply)

    def send(self, reply: Reply, length: int | None = None, body: bytes | None = None) -> None:
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(reply.body) if length is None else length))
        self.end_headers()
        self.wfile.write(reply.body if body is None else body)

    def drop(self) -> None:
        self.wfile.flush()
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
        self.close_connection = True
        self.connection.close()


def _status(handler: _Handler, _: Reply, trouble: Trouble) -> None:
    held = {"detail": "failed to retrieve feature collection", "status": int(trouble.kind)}
    headers = {"Content-Type": "application/problem+json", **trouble.headers}
    handler.send(Reply(json.dumps(held).encode(), int(trouble.kind), headers))


def _hang(handler: _Handler, _: Reply, __: Trouble) -> None:
    handler.served.hang()
    handler.close_connection = True


def _slow(handler: _Handler, reply: Reply, _: Trouble) -> None:
    time.sleep(0.2)
    handler.send(reply)


def _reset(handler: _Handler, reply: Reply, _: Trouble) -> None:
    handler.send(reply, body=reply.body[: len(reply.body) // 2])
    handler.drop()


def _long(handler: _Handler, reply: Reply, _: Trouble) -> None:
    handler.send(reply, length=len(reply.body) + 50)
    handler.drop()


def _cut(handler: _Handler, reply: Reply, _: Trouble) -> None:
    body = reply.body[: len(reply.body) * 2 // 3]
    handler.send(Reply(body, reply.status, reply.headers))


def _changed(change: Callable[[dict[str, Any], Served], None]) -> Callable[[_Handler, Reply, Trouble], None]:
    def misbehave(handler: _Handler, reply: Reply, _: Trouble) -> None:
        held = json.loads(reply.body)
        change(held, handler.served)
        handler.send(Reply(json.dumps(held).encode(), reply.status, reply.headers))

    return misbehave


def _fewer(held: dict[str, Any], _: Served) -> None:
    held["features"] = held["features"][:-1]
    held.setdefault("numberReturned", len(held["features"]) + 1)


def _none(held: dict[str, Any], _: Served) -> None:
    held["features"], held["numberReturned"] = [], 0


def _no_next(held: dict[str, Any], _: Served) -> None:
    held["links"] = [link for link in held["links"] if link["rel"] != "next"]


def _elsewhere(held: dict[str, Any], served: Served) -> None:
    for link in held["links"]:
        link["href"] = link["href"].replace(served.host, "localhost:1")


def _again(held: dict[str, Any], served: Served) -> None:
    """Name a new address every time, and give the same features."""
    held["links"] = [{"rel": "next", "href": f"{held['links'][0]['href']}&profile={len(served.asked)}"}]


def _degrees(held: dict[str, Any], _: Served) -> None:
    held.pop("crs", None)
    for one in held["features"]:
        one["geometry"] = point(5.04, 52.31)


def _exception(handler: _Handler, _: Reply, __: Trouble) -> None:
    text = EXCEPTION.format(code="NoApplicableCode", where="mapserv", text="Query error &amp; nothing else")
    handler.send(Reply(text.encode(), 200, {"Content-Type": "text/xml"}))


def _html(handler: _Handler, _: Reply, __: Trouble) -> None:
    handler.send(Reply(MAINTENANCE.encode(), 200, {"Content-Type": "text/html"}))


def _redirect(handler: _Handler, _: Reply, trouble: Trouble) -> None:
    handler.send(Reply(b"", 302, trouble.headers))


def _packed(handler: _Handler, reply: Reply, _: Trouble) -> None:
    handler.send(Reply(gzip.compress(reply.body), reply.status, {**reply.headers, "Content-Encoding": "gzip"}))


def _nothing(handler: _Handler, _: Reply, __: Trouble) -> None:
    handler.send(Reply(b"", 200, {"Content-Type": "application/json"}))


MISBEHAVIOUR: dict[str, Callable[[_Handler, Reply, Trouble], None]] = {
    **dict.fromkeys(("400", "401", "404", "407", "429", "500", "502", "503", "504"), _status),
    "hang": _hang,
    "slow": _slow,
    "reset": _reset,
    "long": _long,
    "cut": _cut,
    "fewer": _changed(_fewer),
    "none": _changed(_none),
    "no next": _changed(_no_next),
    "elsewhere": _changed(_elsewhere),
    "again": _changed(_again),
    "degrees": _changed(_degrees),
    "exception": _exception,
    "html": _html,
    "redirect": _redirect,
    "gzip": _packed,
    "nothing": _nothing,
}
