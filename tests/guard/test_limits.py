from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from lykta.guard.limits import may_try, wait_s

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


def ago(*minutes: float) -> list[datetime]:
    return [NOW - timedelta(minutes=m) for m in minutes]


def test_first_try_is_free() -> None:
    assert may_try([], NOW)


def test_tenth_try_is_allowed_and_the_eleventh_is_not() -> None:
    assert may_try(ago(*range(9)), NOW)
    assert not may_try(ago(*range(10)), NOW)


def test_tries_older_than_15_minutes_are_forgotten() -> None:
    assert may_try(ago(15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25), NOW)


def test_wait_lasts_until_the_oldest_of_the_last_ten_is_15_minutes_old() -> None:
    assert wait_s(ago(*range(5, 15)), NOW) == 60
    assert wait_s(ago(*range(10), 14.5), NOW) == 360


def test_order_of_the_tries_does_not_matter() -> None:
    assert wait_s(reversed(ago(*range(5, 15))), NOW) == 60


def test_clock_set_back_a_little_frees_nobody_and_far_back_locks_nobody_for_good() -> None:
    assert not may_try(ago(*range(-10, 0)), NOW)
    assert may_try(ago(*range(-40, -20)), NOW)


@settings(deadline=None)  # a busy machine is no failure
@given(st.lists(st.integers(-2000, 2000), max_size=40))
def test_after_the_wait_one_more_try_is_allowed(seconds: list[int]) -> None:
    tries = [NOW + timedelta(seconds=s) for s in seconds if s <= 0]
    assert may_try(tries, NOW + timedelta(seconds=wait_s(tries, NOW)))
