"""World W3: a market whose advertisers come and go, passed over once a week."""

from dataclasses import dataclass

import numpy as np

PASSES = 10
AT_START = 1000
ARRIVALS = 250
SURVIVAL = 0.75
CAUGHT = 0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnoverSeen:
    """Histories as "0110.." (a digit a pass) to units, and the truth: how many were present at each pass."""

    histories: dict[str, int]
    present: tuple[int, ...]
    ever: int


def simulate_turnover(*, seed: int) -> TurnoverSeen:
    """1,000 at the start, 250 more before each later pass, each stays to the next with .75, is seen with .4."""
    chance = np.random.default_rng(seed)
    born = np.concatenate([np.zeros(AT_START, dtype=int), np.repeat(np.arange(1, PASSES), ARRIVALS)])
    stay = chance.geometric(1 - SURVIVAL, born.size)  # passes present, 1 at least
    passes = np.arange(PASSES)
    there = (passes >= born[:, None]) & (passes < (born + stay)[:, None])
    seen = there & (chance.random(there.shape) < CAUGHT)
    histories: dict[str, int] = {}
    for row in seen[seen.any(axis=1)]:
        history = "".join("1" if one else "0" for one in row)
        histories[history] = histories.get(history, 0) + 1
    return TurnoverSeen(
        histories=dict(sorted(histories.items())),
        present=tuple(int(count) for count in there.sum(axis=0)),
        ever=int(there.any(axis=1).sum()),
    )
