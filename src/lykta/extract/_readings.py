"""Canonical text in, runs of digit groups out: how a number may be meant, before any numbering plan.

A region is a stretch dense in digits or number words. A reading is one way to take its ambiguous
parts: a letter o as zero or as filler, "sjuttio fyra" as 74 or 70 4. A run is a stretch of groups
that nothing interrupts.
"""

import itertools
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from lykta.extract._numberwords import WORDS, Role, split_words
from lykta.extract._patterns import canonical_pattern
from lykta.extract.adtext import Canonical

# No ad holds 3,000 bytes of numbers; the cap bounds the work on hostile text.
MOST_BYTES = 3_000
MOST_TENS_SITES = 4  # 16 readings
LONGEST_FILLER = 3  # letters between two digits

_PLUS = b"plus"
_LETTER = ord("l")
_NO_LETTER = bytes(byte for byte in range(256) if not 97 <= byte < 123)
_GAPS_AS_SPACES = bytes(byte if 48 <= byte < 58 else 32 for byte in range(256))
_LOOK_ALIKES = b"oilsb"
_AS_DIGITS = bytes.maketrans(_LOOK_ALIKES, b"01158")
_GAP = r"[^a-z0-9$\x80\x81]"
_WORD = "|".join(sorted((word.decode() for word in WORDS if word != _PLUS), key=len, reverse=True))
_UNIT = f"(?:[0-9]|{_WORD})"
# Six units at least: the shortest spelled number is of the form noll, sjuttiosju, sjuttio, femtio, trettio.
_REGION = canonical_pattern(
    rf"(?:\+ ?\(?|\bplus{_GAP}{{0,3}}|\bo(?:{_GAP}?[oilsb]){{0,3}}{_GAP}{{0,2}})?"
    rf"{_UNIT}(?:{_GAP}{{0,6}}(?:{_UNIT}|[oilsb])|[a-z]{{1,{LONGEST_FILLER}}}[0-9]){{5,}}"
)
_SPACED_LETTERS = canonical_pattern(rf"\b[a-z]\b(?:{_GAP}{{1,3}}\b[a-z]\b)+")
_KINDS = bytes(ord("d") if 48 <= byte < 58 else ord("l") if 97 <= byte < 123 else ord("g") for byte in range(256))


class Group(NamedTuple):  # a tuple, since a bulk run makes hundreds of millions
    """Digits written together. `plus`: a plus sign stands before; `filler`: letters to be skipped do."""

    digits: str
    start: int
    end: int
    how: str  # "digits", "word", "tens", "unit" or "look-alike"
    language: str = ""
    glued: bool = False
    plus: bool = False
    filler: bool = False


Run = tuple[Group, ...]
Piece = tuple[str, int, int]  # d(igits), l(etters) or g(ap), start, end


def join_spaced_letters(canonical: Canonical) -> Canonical:
    """The letters of "n o l l" stand together where they make number words; all else is as before."""
    units = canonical.units.replace(b"_", b"*")  # RE2 counts _ as a letter at \b
    keep = None
    for match in _SPACED_LETTERS.finditer(units):
        start, end = match.span()
        zone = np.frombuffer(units[start:end], np.uint8)
        letters = zone >= ord("a")
        if split_words(zone[letters].tobytes()) is not None:
            keep = np.ones(len(units), np.bool_) if keep is None else keep
            keep[start:end] = letters
    return canonical if keep is None else canonical.keep(keep)


def regions(units: bytes) -> Iterator[tuple[int, int]]:
    """Stretches that may hold a number, together at most MOST_BYTES; none ends inside a word."""
    left = MOST_BYTES
    end = 0
    for match in _REGION.finditer(units):
        start = max(end, match.start())
        end = match.end()
        while end < len(units) and end - start < left and _KINDS[units[end]] == _KINDS[units[end - 1]] == _LETTER:
            end += 1
        yield start, min(end, start + left)
        left -= end - start
        if left <= 0:
            return


def readings(units: bytes, start: int, end: int) -> Iterator[tuple[Run, ...]]:
    """Every reading of a region, the likeliest first."""
    if not units[start:end].translate(_KINDS, _NO_LETTER):
        yield (tuple(_digit_groups(units, start, end)),)
        return
    pieces = tuple(_pieces(units, start, end))
    look_alikes = _look_alikes(units, pieces)
    for taken in (look_alikes, frozenset[int]()) if look_alikes else (look_alikes,):
        yield from _with_tens(tuple(_runs(units, pieces, taken)))


