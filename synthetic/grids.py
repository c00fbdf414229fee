"""The street grid of every built face."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from .lines import Lines

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .plan import Plan

# use of the face: from street to street along and across, m
GRIDS = {
    "housing": (84.0, 57.0),
    "centre": (66.0, 50.0),
    "estate": (148.0, 110.0),
    "camp": (92.0, 46.0),
    "park": (12.0, 900.0),
}
_CAMP = 150.0  # radius of a recreation park, m
_SHORT = 35.0  # a shorter piece of street is not laid, m


@dataclass(frozen=True)
class Grid:
    """Blocks of the street grids of all faces of one use, (b,) each."""

    face: NDArray[np.int64]
    i: NDArray[np.int64]
    j: NDArray[np.int64]
    pitch: tuple[float, float]


def grid_of(plan: Plan, faces: NDArray[np.int64], pitch: tuple[float, float]) -> Grid:
    """Lay blocks of one size over every face of one use, as far as the face reaches."""
    middle = shapely.centroid(plan.faces[faces])
    reach = shapely.hausdorff_distance(plan.faces[faces], middle)
    n_u, n_v = (int(np.ceil(reach.max() / p)) + 1 for p in pitch)
    f, i, j = (a.ravel() for a in np.meshgrid(faces, np.arange(-n_u, n_u + 1), np.arange(-n_v, n_v + 1), indexing="ij"))
    far = np.hypot(i * pitch[0], (j + 0.5) * pitch[1])
    reach = np.where(plan.use[faces] == "camp", np.minimum(reach, _CAMP - max(pitch)), reach)
    near = far < np.repeat(reach, len(f) // len(faces)) + max(pitch)
    return Grid(f[near], i[near], j[near], pitch)


def placed(
    plan: Plan, face: NDArray[np.int64], u: NDArray[np.float64], v: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Turn coordinates in the grid of a face to RD."""
    middle = shapely.get_coordinates(shapely.centroid(plan.faces))[face]
    cos, sin = np.cos(plan.angle[face]), np.sin(plan.angle[face])
    return middle[:, 0] + u * cos - v * sin, middle[:, 1] + u * sin + v * cos


def streets(plan: Plan, first: int) -> Lines:
    """Lay the local streets: the grid lines of every built face, as far as they run inside it.

    Args:
        plan: The plan.
        first: Number of the first street.

    """
    made = []
    for use, kind in (
        ("housing", "local"),
        ("centre", "centre"),
        ("estate", "estate"),
        ("camp", "local"),
        ("park", "cycle"),
    ):
        faces = np.flatnonzero(plan.use == use)
        if not len(faces):
            continue
        grid = grid_of(plan, faces, GRIDS[use])
        long = np.column_stack([grid.face, grid.j]), np.column_stack([grid.face, grid.i])
        for axis in (0, 1):
            line = np.unique(long[axis], axis=0)
            if use == "park":  # one path each way
                line = line[line[:, 1] == 0]
            face, k = line.T
            at = k * grid.pitch[1] if axis == 0 else (k + 0.5) * grid.pitch[0]
            reach = shapely.hausdorff_distance(plan.faces[face], shapely.centroid(plan.faces[face])) + 9
            ends = [
                placed(plan, face, s * reach, at) if axis == 0 else placed(plan, face, at, s * reach) for s in (-1, 1)
            ]
            whole = shapely.linestrings(np.stack([np.column_stack(e) for e in ends], axis=1))
            cut = shapely.intersection(whole, shapely.buffer(plan.faces, 0.5)[face])
            parts, source = shapely.get_parts(cut, return_index=True)
            keep = shapely.length(parts) > _SHORT
            made.append((parts[keep], np.full(keep.sum(), kind, dtype=object), first + source[keep]))
            first += len(line)
    return Lines(
        np.concatenate([m[0] for m in made]), np.concatenate([m[1] for m in made]), np.concatenate([m[2] for m in made])
    )
