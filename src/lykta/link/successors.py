"""A contact that begins where another ends, told by what it kept: its sentences, its pictures, its price.

Estimand: the chance that the later contact is the earlier one's new number. Assumes that contacts in use at once on one
site and in one place have as much in common as strangers in a row do, and that whoever else began there meanwhile was
as likely to be the one. Breaks when somebody takes over a stopped advertiser's text and asks the same price.
Source: docs/adr/0030.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import log2

import numpy as np

from lykta.link import sentences
from lykta.link.kept import Kept, Share
from lykta.link.profiles import Profile, same_market
from lykta.link.settings import LinkSettings
from lykta.link.table import DAY_S
from lykta.model.link import Family, Reason
from lykta.model.words import Said

_M_KEPT = 0.5  # of those who change number keep their text, and as many their pictures (assumption: docs/adr/0030)
# Until there are pairs enough to learn from.
_U_LINES = {Share.LITTLE: 1.0, Share.MOST: 0.002, Share.MOST_ALONE: 0.0005, Share.ALL_ALONE: 0.0002}
_U_PICTURES = {Share.LITTLE: 1.0, Share.MOST: 0.01, Share.MOST_ALONE: 0.002, Share.ALL_ALONE: 0.0005}
_LEAST_U = 5e-5
_CHANGE_ODDS = 0.25  # one advertiser in five changes number within a season (METHODS W2)
_TRIES, _SEED = 100_000, 20_240_301
_NEXT = 4  # of those who have a sentence or a picture, how many that begin after the end are looked at


@dataclass(frozen=True, slots=True, kw_only=True)
class Succession:
    """Two contacts in a row, each by its oldest ad, with what they have in common; `chance` that they are one."""

    old: int
    new: int
    chance: float
    because: tuple[Reason, ...]


class _ByChance:
    """How often strangers in one market share as much; assumed until there are pairs enough to learn from.

    Sentences and pictures are looked at together: who takes another's text takes the pictures with it.
    """

    def __init__(self, found: Sequence[tuple[Share, Share]]) -> None:
        """`found` are the shares of sentences and of pictures of pairs of strangers."""
        self._found, self._pairs = Counter(found), len(found)

    def share(self, lines: Share, pictures: Share) -> float:
        """Of strangers, those who share as much or more of both."""
        if not self._pairs:
            return max(_LEAST_U, min(_U_LINES[lines], _U_PICTURES[pictures]))
        times = sum(count for (own, other), count in self._found.items() if own >= lines and other >= pictures)
        return max(_LEAST_U, (times + 0.5) / (self._pairs + 1))


def find_successors(profile: Mapping[int, Profile], kept: Kept, settings: LinkSettings) -> list[Succession]:
    """The contacts that are likely to go on under another, the surest first.

    The chance of a pair is weighed against every other pair that either of the two is in, and against those who began
    in the same market meanwhile.
    """
    market = _Market(profile)
    by_chance = _learn(profile, kept, market, settings)
    weighed = []
    old_odds: Counter[int] = Counter()
    new_odds: Counter[int] = Counter()
    for old, new in sorted(_in_a_row(profile, kept, settings)):
        because, bits = _weigh(old, new, kept, by_chance)
        odds = _CHANGE_ODDS * 2.0**bits / market.began_between(old, new)
        old_odds[old] += odds
        new_odds[new] += odds
        weighed.append((old, new, odds, because))
    found = [
        Succession(old=old, new=new, chance=odds / (1 + old_odds[old] + new_odds[new] - odds), because=because)
        for old, new, odds, because in weighed
        if _is_enough(old, new, profile, because, kept, settings)
    ]
    likely = [one for one in found if one.chance >= settings.successor_likely]
    return sorted(likely, key=lambda one: (-one.chance, one.old, one.new))


def _in_a_row(profile: Mapping[int, Profile], kept: Kept, settings: LinkSettings) -> set[tuple[int, int]]:
    """(old, new) contacts in one market of which the new begins as the old ends, or later, and something is shared."""
    found: set[tuple[int, int]] = set()
    for users in kept.together():
        dated = [one for one in users if profile[one].has_contact and np.isfinite(profile[one].first_s)]
        in_time = sorted(dated, key=lambda one: (profile[one].first_s, one))
        for old in dated:
            after = [new for new in in_time if _follows(profile[old], profile[new], settings)]
            found.update((old, new) for new in after[:_NEXT])
    return found


def _follows(old: Profile, new: Profile, settings: LinkSettings) -> bool:
    gap_s = new.first_s - old.posted_s
    overlap_s = settings.change_overlap_days * DAY_S
    return (
        -overlap_s <= gap_s <= settings.change_gap_days * DAY_S
        and new.first_s > old.first_s + overlap_s
        and bool(old.sources & new.sources)
        and same_market(old.places, new.places)
    )


def _weigh(old: int, new: int, kept: Kept, by_chance: _ByChance) -> tuple[tuple[Reason, ...], float]:
    """The reasons for one contact, each family once, and all bits with those against."""
    because = []
    lines, pictures = kept.lines(old, new), kept.pictures(old, new)
    whole = 0.0
    if lines:
        whole = log2(_M_KEPT / by_chance.share(lines, Share.LITTLE))
        says = sentences.kept_lines(alone=lines > Share.MOST)
        because.append(_reason(Family.TEXT, "kept_lines", "", whole, says))
    if pictures:
        bits = log2(_M_KEPT ** (1 + bool(lines)) / by_chance.share(lines, pictures)) - whole
        says = sentences.kept_pictures(alone=pictures > Share.MOST)
        because.append(_reason(Family.PICTURE, "kept_pictures", "", bits, says))
    price, bits = kept.price(old, new)
    if bits > 0:
        because.append(_reason(Family.STYLE, "kept_price", price, bits, sentences.kept_price(price)))
    return tuple(because), sum(reason.bits for reason in because) + min(0.0, bits)


def _reason(family: Family, kind: str, value: str, bits: float, says: Said) -> Reason:
    return Reason(family=family, kind=kind, value=value, bits=round(bits, 2), says=says)


def _is_enough(
    old: int, new: int, profile: Mapping[int, Profile], because: Sequence[Reason], kept: Kept, settings: LinkSettings
) -> bool:
    """Never by one kind of evidence alone, but for all of several pictures in the same place soon after."""
    if len(because) > 1:
        return True
    before, after = profile[old], profile[new]
    is_soon = after.first_s - before.posted_s <= settings.change_picture_gap_days * DAY_S
    return kept.pictures(old, new) is Share.ALL_ALONE and is_soon and bool(before.places & after.places)


class _Market:
    """Which contacts are on one site and in one place, and when they began."""

    def __init__(self, profile: Mapping[int, Profile]) -> None:
        self._profile = profile
        self.stalls: dict[tuple[int, int], list[int]] = defaultdict(list)
        for one, own in sorted(profile.items()):
            if own.has_contact and np.isfinite(own.first_s):
                for stall in product(own.sources, own.places):
                    self.stalls[stall].append(one)
        for users in self.stalls.values():
            users.sort(key=lambda one: profile[one].first_s)
        self._began = {stall: np.array([profile[one].first_s for one in users]) for stall, users in self.stalls.items()}

    def began_between(self, old: int, new: int) -> int:
        """How many contacts began where the old one was, from its end to the beginning of the new; 1 at least."""
        before, after = self._profile[old], self._profile[new]
        since_s = before.posted_s - DAY_S
        stalls = (stall for stall in product(before.sources, before.places) if stall in self._began)
        found: set[int] = set()
        for stall in stalls:
            at = self._began[stall]
            first, last = np.searchsorted(at, since_s), np.searchsorted(at, after.first_s, "right")
            found.update(self.stalls[stall][first:last])
        return max(1, len(found - {old}))


def _learn(profile: Mapping[int, Profile], kept: Kept, market: _Market, settings: LinkSettings) -> _ByChance:
    """What contacts have in common by chance: of pairs in use at once on one site and in one place, which are two."""
    stalls = [np.array(users) for _, users in sorted(market.stalls.items()) if len(users) > 1]
    if not stalls:
        return _ByChance(())
    size = np.array([len(users) for users in stalls])
    begin = np.cumsum(size) - size
    chance = np.random.default_rng(_SEED)
    stall = chance.choice(len(stalls), _TRIES, p=size / size.sum())
    everybody = np.concatenate(stalls)
    a, b = (everybody[begin[stall] + (chance.random(_TRIES) * size[stall]).astype(np.int64)] for _ in range(2))
    pairs = np.unique(np.stack([np.minimum(a, b), np.maximum(a, b)], axis=1), axis=0).tolist()
    at_once = [(a, b) for a, b in pairs if a != b and _at_once(profile[a], profile[b], settings)]
    if len(at_once) < settings.training_pairs:
        return _ByChance(())
    return _ByChance([(kept.lines(a, b), kept.pictures(a, b)) for a, b in at_once])


def _at_once(a: Profile, b: Profile, settings: LinkSettings) -> bool:
    return min(a.last_s, b.last_s) - max(a.first_s, b.first_s) > settings.change_overlap_days * DAY_S
