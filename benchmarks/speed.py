"""Seconds and peak memory of each stage at 10,000, 30,000 and 100,000 addresses, and their ratio to plain reading."""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

SIZES = (10_000, 30_000, 100_000)
READING = "read with pyogrio"
LOAD = "load"
STAGES = (READING, LOAD, "assess", "derive areas", "hot cells", "density", "write")
ANALYSIS = ("assess", "hot cells", "density")
TIMES = 2  # every size is run so many times, and the best of each stage counts
PAGE = 4096


@dataclass
class Stopwatch:
    """Wall seconds and peak resident memory (MB) of each stage."""

    seconds: dict[str, float] = field(default_factory=dict)
    peak: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time one stage, looking at the memory a hundred times a second and once when it ends."""
        done = threading.Event()
        highest = [0]

        def look() -> None:
            while not done.wait(0.01):
                highest[0] = max(highest[0], _resident())

        looker = threading.Thread(target=look, daemon=True)
        looker.start()
        start = time.perf_counter()
        yield
        seconds = time.perf_counter() - start
        highest[0] = max(highest[0], _resident())
        done.set()
        looker.join()
        self.seconds[name] = min(seconds, self.seconds.get(name, seconds))
        self.peak[name] = max(highest[0] * PAGE / 1e6, self.peak.get(name, 0.0))

    def computation(self) -> dict[str, float]:
        """Sum the stages to what the aim speaks of: all that comes after plain reading, areas given, no draws.

        What load does beyond plain reading makes the canonical tables. It reads less than plain reading does: it
        takes no values from BGT classes that are not used. That is saved where it is spent, and counts here.
        """
        tables = self.seconds[LOAD] - self.seconds[READING]
        analysis = sum(self.seconds[stage] for stage in ANALYSIS)
        return {"canonical tables": tables, "analysis": analysis, "computation": tables + analysis}


def _resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1])


def measure(addresses: int) -> Stopwatch:
    """Run the main job on a synthetic municipality and time its stages."""
    from locatierisico.synthetic.deliver import deliver
    from locatierisico.synthetic.town import make_town

    watch = Stopwatch()
    with tempfile.TemporaryDirectory() as folder:
        files = deliver(make_town(addresses, 1), Path(folder))
        files.pop("BAG_EXTRACT", None)
        for _ in range(TIMES):
            _run(files, watch, Path(folder))
    return watch


def _run(files: dict[str, Path], watch: Stopwatch, folder: Path) -> None:
    import pyogrio

    from locatierisico.hotspots.density.density import density_raster
    from locatierisico.hotspots.places.overlay import incident_cells
    from locatierisico.indicators.assess import Options, assess
    from locatierisico.indicators.derive import derive_areas
    from locatierisico.registers.load import load
    from locatierisico.registers.store import write
    from locatierisico.registers.territory import territory

    with watch.stage(READING):
        for path in files.values():
            for layer, _ in pyogrio.list_layers(path):
                pyogrio.read_dataframe(path, layer=layer)
    with watch.stage(LOAD):
        loaded = load({key: [path] for key, path in files.items()}, date(2026, 1, 1))
    registers = loaded.registers
    with watch.stage("assess"):
        assess(registers, Options(draws=0))
    with watch.stage("derive areas"):
        derive_areas(replace(registers, gebieden=None))
    where, _ = territory(registers)
    points = np.column_stack([registers.incidenten.geometry.x, registers.incidenten.geometry.y])
    homes = np.column_stack([registers.verblijfsobjecten.geometry.x, registers.verblijfsobjecten.geometry.y])
    with watch.stage("hot cells"):
        incident_cells(points, homes, where)
    with watch.stage("density"):
        density_raster(points, where, radius=250, pixel=25)
    with watch.stage("write"):
        write(registers, folder / "registers.gpkg")


def main() -> None:
    """Print the table of one size, or of all, each size in a process of its own."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--size", type=int)
    size = parser.parse_args().size
    if size is None:
        totals = [_in_own_process(size) for size in SIZES]
        exponent = np.polyfit(np.log(SIZES), np.log(totals), 1)[0]
        print(f"computation grows as n^{exponent:.2f} (aim: at most 1.10)")
        return
    watch = measure(size)
    reading = watch.seconds[READING]
    print(f"\n{size:,} addresses{'seconds':>20}{'peak MB':>12}{'x reading':>12}")
    for stage in STAGES:
        seconds = watch.seconds[stage]
        print(f"  {stage:<22}{seconds:>12.2f}{watch.peak[stage]:>12.0f}{seconds / reading:>12.2f}")
    explained = {
        "canonical tables": "load beyond plain reading",
        "analysis": "assess, hot cells and density",
        "computation": "both; aim: 2.00",
    }
    for part, seconds in watch.computation().items():
        print(f"  {part:<22}{seconds:>12.2f}{'':>12}{seconds / reading:>12.2f}  ({explained[part]})")
    print(f"  {'highest memory':<22}{'':>12}{max(watch.peak.values()):>12.0f}{'':>12}  (aim: under 4000)")


def _in_own_process(size: int) -> float:
    done = subprocess.run(
        [sys.executable, __file__, "--size", str(size)], check=True, stdout=subprocess.PIPE, text=True
    ).stdout
    print(done, end="", flush=True)
    return float(next(line for line in done.splitlines() if line.strip().startswith("computation")).split()[1])


if __name__ == "__main__":
    main()
