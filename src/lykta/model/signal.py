"""Indicators that fired, and the order in which a human looks."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum

from lykta.model.words import Said


class Direction(StrEnum):
    """Whether an indicator speaks for organised exploitation, against it, or is only context."""

    FOR = "for"
    AGAINST = "against"
    CONTEXT = "context"


class Grade(StrEnum):
    """How well an indicator is tested (FIELD 5)."""

    A = "A"  # tested against known negatives
    B = "B"  # measured without negatives
    C = "C"  # expert lists only
    X = "X"  # tested and refuted, or reversed


class Tier(IntEnum):
    """The order of review; a lower number is looked at first, and nothing moves a network out of 0."""

    SUSPECTED_MINOR = 0
    URGENT = 1
    ORGANISED = 2
    REST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """The words of an ad that a signal rests on; `start` and `end` count code points in its text."""

    ad: str
    start: int
    end: int
    written: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """An indicator that fired on a network. `says` is the reason in one sentence; there is always one."""

    card: str
    version: int
    direction: Direction
    grade: Grade
    says: Said
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """Where a network stands in the order of review and why; never a probability and never about a person."""

    network: str
    tier: Tier
    because: tuple[Said, ...]
    signals: tuple[Signal, ...]
    families: int
    changed_at: datetime | None

    def __post_init__(self) -> None:
        if not self.because:
            raise ValueError(f"network {self.network}: an order needs a reason in words")
