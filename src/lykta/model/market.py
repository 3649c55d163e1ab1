"""The market as the ledger of looks shows it: what was looked at, what was seen, and how much of all that is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from lykta.model.ad import AdKind
from lykta.model.desk import DayCount
from lykta.model.trend import Trend
from lykta.model.warning import Warned
from lykta.model.words import Said


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """A page of a source's lists as fetched. `read` is false when nothing on it was understood as a list that time."""

    at: datetime
    url: str
    read: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One walk through a source's lists. `whole`: to their end, so that an ad it did not show was gone."""

    began: datetime
    ended: datetime
    whole: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenPosting:
    """A posting with its first and last sighting. `posted_at` and `kind` are what the page says, or its text.

    `counties`: of the municipalities that it names, by Statistics Sweden's two digits.
    """

    source: str
    first_seen_at: datetime
    last_seen_at: datetime
    posted_at: datetime | None = None
    kind: AdKind = AdKind.UNKNOWN
    counties: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSeen:
    """How much of a source was seen. None is unknown: a site without two looks, or of which no ad was seen to vanish.

    `new_a_day` is of all ads published there, seen or not; `life_days` is their mean time online.
    """

    source: str
    name: str
    looks: int
    seen: int
    new_a_day: float | None
    life_days: float | None
    share: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenOfMarket:
    """Of the ads published on the watched sites in the span, the share that at least one look saw, so far."""

    since: datetime
    until: datetime
    share: float | None
    lower: float | None
    upper: float | None
    sources: tuple[SourceSeen, ...]
    warnings: tuple[Warned, ...]

    def __post_init__(self) -> None:
        if not self.warnings:
            raise ValueError("a share of what was seen goes nowhere without its warnings")


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketTrend:
    """The trend over the days from `first` to `last`; `ads` were seen and counted in it, `days` as they were seen."""

    first: date
    last: date
    ads: int
    trend: Trend
    days: tuple[DayCount, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturningAnswer:
    """New or returning advertisers of the days `since` to `until`, among those seen.

    `linked` had been seen before. `recognised` is the share of all who were active before that can be known again;
    `share` and its limits are corrected by it, None where it is too small to divide by.
    """

    since: datetime
    until: datetime
    seen: int
    linked: int
    recognised: float | None
    share: float | None
    lower: float | None
    upper: float | None
    warnings: tuple[Warned, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedTogether:
    """Advertisers of two contacts that arrive in the same places at the same time more often than by chance."""

    networks: tuple[str, str]
    shared: int
    expected: float
    p: float


@dataclass(frozen=True, slots=True, kw_only=True)
class MovementAnswer:
    """Pairs that move together; empty with a warning where too few days were seen to claim any."""

    since: datetime
    until: datetime
    coverage: float | None
    advertisers: int
    moves: int
    pairs: tuple[MovedTogether, ...]
    warnings: tuple[Warned, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketPage:
    """The market on one page. A part that the data cannot bear is None and stands in `refused` with why."""

    seen: SeenOfMarket | None
    trend: MarketTrend | None
    returning: ReturningAnswer | None
    refused: Mapping[str, Said]
