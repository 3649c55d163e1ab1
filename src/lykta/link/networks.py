"""Advertisers tied by evidence of at least two families. A text alone ties nobody: independents copy."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import inf, log2

import numpy as np
from numpy.typing import NDArray

from lykta.link import sentences
from lykta.link.contacts import Contacts
from lykta.link.hubs import have_one
from lykta.link.keys import PHONE, PICTURE, PRICE_LINE, TEXT, Key, Keys
from lykta.link.parting import Join, PartedSets, join_strongest_first
from lykta.link.settings import LinkSettings
from lykta.link.table import AdTable, ads_of, first_wordings
from lykta.link.together import Coincidence, Market
from lykta.model.link import Family, Reason, strongest
from lykta.model.words import Said

# As in `weigh`: m is assumed, u is how often unlinked advertisers agree by copying or chance.
_BITS_IDENTIFIER = 11.0
_BITS_RARE_IDENTIFIER = 13.0  # under at most five contacts: enough alone
_RARE_CONTACTS = 5
_BITS_TEMPLATE = 6.0
_BITS_TEXT = 4.0
_BITS_PICTURE = 8.0
_BITS_PRICE_LINE = 3.0
_BITS_TOGETHER_AT_MOST = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Bond:
    """Two advertisers, each by its oldest ad, and why they are tied."""

    a: int
    b: int
    because: tuple[Reason, ...]

    @property
    def bits(self) -> float:
        """Of each family the strongest; a bond that a person made is stronger than any."""
        if any(reason.family is Family.PERSON for reason in self.because):
            return inf
        return sum(strongest(self.because).values())


def tie_advertisers(
    advertiser: NDArray[np.int64], contacts: Contacts, table: AdTable, settings: LinkSettings
) -> tuple[Bond, ...]:
    """Ties between advertisers, smaller row first, in order."""
    members = ads_of(advertiser)
    market = Market(table, advertiser, members, settings)
    shared: dict[tuple[int, int], list[Reason]] = defaultdict(list)
    comparisons: dict[tuple[int, int], int] = {}
    for number in np.flatnonzero(~have_one(contacts.keys, advertiser)).tolist():
        key = contacts.keys.keys[number]
        # A posting that was reworded is one ad of its advertiser.
        users = Counter(int(advertiser[ad]) for ad in first_wordings(table, key.ads))
        if key.is_contact:
            users = Counter(
                {leader: ads for leader, ads in users.items() if _is_own(key, members[leader], contacts.keys)}
            )
        if len(users) < 2:
            continue
        reason = _reason(key, users, is_shared=number in contacts.shared, settings=settings)
        if reason is None:
            continue
        pairs = list(_pairs(users, settings))
        for pair in pairs:
            shared[pair].append(reason)
            comparisons[pair] = min(len(pairs), comparisons.get(pair, len(pairs)))
    bonds = []
    for (a, b), reasons in sorted(shared.items()):
        because = [*reasons, *_together(a, b, market, comparisons[a, b], settings)]
        if _is_tie(because, settings):
            because.sort(key=lambda reason: (-reason.bits, reason.kind, reason.value))
            bonds.append(Bond(a=a, b=b, because=tuple(because)))
    return tuple(_without_copyists(bonds, shared))


def _is_own(key: Key, ads: Sequence[int], keys: Keys) -> bool:
    """Whether an advertiser shows a contact detail on ads that are like its others, or on all of them.

    Anyone can post an ad with a stranger's number and a detail of their own; a few such must not tie the strangers.
    """
    shows = set(key.ads)
    others = {number for ad in ads if ad not in shows for number in keys.of_ad[ad] if _is_likeness(keys.keys[number])}
    own = [ad for ad in ads if ad in shows]
    return len(own) == len(ads) or any(number in others for ad in own for number in keys.of_ad[ad])


def _is_likeness(key: Key) -> bool:
    return key.kind in (TEXT, PICTURE)


def _without_copyists(bonds: list[Bond], shared: dict[tuple[int, int], list[Reason]]) -> Iterable[Bond]:
    """The bonds but those of advertisers who alone connect others that have nothing in common.

    Who takes the texts and pictures of several strangers, as in a fraud with others' ads, would else tie them.
    An identifier is not copied, so bonds by one stay.
    """
    alike: dict[int, set[int]] = defaultdict(set)
    for (a, b), reasons in shared.items():
        if any(reason.family is not Family.STYLE for reason in reasons):  # many have the same prices
            alike[a].add(b)
            alike[b].add(a)
    tied: dict[int, set[int]] = defaultdict(set)
    for bond in bonds:
        tied[bond.a].add(bond.b)
        tied[bond.b].add(bond.a)
    copyists = {leader for leader, others in tied.items() if _is_bridge(leader, others, alike)}
    for bond in bonds:
        by_identifier = any(reason.family is Family.IDENTIFIER for reason in bond.because)
        if by_identifier or not {bond.a, bond.b} & copyists:
            yield bond


def _is_bridge(leader: int, others: set[int], alike: dict[int, set[int]]) -> bool:
    """Whether the others fall apart into several parts, by what they have in common among themselves."""
    if len(others) < 2:
        return False
    start = min(others)
    reached, waiting = {start}, [start]
    while waiting:
        fresh = (alike[waiting.pop()] & others) - reached - {leader}
        reached |= fresh
        waiting += fresh
    return reached != others


def group_networks(
    leaders: Iterable[int], bonds: Iterable[Bond], apart: Iterable[tuple[int, int]] = ()
) -> list[tuple[list[int], list[Bond]]]:
    """Each network as its advertisers, oldest first, and its ties; no pair of `apart` is in one network."""
    ordered = sorted(leaders)
    position = {leader: at for at, leader in enumerate(ordered)}
    kept = list(bonds)
    sets = PartedSets(len(ordered), [(position[a], position[b]) for a, b in apart])
    join_strongest_first(sets, (Join(a=position[bond.a], b=position[bond.b], bits=bond.bits) for bond in kept))
    label = sets.labels()
    groups: dict[int, tuple[list[int], list[Bond]]] = {}
    for at, leader in zip(label, ordered, strict=True):
        groups.setdefault(at, ([], []))[0].append(leader)
    for bond in kept:
        if label[position[bond.a]] == label[position[bond.b]]:
            groups[label[position[bond.a]]][1].append(bond)
    return list(groups.values())


def _pairs(users: Counter[int], settings: LinkSettings) -> Iterable[tuple[int, int]]:
    ordered = sorted(users)
    if len(ordered) <= settings.tie_fanout:
        return combinations(ordered, 2)
    return ((a, b) for step in (1, 2, 3) for a, b in zip(ordered, ordered[step:], strict=False))


def _reason(key: Key, users: Counter[int], *, is_shared: bool, settings: LinkSettings) -> Reason | None:
    count = len(users)
    if key.kind == TEXT:
        steady = sum(ads >= settings.template_ads for ads in users.values())
        is_template = steady >= settings.template_advertisers
        bits = _BITS_TEMPLATE if is_template else _BITS_TEXT
        says = sentences.same_template(users.total(), count)
        return _made(Family.TEXT, "template" if is_template else TEXT, key.value, bits, says)
    if key.kind == PICTURE:
        bits = max(0.0, _BITS_PICTURE - log2(count / 2))
        return _made(Family.PICTURE, PICTURE, key.value, bits, sentences.shared_pictures(count))
    if key.kind == PRICE_LINE:
        return _made(Family.STYLE, PRICE_LINE, key.value, _BITS_PRICE_LINE, sentences.shared_price_line(count))
    if not is_shared:
        return None
    is_rare = count <= _RARE_CONTACTS and key.kind != PHONE  # a second phone may be a service's
    bits = _BITS_RARE_IDENTIFIER if is_rare else _BITS_IDENTIFIER
    return _made(Family.IDENTIFIER, key.kind, key.value, bits, sentences.shared_value(key.kind, key.value, count))


def _together(a: int, b: int, market: Market, comparisons: int, settings: LinkSettings) -> Iterable[Reason]:
    """Synchrony and joint movement, where chance is ruled out over all users of the value (Bonferroni)."""
    limit = settings.chance_limit / comparisons
    synchrony, movement = market.synchrony(a, b), market.joint_movement(a, b)
    if synchrony.times >= 2 and synchrony.chance <= limit:
        says = sentences.synchronised(synchrony.times, synchrony.expected)
        yield _made(Family.PLACE_AND_TIME, "synchrony", "", _bits(synchrony), says)
    if movement.times >= 2 and movement.chance <= limit:
        says = sentences.joint_movement(movement.times, movement.expected)
        yield _made(Family.PLACE_AND_TIME, "movement", "", _bits(movement), says)


def _bits(coincidence: Coincidence) -> float:
    return min(_BITS_TOGETHER_AT_MOST, -log2(max(coincidence.chance, 1e-12)))


def _is_tie(because: list[Reason], settings: LinkSettings) -> bool:
    best = strongest(because)
    if best.get(Family.IDENTIFIER, 0.0) >= _BITS_RARE_IDENTIFIER:
        return True
    if len(best) < 2 or sum(best.values()) < settings.tie_bits:
        return False
    # A text of two advertisers is as likely copied; it needs a picture or an identifier beside it.
    is_template = any(reason.kind == "template" for reason in because)
    return is_template or Family.PICTURE in best or Family.IDENTIFIER in best


def _made(family: Family, kind: str, value: str, bits: float, says: Said) -> Reason:
    return Reason(family=family, kind=kind, value=value, bits=round(bits, 2), says=says)
