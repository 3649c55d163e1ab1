"""Which identifiers decide: hubs out, handed-over numbers split, shared lines and weak bridges set apart."""

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from itertools import combinations

from lykta.link.handover import split_holders
from lykta.link.hubs import group_ads, shows_only
from lykta.link.keys import PHONE, PICTURE, POSTING, PRICE_LINE, TEXT, Key, Keys, index_keys
from lykta.link.settings import LinkSettings
from lykta.link.table import DAY_S, AdTable, ended_s


@dataclass(frozen=True, slots=True, kw_only=True)
class Contacts:
    """Keys without hubs. `shared` are values with several numbers under them at once: they tie, never join."""

    keys: Keys
    shared: frozenset[int]


def settle_contacts(keys: Keys, hubs: frozenset[int], table: AdTable, settings: LinkSettings) -> Contacts:
    """The keys that may link, with handed-over numbers as one key per holder."""
    kept: list[Key] = []
    for number, key in enumerate(keys.keys):
        if number in hubs:
            continue
        if key.kind == PHONE:
            kept += split_holders(number, keys, hubs, table, settings)
        else:
            kept.append(key)
    settled = index_keys(kept, len(table))
    shared = _shared(settled, table, settings)
    settled = _cut_bridges(settled, shared, table, settings)
    return Contacts(keys=settled, shared=shared)


def _shared(keys: Keys, table: AdTable, settings: LinkSettings) -> frozenset[int]:
    span = [_span(key, table, settings) for key in keys.keys]
    return frozenset(
        number
        for number, key in enumerate(keys.keys)
        if key.is_contact and len(key.ads) > 1 and _stands_over_several(number, keys, span, settings)
    )


def _stands_over_several(number: int, keys: Keys, span: list[tuple[float, float]], settings: LinkSettings) -> bool:
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
        (min(span[phone][0] for phone in own), max(span[phone][1] for phone in own))
        for own in phones_of.values()
        if len(phones_of) > 2 or sum(len(keys.keys[phone].ads) for phone in own) > 1
    ]
    return any_overlap(steady, settings.change_overlap_days * DAY_S)


def any_overlap(spans: list[tuple[float, float]], tolerance_s: float) -> bool:
    """Whether two of the time spans begin together, or lie over each other by more than the tolerance.

    Unknown times never do.
    """
    began = ended = float("-inf")
    for first, last in sorted(spans):
        if first + tolerance_s < ended or first < began + tolerance_s:
            return True
        began, ended = first, max(ended, last)
    return False


def _span(key: Key, table: AdTable, settings: LinkSettings) -> tuple[float, float]:
    ended = ended_s(table, key.ads, settings.change_stays_days * DAY_S)
    return float(table.first_s[list(key.ads)].min()), ended


def _cut_bridges(keys: Keys, shared: frozenset[int], table: AdTable, settings: LinkSettings) -> Keys:
    """Two numbers in use at once, together in few of their ads and alike in nothing else, are left apart.

    One ad for two persons, or one misread number, would otherwise make two contacts one.
    The joint ads stay with the number that has more ads.
    """
    together: Counter[tuple[int, int]] = Counter()
    for own in keys.of_ad:
        contacts = [number for number in own if keys.keys[number].is_contact and number not in shared]
        together.update(combinations(contacts, 2))
    dropped: dict[int, set[int]] = defaultdict(set)
    for (a, b), count in sorted(together.items()):
        small = min((a, b), key=lambda number: (len(keys.keys[number].ads), -number))
        size = len(keys.keys[small].ads)
        if size < settings.bridge_min_ads or count >= settings.bridge_share * size:
            continue
        spans = [_span(keys.keys[number], table, settings) for number in (a, b)]
        if any_overlap(spans, settings.change_overlap_days * DAY_S) and not _alike(keys, a, b):
            dropped[small] |= set(keys.keys[a].ads) & set(keys.keys[b].ads)
    if not dropped:
        return keys
    cut = [
        replace(key, ads=tuple(ad for ad in key.ads if ad not in dropped[number])) if number in dropped else key
        for number, key in enumerate(keys.keys)
    ]
    return index_keys(cut, len(keys.of_ad))


def _alike(keys: Keys, a: int, b: int) -> bool:
    joint = set(keys.keys[a].ads) & set(keys.keys[b].ads)
    likeness = [
        {
            other
            for ad in keys.keys[number].ads
            if ad not in joint
            for other in keys.of_ad[ad]
            if keys.keys[other].kind in (TEXT, PICTURE) or (keys.keys[other].is_contact and other not in (a, b))
        }
        for number in (a, b)
    ]
    return bool(likeness[0] & likeness[1])


def decides(key: Key, number: int, shared: frozenset[int]) -> bool:
    """Whether ads with this key have one contact on its strength alone (its bits are checked besides)."""
    return key.kind == POSTING or (key.is_contact and number not in shared and key.kind != PRICE_LINE)


def ads_with_only(number: int, contacts: Contacts) -> tuple[int, ...]:
    """The ads on which a shared number stands alone; none for other values.

    Who else names the number beside one of their own cannot part the ads of the one who is reached by it.
    """
    key = contacts.keys.keys[number]
    if number not in contacts.shared or key.kind != PHONE:
        return ()
    return tuple(ad for ad in key.ads if shows_only(ad, number, contacts.keys))
