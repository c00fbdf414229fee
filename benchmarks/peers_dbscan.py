"""Clusters beside scikit-learn's DBSCAN, by place only, for it knows no time; the same data, the same clusters."""

from __future__ import annotations

import time

import numpy as np
from peers_knox import town

SIZES = (20_000, 100_000)
REACH, MINIMUM = 60.0, 10


def main() -> None:
    """Print seconds and whether the clusters are the same."""
    from sklearn.cluster import DBSCAN

    from locatierisico.hotspots.clusters.st_dbscan import st_dbscan
    from locatierisico.hotspots.near_repeats.moments import Moments
    from locatierisico.safeguards.watch import Watch

    for n in SIZES:
        points, days = town(n)
        moments = Moments(np.round(days * 86_400).astype(np.int32), None, None, 86_400)
        start = time.perf_counter()
        found = st_dbscan(points, moments, reach=REACH, days=np.inf, minimum=MINIMUM, watch=Watch())
        mine = time.perf_counter() - start
        start = time.perf_counter()
        peer = DBSCAN(eps=REACH, min_samples=MINIMUM).fit(points)
        other = time.perf_counter() - start
        core = np.zeros(n, dtype=bool)
        core[peer.core_sample_indices_] = True
        pairs = set(zip(found.label[core].tolist(), peer.labels_[core].tolist(), strict=True))
        clusters = int(found.label.max()) + 1
        # A point at the edge of two clusters may go to either; ours goes to the nearest.
        same = (
            bool((core == found.core).all())
            and len(pairs) == clusters == int(peer.labels_.max()) + 1
            and bool(((found.label < 0) == (peer.labels_ < 0)).all())
        )
        words = f"{clusters:,} clusters, {'the same' if same else 'OTHERS'}"
        print(f"{n:,} incidents, {REACH:g} m, {MINIMUM} make a core: {words}")
        print(f"  scikit-learn's DBSCAN {other:8.2f} s")
        print(f"  ours                  {mine:8.2f} s   {other / mine:.1f} times as fast", flush=True)
        start = time.perf_counter()
        found = st_dbscan(points, moments, reach=250.0, days=14.0, minimum=5, watch=Watch())
        seconds = time.perf_counter() - start
        print(f"  ours, 250 m and 14 days, which it cannot: {seconds:.2f} s, {len(found.sizes):,} clusters")


if __name__ == "__main__":
    main()
