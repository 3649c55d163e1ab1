"""Step three: ads with one contact. Identifiers decide; text and picture carry over a changed number."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from lykta.link.contacts import Contacts, any_overlap, decides
from lykta.link.keys import PICTURE, TEXT
from lykta.link.settings import LinkSettings
from lykta.link.table import DAY_S, AdTable, ended_s
from lykta.link.union_find import UnionFind
from lykta.model.link import Family, Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """Two ads of one advertiser joined by text and picture; `changed` when a new contact followed the old."""

    a: int
    b: int
    changed: bool


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Grouping:
    """`advertiser` per ad is its advertiser's oldest ad. `carried` are the joins that no identifier made."""

    advertiser: NDArray[np.int64]
    carried: tuple[Carried, ...]


def group_advertisers(
    contacts: Contacts, reasons: dict[int, Reason], table: AdTable, settings: LinkSettings
) -> Grouping:
    """Components over decisive identifiers, then over carried contacts within LINK-CAP."""
    sets = UnionFind(len(table))
    for number, key in enumerate(contacts.keys.keys):
        if decides(key, number, contacts.shared) and reasons[number].bits >= settings.decisive_bits:
            for ad in key.ads[1:]:
                sets.union(key.ads[0], ad)
    base = sets.labels()
    size = Counter(base)
    carried = []
    for (a, b), changed in _carry(base, contacts, table, settings):
        first, second = sets.find(a), sets.find(b)
        if first == second:
            continue
        decisive = changed and _bits(a, b, contacts, reasons) >= settings.cap_bits
        if size[first] + size[second] > settings.cap_ads and not decisive:
            continue  # LINK-CAP: waits for a person
        sets.union(first, second)
        size[min(first, second)] = size[first] + size[second]
        carried.append(Carried(a=min(a, b), b=max(a, b), changed=changed))
    return Grouping(advertiser=np.array(sets.labels(), dtype=np.int64), carried=tuple(carried))


def _bits(a: int, b: int, contacts: Contacts, reasons: dict[int, Reason]) -> float:
    """The worth of all that two ads share, each family once."""
    best: dict[Family, float] = {}
    for number in set(contacts.keys.of_ad[a]) & set(contacts.keys.of_ad[b]):
        reason = reasons[number]
        best[reason.family] = max(reason.bits, best.get(reason.family, 0.0))
    return sum(best.values())


def _carry(
    base: list[int], contacts: Contacts, table: AdTable, settings: LinkSettings
) -> Iterable[tuple[tuple[int, int], bool]]:
    """Yield ((ad, ad), changed) for advertisers that are one by text and picture, in a fixed order."""
    profile = _profile(base, contacts, table, settings)
    for key in contacts.keys.keys:
        if key.kind != PICTURE:
            continue
        users = sorted({base[ad] for ad in key.ads})
        with_contact = [user for user in users if profile[user].has_contact]
        without = [user for user in users if not profile[user].has_contact]
        if 1 < len(with_contact) <= settings.change_max:
            yield from _changes(with_contact, key.ads, base, profile, contacts, settings)
        if len(with_contact) <= 1 and without:
            yield from _attach(with_contact + without, key.ads, base, contacts)


@dataclass(slots=True, kw_only=True)
class _Profile:
    first_s: float
    last_s: float
    has_contact: bool
    places: set[int]
    pictures: set[int]
    texts: Counter[int]


def _profile(base: list[int], contacts: Contacts, table: AdTable, settings: LinkSettings) -> dict[int, _Profile]:
    stays_s = settings.change_stays_days * DAY_S
    profiles: dict[int, _Profile] = {}
    for ad, leader in enumerate(base):
        own = profiles.setdefault(
            leader,
            _Profile(first_s=np.inf, last_s=-np.inf, has_contact=False, places=set(), pictures=set(), texts=Counter()),
        )
        own.first_s = float(np.fmin(own.first_s, table.first_s[ad]))
        own.last_s = float(np.fmax(own.last_s, ended_s(table, (ad,), stays_s)))
        own.places |= {int(table.place[ad])} - {-1}
        own.has_contact |= any(identifier.kind != PICTURE for identifier in table.ads[ad].identifiers)
        own.texts.update(number for number in contacts.keys.of_ad[ad] if contacts.keys.keys[number].kind == TEXT)
        own.pictures |= {number for number in contacts.keys.of_ad[ad] if contacts.keys.keys[number].kind == PICTURE}
    return profiles


