"""The answer: a bound, a range, their warnings; and when there is only a bound."""

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lykta.errors import RefusedError
from lykta.estimate.lists import ListTable, table_of
from lykta.estimate.size_of_counts import size_of_register, size_of_sightings
from lykta.estimate.size_of_lists import size_of_lists
from lykta.estimate.telling import SizeQuestion
from lykta.estimate.truncated import CovariateRow
from lykta.model.size import SizeAnswer
from tests.estimate.anchors import frequencies_of, lists_of, register_of

QUICK = SizeQuestion(resamples=40)
PLAIN = SizeQuestion(resamples=0)
INDEPENDENT = {"100": 125, "010": 125, "001": 125, "110": 125, "101": 125, "011": 125, "111": 125}


def _codes(answer: SizeAnswer) -> list[str]:
    return [one.code for one in answer.warnings]


def test_kosovo_gets_the_best_model_with_all_within_two_bic_and_their_range() -> None:
    answer = size_of_lists(lists_of("Kosovo"), QUICK)
    near = [round(one.total) for one in answer.models if one.bic_above_best is not None and one.bic_above_best <= 2]
    assert near == [10357, 12741, 18393]
    assert answer.estimate == pytest.approx(10356.5, abs=0.1)
    assert answer.bound == 8193
    assert answer.upper is not None
    assert answer.upper >= 18393
    says = next(one.says for one in answer.warnings if one.code == "SIZE-MODELS")
    assert says.en == "3 models fit about equally well; they give 10,000 to 18,000."


def test_the_headline_is_told_first_and_rounded_down() -> None:
    first = size_of_lists(lists_of("Kosovo"), PLAIN).warnings[0]
    assert (first.code, first.says.en, first.says.sv) == (
        "SIZE-LB",
        "At least about 8,100.",
        "Minst omkring 8\u00a0100.",
    )


def test_the_r_users_get_a_bound_only() -> None:
    answer = size_of_lists(lists_of("R_users"), QUICK)
    assert (answer.estimate, answer.upper, answer.chosen) == (None, None, None)
    assert answer.bound == 193_663
    assert answer.lower == 193_663
    assert {"SIZE-NOTIDENT", "SIZE-HET"} <= set(_codes(answer))


def test_independent_lists_get_their_true_size() -> None:
    answer = size_of_lists(table_of("ABC", INDEPENDENT), QUICK)
    assert answer.estimate is not None
    assert answer.upper is not None
    assert answer.lower <= 1000 <= answer.upper
    assert answer.bound <= 1000
    assert "SIZE-NOTIDENT" not in _codes(answer)
    assert "SIZE-NEGDEP" not in _codes(answer)


@pytest.mark.parametrize("table", ["Kosovo", "hare", "R_users", "New Orleans, 5 lists", "New Orleans, 8 lists"])
def test_no_number_goes_without_what_always_must_be_said(table: str) -> None:
    answer = size_of_lists(lists_of(table), PLAIN)
    assert {"SIZE-LB", "SIZE-UNVISITED", "SIZE-CONTROVERSY", "SIZE-SELFTEST"} <= set(_codes(answer))
    assert answer.seen <= answer.bound


def test_every_list_is_asked_of_the_others_beside_the_number() -> None:
    answer = size_of_lists(lists_of("Kosovo"), PLAIN)
    assert [(test.name, test.truth) for test in answer.self_test] == [
        ("EXH", 1910),
        ("ABA", 1528),
        ("OSCE", 1786),
        ("HRW", 685),
    ]
    says = next(one.says.en for one in answer.warnings if one.code == "SIZE-SELFTEST")
    assert "within 25 % in 3 of 4" in says


def test_two_lists_get_chapman_and_are_told_what_they_cannot_test() -> None:
    answer = size_of_lists(table_of("AB", {"10": 781, "01": 254, "11": 167}), QUICK)
    assert answer.estimate == pytest.approx(2382.8, abs=0.05)
    assert answer.chosen == "Chapman"
    assert "SIZE-TWO" in _codes(answer)
    assert answer.self_test == ()


