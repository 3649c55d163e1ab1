"""How large a market is: a bound, a range, and everything that must be read beside them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lykta.model.warning import Warned


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeModel:
    """One model's total. `bic_above_best` and the criteria are None where models cannot be compared by them."""

    name: str
    terms: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    total: float
    se: float
    lower: float
    upper: float
    aic: float | None = None
    bic: float | None = None
    bic_above_best: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListSelfTest:
    """A list whose number is known, asked of the others; None where a method had no number."""

    name: str
    truth: int
    answers: Mapping[str, float | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Resampling:
    """How the interval that chooses the model anew came about."""

    intervals: Mapping[float, tuple[float, float]]
    resamples: int
    with_size: int
    seed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeAnswer:
    """Advertisers, or units of the user's own lists. Bound only: `estimate` and `upper` are None.

    `bound` is the number that may be said as "at least"; it is never below those seen, unless `unlinked_share` says
    that some of these are counted twice. A number is never below the bound.
    """

    seen: int
    bound: int
    estimate: float | None
    lower: float
    upper: float | None
    chosen: str | None
    models: tuple[SizeModel, ...]
    warnings: tuple[Warned, ...]
    self_test: tuple[ListSelfTest, ...] = ()
    resampling: Resampling | None = None
    by_threshold: Mapping[str, Mapping[str, float | None]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.warnings:
            raise ValueError("a size goes nowhere without its warnings")
        if (self.estimate is None) != (self.upper is None):
            raise ValueError("a size without an upper limit is a bound only, and has no estimate")
        if self.estimate is not None and self.estimate < self.bound:
            raise ValueError(f"an estimate of {self.estimate} contradicts at least {self.bound}")
