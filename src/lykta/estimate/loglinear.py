"""Multiple systems estimation: log-linear models of the lists, each with its number of those on no list."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from scipy.stats import poisson

from lykta.estimate.existence import GOOD, all_terms, design_matrix, is_identifiable, model_code, reduced
from lykta.estimate.lists import ListTable, pairs_of
from lykta.estimate.poisson import Floats, fit_poisson

# Threshold of the stepwise choice (Chan, Silverman & Vincent 2021, who recommend .02).
STEPWISE_P = 0.02
# All hierarchical models: 8 with 3 lists, 113 with 4 (order <= 3), 1,024 with 5 (order <= 2); beyond that stepwise only.
MAX_LISTS_FOR_ALL = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class LoglinearFit:
    """One model on one table. `unseen` is exp(intercept), the number on no list; `code` as in `existence`."""

    interactions: tuple[int, ...]
    code: int
    seen: int
    unseen: float
    se: float
    log_likelihood: float
    parameters: int

    @property
    def total(self) -> float:
        return self.seen + self.unseen

    @property
    def bic(self) -> float:
        """With the logarithm of the units seen; the parameters count the intercept and those at minus infinity."""
        return float(self.parameters * np.log(self.seen) - 2 * self.log_likelihood)

    @property
    def aic(self) -> float:
        return 2 * self.parameters - 2 * self.log_likelihood


def fit_loglinear(table: ListTable, interactions: Iterable[int] = ()) -> LoglinearFit:
    """One model: all main effects and these interactions. Sizes are nan where the code is not 0.

    Estimand: units on the lists or like those on them. Assumes a closed population, correct linking, and that a
    model of this form holds for those on no list too. Breaks with lists that exclude each other and with units
    that cannot be on any list.
    """
    chosen = tuple(interactions)
    counts = table.vector()
    code = model_code(table.lists, chosen, counts)
    parameters = len(all_terms(table.lists, chosen))
    unseen = se = likelihood = float("nan")
    if code == GOOD:
        cells, terms = reduced(table.lists, chosen, counts)
        design = design_matrix(cells, terms)
        fits = fit_poisson(design, counts[None, cells - 1])
        unseen, likelihood = float(np.exp(fits.coefficients[0, 0])), float(fits.log_likelihood[0])
        se = float(np.sqrt(unseen + unseen**2 * fits.covariance(design)[0, 0]))
    return LoglinearFit(
        interactions=chosen,
        code=code,
        seen=table.seen,
        unseen=unseen,
        se=se,
        log_likelihood=likelihood,
        parameters=parameters,
    )


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
    fits = (fit_loglinear(table, chosen) for chosen in hierarchical_models(table.lists, order=order))
    return sorted((fit for fit in fits if fit.code == GOOD), key=lambda fit: (fit.bic, fit.interactions))


def stepwise_fit(table: ListTable) -> LoglinearFit:
    """Pairs are added one by one, the least likely first, while one is below p = .02 and the model still has a size.

    Chan, Silverman & Vincent 2021 (JRSS A): the pair's margin beside its fitted value, both tails of Poisson.
    The code is that of the main effects when even they have no estimate.
    """
    chosen: tuple[int, ...] = ()
    while best := _most_surprising(table, chosen):
        chosen = tuple(sorted((*chosen, best)))
    return fit_loglinear(table, chosen)


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


def fit_many(lists: int, interactions: tuple[int, ...], tables: Floats) -> tuple[Floats, Floats]:
    """Unseen units and BIC of one model on each row of `tables` (tables, 2^lists - 1); BIC is inf where code != 0."""
    unseen, bic = np.full(len(tables), np.nan), np.full(len(tables), np.inf)
    terms = all_terms(lists, interactions)
    histories = np.arange(1, 2**lists)
    holds = design_matrix(histories, terms)
    patterns, which = np.unique(tables @ holds > 0, axis=0, return_inverse=True)
    for number in range(len(patterns)):
        rows = np.flatnonzero(which.ravel() == number)
        cells, kept = reduced(lists, interactions, tables[rows[0]] > 0)
        design = design_matrix(cells, kept)
        if not cells.size or not is_identifiable(design):
            continue
        counts = tables[rows][:, cells - 1]
        fits = fit_poisson(design, counts)
        good = fits.proves_existence.copy()
        for row in np.flatnonzero(~good):
            good[row] = model_code(lists, interactions, tables[rows[row]]) == GOOD
        seen = tables[rows].sum(axis=1)
        unseen[rows] = np.where(good, np.exp(np.minimum(fits.coefficients[:, 0], 700)), np.nan)
        bic[rows] = np.where(good, len(terms) * np.log(seen) - 2 * fits.log_likelihood, np.inf)
    return unseen, bic

