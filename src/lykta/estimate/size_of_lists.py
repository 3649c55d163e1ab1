"""How large, from overlapping lists: a bound, the range of models that fit, and their warnings; or a refusal."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import inf

from lykta.errors import RefusedError
from lykta.estimate.bootstrap import MODELS_AGAIN, Resampled, bca_of_models
from lykta.estimate.closed import ClosedFit, closed_fits
from lykta.estimate.exclusion import excluding_pairs
from lykta.estimate.intervals import LEVEL, Interval, log_interval, most_expected
from lykta.estimate.lists import (
    ListTable,
    check_table,
    empty_pairs,
    hardly_missed,
    nested_pairs,
    thin_lists,
    with_copies_as_one,
)
from lykta.estimate.loglinear import (
    MAX_LISTS_FOR_ALL,
    LoglinearFit,
    all_fits,
    allowed_order,
    fit_loglinear,
    models_near_stepwise,
    stepwise_fit,
)
from lykta.estimate.selftest import SelfTest, self_test
from lykta.estimate.sightings import chapman
from lykta.estimate.telling import (
    MOST_TIMES_SEEN,
    NEAR_BIC,
    STRONG_BIC,
    WIDEST_RATIO,
    Found,
    SizeQuestion,
    closed_model,
    fitted_model,
    high_of,
    not_identified,
    sighting_model,
    told,
)
from lykta.model.figures import two_digits
from lykta.model.size import Resampling, SizeAnswer, SizeModel
from lykta.model.warning import Warned, warned
from lykta.model.words import Said

# Six lists have 63 cells and eight 255: fewer resamples, and with more lists none; the models' own limits then stand.
MOST_RESAMPLES_MANY = 200
MAX_LISTS_RESAMPLED = 8
MODELS_SHOWN = 10


def size_of_lists(
    table: ListTable, question: SizeQuestion, *, by_threshold: Mapping[str, ListTable] | None = None
) -> SizeAnswer:
    """The lower limit of Mth with Chao's columns, then the best model by BIC and those near it.

    Estimand: units on the watched lists' market. Assumes a closed population and correct linking; the bound also
    that no lists exclude each other. Raises RefusedError where the lists cannot bear a number at all.
    """
    check_table(table)
    used, sparse = _usable(table)
    closed = closed_fits(used)
    bounding = _bounding(closed, used)
    candidates = _candidates(used, closed)
    answer = _two_lists(used, bounding) if used.lists == 2 else _many_lists(used, closed, candidates, question)
    models = [*answer.models, *_shown_as_given(table, used)]
    tests = self_test(used)
    return told(
        question,
        seen=table.seen,
        bound=_least(bounding, used),
        found=Found(
            total=answer.total,
            lower=answer.lower,
            upper=answer.upper,
            chosen=answer.chosen,
            models=tuple(models),
            warnings=(
                *answer.warnings,
                *sparse,
                *_copy_warnings(used),
                *_list_warnings(used, tests, total=candidates[0].total if candidates else bounding.total),
            ),
            bound_only=_is_bound_only(used),
            resampling=answer.resampling,
        ),
        tests=tests,
        by_threshold={name: _quick(other) for name, other in (by_threshold or {}).items()},
    )


def _usable(table: ListTable) -> tuple[ListTable, tuple[Warned, ...]]:
    """Thin lists become one, so that no unit is lost; what was done is said."""
    thin, warnings = thin_lists(table), []
    used = table
    if len(thin) > 1 and table.lists - len(thin) > 0:
        used = table.merged(thin)
        names = ", ".join(table.names[at] for at in thin)
        warnings.append(
            _sparse(
                sv=f"{names} har var för sig färre än fem gemensamma med de andra och räknas som en lista",
                en=f"{names} share fewer than five each with the others and are counted as one list",
            )
        )
    elif thin:
        names = ", ".join(table.names[at] for at in thin)
        warnings.append(
            _sparse(
                sv=f"{names} har färre än fem gemensamma med de andra; slå ihop den med en lista av samma slag",
                en=f"{names} shares fewer than five with the others; merge it with a list of the same kind",
            )
        )
    if empty := [used.term_name(pair) for pair in empty_pairs(used)]:
        shown = ", ".join(empty[:5]) + (", ..." if len(empty) > 5 else "")
        warnings.append(_sparse(sv=f"ingen gemensam för {shown}", en=f"nobody in common for {shown}"))
    return used, tuple(warnings)


def _is_bound_only(table: ListTable) -> bool:
    """Whether what the lists missed rests on fewer than five units, or on lists that may be made from each other.

    Of three lists or more the models can hold some that depend on each other, as long as one stands apart.
    """
    apart = with_copies_as_one(table)
    if apart.lists == 1 or hardly_missed(apart):
        return True
    return apart.lists == 2 and bool(thin_lists(apart) or nested_pairs(apart))


def _copy_warnings(table: ListTable) -> tuple[Warned, ...]:
    warnings = []
    nested = [table.term_name(pair).replace(":", " + ") for pair in nested_pairs(table)]
    if nested:
        warnings.append(warned("SIZE-SAME", lists=", ".join(nested)))
    apart = with_copies_as_one(table)
    if apart.lists == 2 < table.lists:
        warnings.append(warned("SIZE-TWO"))
    for at in hardly_missed(apart):
        missed = apart.seen - apart.margin(1 << at)
        warnings.append(
            _sparse(
                sv=f"{apart.names[at]} missade bara {missed} av dem som sågs",
                en=f"{apart.names[at]} missed only {missed} of those seen",
            )
        )
    return tuple(warnings)


def _sparse(*, sv: str, en: str) -> Warned:
    return warned("SIZE-SPARSE", what=Said(sv=sv, en=en))


def _bounding(closed: Sequence[ClosedFit], table: ListTable) -> ClosedFit:
    """The model whose lower limit is the headline: Mth with Chao's columns, with two lists Mt."""
    wanted = "Mth Chao" if table.lists > 2 else "Mt"
    for fit in closed:
        if fit.name == wanted:
            return fit
    raise RefusedError(
        sv=f"Ingen skattning finns för dessa listor. Säkert är bara att {table.seen} sågs. Slå ihop listor.",
        en=f"No estimate exists for these lists. Certain is only that {table.seen} were seen. Merge lists.",
    )


