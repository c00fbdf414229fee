"""The published answers, read from beside the repository."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def oracle(shared: Path) -> Callable[[str], pd.DataFrame]:
    """Read a table of published answers by name."""
    return lambda name: pd.read_csv(shared / "oracles" / f"{name}.csv")
