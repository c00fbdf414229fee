"""Damages one form again and again and reads it; prints what came out that should not have, as JSON.

A process of its own, so that a crash, a hang or hunger for memory of a library is seen as what it is. Called with the
folder that holds the package and a folder for samples, it makes these; with a form, a number of times and a folder to
work in besides, it damages that form.
"""

from __future__ import annotations

import faulthandler
import json
import resource
import shutil
import signal
import sys
import tempfile
import traceback
import warnings
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Iterator

PLUGINS = Path(sys.argv[1])
sys.path[:0] = [str(PLUGINS), str(Path(__file__).resolve().parent)]
PATIENCE = 30  # seconds one reading may take
MEMORY = 3 * 1024**3  # bytes of address space beyond what is in use when the work begins
DAY = date(2026, 1, 1)


class HangError(Exception):
    """A reading took too long."""


@contextmanager
def patience() -> Iterator[None]:
    """Let a reading that hangs raise."""

    def rings(*_: Any) -> None:
        raise HangError

    signal.signal(signal.SIGALRM, rings)
    signal.alarm(PATIENCE)
    faulthandler.dump_traceback_later(PATIENCE * 2, exit=True)
    try:
        yield
    finally:
        signal.alarm(0)
        faulthandler.cancel_dump_traceback_later()


def read(source: str, paths: list[Path]) -> str:
    """Read one delivery: "read" or "refused"; every sentence is said in both languages."""
    from locatierisico.registers.load import read_source
    from locatierisico.safeguards.messages import RefusedError, say

    try:
        with patience():
            messages = read_source(source, paths, DAY).messages
        outcome = "read"
    except RefusedError as error:
        messages, outcome = (error.message,), "refused"
    for message in messages:
        for language in ("nl", "en"):
            if not say(message, language).strip():
                raise ValueError(message.code)
    return outcome


def main() -> None:
    """Make the samples, or fuzz the form named on the command line so many times."""
    import numpy as np
    from damage import BY_ENDING
    from samples import keep, kept, samples

    warnings.simplefilter("ignore")
    sound = Path(sys.argv[2])
    if len(sys.argv) == 3:
        keep(samples(sound), sound)
        return
    form, times, scratch = sys.argv[3], int(sys.argv[4]), Path(sys.argv[5])
    sample = kept(sound, form)
    outcomes = {"read": 0, "refused": 0}
    failures = []
    tempfile.tempdir = str(scratch / "temporary")
    Path(tempfile.tempdir).mkdir()
    if read(sample.source, [sample.path, *sample.beside]) != "read":
        failures.append("the sound sample is refused")
    in_use = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (in_use + MEMORY, resource.RLIM_INFINITY))
    rng = np.random.default_rng(crc32(form.encode()))
    ways = BY_ENDING[sample.path.suffix]
    for number in range(times):
        folder = scratch / "damaged"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        for beside in sample.path.parent.glob(f"{sample.path.stem}.*"):
            shutil.copy(beside, folder)
        path = folder / sample.path.name
        way = ways[number % len(ways)]
        way(path, rng)
        before = sorted(folder.iterdir())
        try:
            outcomes[read(sample.source, [path, *sample.beside])] += 1
        except BaseException as error:  # noqa: BLE001 - anything but a refusal is what is looked for
            where = traceback.format_exc().splitlines()[-7:]
            failures.append(f"{number} {way.__name__}: {type(error).__name__}: {error} | {' / '.join(where)}")
        left = [*sorted(set(folder.iterdir()) - set(before)), *Path(tempfile.tempdir).iterdir()]
        if left:
            failures.append(f"{number} {way.__name__}: left behind {[one.name for one in left]}")
            shutil.rmtree(tempfile.tempdir)
            Path(tempfile.tempdir).mkdir()
    print(json.dumps({"outcomes": outcomes, "failures": failures}))  # noqa: T201 - read by whoever started this


if __name__ == "__main__":
    main()
