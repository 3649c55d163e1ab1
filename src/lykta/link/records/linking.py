"""Rows in, groups out, with what each column was worth."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lykta.link.records.joining import join
from lykta.link.records.levels import Column, Levels, Rows, level_count, levels, says
from lykta.link.records.pairs import ROWS_COMPARED_WHOLE, candidate_pairs, random_pairs
from lykta.link.records.rules import ColumnRule, Compare, TableRules
from lykta.link.records.weights import Shares, Weights, by_chance, learn, worth
from lykta.model.words import Said

# A pair whose columns all speak against it is not worth a line of explanation.
_SHOWN_FROM_BITS = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnReason:
    """What one column says of two rows, for them or against them."""

    column: str
    bits: float
    says: Said


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordLink:
    """Two rows of one group, by their numbers, with every column's word; `bits` is their sum with the prior."""

    first: int
    second: int
    bits: float
    because: tuple[ColumnReason, ...]

    def __post_init__(self) -> None:
        if not self.because:
            raise ValueError(f"rows {self.first} and {self.second}: a link needs at least one reason")


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordLinking:
    """`group[row]` is the smallest row of its group; `links` explain pairs within groups."""

    group: tuple[int, ...]
    links: tuple[RecordLink, ...]


def link_records(rows: Sequence[Mapping[str, str]], rules: TableRules, *, seed: int = 0) -> RecordLinking:
    """Rows that belong together by rules whose weights the table itself teaches.

    One column says one thing: columns are taken as independent, given whether two rows belong together
    (Fellegi and Sunter 1969), and groups join by the mean over all their pairs, so that one chance likeness
    between two groups does not glue them. A table with fewer than two rows has nothing to join.
    """
    if len(rows) < 2:
        return RecordLinking(group=tuple(range(len(rows))), links=())
    table = _Table(rows, rules, seed=seed)
    first, second = candidate_pairs(table.columns, rules, len(rows))
    table.learn(first, second)
    bits = table.bits(first, second)
    group = join(len(rows), first, second, bits, compare=table.bits, least_bits=rules.least_bits)
    shown = np.flatnonzero((group[first] == group[second]) & (bits >= _SHOWN_FROM_BITS))
    return RecordLinking(group=tuple(group.tolist()), links=tuple(table.explain(first[shown], second[shown])))


class _Table:
    """The columns of a table, and what they have been found to be worth."""

    def __init__(self, rows: Sequence[Mapping[str, str]], rules: TableRules, *, seed: int) -> None:
        self._rules = rules
        self._rows = len(rows)
        self._seed = seed
        self.columns = tuple(Column(rule, [row.get(rule.name) or "" for row in rows]) for rule in rules.columns)
        self._swaps = tuple(rule for rule in rules.columns if rule.swaps_with)
        self._width = max(level_count(rule) for rule in rules.columns)
        self._weights: Weights | None = None

    def learn(self, first: Rows, second: Rows) -> None:
        seen = self._levels(first, second)
        any_two = (
            seen if self._rows <= ROWS_COMPARED_WHOLE else self._levels(*random_pairs(self._rows, seed=self._seed))
        )
        self._weights = learn(seen, by_chance(any_two, self._width), rows=self._rows)

    def bits(self, first: Rows, second: Rows) -> Shares:
        """The log-odds that two rows belong together."""
        assert self._weights is not None
        return np.asarray(self._weights.prior_bits() + self._each(first, second)[1].sum(axis=1), dtype=np.float64)

    def explain(self, first: Rows, second: Rows) -> list[RecordLink]:
        seen, each = self._each(first, second)
        bits = self.bits(first, second)
        return [
            RecordLink(
                first=int(one), second=int(other), bits=float(bits[at]), because=self._reasons(seen[at], each[at])
            )
            for at, (one, other) in enumerate(zip(first.tolist(), second.tolist(), strict=True))
        ]

    def _reasons(self, seen: NDArray[np.int8], each: NDArray[np.float64]) -> tuple[ColumnReason, ...]:
        named = [
            ColumnReason(column=rule.name, bits=float(each[at]), says=says(rule, int(seen[at])))
            for at, rule in enumerate(self._rules.columns)
            if seen[at] >= 0
        ]
        swapped = [
            ColumnReason(column=rule.name, bits=float(each[len(self.columns) + at]), says=_says_swapped(rule))
            for at, rule in enumerate(self._swaps)
            if seen[len(self.columns) + at] == 1
        ]
        return tuple(sorted((*named, *swapped), key=lambda one: -one.bits))

    def _levels(self, first: Rows, second: Rows) -> Levels:
        return np.concatenate(levels(self.columns, self._rules, first, second), axis=1)

    def _each(self, first: Rows, second: Rows) -> tuple[Levels, Shares]:
        """Levels and bits of each column and swap; agreement on a rare value is worth more than on a common one."""
        assert self._weights is not None
        seen = self._levels(first, second)
        each = worth(seen, self._weights.bits())
        for at, column in enumerate(self.columns):
            if column.rule.rare_counts and column.rule.compare is not Compare.NUMBER:
                equal = np.flatnonzero(seen[:, at] == 0)
                # A swapped pair agrees on the other column's value, whose rarity is not this column's.
                equal = equal[column.codes[first[equal]] == column.codes[second[equal]]]
                share = column.frequencies()[column.codes[first[equal]]]
                each[equal, at] += np.log2(self._weights.chance[at, 0] / share)
        return seen, each


def _says_swapped(rule: ColumnRule) -> Said:
    return Said(
        sv=f"{rule.name} och {rule.swaps_with} har bytt plats",
        en=f"{rule.name} and {rule.swaps_with} have changed places",
    )
