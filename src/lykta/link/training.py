"""Weights learned from the ads themselves: pairs under one number against pairs of strangers. No labels are needed."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from math import log2

import numpy as np
from numpy.typing import NDArray

from lykta.link.contacts import Contacts
from lykta.link.keys import PHONE, PICTURE, PRICE_LINE, TEXT, Keys
from lykta.link.settings import LinkSettings
from lykta.link.table import DAY_S, AdTable
from lykta.link.union_find import UnionFind
from lykta.model.link import CARRIED_KINDS, SHARED, Family, Link, LinkWeights

PLACE = "place"
M_IDENTIFIER = 0.9  # a fifth change number within a season; pairs under one number cannot teach this one
LEARNED = (TEXT, PICTURE, PRICE_LINE, PLACE)
# Assumed until there are pairs enough to learn from; strangers copy texts and pictures, not numbers.
_M = {TEXT: 0.8, PICTURE: 0.5, PRICE_LINE: 0.5, PLACE: 0.5}
_U = {TEXT: 0.003, PICTURE: 0.0015, PRICE_LINE: 0.05, PLACE: 0.06}
_PRIOR_BITS = -10.0  # about one pair in a thousand, as in the simulated markets
_SEED = 20_240_301  # any fixed seed; two runs over the same ads must learn the same
_STRANGERS = 20_000
_MOST_OF_A_NUMBER = 10  # pairs; a busy number must not teach for all
_NEAR_DAYS = 2.0  # as `places`
_M_RANGE, _U_RANGE = (0.05, 0.99), (1e-4, 0.5)


def assumed_weights() -> LinkWeights:
    return LinkWeights(m=_M, u=_U, prior_bits=_PRIOR_BITS)


def learn_weights(contacts: Contacts, table: AdTable, settings: LinkSettings) -> LinkWeights:
    """M from pairs that show one number of their own, u from pairs that no contact joins, even over others.

    Wordings of one posting are no pair. With fewer than `training_pairs` of either, the assumed weights.
    """
    seeds = np.array(list(_seed_pairs(contacts, table)), dtype=np.int64).reshape(-1, 2)
    group = _contact_groups(contacts, len(table))
    strangers = _stranger_pairs(contacts, group)
    if min(len(seeds), len(strangers)) < settings.training_pairs:
        return assumed_weights()
    m = {kind: _share(_agree(kind, seeds, contacts.keys, table), _M_RANGE) for kind in LEARNED}
    u = {kind: _share(_agree(kind, strangers, contacts.keys, table), _U_RANGE) for kind in LEARNED}
    u[PLACE] = _U[PLACE]  # of a place and its days, by how many are there: see `places`
    return LinkWeights(m=m, u=u, prior_bits=_prior_bits(group), seeds=len(seeds))


def _seed_pairs(contacts: Contacts, table: AdTable) -> Iterator[tuple[int, int]]:
    for number, key in enumerate(contacts.keys.keys):
        if key.kind != PHONE or number in contacts.shared:
            continue
        pairs = [(a, b) for a, b in pairwise(key.ads) if table.posting[a] != table.posting[b]]
        step = max(1, len(pairs) // _MOST_OF_A_NUMBER)
        yield from pairs[::step][:_MOST_OF_A_NUMBER]


def _contact_groups(contacts: Contacts, ads: int) -> NDArray[np.int64]:
    """Per ad a label that is equal for ads that any contact joins; -1 for ads that show none."""
    sets = UnionFind(ads)
    shows = np.zeros(ads, dtype=np.bool_)
    for number, key in enumerate(contacts.keys.keys):
        if key.is_contact and number not in contacts.shared:
            shows[list(key.ads)] = True
            for ad in key.ads[1:]:
                sets.union(key.ads[0], ad)
    return np.where(shows, np.array(sets.labels(), dtype=np.int64), -1)


def _stranger_pairs(contacts: Contacts, group: NDArray[np.int64]) -> NDArray[np.int64]:
    shown = np.flatnonzero(group >= 0)
    if len(shown) < 2:
        return np.zeros((0, 2), dtype=np.int64)
    pairs = np.random.default_rng(_SEED).choice(shown, (_STRANGERS, 2))
    strangers: NDArray[np.int64] = pairs[group[pairs[:, 0]] != group[pairs[:, 1]]]
    return strangers


def _agree(kind: str, pairs: NDArray[np.int64], keys: Keys, table: AdTable) -> NDArray[np.bool_]:
    if kind == PLACE:
        a, b = pairs[:, 0], pairs[:, 1]
        near = np.abs(table.first_s[a] - table.first_s[b]) <= _NEAR_DAYS * DAY_S
        same: NDArray[np.bool_] = (table.place[a] >= 0) & (table.place[a] == table.place[b]) & near
        return same
    of = [frozenset(number for number in own if keys.keys[number].kind == kind) for own in keys.of_ad]
    return np.array([bool(of[a] & of[b]) for a, b in pairs.tolist()], dtype=np.bool_)


def _share(agree: NDArray[np.bool_], limits: tuple[float, float]) -> float:
    """The share that agrees, with half a pair on either side, so that none of many is not never."""
    share = (float(agree.sum()) + 0.5) / (len(agree) + 1)
    return round(min(max(share, limits[0]), limits[1]), 6)


def _prior_bits(group: NDArray[np.int64]) -> float:
    """The log2 odds that two ads have one contact, by the contacts that they show."""
    shown = group[group >= 0]
    sizes = np.unique(shown, return_counts=True)[1].astype(np.float64)
    whole = len(shown) * (len(shown) - 1)
    share = min(max(float((sizes * (sizes - 1)).sum()) / whole, 1 / whole), 0.5)
    return round(log2(share / (1 - share)), 3)


def learn_chances(
    links: Iterable[Link], contacts: Contacts, table: AdTable, settings: LinkSettings
) -> dict[frozenset[Family], float]:
    """By the families of a link without a common contact detail, the chance that its ads have one contact.

    Of links between ads that show a contact, those of one contact nearly all share its number. How many hide among
    those that share none is told by the joins that the rules found (a changed number, a slip): as many again are taken
    to have gone unfound.
    """
    row = {ad.id: number for number, ad in enumerate(table.ads)}
    group = _contact_groups(contacts, len(table))
    same: Counter[frozenset[Family]] = Counter()
    apart: Counter[frozenset[Family]] = Counter()
    found = 0
    for link in links:
        if any(reason.kind in CARRIED_KINDS for reason in link.because):
            found += 1
            continue
        a, b = group[row[link.a]], group[row[link.b]]
        if a < 0 or b < 0:
            continue
        own = {reason.family for reason in link.because if not reason.kind.startswith(SHARED)}
        shared = {reason.family for reason in link.because if reason.kind.startswith(SHARED)}
        likeness = frozenset((own - {Family.IDENTIFIER}) | shared)
        (same if a == b else apart)[likeness] += 1
    hidden = min(2 * (found + 1) / max(1, same.total()), (1 - M_IDENTIFIER) / M_IDENTIFIER)
    return {
        families: round((same[families] * hidden + 0.5) / (same[families] * hidden + apart[families] + 1), 4)
        for families in same.keys() | apart.keys()
        if families and same[families] + apart[families] >= settings.training_pairs
    }
