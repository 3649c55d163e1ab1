"""Coverage, and new or returning: what was not looked at is neither absent nor new."""

from math import exp, inf

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lykta.errors import RefusedError
from lykta.estimate.coverage import (
    SeenLife,
    SiteRates,
    coverage_of,
    double_observer,
    mean_life,
    new_ad_rate,
    share_seen,
)
from lykta.estimate.returning import earlier_stays, recognised_share, returning_share, seen_a_day
from lykta.simulate.visited import simulate_returners, simulate_share_seen, simulate_sites


def _site(name: str, *, visits_a_day: float = 2, visits_made: int = 60, life_days: float = 1) -> SiteRates:
    return SiteRates(source=name, new_a_day=10, life_days=life_days, visits_a_day=visits_a_day, visits_made=visits_made)


def test_one_visit_in_a_life_sees_the_formulas_share() -> None:
    assert share_seen(life_days=1, visits_a_day=1) == pytest.approx(1 - exp(-1))
    assert share_seen(life_days=1, visits_a_day=0) == 0
    assert share_seen(life_days=1e9, visits_a_day=1e9) == 1


@given(st.floats(0.01, 100), st.floats(0.01, 100))
def test_more_visits_never_see_less(life_days: float, visits_a_day: float) -> None:
    fewer = share_seen(life_days=life_days, visits_a_day=visits_a_day)
    assert 0 < fewer <= share_seen(life_days=life_days, visits_a_day=2 * visits_a_day) <= 1


def test_theory_agrees_with_simulated_visits() -> None:
    sites = simulate_sites(seed=1000)
    rates = [3.0] * len(sites)
    seen = simulate_share_seen(sites, rates, seed=1)
    new = sum(site.new_a_day for site in sites)
    theory = sum(site.new_a_day * share_seen(life_days=site.life_days, visits_a_day=3.0) for site in sites) / new
    assert theory == pytest.approx(seen, abs=0.02)


def test_a_site_without_visits_is_unknown_and_not_zero() -> None:
    answer = coverage_of([_site("a"), _site("b", visits_a_day=0, visits_made=0)])
    assert answer.by_source == {"a": pytest.approx(0.787, abs=0.001), "b": None}
    assert answer.share == answer.by_source["a"]
    assert {one.code for one in answer.warnings} == {"COV-MODEL", "COV-UNKNOWN"}


def test_nothing_visited_has_no_share() -> None:
    assert coverage_of([_site("a", visits_a_day=0)]).share is None
    assert coverage_of([]).share is None


def test_a_site_with_few_visits_takes_the_assumed_life_and_says_so() -> None:
    answer = coverage_of([_site("a", visits_made=4, life_days=50)])
    assert answer.share == pytest.approx(share_seen(life_days=0.8, visits_a_day=2))
    assert "COV-FEW" in {one.code for one in answer.warnings}


def test_uncertain_lives_give_limits_around_the_share() -> None:
    answer = coverage_of([_site("a")], life_error=0.2)
    assert answer.lower is not None
    assert answer.share is not None
    assert answer.upper is not None
    assert answer.lower < answer.share < answer.upper


def test_the_mean_life_comes_back_from_visits_twice_a_day() -> None:
    chance = np.random.default_rng(1)
    lives = []
    for _ in range(3000):
        born, life, first = chance.uniform(0, 1), chance.exponential(1.5), 1.0
        if born + life >= first:  # else nobody saw it
            visits = int((born + life - first) * 2)
            lives.append(SeenLife(least_days=visits / 2, most_days=visits / 2 + 0.5))
    mean, error = mean_life(lives)
    assert abs(np.log(mean / 1.5)) < 3 * error < 0.1


def test_ads_still_there_lengthen_the_mean_life() -> None:
    gone = [SeenLife(least_days=1, most_days=2)] * 20
    assert mean_life([*gone, *[SeenLife(least_days=10, most_days=inf)] * 5])[0] > mean_life(gone)[0]


def test_without_any_that_vanished_there_is_no_mean_life() -> None:
    with pytest.raises(RefusedError, match="vanish"):
        mean_life([SeenLife(least_days=3, most_days=inf)])
    with pytest.raises(RefusedError):
        mean_life([])


