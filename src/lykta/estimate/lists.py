"""Overlapping lists: who was on which. A history is a set of lists, held as bits; bit 0 is the first list."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from lykta.errors import RefusedError
from lykta.estimate.poisson import Floats

# 2^10 - 1 histories; with more lists nearly every history is empty and no model can be told from another.
MAX_LISTS = 10
# Fewer common cases than this tell next to nothing about a list (docs/adr/0020).
THIN_OVERLAP = 5
# Lists that share this much of the shorter, or of the longer, are hardly made apart from each other (docs/adr/0020).
NEARLY_ALL = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class ListTable:
    """`counts[h - 1]` units have history h, for every h from 1 to 2^lists - 1."""

    names: tuple[str, ...]
    counts: tuple[int, ...]

    def __post_init__(self) -> None:
        if len(self.counts) != 2 ** len(self.names) - 1:
            raise ValueError(
                f"{len(self.names)} lists have {2 ** len(self.names) - 1} histories, not {len(self.counts)}"
            )

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

    Raises RefusedError for what no lists can have given.
    """
    check_names(names)
    counts = [0] * (2 ** len(names) - 1)
    for written, count in cells.items():
        if len(written) != len(names) or set(written) - {"0", "1"}:
            raise RefusedError(
                sv=f'Cellen "{written[:40]}": {len(names)} siffror 0 eller 1 väntades, en per lista. Skriv om den.',
                en=f'Cell "{written[:40]}": expected {len(names)} digits 0 or 1, one for each list. Write it anew.',
            )
        if "1" not in written:
            raise RefusedError(
                sv=f'Cellen "{written}": ingen kan räknas på ingen lista. Ta bort den.',
                en=f'Cell "{written}": nobody can be counted on no list. Leave it out.',
            )
        counts[int(written[::-1], 2) - 1] = count
    return ListTable(names=tuple(names), counts=tuple(counts))


def table_from_overlaps(sizes: Mapping[str, int], overlaps: Mapping[str, int]) -> ListTable:
    """A table from the size of each list and how many each set of lists has in common, as "A:B" and "A:B:C".

    The overlaps include those who are on further lists too; cells follow by inclusion and exclusion. Every set of two
    or more must be there. Raises RefusedError for a missing set and for numbers that no lists can have given.
    """
    names = tuple(sizes)
    check_names(names)
    on_all = _on_all(names, sizes, overlaps)
    counts = []
    for history in range(1, 2 ** len(names)):
        above = (term for term in on_all if term & history == history)
        count = sum((-1) ** (term.bit_count() - history.bit_count()) * on_all[term] for term in above)
        if count < 0:
            who = " + ".join(name for at, name in enumerate(names) if history >> at & 1)
            raise RefusedError(
                sv=f"Överlappen går inte ihop: {count} skulle finnas på just {who}. Ett överlapp räknar alla som "
                "finns på listorna, även de som också finns på andra, och är aldrig större än listan.",
                en=f"The overlaps do not add up: {count} would be on exactly {who}. An overlap counts all who are on "
                "the lists, also those on others too, and is never larger than a list.",
            )
        counts.append(count)
    return ListTable(names=names, counts=tuple(counts))


def _on_all(names: tuple[str, ...], sizes: Mapping[str, int], overlaps: Mapping[str, int]) -> dict[int, int]:
    """Units on every list of each set, by the set's bits."""
    bits = {name: 1 << at for at, name in enumerate(names)}
    given = {bits[name]: count for name, count in sizes.items()}
    for key, count in overlaps.items():
        members = key.split(":")
        if unknown := [name for name in members if name not in bits]:
            raise RefusedError(
                sv=f'Överlappet "{key[:80]}" nämner {unknown[0][:40]!r}, som inte är en av listorna. Stavas den lika?',
                en=f'Overlap "{key[:80]}" names {unknown[0][:40]!r}, which is none of the lists. Is it spelled alike?',
            )
        if len(set(members)) != len(members) or len(members) < 2:
            raise RefusedError(
                sv=f'Överlappet "{key[:80]}": två eller fler olika listor väntades, som "A:B".',
                en=f'Overlap "{key[:80]}": expected two or more different lists, as "A:B".',
            )
        together = sum(bits[name] for name in members)
        if together in given:
            raise RefusedError(
                sv=f'Överlappet "{key[:80]}" står två gånger, i var sin ordning. Ta bort det ena.',
                en=f'Overlap "{key[:80]}" is given twice, in another order. Leave one out.',
            )
        given[sum(bits[name] for name in members)] = count
        if largest := next((name for name in members if count > sizes[name]), None):
            raise RefusedError(
                sv=f"Överlappet {key[:80]!r} är {count}, men {largest[:40]} har {sizes[largest]}. Vilket är rätt?",
                en=f"Overlap {key[:80]!r} is {count}, but {largest[:40]} has {sizes[largest]}. Which is right?",
            )
    if missing := [term for term in range(1, 2 ** len(names)) if term not in given]:
        wanted = ":".join(name for at, name in enumerate(names) if missing[0] >> at & 1)
        raise RefusedError(
            sv=f'Överlappet "{wanted}" saknas. Skriv 0 om ingen finns på alla dessa listor.',
            en=f'Overlap "{wanted}" is missing. Write 0 if nobody is on all of these lists.',
        )
    return given


