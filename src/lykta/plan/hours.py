"""How many hours of review to which place: whole blocks, a fair floor for each, suspected minors before all."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, exp

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

from lykta.errors import RefusedError
from lykta.model.figures import in_english, in_swedish

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

# Half an hour is the least that anybody plans with; twenty hours in one place a day are five people's (docs/adr/0025).
BLOCK_H = 0.5
MOST_BLOCKS = 40
# Half an hour that reviews less than this of a network is better left for something else.
LEAST_GAIN = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceWork:
    """Networks due a day in a place. h hours review a share 1 - exp(-h / scale_h): the first are the easy ones."""

    place: str
    due: float
    scale_h: float

    def share(self, hours: float) -> float:
        return 1 - exp(-hours / self.scale_h)


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursByPlace:
    """Hours in the order of the places, and how many networks are then reviewed a day, expected."""

    hours: tuple[float, ...]
    reviewed: float


def best_hours(work: Sequence[PlaceWork], *, hours: float, least_share: float, taken: float = 0.0) -> HoursByPlace:
    """The whole blocks that review most, with `least_share` of every place reviewed at the least.

    A 0/1 variable for each block of each place (scipy's HiGHS). The shares are concave, so blocks of a place fill in
    order by themselves; hours that would review next to nothing are left. Raises RefusedError, with the smallest hours
    that work, when the floors do not fit; the hours `taken` for what comes before are counted in both.
    """
    if not work:
        return HoursByPlace(hours=(), reviewed=0.0)
    gains, shares, place = _blocks(work)
    floors = _floors(shares, place, len(work), least_share)
    found = milp(
        LEAST_GAIN - gains,
        constraints=[LinearConstraint(np.full((1, len(gains)), BLOCK_H), ub=hours + 1e-9), floors],
        integrality=np.ones(len(gains)),
        bounds=Bounds(0, 1),
    )
    if found.x is None:
        least, given = taken + smallest_hours(work, least_share=least_share), taken + hours
        raise RefusedError(
            sv=f"{in_swedish(given)} timmar räcker inte till {100 * least_share:.0f} % av varje plats. Minsta som går: "
            f"{in_swedish(least)} timmar.",
            en=f"{in_english(given)} hours do not reach {100 * least_share:.0f} % of every place. The least that does: "
            f"{in_english(least)} hours.",
        )
    by_place = np.bincount(place, weights=np.round(found.x), minlength=len(work)) * BLOCK_H
    return HoursByPlace(
        hours=tuple(by_place.tolist()),
        reviewed=float(sum(one.due * one.share(given) for one, given in zip(work, by_place, strict=True))),
    )


def smallest_hours(work: Sequence[PlaceWork], *, least_share: float) -> float:
    """The least whole blocks in which the floor of every place is reached."""
    found = 0.0
    for one in work:
        blocks = next((n for n in range(MOST_BLOCKS + 1) if one.share(n * BLOCK_H) >= least_share - 1e-12), None)
        if blocks is None:
            raise RefusedError(
                sv=f"{one.place}: {100 * least_share:.0f} % går inte att nå på {MOST_BLOCKS * BLOCK_H:g} timmar.",
                en=f"{one.place}: {100 * least_share:.0f} % cannot be reached in {MOST_BLOCKS * BLOCK_H:g} hours.",
            )
        found += blocks * BLOCK_H
    return found


def hours_for_all(networks: int, *, minutes_each: float) -> float:
    """Whole blocks in which every one of the networks is looked at."""
    return ceil(networks * minutes_each / 60 / BLOCK_H - 1e-9) * BLOCK_H


def _blocks(work: Sequence[PlaceWork]) -> tuple[Floats, Floats, Ints]:
    """Of each block: what it reviews, which share of its place that is, and the place's position."""
    shares = np.array(
        [one.share((n + 1) * BLOCK_H) - one.share(n * BLOCK_H) for one in work for n in range(MOST_BLOCKS)]
    )
    place = np.repeat(np.arange(len(work)), MOST_BLOCKS)
    return shares * np.array([one.due for one in work])[place], shares, place


def _floors(shares: Floats, place: Ints, places: int, least_share: float) -> LinearConstraint:
    rows = np.zeros((places, len(shares)))
    rows[place, np.arange(len(shares))] = shares
    return LinearConstraint(rows, lb=least_share - 1e-12)
