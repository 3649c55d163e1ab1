"""Posting and travelling together more often than chance.

Estimand: whether two advertisers coincide more than two unlinked ones would. Assumes that, unlinked, each posts
like the whole market at that minute or arrives like all arrivals at that place; so batches of a site, visits
that date all ads alike, and big cities explain themselves. Breaks when an event draws many at once.
"""

from collections.abc import Sequence
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

    def __init__(self, table: AdTable, members: dict[int, list[int]], settings: LinkSettings) -> None:
        self._table, self._settings = table, settings
        self._posts = {leader: self._dated(ads) for leader, ads in members.items()}
        everything = self._dated(range(len(table)))
        self._post_share = {
            leader: _share_near(own, everything, settings.sync_s) for leader, own in self._posts.items()
        }
        self._arrivals = {leader: self._moves(ads) for leader, ads in members.items()}
        self._arrivals_at = self._by_place()
        self._arrivals_in_all = max(1, sum(len(times) for times in self._arrivals_at.values()))

    def synchrony(self, a: int, b: int) -> Coincidence:
        """Ads of `a` that have an ad of `b` within `sync_s`."""
        mine, theirs = self._posts[a], self._posts[b]
        times = int(np.count_nonzero(_count_near(mine, theirs, self._settings.sync_s)))
        expected = float(self._post_share[a].sum()) * len(theirs)
        return _coincidence(times, expected)

    def joint_movement(self, a: int, b: int) -> Coincidence:
        """Arrivals of `a` in a place where `b` arrives within `tour_days`."""
        times, expected = 0, 0.0
        window_s = self._settings.tour_days * DAY_S
        theirs = self._arrivals[b]
        for at_s, place in self._arrivals[a]:
            times += any(where == place and abs(when - at_s) <= window_s for when, where in theirs)
            near = _count_near(np.array([at_s]), self._arrivals_at[place], window_s)[0]
            expected += len(theirs) * float(near) / self._arrivals_in_all
        return _coincidence(times, expected)

    def _dated(self, ads: Sequence[int]) -> NDArray[np.float64]:
        """When these ads were posted, in order; the wordings of one are one."""
        posts = self._table.first_s[first_wordings(self._table, ads)]
        result: NDArray[np.float64] = np.sort(posts[~np.isnan(posts)])
        return result

    def _moves(self, ads: Sequence[int]) -> list[tuple[float, int]]:
        """Time and place of each ad that stands in another place than the one before."""
        moves: list[tuple[float, int]] = []
        before = -1
        for ad in ads:
            place = int(self._table.place[ad])
            if place < 0 or np.isnan(self._table.first_s[ad]):
                continue
            if before >= 0 and place != before:
                moves.append((float(self._table.first_s[ad]), place))
            before = place
        return moves

    def _by_place(self) -> dict[int, NDArray[np.float64]]:
        times: dict[int, list[float]] = {}
        for moves in self._arrivals.values():
            for at_s, place in moves:
                times.setdefault(place, []).append(at_s)
        return {place: np.sort(np.array(at)) for place, at in times.items()}


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