def _digit_groups(units: bytes, start: int, end: int) -> Iterator[Group]:
    """The groups of a region without letters, which most are."""
    at = start
    for digits in units[start:end].translate(_GAPS_AS_SPACES).split():
        low = units.index(digits, at)
        plus = units[at:low].rstrip(b" (").endswith(b"+")
        at = low + len(digits)
        yield Group(digits.decode(), low, at, "digits", plus=plus)


def _pieces(units: bytes, start: int, end: int) -> Iterator[Piece]:
    at = start
    for kind, stretch in itertools.groupby(units[start:end].translate(_KINDS)):
        after = at + sum(1 for _ in stretch)
        yield chr(kind), at, after
        at = after


def _runs(units: bytes, pieces: tuple[Piece, ...], look_alikes: frozenset[int]) -> Iterator[Run]:
    run: list[Group] = []
    plus = filler = False
    for index, (kind, start, end) in enumerate(pieces):
        if kind == "g":
            plus = plus or units[start:end].rstrip(b" (").endswith(b"+")
            continue
        groups = _groups(units, pieces[index], as_digits=index in look_alikes)
        if groups:
            run.append(groups[0]._replace(plus=plus, filler=filler) if plus or filler else groups[0])
            run += groups[1:]
            plus = filler = False
        elif units[start:end] == _PLUS:
            plus = True
        elif _is_filler(pieces, index):
            filler = True
        else:
            yield tuple(run)
            run, plus, filler = [], False, False
    yield tuple(run)


def _groups(units: bytes, piece: Piece, *, as_digits: bool) -> list[Group]:
    kind, start, end = piece
    text = units[start:end]
    if kind == "d":
        return [Group(text.decode(), start, end, "digits")]
    if as_digits:
        return [Group(text.translate(_AS_DIGITS).decode(), start, end, "look-alike")]
    words = split_words(text)
    if words is None or words[-1][0].role is Role.PLUS:
        return []
    groups, plus = [], False
    for word, length in words:
        how = {Role.TENS: "tens", Role.UNIT: "unit"}.get(word.role, "word")
        if word.role is not Role.PLUS:
            groups.append(Group(word.digits, start, start + length, how, word.language, len(words) > 1, plus))
        plus = word.role is Role.PLUS
        start += length
    return groups


def _look_alikes(units: bytes, pieces: tuple[Piece, ...]) -> frozenset[int]:
    """Pieces of letters like digits that touch a digit, or stand free beside such pieces or single signs."""
    alike = [
        at
        for at, (kind, low, high) in enumerate(pieces)
        if kind == "l" and not units[low:high].translate(None, _LOOK_ALIKES)
    ]
    touching = {at for at in alike if "d" in (_kind(pieces, at - 1), _kind(pieces, at + 1))}
    free = {
        at
        for at in alike
        if at not in touching
        and pieces[at][2] - pieces[at][1] <= LONGEST_FILLER
        and (touching or _is_single(pieces, at - 2) or _is_single(pieces, at + 2))
    }
    return frozenset(touching | free)


def _kind(pieces: tuple[Piece, ...], at: int) -> str:
    return pieces[at][0] if 0 <= at < len(pieces) else ""


def _is_single(pieces: tuple[Piece, ...], at: int) -> bool:
    return 0 <= at < len(pieces) and pieces[at][2] - pieces[at][1] == 1


def _is_filler(pieces: tuple[Piece, ...], index: int) -> bool:
    """Whether a few letters stand directly between digits, with no space."""
    _, start, end = pieces[index]
    inside = 0 < index < len(pieces) - 1
    return inside and end - start <= LONGEST_FILLER and pieces[index - 1][0] == pieces[index + 1][0] == "d"


def _with_tens(runs: tuple[Run, ...]) -> Iterator[tuple[Run, ...]]:
    """The runs with each "sjuttio fyra" as 74, then with every mix of 74 and 70 4."""
    sites = [
        (number, at)
        for number, run in enumerate(runs)
        for at in range(len(run) - 1)
        if run[at].how == "tens" and run[at + 1].how == "unit" and run[at + 1].start - run[at].end <= 2
    ]
    if not sites:
        yield runs
        return
    free = sites[:MOST_TENS_SITES]
    for choice in itertools.product((True, False), repeat=len(free)):
        joined = {site for site, join in zip(free, choice, strict=True) if join} | set(sites[MOST_TENS_SITES:])
        yield tuple(_join(run, {at for n, at in joined if n == number}) for number, run in enumerate(runs))


def _join(run: Run, sites: set[int]) -> Run:
    groups: list[Group] = []
    for at, group in enumerate(run):
        if at - 1 in sites:
            tens = groups.pop()
            groups.append(tens._replace(digits=tens.digits[0] + group.digits, end=group.end))
        else:
            groups.append(group)
    return tuple(groups)
