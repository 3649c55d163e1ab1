"""The numerical engine and the intervals: equal margins, equal answers side by side, the same seed the same numbers."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lykta.errors import RefusedError
from lykta.estimate.bootstrap import bca_of_models
from lykta.estimate.closed import closed_fits, lower_bound_fit, occasion_fits
from lykta.estimate.existence import design_matrix
from lykta.estimate.intervals import Interval, log_interval
from lykta.estimate.lists import ListTable, table_of
from lykta.estimate.loglinear import (
    all_fits,
    fit_each,
    fit_loglinear,
    fit_many,
    hierarchical_models,
    models_near_stepwise,
    stepwise_fit,
)
from lykta.estimate.passes import jolly_seber
from lykta.estimate.poisson import Parts, fit_poisson
from lykta.estimate.selftest import self_test
from lykta.estimate.sightings import (
    chao,
    chao1,
    chao_jost_coverage,
    chapman,
    check_frequencies,
    good_turing_coverage,
    schnabel,
    truncated_poisson,
    zelterman,
)
from lykta.estimate.truncated import CovariateRow, fit_truncated, mean_seen_to_rate
from tests.estimate.anchors import frequencies_of, lists_of

counts = st.lists(st.integers(0, 60), min_size=7, max_size=7)


def test_fitted_margins_equal_those_of_the_counts() -> None:
    design = design_matrix(np.arange(1, 8), (0, 1, 2, 4))
    table = np.array([[60.0, 48, 9, 35, 5, 3, 2]])
    fits = fit_poisson(design, table)
    assert fits.converged.all()
    assert fits.means @ design == pytest.approx(table @ design)


@settings(max_examples=60, deadline=None)
@given(counts)
def test_models_fitted_side_by_side_equal_those_fitted_alone(units: list[int]) -> None:
    table = ListTable(names=("A", "B", "C"), counts=tuple(units))
    if not table.seen:
        return
    models = list(hierarchical_models(3, order=2))
    for together, model in zip(fit_each(table, models), models, strict=True):
        alone = fit_loglinear(table, model)
        assert together.code == alone.code
        assert together.total == pytest.approx(alone.total, rel=1e-5, nan_ok=True)


@settings(max_examples=40, deadline=None)
@given(counts)
def test_a_model_without_an_estimate_never_gives_a_number(units: list[int]) -> None:
    table = ListTable(names=("A", "B", "C"), counts=tuple(units))
    if not table.seen:
        return
    for fit in fit_each(table, list(hierarchical_models(3, order=2))):
        assert np.isnan(fit.total) == (fit.code != 0)
        assert fit.code != 0 or fit.total >= table.seen


def test_columns_and_cells_that_a_table_does_not_use_change_nothing() -> None:
    design = design_matrix(np.arange(1, 8), (0, 1, 2, 4))
    table = np.array([60.0, 48, 9, 0, 0, 0, 0])
    parts = Parts(
        cells=np.array([[True, True, True, False, False, False, False]]), columns=np.array([[True, True, True, False]])
    )
    alone = fit_poisson(design[:3, :3], table[None, :3])
    beside = fit_poisson(design, table[None, :], parts=parts)
    assert beside.coefficients[0, :3] == pytest.approx(alone.coefficients[0])
    assert beside.log_likelihood == pytest.approx(alone.log_likelihood)
    assert not beside.means[0, 3:].any()


def test_a_table_without_a_maximum_proves_nothing() -> None:
    design = design_matrix(np.arange(1, 4), (0, 1, 2))
    fits = fit_poisson(design, np.array([[5.0, 4.0, 0.0], [5.0, 4.0, 1.0]]))
    assert list(fits.proves_existence) == [False, True]


def test_many_resamples_of_one_model_equal_single_fits() -> None:
    table = lists_of("New Orleans, 5 lists")
    drawn = np.random.default_rng(4).multinomial(table.seen, table.vector() / table.seen, size=40).astype(float)
    for model in ((), (0b11,), (0b11, 0b10100)):
        unseen, bic = fit_many(5, model, drawn)
        for row, total in enumerate(unseen):
            single = fit_loglinear(ListTable(names=table.names, counts=tuple(int(n) for n in drawn[row])), model)
            assert np.isfinite(bic[row]) == (single.code == 0)
            assert total == pytest.approx(single.unseen, rel=1e-5, nan_ok=True)


def test_stepwise_adds_a_strong_pair_and_leaves_independent_lists_alone() -> None:
    independent = {"100": 125, "010": 125, "001": 125, "110": 125, "101": 125, "011": 125, "111": 125}
    assert stepwise_fit(table_of("ABC", independent)).interactions == ()
    pair = {"110": 225, "111": 225, "100": 25, "010": 25, "101": 25, "011": 25, "001": 225}
    assert stepwise_fit(table_of("ABC", pair)).interactions == (0b011,)


def test_stepwise_on_lists_without_overlap_has_no_number() -> None:
    assert stepwise_fit(table_of("AB", {"10": 5, "01": 4})).code == 1


# -- Closed models ------------------------------------------------------------------------------------------


def test_equal_histories_and_counts_of_occasions_give_one_answer() -> None:
    hares = lists_of("hare")
    by_history = {fit.name: fit for fit in closed_fits(hares)}
    for fit in occasion_fits(hares.frequencies(), 6):
        assert fit.total == pytest.approx(by_history[fit.name].total, rel=1e-6)
        assert fit.se == pytest.approx(by_history[fit.name].se, rel=1e-6)


def test_those_seen_very_often_say_nothing_about_the_unseen() -> None:
    """Chao's bound of a long watch rests on those seen once and twice, as Chao's own formula does."""
    often = {1: 60, 2: 25, 3: 14, 4: 9, 30: 4, 40: 2}
    bound = next(fit for fit in occasion_fits(often, 60) if fit.name == "Mh Chao")
    assert bound.seen == 114
    assert bound.total == pytest.approx(chao(often, occasions=60).total, rel=0.1)


def test_mt_of_two_lists_is_lincoln_and_petersen() -> None:
    fit = lower_bound_fit(table_of("AB", {"10": 781, "01": 254, "11": 167}))
    assert fit
    assert fit.total == pytest.approx(948 * 421 / 167)


def test_lists_that_are_not_joined_have_no_bound() -> None:
    assert lower_bound_fit(table_of("ABC", {"100": 9, "010": 8, "001": 5})) is None


def test_the_bound_is_never_above_the_model_it_loosens() -> None:
    """Chao's columns are kept only where they raise the number: without any left it is Mt."""
    exclusive = table_of("ABC", {"100": 90, "010": 90, "001": 90, "110": 9, "101": 9, "011": 9, "111": 0})
    fits = {fit.name: fit for fit in closed_fits(exclusive)}
    assert fits["Mth Chao"].total == pytest.approx(fits["Mt"].total)


