"""Poisson log-linear fits, many tables at once: the one numerical engine below every model of a market's size."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import gammaln, xlogy

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

# Newton's steps; a maximum that exists is found in fewer than ten, the rest walks towards infinity.
MAX_STEPS = 60
# Largest change of the linear predictor in one step, so that a bad start does not overflow.
MAX_STEP = 4.0
# Linear predictors beyond this are no counts of anything; exp(80) is still a float.
MAX_PREDICTOR = 80.0
TOLERANCE = 1e-9
# Where no estimate exists some means walk to 0 with each step; the fit ends when they are below the tolerance.
CERTAIN_MEAN = 1e-4


@dataclass(frozen=True, slots=True, kw_only=True)
class PoissonFits:
    """One row for each table."""

    coefficients: Floats
    means: Floats
    log_likelihood: Floats
    converged: Bools

    @property
    def proves_existence(self) -> Bools:
        """Rows whose means are themselves a table, positive in every cell, with the margins of the counts.

        That is the very table which the linear program of `existence` looks for, so it need not be run for them.
        """
        return np.asarray(self.converged & (self.means.min(axis=1) > CERTAIN_MEAN))

    def covariance(self, design: Floats, row: int = 0) -> Floats:
        """The inverse of the information of one table's fit."""
        information = (design * self.means[row][:, None]).T @ design
        return np.asarray(np.linalg.pinv(information, rcond=1e-14, hermitian=True))


def fit_poisson(
    design: Floats, counts: Floats, *, offset: Floats | None = None, start: Floats | None = None
) -> PoissonFits:
    """Maximum likelihood of log mean = design @ coefficients + offset, for each row of `counts`.

    Shapes: design (cells, parameters) of full column rank, counts (tables, cells), start (parameters,).
    Converged: the margins of means and counts agree within 1e-9 of the largest margin.
    """
    shift = np.zeros(design.shape[0]) if offset is None else offset
    tables, parameters = counts.shape[0], design.shape[1]
    beta = np.tile(_first(design, counts.mean(axis=0), shift) if start is None else start, (tables, 1))
    products = (design[:, :, None] * design[:, None, :]).reshape(design.shape[0], -1)
    wanted = counts @ design
    scale = np.maximum(np.abs(wanted).max(axis=1), 1.0)
    done = np.zeros(tables, dtype=bool)
    alive = np.arange(tables)
    for _ in range(MAX_STEPS):
        means = _means(design, beta[alive], shift)
        gradient = wanted[alive] - means @ design
        now_done = np.abs(gradient).max(axis=1) <= TOLERANCE * scale[alive]
        done[alive[now_done]] = True
        alive, means, gradient = alive[~now_done], means[~now_done], gradient[~now_done]
        if not alive.size:
            break
        information = (means @ products).reshape(-1, parameters, parameters)
        step = _bounded(design, _solve(information, gradient))
        beta[alive] = _not_worse(design, counts[alive], shift, beta[alive], step)
    means = _means(design, beta, shift)
    return PoissonFits(
        coefficients=beta, means=means, log_likelihood=log_likelihood(counts, means), converged=done
    )


def log_likelihood(counts: Floats, means: Floats) -> Floats:
    """Of each row, factorials included, so that AIC and BIC are those that R prints."""
    return np.asarray((xlogy(counts, np.maximum(means, 1e-300)) - means - gammaln(counts + 1)).sum(axis=-1))


def deviance(counts: Floats, means: Floats) -> float:
    """Twice the distance of one fit from the saturated one."""
    seen = counts > 0
    parts = np.zeros_like(counts)
    parts[seen] = counts[seen] * np.log(counts[seen] / np.maximum(means[seen], 1e-300))
    return float(2 * (parts - (counts - means)).sum())


def _means(design: Floats, beta: Floats, shift: Floats) -> Floats:
    return np.asarray(np.exp(np.clip(beta @ design.T + shift, -MAX_PREDICTOR, MAX_PREDICTOR)))


def _first(design: Floats, counts: Floats, shift: Floats) -> Floats:
    """Weighted least squares on the logarithms, the usual start."""
    weights = np.sqrt(counts + 0.5)
    target = (np.log(counts + 0.5) - shift) * weights
    return np.asarray(np.linalg.lstsq(design * weights[:, None], target, rcond=None)[0])


def _solve(information: Floats, gradient: Floats) -> Floats:
    """Newton's step; a ridge of one part in a billion keeps a flat direction from ending the rest."""
    ridge = 1e-9 * np.trace(information, axis1=1, axis2=2)[:, None, None] * np.eye(information.shape[1])
    try:
        return np.asarray(np.linalg.solve(information, gradient[:, :, None])[:, :, 0])
    except np.linalg.LinAlgError:
        return np.asarray(np.linalg.solve(information + ridge + 1e-12, gradient[:, :, None])[:, :, 0])


def _bounded(design: Floats, step: Floats) -> Floats:
    largest = np.abs(step @ design.T).max(axis=1)
    bounded = step * np.minimum(1.0, MAX_STEP / np.maximum(largest, 1e-12))[:, None]
    return np.asarray(np.nan_to_num(bounded))


def _not_worse(design: Floats, counts: Floats, shift: Floats, beta: Floats, step: Floats) -> Floats:
    """Each row's step, halved until its likelihood does not fall."""
    before = log_likelihood(counts, _means(design, beta, shift))
    size = np.ones(len(beta))
    for _ in range(12):
        after = log_likelihood(counts, _means(design, beta + size[:, None] * step, shift))
        worse = after < before - 1e-10 * np.abs(before)
        if not worse.any():
            break
        size[worse] /= 2
    return np.asarray(beta + size[:, None] * step)
