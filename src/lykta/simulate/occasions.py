"""World W2: 200 advertisers looked for on a few equal occasions, as how often each was seen."""

from dataclasses import dataclass

import numpy as np

ADVERTISERS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class OccasionWorld:
    """`mean` chance of being seen on an occasion; it differs as Beta with `concentration`, or not at all (None).

    `unlinked`: share that changes number at some time so that the sightings after it count as another.
    """

    name: str
    occasions: int
    mean: float
    concentration: float | None = None
    unlinked: float = 0.0


MODERATE, STRONG = 6.0, 1.6
WORLDS = (
    OccasionWorld(name="equal", occasions=4, mean=0.25),
    OccasionWorld(name="equal", occasions=12, mean=0.25),
    OccasionWorld(name="moderate", occasions=4, mean=0.25, concentration=MODERATE),
    OccasionWorld(name="moderate", occasions=12, mean=0.25, concentration=MODERATE),
    OccasionWorld(name="strong", occasions=4, mean=0.25, concentration=STRONG),
    OccasionWorld(name="strong", occasions=4, mean=0.12, concentration=STRONG),
    OccasionWorld(name="strong", occasions=12, mean=0.25, concentration=STRONG),
    OccasionWorld(name="equal, 20 % change number unlinked", occasions=4, mean=0.25, unlinked=0.2),
)


def simulate_occasions(world: OccasionWorld, *, seed: int) -> dict[int, int]:
    """Times seen (from 1) to units seen so often; 200 advertisers in truth."""
    chance = np.random.default_rng(seed)
    ease = np.full(ADVERTISERS, world.mean)
    if world.concentration is not None:
        ease = chance.beta(world.mean * world.concentration, (1 - world.mean) * world.concentration, ADVERTISERS)
    seen = chance.random((ADVERTISERS, world.occasions)) < ease[:, None]
    if world.unlinked:
        changes = chance.random(ADVERTISERS) < world.unlinked
        cut = chance.uniform(0, world.occasions, ADVERTISERS)
        after = changes[:, None] & (np.arange(world.occasions)[None, :] + 0.5 > cut[:, None])
        seen = np.vstack([seen & ~after, seen & after])
    times, units = np.unique(seen.sum(axis=1), return_counts=True)
    return {int(k): int(count) for k, count in zip(times, units, strict=True) if k}
