"""Runs of three words as hashes, per ad a sorted set."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lykta.link.words import NUMBER, Words

_ODD = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], dtype=np.uint64)
_HASH_BITS = np.uint64(40)  # 40 of 64 bits beside a 24-bit ad number: one sort makes the sets
_LOW = np.uint64((1 << 40) - 1)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Shingles:
    """Set i is `hashes[start[i]:start[i+1]]`, ascending, without repeats, 40 bits each."""

    hashes: NDArray[np.uint64]
    start: NDArray[np.int64]

    @property
    def sizes(self) -> NDArray[np.int64]:
        return np.diff(self.start)

    def select(self, rows: NDArray[np.int64]) -> "Shingles":
        """The sets of these rows, in their order."""
        sizes = self.sizes[rows]
        start = np.concatenate(([0], np.cumsum(sizes)))
        place = np.arange(int(start[-1])) - np.repeat(start[:-1], sizes) + np.repeat(self.start[rows], sizes)
        return Shingles(hashes=self.hashes[place], start=start)


def shingle(words: Words, keep: NDArray[np.bool_]) -> Shingles:
    """The 3-word shingles of each ad over the kept words; a run of numbers counts as one."""
    ad, code = words.ad[keep], words.masked[keep]
    repeat = (code[1:] == NUMBER) & (code[:-1] == NUMBER) & (ad[1:] == ad[:-1])
    single = np.concatenate((np.ones(min(1, len(code)), dtype=np.bool_), ~repeat))
    ad, code = ad[single], code[single]
    inside = ad[2:] == ad[:-2]
    mixed = code[:-2] * _ODD[0] + code[1:-1] * _ODD[1] + code[2:] * _ODD[2]
    mixed = mix(mixed[inside])
    packed = np.sort((ad[2:][inside].astype(np.uint64) << _HASH_BITS) | (mixed & _LOW))
    distinct = packed[np.diff(packed, prepend=~packed[:1]) != 0]
    sizes = np.bincount((distinct >> _HASH_BITS).astype(np.int64), minlength=words.ads)
    return Shingles(hashes=distinct & _LOW, start=np.concatenate(([0], np.cumsum(sizes))))


def mix(value: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Bits spread evenly (the finaliser of SplitMix64, Steele, Lea and Flood 2014)."""
    value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    value = (value ^ (value >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return value ^ (value >> np.uint64(31))
