"""Advertisers and networks as people have judged them: joined where they joined, divided where they parted."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from functools import partial
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from lykta.link.advertisers import Carried, Grouping
from lykta.link.bridges import Bridge
from lykta.link.contacts import Contacts
from lykta.link.keys import Keys
from lykta.link.links import judged
from lykta.link.networks import Bond
from lykta.link.parting import Join, PartedSets, join_strongest_first
from lykta.link.places import shared_bits
from lykta.link.rulings import Ruling, Rulings
from lykta.link.table import AdTable, ads_of
from lykta.link.union_find import UnionFind
from lykta.model.link import Reason

_MOST_ENDS = 50  # a person parts a handful; more come from a program
_JUDGED_BITS = np.inf  # a person's join comes before every join by evidence


def obey_on_contacts(
    grouping: Grouping,
    rulings: Rulings,
    keys: Keys,
    reasons: Mapping[int, Reason],
    place: dict[int, Reason],
    table: AdTable,
) -> Grouping:
    """The grouping with every holding judgement obeyed. What no judgement concerns is as it was.

    An advertiser that would join what people have parted, itself or over what else they joined, is divided along its
    weakest evidence, so that each ad stays with the side it has most in common with.
    """
    if not rulings.contact_together and not rulings.contact_apart and not rulings.network_apart:
        return grouping
    label = _joined_by_people(grouping, rulings, len(table))
    judged = {ad for one in rulings.every for ad in (one.a, one.b)}
    members = ads_of(label)
    to_divide = _leaders_to_divide(label, members, judged, rulings)
    if to_divide:
        worth = partial(shared_bits, keys=keys, reasons=reasons, table=table, place=place)
        sets = PartedSets(len(table), _pairs_of(rulings.contact_apart))
        # One contact cannot be in two networks, so what joins networks limits what may join contacts.
        around = PartedSets(len(table), _pairs_of(rulings.network_apart))
        for ruling in (*rulings.contact_together, *rulings.network_together):
            around.join(ruling.a, ruling.b)
        joins = [
            join
            for leader in to_divide
            for join in _joins(members[leader], grouping, rulings.contact_together, judged, keys, worth)
        ]
        join_strongest_first(sets, joins, around=around)
        divided = [ad for leader in to_divide for ad in members[leader]]
        label[divided] = [sets.find(ad) for ad in divided]
    carried = tuple(join for join in grouping.carried if label[join.a] == label[join.b])
    return Grouping(advertiser=label, carried=carried, waiting=grouping.waiting)


def _joined_by_people(grouping: Grouping, rulings: Rulings, size: int) -> NDArray[np.int64]:
    sets = UnionFind(size)
    for ad, leader in enumerate(grouping.advertiser.tolist()):
        sets.union(ad, leader)
    for ruling in rulings.contact_together:
        sets.union(ruling.a, ruling.b)
    return np.array(sets.labels(), dtype=np.int64)


def _leaders_to_divide(
    label: NDArray[np.int64], members: Mapping[int, list[int]], judged: Set[int], rulings: Rulings
) -> list[int]:
    """The advertisers in which a parted pair stands, or that stand on a way between the two ads of one.

    Such a way goes over advertisers and over what people joined; an advertiser is on it with two judged ads or more.
    """
    found = {int(label[one.a]) for one in rulings.contact_apart if label[one.a] == label[one.b]}
    networks = UnionFind(len(label))  # over advertisers, each by its leader
    for ruling in rulings.network_together:
        networks.union(int(label[ruling.a]), int(label[ruling.b]))
    torn = {
        networks.find(int(label[one.a]))
        for one in rulings.network_apart
        if networks.find(int(label[one.a])) == networks.find(int(label[one.b]))
    }
    several = [leader for leader, ads in Counter(int(label[ad]) for ad in judged).items() if ads > 1]
    found |= {leader for leader in several if networks.find(leader) in torn}
    return sorted(found)


def _pairs_of(rulings: Iterable[Ruling]) -> list[tuple[int, int]]:
    return [(one.a, one.b) for one in rulings]


def obey_on_networks(bonds: tuple[Bond, ...], grouping: Grouping, rulings: Rulings) -> tuple[Bond, ...]:
    """The bonds with those that a person made; two advertisers have one bond with all its reasons."""
    because: dict[tuple[int, int], tuple[Reason, ...]] = {(bond.a, bond.b): bond.because for bond in bonds}
    for ruling, (a, b) in zip(
        rulings.network_together, advertiser_pairs(rulings.network_together, grouping), strict=True
    ):
        if a != b:
            pair = min(a, b), max(a, b)
            because[pair] = (*because.get(pair, ()), judged(ruling.judgement))
    return tuple(Bond(a=a, b=b, because=reasons) for (a, b), reasons in sorted(because.items()))


def advertiser_pairs(rulings: Iterable[Ruling], grouping: Grouping) -> list[tuple[int, int]]:
    """The advertisers that the rulings are about, each by its oldest ad."""
    return [(int(grouping.advertiser[one.a]), int(grouping.advertiser[one.b])) for one in rulings]


def not_ruled(contacts: Contacts, rulings: Rulings) -> Iterator[Bridge]:
    """The bridges on which no person has ruled: a ruling between any ads of the two contacts answers the question."""
    ruled = {
        frozenset((one.a, one.b)) for one in (*rulings.contact_together, *rulings.contact_apart, *rulings.network_apart)
    }
    for bridge in contacts.bridges:
        sides = set(contacts.keys.keys[bridge.a].ads), set(contacts.keys.keys[bridge.b].ads)
        if not any(pair & sides[0] and pair & sides[1] for pair in ruled):
            yield bridge


def changes_not_ruled(grouping: Grouping, rulings: Rulings) -> Iterator[Carried]:
    """The likely changes of contact on which no person has ruled, between advertisers that are two still."""
    label = grouping.advertiser
    ruled = {
        frozenset((int(label[one.a]), int(label[one.b])))
        for one in (*rulings.contact_together, *rulings.contact_apart, *rulings.network_apart)
    }
    for join in grouping.waiting:
        a, b = int(label[join.a]), int(label[join.b])
        if a != b and frozenset((a, b)) not in ruled:
            yield join


def _joins(
    own: Sequence[int],
    grouping: Grouping,
    together: Iterable[Ruling],
    judged: Set[int],
    keys: Keys,
    worth: Callable[[int, int], float],
) -> Iterator[Join]:
    """Every reason to keep two of these ads together, each pair with the worth of all that it shares."""
    ours = set(own)
    pairs = set(_pairs(own, judged & ours, keys))
    pairs |= {(join.a, join.b) for join in grouping.carried if join.a in ours and join.b in ours}
    for a, b in pairs:
        yield Join(a=a, b=b, bits=worth(a, b))
    for ruling in together:
        if ruling.a in ours:
            yield Join(a=ruling.a, b=ruling.b, bits=_JUDGED_BITS)


def _pairs(own: Sequence[int], judged: Set[int], keys: Keys) -> Iterator[tuple[int, int]]:
    """Per key the ads next to each other in time, and every ad with each of those on which a person has judged.

    Where very many are judged, an ad is compared with its neighbours only, so that the work stays in proportion.
    """
    ours = set(own)
    ends = judged if len(judged) <= _MOST_ENDS else frozenset[int]()
    for number in sorted({number for ad in own for number in keys.of_ad[ad]}):
        ads = [ad for ad in keys.keys[number].ads if ad in ours]
        for a, b in pairwise(ads):
            yield min(a, b), max(a, b)
        for end in ends & set(ads):
            for ad in ads:
                if ad != end:
                    yield min(ad, end), max(ad, end)