def test_two_lists_with_few_in_common_get_a_bound_only() -> None:
    answer = size_of_lists(table_of("AB", {"10": 81, "01": 54, "11": 4}), QUICK)
    assert answer.estimate is None
    assert "SIZE-SPARSE" in _codes(answer)
    assert answer.bound >= answer.seen


def test_thin_lists_become_one_and_the_answer_says_so() -> None:
    answer = size_of_lists(lists_of("New Orleans, 8 lists"), PLAIN)
    says = [one.says.en for one in answer.warnings if one.code == "SIZE-SPARSE"]
    assert "B, F, G, H share fewer than five each" in says[0]
    assert answer.seen == 185
    as_given = [one for one in answer.models if len(one.lists) == 8]
    assert [round(one.total) for one in as_given] == [1184, 997]
    assert all(one.bic_above_best is None for one in as_given)


def test_lists_that_exclude_each_other_make_the_bound_doubtful() -> None:
    apart = {"100": 240, "010": 240, "110": 10, "101": 240, "011": 240, "111": 10, "001": 5}
    assert "SIZE-NEGDEP" in _codes(size_of_lists(table_of("ABC", apart), PLAIN))


def test_lists_without_anything_in_common_are_refused() -> None:
    with pytest.raises(RefusedError, match="Certain is only that 27 were seen"):
        size_of_lists(table_of("ABC", {"100": 9, "010": 9, "001": 9}), QUICK)


def test_a_long_window_is_told_against_the_stay() -> None:
    question = SizeQuestion(resamples=0, window_days=28, median_stay_days=10)
    assert "SIZE-OPEN" in _codes(size_of_lists(table_of("ABC", INDEPENDENT), question))
    short = SizeQuestion(resamples=0, window_days=20, median_stay_days=10)
    assert "SIZE-OPEN" not in _codes(size_of_lists(table_of("ABC", INDEPENDENT), short))


@pytest.mark.parametrize("share", [0.2, 1.0])
def test_unlinked_number_changes_lower_everything_that_is_told(share: float) -> None:
    table = table_of("ABC", INDEPENDENT)
    plain = size_of_lists(table, PLAIN, by_threshold={".9": table})
    split = size_of_lists(table, SizeQuestion(resamples=0, unlinked_share=share), by_threshold={".9": table})
    assert split.bound == pytest.approx(plain.bound / (1 + share), abs=1)
    assert plain.estimate is not None
    assert split.estimate == pytest.approx(plain.estimate / (1 + share))
    assert plain.upper is not None
    assert (split.lower, split.upper) == pytest.approx((plain.lower / (1 + share), plain.upper / (1 + share)))
    assert split.by_threshold[".9"]["estimate"] == pytest.approx(split.estimate)
    assert split.by_threshold[".9"]["bound"] == split.bound
    assert "SIZE-SPLIT" in _codes(split)


def test_a_number_that_moves_with_the_linking_threshold_is_told_with_its_range() -> None:
    table = table_of("ABC", INDEPENDENT)
    looser = table_of("ABC", {**INDEPENDENT, "100": 60, "010": 60, "001": 60})
    moved = size_of_lists(table, PLAIN, by_threshold={".9": table, ".5": looser})
    assert "SIZE-LINK" in _codes(moved)
    assert set(moved.by_threshold) == {".9", ".5"}
    assert "SIZE-LINK" not in _codes(size_of_lists(table, PLAIN, by_threshold={".9": table, ".99": table}))


def test_counts_without_occasions_give_at_least_with_chaos_number() -> None:
    answer = size_of_sightings(frequencies_of("Netherlands"), QUICK)
    assert answer.bound == 8084
    assert answer.estimate == pytest.approx(9273.5, abs=0.05)
    assert [one.name for one in answer.models] == ["Chao", "Chao1", "Zelterman", "truncated Poisson"]
    assert answer.warnings[0].says.en == "At least about 8,000."


