"""What others published, and what an earlier computation of ours gave, comes out again."""

from typing import Any

import pytest

from lykta.estimate.bootstrap import bca_of_models
from lykta.estimate.closed import ClosedFit, closed_fits
from lykta.estimate.intervals import Interval, log_interval
from lykta.estimate.loglinear import all_fits, fit_loglinear, hierarchical_models, models_near_stepwise, stepwise_fit
from lykta.estimate.selftest import self_test
from lykta.estimate.sightings import chao, chapman, truncated_poisson, zelterman
from lykta.estimate.truncated import fit_truncated
from tests.estimate.anchors import ANCHORS, anchor, frequencies_of, lists_of, register_of

CLOSED = [one for one in ANCHORS if "Rcapture" in one["what"] and one["what"].endswith("[N, se]")]


def _closed(table: str, name: str) -> ClosedFit:
    wanted = name.replace("Chao (LB)", "Chao")
    return next(fit for fit in closed_fits(lists_of(table)) if fit.name == wanted)


def _ends(interval: Interval) -> tuple[float, float]:
    return interval.lower, interval.upper


@pytest.mark.parametrize("one", CLOSED, ids=lambda one: f"{one['table']}: {one['what']}")
def test_closed_models_give_what_rcapture_printed(one: dict[str, Any]) -> None:
    fit = _closed(one["table"], one["what"].split("Rcapture ")[1].removeprefix("model ").removesuffix(" [N, se]"))
    total, se = one["published"] or one["computed"]
    assert fit.total == pytest.approx(total, abs=one["abs_tolerance"])
    assert fit.se == pytest.approx(se, abs=one["abs_tolerance"])


def test_every_closed_anchor_is_among_them() -> None:
    assert len(CLOSED) == 19


def test_the_hares_have_the_published_number_and_aic() -> None:
    fit = _closed("hare", "Mth Poisson2")
    assert fit.total == pytest.approx(81.1, abs=0.05)
    assert fit.aic == pytest.approx(146, abs=0.5)


def test_four_models_of_the_r_users_have_one_deviance_and_totals_far_apart() -> None:
    fits = [fit for fit in closed_fits(lists_of("R_users")) if fit.name.startswith("Mth")]
    assert [round(fit.deviance, 1) for fit in fits] == [30.6] * 4
    assert max(fit.total for fit in fits) > 200 * min(fit.total for fit in fits)


def test_the_r_users_bound_is_the_lower_limit_of_mth_chao() -> None:
    assert _closed("R_users", "Mth Chao").interval().lower == pytest.approx(193_663, abs=1)


@pytest.mark.parametrize(("order", "count"), [(3, 113), (2, 64)])
def test_the_best_model_of_kosovo_is_the_published_one(order: int, count: int) -> None:
    assert len(list(hierarchical_models(4, order=order))) == count
    best = all_fits(lists_of("Kosovo"), order=order)[0]
    assert best.total == pytest.approx(anchor("Kosovo", f"best-BIC N, order <= {order}")["published"], abs=1)


def test_three_models_of_kosovo_lie_within_two_bic() -> None:
    fits = all_fits(lists_of("Kosovo"), order=3)
    near = [(round(fit.total), round(fit.bic - fits[0].bic, 2)) for fit in fits if fit.bic - fits[0].bic <= 2]
    assert near == [(10357, 0.0), (12741, 0.08), (18393, 0.93)]


def test_independence_and_the_bound_of_kosovo_are_those_computed_before() -> None:
    assert fit_loglinear(lists_of("Kosovo")).total == pytest.approx(7394.6, abs=0.05)
    bound = _closed("Kosovo", "Mth Chao")
    assert bound.total == pytest.approx(8591.2, abs=0.05)
    assert _ends(bound.interval()) == pytest.approx((8193, 9031), abs=1)


