"""Whether incidents are more than what is exposed to them explains."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np
from scipy.special import betainc

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Shares of windows in time add up to whole numbers but for rounding noise.
_NOISE = 1e-6


class Windows(Protocol):
    """Places that know what each and its neighbours hold together."""

    def window_sums(self, values: NDArray[np.float64], *, band: float | None = None) -> NDArray[np.float64]:
        """Sum (n,) values over each place and its neighbours."""


@dataclass(frozen=True, eq=False)
class Excess:
    """What a window holds against what its exposure explains, (n,) each.

    Attributes:
        expected: Incidents the cell itself would hold were the rate the same everywhere.
        window_count: Incidents in the cell and its neighbours together.
        window_expected: What their exposure explains.
        share: E_window/ΣE, the window's share of all exposure.
        p: P(Bin(N, share) >= O_window); NaN for a cell without exposure.
        total: N, incidents in all.

    """

    expected: NDArray[np.float64]
    window_count: NDArray[np.float64]
    window_expected: NDArray[np.float64]
    share: NDArray[np.float64]
    p: NDArray[np.float64]
    total: float


def upper_tail(
    observed: NDArray[np.float64], total: float | NDArray[np.float64], probability: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Give P(Bin(total, probability) >= observed), exact.

    Through the regularised incomplete beta function, I_q(O, N - O + 1) (Abramowitz & Stegun 26.5.24), which keeps
    its precision far into the tail.
    """
    some = np.maximum(observed, 1)
    tail = betainc(some, np.maximum(total - some + 1, 1), np.clip(probability, 0, 1))
    return np.where(observed > 0, tail, 1.0)


def whole_tail(
    observed: NDArray[np.float64], total: float | NDArray[np.float64], probability: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Give `upper_tail` of counts that may be no whole numbers: what is observed rounded down, the total up."""
    return upper_tail(np.floor(observed + _NOISE), np.ceil(np.asarray(total) - _NOISE), probability)


def excess(
    counts: NDArray[np.float64], exposure: NDArray[np.float64], grid: Windows, *, band: float | None = None
) -> Excess:
    """Test every cell's window against one rate for the whole territory.

    Given N incidents in all, each falls in a window with the probability of its share of the exposure. This is the
    window's own test; what stands in one cell also stands in its neighbours' windows. Incidents in cells without
    exposure count in N and in the windows around, which raises what is expected elsewhere and never lowers it.

    Args:
        counts: (n,) incidents per cell. Where they are no whole numbers, because incidents count for the part of their
            time in the period, the window is rounded down and N up, so that no p comes out too small.
        exposure: (n,) exposure per cell (addresses, area), at least one above 0.
        grid: The cells, or places with their neighbours.
        band: Reach of the window in metres; by default the queen neighbours.

    """
    total, whole = counts.sum(), exposure.sum()
    window_count = grid.window_sums(counts, band=band)
    share = np.clip(grid.window_sums(exposure, band=band) / whole, 0, 1)
    tail = whole_tail(window_count, total, share)
    return Excess(
        expected=total * exposure / whole,
        window_count=window_count,
        window_expected=total * share,
        share=share,
        p=np.where(exposure > 0, tail, np.nan),
        total=float(total),
    )
