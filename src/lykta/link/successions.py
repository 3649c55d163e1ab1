"""A contact that begins where another ends: one advertiser with a new number, though something else changed too.

Estimand: that two contacts in a row are one. Assumes that strangers who have all of several pictures in common
seldom begin on the same site and in the same place just as the other stops. Breaks when somebody takes over a
stopped advertiser's pictures within that time.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from lykta.link.contacts import Contacts
from lykta.link.keys import PICTURE, TEXT
from lykta.link.settings import LinkSettings
from lykta.link.spans import any_overlap
from lykta.link.table import DAY_S, AdTable, ended_s


@dataclass(slots=True, kw_only=True)
class Profile:
    """When, where and with what a contact advertises; keys by their number."""

    first_s: float
    last_s: float
    posted_s: float  # the last posting; what was posted before stays up
    has_contact: bool
    places: set[int]
    sources: set[int]
    pictures: set[int]
    texts: Counter[int]
    prices: Counter[str]


def profile_contacts(base: list[int], contacts: Contacts, table: AdTable, settings: LinkSettings) -> dict[int, Profile]:
    """The profile of each contact, by its oldest ad; `base` is that ad per ad."""
    stays_s = settings.change_stays_days * DAY_S
    profiles: dict[int, Profile] = {}
    for ad, leader in enumerate(base):
        own = profiles.get(leader)
        if own is None:
            own = profiles[leader] = Profile(
                first_s=np.inf,
                last_s=-np.inf,
                posted_s=-np.inf,
                has_contact=False,
                places=set(),
                sources=set(),
                pictures=set(),
                texts=Counter(),
                prices=Counter(),
            )
        own.first_s = float(np.fmin(own.first_s, table.first_s[ad]))
        own.last_s = float(np.fmax(own.last_s, ended_s(table, (ad,), stays_s)))
        own.posted_s = float(np.fmax(own.posted_s, table.first_s[ad]))
        own.places |= {int(table.place[ad])} - {-1}
        own.sources.add(int(table.source[ad]))
        own.has_contact |= any(identifier.kind != PICTURE for identifier in table.ads[ad].identifiers)
        own.texts.update(number for number in contacts.keys.of_ad[ad] if contacts.keys.keys[number].kind == TEXT)
        own.prices.update(table.ads[ad].prices)
        own.pictures |= {number for number in contacts.keys.of_ad[ad] if contacts.keys.keys[number].kind == PICTURE}
    return profiles


def successions(profile: dict[int, Profile], settings: LinkSettings) -> Iterator[tuple[int, int]]:
    """Yield (old, new) contacts in a row with the very same set of pictures, though others show one of these."""
    by_set: dict[frozenset[int], list[int]] = defaultdict(list)
    for user in sorted(profile):
        if len(profile[user].pictures) > 1:  # one picture alone may come from a common stock
            by_set[frozenset(profile[user].pictures)].append(user)
    for users_of_set in by_set.values():
        yield from _in_a_row(users_of_set, profile, settings)


def _in_a_row(users: Iterable[int], profile: dict[int, Profile], settings: LinkSettings) -> Iterator[tuple[int, int]]:
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
