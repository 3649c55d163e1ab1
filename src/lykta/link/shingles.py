"""Runs of three words as hashes, per ad a sorted set."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lykta.kit.kernels import kernel
from lykta.link.segments import Segments
from lykta.link.words import NUMBER, Words

_ODD_1, _ODD_2, _ODD_3 = (np.uint64(odd) for odd in (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9))
_MIX_1, _MIX_2 = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_FIRST = np.uint32(24)  # all but the first eight bits
_S27, _S29, _S32 = np.uint64(27), np.uint64(29), np.uint64(32)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Shingles:
    """Set i is `hashes[start[i]:start[i+1]]`, ascending, without repeats.

    32 bits each: two sets of a hundred agree by accident in one shingle of four hundred thousand comparisons.
    """

    hashes: NDArray[np.uint32]
    start: NDArray[np.int64]

    @property
    def sizes(self) -> NDArray[np.int64]:
        return np.diff(self.start)


def shingle(words: Words, segments: Segments, site_own: NDArray[np.bool_]) -> Shingles:
    """The 3-word shingles of each ad over all segments but the site's own; a run of numbers counts as one."""
    ads = len(words.start) - 1
    hashes = np.empty(len(words.code), dtype=np.uint32)
    start = np.zeros(ads + 1, dtype=np.int64)
    end = np.append(segments.start[1:], len(words.code))
    first = np.searchsorted(segments.ad, np.arange(ads + 1))
    longest = int(np.diff(words.start).max(initial=0))
    made, spare = np.empty((2, longest), dtype=np.uint32)
    filled = _shingle(
        words.code, first, segments.start, end, site_own, made, hashes, start, spare, np.empty(257, np.int64)
    )
    return Shingles(hashes=hashes[:filled], start=start)


def fingerprints(sets: Shingles, rows: NDArray[np.int64]) -> NDArray[np.uint64]:
    """Per chosen set one hash of all of it: equal sets have equal ones."""
    prints = np.empty(len(rows), dtype=np.uint64)
    _fingerprint(sets.hashes, sets.start, rows, prints)
    return prints


@kernel("void(uint32[::1], int64[::1], int64[::1], uint64[::1])")
def _fingerprint(
    hashes: NDArray[np.uint32], start: NDArray[np.int64], rows: NDArray[np.int64], prints: NDArray[np.uint64]
) -> None:
    for row in range(len(rows)):
        value = np.uint64(0)
        for position in range(start[rows[row]], start[rows[row] + 1]):
            value = (value ^ np.uint64(hashes[position])) * _MIX_1
            value ^= value >> _S29
        prints[row] = value


@kernel("void(uint32[::1], uint32[::1], int64[::1])")
def _sort(values: NDArray[np.uint32], spare: NDArray[np.uint32], begin: NDArray[np.int64]) -> None:
    """Ascending: put by their first bits, then mended. Twice as fast as by comparing, as hashes lie evenly.

    `spare` is as long as `values`, `begin` has a place for each first eight bits and one more.
    """
    begin[:] = 0
    for value in values:
        begin[(value >> _FIRST) + 1] += 1
    for at in range(1, len(begin)):
        begin[at] += begin[at - 1]
    for value in values:
        first = np.int64(value >> _FIRST)
        spare[begin[first]] = value
        begin[first] += 1
    for at in range(len(values)):
        value = spare[at]
        before = at - 1
        while before >= 0 and values[before] > value:
            values[before + 1] = values[before]
            before -= 1
        values[before + 1] = value


@kernel(
    "int64(uint32[::1], int64[::1], int64[::1], int64[::1], boolean[::1], uint32[::1], uint32[::1], int64[::1], "
    "uint32[::1], int64[::1])"
)
def _shingle(  # noqa: PLR0913, PLR0917 - a kernel takes columns, not objects
    code: NDArray[np.uint32],
    first: NDArray[np.int64],
    begin: NDArray[np.int64],
    end: NDArray[np.int64],
    site_own: NDArray[np.bool_],
    made: NDArray[np.uint32],
    hashes: NDArray[np.uint32],
    start: NDArray[np.int64],
    spare: NDArray[np.uint32],
    begin_of: NDArray[np.int64],
) -> int:
    """The number of hashes written. `hashes` must be as long as `code`, `made` and `spare` as the longest text."""
    filled = 0
    for ad in range(len(start) - 1):
        seen, count = 0, 0
        one, two = np.uint64(0), np.uint64(0)
        for segment in range(first[ad], first[ad + 1]):
            if site_own[segment]:
                continue
            for position in range(begin[segment], end[segment]):
                three = np.uint64(code[position])
                if three == NUMBER and two == NUMBER and seen > 0:
                    continue
                seen += 1
                if seen >= 3:
                    value = one * _ODD_1 + two * _ODD_2 + three * _ODD_3
                    value = (value ^ (value >> _S29)) * _MIX_1
                    value = (value ^ (value >> _S27)) * _MIX_2
                    made[count] = np.uint32(value >> _S32)
                    count += 1
                one, two = two, three
        _sort(made[:count], spare[:count], begin_of)
        for position in range(count):
            if position == 0 or made[position] != made[position - 1]:
                hashes[filled] = made[position]
                filled += 1
        start[ad + 1] = filled
    return filled
