"""Compiled loops over the characters of a text, each one pass."""

import numpy as np
from numpy.typing import NDArray

from lykta.extract._folding import INVISIBLE, MARK
from lykta.kit.kernels import kernel

_DOT = ord(".")
_SPACE = ord(" ")
# Fowler, Noll and Vo, FNV-1a of 64 bits. A chance collision wakes an extractor for nothing.
FNV_START = np.uint64(0xCBF29CE484222325)
FNV_FACTOR = np.uint64(0x100000001B3)
LONGEST_DIGITS = 15


# What comes from bytes cannot be written to.
POINTS = "Array(uint32, 1, 'C', readonly=True)"
UNITS = "Array(uint8, 1, 'C', readonly=True)"


@kernel(f"int64({POINTS}, uint8[::1], uint8[::1], int64[::1])")
def fold_drawn(
    points: NDArray[np.uint32], table: NDArray[np.uint8], units: NDArray[np.uint8], offsets: NDArray[np.int64]
) -> int:
    """The first bytes of `units` are those of the points that are drawn, and `offsets` says which; returns how many.

    `units` and `offsets` are as long as `points`. Where every point is drawn, `offsets` is left as it was.
    """
    count = 0
    for at in range(points.size):
        unit = table[points[at]]
        if unit == INVISIBLE or unit == MARK:  # noqa: PLR1714, SIM109 -- a tuple is slow once compiled
            if count == at:
                for before in range(at):
                    offsets[before] = before
        else:
            units[count] = unit
            if count != at:
                offsets[count] = at
            count += 1
    return count


@kernel(f"int64({UNITS}, uint64[::1], int64[:, ::1])")
def find_words(units: NDArray[np.uint8], keys: NDArray[np.uint64], found: NDArray[np.int64]) -> int:
    """How many words of a-z are in an open table of hashes; the first of them have their bytes in `found`."""
    count = 0
    last = keys.size - 1
    at = 0
    while at < units.size and count < found.shape[0]:
        start = at
        hashed = FNV_START
        while at < units.size and 97 <= units[at] < 123:
            hashed = (hashed ^ np.uint64(units[at])) * FNV_FACTOR
            at += 1
        if at == start:
            at += 1
            continue
        place = np.int64(hashed) & last
        while keys[place] != 0:
            if keys[place] == hashed:
                found[count, 0], found[count, 1] = start, at
                count += 1
                break
            place = (place + 1) & last
    return count


@kernel(f"uint64({UNITS}, uint64[::1], uint64[::1], uint64[::1], uint64[::1])")
def woken(
    units: NDArray[np.uint8],
    keys: NDArray[np.uint64],
    bits: NDArray[np.uint64],
    sign_bits: NDArray[np.uint64],
    digit_bits: NDArray[np.uint64],
) -> np.uint64:
    """The bits of every word, sign, pair of signs and length of digit run in canonical bytes (`_waking`).

    `keys` and `bits` are an open table of hashes whose length is a power of two, with 0 for a free place.
    """
    found = np.uint64(0)
    last = keys.size - 1
    size = units.size
    at = 0
    before = _SPACE
    while at < size:
        unit = units[at]
        start = at
        if 97 <= unit < 123:
            hashed = FNV_START
            while at < size and 97 <= units[at] < 123:
                hashed = (hashed ^ np.uint64(units[at])) * FNV_FACTOR
                at += 1
        elif 48 <= unit < 58:
            while at < size and 48 <= units[at] < 58:
                at += 1
            found |= digit_bits[min(at - start, LONGEST_DIGITS)]
            before = unit
            continue
        else:
            at += 1
            inside = before > _SPACE and at < size and 48 <= units[at] < 123
            if unit != _DOT or inside:
                found |= sign_bits[unit]
            if unit == _SPACE or before == _SPACE or 97 <= before < 123 or 48 <= before < 58:  # noqa: PLR1714
                before = unit
                continue
            hashed = ((FNV_START ^ np.uint64(before)) * FNV_FACTOR ^ np.uint64(unit)) * FNV_FACTOR
        before = unit
        place = np.int64(hashed) & last
        while keys[place] != 0:
            if keys[place] == hashed:
                found |= bits[place]
                break
            place = (place + 1) & last
    return found
