"""How well a grouping agrees with the truth: pairs, B-cubed, adjusted Rand, CEAF."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

from lykta.errors import BadInputError


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Precision, recall and F1 within 0-1; 1 when there is nothing to be wrong about."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Agreement of two groupings, all by counting, none by sampling.

    `pairs` of items; `b_cubed` per item (Bagga and Baldwin 1998); `b_cubed_clusters` with every cluster
    weighing alike; `adjusted_rand` (Hubert and Arabie 1985); `ceaf_f` by entity with Dice overlap (Luo 2005).
    """

    pairs: Agreement
    b_cubed: Agreement
    b_cubed_clusters: Agreement
    adjusted_rand: float
    ceaf_f: float
    largest: int


def measure_groups(found: Mapping[str, str], truth: Mapping[str, str]) -> Measured:
    """How the groups `found` agree with the `truth`, both item -> group.

    Raises BadInputError when the items differ.
    """
    if found.keys() != truth.keys():
        odd = sorted(found.keys() ^ truth.keys())[:3]
        raise BadInputError(f"items {odd} stand in only one of the groupings. Measure the same items in both.")
    cells = Counter((found[item], truth[item]) for item in found)
    rows = Counter(found.values())
    columns = Counter(truth.values())
    both = sum(_pairs(count) for count in cells.values())
    in_found = sum(_pairs(count) for count in rows.values())
    in_truth = sum(_pairs(count) for count in columns.values())
    return Measured(
        pairs=Agreement(precision=_share(both, in_found), recall=_share(both, in_truth)),
        b_cubed=Agreement(
            precision=_share(sum(n * n / rows[f] for (f, _), n in cells.items()), len(found)),
            recall=_share(sum(n * n / columns[t] for (_, t), n in cells.items()), len(found)),
        ),
        b_cubed_clusters=Agreement(
            precision=_share(sum((n / rows[f]) ** 2 for (f, _), n in cells.items()), len(rows)),
            recall=_share(sum((n / columns[t]) ** 2 for (_, t), n in cells.items()), len(columns)),
        ),
        adjusted_rand=_adjusted_rand(both, in_found, in_truth, _pairs(len(found))),
        ceaf_f=_ceaf(cells, rows, columns),
        largest=max(rows.values(), default=0),
    )


def _pairs(count: int) -> int:
    return count * (count - 1) // 2


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 1.0


def _adjusted_rand(both: int, in_found: int, in_truth: int, in_all: int) -> float:
    if in_all == 0:
        return 1.0
    expected = in_found * in_truth / in_all
    best = (in_found + in_truth) / 2
    return 1.0 if best == expected else (both - expected) / (best - expected)


def _ceaf(cells: Counter[tuple[str, str]], rows: Counter[str], columns: Counter[str]) -> float:
    """The best one-to-one matching of clusters; solved per connected part, which keeps the matrices small."""
    if not rows:
        return 1.0
    of_truth: dict[str, list[str]] = {}
    for found, truth in cells:
        of_truth.setdefault(truth, []).append(found)
    of_found: dict[str, list[str]] = {}
    for found, truth in cells:
        of_found.setdefault(found, []).append(truth)
    total, seen = 0.0, set[str]()
    for start in sorted(of_found):
        if start in seen:
            continue
        parts = _component(start, of_found, of_truth)
        seen |= parts["found"]
        mine, theirs = sorted(parts["found"]), sorted(parts["truth"])
        overlap = np.array([[2 * cells[f, t] / (rows[f] + columns[t]) for t in theirs] for f in mine])
        total += float(overlap[linear_sum_assignment(overlap, maximize=True)].sum())
    return 2 * total / (len(rows) + len(columns))


def _component(start: str, of_found: dict[str, list[str]], of_truth: dict[str, list[str]]) -> dict[str, set[str]]:
    found, truth, waiting = {start}, set[str](), [start]
    while waiting:
        for name in of_found[waiting.pop()]:
            if name in truth:
                continue
            truth.add(name)
            fresh = set(of_truth[name]) - found
            found |= fresh
            waiting += fresh
    return {"found": found, "truth": truth}