# -- Counts -------------------------------------------------------------------------------------------------


def test_chapman_refuses_more_on_both_than_on_one() -> None:
    with pytest.raises(RefusedError, match="only 4"):
        chapman(10, 4, 5)


def test_chapman_without_overlap_still_has_a_finite_number() -> None:
    assert chapman(10, 4, 0).total == 11 * 5 - 1


def test_schnabel_follows_its_formula() -> None:
    # Caught 100, then 80 with 20 known, then 60 with 30 known of 160 marked: (8,000 + 9,600) / 51.
    assert schnabel([(100, 0), (80, 20), (60, 30)]) == pytest.approx((80 * 100 + 60 * 160) / 51)


def test_schnabel_refuses_more_known_than_marked() -> None:
    with pytest.raises(RefusedError, match="Count again"):
        schnabel([(10, 0), (80, 20)])


def test_chao_without_any_seen_twice_uses_its_other_form() -> None:
    assert chao({1: 10}).unseen == 10 * 9 / 2
    assert chao({1: 10}).interval().lower >= 10


def test_chao_with_occasions_and_of_abundance_take_their_factors() -> None:
    plain = chao({1: 40, 2: 10}).unseen
    assert chao({1: 40, 2: 10}, occasions=5).unseen == pytest.approx(plain * 4 / 5)
    assert chao1({1: 40, 2: 10}).unseen == pytest.approx(plain * 59 / 60)


