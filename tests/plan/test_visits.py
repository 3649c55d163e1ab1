"""The plan of visits: best by its own condition and against others, floors held, nothing left out."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lykta.errors import RefusedError
from lykta.estimate.coverage import share_seen
from lykta.plan.visits import (
    MOST_A_DAY,
    SPREAD_SHARE,
    SiteToVisit,
    ads_seen,
    best_rates,
    spread_out,
    worth_of_next_minute,
)
from lykta.simulate.visited import simulate_share_seen, simulate_sites

LEAST_A_DAY = 1 / 7


def _site(
    name: str = "s", *, new: float = 10, life: float = 1, minutes: float = 6, least: float = LEAST_A_DAY
) -> SiteToVisit:
    return SiteToVisit(source=name, new_a_day=new, life_days=life, visit_minutes=minutes, least_a_day=least)


def _world(seed: int) -> list[SiteToVisit]:
    return [
        _site(str(at), new=one.new_a_day, life=one.life_days, minutes=one.visit_minutes, least=0.0)
        for at, one in enumerate(simulate_sites(seed=seed))
    ]


def _minutes(sites: list[SiteToVisit], a_day: tuple[float, ...]) -> float:
    return sum(site.visit_minutes * rate for site, rate in zip(sites, a_day, strict=True))


sites_strategy = st.lists(
    st.builds(_site, new=st.floats(0, 300), life=st.floats(0.02, 30), minutes=st.floats(0.5, 60)),
    min_size=1,
    max_size=8,
)


@given(sites=sites_strategy, share=st.floats(0.0, 1.5))
def test_floors_and_caps_are_held_and_the_minutes_are_used(sites: list[SiteToVisit], share: float) -> None:
    least, most = (sum(site.visit_minutes * rate for site in sites) for rate in (LEAST_A_DAY, MOST_A_DAY))
    minutes = least * 1.0001 + share * (most - least)
    found = best_rates(sites, minutes=minutes)
    assert all(LEAST_A_DAY <= rate <= MOST_A_DAY for rate in found.a_day)
    assert _minutes(sites, found.a_day) <= min(minutes, most) * (1 + 1e-6)
    if all(site.new_a_day > 1 for site in sites):
        assert _minutes(sites, found.a_day) == pytest.approx(min(minutes, most), rel=1e-3)


def test_where_no_floor_or_cap_binds_every_minute_is_worth_the_same() -> None:
    sites = [_site("a", new=100), _site("b", new=20, life=0.3), _site("c", new=5, life=9, minutes=20)]
    found = best_rates(sites, minutes=240)
    inside = [rate for rate in found.a_day if LEAST_A_DAY < rate < MOST_A_DAY]
    assert len(inside) == 3
    assert worth_of_next_minute(sites, found.a_day) == pytest.approx([found.ads_per_minute] * 3, rel=1e-6)


@pytest.mark.parametrize("hours", [1, 2, 4, 8])
def test_no_other_split_of_the_hours_shows_more(hours: int) -> None:
    sites = _world(1000)
    best = best_rates(sites, minutes=60 * hours)
    shown = ads_seen(sites, best.a_day).sum()
    rng = np.random.default_rng(1)
    for _ in range(200):
        other = np.array(best.a_day) * np.exp(rng.normal(0, 0.3, len(sites)))
        other *= _minutes(sites, best.a_day) / _minutes(sites, tuple(other))
        assert ads_seen(sites, other.tolist()).sum() <= shown * (1 + 1e-9)
    alike = [60 * hours / sum(site.visit_minutes for site in sites)] * len(sites)
    assert shown > ads_seen(sites, alike).sum()


def test_what_the_plan_expects_is_what_simulated_visits_see() -> None:
    world = simulate_sites(seed=1001)
    sites = _world(1001)
    rates = best_rates(sites, minutes=240).a_day
    expected = ads_seen(sites, rates).sum() / sum(site.new_a_day for site in sites)
    assert simulate_share_seen(world, list(rates), seed=1) == pytest.approx(expected, abs=0.02)


def test_the_expected_ads_are_those_of_the_coverage_formula() -> None:
    [seen] = ads_seen([_site(new=10, life=0.7)], [3.0])
    assert seen == pytest.approx(10 * share_seen(life_days=0.7, visits_a_day=3.0))


@pytest.mark.parametrize("hours", [1, 2, 4, 8, 16, 32])
def test_the_told_loss_is_that_of_the_plan_solved_again(hours: int) -> None:
    sites = _world(1002)
    now, less = (best_rates(sites, minutes=60 * hours * part) for part in (1, 0.95))
    lost = ads_seen(sites, now.a_day).sum() - ads_seen(sites, less.a_day).sum()
    assert now.ads_per_minute * 60 * hours * 0.05 == pytest.approx(lost, rel=0.1)


@pytest.mark.parametrize("hours", [0.0, 0.01])
def test_hours_that_do_not_hold_the_floors_are_refused_with_those_that_do(hours: float) -> None:
    sites = [_site(str(at), minutes=42) for at in range(10)]
    with pytest.raises(RefusedError, match="The least that does: 1 hours a day"):
        best_rates(sites, minutes=60 * hours)
    assert min(best_rates(sites, minutes=60).a_day) == pytest.approx(LEAST_A_DAY)


def test_a_site_without_any_new_ad_keeps_its_floor_and_more_hours_than_can_be_used_are_left() -> None:
    found = best_rates([_site(new=0), _site(new=50)], minutes=100)
    assert found.a_day[0] == LEAST_A_DAY
    full = best_rates([_site(new=50)], minutes=10_000)
    assert (full.a_day, full.ads_per_minute) == ((MOST_A_DAY,), 0.0)


@pytest.mark.parametrize("hours", [0.1, 1, 8])
def test_a_tenth_of_the_free_time_is_spread_over_all_sites_alike_and_always_fits(hours: float) -> None:
    sites = [replace(site, least_a_day=0.5 / site.visit_minutes) for site in _world(1003)[:10]]
    minutes = 60 * hours
    spread = spread_out(sites, minutes=minutes)
    alike = SPREAD_SHARE * (minutes - 5) / sum(site.visit_minutes for site in sites)
    assert [site.least_a_day for site in spread] == pytest.approx([max(alike, one.least_a_day) for one in sites])
    assert min(best_rates(spread, minutes=minutes).a_day) > 0


def test_no_time_at_all_is_refused() -> None:
    with pytest.raises(RefusedError, match=r"The least that does: 0\.1 hours"):
        best_rates([_site(least=0.0)], minutes=0)
