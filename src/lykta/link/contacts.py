"""Which identifiers decide: hubs out, handed-over numbers split, shared lines and weak bridges set apart."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from lykta.link.bridges import Bridge, cut_bridges
from lykta.link.handover import split_holders
from lykta.link.hubs import group_ads, have_one, shows_only
from lykta.link.keys import PHONE, POSTING, TEXT, Key, Keys, index_keys
from lykta.link.settings import LinkSettings
from lykta.link.spans import any_overlap, span_of
from lykta.link.table import DAY_S, AdTable


@dataclass(frozen=True, slots=True, kw_only=True)
class Contacts:
    """Keys without hubs. `shared` are values with several numbers under them at once: they tie, never join.

    `bridges` are joins left to a person.
    """

    keys: Keys
    shared: frozenset[int]
    bridges: tuple[Bridge, ...] = ()


def settle_contacts(keys: Keys, hubs: frozenset[int], table: AdTable, settings: LinkSettings) -> Contacts:
    """The keys that may link, with handed-over numbers as one key per holder."""
    kept: list[Key] = []
    # Ads with one text have no clean cut between them, so nobody else can have taken the number over.
    may_split = (
        keys.are(PHONE) & (keys.rows.sizes >= 2 * settings.handover_min_ads) & ~have_one(keys, keys.alike_in(TEXT))
    ).tolist()
    for number, key in enumerate(keys.keys):
        if number in hubs:
            continue
        if may_split[number]:
            kept += split_holders(number, keys, hubs, table, settings)
        else:
            kept.append(key)
    settled = index_keys(kept, len(table))
    shared = _shared(settled, table, settings)
    settled, bridges = cut_bridges(settled, shared, table, settings)
    return Contacts(keys=settled, shared=shared, bridges=bridges)


def _shared(keys: Keys, table: AdTable, settings: LinkSettings) -> frozenset[int]:
    @cache
    def span(number: int) -> tuple[float, float]:
        return span_of(keys.keys[number].ads, table, settings.change_stays_days * DAY_S)

    is_phone, number_of = keys.are(PHONE), keys.number
    phones = np.bincount(keys.rows.flat[is_phone[number_of]], minlength=len(keys.of_ad))
    beside = phones[keys.rows.flat] > is_phone[number_of]
    with_phones_beside = np.bincount(number_of[beside], minlength=len(keys)) > 0
    asked = np.flatnonzero(keys.is_contact & (keys.rows.sizes > 1) & with_phones_beside).tolist()
    return frozenset(number for number in asked if _stands_over_several(number, keys, span, settings))


def _stands_over_several(
    number: int, keys: Keys, span: Callable[[int], tuple[float, float]], settings: LinkSettings
) -> bool:
    phones = [
        [other for other in keys.of_ad[ad] if other != number and keys.keys[other].kind == PHONE]
        for ad in keys.keys[number].ads
    ]
    by_ad = {ad: own for ad, own in zip(keys.keys[number].ads, phones, strict=True) if own}
    label = group_ads(tuple(by_ad), by_ad.__getitem__)
    phones_of: dict[int, set[int]] = defaultdict(set)
    for own, group in zip(by_ad.values(), label, strict=True):
        phones_of[group].update(own)
    is_phone = keys.keys[number].kind == PHONE
    if len(phones_of) < (settings.shared_phone_contacts if is_phone else 2):
        return False
    if len(phones_of) > settings.change_max:
        return True
    # A number seen on one ad may be a reading error: two rivals must each stand on several ads, or be three.
    steady = [
        (min(span(phone)[0] for phone in own), max(span(phone)[1] for phone in own))
        for own in phones_of.values()
        if len(phones_of) > 2 or sum(len(keys.keys[phone].ads) for phone in own) > 1
    ]
    return any_overlap(steady, settings.change_overlap_days * DAY_S)


def deciding(keys: Keys, shared: frozenset[int]) -> NDArray[np.bool_]:
    """Per key whether ads with it have one contact on its strength alone (its bits are checked besides)."""
    decides = keys.are(POSTING) | keys.is_contact
    decides[list(shared)] = False
    return decides


def ads_with_only(number: int, contacts: Contacts) -> tuple[int, ...]:
    """The ads on which a shared number stands alone; none for other values.

    Who else names the number beside one of their own cannot part the ads of the one who is reached by it.
    """
    key = contacts.keys.keys[number]
    if number not in contacts.shared or key.kind != PHONE:
        return ()
    return tuple(ad for ad in key.ads if shows_only(ad, number, contacts.keys))
