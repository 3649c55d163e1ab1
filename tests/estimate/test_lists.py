"""Tables of lists: what may be asked, what is refused, and what is counted."""

import pytest

from lykta.errors import RefusedError
from lykta.estimate.exclusion import excluding_pairs
from lykta.estimate.existence import GOOD, NO_ESTIMATE, NOT_IDENTIFIABLE, model_code
from lykta.estimate.lists import (
    ListTable,
    check_table,
    empty_pairs,
    same_list_twice,
    table_from_overlaps,
    table_of,
    thin_lists,
)
from lykta.estimate.loglinear import fit_loglinear, hierarchical_models

SPARSE = table_of("ABCD", {"1000": 60, "0100": 48, "0010": 35, "0001": 22, "1100": 9, "1010": 5, "0011": 3})
AB, AC, BC, AD, BD, CD = 0b0011, 0b0101, 0b0110, 0b1001, 0b1010, 0b1100


@pytest.mark.parametrize(
    ("interactions", "code", "total"),
    [
        ((), GOOD, 804.5),
        ((AB,), GOOD, 1157.2),
        ((AB, AC), GOOD, 1957.2),
        ((AB, AC, CD), NO_ESTIMATE, None),
        ((AB, AC, AD, BC, BD, CD), NOT_IDENTIFIABLE, None),
    ],
)
def test_existence_codes_are_exact(interactions: tuple[int, ...], code: int, total: float | None) -> None:
    fit = fit_loglinear(SPARSE, interactions)
    assert fit.code == code
    if total is not None:
        assert fit.total == pytest.approx(total, abs=0.05)


def test_two_lists_without_overlap_have_no_estimate() -> None:
    assert fit_loglinear(table_of("AB", {"10": 5, "01": 4})).code == NO_ESTIMATE


def test_the_code_depends_only_on_which_cells_are_empty() -> None:
    hundredfold = ListTable(names=SPARSE.names, counts=tuple(100 * count for count in SPARSE.counts))
    for model in hierarchical_models(4, order=2):
        assert model_code(4, model, SPARSE.vector()) == model_code(4, model, hundredfold.vector())


@pytest.mark.parametrize(("lists", "order", "count"), [(3, 2, 8), (4, 2, 64), (4, 3, 113), (5, 2, 1024)])
def test_the_number_of_hierarchical_models_is_known(lists: int, order: int, count: int) -> None:
    models = list(hierarchical_models(lists, order=order))
    assert len(models) == len(set(models)) == count


def test_an_interaction_of_three_brings_its_pairs() -> None:
    for model in hierarchical_models(4, order=3):
        for term in model:
            if term.bit_count() == 3:
                assert all(term & ~(1 << at) in model for at in range(4) if term >> at & 1)


def test_cells_are_read_with_the_first_digit_for_the_first_list() -> None:
    table = table_of(["first", "second"], {"10": 7, "01": 2, "11": 1})
    assert (table.margin(0b01), table.margin(0b10), table.margin(0b11)) == (8, 3, 1)
    assert (table.seen, table.frequencies(), table.overlaps(0)) == (10, {1: 9, 2: 1}, 1)


def test_sizes_and_overlaps_give_the_same_table_as_cells() -> None:
    cells = {"100": 60, "010": 48, "001": 35, "110": 9, "101": 5, "011": 3, "111": 2}
    sizes = {"A": 76, "B": 62, "C": 45}
    assert table_from_overlaps(sizes, {"A:B": 11, "A:C": 7, "B:C": 5, "A:B:C": 2}) == table_of("ABC", cells)


@pytest.mark.parametrize(
    ("overlaps", "what"),
    [
        ({"A:B": 500}, "A has 948"),
        ({"A:C": 5}, "'C'"),
        ({"A": 5}, "two or more"),
        ({"A:A": 5}, "two or more"),
        ({}, "missing"),
    ],
)
def test_overlaps_that_no_lists_can_have_are_refused(overlaps: dict[str, int], what: str) -> None:
    sizes = {"A": 948, "B": 421}
    with pytest.raises(RefusedError) as refusal:
        table_from_overlaps(sizes, overlaps)
    assert what.replace("A has 948", "B' is 500") in refusal.value.en.replace('"', "'")


