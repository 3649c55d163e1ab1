"""Rows of a described table: what joins, what stays apart, and what each column was worth."""

import numpy as np
import pytest
from bench.people import people

from lykta.link.measure import Measured, measure_groups
from lykta.link.records import ColumnRule, Compare, RecordLink, TableRules, link_records
from lykta.link.records.joining import join

RULES = TableRules(
    columns=(
        ColumnRule(name="first", compare=Compare.TEXT, swaps_with="family"),
        ColumnRule(name="family", compare=Compare.TEXT),
        ColumnRule(name="born", compare=Compare.DATE),
        ColumnRule(name="town", compare=Compare.TEXT),
        ColumnRule(name="address", compare=Compare.TEXT),
    )
)


def _measured(rows: list[dict[str, str]], rules: TableRules = RULES) -> Measured:
    group = link_records(rows, rules).group
    found = {row["id"]: str(group[at]) for at, row in enumerate(rows)}
    return measure_groups(found, {row["id"]: row["person"] for row in rows})


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_worn_rows_join_their_person_and_no_other(seed: int) -> None:
    pairs = _measured(people(120, seed=seed)).pairs
    assert pairs.precision >= 0.97
    assert pairs.f1 >= 0.94


def test_a_large_table_is_compared_by_blocks_and_still_finds_its_people() -> None:
    rows = people(800, seed=5)
    assert len(rows) > 2_000
    blocks = (("born",), ("address",), ("first", "family"))
    pairs = _measured(rows, TableRules(columns=RULES.columns, blocks=blocks)).pairs
    assert pairs.precision >= 0.98
    assert pairs.recall >= 0.75


def test_the_same_table_always_gives_the_same_groups() -> None:
    rows = people(60, seed=4)
    assert link_records(rows, RULES) == link_records(rows, RULES)


def test_a_link_says_what_each_column_is_worth_also_what_speaks_against_it() -> None:
    linking = link_records(people(120, seed=1), RULES)
    bits = [one.bits for link in linking.links for one in link.because]
    assert min(bits) < 0 < max(bits)
    assert all(link.because for link in linking.links)
    swapped = [one.says for link in linking.links for one in link.because if "changed places" in one.says.en]
    assert swapped


def test_agreement_on_a_rare_value_weighs_more_than_on_a_common_one() -> None:
    rows = people(120, seed=1)
    counts: dict[str, int] = {}
    for row in rows:
        counts[row["town"]] = counts.get(row["town"], 0) + 1
    by_town: dict[str, float] = {}
    for link in link_records(rows, RULES).links:
        one, other = rows[link.first]["town"], rows[link.second]["town"]
        if one and one == other:
            by_town[one] = next(reason.bits for reason in link.because if reason.column == "town")
    common, rare = max(by_town, key=counts.__getitem__), min(by_town, key=counts.__getitem__)
    assert counts[common] > counts[rare]
    assert by_town[rare] > by_town[common]


def test_rows_that_say_nothing_stay_alone() -> None:
    rows = [*people(60, seed=2), *({"id": f"empty {n}"} for n in range(5))]
    group = link_records(rows, RULES).group
    assert group[-5:] == tuple(range(len(rows) - 5, len(rows)))


def test_an_impossible_date_or_number_counts_as_not_known() -> None:
    rules = TableRules(
        columns=(
            ColumnRule(name="n", compare=Compare.NUMBER, thresholds=(0, 1)),
            ColumnRule(name="d", compare=Compare.DATE),
        )
    )
    rows = [{"n": "nan", "d": "2024-13-77"}, {"n": "1e999", "d": "soon"}, {"n": "x", "d": ""}]
    assert link_records(rows, rules).group == (0, 1, 2)


@pytest.mark.parametrize("count", [0, 1, 2])
def test_a_table_too_short_to_teach_anything_joins_nothing(count: int) -> None:
    rows = people(3, seed=1)[:1] * count
    assert link_records(rows, RULES).group == tuple(range(count))


def test_one_chance_likeness_between_two_groups_does_not_glue_them() -> None:
    first, second = (side.astype(np.int64) for side in np.triu_indices(6, 1))
    inside = (first < 3) == (second < 3)
    bits = np.where(inside, 8.0, -9.0)
    bits[(first == 2) & (second == 3)] = 6.0

    def compare(one: np.ndarray, other: np.ndarray) -> np.ndarray:
        place = {pair: at for at, pair in enumerate(zip(first.tolist(), second.tolist(), strict=True))}
        return np.array([bits[place[pair]] for pair in zip(one.tolist(), other.tolist(), strict=True)])

    assert join(6, first, second, bits, compare=compare, least_bits=0.0).tolist() == [0, 0, 0, 3, 3, 3]


def test_a_link_without_a_reason_cannot_be_built() -> None:
    with pytest.raises(ValueError, match="at least one reason"):
        RecordLink(first=0, second=1, bits=4.0, because=())


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        ({"compare": Compare.TEXT, "thresholds": (0.8, 0.9)}, "fall"),
        ({"compare": Compare.TEXT, "thresholds": (1.5,)}, "between 0 and 1"),
        ({"compare": Compare.NUMBER, "thresholds": (5.0, 1.0)}, "rise"),
        ({"compare": Compare.EXACT, "thresholds": (1.0,)}, "no thresholds"),
    ],
)
def test_a_column_rule_that_cannot_be_meant_is_refused(rule: dict[str, object], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        ColumnRule(name="first", **rule)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("columns", "blocks", "why"),
    [
        (("first",), (), "at least two"),
        (("first", "first"), (), "each named once"),
        (("first", "born"), (("town",),), "a block names"),
        (("first", "born"), ((),), "a block names"),
    ],
)
def test_table_rules_that_cannot_be_meant_are_refused(
    columns: tuple[str, ...], blocks: tuple[tuple[str, ...], ...], why: str
) -> None:
    with pytest.raises(ValueError, match=why):
        TableRules(columns=tuple(ColumnRule(name=name, compare=Compare.TEXT) for name in columns), blocks=blocks)


@pytest.mark.parametrize("other", ["nobody", "first", "born"])
def test_columns_swap_only_with_another_text_column(other: str) -> None:
    with pytest.raises(ValueError, match="swap"):
        TableRules(
            columns=(
                ColumnRule(name="first", compare=Compare.TEXT, swaps_with=other),
                ColumnRule(name="born", compare=Compare.DATE),
            )
        )
