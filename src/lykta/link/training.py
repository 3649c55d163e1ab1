"""Weights learned from the ads themselves: pairs under one number against pairs of strangers. No labels are needed."""

from math import log2

import numpy as np
from numpy.typing import NDArray

from lykta.link.contacts import Contacts
from lykta.link.keys import PHONE, PICTURE, PRICE_LINE, TEXT, Keys, join_rows
from lykta.link.pairs import MARKS, LinkedPairs, families_of
from lykta.link.settings import LinkSettings
from lykta.link.sharing import are_in_one_place, shared_marks
from lykta.link.table import AdTable
from lykta.model.link import Family, LinkWeights

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
_M_RANGE, _U_RANGE = (0.05, 0.99), (1e-4, 0.5)


def assumed_weights() -> LinkWeights:
    return LinkWeights(m=_M, u=_U, prior_bits=_PRIOR_BITS)


def learn_weights(contacts: Contacts, table: AdTable, settings: LinkSettings) -> LinkWeights:
    """M from pairs that show one number of their own, u from pairs that no contact joins, even over others.

    Wordings of one posting are no pair. With fewer than `training_pairs` of either, the assumed weights.
    """
    seeds = _seed_pairs(contacts, table)
    group = _contact_groups(contacts, len(table))
    strangers = _stranger_pairs(contacts, group)
    if min(len(seeds), len(strangers)) < settings.training_pairs:
        return assumed_weights()
    m = {kind: _share(_agree(kind, seeds, contacts.keys, table), _M_RANGE) for kind in LEARNED}
    u = {kind: _share(_agree(kind, strangers, contacts.keys, table), _U_RANGE) for kind in LEARNED}
    u[PLACE] = _U[PLACE]  # of a place and its days, by how many are there: see `places`
    return LinkWeights(m=m, u=u, prior_bits=_prior_bits(group), seeds=len(seeds))


def _seed_pairs(contacts: Contacts, table: AdTable) -> NDArray[np.int64]:
    """Pairs that follow each other under one number of their own, at most some of each, spread over its time."""
    keys = contacts.keys
    own = keys.are(PHONE)
    own[list(contacts.shared)] = False
    ad, number = keys.rows.flat, keys.number
    a, b = ad[:-1], ad[1:]
    seeds = own[number[:-1]] & (np.diff(number) == 0) & (table.posting[a] != table.posting[b])
    a, b, number = a[seeds], b[seeds], number[:-1][seeds]
    pairs = np.bincount(number, minlength=len(keys))
    step = np.maximum(1, pairs // _MOST_OF_A_NUMBER)[number]
    at = np.arange(len(number)) - (np.cumsum(pairs) - pairs)[number]
    kept = (at % step == 0) & (at // step < _MOST_OF_A_NUMBER)
    return np.stack((a[kept], b[kept]), axis=1)


def _contact_groups(contacts: Contacts, ads: int) -> NDArray[np.int64]:
    """Per ad a label that is equal for ads that any contact joins; -1 for ads that show none."""
    keys = contacts.keys
    joins = keys.is_contact.copy()
    joins[list(contacts.shared)] = False
    by_row = joins[keys.number]
    shows = np.zeros(ads, dtype=np.bool_)
    shows[keys.rows.flat[by_row]] = True
    return np.where(shows, join_rows(keys.rows, ads, by_row), -1)


def _stranger_pairs(contacts: Contacts, group: NDArray[np.int64]) -> NDArray[np.int64]:
    shown = np.flatnonzero(group >= 0)
    if len(shown) < 2:
        return np.zeros((0, 2), dtype=np.int64)
    pairs = np.random.default_rng(_SEED).choice(shown, (_STRANGERS, 2))
    strangers: NDArray[np.int64] = pairs[group[pairs[:, 0]] != group[pairs[:, 1]]]
    return strangers


def _agree(kind: str, pairs: NDArray[np.int64], keys: Keys, table: AdTable) -> NDArray[np.bool_]:
    if kind == PLACE:
        return are_in_one_place(pairs[:, 0], pairs[:, 1], table)
    a, b = np.ascontiguousarray(pairs.T)
    return shared_marks(keys.of_ad, keys.are(kind).astype(np.uint8), a, b) > 0


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
    pairs: LinkedPairs, contacts: Contacts, table: AdTable, settings: LinkSettings
) -> dict[frozenset[Family], float]:
    """By the families of a link without a common contact detail, the chance that its ads have one contact.

    Of links between ads that show a contact, those of one contact nearly all share its number. How many hide among
    those that share none is told by the joins that the rules found (a changed number, a slip): as many again are taken
    to have gone unfound.
    """
    group = _contact_groups(contacts, len(table))
    a, b = group[pairs.a], group[pairs.b]
    counted = (a >= 0) & (b >= 0) & ~pairs.carried
    same = np.bincount(pairs.likeness[counted & (a == b)], minlength=MARKS).tolist()
    apart = np.bincount(pairs.likeness[counted & (a != b)], minlength=MARKS).tolist()
    hidden = min(2 * (int(pairs.carried.sum()) + 1) / max(1, sum(same)), (1 - M_IDENTIFIER) / M_IDENTIFIER)
    return {
        families_of(mark): round((same[mark] * hidden + 0.5) / (same[mark] * hidden + apart[mark] + 1), 4)
        for mark in range(1, MARKS)
        if same[mark] + apart[mark] >= settings.training_pairs
    }
