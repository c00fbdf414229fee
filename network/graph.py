"""The road graph: where a point meets a road, and how far it is from there over the network."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely
from scipy.sparse import coo_matrix, csr_matrix
from scipy.sparse.csgraph import connected_components, dijkstra
from scipy.spatial import cKDTree

from ..safeguards.messages import note

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

    from ..safeguards.messages import Message

COINCIDE = 0.01  # m: end points this close are one node
SAME_PLACE = 1.0  # m: end points that share a node id lie no farther apart than this


_SPOT = 1e-6  # metres within which two places on an edge are one


@dataclass(frozen=True, eq=False)
class Snap:
    """Where points meet the network; all three arrays have one entry per point.

    Attributes:
        edge: Position of the wegvak in the table; -1 where there is none to snap to.
        position: Metres along that wegvak from its first vertex; NaN where there is none.
        offset: Metres from the point to the wegvak; inf where there is none.

    """

    edge: NDArray[np.int64]
    position: NDArray[np.float64]
    offset: NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Graph:
    """A road network; edges are the wegvakken in the order of their table.

    Distances are walked both ways over every wegvak unless `directed` is asked for; then rijrichting H is driven
    with, T against the direction of digitising, and any other value both ways.

    Attributes:
        wegvakken: The canonical table.
        nodes: (n, 2) coordinates of the nodes, metres.
        start: (m,) node of the first vertex of each edge.
        end: (m,) node of its last vertex.
        length: (m,) metres along the geometry.
        messages: What was chosen while making it.

    """

    wegvakken: gpd.GeoDataFrame
    nodes: NDArray[np.float64]
    start: NDArray[np.int64]
    end: NDArray[np.int64]
    length: NDArray[np.float64]
    messages: tuple[Message, ...] = ()

    @classmethod
    def of(cls, wegvakken: gpd.GeoDataFrame) -> Graph:
        """Make the graph of a canonical table of wegvakken.

        Nodes follow `knoop_begin` and `knoop_eind`. Where one is missing, or one id stands at places more than 1 m
        apart, the ids are left aside and end points within 1 cm are one node, which a message says.

        Args:
            wegvakken: Canonical table; every row has a LineString.

        """
        lines = wegvakken.geometry.to_numpy()
        count = len(lines)
        ends = shapely.get_coordinates(
            np.concatenate([shapely.get_point(lines, 0), shapely.get_point(lines, -1)])
        ).reshape(-1, 2)
        ids = pd.concat([wegvakken["knoop_begin"], wegvakken["knoop_eind"]], ignore_index=True)
        node, wrong = _nodes_by_id(ids, ends)
        messages: tuple[Message, ...] = ()
        if wrong:
            node = _nodes_by_place(ends)
            messages = (note("network_nodes_by_place", n=wrong, total=2 * count),)
        total = int(node.max()) + 1 if count else 0
        nodes = np.empty((total, 2))
        nodes[node[::-1]] = ends[::-1]  # the first end point that names a node says where it lies
        length = np.asarray(shapely.length(lines), dtype=np.float64)
        return cls(wegvakken, nodes, node[:count], node[count:], length, messages)

    @cached_property
    def lines(self) -> NDArray[np.object_]:
        """Geometry of the edges, (m,) LineStrings."""
        lines: NDArray[np.object_] = self.wegvakken.geometry.to_numpy()
        return lines

    @cached_property
    def _tree(self) -> shapely.STRtree:
        return shapely.STRtree(self.lines)

    @cached_property
    def _matrix(self) -> csr_matrix:
        return self.matrix()

    @cached_property
    def forward(self) -> NDArray[np.bool_]:
        """Whether each edge may be driven from start to end."""
        return np.asarray(self.wegvakken["rijrichting"].to_numpy() != "T", dtype=np.bool_)

    @cached_property
    def backward(self) -> NDArray[np.bool_]:
        """Whether each edge may be driven from end to start."""
        return np.asarray(self.wegvakken["rijrichting"].to_numpy() != "H", dtype=np.bool_)

    def matrix(self, *, usable: NDArray[np.bool_] | None = None, directed: bool = False) -> csr_matrix:
        """Give the (n, n) matrix of metres from node to node; of parallel edges the shortest, no loops."""
        kept = self._all() if usable is None else usable
        forth = kept & self.forward if directed else kept
        back = kept & self.backward if directed else kept
        source = np.concatenate([self.start[forth], self.end[back]])
        target = np.concatenate([self.end[forth], self.start[back]])
        metres = np.concatenate([self.length[forth], self.length[back]])
        order = np.lexsort((metres, target, source))
        order = order[source[order] != target[order]]
        source, target, metres = source[order], target[order], metres[order]
        first = np.ones(len(source), dtype=np.bool_)
        first[1:] = (source[1:] != source[:-1]) | (target[1:] != target[:-1])
        shape = (len(self.nodes), len(self.nodes))
        return csr_matrix((metres[first], (source[first], target[first])), shape=shape)

    def snap(self, points: NDArray[np.float64], *, edges: NDArray[np.bool_] | None = None) -> Snap:
        """Find the nearest point of the network.

        Args:
            points: (k, 2) coordinates, metres.
            edges: (m,) mask of the edges to snap to; all of them by default. Of equally near edges the first.

        """
        chosen = np.arange(len(self.length)) if edges is None else np.flatnonzero(edges)
        edge = np.full(len(points), -1, dtype=np.int64)
        position = np.full(len(points), np.nan)
        offset = np.full(len(points), np.inf)
        if len(chosen) and len(points):
            tree = self._tree if edges is None else shapely.STRtree(self.lines[chosen])
            placed = shapely.points(points)
            point, found = tree.query_nearest(placed)
            order = np.lexsort((found, point))
            point, first = np.unique(point[order], return_index=True)
            edge[point] = chosen[found[order][first]]
            position[point] = shapely.line_locate_point(self.lines[edge[point]], placed[point])
            offset[point] = shapely.distance(self.lines[edge[point]], placed[point])
        return Snap(edge, position, offset)

    def distance_to(
        self,
        points: NDArray[np.float64],
        target: NDArray[np.bool_],
        *,
        usable: NDArray[np.bool_] | None = None,
        directed: bool = False,
    ) -> NDArray[np.float64]:
        """Give the distance over the network from each point to the nearest point of any target edge.

        Args:
            points: (k, 2) coordinates, metres; each is snapped on the nearest usable edge, and that distance counts.
            target: (m,) mask of the edges to reach.
            usable: (m,) mask of the edges that may be travelled; all of them by default.
            directed: Respect rijrichting on the way to the target.

        Returns:
            (k,) metres, inf where no target can be reached.

        """
        snap = self.snap(points, edges=usable)
        goals = np.unique(np.concatenate([self.start[target], self.end[target]]))
        if not len(goals):
            return np.full(len(points), np.inf)
        matrix = self._travel(usable, directed=directed)
        rest = dijkstra(matrix.T.tocsr() if directed else matrix, indices=goals, min_only=True)
        there = self._through_ends(snap, rest, leaving=True, directed=directed)
        on_target = (snap.edge >= 0) & target[snap.edge]  # goals exist, so there are edges to index
        return np.asarray(np.where(on_target, snap.offset, snap.offset + there), dtype=np.float64)

    def distance_from(
        self,
        origin: NDArray[np.float64],
        points: NDArray[np.float64],
        *,
        usable: NDArray[np.bool_] | None = None,
        directed: bool = False,
    ) -> NDArray[np.float64]:
        """Give the distance over the network from one origin to each point; both snapping distances count.

        Args:
            origin: (2,) coordinates, metres.
            points: (k, 2) coordinates, metres.
            usable: (m,) mask of the edges that may be snapped to and travelled; all of them by default.
            directed: Respect rijrichting on the way from the origin.

        Returns:
            (k,) metres, inf where a point cannot be reached.

        """
        home = self.snap(np.asarray(origin, dtype=np.float64).reshape(1, 2), edges=usable)
        snap = self.snap(points, edges=usable)
        edge = int(home.edge[0])
        if edge < 0:
            return np.full(len(points), np.inf)
        to_start, to_end = self._to_ends(home, leaving=True, directed=directed)
        ends = np.array([self.start[edge], self.end[edge]])
        walked = dijkstra(self._travel(usable, directed=directed), indices=ends)
        reached = np.minimum(to_start[0] + walked[0], to_end[0] + walked[1])
        there = self._through_ends(snap, reached, leaving=False, directed=directed)
        along = snap.position - home.position[0]
        direct = np.abs(along)
        if directed:
            direct[(along > _SPOT) & ~self.forward[edge]] = np.inf
            direct[(along < -_SPOT) & ~self.backward[edge]] = np.inf
        there = np.where(snap.edge == edge, np.minimum(there, direct), there)
        return np.asarray(home.offset[0] + there + snap.offset, dtype=np.float64)

    def dead_ends(self, *, margin: float = 50, usable: NDArray[np.bool_] | None = None) -> NDArray[np.bool_]:
        """Tell which edges end in a node where no other edge ends.

        Args:
            margin: Ends within this many metres of the convex hull of all nodes do not count: there the road may
                go on outside the data.
            usable: (m,) mask of the edges that count as road; the others are never dead ends.

        Returns:
            (m,) mask.

        """
        kept = self._all() if usable is None else usable
        ends = np.concatenate([self.start[kept], self.end[kept]])
        single = np.bincount(ends, minlength=len(self.nodes)) == 1
        if not single.any():
            return np.zeros(len(self.length), dtype=np.bool_)
        hull = shapely.convex_hull(shapely.multipoints(self.nodes))
        edge_of_data = hull.exterior if hull.geom_type == "Polygon" else hull
        shapely.prepare(edge_of_data)
        inside = shapely.distance(shapely.points(self.nodes), edge_of_data) > margin
        stub = single & inside
        return np.asarray(kept & (stub[self.start] | stub[self.end]), dtype=np.bool_)

    def components(self, *, usable: NDArray[np.bool_] | None = None) -> NDArray[np.int64]:
        """Number the connected parts of the network, the part with the most metres first.

        Returns:
            (m,) number of each edge's part, 0 the longest; -1 for an edge that is not usable.

        """
        kept = self._all() if usable is None else usable
        _, label = connected_components(self._travel(usable), directed=False)
        metres = np.bincount(label[self.start[kept]], weights=self.length[kept], minlength=len(self.nodes))
        rank = np.empty(len(metres), dtype=np.int64)
        rank[np.argsort(-metres, kind="stable")] = np.arange(len(metres))
        return np.where(kept, rank[label[self.start]], -1)

    def _all(self) -> NDArray[np.bool_]:
        return np.ones(len(self.length), dtype=np.bool_)

    def _travel(self, usable: NDArray[np.bool_] | None, *, directed: bool = False) -> csr_matrix:
        if usable is None and not directed:
            return self._matrix
        return self.matrix(usable=usable, directed=directed)

    def _to_ends(self, snap: Snap, *, leaving: bool, directed: bool) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Give metres between each snapped point and the start and end of its edge; inf against rijrichting."""
        to_start = snap.position.copy()
        to_end = self.length[snap.edge] - snap.position
        if directed:
            with_line, against_line = self.forward[snap.edge], self.backward[snap.edge]
            # A point on a junction may take any street there, whatever the direction of the one it was snapped to.
            to_start[~(against_line if leaving else with_line) & (to_start > _SPOT)] = np.inf
            to_end[~(with_line if leaving else against_line) & (to_end > _SPOT)] = np.inf
        return to_start, to_end

    def _through_ends(
        self, snap: Snap, at_node: NDArray[np.float64], *, leaving: bool, directed: bool
    ) -> NDArray[np.float64]:
        """Give metres between each snapped point and whatever the nodes' distances were measured from."""
        if not len(self.length):
            return np.full(len(snap.edge), np.inf)
        to_start, to_end = self._to_ends(snap, leaving=leaving, directed=directed)
        shortest = np.minimum(to_start + at_node[self.start[snap.edge]], to_end + at_node[self.end[snap.edge]])
        return np.asarray(np.where(snap.edge >= 0, shortest, np.inf), dtype=np.float64)


def _nodes_by_id(ids: pd.Series, ends: NDArray[np.float64]) -> tuple[NDArray[np.int64], int]:
    """Number the nodes by their ids, and count the ends whose id is missing or stands in several places."""
    node, _ = pd.factorize(ids)
    named = node >= 0
    total = int(node.max(initial=-1)) + 1
    low, high = np.full((total, 2), np.inf), np.full((total, 2), -np.inf)
    np.minimum.at(low, node[named], ends[named])
    np.maximum.at(high, node[named], ends[named])
    spread = np.hypot(*(high - low).T)
    scattered = named.copy()
    scattered[named] = spread[node[named]] > SAME_PLACE
    return node.astype(np.int64), int((~named | scattered).sum())


def _nodes_by_place(ends: NDArray[np.float64]) -> NDArray[np.int64]:
    """Number the nodes so that end points within 1 cm are one."""
    pairs = cKDTree(ends).query_pairs(COINCIDE, output_type="ndarray")
    links = coo_matrix((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=(len(ends), len(ends)))
    _, label = connected_components(links, directed=False)
    return np.asarray(label, dtype=np.int64)
