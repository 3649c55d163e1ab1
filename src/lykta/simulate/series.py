"""World W10: ads a day that grow, with days of the week and perhaps a step, seen through a collection that varies."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

DAYS = 240
KNOWN_DAYS = 212  # the last 28 are what a forecast is held against
FIRST_DAY = date(2026, 1, 5)  # a Monday
LEVEL, GROWTH = 90.0, 0.0012
STEP_DAY, STEP = 150, 1.35
WEEKDAYS = (1.0, 0.95, 0.95, 1.0, 1.12, 1.2, 1.05)
SIZE = 40.0  # of the negative binomial; its overdispersion is 1/40
OUT = range(100, 112)
MISSED, COVERAGE_ERROR = 0.06, 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesDay:
    """What was published and seen on a day; `believed` is the coverage as we think it is, None on a day without."""

    day: date
    published: int
    seen: int
    believed: float | None


def simulate_series(*, seed: int, with_step: bool) -> list[SeriesDay]:
    """240 days. The collection saw .08 to .95 of the ads, was out for twelve days and missed 6 % of the others."""
    chance = np.random.default_rng(seed)
    at = np.arange(DAYS)
    mean = LEVEL * np.exp(GROWTH * at) * np.array([WEEKDAYS[day % 7] for day in at])
    if with_step:
        mean = np.where(at >= STEP_DAY, mean * STEP, mean)
    published = chance.poisson(chance.gamma(SIZE, mean / SIZE))
    coverage = np.clip(0.55 + 0.25 * np.sin(at / 37) + chance.normal(0, 0.06, DAYS), 0.08, 0.95)
    looked = (chance.random(DAYS) >= MISSED) & ~np.isin(at, OUT)
    seen = np.where(looked, chance.binomial(published, coverage), 0)
    believed = np.minimum(coverage * (1 + chance.normal(0, COVERAGE_ERROR, DAYS)), 1.0)
    return [
        SeriesDay(
            day=FIRST_DAY + timedelta(int(day)),
            published=int(published[day]),
            seen=int(seen[day]),
            believed=float(believed[day]) if looked[day] else None,
        )
        for day in at
    ]