def test_counts_with_occasions_give_the_envelope_of_the_models() -> None:
    answer = size_of_sightings(lists_of("hare").frequencies(), QUICK, occasions=6)
    assert answer.chosen == "Mh Poisson2"
    assert answer.upper is not None
    closed = [one for one in answer.models if one.name.startswith("M")]
    assert (answer.lower, answer.upper) == (min(one.lower for one in closed), max(one.upper for one in closed))


def test_an_envelope_wider_than_three_times_is_a_bound_only() -> None:
    answer = size_of_sightings({1: 60, 2: 12, 3: 4, 4: 1}, QUICK, occasions=4)
    assert answer.estimate is None
    assert "SIZE-NOTIDENT" in _codes(answer)
    assert answer.bound >= 77


def test_counts_at_several_thresholds_are_compared() -> None:
    given = frequencies_of("Netherlands")
    answer = size_of_sightings(given, QUICK, by_threshold={".5": {**given, 2: 250}, ".99": given})
    assert "SIZE-LINK" in _codes(answer)


def test_a_register_gives_the_regression_with_chaos_bound_and_no_number_for_a_group() -> None:
    answer = size_of_register(*register_of("Netherlands"), QUICK)
    assert answer.estimate == pytest.approx(12690.35, abs=0.2)
    assert answer.bound == 8084
    assert "SIZE-GROUPS" in _codes(answer)
    assert len({one.total for one in answer.models}) == len(answer.models) == 5


def test_ten_lists_are_answered() -> None:
    cells = {"".join("1" if at in (one, one + 1) else "0" for at in range(10)): 8 for one in range(9)}
    singles = {"".join("1" if at == one else "0" for at in range(10)): 15 for one in range(10)}
    answer = size_of_lists(table_of([f"list {at}" for at in range(10)], {**cells, **singles}), PLAIN)
    assert answer.bound >= 222


def test_a_size_without_warnings_cannot_be_built() -> None:
    with pytest.raises(ValueError, match="warnings"):
        SizeAnswer(seen=1, bound=1, estimate=None, lower=1.0, upper=None, chosen=None, models=(), warnings=())


def test_a_size_without_an_upper_limit_has_no_estimate() -> None:
    answer = size_of_lists(lists_of("R_users"), PLAIN)
    with pytest.raises(ValueError, match="bound only"):
        SizeAnswer(
            seen=1, bound=1, estimate=2.0, lower=1.0, upper=None, chosen=None, models=(), warnings=answer.warnings
        )


def test_a_table_must_have_all_its_histories() -> None:
    with pytest.raises(ValueError, match="3 histories, not 2"):
        ListTable(names=("A", "B"), counts=(1, 2))


@pytest.mark.parametrize("occasions", [None, 4])
def test_counts_more_even_than_chance_give_only_those_seen(occasions: int | None) -> None:
    answer = size_of_sightings({1: 1, 2: 100}, QUICK, occasions=occasions)
    assert (answer.estimate, answer.upper, answer.bound) == (None, None, 101)
    assert "SIZE-REGULAR" in _codes(answer)


def test_few_units_of_even_counts_never_get_an_interval_without_width() -> None:
    answer = size_of_sightings({2: 8}, QUICK)
    assert answer.upper is None or answer.upper > 9


def test_a_register_more_even_than_chance_gives_only_those_seen() -> None:
    rows = [CovariateRow(times=2, groups=(group,), people=50) for group in "ab"]
    answer = size_of_register(["place"], rows, QUICK)
    assert (answer.estimate, answer.bound) == (None, 100)
    assert "SIZE-REGULAR" in _codes(answer)


@pytest.mark.parametrize(
    ("names", "cells"),
    [
        ("AB", {"11": 1000, "10": 1, "01": 1}),
        ("AB", {"11": 48, "10": 950, "01": 2}),
        ("ABC", {"111": 1000, "110": 1, "101": 1, "011": 1}),
        ("ABC", {"111": 1000, "100": 1, "010": 1, "001": 1}),
    ],
)
def test_lists_that_may_be_copies_of_each_other_give_a_bound_only(names: str, cells: dict[str, int]) -> None:
    answer = size_of_lists(table_of(names, cells), QUICK)
    assert (answer.estimate, answer.upper) == (None, None)
    assert "SIZE-SAME" in _codes(answer)


