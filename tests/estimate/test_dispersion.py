"""Counts more even than chance are told from counts by chance, whatever the units' rates."""

from math import sqrt

import numpy as np
import pytest

from lykta.estimate.dispersion import is_more_regular_than_chance
from lykta.estimate.sightings import Frequencies, chao_lower


def _frequencies(times: "np.ndarray[tuple[int], np.dtype[np.int64]]") -> Frequencies:
    values, units = np.unique(times[times > 0], return_counts=True)
    return dict(zip(map(int, values), map(int, units), strict=True))


@pytest.mark.parametrize(
    ("counts", "occasions"),
    [({2: 100}, None), ({2: 100}, 4), ({1: 1, 2: 100}, None), ({1: 10, 2: 200, 3: 10}, 10), ({1: 1, 10: 100}, None)],
)
def test_counts_that_hardly_vary_are_more_regular_than_chance(counts: Frequencies, occasions: int | None) -> None:
    assert is_more_regular_than_chance(counts, occasions=occasions)


@pytest.mark.parametrize("rate", [0.3, 1.0, 3.0, 8.0])
@pytest.mark.parametrize("occasions", [None, 12])
def test_one_market_by_chance_in_a_hundred_is_called_regular(rate: float, occasions: int | None) -> None:
    rng = np.random.default_rng(1)
    called = [
        is_more_regular_than_chance(
            _frequencies(rng.poisson(rate, 200) if occasions is None else rng.binomial(occasions, rate / 12, 200)),
            occasions=occasions,
        )
        for _ in range(300)
    ]
    assert sum(called) <= 9  # 3 expected; more than 9 would be seen in fewer than one of a thousand such tests


def test_units_of_unequal_rates_are_never_called_regular() -> None:
    rng = np.random.default_rng(2)
    rates = rng.gamma(1.0, 1.5, (50, 500))
    assert not any(is_more_regular_than_chance(_frequencies(rng.poisson(one))) for one in rates)


def test_all_seen_on_every_occasion_cannot_be_judged_by_their_spread() -> None:
    assert not is_more_regular_than_chance({2: 100}, occasions=2)
    assert not is_more_regular_than_chance({1: 1, 2: 1}, occasions=2)
    assert not is_more_regular_than_chance({3: 100}, occasions=3)
    assert not is_more_regular_than_chance({1: 30})


@pytest.mark.parametrize("seen_twice", [1.0, 3.0, 6.0])
def test_with_few_seen_twice_the_lower_limit_is_one_in_nearly_all_markets(seen_twice: float) -> None:
    rng = np.random.default_rng(11)
    held: list[bool] = []
    while len(held) < 200:
        counts = _frequencies(rng.poisson(sqrt(2 * seen_twice / 500), 500))
        if counts.get(1) and 1 <= sum(units for times, units in counts.items() if times > 1) < 5:
            held.append(chao_lower(counts) <= 500)
    assert sum(held) >= 190