def _least(bounding: ClosedFit, table: ListTable) -> float:
    """The headline's number; of two lists with few in common not above that of their exact upper limit."""
    limit = bounding.interval().lower
    if table.lists > 2 or not thin_lists(table):
        return limit
    return min(limit, table.margin(1) * table.margin(2) / most_expected(table.margin(3)))


def _two_lists(table: ListTable, fit: ClosedFit) -> Found:
    """Chapman's number; whether the two depend on each other cannot be seen."""
    result = chapman(table.margin(1), table.margin(2), table.margin(3))
    limits = result.interval()
    return Found(
        total=result.total,
        lower=limits.lower,
        upper=limits.upper,
        chosen=result.name,
        models=(sighting_model(result), closed_model(fit, None)),
        warnings=(warned("SIZE-TWO"),),
    )


Candidate = LoglinearFit | ClosedFit


def _candidates(table: ListTable, closed: Sequence[ClosedFit]) -> list[Candidate]:
    """Every model that may be the number, best BIC first; Chao's columns make a bound, not a number."""
    if table.lists == 2:
        return []
    fits = _loglinear(table)
    every: list[Candidate] = [*fits, *(fit for fit in closed if not fit.name.endswith("Chao") and fit.name != "Mt")]
    return sorted(every, key=lambda fit: fit.bic)


def _loglinear(table: ListTable) -> list[LoglinearFit]:
    if table.lists <= MAX_LISTS_FOR_ALL:
        return all_fits(table, order=allowed_order(table.lists))
    tried = {fit.interactions: fit for fit in (stepwise_fit(table), fit_loglinear(table))}
    return sorted((fit for fit in tried.values() if fit.code == 0), key=lambda fit: fit.bic)


def _many_lists(
    table: ListTable, closed: Sequence[ClosedFit], candidates: Sequence[Candidate], question: SizeQuestion
) -> Found:
    models = _models(table, closed, candidates)
    if not candidates:
        return Found(
            total=None, lower=table.seen, upper=inf, chosen=None, models=models, warnings=(warned("SIZE-NOEXIST"),)
        )
    best = candidates[0]
    near = [fit for fit in candidates if fit.bic - best.bic <= NEAR_BIC]
    totals = [fit.total for fit in near]
    warnings = []
    if len(near) > 1:
        warnings.append(
            warned(
                "SIZE-MODELS",
                count=len(near),
                low=two_digits(min(totals)),
                high=high_of(max(totals), seen=table.seen),
            )
        )
    spread = _heterogeneity_spread(closed)
    if spread is not None:
        warnings.append(warned("SIZE-HET"))
    wide = [(min(totals), max(totals)), *([spread] if spread else [])]
    widest = max(wide, key=lambda ends: ends[1] / ends[0])
    if widest[1] / widest[0] > WIDEST_RATIO or max(totals) > MOST_TIMES_SEEN * table.seen:
        warnings.append(not_identified(widest[0], widest[1], seen=table.seen))
        return Found(total=None, lower=min(totals), upper=inf, chosen=None, models=models, warnings=tuple(warnings))
    limits, resampling = _limits(table, candidates, near, question)
    return Found(
        total=best.total,
        lower=limits.lower,
        upper=limits.upper,
        chosen=_name(table, best),
        models=models,
        warnings=tuple(warnings),
        resampling=resampling,
    )


def _heterogeneity_spread(closed: Sequence[ClosedFit]) -> tuple[float, float] | None:
    """Lowest to highest limit over the forms of Mth, when they fit much better than Mt; None when they do not."""
    plain = next((fit for fit in closed if fit.name == "Mt"), None)
    forms = [fit for fit in closed if fit.name.startswith("Mth")]
    if plain is None or not forms or plain.bic - min(fit.bic for fit in forms) <= STRONG_BIC:
        return None
    limits = [fit.interval() for fit in forms]
    return min(one.lower for one in limits), max(one.upper for one in limits)


