"""Posting and travelling together more often than chance.

Estimand: whether two advertisers coincide more than two unlinked ones would. Assumes that, unlinked, each posts
like the whole market at that minute or arrives like all arrivals at that place; so batches of a site, visits
that date all ads alike, and big cities explain themselves. Breaks when an event draws many at once.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import pdtrc

from lykta.link.settings import LinkSettings
from lykta.link.table import DAY_S, AdTable, first_wordings


@dataclass(frozen=True, slots=True, kw_only=True)
class Coincidence:
    """`times` coincidences where `expected` were to be expected; `chance` is P(at least as many)."""

    times: int
    expected: float
    chance: float


class Market:
    """When all ads were posted and where all arrivals went, sorted once so that pairs are cheap to compare."""

    def __init__(
        self, table: AdTable, advertiser: NDArray[np.int64], members: dict[int, list[int]], settings: LinkSettings
    ) -> None:
        self._table, self._members, self._settings = table, members, settings
        first = np.unique(table.posting, return_index=True)[1]
        self._everything = np.sort(table.first_s[first][~np.isnan(table.first_s[first])])
        self._posts: dict[int, NDArray[np.float64]] = {}
        self._moves, self._moves_of = self._move(advertiser)
        order = np.lexsort((self._moves.at_s, self._moves.place))
        places, begin = np.unique(self._moves.place[order], return_index=True)
        self._arrivals_at = dict(zip(places.tolist(), np.split(self._moves.at_s[order], begin[1:]), strict=False))
        self._arrivals_in_all = max(1, len(order))

    def synchrony(self, a: int, b: int) -> Coincidence:
        """Ads of `a` that have an ad of `b` within `sync_s`."""
        mine, theirs = self._dated(a), self._dated(b)
        times = int(np.count_nonzero(_count_near(mine, theirs, self._settings.sync_s)))
        expected = float(_share_near(mine, self._everything, self._settings.sync_s).sum()) * len(theirs)
        return _coincidence(times, expected)

    def joint_movement(self, a: int, b: int) -> Coincidence:
        """Arrivals of `a` in a place where `b` arrives within `tour_days`."""
        times, expected = 0, 0.0
        window_s = self._settings.tour_days * DAY_S
        theirs = self._arrivals(b)
        for at_s, place in self._arrivals(a):
            times += any(where == place and abs(when - at_s) <= window_s for when, where in theirs)
            near = _count_near(np.array([at_s]), self._arrivals_at[place], window_s)[0]
            expected += len(theirs) * float(near) / self._arrivals_in_all
        return _coincidence(times, expected)

    def _dated(self, leader: int) -> NDArray[np.float64]:
        """When the ads of an advertiser were posted, in order; the wordings of one are one."""
        if leader not in self._posts:
            posts = self._table.first_s[first_wordings(self._table, self._members[leader])]
            self._posts[leader] = np.sort(posts[~np.isnan(posts)])
        return self._posts[leader]

    def _arrivals(self, leader: int) -> list[tuple[float, int]]:
        begin, end = np.searchsorted(self._moves_of, (leader, leader + 1))
        return list(zip(self._moves.at_s[begin:end].tolist(), self._moves.place[begin:end].tolist(), strict=True))

    def _move(self, advertiser: NDArray[np.int64]) -> tuple["_Moves", NDArray[np.int64]]:
        """Each ad that stands in another place than its advertiser's before, by advertiser."""
        table = self._table
        known = np.flatnonzero((table.place >= 0) & ~np.isnan(table.first_s))
        ads = known[np.argsort(advertiser[known], kind="stable")]
        moved = np.zeros(len(ads), dtype=np.bool_)
        moved[1:] = (np.diff(advertiser[ads]) == 0) & (np.diff(table.place[ads]) != 0)
        ads = ads[moved]
        return _Moves(at_s=table.first_s[ads], place=table.place[ads]), advertiser[ads]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Moves:
    at_s: NDArray[np.float64]
    place: NDArray[np.int64]


def _count_near(ask: NDArray[np.float64], have: NDArray[np.float64], window_s: float) -> NDArray[np.int64]:
    result: NDArray[np.int64] = np.searchsorted(have, ask + window_s, "right") - np.searchsorted(
        have, ask - window_s, "left"
    )
    return result


def _share_near(own: NDArray[np.float64], everything: NDArray[np.float64], window_s: float) -> NDArray[np.float64]:
    return _count_near(own, everything, window_s) / max(1, len(everything))


def _coincidence(times: int, expected: float) -> Coincidence:
    chance = float(pdtrc(times - 1, max(expected, 1e-9))) if times else 1.0
    return Coincidence(times=times, expected=expected, chance=chance)
