"""What one scan of a text found, as nouns: stretches, candidates, groups of digits."""

import functools
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lykta.extract import _phonescan as loop
from lykta.extract._numbering import country_code, needs_trunk
from lykta.extract.adtext import Canonical

FEW_ROWS = 64  # enough for two numbers; more are asked for when needed
_PLUS_BEFORE = 3  # bytes before a stretch among which the scan looks for its plus sign


class Group(NamedTuple):  # a tuple, since a bulk run makes hundreds of millions
    """Digits written together. `plus`: a plus sign stands before; `filler`: letters to be skipped do.

    `spelling` is one of SPELLED, MISSPELLED and HOMOPHONE of `_phonescan`.
    """

    digits: str
    start: int
    end: int
    how: str  # one of `_phonescan.HOWS`
    language: str = ""
    glued: bool = False
    plus: bool = False
    filler: bool = False
    spelling: int = loop.SPELLED


Run = tuple[Group, ...]


class Candidate(NamedTuple):
    """Digits that may be dialled, and the places of their first and last group in the stretch."""

    first: int
    last: int
    digits: str
    plus: bool


class Stretch(NamedTuple):
    """A dense part of a text in one reading, its candidates by first group, the longest first.

    `sites` is how many tens could also stand apart, which alone can hold more digits than `digits`; `has_look_alikes`
    tells that letters may be digits.
    """

    start: int
    end: int
    digits: int
    sites: int
    has_look_alikes: bool
    groups: list[list[int]]
    candidates: list[list[int]]

    def dialled(self) -> Iterator[Candidate]:
        for first, last, value, size, plus, *_ in self.candidates:
            yield Candidate(first, last, str(value).zfill(size), plus == 1)

    def run(self, candidate: Candidate) -> Run:
        groups, at = [], 0
        for row in self.groups[candidate.first : candidate.last + 1]:
            start, end, how, language, glued, plus, filler, spelling, size = row
            digits = candidate.digits[at : at + size]
            said = loop.HOWS[how], loop.LANGUAGES[language]
            groups.append(Group(digits, start, end, *said, glued == 1, plus == 1, filler == 1, spelling))
            at += size
        return tuple(groups)


def stretches_of(canonical: Canonical, region: str) -> tuple[list[Stretch], Canonical]:
    """The stretches of a text that may hold a number of the region, and the text they count in.

    That is the text itself, but for letters spaced apart ("n o l l"), which are then joined.
    """
    units = canonical.units
    rows, size, origin = _scan(units, region, loop.LIKEST)
    if size < len(units):
        keep = np.zeros(len(units), np.bool_)
        keep[origin[:size]] = True
        canonical = canonical.keep(keep)
    return (list(_stretches(rows)) if rows else []), canonical


def other_readings(units: bytes, stretch: Stretch, region: str) -> Iterator[list[Stretch]]:
    """The same part of a text in every other reading, the likelier first: look-alikes taken, then more tens joined."""
    start = stretch.start
    while start > max(0, stretch.start - _PLUS_BEFORE) and units[start - 1] in b"+ (":
        start -= 1
    for alike in (loop.LIKEST, loop.NO_LOOK_ALIKES)[: 1 + stretch.has_look_alikes]:
        for apart in sorted(range(1 << stretch.sites), key=lambda bits: f"{bits:04b}"[::-1]):
            if alike | apart != loop.LIKEST:
                rows, _, _ = _scan(units[start : stretch.end], region, alike | apart)
                yield [_moved(one, start) for one in _stretches(rows)]


def _scan(units: bytes, region: str, reading: int) -> tuple[list[list[int]], int, NDArray[np.int64]]:
    lead = lead_of(region)
    read, origin = np.frombuffer(units, np.uint8), np.empty(len(units), np.int64)
    rows = np.empty((FEW_ROWS, loop.COLUMNS), np.int64)
    filled, size = loop.scan(read, lead, reading, rows, origin)
    if filled > FEW_ROWS:
        rows = np.empty((filled, loop.COLUMNS), np.int64)
        loop.scan(read, lead, reading, rows, origin)
    return rows[:filled].tolist(), size, origin


def _stretches(rows: list[list[int]]) -> Iterator[Stretch]:
    at = 0
    while at < len(rows):
        start, end, sites, has_look_alikes, digits, groups, candidates, *_ = rows[at]
        first = at + 1 + groups
        at = first + candidates
        yield Stretch(
            start,
            end,
            digits,
            sites,
            has_look_alikes == 1,
            rows[first - groups : first],
            rows[first:at],
        )


def _moved(stretch: Stretch, by: int) -> Stretch:
    groups = [[start + by, end + by, *rest] for start, end, *rest in stretch.groups]
    return stretch._replace(start=stretch.start + by, end=stretch.end + by, groups=groups)


@functools.cache
def lead_of(region: str) -> int:
    """The byte that a number of the region without plus and zero begins with; 0 where it may be any."""
    return ord(country_code(region)[0]) if needs_trunk(region) else 0
