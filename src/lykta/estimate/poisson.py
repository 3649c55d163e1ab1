"""Poisson log-linear fits, many tables at once: the one numerical engine below every model of a market's size."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import gammaln, xlogy

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]

# Newton's steps; a maximum that exists is found in fewer than ten, the rest walks towards infinity.
MAX_STEPS = 60
MAX_HALVINGS = 12
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
    cells: Bools
    columns: Bools
    log_likelihood: Floats
    converged: Bools

    @property
    def proves_existence(self) -> Bools:
        """Rows whose means are themselves a table, positive in every cell, with the margins of the counts.

        That is the very table which the linear program of `existence` looks for, so it need not be run for them.
        """
        return np.asarray(self.converged & (np.where(self.cells, self.means, np.inf).min(axis=1) > CERTAIN_MEAN))

    def intercept_variances(self, design: Floats) -> Floats:
        """Of each table, the first entry of the inverse of its information; inf where that has no inverse."""
        model = _Model(design=design, shift=np.zeros(design.shape[0]))
        information = model.information(self.means, self.columns)
        first = np.zeros((len(information), design.shape[1]))
        first[:, 0] = 1.0
        scale = np.sqrt(np.diagonal(information, axis1=1, axis2=2))  # equal units keep large columns solvable
        scale = np.where(scale > 0, scale, 1.0)
        scaled = information / (scale[:, :, None] * scale[:, None, :])
        found = _solve(scaled, first)[:, 0] / scale[:, 0] ** 2
        return np.asarray(np.where(np.isfinite(found) & (found >= 0), found, np.inf))


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """Which cells and which columns each table uses, so that different models are fitted side by side."""

    cells: Bools
    columns: Bools


def fit_poisson(
    design: Floats, counts: Floats, *, offset: Floats | None = None, parts: Parts | None = None
) -> PoissonFits:
    """Maximum likelihood of log mean = design @ coefficients + offset, for each row of `counts`.

    Shapes: design (cells, parameters), counts (tables, cells); the columns that a table uses have full rank on its
    cells. Coefficients of columns not used are 0, means of cells not used too.
    Converged: the margins of means and counts agree within 1e-9 of the largest margin.
    """
    used = parts or Parts(cells=np.ones(counts.shape, bool), columns=np.ones((len(counts), design.shape[1]), bool))
    model = _Model(design=design, shift=np.zeros(design.shape[0]) if offset is None else offset)
    counts = counts * used.cells
    wanted = (counts @ design) * used.columns
    scale = np.maximum(np.abs(wanted).max(axis=1), 1.0)
    beta = model.first(counts, used)
    done = np.zeros(len(counts), dtype=bool)
    alive = np.arange(len(counts))
    for _ in range(MAX_STEPS):
        cells, columns = used.cells[alive], used.columns[alive]
        means = model.means(beta[alive], cells)
        gradient = (wanted[alive] - means @ design) * columns
        now_done = np.abs(gradient).max(axis=1) <= TOLERANCE * scale[alive]
        done[alive[now_done]] = True
        if now_done.all():
            break
        going = ~now_done
        alive, cells, columns = alive[going], cells[going], columns[going]
        step = model.bounded(_solve(model.information(means[going], columns), gradient[going]))
        beta[alive] = model.not_worse(counts[alive], cells, beta[alive], step)
    means = model.means(beta, used.cells)
    return PoissonFits(
        coefficients=beta,
        means=means,
        cells=used.cells,
        columns=used.columns,
        log_likelihood=log_likelihood(counts, means, used.cells),
        converged=done,
    )


def log_likelihood(counts: Floats, means: Floats, cells: Bools) -> Floats:
    """Of each row over its cells, factorials included, so that AIC and BIC are those that R prints."""
    each = xlogy(counts, np.maximum(means, 1e-300)) - means - gammaln(counts + 1)
    return np.asarray((each * cells).sum(axis=-1))


def deviance(counts: Floats, means: Floats) -> float:
    """Twice the distance of one fit from the saturated one."""
    seen = counts > 0
    parts = np.zeros_like(counts)
    parts[seen] = counts[seen] * np.log(counts[seen] / np.maximum(means[seen], 1e-300))
    return float(2 * (parts - (counts - means)).sum())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Model:
    design: Floats
    shift: Floats

    def means(self, beta: Floats, cells: Bools) -> Floats:
        predictor = np.clip(beta @ self.design.T + self.shift, -MAX_PREDICTOR, MAX_PREDICTOR)
        return np.asarray(np.exp(predictor) * cells)

    def information(self, means: Floats, columns: Bools) -> Floats:
        """One square matrix a table; a column not used has a 1 on the diagonal and nothing else."""
        parameters = self.design.shape[1]
        products = (self.design[:, :, None] * self.design[:, None, :]).reshape(self.design.shape[0], -1)
        full = (means @ products).reshape(-1, parameters, parameters)
        return np.asarray(full * columns[:, :, None] * columns[:, None, :] + np.eye(parameters) * ~columns[:, None, :])

    def first(self, counts: Floats, used: Parts) -> Floats:
        """Weighted least squares on the logarithms, the usual start."""
        weights = (counts + 0.5) * used.cells
        target = np.log(counts + 0.5) - self.shift
        right = ((weights * target) @ self.design) * used.columns
        return _solve(self.information(weights, used.columns), right)

    def bounded(self, step: Floats) -> Floats:
        largest = np.abs(step @ self.design.T).max(axis=1)
        bounded = step * np.minimum(1.0, MAX_STEP / np.maximum(largest, 1e-12))[:, None]
        return np.asarray(np.nan_to_num(bounded))

    def not_worse(self, counts: Floats, cells: Bools, beta: Floats, step: Floats) -> Floats:
        """Each row's step, halved until its likelihood does not fall."""
        before = log_likelihood(counts, self.means(beta, cells), cells)
        size = np.ones(len(beta))
        for _ in range(MAX_HALVINGS):
            after = log_likelihood(counts, self.means(beta + size[:, None] * step, cells), cells)
            worse = after < before - 1e-10 * np.abs(before)
            if not worse.any():
                break
            size[worse] /= 2
        return np.asarray(beta + size[:, None] * step)


def _solve(information: Floats, right: Floats) -> Floats:
    """Solved row by row; a small ridge where a flat direction would end the whole batch."""
    try:
        return np.asarray(np.linalg.solve(information, right[:, :, None])[:, :, 0])
    except np.linalg.LinAlgError:
        size = 1e-9 * np.trace(information, axis1=1, axis2=2) + 1e-12
        ridge = size[:, None, None] * np.eye(information.shape[1])
        return np.asarray(np.linalg.solve(information + ridge, right[:, :, None])[:, :, 0])
