"""Who moves, or posts, together more often than chance: pairs, each with its count and what chance would give."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array
from scipy.stats import poisson

from lykta.errors import RefusedError
from lykta.estimate.poisson import Floats, Ints
from lykta.model.warning import Warned, warned

# Arrivals in one city this many days apart are shared; so each arrival has five days around it (docs/adr/0021).
SHARED_DAYS = 2
LEAST_MOVES = 3
MOVE_RATE = 0.05
# Below this share of days seen, three of four joint moves are missed or misplaced: rank, do not claim (docs/adr/0021).
LEAST_COVERAGE = 0.5
SHARED_MINUTES = 5
POST_RATE = 0.01
# A minute with so many times the expected posts, and improbably many, is the site's own scheduler (docs/adr/0021).
BATCH_TIMES, BATCH_P = 5.0, 0.01
HOURS = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """An advertiser seen in a city on a day (counted from the first), after having been seen in another."""

    advertiser: str
    city: str
    day: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """Two advertisers, how often they coincided, how often chance would have it, and whether that may be claimed."""

    first: str
    second: str
    shared: int
    expected: float
    p: float
    claimed: bool


def arrivals_of(sightings: Mapping[str, Sequence[tuple[int, str]]]) -> list[Arrival]:
    """Arrivals from (day, city) sightings of each advertiser, in any order; the first city seen is no arrival.

    Of several cities on one day the first by name counts as the place.
    """
    found = []
    for advertiser in sorted(sightings):
        before: str | None = None
        last_day: int | None = None
        for day, city in sorted(sightings[advertiser]):
            if day != last_day and before is not None and city != before:
                found.append(Arrival(advertiser=advertiser, city=city, day=day))
            if day != last_day:
                before, last_day = city, day
    return found


def joint_movement(
    arrivals: Sequence[Arrival], *, days: int, coverage: float
) -> tuple[list[Together], tuple[Warned, ...]]:
    """Pairs with a shared arrival, the least likely by chance first, and what must be said.

    Estimand: pairs that arrive in the same city within two days more often than two who choose cities by their general
    draw and days freely. Claimed: Benjamini-Hochberg at 5 % over all pairs with three arrivals each, and only where
    half of all days are seen. Breaks with events that draw everybody at once. Touring alone is no indicator.
    """
    said = () if coverage >= LEAST_COVERAGE else (warned("MOVE-COVERAGE"),)
    if not arrivals:
        return [], said
    names = sorted({one.advertiser for one in arrivals})
    cities = sorted({one.city for one in arrivals})
    if days < 1 or any(not 0 <= one.day < days for one in arrivals):
        raise RefusedError(
            sv=f"Ankomster ska ligga inom de {days} dagarna, räknade från 0.",
            en=f"Arrivals must lie within the {days} days, counted from 0.",
        )
    row = {name: at for at, name in enumerate(names)}
    column = {city: at for at, city in enumerate(cities)}
    came = sorted({(row[one.advertiser], column[one.city], one.day) for one in arrivals})
    shared, expected = _shared_arrivals(came, len(names), len(cities), days)
    moves = np.bincount([who for who, _, _ in came], minlength=len(names))
    first, second = (side.astype(np.int64) for side in np.triu_indices(len(names), 1))
    often = (moves[first] >= LEAST_MOVES) & (moves[second] >= LEAST_MOVES)
    first, second = first[often], second[often]
    pairs = _judged(names, first, second, shared, expected, MOVE_RATE if coverage >= LEAST_COVERAGE else None)
    return pairs, said


def _shared_arrivals(came: Sequence[tuple[int, int, int]], names: int, cities: int, days: int) -> tuple[Floats, Floats]:
    """Of each pair, arrivals of the one near some of the other, the fewer of both ways; and how many by chance.

    `came`: (advertiser, city, day), each once. A column of the matrices is a city on a day; most hold nobody.
    """
    who, city, day = (np.array(part, dtype=np.int64) for part in zip(*came, strict=True))
    shape = (names, cities * days)
    there = csr_array((np.ones(len(who)), (who, city * days + day)), shape=shape)
    near_who, near_column = [], []
    for shift in range(-SHARED_DAYS, SHARED_DAYS + 1):
        inside = (day + shift >= 0) & (day + shift < days)
        near_who.append(who[inside])
        near_column.append((city * days + day + shift)[inside])
    ones = np.concatenate(near_who), np.concatenate(near_column)
    near = csr_array((np.ones(len(ones[0])), ones), shape=shape)
    near.data = np.minimum(near.data, 1)
    matched = (there @ near.T).toarray()
    draw = np.bincount(city, minlength=cities) / len(city)
    theirs = csr_array((np.ones(len(who)), (who, city)), shape=(names, cities))
    chance = np.outer(theirs @ draw, np.bincount(who, minlength=names)) * (2 * SHARED_DAYS + 1) / days
    return np.minimum(matched, matched.T), (chance + chance.T) / 2


def synchronised_posting(
    posts: Mapping[str, Sequence[float]], *, hours: float
) -> tuple[list[Together], tuple[Warned, ...]]:
    """Pairs that posted within five minutes of each other, the least likely by chance first, and what must be said.

    `posts`: hours from the start, of local time, of each account. Estimand: pairs that coincide more often than two who
    post freely within the daily rhythm of all. Claimed: Benjamini-Hochberg at 1 % over all pairs. Minutes in which the
    site itself posted are left out.
    """
    if hours <= 0 or any(not 0 <= at <= hours for times in posts.values() for at in times):
        raise RefusedError(
            sv=f"Tidpunkter ska ligga mellan 0 och {hours} timmar.", en=f"Times must lie between 0 and {hours} hours."
        )
    names = sorted(posts)
    owner = np.concatenate([np.full(len(posts[name]), at) for at, name in enumerate(names)] or [np.zeros(0)]).astype(
        int
    )
    times = np.concatenate([np.asarray(posts[name], dtype=float) for name in names] or [np.zeros(0)])
    rhythm = _hour_shares(times)
    batch = _batch_minutes(times, rhythm, hours)
    kept = ~np.isin(np.floor(times * 60).astype(int), batch)
    times, owner = times[kept], owner[kept]
    counts = np.bincount(owner, minlength=len(names)).astype(float)
    kappa = HOURS * float((rhythm**2).sum())
    expected = np.outer(counts, counts) * (2 * SHARED_MINUTES / 60 / hours) * kappa
    first, second = (side.astype(np.int64) for side in np.triu_indices(len(names), 1))
    pairs = _judged(names, first, second, _coincidences(times, owner, len(names)), expected, POST_RATE)
    return pairs, (warned("SYNC-SITEBATCH", minutes=len(batch)),) if len(batch) else ()


def _hour_shares(times: Floats) -> Floats:
    counts = np.bincount((times % HOURS).astype(int), minlength=HOURS)[:HOURS]
    return np.asarray(counts / max(counts.sum(), 1), dtype=np.float64)


def _batch_minutes(times: Floats, rhythm: Floats, hours: float) -> Floats:
    """Minutes with more than five times their expected posts, and more than chance has in any minute (Bonferroni)."""
    minutes, counts = np.unique(np.floor(times * 60).astype(int), return_counts=True)
    expected = len(times) * rhythm[(minutes // 60) % HOURS] * HOURS / (hours * 60)
    improbable = poisson.sf(counts - 1, expected) < BATCH_P / max(hours * 60, 1)
    return np.asarray(minutes[(counts > BATCH_TIMES * expected) & improbable])


def _coincidences(times: Floats, owner: Ints, accounts: int) -> Floats:
    """Of each pair of accounts, the pairs of their posts within five minutes."""
    order = np.argsort(times, kind="stable")
    times, owner = times[order], owner[order]
    found = np.zeros((accounts, accounts))
    until = np.searchsorted(times, times + SHARED_MINUTES / 60, side="right")
    for at in range(len(times)):
        np.add.at(found, (owner[at], owner[at + 1 : until[at]]), 1)
    return np.asarray(found + found.T)


def _judged(
    names: Sequence[str], first: Ints, second: Ints, shared: Floats, expected: Floats, rate: float | None
) -> list[Together]:
    """Pairs with something shared; claimed by Benjamini & Hochberg 1995 over all pairs given, none without a rate."""
    p = poisson.sf(shared[first, second] - 1, expected[first, second])
    limit = -1.0
    if rate is not None and p.size:
        ranked = np.sort(p)
        below = np.flatnonzero(ranked <= rate * np.arange(1, p.size + 1) / p.size)
        limit = float(ranked[below[-1]]) if below.size else -1.0
    found = [
        Together(
            first=names[first[at]],
            second=names[second[at]],
            shared=int(shared[first[at], second[at]]),
            expected=float(expected[first[at], second[at]]),
            p=float(p[at]),
            claimed=bool(p[at] <= limit),
        )
        for at in np.flatnonzero(shared[first, second] > 0)
    ]
    return sorted(found, key=lambda pair: (pair.p, pair.first, pair.second))