def test_the_intervals_of_kosovo_are_near_the_published_ones() -> None:
    models = list(hierarchical_models(4, order=3))
    found = bca_of_models(lists_of("Kosovo"), models, resamples=1000, seed=1).intervals
    for level, published in ((0.8, (7400, 12200)), (0.95, (6900, 18000))):
        assert found[level].lower == pytest.approx(published[0], rel=0.15)
        assert found[level].upper == pytest.approx(published[1], rel=0.15)


@pytest.mark.parametrize(
    ("table", "what", "interactions"),
    [
        ("New Orleans, 8 lists", "N and 95 % interval: stepwise", ["D:E"]),
        ("New Orleans, 5 lists", "N and 95 % interval: stepwise", []),
    ],
)
def test_the_stepwise_choice_for_new_orleans_is_the_published_one(
    table: str, what: str, interactions: list[str]
) -> None:
    lists = lists_of(table)
    fit = stepwise_fit(lists)
    published = anchor(table, what)
    assert [lists.term_name(term) for term in fit.interactions] == interactions
    assert fit.total == pytest.approx(published["published"][0], abs=published["abs_tolerance"])
    own = log_interval(fit.seen, fit.unseen, fit.se**2)
    assert own.lower < published["published"][2]
    assert own.upper > published["published"][1]


def test_main_effects_alone_give_the_published_number_for_new_orleans() -> None:
    published = anchor("New Orleans, 8 lists", "N and 95 % interval: main effects")
    fit = fit_loglinear(lists_of("New Orleans, 8 lists"))
    assert fit.total == pytest.approx(published["published"][0], abs=published["abs_tolerance"])


def test_the_interval_of_eight_lists_overlaps_the_published_one() -> None:
    table = lists_of("New Orleans, 8 lists")
    found = bca_of_models(table, models_near_stepwise(table), resamples=100, seed=1).intervals[0.95]
    assert found.lower < 1657
    assert found.upper > 717


def test_truncated_regression_gives_the_published_number_and_interval() -> None:
    total, se, _, _, lower, upper = anchor("Netherlands", "zero-truncated")["published"]
    fit = fit_truncated(*register_of("Netherlands"))
    assert [fit.total, fit.se] == pytest.approx([total, se], abs=0.2)
    assert _ends(fit.interval()) == pytest.approx((lower, upper), abs=0.2)


def test_chao_gives_at_least_eight_thousand_for_the_netherlands() -> None:
    fit = chao(frequencies_of("Netherlands"))
    assert fit.total == pytest.approx(9273.5, abs=0.05)
    assert _ends(fit.interval()) == pytest.approx((8085, 10690), abs=1)
    assert chao(frequencies_of("Netherlands"), bias_corrected=True).total == pytest.approx(9228.9, abs=0.05)


def test_zelterman_and_the_plain_truncated_poisson_give_what_was_computed_before() -> None:
    first, second = zelterman(frequencies_of("Netherlands")), truncated_poisson(frequencies_of("Netherlands"))
    assert first
    assert second
    assert first.total == pytest.approx(9425, abs=1)
    assert second.total == pytest.approx(7080, abs=1)


def test_chapman_gives_its_textbook_number() -> None:
    fit = chapman(948, 421, 167)
    assert [fit.total, fit.se] == pytest.approx([2382.8, 129.1], abs=0.05)


def test_the_self_test_of_kosovo_is_what_was_computed_before() -> None:
    tests = self_test(lists_of("Kosovo"))
    ratios = {method: [test.ratio(method) for test in tests] for method in ("chao", "independence", "best")}
    assert ratios["chao"] == [pytest.approx(value, abs=0.006) for value in (0.69, 0.70, 0.83, 1.08)]
    assert ratios["independence"] == [pytest.approx(value, abs=0.006) for value in (0.58, 0.59, 0.70, 0.80)]
    assert ratios["best"] == [pytest.approx(value, abs=0.006) for value in (0.78, 0.59, 0.90, 1.01)]
    assert [sum(test.is_near(method) for test in tests) for method in ratios] == [2, 1, 3]