def test_overlaps_that_do_not_add_up_are_refused() -> None:
    with pytest.raises(RefusedError, match="do not add up"):
        table_from_overlaps({"A": 10, "B": 10, "C": 10}, {"A:B": 9, "A:C": 9, "B:C": 1, "A:B:C": 1})


@pytest.mark.parametrize(
    ("names", "what"),
    [
        (["A"], "at least 2"),
        ([f"list {at}" for at in range(12)], "at most 10"),
        (["A", "B", "A"], "named twice"),
    ],
)
def test_wrong_numbers_of_lists_are_refused(names: list[str], what: str) -> None:
    with pytest.raises(RefusedError, match=what):
        table_of(names, {})


@pytest.mark.parametrize("cell", ["1", "111", "1x", "12", "00", "", "٠١"])
def test_a_cell_that_is_no_history_is_refused(cell: str) -> None:
    with pytest.raises(RefusedError, match="ell"):
        table_of("AB", {cell: 4})


@pytest.mark.parametrize(
    ("cells", "what"),
    [
        ({"10": 5, "01": 4}, "more than one list"),
        ({"10": 5}, "'B' is empty"),
        ({}, "'A' is empty"),
        ({"11": 40}, "very same"),
        ({"10": 5, "11": 3}, "holds all 8"),
    ],
)
def test_lists_that_tell_nothing_are_refused(cells: dict[str, int], what: str) -> None:
    with pytest.raises(RefusedError, match=what):
        check_table(table_of("AB", cells))


def test_one_list_under_two_names_is_found_among_three() -> None:
    assert same_list_twice(table_of("ABC", {"101": 30, "010": 20, "111": 4})) == ("A", "C")
    assert same_list_twice(SPARSE) is None


def test_merging_lists_loses_no_unit_and_keeps_their_order() -> None:
    merged = SPARSE.merged((1, 3))
    assert merged.names == ("A", "B+D", "C")
    assert merged.seen == SPARSE.seen
    assert merged.margin(0b010) == 48 + 22 + 9 + 3
    assert merged.margin(0b011) == 9


def test_leaving_a_list_out_keeps_only_its_units_that_others_saw() -> None:
    others = SPARSE.without_unseen_by(0)
    assert others.names == ("B", "C", "D")
    assert (others.seen, others.margin(0b001), others.margin(0b010)) == (14, 9, 5)


def test_thin_lists_and_pairs_without_a_common_unit_are_found() -> None:
    assert thin_lists(SPARSE) == (3,)
    assert empty_pairs(SPARSE) == (AD, BC, BD)


def test_lists_that_exclude_each_other_are_named_and_others_are_not() -> None:
    # 1,000 units on three lists of half of them each, the first two nearly apart.
    apart = table_of("ABC", {"100": 240, "010": 240, "001": 0, "110": 10, "101": 240, "011": 240, "111": 10})
    assert list(excluding_pairs(apart, total=1000)) == [AB]
    independent = table_of("ABC", {"100": 125, "010": 125, "001": 125, "110": 125, "101": 125, "011": 125, "111": 125})
    assert list(excluding_pairs(independent, total=1000)) == []


def test_nothing_is_said_about_exclusion_with_two_lists() -> None:
    assert list(excluding_pairs(table_of("AB", {"10": 900, "01": 900, "11": 1}), total=2000)) == []


def test_an_overlap_given_twice_in_another_order_is_refused() -> None:
    with pytest.raises(RefusedError, match="given twice"):
        table_from_overlaps({"A": 948, "B": 421}, {"A:B": 167, "B:A": 3})
