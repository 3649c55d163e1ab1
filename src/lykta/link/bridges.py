"""Weak bridges: contacts in use at once that only a few ads name together, and that are alike in nothing else.

Anyone can post an ad that names two strangers' numbers, directly or through a number made for it. Such ads join nobody;
the join is held for a person, with the ads it would rest on.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from lykta.link.keys import PICTURE, TEXT, Keys, index_keys
from lykta.link.settings import LinkSettings
from lykta.link.spans import any_overlap, span_of
from lykta.link.table import DAY_S, AdTable
from lykta.link.union_find import UnionFind, label_components


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
    contacts = _Shown(keys, shared)
    cores = contacts.cores(settings.bridge_min_ads)
    crossings = list(_crossings(contacts, cores))
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


class _Shown:
    """The contacts that an ad shows, without those over several contacts; looked up only where it matters."""

    def __init__(self, keys: Keys, shared: frozenset[int]) -> None:
        self._keys = keys
        usable = keys.is_contact.copy()
        usable[list(shared)] = False
        self.usable = usable
        number = keys.number
        self.number, self.ad = number[usable[number]], keys.rows.flat[usable[number]]
        self.count = np.bincount(self.ad, minlength=len(keys.of_ad))

    def __getitem__(self, ad: int) -> list[int]:
        return [number for number in self._keys.of_ad[ad] if self.usable[number]]

    def cores(self, least: int) -> "_Cores":
        alone = self.count[self.ad] == 1
        return _Cores(
            is_core=np.bincount(self.number[alone], minlength=len(self._keys)) >= least, keys=self._keys, shown=self
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Cores:
    """Which contacts are cores, and the ads of one that show nothing but it."""

    is_core: NDArray[np.bool_]
    keys: Keys
    shown: _Shown

    def __contains__(self, number: int) -> bool:
        return bool(self.is_core[number])

    def __getitem__(self, number: int) -> tuple[int, ...]:
        return tuple(ad for ad in self.keys.keys[number].ads if self.shown.count[ad] == 1)


def _crossings(contacts: _Shown, cores: _Cores) -> Iterable[_Crossing]:
    """The ads that are not one core's alone, grouped by the contacts that are no core; only groups with several cores.

    Two ads with one contact that is no core are in one group.
    """
    ad, number = contacts.ad, contacts.number
    at_core = cores.is_core[number]
    between = (contacts.count[ad] > 1) | ~at_core
    loose = between & ~at_core
    following = np.diff(number[loose]) == 0
    group = label_components(len(contacts.count), ad[loose][:-1][following], ad[loose][1:][following])
    pairs = np.unique(np.stack((group[ad[between & at_core]], number[between & at_core])), axis=1)
    crossed, times = np.unique(pairs[0], return_counts=True)
    ads_of: dict[int, list[int]] = {int(label): [] for label in crossed[times > 1]}
    for one in np.unique(ad[between & np.isin(group[ad], crossed[times > 1])]).tolist():
        ads_of[int(group[one])].append(one)
    for ads in sorted(ads_of.values()):
        yield _Crossing(ads=tuple(ads), cores=frozenset(n for one in ads for n in contacts[one] if n in cores))


def _weak(
    crossings: list[_Crossing],
    cores: _Cores,
    contacts: _Shown,
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
    contacts: _Shown,
    cores: _Cores,
    sides: UnionFind,
) -> Keys:
    dropped: dict[int, set[int]] = defaultdict(set)
    for crossing in crossings:
        weight: Counter[int] = Counter()
        for ad in crossing.ads:
            weight.update({sides.find(number) for number in contacts[ad] if number in cores})
        stays = min(weight, key=lambda side: (-weight[side], -(len(cores[side]) if side in cores else 0), side))
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
