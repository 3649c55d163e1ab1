"""Values too common among otherwise unlinked ads: support numbers, sites' addresses, stock pictures."""

from collections import Counter
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lykta.link import sentences
from lykta.link.keys import EMAIL, PHONE, PICTURE, POSTING, PRICE_LINE, TEXT, Key, Keys
from lykta.link.settings import LinkSettings
from lykta.link.table import AdTable, count_postings
from lykta.link.union_find import UnionFind
from lykta.model.link import Hub

# A key on more of a value's ads than this may be the same site's second address; it proves nothing about them.
_COVERS = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class HubFindings:
    """`hubs` by key number, and per key the number of otherwise unlinked groups it would join, where it is not one."""

    hubs: dict[int, Hub]
    groups: dict[int, int]


def find_hubs(keys: Keys, table: AdTable, site_lines: Iterable[frozenset[int]], settings: LinkSettings) -> HubFindings:
    """Every hub (LINK-HUB), by the diversity of what it would glue, never by a count alone."""
    lines = tuple(site_lines)
    hubs: dict[int, Hub] = {}
    groups: dict[int, int] = {}
    several = ~_are_one_group(keys, settings)
    contacts = np.flatnonzero(keys.is_contact & several).tolist()
    # The most common first: a value found to be a site's is then nobody's own contact beside the next. Addresses
    # before numbers as common, since an address may tell whose the number beside it is.
    for number in sorted(
        contacts, key=lambda number: (-len(keys.keys[number].ads), keys.keys[number].kind != EMAIL, number)
    ):
        why, groups[number] = _why_identifier(number, keys, table, lines, hubs, settings)
        if why is not None:
            hubs[number] = why
    for number in np.flatnonzero(keys.are(POSTING) & several).tolist():
        key = keys.keys[number]
        groups[number] = len(set(group_ads(key.ads, _evidence_for_posting(keys, hubs))))
        if groups[number] > settings.hub_posting_groups:
            hubs[number] = _hub_of_posting(key, groups[number], table)
    several &= ~_have_one_contact(keys, hubs)
    for number in np.flatnonzero(keys.are(PICTURE) & several).tolist():
        key = keys.keys[number]
        evidence = _evidence_for_picture(keys, hubs)
        groups[number] = len(set(group_ads(key.ads, evidence)))
        why = _why_diverse(key, groups[number], settings.hub_picture_groups, table) or _why_far_apart(
            key, evidence, groups[number], table, settings
        )
        if why is not None:
            hubs[number] = why
    return HubFindings(hubs=hubs, groups=groups)


def _are_one_group(keys: Keys, settings: LinkSettings) -> NDArray[np.bool_]:
    """Per key whether all its ads have one text: that alone makes them one group, and one group is never a hub's.

    Most keys are such, so the rules below need to look at few.
    """
    needed = (
        settings.hub_contacts,
        settings.hub_casual_contacts,
        settings.hub_source_groups,
        settings.hub_source_groups_alone,
        settings.hub_identifier_groups + 1,
        settings.hub_picture_groups + 1,
        settings.hub_picture_places + 1,
        settings.hub_posting_groups + 1,
    )
    return have_one(keys, keys.alike_in(TEXT)) & (min(needed) > 1)


def _have_one_contact(keys: Keys, hubs: dict[int, Hub]) -> NDArray[np.bool_]:
    """Per key whether all its ads show the same first contact that is no hub."""
    first = np.full(len(keys.of_ad), -1, dtype=np.int64)
    number = keys.number[::-1]  # of several contacts of an ad the last written holds, here the smallest number
    usable = keys.is_contact.copy()
    usable[list(hubs)] = False
    kept = usable[number]
    first[keys.rows.flat[::-1][kept]] = number[kept]
    return have_one(keys, first)


