"""What the synthetic municipality does in its thread, without QGIS."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..registers.load import load
from ..registers.store import write
from ..synthetic.deliver import deliver
from ..synthetic.dress import dress
from ..synthetic.town import make_town

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from ..registers.raw import Raw
    from ..safeguards.messages import Message
    from ..safeguards.watch import Watch


def made_up_town(addresses: int, seed: int, folder: Path, watch: Watch, *, null: bool) -> dict[str, Path]:
    """Make a town and write it as it would be delivered; gives each register's file, and `truth.json` as TRUTH."""
    town = make_town(addresses, seed, null=null, watch=watch.part(0, 0.6))
    return {**deliver(town, folder, watch.part(0.6, 1)), "TRUTH": folder / "truth.json"}


def dressed_bag(
    sources: Mapping[str, Sequence[Path | Raw]], peildatum: date, seed: int, folder: Path, watch: Watch
) -> tuple[dict[str, Path], tuple[Message, ...]]:
    """Load a real BAG, add simulated registers, and write canonical tables to `registers.gpkg`."""
    loaded = load(sources, peildatum, watch=watch.part(0, 0.6))
    dressed = dress(loaded.registers, seed)
    watch.at(0.8)
    target = folder / "registers.gpkg"
    write(dressed, target, loaded.messages)
    watch.at(1)
    return {"REGISTERS": target}, loaded.messages
