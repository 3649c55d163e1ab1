"""Intervals by resampling that choose the model anew each time; without that they are far too narrow."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import norm

from lykta.estimate.intervals import Interval
from lykta.estimate.lists import ListTable
from lykta.estimate.loglinear import fit_many
from lykta.estimate.poisson import Floats

Progress = Callable[[int, int], None]  # steps done, steps in all
LEVELS = (0.8, 0.95)
# The best models of five lists that are fitted again (docs/adr/0020); with fewer lists all are.
MODELS_AGAIN = 60
# Fewer resamples with a size than this share of all: no interval is told.
NEEDED_SHARE = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Resampled:
    """BCa intervals by level, and how many resamples had an estimate."""

    intervals: dict[float, Interval]
    resamples: int
    with_size: int


def bca_of_models(
    table: ListTable,
    models: Sequence[tuple[int, ...]],
    *,
    resamples: int,
    seed: int,
    progress: Progress | None = None,
) -> Resampled:
    """The model with the best BIC among `models` is chosen in every resample."""
    rows = _rows(table, resamples, seed)
    best, totals = np.full(len(rows), np.inf), np.full(len(rows), np.nan)
    for number, model in enumerate(models, start=1):
        unseen, bic = fit_many(table.lists, model, rows)
        better = bic < best
        best[better], totals[better] = bic[better], rows[better].sum(axis=1) + unseen[better]
        if progress:
            progress(number, len(models))
    return _bca(table, totals, resamples)


def _rows(table: ListTable, resamples: int, seed: int) -> Floats:
    """The table itself, its resamples, then one row for each cell with a unit taken out."""
    counts = table.vector()
    drawn = np.random.default_rng(seed).multinomial(table.seen, counts / counts.sum(), size=resamples)
    cells = np.flatnonzero(counts)
    return np.vstack([counts[None, :], drawn, counts - np.eye(len(counts))[cells]]).astype(np.float64)


def _bca(table: ListTable, totals: Floats, resamples: int) -> Resampled:
    """Efron 1987. The acceleration weighs each cell's jackknife by the units in it; quantiles of type 8."""
    point, drawn, jackknife = totals[0], totals[1 : resamples + 1], totals[resamples + 1 :]
    drawn = drawn[~np.isnan(drawn)]
    intervals: dict[float, Interval] = {}
    if not np.isnan(point) and drawn.size >= NEEDED_SHARE * resamples:
        counts = table.vector()
        weights = counts[counts > 0]
        known = ~np.isnan(jackknife)
        share = (np.sum(drawn < point) + np.sum(drawn == point) / 2) / drawn.size
        bias = norm.ppf(np.clip(share, 0.5 / drawn.size, 1 - 0.5 / drawn.size))
        acceleration = _acceleration(weights[known], jackknife[known])
        for level in LEVELS:
            ends = norm.ppf([(1 - level) / 2, (1 + level) / 2])
            at = norm.cdf(bias + (bias + ends) / (1 - acceleration * (bias + ends)))
            lower, upper = np.quantile(drawn, at, method="median_unbiased")
            intervals[level] = Interval(lower=float(max(lower, table.seen)), upper=float(upper))
    return Resampled(intervals=intervals, resamples=resamples, with_size=int(drawn.size))


def _acceleration(weights: Floats, jackknife: Floats) -> float:
    distance = np.average(jackknife, weights=weights) - jackknife
    spread = float((weights * distance**2).sum())
    return float((weights * distance**3).sum() / (6 * spread**1.5)) if spread > 0 else 0.0
