"""Multiple systems estimation: log-linear models of the lists, each with its number of those on no list."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from scipy.stats import poisson

from lykta.estimate.existence import GOOD, all_terms, design_matrix, is_identifiable, model_code, reduced
from lykta.estimate.fits import Fit
from lykta.estimate.lists import ListTable, pairs_of
from lykta.estimate.poisson import Bools, Floats, Parts, fit_poisson

# Threshold of the stepwise choice (Chan, Silverman & Vincent 2021, who recommend .02).
STEPWISE_P = 0.02
# All hierarchical models: 8 with 3 lists, 113 with 4 (order <= 3), 1,024 with 5 (order <= 2). More: stepwise only.
MAX_LISTS_FOR_ALL = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class LoglinearFit(Fit):
    """One model on one table; `code` as in `existence`."""

    interactions: tuple[int, ...]
    code: int


def fit_loglinear(table: ListTable, interactions: Iterable[int] = ()) -> LoglinearFit:
    """One model: all main effects and these interactions. Numbers are nan where the code is not 0.

    Estimand: units on the lists or like those on them. Assumes a closed population, correct linking, and that a
    model of this form holds for those on no list too. Breaks with lists that exclude each other and with units
    that cannot be on any list.
    """
    return fit_each(table, [tuple(interactions)])[0]


def fit_each(table: ListTable, models: Sequence[tuple[int, ...]]) -> list[LoglinearFit]:
    """Several models of one table, side by side."""
    terms, chosen = _chosen(table.lists, models)
    fits = fit_rows(table.lists, terms, chosen, np.tile(table.vector(), (len(models), 1)))
    codes = [
        model_code(table.lists, model, table.vector()) if not ok else GOOD
        for model, ok in zip(models, fits.good, strict=True)
    ]
    return [
        LoglinearFit(
            interactions=model,
            code=codes[row],
            seen=table.seen,
            unseen=float(fits.unseen[row]),
            se=float(np.sqrt(fits.unseen[row] + fits.unseen[row] ** 2 * fits.variance[row])),
            log_likelihood=float(fits.log_likelihood[row]),
            parameters=int(chosen[row].sum()),
        )
        for row, model in enumerate(models)
    ]


def hierarchical_models(lists: int, *, order: int) -> Iterator[tuple[int, ...]]:
    """Every set of interactions of 2 to `order` lists that holds, with an interaction, all those inside it."""
    yield from _grown((), 2, lists, order)


def _grown(chosen: tuple[int, ...], size: int, lists: int, order: int) -> Iterator[tuple[int, ...]]:
    if size > order:
        yield chosen
        return
    possible = [
        sum(1 << at for at in members)
        for members in combinations(range(lists), size)
        if size == 2 or all(sum(1 << at for at in inner) in chosen for inner in combinations(members, size - 1))
    ]
    for count in range(len(possible) + 1):
        for added in combinations(possible, count):
            if size == 2 or added:
                yield from _grown((*chosen, *added), size + 1, lists, order)
            else:
                yield chosen


def allowed_order(lists: int) -> int:
    """The highest interactions tried: one list fewer than there are, 2 with five lists or more."""
    return min(lists - 1, 3) if lists <= 4 else 2


def all_fits(table: ListTable, *, order: int) -> list[LoglinearFit]:
    """Every hierarchical model that has one estimate and at least as many units as were seen, best BIC first."""
    fits = fit_each(table, list(hierarchical_models(table.lists, order=order)))
    return sorted((fit for fit in fits if fit.code == GOOD), key=lambda fit: (fit.bic, fit.interactions))


def stepwise_fit(table: ListTable) -> LoglinearFit:
    """Pairs are added one by one, the least likely first, while one is below p = .02 and the model still has a size.

    Chan, Silverman & Vincent 2021 (JRSS A): the pair's margin beside its fitted value, both tails of Poisson.
    The code is that of the main effects when even they have no estimate.
    """
    return fit_loglinear(table, stepwise_path(table)[-1])


def stepwise_path(table: ListTable) -> list[tuple[int, ...]]:
    """The models of the stepwise choice, from the main effects to the last."""
    path: list[tuple[int, ...]] = [()]
    while best := _most_surprising(table, path[-1]):
        path.append(tuple(sorted((*path[-1], best))))
    return path


def models_near_stepwise(table: ListTable) -> list[tuple[int, ...]]:
    """The stepwise path, and its last model with any one pair more or less; for lists too many to try all models."""
    path = stepwise_path(table)
    last = set(path[-1])
    beside = [tuple(sorted(last ^ {pair})) for pair in pairs_of(table.lists)]
    return list(dict.fromkeys([*path, *beside]))


def _most_surprising(table: ListTable, chosen: tuple[int, ...]) -> int | None:
    """The absent pair with the smallest p below the threshold that keeps code 0."""
    counts = table.vector()
    if model_code(table.lists, chosen, counts) != GOOD:
        return None
    cells, terms = reduced(table.lists, chosen, counts)
    means = fit_poisson(design_matrix(cells, terms), counts[None, cells - 1]).means[0]
    ranked = []
    for pair in pairs_of(table.lists):
        if pair not in chosen:
            expected = float(means[(cells & pair) == pair].sum())
            seen = table.margin(pair)
            p = min(poisson.cdf(seen, expected), poisson.sf(seen - 1, expected))
            if p < STEPWISE_P:
                ranked.append((p, pair))
    for _, pair in sorted(ranked):
        if model_code(table.lists, tuple(sorted((*chosen, pair))), counts) == GOOD:
            return pair
    return None


def fit_many(lists: int, model: tuple[int, ...], tables: Floats) -> tuple[Floats, Floats]:
    """Unseen units and BIC of one model on each row of `tables` (tables, 2^lists - 1); BIC is inf where code != 0."""
    terms, chosen = _chosen(lists, [model])
    fits = fit_rows(lists, terms, np.tile(chosen, (len(tables), 1)), tables)
    bic = len(terms) * np.log(tables.sum(axis=1)) - 2 * fits.log_likelihood
    return fits.unseen, np.where(fits.good, bic, np.inf)


@dataclass(frozen=True, slots=True, kw_only=True)
class RowFits:
    """One row a model and table: is the code 0, and if so the unseen, the intercept's variance, the likelihood."""

    good: Bools
    unseen: Floats
    variance: Floats
    log_likelihood: Floats