def _changes(
    users: list[int],
    ads: tuple[int, ...],
    base: list[int],
    profile: dict[int, _Profile],
    contacts: Contacts,
    settings: LinkSettings,
) -> Iterable[tuple[tuple[int, int], bool]]:
    """One contact after the other under one picture: each pair in a row that also shares a text and a place."""
    spans = [(profile[user].first_s, profile[user].last_s) for user in users]
    if not np.isfinite(spans).all() or any_overlap(spans, settings.change_overlap_days * DAY_S):
        return
    in_time = sorted(users, key=lambda user: (profile[user].first_s, user))
    for old, new in pairwise(in_time):
        before, after = profile[old], profile[new]
        gap_s = after.first_s - before.last_s
        if gap_s > settings.change_gap_days * DAY_S or not _same_market(before.places, after.places):
            continue
        pair = _pair_with_text(old, new, ads, base, contacts)
        if pair is None:
            # A new text as well: then all of several pictures, the same place and no long silence must agree.
            near = gap_s <= settings.change_picture_gap_days * DAY_S and before.places & after.places
            if near and _are_same_set(before.pictures, after.pictures):
                yield _last_and_first(old, new, ads, base), True
            continue
        is_template = any(
            _in_use_at_once(contacts.keys.keys[text].ads, base, profile, settings)
            for text in contacts.keys.of_ad[pair[0]]
            if contacts.keys.keys[text].kind == TEXT
        )
        overlap = _overlap(before.texts, after.texts)
        if overlap >= settings.carried_texts and _pictures_carry_over(
            before.pictures, after.pictures, is_template=is_template, settings=settings
        ):
            yield pair, True


def _last_and_first(old: int, new: int, ads: tuple[int, ...], base: list[int]) -> tuple[int, int]:
    return max(ad for ad in ads if base[ad] == old), min(ad for ad in ads if base[ad] == new)


def _are_same_set(before: set[int], after: set[int]) -> bool:
    return before == after and len(before) > 1


def _in_use_at_once(
    ads: tuple[int, ...], base: list[int], profile: dict[int, _Profile], settings: LinkSettings
) -> bool:
    """Whether several contacts use a text at the same time, as the members of a network do."""
    users = {base[ad] for ad in ads}
    spans = [(profile[user].first_s, profile[user].last_s) for user in users if profile[user].has_contact]
    return any_overlap(spans, settings.change_overlap_days * DAY_S)


def _pictures_carry_over(before: set[int], after: set[int], *, is_template: bool, settings: LinkSettings) -> bool:
    """Whether the two contacts have the same pictures, not just one of a common stock."""
    if is_template:
        return _are_same_set(before, after)
    return len(before & after) >= settings.carried_pictures * min(len(before), len(after))


def _overlap(a: Counter[int], b: Counter[int]) -> float:
    """The common part of two frequency distributions, 0-1."""
    in_a, in_b = max(1, a.total()), max(1, b.total())
    return sum(min(a[text] / in_a, b[text] / in_b) for text in a.keys() & b.keys())


def _same_market(a: set[int], b: set[int]) -> bool:
    """A common place, an unknown one, or both touring."""
    return not a or not b or bool(a & b) or (len(a) > 1 and len(b) > 1)


def _attach(
    users: list[int], ads: tuple[int, ...], base: list[int], contacts: Contacts
) -> Iterable[tuple[tuple[int, int], bool]]:
    """Ads that show no contact, to the only advertiser with this picture and one of its texts."""
    for user in users[1:]:
        pair = _pair_with_text(users[0], user, ads, base, contacts)
        if pair is not None:
            yield pair, False


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


def ads_of(advertiser: NDArray[np.int64]) -> dict[int, list[int]]:
    """The ads of each advertiser, oldest first, by its oldest ad."""
    members: dict[int, list[int]] = defaultdict(list)
    for ad, leader in enumerate(advertiser.tolist()):
        members[leader].append(ad)
    return dict(members)
