"""What one scan of a text found, as the readings' own nouns."""

import functools
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from lykta.extract import _phonescan as loop
from lykta.extract._numbering import country_code, needs_trunk
from lykta.extract._readings import Group, Run

FEW_ROWS = 64  # enough for two numbers; more are asked for when needed


class Candidate(NamedTuple):
    """Digits that may be dialled, and the places of their first and last group in the stretch."""

    first: int
    last: int
    digits: str
    plus: bool


class Stretch(NamedTuple):
    """A dense part of a text in its likeliest reading, its candidates by first group, the longest first.

    `has_tens` and `has_look_alikes` tell that there are other readings, of which only those of tens can hold
    more digits than `digits`.
    """

    start: int
    end: int
    digits: int
    has_tens: bool
    has_look_alikes: bool
    groups: list[list[int]]
    candidates: list[list[int]]

    def dialled(self) -> Iterator[Candidate]:
        for first, last, value, size, plus, *_ in self.candidates:
            yield Candidate(first, last, str(value).zfill(size), plus == 1)

    def run(self, candidate: Candidate) -> Run:
        groups, at = [], 0
        for start, end, how, language, glued, plus, filler, size in self.groups[candidate.first : candidate.last + 1]:
            groups.append(
                Group(
                    candidate.digits[at : at + size],
                    start,
                    end,
                    loop.HOWS[how],
                    loop.LANGUAGES[language],
                    glued == 1,
                    plus == 1,
                    filler == 1,
                )
            )
            at += size
        return tuple(groups)


def stretches_of(units: bytes, region: str) -> tuple[list[Stretch], bool]:
    """The stretches of canonical bytes that may hold a number of the region, and whether spaced letters were joined."""
    lead = lead_of(region)
    read, origin = np.frombuffer(units, np.uint8), np.empty(len(units), np.int64)
    rows = np.empty((FEW_ROWS, loop.COLUMNS), np.int64)
    filled, are_joined = loop.scan(read, lead, rows, origin)
    if filled > FEW_ROWS:
        rows = np.empty((filled, loop.COLUMNS), np.int64)
        loop.scan(read, lead, rows, origin)
    return list(_stretches(rows[:filled].tolist())) if filled else [], are_joined


def _stretches(rows: list[list[int]]) -> Iterator[Stretch]:
    at = 0
    while at < len(rows):
        start, end, other, digits, groups, candidates, *_ = rows[at]
        first = at + 1 + groups
        at = first + candidates
        yield Stretch(
            start,
            end,
            digits,
            other == loop.TENS_ARE_JOINED,
            other == loop.LOOK_ALIKES_ARE_TAKEN,
            rows[first - groups : first],
            rows[first:at],
        )


@functools.cache
def lead_of(region: str) -> int:
    """The byte that a number of the region without plus and zero begins with; 0 where it may be any."""
    return ord(country_code(region)[0]) if needs_trunk(region) else 0
