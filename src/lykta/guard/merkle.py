"""A Merkle tree as RFC 6962 section 2.1 defines it: roots, and short proofs that nothing was changed or taken away.

Leaf i is a hash. A node (level, index) covers the 2**level leaves from index * 2**level on; only whole nodes are kept.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence

_LEAF, _NODE = b"\x00", b"\x01"  # RFC 6962: a leaf can never be passed off as a node
EMPTY_ROOT = hashlib.sha256(b"").digest()

NodeAt = Callable[[int, int], bytes]


def leaf_hash(data: bytes) -> bytes:
    return hashlib.sha256(_LEAF + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(_NODE + left + right).digest()


def whole_nodes(size: int, start: int = 0) -> list[tuple[int, int]]:
    """The fewest whole nodes that cover the leaves from `start` to `size`, left to right."""
    nodes = []
    while start < size:
        level = (start & -start).bit_length() - 1 if start else size.bit_length()
        while 1 << level > size - start:
            level -= 1
        nodes.append((level, start >> level))
        start += 1 << level
    return nodes


def fold_right(hashes: Sequence[bytes]) -> bytes:
    """The root over whole nodes given left to right, the larger first; EMPTY_ROOT when there are none."""
    if not hashes:
        return EMPTY_ROOT
    *rest, root = hashes
    for left in reversed(rest):
        root = node_hash(left, root)
    return root


def root_of(size: int, node_at: NodeAt) -> bytes:
    """The root of the first `size` leaves."""
    return fold_right([node_at(level, index) for level, index in whole_nodes(size)])


def completed_by(size: int, leaf: bytes, node_at: NodeAt) -> Iterator[tuple[int, int, bytes]]:
    """Yield the whole nodes, as level, index and hash, that leaf number `size` completes; the leaf itself first."""
    level, index, found = 0, size, leaf
    yield level, index, found
    while index & 1:
        found = node_hash(node_at(level, index - 1), found)
        level, index = level + 1, index >> 1
        yield level, index, found


def _root_between(start: int, end: int, node_at: NodeAt) -> bytes:
    """The root over leaves start..end, where start is a multiple of the power of two that holds the range."""
    return fold_right([node_at(level, index) for level, index in whole_nodes(end, start)])


def _split(start: int, end: int) -> int:
    """Where RFC 6962 divides a range: after the largest power of two smaller than its length."""
    return start + (1 << ((end - start - 1).bit_length() - 1))


def inclusion_proof(leaf: int, size: int, node_at: NodeAt) -> list[bytes]:
    """PATH(leaf, D[size]) of RFC 6962 2.1.1, from the leaf up. Raises ValueError for a leaf that is not there."""
    if not 0 <= leaf < size:
        raise ValueError(f"entry {leaf} is not among the {size} of this log")
    proof = []
    start, end = 0, size
    while end - start > 1:
        middle = _split(start, end)
        if leaf < middle:
            proof.append(_root_between(middle, end, node_at))
            end = middle
        else:
            proof.append(_root_between(start, middle, node_at))
            start = middle
    return proof[::-1]


def consistency_proof(old: int, size: int, node_at: NodeAt) -> list[bytes]:
    """PROOF(old, D[size]) of RFC 6962 2.1.2. Raises ValueError when the old log is larger than this one."""
    if not 0 <= old <= size:
        raise ValueError(f"a log of {size} entries cannot continue one of {old}")
    if old in {0, size}:
        return []
    proof = []
    start, end, whole = 0, size, True
    while end != old:
        middle = _split(start, end)
        if old <= middle:
            proof.append(_root_between(middle, end, node_at))
            end = middle
        else:
            proof.append(_root_between(start, middle, node_at))
            start, whole = middle, False
    if not whole:
        proof.append(_root_between(start, end, node_at))
    return proof[::-1]


def is_included(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether the proof leads from the leaf at `index` to the root of `size` leaves (RFC 9162 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    number, last, found = index, size - 1, leaf
    for step in proof:
        if last == 0:
            return False
        if number & 1 or number == last:
            found = node_hash(step, found)
            while not number & 1 and number:
                number, last = number >> 1, last >> 1
        else:
            found = node_hash(found, step)
        number, last = number >> 1, last >> 1
    return last == 0 and found == root


def is_continued(old_size: int, old_root: bytes, size: int, root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether the log of `size` holds the old one unchanged at its start (RFC 9162 2.1.4.2)."""
    if old_size == size:
        return not proof and old_root == root
    if old_size == 0:
        return not proof and old_root == EMPTY_ROOT
    if old_size > size or not proof:
        return False
    steps = [old_root, *proof] if old_size & (old_size - 1) == 0 else list(proof)
    number, last = old_size - 1, size - 1
    while number & 1:
        number, last = number >> 1, last >> 1
    was = now = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if number & 1 or number == last:
            was, now = node_hash(step, was), node_hash(step, now)
            while not number & 1 and number:
                number, last = number >> 1, last >> 1
        else:
            now = node_hash(now, step)
        number, last = number >> 1, last >> 1
    return last == 0 and was == old_root and now == root


class Growing:
    """A root that grows leaf by leaf and holds only the whole nodes on its right edge."""

    def __init__(self) -> None:
        self.size = 0
        self._edge: list[tuple[int, bytes]] = []  # level and hash, left to right

    def add(self, leaf: bytes) -> list[bytes]:
        """The whole nodes that the leaf completes, by level: the leaf itself first."""
        completed = [leaf]
        while self._edge and self._edge[-1][0] == len(completed) - 1:
            completed.append(node_hash(self._edge.pop()[1], completed[-1]))
        self._edge.append((len(completed) - 1, completed[-1]))
        self.size += 1
        return completed

    def add_all(self, leaves: Iterable[bytes]) -> None:
        for leaf in leaves:
            self.add(leaf)

    def root(self) -> bytes:
        return fold_right([found for _, found in self._edge])