def _limits(
    table: ListTable, candidates: Sequence[Candidate], near: Sequence[Candidate], question: SizeQuestion
) -> tuple[Interval, Resampling | None]:
    """The BCa interval of the best log-linear model, widened to every model near the best."""
    own = [fit.interval() for fit in near if isinstance(fit, ClosedFit)]
    lower = [fit.total for fit in near] + [one.lower for one in own]
    upper = [fit.total for fit in near] + [one.upper for one in own]
    resampled = _resampled(table, candidates, question) if question.resamples else None
    if resampled and LEVEL in resampled.intervals:
        lower.append(resampled.intervals[LEVEL].lower)
        upper.append(resampled.intervals[LEVEL].upper)
    else:
        plain = [_own_interval(fit) for fit in near]
        lower += [one.lower for one in plain]
        upper += [one.upper for one in plain]
    return Interval(lower=min(lower), upper=max(upper)), _told_resampling(resampled, question)


def _told_resampling(resampled: Resampled | None, question: SizeQuestion) -> Resampling | None:
    if resampled is None:
        return None
    return Resampling(
        intervals={level: (one.lower, one.upper) for level, one in resampled.intervals.items()},
        resamples=resampled.resamples,
        with_size=resampled.with_size,
        seed=question.seed,
    )


def _resampled(table: ListTable, candidates: Sequence[Candidate], question: SizeQuestion) -> Resampled | None:
    log_linear = [fit for fit in candidates if isinstance(fit, LoglinearFit)]
    if not log_linear or table.lists > MAX_LISTS_RESAMPLED:
        return None
    again = [fit.interactions for fit in log_linear]
    if table.lists == MAX_LISTS_FOR_ALL:
        again = again[:MODELS_AGAIN]
    many = table.lists > MAX_LISTS_FOR_ALL
    return bca_of_models(
        table,
        models_near_stepwise(table) if many else again,
        resamples=min(question.resamples, MOST_RESAMPLES_MANY) if many else question.resamples,
        seed=question.seed,
        progress=question.progress,
    )


def _own_interval(fit: Candidate) -> Interval:
    if isinstance(fit, ClosedFit):
        return fit.interval()
    return log_interval(fit.seen, fit.unseen, fit.se**2)


def _models(table: ListTable, closed: Sequence[ClosedFit], candidates: Sequence[Candidate]) -> tuple[SizeModel, ...]:
    """All near the best, the best ten at the least, independence, and every closed model."""
    best = candidates[0].bic if candidates else None
    log_linear = [fit for fit in candidates if isinstance(fit, LoglinearFit)]
    shown = [
        fit
        for place, fit in enumerate(log_linear)
        if place < MODELS_SHOWN or not fit.interactions or (best is not None and fit.bic - best <= NEAR_BIC)
    ]
    return (
        *(_loglinear_model(table, fit, best) for fit in shown),
        *(closed_model(fit, best) for fit in closed),
    )


def _shown_as_given(table: ListTable, used: ListTable) -> list[SizeModel]:
    """Models of the lists before thin ones were merged, to compare with; never chosen."""
    if used is table:
        return []
    tried = {fit.interactions: fit for fit in (stepwise_fit(table), fit_loglinear(table))}
    return [_loglinear_model(table, fit, None) for fit in tried.values() if fit.code == 0]


def _name(table: ListTable, fit: Candidate) -> str:
    if isinstance(fit, ClosedFit):
        return fit.name
    return " + ".join(table.term_name(term) for term in fit.interactions) or "independence"


def _loglinear_model(table: ListTable, fit: LoglinearFit, best: float | None) -> SizeModel:
    terms = tuple(table.term_name(term) for term in fit.interactions)
    plain = fitted_model(_name(table, fit), fit, _own_interval(fit), best)
    return replace(plain, terms=(*table.names, *terms), lists=table.names)


def _list_warnings(table: ListTable, tests: Sequence[SelfTest], *, total: float) -> tuple[Warned, ...]:
    warnings = []
    excluding = [table.term_name(pair).replace(":", " + ") for pair in excluding_pairs(table, total=total)]
    if excluding:
        warnings.append(warned("SIZE-NEGDEP", lists=", ".join(excluding)))
    if tests:
        near = sum(test.is_near("best") for test in tests)
        warnings.append(warned("SIZE-SELFTEST", near=near, lists=len(tests)))
    return tuple(warnings)


def _quick(table: ListTable) -> tuple[float, float | None]:
    """Bound and number of one linking threshold, without resampling."""
    check_table(table)
    used, _ = _usable(table)
    closed = closed_fits(used)
    fit = _bounding(closed, used)
    low = _least(fit, used)
    if _is_bound_only(used):
        return low, None
    if used.lists == 2:
        return low, _two_lists(used, fit).total
    candidates = _candidates(used, closed)
    return low, candidates[0].total if candidates else None
