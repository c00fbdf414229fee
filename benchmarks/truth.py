"""How well the index finds what was planted in synthetic municipalities: a check on our own truth, not validation."""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from scipy.stats import rankdata

ADDRESSES = 20_000
SEEDS = (1, 2, 3, 4, 5)
PEILDATUM = date(2026, 1, 1)


@dataclass(frozen=True)
class Found:
    """AUC of the planted units of one set, by the index and by counting incidents."""

    area_type: str
    n: int
    planted: int
    by_index: float
    by_index_with_incidents: float
    by_counting: float


def auc(score: np.ndarray, planted: np.ndarray) -> float:
    """Chance that a planted unit scores above another one; ties count half (Mann-Whitney)."""
    usable = ~np.isnan(score)
    ranks, hit = rankdata(score[usable]), planted[usable]
    positive, negative = hit.sum(), (~hit).sum()
    if not positive or not negative:
        return float("nan")
    return float((ranks[hit].sum() - positive * (positive + 1) / 2) / (positive * negative))


def look(seed: int, *, null: bool) -> tuple[list[Found], float]:
    """Assess one town; give the AUC per set, and the largest P(top 10 %) above what a draw at random would give."""
    from locatierisico.indicators.assess import Options, assess
    from locatierisico.registers.load import load
    from locatierisico.synthetic.deliver import deliver
    from locatierisico.synthetic.town import make_town

    with tempfile.TemporaryDirectory() as folder:
        files = deliver(make_town(ADDRESSES, seed, null=null), Path(folder))
        truth = json.loads((Path(folder) / "truth.json").read_text(encoding="utf-8"))
        files.pop("BAG_EXTRACT", None)
        registers = load({key: [path] for key, path in files.items()}, PEILDATUM).registers
    scored = assess(registers, Options(draws=200)).units
    scored = scored[scored["state"] == "scored"]
    equal = assess(registers, Options(draws=0, preset="equal")).units.set_index("unit_id")["risk_score"]
    sure = float((scored["p_top_decile"] > 0.5).mean())
    if null:
        return [], sure
    planted = {pand for panden in truth["planted"].values() for pand in panden}
    counts = _incidents_per_unit(registers, scored)
    found = []
    for area_type, rows in scored.groupby("area_type"):
        hit = rows["unit_id"].str.removeprefix("erf-").isin(planted).to_numpy()
        found.append(
            Found(
                str(area_type),
                len(rows),
                int(hit.sum()),
                auc(rows["risk_score"].to_numpy(dtype=float), hit),
                auc(equal.reindex(rows["unit_id"]).to_numpy(dtype=float), hit),
                auc(counts.reindex(rows["unit_id"]).to_numpy(dtype=float), hit),
            )
        )
    return found, sure


def _incidents_per_unit(registers: object, units: object) -> object:
    import pandas as pd
    import shapely

    tree = shapely.STRtree(units.geometry.to_numpy())
    _, nearest = tree.query_nearest(registers.incidenten.geometry.to_numpy(), max_distance=25, all_matches=False)
    return pd.Series(np.bincount(nearest, minlength=len(units)), index=units["unit_id"].to_numpy())


def main() -> None:
    """Print the AUCs over five seeds, and the null towns."""
    print("Sanity checks on our own made-up truth. They are no validation on real outcomes.")
    print(f"{ADDRESSES:,} addresses a town\n")
    print(f"{'seed':>4}  {'set':<18}{'units':>7}{'planted':>9}{'index':>8}{'equal':>8}{'counting':>10}")
    for seed in SEEDS:
        for row in look(seed, null=False)[0]:
            print(
                f"{seed:>4}  {row.area_type:<18}{row.n:>7}{row.planted:>9}{row.by_index:>8.2f}"
                f"{row.by_index_with_incidents:>8.2f}{row.by_counting:>10.2f}"
            )
    print("\nNull towns, nothing planted: share of units with P(top 10 %) above .5 (by construction at most about .10)")
    for seed in SEEDS:
        print(f"{seed:>4}  {look(seed, null=True)[1]:.3f}")


if __name__ == "__main__":
    main()
