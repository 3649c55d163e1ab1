"""Overlapping lists: who was on which. A history is a set of lists, held as bits; bit 0 is the first list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from lykta.errors import BadInputError
from lykta.estimate.poisson import Floats

# 2^10 - 1 histories; with more lists nearly every history is empty and no model can be told from another.
MAX_LISTS = 10
# Fewer common cases than this tell next to nothing about a list (METHODS 1.6, after Chan, Silverman & Vincent 2021).
THIN_OVERLAP = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class ListTable:
    """`counts[h - 1]` units have history h, for every h from 1 to 2^lists - 1."""

    names: tuple[str, ...]
    counts: tuple[int, ...]

    def __post_init__(self) -> None:
        if len(self.counts) != 2 ** len(self.names) - 1:
            raise ValueError(f"{len(self.names)} lists have {2 ** len(self.names) - 1} histories, not {len(self.counts)}")

    @property
    def seen(self) -> int:
        return sum(self.counts)

    @property
    def lists(self) -> int:
        return len(self.names)

    def vector(self) -> Floats:
        return np.array(self.counts, dtype=np.float64)

    def margin(self, term: int) -> int:
        """Units on every list of the term."""
        return sum(count for history, count in enumerate(self.counts, start=1) if history & term == term)

    def frequencies(self) -> dict[int, int]:
        """Units by the number of lists they are on, without the empty ones."""
        found: dict[int, int] = {}
        for history, count in enumerate(self.counts, start=1):
            if count:
                times = history.bit_count()
                found[times] = found.get(times, 0) + count
        return dict(sorted(found.items()))

    def overlaps(self, position: int) -> int:
        """Units on this list and at least one other."""
        bit = 1 << position
        return sum(n for h, n in enumerate(self.counts, start=1) if h & bit and h != bit)

    def term_name(self, term: int) -> str:
        return ":".join(name for position, name in enumerate(self.names) if term >> position & 1)

    def without_unseen_by(self, position: int) -> "ListTable":
        """Only the units on this list, by the other lists; whoever is on no other list is left out."""
        names = tuple(name for at, name in enumerate(self.names) if at != position)
        low = (1 << position) - 1
        counts = [0] * (2 ** len(names) - 1)
        for history, count in enumerate(self.counts, start=1):
            rest = (history & low) | (history >> 1 & ~low)
            if history >> position & 1 and rest:
                counts[rest - 1] += count
        return ListTable(names=names, counts=tuple(counts))

    def merged(self, positions: Sequence[int]) -> "ListTable":
        """These lists become one, named with `+`, in the place of the first; a unit is on it if it was on any."""
        first, *others = sorted(positions)
        kept = [at for at in range(self.lists) if at not in others]
        joined = sum(1 << at for at in positions)
        counts = [0] * (2 ** len(kept) - 1)
        for history, count in enumerate(self.counts, start=1):
            bits = (bool(history & joined) if at == first else bool(history >> at & 1) for at in kept)
            counts[sum(bit << place for place, bit in enumerate(bits)) - 1] += count
        names = ("+".join(self.names[i] for i in sorted(positions)) if at == first else self.names[at] for at in kept)
        return ListTable(names=tuple(names), counts=tuple(counts))


def table_of(names: Sequence[str], cells: Mapping[str, int]) -> ListTable:
    """A table from histories written with one digit a list, as "1010"; histories left out are empty.

    Raises BadInputError for what no lists can have given.
    """
    _check_names(names)
    counts = [0] * (2 ** len(names) - 1)
    for written, count in cells.items():
        if len(written) != len(names) or set(written) - {"0", "1"}:
            raise BadInputError(
                f'cell "{written[:40]}": expected {len(names)} digits of 0 and 1, one for each list, as "{"10" * 5:.{len(names)}}"'
            )
        if "1" not in written:
            raise BadInputError(f'cell "{written}": nobody can be counted on no list. Leave this cell out.')
        counts[int(written[::-1], 2) - 1] = count
    return ListTable(names=tuple(names), counts=tuple(counts))


def _check_names(names: Sequence[str]) -> None:
    if len(names) < 2:
        raise BadInputError(f"{len(names)} list: at least 2 overlapping lists are needed. Count sightings instead.")
    if len(names) > MAX_LISTS:
        raise BadInputError(
            f"{len(names)} lists: at most {MAX_LISTS} can be compared. Merge lists of the same kind and count again."
        )
    if twice := sorted({name for name in names if list(names).count(name) > 1}):
        raise BadInputError(f"list {twice[0]!r} is named twice. Give each list a name of its own.")


def same_list_twice(table: ListTable) -> tuple[str, str] | None:
    """Two lists with the very same units, which is one list under two names."""
    for one, other in combinations(range(table.lists), 2):
        pair = 1 << one | 1 << other
        if not any(n for h, n in enumerate(table.counts, start=1) if (h & pair).bit_count() == 1):
            return table.names[one], table.names[other]
    return None


def thin_lists(table: ListTable) -> tuple[int, ...]:
    """Positions of the lists that share fewer than five units with all others together."""
    return tuple(at for at in range(table.lists) if table.overlaps(at) < THIN_OVERLAP)


def empty_pairs(table: ListTable) -> tuple[int, ...]:
    """Pairs of lists without a common unit, as terms."""
    return tuple(pair for pair in pairs_of(table.lists) if table.margin(pair) == 0)


def pairs_of(lists: int) -> tuple[int, ...]:
    return tuple(1 << one | 1 << other for one, other in combinations(range(lists), 2))
