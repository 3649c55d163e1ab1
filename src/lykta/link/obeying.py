"""Advertisers and networks as people have judged them: joined where they joined, divided where they parted."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import pairwise

import numpy as np

from lykta.link.advertisers import Grouping, ads_of
from lykta.link.bridges import Bridge
from lykta.link.contacts import Contacts
from lykta.link.keys import Keys
from lykta.link.links import judged
from lykta.link.networks import Bond
from lykta.link.parting import Join, join_strongest_first
from lykta.link.places import shared_bits
from lykta.link.rulings import Ruling, Rulings
from lykta.link.table import AdTable
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

    An advertiser with a parted pair is divided along its weakest evidence, so that each ad stays with the side it has
    most in common with.
    """
    apart = (*rulings.contact_apart, *rulings.network_apart)  # one contact cannot be in two networks
    if not rulings.contact_together and not apart:
        return grouping
    sets = UnionFind(len(table))
    for ad, leader in enumerate(grouping.advertiser.tolist()):
        sets.union(ad, leader)
    for ruling in rulings.contact_together:
        sets.union(ruling.a, ruling.b)
    label = np.array(sets.labels(), dtype=np.int64)
    parted: dict[int, list[Ruling]] = {}
    for ruling in apart:
        if label[ruling.a] == label[ruling.b]:
            parted.setdefault(int(label[ruling.a]), []).append(ruling)
    members = ads_of(label)
    for leader, against in sorted(parted.items()):
        own = members[leader]
        worth = partial(shared_bits, keys=keys, reasons=reasons, table=table, place=place)
        joins = _joins(own, grouping, rulings.contact_together, against, keys, worth)
        position = {ad: at for at, ad in enumerate(own)}
        divided = join_strongest_first(
            len(own),
            (Join(a=position[join.a], b=position[join.b], bits=join.bits) for join in joins),
            [(position[ruling.a], position[ruling.b]) for ruling in against],
        )
        label[own] = [own[at] for at in divided.labels()]
    carried = tuple(join for join in grouping.carried if label[join.a] == label[join.b])
    return Grouping(advertiser=label, carried=carried)


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


def _joins(
    own: Sequence[int],
    grouping: Grouping,
    together: Iterable[Ruling],
    against: Iterable[Ruling],
    keys: Keys,
    worth: Callable[[int, int], float],
) -> Iterator[Join]:
    """Every reason to keep two of these ads together, each pair with the worth of all that it shares."""
    pairs = set(_pairs(own, {ad for ruling in against for ad in (ruling.a, ruling.b)}, keys))
    ours = set(own)
    pairs |= {(join.a, join.b) for join in grouping.carried if join.a in ours and join.b in ours}
    for a, b in pairs:
        yield Join(a=a, b=b, bits=worth(a, b))
    for ruling in together:
        if ruling.a in ours:
            yield Join(a=ruling.a, b=ruling.b, bits=_JUDGED_BITS)


def _pairs(own: Sequence[int], parted: set[int], keys: Keys) -> Iterator[tuple[int, int]]:
    """Per key the ads next to each other in time, and every ad with each of those that a person parted.

    Where very many are parted, an ad is compared with its neighbours only, so that the work stays in proportion.
    """
    ours = set(own)
    ends = parted if len(parted) <= _MOST_ENDS else set()
    for number in sorted({number for ad in own for number in keys.of_ad[ad]}):
        ads = [ad for ad in keys.keys[number].ads if ad in ours]
        for a, b in pairwise(ads):
            yield min(a, b), max(a, b)
        for end in ends & set(ads):
            for ad in ads:
                if ad != end:
                    yield min(ad, end), max(ad, end)
