"""Together more often than chance: claimed with a rate of error, never because everybody goes to the same cities."""

import numpy as np
import pytest

from lykta.errors import RefusedError
from lykta.estimate.movement import Arrival, arrivals_of, joint_movement, synchronised_posting
from lykta.simulate.journeys import DAYS, POSTING_DAYS, simulate_journeys, simulate_posts

HOURS = POSTING_DAYS * 24.0


def test_an_arrival_is_the_first_day_seen_in_another_city() -> None:
    sightings = {"b": [(9, "Lund"), (3, "Umeå"), (1, "Lund"), (4, "Umeå")], "a": [(2, "Lund")]}
    assert arrivals_of(sightings) == [
        Arrival(advertiser="b", city="Umeå", day=3),
        Arrival(advertiser="b", city="Lund", day=9),
    ]


def test_two_cities_on_one_day_are_one_place() -> None:
    assert arrivals_of({"a": [(1, "Lund"), (2, "Umeå"), (2, "Borås")]}) == [
        Arrival(advertiser="a", city="Borås", day=2)
    ]


def test_groups_are_claimed_without_error_where_most_days_are_seen() -> None:
    world = simulate_journeys(seed=1, coverage=0.8)
    pairs, warnings = joint_movement(arrivals_of(world.sightings), days=DAYS, coverage=0.8)
    claimed = {(pair.first, pair.second) for pair in pairs if pair.claimed}
    assert warnings == ()
    assert len(claimed & world.together) > 0.4 * len(world.together)
    assert len(claimed - world.together) <= 0.05 * len(claimed)


def test_nothing_is_claimed_where_fewer_than_half_of_the_days_are_seen() -> None:
    world = simulate_journeys(seed=1, coverage=0.35)
    pairs, warnings = joint_movement(arrivals_of(world.sightings), days=DAYS, coverage=0.35)
    assert [one.code for one in warnings] == ["MOVE-COVERAGE"]
    assert not any(pair.claimed for pair in pairs)
    assert pairs == sorted(pairs, key=lambda pair: (pair.p, pair.first, pair.second))


def test_two_who_share_two_arrivals_in_the_city_everybody_goes_to_are_not_claimed() -> None:
    chance = np.random.default_rng(2)
    arrivals = [
        Arrival(advertiser=f"a{one:02}", city=str(chance.choice(["big", "small"], p=[0.9, 0.1])), day=int(day))
        for one in range(60)
        for day in chance.choice(90, 6, replace=False)
    ]
    pairs, _ = joint_movement(arrivals, days=90, coverage=1.0)
    assert sum(pair.shared >= 2 for pair in pairs) > 100
    assert not any(pair.claimed for pair in pairs)


def test_a_pair_with_few_moves_is_not_judged() -> None:
    arrivals = [Arrival(advertiser=name, city="Lund", day=day) for name in ("a", "b") for day in (3, 40)]
    assert joint_movement(arrivals, days=90, coverage=1.0)[0] == []


@pytest.mark.parametrize("day", [-1, 90])
def test_arrivals_outside_the_days_are_refused(day: int) -> None:
    with pytest.raises(RefusedError, match="90 days"):
        joint_movement([Arrival(advertiser="a", city="Lund", day=day)], days=90, coverage=1.0)


def test_no_arrivals_are_no_pairs() -> None:
    assert joint_movement([], days=90, coverage=1.0) == ([], ())


def test_common_schedules_are_claimed_without_error() -> None:
    world = simulate_posts(seed=2)
    pairs, warnings = synchronised_posting(world.posts, hours=HOURS)
    claimed = {(pair.first, pair.second) for pair in pairs if pair.claimed}
    assert warnings == ()
    assert len(claimed & world.together) > 0.6 * len(world.together)
    assert len(claimed - world.together) <= 0.05 * len(claimed)


def test_accounts_that_all_post_in_the_evening_are_not_claimed() -> None:
    chance = np.random.default_rng(3)
    posts = {f"a{one:02}": [float(day * 24 + 18 + 6 * chance.random()) for day in range(28)] for one in range(40)}
    pairs, _ = synchronised_posting(posts, hours=HOURS)
    assert sum(pair.shared > 0 for pair in pairs) > 100
    assert sum(pair.claimed for pair in pairs) <= 1


def test_minutes_of_the_sites_own_scheduler_are_left_out_and_counted() -> None:
    world = simulate_posts(seed=4)
    batch = [100.0 + 24 * day for day in range(20)]
    posts = {name: sorted([*times, *batch]) for name, times in world.posts.items()}
    pairs, warnings = synchronised_posting(posts, hours=HOURS)
    assert [one.code for one in warnings] == ["SYNC-SITEBATCH"]
    assert "20 minutes" in warnings[0].says.en
    claimed = {(pair.first, pair.second) for pair in pairs if pair.claimed}
    assert len(claimed - world.together) <= 0.05 * len(claimed)


@pytest.mark.parametrize("at", [-1.0, 700.0, float("nan")])
def test_times_outside_the_hours_are_refused(at: float) -> None:
    with pytest.raises(RefusedError, match="hours"):
        synchronised_posting({"a": [at]}, hours=HOURS)


def test_no_posts_are_no_pairs() -> None:
    assert synchronised_posting({}, hours=HOURS) == ([], ())
    assert synchronised_posting({"a": [], "b": [5.0]}, hours=HOURS)[0] == []
