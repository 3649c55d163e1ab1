"""Trends of a market seen in part: our own collection is never taken for the market."""

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
import pytest

from lykta.errors import RefusedError
from lykta.estimate.trend import fit_negative_binomial, fit_trend
from lykta.model.trend import ObservedDay, Trend
from lykta.simulate.series import FIRST_DAY, KNOWN_DAYS, STEP_DAY, simulate_series

START = date(2026, 1, 5)


def _days(counts: list[int], coverage: Sequence[float | None] | None = None) -> list[ObservedDay]:
    shares = coverage or [1.0] * len(counts)
    return [
        ObservedDay(day=START + timedelta(at), count=count, coverage=share)
        for at, (count, share) in enumerate(zip(counts, shares, strict=True))
    ]


def _simulated(*, seed: int, with_step: bool) -> Trend:
    days = simulate_series(seed=seed, with_step=with_step)[:KNOWN_DAYS]
    seen = [ObservedDay(day=one.day, count=one.seen, coverage=one.believed) for one in days]
    return fit_trend(seen, ahead=28, seed=1)


def _codes(trend: Trend) -> set[str]:
    return {one.code for one in trend.warnings}


def test_a_constant_market_seen_ever_less_has_no_trend() -> None:
    chance = np.random.default_rng(2)
    shares = np.linspace(0.9, 0.3, 120)
    counts = [int(chance.poisson(100 * share)) for share in shares]
    corrected = fit_trend(_days(counts, [float(share) for share in shares]), ahead=0, seed=1)
    assert corrected.growth_lower < 1 < corrected.growth_upper
    assert corrected.changepoints == ()
    raw = fit_trend(_days(counts), ahead=0, seed=1)
    assert raw.growth_upper < 1


def test_growth_comes_back_with_its_interval() -> None:
    chance = np.random.default_rng(3)
    counts = [int(chance.poisson(80 * 1.02 ** (day / 7))) for day in range(200)]
    trend = fit_trend(_days(counts), ahead=0, seed=1)
    assert trend.growth_lower < 1.02 < trend.growth_upper
    assert trend.forecast is None


def test_a_step_is_found_near_its_day_with_its_size() -> None:
    trend = _simulated(seed=1, with_step=True)
    [step] = trend.changepoints
    assert abs((step.day - FIRST_DAY).days - STEP_DAY) <= 7
    assert step.earliest <= step.day <= step.latest
    assert step.factor == pytest.approx(1.35, abs=0.2)


def test_a_market_without_a_step_gets_none() -> None:
    assert all(_simulated(seed=seed, with_step=False).changepoints == () for seed in range(4))


def test_days_without_a_visit_are_left_out_and_named() -> None:
    counts, shares = [100] * 70, [1.0] * 70
    gap: list[float | None] = [*shares[:30], None, 0.01, *shares[32:]]
    trend = fit_trend(_days([*counts[:30], 0, 0, *counts[32:]], gap), ahead=0, seed=1)
    assert trend.growth_per_week == pytest.approx(1.0, abs=0.005)
    says = next(one.says.en for one in trend.warnings if one.code == "TREND-GAP")
    assert says == "Days without a visit: 2026-02-04..2026-02-05."


def test_a_step_beside_a_change_in_collection_is_told_as_such() -> None:
    """The collection doubled and the coverage that we believe did not follow."""
    chance = np.random.default_rng(4)
    counts = [int(chance.poisson(60 if day < 60 else 120)) for day in range(120)]
    shares: list[float | None] = [0.4 if day < 60 else 0.5 for day in range(120)]
    trend = fit_trend(_days(counts, shares), ahead=0, seed=1)
    assert len(trend.changepoints) == 1
    assert "CP-COVERAGE" in _codes(trend)
    steady = fit_trend(_days(counts), ahead=0, seed=1)
    assert "CP-COVERAGE" not in _codes(steady)


def test_thin_days_become_weeks() -> None:
    chance = np.random.default_rng(5)
    trend = fit_trend(_days([int(chance.poisson(2)) for _ in range(140)]), ahead=14, seed=1)
    assert trend.bins_days == 7
    assert trend.forecast
    lower, upper = trend.forecast.limits[0.9]
    assert lower <= 28 <= upper


def test_visits_on_some_days_of_the_week_only_are_counted_by_week() -> None:
    chance = np.random.default_rng(8)
    shares = [0.5 if day % 7 in {0, 3} else None for day in range(140)]
    trend = fit_trend(_days([int(chance.poisson(50)) for _ in shares], shares), ahead=28, seed=1)
    assert trend.bins_days == 7
    assert trend.forecast
    assert trend.forecast.limits[0.9][0] <= 2800 <= trend.forecast.limits[0.9][1]


def test_the_forecast_is_wider_for_a_higher_level_and_repeats_with_its_seed() -> None:
    one, again = _simulated(seed=6, with_step=False), _simulated(seed=6, with_step=False)
    assert one == again
    assert one.forecast
    assert one.forecast.limits[0.9][0] < one.forecast.limits[0.5][0] < one.forecast.median
    assert one.forecast.median < one.forecast.limits[0.5][1] < one.forecast.limits[0.9][1]


def test_overdispersion_is_found_and_never_negative() -> None:
    chance = np.random.default_rng(7)
    design = np.ones((400, 1))
    counts = chance.poisson(chance.gamma(10, 100 / 10, 400)).astype(float)
    assert fit_negative_binomial(design, counts, np.zeros(400)).overdispersion == pytest.approx(0.1, abs=0.02)
    assert fit_negative_binomial(design, np.full(400, 50.0), np.zeros(400)).overdispersion == 0.0


@pytest.mark.parametrize(
    ("days", "why"),
    [
        ([], "Too short"),
        (_days([50] * 30), "Too short: 30 days"),
        (_days([0] * 60), "Too short"),
        (_days([50] * 60, [None] * 60), "Too short"),
        (_days([50] * 60) + _days([50]), "given twice"),
        (_days([-5] + [50] * 60), "0 or more"),
        (_days([50] * 60, [1.5] + [1.0] * 59), "0 to 1"),
    ],
)
def test_what_bears_no_trend_is_refused(days: list[ObservedDay], why: str) -> None:
    with pytest.raises(RefusedError, match=why):
        fit_trend(days, ahead=0, seed=1)


def test_a_trend_without_warnings_cannot_be_built() -> None:
    with pytest.raises(ValueError, match="warnings"):
        Trend(
            growth_per_week=1.0,
            growth_lower=1.0,
            growth_upper=1.0,
            overdispersion=0.0,
            bins_days=1,
            changepoints=(),
            forecast=None,
            warnings=(),
        )
