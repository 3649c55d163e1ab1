"""How often a log-in may be tried."""

from collections.abc import Iterable
from datetime import datetime, timedelta

MOST_TRIES = 10  # per account, wrong ones and right ones alike (OWASP ASVS 5.0.0, 6.3.1)
WINDOW = timedelta(minutes=15)


def may_try(tries: Iterable[datetime], now: datetime) -> bool:
    """Whether one more log-in may be tried, given when this account's were tried before, in any order."""
    return wait_s(tries, now) == 0


def wait_s(tries: Iterable[datetime], now: datetime) -> float:
    """Seconds until the next try is allowed, 0 when it is now.

    A try up to WINDOW ahead of `now` counts as made now: a clock set back frees nobody. One further ahead
    is not believed, lest a wrong clock lock an account for good.
    """
    recent = sorted(min(tried, now) for tried in tries if -WINDOW < now - tried < WINDOW)
    if len(recent) < MOST_TRIES:
        return 0.0
    return (recent[-MOST_TRIES] + WINDOW - now).total_seconds()
