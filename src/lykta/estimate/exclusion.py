"""Lists that exclude each other: the one thing that makes a lower bound too high."""

from collections.abc import Iterator

from scipy.stats import poisson

from lykta.estimate.lists import ListTable, pairs_of

# Over all pairs together, by Bonferroni: a false alarm makes a good bound look doubtful (docs/adr/0020).
P_OVER_ALL = 0.01


def excluding_pairs(table: ListTable, *, total: float) -> Iterator[int]:
    """Pairs whose overlap is improbably low (Poisson) for two independent lists of a market of `total` units.

    `total` is the best model's number, not that of independent lists: where some lists overlap strongly, the latter
    is too low and would accuse every other pair. With two lists nothing can be said.
    """
    pairs = pairs_of(table.lists)
    if len(pairs) < 3:
        return
    for pair in pairs:
        one = pair & -pair
        expected = table.margin(one) * table.margin(pair - one) / total
        if poisson.cdf(table.margin(pair), expected) < P_OVER_ALL / len(pairs):
            yield pair
