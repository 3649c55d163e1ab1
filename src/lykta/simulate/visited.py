"""Worlds W4 and W9: sites with their ads and our visits, and advertisers of whom half were active before."""

from dataclasses import dataclass

import numpy as np

SITES, ADS_A_DAY, DAYS = 40, 600.0, 30
MEDIAN_LIFE_DAYS, MEDIAN_VISIT_MINUTES = 0.8, 6.0
ADVERTISERS, MEAN_EARLIER_DAYS, LINK = 4000, 10.0, 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteWorld:
    """One site: new ads a day, mean visible life, minutes of one visit."""

    new_a_day: float
    life_days: float
    visit_minutes: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnersSeen:
    """Advertisers in the window, how many of them were linked to an earlier sighting, and the truth."""

    seen: int
    linked: int
    returning: int
    earlier_days: dict[int, float]  # of the returners, as their sites' own figures would tell


def simulate_sites(*, seed: int) -> list[SiteWorld]:
    """40 sites with 600 new ads a day together, most of them on a few; lives and visits log-normal around medians."""
    chance = np.random.default_rng(seed)
    new = chance.pareto(1.1, SITES) + 0.15
    lives = MEDIAN_LIFE_DAYS * np.exp(chance.normal(0, 1.0, SITES))
    minutes = MEDIAN_VISIT_MINUTES * np.exp(chance.normal(0, 0.5, SITES))
    return [
        SiteWorld(new_a_day=float(n), life_days=float(life), visit_minutes=float(minute))
        for n, life, minute in zip(new / new.sum() * ADS_A_DAY, lives, minutes, strict=True)
    ]


def simulate_share_seen(sites: list[SiteWorld], visits_a_day: list[float], *, seed: int) -> float:
    """Share of all ads published in 30 days that some visit saw; visits are regular with a random start."""
    chance = np.random.default_rng(seed)
    published = seen = 0
    for site, rate in zip(sites, visits_a_day, strict=True):
        born = chance.uniform(0, DAYS, chance.poisson(site.new_a_day * DAYS))
        gone = born + chance.exponential(site.life_days, born.size)
        start = chance.uniform(0, 1 / rate) if rate > 0 else np.inf
        published += born.size
        if rate > 0:
            next_visit = start + np.ceil((born - start) * rate) / rate
            seen += int((next_visit <= gone).sum())
    return seen / published


def simulate_returners(*, seed: int, coverage: float) -> ReturnersSeen:
    """4,000 advertisers, half new. A returner was active on 1 + floor(Exp(10)) earlier days, each seen with `coverage`.

    Of those seen before, .8 are linked now.
    """
    chance = np.random.default_rng(seed)
    returners = int(chance.binomial(ADVERTISERS, 0.5))
    days = 1 + np.floor(chance.exponential(MEAN_EARLIER_DAYS, returners)).astype(int)
    seen_before = chance.random(returners) < 1 - (1 - coverage) ** days
    linked = seen_before & (chance.random(returners) < LINK)
    values, counts = np.unique(days, return_counts=True)
    return ReturnersSeen(
        seen=ADVERTISERS,
        linked=int(linked.sum()),
        returning=returners,
        earlier_days={int(value): float(count) for value, count in zip(values, counts, strict=True)},
    )
