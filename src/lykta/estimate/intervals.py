"""Intervals for a number that is never below what was seen."""

from dataclasses import dataclass
from math import exp, inf, log, sqrt

from scipy.stats import chi2, norm

LEVEL = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """Both ends belong to it; `upper` may be infinite."""

    lower: float
    upper: float


def log_interval(seen: float, unseen: float, variance: float, *, level: float = LEVEL) -> Interval:
    """Seen + unseen / C .. seen + unseen C, C = exp(z sqrt(log(1 + variance / unseen^2))) (Burnham et al. 1987)."""
    if unseen <= 0:
        return Interval(lower=seen, upper=seen)
    relative = variance / unseen**2 if unseen > 1e-150 else inf
    if relative == inf:
        return Interval(lower=seen, upper=inf)
    spread = float(norm.ppf((1 + level) / 2)) * sqrt(log(1 + relative))
    return Interval(lower=seen + unseen * exp(-spread), upper=seen + (unseen * exp(spread) if spread < 700 else inf))


def most_expected(count: int, *, level: float = LEVEL) -> float:
    """The exact upper limit of what a Poisson count has for its mean (Garwood 1936, Biometrika 28:437)."""
    return float(chi2.ppf((1 + level) / 2, 2 * (count + 1))) / 2
