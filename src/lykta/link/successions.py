"""A contact that begins where another ends: one advertiser with a new number, though something else changed too.

Estimand: that two contacts in a row are one. Assumes that strangers who have all of several pictures in common
seldom begin on the same site and in the same place just as the other stops. Breaks when somebody takes over a
stopped advertiser's pictures within that time.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from lykta.link.contacts import Contacts
from lykta.link.keys import PICTURE, TEXT
from lykta.link.settings import LinkSettings
from lykta.link.spans import any_overlap
from lykta.link.table import DAY_S, AdTable, ads_of, ended_s
from lykta.model.link import AdEvidence


@dataclass(slots=True, kw_only=True)
class Profile:
    """When, where and with what a contact advertises; keys by their number."""

    first_s: float
    last_s: float
    has_contact: bool
    places: set[int]
    sources: set[int]
    pictures: set[int]
    texts: Counter[int]


class Profiles(Mapping[int, Profile]):
    """The profile of each contact, by its oldest ad; each is made when it is asked for."""

    def __init__(
        self,
        members: dict[int, list[int]],
        label: NDArray[np.int64],
        contacts: Contacts,
        table: AdTable,
        stays_s: float,
    ) -> None:
        self.members = members
        self._label, self._contacts, self._table, self._stays_s = label, contacts, table, stays_s
        self._made: dict[int, Profile] = {}
        shows = [ad for ad, own in enumerate(table.ads) if _shows_contact(own)]
        self._with_contact = np.zeros(len(label), dtype=np.bool_)
        self._with_contact[label[shows]] = True

    def have_contact(self, leader: int) -> bool:
        """Whether an ad of this contact shows one at all, told without making its profile."""
        return bool(self._with_contact[leader])

    def __len__(self) -> int:
        return len(self.members)

    def __iter__(self) -> Iterator[int]:
        return iter(self.members)

    def __getitem__(self, leader: int) -> Profile:
        if leader not in self._made:
            self._made[leader] = self._make(self.members[leader])
        return self._made[leader]

    def _make(self, ads: list[int]) -> Profile:
        keys, table = self._contacts.keys, self._table
        own = Profile(
            first_s=np.inf,
            last_s=-np.inf,
            has_contact=False,
            places=set(),
            sources=set(),
            pictures=set(),
            texts=Counter(),
        )
        for ad in ads:
            own.first_s = float(np.fmin(own.first_s, table.first_s[ad]))
            own.last_s = float(np.fmax(own.last_s, ended_s(table, (ad,), self._stays_s)))
            own.places |= {int(table.place[ad])} - {-1}
            own.sources.add(int(table.source[ad]))
            own.has_contact |= _shows_contact(table.ads[ad])
            own.texts.update(number for number in keys.of_ad[ad] if keys.keys[number].kind == TEXT)
            own.pictures |= {number for number in keys.of_ad[ad] if keys.keys[number].kind == PICTURE}
        return own

    def with_pictures_of_another(self) -> list[int]:
        """The contacts that have the same several pictures as another, among perhaps a few that only seem to."""
        keys = self._contacts.keys
        of_picture = keys.are(PICTURE)[keys.number]
        leader, number = self._label[keys.rows.flat[of_picture]], keys.number[of_picture]
        once = np.unique(leader * len(keys) + number)
        leader, number = np.divmod(once, max(1, len(keys)))
        begin = np.flatnonzero(np.diff(leader, prepend=-1) != 0)
        pictures = np.diff(np.append(begin, len(leader)))
        # Equal sets have equal sums; two different ones agree by accident in one of 2^64, and are told apart later.
        sums = np.add.reduceat(_spread(number), begin) if len(begin) else np.zeros(0, dtype=np.uint64)
        several = pictures > 1
        _, inverse, times = np.unique(sums[several], return_inverse=True, return_counts=True)
        alike: list[int] = leader[begin][several][times[inverse] > 1].tolist()
        return alike


def _shows_contact(ad: AdEvidence) -> bool:
    return any(identifier.kind != PICTURE for identifier in ad.identifiers)


def _spread(number: NDArray[np.int64]) -> NDArray[np.uint64]:
    """Bits that look random, by the finaliser of SplitMix64 (Steele, Lea and Flood 2014)."""
    with np.errstate(over="ignore"):
        value = (number.astype(np.uint64) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
        value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        value = (value ^ (value >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return value ^ (value >> np.uint64(31))


def profile_contacts(base: list[int], contacts: Contacts, table: AdTable, settings: LinkSettings) -> Profiles:
    """The profile of each contact, by its oldest ad; `base` is that ad per ad."""
    label = np.array(base, dtype=np.int64)
    return Profiles(ads_of(label), label, contacts, table, settings.change_stays_days * DAY_S)


def successions(profile: Profiles, settings: LinkSettings) -> Iterator[tuple[int, int]]:
    """Yield (old, new) contacts in a row with the very same set of pictures, though others show one of these."""
    by_set: dict[frozenset[int], list[int]] = defaultdict(list)
    for user in profile.with_pictures_of_another():  # one picture alone may come from a common stock
        by_set[frozenset(profile[user].pictures)].append(user)
    for users_of_set in by_set.values():
        yield from _in_a_row(users_of_set, profile, settings)


def _in_a_row(users: Iterable[int], profile: Profiles, settings: LinkSettings) -> Iterator[tuple[int, int]]:
    """Contacts none of which are in use at once: each with the next on a common site, in a common place."""
    in_time = sorted(users, key=lambda user: (profile[user].first_s, user))
    if not 1 < len(in_time) <= settings.change_max or not all(profile[user].has_contact for user in in_time):
        return
    spans = [(profile[user].first_s, profile[user].last_s) for user in in_time]
    if not np.isfinite(spans).all() or any_overlap(spans, settings.change_overlap_days * DAY_S):
        return
    for old, new in pairwise(in_time):
        before, after = profile[old], profile[new]
        is_near = after.first_s - before.last_s <= settings.change_picture_gap_days * DAY_S
        if is_near and before.places & after.places and before.sources & after.sources:
            yield old, new


def overlap_of(a: Counter[int], b: Counter[int]) -> float:
    """The common part of two frequency distributions, 0-1."""
    in_a, in_b = max(1, a.total()), max(1, b.total())
    return sum(min(a[text] / in_a, b[text] / in_b) for text in a.keys() & b.keys())


def same_market(a: set[int], b: set[int]) -> bool:
    """A common place, an unknown one, or both touring."""
    return not a or not b or bool(a & b) or (len(a) > 1 and len(b) > 1)
