"""How the columns of a table compare."""

from dataclasses import dataclass
from enum import StrEnum

# Jaro-Winkler similarity of a spelling with one slip, and of one with two, in words of five to ten letters.
NEAR_SPELLINGS = (0.92, 0.8)


class Compare(StrEnum):
    """What makes two values of a column alike."""

    TEXT = "text"  # Jaro-Winkler similarity at or above each threshold
    EXACT = "exact"
    DATE = "date"  # equal, then one and two slips of the pen in YYYY-MM-DD, then the same year
    NUMBER = "number"  # the difference is at most each threshold


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnRule:
    """A column, and the levels of likeness between two of its values.

    `thresholds` run from alike to less alike: falling similarities for text, rising differences for numbers.
    With `rare_counts`, agreement on a rare value weighs more. `swaps_with` names a text column whose values are
    at times written in this one, such as a first name where the family name belongs.
    """

    name: str
    compare: Compare
    thresholds: tuple[float, ...] = ()
    rare_counts: bool = True
    swaps_with: str | None = None

    def __post_init__(self) -> None:
        rising, falling = tuple(sorted(self.thresholds)), tuple(sorted(self.thresholds, reverse=True))
        if self.compare in (Compare.EXACT, Compare.DATE) and self.thresholds:
            raise ValueError(f"column {self.name}: compare = '{self.compare}' takes no thresholds")
        if self.compare is Compare.TEXT and (self.thresholds != falling or not all(0 < one < 1 for one in falling)):
            raise ValueError(
                f"column {self.name}: thresholds of text fall and lie between 0 and 1, such as [0.92, 0.8]"
            )
        if self.compare is Compare.NUMBER and (self.thresholds != rising or not all(one >= 0 for one in rising)):
            raise ValueError(f"column {self.name}: thresholds of numbers are differences and rise, such as [0, 1, 10]")


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRules:
    """A table's columns and which of its rows are compared.

    `blocks`: rows are compared when they agree on every column of some block; without blocks, on any one column.
    Tables of up to 2,000 rows are compared whole. `least_bits`: rows join while the mean over all pairs of the two
    groups is at least so much above even odds.
    """

    columns: tuple[ColumnRule, ...]
    blocks: tuple[tuple[str, ...], ...] = ()
    least_bits: float = 0.0

    def __post_init__(self) -> None:
        names = [column.name for column in self.columns]
        if len(names) < 2 or len(set(names)) < len(names):
            raise ValueError("a table needs at least two columns to compare, each named once")
        by_name = {column.name: column for column in self.columns}
        for column in self.columns:
            other = by_name.get(column.swaps_with or "")
            if column.swaps_with and (other is None or other is column):
                raise ValueError(f"column {column.name}: swaps_with names {column.swaps_with!r}, no other column here")
            if other and (column.compare, other.compare) != (Compare.TEXT, Compare.TEXT):
                raise ValueError(f"column {column.name}: only text columns swap")
        for block in self.blocks:
            if not block or not set(block) <= set(names):
                raise ValueError(f"block {list(block)}: a block names one or more of the columns {', '.join(names)}")
