"""When the next request to a host may go out, and how many are left of a visit's budget."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from random import Random

LONGEST_WAIT = timedelta(hours=24)  # a host that asks for longer is asked again after a day
BUSY = frozenset({429, 503})


@dataclass(frozen=True, slots=True, kw_only=True)
class PaceRules:
    """Seconds between two requests to one host, spread by `jitter` to both sides; pages of one visit at most."""

    wait_s: float = 2.0
    jitter: float = 0.5
    first_back_off_s: float = 30.0
    budget: int = 2_000


@dataclass(slots=True)
class Pace:
    """One host's pace. The clock and the seeded `rng` are the caller's, so the same seed waits the same."""

    rules: PaceRules
    rng: Random
    delay_s: float | None = None  # what robots.txt asks for
    used: int = 0
    _next_at: datetime | None = field(default=None, init=False)
    _failures: int = field(default=0, init=False)

    def wait_s(self, now: datetime) -> float:
        """Seconds until the next request may go out."""
        return max(0.0, (self._next_at - now).total_seconds()) if self._next_at else 0.0

    @property
    def is_spent(self) -> bool:
        """The visit's budget is used up: an endless calendar ends here."""
        return self.used >= self.rules.budget

    def answered(self, now: datetime, status: int, retry_after: str | None = None) -> None:
        """A request was answered (`status` 0: not at all), which sets when the next may go out.

        429, 503 and no answer double the wait each time, and never less than Retry-After asks for.
        """
        self.used += 1
        if status in BUSY or status == 0:
            wait = timedelta(seconds=self.rules.first_back_off_s * 2 ** min(self._failures, 12))
            self._failures += 1
            asked = retry_wait(retry_after, now) if status in BUSY else None
            wait = min(max(wait, asked or timedelta(0)), LONGEST_WAIT)
        else:
            self._failures = 0
            spread = 1 + self.rules.jitter * (2 * self.rng.random() - 1)
            wait = timedelta(seconds=max(self.rules.wait_s * spread, self.delay_s or 0.0))
        self._next_at = now + wait


def retry_wait(written: str | None, now: datetime) -> timedelta | None:
    """What Retry-After asks for, in seconds or as a date (RFC 9110, 10.2.3); None when it says neither."""
    if not written:
        return None
    if written.isascii() and written.isdigit():
        return timedelta(seconds=min(int(written[:9]), LONGEST_WAIT.total_seconds()))
    try:
        at = parsedate_to_datetime(written)
    except (ValueError, TypeError, IndexError):
        return None
    return max(timedelta(0), (at if at.tzinfo else at.replace(tzinfo=UTC)) - now)
