"""What follows from sums of numbers that are not negative."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import linprog


@dataclass
class Known:
    """What somebody knows: sums of numbers that are not negative."""

    n: int
    rows: list[np.ndarray] = field(default_factory=list)
    sums: list[float] = field(default_factory=list)
    under: list[np.ndarray] = field(default_factory=list)

    def tell(self, row: np.ndarray, value: float) -> None:
        self.rows.append(row)
        self.sums.append(value)

    def only(self, row: np.ndarray) -> int | None:
        """The only whole value that a sum of them can have, if there is one."""
        ends = []
        for sign in (1, -1):
            under = {"A_ub": np.array(self.under), "b_ub": np.zeros(len(self.under))} if self.under else {}
            equal = {"A_eq": np.array(self.rows), "b_eq": np.array(self.sums)} if self.rows else {}
            found = linprog(sign * row, **under, **equal)
            if found.status == 3:
                return None
            assert found.status == 0, found.message
            ends.append(sign * found.fun)
        low, high = np.ceil(ends[0] - 1e-6), np.floor(ends[1] + 1e-6)
        return int(low) if low == high else None


def row_of(n: int, at: list[int]) -> np.ndarray:
    made_row = np.zeros(n)
    made_row[at] = 1
    return made_row


def is_small(value: float | None) -> bool:
    return value is not None and 0 < value < 5
