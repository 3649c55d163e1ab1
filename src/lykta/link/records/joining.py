"""From weighed pairs to groups, by the mean over all pairs of two groups."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from lykta.link.records.levels import Rows
from lykta.link.records.weights import Shares

# The mean over all pairs needs all pairs: 3,000 rows are 4.5 million, some tens of megabytes.
MOST_ROWS_TOGETHER = 3_000
_BITS_A_STEP = 1.0


def join(
    rows: int,
    first: Rows,
    second: Rows,
    bits: Shares,
    *,
    compare: Callable[[Rows, Rows], Shares],
    least_bits: float,
) -> NDArray[np.int64]:
    """The smallest row of each row's group.

    Average linkage: two groups join while the mean of their pairs is at least `least_bits`. Two groups with such a
    mean have a pair with it, so each connected part of those pairs is joined alone. A part of too many rows is
    taken apart at its weakest pairs first.
    """
    group = np.arange(rows, dtype=np.int64)
    waiting = [(np.arange(rows, dtype=np.int64), least_bits)]
    while waiting:
        members, least = waiting.pop()
        for part in _parts(members, first, second, bits, least):
            if len(part) <= MOST_ROWS_TOGETHER:
                _join_part(group, part, compare, least_bits)
            else:
                waiting.append((part, least + _BITS_A_STEP))
    return group


def _parts(members: Rows, first: Rows, second: Rows, bits: Shares, least: float) -> list[Rows]:
    """The members that hang together by pairs of at least so many bits; those that stand alone are left out."""
    place = np.full(int(members[-1]) + 1, -1, np.int64)
    place[members] = np.arange(len(members))
    held = (bits >= least) & (first <= members[-1]) & (second <= members[-1])
    one, other = place[first[held]], place[second[held]]
    inside = (one >= 0) & (other >= 0)
    graph = coo_matrix(
        (np.ones(int(inside.sum()), np.int8), (one[inside], other[inside])), shape=(len(members), len(members))
    )
    labels = connected_components(graph, directed=False)[1]
    order = np.argsort(labels, kind="stable")
    parts = np.split(members[order], np.flatnonzero(np.diff(labels[order])) + 1)
    return [part for part in parts if len(part) > 1]


def _join_part(
    group: NDArray[np.int64], part: Rows, compare: Callable[[Rows, Rows], Shares], least_bits: float
) -> None:
    one, other = np.triu_indices(len(part), 1)
    bits = compare(part[one], part[other])
    most = float(bits.max())
    tree = linkage(most - bits, "average")
    labels = fcluster(tree, t=most - least_bits, criterion="distance")
    for label in np.unique(labels):
        same = part[labels == label]
        group[same] = same[0]