def test_a_list_apart_from_two_copies_still_gives_a_number_as_two_lists_do() -> None:
    answer = size_of_lists(table_of("ABC", {"110": 300, "111": 100, "001": 200, "100": 5, "010": 5}), QUICK)
    assert answer.estimate == pytest.approx(1230, rel=0.02)  # Chapman of (A or B) and C: 411 x 301 / 101 - 1
    assert {"SIZE-SAME", "SIZE-TWO"} <= set(_codes(answer))


def test_lists_of_ordinary_overlap_are_not_taken_for_copies() -> None:
    answer = size_of_lists(table_of("AB", {"11": 88, "10": 12, "01": 40}), QUICK)
    assert answer.estimate is not None
    assert "SIZE-SAME" not in _codes(answer)


@pytest.mark.parametrize("occasions", [None, 5])
def test_counts_with_one_seen_again_get_a_bound_only_and_say_why(occasions: int | None) -> None:
    answer = size_of_sightings({1: 40, 2: 1}, QUICK, occasions=occasions)
    assert (answer.estimate, answer.upper) == (None, None)
    says = next(one.says for one in answer.warnings if one.code == "SIZE-SPARSE")
    assert says.en == "Too little to go by: only 1 seen more than once."
    assert says.sv == "För lite att räkna på: bara 1 sågs mer än en gång."


def test_the_bound_of_few_seen_twice_is_that_of_their_exact_limit() -> None:
    assert size_of_sightings({1: 40, 3: 1}, QUICK).bound == 257  # 41 + 40^2 / (2 x 3.689), Garwood's limit of none
    assert size_of_lists(table_of("AB", {"11": 1, "10": 50, "01": 50}), QUICK).bound == 466  # 51 x 51 / 5.572


def test_units_seen_nearly_always_do_not_make_a_bound_of_hundreds_of_thousands() -> None:
    assert size_of_sightings({1: 1, 9: 50, 10: 50}, QUICK, occasions=10).bound == 101


@pytest.mark.parametrize("cells", [[(1, "a", 1), (2, "a", 1)], [(t, g, 2) for t in (1, 2) for g in "abc"]])
def test_a_register_of_a_few_persons_gives_a_bound_only(cells: list[tuple[int, str, int]]) -> None:
    rows = [CovariateRow(times=times, groups=(group,), people=people) for times, group, people in cells]
    answer = size_of_register(["place"], rows, QUICK)
    assert (answer.estimate, answer.upper) == (None, None)
    assert "SIZE-SPARSE" in _codes(answer)


@pytest.mark.parametrize(
    ("once", "occasions"), [(8_000_000_000, None), (8_000_000_000, 3), (1_000_000, None), (1_000_000, 7)]
)
def test_more_than_a_hundred_times_what_was_seen_is_not_written_out(once: int, occasions: int | None) -> None:
    with pytest.raises(RefusedError, match="more than 100 times the"):
        size_of_sightings({1: once, 2: 20}, QUICK, occasions=occasions)


def test_two_giant_lists_with_one_in_common_are_refused() -> None:
    with pytest.raises(RefusedError, match="more than 100 times the"):
        size_of_lists(table_of("AB", {"11": 1, "10": 4_000_000_000, "01": 4_000_000_000}), QUICK)


def test_an_upper_limit_out_of_reach_is_said_in_words_and_leaves_the_bound() -> None:
    answer = size_of_sightings({1: 1000, 2: 6}, QUICK)
    assert (answer.estimate, answer.upper) == (None, None)
    assert answer.seen < answer.bound < 100 * answer.seen
    says = next(one.says for one in answer.warnings if one.code == "SIZE-NOTIDENT")
    assert "to more than 100 times those seen" in says.en
    assert "till mer än 100 gånger dem som sågs" in says.sv


