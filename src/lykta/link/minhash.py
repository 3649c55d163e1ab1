"""Candidate pairs of alike sets: MinHash signatures (Broder 1997) in bands, then the exact Jaccard index."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from lykta.link.settings import LinkSettings
from lykta.link.shingles import Shingles, mix

_SEED = 20_240_229  # any fixed seed; signatures must agree between runs
_BLOCK = 200_000  # shingles or pairs held at once


def near_pairs(sets: Shingles, settings: LinkSettings) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pairs a < b of sets with Jaccard index at least `text_jaccard`; crowded buckets give neighbours only."""
    signatures = sign(sets, settings.minhash_size)
    a, b = _candidates(signatures, settings)
    # Signature agreement is the Jaccard index within about .05 (one standard deviation); three are let through.
    likely = _agreement(signatures, a, b) >= settings.text_jaccard - 0.15
    a, b = a[likely], b[likely]
    exact = jaccard(sets, a, b) >= settings.text_jaccard
    return a[exact], b[exact]


def sign(sets: Shingles, size: int) -> NDArray[np.uint32]:
    """One row of `size` minima per set. Every set must have at least one shingle."""
    random = np.random.default_rng(_SEED)
    multiply = random.integers(1, 2**32, size, dtype=np.uint32) | np.uint32(1)
    add = random.integers(0, 2**32, size, dtype=np.uint32)
    rows = np.empty((len(sets.start) - 1, size), dtype=np.uint32)
    first = 0
    while first < len(rows):
        last = int(np.searchsorted(sets.start, sets.start[first] + _BLOCK, side="right")) - 1
        last = min(max(last, first + 1), len(rows))
        begin, end = sets.start[first], sets.start[last]
        hashes = (mix(sets.hashes[begin:end]) >> np.uint64(32)).astype(np.uint32)
        cuts = sets.start[first:last] - begin
        for column in range(size):
            rows[first:last, column] = np.minimum.reduceat(hashes * multiply[column] + add[column], cuts)
        first = last
    return rows


def _candidates(signatures: NDArray[np.uint32], settings: LinkSettings) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    count = len(signatures)
    packed: list[NDArray[np.int64]] = [np.zeros(0, dtype=np.int64)]
    for begin in range(0, signatures.shape[1], settings.minhash_rows):
        band = np.zeros(count, dtype=np.uint64)
        for column in range(begin, begin + settings.minhash_rows):
            band = mix(band ^ signatures[:, column].astype(np.uint64))
        order = np.argsort(band, kind="stable")
        ordered = band[order]
        for step in range(1, settings.bucket_window + 1):
            same = np.flatnonzero(ordered[step:] == ordered[:-step])
            if len(same) == 0:
                break
            packed.append(order[same] * count + order[same + step])  # stable order: the first is smaller
    pairs = np.sort(np.concatenate(packed))
    pairs = pairs[np.diff(pairs, prepend=-1) != 0]
    return pairs // max(count, 1), pairs % max(count, 1)


def _agreement(signatures: NDArray[np.uint32], a: NDArray[np.int64], b: NDArray[np.int64]) -> NDArray[np.float64]:
    share = np.empty(len(a), dtype=np.float64)
    for begin in range(0, len(a), _BLOCK):
        block = slice(begin, begin + _BLOCK)
        share[block] = (signatures[a[block]] == signatures[b[block]]).mean(axis=1)
    return share


def jaccard(sets: Shingles, a: NDArray[np.int64], b: NDArray[np.int64]) -> NDArray[np.float64]:
    """The exact Jaccard index of each pair of sets."""
    order = np.argsort(sets.hashes, kind="stable")
    ordered = sets.hashes[order]
    column = np.empty(len(ordered), dtype=np.int64)
    column[order] = np.cumsum(np.diff(ordered, prepend=ordered[:1]) != 0)
    width = int(column.max()) + 1 if len(column) else 0
    ones = np.ones(len(column), dtype=np.int32)
    matrix = csr_array((ones, column, sets.start), shape=(len(sets.start) - 1, width))
    index = np.empty(len(a), dtype=np.float64)
    sizes = sets.sizes
    step = 20_000  # pairs a block: keeps the two row blocks at some tens of megabytes
    for begin in range(0, len(a), step):
        block = slice(begin, begin + step)
        both = np.asarray(matrix[a[block]].multiply(matrix[b[block]]).sum(axis=1)).ravel()
        index[block] = both / (sizes[a[block]] + sizes[b[block]] - both)
    return index
