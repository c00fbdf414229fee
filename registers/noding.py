"""Lines that merely cross -> segments between numbered nodes: a network, made where a delivery holds none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import shapely
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

from ..safeguards.watch import Watch

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Integers = NDArray[np.int64]
    Numbers = NDArray[np.float64]
    Lines = NDArray[np.object_]

TOLERANCE = 0.5  # m: an end this near another end or line was meant to meet it
_SPOT = 1e-6  # m: nearer than this a vertex and a cut are one
_AT_ONCE = 4_000  # lines between two looks at the watch
_UNWATCHED = Watch()


@dataclass(frozen=True, eq=False)
class Noded:
    """The segments of a network; every array has one entry per segment, in the order of the lines and along them.

    Attributes:
        lines: LineStrings that begin and end on their nodes.
        parent: Which of the given lines each is a part of.
        start: Number of the node each begins in.
        end: Number of the node each ends in.
        collapsed: How many pieces were left out because they lay within the tolerance of one node.
        moved: How many ends of given lines were drawn to another end or line.

    """

    lines: Lines
    parent: Integers
    start: Integers
    end: Integers
    collapsed: int
    moved: int


class _Cuts(NamedTuple):
    """Places on lines where they will be cut, and pairs of places that are one node."""

    line: Integers
    along: Numbers
    one: Integers
    other: Integers


def node(lines: Lines, level: Numbers, *, tolerance: float = TOLERANCE, watch: Watch = _UNWATCHED) -> Noded:
    """Cut lines where they meet and number the places where they do.

    Lines of one level meet wherever they cross, touch or begin to overlap; lines of different levels pass over each
    other. Ends within `tolerance` of each other are one node whatever their level, for a bridge joins the road on
    either side. An end within `tolerance` of a line meets it when they are of one level, and also when the end would
    otherwise go on nowhere at its own level: no road ends in the air. Lines that overlap give segments that stand
    twice; see `twins`.

    Args:
        lines: (n,) LineStrings in metres.
        level: (n,) height level of each line; NaN counts as the ground, 0.
        tolerance: Metres within which places are one.
        watch: Told the fraction done.

    Raises:
        CancelledError: The user cancelled.

    """
    given, parent = _simple(lines)
    height = np.nan_to_num(level)[parent]
    count = len(given)
    tips = np.concatenate([shapely.get_point(given, 0), shapely.get_point(given, -1)])
    tree = shapely.STRtree(given)
    one, other = _ends_on_ends(given, tips, tolerance)
    found = [
        _crossings(given, height, tree, watch.part(0, 0.7)),
        _ends_on_lines(given, tips, height, tree, (one, other), tolerance),
        # The begins of all lines, then the ends of all lines.
        _Cuts(np.tile(np.arange(count), 2), np.append(np.zeros(count), shapely.length(given)), one, other),
    ]
    watch.at(0.8)
    # Of places that are one node the first says where it lies: a crossing before an end that was drawn to it.
    cuts = _joined(found)
    cuts, order = _along_lines(cuts, tolerance)
    _, name = connected_components(_links(cuts), directed=False)
    place = shapely.get_coordinates(shapely.line_interpolate_point(given[cuts.line], cuts.along))
    first = np.full(name.max(initial=-1) + 1, len(name))
    np.minimum.at(first, name, np.arange(len(name)))
    moved = np.hypot(*(place - place[first[name]]).T)[len(name) - 2 * count :] > _SPOT
    watch.at(0.9)
    noded = _segments(given, cuts, order, name, place[first], tolerance)
    watch.at(1)
    return _numbered(noded, parent, int(moved.sum()))


def twins(noded: Noded, *, tolerance: float = TOLERANCE) -> tuple[Integers, Integers]:
    """Find segments that run the same way between the same two nodes, within `tolerance` of each other.

    Returns:
        The segments that stand again, and for each the first segment it repeats.

    """
    low, high = np.minimum(noded.start, noded.end), np.maximum(noded.start, noded.end)
    order = np.lexsort((np.arange(len(low)), high, low))
    same = (low[order][1:] == low[order][:-1]) & (high[order][1:] == high[order][:-1])
    group = np.concatenate([[0], np.cumsum(~same)]) if len(order) else order
    size = np.bincount(group) if len(order) else order
    again, first = [], []
    for step in range(1, int(size.max(initial=1))):  # a handful: how often one pair of nodes is joined
        later = np.flatnonzero(group[step:] == group[:-step]) + step
        one, other = order[later - step], order[later]
        alike = shapely.hausdorff_distance(noded.lines[one], noded.lines[other]) <= tolerance
        again.append(other[alike])
        first.append(one[alike])
    if not again:
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    repeated, original = np.concatenate(again), np.concatenate(first)
    earliest = np.lexsort((original, repeated))
    repeated, kept = np.unique(repeated[earliest], return_index=True)
    original = original[earliest][kept]
    whole = np.arange(len(noded.lines))
    whole[repeated] = original
    while (whole[whole] != whole).any():
        whole = whole[whole]
    return repeated, whole[repeated]


def _simple(lines: Lines) -> tuple[Lines, Integers]:
    """Part the lines that cross themselves, so that a place on a line is said by its distance along it."""
    crossed = ~shapely.is_simple(lines)
    parent = np.arange(len(lines))
    if not crossed.any():
        return lines, parent
    parts, of = shapely.get_parts([shapely.node(line) for line in lines[crossed]], return_index=True)
    whole = np.concatenate([lines[~crossed], parts])
    origin = np.concatenate([parent[~crossed], parent[crossed][of]])
    order = np.argsort(origin, kind="stable")
    return whole[order], origin[order]


def _crossings(lines: Lines, level: Numbers, tree: shapely.STRtree, watch: Watch) -> _Cuts:
    ones, others, places = [], [], []
    for begin in range(0, len(lines), _AT_ONCE):
        watch.at(begin / len(lines))
        one, other = tree.query(lines[begin : begin + _AT_ONCE], predicate="intersects")
        one += begin
        met = (one < other) & (level[one] == level[other])
        one, other = one[met], other[met]
        place, row = _places(shapely.intersection(lines[one], lines[other]))
        ones.append(one[row])
        others.append(other[row])
        places.append(place)
    if not places:
        return _Cuts(*_no_pairs()[:1], np.empty(0), *_no_pairs())
    return _pairs(lines, np.concatenate(ones), np.concatenate(others), np.concatenate(places))


def _places(shared: Lines) -> tuple[Lines, Integers]:
    """Give the points two lines share: where they cross, and where a stretch they share begins and ends."""
    several = shapely.get_num_geometries(shared) > 1
    stretches = several & (shapely.length(shared) > 0)
    shared[stretches] = [_merged(one) for one in shared[stretches]]
    parts, row = shapely.get_parts(shared, return_index=True)
    point = shapely.get_type_id(parts) == shapely.GeometryType.POINT
    line = shapely.get_type_id(parts) == shapely.GeometryType.LINESTRING
    places = [parts[point], shapely.get_point(parts[line], 0), shapely.get_point(parts[line], -1)]
    return np.concatenate(places), np.concatenate([row[point], row[line], row[line]])


def _merged(shared: shapely.Geometry) -> shapely.Geometry:
    parts = shapely.get_parts(shared)
    line = shapely.get_dimensions(parts) == 1
    merged = shapely.line_merge(shapely.multilinestrings(parts[line]))
    return shapely.geometrycollections([*parts[~line], *shapely.get_parts(merged)])


def _ends_on_lines(
    lines: Lines,
    tips: Lines,
    level: Numbers,
    tree: shapely.STRtree,
    joined: tuple[Integers, Integers],
    tolerance: float,
) -> _Cuts:
    owner = np.tile(np.arange(len(lines)), 2)
    one, other = joined
    level_alike = (level[owner[one]] == level[owner[other]]) & (owner[one] != owner[other])
    goes_on = np.zeros(len(tips), dtype=bool)
    goes_on[one[level_alike]] = goes_on[other[level_alike]] = True
    tip, line = tree.query(tips, predicate="dwithin", distance=tolerance)
    met = (owner[tip] != line) & ((level[owner[tip]] == level[line]) | ~goes_on[tip])
    tip, line = tip[met], line[met]
    along = shapely.line_locate_point(lines[line], tips[tip])
    # Each place is linked to the tip itself; the tips stand behind all others, so they count from the end.
    return _Cuts(line, along, np.arange(len(line)), tip - len(tips))


def _ends_on_ends(lines: Lines, tips: Lines, tolerance: float) -> tuple[Integers, Integers]:
    if not len(lines):
        return _no_pairs()
    pairs = cKDTree(shapely.get_coordinates(tips)).query_pairs(tolerance, output_type="ndarray")
    # The two ends of one line are one node only where it is closed.
    own = pairs[:, 1] - pairs[:, 0] == len(lines)
    pairs = pairs[~own | shapely.is_closed(lines)[pairs[:, 0] % len(lines)]]
    return pairs[:, 0].astype(np.int64), pairs[:, 1].astype(np.int64)


def _pairs(lines: Lines, one: Integers, other: Integers, place: Lines) -> _Cuts:
    row = np.arange(len(place))
    along = [shapely.line_locate_point(lines[side], place) for side in (one, other)]
    return _Cuts(np.concatenate([one, other]), np.concatenate(along), row, row + len(place))


def _joined(found: list[_Cuts]) -> _Cuts:
    """Put the cuts one behind the other; a link below 0 counts from the end of all."""
    begins = np.concatenate([[0], np.cumsum([len(cuts.line) for cuts in found])])
    one, other = (
        np.concatenate(
            [
                np.where(side < 0, side + begins[-1], side + begin)
                for begin, side in zip(begins, (getattr(cuts, name) for cuts in found), strict=False)
            ]
        )
        for name in ("one", "other")
    )
    line, along = (np.concatenate([getattr(cuts, name) for cuts in found]) for name in ("line", "along"))
    return _Cuts(line, along, one, other)


def _along_lines(cuts: _Cuts, tolerance: float) -> tuple[_Cuts, Integers]:
    """Link the places of one line that lie within the tolerance, and give the places in their order along it."""
    order = np.lexsort((cuts.along, cuts.line))
    line, along = cuts.line[order], cuts.along[order]
    near = (line[1:] == line[:-1]) & (along[1:] - along[:-1] <= tolerance)
    one, other = np.concatenate([cuts.one, order[:-1][near]]), np.concatenate([cuts.other, order[1:][near]])
    return cuts._replace(one=one, other=other), order


def _links(cuts: _Cuts) -> coo_matrix:
    total = len(cuts.line)
    return coo_matrix((np.ones(len(cuts.one), dtype=np.int8), (cuts.one, cuts.other)), shape=(total, total))


def _segments(lines: Lines, cuts: _Cuts, order: Integers, name: Integers, spot: Numbers, tolerance: float) -> Noded:
    """Draw what lies between places that follow each other on a line: from node over the vertices between to node."""
    begin, end = order[:-1], order[1:]
    on_line = cuts.line[begin] == cuts.line[end]
    gap = cuts.along[end] - cuts.along[begin]
    drawn = on_line & ((name[begin] != name[end]) | (gap > tolerance))
    collapsed = int((on_line & ~drawn & (gap > 0)).sum())
    begin, end = begin[drawn], end[drawn]
    line = cuts.line[begin]
    vertex, of = shapely.get_coordinates(lines, return_index=True)
    along, base = _distances(vertex, of)
    low = np.searchsorted(along, base[line] + cuts.along[begin] + _SPOT)
    high = np.maximum(np.searchsorted(along, base[line] + cuts.along[end] - _SPOT), low)
    between = high - low
    segment = np.repeat(np.arange(len(line)), between + 2)
    first = np.concatenate([[0], np.cumsum(between + 2)])[:-1]
    held = np.empty((len(segment), 2))
    held[first], held[first + between + 1] = spot[name[begin]], spot[name[end]]
    inner = np.ones(len(segment), dtype=bool)
    inner[first] = inner[first + between + 1] = False
    step = np.arange(int(between.sum())) - np.repeat(np.cumsum(between) - between, between)
    held[inner] = vertex[np.repeat(low, between) + step]
    made = shapely.linestrings(held, indices=segment) if len(line) else np.empty(0, dtype=object)
    long = shapely.length(made) > 0  # a loop without vertices is nothing
    collapsed += int((~long).sum())
    return Noded(made[long], line[long], name[begin[long]], name[end[long]], collapsed, 0)


def _distances(vertex: Numbers, of: Integers) -> tuple[Numbers, Numbers]:
    """Give each vertex a distance that rises over all lines, 1 m more between two, and the distance of each begin."""
    if not len(vertex):
        return np.empty(0), np.empty(0)
    step = np.hypot(*np.diff(vertex, axis=0).T)
    step[of[1:] != of[:-1]] = 1.0
    along = np.concatenate([[0.0], np.cumsum(step)])
    return along, along[np.concatenate([[True], of[1:] != of[:-1]])]


def _numbered(noded: Noded, parent: Integers, moved: int) -> Noded:
    """Number the nodes in use from 0, and name the parent among the lines as given."""
    _, number = np.unique(np.concatenate([noded.start, noded.end]), return_inverse=True)
    start, end = number[: len(noded.start)], number[len(noded.start) :]
    return Noded(noded.lines, parent[noded.parent], start, end, noded.collapsed, moved)


def _no_pairs() -> tuple[Integers, Integers]:
    return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
