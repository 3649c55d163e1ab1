"""Closed-population models: how the chance of being seen varies by list, by unit, or by both."""

from dataclasses import dataclass, replace
from math import comb, log

import numpy as np

from lykta.estimate.existence import estimate_exists, is_identifiable
from lykta.estimate.fits import Fit
from lykta.estimate.intervals import LEVEL, Interval, log_interval
from lykta.estimate.lists import ListTable
from lykta.estimate.poisson import Floats, PoissonFits, deviance, fit_poisson

# Columns for units that differ, by the number k of lists or occasions that saw a unit (Rcapture 1.4;
# Baillargeon & Rivest 2007, J. Stat. Softw. 19(5)). 3.5 is Rcapture's choice for the gamma form.
HETEROGENEITY = ("Chao", "Poisson2", "Darroch", "Gamma3.5")
# Chao's columns give each number of sightings from three on a mean of its own, so that those seen more often than this
# say nothing about the unseen; without them the bound is the same and a long watch costs no more than a short one.
MOST_TIMES_CHAO = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedFit(Fit):
    """One model; its interval is on the logarithm of the unseen."""

    name: str
    deviance: float

    def interval(self, *, level: float = LEVEL) -> Interval:
        return log_interval(self.seen, self.unseen, self.se**2, level=level)


def closed_fits(table: ListTable) -> list[ClosedFit]:
    """M0, Mt and, from three lists on, Mh and Mth with each form of heterogeneity; those without a size left out.

    Estimand: units that can be seen at all. Assumes nobody came or went and no false links. Mth with Chao's columns
    is a lower bound: it breaks only when lists exclude each other or links are missed (Rivest & Baillargeon 2007).
    """
    histories = np.arange(1, 2**table.lists)
    times = np.array([int(history).bit_count() for history in histories], dtype=np.float64)
    lists = np.stack([histories >> at & 1 for at in range(table.lists)], axis=1).astype(np.float64)
    one = np.ones((len(histories), 1))
    counts, nothing = table.vector(), np.zeros(len(histories))
    plain = {"M0": np.hstack([one, times[:, None]]), "Mt": np.hstack([one, lists])}
    fits = [_fit(name, design, counts, nothing) for name, design in plain.items()]
    if table.lists > 2:
        for start, design in (("Mh", plain["M0"]), ("Mth", plain["Mt"])):
            fits += [
                _with_heterogeneity(start, form, design, times, table.lists, counts, nothing) for form in HETEROGENEITY
            ]
    return [fit for fit in fits if fit is not None]


def lower_bound_fit(table: ListTable) -> ClosedFit | None:
    """Mth with Chao's columns, or Mt with two lists; None where it has no size."""
    wanted = "Mth Chao" if table.lists > 2 else "Mt"
    return next((fit for fit in closed_fits(table) if fit.name == wanted), None)


def occasion_fits(frequencies: dict[int, int], occasions: int) -> list[ClosedFit]:
    """M0 and Mh from units seen k times on `occasions` equal occasions.

    The same maximum as on all 2^occasions histories: those with equal k share one mean, so their number is an offset.
    """
    times = np.arange(1, occasions + 1, dtype=np.float64)
    counts = np.array([frequencies.get(k, 0) for k in range(1, occasions + 1)], dtype=np.float64)
    seen = int(counts.sum())
    ways = np.array([log(comb(occasions, k)) for k in range(1, occasions + 1)])
    base = np.stack([np.ones(occasions), times], axis=1)
    fits = [_fit("M0", base, counts, ways)]
    if occasions > 2:
        low = min(occasions, MOST_TIMES_CHAO)
        bound = _with_heterogeneity("Mh", "Chao", base[:low], times[:low], low, counts[:low], ways[:low])
        fits.append(None if bound is None else replace(bound, seen=seen))
        for form in HETEROGENEITY[1:]:
            fits.append(_with_heterogeneity("Mh", form, base, times, occasions, counts, ways))
    return [fit for fit in fits if fit is not None]


def _columns(form: str, times: Floats, occasions: int) -> Floats:
    if form == "Chao":
        return np.stack([np.maximum(times - after, 0) for after in range(2, occasions)], axis=1)
    if form == "Poisson2":
        return ((2.0**times - 1) / 2.0**occasions)[:, None]  # divided, so that many occasions stay solvable
    return (times**2 / 2)[:, None] if form == "Darroch" else (log(3.5) - np.log(3.5 + times))[:, None]


def _with_heterogeneity(
    start: str, form: str, design: Floats, times: Floats, occasions: int, counts: Floats, offset: Floats
) -> ClosedFit | None:
    """Chao's columns are removed one by one while one is negative; the other forms have a single one."""
    extra = _columns(form, times, occasions)
    fit = _fit(f"{start} {form}", np.hstack([design, extra]), counts, offset)
    if form != "Chao":
        return fit
    left = list(range(extra.shape[1]))
    while left:
        columns = np.hstack([design, extra[:, left]])
        beta = _estimable(columns, counts, offset)
        first_bad = len(left) - 1 if beta is None else _first_negative(beta[design.shape[1] :])
        if first_bad is None:
            break
        del left[first_bad]
    return _fit(f"{start} {form}", np.hstack([design, extra[:, left]]), counts, offset)


def _estimable(design: Floats, counts: Floats, offset: Floats) -> Floats | None:
    """The coefficients, or None where the last column has no estimate because nobody was seen that often."""
    fits = _existing(design, counts, offset)
    return None if fits is None else fits.coefficients[0]


def _existing(design: Floats, counts: Floats, offset: Floats) -> PoissonFits | None:
    """The fit, or None where there is not one maximum."""
    if not is_identifiable(design):
        return None
    fits = fit_poisson(design, counts[None, :], offset=offset)
    sure = fits.proves_existence[0] or (fits.converged[0] and estimate_exists(design, counts > 0))
    return fits if sure else None


def _first_negative(values: Floats) -> int | None:
    negative = np.flatnonzero(values < 0)
    return int(negative[0]) if negative.size else None


def _fit(name: str, design: Floats, counts: Floats, offset: Floats) -> ClosedFit | None:
    fits = _existing(design, counts, offset)
    if fits is None:
        return None
    seen, unseen = int(counts.sum()), float(np.exp(min(fits.coefficients[0, 0], 700)))
    variance = unseen + unseen**2 * fits.intercept_variances(design)[0]
    if not np.isfinite(variance):
        return None
    return ClosedFit(
        name=name,
        seen=seen,
        unseen=unseen,
        se=float(np.sqrt(variance)),
        deviance=deviance(counts, fits.means[0]),
        log_likelihood=float(fits.log_likelihood[0]),
        parameters=design.shape[1],
    )
