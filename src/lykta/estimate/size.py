"""The answer to "how large": a bound, the range of models that fit, and their warnings; or a refusal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import inf, isfinite

from lykta.errors import RefusedError
from lykta.estimate.bootstrap import MODELS_AGAIN, Progress, Resampled, bca_of_models
from lykta.estimate.closed import ClosedFit, closed_fits, occasion_fits
from lykta.estimate.exclusion import excluding_pairs
from lykta.estimate.fits import Fit
from lykta.estimate.intervals import LEVEL, Interval, log_interval
from lykta.estimate.lists import ListTable, check_table, empty_pairs, thin_lists
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
from lykta.estimate.sightings import (
    Frequencies,
    SightingFit,
    chao,
    chao1,
    chapman,
    check_frequencies,
    truncated_poisson,
    zelterman,
)
from lykta.estimate.truncated import CovariateRow, fit_truncated
from lykta.model.figures import two_digits, two_digits_down
from lykta.model.size import ListSelfTest, Resampling, SizeAnswer, SizeModel
from lykta.model.warning import Warned, warned
from lykta.model.words import Said

# Models within two BIC units are told together; the data hardly tell them apart (Kass & Raftery 1995, JASA 90:773).
NEAR_BIC = 2.0
# A difference above six is strong evidence (the same): seeing is far from equal for all.
STRONG_BIC = 6.0
# An envelope wider than this is no number (docs/adr/0020); nor is one of a hundred unseen for each seen.
WIDEST_RATIO = 3.0
MOST_TIMES_SEEN = 100.0
# With a stay this much shorter than the window, most who were there are gone again (docs/adr/0020).
STAYS_IN_WINDOW = 2.0
# A number that moves more than this with the linking threshold is told with its range (docs/adr/0020).
LINK_MOVE = 0.10
# Six lists have 63 cells and eight 255: fewer resamples, and with more lists none; the models' own limits then stand.
MOST_RESAMPLES_MANY = 200
MAX_LISTS_RESAMPLED = 8
MODELS_SHOWN = 10
SEED = 1
RESAMPLES = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeQuestion:
    """What is known beside the counts. `unlinked_share`: number changes that were not linked, of all advertisers."""

    resamples: int = RESAMPLES
    seed: int = SEED
    unlinked_share: float = 0.0
    window_days: float | None = None
    median_stay_days: float | None = None
    progress: Progress | None = field(default=None, compare=False)


# -- Lists --------------------------------------------------------------------------------------------------


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
    return _told(
        question,
        seen=table.seen,
        bound=bounding.interval().lower,
        found=_Found(
            total=answer.total,
            lower=answer.lower,
            upper=answer.upper,
            chosen=answer.chosen,
            models=tuple(models),
            warnings=(
                *answer.warnings,
                *sparse,
                *_list_warnings(used, tests, total=candidates[0].total if candidates else bounding.total),
            ),
            too_thin=used.lists == 2 and bool(thin_lists(used)),
            resampling=answer.resampling,
        ),
        tests=tests,
        by_threshold={name: _quick(other) for name, other in (by_threshold or {}).items()},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A range before the bound is held against it; total None when there is no number but the bound."""

    total: float | None
    lower: float
    upper: float
    chosen: str | None
    models: tuple[SizeModel, ...]
    warnings: tuple[Warned, ...] = ()
    too_thin: bool = False
    resampling: Resampling | None = None


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


