"""Deliveries and stored registers, read and written without QGIS: what runs in a thread of Python's own."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from ..registers.load import Input, Loaded, load
from ..registers.mapping import read_mappings
from ..registers.store import read, read_messages, write

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from ..registers.raw import Raw
    from ..safeguards.watch import Watch
    from .given import Loading

_BLOCK = 1 << 20  # bytes read at a time


def load_registers(sources: Mapping[str, Sequence[Path | Raw]], loading: Loading, watch: Watch) -> Loaded:
    """Load deliveries, with the columns matched as files say."""
    mappings, told = read_mappings(loading.mappings)
    loaded = load(
        sources,
        loading.peildatum,
        area_type=loading.area_type,
        extent=loading.extent,
        mappings=mappings,
        watch=watch,
    )
    return replace(loaded, messages=(*told, *loaded.messages))


def store_registers(loaded: Loaded, path: Path, watch: Watch) -> None:
    """Write canonical tables to a GeoPackage."""
    watch.at(0)
    write(loaded.registers, path, loaded.messages)
    watch.at(1)


def stored_registers(path: Path, watch: Watch) -> Loaded:
    """Read canonical tables from a GeoPackage that was written before."""
    watch.at(0)
    registers = read(path)
    rows = sum(len(table) for table in registers.tables().values())
    watch.at(1)
    return Loaded(registers, read_messages(path), (Input("REGISTERS", path.name, file_hash(path, watch), rows),))


def file_hash(path: Path, watch: Watch) -> str:
    """SHA-256 of a file's bytes."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            watch.at(1)
            digest.update(block)
    return digest.hexdigest()
