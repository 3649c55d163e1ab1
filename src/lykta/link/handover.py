"""Numbers that changed hands: one number, two holders one after the other."""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from lykta.link.hubs import group_ads
from lykta.link.keys import PRICE_LINE, Key, Keys
from lykta.link.settings import LinkSettings
from lykta.link.table import DAY_S, AdTable


def split_holders(number: int, keys: Keys, hubs: frozenset[int], table: AdTable, settings: LinkSettings) -> list[Key]:
    """The key once per holder, in time order; usually one.

    A cut needs two runs apart in time that share nothing else: different texts, and different pictures,
    other identifiers or places (two of these when the gap is short and the ads are few). Each run must be
    of one piece: a contact of several persons, or one that words every ad anew, tells nothing by new words.
    """
    key = keys.keys[number]
    if len(key.ads) < 2 * settings.handover_min_ads or np.isnan(table.first_s[list(key.ads)]).any():
        return [key]
    label = group_ads(
        key.ads,
        lambda ad: [
            other
            for other in keys.of_ad[ad]
            if other != number and other not in hubs and keys.keys[other].kind != PRICE_LINE
        ],
    )
    runs: list[tuple[int, ...]] = []
    begin = 0
    for cut in _clean_cuts(key.ads, label, table):
        left, right = slice(begin, cut), slice(cut, len(key.ads))
        if _is_handover(
            (key.ads[left], key.ads[right]), (label[left], label[right]), keys, hubs, number, table, settings
        ):
            runs.append(key.ads[left])
            begin = cut
    runs.append(key.ads[begin:])
    if len(runs) > 2:  # who follows whom again and again under one number is the staff of one contact
        return [key]
    return [Key(kind=key.kind, value=key.value, ads=ads, run=run) for run, ads in enumerate(runs)]


def _clean_cuts(ads: Sequence[int], label: Sequence[int], table: AdTable) -> list[int]:
    """Positions where everything before had ended, and no group stands on both sides."""
    last_of = {group: position for position, group in enumerate(label)}
    cuts = []
    open_until, ended = 0, -np.inf
    for position in range(len(ads) - 1):
        open_until = max(open_until, last_of[label[position]])
        ended = max(ended, table.last_s[ads[position]])
        if open_until == position and ended < table.first_s[ads[position + 1]]:
            cuts.append(position + 1)
    return cuts


def _is_handover(
    ads: tuple[Sequence[int], Sequence[int]],
    labels: tuple[Sequence[int], Sequence[int]],
    keys: Keys,
    hubs: frozenset[int],
    number: int,
    table: AdTable,
    settings: LinkSettings,
) -> bool:
    for side, label in zip(ads, labels, strict=True):
        if len(side) < settings.handover_min_ads:
            return False
        if max(Counter(label).values()) < settings.handover_one_piece * len(side):
            return False
    differs = sum(
        (
            all(any(table.ads[ad].pictures for ad in side) for side in ads),
            all(_has_other_contact(side, keys, hubs, number) for side in ads),
            _places_apart(ads, table),
        )
    )
    gap_s = table.first_s[ads[1][0]] - max(table.last_s[ad] for ad in ads[0])
    steady = min(len(side) for side in ads) >= settings.handover_steady_ads
    needed = 1 if steady or gap_s > settings.handover_gap_days * DAY_S else 2
    return differs >= needed


def _has_other_contact(ads: Sequence[int], keys: Keys, hubs: frozenset[int], number: int) -> bool:
    return any(
        other != number and other not in hubs and keys.keys[other].is_contact for ad in ads for other in keys.of_ad[ad]
    )


def _places_apart(ads: tuple[Sequence[int], Sequence[int]], table: AdTable) -> bool:
    left, right = ({int(table.place[ad]) for ad in side} - {-1} for side in ads)
    return bool(left) and bool(right) and not left & right
