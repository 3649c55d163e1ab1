"""How large, from how often each was seen: units on occasions, or persons of a register."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import inf

from lykta.estimate.closed import occasion_fits
from lykta.estimate.dispersion import is_more_regular_than_chance
from lykta.estimate.intervals import Interval
from lykta.estimate.sightings import (
    FEW_AGAIN,
    Frequencies,
    chao,
    chao1,
    chao_lower,
    check_frequencies,
    seen_again,
    truncated_poisson,
    zelterman,
)
from lykta.estimate.telling import (
    MOST_TIMES_SEEN,
    STRONG_BIC,
    WIDEST_RATIO,
    Found,
    SizeQuestion,
    closed_model,
    not_identified,
    sighting_model,
    told,
)
from lykta.estimate.truncated import CovariateRow, fit_truncated
from lykta.model.size import SizeAnswer, SizeModel
from lykta.model.warning import Warned, warned
from lykta.model.words import Said


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
    return told(
        question,
        seen=sum(frequencies.values()),
        bound=bounding.lower,
        found=found,
        by_threshold={name: _quick_sightings(other, occasions) for name, other in (by_threshold or {}).items()},
    )


def _sightings(frequencies: Frequencies, occasions: int | None) -> tuple[Interval, Found]:
    bound, found = _without_occasions(frequencies) if occasions is None else _with_occasions(frequencies, occasions)
    if thin := _thin_counts(frequencies, occasions):
        found = replace(found, bound_only=True, warnings=(*found.warnings, *thin))
    if not is_more_regular_than_chance(frequencies, occasions=occasions):
        return bound, found
    seen = sum(frequencies.values())
    warnings = (*(one for one in found.warnings if one.code != "SIZE-NOTIDENT"), warned("SIZE-REGULAR", seen=seen))
    return Interval(lower=seen, upper=inf), replace(
        found, total=None, lower=seen, upper=inf, chosen=None, warnings=warnings
    )


def _thin_counts(frequencies: Frequencies, occasions: int | None) -> tuple[Warned, ...]:
    """Said when fewer than five were seen again, or were ever missed: the number would rest on those alone."""
    again = seen_again(frequencies)
    if again < FEW_AGAIN:
        few = Said(sv=f"bara {again} sågs mer än en gång", en=f"only {again} seen more than once")
        return (warned("SIZE-SPARSE", what=few),)
    missed = sum((occasions - times) * units for times, units in frequencies.items()) if occasions else FEW_AGAIN
    if missed < FEW_AGAIN:
        few = Said(sv=f"bara {missed} gånger missades någon av dem", en=f"any of them was missed only {missed} times")
        return (warned("SIZE-SPARSE", what=few),)
    return ()


def _without_occasions(frequencies: Frequencies) -> tuple[Interval, Found]:
    """Chao's bound; the number is his, the upper limit the highest of all the methods.

    The truncated Poisson, too low where ease is unequal, is above Chao's where sightings are even, and few units
    cannot show which of the two it is.
    """
    bound = chao(frequencies)
    others = (zelterman(frequencies), truncated_poisson(frequencies))
    fits = [bound, chao1(frequencies), *(fit for fit in others if fit is not None)]
    low = chao_lower(frequencies)
    return Interval(lower=low, upper=inf), Found(
        total=bound.total,
        lower=low,
        upper=max(fit.interval().upper for fit in fits),
        chosen=bound.name,
        models=tuple(sighting_model(fit) for fit in fits),
    )


def _with_occasions(frequencies: Frequencies, occasions: int) -> tuple[Interval, Found]:
    """Lowest to highest limit over M0 and the forms of Mh; wider than three times is a bound only."""
    fits = occasion_fits(dict(frequencies), occasions)
    lower_bound = next((fit for fit in fits if fit.name == "Mh Chao"), None)
    simple = chao(frequencies, occasions=occasions)
    bound = lower_bound.interval() if lower_bound else simple.interval()
    if frequencies.get(2, 0) < FEW_AGAIN:
        bound = replace(bound, lower=min(bound.lower, chao_lower(frequencies, occasions=occasions)))
    limits = [fit.interval() for fit in fits]
    low, high = min((one.lower for one in limits), default=bound.lower), max((one.upper for one in limits), default=inf)
    numbers = sorted((fit for fit in fits if fit.name != "Mh Chao"), key=lambda fit: fit.bic)
    models = (
        *(closed_model(fit, numbers[0].bic if numbers else None) for fit in fits),
        sighting_model(simple),
    )
    warnings = []
    plain = next((fit for fit in fits if fit.name == "M0"), None)
    if plain and plain.bic - numbers[0].bic > STRONG_BIC:
        warnings.append(warned("SIZE-HET"))
    unclear = not numbers or high / low > WIDEST_RATIO or numbers[0].total > MOST_TIMES_SEEN * simple.seen
    if unclear:
        warnings.append(not_identified(low, high, seen=simple.seen))
    return bound, Found(
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
    return bound.lower, None if found.bound_only else found.total


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
    bound, found = _sightings(frequencies, None)
    fit = fit_truncated(columns, [row for row in rows if row.people])
    limits = fit.interval()
    thin = () if found.bound_only else _thin_regression(seen_again(frequencies), terms=len(fit.terms))
    named = SizeModel(
        name="truncated Poisson with groups",
        terms=fit.terms,
        total=fit.total,
        se=fit.se,
        lower=limits.lower,
        upper=limits.upper,
    )
    return told(
        question,
        seen=fit.seen,
        bound=bound.lower,
        found=Found(
            total=None if found.total is None else fit.total,
            lower=min(limits.lower, found.lower),
            upper=max(limits.upper, found.upper),
            chosen=named.name,
            models=(named, *found.models),
            warnings=(*found.warnings, *thin, warned("SIZE-GROUPS")),
            bound_only=found.bound_only or bool(thin),
        ),
    )


def _thin_regression(again: int, *, terms: int) -> tuple[Warned, ...]:
    """Said when fewer than five for each coefficient were seen more than once (Vittinghoff & McCulloch 2007)."""
    if again >= FEW_AGAIN * terms:
        return ()
    what = Said(
        sv=f"bara {again} sågs mer än en gång, och indelningen i grupper behöver {FEW_AGAIN * terms}",
        en=f"only {again} seen more than once, and these groups need {FEW_AGAIN * terms}",
    )
    return (warned("SIZE-SPARSE", what=what),)