def test_nobody_seen_once_leaves_nobody_unseen() -> None:
    fit = chao({2: 12, 3: 5})
    assert fit.interval() == Interval(lower=17, upper=17)


def test_methods_without_repeats_have_no_number() -> None:
    assert zelterman({1: 10}) is None
    assert truncated_poisson({1: 10}) is None


def test_coverage_of_the_sample_follows_its_formulas() -> None:
    # 40 once, 10 twice: 60 sightings.
    assert good_turing_coverage({1: 40, 2: 10}) == pytest.approx(1 - 40 / 60)
    assert chao_jost_coverage({1: 40, 2: 10}) == pytest.approx(1 - 40 / 60 * (59 * 40) / (59 * 40 + 20))
    assert chao_jost_coverage({2: 10}) == 1.0


@pytest.mark.parametrize(
    ("frequencies", "occasions", "what"),
    [
        ({}, None, "Nobody was seen"),
        ({1: 0, 2: 0}, None, "Nobody was seen"),
        ({1: 10}, None, "seen twice"),
        ({1: 10, 5: 1}, 4, "5 times on 4"),
        ({1: 10}, 1, "seen twice"),
        ({3: 10, 4: 2}, None, "three times"),
    ],
)
def test_counts_that_tell_nothing_are_refused(frequencies: dict[int, int], occasions: int | None, what: str) -> None:
    with pytest.raises(RefusedError, match=what):
        check_frequencies(frequencies, occasions=occasions)


@given(st.floats(1.0001, 50))
def test_the_rate_gives_its_mean_back(mean: float) -> None:
    rate = mean_seen_to_rate(mean)
    assert rate / -np.expm1(-rate) == pytest.approx(mean, rel=1e-6)


def test_regression_without_groups_that_differ_is_the_plain_truncated_poisson() -> None:
    rows = [CovariateRow(times=times, groups=(), people=n) for times, n in frequencies_of("Netherlands").items()]
    plain = truncated_poisson(frequencies_of("Netherlands"))
    fit = fit_truncated([], rows)
    assert plain
    assert fit.total == pytest.approx(plain.total)
    assert fit.variance == pytest.approx(plain.variance)


def _rows(*rows: tuple[int, str, int]) -> list[CovariateRow]:
    return [CovariateRow(times=times, groups=(group,), people=people) for times, group, people in rows]


def test_the_order_and_the_names_of_groups_change_nothing() -> None:
    rows = _rows((1, "x", 90), (2, "x", 20), (1, "y", 60), (2, "y", 8), (3, "y", 1))
    renamed = _rows((3, "a", 1), (1, "a", 60), (2, "a", 8), (2, "b", 20), (1, "b", 90))
    assert fit_truncated(["g"], rows).total == pytest.approx(fit_truncated(["h"], renamed).total)


def test_a_group_in_which_nobody_was_seen_twice_is_refused_by_name() -> None:
    with pytest.raises(RefusedError, match="g = y: nobody was seen twice"):
        fit_truncated(["g"], _rows((1, "x", 90), (2, "x", 20), (1, "y", 60)))


def test_two_groupings_that_say_the_same_are_refused() -> None:
    rows = [
        CovariateRow(times=times, groups=(group, group), people=people)
        for times, group, people in ((1, "x", 90), (2, "x", 20), (1, "y", 60), (2, "y", 9))
    ]
    with pytest.raises(RefusedError, match="say the same"):
        fit_truncated(["g", "h"], rows)


