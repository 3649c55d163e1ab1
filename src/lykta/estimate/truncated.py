"""Zero-truncated Poisson counts with covariates: who is seen how often, and how many like them are never seen."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from scipy.optimize import brentq

from lykta.errors import RefusedError
from lykta.estimate.intervals import LEVEL, Interval, log_interval
from lykta.estimate.poisson import Floats

# Groups of one covariate: with more, many hold nobody who was seen twice.
MAX_GROUPS = 20
MAX_STEPS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class CovariateRow:
    """`people` units were each seen `times` times and belong to these groups, one of each covariate."""

    times: int
    groups: tuple[str, ...]
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TruncatedFit:
    """Total with its variance; `coefficients` are of the logarithm of the rate, intercept first."""

    seen: int
    total: float
    variance: float
    coefficients: tuple[float, ...]
    terms: tuple[str, ...]
    log_likelihood: float

    @property
    def se(self) -> float:
        return sqrt(self.variance)

    def interval(self, *, level: float = LEVEL) -> Interval:
        return log_interval(self.seen, self.total - self.seen, self.variance, level=level)


def mean_seen_to_rate(mean: float) -> float:
    """The rate of a Poisson count whose mean above zero is `mean` > 1."""
    return float(brentq(lambda rate: rate / -np.expm1(-rate) - mean, 1e-12, mean + 1))


def fit_truncated(columns: Sequence[str], rows: Sequence[CovariateRow]) -> TruncatedFit:
    """Total = sum of 1 / (1 - p0) over the units seen (van der Heijden et al. 2003, Stat. Modelling 3:305).

    Estimand: units of the register's kind, seen or not. Assumes a Poisson count with one rate within each group, a
    closed population, and that being seen once changes nothing. Rates that differ within a group make it too low.
    Raises RefusedError for a group in which nobody was seen twice: its number is unbounded.
    """
    design, terms = _design(columns, rows)
    times = np.array([row.times for row in rows], dtype=np.float64)
    people = np.array([row.people for row in rows], dtype=np.float64)
    beta, covariance = _newton(design, times, people)
    rate = np.exp(design @ beta)
    missed = np.exp(-rate)
    found = -np.expm1(-rate)
    slope = -(people * rate * missed / found**2) @ design
    return TruncatedFit(
        seen=int(people.sum()),
        total=float((people / found).sum()),
        variance=float(slope @ covariance @ slope + (people * missed / found**2).sum()),
        coefficients=tuple(float(value) for value in beta),
        terms=terms,
        log_likelihood=_likelihood(design, times, people, beta),
    )


def _design(columns: Sequence[str], rows: Sequence[CovariateRow]) -> tuple[Floats, tuple[str, ...]]:
    """Each covariate as groups; the largest group is what the others are compared with."""
    parts, terms = [np.ones((len(rows), 1))], ["intercept"]
    for at, column in enumerate(columns):
        sizes: dict[str, int] = {}
        for row in rows:
            sizes[row.groups[at]] = sizes.get(row.groups[at], 0) + row.people
        if len(sizes) > MAX_GROUPS:
            raise RefusedError(
                sv=f"{column}: {len(sizes)} grupper, högst {MAX_GROUPS}. Slå ihop dem, till exempel ålder i klasser.",
                en=f"{column}: {len(sizes)} groups, at most {MAX_GROUPS}. Merge them, as age in classes.",
            )
        for group in sorted(sizes):
            if not any(row.times > 1 and row.people for row in rows if row.groups[at] == group):
                raise RefusedError(
                    sv=f"{column} = {group}: ingen sågs två gånger, så gruppen kan vara hur stor som helst. "
                    "Slå ihop den med en annan grupp.",
                    en=f"{column} = {group}: nobody was seen twice, so the group may be of any size. "
                    "Merge it with another group.",
                )
        base = max(sorted(sizes), key=lambda group: sizes[group])
        for group in sorted(sizes):
            if group != base:
                parts.append(np.array([[float(row.groups[at] == group)] for row in rows]))
                terms.append(f"{column} = {group}")
    design = np.hstack(parts)
    if np.linalg.matrix_rank(design) < design.shape[1]:
        raise RefusedError(
            sv="Två av indelningarna säger samma sak. Ta bort en av dem.",
            en="Two of the covariates say the same. Leave one of them out.",
        )
    return design, tuple(terms)


def _likelihood(design: Floats, times: Floats, people: Floats, beta: Floats) -> float:
    """Without the factorials of the counts."""
    predictor = design @ beta
    rate = np.exp(predictor)
    return float((people * (times * predictor - rate - np.log(-np.expm1(-rate)))).sum())


def _newton(design: Floats, times: Floats, people: Floats) -> tuple[Floats, Floats]:
    """Coefficients and their covariance. The log rate is the natural parameter, so the likelihood is concave."""
    beta = np.zeros(design.shape[1])
    beta[0] = np.log(mean_seen_to_rate(float((times * people).sum() / people.sum())))
    for _ in range(MAX_STEPS):
        rate = np.exp(np.clip(design @ beta, -30, 30))
        mean = rate / -np.expm1(-rate)
        score = (people * (times - mean)) @ design
        information = (design * (people * mean * (1 + rate - mean))[:, None]).T @ design
        step = np.linalg.pinv(information, hermitian=True) @ score
        beta = beta + step * min(1.0, 2.0 / max(float(np.abs(design @ step).max()), 1e-12))
        if np.abs(score).max() <= 1e-8 * max(float((times * people).sum()), 1.0):
            return beta, np.asarray(np.linalg.pinv(information, hermitian=True))
    raise RefusedError(
        sv="Ingen skattning finns: i någon kombination av grupper sågs ingen två gånger. Slå ihop grupper.",
        en="No estimate exists: in some combination of groups nobody was seen twice. Merge groups.",
    )
