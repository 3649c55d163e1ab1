"""Groups of alike sets: MinHash signatures (Broder 1997) in bands, then the exact Jaccard index of each candidate."""

import numpy as np
from numpy.typing import NDArray

from lykta.kit.kernels import kernel
from lykta.link.settings import LinkSettings
from lykta.link.shingles import Shingles
from lykta.link.union_find import find_root

_SEED = 20_240_229  # any fixed seed; signatures must agree between runs
_MIX_1, _MIX_2, _ODD = (np.uint64(odd) for odd in (0xBF58476D1CE4E5B9, 0x94D049BB133111EB, 0x9E3779B97F4A7C15))
_S29, _S32, _S40 = np.uint64(29), np.uint64(32), np.uint64(40)
_PART_SETS = 8_192  # a part's table of twice as many places stays in a core's second cache
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
    parts = 1 << max(0, len(rows) // _PART_SETS).bit_length()
    _join(
        sets.hashes,
        sets.start,
        rows,
        signatures,
        settings.minhash_rows,
        settings.bucket_window,
        settings.text_jaccard,
        (settings.text_jaccard - _SLACK) * settings.minhash_size,
        np.empty(parts + 1, dtype=np.int64),
        np.empty(1 << (2 * len(rows) - 1).bit_length(), dtype=np.int32),
        np.empty((2, len(rows)), dtype=np.int32),
        np.empty((2, len(rows)), dtype=np.uint64),
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


@kernel("void(uint32[:, ::1], int64, int64, int64[::1], int32[::1], uint64[::1], uint64[::1])")
def _part(
    signatures: NDArray[np.uint32],
    begin: int,
    band_rows: int,
    part: NDArray[np.int64],
    order: NDArray[np.int32],
    unsorted: NDArray[np.uint64],
    band: NDArray[np.uint64],
) -> None:
    """`order` are the sets by the part of their band's hash, as they came within one; part i begins at `part[i]`."""
    parts = len(part) - 1
    part[:] = 0
    for item in range(len(order)):
        value = _ODD
        for column in range(begin, begin + band_rows):
            value = (value ^ np.uint64(signatures[item, column])) * _MIX_1
            value = (value ^ (value >> _S29)) * _MIX_2
            value ^= value >> _S32
        unsorted[item] = value
        part[1 + (np.int64(value >> _S40) & (parts - 1))] += 1
    for at in range(parts):
        part[at + 1] += part[at]
    for item in range(len(order)):
        to = np.int64(unsorted[item] >> _S40) & (parts - 1)
        order[part[to]] = item
        band[part[to]] = unsorted[item]
        part[to] += 1
    for at in range(parts, 0, -1):
        part[at] = part[at - 1]
    part[0] = 0


@kernel(
    "void(uint32[::1], int64[::1], int64[::1], uint32[:, ::1], int64, int64, float64, float64, int64[::1], int32[::1], "
    "int32[:, ::1], uint64[:, ::1], int64[::1])"
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
    part: NDArray[np.int64],
    last: NDArray[np.int32],
    places: NDArray[np.int32],
    values: NDArray[np.uint64],
    parent: NDArray[np.int64],
) -> None:
    """`parent` of each set is its group's first.

    A band's sets are gone through part by part, so that the open table of each bucket's latest set stays small.
    """
    size = signatures.shape[1]
    order, previous, band = places[0], places[1], values[1]
    for begin in range(0, size, band_rows):
        _part(signatures, begin, band_rows, part, order, values[0], band)
        for number in range(len(part) - 1):
            slots = np.int64(2)
            while slots < 2 * (part[number + 1] - part[number]):
                slots *= 2
            last[:slots] = -1
            slots -= 1
            for here in range(part[number], part[number + 1]):
                item, value = np.int64(order[here]), band[here]
                slot = np.int64(value) & slots
                while last[slot] >= 0 and band[last[slot]] != value:
                    slot = (slot + 1) & slots
                at = np.int64(last[slot])
                previous[here], last[slot] = at, here
                met = 0
                root = find_root(parent, item)
                while at >= 0 and met < window:
                    met += 1
                    other = np.int64(order[at])
                    there = find_root(parent, other)
                    if there != root:
                        same = 0
                        for column in range(size):
                            same += signatures[item, column] == signatures[other, column]
                        if same >= agree:
                            mine = hashes[start[rows[item]] : start[rows[item] + 1]]
                            theirs = hashes[start[rows[other]] : start[rows[other] + 1]]
                            if jaccard(mine, theirs, least) >= least:
                                parent[max(root, there)] = min(root, there)
                                root = np.int64(min(root, there))
                    at = np.int64(previous[at])
    for row in range(len(parent)):
        parent[row] = find_root(parent, np.int64(row))
