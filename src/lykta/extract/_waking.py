"""Which extractors an ad's text calls for, told by one pass over it."""

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from lykta.errors import SettingsError
from lykta.extract._folding import fold
from lykta.extract._loops import LONGEST_DIGITS, woken

MOST_SETS = 64  # a bit each
_FNV_START, _FNV_FACTOR, _FNV_BITS = 0xCBF29CE484222325, 0x100000001B3, (1 << 64) - 1
_SPARSE = 4  # places of the table to a word, so that most searches end at once


class Waking:
    """Tables for the sets of triggers of some extractors. A set is met when one of its triggers stands in the text.

    Raises SettingsError on a trigger that is no word of a-z, run of nines, sign or pair of signs.
    """

    def __init__(self, wakes_on: Mapping[str, Iterable[frozenset[str]]]) -> None:
        words: dict[int, int] = {}
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
        self._keys, self._bits = _open_table(words)

    def _add(self, words: dict[int, int], trigger: str, bit: int, name: str) -> None:
        units = fold(trigger)
        if trigger.isascii() and trigger.isalpha() and trigger.islower():
            words[_fnv(units)] = words.get(_fnv(units), 0) | bit
        elif trigger and not trigger.strip("9") and len(trigger) <= LONGEST_DIGITS:
            self._digits[len(trigger)] |= np.uint64(bit)
        elif len(units) == 1 and not trigger.isalnum():
            self._signs[units[0]] |= np.uint64(bit)
        elif len(units) == 2 and not any(sign.isalnum() or sign.isspace() for sign in trigger):
            words[_fnv(units)] = words.get(_fnv(units), 0) | bit
        else:
            raise SettingsError(
                f"extractor {name}: wakes_on {trigger!r}: expected a word of a-z, nines for a run of digits as long, "
                "a sign or two signs"
            )

    def awake(self, units: bytes) -> frozenset[str]:
        """The extractors each of whose sets is met; those without sets always."""
        found = int(woken(np.frombuffer(units, np.uint8), self._keys, self._bits, self._signs, self._digits))
        return frozenset(name for name, needs in self._needs.items() if all(found & bit for bit in needs))


def _fnv(units: bytes) -> int:
    hashed = _FNV_START
    for unit in units:
        hashed = (hashed ^ unit) * _FNV_FACTOR & _FNV_BITS
    return hashed


def _open_table(words: Mapping[int, int]) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    size = 1 << max(4, (_SPARSE * len(words)).bit_length())
    keys, bits = np.zeros(size, np.uint64), np.zeros(size, np.uint64)
    for hashed, bit in words.items():
        place = hashed & (size - 1)
        while keys[place]:
            place = (place + 1) & (size - 1)
        keys[place], bits[place] = hashed, bit
    return keys, bits
