"""What agreement is worth: log2(m / u), with u from how common the value is (Fellegi and Sunter 1969)."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from math import log2

import numpy as np
from numpy.typing import NDArray

from lykta.link import sentences
from lykta.link.contacts import Contacts
from lykta.link.keys import PICTURE, POSTING, PRICE_LINE, TEXT, Key
from lykta.link.settings import LinkSettings
from lykta.link.table import AdTable, count_postings
from lykta.link.training import M_IDENTIFIER, PLACE
from lykta.model.link import SHARED, Family, LinkWeights, Reason
from lykta.model.words import Said


class Reasons(Mapping[int, Reason]):
    """The reason that two ads with a key share, by the key's number; its bits are known, its sentence made when asked.

    `groups` is how many unlinked groups use each key's value.
    """

    def __init__(
        self,
        contacts: Contacts,
        groups: NDArray[np.int64],
        table: AdTable,
        weights: LinkWeights,
        settings: LinkSettings,
    ) -> None:
        self._contacts, self._table = contacts, table
        population = max(len(table), settings.common_value_population)
        of_kind = [
            {count: _bits(kind, count, population, weights, settings) for count in np.unique(groups).tolist()}
            for kind in contacts.keys.kinds
        ]
        kind_of = contacts.keys.kind.tolist()
        self.bits = np.array(
            [of_kind[kind][count] for kind, count in zip(kind_of, groups.tolist(), strict=True)], dtype=np.float64
        )
        self._made: dict[int, Reason] = {}

    def __len__(self) -> int:
        return len(self._contacts.keys)

    def __iter__(self) -> Iterator[int]:
        return iter(range(len(self)))

    def __getitem__(self, number: int) -> Reason:
        if number not in self._made:
            self._made[number] = self._make(number)
        return self._made[number]

    def _make(self, number: int) -> Reason:
        key, bits = self._contacts.keys.keys[number], float(self.bits[number])
        ads = count_postings(self._table, key.ads)
        if key.kind == POSTING:
            return _reason(Family.IDENTIFIER, key, bits, sentences.same_posting(len(key.ads)))
        if key.kind == TEXT:
            return _reason(Family.TEXT, key, bits, sentences.same_text(ads))
        if key.kind == PICTURE:
            return _reason(Family.PICTURE, key, bits, sentences.same_picture(ads))
        if key.kind == PRICE_LINE:
            return _reason(Family.STYLE, key, bits, sentences.same_price_line(ads))
        if number in self._contacts.shared:
            shared = sentences.shared_identifier(key.kind, key.value, ads)
            return _reason(Family.IDENTIFIER, replace(key, kind=SHARED + key.kind), bits, shared)
        return _reason(Family.IDENTIFIER, key, bits, sentences.same_identifier(key.kind, key.value, ads))


def _bits(kind: str, groups: int, population: int, weights: LinkWeights, settings: LinkSettings) -> float:
    frequency = max(1, groups) / population
    if kind == POSTING:
        bits = log2(1.0 / (1 / settings.common_value_population))
    elif kind == TEXT:
        bits = max(0.0, log2(weights.m[TEXT] / max(weights.u[TEXT], frequency)))
    elif kind == PICTURE:
        bits = max(0.0, log2(weights.m[PICTURE] / max(weights.u[PICTURE] * max(1, groups), frequency)))
    elif kind == PRICE_LINE:
        bits = max(0.0, log2(weights.m[PRICE_LINE] / weights.u[PRICE_LINE]))
    else:
        bits = log2(M_IDENTIFIER / frequency)
    return round(bits, 2)


def weigh_place(place: str, share: float, weights: LinkWeights) -> Reason:
    """Same place within two days; `share` is the chance that an unlinked ad is there then."""
    bits = max(0.0, log2(weights.m[PLACE] / max(weights.u[PLACE], share)))
    return Reason(
        family=Family.PLACE_AND_TIME,
        kind="place",
        value=place,
        bits=round(bits, 2),
        says=sentences.same_place(),
    )


def _reason(family: Family, key: Key, bits: float, says: Said) -> Reason:
    return Reason(family=family, kind=key.kind, value=key.value, bits=bits, says=says)
