"""Sightings that come back more evenly than chance: what every lower bound from counts rests on, tested."""

from math import comb, lgamma, log, sqrt

import numpy as np
from scipy.optimize import brentq
from scipy.stats import norm

from lykta.estimate.poisson import Floats
from lykta.estimate.sightings import Frequencies
from lykta.estimate.truncated import mean_seen_to_rate

# One market in a hundred with sightings by chance loses its number; a false "at least" is worse (docs/adr/0020).
P_REGULAR = 0.01
# Seen once or twice of two: the mean then says all, and nothing is left to judge the spread by.
FEWEST_OCCASIONS = 3
# Terms of a Poisson law after its mean plus this many standard deviations are below what a computer's numbers hold.
TAIL_DEVIATIONS = 12


def is_more_regular_than_chance(frequencies: Frequencies, *, occasions: int | None = None) -> bool:
    """Whether units were seen so evenly often that no mixture of rates gives such counts.

    Chao's bound and every model of counts assume that a sighting makes the next one neither more nor less likely;
    whatever the rates of the units, their counts then vary at least as a Poisson (with occasions a binomial) law of
    one rate with the same mean does (Shaked 1980, JRSS B 42:192). The squares of the counts are held against that
    law's, zero left out, with its rate fitted (a score test of dispersion, Gurmu 1991, JBES 9:215). For few units
    the normal limit is on the safe side, because the statistic is skewed to the right.
    """
    units = sum(frequencies.values())
    times = np.array(sorted(k for k, n in frequencies.items() if n), dtype=np.float64)
    counts = np.array([frequencies[int(k)] for k in times], dtype=np.float64)
    mean = float(times @ counts) / units
    if mean <= 1 or (occasions is not None and (occasions < FEWEST_OCCASIONS or mean >= occasions)):
        return False
    values, chances = _one_rate(mean, occasions)
    squares = values**2 - chances @ values**2
    centred = values - chances @ values
    rest = squares - (chances @ (squares * centred)) / (chances @ centred**2) * centred
    deviation = sqrt(units * float(chances @ rest**2))
    excess = float(counts @ times**2) - units * float(chances @ values**2)
    return deviation > 0 and excess / deviation < norm.ppf(P_REGULAR)


def _one_rate(mean: float, occasions: int | None) -> tuple[Floats, Floats]:
    """Times seen and their chances when all have one rate and `mean` is the mean of those seen at all."""
    if occasions is None:
        rate = mean_seen_to_rate(mean)
        values = np.arange(1, int(rate + TAIL_DEVIATIONS * sqrt(rate)) + 20, dtype=np.float64)
        logs = values * log(rate) - np.array([lgamma(k + 1) for k in values])
    else:
        chance = float(brentq(lambda p: occasions * p / -np.expm1(occasions * np.log1p(-p)) - mean, 1e-12, 1 - 1e-12))
        values = np.arange(1, occasions + 1, dtype=np.float64)
        logs = np.array([log(comb(occasions, int(k))) for k in values]) + values * log(chance / (1 - chance))
    chances = np.exp(logs - logs.max())
    return values, chances / chances.sum()
