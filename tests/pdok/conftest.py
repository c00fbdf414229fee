from __future__ import annotations

import http.client
import importlib.util
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from locatierisico.pdok.asking import Answer, Line, Patience
from locatierisico.pdok.resume import take_up
from locatierisico.pdok.walking import Purse, Source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

TODAY = date(2025, 6, 1)


def _load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("served", Path(__file__).with_name("served.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["served"] = module
    spec.loader.exec_module(module)
    return module


served = sys.modules.get("served") or _load()


@pytest.fixture
def server() -> Iterator[Any]:
    made = served.Served()
    yield made
    made.close()


class Plain:
    """A line without QGIS: one question a connection, and waits that are written down instead of waited."""

    def __init__(self, timeout: float = 20.0) -> None:
        self.timeout = timeout
        self.waited: list[float] = []

    def get(self, url: str) -> Answer:
        parts = urlsplit(url)
        connection = http.client.HTTPConnection(parts.netloc, timeout=self.timeout)
        try:
            connection.request("GET", f"{parts.path}?{parts.query}")
            answer = connection.getresponse()
            headers = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, headers, answer.read())
        except (OSError, http.client.HTTPException) as error:
            return Answer(0, trouble=type(error).__name__)
        finally:
            connection.close()

    def line(self, tries: int = 6) -> Line:
        return Line(self.get, self.waited.append, Patience(tries=tries))


@pytest.fixture
def plain() -> Plain:
    return Plain()


@pytest.fixture
def source(plain: Plain, tmp_path: Path) -> Source:
    kept, _ = take_up(tmp_path / "kept", {"what": "test"}, TODAY)
    return Source(plain.line(), kept, Purse(500))
