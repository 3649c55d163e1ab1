"""Step three: ads with one contact. Identifiers decide; what was kept carries over a changed number."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, product

import numpy as np
from numpy.typing import NDArray

from lykta.link.contacts import Contacts, ads_with_only, deciding
from lykta.link.hubs import have_one
from lykta.link.kept import Kept
from lykta.link.keys import PICTURE, TEXT, join_rows
from lykta.link.profiles import profile_contacts, with_contact
from lykta.link.settings import LinkSettings
from lykta.link.slips import slips
from lykta.link.successors import find_successors
from lykta.link.table import AdTable, ads_of
from lykta.link.texts import Lines
from lykta.link.union_find import UnionFind
from lykta.link.weigh import Reasons
from lykta.model.link import Reason

_NEAREST_ADS = 50  # on either side of a change; bounds the work on a contact with thousands


class Why(StrEnum):
    """Why two ads are joined that no identifier joins."""

    CHANGED = "changed_number"  # a new contact followed the old
    NO_CONTACT = "no_other_contact"  # one of them shows none
    SLIP = "number_slip"  # one of them shows the other's number with a slip


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """Two ads of one advertiser that no identifier joins."""

    a: int
    b: int
    why: Why
    because: tuple[Reason, ...] = ()  # beside what the two ads themselves have in common


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Grouping:
    """`advertiser` per ad is its advertiser's oldest ad. `carried` are the joins that no identifier made.

    `waiting` are changes of contact that are likely, and not made until a person says so.
    """

    advertiser: NDArray[np.int64]
    carried: tuple[Carried, ...]
    waiting: tuple[Carried, ...] = ()


def group_advertisers(
    contacts: Contacts, reasons: Reasons, lines: Lines, table: AdTable, settings: LinkSettings
) -> Grouping:
    """Components over decisive identifiers, then over carried contacts within LINK-CAP."""
    sets = UnionFind.joined(
        join_rows(contacts.keys.rows, len(table), _decided(contacts, reasons.bits >= settings.decisive_bits))
    )
    carried = list(_carry(sets, contacts, table, settings))
    changed, waiting = _succeed(sets, contacts, lines, table, settings)
    return Grouping(
        advertiser=np.array(sets.labels(), dtype=np.int64), carried=(*carried, *changed), waiting=tuple(waiting)
    )


def _decided(contacts: Contacts, is_strong: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Per row of a key whether the key joins its ad; `is_strong` tells which keys weigh enough."""
    keys = contacts.keys
    joins = (deciding(keys, contacts.shared) & is_strong)[keys.number]
    for number in sorted(contacts.shared):
        if is_strong[number]:
            own = slice(int(keys.rows.start[number]), int(keys.rows.start[number + 1]))
            joins[own] = np.isin(keys.rows.flat[own], ads_with_only(number, contacts))
    return joins


def _carry(sets: UnionFind, contacts: Contacts, table: AdTable, settings: LinkSettings) -> Iterator[Carried]:
    """Join ads without a contact, and ads with a slip in it, to the only contact that fits, within LINK-CAP."""
    base = sets.labels()
    size = Counter(base)
    for (a, b), why in chain(_without_contact(base, contacts, table), _with_slips(base, contacts, settings)):
        first, second = sets.find(a), sets.find(b)
        if first == second or (size[first] + size[second] > settings.cap_ads and why is not Why.SLIP):
            continue
        sets.union(first, second)
        size[min(first, second)] = size[first] + size[second]
        yield Carried(a=min(a, b), b=max(a, b), why=why)


def _succeed(
    sets: UnionFind, contacts: Contacts, lines: Lines, table: AdTable, settings: LinkSettings
) -> tuple[list[Carried], list[Carried]]:
    """Join contacts that go on under another; those that are likely at best, or above LINK-CAP, wait for a person."""
    base = sets.labels()
    label = np.array(base, dtype=np.int64)
    members = ads_of(label)
    size = Counter(base)
    profile = profile_contacts(label, contacts, table, settings)
    joined: list[Carried] = []
    waiting: list[Carried] = []
    for one in find_successors(profile, Kept(profile, lines, label, settings), settings):
        first, second = sets.find(one.old), sets.find(one.new)
        a, b = _closest(members[one.old], members[one.new], contacts)
        join = Carried(a=min(a, b), b=max(a, b), why=Why.CHANGED, because=one.because)
        is_large = size[first] + size[second] > settings.cap_ads
        if one.chance < (settings.cap_chance if is_large else settings.successor_chance):
            waiting.append(join)
            continue
        sets.union(first, second)
        size[min(first, second)] = size[first] + size[second]
        joined.append(join)
    return joined, waiting


def _without_contact(base: list[int], contacts: Contacts, table: AdTable) -> Iterator[tuple[tuple[int, int], Why]]:
    """Yield ((ad, ad), why) for ads that show none, with a picture that at most one contact shows."""
    keys, label = contacts.keys, np.array(base, dtype=np.int64)
    shows = with_contact(label, table)
    asked = keys.are(PICTURE) & ~have_one(keys, label) & ~have_one(keys, np.where(shows[label], 0, -1))
    for number in np.flatnonzero(asked).tolist():
        key = keys.keys[number]
        users = sorted({base[ad] for ad in key.ads})
        reached = [user for user in users if shows[user]]
        without = [user for user in users if not shows[user]]
        if len(reached) <= 1 and without:
            yield from _attach(reached + without, key.ads, base, contacts)


def _with_slips(base: list[int], contacts: Contacts, settings: LinkSettings) -> Iterator[tuple[tuple[int, int], Why]]:
    for pair in slips(base, contacts, settings):
        yield pair, Why.SLIP


def _closest(old: list[int], new: list[int], contacts: Contacts) -> tuple[int, int]:
    """Of the last ads before a change and the first after it, the two that share most."""
    keys_of = contacts.keys.of_ad
    last, first = old[-_NEAREST_ADS:][::-1], new[:_NEAREST_ADS]
    shown = {ad: frozenset(keys_of[ad]) for ad in (*last, *first)}
    return max(product(last, first), key=lambda pair: len(shown[pair[0]] & shown[pair[1]]))


def _attach(
    users: list[int], ads: tuple[int, ...], base: list[int], contacts: Contacts
) -> Iterator[tuple[tuple[int, int], Why]]:
    """Ads that show no contact, to the only advertiser with this picture and one of its texts."""
    for user in users[1:]:
        pair = _pair_with_text(users[0], user, ads, base, contacts)
        if pair is not None:
            yield pair, Why.NO_CONTACT


def _pair_with_text(
    a: int, b: int, ads: tuple[int, ...], base: list[int], contacts: Contacts
) -> tuple[int, int] | None:
    """The last ad of `a` and the first of `b` that share a text, among ads with the picture."""
    last_of: dict[int, int] = {}
    first_of: dict[int, int] = {}
    for ad in ads:
        texts = [number for number in contacts.keys.of_ad[ad] if contacts.keys.keys[number].kind == TEXT]
        if base[ad] == a:
            last_of.update(dict.fromkeys(texts, ad))
        elif base[ad] == b:
            for text in texts:
                first_of.setdefault(text, ad)
    shared = sorted(last_of.keys() & first_of.keys())
    return (last_of[shared[0]], first_of[shared[0]]) if shared else None
