"""How a market moves over time, and how far ahead that can be told."""

from dataclasses import dataclass
from datetime import date

from lykta.model.warning import Warned


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservedDay:
    """Ads seen of those published on a day of local time, and the share of all that we expect to have seen.

    `coverage` is None, or near 0, on a day without visits; such a day is left out, never counted as 0 ads.
    """

    day: date
    count: int
    coverage: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Changepoint:
    """The level changed by `factor` on `day`, give or take: any day from `earliest` to `latest` fits about as well."""

    day: date
    earliest: date
    latest: date
    factor: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """Ads published over the days after the last one, all of them, not only those we would see. `limits` by level."""

    days: int
    median: float
    limits: dict[float, tuple[float, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """Growth is per week as a factor; `bins_days` is 1, or 7 where days were too thin."""

    growth_per_week: float
    growth_lower: float
    growth_upper: float
    overdispersion: float
    bins_days: int
    changepoints: tuple[Changepoint, ...]
    forecast: Forecast | None
    warnings: tuple[Warned, ...]

    def __post_init__(self) -> None:
        if not self.warnings:
            raise ValueError("a trend goes nowhere without its warnings")