def _two_lists(table: ListTable, fit: ClosedFit) -> _Found:
    """Chapman's number; whether the two depend on each other cannot be seen."""
    result = chapman(table.margin(1), table.margin(2), table.margin(3))
    limits = result.interval()
    return _Found(
        total=result.total,
        lower=limits.lower,
        upper=limits.upper,
        chosen=result.name,
        models=(_sighting_model(result), _closed_model(fit, None)),
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
) -> _Found:
    models = _models(table, closed, candidates)
    if not candidates:
        return _Found(
            total=None, lower=table.seen, upper=inf, chosen=None, models=models, warnings=(warned("SIZE-NOEXIST"),)
        )
    best = candidates[0]
    near = [fit for fit in candidates if fit.bic - best.bic <= NEAR_BIC]
    totals = [fit.total for fit in near]
    warnings = []
    if len(near) > 1:
        warnings.append(
            warned("SIZE-MODELS", count=len(near), low=two_digits(min(totals)), high=two_digits(max(totals)))
        )
    spread = _heterogeneity_spread(closed)
    if spread is not None:
        warnings.append(warned("SIZE-HET"))
    wide = [(min(totals), max(totals)), *([spread] if spread else [])]
    widest = max(wide, key=lambda ends: ends[1] / ends[0])
    if widest[1] / widest[0] > WIDEST_RATIO or max(totals) > MOST_TIMES_SEEN * table.seen:
        warnings.append(warned("SIZE-NOTIDENT", low=two_digits(widest[0]), high=two_digits(widest[1])))
        return _Found(total=None, lower=min(totals), upper=inf, chosen=None, models=models, warnings=tuple(warnings))
    limits, resampling = _limits(table, candidates, near, question)
    return _Found(
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
        *(_closed_model(fit, best) for fit in closed),
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
    plain = _fitted_model(_name(table, fit), fit, _own_interval(fit), best)
    return replace(plain, terms=(*table.names, *terms), lists=table.names)


def _closed_model(fit: ClosedFit, best: float | None) -> SizeModel:
    return _fitted_model(fit.name, fit, fit.interval(), best)


def _fitted_model(name: str, fit: Fit, limits: Interval, best: float | None) -> SizeModel:
    return SizeModel(
        name=name,
        total=fit.total,
        se=fit.se,
        lower=limits.lower,
        upper=limits.upper,
        aic=fit.aic,
        bic=fit.bic,
        bic_above_best=None if best is None else fit.bic - best,
    )


def _sighting_model(fit: SightingFit) -> SizeModel:
    limits = fit.interval()
    return SizeModel(name=fit.name, total=fit.total, se=fit.se, lower=limits.lower, upper=limits.upper)


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
    if used.lists == 2:
        return fit.interval().lower, _two_lists(used, fit).total
    candidates = _candidates(used, closed)
    return fit.interval().lower, candidates[0].total if candidates else None


# -- Sighting counts ----------------------------------------------------------------------------------------


def size_of_sightings(
    frequencies: Frequencies,
    question: SizeQuestion,
    *,
    occasions: int | None = None,
    by_threshold: Mapping[str, Frequencies] | None = None,
) -> SizeAnswer:
    """From how often each unit was seen: the lower limit of Chao's bound, and with occasions the models' envelope.

    Estimand: units that can be seen in a short window. Assumes that nobody came or went, and that one unit is not
    counted as two: number changes that are not linked break the bound (`unlinked_share`).
    """
    check_frequencies(frequencies, occasions=occasions)
    bounding, found = _sightings(frequencies, occasions)
    return _told(
        question,
        seen=sum(frequencies.values()),
        bound=bounding.lower,
        found=found,
        by_threshold={name: _quick_sightings(other, occasions) for name, other in (by_threshold or {}).items()},
    )


def _sightings(frequencies: Frequencies, occasions: int | None) -> tuple[Interval, _Found]:
    if occasions is None:
        return _without_occasions(frequencies)
    return _with_occasions(frequencies, occasions)


def _without_occasions(frequencies: Frequencies) -> tuple[Interval, _Found]:
    """Chao's bound; the number is his, the upper limit the highest of the methods that allow for unequal ease."""
    bound = chao(frequencies)
    others = (zelterman(frequencies), truncated_poisson(frequencies))
    fits = [bound, chao1(frequencies), *(fit for fit in others if fit is not None)]
    allowing = [fit.interval() for fit in fits if fit.name != "truncated Poisson"]
    return bound.interval(), _Found(
        total=bound.total,
        lower=bound.interval().lower,
        upper=max(one.upper for one in allowing),
        chosen=bound.name,
        models=tuple(_sighting_model(fit) for fit in fits),
    )


def _with_occasions(frequencies: Frequencies, occasions: int) -> tuple[Interval, _Found]:
    """Lowest to highest limit over M0 and the forms of Mh; wider than three times is a bound only."""
    fits = occasion_fits(dict(frequencies), occasions)
    lower_bound = next((fit for fit in fits if fit.name == "Mh Chao"), None)
    simple = chao(frequencies, occasions=occasions)
    bound = lower_bound.interval() if lower_bound else simple.interval()
    limits = [fit.interval() for fit in fits]
    low, high = min((one.lower for one in limits), default=bound.lower), max((one.upper for one in limits), default=inf)
    numbers = sorted((fit for fit in fits if fit.name != "Mh Chao"), key=lambda fit: fit.bic)
    models = (
        *(_closed_model(fit, numbers[0].bic if numbers else None) for fit in fits),
        _sighting_model(simple),
    )
    warnings = []
    plain = next((fit for fit in fits if fit.name == "M0"), None)
    if plain and plain.bic - numbers[0].bic > STRONG_BIC:
        warnings.append(warned("SIZE-HET"))
    unclear = not numbers or high / low > WIDEST_RATIO or numbers[0].total > MOST_TIMES_SEEN * simple.seen
    if unclear:
        warnings.append(warned("SIZE-NOTIDENT", low=two_digits(low), high=two_digits(high)))
    return bound, _Found(
        total=None if unclear else numbers[0].total,
        lower=low,
        upper=high,
        chosen=None if unclear else numbers[0].name,
        models=models,
        warnings=tuple(warnings),
    )


def _quick_sightings(frequencies: Frequencies, occasions: int | None) -> tuple[float, float | None]:
    check_frequencies(frequencies, occasions=occasions)
    bound, found = _sightings(frequencies, occasions)
    return bound.lower, found.total


# -- Counts with covariates ---------------------------------------------------------------------------------


def size_of_register(columns: Sequence[str], rows: Sequence[CovariateRow], question: SizeQuestion) -> SizeAnswer:
    """From how often a register caught each person, with groups that are caught more or less often.

    Estimand and assumptions: `truncated.fit_truncated`. The bound is Chao's, which needs no groups. No number is
    given for a group.
    """
    frequencies: dict[int, int] = {}
    for row in rows:
        frequencies[row.times] = frequencies.get(row.times, 0) + row.people
    check_frequencies(frequencies, occasions=None)
    bound, found = _without_occasions(frequencies)
    fit = fit_truncated(columns, [row for row in rows if row.people])
    limits = fit.interval()
    named = SizeModel(
        name="truncated Poisson with groups",
        terms=fit.terms,
        total=fit.total,
        se=fit.se,
        lower=limits.lower,
        upper=limits.upper,
    )
    return _told(
        question,
        seen=fit.seen,
        bound=bound.lower,
        found=_Found(
            total=fit.total,
            lower=min(limits.lower, found.lower),
            upper=max(limits.upper, found.upper),
            chosen=named.name,
            models=(named, *found.models),
            warnings=(warned("SIZE-GROUPS"),),
        ),
    )


# -- What all answers have ----------------------------------------------------------------------------------


def _told(
    question: SizeQuestion,
    *,
    seen: int,
    bound: float,
    found: _Found,
    tests: Sequence[SelfTest] = (),
    by_threshold: Mapping[str, tuple[float, float | None]] | None = None,
) -> SizeAnswer:
    """The bound is held against the range, then the warnings are put in order: the headline first."""
    told_bound = int(max(bound, seen) / (1 + question.unlinked_share))
    warnings = list(found.warnings)
    only_bound = found.total is None or found.too_thin or not isfinite(found.upper)
    if found.total is not None and bound > found.upper:
        only_bound = True
        warnings.append(warned("SIZE-HET"))
    return SizeAnswer(
        seen=seen,
        bound=told_bound,
        estimate=None if only_bound else found.total,
        lower=float(told_bound) if only_bound else found.lower,
        upper=None if only_bound else found.upper,
        chosen=None if only_bound else found.chosen,
        models=found.models,
        warnings=_once_each(
            warned("SIZE-LB", bound=two_digits_down(told_bound)),
            *warnings,
            *_question_warnings(question),
            *_link_warnings(by_threshold or {}),
            warned("SIZE-UNVISITED"),
            warned("SIZE-CONTROVERSY"),
        ),
        self_test=tuple(
            ListSelfTest(
                name=test.name,
                truth=test.truth,
                answers={"chao": test.chao, "independence": test.independence, "best": test.best},
            )
            for test in tests
        ),
        resampling=found.resampling,
        by_threshold={
            name: {"bound": float(int(low)), "estimate": number} for name, (low, number) in (by_threshold or {}).items()
        },
    )


def _once_each(*warnings: Warned) -> tuple[Warned, ...]:
    return tuple(dict.fromkeys(warnings))


def _question_warnings(question: SizeQuestion) -> list[Warned]:
    warnings = []
    window, stay = question.window_days, question.median_stay_days
    if window is not None and stay is not None and window > STAYS_IN_WINDOW * stay:
        warnings.append(warned("SIZE-OPEN", window=window, stay=stay))
    if question.unlinked_share:
        warnings.append(warned("SIZE-SPLIT", factor=1 + question.unlinked_share))
    return warnings


def _link_warnings(by_threshold: Mapping[str, tuple[float, float | None]]) -> list[Warned]:
    """Said when the number, or the bound where there is no number, moves more than a tenth."""
    numbers = [low if number is None else number for low, number in by_threshold.values()]
    if not numbers or max(numbers) <= min(numbers) * (1 + LINK_MOVE):
        return []
    return [warned("SIZE-LINK", low=two_digits(min(numbers)), high=two_digits(max(numbers)))]
