"""Groups of alike sets: MinHash signatures (Broder 1997) in bands, then the exact Jaccard index of each candidate."""

import numpy as np
from numpy.typing import NDArray

from lykta.kit.kernels import kernel
from lykta.link.settings import LinkSettings
from lykta.link.shingles import Shingles

_SEED = 20_240_229  # any fixed seed; signatures must agree between runs
_MIX_1, _MIX_2, _ODD = (np.uint64(odd) for odd in (0xBF58476D1CE4E5B9, 0x94D049BB133111EB, 0x9E3779B97F4A7C15))
_S29, _S32 = np.uint64(29), np.uint64(32)
# Signature agreement is the Jaccard index within about .05 (one standard deviation); three are let through.
_SLACK = 0.15


def near_groups(sets: Shingles, rows: NDArray[np.int64], settings: LinkSettings) -> NDArray[np.int64]:
    """Per row the position within `rows` of its group's first set.

    A group hangs together by pairs whose Jaccard index is at least `text_jaccard`. In a crowded bucket a set meets
    its nearest predecessors only. Every set must have a shingle.
    """
    parent = np.arange(len(rows), dtype=np.int64)
    if len(rows) < 2:
        return parent
    signatures = sign(sets, rows, settings.minhash_size)
    slots = 1 << (2 * len(rows) - 1).bit_length()
    _join(
        sets.hashes,
        sets.start,
        rows,
        signatures,
        settings.minhash_rows,
        settings.bucket_window,
        settings.text_jaccard,
        (settings.text_jaccard - _SLACK) * settings.minhash_size,
        np.empty(slots, dtype=np.int32),
        np.empty(len(rows), dtype=np.int32),
        np.empty(len(rows), dtype=np.uint64),
        parent,
    )
    return parent


def sign(sets: Shingles, rows: NDArray[np.int64], size: int) -> NDArray[np.uint32]:
    """One row of `size` minima per chosen set. Every set must have at least one shingle."""
    random = np.random.default_rng(_SEED)
    multiply = random.integers(1, 2**32, size, dtype=np.uint32) | np.uint32(1)
    add = random.integers(0, 2**32, size, dtype=np.uint32)
    signatures = np.full((len(rows), size), 2**32 - 1, dtype=np.uint32)
    _sign(sets.hashes, sets.start, rows, multiply, add, signatures)
    return signatures


@kernel("void(uint32[::1], int64[::1], int64[::1], uint32[::1], uint32[::1], uint32[:, ::1])")
def _sign(
    hashes: NDArray[np.uint32],
    start: NDArray[np.int64],
    rows: NDArray[np.int64],
    multiply: NDArray[np.uint32],
    add: NDArray[np.uint32],
    signatures: NDArray[np.uint32],
) -> None:
    size = len(multiply)
    for row in range(len(rows)):
        for position in range(start[rows[row]], start[rows[row] + 1]):
            value = hashes[position]
            for column in range(size):
                other = np.uint32(value * multiply[column] + add[column])
                signatures[row, column] = min(signatures[row, column], other)


@kernel("float64(uint32[::1], uint32[::1], float64)")
def jaccard(a: NDArray[np.uint32], b: NDArray[np.uint32], least: float) -> float:
    """The exact Jaccard index of two ascending sets; 0 as soon as it is sure to be below `least`."""
    smaller, larger = min(len(a), len(b)), max(len(a), len(b))
    if smaller < least * larger or smaller == 0:
        return 0.0
    needed = least / (1.0 + least) * (smaller + larger) - 1e-9
    i, j, both = 0, 0, 0
    while i < len(a) and j < len(b):
        if a[i] == b[j]:
            both += 1
            i += 1
            j += 1
            continue
        if a[i] < b[j]:
            i += 1
        else:
            j += 1
        if both + min(len(a) - i, len(b) - j) < needed:
            return 0.0
    return both / (smaller + larger - both)


@kernel("int64(int64[::1], int64)")
def _find(parent: NDArray[np.int64], item: int) -> int:
    while parent[item] != item:
        parent[item] = parent[parent[item]]
        item = parent[item]
    return item


@kernel(
    "void(uint32[::1], int64[::1], int64[::1], uint32[:, ::1], int64, int64, float64, float64, int32[::1], int32[::1], "
    "uint64[::1], int64[::1])"
)
def _join(  # noqa: C901, PLR0913, PLR0917 - a kernel takes columns, not objects
    hashes: NDArray[np.uint32],
    start: NDArray[np.int64],
    rows: NDArray[np.int64],
    signatures: NDArray[np.uint32],
    band_rows: int,
    window: int,
    least: float,
    agree: float,
    last: NDArray[np.int32],
    previous: NDArray[np.int32],
    band: NDArray[np.uint64],
    parent: NDArray[np.int64],
) -> None:
    """`parent` of each set is its group's first. `last` is an open table of each bucket's latest set."""
    slots = np.int64(len(last) - 1)
    size = signatures.shape[1]
    for begin in range(0, size, band_rows):
        last[:] = -1
        for item in range(len(rows)):
            value = _ODD
            for column in range(begin, begin + band_rows):
                value = (value ^ np.uint64(signatures[item, column])) * _MIX_1
                value = (value ^ (value >> _S29)) * _MIX_2
                value ^= value >> _S32
            band[item] = value
            slot = np.int64(value & np.uint64(slots))
            while last[slot] >= 0 and band[last[slot]] != value:
                slot = (slot + 1) & slots
            other = last[slot]
            previous[item], last[slot] = other, item
            met = 0
            root = _find(parent, item)
            while other >= 0 and met < window:
                met += 1
                there = _find(parent, int(other))
                if there != root:
                    same = 0
                    for column in range(size):
                        same += signatures[item, column] == signatures[other, column]
                    if same >= agree:
                        mine = hashes[start[rows[item]] : start[rows[item] + 1]]
                        theirs = hashes[start[rows[other]] : start[rows[other] + 1]]
                        if jaccard(mine, theirs, least) >= least:
                            parent[max(root, there)] = min(root, there)
                            root = min(root, there)
                other = previous[other]
    for item in range(len(parent)):
        parent[item] = _find(parent, item)
