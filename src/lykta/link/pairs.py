"""Linked pairs of ads in columns, with the families of evidence that each rests on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lykta.link.keys import PICTURE, PRICE_LINE, TEXT, Keys
from lykta.link.sharing import are_in_one_place, shared_marks
from lykta.link.table import AdTable
from lykta.model.link import CARRIED_KINDS, SHARED, Family, Reason

_FAMILIES = tuple(Family)
MARKS = 1 << len(_FAMILIES)
_OF_KIND = {TEXT: Family.TEXT, PICTURE: Family.PICTURE, PRICE_LINE: Family.STYLE}

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LinkedPairs:
    """Rows `a[i]` < `b[i]` of the table, in the order of the two ads' ids.

    `likeness[i]` has a bit for each family that the pair rests on; that of identifiers only where a value is shared by
    several contacts. `carried` are pairs that a rule over a whole history joined.
    """

    a: NDArray[np.int64]
    b: NDArray[np.int64]
    likeness: NDArray[np.uint8]
    carried: NDArray[np.bool_]


def pair_ads(
    keys: Keys, shared: frozenset[int], beside: Mapping[Pair, Sequence[Reason]], table: AdTable
) -> LinkedPairs:
    """Each two ads that follow each other under a key, and the pairs that have reasons `beside` keys."""
    ad, number = keys.rows.flat, keys.number
    following = np.diff(number) == 0
    extra = np.array([a * len(table) + b for a, b in beside], dtype=np.int64)
    packed = np.concatenate((ad[:-1][following] * len(table) + ad[1:][following], extra))
    a, b = np.divmod(_distinct(packed), max(1, len(table)))
    first, second = np.sort(np.stack((table.rank[a], table.rank[b])), axis=0)
    order = np.lexsort((second, first))
    a, b = a[order], b[order]
    likeness = shared_marks(keys.of_ad, _marks(keys, shared), a, b)
    likeness[are_in_one_place(a, b, table)] |= np.uint8(_mark(Family.PLACE_AND_TIME))
    carried = np.zeros(len(a), dtype=np.bool_)
    if beside:
        at = {pair: position for position, pair in _positions(a, b, extra, len(table))}
        for pair, because in beside.items():
            carried[at[pair]] = any(reason.kind in CARRIED_KINDS for reason in because)
            for reason in because:
                if reason.family is not Family.IDENTIFIER or reason.kind.startswith(SHARED):
                    likeness[at[pair]] |= _mark(reason.family)
    return LinkedPairs(a=a, b=b, likeness=likeness, carried=carried)


def families_of(likeness: int) -> frozenset[Family]:
    return frozenset(family for family in _FAMILIES if likeness & _mark(family))


def _mark(family: Family) -> int:
    return 1 << _FAMILIES.index(family)


def _marks(keys: Keys, shared: frozenset[int]) -> NDArray[np.uint8]:
    of_kind = [_mark(_OF_KIND[kind]) if kind in _OF_KIND else 0 for kind in keys.kinds]
    marks = np.array(of_kind, dtype=np.uint8)[keys.kind]
    marks[list(shared)] = _mark(Family.IDENTIFIER)
    return marks


def _distinct(packed: NDArray[np.int64]) -> NDArray[np.int64]:
    """Sorted without repeats; a plain sort is many times as fast as `np.unique` on such numbers."""
    packed = np.sort(packed)
    once: NDArray[np.int64] = packed[np.diff(packed, prepend=-1) != 0]
    return once


def _positions(
    a: NDArray[np.int64], b: NDArray[np.int64], extra: NDArray[np.int64], size: int
) -> list[tuple[int, Pair]]:
    found = np.flatnonzero(np.isin(a * size + b, extra))
    return [(at, (int(a[at]), int(b[at]))) for at in found.tolist()]
