"""Pages of features: what a page says, and whether it is whole."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from ..safeguards.messages import refused
from .asking import Answer, UnsoundError, said

if TYPE_CHECKING:
    from .services import Layer

Key = tuple[str, str]

_MATCHED = re.compile(rb"""<[\w:]*FeatureCollection\b[^>]*?\bnumberMatched\s*=\s*["'](\d+|unknown)["']""")
_EXCEPTION = re.compile(rb"<[\w:]*(?:ExceptionReport|ServiceExceptionReport)\b")
_DEGREES = (180.0, 90.0)
_RD_CODE = "28992"


@dataclass(frozen=True)
class Page:
    """One page of features.

    Attributes:
        features: GeoJSON features.
        matched: How many features the whole answer has, where the service says so.
        following: Address of the next page as the service gives it; empty at the end.

    """

    features: list[dict[str, Any]]
    matched: int | None = None
    following: str = ""


def read_page(answer: Answer, url: str = "") -> Page:
    """Read a page of GeoJSON.

    Args:
        answer: What came back for `url`.
        url: Where it came from, to which a relative address of a next page belongs.

    Raises:
        UnsoundError: It is cut off, no GeoJSON, or holds another number of features than it says.
        RefusedError: Its coordinates are not in RD New.

    """
    try:
        held = json.loads(answer.body)
    except (ValueError, RecursionError) as error:
        raise UnsoundError(_complaint(answer.body)) from error
    features = held.get("features") if isinstance(held, dict) else None
    if not isinstance(features, list) or not all(_is_feature(one) for one in features):
        raise UnsoundError(_complaint(answer.body))
    returned = held.get("numberReturned")
    if isinstance(returned, int) and returned != len(features):
        told = f"numberReturned = {returned}, features = {len(features)}"
        raise UnsoundError(told)
    _check_rd(answer, held, features, url)
    matched = next((held[name] for name in ("numberMatched", "totalFeatures") if _is_count(held.get(name))), None)
    return Page(features, matched, _following(held.get("links"), url))


def read_count(answer: Answer) -> int | None:
    """Read how many features an answer would have; None where the service does not know.

    Raises:
        UnsoundError: It is a complaint, or no answer to this question.

    """
    found = _MATCHED.search(answer.body[:20_000])
    if found:
        return int(found.group(1)) if found.group(1).isdigit() else None
    try:
        held = json.loads(answer.body)
    except (ValueError, RecursionError) as error:
        raise UnsoundError(_complaint(answer.body)) from error
    matched = held.get("numberMatched") if isinstance(held, dict) else None
    return matched if _is_count(matched) else None


def key_of(feature: dict[str, Any], layer: Layer) -> Key:
    """Give what an object is known by on every page.

    The id of the feature alone would not do: a service may number the features of each page anew. An object of
    which neither is known is known by all it says.
    """
    own = (feature.get("properties") or {}).get(layer.key)
    mark = feature.get("id")
    if mark is None:
        held = json.dumps(feature, sort_keys=True, separators=(",", ":"))
        return "", hashlib.sha256(held.encode()).hexdigest()
    return str(mark), "" if own is None else str(own)


def _is_feature(one: Any) -> bool:
    return isinstance(one, dict) and one.get("type") == "Feature" and isinstance(one.get("properties") or {}, dict)


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _complaint(body: bytes) -> str:
    begin = body[:1000].lstrip(b"\xef\xbb\xbf \r\n\t")
    if _EXCEPTION.search(begin) or begin[:1] == b"<":
        return said(body) or "XML"
    if begin[:1] == b"{" and b'"features"' not in body:
        return said(body)
    return f"JSON, {len(body)} bytes, cut off" if begin[:1] in (b"{", b"[") else f"{len(body)} bytes, no JSON"


def _following(links: Any, url: str) -> str:
    for link in links if isinstance(links, list) else ():
        if isinstance(link, dict) and link.get("rel") == "next" and isinstance(link.get("href"), str):
            return urljoin(url, str(link["href"]))
    return ""


def _check_rd(answer: Answer, held: dict[str, Any], features: list[dict[str, Any]], url: str) -> None:
    """Refuse coordinates in another system than was asked for: mixed with others they could not be told apart.

    Raises:
        RefusedError: The system is another one, or the coordinates are degrees.

    """
    told = answer.headers.get("content-crs", "")
    named = held.get("crs", {}).get("properties", {}) if isinstance(held.get("crs"), dict) else {}
    told = told or str(named.get("name", "") if isinstance(named, dict) else "")
    first = next((place for place in map(_first_place, features) if place is not None), None)
    degrees = first is not None and abs(first[0]) <= _DEGREES[0] and abs(first[1]) <= _DEGREES[1]
    if (told and _RD_CODE not in told) or degrees:
        raise refused("pdok_not_rd", url=url.split("?")[0], crs=told or "CRS84")


def _first_place(feature: dict[str, Any]) -> tuple[float, float] | None:
    geometry = feature.get("geometry")
    held = geometry.get("coordinates") if isinstance(geometry, dict) else None
    while isinstance(held, list) and held and isinstance(held[0], list):
        held = held[0]
    if not isinstance(held, list) or len(held) < 2 or not all(isinstance(one, int | float) for one in held[:2]):  # noqa: PLR2004 - east and north
        return None
    return float(held[0]), float(held[1])
