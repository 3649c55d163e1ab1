"""Components that keep some nodes apart: the strongest joins are made first, one that would undo a parting never."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lykta.link.union_find import UnionFind


@dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    """Two nodes and how strongly they belong together."""

    a: int
    b: int
    bits: float


def join_strongest_first(size: int, joins: Iterable[Join], apart: Sequence[tuple[int, int]]) -> UnionFind:
    """Sets over 0..size-1 in which no pair of `apart` is together; equal joins are made in order of their nodes.

    Without `apart` these are the plain components.
    """
    sets = UnionFind(size)
    against: dict[int, set[int]] = {}
    for a, b in apart:
        if a == b:
            raise ValueError(f"node {a} cannot be kept apart from itself; two different nodes are expected")
        against.setdefault(a, set()).add(b)
        against.setdefault(b, set()).add(a)
    for join in sorted(joins, key=lambda join: (-join.bits, join.a, join.b)):
        first, second = sets.find(join.a), sets.find(join.b)
        if first == second or any(sets.find(node) == second for node in against.get(first, ())):
            continue
        sets.union(first, second)
        leader, other = min(first, second), max(first, second)
        if other in against:
            against.setdefault(leader, set()).update(against.pop(other))
    return sets