def fit_rows(lists: int, terms: tuple[int, ...], chosen: Bools, tables: Floats) -> RowFits:
    """Row r is the model of the terms in chosen[r] (rows, terms) on tables[r] (rows, 2^lists - 1).

    A term without a unit is at minus infinity and takes its cells along (see `existence.reduced`).
    """
    histories = np.arange(1, 2**lists)
    holds = design_matrix(histories, terms)
    has_units = tables @ holds > 0
    empty = chosen & ~has_units
    parts = Parts(cells=empty @ holds.T == 0, columns=chosen & has_units)
    good = _identifiable_rows(holds, parts)
    where = np.flatnonzero(good)
    fits = fit_poisson(holds, tables[where], parts=Parts(cells=parts.cells[where], columns=parts.columns[where]))
    sure = fits.proves_existence.copy()
    for place in np.flatnonzero(~sure):
        row = where[place]
        model = tuple(term for term, used in zip(terms, chosen[row], strict=True) if used and term.bit_count() > 1)
        sure[place] = bool(fits.converged[place]) and model_code(lists, model, tables[row]) == GOOD
    good[where] = sure
    full = np.full((3, len(tables)), np.nan)
    full[0, where] = np.exp(np.minimum(fits.coefficients[:, 0], 700))
    full[1, where] = fits.intercept_variances(holds)
    full[2, where] = fits.log_likelihood
    full[:, ~good] = np.nan
    return RowFits(good=good, unseen=full[0], variance=full[1], log_likelihood=full[2])


def _identifiable_rows(holds: Floats, parts: Parts) -> Bools:
    """Rows whose columns have full rank on their cells; with every cell there they always have."""
    good = np.ones(len(parts.cells), dtype=bool)
    some = np.flatnonzero(~parts.cells.all(axis=1))
    if some.size:
        both = np.hstack([parts.cells[some], parts.columns[some]])
        kinds, which = np.unique(both, axis=0, return_inverse=True)
        cells = holds.shape[0]
        ranked = np.array([is_identifiable(holds[kind[:cells]][:, kind[cells:]]) for kind in kinds])
        good[some] = ranked[which.ravel()]
    return good


def _chosen(lists: int, models: Sequence[tuple[int, ...]]) -> tuple[tuple[int, ...], Bools]:
    """All terms of these models, and which each has."""
    interactions = sorted({term for model in models for term in model})
    terms = all_terms(lists, tuple(interactions))
    return terms, np.array([[term.bit_count() < 2 or term in model for term in terms] for model in models])
