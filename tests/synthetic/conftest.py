"""One small town and its delivery, made once for all tests of the synthetic municipality."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from locatierisico.synthetic.deliver import deliver
from locatierisico.synthetic.town import Town, make_town

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def town() -> Town:
    return make_town(3_000, 11)


@pytest.fixture(scope="session")
def bigger() -> Town:
    return make_town(12_000, 4)


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("town é")


@pytest.fixture(scope="session")
def delivered(town: Town, folder: Path) -> dict[str, Path]:
    return deliver(town, folder)
