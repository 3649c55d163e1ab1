"""Planned looks at sources, and what became of them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class VisitState(StrEnum):
    PLANNED = "planned"
    LEASED = "leased"
    MADE = "made"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One planned look at one source, leased by the worker who makes it."""

    source: str
    planned_at: datetime
    worker: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitEnd:
    """How a visit ended. `why` is None only for a visit that was made and missed nothing it knows of."""

    state: VisitState
    pages: int = 0
    walked_all: bool = False
    why: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCoverage:
    """One source's visits over a span: `counts` by state, `reasons` with how many, `longest_gap_s` in seconds."""

    source: str
    counts: dict[VisitState, int]
    reasons: dict[str, int]
    last_made_at: datetime | None
    longest_gap_s: float
