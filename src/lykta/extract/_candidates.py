"""What one scan of a text found, as the readings' own nouns."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from lykta.extract import _phonescan as loop
from lykta.extract._numbering import country_code, needs_trunk
from lykta.extract._readings import Group, Run


class Candidate(NamedTuple):
    """Digits that may be dialled, and the places of their first and last group in the text's list."""

    first: int
    last: int
    digits: str


class Stretch(NamedTuple):
    """A dense part of a text in its likeliest reading.

    `candidates` are by first group, the longest first. `has_tens` and `has_look_alikes` tell that there are
    other readings, of which only those of tens can hold more digits than `digits`.
    """

    start: int
    end: int
    digits: int
    has_tens: bool
    has_look_alikes: bool
    candidates: list[Candidate]


class Scan:
    """The stretches of canonical bytes, `are_joined` when letters spaced apart were put together in them."""

    __slots__ = ("_groups", "are_joined", "stretches")

    def __init__(self, units: bytes, region: str) -> None:
        stretches = np.empty((loop.MOST_STRETCHES, loop.STRETCH_COLUMNS), np.int64)
        groups = np.empty((loop.MOST_GROUPS, loop.GROUP_COLUMNS), np.int64)
        candidates = np.empty((loop.MOST_CANDIDATES, loop.CANDIDATE_COLUMNS), np.int64)
        dialled = np.empty(loop.MOST_CANDIDATES * loop.LONGEST_DIALLED, np.uint8)
        lead = ord(country_code(region)[0]) if needs_trunk(region) else 0
        counts = loop.scan(np.frombuffer(units, np.uint8), lead, stretches, groups, candidates, dialled)
        self.are_joined: bool = counts[3]
        self.stretches: list[Stretch] = []
        if not counts[2]:
            return
        self._groups: list[list[int]] = groups[: counts[1]].tolist()
        digits = dialled[: candidates[counts[2] - 1, loop.C_DIGITS] + loop.LONGEST_DIALLED].tobytes().decode("latin-1")
        rows = [
            Stretch(start, end, total, other == loop.TENS_ARE_JOINED, other == loop.LOOK_ALIKES_ARE_TAKEN, [])
            for start, end, other, total in stretches[: counts[0]].tolist()
        ]
        for first, last, at, size in candidates[: counts[2]].tolist():
            rows[self._groups[first][loop.G_STRETCH]].candidates.append(Candidate(first, last, digits[at : at + size]))
        self.stretches = [row for row in rows if row.candidates]

    def has_plus(self, group: int) -> bool:
        return self._groups[group][loop.G_PLUS] == 1

    def run(self, candidate: Candidate) -> Run:
        return tuple(self._run(candidate))

    def _run(self, candidate: Candidate) -> Iterator[Group]:
        at = 0
        for row in self._groups[candidate.first : candidate.last + 1]:
            size = row[loop.G_COUNT]
            yield Group(
                candidate.digits[at : at + size],
                row[loop.G_START],
                row[loop.G_END],
                loop.HOWS[row[loop.G_HOW]],
                loop.LANGUAGES[row[loop.G_LANGUAGE]],
                row[loop.G_GLUED] == 1,
                row[loop.G_PLUS] == 1,
                row[loop.G_FILLER] == 1,
            )
            at += size
