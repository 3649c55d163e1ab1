"""Weak bridges: contacts in use at once that only a few ads name together, and that are alike in nothing else.

Anyone can post an ad that names two strangers' numbers, directly or through a number made for it. Such ads join nobody;
the join is held for a person, with the ads it would rest on.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import combinations

from lykta.link.keys import PICTURE, TEXT, Keys, index_keys
from lykta.link.settings import LinkSettings
from lykta.link.spans import any_overlap, span_of
from lykta.link.table import DAY_S, AdTable
from lykta.link.union_find import UnionFind


@dataclass(frozen=True, slots=True, kw_only=True)
class Bridge:
    """Two key numbers that were left apart, and the rows that name a contact of either side's."""

    a: int
    b: int
    ads: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Crossing:
    """Ads that hang together by small contacts, and the cores' contacts that each of them shows."""

    ads: tuple[int, ...]
    cores: frozenset[int]


def cut_bridges(
    keys: Keys, shared: frozenset[int], table: AdTable, settings: LinkSettings
) -> tuple[Keys, tuple[Bridge, ...]]:
    """The keys with every crossing ad on one side of each weak bridge, and the bridges cut, in order.

    A core is a contact with `bridge_min_ads` ads that show nothing but it. The ads between stay with the core that
    shows on most of them.
    """
    contacts = [
        [number for number in own if keys.keys[number].is_contact and number not in shared] for own in keys.of_ad
    ]
    alone: dict[int, list[int]] = defaultdict(list)
    for ad, own in enumerate(contacts):
        if len(own) == 1:
            alone[own[0]].append(ad)
    cores = {number: tuple(ads) for number, ads in alone.items() if len(ads) >= settings.bridge_min_ads}
    crossings = [one for one in _crossings(contacts, cores, keys) if len(one.cores) > 1]
    weak = _weak(crossings, cores, contacts, keys, table, settings)
    if not weak:
        return keys, ()
    sides = UnionFind(len(keys))
    for crossing in crossings:
        for a, b in combinations(sorted(crossing.cores), 2):
            if (a, b) not in weak:
                sides.union(a, b)
    bridges = tuple(Bridge(a=a, b=b, ads=ads) for (a, b), ads in sorted(weak.items()) if sides.find(a) != sides.find(b))
    return _apart(keys, crossings, contacts, cores, sides), bridges


def _crossings(contacts: list[list[int]], cores: dict[int, tuple[int, ...]], keys: Keys) -> Iterable[_Crossing]:
    """The ads that are not one core's alone, grouped by the contacts that are no core."""
    between = [ad for ad, own in enumerate(contacts) if len(own) > 1 or (own and own[0] not in cores)]
    position = {ad: at for at, ad in enumerate(between)}
    sets = UnionFind(len(between))
    for number in {number for ad in between for number in contacts[ad] if number not in cores}:
        ads = [position[ad] for ad in keys.keys[number].ads if ad in position]
        for at in ads[1:]:
            sets.union(ads[0], at)
    groups: dict[int, list[int]] = defaultdict(list)
    for at, ad in enumerate(between):
        groups[sets.find(at)].append(ad)
    for ads in groups.values():
        yield _Crossing(ads=tuple(ads), cores=frozenset(n for ad in ads for n in contacts[ad] if n in cores))


def _weak(
    crossings: list[_Crossing],
    cores: dict[int, tuple[int, ...]],
    contacts: list[list[int]],
    keys: Keys,
    table: AdTable,
    settings: LinkSettings,
) -> dict[tuple[int, int], tuple[int, ...]]:
    """Pairs of cores with too few ads between them, that overlap in time and are alike in nothing; with those ads."""
    shown: dict[tuple[int, int], Counter[int]] = defaultdict(Counter)
    ads: dict[tuple[int, int], list[int]] = defaultdict(list)
    for crossing in crossings:
        count = Counter(number for ad in crossing.ads for number in contacts[ad])
        for a, b in combinations(sorted(crossing.cores), 2):
            shown[a, b] += Counter({a: count[a], b: count[b]})
            ads[a, b] += [ad for ad in crossing.ads if a in contacts[ad] or b in contacts[ad]]
    weak = {}
    for (a, b), count in shown.items():
        smaller = min(len(cores[a]) + count[a], len(cores[b]) + count[b])
        if min(count[a], count[b]) >= settings.bridge_share * smaller or _alike(keys, cores[a], cores[b]):
            continue
        spans = [span_of(cores[number], table, settings.change_stays_days * DAY_S) for number in (a, b)]
        if any_overlap(spans, settings.change_overlap_days * DAY_S):
            weak[a, b] = tuple(sorted(ads[a, b]))
    return weak


def _alike(keys: Keys, a: tuple[int, ...], b: tuple[int, ...]) -> bool:
    likeness = [
        {
            number
            for ad in ads
            for number in keys.of_ad[ad]
            if keys.keys[number].kind in (TEXT, PICTURE) or keys.keys[number].is_contact
        }
        for ads in (a, b)
    ]
    return bool(likeness[0] & likeness[1])


def _apart(
    keys: Keys,
    crossings: list[_Crossing],
    contacts: list[list[int]],
    cores: dict[int, tuple[int, ...]],
    sides: UnionFind,
) -> Keys:
    dropped: dict[int, set[int]] = defaultdict(set)
    for crossing in crossings:
        weight: Counter[int] = Counter()
        for ad in crossing.ads:
            weight.update({sides.find(number) for number in contacts[ad] if number in cores})
        stays = min(weight, key=lambda side: (-weight[side], -len(cores.get(side, ())), side))
        for ad in crossing.ads:
            for number in contacts[ad]:
                if number in cores and sides.find(number) != stays:
                    dropped[number].add(ad)
    return index_keys(
        (
            replace(key, ads=tuple(ad for ad in key.ads if ad not in dropped[number])) if number in dropped else key
            for number, key in enumerate(keys.keys)
        ),
        len(keys.of_ad),
    )
