"""Names that last: an advertiser or a network keeps its id for as long as most of its ads stay together."""

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from lykta.kit.hashing import content_id
from lykta.link.networks import Bond, group_networks
from lykta.link.table import AdTable
from lykta.model.link import Network, Tie


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """What the run before called things: names by ad, and every name ever given, so that none is given twice."""

    advertiser_of: Mapping[str, str]
    network_of: Mapping[str, str]
    given: Set[str] = frozenset()


NOTHING_BEFORE = Before(advertiser_of={}, network_of={})


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptNames:
    """A name per group, in order; and for each name that went, the one that has most of its ads."""

    names: tuple[str, ...]
    became: Mapping[str, str]


def keep_names(kind: str, groups: Sequence[Sequence[str]], before: Mapping[str, str], given: Set[str]) -> KeptNames:
    """Each group of ad ids under the name it had, or a new one made from its first ad.

    A group keeps a name when it holds more than half of those of its ads that are still there; of several such names
    it keeps the one with most ads in it. `before` is the name by ad id; `given` are names not to be given anew.
    """
    taken = set(given) | set(before.values())
    if not before:  # as at a first linking, of perhaps a million ads
        return KeptNames(names=tuple(_take_new(kind, ads[0], taken) for ads in groups), became={})
    held = [Counter(before[ad] for ad in ads if ad in before) for ads in groups]
    left = Counter(name for counts in held for name in counts.elements())
    names = []
    for ads, counts in zip(groups, held, strict=True):
        own = [(-count, name) for name, count in counts.items() if 2 * count > left[name]]
        name = min(own)[1] if own else _take_new(kind, ads[0], taken)
        taken.add(name)
        names.append(name)
    return KeptNames(names=tuple(names), became=_became(names, held))


def _take_new(kind: str, ad: str, taken: set[str]) -> str:
    """Made from the first ad, so that two runs over the same ads agree; never one that meant something else."""
    name = content_id(kind, ad)
    times = 1
    while name in taken:
        times += 1
        name = content_id(kind, ad, str(times))
    taken.add(name)
    return name


def _became(names: Sequence[str], held: Sequence[Counter[str]]) -> dict[str, str]:
    most: dict[str, tuple[int, str]] = {}
    for name, counts in zip(names, held, strict=True):
        for old, ads in counts.items():
            most[old] = min(most.get(old, (0, "")), (-ads, name))
    kept = set(names)
    return {old: name for old, (_, name) in sorted(most.items()) if old not in kept}


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Ids by leading ad, the networks under theirs, and what became of ids that went."""

    advertiser: dict[int, str]
    networks: tuple[Network, ...]
    became: dict[str, str]


def name_all(
    members: dict[int, list[int]],
    bonds: tuple[Bond, ...],
    apart: list[tuple[int, int]],
    table: AdTable,
    before: Before,
) -> Named:
    """The ads of each advertiser by its leading ad, under lasting names; `apart` are not to share a network."""
    leaders = sorted(members)
    by_id = {leader: [table.ads[ad].id for ad in members[leader]] for leader in leaders}
    advertisers = keep_names("advertiser", [by_id[leader] for leader in leaders], before.advertiser_of, before.given)
    name = dict(zip(leaders, advertisers.names, strict=True))
    groups = group_networks(members, bonds, apart)
    networks = keep_names(
        "network",
        [[ad for leader in own for ad in by_id[leader]] for own, _ in groups],
        before.network_of,
        before.given,
    )
    return Named(
        advertiser=name,
        networks=tuple(
            Network(
                id=network,
                advertisers=tuple(name[leader] for leader in own),
                ties=tuple(Tie(a=name[bond.a], b=name[bond.b], because=bond.because) for bond in ties),
            )
            for network, (own, ties) in zip(networks.names, groups, strict=True)
        ),
        became={**advertisers.became, **networks.became},
    )
