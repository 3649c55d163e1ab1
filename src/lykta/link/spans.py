"""When contacts were in use, and whether at the same time."""

from collections.abc import Sequence

from lykta.link.table import AdTable, ended_s


def span_of(ads: Sequence[int], table: AdTable, stays_s: float) -> tuple[float, float]:
    """From the first posting to the end of use, epoch seconds."""
    return float(table.first_s[list(ads)].min()), ended_s(table, ads, stays_s)


def any_overlap(spans: list[tuple[float, float]], tolerance_s: float) -> bool:
    """Whether two of the time spans begin together, or lie over each other by more than the tolerance.

    Unknown times never do.
    """
    began = ended = float("-inf")
    for first, last in sorted(spans):
        if first + tolerance_s < ended or first < began + tolerance_s:
            return True
        began, ended = first, max(ended, last)
    return False
