import pytest

from lykta.errors import BadInputError
from lykta.link.measure import measure_groups

# The example of Bagga and Baldwin 1998: twelve items in groups of five, two and five.
GOLD = {f"{group}{n}": group for group, count in (("a", 5), ("b", 2), ("c", 5)) for n in range(count)}


def _merged(*groups: str) -> dict[str, str]:
    return {item: "merged" if gold in groups else gold for item, gold in GOLD.items()}


def test_small_merge_of_the_textbook_example() -> None:
    measured = measure_groups(_merged("b", "c"), GOLD)
    assert measured.pairs.precision == pytest.approx(0.6774, abs=5e-5)
    assert measured.pairs.recall == 1
    assert measured.b_cubed.precision == pytest.approx(0.7619, abs=5e-5)
    assert measured.b_cubed_clusters.precision == pytest.approx(0.7959, abs=5e-5)
    assert measured.adjusted_rand == pytest.approx(0.6901, abs=5e-5)
    assert measured.ceaf_f == pytest.approx(0.7333, abs=5e-5)
    assert measured.largest == 7


def test_large_merge_of_the_textbook_example() -> None:
    measured = measure_groups(_merged("a", "c"), GOLD)
    assert measured.pairs.precision == pytest.approx(0.4565, abs=5e-5)
    assert measured.b_cubed.precision == pytest.approx(0.5833, abs=5e-5)
    assert measured.adjusted_rand == pytest.approx(0.3373, abs=5e-5)
    assert measured.ceaf_f == pytest.approx(0.6667, abs=5e-5)


def test_the_truth_itself_is_perfect() -> None:
    measured = measure_groups(GOLD, GOLD)
    assert measured.pairs.f1 == measured.b_cubed.f1 == measured.adjusted_rand == measured.ceaf_f == 1


def test_all_apart_has_full_precision_and_no_recall() -> None:
    measured = measure_groups({item: item for item in GOLD}, GOLD)
    assert (measured.pairs.precision, measured.pairs.recall, measured.pairs.f1) == (1, 0, 0)
    assert measured.adjusted_rand == 0


def test_nothing_to_measure_is_perfect() -> None:
    measured = measure_groups({}, {})
    assert (measured.pairs.f1, measured.adjusted_rand, measured.ceaf_f, measured.largest) == (1, 1, 1, 0)


def test_different_items_are_refused_by_name() -> None:
    with pytest.raises(BadInputError, match="extra"):
        measure_groups({**GOLD, "extra": "x"}, GOLD)