def test_too_many_groups_are_refused() -> None:
    rows = [CovariateRow(times=at % 2 + 1, groups=(str(at // 2),), people=5) for at in range(60)]
    with pytest.raises(RefusedError, match="at most 20"):
        fit_truncated(["age"], rows)


# -- Intervals ----------------------------------------------------------------------------------------------


@given(st.integers(1, 10**6), st.floats(0, 1e9), st.floats(0, 1e15))
def test_a_log_interval_holds_the_number_and_never_less_than_was_seen(
    seen: int, unseen: float, variance: float
) -> None:
    limits = log_interval(seen, unseen, variance)
    assert seen <= limits.lower <= seen + unseen + 1e-6
    assert limits.upper >= (seen + unseen) * (1 - 1e-12)


def test_a_smaller_level_gives_a_narrower_interval() -> None:
    wide, narrow = log_interval(100, 50, 400), log_interval(100, 50, 400, level=0.8)
    assert wide.lower < narrow.lower
    assert narrow.upper < wide.upper


def test_the_same_seed_gives_the_same_interval_and_another_seed_another() -> None:
    table, models = lists_of("Kosovo"), list(hierarchical_models(4, order=2))
    one, again, other = (bca_of_models(table, models, resamples=40, seed=seed) for seed in (3, 3, 4))
    assert one == again
    assert one != other


def test_an_interval_that_chooses_anew_is_wider_than_one_of_a_fixed_model() -> None:
    table = lists_of("Kosovo")
    best = all_fits(table, order=3)[0].interactions
    fixed = bca_of_models(table, [best], resamples=300, seed=1).intervals[0.95]
    chosen = bca_of_models(table, list(hierarchical_models(4, order=3)), resamples=300, seed=1).intervals[0.95]
    assert chosen.upper - chosen.lower > 1.5 * (fixed.upper - fixed.lower)


def test_progress_is_told_to_the_end() -> None:
    told: list[tuple[int, int]] = []
    bca_of_models(
        lists_of("R_users"), [(), (0b11,)], resamples=10, seed=1, progress=lambda done, of: told.append((done, of))
    )
    assert told == [(1, 2), (2, 2)]


def test_resamples_that_mostly_have_no_estimate_give_no_interval() -> None:
    """One common unit, which a third of all resamples miss."""
    table = table_of("AB", {"10": 50, "01": 50, "11": 1})
    found = bca_of_models(table, [()], resamples=200, seed=1)
    assert found.intervals == {}
    assert 0 < found.with_size < 200


def test_models_near_the_stepwise_choice_are_its_path_and_one_pair_more_or_less() -> None:
    table = lists_of("New Orleans, 8 lists")
    models = models_near_stepwise(table)
    assert models[:2] == [(), stepwise_fit(table).interactions]
    assert len(models) == len(set(models)) == 1 + 28


# -- Self-test and passes -----------------------------------------------------------------------------------


def test_independent_lists_pass_their_own_test() -> None:
    cells = {f"{h:04b}"[::-1]: 100 for h in range(1, 16)}  # each unit on each list with one half
    for test in self_test(table_of("ABCD", cells)):
        assert test.truth == 800
        assert test.ratio("independence") == pytest.approx(1.0)
        assert test.is_near("best")


def test_two_lists_have_no_self_test() -> None:
    assert self_test(table_of("AB", {"10": 5, "01": 5, "11": 5})) == []


def test_a_method_without_a_number_is_not_near() -> None:
    [first, *_] = self_test(table_of("ABC", {"100": 9, "010": 9, "001": 9, "110": 4, "011": 4}))
    assert first.independence is None
    assert first.ratio("independence") is None
    assert not first.is_near("independence")


def test_jolly_seber_follows_the_textbook_formulas() -> None:
    # Pass 1 (counted from 0): 30 caught, 10 of them before, 15 of the 30 later, 5 missed but before and after.
    histories = {"1100": 4, "1110": 6, "0110": 9, "0100": 11, "1010": 5, "0010": 7, "1000": 8, "0001": 2, "0011": 3}
    second = jolly_seber(histories)[1]
    marked = 10 + 31 * 5 / 16
    assert second.caught == 30
    assert second.present == pytest.approx(marked * 31 / 11)
    assert jolly_seber(histories)[0].survival == pytest.approx(marked / 23)


def test_the_first_and_the_last_pass_have_no_number() -> None:
    passes = jolly_seber({"1111": 20, "1100": 5, "0110": 5, "0011": 5})
    assert [one.present is None for one in passes] == [True, False, False, True]
    assert [one.survival is None for one in passes] == [False, False, True, True]
    assert [one.arrivals is None for one in passes] == [True, False, True, True]


@pytest.mark.parametrize("histories", [{}, {"111": 4}])
def test_fewer_than_four_passes_are_refused(histories: dict[str, int]) -> None:
    with pytest.raises(RefusedError, match="at least 4"):
        jolly_seber(histories)
