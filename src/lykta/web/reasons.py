"""Reasons gathered for reading: the same reason between many ads is told once, with how often it holds."""

from collections.abc import Iterable
from dataclasses import dataclass

from lykta.model.link import Family, Link, Tie
from lykta.model.words import Said

FULL_BAR_BITS = 30.0  # a bar is full at a likelihood of about a billion to one; more is no clearer to an eye
BAR_WIDTH = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A reason in words. `pairs` is the number of pairs it holds for; `bar` its length in the drawing."""

    says: Said
    family: Family
    bits: float
    bar: float
    pairs: int


def gather(held: Iterable[Link | Tie]) -> tuple[Told, ...]:
    """Each distinct sentence once, with its best bits, the strongest first."""
    best: dict[tuple[Family, str], Told] = {}
    for reason in (reason for each in held for reason in each.because):
        key = (reason.family, reason.says.en)
        before = best.get(key)
        bits = max(reason.bits, before.bits) if before else reason.bits
        best[key] = Told(
            says=reason.says,
            family=reason.family,
            bits=bits,
            bar=round(BAR_WIDTH * min(max(bits, 0.0), FULL_BAR_BITS) / FULL_BAR_BITS, 1),
            pairs=before.pairs + 1 if before else 1,
        )
    return tuple(sorted(best.values(), key=lambda told: (-told.bits, told.says.en)))
