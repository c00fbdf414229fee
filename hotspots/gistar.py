"""Where high values lie together: Getis-Ord Gi and Gi*, which tell concentration and not risk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

    from .exposure import Windows


def gi_star(values: NDArray[np.float64], weights: csr_matrix) -> NDArray[np.float64]:
    """Give the analytic z of Gi* (Ord & Getis 1995).

    z = (Σ_j w_ij x_j - x̄ W_i) / (s·sqrt[(n Σ_j w_ij² - W_i²) / (n - 1)]), s² = mean(x²) - x̄².

    Args:
        values: (n,) one value per place.
        weights: (n, n) spatial weights, each place its own neighbour.

    Returns:
        (n,) z-values; NaN where all values are equal or every place is a neighbour with one weight.

    """
    mean = np.full(len(values), values.mean())
    spread = np.full(len(values), values.std())
    squares = weights.multiply(weights)
    return _z(weights @ values, _row_sums(weights), _row_sums(squares), mean, spread, len(values))


def gi(values: NDArray[np.float64], weights: csr_matrix) -> NDArray[np.float64]:
    """Give the analytic z of Gi (Ord & Getis 1995): as Gi*, but a place itself is no part of it.

    Mean and variance are of the other n - 1 places.

    Args:
        values: (n,) one value per place.
        weights: (n, n) spatial weights; its diagonal is not used.

    """
    others = len(values) - 1
    own = weights.diagonal()
    mean = (values.sum() - values) / others
    spread = np.sqrt(np.maximum(((values**2).sum() - values**2) / others - mean**2, 0))
    total = _row_sums(weights) - own
    squares = _row_sums(weights.multiply(weights)) - own**2
    return _z(weights @ values - own * values, total, squares, mean, spread, others)


def gi_star_on_grid(
    values: NDArray[np.float64],
    grid: Windows,
    *,
    band: float | None = None,
    known: NDArray[np.bool_] | None = None,
) -> NDArray[np.float64]:
    """Give the analytic z of Gi* with weight 1 for every cell of the window, without making the matrix.

    Args:
        values: (n,) one value per cell, empty cells included.
        grid: The cells, or places with their neighbours.
        band: Reach of the window in metres; by default the queen neighbours.
        known: (n,) cells that take part; the others are no cells, and get NaN. By default all.

    """
    if known is None:
        known = np.ones(len(values), dtype=np.bool_)
    held = np.where(known, values, 0.0)
    neighbours = grid.window_sums(known.astype(np.float64), band=band)
    some = values[known]
    mean = np.full(len(values), some.mean() if len(some) else np.nan)
    spread = np.full(len(values), some.std() if len(some) else np.nan)
    z = _z(grid.window_sums(held, band=band), neighbours, neighbours, mean, spread, len(some))
    return np.where(known, z, np.nan)


def _row_sums(weights: csr_matrix) -> NDArray[np.float64]:
    return np.asarray(weights.sum(axis=1), dtype=np.float64).ravel()


def _z(
    local: NDArray[np.float64],
    total: NDArray[np.float64],
    squares: NDArray[np.float64],
    mean: NDArray[np.float64],
    spread: NDArray[np.float64],
    n: int,
) -> NDArray[np.float64]:
    variance = (n * squares - total**2) / max(n - 1, 1)
    scale = spread * np.sqrt(np.maximum(variance, 0))
    # Values that are equal, or all in one window, leave a spread of rounding noise at most.
    flat = scale <= 1e-12 * np.maximum(np.abs(mean * total), np.finfo(float).tiny)
    return np.where(flat, np.nan, (local - mean * total) / np.where(flat, 1.0, scale))
