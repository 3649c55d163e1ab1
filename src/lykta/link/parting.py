"""Components that keep some nodes apart: the strongest joins are made first, one that would undo a parting never."""

from collections.abc import Iterable
from dataclasses import dataclass

from lykta.link.union_find import UnionFind

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    """Two nodes and how strongly they belong together."""

    a: int
    b: int
    bits: float


class PartedSets:
    """Sets over 0..size-1 in which no pair of `apart` comes together."""

    def __init__(self, size: int, apart: Iterable[Pair] = ()) -> None:
        self._sets = UnionFind(size)
        self._against: dict[int, set[int]] = {}
        for a, b in apart:
            if a == b:
                raise ValueError(f"node {a} cannot be kept apart from itself; two different nodes are expected")
            self._against.setdefault(a, set()).add(b)
            self._against.setdefault(b, set()).add(a)

    def are_together(self, a: int, b: int) -> bool:
        return self._sets.find(a) == self._sets.find(b)

    def would_undo_a_parting(self, a: int, b: int) -> bool:
        first, second = self._sets.find(a), self._sets.find(b)
        return any(self._sets.find(node) == second for node in self._against.get(first, ()))

    def join(self, a: int, b: int) -> None:
        """The two are together, whatever was parted: ask before."""
        first, second = self._sets.find(a), self._sets.find(b)
        if first == second:
            return
        self._sets.union(first, second)
        leader, other = min(first, second), max(first, second)
        if other in self._against:
            self._against.setdefault(leader, set()).update(self._against.pop(other))

    def find(self, node: int) -> int:
        """The smallest node of its set."""
        return self._sets.find(node)

    def labels(self) -> list[int]:
        return self._sets.labels()


def join_strongest_first(sets: PartedSets, joins: Iterable[Join], *, around: PartedSets | None = None) -> None:
    """Every join is made but those that would undo a parting; equal joins in order of their nodes.

    With `around`, whose sets hold whole sets of these, as a network holds advertisers, a join is made in both or in
    neither. Without anything apart the sets are the plain components.
    """
    for join in sorted(joins, key=lambda join: (-join.bits, join.a, join.b)):
        if sets.are_together(join.a, join.b) or sets.would_undo_a_parting(join.a, join.b):
            continue
        if around is not None:
            if around.would_undo_a_parting(join.a, join.b):
                continue
            around.join(join.a, join.b)
        sets.join(join.a, join.b)
