"""Which extractors an ad's text calls for, and which words of a list stand in it, each told by one pass over it."""

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from lykta.errors import SettingsError
from lykta.extract._folding import fold
from lykta.extract._loops import LONGEST_DIGITS, find_words, woken

MOST_SETS = 64  # a bit each
MOST_WORDS = 200  # of a list in one text; an ad has a handful
_FNV_START, _FNV_FACTOR, _FNV_BITS = 0xCBF29CE484222325, 0x100000001B3, (1 << 64) - 1
_SPARSE = 4  # places of a table to a word, so that most searches end at once


class WordTable:
    """Canonical words by hash, each with bits of its own. Two words that hash alike share theirs."""

    __slots__ = ("bits", "keys")

    def __init__(self, words: Mapping[bytes, int]) -> None:
        size = 1 << max(4, (_SPARSE * len(words)).bit_length())
        self.keys: NDArray[np.uint64] = np.zeros(size, np.uint64)
        self.bits: NDArray[np.uint64] = np.zeros(size, np.uint64)
        for word, bits in words.items():
            hashed = _fnv(word)
            place = hashed & (size - 1)
            while self.keys[place] not in (0, hashed):
                place = (place + 1) & (size - 1)
            self.keys[place] = hashed
            self.bits[place] |= np.uint64(bits)


def _fnv(units: bytes) -> int:
    hashed = _FNV_START
    for unit in units:
        hashed = (hashed ^ unit) * _FNV_FACTOR & _FNV_BITS
    return hashed


def known_words(units: bytes, table: WordTable) -> list[tuple[int, int]]:
    """Start and end of the words of canonical bytes that are in the table, MOST_WORDS at most, in order."""
    found = np.empty((MOST_WORDS, 2), np.int64)
    count = find_words(np.frombuffer(units, np.uint8), table.keys, found)
    return [(start, end) for start, end in found[:count].tolist()]


class Waking:
    """Tables for the sets of triggers of some extractors. A set is met when one of its triggers stands in the text.

    Raises SettingsError on a trigger that is no word of a-z, run of nines, sign or pair of signs.
    """

    def __init__(self, wakes_on: Mapping[str, Iterable[frozenset[str]]]) -> None:
        words: dict[bytes, int] = {}
        self._signs = np.zeros(256, np.uint64)
        self._digits = np.zeros(LONGEST_DIGITS + 1, np.uint64)
        self._needs: dict[str, tuple[int, ...]] = {}
        number = 0
        for name, sets in wakes_on.items():
            needs = []
            for triggers in sets:
                if number == MOST_SETS:
                    break  # an extractor with fewer sets than it asked for is woken too often, never too seldom
                bit = 1 << number
                number += 1
                needs.append(bit)
                for trigger in triggers:
                    self._add(words, trigger, bit, name)
            self._needs[name] = tuple(needs)
        self._words = WordTable(words)

    def _add(self, words: dict[bytes, int], trigger: str, bit: int, name: str) -> None:
        units = fold(trigger)
        is_pair = len(units) == 2 and not any(sign.isalnum() or sign.isspace() for sign in trigger)
        if is_pair or (trigger.isascii() and trigger.isalpha() and trigger.islower()):
            words[units] = words.get(units, 0) | bit
        elif trigger and not trigger.strip("9") and len(trigger) <= LONGEST_DIGITS:
            self._digits[len(trigger)] |= np.uint64(bit)
        elif len(units) == 1 and not trigger.isalnum():
            self._signs[units[0]] |= np.uint64(bit)
        else:
            raise SettingsError(
                f"extractor {name}: wakes_on {trigger!r}: expected a word of a-z, nines for a run of digits as long, "
                "a sign or two signs"
            )

    def met(self, units: bytes) -> int:
        """A bit for every set that canonical bytes meet; `awake` tells whom that wakes."""
        words = self._words
        return int(woken(np.frombuffer(units, np.uint8), words.keys, words.bits, self._signs, self._digits))

    def awake(self, met: int) -> frozenset[str]:
        """The extractors each of whose sets is met; those without sets always."""
        return frozenset(name for name, needs in self._needs.items() if all(met & bit for bit in needs))
