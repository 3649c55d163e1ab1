"""How alike two rows are, column by column, as small whole numbers: 0 is equal, more is less alike, -1 is not known."""

from collections.abc import Callable, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import DamerauLevenshtein, JaroWinkler

from lykta.link.records.rules import NEAR_SPELLINGS, ColumnRule, Compare, TableRules
from lykta.model.words import Said

Levels = NDArray[np.int8]
Rows = NDArray[np.int64]
NOT_KNOWN = -1
MOST_PEN_SLIPS = 2
# What one column in the wrong place tells for and against swapped columns: equal, near, less near, else.
_SIGNS_OF_SWAP = (3.0, 2.0, 0.5)
_CLEARLY_SWAPPED = 2.0


class Column:
    """A column's values, each different value once; `codes[row]` is its number there, -1 where nothing is written."""

    def __init__(self, rule: ColumnRule, values: Sequence[str]) -> None:
        self.rule = rule
        numbers: dict[str, int] = {"": NOT_KNOWN}
        written: list[str] = []
        codes = np.empty(len(values), np.int64)
        for row, value in enumerate(values):
            known = _normal(rule, value)
            if known not in numbers:
                numbers[known] = len(written)
                written.append(known)
            codes[row] = numbers[known]
        self.codes = codes
        self.written = written

    def frequencies(self) -> NDArray[np.float64]:
        """The share of the rows with a value that have this one, by number."""
        counted = np.bincount(self.codes[self.codes >= 0], minlength=len(self.written))
        return np.asarray(counted / max(int(counted.sum()), 1), dtype=np.float64)


def _normal(rule: ColumnRule, value: str) -> str:
    """The value as it is compared; empty when it is not what the column holds."""
    written = " ".join(value.casefold().split())
    if rule.compare is Compare.NUMBER:
        try:
            number = float(written)
        except ValueError:
            return ""
        return repr(number) if np.isfinite(number) else ""
    if rule.compare is Compare.DATE:
        try:
            return date.fromisoformat(written[:10]).isoformat()
        except ValueError:
            return ""
    return written


def level_count(rule: ColumnRule) -> int:
    if rule.compare is Compare.DATE:
        return MOST_PEN_SLIPS + 3
    return len(_thresholds(rule)) + 2


def _thresholds(rule: ColumnRule) -> tuple[float, ...]:
    return NEAR_SPELLINGS if rule.compare is Compare.TEXT and not rule.thresholds else rule.thresholds


def says(rule: ColumnRule, level: int) -> Said:
    """The level in words, after the column's name."""
    name = rule.name
    if level == 0:
        return Said(sv=f"{name} är lika", en=f"{name} is equal")
    if level == level_count(rule) - 1:
        return Said(sv=f"{name} skiljer sig", en=f"{name} differs")
    if rule.compare is Compare.DATE:
        if level > MOST_PEN_SLIPS:
            return Said(sv=f"{name} är samma år", en=f"{name} is of the same year")
        return Said(sv=f"{name} skiljer sig på {level} tecken", en=f"{name} differs by {level} characters")
    threshold = _thresholds(rule)[level - 1]
    if rule.compare is Compare.NUMBER:
        return Said(sv=f"{name} skiljer högst {threshold:g}", en=f"{name} differs by at most {threshold:g}")
    return Said(sv=f"{name} liknar minst {threshold:g}", en=f"{name} is alike to at least {threshold:g}")


def levels(columns: Sequence[Column], rules: TableRules, first: Rows, second: Rows) -> tuple[Levels, Levels]:
    """Levels of each pair, (pairs, columns), and of each swap, (pairs, swaps): 1 where the two columns changed places.

    Where a swap explains a pair better than the columns as they stand, the levels are those of the swapped columns.
    """
    found = np.empty((len(first), len(columns)), np.int8)
    for at, column in enumerate(columns):
        found[:, at] = _between(column, column, first, second)
    place = {column.rule.name: at for at, column in enumerate(columns)}
    swaps = [(place[one.name], place[one.swaps_with]) for one in rules.columns if one.swaps_with]
    swapped = np.zeros((len(first), len(swaps)), np.int8)
    for at, (left, right) in enumerate(swaps):
        across = np.stack(
            (
                _between(columns[left], columns[right], first, second),
                _between(columns[right], columns[left], first, second),
            ),
            axis=1,
        )
        straight_signs, across_signs = _signs(found[:, [left, right]]), _signs(across)
        is_swap = (across_signs > straight_signs) & (across_signs >= _CLEARLY_SWAPPED)
        found[is_swap, left] = across[is_swap, 0]
        found[is_swap, right] = across[is_swap, 1]
        swapped[:, at] = is_swap
    return found, swapped


def _signs(pair_levels: Levels) -> NDArray[np.float64]:
    """How strongly the two columns together say that they agree."""
    worth = np.full(pair_levels.shape, -1.0)
    for level, sign in enumerate(_SIGNS_OF_SWAP):
        worth[pair_levels == level] = sign
    worth[pair_levels == NOT_KNOWN] = 0.0
    return np.asarray(worth.sum(axis=1), dtype=np.float64)


def _between(left: Column, right: Column, first: Rows, second: Rows) -> Levels:
    """The level of each pair; every two different values are compared once."""
    one, other = left.codes[first], right.codes[second]
    found = np.full(len(first), NOT_KNOWN, np.int8)
    known = np.flatnonzero((one >= 0) & (other >= 0))
    if not len(known):
        return found
    width = len(right.written)
    keys = one[known] * width + other[known]
    order = np.argsort(keys, kind="stable")
    starts = np.flatnonzero(np.diff(keys[order], prepend=-1))
    level = _comparer(left.rule)
    each = np.fromiter(
        (level(left.written[key // width], right.written[key % width]) for key in keys[order][starts].tolist()),
        np.int8,
        len(starts),
    )
    found[known[order]] = np.repeat(each, np.diff(starts, append=len(order)))
    return found


def _comparer(rule: ColumnRule) -> Callable[[str, str], int]:
    thresholds = _thresholds(rule)
    last = level_count(rule) - 1

    def text(one: str, other: str) -> int:
        if one == other:
            return 0
        likeness = JaroWinkler.similarity(one, other)
        return next((at for at, least in enumerate(thresholds, start=1) if likeness >= least), last)

    def number(one: str, other: str) -> int:
        if one == other:
            return 0
        apart = abs(float(one) - float(other))
        return next((at for at, most in enumerate(thresholds, start=1) if apart <= most), last)

    def day(one: str, other: str) -> int:
        slips = DamerauLevenshtein.distance(one, other, score_cutoff=MOST_PEN_SLIPS)
        if slips <= MOST_PEN_SLIPS:
            return slips
        return MOST_PEN_SLIPS + 1 if one[:4] == other[:4] else last

    def exact(one: str, other: str) -> int:
        return 0 if one == other else last

    return {Compare.TEXT: text, Compare.NUMBER: number, Compare.DATE: day, Compare.EXACT: exact}[rule.compare]
