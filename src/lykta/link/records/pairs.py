"""Which rows of a table are compared."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from lykta.link.records.levels import Column, Rows
from lykta.link.records.rules import TableRules

# Two million comparisons take seconds; from here on the blocks choose.
ROWS_COMPARED_WHOLE = 2_000
# A value shared by more rows than this says little, and comparing them all costs its square.
MOST_ROWS_OF_A_BLOCK = 200
RANDOM_PAIRS = 1_000_000


def candidate_pairs(columns: Sequence[Column], rules: TableRules, rows: int) -> tuple[Rows, Rows]:
    """Rows (first, second) to compare, first < second, each pair once and in order."""
    if rows <= ROWS_COMPARED_WHOLE:
        first, second = np.triu_indices(rows, 1)
        return first.astype(np.int64), second.astype(np.int64)
    codes = {column.rule.name: column.codes for column in columns}
    blocks = rules.blocks or tuple((column.rule.name,) for column in columns)
    keys = [_pairs_of(np.stack([codes[name] for name in block]), rows) for block in blocks]
    merged = np.sort(np.concatenate(keys))
    once = merged[np.diff(merged, prepend=-1) > 0]
    return once // rows, once % rows


def random_pairs(rows: int, *, seed: int) -> tuple[Rows, Rows]:
    """Pairs of two different rows, drawn anew for each seed."""
    draw = np.random.default_rng(seed)
    first = draw.integers(0, rows, RANDOM_PAIRS)
    second = (first + draw.integers(1, rows, RANDOM_PAIRS)) % rows
    return np.minimum(first, second), np.maximum(first, second)


def _pairs_of(block: NDArray[np.int64], rows: int) -> NDArray[np.int64]:
    """Pairs of rows that agree on all columns of a block, as first * rows + second."""
    known = np.flatnonzero((block >= 0).all(axis=0))
    order = known[np.lexsort(block[:, known])]
    if not len(order):
        return np.empty(0, np.int64)
    changes = np.flatnonzero((np.diff(block[:, order], axis=1) != 0).any(axis=0)) + 1
    found = [np.empty(0, np.int64)]
    for group in np.split(order, changes):
        if 1 < len(group) <= MOST_ROWS_OF_A_BLOCK:
            members = np.sort(group)
            one, other = np.triu_indices(len(members), 1)
            found.append(members[one] * rows + members[other])
    return np.concatenate(found)
