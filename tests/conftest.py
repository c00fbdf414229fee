"""Registers the repository root as the package `locatierisico`, whatever the checkout is called."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent


def _register_package() -> None:
    if "locatierisico" in sys.modules:
        return
    spec = importlib.util.spec_from_file_location(
        "locatierisico", ROOT / "__init__.py", submodule_search_locations=[str(ROOT)]
    )
    if spec is None or spec.loader is None:
        message = f"{ROOT} holds no plugin package."
        raise ImportError(message)
    module = importlib.util.module_from_spec(spec)
    sys.modules["locatierisico"] = module
    spec.loader.exec_module(module)


_register_package()
# The same examples on every machine: what is found here is found there too. A busy machine is no fault.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with real register data and published answers, which is no part of this repository."""
    folder = Path(os.environ.get("LOCATIERISICO_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip(f"no real register data at {folder}")
    return folder
