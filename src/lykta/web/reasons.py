"""Reasons gathered for reading: the same reason between many ads is told once, with how often it holds."""

from collections.abc import Iterable
from dataclasses import dataclass

from lykta.model.desk import AdvertiserView
from lykta.model.link import Family, Link, Reason, Tie
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
    return told_of(reason for each in held for reason in each.because)


def told_of(reasons: Iterable[Reason]) -> tuple[Told, ...]:
    """As `gather`, of reasons given one by one."""
    best: dict[tuple[Family, str], Told] = {}
    for reason in reasons:
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


def strongest_neighbours(advertisers: Iterable[AdvertiserView]) -> dict[str, str]:
    """For each ad the ad of the same advertiser that it has most in common with; none for an ad alone."""
    best: dict[str, tuple[float, str]] = {}
    for link in (link for view in advertisers for link in view.links):
        for ad, other in ((link.a, link.b), (link.b, link.a)):
            best[ad] = max(best.get(ad, (-1.0, "")), (link.bits, other))
    return {ad: other for ad, (_, other) in best.items()}
