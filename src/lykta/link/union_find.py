"""Disjoint sets over 0..n-1; the smaller member always leads, so the order of unions does not matter."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from lykta.kit.kernels import kernel


class UnionFind:
    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    @classmethod
    def joined(cls, labels: NDArray[np.int64]) -> "UnionFind":
        """Sets that are already joined; `labels` gives each item's smallest."""
        sets = cls(0)
        sets._parent = labels.tolist()
        return sets

    def find(self, item: int) -> int:
        parent = self._parent
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    def union(self, a: int, b: int) -> None:
        a, b = self.find(a), self.find(b)
        if a != b:
            self._parent[max(a, b)] = min(a, b)

    def labels(self) -> list[int]:
        return [self.find(item) for item in range(len(self._parent))]


def label_components(size: int, a: NDArray[np.int64], b: NDArray[np.int64]) -> NDArray[np.int64]:
    """Per node the smallest node of its component, for bulk edge arrays `a`, `b`."""
    graph = coo_array((np.ones(len(a), dtype=np.int8), (a, b)), shape=(size, size))
    count, label = connected_components(graph, directed=False)
    leader = np.zeros(count, dtype=np.int64)
    leader[label[::-1]] = np.arange(size - 1, -1, -1)  # of several writes the last holds, here the smallest node's
    result: NDArray[np.int64] = leader[label]
    return result


@kernel("int64(int64[::1], int64)")
def find_root(parent: NDArray[np.int64], item: np.int64) -> np.int64:
    """The smallest item of its set, where `parent` holds for each item one that is not larger; for compiled loops."""
    while parent[item] != item:
        parent[item] = parent[parent[item]]
        item = parent[item]
    return item
