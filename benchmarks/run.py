"""Print what the main job costs, per stage, beside merely reading the same files; and what it finds of the truth.

`./dev bench` prints everything; `./dev bench speed`, or another name of `PARTS`, one part.
Whole-process figures on a shared machine: compare the ratios, not single seconds.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
PARTS = {
    "reading": ["reading.py"],
    "speed": ["speed.py"],
    "draws": ["sensitivity.py"],
    "truth": ["truth.py"],
    "honesty": ["honesty.py"],
    "planted": ["planted.py"],
    "geocoding": ["geocoding.py"],
    "peers_local": ["peers_local.py"],
    "accuracy": ["accuracy.py"],
    "heatmap": ["heatmap.py"],
    "routes": ["routes.py", "route_days.py"],
    "matrix": ["matrix.py"],
    "workbook": ["workbook.py"],
    "repeats": ["peers_knox.py", "peers_dbscan.py"],
    "sheets": ["sheets.py"],
}


def main() -> None:
    """Run the parts asked for, each in a process of its own so that peak memory is its own."""
    asked = sys.argv[1:] or list(PARTS)
    unknown = [part for part in asked if part not in PARTS]
    if unknown:
        sys.exit(f"There is no benchmark {', '.join(unknown)}; choose from {', '.join(PARTS)}.")
    for part in asked:
        for script in PARTS[part]:
            print(f"\n{part}\n{'-' * len(part)}", flush=True)
            subprocess.run(_command(script), check=True, env=_environment(script))


def _command(script: str) -> list[str]:
    return [os.environ["LOCATIERISICO_PEERS"] if _beside_peers(script) else sys.executable, str(HERE / script)]


def _environment(script: str) -> dict[str, str]:
    """Give the environment of a script; one that runs beside other tools uses the packages they came with."""
    plugins = os.environ["LOCATIERISICO_PLUGINS"]
    return {**os.environ, "PYTHONPATH": plugins} if _beside_peers(script) else dict(os.environ)


def _beside_peers(script: str) -> bool:
    return script.startswith("peers_")


if __name__ == "__main__":
    main()
