"""How well hot cells find the hotspots planted in synthetic municipalities: a check on our truth, not validation."""

from __future__ import annotations

import json
import tempfile
from datetime import date
from pathlib import Path

import numpy as np
import shapely

ADDRESSES = 20_000
SEEDS = (1, 2, 3, 4, 5)
PEILDATUM = date(2026, 1, 1)
SIZE = 125.0  # m


def look(seed: int) -> tuple[int, int, int, int, int]:
    """Make one town; give planted hotspots, those found, hot cells, those at a planted one, and incidents."""
    from locatierisico.algorithms.assessing import address_points
    from locatierisico.hotspots.places.overlay import incident_cells
    from locatierisico.registers.load import load
    from locatierisico.registers.territory import territory
    from locatierisico.synthetic.deliver import deliver
    from locatierisico.synthetic.town import make_town

    with tempfile.TemporaryDirectory() as folder:
        files = deliver(make_town(ADDRESSES, seed), Path(folder))
        truth = json.loads((Path(folder) / "truth.json").read_text(encoding="utf-8"))
        files.pop("BAG_EXTRACT", None)
        registers = load({key: [path] for key, path in files.items()}, PEILDATUM).registers
    reported = registers.incidenten[registers.incidenten["herkomst"] != "ontdekt"]
    points = shapely.get_coordinates(reported.geometry.to_numpy())
    ground, _ = territory(registers)
    cells, _ = incident_cells(points, address_points(registers), ground, size=SIZE)
    hot = cells[cells["p_adjusted"] <= 0.05]
    middle = shapely.get_coordinates(shapely.centroid(hot.geometry.to_numpy())).reshape(-1, 2)
    spots = np.array([[spot["x"], spot["y"], spot["radius"]] for spot in truth["hotspots"]])
    away = np.hypot(middle[:, None, 0] - spots[None, :, 0], middle[:, None, 1] - spots[None, :, 1])
    # The window of a cell reaches a side and a half from its middle.
    near = away <= spots[:, 2] + 1.5 * SIZE
    return len(spots), int(near.any(axis=0).sum()), len(hot), int(near.any(axis=1).sum()), len(points)


def main() -> None:
    """Print the table."""
    print(f"Hot cells (exposure, 5 %) against the planted hotspots; {ADDRESSES:,} addresses, cells of {SIZE:g} m.")
    print("A check on towns of our own making. Their background is uneven too: some places are busier by nature.")
    print(f"{'seed':>6}{'incidents':>12}{'planted':>10}{'found':>8}{'hot cells':>12}{'at a planted one':>18}")
    total = np.zeros(4)
    for seed in SEEDS:
        planted, found, hot, true, incidents = look(seed)
        total += (planted, found, hot, true)
        print(f"{seed:6}{incidents:12,}{planted:10}{found:8}{hot:12}{true:18}")
    print(f"recall {total[1] / total[0]:.2f}, precision {total[3] / total[2]:.2f}")


if __name__ == "__main__":
    main()
