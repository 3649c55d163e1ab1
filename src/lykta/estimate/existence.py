"""Does a log-linear model of lists have an estimate at all, and only one?"""

from functools import lru_cache

import numpy as np
from scipy.optimize import linprog

from lykta.estimate.poisson import Bools, Floats, Ints

GOOD, NO_ESTIMATE, NOT_IDENTIFIABLE, NEITHER = 0, 1, 2, 3


def model_code(lists: int, interactions: tuple[int, ...], counts: Floats) -> int:
    """0 good, 1 no estimate exists, 2 not identifiable, 3 both.

    Existence by the linear program of Fienberg & Rinaldo 2012 (Ann. Stat. 40:996) in the form of Chan, Silverman &
    Vincent 2021; identifiability by the rank of the design after the terms without a common unit are taken out.
    """
    return _code(lists, interactions, tuple(bool(count) for count in counts))


@lru_cache(maxsize=200_000)
def _code(lists: int, interactions: tuple[int, ...], support: tuple[bool, ...]) -> int:
    """The code depends only on which cells are not empty, so it is kept by that support."""
    seen = np.array(support)
    cells, terms = reduced(lists, interactions, seen)
    design = design_matrix(cells, terms)
    return (0 if estimate_exists(design, seen[cells - 1]) else NO_ESTIMATE) + (
        0 if is_identifiable(design) else NOT_IDENTIFIABLE
    )


def all_terms(lists: int, interactions: tuple[int, ...]) -> tuple[int, ...]:
    """Intercept (0), main effects, interactions."""
    return (0, *(1 << at for at in range(lists)), *interactions)


def reduced(lists: int, interactions: tuple[int, ...], seen: Bools | Floats) -> tuple[Ints, tuple[int, ...]]:
    """Histories and terms that are left when a term without a unit takes every history that contains it along.

    Such a term's parameter is minus infinity in the extended maximum likelihood, and those histories are expected
    to be empty.
    """
    histories = np.arange(1, 2**lists)
    terms = all_terms(lists, interactions)
    empty = [term for term in terms if term and not seen[(histories & term) == term].any()]
    kept = np.ones(len(histories), dtype=bool)
    for term in empty:
        kept &= (histories & term) != term
    return histories[kept], tuple(term for term in terms if term not in empty)


def design_matrix(histories: Ints, terms: tuple[int, ...]) -> Floats:
    """One column a term: 1 where the history holds all its lists."""
    wanted = np.array(terms)
    return np.asarray((histories[:, None] & wanted[None, :]) == wanted[None, :], dtype=np.float64)


def is_identifiable(design: Floats) -> bool:
    return design.shape[0] > 0 and bool(np.linalg.matrix_rank(design) == design.shape[1])


def estimate_exists(design: Floats, seen: Bools) -> bool:
    """Is there a table, positive in every cell, with the same sufficient margins as those seen?"""
    if seen.all():
        return bool(seen.size)
    cells, parameters = design.shape
    margins = design.T @ seen.astype(np.float64)
    # max s with design' nu = margins and nu_i >= s; variables nu, then s. s is bounded, so the program is too.
    goal = np.zeros(cells + 1)
    goal[-1] = -1.0
    equal = np.hstack([design.T, np.zeros((parameters, 1))])
    above = np.hstack([-np.eye(cells), np.ones((cells, 1))])
    answer = linprog(
        goal, A_ub=above, b_ub=np.zeros(cells), A_eq=equal, b_eq=margins, bounds=[(0, None)] * cells + [(0, 1)]
    )
    return bool(answer.success and -answer.fun > 1e-7)
