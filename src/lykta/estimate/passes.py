"""Who comes and goes: Jolly-Seber numbers for each pass over a market."""

from collections.abc import Mapping
from dataclasses import dataclass

from lykta.errors import RefusedError

# The first and the last pass have no number, so four are needed for two numbers and one survival between them.
MIN_PASSES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class PassSize:
    """One pass (counted from 0). None where it cannot be known."""

    number: int
    caught: int
    present: float | None
    survival: float | None  # from this pass to the next
    arrivals: float | None  # between this pass and the next


def jolly_seber(histories: Mapping[str, int]) -> list[PassSize]:
    """The bias-corrected forms of Seber 1982 (The Estimation of Animal Abundance, 204), all caught let go again.

    Input: histories as "0110" (a digit a pass, in the order of time) to units with it.
    Estimand: units present at each pass among those that can be seen. Assumes that all present are equally likely to
    be seen, and that who has left for good never returns. Unequal ease makes it too low; survival is more robust.
    """
    passes = len(next(iter(histories), ""))
    if passes < MIN_PASSES:
        raise RefusedError(
            sv=f"{passes} genomgångar: minst {MIN_PASSES} behövs, för den första och den sista får inget tal.",
            en=f"{passes} passes: at least {MIN_PASSES} are needed, because the first and the last get no number.",
        )
    caught, known, again, between = (_tally(histories, passes, what) for what in ("n", "m", "r", "z"))
    marked: list[float | None] = [
        0.0 if at == 0 else known[at] + (caught[at] + 1) * between[at] / (again[at] + 1) if at < passes - 1 else None
        for at in range(passes)
    ]
    present = [
        None if value is None or at == 0 else value * (caught[at] + 1) / (known[at] + 1)
        for at, value in enumerate(marked)
    ]
    survival = [_survival(marked, at, caught, known) for at in range(passes)]
    return [
        PassSize(
            number=at,
            caught=caught[at],
            present=present[at],
            survival=survival[at],
            arrivals=_arrivals(present, survival, at),
        )
        for at in range(passes)
    ]


def _survival(marked: list[float | None], at: int, caught: list[int], known: list[int]) -> float | None:
    after = marked[at + 1] if at + 1 < len(marked) else None
    now = marked[at]
    if now is None or after is None or (loose := now - known[at] + caught[at]) <= 0:
        return None
    return after / loose


def _arrivals(present: list[float | None], survival: list[float | None], at: int) -> float | None:
    after = present[at + 1] if at + 1 < len(present) else None
    now, staying = present[at], survival[at]
    return None if now is None or after is None or staying is None else after - staying * now


def _tally(histories: Mapping[str, int], passes: int, what: str) -> list[int]:
    """At each pass: n caught; m of them caught before; r of them again later; z not now, but before and later."""
    totals = [0] * passes
    for history, units in histories.items():
        for at in range(passes):
            now, before, later = history[at] == "1", "1" in history[:at], "1" in history[at + 1 :]
            counted = {"n": now, "m": now and before, "r": now and later, "z": not now and before and later}[what]
            totals[at] += units * counted
    return totals
