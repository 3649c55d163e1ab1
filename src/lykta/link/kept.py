"""What two contacts have in common beside an identifier: sentences, pictures and prices, and how rare that is."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from enum import IntEnum
from itertools import chain
from math import log2

import numpy as np
from numpy.typing import NDArray

from lykta.link.profiles import Profile
from lykta.link.settings import LinkSettings
from lykta.link.texts import Lines

_M_PRICE = 0.9  # of those who change number keep their price (assumption: docs/adr/0030)
_USUAL_SHARE = 0.5  # of the ads with a price that give it


class Share(IntEnum):
    """How much two contacts have in common of a kind, and whether something of it is nobody else's."""

    LITTLE = 0
    MOST = 1
    MOST_ALONE = 2
    ALL_ALONE = 3


class Kept:
    """The sentences, pictures and prices of every contact. A contact is named by its oldest ad."""

    def __init__(
        self, profile: Mapping[int, Profile], lines: Lines, label: NDArray[np.int64], settings: LinkSettings
    ) -> None:
        """`label` is per ad its contact."""
        self._profile, self._settings = profile, settings
        contact, line, users = _by_line(label[lines.ad], lines.line)
        self._worth = np.log2(1 + len(profile) / users).tolist()
        self._users = users.tolist()
        self._lines: dict[int, set[int]] = defaultdict(set)
        for one, number in zip(contact.tolist(), line.tolist(), strict=True):
            self._lines[one].add(number)
        self._whole = {one: sum(self._worth[number] for number in own) for one, own in self._lines.items()}
        self._picture_users = Counter(chain.from_iterable(own.pictures for own in profile.values()))
        self._picture_set_users = Counter(frozenset(own.pictures) for own in profile.values())
        self._prices = {one: _usual_prices(own) for one, own in profile.items()}
        priced = max(1, sum(bool(own) for own in self._prices.values()))
        count = Counter(chain.from_iterable(self._prices.values()))
        self._price_share = {price: times / priced for price, times in count.items()}

    def lines(self, a: int, b: int) -> Share:
        """Whether one has most of the shorter side's sentences too, each counted by how few contacts have it."""
        shared = self._lines.get(a, set()) & self._lines.get(b, set())
        if not shared:
            return Share.LITTLE
        part = sum(self._worth[one] for one in shared) / min(self._whole[a], self._whole[b])
        if part < self._settings.successor_lines:
            return Share.LITTLE
        if min(self._users[one] for one in shared) > 2:
            return Share.MOST
        return Share.ALL_ALONE if part >= self._settings.successor_all_lines else Share.MOST_ALONE

    def pictures(self, a: int, b: int) -> Share:
        """Whether one has most of the pictures of the side with fewer, too; all if both have the same several."""
        first, second = self._profile[a].pictures, self._profile[b].pictures
        shared = first & second
        if len(shared) < max(1.0, self._settings.successor_pictures * min(len(first), len(second))):
            return Share.LITTLE
        # Others may show one of several pictures, and nobody all of them.
        if first == second and len(first) > 1 and self._picture_set_users[frozenset(first)] == 2:
            return Share.ALL_ALONE
        return Share.MOST_ALONE if min(self._picture_users[one] for one in shared) == 2 else Share.MOST

    def price(self, a: int, b: int) -> tuple[str, float]:
        """The rarest price that both usually give, and its bits; "" and bits against when they differ, 0 if unknown."""
        first, second = self._prices[a], self._prices[b]
        if not first or not second:
            return "", 0.0
        if shared := first & second:
            price = min(shared, key=lambda one: (self._price_share[one], one))
            return price, max(0.0, log2(_M_PRICE / self._price_share[price]))
        apart = 1 - max(self._price_share[one] for one in first | second)
        return "", min(0.0, log2((1 - _M_PRICE) / max(apart, 0.1)))

    def together(self) -> Iterator[tuple[int, ...]]:
        """Contacts that have a sentence or a picture which few have."""
        by_value: dict[tuple[bool, int], list[int]] = defaultdict(list)
        for one, own in self._lines.items():
            for number in own:
                if 1 < self._users[number] <= self._settings.successor_users:
                    by_value[True, number].append(one)
        for one, profile in self._profile.items():
            for number in profile.pictures:
                by_value[False, number].append(one)
        for _, users in sorted(by_value.items()):
            if 1 < len(users) <= self._settings.successor_users:
                yield tuple(users)


def _by_line(
    contact: NDArray[np.int64], line: NDArray[np.uint64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Contact and number of each line once per contact, and per number how many contacts have it."""
    order = np.lexsort((contact, line))
    contact, line = contact[order], line[order]
    fresh = np.diff(line, prepend=~line[:1]) != 0
    once = fresh | (np.diff(contact, prepend=-1) != 0)
    number = np.cumsum(fresh) - 1
    return contact[once], number[once], np.bincount(number[once])


def _usual_prices(profile: Profile) -> frozenset[str]:
    most = max(profile.prices.values(), default=0)
    return frozenset(price for price, ads in profile.prices.items() if ads >= _USUAL_SHARE * most)
