"""The telephone numbers that many texts may hold, for bulk work: NumPy columns instead of findings.

A candidate is a string of digits that stands in a text; `resolve` keeps those that a numbering plan holds. Neither
asks what the words around it say: prices, dates and ids are told apart by `fields/phone.py`, one ad at a time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from lykta.extract import _bulkscan as loop
from lykta.extract._candidates import lead_of
from lykta.extract._folding import code_points, folding_table, traits_table
from lykta.extract._numbering import Telephone, telephone
from lykta.extract._writing import FAMILIES

TEXTS_AT_ONCE = 512  # their code points then stay in the processor's cache, which is a fifth faster
CANDIDATES_PER_TEXT = 4  # a first guess; the scan says when it needs more


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """One row a candidate: its text's place, its code points there, its digits, plus sign and family of writing.

    `digits` is the number that the digits make, `count` how many they are, so zeros in front are kept. Those of one
    text stand in order; of one start, the longest comes first.
    """

    text: NDArray[np.int64]
    start: NDArray[np.int64]
    end: NDArray[np.int64]
    digits: NDArray[np.int64]
    count: NDArray[np.int64]
    plus: NDArray[np.int64]
    family: NDArray[np.int64]
    region: str

    def family_name(self, row: int) -> str | None:
        """As `Finding.obscured`."""
        return FAMILIES[int(self.family[row])]


def scan_numbers(texts: Sequence[str], region: str = "SE") -> Candidates:
    """Every string of digits in the texts that may be a number of the region, however it is written.

    Of an ambiguous stretch ("sjuttio fyra") only the likeliest reading is told.
    """
    parts = [_scan(texts[low : low + TEXTS_AT_ONCE], lead_of(region)) for low in range(0, len(texts), TEXTS_AT_ONCE)]
    for number, part in enumerate(parts):
        part[:, loop.B_TEXT] += number * TEXTS_AT_ONCE
    columns = np.concatenate([np.empty((0, loop.BULK_COLUMNS), np.int64), *parts]).T
    return Candidates(
        text=columns[loop.B_TEXT],
        start=columns[loop.B_START],
        end=columns[loop.B_END],
        digits=columns[loop.B_VALUE],
        count=columns[loop.B_COUNT],
        plus=columns[loop.B_PLUS],
        family=columns[loop.B_FAMILY],
        region=region,
    )


def _scan(texts: Sequence[str], lead: int) -> NDArray[np.int64]:
    bounds = np.fromiter(accumulate(map(len, texts), initial=0), np.int64, len(texts) + 1)
    points = code_points("".join(texts))
    room = CANDIDATES_PER_TEXT * len(texts)
    found = np.empty((room, loop.BULK_COLUMNS), np.int64)
    count = loop.scan_many(points, bounds, folding_table(), traits_table(), lead, found)
    if count > room:
        found = np.empty((count, loop.BULK_COLUMNS), np.int64)
        loop.scan_many(points, bounds, folding_table(), traits_table(), lead, found)
    return found[:count]


def resolve(candidates: Candidates) -> list[Telephone | None]:
    """What each candidate dials, None where no numbering plan holds it; every different one is asked once."""
    # A number has at most 17 digits, so that number, count and plus fit in 63 bits.
    keys = (candidates.digits * 32 + candidates.count) * 2 + candidates.plus
    order = np.argsort(keys, kind="stable")
    inverse = np.empty(len(order), np.int64)
    kept = keys[order]
    is_first = np.r_[True, kept[1:] != kept[:-1]] if len(kept) else np.empty(0, np.bool_)
    inverse[order] = np.cumsum(is_first) - 1
    answers = [
        telephone(str(key >> 6).zfill(key >> 1 & 31), candidates.region, plus=bool(key & 1))
        for key in kept[is_first].tolist()
    ]
    return [answers[at] for at in inverse.tolist()]