def check_names(names: Sequence[str]) -> None:
    """Raises RefusedError unless there are 2 to 10 lists, each with a name of its own."""
    if len(names) < 2:
        raise RefusedError(
            sv=f"{len(names)} lista: minst 2 som överlappar behövs. Räkna i stället hur ofta var och en sågs (counts).",
            en=f"{len(names)} list: at least 2 that overlap are needed. Or count how often each was seen (counts).",
        )
    if len(names) > MAX_LISTS:
        raise RefusedError(
            sv=f"{len(names)} listor: högst {MAX_LISTS} kan jämföras. Slå ihop listor av samma slag och räkna om.",
            en=f"{len(names)} lists: at most {MAX_LISTS} can be compared. Merge lists of one kind and count again.",
        )
    if twice := sorted({name for name in names if list(names).count(name) > 1}):
        raise RefusedError(
            sv=f"Listan {twice[0]!r} nämns två gånger. Ge varje lista ett eget namn, eller ta bort den ena.",
            en=f"List {twice[0]!r} is named twice. Give each list its own name, or leave one out.",
        )


def check_table(table: ListTable) -> None:
    """Raises RefusedError for lists that cannot be compared at all: empty, the same, or with nobody in common."""
    for at, name in enumerate(table.names):
        if not table.margin(1 << at):
            raise RefusedError(
                sv=f"Listan {name!r} är tom. Ta bort den och räkna om.",
                en=f"List {name!r} is empty. Leave it out and count again.",
            )
    if same := same_list_twice(table):
        raise RefusedError(
            sv=f"{same[0]} och {same[1]} har precis samma personer: en lista med två namn. Ta bort den ena.",
            en=f"{same[0]} and {same[1]} hold the very same units: one list under two names. Leave one out.",
        )
    if not any(count for history, count in enumerate(table.counts, start=1) if history.bit_count() > 1):
        raise RefusedError(
            sv=f"Ingen finns på mer än en lista, så inget säger hur många fler det finns. Säkert är bara att "
            f"{table.seen} sågs. Samla längre, eller kontrollera att namn och nummer skrivs lika på listorna.",
            en=f"Nobody is on more than one list, so nothing tells how many more there are. Certain is only that "
            f"{table.seen} were seen. Collect for longer, or check that the lists write names and numbers alike.",
        )
    _check_none_holds_all(table)


def _check_none_holds_all(table: ListTable) -> None:
    """A list with everybody on it was never seen to miss anyone, so nothing tells how many all lists missed."""
    for at, name in enumerate(table.names):
        if table.margin(1 << at) == table.seen:
            raise RefusedError(
                sv=f"Listan {name!r} har alla {table.seen} som sågs, så de andra säger inget om hur många den missar. "
                "Ta bort den och räkna om, om den är en sammanslagning av de andra.",
                en=f"List {name!r} holds all {table.seen} that were seen, so the others do not tell whom it misses. "
                "Leave it out and count again, if it was put together from the others.",
            )


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


def nested_pairs(table: ListTable) -> tuple[int, ...]:
    """Pairs where nearly all on the shorter list are also on the longer, as terms."""
    return tuple(pair for pair in pairs_of(table.lists) if _share(table, pair, of=min) >= NEARLY_ALL)


def with_copies_as_one(table: ListTable) -> ListTable:
    """Lists that share nearly all of both become one: they are hardly more than one list under two names."""
    group = list(range(table.lists))
    for pair in pairs_of(table.lists):
        if _share(table, pair, of=max) >= NEARLY_ALL:
            one, other = (group[at] for at in range(table.lists) if pair >> at & 1)
            group = [one if at == other else at for at in group]
    left = table
    for first in sorted(set(group), reverse=True):  # from the end, so that earlier positions stay what they are
        members = [at for at, name in enumerate(group) if name == first]
        left = _joined(left, [table.names[at] for at in members])
    return left


def _joined(table: ListTable, names: Sequence[str]) -> ListTable:
    positions = [table.names.index(name) for name in names]
    return table.merged(positions) if len(positions) > 1 else table


def hardly_missed(table: ListTable) -> tuple[int, ...]:
    """Positions of the lists that missed fewer than five of all seen: how many more they miss rests on those."""
    return tuple(at for at in range(table.lists) if table.seen - table.margin(1 << at) < THIN_OVERLAP)


def _share(table: ListTable, pair: int, *, of: Callable[[int, int], int]) -> float:
    one = pair & -pair
    return table.margin(pair) / of(table.margin(one), table.margin(pair - one))
