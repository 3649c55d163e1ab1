"""The trend of a market seen only in part: what we saw, divided by what we expect to have seen of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import log

import numpy as np

from lykta.errors import RefusedError
from lykta.estimate.poisson import Floats, deviance, fit_poisson
from lykta.model.trend import Changepoint, Forecast, ObservedDay, Trend
from lykta.model.warning import Warned, warned

# Below this a day was not looked at: its few ads would be multiplied by twenty (docs/adr/0021).
LEAST_COVERAGE = 0.05
# Under six weeks a trend cannot be told from the days of the week and the noise (docs/adr/0021).
LEAST_DAYS = 42
# Fewer ads a week than this and days are mostly 0 or 1; they are then added up by week (docs/adr/0021).
# So are visits that miss a day of the week, which then has no level of its own.
LEAST_A_WEEK = 30
# The shortest stretch before and after a step, so that it is not one odd day.
LEAST_SEGMENT_DAYS = 14
MOST_STEPS = 5
# A step is kept when it betters the deviance by (2 log n + 4) dispersions (docs/adr/0021).
STEP_FACTOR, STEP_CONSTANT = 2.0, 4.0
# The chi-square of one degree of freedom that 95 % do not exceed.
CHI_SQUARE_95 = 3.84
# A change in our own collection that may be taken for one in the market, and how near it may stand.
COVERAGE_CHANGE = 0.20
COVERAGE_DAYS = 7
MOMENT_ROUNDS = 8
DRAWS = 4000
LEVELS = (0.5, 0.9)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bins:
    """Days, or weeks where days are thin: middle of the bin in days from the first, its weekday, count, exposure."""

    at: Floats
    weekday: Floats | None
    counts: Floats
    exposure: Floats
    width: int

    def design(self, steps: Sequence[float]) -> Floats:
        """Intercept, trend in weeks, six days of the week (not with weeks), a step each."""
        columns = [np.ones_like(self.at), self.at / 7]
        if self.weekday is not None:
            columns += [(self.weekday == day).astype(float) for day in range(1, 7)]
        columns += [(self.at >= step).astype(float) for step in steps]
        return np.stack(columns, axis=1)


def fit_trend(days: Sequence[ObservedDay], *, ahead: int, seed: int) -> Trend:
    """Growth, steps and forecast of ads published a day. Days in any order, each once.

    Estimand: ads published on the watched sites. Model: seen ~ negative binomial with mean mu x coverage, log mu =
    level + trend + day of the week + steps. Assumes that the coverage is right: an error in it that changes over time
    becomes trend. Raises RefusedError under six weeks.
    """
    ordered = sorted(days, key=lambda one: one.day)
    looked = [one for one in ordered if one.coverage is not None and one.coverage >= LEAST_COVERAGE]
    _check(ordered, looked)
    bins = _binned(looked, first=ordered[0].day)
    steps = _steps(bins)
    design = bins.design([step.at for step in steps])
    fit = fit_negative_binomial(design, bins.counts, np.log(bins.exposure))
    slope, error = fit.coefficients[1], float(np.sqrt(fit.covariance[1, 1]))
    first_factor = design.shape[1] - len(steps)
    changes = tuple(
        _change(step, float(np.exp(fit.coefficients[first_factor + place])), ordered[0].day)
        for place, step in enumerate(steps)
    )
    return Trend(
        growth_per_week=float(np.exp(slope)),
        growth_lower=float(np.exp(slope - 1.96 * error)),
        growth_upper=float(np.exp(slope + 1.96 * error)),
        overdispersion=fit.overdispersion,
        bins_days=bins.width,
        changepoints=changes,
        forecast=_forecast(fit, bins, len(steps), ordered, ahead, seed) if ahead else None,
        warnings=_warnings(ordered, looked, changes),
    )


def _check(ordered: Sequence[ObservedDay], looked: Sequence[ObservedDay]) -> None:
    if len({one.day for one in ordered}) < len(ordered):
        raise RefusedError(sv="En dag står två gånger. Lägg ihop dess annonser.", en="A day is given twice. Add it up.")
    if bad := next((one for one in looked if one.count < 0 or not one.coverage or one.coverage > 1), None):
        raise RefusedError(
            sv=f"{bad.day}: {bad.count} annonser, täckning {bad.coverage}. Väntat: minst 0, och 0 till 1.",
            en=f"{bad.day}: {bad.count} ads, coverage {bad.coverage}. Expected 0 or more, and 0 to 1.",
        )
    span = (looked[-1].day - looked[0].day).days + 1 if looked else 0
    if span < LEAST_DAYS or len(looked) < LEAST_DAYS // 2 or not sum(one.count for one in looked):
        short = warned("TREND-SHORT", days=span, looked=len(looked), least=LEAST_DAYS).says
        raise RefusedError(sv=short.sv, en=short.en)


def _binned(looked: Sequence[ObservedDay], *, first: date) -> _Bins:
    at = np.array([(one.day - first).days for one in looked], dtype=np.float64)
    counts = np.array([one.count for one in looked], dtype=np.float64)
    exposure = np.array([one.coverage for one in looked], dtype=np.float64)
    weekday = np.array([float(one.day.weekday()) for one in looked])
    every_weekday = np.bincount(weekday.astype(int), minlength=7).min() > 1
    if every_weekday and counts.sum() / len(looked) * 7 >= LEAST_A_WEEK:
        return _Bins(at=at, weekday=weekday, counts=counts, exposure=exposure, width=1)
    weeks, which = np.unique(at // 7, return_inverse=True)
    return _Bins(
        at=weeks * 7 + 3,
        weekday=None,
        counts=np.bincount(which, counts).astype(np.float64),
        exposure=np.bincount(which, exposure).astype(np.float64),
        width=7,
    )


# -- Steps --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    """Days from the first at which the level changes, and the outermost that fit about as well."""

    at: float
    earliest: float
    latest: float


def _steps(bins: _Bins) -> list[_Step]:
    """The best step is added while it betters the quasi-Poisson deviance by more than the penalty."""
    steps: list[_Step] = []
    while len(steps) < MOST_STEPS:
        found = _best_step(bins, steps)
        if found is None:
            break
        steps.append(found)
    return sorted(steps, key=lambda step: step.at)


def _best_step(bins: _Bins, known: Sequence[_Step]) -> _Step | None:
    places = [step.at for step in known]
    before = _deviance(bins, places)
    tried = {at: _deviance(bins, [*places, at]) for at in _candidates(bins, places)}
    if not tried:
        return None
    best = min(tried, key=lambda at: (tried[at], at))
    dispersion = _dispersion(bins, [*places, best])
    if before - tried[best] <= (STEP_FACTOR * log(len(bins.counts)) + STEP_CONSTANT) * dispersion:
        return None
    as_good = [at for at, value in tried.items() if value - tried[best] <= CHI_SQUARE_95 * dispersion]
    return _Step(at=best, earliest=min(as_good), latest=max(as_good))


def _candidates(bins: _Bins, known: Sequence[float]) -> list[float]:
    """Bins with two weeks at least to either end and to every known step."""
    ends = [float(bins.at[0]), float(bins.at[-1]) + bins.width, *known]
    return [float(at) for at in bins.at if all(abs(at - end) >= LEAST_SEGMENT_DAYS for end in ends)]


def _deviance(bins: _Bins, steps: Sequence[float]) -> float:
    fits = fit_poisson(bins.design(steps), bins.counts[None, :], offset=np.log(bins.exposure))
    return deviance(bins.counts, fits.means[0])


def _dispersion(bins: _Bins, steps: Sequence[float]) -> float:
    """Pearson's, of one model; never below Poisson's 1."""
    design = bins.design(steps)
    means = fit_poisson(design, bins.counts[None, :], offset=np.log(bins.exposure)).means[0]
    left = max(len(bins.counts) - design.shape[1], 1)
    return max(float(((bins.counts - means) ** 2 / means).sum() / left), 1.0)


def _change(step: _Step, factor: float, first: date) -> Changepoint:
    return Changepoint(
        day=first + timedelta(step.at),
        earliest=first + timedelta(step.earliest),
        latest=first + timedelta(step.latest),
        factor=factor,
    )


# -- Negative binomial --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class NegativeBinomialFit:
    """Log-linear means with variance mean + overdispersion x mean^2."""

    coefficients: Floats
    covariance: Floats
    overdispersion: float


def fit_negative_binomial(design: Floats, counts: Floats, offset: Floats) -> NegativeBinomialFit:
    """Weighted least squares for the coefficients, moments for the overdispersion, in eight rounds."""
    beta = fit_poisson(design, counts[None, :], offset=offset).coefficients[0]
    fit = NegativeBinomialFit(coefficients=beta, covariance=np.eye(len(beta)), overdispersion=0.0)
    for _ in range(MOMENT_ROUNDS):
        means = np.exp(design @ fit.coefficients + offset)
        left = max(len(counts) - design.shape[1], 1)
        moment = ((counts - means) ** 2 - means).sum() / (means**2).sum() * len(counts) / left
        fit = _reweighted(design, counts, offset, replace(fit, overdispersion=max(float(moment), 0.0)))
    return fit


def _reweighted(design: Floats, counts: Floats, offset: Floats, fit: NegativeBinomialFit) -> NegativeBinomialFit:
    means = np.exp(design @ fit.coefficients + offset)
    weights = means / (1 + fit.overdispersion * means)
    covariance: Floats = np.asarray(np.linalg.pinv((design * weights[:, None]).T @ design, hermitian=True), np.float64)
    step = covariance @ (design.T @ (weights * (counts / means - 1)))
    return replace(fit, coefficients=fit.coefficients + step, covariance=covariance)


def _forecast(
    fit: NegativeBinomialFit, bins: _Bins, steps: int, ordered: Sequence[ObservedDay], ahead: int, seed: int
) -> Forecast:
    """Parameters and noise are drawn; the days ahead keep the level after the last step and are seen in full."""
    chance = np.random.default_rng(seed)
    last = ordered[-1].day
    at = np.arange(1, ahead + 1, dtype=np.float64) + (last - ordered[0].day).days
    weekday = np.array([float((last + timedelta(days)).weekday()) for days in range(1, ahead + 1)])
    coming = replace(bins, at=at, weekday=None if bins.weekday is None else weekday)
    design = coming.design([-1.0] * steps)
    drawn = chance.multivariate_normal(fit.coefficients, fit.covariance, size=DRAWS, method="svd")
    means = np.exp(np.clip(drawn @ design.T, -50, 50))
    means = np.add.reduceat(means, np.arange(0, ahead, bins.width), axis=1)  # the noise was learned on bins
    if fit.overdispersion > 0:
        means = chance.gamma(1 / fit.overdispersion, means * fit.overdispersion)
    totals = chance.poisson(np.minimum(means, 1e15)).sum(axis=1)
    limits = {level: _middle(totals, level) for level in LEVELS}
    return Forecast(days=ahead, median=float(np.median(totals)), limits=limits)


def _middle(totals: Floats, level: float) -> tuple[float, float]:
    lower, upper = np.quantile(totals, [(1 - level) / 2, (1 + level) / 2])
    return float(lower), float(upper)


# -- What must be said --------------------------------------------------------------------------------------


def _warnings(
    ordered: Sequence[ObservedDay], looked: Sequence[ObservedDay], changes: Sequence[Changepoint]
) -> tuple[Warned, ...]:
    coverage = [one.coverage or 0.0 for one in looked]
    warnings = [warned("TREND-COVERAGE", low=round(min(coverage), 2), high=round(max(coverage), 2))]
    if gaps := _gaps(ordered, looked):
        warnings.append(warned("TREND-GAP", days=gaps))
    near = [change.day.isoformat() for change in changes if _coverage_changed(looked, change.day)]
    if near:
        warnings.append(warned("CP-COVERAGE", days=", ".join(near)))
    return tuple(warnings)


def _gaps(ordered: Sequence[ObservedDay], looked: Sequence[ObservedDay]) -> str:
    """Days between the first and the last that were not looked at, runs of them as first..last."""
    seen = {one.day for one in looked}
    span = (ordered[-1].day - ordered[0].day).days + 1
    missing = [day for day in (ordered[0].day + timedelta(at) for at in range(span)) if day not in seen]
    runs: list[list[date]] = []
    for day in missing:
        if runs and day - runs[-1][-1] == timedelta(1):
            runs[-1].append(day)
        else:
            runs.append([day])
    return ", ".join(f"{run[0]}..{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs)


def _coverage_changed(looked: Sequence[ObservedDay], day: date) -> bool:
    """Does the mean coverage of a week differ by a fifth from that of the week before, within a week of `day`?"""
    by_day = {one.day: one.coverage or 0.0 for one in looked}
    for shift in range(-COVERAGE_DAYS, COVERAGE_DAYS + 1):
        middle = day + timedelta(shift)
        before = [by_day[at] for at in (middle - timedelta(n) for n in range(1, 8)) if at in by_day]
        after = [by_day[at] for at in (middle + timedelta(n) for n in range(7)) if at in by_day]
        if not before or not after:
            return True
        if abs(np.mean(after) / np.mean(before) - 1) > COVERAGE_CHANGE:
            return True
    return False
