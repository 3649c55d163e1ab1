"""Step three: ads with one contact. Identifiers decide; text and picture carry over a changed number."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise, product

import numpy as np
from numpy.typing import NDArray

from lykta.link.contacts import Contacts, ads_with_only, deciding
from lykta.link.hubs import have_one
from lykta.link.keys import PICTURE, TEXT, join_rows
from lykta.link.places import shared_bits
from lykta.link.settings import LinkSettings
from lykta.link.slips import slips
from lykta.link.spans import any_overlap
from lykta.link.successions import Profiles, overlap_of, profile_contacts, same_market, successions
from lykta.link.table import DAY_S, AdTable
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
    """Two ads of one advertiser joined by text and picture."""

    a: int
    b: int
    why: Why


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Grouping:
    """`advertiser` per ad is its advertiser's oldest ad. `carried` are the joins that no identifier made."""

    advertiser: NDArray[np.int64]
    carried: tuple[Carried, ...]


def group_advertisers(
    contacts: Contacts, reasons: Reasons, place: dict[int, Reason], table: AdTable, settings: LinkSettings
) -> Grouping:
    """Components over decisive identifiers, then over carried contacts within LINK-CAP."""
    label = join_rows(contacts.keys.rows, len(table), _decided(contacts, reasons.bits >= settings.decisive_bits))
    sets = UnionFind.joined(label)
    base = label.tolist()
    size = Counter(base)
    carried = []
    for (a, b), why in _carry(base, contacts, table, settings):
        first, second = sets.find(a), sets.find(b)
        if first == second:
            continue
        decisive = why is Why.SLIP or (
            why is Why.CHANGED and shared_bits(a, b, contacts.keys, reasons, table, place) >= settings.cap_bits
        )
        if size[first] + size[second] > settings.cap_ads and not decisive:
            continue  # LINK-CAP: waits for a person
        sets.union(first, second)
        size[min(first, second)] = size[first] + size[second]
        carried.append(Carried(a=min(a, b), b=max(a, b), why=why))
    return Grouping(advertiser=np.array(sets.labels(), dtype=np.int64), carried=tuple(carried))


def _decided(contacts: Contacts, is_strong: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Per row of a key whether the key joins its ad; `is_strong` tells which keys weigh enough."""
    keys = contacts.keys
    joins = (deciding(keys, contacts.shared) & is_strong)[keys.number]
    for number in sorted(contacts.shared):
        if is_strong[number]:
            own = slice(int(keys.rows.start[number]), int(keys.rows.start[number + 1]))
            joins[own] = np.isin(keys.rows.flat[own], ads_with_only(number, contacts))
    return joins


def _carry(
    base: list[int], contacts: Contacts, table: AdTable, settings: LinkSettings
) -> Iterable[tuple[tuple[int, int], Why]]:
    """Yield ((ad, ad), why) for advertisers that are one by text and picture, in a fixed order."""
    profile = profile_contacts(base, contacts, table, settings)
    members, keys = profile.members, contacts.keys
    of_several = ~have_one(keys, np.array(base, dtype=np.int64))
    for number in np.flatnonzero(keys.are(PICTURE) & of_several).tolist():
        key = keys.keys[number]
        users = sorted({base[ad] for ad in key.ads})
        with_contact = [user for user in users if profile.have_contact(user)]
        without = [user for user in users if not profile.have_contact(user)]
        if 1 < len(with_contact) <= settings.change_max:
            yield from _changes(with_contact, key.ads, base, profile, contacts, settings)
        if len(with_contact) <= 1 and without:
            yield from _attach(with_contact + without, key.ads, base, contacts)
    for old, new in successions(profile, settings):
        yield _closest(members[old], members[new], contacts), Why.CHANGED
    for pair in slips(base, contacts, settings):
        yield pair, Why.SLIP


def _changes(
    users: list[int],
    ads: tuple[int, ...],
    base: list[int],
    profile: Profiles,
    contacts: Contacts,
    settings: LinkSettings,
) -> Iterable[tuple[tuple[int, int], Why]]:
    """One contact after the other under one picture: each pair in a row that also shares a text and a place."""
    spans = [(profile[user].first_s, profile[user].last_s) for user in users]
    if not np.isfinite(spans).all() or any_overlap(spans, settings.change_overlap_days * DAY_S):
        return
    in_time = sorted(users, key=lambda user: (profile[user].first_s, user))
    for old, new in pairwise(in_time):
        before, after = profile[old], profile[new]
        gap_s = after.first_s - before.last_s
        if gap_s > settings.change_gap_days * DAY_S or not same_market(before.places, after.places):
            continue
        pair = _pair_with_text(old, new, ads, base, contacts)
        if pair is None:
            # A new text as well: then all of several pictures, the same place and no long silence must agree.
            near = gap_s <= settings.change_picture_gap_days * DAY_S and before.places & after.places
            if near and _are_same_set(before.pictures, after.pictures):
                yield _last_and_first(old, new, ads, base), Why.CHANGED
            continue
        is_template = any(
            _in_use_at_once(contacts.keys.keys[text].ads, base, profile, settings)
            for text in contacts.keys.of_ad[pair[0]]
            if contacts.keys.keys[text].kind == TEXT
        )
        if overlap_of(before.texts, after.texts) >= settings.carried_texts and _pictures_carry_over(
            before.pictures, after.pictures, is_template=is_template, settings=settings
        ):
            yield pair, Why.CHANGED


def _closest(old: list[int], new: list[int], contacts: Contacts) -> tuple[int, int]:
    """Of the last ads before a change and the first after it, the two that share most."""
    keys_of = contacts.keys.of_ad
    pairs = product(reversed(old[-_NEAREST_ADS:]), new[:_NEAREST_ADS])
    return max(pairs, key=lambda pair: len(set(keys_of[pair[0]]) & set(keys_of[pair[1]])))


def _last_and_first(old: int, new: int, ads: tuple[int, ...], base: list[int]) -> tuple[int, int]:
    return max(ad for ad in ads if base[ad] == old), min(ad for ad in ads if base[ad] == new)


def _are_same_set(before: set[int], after: set[int]) -> bool:
    return before == after and len(before) > 1


def _in_use_at_once(ads: tuple[int, ...], base: list[int], profile: Profiles, settings: LinkSettings) -> bool:
    """Whether several contacts use a text at the same time, as the members of a network do."""
    users = {base[ad] for ad in ads}
    spans = [(profile[user].first_s, profile[user].last_s) for user in users if profile[user].has_contact]
    return any_overlap(spans, settings.change_overlap_days * DAY_S)


def _pictures_carry_over(before: set[int], after: set[int], *, is_template: bool, settings: LinkSettings) -> bool:
    """Whether the two contacts have the same pictures, not just one of a common stock."""
    if is_template:
        return _are_same_set(before, after)
    return len(before & after) >= settings.carried_pictures * min(len(before), len(after))


def _attach(
    users: list[int], ads: tuple[int, ...], base: list[int], contacts: Contacts
) -> Iterable[tuple[tuple[int, int], Why]]:
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
