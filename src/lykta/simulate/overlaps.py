"""World W1: advertisers on five sites of unequal size, as lists that overlap. No ads, only who was seen where."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

ADVERTISERS = 2000
# Chance per unit of activity of being seen on each site (docs/adr/0020); the sum of .41 lets a third be seen.
RATES = (0.16, 0.10, 0.07, 0.05, 0.03)
WINDOW_DAYS = 28
MEAN_STAY_DAYS = 20
CROSS_POSTED = 0.3
UNVISITED = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class OverlapWorld:
    """What makes the lists hard. `spread` is the standard deviation of the logarithm of activity."""

    name: str
    spread: float = 0.0
    cross_posting: bool = False
    churn: bool = False
    unvisited: bool = False


WORLDS = (
    OverlapWorld(name="independent, equal"),
    OverlapWorld(name="heavy-tailed activity", spread=1.0),
    OverlapWorld(name="cross-posting pair of sites", cross_posting=True),
    OverlapWorld(name="both", spread=1.0, cross_posting=True),
    OverlapWorld(name="both + churn 5 % a day", spread=1.0, cross_posting=True, churn=True),
    OverlapWorld(name="both + 20 % on a site nobody visits", spread=1.0, cross_posting=True, unvisited=True),
)


def simulate_overlaps(world: OverlapWorld, *, seed: int) -> dict[str, int]:
    """Histories as "10010" (a digit a site) to advertisers seen so; 2,000 in truth, the unseen left out."""
    chance = np.random.default_rng(seed)
    activity = np.exp(chance.normal(0, world.spread, ADVERTISERS)) if world.spread else np.ones(ADVERTISERS)
    present = _share_present(chance) if world.churn else np.ones(ADVERTISERS)
    seen = chance.random((ADVERTISERS, len(RATES))) < 1 - np.exp(-np.outer(activity * present, RATES))
    if world.cross_posting:
        seen[:, 1] |= seen[:, 0] & (chance.random(ADVERTISERS) < CROSS_POSTED)
    if world.unvisited:
        seen &= (chance.random(ADVERTISERS) >= UNVISITED)[:, None]
    return _histories(seen)


def _share_present(chance: np.random.Generator) -> npt.NDArray[np.float64]:
    """Part of the window that each was there: born evenly from a stay before it to its end."""
    stay = chance.exponential(MEAN_STAY_DAYS, ADVERTISERS)
    born = chance.uniform(-stay, WINDOW_DAYS)
    days = np.minimum(born + stay, WINDOW_DAYS) - np.maximum(born, 0)
    return np.asarray(np.maximum(days, 0) / WINDOW_DAYS)


def _histories(seen: npt.NDArray[np.bool_]) -> dict[str, int]:
    cells: dict[str, int] = {}
    for row in seen[seen.any(axis=1)]:
        history = "".join("1" if one else "0" for one in row)
        cells[history] = cells.get(history, 0) + 1
    return dict(sorted(cells.items()))
