"""A host is asked no faster than it is told, and a visit ends with its budget."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from lykta.capture.pacing import LONGEST_WAIT, Pace, PaceRules, retry_wait

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def pace(**changed: float) -> Pace:
    return Pace(rules=PaceRules(**changed), rng=Random(1))  # type: ignore[arg-type]


def test_the_first_request_waits_for_nothing() -> None:
    assert pace().wait_s(NOW) == 0


def test_waits_are_spread_around_the_rule_and_repeat_with_the_seed() -> None:
    one, other = pace(wait_s=2, jitter=0.5), pace(wait_s=2, jitter=0.5)
    waits = []
    for _ in range(50):
        one.answered(NOW, 200)
        other.answered(NOW, 200)
        waits.append(one.wait_s(NOW))
        assert one.wait_s(NOW) == other.wait_s(NOW)
    assert 1 <= min(waits) < max(waits) <= 3


def test_the_sites_own_delay_is_kept_when_it_is_longer() -> None:
    slow = pace(wait_s=1)
    slow.delay_s = 10
    slow.answered(NOW, 200)
    assert slow.wait_s(NOW) == 10


@pytest.mark.parametrize("written", ["120", "Tue, 24 Nov 2026 12:02:00 GMT"])
def test_retry_after_is_obeyed_in_both_forms(written: str) -> None:
    asked = pace()
    asked.answered(NOW, 429, written)
    assert asked.wait_s(NOW) == 120
    assert asked.wait_s(NOW + timedelta(seconds=90)) == 30


def test_a_busy_host_is_asked_ever_more_seldom_until_it_answers() -> None:
    busy = pace(first_back_off_s=30)
    waits = []
    for status in (503, 0, 429, 200):
        busy.answered(NOW, status)
        waits.append(busy.wait_s(NOW))
    assert waits[:3] == [30, 60, 120]
    assert waits[3] < 30


@pytest.mark.parametrize("written", ["9" * 40, "Fri, 01 Jan 2100 00:00:00 GMT"])
def test_nobody_makes_us_wait_longer_than_a_day(written: str) -> None:
    host = pace()
    host.answered(NOW, 503, written)
    assert host.wait_s(NOW) == LONGEST_WAIT.total_seconds()


@pytest.mark.parametrize("written", ["soon", "-5", "", "²"])
def test_a_retry_after_that_says_nothing_is_none(written: str) -> None:
    assert retry_wait(written, NOW) is None


def test_a_visit_ends_with_its_budget() -> None:
    calendar = pace(budget=3)
    for _ in range(3):
        assert not calendar.is_spent
        calendar.answered(NOW, 200)
    assert calendar.is_spent
