"""What all answers to "how large" have: the bound held against the range, and the warnings in order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import isfinite

from lykta.errors import RefusedError
from lykta.estimate.bootstrap import Progress
from lykta.estimate.closed import ClosedFit
from lykta.estimate.fits import Fit
from lykta.estimate.intervals import Interval
from lykta.estimate.selftest import SelfTest
from lykta.estimate.sightings import SightingFit
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A range before the bound is held against it; a bound only where told so, or when `total` is None."""

    total: float | None
    lower: float
    upper: float
    chosen: str | None
    models: tuple[SizeModel, ...]
    warnings: tuple[Warned, ...] = ()
    bound_only: bool = False
    resampling: Resampling | None = None


def told(
    question: SizeQuestion,
    *,
    seen: int,
    bound: float,
    found: Found,
    tests: Sequence[SelfTest] = (),
    by_threshold: Mapping[str, tuple[float, float | None]] | None = None,
) -> SizeAnswer:
    """The bound is held against the range, then the warnings are put in order: the headline first.

    Everything that is told but the models and `seen` is in advertisers: where some are counted as two, all is divided.
    Raises RefusedError when even the bound is a hundred times what was seen.
    """
    _check_within_reach(bound, seen)
    factor = 1 + question.unlinked_share
    least = int(max(bound, seen) / factor)
    warnings = list(found.warnings)
    if found.total is not None and bound > found.upper:
        warnings.append(warned("SIZE-HET"))
    if found.total is not None and isfinite(found.upper) and max(found.total, found.upper) > MOST_TIMES_SEEN * seen:
        warnings.append(not_identified(max(bound, seen), max(found.total, found.upper), seen=seen))
    number, upper = _number(found, bound=bound, seen=seen)
    compared = {
        name: (float(int(low / factor)), None if other is None or other > MOST_TIMES_SEEN * seen else other / factor)
        for name, (low, other) in (by_threshold or {}).items()
    }
    for low, _ in compared.values():
        _check_within_reach(low * factor, seen)
    return SizeAnswer(
        seen=seen,
        bound=least,
        estimate=None if number is None else number / factor,
        lower=float(least) if number is None else found.lower / factor,
        upper=None if upper is None else upper / factor,
        chosen=None if number is None else found.chosen,
        models=found.models,
        warnings=_once_each(
            warned("SIZE-LB", bound=two_digits_down(least)),
            *warnings,
            *_question_warnings(question),
            *_link_warnings(compared),
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
        resampling=None if number is None else found.resampling,
        by_threshold={name: {"bound": low, "estimate": other} for name, (low, other) in compared.items()},
    )


def _number(found: Found, *, bound: float, seen: int) -> tuple[float, float] | tuple[None, None]:
    """The number and its upper limit, or neither: below the bound or out of reach it contradicts the headline."""
    total, upper = found.total, found.upper
    if total is None or found.bound_only or not isfinite(upper):
        return None, None
    if bound > total or max(total, upper) > MOST_TIMES_SEEN * seen:
        return None, None
    return total, upper


def _check_within_reach(bound: float, seen: int) -> None:
    if bound > MOST_TIMES_SEEN * seen:
        raise RefusedError(
            sv=f"Det går inte att säga: mer än {MOST_TIMES_SEEN:.0f} gånger de {seen} som sågs. Så få återkom att "
            "talet bara vilar på dem. Samla längre, eller kontrollera att samma namn och nummer skrivs lika.",
            en=f"It cannot be told: more than {MOST_TIMES_SEEN:.0f} times the {seen} that were seen. So few came back "
            "that the number rests on them alone. Collect for longer, or check that the same names and numbers are "
            "written alike.",
        )


def not_identified(low: float, high: float, *, seen: int) -> Warned:
    return warned("SIZE-NOTIDENT", low=two_digits(low), high=high_of(high, seen=seen))


def high_of(number: float, *, seen: int) -> float | Said:
    """Two digits of it, or in words where it is so far from what was seen that its digits mean nothing."""
    if number <= MOST_TIMES_SEEN * seen:
        return two_digits(number)
    times = f"{MOST_TIMES_SEEN:.0f}"
    return Said(sv=f"mer än {times} gånger dem som sågs", en=f"more than {times} times those seen")


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


# -- Models, as they are shown ---------------------------------------------------------------------------------


def closed_model(fit: ClosedFit, best: float | None) -> SizeModel:
    return fitted_model(fit.name, fit, fit.interval(), best)


def fitted_model(name: str, fit: Fit, limits: Interval, best: float | None) -> SizeModel:
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


def sighting_model(fit: SightingFit) -> SizeModel:
    limits = fit.interval()
    return SizeModel(name=fit.name, total=fit.total, se=fit.se, lower=limits.lower, upper=limits.upper)