def test_a_number_below_the_bound_is_not_told() -> None:
    apart = {"110": 1000, "101": 1, "011": 1, "100": 3, "010": 3, "001": 200}
    answer = size_of_lists(table_of("ABC", apart), QUICK)
    assert (answer.estimate, answer.upper, answer.resampling) == (None, None, None)
    assert answer.lower == answer.bound


def test_an_answer_that_contradicts_its_bound_cannot_be_built() -> None:
    warnings = size_of_lists(lists_of("R_users"), PLAIN).warnings
    with pytest.raises(ValueError, match="contradicts at least 9"):
        SizeAnswer(seen=1, bound=9, estimate=2.0, lower=1.0, upper=3.0, chosen=None, models=(), warnings=warnings)


def test_a_threshold_at_which_the_lists_are_copies_has_no_number_either() -> None:
    table = table_of("AB", {"10": 81, "01": 54, "11": 40})
    answer = size_of_lists(table, PLAIN, by_threshold={".5": table_of("AB", {"10": 1, "01": 1, "11": 90})})
    assert answer.by_threshold[".5"]["estimate"] is None


@pytest.mark.parametrize(
    ("names", "cells"),
    [
        ("ABC", {"001": 1, "010": 692, "011": 998356, "111": 4}),
        ("ABC", {"100": 1, "101": 28798, "111": 5, "011": 1}),
        ("ABCD", {"0101": 1, "1001": 5, "1011": 1, "1100": 5, "1110": 29233, "1111": 1}),
    ],
)
def test_copies_beside_a_list_of_a_few_give_a_bound_only(names: str, cells: dict[str, int]) -> None:
    answer = size_of_lists(table_of(names, cells), PLAIN)
    assert (answer.estimate, answer.upper) == (None, None)
    assert {"SIZE-SAME", "SIZE-SPARSE"} <= set(_codes(answer))


def test_a_list_that_missed_a_few_only_gives_a_bound_only() -> None:
    answer = size_of_lists(table_of("ABC", {"100": 50, "110": 40, "101": 45, "111": 9, "011": 2, "010": 1}), PLAIN)
    assert answer.estimate is None
    assert "A missed only 3 of those seen" in next(one.says.en for one in answer.warnings if one.code == "SIZE-SPARSE")


def test_units_seen_on_all_but_one_occasion_say_nothing_of_those_never_seen() -> None:
    answer = size_of_sightings({1: 1, 2: 84}, QUICK, occasions=2)
    assert (answer.estimate, answer.bound) == (None, 85)
    assert "SIZE-SPARSE" in _codes(answer)


COUNT = st.sampled_from([0, 0, 1, 2, 5, 30, 400, 10**6, 8 * 10**9])


def _holds_together(answer: SizeAnswer) -> None:
    """What every answer promises, whatever the counts."""
    assert answer.bound >= answer.seen
    if answer.estimate is None:
        assert (answer.upper, answer.lower) == (None, answer.bound)
    else:
        assert answer.upper is not None
        assert answer.lower <= answer.estimate * (1 + 1e-9)
        assert answer.bound <= answer.estimate <= answer.upper * (1 + 1e-9) <= 101 * answer.seen
    assert answer.bound <= 100 * answer.seen


@settings(max_examples=80, deadline=None)
@given(counts=st.lists(COUNT, min_size=2, max_size=9), has_occasions=st.booleans())
def test_whatever_the_counts_an_answer_does_not_contradict_itself(counts: list[int], has_occasions: bool) -> None:
    frequencies = {times: units for times, units in enumerate(counts, start=1) if units}
    with contextlib.suppress(RefusedError):
        _holds_together(size_of_sightings(frequencies, PLAIN, occasions=len(counts) if has_occasions else None))


@settings(max_examples=40, deadline=None)
@given(counts=st.lists(COUNT, min_size=7, max_size=7))
def test_whatever_three_lists_share_an_answer_does_not_contradict_itself(counts: list[int]) -> None:
    cells = {format(history, "03b"): count for history, count in enumerate(counts, start=1)}
    with contextlib.suppress(RefusedError):
        _holds_together(size_of_lists(table_of("ABC", cells), PLAIN))
