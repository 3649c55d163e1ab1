"""Where to look next with the hours there are: lines with their reasons, and what an hour more or less would change."""

from dataclasses import dataclass
from datetime import datetime

from lykta.model.warning import Warned
from lykta.model.words import Said


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitLine:
    """One site's part of the plan. Shares are of its ads, expected; None where its rates are not known yet.

    `now_a_day` is how often it was looked at so far; `next_at` when the plan's next look is due.
    """

    source: str
    name: str
    visits_a_day: float
    now_a_day: float
    minutes_a_visit: float
    share: float | None
    share_now: float | None
    next_at: datetime
    because: tuple[Said, ...]

    def __post_init__(self) -> None:
        if not self.because:
            raise ValueError(f"{self.source}: a line of a plan goes nowhere without its reasons")
        if self.visits_a_day <= 0:
            raise ValueError(f"{self.source}: no plan leaves a watched site out")


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitPlan:
    """Looks a day by site for a budget of hours, the next due first; `ads` are seen a day by it, expected.

    `lost` is what `step_hours` less a day would lose of them, None where the plan would no longer hold its floors;
    `gained` what as much more would add.
    `hardest_hit`: the site that would then lose most.
    """

    hours: float
    hours_used: float
    step_hours: float
    ads: float
    ads_published: float
    gained: float
    lost: float | None
    hardest_hit: str | None
    lines: tuple[VisitLine, ...]
    warnings: tuple[Warned, ...]

    def __post_init__(self) -> None:
        if not self.warnings:
            raise ValueError("a plan goes nowhere without its warnings")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewLine:
    """One place's part of the hours. `waiting` networks are due a day; `reviewed` of them will be, expected."""

    place: str
    waiting: float
    hours: float
    reviewed: float
    because: tuple[Said, ...]

    def __post_init__(self) -> None:
        if not self.because:
            raise ValueError(f"{self.place}: a line of a plan goes nowhere without its reasons")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPlan:
    """Hours of a day by place, after those that every suspected minor needs; `minor_hours` come before all else."""

    hours: float
    minors: int
    minor_hours: float
    lines: tuple[ReviewLine, ...]
    reviewed: float
    gained: float
    lost: float | None
    warnings: tuple[Warned, ...]

    def __post_init__(self) -> None:
        if not self.warnings:
            raise ValueError("a plan goes nowhere without its warnings")
