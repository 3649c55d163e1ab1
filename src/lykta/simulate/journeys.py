"""Worlds W7 and W8: advertisers who travel alone or in groups, and accounts that post alone or together."""

from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt

DAYS = 90
CITY_SHARES = (0.42, 0.16, 0.12, 0.06, 0.05, 0.05, 0.04, 0.03, 0.03, 0.02, 0.01, 0.01)
RESIDENTS, TOURERS, GROUPS = 250, 150, 12
DROP_OUT, LAG_DAYS = 0.2, 0.6
POSTING_DAYS, ACCOUNTS, POSTING_GROUPS = 28, 150, 8
HOUR_WEIGHTS = (0.3,) * 8 + (1.0,) * 8 + (1.8,) * 8
COPY_SPREAD_HOURS = 0.03

Stays = list[tuple[float, int]]  # from which day in which city


@dataclass(frozen=True, slots=True, kw_only=True)
class JourneysSeen:
    """Sightings (day, city) of each advertiser, and the pairs that truly travel together."""

    sightings: dict[str, list[tuple[int, str]]]
    together: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class PostsSeen:
    """Hours from the start at which each account posted, and the pairs that truly post together."""

    posts: dict[str, list[float]]
    together: frozenset[tuple[str, str]]


def simulate_journeys(*, seed: int, coverage: float) -> JourneysSeen:
    """90 days, 12 cities; each day of each advertiser is seen with `coverage`. The truth does not depend on it."""
    chance = np.random.default_rng(seed)
    routes: dict[str, Stays] = {}
    for number in range(RESIDENTS):
        routes[f"resident {number:03}"] = [(0.0, _city(chance))]
    for number in range(TOURERS):
        routes[f"tourer {number:03}"] = _tour(chance)
    together = set()
    for group in range(GROUPS):
        members = [f"group {group:02} {one}" for one in range(int(chance.integers(2, 6)))]
        route = _route(chance)
        routes.update({name: _follow(chance, route) for name in members})
        together |= set(combinations(members, 2))
    sightings = {name: _seen(chance, stays, coverage) for name, stays in routes.items()}
    return JourneysSeen(sightings=sightings, together=frozenset(together))


def _city(chance: np.random.Generator, *, other_than: int | None = None) -> int:
    """By the cities' shares; a stop of a journey is in another city than the one before."""
    shares = np.array(CITY_SHARES)
    if other_than is not None:
        shares[other_than] = 0
    return int(chance.choice(len(shares), p=shares / shares.sum()))


def _tour(chance: np.random.Generator) -> Stays:
    """Home, then one to three trips, home again."""
    home, day, stays = _city(chance), 0.0, []
    while day < DAYS:
        stays.append((day, home))
        day += chance.gamma(3, 3)
        for _ in range(int(chance.integers(1, 4))):
            stays.append((day, _city(chance, other_than=stays[-1][1])))
            day += chance.gamma(3, 1.3)
    return stays


def _route(chance: np.random.Generator) -> Stays:
    day, stays = 0.0, [(0.0, _city(chance))]
    while (day := day + chance.gamma(4, 1.2)) < DAYS:
        stays.append((day, _city(chance, other_than=stays[-1][1])))
    return stays


def _follow(chance: np.random.Generator, route: Stays) -> Stays:
    """The same stops with a lag; at a stop that is left out the member stays where it was."""
    first, *rest = route
    kept = [first, *(stop for stop in rest if chance.random() >= DROP_OUT)]
    return sorted((max(day + chance.normal(0, LAG_DAYS), 0.0), city) for day, city in kept)


def _seen(chance: np.random.Generator, stays: Stays, coverage: float) -> list[tuple[int, str]]:
    begins = np.array([day for day, _ in stays])
    found = []
    for day in range(DAYS):
        at = max(int(np.searchsorted(begins, day + 0.5, side="right")) - 1, 0)
        if chance.random() < coverage:
            found.append((day, f"city {stays[at][1]:02}"))
    return found


def simulate_posts(*, seed: int) -> PostsSeen:
    """28 days: 150 accounts of 15 to 59 posts, and 8 groups of 2 to 4 that each copy half of a common schedule."""
    chance = np.random.default_rng(seed)
    posts = {f"account {number:03}": _times(chance, int(chance.integers(15, 60))) for number in range(ACCOUNTS)}
    together = set()
    for group in range(POSTING_GROUPS):
        base = np.array(_times(chance, int(chance.integers(15, 40))))
        members = [f"group {group:02} {one}" for one in range(int(chance.integers(2, 5)))]
        for name in members:
            copied = chance.choice(base, size=len(base) // 2, replace=False)
            near = np.clip(copied + chance.normal(0, COPY_SPREAD_HOURS, len(copied)), 0, POSTING_DAYS * 24)
            posts[name] = sorted([*near.tolist(), *_times(chance, int(chance.integers(5, 25)))])
        together |= set(combinations(members, 2))
    return PostsSeen(posts=posts, together=frozenset(together))


def _times(chance: np.random.Generator, count: int) -> list[float]:
    weights: npt.NDArray[np.float64] = np.array(HOUR_WEIGHTS)
    hours = chance.choice(24, size=count, p=weights / weights.sum())
    days = chance.integers(0, POSTING_DAYS, size=count)
    return sorted((days * 24 + hours + chance.random(count)).tolist())
