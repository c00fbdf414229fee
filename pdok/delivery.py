"""What was fetched, as files that Load registers reads, and an account of where they came from."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..safeguards.messages import note, refused, warn
from .asking import Answer
from .merge import Merged, ground_of, merge, write
from .services import TERMS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    import geopandas as gpd

    from ..safeguards.messages import Message
    from ..safeguards.watch import Watch
    from .download import Fetched, Wanted
    from .resume import Unfinished
    from .services import Layer
    from .walking import Walked

ACCOUNT = "download.json"
_FINE = 200


@dataclass
class Delivered:
    """The files of a download.

    Attributes:
        files: Register -> its GeoPackage; a register that holds nothing here has none.
        messages: What the user should know.

    """

    files: dict[str, Path] = field(default_factory=dict)
    messages: list[Message] = field(default_factory=list)


def deliver(fetched: Fetched, wanted: Wanted, kept: Unfinished, folder: Path, today: date, watch: Watch) -> Delivered:
    """Write a GeoPackage per register and the account of the download.

    Args:
        fetched: What was fetched.
        wanted: What was asked for.
        kept: Where the pages lie.
        folder: Where the files go.
        today: The day of the download, kept in the account.
        watch: Told the fraction done.

    Raises:
        RefusedError: A file cannot be written, or a kept page is gone.
        CancelledError: The user cancelled.

    """
    delivered = Delivered()
    ground = ground_of(fetched.outlines) if fetched.outlines else None
    told: dict[str, Any] = {}
    for done, register in enumerate(wanted.registers):
        part = watch.part(done / len(wanted.registers), (done + 1) / len(wanted.registers))
        part.at(0)
        mine = [(layer, walked) for layer, walked in fetched.layers if layer.register == register]
        merged: dict[str, Merged] = {}
        path = folder / f"{register}.gpkg"
        write(_filled(mine, merged, ground, wanted.around, kept, part), path, today)
        delivered.messages += _counted(register, merged)
        if path.exists():
            delivered.files[register] = path
        told[register] = _told(register, mine, merged, kept, path)
    account = {"area": fetched.place, "downloaded": today.isoformat(), **wanted.request(), "files": told}
    (folder / ACCOUNT).write_text(json.dumps(account, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return delivered


def _filled(
    layers: list[tuple[Layer, Walked]],
    merged: dict[str, Merged],
    ground: Any,
    around: float,
    kept: Unfinished,
    watch: Watch,
) -> Iterator[tuple[str, gpd.GeoDataFrame]]:
    """Give the layers that hold something, one at a time, and note what each came to."""
    for done, (layer, walked) in enumerate(layers):
        part = watch.part(done / len(layers), (done + 1) / len(layers))
        frame, merged[layer.name] = merge(layer, _pages(walked, kept), ground, around, part)
        if len(frame):
            yield layer.name, frame


def _pages(walked: Walked, kept: Unfinished) -> Iterator[Answer]:
    for url in walked.urls:
        body = kept.held(url)
        if body is None:
            raise refused("pdok_page_gone", folder=str(kept.folder))
        yield Answer(_FINE, body=body)


def _counted(register: str, merged: dict[str, Merged]) -> list[Message]:
    objects = sum(one.objects for one in merged.values())
    if not objects:
        return [warn("pdok_register_empty", register=register)]
    listed = ", ".join(f"{name} {one.objects}" for name, one in merged.items() if one.objects)
    messages = [note("pdok_register", register=register, n=objects, layers=listed)]
    if twice := sum(one.twice for one in merged.values()):
        messages.append(note("pdok_twice", register=register, n=twice))
    if outside := sum(one.outside for one in merged.values()):
        messages.append(note("pdok_outside", register=register, n=outside))
    return messages


def _told(
    register: str, layers: list[tuple[Layer, Walked]], merged: dict[str, Merged], kept: Unfinished, path: Path
) -> dict[str, Any]:
    licence, attribution = TERMS[register]
    return {
        "file": path.name if path.exists() else None,
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else None,
        "licence": licence,
        "attribution": attribution,
        "layers": {
            layer.name: {
                "service": layer.kind.value,
                "objects": merged[layer.name].objects,
                "on_two_pages": merged[layer.name].twice,
                "outside": merged[layer.name].outside,
                "pages": [{"url": url, "sha256": kept.pages[url].sha256} for url in walked.urls],
            }
            for layer, walked in layers
        },
    }
