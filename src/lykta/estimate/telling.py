"""What all answers to "how large" have: the bound held against the range, and the warnings in order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import isfinite

from lykta.estimate.bootstrap import Progress
from lykta.estimate.closed import ClosedFit
from lykta.estimate.fits import Fit
from lykta.estimate.intervals import Interval
from lykta.estimate.selftest import SelfTest
from lykta.estimate.sightings import SightingFit
from lykta.model.figures import two_digits, two_digits_down
from lykta.model.size import ListSelfTest, Resampling, SizeAnswer, SizeModel
from lykta.model.warning import Warned, warned

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
    """The bound is held against the range, then the warnings are put in order: the headline first."""
    told_bound = int(max(bound, seen) / (1 + question.unlinked_share))
    warnings = list(found.warnings)
    only_bound = found.total is None or found.bound_only or not isfinite(found.upper)
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