def have_one(keys: Keys, label: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Per key whether the label, which is by ad, is known and the same for all of its ads; a key on one ad has one."""
    result: NDArray[np.bool_] = keys.rows.sizes < 2
    filled = np.flatnonzero(keys.rows.sizes > 0)
    if len(filled):
        of_row, begin = label[keys.rows.flat], keys.rows.start[filled]
        least, most = np.minimum.reduceat(of_row, begin), np.maximum.reduceat(of_row, begin)
        result[filled] |= (least == most) & (least >= 0)
    return result


def _why_identifier(
    number: int,
    keys: Keys,
    table: AdTable,
    lines: tuple[frozenset[int], ...],
    hubs: dict[int, Hub],
    settings: LinkSettings,
) -> tuple[Hub | None, int]:
    """Why a contact detail is a hub, if it is one, and the number of unlinked groups that it would join."""
    key = keys.keys[number]
    evidence = _evidence_for_identifier(keys, number, hubs)
    label = group_ads(key.ads, evidence)
    alone = _alone(number, keys, label, hubs)
    somebodys = key.kind == PHONE and _are_of_one_piece(alone, settings)
    # What strangers write beside somebody's number makes it no more common.
    groups = len(set(alone if somebodys else label))
    why = _why_own_address(number, keys, table, hubs, groups) or _why_site(
        number, keys, table, lines, hubs, groups, settings, is_somebodys=somebodys
    )
    if why is None and not somebodys:
        why = _why_beside_others(number, keys, label, evidence, hubs, table, settings) or _why_diverse(
            key, groups, settings.hub_identifier_groups, table
        )
    return why, groups


def group_ads(ads: tuple[int, ...], keys_of: Callable[[int], Iterable[int]]) -> list[int]:
    """Per ad, in order, a label that is equal for ads joined by the keys that `keys_of` gives."""
    sets = UnionFind(len(ads))
    seen: dict[int, int] = {}
    for position, ad in enumerate(ads):
        for key in keys_of(ad):
            sets.union(seen.setdefault(key, position), position)
    return sets.labels()


def _evidence_for_identifier(keys: Keys, number: int, hubs: dict[int, Hub]) -> Callable[[int], list[int]]:
    """Texts and postings; other identifiers and pictures unless they cover its ads as a site's would."""
    ads = keys.keys[number].ads
    count = Counter(other for ad in ads for other in keys.of_ad[ad])
    limit = max(1, _COVERS * len(ads))
    usable = {
        other
        for other, times in count.items()
        if other != number
        and other not in hubs
        and keys.keys[other].kind != PRICE_LINE
        and (times <= limit or keys.keys[other].kind in (TEXT, POSTING))
    }
    return lambda ad: [other for other in keys.of_ad[ad] if other in usable]


def _evidence_for_picture(keys: Keys, hubs: dict[int, Hub]) -> Callable[[int], list[int]]:
    return lambda ad: [
        other for other in keys.of_ad[ad] if other not in hubs and keys.keys[other].kind not in (PICTURE, PRICE_LINE)
    ]


def _evidence_for_posting(keys: Keys, hubs: dict[int, Hub]) -> Callable[[int], list[int]]:
    return lambda ad: [
        other for other in keys.of_ad[ad] if other not in hubs and keys.keys[other].kind not in (POSTING, PRICE_LINE)
    ]


def _hub_of_posting(key: Key, groups: int, table: AdTable) -> Hub:
    """An address that showed one stranger after another: a page that a site fills anew, or rows given one address."""
    one = table.ads[key.ads[0]]
    name = f"{one.source} {one.key}"
    says = sentences.hub_posting(name, len(key.ads), groups)
    return Hub(kind=POSTING, value=name, ads=count_postings(table, key.ads), groups=groups, says=says)


def _why_far_apart(
    key: Key, evidence: Callable[[int], list[int]], groups: int, table: AdTable, settings: LinkSettings
) -> Hub | None:
    """A picture whose few groups have not even a municipality in common, as in the first weeks of watching.

    Source: docs/adr/0006. Groups whose place is unknown count for nothing.
    """
    if groups <= settings.hub_picture_places:
        return None

    def or_place(ad: int) -> list[int]:
        place = int(table.place[ad])
        return [*evidence(ad), *([-1 - place] if place >= 0 else [])]  # keys are numbered from 0, places below it

    label = group_ads(key.ads, or_place)
    apart = len({group for ad, group in zip(key.ads, label, strict=True) if table.place[ad] >= 0})
    if apart <= settings.hub_picture_places:
        return None
    ads = count_postings(table, key.ads)
    says = sentences.hub_far_apart(key.kind, key.value, ads, apart)
    return Hub(kind=key.kind, value=key.value, ads=ads, groups=groups, says=says)


def _why_diverse(key: Key, groups: int, limit: int, table: AdTable) -> Hub | None:
    if groups <= limit:
        return None
    ads = count_postings(table, key.ads)
    says = sentences.hub_diverse(key.kind, key.value, ads, groups)
    return Hub(kind=key.kind, value=key.value, ads=ads, groups=groups, says=says)


def _why_beside_others(
    number: int,
    keys: Keys,
    label: list[int],
    evidence: Callable[[int], list[int]],
    hubs: dict[int, Hub],
    table: AdTable,
    settings: LinkSettings,
) -> Hub | None:
    """A value beside which unlinked ads show contacts of their own, as beside a support number.

    Many such groups are enough, unless most of its ads show it alone. Few are, when the value stands on a small part
    of those contacts' ads: a network's common address stands on most ads of its members, a site's number now and then
    on everybody's. A number that is somebody's own on some ads is not made a site's by what others post beside it.
    """
    key = keys.keys[number]
    own, casual = set(), set()
    casual_ads = 0
    common = Counter(other for ad in key.ads for other in keys.of_ad[ad])
    for ad, group in zip(key.ads, label, strict=True):
        beside = [other for other in evidence(ad) if keys.keys[other].is_contact]
        if any(keys.keys[other].kind == PHONE for other in beside):
            own.add(group)
        if any(_is_casual(len(keys.keys[other].ads), common[other], settings) for other in beside):
            casual.add(group)
            casual_ads += 1
    many = len(own) >= settings.hub_contacts and not _mostly_alone(number, keys, hubs)
    few = (
        len(casual) >= settings.hub_casual_contacts
        and casual_ads >= 0.5 * len(key.ads)
        and not (key.kind == PHONE and _times_alone(number, keys, hubs) >= settings.bridge_min_ads)
    )
    if not many and not few:
        return None
    ads = count_postings(table, key.ads)
    says = sentences.hub_beside(key.kind, key.value, ads, max(len(own), len(casual)))
    return Hub(kind=key.kind, value=key.value, ads=ads, groups=len(set(label)), says=says)


def _alone(number: int, keys: Keys, label: Sequence[int], hubs: Container[int]) -> list[int]:
    """The groups of the ads that show no contact but this one, one entry an ad."""
    return [group for ad, group in zip(keys.keys[number].ads, label, strict=True) if shows_only(ad, number, keys, hubs)]


def _are_of_one_piece(alone: Sequence[int], settings: LinkSettings) -> bool:
    """Whether a number stands alone on several ads that hang together, so that it is how somebody is reached.

    What strangers write beside it on ads of their own, however many, cannot make it a site's: anyone can plant that.
    A support number stands alone only where an ad's own number was not read, and such ads have nothing in common.
    """
    if len(alone) < settings.bridge_min_ads:
        return False
    return max(Counter(alone).values()) >= settings.handover_one_piece * len(alone)


def _is_casual(ads: int, common: int, settings: LinkSettings) -> bool:
    """Whether a contact with several ads shows the value on few of them, those in common."""
    return ads >= settings.hub_casual_ads and common <= settings.hub_casual_share * ads


def _why_own_address(number: int, keys: Keys, table: AdTable, hubs: dict[int, Hub], groups: int) -> Hub | None:
    """An e-mail address at the site's own domain, or a value that never stands without one, on unlinked ads.

    Two groups are enough: the domain says whose it is.
    """
    key = keys.keys[number]
    sources = {int(table.source[ad]) for ad in key.ads}
    if groups < 2 or len(sources) > 1:
        return None
    source = table.sources[sources.pop()]
    beside = [other for other in keys.of_ad[key.ads[0]] if other in hubs and _is_own(keys.keys[other], source)]
    # Where a site shows its address on every ad each number stands beside it; the site's own does so on most of them.
    always = any(
        set(key.ads) <= set(keys.keys[other].ads) and len(key.ads) > _COVERS * len(keys.keys[other].ads)
        for other in beside
    )
    if not always and not _is_own(key, source):
        return None
    return _of_site(key, source, groups, table)


def _of_site(key: Key, source: str, groups: int, table: AdTable) -> Hub:
    ads = count_postings(table, key.ads)
    says = sentences.hub_site(key.kind, key.value, ads, source)
    return Hub(kind=key.kind, value=key.value, ads=ads, groups=groups, says=says)


def _is_own(key: Key, source: str) -> bool:
    """Whether an address is at the source's domain; a source is named by its host or the host's own part."""
    host = key.value.rpartition("@")[2] if key.kind == EMAIL else ""
    return host == source or host.rpartition(".")[0] == source


def _why_site(
    number: int,
    keys: Keys,
    table: AdTable,
    lines: tuple[frozenset[int], ...],
    hubs: dict[int, Hub],
    groups: int,
    settings: LinkSettings,
    *,
    is_somebodys: bool,
) -> Hub | None:
    """The site's own address: in a line the site writes itself, or on nearly all ads of one source."""
    key = keys.keys[number]
    alone = _mostly_alone(number, keys, hubs)
    needed = settings.hub_source_groups_alone if alone else settings.hub_source_groups
    if groups < needed:
        return None
    ads_of_source = np.bincount(table.source)
    on_source = np.bincount(table.source[list(key.ads)], minlength=len(ads_of_source))
    nearly_all = (on_source >= settings.hub_source_share * ads_of_source) & (ads_of_source >= settings.hub_source_ads)
    ads = set(key.ads)
    # The line need not hold the value: what stands on (nearly) every ad with the site's line is the site's.
    in_line = any(len(ads & line) >= 0.95 * len(line) for line in lines)
    # Who fills a source alone is a prolific advertiser, however fresh the texts.
    is_reached = is_somebodys or (alone and key.kind == PHONE)
    if not in_line and (is_reached or not nearly_all.any()):
        return None
    source = table.sources[int(np.argmax(on_source))]
    return _of_site(key, source, groups, table)


def shows_only(ad: int, number: int, keys: Keys, hubs: Container[int] = frozenset()) -> bool:
    """Whether an ad shows no contact but this one; hubs are nobody's contact."""
    return not any(other != number and other not in hubs and keys.keys[other].is_contact for other in keys.of_ad[ad])


def _mostly_alone(number: int, keys: Keys, hubs: Container[int]) -> bool:
    """Whether most ads with the value show no other contact, so that it is how they are reached.

    A support number or a site's address stands beside the contacts of those who post there.
    """
    return 2 * _times_alone(number, keys, hubs) > len(keys.keys[number].ads)


def _times_alone(number: int, keys: Keys, hubs: Container[int]) -> int:
    return sum(shows_only(ad, number, keys, hubs) for ad in keys.keys[number].ads)
