"""New or returning: not seen before is not new, because what was not looked at was not seen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from lykta.errors import RefusedError
from lykta.model.warning import Warned, warned

# Fewer returners than this are recognised: their number would be multiplied by more than five (docs/adr/0021).
LEAST_RECOGNISED = 0.2
Z_95 = 1.96


@dataclass(frozen=True, slots=True, kw_only=True)
class Returning:
    """Shares of the advertisers in a window who were active before. Corrected ones are None where unknown."""

    seen: int
    called_new: float
    recognised: float | None
    share: float | None
    lower: float | None
    upper: float | None
    if_not_linked: float | None
    warnings: tuple[Warned, ...]


def recognised_share(earlier_days: Mapping[int, float], *, seen_a_day: float, linked: float) -> float:
    """Of those who were active before, the share that was then seen and is linked now: link x (1 - E[(1 - p)^days]).

    `earlier_days`: days active before the window to how many, or what share, of returners; any positive weights.
    """
    weight = sum(earlier_days.values())
    if weight <= 0 or not 0 <= seen_a_day <= 1 or not 0 <= linked <= 1:
        raise RefusedError(
            sv="Andelar mellan 0 och 1, och minst en tidigare aktiv, väntades.",
            en="Expected shares from 0 to 1, and somebody active before.",
        )
    missed = sum(share * (1 - seen_a_day) ** days for days, share in earlier_days.items()) / weight
    return linked * (1 - missed)


def seen_a_day(days: Mapping[str, Sequence[int]]) -> float | None:
    """Chance that an advertiser is seen on a day, from the days strictly between its first and its last.

    Estimand: share of the days of an advertiser's stay on which it is seen. A pause within the stay counts as a day
    not seen, here and in `earlier_stays` alike. None when nobody was seen three days apart.
    """
    inside = seen = 0
    for listed in days.values():
        first, last = min(listed), max(listed)
        if last - first >= 2:
            inside += last - first - 1
            seen += len({day for day in listed if first < day < last})
    return seen / inside if inside else None


def earlier_stays(days: Mapping[str, Sequence[int]], *, begins: int, seen_a_day: float) -> dict[int, float]:
    """Days active before the window to how many returners, those never seen before it among them.

    From the returners that were seen: each stands for 1 / (1 - (1 - p)^days) of its kind (Horvitz & Thompson 1952).
    """
    found: dict[int, float] = {}
    for listed in days.values():
        before = [day for day in listed if day < begins]
        if before and max(listed) >= begins:
            stay = begins - min(before)
            found[stay] = found.get(stay, 0.0) + 1 / (1 - (1 - seen_a_day) ** stay)
    return found


def returning_share(seen: int, linked: int, *, recognised: float | None) -> Returning:
    """Linked to an earlier sighting, over the share of returners that can be recognised.

    Estimand: share of the advertisers seen in the window who were active before it. Assumes that links are true, and
    that returners are as easy to see as others. The interval is Wilson's for the linked, divided by `recognised`,
    which is taken as known. None for `recognised`: the bare shares only, with NEW-UNCORRECTED.
    """
    if not 0 <= linked <= seen or seen == 0:
        raise RefusedError(
            sv=f"{linked} kopplade av {seen} sedda: minst en sedd, och högst så många kopplade, väntades.",
            en=f"{linked} linked of {seen} seen: expected at least one seen, and no more linked than that.",
        )
    plain = linked / seen
    if recognised is None or recognised < LEAST_RECOGNISED:
        return Returning(
            seen=seen,
            called_new=1 - plain,
            recognised=recognised,
            share=None,
            lower=None,
            upper=None,
            if_not_linked=None,
            warnings=(warned("NEW-UNCORRECTED"), warned("NEW-LINK")),
        )
    lower, upper = _wilson(linked, seen)
    share = min(plain / recognised, 1.0)
    missed = share * (1 - recognised)
    clipped = (warned("NEW-CLIPPED"),) if plain > recognised else ()
    return Returning(
        seen=seen,
        called_new=1 - plain,
        recognised=recognised,
        share=share,
        lower=min(lower / recognised, 1.0),
        upper=min(upper / recognised, 1.0),
        if_not_linked=missed / (1 - share + missed) if share < 1 or missed else None,
        warnings=(warned("NEW-LINK"), *clipped),
    )


def _wilson(part: int, whole: int) -> tuple[float, float]:
    share, squared = part / whole, Z_95**2
    middle = (share + squared / (2 * whole)) / (1 + squared / whole)
    half = Z_95 * sqrt(share * (1 - share) / whole + squared / (4 * whole**2)) / (1 + squared / whole)
    return max(middle - half, 0.0), min(middle + half, 1.0)