def test_new_ads_a_day_are_corrected_for_those_gone_before_a_visit() -> None:
    # A day's gap with lives of a day: .632 of a day's ads are still there.
    assert new_ad_rate(632, [1.0] * 10, life_days=1.0) == pytest.approx(100, abs=0.1)
    with pytest.raises(RefusedError, match="Two visits"):
        new_ad_rate(5, [], life_days=1.0)


def test_two_collectors_give_an_upper_bound_only() -> None:
    share, warnings = double_observer(80, 60, 48)
    assert share == pytest.approx(92 / 100)
    assert "COV-UPPER" in {one.code for one in warnings}


@pytest.mark.parametrize("both", [0, 61, -1])
def test_two_collectors_that_cannot_be_are_refused(both: int) -> None:
    with pytest.raises(RefusedError, match="in common"):
        double_observer(80, 60, both)


# -- New or returning ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("coverage", "recognised"), [(0.10, 0.43), (0.35, 0.68), (0.70, 0.77)])
def test_the_recognised_share_is_that_of_the_methods(coverage: float, recognised: float) -> None:
    days = {1 + day: exp(-day / 10) - exp(-(day + 1) / 10) for day in range(400)}
    assert recognised_share(days, seen_a_day=coverage, linked=0.8) == pytest.approx(recognised, abs=0.006)


@pytest.mark.parametrize("coverage", [0.1, 0.35, 0.7])
def test_the_corrected_share_is_near_the_truth_and_the_bare_one_invents_newcomers(coverage: float) -> None:
    world = simulate_returners(seed=3, coverage=coverage)
    recognised = recognised_share(world.earlier_days, seen_a_day=coverage, linked=0.8)
    answer = returning_share(world.seen, world.linked, recognised=recognised)
    truth = world.returning / world.seen
    assert answer.share == pytest.approx(truth, abs=0.05)
    assert answer.share is not None
    assert answer.lower is not None
    assert answer.upper is not None
    assert answer.lower <= answer.share <= answer.upper
    assert answer.called_new > 1 - truth + 0.1


def test_one_who_is_not_linked_may_still_be_returning() -> None:
    # Half return, half of these are recognised: of 75 not linked 25 are returning.
    answer = returning_share(100, 25, recognised=0.5)
    assert answer.share == pytest.approx(0.5)
    assert answer.if_not_linked == pytest.approx(25 / 75)


@pytest.mark.parametrize("recognised", [None, 0.19])
def test_where_hardly_any_is_recognised_the_share_is_unknown(recognised: float | None) -> None:
    answer = returning_share(100, 10, recognised=recognised)
    assert (answer.share, answer.lower, answer.upper, answer.if_not_linked) == (None, None, None, None)
    assert "NEW-UNCORRECTED" in {one.code for one in answer.warnings}


def test_more_linked_than_can_be_is_clipped_and_said() -> None:
    answer = returning_share(100, 90, recognised=0.6)
    assert (answer.share, answer.upper) == (1.0, 1.0)
    assert "NEW-CLIPPED" in {one.code for one in answer.warnings}


@pytest.mark.parametrize(("seen", "linked"), [(0, 0), (5, 6), (5, -1)])
def test_counts_that_cannot_be_are_refused(seen: int, linked: int) -> None:
    with pytest.raises(RefusedError, match="linked"):
        returning_share(seen, linked, recognised=0.5)


@pytest.mark.parametrize(
    ("days", "seen_a_day", "linked"), [({}, 0.5, 0.5), ({3: 1.0}, 1.5, 0.5), ({3: 1.0}, 0.5, -0.1)]
)
def test_shares_that_cannot_be_are_refused(days: dict[int, float], seen_a_day: float, linked: float) -> None:
    with pytest.raises(RefusedError, match="from 0 to 1"):
        recognised_share(days, seen_a_day=seen_a_day, linked=linked)


def test_the_days_between_first_and_last_tell_how_often_one_is_seen() -> None:
    assert seen_a_day({"a": [0, 2, 4], "b": [5, 6], "c": [1]}) == pytest.approx(1 / 3)
    assert seen_a_day({"b": [5, 6], "c": [1]}) is None
    assert seen_a_day({}) is None


def test_returners_stand_for_those_of_their_kind_that_were_never_seen_before() -> None:
    days = {"back": [3, 8, 11], "new": [12], "gone": [2]}
    assert earlier_stays(days, begins=10, seen_a_day=0.5) == pytest.approx({7: 1 / (1 - 0.5**7)})
    assert earlier_stays(days, begins=0, seen_a_day=0.5) == {}
